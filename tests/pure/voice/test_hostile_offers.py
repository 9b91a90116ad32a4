"""Offers of browsers, mutated in every way a stranger may think of: each is answered or clearly refused, at once,
nothing of it stays, and the next page that calls comes through."""

import time
from collections.abc import Callable, Sequence
from datetime import timedelta

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from atiende.domain.voice import Address, AnyEvent, Signalled
from atiende.voice.embedded import sdp
from atiende.voice.embedded.doors import Doors
from atiende.voice.embedded.dtls import Certificate
from atiende.voice.embedded.legs import MOST_NAMES, Legs
from tests.doubles.stray import NoCore, offer_of
from tests.pure.voice.test_session_descriptions import OFFER, PRINT

PAGE = Certificate()
FIREFOX = (
    "v=0\r\no=mozilla...THIS_IS_SDPARTA-99.0 4611731400430051337 0 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n"
    f"a=fingerprint:sha-256 {PRINT}\r\na=group:BUNDLE 0\r\na=ice-options:trickle\r\na=msid-semantic:WMS *\r\n"
    "m=audio 9 UDP/TLS/RTP/SAVPF 109 9 0 8 101\r\nc=IN IP4 0.0.0.0\r\na=sendrecv\r\n"
    "a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level\r\na=extmap:3/sendonly urn:ietf:params:rtp-hdrext:sdes:mid"
    "\r\na=fmtp:109 maxplaybackrate=48000;stereo=1;useinbandfec=1\r\na=fmtp:101 0-15\r\n"
    "a=ice-pwd:e3baa26dd2fa5030d881d385f1e36cce\r\na=ice-ufrag:58b99ead\r\na=mid:0\r\na=rtcp-mux\r\n"
    "a=rtpmap:109 opus/48000/2\r\na=rtpmap:9 G722/8000/1\r\na=rtpmap:101 telephone-event/8000/1\r\na=setup:actpass\r\n"
    "a=ssrc:1425382016 cname:{f0c1}\r\n"
)
REAL = (OFFER.replace("\n", "\r\n"), FIREFOX, offer_of(PAGE.fingerprint), offer_of(PAGE.fingerprint, more="v"))
ODD = (
    "", "\0", "\r", "-1", "0", "65536", "4294967296", "9" * 300, "٣", "１", "a" * 5_000, "=", ":", "/", " ", "\t", "🙂",
    "a=", "m=", "m=audio", "m=audio 9 UDP/TLS/RTP/SAVPF 111", "a=mid:0", "a=mid:" + "x" * 40, "a=setup:holdconn",
    "a=ice-lite", "a=fingerprint:sha-256 " + "AB:" * 500, "a=rtpmap:111 opus/" + "9" * 60, "a=bundle-only",
    "a=extmap:99999 urn:ietf:params:rtp-hdrext:sdes:mid", "a=ssrc:99999999999 x", "\r\n", "a=inactive",
)  # fmt: skip
QUICK = 0.05
"""Seconds one of these may take: read and answered it takes less than a thousandth."""


class Doorstep:
    """Legs of a media process without sound, and what their pages are told."""

    def __init__(self) -> None:
        self.now, self.doors, self.told = 0.0, Doors(), list[AnyEvent]()
        self.legs = Legs(NoCore(), self.doors, self.told.append, lambda: self.now)

    def comes(self, name: str) -> None:
        to = Address(tenant="tnt_1", kind="visitor", value=name)
        self.legs.dial(name, to, timedelta(seconds=10_000_000))

    def says(self, name: str, body: str) -> Sequence[dict[str, object]]:
        """What it is told at once."""
        self.now += 1
        before = len(self.told)
        self.legs.signal(name, body)
        said = [one.body for one in self.told[before:] if isinstance(one, Signalled) and one.leg == name]
        return [msgspec.json.decode(one, type=dict[str, object]) for one in said]

    def offers(self, name: str, text: str) -> Sequence[dict[str, object]]:
        return self.says(name, msgspec.json.encode({"type": "offer", "sdp": text}).decode())


Change = Callable[[list[str], int, some.DrawFn], None]


def _twice(rows: list[str], at: int, draw: some.DrawFn) -> None:
    rows[at:at] = rows[at : at + 1] * draw(some.sampled_from((1, 3, 70, 2_500)))


def _drop(rows: list[str], at: int, draw: some.DrawFn) -> None:
    rows[at : at + draw(some.sampled_from((1, 5, 1_000)))] = []


def _swap(rows: list[str], at: int, draw: some.DrawFn) -> None:
    other = draw(some.integers(0, len(rows) - 1))
    rows[at], rows[other] = rows[other], rows[at]


def _put(rows: list[str], at: int, draw: some.DrawFn) -> None:
    rows.insert(at, draw(some.sampled_from(ODD) | some.text(max_size=40)))


def _word(rows: list[str], at: int, draw: some.DrawFn) -> None:
    words = rows[at].split(" ")
    words[draw(some.integers(0, len(words) - 1))] = draw(some.sampled_from(ODD))
    rows[at] = " ".join(words)


CHANGES: tuple[Change, ...] = (_twice, _drop, _swap, _put, _word)


@some.composite
def mutated(draw: some.DrawFn) -> str:
    rows = draw(some.sampled_from(REAL)).split("\r\n")
    for change in draw(some.lists(some.sampled_from(CHANGES), min_size=1, max_size=6)):
        change(rows, draw(some.integers(0, len(rows) - 1)), draw)
        rows = rows or [""]
    return draw(some.sampled_from(("\r\n", "\n", "\r\n\r\n"))).join(rows)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(some.lists(mutated(), min_size=1, max_size=4))
def test_every_mutation_is_answered_or_refused_and_the_page_may_still_call(texts: list[str]) -> None:
    step = Doorstep()
    step.comes("leg_x")
    for text in texts:
        (said,) = step.offers("leg_x", text)
        assert said["type"] == "answer" or said == {"type": "refused", "reason": "malformed"}
        if said["type"] == "answer":
            _is_fit_for_a_browser(str(said["sdp"]), text)
    (last,) = step.offers("leg_x", REAL[2])
    assert last["type"] == "answer"
    assert len(step.legs.there["leg_x"].sources(sdp.read_offer(REAL[2]))) <= MOST_NAMES + 12
    assert step.doors.known <= 2, "one connection is being built, whatever came before"


def _is_fit_for_a_browser(answer: str, offer: str) -> None:
    """Nothing a stranger wrote stands in it that would be a line of its own; each of his lines has one of ours."""
    rows = answer.split("\r\n")
    assert all(row[1:2] == "=" and row[:1] in "vosatcm" for row in rows if row), answer
    assert answer.isascii()
    assert len([row for row in rows if row.startswith("m=")]) == len(sdp.read_offer(offer).lines)


PLAIN = some.none() | some.booleans() | some.integers() | some.text(max_size=9)
NAMES = some.sampled_from(("type", "sdp", "digits", "video"))
JSON = some.recursive(PLAIN, lambda one: some.lists(one) | some.dictionaries(NAMES, one), max_leaves=9)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(some.text(max_size=200) | some.sampled_from(ODD) | JSON.map(lambda one: msgspec.json.encode(one).decode()))
def test_whatever_a_page_says_is_no_fault_of_ours(body: str) -> None:
    step = Doorstep()
    step.comes("leg_x")
    assert [one.get("type") for one in step.says("leg_x", body)] in ([], ["refused"])


@pytest.mark.parametrize(
    "text",
    [
        "v=0\r\n" + "m=audio 9 " + "A/" * 30_000,
        "v=0\r\n" + "a=fingerprint:sha-256 " + "AB:" * 20_000 + "\r\n" + REAL[2][5:],
        REAL[2] + "a=rtpmap:" + "1" * 60_000,
        REAL[2] + "a=ssrc:1 \r\n" * 1_900,
        REAL[2] + "a=fingerprint:sha-256 zz\r\n" * 1_900,
        REAL[2] + "a=extmap:0 x\r\n" * 1_900,
        "v=0" + "\n" * 63_000,
        "v=0\r\n" + "m=audio 9 UDP/TLS/RTP/SAVPF " + "111 " * 15_000,
        '{"type":"offer","sdp":' * 2_000,
        "[" * 120_000,
    ],
    ids=("media", "fingerprint", "rtpmap", "sources", "prints", "extensions", "lines", "formats", "nested", "brackets"),
)
def test_nothing_makes_us_think_for_long(text: str) -> None:
    step = Doorstep()
    step.comes("leg_x")
    took = []
    for _ in range(5):
        began = time.perf_counter()
        step.offers("leg_x", text)
        step.says("leg_x", text)
        took.append(time.perf_counter() - began)
    assert min(took) < QUICK


def test_the_connections_of_a_thousand_hostile_offers_are_not_kept() -> None:
    step = Doorstep()
    for number in range(1_000):
        step.comes("leg_x")
        step.offers("leg_x", REAL[number % 4].replace("o=- ", f"o=- {number}", 1))
    assert step.doors.known == 1
    step.legs.hang_up("leg_x", "normal")
    assert step.doors.known == 0


def test_a_line_that_would_slip_through_is_noticed() -> None:
    """Negative control: the check above of what we answer is no empty one."""
    with pytest.raises(AssertionError):
        _is_fit_for_a_browser("v=0\r\nm=audio 9 x\r\ninjected\r\n", REAL[2])
