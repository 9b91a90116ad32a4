"""What strangers' pages say of their connections: read as browsers mean it, refused where it is anything else."""

import os
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atiende.voice.embedded import pages, stun
from atiende.voice.embedded.lines import Line
from atiende.voice.embedded.sdp import MAX_SIZE, Malformed, Ours, agreed, answer, read_offer

PRINT = ":".join(["AB"] * 32)
HEAD = """v=0
o=- 8193098409524056170 2 IN IP4 127.0.0.1
s=-
t=0 0
a=group:BUNDLE 0 1 2 3 4
a=extmap-allow-mixed
a=msid-semantic: WMS
"""
TRANSPORT = f"""c=IN IP4 0.0.0.0
a=rtcp:9 IN IP4 0.0.0.0
a=ice-ufrag:HLyi
a=ice-pwd:BW58i1Gj5acAyQbWedoegZug
a=ice-options:trickle
a=fingerprint:sha-256 {PRINT}
a=setup:actpass
a=rtcp-mux
a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid
"""
AUDIO = f"""m=audio 9 UDP/TLS/RTP/SAVPF 111 63 9 0 8 13 110 126
{TRANSPORT}a=mid:0
a=sendrecv
a=rtpmap:111 opus/48000/2
a=fmtp:111 minptime=10;useinbandfec=1
a=rtpmap:63 red/48000/2
a=rtpmap:0 PCMU/8000
a=rtpmap:110 telephone-event/48000
a=rtpmap:126 telephone-event/8000
a=ssrc:4106930489 cname:BdnHcOkJd6f
"""


def _video(mid: int, direction: str, codecs: str = "a=rtpmap:96 VP8/90000\na=rtpmap:102 H264/90000") -> str:
    return f"m=video 9 UDP/TLS/RTP/SAVPF 96 102\n{TRANSPORT}a=mid:{mid}\na={direction}\n{codecs}\n"


OFFER = HEAD + AUDIO + _video(1, "sendonly") + _video(2, "sendonly") + _video(3, "recvonly") + _video(4, "sendrecv")
OURS = Ours(ufrag="abcd1234", password="p" * 32, fingerprint=PRINT, candidates=[("192.0.2.1", 4000)], name="leg_1")


def _agreed(text: str) -> tuple[Line, ...]:
    offer = read_offer(text)
    return agreed(offer, {line.mid: 1000 + at for at, line in enumerate(offer.lines)})


def test_a_browsers_offer_is_sound_a_camera_a_screen_and_slots() -> None:
    lines = _agreed(OFFER)
    assert [line.kind for line in lines] == ["audio", "camera", "screen", "slot", "slot"]
    assert (lines[0].payload, lines[0].events, lines[0].sources) == (111, 110, (4106930489,))
    assert {line.mid_header for line in lines} == {4}
    assert [line.hears for line in lines] == [True, False, False, True, True]


def test_the_answer_is_ice_lite_with_our_address_and_takes_only_what_was_agreed() -> None:
    text = OFFER + _video(5, "recvonly", codecs="a=rtpmap:102 H264/90000")
    offer = read_offer(text)
    lines = agreed(offer, {line.mid: 7 for line in offer.lines})
    said = answer(offer, lines, OURS)
    assert "a=ice-lite" in said
    assert said.count("a=candidate:") == 1
    assert "192.0.2.1 4000 typ host" in said
    assert said.count("a=setup:passive") == 5
    assert "m=video 0 UDP/TLS/RTP/SAVPF 96" in said
    assert "a=group:BUNDLE 0 1 2 3 4\r\n" in said
    assert next(row for row in said.split("\r\n") if row.startswith("m=")).endswith(" 111 110")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "v=0",
        HEAD,
        OFFER.replace("a=fingerprint:sha-256", "a=fingerprint:md5"),
        OFFER.replace("a=ice-pwd:BW58i1Gj5acAyQbWedoegZug", "a=ice-pwd:short"),
        OFFER.replace("a=ice-ufrag:HLyi", "a=ice-ufrag:a b"),
        OFFER.replace("a=setup:actpass", "a=setup:passive"),
        OFFER.replace("a=mid:1", "a=mid:0"),
        OFFER.replace("opus", "g719"),
        OFFER.replace("a=rtcp-mux", "a=x"),
        OFFER.replace("UDP/TLS/RTP/SAVPF", "RTP/AVP"),
        OFFER.replace("o=- ", "o=-"),
        OFFER + "a=x\n" * 3_000,
        OFFER + "a=" + "x" * MAX_SIZE,
        HEAD + AUDIO * 40,
    ],
    ids=str,
)
def test_what_is_no_offer_of_a_browser_is_refused(text: str) -> None:
    with pytest.raises(Malformed):
        _agreed(text)


@given(st.data())
def test_a_mutilated_offer_is_refused_or_answered_and_nothing_else(data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(OFFER)))
    put = data.draw(st.text(max_size=12) | st.sampled_from(["\n", "a=", "m=audio 9 x 1", "-1", "9" * 40, "\0"]))
    _survives(OFFER[:at] + put + OFFER[at + data.draw(st.integers(0, 30)) :])


@given(st.text(max_size=300))
def test_any_body_is_understood_or_refused(body: str) -> None:
    try:
        said = pages.read(body)
    except Malformed:
        return
    assert isinstance(said, pages.Said)


@given(st.binary(max_size=600))
def test_any_datagram_is_a_check_or_nothing(data: bytes) -> None:
    for one in (data, b"\0\1" + data, b"\0\1\0\x40\x21\x12\xa4\x42" + data):
        if stun.is_stun(one):
            stun.read_check(one)


def test_a_check_is_signed_or_it_is_nobodys() -> None:
    made = stun.request("ours:theirs", b"password", os.urandom(12))
    check = stun.read_check(made)
    assert check is not None
    assert (check.user, check.peer, check.nominates) == ("ours", "theirs", True)
    assert stun.is_signed_with(check, b"password")
    assert not stun.is_signed_with(check, b"Password")
    forged = stun.read_check(made.replace(b"ours:theirs", b"ours:others"))
    assert forged is not None
    assert not stun.is_signed_with(forged, b"password")


def test_the_collected_hostile_descriptions_are_refused_or_answered(shared_data: Path) -> None:
    found = 0
    with zipfile.ZipFile(shared_data / "sip" / "pjsip-fuzz-seed" / "fuzz-sdp_seed_corpus.zip") as seeds:
        for name in seeds.namelist():
            text = seeds.read(name).decode("latin-1")
            for one in (text, HEAD + AUDIO + text, text + AUDIO):
                _survives(one)
            found += 1
    assert found > 3


def _survives(text: str) -> None:
    try:
        offer = read_offer(text)
        lines = agreed(offer, {line.mid: 9 for line in offer.lines})
    except Malformed:
        return
    said = answer(offer, lines, OURS)
    assert said.count("\r\nm=") == len(offer.lines)
    assert said.isprintable() or all(row.isprintable() for row in said.split("\r\n"))
