"""Time in the demo centre's past: a clock that stands where the story is, ids of that moment, and what comes next."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from heapq import heappop, heappush

from atiende.domain.ids import encode
from atiende.ports.system import Clock, Ids

SECOND_MS = 1000
MINUTE_MS = 60_000
HOUR_MS = 60 * MINUTE_MS
DAY_MS = 24 * HOUR_MS

Step = Callable[[], Awaitable[None]]


class SetBack:
    """A clock that stands where the story is."""

    def __init__(self, real: Clock, at: int) -> None:
        self._real = real
        self.at = at

    def now(self) -> int:
        return self.at

    def moment(self) -> datetime:
        return datetime.fromtimestamp(self.at / 1000, UTC)

    def elapsed(self) -> float:
        return self._real.elapsed()

    async def sleep(self, seconds: float) -> None:
        await self._real.sleep(seconds)


class IdsOfThen:
    """Identifiers that sort where their moment does."""

    def __init__(self, real: Ids, clock: Clock) -> None:
        self._real, self._clock = real, clock
        self._count = int.from_bytes(real.secret(6).encode()[:6], "big")

    def new(self, prefix: str) -> str:
        self._count += 1
        return encode(prefix, (self._clock.now() << 80) | (7 << 76) | (2 << 62) | (self._count & ((1 << 62) - 1)))

    def secret(self, size: int = 32) -> str:
        return self._real.secret(size)


class Agenda:
    """What somebody will do, in the order of time."""

    def __init__(self) -> None:
        self._heap: list[tuple[int, int, Step]] = []
        self._count = 0
        self.grown: Callable[[], None] = _nobody

    def put(self, at: int, step: Step) -> None:
        self._count += 1
        heappush(self._heap, (at, self._count, step))
        self.grown()

    def next_at(self) -> int | None:
        return self._heap[0][0] if self._heap else None

    def take(self) -> Step:
        return heappop(self._heap)[2]

    def __len__(self) -> int:
        return len(self._heap)


def _nobody() -> None:
    return None
