"""What will happen, in order of time; equal moments in the order they were put down. The virtual clock."""

from collections.abc import Callable
from heapq import heappush

What = Callable[..., bool | None]
"""What then happens, given what it is about: the two are put down together, so they fit. True: nothing happened."""


class Agenda:
    __slots__ = ("_count", "heap", "now")

    def __init__(self, now: int) -> None:
        self.now = now
        self.heap: list[tuple[int, int, What, object]] = []
        self._count = 0

    def put(self, at: int, what: What, about: object) -> None:
        self._count += 1
        heappush(self.heap, (at, self._count, what, about))
