"""The UDP port where all sound comes in: datagrams to connections, by address once their ICE checks were signed."""

import socket
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Protocol

import structlog

from atiende.voice.embedded import stun

log = structlog.get_logger()
Where = tuple[str, int]
AT_ONCE = 128
"""Datagrams taken before others get a turn."""
BUFFER = 4_000_000
MAX_DATAGRAM = 2048
SAID_EVERY = 500


class Guest(Protocol):
    """A connection, as datagrams reach it."""

    def checked(self, check: stun.Check, door: "Door", where: Where) -> bool:
        """A check that names us: whether it is signed as it must be; then the connection is there from now on."""
        ...

    def take_media(self, data: bytes, door: "Door", where: Where) -> None: ...
    def take_keys(self, data: bytes) -> None: ...
    def speaks_from(self, where: Where) -> bool:
        """Whether its sound came from there a moment ago."""
        ...


class Door:
    """One socket, bound to one address of ours, so that answers come from where they were asked."""

    def __init__(self, bound: socket.socket) -> None:
        self.socket = bound
        self.at: Where = bound.getsockname()[:2]

    def send(self, data: bytes, where: Where) -> None:
        """What the network does not take now is dropped, as it would be further out."""
        try:
            self.socket.sendto(data, where)
        except OSError:
            return


class Doors:
    """Opens the sockets, and knows whom an address or a name of ours belongs to."""

    def __init__(self) -> None:
        self.open: list[Door] = []
        self.refused = 0
        """Datagrams nobody was known for."""
        self.failures = 0
        self._names: dict[str, Guest] = {}
        self._places: dict[Where, Guest] = {}

    def bind(self, hosts: Sequence[str], port: int) -> int:
        """All on one port, a free one for 0. Raises OSError when none can be had; an address that is not here (any
        more) is passed over."""
        failed: OSError | None = None
        for host in hosts:
            try:
                self.open.append(Door(_bound(host, port)))
                port = self.open[-1].at[1]
            except OSError as error:
                failed = error
        if not self.open:
            raise failed or OSError("no address")
        return port

    def watch(self, add_reader: Callable[[int, Callable[[], None]], None]) -> None:
        for door in self.open:
            add_reader(door.socket.fileno(), partial(self._drain, door))

    def close(self) -> None:
        for door in self.open:
            door.socket.close()

    def admit(self, name: str, guest: Guest) -> None:
        self._names[name] = guest

    def dismiss(self, names: Iterable[str], places: Iterable[Where], guest: Guest) -> None:
        for name in names:
            self._names.pop(name, None)
        for where in places:
            if self._places.get(where) is guest:
                del self._places[where]

    def dismiss_name(self, name: str) -> None:
        self._names.pop(name, None)

    def forget(self, where: Where) -> None:
        self._places.pop(where, None)

    @property
    def known(self) -> int:
        return len(self._names) + len(self._places)

    def _drain(self, door: Door) -> None:
        take = door.socket.recvfrom
        for _ in range(AT_ONCE):
            try:
                data, address = take(MAX_DATAGRAM)
            except BlockingIOError:
                return
            except OSError:
                continue  # a port unreachable of somebody who has gone
            if data:
                self._guarded(door, data, address[:2])

    def _guarded(self, door: Door, data: bytes, where: Where) -> None:
        """What one datagram does wrong is not to be felt by the others."""
        try:
            self.route(door, data, where)
        except Exception:
            self.failures += 1
            if self.failures % SAID_EVERY == 1:
                log.exception("datagram not taken", failures=self.failures)

    def route(self, door: Door, data: bytes, where: Where) -> None:
        """Of one datagram."""
        first = data[0]
        if first > 3:
            guest = self._places.get(where)
            if guest is None:
                self.refused += 1
            elif 127 < first < 192:
                guest.take_media(data, door, where)
            elif 19 < first < 64:
                guest.take_keys(data)
            return
        check = stun.read_check(data) if stun.is_stun(data) else None
        guest = self._names.get(check.user) if check else None
        if check and guest and self._is_free(where, guest) and guest.checked(check, door, where):
            self._places[where] = guest
        else:
            self.refused += 1

    def _is_free(self, where: Where, guest: Guest) -> bool:
        """A sender's address can be forged: whoever has a call of his own takes no one else's place with it."""
        there = self._places.get(where)
        return there is None or there is guest or not there.speaks_from(where)


def _bound(host: str, port: int) -> socket.socket:
    made = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_DGRAM)
    try:
        if made.family == socket.AF_INET6:
            made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        for which in (socket.SO_RCVBUF, socket.SO_SNDBUF):
            made.setsockopt(socket.SOL_SOCKET, which, BUFFER)
        made.setblocking(False)
        made.bind((host, port))
    except OSError:
        made.close()
        raise
    return made
