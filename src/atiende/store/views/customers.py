"""Customers as the desk asks for them: found by name or address, one in full, his conversations."""

from collections.abc import Sequence
from typing import Any

import msgspec
import sqlalchemy as sa

from atiende.domain.conversation import ACTIVE, Conversation
from atiende.domain.customer import (
    Address,
    Customer,
    CustomerDetails,
    CustomerLink,
    Identity,
    OrganizationDetails,
    RetiredAddress,
    StatedAddress,
)
from atiende.domain.person import known_name
from atiende.ports.views import (
    ConversationRow,
    CustomerDetail,
    CustomerLine,
    CustomersWanted,
    IdentityShown,
    LinkedShown,
    Named,
    Page,
    Sight,
    StatedShown,
    Who,
)
from atiende.store.views.asking import Asking, Found, configured, cursor_of, parts_of, table
from atiende.store.views.entries import names_of
from atiende.store.views.person import person_ids
from atiende.store.views.rows import rows_of
from atiende.store.views.seeing import visible

MAX_LIMIT = 100
_fields = msgspec.json.Decoder(dict[str, str]).decode
_texts = msgspec.json.Decoder(tuple[str, ...]).decode


class SqlCustomers:
    """See `ports.views.Customers`."""

    def __init__(self, ask: Asking) -> None:
        self._ask = ask

    async def page(
        self, tenant: str, brands: Sequence[str] | None, wanted: CustomersWanted, sight: Sight | None = None
    ) -> Page[CustomerLine]:
        limit = max(1, min(wanted.limit, MAX_LIMIT))
        customer, details = table(Customer), table(CustomerDetails)
        c, d = customer.c, details.c
        select = (
            sa.select(c.id, c.brand, c.channel, c.seen_at, c.vip, d.name, d.organization, d.language)
            .select_from(customer.outerjoin(details, sa.and_(d.tenant == c.tenant, d.id == c.id)))
            .where(c.tenant == tenant, *conditions(tenant, c, brands, wanted))
        )
        if sight is not None:
            select = select.where(_met(tenant, c.id, sight))
        if wanted.cursor:
            (last,) = parts_of(wanted.cursor, (str,))
            select = select.where(c.id < last)
        found = await self._ask.rows(select.order_by(c.id.desc()).limit(limit + 1), tenant)
        shown = found[:limit]
        channels = await self.channels(tenant, [row["id"] for row in shown])
        return Page(
            [line_of(row, channels.get(row["id"], [row["channel"]])) for row in shown],
            cursor_of(shown[-1]["id"]) if len(found) > limit else None,
        )

    async def lines(self, tenant: str, ids: Sequence[str]) -> list[CustomerLine]:
        """Those of `ids` there are, in their order."""
        if not ids:
            return []
        customer, details = table(Customer), table(CustomerDetails)
        c, d = customer.c, details.c
        select = (
            sa.select(c.id, c.brand, c.channel, c.seen_at, c.vip, d.name, d.organization, d.language)
            .select_from(customer.outerjoin(details, sa.and_(d.tenant == c.tenant, d.id == c.id)))
            .where(c.tenant == tenant, c.id.in_(ids))
        )
        found = {row["id"]: row for row in await self._ask.rows(select, tenant)}
        channels = await self.channels(tenant, ids)
        return [line_of(found[one], channels.get(one, [found[one]["channel"]])) for one in ids if one in found]

    async def channels(self, tenant: str, customers: Sequence[str]) -> dict[str, list[str]]:
        if not customers:
            return {}
        i = table(Identity).c
        select = sa.select(i.customer, i.channel).where(i.tenant == tenant, i.customer.in_(customers)).distinct()
        found: dict[str, list[str]] = {}
        for row in await self._ask.rows(select.order_by(i.channel), tenant):
            found.setdefault(row["customer"], []).append(row["channel"])
        return found

    async def person(self, tenant: str, customer: str) -> Sequence[str]:
        return await person_ids(self._ask, tenant, customer)

    async def detail(self, tenant: str, sight: Sight, customer: str) -> CustomerDetail | None:
        """`sight` says which of his open conversations are listed; its brands, whether he is seen at all."""
        ids = await person_ids(self._ask, tenant, customer)
        rows = await self._rows(tenant, ids)
        if not rows or (sight.brands is not None and rows[0]["brand"] not in sight.brands):
            return None
        root = rows[0]
        company = next((row for row in rows if row["company"]), None)
        fields: dict[str, str] = {}
        for row in rows:
            fields = {**_fields(row["fields"] or "{}"), **fields}
        return CustomerDetail(
            id=root["id"],
            brand=root["brand"],
            name=known_name([row["name"] or "" for row in rows]),
            organization=known_name([row["organization"] or "" for row in rows]),
            company=Named(company["company"], company["company_name"] or "") if company else None,
            language=known_name([row["language"] or "" for row in rows]),
            preferred_channel=known_name([row["preferred_channel"] for row in rows]),
            preferred_language=known_name([row["preferred_language"] for row in rows]),
            notes=root["notes"] or "",
            fields=fields,
            identities=await self._identities(tenant, ids),
            stated=await self._stated(tenant, ids),
            linked=await self._linked(tenant, rows),
            vip=any(row["vip"] for row in rows),
            seen_at=min(row["seen_at"] for row in rows),
            open_conversations=await self._open(tenant, sight, ids),
        )

    async def _rows(self, tenant: str, ids: Sequence[str]) -> list[Found]:
        """Whom the others are linked to comes first."""
        customer, details, company = table(Customer), table(CustomerDetails), table(OrganizationDetails)
        c, d, o = customer.c, details.c, company.c
        joined = customer.outerjoin(details, sa.and_(d.tenant == c.tenant, d.id == c.id)).outerjoin(
            company, sa.and_(o.tenant == c.tenant, o.id == c.organization)
        )
        select = (
            sa.select(
                c.id, c.brand, c.vip, c.seen_at, c.preferred_channel, c.preferred_language,
                c.organization.label("company"), o.name.label("company_name"),
                d.name, d.organization, d.language, d.notes, d.fields,
            )
            .select_from(joined)
            .where(c.tenant == tenant, c.id.in_(ids))
        )  # fmt: skip
        found = {row["id"]: row for row in await self._ask.rows(select, tenant)}
        return [found[one] for one in ids if one in found]

    async def _linked(self, tenant: str, rows: Sequence[Found]) -> list[LinkedShown]:
        """The customers that were linked to the first one, with the link that can be cut."""
        if len(rows) < 2:
            return []
        li = table(CustomerLink).c
        select = sa.select(li.id, li.customer, li.evidence, li.at, li.by).where(
            li.tenant == tenant, li.into == rows[0]["id"], li.cut_at.is_(None)
        )
        links = {row["customer"]: row for row in await self._ask.rows(select, tenant)}
        names = await names_of(self._ask, tenant, {_thing(row["by"]) for row in links.values()})
        shown = []
        for row in rows[1:]:
            link = links.get(row["id"])
            if link is None:
                continue
            kind, ident = _thing(link["by"])
            shown.append(
                LinkedShown(
                    id=row["id"],
                    name=row["name"] or "",
                    notes=row["notes"] or "",
                    link=link["id"],
                    at=link["at"],
                    by=Who(type=kind, id=ident, name=names.get((kind, ident), "")),
                    evidence=_texts(link["evidence"]),
                )
            )
        return shown

    async def _identities(self, tenant: str, ids: Sequence[str]) -> list[IdentityShown]:
        identity, address, retired = table(Identity), table(Address), table(RetiredAddress)
        i, a, r = identity.c, address.c, retired.c
        same = sa.and_(a.tenant == i.tenant, a.customer == i.customer, a.identity == i.id)
        joined = identity.outerjoin(address, same).outerjoin(retired, sa.and_(r.tenant == i.tenant, r.identity == i.id))
        select = (
            sa.select(i.id, i.customer, i.channel, i.scope, i.verified, i.retired, a.shown, r.shown.label("was"))
            .select_from(joined)
            .where(i.tenant == tenant, i.customer.in_(ids))
            .order_by(i.retired, i.id)
        )
        return [
            IdentityShown(
                id=row["id"],
                customer=row["customer"],
                channel=row["channel"],
                scope=row["scope"],
                address=row["shown"] or row["was"] or "",
                verified=bool(row["verified"]),
                retired=bool(row["retired"]),
            )
            for row in await self._ask.rows(select, tenant)
        ]

    async def _stated(self, tenant: str, ids: Sequence[str]) -> list[StatedShown]:
        """Addresses he gave that are nobody's yet, or another's."""
        st = table(StatedAddress).c
        a = table(Address).c
        his = sa.select(a.normal).where(a.tenant == tenant, a.customer.in_(ids), a.channel == st.channel)
        select = (
            sa.select(st.channel, st.normal, st.shown)
            .where(st.tenant == tenant, st.customer.in_(ids), st.normal.not_in(his))
            .order_by(st.channel, st.normal)
            .distinct()
        )
        return [
            StatedShown(channel=row["channel"], address=row["shown"]) for row in await self._ask.rows(select, tenant)
        ]

    async def _open(self, tenant: str, sight: Sight, ids: Sequence[str]) -> Sequence[ConversationRow]:
        c = table(Conversation).c
        select = (
            sa.select(c.id)
            .where(c.tenant == tenant, c.customer.in_(ids), c.status.in_(ACTIVE))
            .order_by(c.touched_at.desc())
            .limit(MAX_LIMIT)
        )
        open_ids = [row["id"] for row in await self._ask.rows(select, tenant)]
        queues = (await configured(self._ask, tenant, ["queue"])).queues()
        return await rows_of(self._ask, tenant, sight, open_ids, queues)

    async def conversations(
        self, tenant: str, sight: Sight, customer: str, cursor: str | None, limit: int
    ) -> Page[ConversationRow]:
        limit = max(1, min(limit, MAX_LIMIT))
        c = table(Conversation).c
        person = await person_ids(self._ask, tenant, customer)
        select = sa.select(c.id).where(c.tenant == tenant, c.customer.in_(person), visible(tenant, c, sight))
        if cursor:
            (last,) = parts_of(cursor, (str,))
            select = select.where(c.id < last)
        ids = [row["id"] for row in await self._ask.rows(select.order_by(c.id.desc()).limit(limit + 1), tenant)]
        queues = (await configured(self._ask, tenant, ["queue"])).queues()
        shown = ids[:limit]
        rows = await rows_of(self._ask, tenant, sight, shown, queues)
        return Page(rows, cursor_of(shown[-1]) if len(ids) > limit else None)


def _met(tenant: str, person: Any, sight: Sight) -> sa.ColumnElement[bool]:
    """Whether the person has a conversation one may see, as any of his customers."""
    k, other = table(Conversation).c, table(Customer).alias("met").c
    his = sa.and_(other.tenant == k.tenant, other.id == k.customer, sa.or_(other.id == person, other.into == person))
    return sa.select(k.id).where(k.tenant == tenant, his, visible(tenant, k, sight)).exists()


def conditions(tenant: str, c: Any, brands: Sequence[str] | None, wanted: CustomersWanted) -> list[Any]:
    """A person stands in the list once, as whom the others are linked to."""
    found: list[Any] = [c.into.is_(None)]
    if brands is not None:
        found.append(c.brand.in_(brands))
    if wanted.vip is not None:
        other = table(Customer).alias("other").c
        linked = sa.select(other.into).where(other.tenant == tenant, other.vip.is_(True), other.into.is_not(None))
        is_vip = sa.or_(c.vip.is_(True), c.id.in_(linked))
        found.append(is_vip if wanted.vip else sa.not_(is_vip))
    if wanted.organization:
        found.append(c.organization == wanted.organization)
    if wanted.brand:
        found.append(c.brand == wanted.brand)
    if wanted.channel:
        i = table(Identity).c
        by = sa.select(i.customer).where(i.tenant == tenant, i.channel == wanted.channel, i.retired.is_(False))
        found.append(c.id.in_(by))
    return found


def _thing(actor: str) -> tuple[str, str]:
    kind, _, ident = actor.partition(":")
    return kind, ident


def line_of(row: Found, channels: Sequence[str]) -> CustomerLine:
    return CustomerLine(
        id=row["id"],
        name=row["name"] or "",
        organization=row["organization"] or "",
        brand=row["brand"],
        language=row["language"] or "",
        channels=channels,
        last_at=row["seen_at"],
        vip=bool(row["vip"]),
    )
