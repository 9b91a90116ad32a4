"""What the screens ask about promises and tasks: whose they are, when they are due, and to whom they were made."""

from collections.abc import Sequence
from typing import Protocol

from msgspec import Struct

from atiende.ports.views import CustomerBrief, Named, Page, Sight


class CommitmentRow(Struct, frozen=True, kw_only=True):
    """One promise or task with its words. `number` is its conversation's; `source` the message it was made in."""

    id: str
    kind: str
    text: str
    state: str
    overdue: bool
    due: int | None
    made_at: int
    ended_at: int | None
    owner: Named | None
    made_by: Named | None
    customer: CustomerBrief
    conversation: str | None
    number: int | None
    source: str


class Listed(Struct, frozen=True, kw_only=True):
    """A list: `view` is mine, team, overdue (open ones past their date) or done (ended, the newest first)."""

    view: str
    cursor: str | None = None
    limit: int = 50


class Commitments(Protocol):
    async def page(self, tenant: str, sight: Sight, listed: Listed) -> Page[CommitmentRow]:
        """Open ones by due date, those without a date last. Raises Invalid for an unknown view or cursor."""
        ...

    async def of_customers(self, tenant: str, customers: Sequence[str], *, open_only: bool) -> Sequence[CommitmentRow]:
        """Of one person: the open ones first, by date, then the newest ended ones; 100 at most."""
        ...

    async def one(self, tenant: str, commitment: str) -> CommitmentRow | None: ...
