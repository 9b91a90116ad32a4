"""RTP and RTCP as they are written and read, and strangers' bytes, which never raise."""

import struct

from hypothesis import given
from hypothesis import strategies as st

from atiende.voice.embedded.lines import Line
from atiende.voice.embedded.media import rtp
from atiende.voice.embedded.media.opus import FRAME, Decoder, samples_of
from atiende.voice.embedded.media.reception import Reception
from atiende.voice.embedded.media.video import is_key
from tests.doubles.studio import Studio

RTP_LIKE = st.builds(lambda head, rest: bytes((head,)) + rest, st.integers(128, 191), st.binary(max_size=60))


@given(st.one_of(st.binary(max_size=80), RTP_LIKE))
def test_no_bytes_make_the_readers_raise(raw: bytes) -> None:
    packet = rtp.read(raw)
    if packet is not None:
        assert packet.start <= len(raw)
        assert len(packet.payload) <= len(raw)
        rtp.header(packet, 1)
    for said in rtp.said(raw):
        assert said.kind
    is_key(raw)
    samples_of(raw)


@given(st.lists(st.one_of(RTP_LIKE, st.binary(max_size=60)), max_size=30))
def test_no_packets_make_the_core_raise(packets: list[bytes]) -> None:
    studio = Studio(("customer", "agent"))
    phone = studio.phones["customer"]
    lines = [phone.line(), Line(mid="1", kind="camera", payload=96, ssrc=5, mid_header=1)]
    studio.core.connect("customer", phone, [*lines, Line(mid="3", kind="slot", payload=96, ssrc=6)])
    studio.core.bridge("call", {"customer", "agent"})
    studio.core.tap("call", lambda *_: None)
    for raw in packets:
        studio.core.rtp_in("customer", raw, studio.now)
        studio.core.rtp_in("customer", raw[:1] + bytes((111,)) + raw[2:], studio.now)
        studio.core.rtcp_in("customer", raw)
        studio.pass_by(0.02)


@given(st.binary(max_size=200))
def test_no_payload_makes_the_decoder_raise(payload: bytes) -> None:
    import numpy as np

    out = np.zeros(FRAME, np.float32)
    decoder = Decoder()
    decoder.decode(payload, out)
    decoder.recover(payload, out)
    decoder.conceal(out)
    assert np.isfinite(out).all()


def test_what_is_written_is_read_again() -> None:
    raw = rtp.written(96, 0x1FFFF, 1 << 33, 7, b"payload", marker=True)
    packet = rtp.read(raw)
    assert packet is not None
    assert (packet.payload_type, packet.seq, packet.ts, packet.ssrc) == (96, 0xFFFF, 0, 7)
    assert (packet.marker, packet.payload) == (True, b"payload")


def test_extensions_sources_and_padding_are_not_payload() -> None:
    head = struct.pack("!BBHII", 0x80 | 0x20 | 0x10 | 1, 111, 1, 2, 3) + bytes(4)
    extension = struct.pack("!HH", 0xBEDE, 2) + bytes((0x10, 0x41, 0, 0x32, 1, 2, 3, 0))
    packet = rtp.read(head + extension + b"sound" + bytes((0, 0, 3)))
    assert packet is not None
    assert packet.payload == b"sound"
    assert (rtp.header(packet, 1), rtp.header(packet, 3), rtp.header(packet, 9)) == (b"A", b"\x01\x02\x03", b"")


def test_reports_and_wishes_are_read_as_they_were_written() -> None:
    report = rtp.Report(7, 25, -3, 70_000, 90, 0x12345678, 65536)
    compound = b"".join(
        (
            rtp.sender_report(1, 1 << 63, 960, 50, 5000),
            rtp.receiver_report(1, [report]),
            rtp.description(1, "leg_1"),
            rtp.nack(1, 7, [65_530, 65_535, 2, 300]),
            rtp.picture_loss(1, 7),
            rtp.bitrate(1, 7, 1_500_000),
        )
    )
    sender, receiver, nack, key, rate = rtp.said(compound)
    assert (sender.kind, sender.ntp, sender.ts) == ("sender", 1 << 63, 960)
    assert receiver.reports == (report,)
    assert (nack.media, nack.seqs) == (7, (65_530, 65_535, 2, 300))
    assert (key.kind, key.media) == ("key", 7)
    assert abs(rate.bitrate - 1_500_000) < 10_000


def test_loss_and_jitter_are_those_of_the_stream() -> None:
    reception = Reception(48_000)
    for number in range(200):
        packet = rtp.read(rtp.written(111, 65_500 + number, number * 960, 9, b""))
        assert packet is not None
        if number % 10 != 3:
            reception.note(packet, number * 0.02 + (0.004 if number % 2 else 0.0))
    report = reception.report(4.0)
    assert report is not None
    assert 9 < reception.loss_pct < 11
    assert report.total == 20
    assert 2.5 < reception.jitter_ms < 4.5
    quiet = Reception(48_000)
    assert quiet.report(1.0) is None
