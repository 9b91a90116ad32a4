"""Customers as the desk asks for them: found by name or address, one in full, his conversations."""

from collections.abc import Sequence
from typing import Any

import msgspec
import sqlalchemy as sa

from atiende.domain.conversation import ACTIVE, Conversation
from atiende.domain.customer import Address, Customer, CustomerDetails, Identity
from atiende.ports.views import ConversationRow, CustomerDetail, CustomerLine, IdentityShown, Page, Sight
from atiende.store.views.asking import Asking, Found, configured, cursor_of, parts_of, table
from atiende.store.views.rows import rows_of
from atiende.store.views.seeing import visible

MAX_LIMIT = 100
_fields = msgspec.json.Decoder(dict[str, str]).decode


class SqlCustomers:
    """See `ports.views.Customers`."""

    def __init__(self, ask: Asking) -> None:
        self._ask = ask

    async def page(
        self, tenant: str, brands: Sequence[str] | None, q: str, cursor: str | None, limit: int
    ) -> Page[CustomerLine]:
        limit = max(1, min(limit, MAX_LIMIT))
        customer, details = table(Customer), table(CustomerDetails)
        c, d = customer.c, details.c
        select = (
            sa.select(c.id, c.brand, c.channel, c.seen_at, d.name, d.organization, d.language)
            .select_from(customer.outerjoin(details, sa.and_(d.tenant == c.tenant, d.id == c.id)))
            .where(c.tenant == tenant)
        )
        if brands is not None:
            select = select.where(c.brand.in_(brands))
        if words := q.split():
            select = select.where(_matches(tenant, c, d, words))
        if cursor:
            (last,) = parts_of(cursor, (str,))
            select = select.where(c.id < last)
        found = await self._ask.rows(select.order_by(c.id.desc()).limit(limit + 1), tenant)
        shown = found[:limit]
        channels = await self._channels(tenant, [row["id"] for row in shown])
        return Page(
            [_line(row, channels.get(row["id"], [row["channel"]])) for row in shown],
            cursor_of(shown[-1]["id"]) if len(found) > limit else None,
        )

    async def _channels(self, tenant: str, customers: Sequence[str]) -> dict[str, list[str]]:
        if not customers:
            return {}
        i = table(Identity).c
        select = sa.select(i.customer, i.channel).where(i.tenant == tenant, i.customer.in_(customers)).distinct()
        found: dict[str, list[str]] = {}
        for row in await self._ask.rows(select.order_by(i.channel), tenant):
            found.setdefault(row["customer"], []).append(row["channel"])
        return found

    async def detail(self, tenant: str, sight: Sight, customer: str) -> CustomerDetail | None:
        """`sight` says which of his open conversations are listed; its brands, whether he is seen at all."""
        c, d = table(Customer).c, table(CustomerDetails).c
        row = await self._ask.one(
            sa.select(c.id, c.brand, c.vip, c.seen_at, d.name, d.organization, d.language, d.notes, d.fields)
            .select_from(table(Customer).outerjoin(table(CustomerDetails), sa.and_(d.tenant == c.tenant, d.id == c.id)))
            .where(c.tenant == tenant, c.id == customer),
            tenant,
        )
        if row is None or (sight.brands is not None and row["brand"] not in sight.brands):
            return None
        return CustomerDetail(
            id=row["id"],
            brand=row["brand"],
            name=row["name"] or "",
            organization=row["organization"] or "",
            language=row["language"] or "",
            notes=row["notes"] or "",
            fields=_fields(row["fields"] or "{}"),
            identities=await self._identities(tenant, customer),
            vip=bool(row["vip"]),
            seen_at=row["seen_at"],
            open_conversations=await self._open(tenant, sight, customer),
        )

    async def _identities(self, tenant: str, customer: str) -> list[IdentityShown]:
        identity, address = table(Identity), table(Address)
        i, a = identity.c, address.c
        same = sa.and_(a.tenant == i.tenant, a.customer == i.customer, a.identity == i.id)
        select = (
            sa.select(i.id, i.channel, i.scope, i.verified, a.shown)
            .select_from(identity.outerjoin(address, same))
            .where(i.tenant == tenant, i.customer == customer)
            .order_by(i.id)
        )
        return [
            IdentityShown(
                id=row["id"],
                channel=row["channel"],
                scope=row["scope"],
                address=row["shown"] or "",
                verified=bool(row["verified"]),
            )
            for row in await self._ask.rows(select, tenant)
        ]

    async def _open(self, tenant: str, sight: Sight, customer: str) -> Sequence[ConversationRow]:
        c = table(Conversation).c
        select = (
            sa.select(c.id)
            .where(c.tenant == tenant, c.customer == customer, c.status.in_(ACTIVE))
            .order_by(c.touched_at.desc())
            .limit(MAX_LIMIT)
        )
        ids = [row["id"] for row in await self._ask.rows(select, tenant)]
        queues = (await configured(self._ask, tenant, ["queue"])).queues()
        return await rows_of(self._ask, tenant, sight, ids, queues)

    async def conversations(
        self, tenant: str, sight: Sight, customer: str, cursor: str | None, limit: int
    ) -> Page[ConversationRow]:
        limit = max(1, min(limit, MAX_LIMIT))
        c = table(Conversation).c
        select = sa.select(c.id).where(c.tenant == tenant, c.customer == customer, visible(tenant, c, sight))
        if cursor:
            (last,) = parts_of(cursor, (str,))
            select = select.where(c.id < last)
        ids = [row["id"] for row in await self._ask.rows(select.order_by(c.id.desc()).limit(limit + 1), tenant)]
        queues = (await configured(self._ask, tenant, ["queue"])).queues()
        shown = ids[:limit]
        rows = await rows_of(self._ask, tenant, sight, shown, queues)
        return Page(rows, cursor_of(shown[-1]) if len(ids) > limit else None)


def _matches(tenant: str, c: Any, d: Any, words: Sequence[str]) -> sa.ColumnElement[bool]:
    """Every word is in the name, the organisation or an address."""
    a = table(Address).c
    parts: list[sa.ColumnElement[bool]] = []
    for word in words[:8]:
        pattern = "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        by_address = sa.select(a.customer).where(
            a.tenant == tenant, sa.or_(a.normal.ilike(pattern, escape="\\"), a.shown.ilike(pattern, escape="\\"))
        )
        parts.append(
            sa.or_(
                d.name.ilike(pattern, escape="\\"),
                d.organization.ilike(pattern, escape="\\"),
                c.id.in_(by_address),
            )
        )
    return sa.and_(*parts)


def _line(row: Found, channels: Sequence[str]) -> CustomerLine:
    return CustomerLine(
        id=row["id"],
        name=row["name"] or "",
        organization=row["organization"] or "",
        brand=row["brand"],
        language=row["language"] or "",
        channels=channels,
        last_at=row["seen_at"],
    )
