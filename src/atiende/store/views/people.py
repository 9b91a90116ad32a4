"""Persons and companies as the desk asks: who may be the same, who looked, what was changed, granted or asked for."""

from collections.abc import Sequence
from typing import Any

import msgspec
import sqlalchemy as sa

from atiende.domain.authority import DecisionNote, DecisionTaken
from atiende.domain.conversation import ACTIVE, Conversation
from atiende.domain.customer import (
    Address,
    Customer,
    Organization,
    OrganizationDetails,
    OrganizationDomain,
    company_domain,
    folded,
)
from atiende.domain.desk_documents import Decision
from atiende.ports.people_views import (
    CompanyDetail,
    CompanyLine,
    CompanySuggested,
    DecisionShown,
    Suggested,
    Touch,
    TouchWanted,
)
from atiende.ports.views import CustomerLine, CustomersWanted, Named, Page, Sight
from atiende.store.views.asking import Asking, Configured, Found, configured, cursor_of, parts_of, table
from atiende.store.views.customers import SqlCustomers
from atiende.store.views.entries import names_of
from atiende.store.views.evidence import evidence_for
from atiende.store.views.person import known_as
from atiende.store.views.rows import rows_of
from atiende.store.views.seeing import visible
from atiende.store.views.touches import touches_of

MAX_LIMIT = 100
_fields = msgspec.json.Decoder(dict[str, str]).decode
_texts = msgspec.json.Decoder(tuple[str, ...]).decode


class SqlPeople:
    """See `ports.people_views.People`."""

    def __init__(self, ask: Asking) -> None:
        self._ask = ask

    async def suggested(self, tenant: str, person: Sequence[str]) -> Sequence[Suggested]:
        return await evidence_for(self._ask, tenant, person)

    async def company_for(self, tenant: str, person: Sequence[str]) -> CompanySuggested | None:
        c, a = table(Customer).c, table(Address).c
        mine = await self._ask.rows(
            sa.select(c.brand, c.organization).where(c.tenant == tenant, c.id.in_(person)), tenant
        )
        if not mine or any(row["organization"] for row in mine):
            return None
        addresses = await self._ask.rows(
            sa.select(a.normal).where(a.tenant == tenant, a.customer.in_(person)).order_by(a.normal), tenant
        )
        domains = [found for row in addresses if (found := company_domain(row["normal"]))]
        if not domains:
            return None
        known = await self._company_of(tenant, mine[0]["brand"], domains)
        return known or CompanySuggested(id="", name="", domain=domains[0])

    async def _company_of(self, tenant: str, brand: str, domains: Sequence[str]) -> CompanySuggested | None:
        do, o = table(OrganizationDomain).c, table(OrganizationDetails).c
        joined = table(OrganizationDomain).join(
            table(OrganizationDetails), sa.and_(o.tenant == do.tenant, o.id == do.organization)
        )
        select = (
            sa.select(o.id, o.name, do.domain)
            .select_from(joined)
            .where(do.tenant == tenant, do.brand == brand, do.domain.in_(domains))
        )
        row = await self._ask.one(select, tenant)
        return CompanySuggested(id=row["id"], name=row["name"], domain=row["domain"]) if row else None

    async def companies(
        self, tenant: str, brands: Sequence[str] | None, q: str, cursor: str | None, limit: int
    ) -> Page[CompanyLine]:
        limit = max(1, min(limit, MAX_LIMIT))
        o = table(OrganizationDetails).c
        select = sa.select(o.id, o.brand, o.name, o.normal, o.domains).where(o.tenant == tenant)
        if brands is not None:
            select = select.where(o.brand.in_(brands))
        for word in folded(q).split()[:8]:
            select = select.where(sa.or_(o.normal.contains(word, autoescape=True), o.domains.contains(word)))
        if cursor:
            normal, last = parts_of(cursor, (str, str))
            select = select.where(sa.or_(o.normal > normal, sa.and_(o.normal == normal, o.id > last)))
        found = await self._ask.rows(select.order_by(o.normal, o.id).limit(limit + 1), tenant)
        shown = found[:limit]
        people, works = await self._counts(tenant, [row["id"] for row in shown])
        lines = [
            CompanyLine(
                id=row["id"],
                brand=row["brand"],
                name=row["name"],
                domains=_texts(row["domains"]),
                people=people.get(row["id"], 0),
                open=works.get(row["id"], 0),
            )
            for row in shown
        ]
        return Page(lines, cursor_of(shown[-1]["normal"], shown[-1]["id"]) if len(found) > limit else None)

    async def _counts(self, tenant: str, ids: Sequence[str]) -> tuple[dict[str, int], dict[str, int]]:
        """People and open conversations of each company."""
        if not ids:
            return {}, {}
        c, v = table(Customer).c, table(Conversation).c
        people = (
            sa.select(c.organization, sa.func.count().label("n"))
            .where(c.tenant == tenant, c.organization.in_(ids), c.into.is_(None))
            .group_by(c.organization)
        )
        joined = table(Customer).join(table(Conversation), sa.and_(v.tenant == c.tenant, v.customer == c.id))
        works = (
            sa.select(c.organization, sa.func.count().label("n"))
            .select_from(joined)
            .where(c.tenant == tenant, c.organization.in_(ids), v.status.in_(ACTIVE))
            .group_by(c.organization)
        )
        return (
            {row["organization"]: row["n"] for row in await self._ask.rows(people, tenant)},
            {row["organization"]: row["n"] for row in await self._ask.rows(works, tenant)},
        )

    async def company(self, tenant: str, sight: Sight, organization: str) -> CompanyDetail | None:
        o, r = table(OrganizationDetails).c, table(Organization).c
        joined = table(Organization).join(table(OrganizationDetails), sa.and_(o.tenant == r.tenant, o.id == r.id))
        select = (
            sa.select(r.id, r.brand, r.added_at, o.name, o.domains, o.notes, o.fields)
            .select_from(joined)
            .where(r.tenant == tenant, r.id == organization)
        )
        row = await self._ask.one(select, tenant)
        if row is None or (sight.brands is not None and row["brand"] not in sight.brands):
            return None
        people, _ = await self._counts(tenant, [organization])
        return CompanyDetail(
            id=row["id"],
            brand=row["brand"],
            name=row["name"],
            domains=_texts(row["domains"]),
            notes=row["notes"],
            fields=_fields(row["fields"] or "{}"),
            added_at=row["added_at"],
            people=people.get(organization, 0),
            open_conversations=await self._open(tenant, sight, organization),
        )

    async def _open(self, tenant: str, sight: Sight, organization: str) -> Sequence[Any]:
        c, v = table(Customer).c, table(Conversation).c
        joined = table(Customer).join(table(Conversation), sa.and_(v.tenant == c.tenant, v.customer == c.id))
        select = (
            sa.select(v.id)
            .select_from(joined)
            .where(
                c.tenant == tenant,
                c.organization == organization,
                v.status.in_(ACTIVE),
                visible(tenant, v, sight),
            )
            .order_by(v.touched_at.desc())
            .limit(MAX_LIMIT)
        )
        ids = [row["id"] for row in await self._ask.rows(select, tenant)]
        queues = (await configured(self._ask, tenant, ["queue"])).queues()
        return await rows_of(self._ask, tenant, sight, ids, queues)

    async def people_of(
        self, tenant: str, brands: Sequence[str] | None, organization: str, cursor: str | None, limit: int
    ) -> Page[CustomerLine]:
        wanted = CustomersWanted(organization=organization, cursor=cursor, limit=limit)
        return await SqlCustomers(self._ask).page(tenant, brands, wanted)

    async def touches(self, tenant: str, subjects: Sequence[str], wanted: TouchWanted) -> Page[Touch]:
        return await touches_of(self._ask, tenant, subjects, wanted)

    async def decisions(self, tenant: str, conversation: str) -> Sequence[DecisionShown]:
        d = table(DecisionTaken).c
        return await self._decisions(tenant, [d.conversation == conversation], d.asked_at.desc())

    async def asked_for(self, tenant: str, sight: Sight) -> Sequence[DecisionShown]:
        d, v = table(DecisionTaken).c, table(Conversation).c
        return await self._decisions(tenant, [d.state == "asked", visible(tenant, v, sight)], d.asked_at)

    async def _decisions(self, tenant: str, conditions: Sequence[Any], order: Any) -> list[DecisionShown]:
        taken, note, conversation = (table(row) for row in (DecisionTaken, DecisionNote, Conversation))
        d, n, v = taken.c, note.c, conversation.c
        joined = taken.join(conversation, sa.and_(v.tenant == d.tenant, v.id == d.conversation)).outerjoin(
            note, sa.and_(n.tenant == d.tenant, n.id == d.id)
        )
        select = (
            sa.select(
                *[column for column in d if column.name != "tenant"],
                v.number,
                v.queue,
                n.asked,
                n.answered,
                known_as(tenant, d.customer).label("customer_name"),
            )
            .select_from(joined)
            .where(d.tenant == tenant, *conditions)
            .order_by(order, d.id)
            .limit(MAX_LIMIT)
        )
        rows = await self._ask.rows(select, tenant)
        people = {("agent", one) for row in rows for one in (row["agent"], row["decided_by"]) if one}
        names = await names_of(self._ask, tenant, people)
        documents = await configured(self._ask, tenant, ["decision"]) if rows else Configured([])
        return [_decision(row, names, documents) for row in rows]


def _decision(row: Found, names: Any, documents: Configured) -> DecisionShown:
    body = documents.all.get(("decision", row["kind"]))
    rules = body if isinstance(body, Decision) else Decision(name=row["kind"])
    decider = row["decided_by"]
    return DecisionShown(
        **{field: row[field] for field in ("id", "conversation", "number", "kind", "amount", "state", "queue")},
        customer=Named(row["customer"], row["customer_name"] or ""),
        name=rules.name,
        name_es=rules.name_es,
        unit=rules.unit,
        agent=Named(row["agent"], names.get(("agent", row["agent"]), "")),
        asked_at=row["asked_at"],
        asked=row["asked"] or "",
        decided_at=row["decided_at"],
        decided_by=Named(decider, names.get(("agent", decider), "")) if decider else None,
        answered=row["answered"] or "",
    )
