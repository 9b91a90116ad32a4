"""What a conversation is marked with: its kind, its tags, and its custom fields."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from atiende.actions import custom_fields, settings_of
from atiende.actions.announcing import follow_kind
from atiende.actions.authors import actor_of
from atiende.actions.conversations import conversation_of
from atiende.domain import facts as f
from atiende.domain.conversation import Conversation
from atiende.domain.desk_documents import Tag
from atiende.domain.errors import Invalid, TooLarge
from atiende.domain.matter import KINDS, ConversationFields
from atiende.domain.work import Changed
from atiende.ports.desk import Desk
from atiende.ports.store import Change

MOST_TAGS = 50
T = TypeVar("T")


async def set_kind(desk: Desk, tenant: str, actor: str, conversation_id: str, kind: str) -> None:
    """enquiry, complaint, claim or incident. Raises Invalid, NotFound."""
    await _of(desk, tenant, conversation_id, lambda change, found: mark_kind(change, found, actor, kind))


async def set_tags(
    desk: Desk, tenant: str, actor: str, conversation_id: str, add: Iterable[str], remove: Iterable[str] = ()
) -> None:
    """Adds and takes away tags by slug. Raises Invalid for one that is not published, NotFound, TooLarge."""
    await _of(desk, tenant, conversation_id, lambda change, found: mark_tags(change, found, actor, add, remove))


async def set_fields(desk: Desk, tenant: str, actor: str, conversation_id: str, fields: Mapping[str, str]) -> None:
    """Sets custom fields by slug; an empty value takes one away. Raises Invalid, NotFound."""
    await _of(desk, tenant, conversation_id, lambda change, found: fill_fields(change, found, actor, fields))


def mark_kind(change: Change, conversation: Conversation, actor: str, kind: str) -> None:
    """Inside a change."""
    if kind not in KINDS:
        raise Invalid(field="kind", reason="unknown")
    if kind != conversation.kind:
        change.record(f.KindChanged(conversation=conversation.id, kind=kind), actor=actor_of(actor))
        follow_kind(change, conversation, kind)


def mark_tags(
    change: Change, conversation: Conversation, actor: str, add: Iterable[str], remove: Iterable[str] = ()
) -> None:
    """Inside a change. A tag it has already, or has not, is no error."""
    added, gone = tuple(add), frozenset(remove)
    for slug in added:
        if not isinstance(settings_of.document(change, "tag", slug), Tag):
            raise Invalid(field="tags", reason="unknown")
    now = tuple(dict.fromkeys(one for one in (*conversation.tags, *added) if one not in gone))
    if len(now) > MOST_TAGS:
        raise TooLarge(field="tags", most=MOST_TAGS)
    if now != conversation.tags:
        change.record(f.TagsChanged(conversation=conversation.id, tags=now), actor=actor_of(actor))


def fill_fields(change: Change, conversation: Conversation, actor: str, fields: Mapping[str, str]) -> None:
    """Inside a change. Old and new values are kept, as content."""
    before = change.get(ConversationFields, conversation.id) or ConversationFields(conversation=conversation.id)
    given = {slug: value.strip() for slug, value in fields.items()}
    kept = custom_fields.checked(change, "conversation", conversation.brand, before.fields, given)
    altered = sorted(slug for slug in {*kept, *before.fields} if kept.get(slug) != before.fields.get(slug))
    if not altered:
        return
    seq = change.record(f.FieldsChanged(conversation=conversation.id, fields=tuple(altered)), actor=actor_of(actor))
    for slug in altered:
        old, new = before.fields.get(slug, ""), kept.get(slug, "")
        change.put(Changed(seq=seq, subject=conversation.id, field=f"fields.{slug}", old=old, new=new))
    change.put(ConversationFields(conversation=conversation.id, fields=kept))


async def _of(desk: Desk, tenant: str, conversation_id: str, decide: Callable[[Change, Conversation], T]) -> T:
    return await desk.store.change(
        tenant, lambda change: decide(change, conversation_of(change, conversation_id)), at=desk.clock.now()
    )
