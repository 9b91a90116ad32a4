"""The audit chain at a glance: how long it is, how it ends, and whether its newest rows hold."""

import sqlalchemy as sa

from atiende.domain.chain import Audited, ChainEnd, breaches, end_of
from atiende.domain.facts import Logged
from atiende.ports.admin_views import AuditChain
from atiende.store.codec import logged_from
from atiende.store.tables import FACTS
from atiende.store.views.asking import Asking, table

NEWEST = 200
"""Rows that are proved while somebody waits; `atiende doctor` proves all."""


async def chain_of(ask: Asking, tenant: str) -> AuditChain:
    a, e = table(Audited).c, table(ChainEnd).c
    select = sa.select(a.seq, a.number, a.kind, a.link).where(a.tenant == tenant)
    found = await ask.rows(select.order_by(a.seq.desc()).limit(NEWEST + 1), tenant)
    rows = [Audited(**one) for one in reversed(found)]
    ends = await ask.one(sa.select(e.seq, e.number, e.link).where(e.tenant == tenant), tenant)
    end = ChainEnd(**ends) if ends else None
    before = end_of(rows.pop(0)) if len(rows) > NEWEST else None
    wrong = breaches(await _facts(ask, tenant, [row.seq for row in rows]), rows, end, before)
    return AuditChain(
        entries=end.number if end else 0, link=end.link if end else "", checked=len(rows), whole=not wrong
    )


async def _facts(ask: Asking, tenant: str, seqs: list[int]) -> list[Logged]:
    f = FACTS.c
    select = sa.select(FACTS).where(f.tenant == tenant, f.seq.in_(seqs)).order_by(f.seq)
    return [logged_from(tuple(one.values())) for one in await ask.rows(select, tenant)] if seqs else []
