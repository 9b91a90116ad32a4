"""Keeps this node's beat and its leases: takes what nobody holds, lets go when it cannot beat, hands over when it
drains.

Others are judged by this node's own clock alone: whose counter has not moved for twelve seconds is no more. This node
itself stops acting after eight seconds without a beat of its own, so it has stopped before anybody takes over.
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Sequence
from contextlib import suppress
from hashlib import blake2b

import structlog
from msgspec.structs import replace

from atiende.domain.errors import StoreFull
from atiende.domain.node import Lease
from atiende.ports.bus import Bus, HandedOver
from atiende.ports.metrics import LEASE_CHANGES, LEASES_HELD, LEASES_UNHELD
from atiende.ports.nodes import LEASED, Held, NodeRow, Nodes, NodeSeen
from atiende.ports.store import Change, Store
from atiende.ports.system import SharedClock
from atiende.reactors.waiting import keep_going, wait_for

log = structlog.get_logger()
BEAT_SECONDS = 2.0
LOOK_SECONDS = 1.0
SELF_FENCE_SECONDS = 8.0
"""Without a beat of its own for so long, a node does nothing any more that only one may do."""
DEAD_SECONDS = 12.0
"""A node whose counter stood still for so long, by the watcher's clock, is no more."""
SHY_SECONDS = 1.5
"""How long a free lease is left to the node that comes first for its tenant."""
FORGET_SECONDS = 600.0
AT_ONCE = 8
"""Tenants whose leases are taken or handed over at the same time."""


class _Watched:
    """Another node, and when its counter moved as this node's clock says."""

    __slots__ = ("moved_at", "row")

    def __init__(self, row: NodeRow, moved_at: float) -> None:
        self.row, self.moved_at = row, moved_at


class LeaseKeeper:
    """`ports.nodes.Leases`. `begin` before anything else runs; `run` until cancelled; `drain` to hand over."""

    def __init__(
        self, nodes: Nodes, store: Store, clock: SharedClock, bus: Bus, me: NodeRow, predecessor: str = ""
    ) -> None:
        self._nodes, self._store, self._clock, self._bus = nodes, store, clock, bus
        self._me = me
        self.node = me.id
        self._predecessor = predecessor
        self._names = tuple(name for name in LEASED if name in me.roles)
        self._beat_at: float | None = None
        self._watched: dict[str, _Watched] = {}
        self._held: dict[str, dict[str, int]] = {name: {} for name in LEASED}
        self._free_since: dict[tuple[str, str], float] = {}
        self._astray = False
        """Leases in the rows may name this node without its knowing: it let go of them when it could not beat, or never
        heard that it got them."""
        self._wake = asyncio.Event()
        self._moved = asyncio.Event()

    # --- what may be done ---------------------------------------------------------------------------------------------

    def epoch(self, tenant: str, name: str) -> int | None:
        return self._held[name].get(tenant) if self._beating() else None

    def held(self, name: str) -> frozenset[str]:
        return frozenset(self._held[name]) if self._beating() else frozenset()

    def lost(self, tenant: str, name: str, epoch: int) -> None:
        if self._held[name].get(tenant) == epoch:
            del self._held[name][tenant]
            self._counted(name, "lost")
            log.warning("lease lost", tenant=tenant, name=name, epoch=epoch)

    def removed(self, tenant: str) -> None:
        for name, mine in self._held.items():
            if mine.pop(tenant, None) is not None:
                self._counted(name, "removed")

    async def moved(self) -> None:
        await self._moved.wait()

    def mine(self) -> NodeRow:
        return self._me

    def others(self) -> Sequence[NodeSeen]:
        now = self._clock.elapsed()
        return [
            NodeSeen(node=one.row, age=now - one.moved_at, alive=now - one.moved_at <= DEAD_SECONDS)
            for one in self._watched.values()
        ]

    async def gone(self, nodes: Collection[str]) -> frozenset[str]:
        there = {row.id for row in await self._nodes.all()} - {self._predecessor}
        dead = {one.node.id for one in self.others() if not one.alive}
        return frozenset(one for one in nodes if one != self.node and (one not in there or one in dead))

    def _beating(self) -> bool:
        return self._beat_at is not None and self._clock.elapsed() - self._beat_at <= SELF_FENCE_SECONDS

    # --- the beat -----------------------------------------------------------------------------------------------------

    async def begin(self) -> None:
        """This node is there before anything of it can be seen."""
        if self._predecessor:
            await self._nodes.forget(self._predecessor)
        await self.beat()

    def moved_to(self, address: str) -> None:
        """Where it listens, once that is known; the next beat says so."""
        self._me = replace(self._me, address=address)

    async def run(self) -> None:
        """Until cancelled."""
        async with asyncio.TaskGroup() as group:
            group.create_task(keep_going(self._clock, "node beat", self._keep_beating))
            group.create_task(keep_going(self._clock, "leases", self._keep_looking))
            group.create_task(keep_going(self._clock, "leases handed over", self._hear))
            group.create_task(keep_going(self._clock, "self-fence", self._keep_fenced))

    async def beat(self) -> None:
        """One beat. It counts from when it was begun: it may have become durable right then."""
        begun = self._clock.elapsed()
        self._me = replace(self._me, beat=self._me.beat + 1)
        shared = await self._nodes.beat(self._me)
        self._clock.agree(shared, begun, self._clock.elapsed())
        stood_still = not self._beating()
        if self._beat_at is not None and begun - self._beat_at > SELF_FENCE_SECONDS:
            self._let_go()
        self._beat_at = begun
        if stood_still:
            self._stir()  # who asked meanwhile was told that nothing is held

    def _let_go(self) -> None:
        """It was away for so long that others may have taken over."""
        log.warning("leases let go after too long without a beat", held=sum(map(len, self._held.values())))
        for name, mine in self._held.items():
            mine.clear()
            self._counted(name, "fenced")
        self._astray = True

    async def _keep_beating(self) -> None:
        while True:
            with suppress(StoreFull):  # the database is away: this node stops acting by itself if it stays so
                await self.beat()
            await self._clock.sleep(BEAT_SECONDS)

    async def _keep_fenced(self) -> None:
        """Whatever runs here by a lease ends when the beat fails, not only what it writes."""
        while True:
            await self._clock.sleep(LOOK_SECONDS)
            if self._beat_at is not None and not self._beating() and any(self._held.values()):
                self._let_go()

    # --- taking -------------------------------------------------------------------------------------------------------

    async def _keep_looking(self) -> None:
        while True:
            self._wake.clear()
            with suppress(StoreFull):
                await self.look()
            await wait_for(self._wake, self._clock, LOOK_SECONDS)

    async def _hear(self) -> None:
        async with self._bus.listen(None) as signals:
            async for _, signal in signals:
                if isinstance(signal, HandedOver):
                    self._wake.set()

    async def look(self) -> None:
        """Who is there, and what nobody holds: it is taken, at once where this node comes first."""
        await self._watch()
        if self._me.draining or not self._names or not self._beating():
            return
        others = [one.node for one in self.others() if one.alive]
        alive = [one.id for one in others]
        free = await self._nodes.unheld(self._names, alive if self._astray else [*alive, self.node])
        free = [one for one in free if self._held[one.name].get(one.tenant) != one.epoch or one.node != self.node]
        for name in self._names:
            LEASES_UNHELD.labels(name).set(sum(one.name == name for one in free))
        wanted: dict[str, list[Held]] = {}
        for one in self._mine_first(free, [one for one in others if not one.draining]):
            wanted.setdefault(one.tenant, []).append(one)
        self._astray = not await self._each(wanted, self._take)

    async def _watch(self) -> None:
        now, found = self._clock.elapsed(), {row.id: row for row in await self._nodes.all() if row.id != self.node}
        for row in found.values():
            known = self._watched.get(row.id)
            if known is None:
                self._watched[row.id] = _Watched(row, now)
                log.info("node seen", node=row.id, address=row.address, roles=",".join(row.roles), version=row.version)
            else:
                known.moved_at = known.moved_at if known.row.beat == row.beat else now
                known.row = row
        for node in self._watched.keys() - found.keys():
            del self._watched[node]
        for one in list(self._watched.values()):
            if now - one.moved_at > FORGET_SECONDS:
                await self._nodes.forget(one.row.id)
                del self._watched[one.row.id]

    def _mine_first(self, free: Sequence[Held], others: Sequence[NodeRow]) -> Sequence[Held]:
        """What this node takes now: all it comes first for, and what the first one has left lying for a while."""
        now = self._clock.elapsed()
        since = {(one.tenant, one.name): self._free_since.get((one.tenant, one.name), now) for one in free}
        self._free_since = since
        return [
            one
            for one in free
            if one.node == self.node  # nobody else will take what this node seems to hold
            or now - since[one.tenant, one.name] >= SHY_SECONDS
            or self._comes_first(one, others)
        ]

    def _comes_first(self, one: Held, others: Sequence[NodeRow]) -> bool:
        """Of the nodes that could, one is the first for each tenant, by chance but the same for everybody: tenants
        spread, and what is one tenant's stays together."""
        able = [node.id for node in others if one.name in node.roles]
        return max([*able, self.node], key=lambda node: _rank(one.tenant, node)) == self.node

    async def _take(self, tenant: str, wanted: Sequence[Held]) -> None:
        def decide(change: Change) -> dict[str, int]:
            if change.seq == 0:
                return {}  # it was removed meanwhile
            taken = {}
            for one in wanted:
                lease = change.get(Lease, one.name)
                if ((lease.node, lease.epoch) if lease else ("", 0)) == (one.node, one.epoch):
                    taken[one.name] = one.epoch + 1
                    change.put(Lease(name=one.name, node=self.node, epoch=one.epoch + 1))
            return taken

        taken = await self._store.change(tenant, decide, at=self._clock.now())
        for name, epoch in taken.items():
            self._held[name][tenant] = epoch
            self._counted(name, "taken")
            log.info("lease taken", tenant=tenant, name=name, epoch=epoch)

    async def _each(self, wanted: dict[str, list[Held]], do: "Do") -> bool:
        """Whether it was done for every tenant: what the store refused may have become durable all the same."""
        gate, failed = asyncio.Semaphore(AT_ONCE), list[str]()

        async def one(tenant: str, held: Sequence[Held]) -> None:
            async with gate:
                try:
                    await do(tenant, held)
                except StoreFull:
                    failed.append(tenant)

        async with asyncio.TaskGroup() as group:
            for tenant, held in wanted.items():
                group.create_task(one(tenant, held))
        return not failed

    # --- handing over -------------------------------------------------------------------------------------------------

    async def drain(self) -> None:
        """From now on this node takes nothing, and the others know. What it holds it keeps until `hand_over`."""
        self._me = replace(self._me, draining=True)
        with suppress(StoreFull):
            await self.beat()

    async def hand_over(self) -> None:
        """Everything held is free, and whoever waits for it is told. What ran under it has ended."""
        mine: dict[str, list[Held]] = {}
        for name, held in self._held.items():
            for tenant, epoch in held.items():
                mine.setdefault(tenant, []).append(Held(tenant=tenant, name=name, node=self.node, epoch=epoch))
            held.clear()
        await self._each(mine, self._give)

    async def end(self) -> None:
        """The last thing this node does: nobody has to wait until it is judged."""
        with suppress(StoreFull):
            await self._nodes.forget(self.node)

    async def _give(self, tenant: str, held: Sequence[Held]) -> None:
        def decide(change: Change) -> None:
            for one in held:
                lease = change.get(Lease, one.name)
                if lease is not None and (lease.node, lease.epoch) == (one.node, one.epoch):
                    change.put(replace(lease, node=""))

        await self._store.change(tenant, decide, at=self._clock.now())
        for one in held:
            self._counted(one.name, "handed_over")
        await self._bus.send(tenant, HandedOver())

    def _counted(self, name: str, why: str) -> None:
        LEASE_CHANGES.labels(name, why).inc()
        LEASES_HELD.labels(name).set(len(self._held[name]))
        self._stir()

    def _stir(self) -> None:
        self._moved.set()
        self._moved = asyncio.Event()


Do = Callable[[str, Sequence[Held]], Awaitable[None]]


def _rank(tenant: str, node: str) -> bytes:
    return blake2b(f"{tenant}\n{node}".encode(), digest_size=8).digest()
