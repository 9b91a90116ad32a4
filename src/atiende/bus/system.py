"""The real clock and the real identifiers: the only file that asks the machine for time and chance."""

import asyncio
import os
import time
from base64 import urlsafe_b64encode
from datetime import UTC, datetime

import uuid_utils

from atiende.domain.ids import encode


class SystemClock:
    """`ports.system.Clock` of this machine."""

    def now(self) -> int:
        return time.time_ns() // 1_000_000

    def moment(self) -> datetime:
        return datetime.now(UTC)

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
