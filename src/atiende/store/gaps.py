"""Whether a tenant's log is what it says it is: every number once, from the first to the head."""

from collections.abc import Sequence
from typing import Any, Protocol

import sqlalchemy as sa

from atiende.store.tables import FACTS, HEADS

MOST = 20


class Readable(Protocol):
    async def fetch(self, statement: sa.SelectBase, tenant: str) -> list[tuple[object, ...]]: ...


async def gaps(store: Readable, tenant: str) -> Sequence[int]:
    """The first numbers that are missing, those beyond the head among them; none when all is well."""
    f, h = FACTS.c, HEADS.c
    columns: list[sa.ColumnElement[Any]] = [sa.func.count(), sa.func.max(f.seq)]
    counted = sa.select(*columns).where(f.tenant == sa.bindparam("tenant"))
    count, last = (await store.fetch(counted, tenant))[0]
    found = await store.fetch(sa.select(h.seq).where(h.tenant == sa.bindparam("tenant")), tenant)
    head = int(str(found[0][0])) if found else 0
    if int(str(count)) == head and (last or 0) == head:
        return []
    numbers = sa.select(f.seq).where(f.tenant == sa.bindparam("tenant")).order_by(f.seq)
    there = {int(str(seq)) for (seq,) in await store.fetch(numbers, tenant)}
    missing = [seq for seq in range(1, head + 1) if seq not in there]
    return [*missing, *sorted(seq for seq in there if seq > head)][:MOST]
