"""The store: one line of changes per tenant, an append-only log, and views of what it says now."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from typing import Protocol, TypeVar

from msgspec import Struct

from atiende.domain.facts import Fact, Logged
from atiende.domain.row import Content, Row, Work

R = TypeVar("R", bound=Row)
T = TypeVar("T")
Key = tuple[str | int, ...]
Value = str | int | bool | None


class Change(Protocol):
    """One change being decided, on what the changes before it left. Everything here is in memory and synchronous.

    What `decide` raises drops the whole change before any write.
    """

    @property
    def tenant(self) -> str: ...
    @property
    def seq(self) -> int:
        """Where the log ends now; 0 for a tenant without a fact."""
        ...

    @property
    def at(self) -> int:
        """The moment of the change, ms UTC; never before that of the change before it."""
        ...

    def get(self, row: type[R], *key: str | int) -> R | None:
        """The record under its key, or None."""
        ...

    def where(self, row: type[R], equals: Mapping[str, Value]) -> list[R]:
        """All records whose fields equal these; the first fields of an index, so that it is fast. Ordered by key."""
        ...

    def record(self, *facts: Fact, actor: str, cause: int | None = None) -> int:
        """Appends facts and applies them to the projections at once. Answers the last one's seq."""
        ...

    def put(self, row: Content | Work) -> None:
        """Writes content or work; projections follow from facts only."""
        ...

    def drop(self, row: type[Content] | type[Work], *key: str | int) -> None: ...

    def number(self, name: str) -> int:
        """The number after the last one a fact gave under this counter."""
        ...


class Committed(Struct, frozen=True):
    """What a change answered and the last seq it or its predecessors reached."""

    value: object
    seq: int


class Batch(Struct, frozen=True):
    """Facts of one commit in order, and the records they were written with where this process still has them."""

    tenant: str
    logged: tuple[Logged, ...]
    rows: Mapping[tuple[type[Row], Key], Row]


class Reading(Protocol):
    """Reading by key outside a change, as of the last commit."""

    async def get(self, row: type[R], *key: str | int) -> R | None: ...
    async def where(self, row: type[R], equals: Mapping[str, Value], limit: int = 1000) -> list[R]: ...
    async def many(self, row: type[R], keys: Sequence[Key]) -> list[R]:
        """The records under these keys, as far as there are any, in no order."""
        ...


class Told(Struct, frozen=True):
    """Something that happened in a past: a fact with its moment (ms UTC) and its author."""

    at: int
    actor: str
    fact: Fact
    cause: int | None = None


class Store(Protocol):
    async def change(
        self,
        tenant: str,
        decide: Callable[[Change], T],
        *,
        at: int,
        reads: Sequence[tuple[type[Row], Key]] = (),
    ) -> T:
        """Runs `decide` on the tenant's line and returns its answer once it is durable.

        `reads` names the records it will look at, fetched once for the whole batch; whatever else it asks for is read
        on demand. Raises what `decide` raises; StoreFull when the disk or database refuses (nothing is changed then).
        """
        ...

    def reading(self, tenant: str) -> Reading: ...

    def past(self, tenant: str, *, forgets: bool = False) -> "Past":
        """A new tenant's past, to be told. One that `forgets` keeps in memory only what was written lately: for pasts
        whose conversations are told one after the other."""
        ...

    async def log(self, tenant: str, after: int, limit: int = 1000) -> Sequence[Logged]:
        """Facts after a seq, in order."""
        ...

    async def head(self, tenant: str) -> int:
        """The last seq; 0 before the first fact."""
        ...

    def follow(self, tenant: str, after: int, *, first: bool = False) -> AsyncIterator[Batch]:
        """Every commit after a seq, in order, without a gap, until cancelled. Batches read back have no rows.

        `first`: somebody waits for what follows from it, so it is heard of before those hear who only look on.
        """
        ...

    async def tenants(self) -> Sequence[str]: ...

    async def due(
        self, now: int, limit: int = 200, *, of: "TimersOf | None" = None
    ) -> Sequence[tuple[str, "TimerDue"]]:
        """Timers due on any tenant, or those asked for, oldest first."""
        ...

    async def next_due(self, *, of: "TimersOf | None" = None) -> int | None:
        """When the earliest of them is due."""
        ...

    async def erase(self, tenant: str) -> None:
        """Every row and fact of a tenant, for ever: only for one that was made up. Whatever runs for it has ended."""
        ...

    async def everywhere(self, row: type[R], equals: Mapping[str, Value]) -> Sequence[tuple[str, R]]:
        """Records of all tenants with their tenant: only for finding out whose a session, key or address is."""
        ...

    async def close(self) -> None: ...


class Past(Store, Protocol):
    """The past of one new tenant: changes are made in memory, at whatever moments, and written in large pieces."""

    tenant: str

    @property
    def full(self) -> bool:
        """Enough was told for a piece."""
        ...

    def hear(self, call: Callable[[Logged], None]) -> None:
        """Called with every fact as it is recorded."""
        ...

    def tell(self, told: Told) -> None:
        """Records a fact; its projections are applied at once."""
        ...

    def put(self, row: Content | Work) -> None: ...

    async def flush(self) -> None:
        """Writes what is not written yet, in one transaction."""
        ...


class TimersOf(Struct, frozen=True, kw_only=True):
    """Which timers: of these tenants (None: of all), and `sends`: only those that send, or all others."""

    tenants: frozenset[str] | None
    sends: bool


class TimerDue(Struct, frozen=True):
    kind: str
    key: str
    due: int
    tries: int
