"""What a reader of mailboxes keeps between runs, and whom it tells how it goes."""

from typing import Protocol

from msgspec import Struct

from atiende.ports.channel import Endpoint


class Place(Struct, frozen=True, kw_only=True):
    """How far a mailbox was read. `since` is when reading began, ms UTC: what was there before is not ours to import.

    `validity` is the mailbox's UIDVALIDITY; when it changes, its `uid` means nothing any more.
    """

    validity: int
    uid: int
    since: int


class MailboxState(Struct, frozen=True, kw_only=True):
    """`problem` is empty while it works, else a plain code; times are ms UTC, 0 for never."""

    problem: str = ""
    changed_at: int = 0
    ok_at: int = 0


class Mailboxes(Protocol):
    async def place(self, endpoint: Endpoint, account: str) -> Place | None:
        """Where reading of this account ended, or None before the first time."""
        ...

    async def remember(self, endpoint: Endpoint, account: str, place: Place) -> None:
        """Durable on return. Raises StoreFull."""
        ...

    async def works(self, endpoint: Endpoint, dry_run: bool) -> None:
        """It was connected or read without trouble just now."""
        ...

    async def fails(self, endpoint: Endpoint, problem: str) -> None:
        """It could not be read: why, as a plain code."""
        ...
