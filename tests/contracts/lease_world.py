"""Nodes as the lease keeper sees them, moved on second by second: each with a clock of its own, on one database."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from atiende.bus.memory import MemoryBus
from atiende.domain.node import Lease
from atiende.ports.nodes import LEASED, WEB, Held, NodeRow, Nodes
from atiende.ports.store import Store
from atiende.reactors.fence import FencedStore
from atiende.reactors.leases import BEAT_SECONDS, LOOK_SECONDS, LeaseKeeper
from tests.contracts.store_world import open_conversation
from tests.fakes import START, VirtualClock

TENANTS = ("ten_a", "ten_b", "ten_c")


class NodesInMemory:
    """`ports.nodes.Nodes` beside a store that has no table for them: what SQLite would need if it had several."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._rows: dict[str, NodeRow] = {}
        self._marks: dict[str, str] = {}
        self.now = START

    async def beat(self, node: NodeRow) -> int:
        self._rows[node.id] = node
        return self.now

    async def all(self) -> Sequence[NodeRow]:
        return list(self._rows.values())

    async def forget(self, node: str) -> None:
        self._rows.pop(node, None)

    async def unheld(self, names: Collection[str], alive: Collection[str]) -> Sequence[Held]:
        found = []
        for tenant in await self._store.tenants():
            for name in names:
                row = await self._store.reading(tenant).get(Lease, name)
                node, epoch = (row.node, row.epoch) if row else ("", 0)
                if node not in alive:
                    found.append(Held(tenant=tenant, name=name, node=node, epoch=epoch))
        return found

    async def counts(self) -> Mapping[str, Mapping[str, int]]:
        return {}

    async def mark(self, name: str, value: str) -> str:
        return self._marks.setdefault(name, value)


class SkewedClock(VirtualClock):
    """A machine's clock that is wrong, and follows what the nodes share once it has heard of it."""

    def __init__(self, wrong_by: int = 0) -> None:
        super().__init__(START + wrong_by)
        self._monotonic, self._ahead, self.wall = 1000.0 + wrong_by % 977, 0, wrong_by

    def elapsed(self) -> float:
        return self._monotonic

    def now(self) -> int:
        return int(self._monotonic * 1000) + self._ahead if self._ahead else super().now()

    def agree(self, shared: int, asked: float, answered: float) -> None:
        self._ahead = shared - int(answered * 1000)

    async def pass_time(self, seconds: float) -> None:
        self._monotonic += seconds
        await self.advance(seconds)


@dataclass
class Member:
    """A node that beats and looks while it is not frozen."""

    keeper: LeaseKeeper
    clock: SkewedClock
    store: Store
    frozen: bool = False

    def holds(self, name: str = "router") -> set[str]:
        return set(self.keeper.held(name))

    def writes(self, name: str = "router") -> FencedStore:
        return FencedStore(self.store, self.keeper, name)


class World:
    """`pass_time` lets every node do what it does in that time, in order, and nothing more."""

    def __init__(self, nodes: Nodes, stores: Sequence[Store]) -> None:
        self.nodes, self._stores = nodes, stores
        self.members: dict[str, Member] = {}
        self.second = 0.0

    async def begin(self) -> None:
        for tenant in TENANTS:
            await self._stores[0].change(tenant, open_conversation("cnv_1"), at=START)

    def members_store(self) -> Store:
        return self._stores[0]

    async def join(
        self, name: str, *, roles: Sequence[str] = (WEB, *LEASED), wrong_by: int = 0, after: str = ""
    ) -> Member:
        """`after`: the node whose place it takes, known to be no more."""
        clock = SkewedClock(wrong_by)
        row = NodeRow(id=name, beat=0, roles=tuple(roles), version="1", address=name)
        store = self._stores[len(self.members) % len(self._stores)]
        member = Member(LeaseKeeper(self.nodes, store, clock, MemoryBus(), row, predecessor=after), clock, store)
        self.members[name] = member
        await member.keeper.begin()
        await member.keeper.look()
        return member

    async def pass_time(self, seconds: float) -> None:
        for _ in range(int(seconds / LOOK_SECONDS)):
            self.second += LOOK_SECONDS
            if isinstance(self.nodes, NodesInMemory):
                self.nodes.now += int(LOOK_SECONDS * 1000)
            for member in self.members.values():
                await member.clock.pass_time(LOOK_SECONDS)
                if not member.frozen:
                    if self.second % BEAT_SECONDS == 0:
                        await member.keeper.beat()
                    await member.keeper.look()
            self.check()

    def check(self) -> None:
        """At no moment may two nodes act for one tenant."""
        for name in LEASED:
            acting = [tenant for one in self.members.values() for tenant in one.holds(name)]
            assert len(acting) == len(set(acting)), f"{name}: {sorted(acting)} at {self.second}"
