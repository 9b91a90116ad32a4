"""The legs of the media process: who rings, who is connected, whose line broke, and what pages say to us.

What is heard by whom is the core's; here is only whether a leg is there at all.
"""

import secrets
from collections import OrderedDict, deque
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Protocol

import msgspec
import structlog

from atiende.domain.voice import (
    Address,
    AnyEvent,
    Cause,
    LegAnswered,
    LegEnded,
    LegFaltered,
    LegMedia,
    LegRinging,
    Media,
    Signalled,
)
from atiende.voice.embedded import pages, sdp
from atiende.voice.embedded.connection import Connection
from atiende.voice.embedded.doors import Doors
from atiende.voice.embedded.dtls import Certificate
from atiende.voice.embedded.lines import Line, Link

log = structlog.get_logger()
FALTERS_AFTER, LOST_AFTER, CONNECTS_WITHIN = 3.0, 30.0, 20.0
"""Seconds without anything from a page: its line is broken; it is over. A page speaks fifty times a second."""
EARLY_FOR, EARLY_LEGS, EARLY_BODIES = 3.0, 64, 4
"""A page may speak a moment before we were told of its leg."""
MOST_LEGS, REMEMBERED = 4_000, 10_000
MOST_OFFERS = 30
"""Of one page at once: cameras, screens and new ways to us are a few a minute."""
MOST_NAMES = 48
"""Of lines that a page may give, before those it no longer uses are forgotten."""


class Core(Protocol):
    """What legs need of the media core."""

    def join(self, leg: str) -> None: ...
    def leave(self, leg: str) -> None: ...
    def connect(self, leg: str, link: Link, lines: Sequence[Line]) -> None: ...
    def disconnect(self, leg: str) -> None: ...
    def rtp_in(self, leg: str, packet: bytes, at: float) -> None: ...
    def rtcp_in(self, leg: str, packet: bytes) -> None: ...
    def pressed(self, leg: str, digits: str) -> None: ...
    def show(self, leg: str, media: Media) -> None: ...


class Leg:
    """`line` carries it; `next` is a connection its page is building anew."""

    def __init__(self, name: str, to: Address, legs: "Legs", until: float) -> None:
        self.name, self.tenant, self.media = name, to.tenant, Media()
        self.until: float | None = until
        """When it rings no longer; None once it was up."""
        self.faltered = False
        self.broken_at = 0.0
        self.line: Connection | None = None
        self.next: Connection | None = None
        self.allowance = pages.Allowance(legs.now())
        self.offering = pages.Allowance(legs.now(), burst=MOST_OFFERS, rate=1)
        self._sources: dict[str, int] = {}
        self._legs = legs

    @property
    def state(self) -> str:
        return "up" if self.until is None else "ringing"

    def sources(self, offer: sdp.Offer) -> Mapping[str, int]:
        """Our stream on each line keeps its number while the leg lives."""
        if len(self._sources) > MOST_NAMES:
            self._sources = {line.mid: self._sources[line.mid] for line in offer.lines if line.mid in self._sources}
        for line in offer.lines:
            self._sources.setdefault(line.mid, secrets.randbits(31) + 1)
        return self._sources

    def connected(self, connection: Connection) -> None:
        if connection is self.next:
            self.next = None
            if self.line is not None:
                self.line.close(goodbye=False)
            self.line = connection
        if connection is self.line:
            self._legs.is_up(self)

    def broken(self, connection: Connection) -> None:
        """The page said goodbye, or its keys were wrong: another connection may follow."""
        if connection is self.next:
            self.next = None
            connection.close(goodbye=False)
        elif connection is self.line:
            self._legs.falters(self)

    def heard(self, connection: Connection, packet: bytes, *, control: bool) -> None:
        if connection is not self.line:
            return
        if control:
            self._legs.core.rtcp_in(self.name, packet)
        else:
            self._legs.core.rtp_in(self.name, packet, connection.last)

    def close(self) -> None:
        for one in (self.line, self.next):
            if one is not None:
                one.close()
        self.line = self.next = None


class Legs:
    """All of them. Commands may be said twice; what is gone already is no error."""

    def __init__(self, core: Core, doors: Doors, tell: Callable[[AnyEvent], None], now: Callable[[], float]) -> None:
        self.core, self.now = core, now
        self.candidates: list[tuple[str, int]] = []
        """What pages are told of our addresses."""
        self.there: dict[str, Leg] = {}
        self._doors, self._tell = doors, tell
        self._certificate = Certificate()
        self._ended: OrderedDict[str, Cause] = OrderedDict()
        self._early: OrderedDict[str, tuple[float, deque[str]]] = OrderedDict()
        self._offers = pages.Allowance(now(), burst=400, rate=150)
        """Of this process: a handshake costs."""

    def dial(self, name: str, to: Address, ring: timedelta) -> None:
        if name in self.there:
            return
        if cause := self._ended.get(name):
            self._tell(LegEnded(leg=name, cause=cause))
            return
        if to.kind == "number":
            self._end(name, "unreachable")
        elif len(self.there) >= MOST_LEGS:
            self._end(name, "limit")
        else:
            leg = self.there[name] = Leg(name, to, self, self.now() + ring.total_seconds())
            self.core.join(name)
            self._tell(LegRinging(leg=name))
            _, bodies = self._early.pop(name, (0.0, deque[str]()))
            for body in bodies:
                self._said(leg, body)

    def hang_up(self, name: str, cause: Cause) -> None:
        if name in self.there:
            self._end(name, cause)

    def signal(self, name: str, body: str) -> None:
        leg = self.there.get(name)
        if leg is not None:
            self._said(leg, body)
        elif name in self._ended or len(body) > sdp.MAX_SIZE:
            self._refuse(name, "unknown")
        else:
            _, bodies = self._early.setdefault(name, (self.now(), deque(maxlen=EARLY_BODIES)))
            bodies.append(body)
            if len(self._early) > EARLY_LEGS:
                self._refuse(self._early.popitem(last=False)[0], "unknown")

    def look(self) -> None:
        """A few times a second: who has fallen silent, and whose time is over."""
        now = self.now()
        for leg in list(self.there.values()):
            try:
                self._look(leg, now)
            except Exception:
                log.exception("leg not looked after", leg=leg.name)  # one leg's trouble is nobody else's
        while self._early and next(iter(self._early.values()))[0] < now - EARLY_FOR:
            self._refuse(self._early.popitem(last=False)[0], "unknown")

    def falters(self, leg: Leg) -> None:
        if not leg.faltered and leg.until is None:
            leg.faltered, leg.broken_at = True, self.now()
            self._tell(LegFaltered(leg=leg.name))

    def is_up(self, leg: Leg) -> None:
        assert leg.line is not None
        leg.until = None
        self.core.connect(leg.name, leg.line, leg.line.lines)
        self._tell(LegAnswered(leg=leg.name))
        self._is_back(leg)

    def close(self) -> None:
        for leg in self.there.values():
            leg.close()

    def _look(self, leg: Leg, now: float) -> None:
        for one in (leg.line, leg.next):
            if one is not None:
                one.look()
        if leg.next is not None and leg.next.made < now - CONNECTS_WITHIN:
            leg.next.close()
            leg.next = None
        if leg.until is not None:
            if leg.until < now:
                self._end(leg.name, "no_answer")
            return
        line = leg.line
        last = line.last if line is not None and not line.over else 0.0
        if last > now - FALTERS_AFTER:
            self._is_back(leg)
            return
        self.falters(leg)
        if leg.broken_at < now - LOST_AFTER:
            self._end(leg.name, "lost")

    def _is_back(self, leg: Leg) -> None:
        if leg.faltered:
            leg.faltered = False
            self._tell(LegFaltered(leg=leg.name, back=True))

    def _end(self, name: str, cause: Cause) -> None:
        leg = self.there.pop(name, None)
        if leg is not None:
            leg.close()
            self.core.leave(name)
        self._ended[name] = cause
        if len(self._ended) > REMEMBERED:
            self._ended.popitem(last=False)
        self._tell(LegEnded(leg=name, cause=cause))

    # --- what a page says ---------------------------------------------------------------------------------------------

    def _said(self, leg: Leg, body: str) -> None:
        if not leg.allowance.take(self.now()):
            if leg.allowance.is_to_be_told(self.now()):
                self._refuse(leg.name, "flood")
            return
        try:
            said = pages.read(body)
            if isinstance(said, pages.Offer):
                self._offered(leg, said)
            elif isinstance(said, pages.Shows):
                self._shows(leg, said.media())
            elif isinstance(said, pages.Keys):
                self.core.pressed(leg.name, said.digits)
            elif isinstance(said, pages.Bye):
                self._end(leg.name, "rejected" if leg.until is not None else "normal")
        except sdp.Malformed:
            self._refuse(leg.name, "malformed")

    def _offered(self, leg: Leg, said: pages.Offer) -> None:
        """The same session with the same certificate: the connection goes on, with other lines or a new way to it.
        Another one will take its place, once it is there."""
        offer = sdp.read_offer(said.sdp)
        lines = sdp.agreed(offer, leg.sources(offer))
        if not (leg.offering.take(self.now()) and self._offers.take(self.now())):
            self._refuse(leg.name, "flood")
            return
        connection = self._of(leg, offer)
        if connection is None:
            if leg.next is not None:
                leg.next.close()
            connection = leg.next = Connection(leg, offer, self._doors, self._certificate, self.now)
        else:
            connection.rename(offer)
        connection.lines = lines
        self._shows(leg, said.media())
        text = sdp.answer(offer, lines, connection.ours(self.candidates, leg.name))
        self._answer(leg.name, pages.Answer(sdp=text))
        if connection is leg.line and connection.up:
            self.core.connect(leg.name, connection, lines)

    def _of(self, leg: Leg, offer: sdp.Offer) -> Connection | None:
        for one in (leg.line, leg.next):
            if one is not None and not one.over and one.offer.session == offer.session:
                return one if one.offer.fingerprints == offer.fingerprints else None
        return None

    def _shows(self, leg: Leg, media: Media) -> None:
        if media != leg.media:
            leg.media = media
            self.core.show(leg.name, media)
            self._tell(LegMedia(leg=leg.name, media=media))

    def to_page(self, name: str, body: Mapping[str, object]) -> None:
        self._answer(name, body)

    def _refuse(self, name: str, reason: str) -> None:
        self._answer(name, pages.Refused(reason=reason))

    def _answer(self, name: str, body: object) -> None:
        self._tell(Signalled(leg=name, body=msgspec.json.encode(body).decode()))
