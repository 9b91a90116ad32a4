"""How fast one visitor's socket may go, and when it has been refused so often that it is sent away."""

from atiende.domain.errors import TooMany
from atiende.domain.limits import Buckets

MOST_PER_MINUTE = 600
MOST_REFUSED, FORGIVEN_PER_SECOND = 30, 1.0
"""Refusals in a row, and how fast they are forgotten: beyond, refusing each message costs more than a farewell."""
ME = ""


class Pace:
    """Of one socket."""

    def __init__(self) -> None:
        self._sent = (0, 0)
        self._signals = Buckets(10, 3)
        self._refusals = Buckets(MOST_REFUSED, FORGIVEN_PER_SECOND)

    def too_fast(self, now_ms: int) -> bool:
        """Counted by whole minutes: a script is stopped, somebody in a hurry never."""
        minute = now_ms // 60_000
        self._sent = (minute, self._sent[1] + 1) if self._sent[0] == minute else (minute, 1)
        return self._sent[1] > MOST_PER_MINUTE

    def may_signal(self, elapsed: float) -> bool:
        """Signals beyond ten in a row and three a second are passed over: they would flood the agents' sockets."""
        return _spent(self._signals, elapsed)

    def goes_on(self, elapsed: float) -> bool:
        """Whether he may stay after one more refusal."""
        return _spent(self._refusals, elapsed)


def _spent(bucket: Buckets, elapsed: float) -> bool:
    try:
        bucket.spend(ME, elapsed)
    except TooMany:
        return False
    return True
