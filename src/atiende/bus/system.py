"""The real clock and the real identifiers: the only file that asks the machine for time and chance."""

import asyncio
import os
import time
from base64 import urlsafe_b64encode
from datetime import UTC, datetime

import uuid_utils

from atiende.domain.ids import encode

STEP_MS = 1_000
"""A shared clock this far off has been set: it is followed at once. Less is drift, followed slowly."""
SLOWLY = 0.1


class SystemClock:
    """`ports.system.Clock` of this machine; among several nodes it tells the time of the clock they share."""

    def __init__(self) -> None:
        self._ahead: float | None = None
        """What makes the shared time of the monotonic one, in ms; None: there is no shared one."""

    def agree(self, shared: int, asked: float, answered: float) -> None:
        """Somebody who is the same for all nodes said that it was `shared` (ms UTC), between these two `elapsed`. From
        then on the machine's own wall clock counts no more: it may be wrong, or be set."""
        ahead = shared - (asked + answered) * 500
        off = 0.0 if self._ahead is None else ahead - self._ahead
        uncertain = (answered - asked) * 500
        if self._ahead is None or abs(off) > STEP_MS + uncertain:
            self._ahead = ahead
        elif abs(off) > uncertain:
            self._ahead += off * SLOWLY

    def now(self) -> int:
        if self._ahead is not None:
            return int(self.elapsed() * 1000 + self._ahead)
        return self.wall()

    def wall(self) -> int:
        """The machine's own, as somebody has set it; ms UTC."""
        return time.time_ns() // 1_000_000

    def moment(self) -> datetime:
        return datetime.fromtimestamp(self.now() / 1000, UTC)

    def elapsed(self) -> float:
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class SystemIds:
    """`ports.system.Ids`: UUIDv7, and secrets of the operating system."""

    def new(self, prefix: str) -> str:
        return encode(prefix, uuid_utils.uuid7().int)

    def secret(self, size: int = 32) -> str:
        return urlsafe_b64encode(os.urandom(size)).rstrip(b"=").decode()
