"""One WebRTC connection of a leg: who proves by ICE to be its page, agrees on keys, and then sends and hears."""

import secrets
from collections import deque
from collections.abc import Callable, Sequence
from typing import Protocol

import pylibsrtp

from atiende.voice.embedded import stun
from atiende.voice.embedded.doors import Door, Doors, Where
from atiende.voice.embedded.dtls import Certificate, Closed, DtlsFailed, Handshake, Keys
from atiende.voice.embedded.lines import Line
from atiende.voice.embedded.pages import Allowance
from atiende.voice.embedded.sdp import Offer, Ours

MAX_PLACES = 16
"""Addresses one page may be seen at: its own and its relays'."""
CHECKS = 128
"""Of a page that are remembered, so that one said again is known: minutes of them."""
SMALL = 12
"""Octets of an RTP header."""
AT_ONCE, A_SECOND = 4_000, 2_000
"""Packets of one page that are taken: sound, a camera and a shared screen are about five hundred a second."""
SPEAKS_FOR = 3.0
"""Seconds for which sound from an address says whose it is."""


class Owner(Protocol):
    """The leg a connection belongs to."""

    def connected(self, connection: "Connection") -> None: ...
    def broken(self, connection: "Connection") -> None:
        """It will not carry anything (any more)."""
        ...

    def heard(self, connection: "Connection", packet: bytes, *, control: bool) -> None: ...


class Connection:
    """Also the `Link` the media core sends by."""

    def __init__(self, owner: Owner, offer: Offer, doors: Doors, certificate: Certificate, now: Callable[[], float]):
        self._owner, self._doors, self._now = owner, doors, now
        self.offer, self.lines = offer, tuple[Line, ...]()
        self.made = self.last = now()
        """`last`: when something came from it that only it can send."""
        self.refused = 0
        """Datagrams that were not its own, or came a second time."""
        self.over = False
        self._spoke, self._room = -SPEAKS_FOR, Allowance(self.made, burst=AT_ONCE, rate=A_SECOND)
        self._names: dict[str, tuple[str, bytes]] = {}
        """Our names towards it: its own name then, and our password. Two while ICE starts anew, else one."""
        self._checks: deque[bytes] = deque(maxlen=CHECKS)
        self._keys: Keys | None = None
        self._places: dict[Where, Door] = {}
        self._to: tuple[Door, Where] | None = None
        self._shaking = Handshake(certificate, offer.fingerprints, self._raw)
        self._fingerprint = certificate.fingerprint
        self.rename(offer)

    @property
    def up(self) -> bool:
        return self._keys is not None and not self.over

    def rename(self, offer: Offer) -> None:
        """ICE (re)starts: another pair of names and passwords; the ones before hold until the page has moved."""
        if self.offer is offer or offer.ufrag != self.offer.ufrag:
            for old in list(self._names)[:-1]:
                del self._names[old]
                self._doors.dismiss_name(old)
            name = secrets.token_hex(6)
            self._names[name] = offer.ufrag, secrets.token_hex(16).encode()
            self._doors.admit(name, self)
        self.offer = offer

    def ours(self, candidates: Sequence[tuple[str, int]], name: str) -> Ours:
        ufrag, (_, password) = list(self._names.items())[-1]
        return Ours(
            ufrag=ufrag, password=password.decode(), fingerprint=self._fingerprint, candidates=candidates, name=name
        )

    def checked(self, check: stun.Check, door: Door, where: Where) -> bool:
        theirs, password = self._names[check.user]
        repeated = check.transaction in self._checks
        if check.peer != theirs or not stun.is_signed_with(check, password) or (repeated and where not in self._places):
            self.refused += 1
            return False
        if where not in self._places and len(self._places) >= MAX_PLACES:
            oldest = next(one for one in self._places if self._to is None or one != self._to[1])
            del self._places[oldest]
            self._doors.forget(oldest)
        self._places[where] = door
        door.send(stun.answered(check, where, password), where)
        if not repeated:  # one that was overheard says nothing of its page
            self._checks.append(check.transaction)
            self.last = self._now()
        if self._to is None or (check.nominates and self._keys is None):
            self._to = door, where
        return True

    def take_media(self, data: bytes, door: Door, where: Where) -> None:
        keys = self._keys
        if keys is None or len(data) < SMALL:
            self.refused += 1  # before anybody has proved who he is
            return
        control = 191 < data[1] < 224
        try:
            packet = keys.inward.unprotect_rtcp(data) if control else keys.inward.unprotect(data)
        except (pylibsrtp.Error, ValueError):
            self.refused += 1  # forged, or heard before
            return
        self.last = self._spoke = self._now()
        self._to = door, where  # a check can be said again by a stranger; this cannot
        if self._room.take(self.last):
            self._owner.heard(self, packet, control=control)
        else:
            self.refused += 1  # its own, and more than others can be asked to carry

    def speaks_from(self, where: Where) -> bool:
        return self._to is not None and self._to[1] == where and self._now() - self._spoke < SPEAKS_FOR

    def take_keys(self, data: bytes) -> None:
        if self.over:
            return
        try:
            self._shaking.take(data)
        except (DtlsFailed, Closed):
            self._break()
            return
        if self._keys is None and self._shaking.keys is not None:
            self._keys = self._shaking.keys
            self._owner.connected(self)

    def look(self) -> None:
        """A few times a second: what was lost of the handshake is said again."""
        if self._keys is not None or self.over or self._to is None:
            return
        try:
            if self._shaking.wait_seconds() == 0:
                self._shaking.again()
        except DtlsFailed:
            self._break()

    def send(self, packet: bytes) -> None:
        keys, to = self._keys, self._to
        if keys is None or to is None or self.over:
            return
        try:
            protect = keys.outward.protect_rtcp if 191 < packet[1] < 224 else keys.outward.protect
            data = protect(packet)
        except (pylibsrtp.Error, ValueError, IndexError):
            return
        to[0].send(data, to[1])

    def close(self, *, goodbye: bool = True) -> None:
        if not self.over and goodbye:
            self._shaking.close()
        self.over = True
        self._doors.dismiss(self._names, self._places, self)
        self._shaking.forget()
        self._keys = self._to = None

    def _break(self) -> None:
        self.over = True
        self._owner.broken(self)

    def _raw(self, data: bytes) -> None:
        if self._to is not None:
            self._to[0].send(data, self._to[1])
