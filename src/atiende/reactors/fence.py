"""The fence: work that only one node may do writes through a store that refuses it once another node has taken over.

Inside every change the lease must still be this node's, under the epoch it acts by. A node that was frozen for a while
and wakes up writes nothing.
"""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from atiende.domain.facts import Logged
from atiende.domain.node import Lease
from atiende.domain.row import Row
from atiende.ports.desk import Desk
from atiende.ports.nodes import Alone, LeaseLost, Leases
from atiende.ports.store import Batch, Change, Key, Past, Reading, Store, TimerDue, TimersOf, Value

R = TypeVar("R", bound=Row)
T = TypeVar("T")


def fenced(desk: Desk, name: str) -> Desk:
    """The desk as work under this lease must use it. A single process needs no fence."""
    if isinstance(desk.leases, Alone):
        return desk
    return replace(desk, store=FencedStore(desk.store, desk.leases, name))


async def tenants_held(desk: Desk, name: str) -> Sequence[str]:
    """The tenants this node does such work for. One that has none asks for nothing."""
    held = desk.leases.held(name)
    return sorted(held) if held is not None else await desk.store.tenants()


class FencedStore:
    """`ports.store.Store` for work under one lease: reads pass, changes are checked."""

    def __init__(self, store: Store, leases: Leases, name: str) -> None:
        self._store, self._leases, self._name = store, leases, name

    async def change(
        self,
        tenant: str,
        decide: Callable[[Change], T],
        *,
        at: int,
        reads: Sequence[tuple[type[Row], Key]] = (),
    ) -> T:
        """See the port. Raises LeaseLost too."""
        name, leases = self._name, self._leases
        epoch = leases.epoch(tenant, name)
        if epoch is None:
            raise LeaseLost(reason="lease_lost")

        def checked(change: Change) -> T:
            lease = change.get(Lease, name)
            if lease is None or lease.node != leases.node or lease.epoch != epoch:
                raise LeaseLost(reason="lease_lost")
            return decide(change)

        try:
            return await self._store.change(tenant, checked, at=at, reads=[(Lease, (name,)), *reads])
        except LeaseLost:
            leases.lost(tenant, name, epoch)
            raise

    def reading(self, tenant: str) -> Reading:
        return self._store.reading(tenant)

    def past(self, tenant: str, *, forgets: bool = False) -> Past:
        return self._store.past(tenant, forgets=forgets)

    async def log(self, tenant: str, after: int, limit: int = 1000) -> Sequence[Logged]:
        return await self._store.log(tenant, after, limit)

    async def head(self, tenant: str) -> int:
        return await self._store.head(tenant)

    def follow(self, tenant: str, after: int, *, first: bool = False) -> AsyncIterator[Batch]:
        return self._store.follow(tenant, after, first=first)

    async def tenants(self) -> Sequence[str]:
        return await self._store.tenants()

    async def due(self, now: int, limit: int = 200, *, of: TimersOf | None = None) -> Sequence[tuple[str, TimerDue]]:
        return await self._store.due(now, limit, of=of)

    async def next_due(self, *, of: TimersOf | None = None) -> int | None:
        return await self._store.next_due(of=of)

    async def erase(self, tenant: str) -> None:
        await self._store.erase(tenant)

    async def everywhere(self, row: type[R], equals: Mapping[str, Value]) -> Sequence[tuple[str, R]]:
        return await self._store.everywhere(row, equals)

    async def close(self) -> None:
        await self._store.close()
