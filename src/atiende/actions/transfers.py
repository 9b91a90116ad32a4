"""Passing work on: to a queue or an agent, with a note; re-routing by a supervisor; an absent agent's work in bulk."""

from msgspec import Struct

from atiende.actions import settings_of
from atiende.actions.conversations import agent_of, conversation_of, interaction_of, withdraw_offer
from atiende.actions.replies import Note, add_note
from atiende.domain import facts as f
from atiende.domain import interaction as work
from atiende.domain.conversation import ACTIVE, Conversation
from atiende.domain.errors import Invalid
from atiende.domain.interaction import Interaction
from atiende.domain.message import Message
from atiende.domain.work import Timer
from atiende.ports.desk import Desk
from atiende.ports.store import Change


class Target(Struct, frozen=True, kw_only=True):
    """Exactly one of the two."""

    queue: str = ""
    agent: str = ""


async def transfer_conversation(
    desk: Desk, tenant: str, actor: str, conversation_id: str, target: Target, note: str = ""
) -> Conversation:
    """Ends the present handler's segment; it waits for its new one, keeping its place. Raises Invalid, NotFound."""

    def decide(change: Change) -> Conversation:
        conversation = conversation_of(change, conversation_id)
        _check(change, target, actor)
        if note.strip():
            wording = Note(client_id=desk.ids.new("nte"), text=note)
            add_note(change, conversation, actor, wording, desk.ids.new("msg"))
        move(change, conversation, target, f"agent:{actor}", desk.ids.new("itr"))
        return conversation_of(change, conversation_id)

    return await desk.store.change(tenant, decide, at=desk.clock.now())


async def route_interaction(
    desk: Desk, tenant: str, actor: str, interaction_id: str, target: Target, priority: int | None = None
) -> None:
    """A supervisor sends waiting or handled work elsewhere, or alters its urgency. Raises Invalid, NotFound."""

    def decide(change: Change) -> None:
        interaction = interaction_of(change, interaction_id)
        conversation = conversation_of(change, interaction.conversation)
        by = f"agent:{actor}"
        if priority is not None:
            if not 1 <= priority <= 5:
                raise Invalid(field="priority", reason="out_of_range")
            change.record(f.PriorityChanged(conversation=conversation.id, priority=priority), actor=by)
        if target.queue or target.agent:
            _check(change, target, "")
            move(change, conversation, target, by, desk.ids.new("itr"))

    await desk.store.change(tenant, decide, at=desk.clock.now())


async def reassign_work(desk: Desk, tenant: str, actor: str, agent: str, target: Target) -> int:
    """Everything an absent agent has open goes to a queue or a colleague; answers how many conversations."""

    def decide(change: Change) -> int:
        _check(change, target, agent)
        held = change.where(Conversation, {"agent": agent})
        active = [one for one in held if one.status in ACTIVE]
        for one in active:
            move(change, one, target, f"agent:{actor}", desk.ids.new("itr"))
        return len(active)

    return await desk.store.change(tenant, decide, at=desk.clock.now())


def _check(change: Change, target: Target, present: str) -> None:
    if bool(target.queue) == bool(target.agent):
        raise Invalid(field="queue", reason="one_of_queue_agent")
    if target.agent:
        agent_of(change, target.agent)
        if target.agent == present:
            raise Invalid(field="agent", reason="same_agent")
    else:
        settings_of.queue_of(change, target.queue)


def move(change: Change, conversation: Conversation, target: Target, actor: str, new_id: str) -> None:
    """Sends a conversation to a queue or an agent, inside a change: what is open waits anew, keeping its place."""
    open_ones = [
        one for one in change.where(Interaction, {"conversation": conversation.id}) if one.state in work.OPEN_STATES
    ]
    for one in open_ones:
        withdraw_offer(change, one, "transferred")
        for kind in ("silence", "wrap_up"):
            change.drop(Timer, kind, one.id)
        change.record(
            f.InteractionTransferred(
                interaction=one.id,
                conversation=conversation.id,
                agent=one.agent,
                to_queue=target.queue or None,
                to_agent=target.agent or None,
            ),
            _requeued(change, conversation, one, target),
            actor=actor,
        )
    if not open_ones:
        change.record(_fresh(change, conversation, target, new_id), actor=actor)
    if conversation.status in ("pending", "snoozed"):
        change.record(f.ConversationReopened(conversation=conversation.id, was=conversation.status), actor=actor)
        change.drop(Timer, "snooze", conversation.id)
    if conversation.agent:
        change.record(f.ConversationReleased(conversation=conversation.id, agent=conversation.agent), actor=actor)
    if target.queue and target.queue != conversation.queue:
        change.record(f.ConversationQueueChanged(conversation=conversation.id, queue=target.queue), actor=actor)


def _requeued(change: Change, conversation: Conversation, one: Interaction, target: Target) -> f.InteractionQueued:
    queue_slug = target.queue or one.queue
    queue = settings_of.queue_of(change, queue_slug)
    return f.InteractionQueued(
        interaction=one.id,
        conversation=one.conversation,
        customer=one.customer,
        brand=one.brand,
        channel=one.channel,
        endpoint=one.endpoint,
        queue=queue_slug,
        since=one.since,
        priority=conversation.priority,
        skills=() if target.agent else tuple((need.skill, need.level) for need in queue.skills),
        language=(conversation.language if queue.match_language and not target.agent else ""),
        agent=target.agent or None,
        why="transferred",
    )


def _fresh(change: Change, conversation: Conversation, target: Target, new_id: str) -> f.InteractionQueued:
    """No interaction is open: one begins on the channel the customer wrote on last."""
    endpoint, channel = "", conversation.channel
    for message in change.where(Message, {"conversation": conversation.id, "position": conversation.last_in}):
        endpoint, channel = message.endpoint, message.channel
    blank = Interaction(
        id=new_id,
        conversation=conversation.id,
        customer=conversation.customer,
        brand=conversation.brand,
        channel=channel,
        endpoint=endpoint,
        queue=conversation.queue,
        state="queued",
        priority=conversation.priority,
        since=change.at,
    )
    return _requeued(change, conversation, blank, target)
