"""What the search box asks the store: messages, people, companies and numbers, newest first, by pages.

Nothing is ever found that the viewer may not see: `sight` and `brands` are part of every question.
"""

from collections.abc import Sequence
from typing import Protocol

from msgspec import Struct

from atiende.domain.search import Sought
from atiende.ports.views import CustomerLine, CustomersWanted, Page, Sight, Who


class MessageFound(Struct, frozen=True, kw_only=True):
    """A message that answers, with what its line shows. `conversation` is where it is read now; `queue` is its slug."""

    id: str
    conversation: str
    number: int
    position: int
    at: int
    direction: str
    channel: str
    author: Who
    customer: str
    customer_name: str
    queue: str
    status: str
    subject: str
    text: str
    files: tuple[str, ...]


class OrganizationFound(Struct, frozen=True, kw_only=True):
    id: str
    name: str
    brand: str
    domains: tuple[str, ...]


class CallFound(Struct, frozen=True, kw_only=True):
    """A stretch of a recording that answers: `id` is its record's."""

    id: str
    conversation: str
    number: int
    at: int
    customer: str
    customer_name: str
    queue: str
    status: str


class Search(Protocol):
    async def messages(
        self, tenant: str, sight: Sight, sought: Sought, cursor: str | None, limit: int, now: int
    ) -> Page[MessageFound]:
        """Newest first. `next` may be given with few items or none, when much was looked through for them. Raises
        Invalid for a cursor that is none."""
        ...

    async def customers(
        self, tenant: str, sight: Sight | None, brands: Sequence[str] | None, sought: Sought, wanted: CustomersWanted
    ) -> Page[CustomerLine]:
        """People once each. With a sight, only those with a conversation it shows. Raises Invalid for a cursor that is
        none."""
        ...

    async def organizations(
        self, tenant: str, brands: Sequence[str] | None, sought: Sought, limit: int
    ) -> Sequence[OrganizationFound]: ...

    async def calls(self, tenant: str, sight: Sight, sought: Sought, limit: int, now: int) -> Sequence[CallFound]:
        """What was said in calls, newest first."""
        ...

    async def numbered(self, tenant: str, sight: Sight, number: int) -> Sequence[str]:
        """Ids of conversations with this number that may be seen."""
        ...

    async def indexed(self, tenant: str) -> tuple[int, int]:
        """How far the log is in the index, and how far it goes."""
        ...
