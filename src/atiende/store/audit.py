"""The audit chain read from the tables and proved: only privileged facts are read, however long the log is."""

from collections.abc import Mapping, Sequence
from typing import Protocol

import sqlalchemy as sa

from atiende.domain.chain import OF_ANOTHER, PRIVILEGED, Audited, Breach, ChainEnd, breaches
from atiende.domain.facts import Logged
from atiende.store.codec import codec, logged_from
from atiende.store.tables import FACTS

PAGE = 5_000
KINDS = sorted(kind.__name__ for kind in (*PRIVILEGED, *OF_ANOTHER))
Links = Mapping[int, str]


class Readable(Protocol):
    async def fetch(
        self, statement: sa.SelectBase, tenant: str, values: Mapping[str, str | int] | None = None
    ) -> list[tuple[object, ...]]: ...


async def audit_breaches(store: Readable, tenant: str) -> Sequence[Breach]:
    """What does not hold: nothing, when all is well."""
    rows, end = await audited(store, tenant)
    return breaches(await _privileged(store, tenant), rows, end)


async def audited(store: Readable, tenant: str) -> tuple[Sequence[Audited], ChainEnd | None]:
    """The rows in order, and what is noted as the last."""
    known, ends = codec(Audited), codec(ChainEnd)
    found = await store.fetch(
        sa.select(*(known.table.c[name] for name in known.names))
        .where(known.table.c.tenant == sa.bindparam("tenant"))
        .order_by(known.table.c.seq),
        tenant,
    )
    last = await store.fetch(
        sa.select(*(ends.table.c[name] for name in ends.names)).where(ends.table.c.tenant == sa.bindparam("tenant")),
        tenant,
    )
    return [known.decode(one) for one in found], ends.decode(last[0]) if last else None


async def _privileged(store: Readable, tenant: str) -> list[Logged]:
    f, found = FACTS.c, list[Logged]()
    select = (
        sa.select(FACTS)
        .where(f.tenant == sa.bindparam("tenant"), f.seq > sa.bindparam("after"), f.kind.in_(KINDS))
        .order_by(f.seq)
        .limit(PAGE)
    )
    while page := await store.fetch(select, tenant, {"after": found[-1].seq if found else 0}):
        found += map(logged_from, page)
    return found
