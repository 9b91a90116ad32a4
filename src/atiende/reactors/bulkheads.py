"""Destinations of what is asked of the outside, each behind a wall of its own: one that answers slowly fills its own
places and nobody else's, and one that keeps failing is left alone for a while instead of keeping people waiting."""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from atiende.domain.errors import Overloaded
from atiende.ports.system import Clock

AT_ONCE = 16
"""At one destination of one centre."""
MOST_WAITING = 200
"""For a place there; what comes then fails at once, which leads to people."""
FAILURES, REST_SECONDS = 5, 10.0
"""After so many failures in a row it rests; then one is tried, and the others when that went well."""
MOST_KNOWN = 5_000


class _Wall:
    __slots__ = ("failures", "inside", "places", "rests_until", "waiting")

    def __init__(self, at_once: int) -> None:
        self.places = asyncio.Semaphore(at_once)
        self.inside, self.waiting, self.failures = 0, 0, 0
        self.rests_until = 0.0


class Bulkheads:
    """By whatever names a destination."""

    def __init__(self, clock: Clock, at_once: int = AT_ONCE) -> None:
        self._clock, self._at_once = clock, at_once
        self._walls: OrderedDict[str, _Wall] = OrderedDict()

    @asynccontextmanager
    async def behind(self, destination: str) -> AsyncIterator[None]:
        """A place there. Raises Overloaded at once when it rests, or too many wait for it."""
        wall = self._wall(destination)
        self._check(wall)
        wall.waiting += 1
        try:
            await wall.places.acquire()
        finally:
            wall.waiting -= 1
        try:
            self._check(wall)  # it may have begun to rest meanwhile
            wall.inside += 1
            try:
                yield
            finally:
                wall.inside -= 1
        finally:
            wall.places.release()

    def note(self, destination: str, *, answered: bool) -> None:
        """How it went there: any answer is a sign of life."""
        wall = self._wall(destination)
        wall.failures = 0 if answered else wall.failures + 1
        if wall.failures >= FAILURES:
            wall.rests_until = self._clock.elapsed() + REST_SECONDS

    def _check(self, wall: _Wall) -> None:
        left = wall.rests_until - self._clock.elapsed()
        tried = wall.failures >= FAILURES and wall.inside > 0
        if left > 0 or tried or wall.waiting > MOST_WAITING:
            raise Overloaded(retry_after=max(1, round(left)))

    def _wall(self, destination: str) -> _Wall:
        wall = self._walls.get(destination)
        if wall is None:
            wall = self._walls[destination] = _Wall(self._at_once)
            self._forget()
        self._walls.move_to_end(destination)
        return wall

    def _forget(self) -> None:
        """Destinations not asked for long, never one that somebody is at."""
        oldest = next(iter(self._walls))
        if len(self._walls) > MOST_KNOWN and not (self._walls[oldest].inside or self._walls[oldest].waiting):
            del self._walls[oldest]
