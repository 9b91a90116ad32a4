"""Who looked at a record and who changed it, in one list by time."""

from collections.abc import Sequence

import sqlalchemy as sa

from atiende.domain.conversation import Conversation
from atiende.domain.desk import Access
from atiende.domain.work import ApiKey, Changed
from atiende.ports.admin_views import FieldChanged
from atiende.ports.people_views import Touch, TouchWanted
from atiende.ports.views import Page, Who
from atiende.store.tables import FACTS
from atiende.store.views.asking import Asking, Found, cursor_of, parts_of, table
from atiende.store.views.entries import names_of

MAX_LIMIT = 500
LATEST = 2**62


async def touches_of(ask: Asking, tenant: str, subjects: Sequence[str], wanted: TouchWanted) -> Page[Touch]:
    """Newest first. The cursor is a moment and how many of that moment were shown."""
    limit = max(1, min(wanted.limit, MAX_LIMIT))
    at, shown_then = parts_of(wanted.cursor, (int, int)) if wanted.cursor else (LATEST, 0)
    until = min(at, LATEST if wanted.until is None else wanted.until - 1)
    most = limit + shown_then + 1
    views = await _views(ask, tenant, subjects, wanted, until, most) if wanted.kind != "change" else []
    changes = await _changes(ask, tenant, subjects, wanted, until, most) if wanted.kind != "view" else []
    merged = sorted((*views, *changes), key=lambda row: (-row["at"], row["kind"], row["key"]))[shown_then:]
    page = merged[:limit]
    touches = await _shown(ask, tenant, page)
    if len(merged) <= limit:
        return Page(touches)
    last = page[-1]["at"]
    then = sum(1 for row in page if row["at"] == last) + (shown_then if last == at else 0)
    return Page(touches, cursor_of(last, then))


async def _views(
    ask: Asking, tenant: str, subjects: Sequence[str], wanted: TouchWanted, until: int, most: int
) -> list[Found]:
    a, v = table(Access).c, table(Conversation).c
    joined = table(Access).outerjoin(table(Conversation), sa.and_(v.tenant == a.tenant, v.id == a.conversation))
    select = (
        sa.select(a.last_at.label("at"), a.first_at, a.viewer.label("actor"), a.how, a.views, a.conversation, v.number)
        .select_from(joined)
        .where(a.tenant == tenant, a.customer.in_(subjects), a.last_at <= until)
    )
    if wanted.since is not None:
        select = select.where(a.last_at >= wanted.since)
    if wanted.actor:
        select = select.where(a.viewer == wanted.actor)
    found = await ask.rows(select.order_by(a.last_at.desc()).limit(most), tenant)
    return [{**row, "kind": "view", "key": f"{row['actor']} {row['how']} {row['first_at']}"} for row in found]


async def _changes(
    ask: Asking, tenant: str, subjects: Sequence[str], wanted: TouchWanted, until: int, most: int
) -> list[Found]:
    c, facts = table(Changed).c, FACTS.c
    seqs = sa.select(c.seq).where(c.tenant == tenant, c.subject.in_(subjects))
    select = sa.select(facts.seq, facts.at, facts.actor, facts.kind.label("fact")).where(
        facts.tenant == tenant, facts.seq.in_(seqs), facts.at <= until
    )
    if wanted.since is not None:
        select = select.where(facts.at >= wanted.since)
    if wanted.actor:
        select = select.where(facts.actor == wanted.actor)
    found = await ask.rows(select.order_by(facts.seq.desc()).limit(most), tenant)
    values = await _values(ask, tenant, subjects, [row["seq"] for row in found])
    return [
        {**row, "kind": "change", "key": f"{row['seq']:020}", "changes": values.get(row["seq"], [])} for row in found
    ]


async def _values(
    ask: Asking, tenant: str, subjects: Sequence[str], seqs: Sequence[int]
) -> dict[int, list[FieldChanged]]:
    if not seqs:
        return {}
    c = table(Changed).c
    select = (
        sa.select(c.seq, c.subject, c.field, c.old, c.new)
        .where(c.tenant == tenant, c.seq.in_(seqs), c.subject.in_(subjects))
        .order_by(c.seq, c.field)
    )
    found: dict[int, list[FieldChanged]] = {}
    for row in await ask.rows(select, tenant):
        found.setdefault(row["seq"], []).append(
            FieldChanged(subject=row["subject"], field=row["field"], old=row["old"], new=row["new"])
        )
    return found


async def _shown(ask: Asking, tenant: str, rows: Sequence[Found]) -> list[Touch]:
    actors = {_thing(row["actor"]) for row in rows}
    names = await names_of(ask, tenant, {one for one in actors if one[0] in ("agent", "customer")})
    keys = [ident for kind, ident in actors if kind == "key"]
    if keys:
        k = table(ApiKey).c
        select = sa.select(k.id, k.name).where(k.tenant == tenant, k.id.in_(keys))
        names |= {("key", row["id"]): row["name"] for row in await ask.rows(select, tenant)}
    return [_touch(row, names) for row in rows]


def _touch(row: Found, names: dict[tuple[str, str], str]) -> Touch:
    kind, ident = _thing(row["actor"])
    who = Who(type=kind, id=ident, name=names.get((kind, ident), ""))
    if row["kind"] == "view":
        return Touch(
            kind="view",
            at=row["at"],
            since=row["first_at"],
            actor=who,
            how=row["how"],
            views=row["views"],
            conversation=row["conversation"],
            number=row["number"] or 0,
        )
    return Touch(
        kind="change",
        at=row["at"],
        since=row["at"],
        actor=who,
        fact=row["fact"],
        seq=row["seq"],
        changes=row["changes"],
    )


def _thing(actor: str) -> tuple[str, str]:
    kind, _, ident = actor.partition(":")
    return kind, ident
