"""Promises and tasks as lists: by owner, by team, by customer."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from atiende.domain.commitment import Commitment, CommitmentText
from atiende.domain.conversation import Conversation
from atiende.domain.customer import Customer
from atiende.domain.errors import Invalid
from atiende.domain.work import User
from atiende.ports.commitment_views import CommitmentRow, Listed
from atiende.ports.views import CustomerBrief, Named, Page, Sight
from atiende.store.views.asking import Asking, Found, cursor_of, parts_of, table
from atiende.store.views.person import goes_first, known_as
from atiende.store.views.seeing import visible

NEVER = 2**62
"""The due date of what has none: after everything that has one."""
MOST = 100
ENDED = ("kept", "withdrawn")


class SqlCommitments:
    """See `ports.commitment_views.Commitments`."""

    def __init__(self, ask: Asking) -> None:
        self._ask = ask

    async def page(self, tenant: str, sight: Sight, listed: Listed) -> Page[CommitmentRow]:
        limit = max(1, min(listed.limit, 200))
        key, descending = _order(listed.view)
        ident = table(Commitment).c.id
        select = _select(tenant).where(_of_view(tenant, sight, listed.view))
        if listed.cursor:
            at, last = parts_of(listed.cursor, (int, str))
            beyond = sa.or_(key < at, sa.and_(key == at, ident < last)) if descending else None
            select = select.where(beyond if beyond is not None else sa.or_(key > at, sa.and_(key == at, ident > last)))
        order = (key.desc(), ident.desc()) if descending else (key, ident)
        rows = await self._ask.rows(select.order_by(*order).limit(limit + 1), tenant)
        items = [_row(one) for one in rows[:limit]]
        if len(rows) <= limit:
            return Page(items)
        last_row = items[-1]
        moment = last_row.ended_at or 0 if descending else last_row.due if last_row.due is not None else NEVER
        return Page(items, cursor_of(moment, last_row.id))

    async def of_customers(self, tenant: str, customers: Sequence[str], *, open_only: bool) -> Sequence[CommitmentRow]:
        c = table(Commitment).c
        select = _select(tenant).where(c.customer.in_(customers))
        if open_only:
            select = select.where(c.state == "open")
        ended_last = sa.case((c.state == "open", 0), else_=1)
        order = (ended_last, sa.func.coalesce(c.ended_at, 0).desc(), sa.func.coalesce(c.due, NEVER), c.id)
        return [_row(one) for one in await self._ask.rows(select.order_by(*order).limit(MOST), tenant)]

    async def one(self, tenant: str, commitment: str) -> CommitmentRow | None:
        found = await self._ask.one(_select(tenant).where(table(Commitment).c.id == commitment), tenant)
        return _row(found) if found else None


def _order(view: str) -> tuple[Any, bool]:
    """What a list is ordered by, and whether backwards."""
    c = table(Commitment).c
    if view == "done":
        return sa.func.coalesce(c.ended_at, 0), True
    return sa.func.coalesce(c.due, NEVER), False


def _of_view(tenant: str, sight: Sight, view: str) -> sa.ColumnElement[bool]:
    c = table(Commitment).c
    mine = c.owner == sight.agent if sight.agent else sa.false()  # a program owns nothing, nor what is anybody's
    if view == "mine":
        return sa.and_(mine, c.state == "open")
    seen = sa.or_(mine, _seen(tenant, sight))
    if view == "team":
        return sa.and_(seen, c.state == "open")
    if view == "overdue":
        return sa.and_(seen, c.state == "open", c.overdue.is_(True))
    if view == "done":
        return sa.and_(seen, c.state.in_(ENDED))
    raise Invalid(field="view", reason="unknown")


def _seen(tenant: str, sight: Sight) -> sa.ColumnElement[bool]:
    """Of a conversation one may see; one about a customer only is seen by who sees the whole brand."""
    commitment, conversation, customer = table(Commitment).c, table(Conversation).c, table(Customer).c
    with_it = sa.and_(commitment.conversation.is_not(None), visible(tenant, conversation, sight))
    if sight.queues is not None:
        return with_it
    alone = [commitment.conversation.is_(None)]
    if sight.brands is not None:
        alone.append(customer.brand.in_(sight.brands))
    return sa.or_(with_it, sa.and_(*alone))


def _select(tenant: str) -> sa.Select[Any]:
    commitment, text, conversation, customer = (
        table(row) for row in (Commitment, CommitmentText, Conversation, Customer)
    )
    owner, maker = table(User).alias("owner_user"), table(User).alias("maker")
    c = commitment.c

    def same(other: Any, *conditions: Any) -> Any:
        return sa.and_(other.c.tenant == c.tenant, *conditions)

    joined = (
        commitment.outerjoin(text, same(text, text.c.id == c.id))
        .outerjoin(conversation, same(conversation, conversation.c.id == c.conversation))
        .outerjoin(customer, same(customer, customer.c.id == c.customer))
        .outerjoin(owner, same(owner, owner.c.id == c.owner))
        .outerjoin(maker, same(maker, c.made_by == sa.literal("agent:") + maker.c.id))
    )
    return (
        sa.select(
            *[column for column in c if column.name != "tenant"],
            text.c.text.label("words"),
            text.c.source.label("source"),
            conversation.c.number.label("number"),
            goes_first(tenant, c.customer).label("vip"),
            known_as(tenant, c.customer).label("customer_name"),
            known_as(tenant, c.customer, "organization").label("organization"),
            owner.c.name.label("owner_name"),
            maker.c.id.label("maker_id"),
            maker.c.name.label("maker_name"),
        )
        .select_from(joined)
        .where(c.tenant == tenant)
    )


def _row(row: Found) -> CommitmentRow:
    return CommitmentRow(
        id=row["id"],
        kind=row["kind"],
        text=row["words"] or "",
        state=row["state"],
        overdue=bool(row["overdue"]) and row["state"] == "open",
        due=row["due"],
        made_at=row["made_at"],
        ended_at=row["ended_at"],
        owner=Named(row["owner"], row["owner_name"] or "") if row["owner"] else None,
        made_by=Named(row["maker_id"], row["maker_name"] or "") if row["maker_id"] else None,
        customer=CustomerBrief(
            id=row["customer"],
            name=row["customer_name"] or "",
            organization=row["organization"] or "",
            vip=bool(row["vip"]),
        ),
        conversation=row["conversation"],
        number=row["number"],
        source=row["source"] or "",
    )
