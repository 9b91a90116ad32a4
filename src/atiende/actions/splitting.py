"""Chosen messages begin a conversation of their own, or go to one that is there: as copies, the originals stay."""

from collections.abc import Sequence

from msgspec.structs import replace

from atiende.actions.conversations import conversation_of
from atiende.actions.merged import same_person
from atiende.domain import conversation as life
from atiende.domain import facts as f
from atiende.domain.agent import Agent
from atiende.domain.conversation import Conversation
from atiende.domain.errors import Invalid, NotFound, WrongState
from atiende.domain.message import Message, MessageContent
from atiende.domain.work import Timer
from atiende.ports.desk import Desk
from atiende.ports.store import Change

MOST = 200
"""Messages taken along at once."""
UNSETTLED = ("written", "attempting")


async def split_conversation(
    desk: Desk, tenant: str, actor: str, conversation_id: str, messages: Sequence[str]
) -> Conversation:
    """A new conversation of the same customer, with a number of its own, in the hands of whoever splits it; answers
    it. Raises Invalid, NotFound, WrongState for a message that is still on its way."""

    def decide(change: Change) -> Conversation:
        source = conversation_of(change, conversation_id)
        chosen = _chosen(change, source, messages)
        opened = f.ConversationOpened(
            conversation=desk.ids.new("cnv"),
            customer=source.customer,
            brand=source.brand,
            channel=chosen[0].channel,
            number=change.number("conversation"),
            queue=source.queue,
            kind=source.kind,
            language=source.language,
            priority=source.priority,
            previous=source.id,
        )
        change.record(opened, actor=f"agent:{actor}")
        _copy(desk, change, source, opened.conversation, chosen, actor)
        who = change.get(Agent, actor)
        if who is not None and who.ability.active:
            taken = f.ConversationTaken(conversation=opened.conversation, agent=actor)
            change.record(taken, actor=f"agent:{actor}")
        return conversation_of(change, opened.conversation)

    return await desk.store.change(tenant, decide, at=desk.clock.now())


async def move_messages(
    desk: Desk, tenant: str, actor: str, conversation_id: str, messages: Sequence[str], to: str
) -> Conversation:
    """They belong to another open conversation of the same person; answers that one. Raises Invalid, NotFound,
    WrongState when it is closed."""

    def decide(change: Change) -> Conversation:
        source, target = conversation_of(change, conversation_id), conversation_of(change, to)
        if target.id == source.id or target.brand != source.brand:
            raise Invalid(field="to", reason="unknown")
        if not same_person(change, source.customer, target.customer):
            raise Invalid(field="to", reason="another_customer")
        if target.status == "closed":
            raise WrongState(state="closed")
        chosen = _chosen(change, source, messages)
        if target.status in ("pending", "snoozed", "resolved"):
            change.record(*life.reopen(target), actor=f"agent:{actor}")
            for kind in ("snooze", "close"):
                change.drop(Timer, kind, target.id)
        _copy(desk, change, source, target.id, chosen, actor)
        return conversation_of(change, to)

    return await desk.store.change(tenant, decide, at=desk.clock.now())


def _chosen(change: Change, source: Conversation, messages: Sequence[str]) -> list[Message]:
    """In their order, without what only one agent may see. Raises Invalid, NotFound, WrongState."""
    wanted = set(messages)
    if not wanted or len(wanted) > MOST:
        raise Invalid(field="messages", reason="empty" if not wanted else "too_many")
    found = [change.get(Message, one) for one in wanted]
    mine = [one for one in found if one is not None and one.conversation == source.id and one.only_for is None]
    if len(mine) < len(wanted):
        raise NotFound(kind="message", id=next(iter(wanted - {one.id for one in mine})))
    for one in mine:
        if one.status in UNSETTLED:
            raise WrongState(state=one.status)
    return sorted(mine, key=lambda one: one.position)


def _copy(desk: Desk, change: Change, source: Conversation, into: str, chosen: Sequence[Message], actor: str) -> None:
    copies = [desk.ids.new("msg") for _ in chosen]
    change.record(
        f.ConversationSplit(
            conversation=into,
            source=source.id,
            messages=tuple(one.id for one in chosen),
            copies=tuple(copies),
        ),
        actor=f"agent:{actor}",
    )
    for one, copy in zip(chosen, copies, strict=True):
        content = change.get(MessageContent, one.id)
        if content is not None:
            change.put(replace(content, id=copy, conversation=into, client_id=""))
