"""One connection and whoever sends it something: too early, from elsewhere, as somebody else, or too often."""

import json
import os
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import pytest

from atiende.domain.voice import Address
from atiende.voice.embedded import pages, sdp, stun
from atiende.voice.embedded.connection import AT_ONCE, Connection
from atiende.voice.embedded.doors import Doors
from atiende.voice.embedded.dtls import Certificate, DtlsFailed, Handshake
from atiende.voice.embedded.legs import MOST_NAMES, MOST_OFFERS, Leg, Legs
from atiende.voice.embedded.media import rtp
from atiende.voice.embedded.media.keys import KeysHeard
from atiende.voice.embedded.media.video import Pictures
from tests.doubles.stray import OURS, HereIsADoor, NoCore, Whole, offer_of

HOME, ELSEWHERE = ("192.0.2.1", 4000), ("198.51.100.7", 5000)
CERTIFICATE = Certificate()


class Line:
    """A connection of ours, and the page at the other end of it."""

    def __init__(self, page: Certificate = CERTIFICATE, named: Certificate = CERTIFICATE) -> None:
        self.owner, self.doors, self.door = Whole(), Doors(), HereIsADoor()
        self.offer = sdp.read_offer(offer_of(named.fingerprint))
        self.now = 0.0
        self.connection = Connection(self.owner, self.offer, self.doors, OURS, lambda: self.now)
        self.ours = self.connection.ours([], "leg")
        self.page = Handshake(page, {"sha-256": OURS.fingerprint}, self._arrives, passive=False)

    def check(self, where: tuple[str, int] = HOME, password: str = "") -> bytes:
        signed = (password or self.ours.password).encode()
        made = stun.request(f"{self.ours.ufrag}:{self.offer.ufrag}", signed, os.urandom(12))
        self.comes(made, where)
        return made

    def comes(self, data: bytes, where: tuple[str, int] = HOME) -> None:
        self.doors.route(self.door, data, where)  # type: ignore[arg-type] # a door without a socket

    def _arrives(self, data: bytes) -> None:
        self.comes(data)

    def shakes_hands(self) -> None:
        self.check()
        self.page.go_on()
        for _ in range(20):
            for data in self.door.taken(keys=True):
                self.page.take(data)

    def speaks(self, seq: int = 1) -> bytes:
        assert self.page.keys is not None
        return self.page.keys.outward.protect(rtp.written(111, seq, seq * 960, 7, b"sound"))

    @property
    def refused(self) -> int:
        return self.connection.refused + self.doors.refused


@pytest.fixture
def up() -> Line:
    line = Line()
    line.shakes_hands()
    assert line.connection.up
    return line


def test_sound_before_keys_is_nobodys() -> None:
    line = Line()
    line.check()
    line.comes(rtp.written(111, 1, 960, 7, b"not even sealed"))
    assert (line.owner.heard_of, line.refused) == ([], 1)


def test_a_page_with_another_certificate_than_its_offer_named_never_gets_through() -> None:
    line = Line(page=Certificate())
    with suppress(DtlsFailed):  # it may believe to be through; we do not
        line.shakes_hands()
    assert line.owner.broke and not line.connection.up
    line.comes(rtp.written(111, 1, 960, 7, b"sound"))
    assert line.owner.heard_of == []


def test_who_has_not_proved_himself_by_ice_cannot_even_begin() -> None:
    line = Line()
    line.check(password="x" * 32)
    line.page.go_on()
    assert line.door.sent == []
    assert line.refused >= 2


def test_sound_from_an_address_that_never_proved_itself_is_not_heard(up: Line) -> None:
    sealed = up.speaks()
    up.comes(sealed, ELSEWHERE)
    assert (up.owner.heard_of, up.refused) == ([], 1)
    up.comes(sealed)
    assert len(up.owner.heard_of) == 1


def test_a_check_said_again_by_a_stranger_takes_no_sound_away(up: Line) -> None:
    """He heard it on the way, and sends it from his own address; sound he cannot make."""
    said = up.check()
    up.comes(up.speaks(1))
    up.door.sent.clear()
    up.comes(said, ELSEWHERE)
    up.comes(up.speaks(1), ELSEWHERE)
    up.connection.send(rtp.written(111, 1, 960, 9, b"ours"))
    assert [where for data, where in up.door.sent if data[0] == 128] == [HOME]


def test_a_check_said_again_does_not_keep_a_page_alive_that_has_gone(up: Line) -> None:
    said = up.check()
    up.now += 10
    seen = up.connection.last
    for where in (HOME, ELSEWHERE):
        up.comes(said, where)
    assert (up.connection.last, up.connection.refused) == (seen, 1)
    up.check()
    assert up.connection.last == up.now, "a new one does"


def test_a_datagram_that_goes_wrong_and_a_leg_that_does_stop_nobody_else(up: Line) -> None:
    def wrong(*_: object, **also: object) -> None:
        raise RuntimeError

    heard, up.owner.heard = up.owner.heard, wrong  # type: ignore[method-assign]
    up.doors._guarded(up.door, up.speaks(1), HOME)  # type: ignore[arg-type] # a door without a socket
    up.owner.heard = heard  # type: ignore[method-assign]
    up.doors._guarded(up.door, up.speaks(2), HOME)  # type: ignore[arg-type]
    assert (up.doors.failures, len(up.owner.heard_of)) == (1, 1)
    legs = Legs(NoCore(), Doors(), lambda _: None, lambda: 10.0)
    for name in ("leg_a", "leg_b"):
        legs.dial(name, Address(tenant="tnt_1", kind="visitor", value="v"), timedelta(seconds=-1))
    legs.there["leg_a"].allowance = legs.there["leg_a"].line = wrong  # type: ignore[assignment]
    legs.look()
    assert list(legs.there) == ["leg_a"], "the other one was given up in time"


def test_offers_of_one_page_do_not_use_up_what_all_may_make() -> None:
    now, told = [0.0], list[object]()
    legs = Legs(NoCore(), Doors(), told.append, lambda: now[0])
    for name in ("leg_a", "leg_b"):
        legs.dial(name, Address(tenant="tnt_1", kind="visitor", value="v"), timedelta(seconds=1000))
    body = json.dumps({"type": "offer", "sdp": offer_of(OURS.fingerprint)})
    for _ in range(2_000):
        now[0] += 0.05
        legs.signal("leg_a", body)
    answers = [one for one in told if '"answer"' in getattr(one, "body", "")]
    assert len(answers) <= MOST_OFFERS + 101
    legs.signal("leg_b", body)
    assert '"answer"' in getattr(told[-1], "body", "")


def test_a_page_that_moved_is_sent_to_where_it_speaks_from(up: Line) -> None:
    up.check(ELSEWHERE)
    up.comes(up.speaks(2), ELSEWHERE)
    up.connection.send(rtp.written(111, 1, 960, 9, b"ours"))
    assert up.door.sent[-1][1] == ELSEWHERE


def test_a_caller_who_forges_somebody_elses_address_does_not_take_his_place(up: Line) -> None:
    """His check is signed as it must be, for he has a call of his own; only where it comes from is a lie."""
    up.comes(up.speaks(1))
    other = Connection(Whole(), up.offer, up.doors, OURS, lambda: up.now)
    ours = other.ours([], "other")
    forged = stun.request(f"{ours.ufrag}:{up.offer.ufrag}", ours.password.encode(), os.urandom(12))
    up.comes(forged)
    up.comes(up.speaks(2))
    assert (len(up.owner.heard_of), up.refused) == (2, 1)
    up.now += 60  # nobody has spoken from there for long: an address may be somebody else's now
    up.comes(forged)
    up.comes(up.speaks(3))
    assert len(up.owner.heard_of) == 2


def test_a_page_that_sends_more_than_sound_and_pictures_are_is_not_carried_by_others(up: Line) -> None:
    for seq in range(20_000):
        up.comes(up.speaks(seq))
    assert len(up.owner.heard_of) == AT_ONCE
    assert up.refused == 20_000 - AT_ONCE
    up.owner.heard_of.clear()
    up.now += 1
    for seq in range(20_000, 25_000):  # a camera and a screen at once, in bursts
        up.now += 1 / 1_000 if seq % 100 else 0
        up.comes(up.speaks(seq))
    assert len(up.owner.heard_of) == 5_000


def test_sound_and_reports_that_were_changed_on_the_way_or_come_twice_are_refused(up: Line) -> None:
    sealed = up.speaks()
    up.comes(sealed)
    for one in (sealed, sealed[:-1] + bytes((sealed[-1] ^ 1,)), sealed[:20], b"\x80" * 12, b"\x80\xc8" + b"x" * 60):
        up.comes(one)
    assert len(up.owner.heard_of) == 1
    assert up.refused == 5


def test_a_page_that_gives_its_lines_ever_other_names_does_not_fill_the_memory() -> None:
    legs = Legs(NoCore(), Doors(), lambda _: None, lambda: 0.0)
    leg = Leg("leg", Address(tenant="tnt_1", kind="visitor", value="v"), legs, 1.0)
    kept = leg.sources(sdp.read_offer(offer_of(OURS.fingerprint, mid="first")))["first"]
    for number in range(10 * MOST_NAMES):
        found = leg.sources(sdp.read_offer(offer_of(OURS.fingerprint, mid="first", more=f"m{number}")))
        assert len(found) <= MOST_NAMES + 2
        assert found["first"] == kept


def test_a_flood_is_told_once_a_second_and_not_as_often_as_it_comes() -> None:
    allowance, told = pages.Allowance(0.0), 0
    for number in range(10_000):
        if not allowance.take(number / 10_000):
            told += allowance.is_to_be_told(number / 10_000)
    assert told == 1


def test_thousands_of_candidates_and_names_of_the_local_network_are_read_past() -> None:
    rows = "\r\n".join(f"a=candidate:{n} 1 udp {n} 5f1c-{n}.local {n} typ host" for n in range(1, 900))
    offer = sdp.read_offer(offer_of(OURS.fingerprint) + rows)
    lines = sdp.agreed(offer, {line.mid: 1 for line in offer.lines})
    said = sdp.answer(offer, lines, sdp.Ours(ufrag="abcd", password="p" * 24, fingerprint="A", candidates=[], name="l"))
    assert ".local" not in said
    with pytest.raises(sdp.Malformed):
        sdp.read_offer(offer_of(OURS.fingerprint) + "\r\n".join([rows] * 3))


def test_more_keys_than_anybody_can_press_are_not_passed_on() -> None:
    keys = KeysHeard()
    heard = [keys.take(bytes((5, 0x80, 0, 0)), 960 * number, 1 + number * 0.001) for number in range(10_000)]
    assert 200 < sum(map(bool, heard)) < 300, "ten seconds of them"
    slow = KeysHeard()
    assert all(slow.take(bytes((5, 0x80, 0, 0)), 9600 * number, 1 + number * 0.2) for number in range(500))


def test_a_small_wish_for_pictures_is_not_answered_with_ever_more_of_them() -> None:
    sent = list[bytes]()
    pictures = _pictures(sent.append)
    wish = rtp.nack(1, 99, list(range(64)))
    for number in range(1000):
        for said in rtp.said(wish):
            pictures.heard(said, 10 + number * 0.001)
    assert 0 < len(sent) <= 512 + 400 + 64


def _pictures(send: Callable[[bytes], None]) -> Pictures:
    from atiende.voice.embedded.lines import Line as Agreed

    class Sends:
        def send(self, packet: bytes) -> None:
            send(packet)

    made = Pictures("leg", Sends(), [Agreed(mid="1", kind="slot", payload=96, ssrc=99)])
    for seq in range(64):
        made.slots[0]._sent[seq] = b"x" * 1000  # as if it had been forwarded
    return made
