"""A visitor's frames, handled one after the other while the next ones are already read: who says too much at once hears
so at once, and not when all before it was done."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

from atiende.api.public.said import Frame
from atiende.ports.system import Clock

MOST_UNHANDLED = 16
"""A widget waits for each answer; a person's second tab or impatience is no more than this."""
FEW_UNHANDLED = 8
"""Signals are passed over earlier, so that they cost no message its place."""
PATIENCE_SECONDS = 0.4
"""What came longer ago is refused: nobody should wait long for a refusal."""


class InTurn:
    """Of one socket. `group` is where its work is done, a task for as long as there is some; `handle` is told when, by
    the clock that never jumps, the frame came."""

    def __init__(
        self, group: asyncio.TaskGroup, handle: Callable[[Frame, float], Awaitable[None]], clock: Clock
    ) -> None:
        self._group, self._handle, self._clock = group, handle, clock
        self._waiting: deque[tuple[Frame, float]] = deque()
        self._working = False

    def add(self, frame: Frame, most: int = MOST_UNHANDLED) -> bool:
        """Never waits; False when `most` wait already."""
        if len(self._waiting) >= most:
            return False
        self._waiting.append((frame, self._clock.elapsed()))
        if not self._working:
            self._working = True
            self._group.create_task(self._work())
        return True

    async def _work(self) -> None:
        try:
            while self._waiting:
                await self._handle(*self._waiting.popleft())
        finally:
            self._working = False
