"""Several nodes on one database: who they are, and which of them runs what for which tenant.

A node beats by moving a counter in its row; nobody compares clocks. A lease holds while its node beats; who takes it
over raises its epoch, and what is written under an older epoch is refused.
"""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from itertools import count
from typing import Protocol

from msgspec import Struct

from atiende.domain.errors import StoreFull

ROUTER, CHANNELS, WORKER, VOICE = "router", "channels", "worker", "voice"
LEASED = (ROUTER, CHANNELS, WORKER, VOICE)
"""Kinds of work that one node at a time does for a tenant; the rest is done by every node."""
WEB = "web"
LOADING = "loading"
"""The lease of the node that makes a demo centre; nobody takes it over."""


class LeaseLost(StoreFull):
    """This node does not hold the lease, or holds it no more: nothing was changed."""


class NodeRow(Struct, frozen=True, kw_only=True):
    """A node as it describes itself. `beat` moves every two seconds while it lives."""

    id: str
    beat: int
    roles: tuple[str, ...]
    version: str
    address: str
    draining: bool = False


class NodeSeen(Struct, frozen=True, kw_only=True):
    """A node as another one sees it: `age` is how many seconds ago its counter moved, by the watcher's clock."""

    node: NodeRow
    age: float
    alive: bool


class Held(Struct, frozen=True, kw_only=True):
    """A lease as it was read: `node` is empty and `epoch` 0 where nobody ever had it."""

    tenant: str
    name: str
    node: str
    epoch: int


class Nodes(Protocol):
    """What the database knows of nodes. Everything raises StoreFull."""

    async def beat(self, node: NodeRow) -> int:
        """Writes the row; durable on return. Answers the moment by the database's clock, ms UTC."""
        ...

    async def all(self) -> Sequence[NodeRow]: ...

    async def forget(self, node: str) -> None:
        """Removes the row of a node that is no more."""
        ...

    async def unheld(self, names: Collection[str], alive: Collection[str]) -> Sequence[Held]:
        """Leases of these names, of every tenant to be run, whose holder is none of those alive."""
        ...

    async def counts(self) -> Mapping[str, Mapping[str, int]]:
        """How many leases of each name each node holds."""
        ...

    async def mark(self, name: str, value: str) -> str:
        """What was marked under this name first, by whichever node: this value if it was the first."""
        ...


class Leases(Protocol):
    """What this process may do now; asked before everything that only one node may do."""

    node: str
    """This process, anew at every start."""

    def epoch(self, tenant: str, name: str) -> int | None:
        """Under which this node acts; None while it may not."""
        ...

    def held(self, name: str) -> frozenset[str] | None:
        """The tenants of which this node holds this lease; None where there is only one node: all there are."""
        ...

    def lost(self, tenant: str, name: str, epoch: int) -> None:
        """A change was refused: somebody else holds it now."""
        ...

    def removed(self, tenant: str) -> None:
        """The tenant is no more."""
        ...

    async def moved(self) -> None:
        """Returns when what this node holds has changed since this was called."""
        ...

    def mine(self) -> NodeRow | None:
        """This node; None where there is only one."""
        ...

    def others(self) -> Sequence[NodeSeen]:
        """The other nodes as seen last, those that are no more for a while too."""
        ...

    async def gone(self, nodes: Collection[str]) -> frozenset[str]:
        """Which of these nodes are no more. The database is asked: a node that just began is not gone."""
        ...


class Alone:
    """One process with its own database holds everything, at no cost."""

    _count = count(1)

    def __init__(self, node: str = "") -> None:
        self.node = node or f"alone {next(self._count)}"

    def epoch(self, tenant: str, name: str) -> int | None:
        return 0

    def held(self, name: str) -> frozenset[str] | None:
        return None

    def lost(self, tenant: str, name: str, epoch: int) -> None:
        """Cannot happen."""

    def removed(self, tenant: str) -> None:
        """Nothing is kept of it."""

    async def moved(self) -> None:
        await asyncio.Event().wait()

    def mine(self) -> NodeRow | None:
        return None

    def others(self) -> Sequence[NodeSeen]:
        return ()

    async def gone(self, nodes: Collection[str]) -> frozenset[str]:
        return frozenset(nodes) - {self.node}
