"""What past days held: asked by the screens that live them again."""

from collections.abc import Sequence
from typing import Protocol

from msgspec import Struct


class DayHeld(Struct, frozen=True, kw_only=True):
    """`entries` into queues; transferred work enters again."""

    day: str
    entries: int


class Past(Protocol):
    async def days(self, tenant: str, zone: str, days: Sequence[str]) -> Sequence[DayHeld]:
        """Of these local dates, newest first, those in which something entered a queue."""
        ...

    async def worked(self, tenant: str, zone: str, day: str) -> Sequence[str]:
        """Who took work that day, by id."""
        ...
