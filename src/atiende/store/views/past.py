"""What past days held. The log has no index by time: a day's first position is found by halving, as time only grows."""

from collections.abc import Sequence

import msgspec
import sqlalchemy as sa

from atiende.domain.simulation import span_of
from atiende.ports.past_views import DayHeld
from atiende.store.tables import FACTS, HEADS
from atiende.store.views.asking import Asking

QUEUED, TAKEN = "InteractionQueued", "InteractionTaken"


class _Taken(msgspec.Struct):
    agent: str


class SqlPast:
    """See `ports.past_views.Past`."""

    def __init__(self, ask: Asking) -> None:
        self._ask = ask

    async def days(self, tenant: str, zone: str, days: Sequence[str]) -> Sequence[DayHeld]:
        found = []
        last = await self._head(tenant) + 1
        for day in sorted(days, reverse=True):
            begins, ends = span_of(day, zone)
            past = await self._first_from(tenant, ends, last)
            first = await self._first_from(tenant, begins, past)
            entries = await self._entries(tenant, first, past) if first < past else 0
            if entries:
                found.append(DayHeld(day=day, entries=entries))
            last = first
            if first <= 1:
                break
        return found

    async def worked(self, tenant: str, zone: str, day: str) -> Sequence[str]:
        begins, ends = span_of(day, zone)
        past = await self._first_from(tenant, ends, await self._head(tenant) + 1)
        first = await self._first_from(tenant, begins, past)
        f = FACTS.c
        select = sa.select(f.body).where(f.tenant == tenant, f.kind == TAKEN, f.seq >= first, f.seq < past)
        rows = await self._ask.rows(select, tenant)
        return sorted({msgspec.json.decode(row["body"], type=_Taken).agent for row in rows})

    async def _entries(self, tenant: str, first: int, past: int) -> int:
        f = FACTS.c
        count = sa.func.count().label("entries")
        found = await self._ask.one(
            sa.select(count).where(f.tenant == tenant, f.kind == QUEUED, f.seq >= first, f.seq < past), tenant
        )
        return int(found["entries"]) if found else 0

    async def _first_from(self, tenant: str, moment: int, past: int) -> int:
        """The first position not before the moment, `past` if there is none before that."""
        low, high = 1, past
        while low < high:
            middle = (low + high) // 2
            if await self._at(tenant, middle) < moment:
                low = middle + 1
            else:
                high = middle
        return low

    async def _at(self, tenant: str, seq: int) -> int:
        f = FACTS.c
        found = await self._ask.one(sa.select(f.at).where(f.tenant == tenant, f.seq == seq), tenant)
        return int(found["at"]) if found else 0

    async def _head(self, tenant: str) -> int:
        h = HEADS.c
        found = await self._ask.one(sa.select(h.seq).where(h.tenant == tenant), tenant)
        return int(found["seq"]) if found else 0
