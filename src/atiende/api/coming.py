"""Coming and going of sockets in numbers: how many are told where they stand at once, and when who is sent away is to
come back."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

from atiende.api.outbox import Outbox
from atiende.domain.errors import Overloaded

AT_ONCE = 16
"""Newcomers told where they stand at the same time: the rest of the centre works on beside a storm of them."""
MOST_WAITING = 5_000
SOON_SECONDS, A_SECOND = 1, 200
"""Whoever is sent away comes back no sooner, and so many in a second."""
LATEST_SECONDS = 8
BUSY_SECONDS = 5


class Greetings:
    """Newcomers take turns."""

    def __init__(self, at_once: int = AT_ONCE, waiting: int = MOST_WAITING) -> None:
        self._places, self._most = asyncio.Semaphore(at_once), waiting
        self._waiting = 0

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Raises Overloaded when too many wait already."""
        if self._waiting >= self._most:
            raise Overloaded(retry_after=BUSY_SECONDS)
        self._waiting += 1
        try:
            await self._places.acquire()
        finally:
            self._waiting -= 1
        try:
            yield
        finally:
            self._places.release()


class Leaving:
    """The sockets that are open, to be told when the node goes."""

    def __init__(self) -> None:
        self._open: set[Outbox] = set()

    @contextmanager
    def open(self, outbox: Outbox) -> Iterator[None]:
        """For as long as the block lasts."""
        self._open.add(outbox)
        try:
            yield
        finally:
            self._open.discard(outbox)

    def drain(self) -> None:
        """Everybody is to come back elsewhere, spread over a while."""
        farewell = bye("draining", spread(len(self._open)))
        for outbox in list(self._open):
            outbox.put(farewell)
            outbox.close()


def bye(reason: str, retry: tuple[int, int]) -> bytes:
    """The last frame of a socket. `retry`: from and to how many seconds later it is to come back, by chance."""
    return b'{"op":"bye","reason":"%b","retry":[%d,%d]}' % (reason.encode(), *retry)


def spread(sockets: int) -> tuple[int, int]:
    """Over which time so many sockets come back, so that they do not come all at once."""
    return SOON_SECONDS, SOON_SECONDS + min(LATEST_SECONDS, max(1, sockets // A_SECOND))
