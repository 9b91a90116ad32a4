"""Lines of lists, made for any set of conversations with two questions, never one per line."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import msgspec
import sqlalchemy as sa

from atiende.domain.conversation import Conversation, Reader
from atiende.domain.documents import Queue
from atiende.domain.interaction import OPEN_STATES, Interaction
from atiende.domain.message import Message, MessageContent
from atiende.domain.work import User
from atiende.ports.views import ConversationRow, CustomerBrief, InteractionBrief, Named, Sight
from atiende.store.views.asking import TENANT, Asking, Found, some, table
from atiende.store.views.lists import answer_ms
from atiende.store.views.person import goes_first, known_as
from atiende.store.views.seeing import AnySight, any_sight, told, visible

LINE = 140
"""Characters of the newest message a list shows."""
SUBJECT = 300


async def rows_of(
    ask: Asking, tenant: str, sight: Sight, ids: Sequence[str], queues: Mapping[str, Queue]
) -> list[ConversationRow]:
    """Those of `ids` that may be seen, in the order given."""
    if not ids:
        return []
    found = {
        row["id"]: row for row in await ask.rows(_select(any_sight(sight)), tenant, {**told(sight), "ids": _asked(ids)})
    }
    for hidden in [row for row in found.values() if row["only_for"] is not None]:
        found[hidden["id"]] = {**hidden, **await _newest_for_all(ask, tenant, hidden["id"])}
    work = await open_interactions(ask, tenant, list(found))
    return [conversation_row(found[one], work.get(one), queues) for one in ids if one in found]


def _asked(ids: Sequence[str]) -> Sequence[str]:
    """Filled up to a power of two, so that databases meet few forms of a question."""
    return [*ids, *[ids[-1]] * ((1 << (len(ids) - 1).bit_length()) - len(ids))]


@lru_cache
def _select(sight: AnySight) -> sa.Select[Any]:
    conversation, user, reader = (table(row) for row in (Conversation, User, Reader))
    newest, first = (table(Message).alias(name) for name in ("newest", "first"))
    newest_content, first_content = (table(MessageContent).alias(name) for name in ("newest_content", "first_content"))
    c = conversation.c

    def same(other: Any, *conditions: Any) -> Any:
        return sa.and_(other.c.tenant == c.tenant, *conditions)

    joined = (
        conversation.outerjoin(user, same(user, user.c.id == c.agent))
        .outerjoin(reader, same(reader, reader.c.conversation == c.id, reader.c.agent == sight.agent))
        .outerjoin(newest, same(newest, newest.c.conversation == c.id, newest.c.position == c.last))
        .outerjoin(newest_content, same(newest_content, newest_content.c.id == newest.c.id))
        .outerjoin(first, same(first, first.c.conversation == c.id, first.c.position == 1))
        .outerjoin(first_content, same(first_content, first_content.c.id == first.c.id))
    )
    return (
        sa.select(
            *[column for column in c if column.name != "tenant"],
            goes_first(TENANT, c.customer).label("vip"),
            known_as(TENANT, c.customer).label("customer_name"),
            known_as(TENANT, c.customer, "organization").label("organization"),
            user.c.name.label("agent_name"),
            reader.c.position.label("read"),
            newest.c.direction.label("direction"),
            newest.c.author.label("author"),
            newest.c.only_for.label("only_for"),
            sa.func.substr(newest_content.c.text, 1, LINE).label("last_line"),
            sa.func.substr(first_content.c.subject, 1, SUBJECT).label("subject"),
        )
        .select_from(joined)
        .where(c.tenant == TENANT, c.id.in_(some("ids")), visible(TENANT, c, sight))
    )


async def _newest_for_all(ask: Asking, tenant: str, conversation: str) -> Found:
    """A note for one agent only stands in no list: what was said before it does."""
    m, content = table(Message).c, table(MessageContent).c
    select = (
        sa.select(m.direction, m.author, sa.func.substr(content.text, 1, LINE).label("last_line"))
        .select_from(
            table(Message).outerjoin(table(MessageContent), sa.and_(content.tenant == m.tenant, content.id == m.id))
        )
        .where(m.tenant == tenant, m.conversation == conversation, m.only_for.is_(None))
        .order_by(m.position.desc())
        .limit(1)
    )
    return await ask.one(select, tenant) or {"direction": None, "author": None, "last_line": ""}


async def open_interactions(ask: Asking, tenant: str, ids: Sequence[str]) -> dict[str, InteractionBrief]:
    """The newest open interaction of each conversation that has one."""
    if not ids:
        return {}
    return {
        row["conversation"]: InteractionBrief(id=row["id"], state=row["state"], channel=row["channel"])
        for row in await ask.rows(_open_work(), tenant, {"ids": _asked(ids)})
    }


@lru_cache
def _open_work() -> sa.Select[Any]:
    interaction = table(Interaction).c
    return (
        sa.select(interaction.id, interaction.conversation, interaction.state, interaction.channel)
        .where(
            interaction.tenant == TENANT,
            interaction.conversation.in_(some("ids")),
            interaction.state.in_(OPEN_STATES),
        )
        .order_by(interaction.id)
    )


def conversation_row(row: Found, interaction: InteractionBrief | None, queues: Mapping[str, Queue]) -> ConversationRow:
    return ConversationRow(
        id=row["id"],
        number=row["number"],
        status=row["status"],
        kind=row["kind"],
        channel=row["channel"],
        queue=row["queue"],
        brand=row["brand"],
        priority=row["priority"],
        reason=row["reason"],
        language=row["language"],
        agent=Named(row["agent"], row["agent_name"] or "") if row["agent"] else None,
        customer=CustomerBrief(
            id=row["customer"],
            name=row["customer_name"] or "",
            organization=row["organization"] or "",
            vip=bool(row["vip"]),
        ),
        subject=row["subject"] or "",
        last_line=" ".join((row["last_line"] or "").split()),
        last_author=_author(row["direction"], row["author"]),
        opened_at=row["opened_at"],
        touched_at=row["touched_at"],
        waiting_since=row["waiting_since"],
        due_at=_due(row, queues),
        snoozed_until=row["snoozed_until"],
        unread=row["last_in"] > (row["read"] or 0),
        last=row["last"],
        interaction=interaction,
        tags=msgspec.json.decode(row["tags"] or "[]", type=tuple[str, ...]),
        policy=row["policy"],
        resolve_due=row["resolve_due"],
        hand_raised_at=row["hand_raised_at"],
    )


def _author(direction: str | None, author: str | None) -> str:
    if direction in (None, "in"):
        return "customer"
    return "system" if author == "system" else "agent"


def _due(row: Found, queues: Mapping[str, Queue]) -> int | None:
    """As its clock says; one from before there were clocks by its queue's time to answer."""
    waiting, due = row["waiting_since"], row["answer_due"]
    if waiting is None or due is not None or row["policy"]:
        return due if waiting is not None else None
    return int(waiting) + answer_ms(queues, row["queue"])
