"""The machine's help as lists."""

from collections.abc import Sequence

import msgspec
import sqlalchemy as sa

from atiende.domain.assist import EvaluationRun, ModelCall, ModelDay, SuggestionCount
from atiende.ports.views import Page
from atiende.store.views.asking import Asking, Found, cursor_of, parts_of, table

MOST = 200


class SqlAssistance:
    """See `ports.assist_views.Assistance`."""

    def __init__(self, ask: Asking) -> None:
        self._ask = ask

    async def calls(self, tenant: str, cursor: str | None, limit: int) -> Page[ModelCall]:
        limit = max(1, min(limit, MOST))
        calls = table(ModelCall)
        c = calls.c
        select = sa.select(calls).where(c.tenant == tenant)
        if cursor:
            at, last = parts_of(cursor, (int, str))
            select = select.where(sa.or_(c.at < at, sa.and_(c.at == at, c.id < last)))
        rows = await self._ask.rows(select.order_by(c.at.desc(), c.id.desc()).limit(limit + 1), tenant)
        items = [msgspec.convert(_plain(row), ModelCall) for row in rows[:limit]]
        if len(rows) <= limit:
            return Page(items)
        return Page(items, cursor_of(items[-1].at, items[-1].id))

    async def days(self, tenant: str, since: int) -> Sequence[ModelDay]:
        days = table(ModelDay)
        select = sa.select(days).where(days.c.tenant == tenant, days.c.day >= since).order_by(days.c.day)
        return [msgspec.convert(_plain(row), ModelDay) for row in await self._ask.rows(select, tenant)]

    async def runs(self, tenant: str, evaluation: str, limit: int) -> Sequence[EvaluationRun]:
        runs = table(EvaluationRun)
        select = (
            sa.select(runs)
            .where(runs.c.tenant == tenant, runs.c.evaluation == evaluation)
            .order_by(runs.c.at.desc(), runs.c.id.desc())
            .limit(max(1, min(limit, MOST)))
        )
        return [msgspec.convert(_plain(row), EvaluationRun) for row in await self._ask.rows(select, tenant)]

    async def counts(self, tenant: str) -> Sequence[SuggestionCount]:
        counts = table(SuggestionCount)
        select = sa.select(counts).where(counts.c.tenant == tenant).order_by(counts.c.kind, counts.c.offering)
        return [msgspec.convert(_plain(row), SuggestionCount) for row in await self._ask.rows(select, tenant)]


def _plain(row: Found) -> dict[str, object]:
    """All but the tenant: what the record has."""
    return {name: value for name, value in dict(row).items() if name != "tenant"}
