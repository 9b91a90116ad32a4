"""Who follows the log in this process: recent commits kept in memory, and the wake-ups when it grows."""

import asyncio
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from atiende.domain.facts import Logged
from atiende.ports.store import Batch

KEPT_FACTS = 4_000
"""Facts of a tenant kept with their rows; who is further behind reads the database."""


@dataclass(slots=True)
class _Tenant:
    head: int = 0
    facts: int = 0
    recent: deque[Batch] = field(default_factory=deque)
    by_first: dict[int, Batch] = field(default_factory=dict)
    grown: asyncio.Event | None = None
    first: asyncio.Event | None = None


class Feed:
    """One tenant's commits in order, as far as this process made them."""

    def __init__(self) -> None:
        self._tenants: dict[str, _Tenant] = {}
        self._spoken: dict[str, int] = {}
        self._news = asyncio.Event()

    def publish(self, batches: Sequence[Batch]) -> None:
        """These were committed here, in this order."""
        for batch in batches:
            self.keep(batch)
            self._spoken[batch.tenant] = batch.logged[-1].seq
            self.grew(batch.tenant, batch.logged[-1].seq)
        if batches:
            self._news.set()

    def keep(self, batch: Batch) -> None:
        """For whoever follows and has not come that far, whoever wrote it."""
        tenant = self._of(batch.tenant)
        tenant.recent.append(batch)
        tenant.by_first[batch.logged[0].seq] = batch
        tenant.facts += len(batch.logged)
        while tenant.facts > KEPT_FACTS and len(tenant.recent) > 1:
            oldest = tenant.recent.popleft()
            if tenant.by_first.get(oldest.logged[0].seq) is oldest:
                del tenant.by_first[oldest.logged[0].seq]
            tenant.facts -= len(oldest.logged)

    def grew(self, tenant: str, seq: int) -> None:
        """The log is known to reach `seq`, whoever wrote it."""
        known = self._of(tenant)
        if seq > known.head:
            known.head = seq
            if known.first is not None:
                known.first.set()
                known.first = None
            if known.grown is not None:
                _a_little_later(known.grown)
                known.grown = None

    def heard(self, tenant: str, seq: int) -> None:
        """Another node says so: nothing to remember where nobody here has asked for the tenant yet."""
        if tenant in self._tenants:
            self.grew(tenant, seq)

    def doubt(self, tenant: str, heard: int, after: int) -> None:
        """The log ends with `after`, although `heard` was said of it: what is said next must not be taken for old."""
        known = self._of(tenant)
        if known.head == heard and after + 1 not in known.by_first:
            known.head = after

    def head(self, tenant: str) -> int:
        return self._of(tenant).head

    def batch_from(self, tenant: str, seq: int) -> Batch | None:
        """The commit that begins with this seq, if it is still here."""
        return self._of(tenant).by_first.get(seq)

    def up_to_kept(self, logged: Sequence[Logged]) -> Sequence[Logged]:
        """Facts read back, cut where commits that are still here begin."""
        for place, each in enumerate(logged):
            if place and self.batch_from(each.tenant, each.seq) is not None:
                return logged[:place]
        return logged

    async def beyond(self, tenant: str, after: int, *, first: bool = False) -> None:
        """Returns when the log reaches further than `after`; to those who act upon it `first`."""
        known = self._of(tenant)
        while known.head <= after:
            if first:
                grown = known.first = known.first or asyncio.Event()
            else:
                grown = known.grown = known.grown or asyncio.Event()
            await grown.wait()

    def followed(self) -> list[str]:
        """Tenants somebody waits for."""
        return [name for name, tenant in self._tenants.items() if tenant.grown or tenant.first]

    async def to_tell(self) -> dict[str, int]:
        """What was committed here since the last time, for the other nodes; waits for something."""
        await self._news.wait()
        self._news.clear()
        told, self._spoken = self._spoken, {}
        return told

    def _of(self, tenant: str) -> _Tenant:
        found = self._tenants.get(tenant)
        if found is None:
            found = self._tenants[tenant] = _Tenant()
        return found


def _a_little_later(grown: asyncio.Event) -> None:
    """Whoever only looks on is woken when those who act have begun to: somebody on the telephone waits for them."""
    loop = asyncio.get_running_loop()
    loop.call_soon(loop.call_soon, grown.set)
