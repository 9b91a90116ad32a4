"""Forwarded, mixed, played to, pressed at: what leaves for one ear is one stream without a seam."""

from itertools import pairwise

import numpy as np
import pytest
from msgspec.structs import replace

from atiende.voice.embedded.lines import Line
from atiende.voice.embedded.media import rtp
from atiende.voice.embedded.media.legs import Outflow
from tests.doubles.studio import OPUS, STEP, Phone, Studio, tone_file, tones_in


def seams(phone: Phone) -> list[tuple[int, int]]:
    """Steps of sequence number and time that are none of a stream's own."""
    packets = phone.packets()
    found = []
    for one, two in pairwise(packets):
        seq, ts = (two.seq - one.seq) & 0xFFFF, (two.ts - one.ts) & 0xFFFFFFFF
        if seq != 1 or (ts % 960 or not 0 < ts <= 2 * 960):
            found.append((seq, ts))
    return found


def test_between_forwarding_and_mixing_numbers_and_times_go_on() -> None:
    studio = Studio(("customer", "agent", "third"))
    for _ in range(3):
        studio.core.bridge("call", {"customer", "agent"})
        studio.pass_by(0.5)
        studio.core.bridge("call", {"customer", "agent", "third"})
        studio.pass_by(0.5)
    for name in ("customer", "agent"):
        packets = studio.phones[name].packets()
        assert len({each.ssrc for each in packets}) == 1
        assert seams(studio.phones[name]) == []
        assert len(packets) >= 3.0 / STEP - 2, "and there was always something to hear"


def test_the_sound_goes_on_over_the_seam() -> None:
    studio = Studio(("customer", "agent", "third"))
    studio.core.bridge("call", {"customer", "agent"})
    studio.pass_by(1)
    studio.core.bridge("call", {"customer", "agent", "third"})
    studio.pass_by(1)
    studio.core.bridge("call", {"customer", "agent"})
    studio.pass_by(1)
    heard = studio.phones["customer"].heard()[1600:]
    loudness = np.sqrt(np.mean(heard[: len(heard) // 320 * 320].reshape(-1, 320) ** 2, axis=1))
    assert loudness.min() > 0.05, "no frame of silence anywhere"


async def test_a_prompt_comes_and_goes_without_a_seam_and_says_when_it_is_over() -> None:
    studio = Studio(("customer", "agent"))
    await studio.core.keep("prompt", tone_file(2000, 0.5))
    studio.core.bridge("call", {"customer", "agent"})
    studio.pass_by(0.5)
    studio.core.play("ply_1", "customer", "prompt")
    studio.core.play("ply_1", "customer", "prompt")
    studio.pass_by(1)
    assert seams(studio.phones["customer"]) == []
    assert [each.play for each in studio.told if hasattr(each, "play")] == ["ply_1"]
    studio.core.play("ply_2", "customer", "not there")
    assert studio.told[-1].whole is False  # type: ignore[union-attr] # the event just told


def test_loss_before_us_stays_loss_behind_us_so_that_the_page_can_repair_it() -> None:
    studio = Studio(("customer", "agent"))
    studio.core.bridge("call", {"customer", "agent"})
    studio.pass_by(1, lost=lambda name, number: name == "agent" and number == 20)
    assert seams(studio.phones["customer"]) == [(2, 2 * 960)]


def test_a_long_call_goes_on_past_every_round_of_the_numbers() -> None:
    """An hour of packets, with some out of order."""
    phone = Phone("customer", 3)
    out, passed = Outflow(phone, phone.line()), 0
    for number in range(180_000):
        seq = number ^ 1 if number % 50 == 0 else number
        packet = rtp.read(rtp.written(OPUS, seq, (seq * 960) & 0xFFFFFFFF, 5, b"x"))
        assert packet is not None
        out.forward(packet, OPUS, number * STEP)
        passed += len(phone.sent)
        phone.sent.clear()
    assert passed == 180_000


def test_who_is_heard_again_after_all_numbers_have_gone_round_is_heard_at_once() -> None:
    """Twenty-two minutes on hold without music: the speaker's numbers are a little behind where they were."""
    phone = Phone("customer", 3)
    out = Outflow(phone, phone.line())
    for number, at in ((number, number * STEP) for number in range(200)):
        out.forward(_of_somebody(number), OPUS, at)
    out.rest()
    for number in range(0x10000 + 100, 0x10000 + 150):
        out.forward(_of_somebody(number), OPUS, number * STEP)
    assert len(phone.sent) == 250
    steps = [(two.seq - one.seq) & 0xFFFF for one, two in pairwise(phone.packets())]
    assert set(steps) == {1}


def _of_somebody(number: int) -> rtp.Packet:
    packet = rtp.read(rtp.written(OPUS, number & 0xFFFF, (number * 960) & 0xFFFFFFFF, 5, b"x"))
    assert packet is not None
    return packet


def test_a_page_that_speaks_on_as_another_source_is_heard_on_mixed_or_not() -> None:
    studio = Studio(("customer", "agent", "third"))
    for together in ({"customer", "agent"}, {"customer", "agent", "third"}):
        studio.core.bridge("call", together)
        studio.pass_by(2)
        speaker = studio.phones["customer"]
        speaker.ssrc, speaker.seq = speaker.ssrc + 50, (speaker.seq - 90) & 0xFFFF
        assert "customer" in studio.hears()["agent"]


async def test_one_leg_that_fails_takes_nobody_with_it() -> None:
    studio = Studio(("customer", "agent", "third"))
    studio.core.bridge("call", {"customer", "agent", "third"})

    def broken(packet: bytes) -> None:
        raise OSError

    studio.phones["third"].send = broken  # type: ignore[method-assign] # a connection that does what none should
    assert studio.hears()["customer"] == {"agent", "third"}


async def test_music_said_twice_does_not_begin_again() -> None:
    studio = Studio(("customer",))
    await studio.core.keep("music", tone_file(2000, 3))
    studio.core.hold("customer", "music")
    studio.pass_by(1)
    studio.core.hold("customer", "music")
    studio.pass_by(1)
    assert seams(studio.phones["customer"]) == []
    payloads = [each.payload for each in studio.phones["customer"].packets()]
    assert payloads[0] not in payloads[20:]


def test_a_leg_that_comes_back_with_another_connection_stands_where_it_stood() -> None:
    studio = Studio(("customer", "agent"))
    studio.core.bridge("call", {"customer", "agent"})
    studio.pass_by(0.3)
    again = Phone("agent", 77)
    studio.core.connect("agent", again, [again.line()])
    studio.phones["agent"] = again
    assert studio.hears() == {"customer": {"agent"}, "agent": {"customer"}}
    studio.core.disconnect("agent")
    assert studio.hears()["customer"] == set()
    assert studio.core.census_parts().bridges == {"call": frozenset({"customer", "agent"})}


@pytest.mark.parametrize("ways", [("customer", "agent"), ("customer", "agent", "third")], ids=["forwarded", "mixed"])
def test_a_page_that_offers_again_hears_on_in_the_same_numbers(ways: tuple[str, ...]) -> None:
    """A camera is switched on, ICE starts anew: keys and stream are the same, and a number that comes a second time is
    refused by whoever gets it, for as long as the call had lasted. Nor may two sounds be enciphered alike."""
    studio = Studio(ways)
    studio.core.bridge("call", set(ways))
    studio.pass_by(1)
    for _ in range(3):
        for name, phone in studio.phones.items():
            studio.core.connect(name, phone, [phone.line(), Line(mid="9", kind="slot", payload=96, ssrc=1)])
        studio.pass_by(0.5)
    deaf, phone = studio.phones["agent"].line(), studio.phones["agent"]
    studio.core.connect("agent", phone, [replace(deaf, hears=False)])  # it holds the call by itself, for no time at all
    studio.core.connect("agent", phone, [deaf])
    studio.pass_by(0.5)
    for phone in studio.phones.values():
        packets = phone.packets()
        assert len({each.seq for each in packets}) == len(packets) > 100
        assert all((two.seq - one.seq) & 0xFFFF == 1 for one, two in pairwise(packets))
        heard = phone.heard()[1600:]
        loudness = np.sqrt(np.mean(heard[: len(heard) // 320 * 320].reshape(-1, 320) ** 2, axis=1))
        assert loudness.min() > 0.05, "and without a hole"


@pytest.mark.parametrize("milliseconds", [10, 40, 60])
def test_packets_of_other_lengths_are_mixed_too(milliseconds: int) -> None:
    """Browsers may be told to send them; here made by repeating what a packet says of itself."""
    from atiende.voice.embedded.media.legs import Inflow

    inflow, packets = Inflow(), _packets_of(milliseconds)
    inflow.decode(True)
    frames = []
    for number, payload in enumerate(packets):
        packet = rtp.read(rtp.written(OPUS, number, number * 48 * milliseconds, 5, payload))
        assert packet is not None
        inflow.put(packet, number * milliseconds / 1000)
        for _ in range(max(1, milliseconds // 20) if number % 2 or milliseconds > 10 else 0):
            frames.append(inflow.frame(OPUS, 0.0))
    heard = np.concatenate([each for each in frames if each is not None])
    assert tones_in(heard[len(heard) // 3 :]) == {"customer"}


def _packets_of(milliseconds: int) -> list[bytes]:
    import av

    codec = av.CodecContext.create("libopus", "w")
    codec.sample_rate, codec.layout, codec.format = 16_000, "mono", "s16"  # type: ignore[attr-defined]
    codec.options = {"frame_duration": str(milliseconds), "application": "voip"}
    size, packets = 16 * milliseconds, list[bytes]()
    for number in range(1500 // milliseconds):
        times = (np.arange(size) + size * number) / 16_000
        wave = (0.3 * 32767 * np.sin(2 * np.pi * 440 * times)).astype(np.int16)
        frame = av.AudioFrame.from_ndarray(wave.reshape(1, -1), format="s16", layout="mono")
        frame.sample_rate, frame.pts = 16_000, size * number
        packets += [bytes(each) for each in codec.encode(frame)]  # type: ignore[attr-defined]
    return packets
