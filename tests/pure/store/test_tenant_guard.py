"""The guard over the views' selects: each table of each select says whose rows it reads."""

import pytest
import sqlalchemy as sa

from atiende.domain.conversation import Conversation
from atiende.domain.customer import CustomerDetails
from atiende.domain.message import Message
from atiende.store.raw import ForgottenTenant, check
from atiende.store.tables import FACTS, TABLES

CNV, MSG, WHO = TABLES[Conversation], TABLES[Message], TABLES[CustomerDetails]
MINE = CNV.c.tenant == sa.bindparam("tenant")
LAST = sa.select(sa.func.max(MSG.c.at)).where(MSG.c.tenant == CNV.c.tenant, MSG.c.conversation == CNV.c.id)
OTHER = MSG.alias("other")

GOOD = {
    "bound": sa.select(CNV.c.id).where(MINE),
    "literal": sa.select(CNV.c.id).where(CNV.c.tenant == "ten_a"),
    "joined": sa.select(CNV.c.id, MSG.c.id).join(MSG, sa.and_(MSG.c.tenant == CNV.c.tenant)).where(MINE),
    "joined the other way": sa.select(CNV.c.id).join(MSG, CNV.c.tenant == MSG.c.tenant).where(MINE),
    "a chain": sa.select(CNV.c.id).where(MINE, MSG.c.tenant == CNV.c.tenant, WHO.c.tenant == MSG.c.tenant),
    "correlated": sa.select(CNV.c.id, LAST.scalar_subquery()).where(MINE),
    "union": sa.union_all(sa.select(CNV.c.id).where(MINE), sa.select(FACTS.c.kind).where(FACTS.c.tenant == "ten_a")),
    "subquery": sa.select(sa.select(CNV.c.id).where(MINE).subquery().c.id),
    "exists": sa.select(CNV.c.id).where(MINE, LAST.exists()),
    "alias": sa.select(OTHER.c.id).where(OTHER.c.tenant == "ten_a"),
}
BAD = {
    "nothing": sa.select(CNV.c.id),
    "another tenant": sa.select(CNV.c.id).where(CNV.c.tenant == "ten_b"),
    "not equal": sa.select(CNV.c.id).where(CNV.c.tenant != "ten_a"),
    "a join without it": sa.select(CNV.c.id).join(MSG, MSG.c.conversation == CNV.c.id).where(MINE),
    "one branch of a union": sa.union_all(sa.select(CNV.c.id).where(MINE), sa.select(CNV.c.id)),
    "a subquery": sa.select(CNV.c.id).where(MINE, CNV.c.id.in_(sa.select(MSG.c.conversation))),
    "an inner select of its own": sa.select(sa.select(CNV.c.id).subquery().c.id),
    "an alias": sa.select(CNV.c.id).join(OTHER, OTHER.c.conversation == CNV.c.id).where(MINE),
    "cross": sa.select(CNV.c.id, MSG.c.id).where(MINE),
    "joined but never bound": sa.select(CNV.c.id).where(MSG.c.tenant == CNV.c.tenant),
}


@pytest.mark.parametrize("name", GOOD)
def test_a_select_that_names_its_tenant_passes(name: str) -> None:
    check(GOOD[name], "ten_a")


@pytest.mark.parametrize("name", BAD)
def test_a_select_that_forgets_a_tenant_is_refused(name: str) -> None:
    with pytest.raises(ForgottenTenant):
        check(BAD[name], "ten_a")
