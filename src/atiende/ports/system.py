"""Time and identifiers, so that both are parameters: the real ones are in `bus/system.py`, tests bring their own."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    def now(self) -> int:
        """Wall clock, integer milliseconds UTC."""
        ...

    def moment(self) -> datetime:
        """The same, as an aware UTC datetime."""
        ...

    def elapsed(self) -> float:
        """Seconds on a clock that never jumps, for durations and deadlines."""
        ...

    async def sleep(self, seconds: float) -> None: ...


class SharedClock(Clock, Protocol):
    """One that several nodes have in common: none of them trusts its own machine's wall clock."""

    def agree(self, shared: int, asked: float, answered: float) -> None:
        """What is the same for all nodes says that it was `shared` (ms UTC) between these two moments of `elapsed`."""
        ...


class Ids(Protocol):
    def new(self, prefix: str) -> str:
        """A new UUIDv7 as `prefix_` and 26 base32 characters."""
        ...

    def secret(self, size: int = 32) -> str:
        """`size` random bytes from the operating system, URL-safe base64 without padding."""
        ...
