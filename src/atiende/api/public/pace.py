"""How fast one visitor's socket may go, and how many refusals are worth their cost."""

from atiende.domain.errors import TooMany
from atiende.domain.limits import Buckets
from atiende.ports.desk import Desk

MOST_PER_MINUTE = 600
BEHIND_SECONDS = 0.06
"""So far behind, refusing each message costs what others wait for: a farewell refuses many at once."""
FAREWELLS, FAREWELLS_PER_SECOND = 50, 500
"""At once and in a second: no more than it takes to catch up."""
FEW_REFUSED, MOST_REFUSED, FORGIVEN_PER_SECOND = 3, 10, 0.5
"""Refusals of one visitor before he may be, and before he is sent away in any case, and how fast they are forgotten."""
RETURNS_PER_SECOND = 30
"""How many of those who were sent away are to come back in a second."""
SOONEST_SECONDS, LATEST_SECONDS = 1, 15
ME = ""


class Refusals:
    """Of all widget sockets of this node."""

    def __init__(self) -> None:
        self._farewells = Buckets(FAREWELLS, FAREWELLS_PER_SECOND)
        self._away, self._then = 0.0, 0.0

    def may_stay(self, desk: Desk, pace: "Pace") -> bool:
        """Whether who is refused now stays."""
        now = desk.clock.elapsed()
        if not pace.goes_on(now):
            return False
        if pace.hardly_refused(now):
            return True
        return desk.load.delay < BEHIND_SECONDS or not _spent(self._farewells, now)

    def send_away(self, desk: Desk) -> tuple[int, int]:
        """From and to how many seconds later he is to come back: the more are away, the longer."""
        elapsed = desk.clock.elapsed()
        self._away = max(0.0, self._away - (elapsed - self._then) * RETURNS_PER_SECOND) + 1
        self._then = elapsed
        return SOONEST_SECONDS, min(LATEST_SECONDS, SOONEST_SECONDS + 1 + int(self._away / RETURNS_PER_SECOND))


class Pace:
    """Of one socket."""

    def __init__(self) -> None:
        self._sent = (0, 0)
        self._signals = Buckets(10, 3)
        self._few = Buckets(FEW_REFUSED, FORGIVEN_PER_SECOND)
        self._most = Buckets(MOST_REFUSED, FORGIVEN_PER_SECOND)

    def too_fast(self, now_ms: int) -> bool:
        """Counted by whole minutes: a script is stopped, somebody in a hurry never."""
        minute = now_ms // 60_000
        self._sent = (minute, self._sent[1] + 1) if self._sent[0] == minute else (minute, 1)
        return self._sent[1] > MOST_PER_MINUTE

    def may_signal(self, elapsed: float) -> bool:
        """Signals beyond ten in a row and three a second are passed over: they would flood the agents' sockets."""
        return _spent(self._signals, elapsed)

    def goes_on(self, elapsed: float) -> bool:
        """Whether he may stay after one more refusal, whatever the load."""
        return _spent(self._most, elapsed)

    def hardly_refused(self, elapsed: float) -> bool:
        """Whether one more refusal is still nothing to send him away for."""
        return _spent(self._few, elapsed)


def _spent(bucket: Buckets, elapsed: float) -> bool:
    try:
        bucket.spend(ME, elapsed)
    except TooMany:
        return False
    return True
