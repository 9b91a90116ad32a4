"""Which customers are one person: the one asked for, whom he is linked to, and everybody linked there; and what that
person is called, wherever one of his customers is shown."""

from typing import Any

import sqlalchemy as sa

from atiende.domain.customer import Customer, CustomerDetails
from atiende.store.views.asking import Asking, table


async def person_ids(ask: Asking, tenant: str, customer: str) -> list[str]:
    """First the one the others are linked to; only himself when nothing is known of him."""
    c = table(Customer).c
    mine = await ask.one(sa.select(c.into).where(c.tenant == tenant, c.id == customer), tenant)
    root = (mine["into"] if mine else None) or customer
    select = sa.select(c.id).where(c.tenant == tenant, c.into == root).order_by(c.id)
    return [root, *(row["id"] for row in await ask.rows(select, tenant))]


def known_as(tenant: Any, whose: Any, words: str = "name") -> Any:
    """The name, or the `organization`, of the person behind a column that names one of his customers: as
    `domain.person.known_name` says, whom the others are linked to first."""
    root = _root(tenant, whose)
    first = table(CustomerDetails).alias()
    own = sa.select(first.c[words]).where(first.c.tenant == tenant, first.c.id == root).correlate_except(first)
    other, details = table(Customer).alias(), table(CustomerDetails).alias()
    others = (
        sa.select(details.c[words])
        .select_from(other.join(details, sa.and_(details.c.tenant == other.c.tenant, details.c.id == other.c.id)))
        .where(other.c.tenant == tenant, other.c.into == root, details.c[words] != "")
        .order_by(other.c.id)
        .limit(1)
        .correlate_except(other, details)
    )
    return sa.func.coalesce(sa.func.nullif(own.scalar_subquery(), ""), others.scalar_subquery(), "")


def goes_first(tenant: Any, whose: Any) -> Any:
    """Whether the person is a VIP, as any of his customers."""
    root = _root(tenant, whose)
    own, other = table(Customer).alias(), table(Customer).alias()
    himself = sa.select(own.c.id).where(own.c.tenant == tenant, own.c.id == root, own.c.vip).correlate_except(own)
    others = (
        sa.select(other.c.id).where(other.c.tenant == tenant, other.c.into == root, other.c.vip).correlate_except(other)
    )
    return sa.or_(himself.exists(), others.exists())


def _root(tenant: Any, whose: Any) -> Any:
    """Whom he is linked to, or himself."""
    mine = table(Customer).alias()
    into = sa.select(mine.c.into).where(mine.c.tenant == tenant, mine.c.id == whose).correlate_except(mine)
    return sa.func.coalesce(into.scalar_subquery(), whose)
