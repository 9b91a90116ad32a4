"""What tells whether the centre works: lags, what failed, how much there is. One question each for the health page."""

from collections.abc import Sequence
from typing import Protocol

from msgspec import Struct


class Lags(Struct, frozen=True, kw_only=True):
    """Moments are ms UTC, None where nothing waits. `database_bytes` 0 where the database does not say."""

    facts: int
    database_bytes: int
    intake_waiting: int
    intake_oldest_at: int | None
    quarantined: int
    sending: int
    sending_oldest_at: int | None
    failed_messages: int
    webhooks_waiting: int
    webhooks_oldest_at: int | None
    webhooks_failed: int
    timers_due: int
    timers_oldest_at: int | None
    indexed: int


class LastSeen(Struct, frozen=True):
    """When somebody was last at the desk: signed in, or kept a session alive."""

    user: str
    at: int


class LastBackup(Struct, frozen=True, kw_only=True):
    """Moments are ms UTC; `verified_at` 0 for one that nobody has tried. `lost`: files that were missing already."""

    at: int
    place: str
    bytes: int
    lost: int = 0
    verified_at: int = 0


class Signs(Protocol):
    async def lags(self, tenant: str, now: int) -> Lags: ...

    async def backup(self, tenant: str) -> LastBackup | None:
        """The last one of the whole database, if there ever was one."""
        ...

    async def last_seen(self, tenant: str, users: Sequence[str]) -> Sequence[LastSeen]:
        """Of those who ever were."""
        ...

    async def drafts(self, tenant: str) -> Sequence[tuple[str, str]]:
        """Kind and slug of every document that is being changed and not published."""
        ...
