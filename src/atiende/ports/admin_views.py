"""What the administration's screens ask of the store: what happened, what came in and went out, what was sent where."""

from collections.abc import Sequence
from typing import Protocol

from msgspec import Struct

from atiende.ports.sign_views import Signs
from atiende.ports.views import Page, Who


class FieldChanged(Struct, frozen=True, kw_only=True):
    subject: str
    field: str
    old: str
    new: str


class AuditEntry(Struct, frozen=True, kw_only=True):
    """One fact: `data` its fields, `changes` the old and new values written beside it."""

    seq: int
    at: int
    actor: Who
    fact: str
    data: dict[str, object]
    changes: Sequence[FieldChanged]


class AuditWanted(Struct, frozen=True, kw_only=True):
    """`kinds`: names of facts; `actor` as in the log; `subject`: what a change is about, or a conversation's id.

    `words`: somewhere in what it is about, its fields, or the old and new values. `since` and `until`: ms, the latter
    not included.
    """

    kinds: tuple[str, ...] = ()
    actor: str = ""
    subject: str = ""
    words: str = ""
    since: int | None = None
    until: int | None = None
    cursor: str | None = None
    limit: int = 50


class DeliveryShown(Struct, frozen=True, kw_only=True):
    id: str
    webhook: str
    seq: int
    kind: str
    state: str
    at: int
    due: int
    tries: int
    answer: str
    body: str


class IngressShown(Struct, frozen=True, kw_only=True):
    id: str
    endpoint: str
    channel: str
    at: int
    size: int
    state: str
    why: str
    tries: int
    sender: str


class EndpointSeen(Struct, frozen=True, kw_only=True):
    """When something last came in and went out, and why it last failed to connect, if it has not since.

    `connected_at`: when it last did, if that is the newest it tried.
    """

    slug: str
    last_in_at: int | None
    last_out_at: int | None
    failure: str
    failed_at: int | None
    connected_at: int | None = None


class AuditChain(Struct, frozen=True, kw_only=True):
    """`link`: the hash its last entry carries; `whole`: whether the newest `checked` entries hold."""

    entries: int
    link: str
    checked: int
    whole: bool


class Administration(Protocol):
    @property
    def signs(self) -> Signs:
        """What tells whether the centre works."""
        ...

    async def audit(self, tenant: str, wanted: AuditWanted) -> Page[AuditEntry]:
        """Newest first. Raises Invalid for a cursor that is not one."""
        ...

    async def audit_chain(self, tenant: str) -> AuditChain: ...

    async def deliveries(
        self, tenant: str, webhook: str, state: str | None, cursor: str | None, limit: int
    ) -> Page[DeliveryShown]:
        """Newest first."""
        ...

    async def ingress(
        self, tenant: str, states: Sequence[str], endpoints: Sequence[str], cursor: str | None, limit: int
    ) -> Page[IngressShown]:
        """Newest first, of these endpoints only."""
        ...

    async def endpoints(self, tenant: str, slugs: Sequence[str]) -> Sequence[EndpointSeen]: ...
