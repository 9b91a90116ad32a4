"""What the screens ask of the store: lists, timelines, customers, the board. Answers are records with times in ms UTC.

A view is bound to its tenant by its first argument and to what the viewer may see by `Sight`; no question is asked
without both. `cursor` is opaque; `next` is None on the last page.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from msgspec import Struct

from atiende.domain import facts as f
from atiende.ports.board import Board
from atiende.ports.entries import Entry as Entry
from atiende.ports.entries import EventEntry as EventEntry
from atiende.ports.entries import FileShown as FileShown
from atiende.ports.entries import MessageEntry as MessageEntry
from atiende.ports.entries import Named as Named
from atiende.ports.entries import Who as Who
from atiende.ports.lists import COUNT_CAP as COUNT_CAP
from atiende.ports.lists import Counts as Counts
from atiende.ports.lists import Wanted as Wanted

if TYPE_CHECKING:
    from atiende.ports.admin_views import Administration
    from atiende.ports.assist_views import Assistance
    from atiende.ports.commitment_views import Commitments
    from atiende.ports.matter_views import Matters
    from atiende.ports.past_views import Past
    from atiende.ports.people_views import People
    from atiende.ports.recording_views import Recordings
    from atiende.ports.report_views import Reports
    from atiende.ports.search_views import Search

T = TypeVar("T")


class Sight(Struct, frozen=True, kw_only=True):
    """Which conversations a viewer may see: those of `agent` and offered to him, and what `queues` and `brands` say.

    `queues` None: every queue; empty: none beyond his own. `brands` None: every brand of the centre.
    """

    agent: str
    queues: tuple[str, ...] | None = ()
    brands: tuple[str, ...] | None = None


class Page(Struct, Generic[T], frozen=True):
    items: Sequence[T]
    next: str | None = None


class CustomerBrief(Struct, frozen=True, kw_only=True):
    id: str
    name: str
    organization: str
    vip: bool = False


class InteractionBrief(Struct, frozen=True, kw_only=True):
    id: str
    state: str
    channel: str


class ConversationRow(Struct, frozen=True, kw_only=True):
    """One line of a list."""

    id: str
    number: int
    status: str
    kind: str
    channel: str
    queue: str
    brand: str
    priority: int
    reason: str
    language: str
    agent: Named | None
    customer: CustomerBrief
    subject: str
    last_line: str
    last_author: str
    opened_at: int
    touched_at: int
    waiting_since: int | None
    due_at: int | None
    snoozed_until: int | None
    unread: bool
    last: int
    interaction: InteractionBrief | None
    tags: Sequence[str] = ()
    policy: str = ""
    resolve_due: int | None = None
    hand_raised_at: int | None = None


class ReplyOption(Struct, frozen=True, kw_only=True):
    """A way to answer: through which endpoint, to which address."""

    endpoint: str
    channel: str
    name: str
    identity: str
    address: str


class CallbackShown(Struct, frozen=True, kw_only=True):
    """The number to call, E.164 and as it is read, and the earliest moment, if one was agreed."""

    number: str
    shown: str
    not_before: int | None


class InteractionDetail(Struct, frozen=True, kw_only=True):
    id: str
    channel: str
    queue: str
    state: str
    agent: Named | None
    since: int
    first_taken_at: int | None
    ended_at: int | None
    vip: bool = False
    step: int = 0
    due_at: int | None = None
    deflection: str = ""
    callback: CallbackShown | None = None
    wrap_up_until: int | None = None


class ConversationDetail(ConversationRow, frozen=True, kw_only=True):
    """All of one conversation but its timeline."""

    disposition: str
    previous: str | None
    endpoints: Sequence[ReplyOption]
    reply_endpoint: str | None
    interactions: Sequence[InteractionDetail]


class OfferRow(Struct, frozen=True, kw_only=True):
    """An open offer with what its banner shows."""

    id: str
    interaction: str
    conversation: str
    agent: str
    queue: str
    channel: str
    made_at: int
    expires_at: int
    waited_ms: int
    customer: CustomerBrief
    subject: str
    last_line: str
    priority: int
    reason: str


class CustomerLine(Struct, frozen=True, kw_only=True):
    id: str
    name: str
    organization: str
    brand: str
    language: str
    channels: Sequence[str]
    last_at: int
    vip: bool = False


class CustomersWanted(Struct, frozen=True, kw_only=True):
    """Which customers; empty or None does not ask. What is known of them is looked for by `Search.customers`."""

    brand: str = ""
    organization: str = ""
    channel: str = ""
    vip: bool | None = None
    cursor: str | None = None
    limit: int = 50


class IdentityShown(Struct, frozen=True, kw_only=True):
    """`customer` is which of the person's customers it belongs to."""

    id: str
    customer: str
    channel: str
    scope: str
    address: str
    verified: bool
    retired: bool


class StatedShown(Struct, frozen=True, kw_only=True):
    """An address the customer gave, that nobody has made sure of."""

    channel: str
    address: str


class LinkedShown(Struct, frozen=True, kw_only=True):
    """Another customer who is the same person, by a link that can be cut."""

    id: str
    name: str
    notes: str
    link: str
    at: int
    by: Who
    evidence: tuple[str, ...]


class CustomerDetail(Struct, frozen=True, kw_only=True):
    """A person: `id` is the customer the others are linked to."""

    id: str
    brand: str
    name: str
    organization: str
    company: Named | None
    language: str
    preferred_channel: str
    preferred_language: str
    notes: str
    fields: dict[str, str]
    identities: Sequence[IdentityShown]
    stated: Sequence[StatedShown]
    linked: Sequence[LinkedShown]
    vip: bool
    seen_at: int
    open_conversations: Sequence[ConversationRow]


class Waiting(Struct, frozen=True, kw_only=True):
    """Work that waits or is offered, in the order of its queue."""

    interaction: str
    conversation: str
    number: int
    queue: str
    channel: str
    state: str
    priority: int
    since: int
    wait_ms: int
    position: int
    customer: CustomerBrief
    subject: str
    vip: bool = False
    step: int = 0
    entered: int = 0
    due_at: int | None = None


class AgentBrief(Struct, frozen=True, kw_only=True):
    id: str
    name: str
    state: str


class OfferMade(Struct, frozen=True, kw_only=True):
    """One offer of an interaction with the receipt it was decided by. `names` are of the runners-up."""

    offer: str
    agent: Named
    at: int
    state: str
    receipt: f.Receipt | None
    names: dict[str, str]


class Conversations(Protocol):
    async def page(self, tenant: str, sight: Sight, wanted: Wanted) -> Page[ConversationRow]:
        """Raises Invalid for an unknown view, sort or cursor."""
        ...

    async def counts(self, tenant: str, sight: Sight) -> Counts: ...

    async def counts_of(self, tenant: str, sight: Sight, wanted: Sequence[Wanted]) -> Sequence[int]:
        """How many each has, at most COUNT_CAP. Raises Invalid."""
        ...

    async def rows(self, tenant: str, sight: Sight, ids: Sequence[str]) -> Sequence[ConversationRow]:
        """Those of `ids` the viewer may see, in the order given."""
        ...

    async def detail(self, tenant: str, sight: Sight, conversation: str) -> ConversationDetail | None: ...

    async def offers(self, tenant: str, agent: str, now: int) -> Sequence[OfferRow]:
        """Open offers to an agent, oldest first."""
        ...


class Timeline(Protocol):
    async def page(self, tenant: str, conversation: str, viewer: str, before: str | None, limit: int) -> Page[Entry]:
        """The newest entries before a position or cursor, oldest first; `next` leads further back. With all that was
        merged into it; without notes for the eyes of somebody else than `viewer`."""
        ...

    async def around(
        self, tenant: str, conversation: str, viewer: str, message: str, ahead: int
    ) -> tuple[Page[Entry], bool]:
        """The page that ends `ahead` messages after this one, and whether newer ones follow. Raises NotFound."""
        ...

    async def entry(self, tenant: str, message: str) -> MessageEntry | None: ...

    async def of_customer(
        self, tenant: str, sight: Sight, customer: str, cursor: str | None, limit: int
    ) -> Page[Entry]:
        """Entries of all conversations with a customer the viewer may see, newest first."""
        ...

    async def receipts(self, tenant: str, interaction: str) -> Sequence[OfferMade]:
        """Every offer of an interaction, oldest first."""
        ...


class Customers(Protocol):
    async def page(
        self, tenant: str, brands: Sequence[str] | None, wanted: CustomersWanted, sight: Sight | None = None
    ) -> Page[CustomerLine]:
        """With a `sight` only those with a conversation in it."""
        ...

    async def person(self, tenant: str, customer: str) -> Sequence[str]:
        """All customers that are the same person, first the one the others are linked to."""
        ...

    async def detail(self, tenant: str, sight: Sight, customer: str) -> CustomerDetail | None: ...

    async def conversations(
        self, tenant: str, sight: Sight, customer: str, cursor: str | None, limit: int
    ) -> Page[ConversationRow]: ...


class Floor(Protocol):
    async def board(self, tenant: str, sight: Sight, now: int) -> Board: ...

    async def waiting(self, tenant: str, sight: Sight, queue: str | None, now: int) -> Sequence[Waiting]: ...

    async def agents(self, tenant: str) -> Sequence[AgentBrief]:
        """Every active agent by name."""
        ...


class Views(Protocol):
    """Everything that can be asked, by noun."""

    @property
    def conversations(self) -> Conversations: ...
    @property
    def timeline(self) -> Timeline: ...
    @property
    def customers(self) -> Customers: ...
    @property
    def floor(self) -> Floor: ...
    @property
    def matters(self) -> "Matters": ...
    @property
    def commitments(self) -> "Commitments": ...
    @property
    def admin(self) -> "Administration": ...
    @property
    def past(self) -> "Past": ...
    @property
    def reports(self) -> "Reports": ...
    @property
    def people(self) -> "People": ...
    @property
    def search(self) -> "Search": ...
    @property
    def assistance(self) -> "Assistance": ...
    @property
    def recordings(self) -> "Recordings": ...
