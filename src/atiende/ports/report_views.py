"""What reports ask of the store: kept sums and entries of local dates (days since 1970, both included)."""

from collections.abc import Sequence
from typing import Protocol

from msgspec import Struct

from atiende.domain.reporting import AgentSum, QueueEntry, QueueSum, ServedSession, ServedSum


class Span(Struct, frozen=True, kw_only=True):
    """Local dates from `first` to `last`, as whole days or by half hours (`grain`). None: every queue, every brand."""

    first: int
    last: int
    grain: str = "day"
    queues: tuple[str, ...] | None = None
    brands: tuple[str, ...] | None = None


class EntriesWanted(Struct, frozen=True, kw_only=True):
    """Entries of a span, further narrowed: `begins` is one half hour, `agent` who took them."""

    span: Span
    channel: str = ""
    begins: int | None = None
    agent: str = ""


class SessionsWanted(Struct, frozen=True, kw_only=True):
    """Times through flows: of one flow, on one channel, where given."""

    span: Span
    flow: str = ""
    channel: str = ""


class Reports(Protocol):
    async def queues(self, tenant: str, span: Span) -> Sequence[QueueSum]: ...

    async def agents(self, tenant: str, span: Span, agents: Sequence[str] | None) -> Sequence[AgentSum]:
        """Of these agents; None is everybody."""
        ...

    async def entries(self, tenant: str, wanted: EntriesWanted, limit: int) -> Sequence[QueueEntry]:
        """In order of entry."""
        ...

    async def entered_since(self, tenant: str, moment: int) -> Sequence[QueueEntry]:
        """Everything that entered a queue from a moment on."""
        ...

    async def served(self, tenant: str, span: Span) -> Sequence[ServedSum]:
        """What flows did; of the span's brands."""
        ...

    async def sessions(self, tenant: str, wanted: SessionsWanted, limit: int) -> Sequence[ServedSession]:
        """In order of entering."""
        ...
