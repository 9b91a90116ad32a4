"""Rate limits in memory: a bucket of tokens per caller that fills again with time."""

from collections import OrderedDict
from math import ceil

from atiende.domain.errors import TooMany

MOST_BUCKETS = 50_000


class Buckets:
    """`size` calls at once, then `per_second`; a caller not seen for long is forgotten (his bucket is full again)."""

    def __init__(self, size: float, per_second: float) -> None:
        self._size, self._rate = size, per_second
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def spend(self, caller: str, now: float) -> None:
        """Takes a token; `now` in seconds of a clock that never jumps. Raises TooMany."""
        left = self._left(caller, now)
        if left < 1:
            raise TooMany(retry_after=max(1, ceil((1 - left) / self._rate)))
        self._buckets[caller] = (left - 1, now)
        self._buckets.move_to_end(caller)
        if len(self._buckets) > MOST_BUCKETS:
            self._buckets.popitem(last=False)

    def refill(self, caller: str) -> None:
        """Forgets what was spent."""
        self._buckets.pop(caller, None)

    def _left(self, caller: str, now: float) -> float:
        left, then = self._buckets.get(caller, (self._size, now))
        return min(self._size, left + (now - then) * self._rate)
