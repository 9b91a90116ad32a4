"""Which customers are one person: the one asked for, whom he is linked to, and everybody linked there."""

import sqlalchemy as sa

from atiende.domain.customer import Customer
from atiende.store.views.asking import Asking, table


async def person_ids(ask: Asking, tenant: str, customer: str) -> list[str]:
    """First the one the others are linked to; only himself when nothing is known of him."""
    c = table(Customer).c
    mine = await ask.one(sa.select(c.into).where(c.tenant == tenant, c.id == customer), tenant)
    root = (mine["into"] if mine else None) or customer
    select = sa.select(c.id).where(c.tenant == tenant, c.into == root).order_by(c.id)
    return [root, *(row["id"] for row in await ask.rows(select, tenant))]
