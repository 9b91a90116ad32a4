"""What is asked about persons and companies: who may be the same, who looked and who changed what, what was granted."""

from collections.abc import Sequence
from typing import Protocol

from msgspec import Struct

from atiende.ports.admin_views import FieldChanged
from atiende.ports.views import ConversationRow, CustomerLine, Named, Page, Sight, Who


class Suggested(Struct, frozen=True, kw_only=True):
    """Somebody who may be the same person, and what speaks for it; `shown` is what they share, where it is an
    address."""

    id: str
    name: str
    organization: str
    channels: Sequence[str]
    evidence: tuple[str, ...]
    shown: str
    seen_at: int


class CompanySuggested(Struct, frozen=True, kw_only=True):
    """A company with this mail domain, or none yet (`id` empty)."""

    id: str
    name: str
    domain: str


class CompanyLine(Struct, frozen=True, kw_only=True):
    id: str
    brand: str
    name: str
    domains: tuple[str, ...]
    people: int
    open: int


class CompanyDetail(Struct, frozen=True, kw_only=True):
    id: str
    brand: str
    name: str
    domains: tuple[str, ...]
    notes: str
    fields: dict[str, str]
    added_at: int
    people: int
    open_conversations: Sequence[ConversationRow]


class Touch(Struct, frozen=True, kw_only=True):
    """Somebody looked at a record, or changed it. `kind`: view or change.

    A view: `how` (screen, api, search, export), `views` looks from `since` to `at`. A change: `fact` and `changes`.
    """

    kind: str
    at: int
    actor: Who
    since: int
    how: str = ""
    views: int = 0
    conversation: str = ""
    number: int = 0
    fact: str = ""
    seq: int = 0
    changes: Sequence[FieldChanged] = ()


class TouchWanted(Struct, frozen=True, kw_only=True):
    """`kind`: view, change or empty for both; `actor` as in the log; times in ms UTC, `until` not included."""

    kind: str = ""
    actor: str = ""
    since: int | None = None
    until: int | None = None
    cursor: str | None = None
    limit: int = 50


class DecisionShown(Struct, frozen=True, kw_only=True):
    """Something granted or asked for. `amount` in hundredths of `unit`."""

    id: str
    conversation: str
    number: int
    customer: Named
    kind: str
    name: str
    name_es: str
    unit: str
    amount: int
    state: str
    agent: Named
    asked_at: int
    asked: str
    decided_at: int | None
    decided_by: Named | None
    answered: str
    queue: str


class People(Protocol):
    async def suggested(self, tenant: str, person: Sequence[str]) -> Sequence[Suggested]:
        """Other customers of the same brand who may be this person, strongest evidence first."""
        ...

    async def company_for(self, tenant: str, person: Sequence[str]) -> CompanySuggested | None:
        """By the mail domain, for a person without a company; none for domains everybody uses."""
        ...

    async def companies(
        self, tenant: str, brands: Sequence[str] | None, q: str, cursor: str | None, limit: int
    ) -> Page[CompanyLine]: ...

    async def company(self, tenant: str, sight: Sight, organization: str) -> CompanyDetail | None: ...

    async def people_of(
        self, tenant: str, brands: Sequence[str] | None, organization: str, cursor: str | None, limit: int
    ) -> Page[CustomerLine]: ...

    async def touches(self, tenant: str, subjects: Sequence[str], wanted: TouchWanted) -> Page[Touch]:
        """Views and changes of these records, newest first."""
        ...

    async def decisions(self, tenant: str, conversation: str) -> Sequence[DecisionShown]:
        """Of one conversation, newest first."""
        ...

    async def asked_for(self, tenant: str, sight: Sight) -> Sequence[DecisionShown]:
        """What waits for somebody's word in conversations the viewer may see, oldest first."""
        ...
