"""A conversation's relations and custom fields. Relations are looked for among the person's own conversations."""

from typing import Any

import msgspec
import sqlalchemy as sa

from atiende.domain.conversation import Conversation
from atiende.domain.matter import ConversationFields
from atiende.domain.message import Message, MessageContent
from atiende.ports.matter_views import Matter, Related
from atiende.ports.views import Sight
from atiende.store.views.asking import Asking, Found, table
from atiende.store.views.person import person_ids
from atiende.store.views.seeing import visible

MOST = 50
SUBJECT = 300
_fields = msgspec.json.Decoder(dict[str, str]).decode


class SqlMatters:
    """See `ports.matter_views.Matters`."""

    def __init__(self, ask: Asking) -> None:
        self._ask = ask

    async def of(self, tenant: str, sight: Sight, conversation: str) -> Matter:
        c, kept = table(Conversation).c, table(ConversationFields).c
        found = await self._ask.one(
            sa.select(c.id, c.customer, c.previous, c.merged_into, c.split_from).where(
                c.tenant == tenant, c.id == conversation
            ),
            tenant,
        )
        if found is None:
            return Matter(fields={}, related=())
        values = await self._ask.one(
            sa.select(kept.fields).where(kept.tenant == tenant, kept.conversation == conversation), tenant
        )
        return Matter(
            fields=_fields(values["fields"]) if values else {},
            related=[one for row in await self._near(tenant, sight, found) if (one := _related(found, row))],
        )

    async def _near(self, tenant: str, sight: Sight, found: Found) -> list[Found]:
        """Whatever one edge leads to or comes from."""
        c, m, content = table(Conversation).c, table(Message), table(MessageContent)
        named = [one for one in (found["previous"], found["merged_into"], found["split_from"]) if one]
        here = found["id"]
        edges = [c.previous == here, c.merged_into == here, c.split_from == here]
        persons = await person_ids(self._ask, tenant, found["customer"])
        joined = (
            table(Conversation)
            .outerjoin(m, sa.and_(m.c.tenant == c.tenant, m.c.conversation == c.id, m.c.position == 1))
            .outerjoin(content, sa.and_(content.c.tenant == c.tenant, content.c.id == m.c.id))
        )
        select = (
            sa.select(
                c.id, c.number, c.status, c.previous, c.merged_into, c.split_from,
                sa.func.substr(content.c.subject, 1, SUBJECT).label("subject"),
            )
            .select_from(joined)
            .where(
                c.tenant == tenant,
                c.customer.in_(persons),
                sa.or_(c.id.in_(named), *edges),
                visible(tenant, c, sight),
            )
            .order_by(c.id.desc())
            .limit(MOST)
        )  # fmt: skip
        return await self._ask.rows(select, tenant)


def _related(found: Found, row: Found) -> Related | None:
    how = _how(found, row)
    if how is None:
        return None
    return Related(id=row["id"], number=row["number"], status=row["status"], subject=row["subject"] or "", how=how)


def _how(found: Any, row: Any) -> str | None:
    """The nearest edge between the two, the merge before all."""
    here, there = found["id"], row["id"]
    edges = (
        ("merged", row["merged_into"] == here),
        ("into", found["merged_into"] == there),
        ("split_to", row["split_from"] == here),
        ("split_from", found["split_from"] == there),
        ("next", row["previous"] == here),
        ("previous", found["previous"] == there),
    )
    return next((how for how, holds in edges if holds), None)
