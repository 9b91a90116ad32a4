"""Whether there is too much to mix: then sound is coded for a fifth of the work, until there would be room again.

Two things say so: ticks that begin late, for whatever reason, and the share of the core that everything here takes. The
first alone is not enough, for where passing packets on and mixing together fill the core, ticks are still nearly in
time and it is packets that wait.
"""

import resource
from collections import deque
from collections.abc import Callable

import structlog

log = structlog.get_logger()
_TICK = 0.020
_LATE = 0.010
_SEEN = 50
_LATE_MANY, _LATE_FEW = 4, 1
"""In a second: too much; and what happens now and then where there is room."""
_BUSY, _ROOM = 0.8, 0.55
"""Shares of the core: above the first it is too much; below the second, in full quality, there is room."""
_CALM_TICKS = 500
_SMOOTH = 0.05


def worked() -> float:
    """Seconds of processor time this thread has taken."""
    used = resource.getrusage(resource.RUSAGE_THREAD)
    return used.ru_utime + used.ru_stime


class Load:
    """Fed with each tick: how late it began, what it took, and what the whole thread has taken since the last one."""

    def __init__(self) -> None:
        self.is_degraded = False
        self.late_ticks = 0
        self.busy = 0.0
        """Share of the core that the thread takes."""
        self._late: deque[bool] = deque(maxlen=_SEEN)
        self._each = {False: 0.0, True: 0.0}
        """Of a tick, for one ear: in full quality, and degraded."""
        self._calm = 0

    def note(self, late: float, took: float, share: float, mixed: int) -> None:
        """`took`: processor seconds; `share`: of the core, since the last tick; `mixed`: ears encoded for."""
        self._late.append(late > _LATE)
        self.late_ticks += late > _LATE
        self.busy += (min(share, 1.0) - self.busy) * _SMOOTH
        if mixed:
            each = self._each[self.is_degraded]
            self._each[self.is_degraded] += (took / mixed - each) * (_SMOOTH if each else 1.0)
        if not self.is_degraded:
            if mixed and (sum(self._late) >= _LATE_MANY or self.busy > _BUSY):
                self._turn(True)
            return
        self._calm = 0 if sum(self._late) > _LATE_FEW or self._in_full(mixed) > _ROOM else self._calm + 1
        if self._calm >= _CALM_TICKS:
            self._turn(False)

    def _in_full(self, mixed: int) -> float:
        """What share it would be in full quality."""
        return self.busy + mixed * max(0.0, self._each[False] - self._each[True]) / _TICK

    def _turn(self, degraded: bool) -> None:
        self.is_degraded = degraded
        self._calm = 0
        self._late.clear()


class Scales:
    """Weighs each tick, and all that is done between two of them, by the processor's clock. `clock`: the loop's."""

    def __init__(self, load: Load, clock: Callable[[], float], worked: Callable[[], float]) -> None:
        self._load, self._clock, self._worked = load, clock, worked
        self._before = clock(), worked()
        self._began = 0.0

    def began(self) -> None:
        self._began = self._worked()

    def ended(self, late: float, mixed: int) -> None:
        load, was = self._load, self._load.is_degraded
        at, worked = self._clock(), self._worked()
        passed = max(at - self._before[0], _TICK / 2)
        load.note(late, worked - self._began, (worked - self._before[1]) / passed, mixed)
        self._before = at, worked
        if load.is_degraded != was:
            log.info(
                "sound is mixed cheaply" if load.is_degraded else "sound is mixed in full", busy=round(load.busy, 2)
            )
