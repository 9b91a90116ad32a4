"""`ports.nodes.Nodes` on PostgreSQL: a row for each node, and who holds what read across all tenants."""

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol, cast

from atiende.ports.nodes import Held, NodeRow
from atiende.store.sql import EVERYBODY, RUN

BEAT = (
    "INSERT INTO nodes (id, beat, roles, version, address, draining) VALUES ($1, $2, $3, $4, $5, $6)"
    " ON CONFLICT (id) DO UPDATE SET beat = greatest(nodes.beat, excluded.beat), roles = excluded.roles,"
    " version = excluded.version, address = excluded.address, draining = excluded.draining"
    " RETURNING floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint"
)
ALL = "SELECT id, beat, roles, version, address, draining FROM nodes ORDER BY id"
FORGET = "DELETE FROM nodes WHERE id = $1"
UNHELD = (
    "SELECT heads.tenant, wanted.name, coalesce(held.node, ''), coalesce(held.epoch, 0)"
    " FROM heads CROSS JOIN unnest($1::text[]) AS wanted(name)"
    " LEFT JOIN leases AS held ON held.tenant = heads.tenant AND held.name = wanted.name"
    f" WHERE heads.turn > 0 AND {RUN.format('heads')} AND (held.node IS NULL OR held.node <> ALL($2::text[]))"
    " ORDER BY 1, 2"
)
COUNTS = "SELECT node, name, count(*) FROM leases WHERE node <> '' GROUP BY node, name"
MARK = (
    "WITH made AS (INSERT INTO marks (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING RETURNING value)"
    " SELECT value FROM made UNION ALL SELECT value FROM marks WHERE name = $1 LIMIT 1"
)


class Asks(Protocol):
    """The engine, as far as it is needed here."""

    async def select(self, tenant: str, statement: str, values: Sequence[object]) -> list[tuple[object, ...]]: ...


class SqlNodes:
    """See the port."""

    def __init__(self, engine: Asks) -> None:
        self._engine = engine

    async def beat(self, node: NodeRow) -> int:
        values = (node.id, node.beat, ",".join(node.roles), node.version, node.address, node.draining)
        found = await self._engine.select(EVERYBODY, BEAT, values)
        return cast(int, found[0][0])

    async def all(self) -> Sequence[NodeRow]:
        return [_node(values) for values in await self._engine.select(EVERYBODY, ALL, ())]

    async def forget(self, node: str) -> None:
        await self._engine.select(EVERYBODY, FORGET, (node,))

    async def unheld(self, names: Collection[str], alive: Collection[str]) -> Sequence[Held]:
        found = await self._engine.select(EVERYBODY, UNHELD, (list(names), list(alive)))
        return [
            Held(tenant=cast(str, one[0]), name=cast(str, one[1]), node=cast(str, one[2]), epoch=cast(int, one[3]))
            for one in found
        ]

    async def counts(self) -> Mapping[str, Mapping[str, int]]:
        found: dict[str, dict[str, int]] = {}
        for node, name, count in await self._engine.select(EVERYBODY, COUNTS, ()):
            found.setdefault(cast(str, node), {})[cast(str, name)] = cast(int, count)
        return found

    async def mark(self, name: str, value: str) -> str:
        found: list[tuple[object, ...]] = []
        while not found:  # somebody else's commit came between: it is there now
            found = await self._engine.select(EVERYBODY, MARK, (name, value))
        return cast(str, found[0][0])


def _node(values: Sequence[object]) -> NodeRow:
    number, beat, roles, version, address, draining = values
    return NodeRow(
        id=cast(str, number),
        beat=cast(int, beat),
        roles=tuple(part for part in cast(str, roles).split(",") if part),
        version=cast(str, version),
        address=cast(str, address),
        draining=bool(draining),
    )
