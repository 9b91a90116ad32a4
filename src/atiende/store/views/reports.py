"""Kept sums and entries, as reports ask for them."""

from collections.abc import Sequence
from typing import Any, TypeVar

import sqlalchemy as sa

from atiende.domain.reporting import EDITION, AgentSum, QueueEntry, QueueSum, ServedSession, ServedSum
from atiende.domain.row import Row
from atiende.ports.report_views import EntriesWanted, SessionsWanted, Span
from atiende.store.codec import codec
from atiende.store.views.asking import Asking, table

R = TypeVar("R", bound=Row)


class SqlReports:
    """See `ports.report_views.Reports`."""

    def __init__(self, ask: Asking) -> None:
        self._ask = ask

    async def queues(self, tenant: str, span: Span) -> Sequence[QueueSum]:
        c = table(QueueSum).c
        conditions = [c.edition == EDITION, c.grain == span.grain, c.day.between(span.first, span.last)]
        return await self._rows(QueueSum, tenant, [*conditions, *_within(c, span)], [c.day, c.begins])

    async def agents(self, tenant: str, span: Span, agents: Sequence[str] | None) -> Sequence[AgentSum]:
        c = table(AgentSum).c
        conditions = [c.edition == EDITION, c.grain == span.grain, c.day.between(span.first, span.last)]
        if agents is not None:
            conditions.append(c.agent.in_(agents))
        return await self._rows(AgentSum, tenant, conditions, [c.day, c.begins])

    async def entries(self, tenant: str, wanted: EntriesWanted, limit: int) -> Sequence[QueueEntry]:
        c, span = table(QueueEntry).c, wanted.span
        conditions = [c.edition == EDITION, c.day.between(span.first, span.last), *_within(c, span)]
        if wanted.channel:
            conditions.append(c.channel == wanted.channel)
        if wanted.begins is not None:
            conditions.append(c.begins == wanted.begins)
        if wanted.agent:
            conditions.append(c.agent == wanted.agent)
        return await self._rows(QueueEntry, tenant, conditions, [c.entered, c.seq], limit)

    async def entered_since(self, tenant: str, moment: int) -> Sequence[QueueEntry]:
        c = table(QueueEntry).c
        return await self._rows(QueueEntry, tenant, [c.edition == EDITION, c.entered >= moment], [c.seq])

    async def served(self, tenant: str, span: Span) -> Sequence[ServedSum]:
        c = table(ServedSum).c
        conditions = [c.edition == EDITION, c.day.between(span.first, span.last), *_of_brands(c, span)]
        return await self._rows(ServedSum, tenant, conditions, [c.day, c.flow])

    async def sessions(self, tenant: str, wanted: SessionsWanted, limit: int) -> Sequence[ServedSession]:
        c, span = table(ServedSession).c, wanted.span
        conditions = [c.edition == EDITION, c.day.between(span.first, span.last), *_of_brands(c, span)]
        if wanted.flow:
            conditions.append(c.flow == wanted.flow)
        if wanted.channel:
            conditions.append(c.channel == wanted.channel)
        return await self._rows(ServedSession, tenant, conditions, [c.seq], limit)

    async def _rows(
        self, row: type[R], tenant: str, conditions: Sequence[Any], order: Sequence[Any], limit: int | None = None
    ) -> list[R]:
        known = codec(row)
        c = known.table.c
        select = sa.select(*[c[name] for name in known.names]).where(c.tenant == tenant, *conditions).order_by(*order)
        found = await self._ask.rows(select if limit is None else select.limit(limit), tenant)
        return [known.decode(list(one.values())) for one in found]


def _within(columns: Any, span: Span) -> list[Any]:
    found = _of_brands(columns, span)
    if span.queues is not None:
        found.append(columns.queue.in_(span.queues))
    return found


def _of_brands(columns: Any, span: Span) -> list[Any]:
    return [] if span.brands is None else [columns.brand.in_(span.brands)]
