"""Replay: the projections of a tenant rebuilt from its facts in empty memory, and compared with the tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar, cast

import sqlalchemy as sa

from atiende.domain.facts import Logged
from atiende.domain.row import Projection
from atiende.ports.store import Key, Value
from atiende.store.codec import codec, matches
from atiende.store.projections import apply
from atiende.store.tables import REGISTRY

R = TypeVar("R", bound=Projection)

PAGE = 5_000


class MemoryRows:
    """`projections.Rows` in dictionaries: nothing of a database is in it."""

    def __init__(self) -> None:
        self.tables: dict[type[Projection], dict[Key, Projection]] = {}

    def get(self, row: type[R], *key: str | int) -> R | None:
        return cast(R | None, self.tables.get(row, {}).get(key))

    def where(self, row: type[R], equals: Mapping[str, Value]) -> list[R]:
        found = self.tables.get(row, {})
        return [cast(R, found[key]) for key in sorted(found) if matches(found[key], equals)]

    def put(self, row: Projection) -> None:
        kind = type(row)
        self.tables.setdefault(kind, {})[codec(kind).key(row)] = row

    def drop(self, row: type[R], *key: str | int) -> None:
        self.tables.get(row, {}).pop(key, None)


@dataclass(frozen=True, slots=True)
class Difference:
    """A row that is not what the facts say; None where there is none."""

    table: str
    key: Key
    stored: Projection | None
    replayed: Projection | None


class Replayable(Protocol):
    async def log(self, tenant: str, after: int, limit: int = 1000) -> Sequence[Logged]: ...
    async def fetch(self, statement: sa.SelectBase, tenant: str) -> list[tuple[object, ...]]: ...


async def replay(store: Replayable, tenant: str) -> MemoryRows:
    """The projections of every fact of the tenant."""
    rows, after = MemoryRows(), 0
    while logged := await store.log(tenant, after, PAGE):
        for each in logged:
            apply(rows, each)
        after = logged[-1].seq
    return rows


async def replay_check(store: Replayable, tenant: str) -> list[Difference]:
    """What the tables say otherwise than the facts: nothing, when all is well."""
    replayed = await replay(store, tenant)
    found: list[Difference] = []
    for row in REGISTRY:
        if issubclass(row, Projection):
            found += await _compare(store, tenant, row, replayed.tables.get(row, {}))
    return found


async def _compare(
    store: Replayable, tenant: str, row: type[Projection], replayed: Mapping[Key, Projection]
) -> list[Difference]:
    known = codec(row)
    columns = [known.table.c[name] for name in known.names]
    statement = sa.select(*columns).where(known.table.c.tenant == sa.bindparam("tenant"))
    stored = {known.key(each): each for each in map(known.decode, await store.fetch(statement, tenant))}
    return [
        Difference(row.TABLE, key, stored.get(key), replayed.get(key))
        for key in sorted(stored.keys() | replayed.keys())
        if stored.get(key) != replayed.get(key)
    ]
