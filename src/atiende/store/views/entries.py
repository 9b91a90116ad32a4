"""Entries of a timeline from rows: messages with their content, facts with the names of what they speak of."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
import sqlalchemy as sa

from atiende.domain.commitment import CommitmentText
from atiende.domain.conversation import Conversation
from atiende.domain.customer import CustomerDetails
from atiende.domain.documents import Document, read
from atiende.domain.facts import AnyFact
from atiende.domain.message import Attached, Message, MessageContent, Offered
from atiende.domain.row import Row
from atiende.domain.work import User
from atiende.ports.views import EventEntry, FileShown, MessageEntry, Who
from atiende.store.views.asking import Asking, Found, table
from atiende.store.views.person import known_as

NAMED_FIELDS = {
    "agent": "agent",
    "to_agent": "agent",
    "preferred": "agent",
    "forced_by": "agent",
    "queue": "queue",
    "to_queue": "queue",
    "reason": "reason",
    "disposition": "disposition",
    "customer": "customer",
    "owner": "agent",
    "user": "agent",
    "commitment": "commitment",
    "into": "conversation",
    "source": "conversation",
    "flow": "flow",
}
"""Fields of facts that name something, and what kind of thing."""

DOCUMENTS = ("queue", "reason", "disposition", "flow")
Thing = tuple[str, str]
_attached = msgspec.json.Decoder(tuple[Attached, ...]).decode
_offered = msgspec.json.Decoder(tuple[Offered, ...]).decode
_texts = msgspec.json.Decoder(tuple[str, ...]).decode


OF_CONTENT = (
    "text", "hidden", "html", "subject", "sender", "to", "cc", "attachments", "raw", "remote_images", "client_id",
    "choices", "choice", "source",
)  # fmt: skip


def messages(tenant: str) -> sa.Select[Any]:
    """Messages with content, author and customer; conditions and order are the caller's."""
    message, content, user, conversation = (table(row) for row in (Message, MessageContent, User, Conversation))
    m = message.c

    def same(other: sa.Table, *conditions: Any) -> Any:
        return sa.and_(other.c.tenant == m.tenant, *conditions)

    joined = (
        message.join(conversation, same(conversation, conversation.c.id == m.conversation))
        .outerjoin(content, same(content, content.c.id == m.id))
        .outerjoin(user, same(user, user.c.id == m.author))
    )
    return (
        sa.select(
            *[column for column in m if column.name != "tenant"],
            *[content.c[name].label(f"content_{name}") for name in OF_CONTENT],
            user.c.name.label("author_name"),
            conversation.c.customer.label("customer"),
            conversation.c.number.label("number"),
            known_as(tenant, conversation.c.customer).label("customer_name"),
        )
        .select_from(joined)
        .where(m.tenant == tenant)
    )


def message_entry(row: Found) -> MessageEntry:
    return MessageEntry(
        id=row["id"],
        conversation=row["conversation"],
        number=row["number"],
        position=row["position"],
        direction=row["direction"],
        status=row["status"],
        author=_author(row),
        channel=row["channel"],
        endpoint=row["endpoint"],
        at=row["at"],
        text=row["content_text"] or "",
        hidden=row["content_hidden"] or "",
        html=row["content_html"] or "",
        has_remote_images=bool(row["content_remote_images"]),
        subject=row["content_subject"] or "",
        to=_texts(row["content_to"] or "[]"),
        cc=_texts(row["content_cc"] or "[]"),
        attachments=[_file(one) for one in _attached(row["content_attachments"] or "[]")],
        reason=row["reason"],
        automatic=bool(row["automatic"]),
        raw=bool(row["content_raw"]),
        client_id=row["content_client_id"] or "",
        only_for=row["only_for"],
        copied_from=row["copied_from"],
        why=row["why"],
        choices=_offered(row["content_choices"] or "[]"),
        choice=row["content_choice"] or "",
        source=row["content_source"] or "",
    )


def _author(row: Found) -> Who:
    if row["direction"] == "in":
        return Who(type="customer", id=row["customer"], name=row["customer_name"] or row["content_sender"] or "")
    if row["author"] == "system":
        return Who(type="system", id="system", name="")
    return Who(type="agent", id=row["author"], name=row["author_name"] or "")


def _file(one: Attached) -> FileShown:
    return FileShown(
        id=one.id,
        name=one.name,
        content_type=one.content_type,
        size=one.size,
        inline=one.inline,
        content_id=one.content_id,
    )


def names_in(rows: Sequence[Found], facts: Iterable[AnyFact]) -> set[Thing]:
    """Everything that facts and their actors speak of."""
    found = {_thing(row["actor"]) for row in rows}
    for fact in facts:
        for field, kind in NAMED_FIELDS.items():
            value = getattr(fact, field, None)
            if value:
                found.add((kind, value))
    return found


def _thing(actor: str) -> Thing:
    kind, _, ident = actor.partition(":")
    return kind, ident


async def names_of(ask: Asking, tenant: str, things: Iterable[Thing]) -> dict[Thing, str]:
    """Names of agents, customers and documents, a question per kind of table."""
    by_kind: dict[str, set[str]] = {}
    for kind, ident in things:
        by_kind.setdefault(kind, set()).add(ident)
    found: dict[Thing, str] = {}
    people: tuple[tuple[str, type[Row]], ...] = (("agent", User), ("customer", CustomerDetails))
    for kind, row in people:
        if ids := by_kind.pop(kind, None):
            t = table(row).c
            select: sa.Select[Any] = sa.select(t.id, t.name).where(t.tenant == tenant, t.id.in_(ids))
            found.update({(kind, one["id"]): one["name"] for one in await ask.rows(select, tenant)})
    if ids := by_kind.pop("commitment", None):
        t = table(CommitmentText).c
        texts: sa.Select[Any] = sa.select(t.id, t.text).where(t.tenant == tenant, t.id.in_(ids))
        found.update({("commitment", one["id"]): one["text"] for one in await ask.rows(texts, tenant)})
    if ids := by_kind.pop("conversation", None):
        c = table(Conversation).c
        numbers: sa.Select[Any] = sa.select(c.id, c.number).where(c.tenant == tenant, c.id.in_(ids))
        found.update({("conversation", one["id"]): f"#{one['number']}" for one in await ask.rows(numbers, tenant)})
    slugs = {slug for kind in DOCUMENTS for slug in by_kind.get(kind, ())}
    if slugs:
        d = table(Document).c
        documents: sa.Select[Any] = sa.select(d.kind, d.slug, d.body).where(
            d.tenant == tenant, d.kind.in_(DOCUMENTS), d.slug.in_(slugs)
        )
        found.update(
            {
                (one["kind"], one["slug"]): read(one["kind"], one["body"]).name
                for one in await ask.rows(documents, tenant)
            }
        )
    return found


def event_entry(row: Found, fact: AnyFact, names: Mapping[Thing, str], number: int) -> EventEntry:
    data: dict[str, object] = msgspec.structs.asdict(fact)
    for field, kind in NAMED_FIELDS.items():
        value = data.get(field)
        if isinstance(value, str) and (kind, value) in names:
            data[f"{field}_name"] = names[kind, value]
    kind, ident = _thing(row["actor"])
    return EventEntry(
        seq=row["seq"],
        at=row["at"],
        conversation=row["subject"],
        number=number,
        event=row["kind"],
        actor=Who(type=kind, id=ident or kind, name=names.get((kind, ident), "")),
        data={name: value for name, value in data.items() if name != "receipt"},
    )
