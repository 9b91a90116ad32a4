"""Who may be the same person, and why: a few looks into indexes, never a comparison of everybody with everybody."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from atiende.domain.customer import (
    Address,
    Customer,
    CustomerDetails,
    Identity,
    NotTheSame,
    StatedAddress,
    company_domain,
)
from atiende.domain.visitor import VOUCHED
from atiende.ports.people_views import Suggested
from atiende.store.views.asking import Asking, Found, table

MOST = 5
MOST_LOOKED_AT = 50
STRENGTH = ("signed", "same_address", "same_number", "said_so", "same_name_and_company")
"""Strongest first."""


async def evidence_for(ask: Asking, tenant: str, person: Sequence[str]) -> list[Suggested]:
    """Others of his brand, not linked and not said to be somebody else."""
    brand = await _brand(ask, tenant, person)
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for look in (_by_address, _by_what_he_said, _by_what_they_said, _by_name):
        for customer, code, shown in await look(ask, tenant, person):
            found[customer].setdefault(code, shown)
    roots = await _roots(ask, tenant, brand, found, set(person))
    no = await _dismissed(ask, tenant, person)
    rows = [row for row in roots.values() if row["id"] not in no]
    channels = await _channels(ask, tenant, [row["id"] for row in rows])
    made = [_suggested(row, found[row["by"]], channels) for row in rows]
    return sorted(made, key=lambda one: (STRENGTH.index(one.evidence[0]), -len(one.evidence), one.id))[:MOST]


Look = list[tuple[str, str, str]]
"""(customer, evidence, what is shared)."""


async def _brand(ask: Asking, tenant: str, person: Sequence[str]) -> str:
    c = table(Customer).c
    row = await ask.one(sa.select(c.brand).where(c.tenant == tenant, c.id == person[0]), tenant)
    return row["brand"] if row else ""


async def _by_address(ask: Asking, tenant: str, person: Sequence[str]) -> Look:
    """The same address in another scope, the same number on another channel, the same signed-in user elsewhere."""
    a = table(Address).c
    mine = sa.select(a.normal).where(a.tenant == tenant, a.customer.in_(person))
    select = (
        sa.select(a.customer, a.normal, a.shown, a.channel)
        .where(a.tenant == tenant, a.normal.in_(mine), a.customer.not_in(person))
        .limit(MOST_LOOKED_AT)
    )
    return [(row["customer"], _kind(row["normal"]), row["shown"]) for row in await ask.rows(select, tenant)]


def _kind(normal: str) -> str:
    if normal.startswith(VOUCHED):
        return "signed"
    return "same_number" if normal.startswith("+") else "same_address"


async def _by_what_he_said(ask: Asking, tenant: str, person: Sequence[str]) -> Look:
    """He gave an address that is somebody's."""
    s, a = table(StatedAddress).c, table(Address).c
    said = sa.select(s.normal).where(s.tenant == tenant, s.customer.in_(person))
    select = (
        sa.select(a.customer, a.shown)
        .where(a.tenant == tenant, a.normal.in_(said), a.customer.not_in(person))
        .limit(MOST_LOOKED_AT)
    )
    return [(row["customer"], "said_so", row["shown"]) for row in await ask.rows(select, tenant)]


async def _by_what_they_said(ask: Asking, tenant: str, person: Sequence[str]) -> Look:
    """Somebody gave an address that is his."""
    s, a = table(StatedAddress).c, table(Address).c
    mine = sa.select(a.normal).where(a.tenant == tenant, a.customer.in_(person))
    select = (
        sa.select(s.customer, s.shown)
        .where(s.tenant == tenant, s.normal.in_(mine), s.customer.not_in(person))
        .limit(MOST_LOOKED_AT)
    )
    return [(row["customer"], "said_so", row["shown"]) for row in await ask.rows(select, tenant)]


async def _by_name(ask: Asking, tenant: str, person: Sequence[str]) -> Look:
    """The same name, and the same company or mail domain of one. A name of one word says too little."""
    d = table(CustomerDetails).c
    mine = await _named(ask, tenant, d.id.in_(person))
    names = {row["normal"] for row in mine if " " in row["normal"]}
    if not names:
        return []
    others = await _named(ask, tenant, sa.and_(d.normal.in_(names), d.id.not_in(person)))
    companies = await _companies(ask, tenant, [row["id"] for row in (*mine, *others)])
    his = set[str]().union(*(companies[row["id"]] for row in mine))
    return [(row["id"], "same_name_and_company", row["name"]) for row in others if companies[row["id"]] & his]


async def _named(ask: Asking, tenant: str, condition: Any) -> list[Found]:
    d = table(CustomerDetails).c
    select = sa.select(d.id, d.name, d.normal).where(d.tenant == tenant, condition).limit(MOST_LOOKED_AT)
    return await ask.rows(select, tenant)


async def _companies(ask: Asking, tenant: str, customers: Sequence[str]) -> dict[str, set[str]]:
    """What says to which company each belongs: the company itself, or a mail domain of one."""
    c, a = table(Customer).c, table(Address).c
    found: dict[str, set[str]] = defaultdict(set)
    rows = await ask.rows(sa.select(c.id, c.organization).where(c.tenant == tenant, c.id.in_(customers)), tenant)
    for row in rows:
        if row["organization"]:
            found[row["id"]].add(row["organization"])
    mails = sa.select(a.customer, a.normal).where(a.tenant == tenant, a.customer.in_(customers))
    for row in await ask.rows(mails, tenant):
        if domain := company_domain(row["normal"]):
            found[row["customer"]].add(domain)
    return found


async def _roots(
    ask: Asking, tenant: str, brand: str, found: dict[str, dict[str, str]], person: set[str]
) -> dict[str, Found]:
    """The person behind each, once: whom the found customer is linked to, in this brand."""
    if not found:
        return {}
    customer, root, details = table(Customer), table(Customer).alias("root"), table(CustomerDetails)
    c, r, d = customer.c, root.c, details.c
    joined = customer.join(root, sa.and_(r.tenant == c.tenant, r.id == sa.func.coalesce(c.into, c.id))).outerjoin(
        details, sa.and_(d.tenant == r.tenant, d.id == r.id)
    )
    select = (
        sa.select(r.id, c.id.label("by"), r.seen_at, d.name, d.organization)
        .select_from(joined)
        .where(c.tenant == tenant, c.id.in_(found), r.brand == brand)
    )
    roots: dict[str, Found] = {}
    for row in await ask.rows(select, tenant):
        if row["id"] not in person:
            roots.setdefault(row["id"], row)
    return roots


async def _dismissed(ask: Asking, tenant: str, person: Sequence[str]) -> set[str]:
    n = table(NotTheSame).c
    select = sa.select(n.customer, n.other).where(
        n.tenant == tenant, sa.or_(n.customer.in_(person), n.other.in_(person))
    )
    return {one for row in await ask.rows(select, tenant) for one in (row["customer"], row["other"])}


async def _channels(ask: Asking, tenant: str, customers: Sequence[str]) -> dict[str, list[str]]:
    if not customers:
        return {}
    i = table(Identity).c
    select = (
        sa.select(i.customer, i.channel)
        .where(i.tenant == tenant, i.customer.in_(customers), i.retired.is_(False))
        .distinct()
        .order_by(i.channel)
    )
    found: dict[str, list[str]] = defaultdict(list)
    for row in await ask.rows(select, tenant):
        found[row["customer"]].append(row["channel"])
    return found


def _suggested(row: Found, evidence: dict[str, str], channels: dict[str, list[str]]) -> Suggested:
    codes = tuple(sorted(evidence, key=STRENGTH.index))
    return Suggested(
        id=row["id"],
        name=row["name"] or "",
        organization=row["organization"] or "",
        channels=channels.get(row["id"], []),
        evidence=codes,
        shown=evidence[codes[0]],
        seen_at=row["seen_at"],
    )
