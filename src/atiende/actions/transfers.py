"""Passing work on: to a queue or an agent, with a note; re-routing by a supervisor; an absent agent's work in bulk."""

from collections.abc import Sequence

from atiende.actions import recordings, settings_of
from atiende.actions.conversations import IN_WORK, agent_of, conversation_of, end_one, interaction_of, withdraw_offer
from atiende.actions.queueing import Target as Target
from atiende.actions.queueing import fresh, requeued, wait_for_named
from atiende.actions.replies import Note, add_note
from atiende.domain import facts as f
from atiende.domain import interaction as work
from atiende.domain.conversation import ACTIVE, Conversation
from atiende.domain.errors import Invalid, WrongState
from atiende.domain.interaction import Interaction, can_be_taken
from atiende.domain.work import Timer
from atiende.ports.desk import Desk
from atiende.ports.store import Change


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
        move(desk, change, conversation, target, f"agent:{actor}")
        return conversation_of(change, conversation_id)

    return await desk.store.change(tenant, decide, at=desk.clock.now())


async def route_interaction(
    desk: Desk, tenant: str, actor: str, interaction_id: str, target: Target, priority: int | None = None
) -> None:
    """A supervisor sends open work elsewhere, or alters its urgency. Raises Invalid, NotFound, WrongState."""

    def decide(change: Change) -> None:
        interaction = interaction_of(change, interaction_id)
        if interaction.state not in work.OPEN_STATES:
            raise WrongState(state=interaction.state)
        conversation = conversation_of(change, interaction.conversation)
        by = f"agent:{actor}"
        if priority is not None:
            if not 1 <= priority <= 5:
                raise Invalid(field="priority", reason="out_of_range")
            change.record(f.PriorityChanged(conversation=conversation.id, priority=priority), actor=by)
        if target.queue or target.agent:
            _check(change, target, "")
            move(desk, change, conversation, target, by)

    await desk.store.change(tenant, decide, at=desk.clock.now())


async def open_work(desk: Desk, tenant: str, agent: str) -> Sequence[str]:
    """The conversations somebody has open: those he is responsible for and those in his hands."""
    reading = desk.store.reading(tenant)
    held = [one for status in ACTIVE for one in await reading.where(Conversation, {"agent": agent, "status": status})]
    handled = await reading.where(Interaction, {"agent": agent, "state": "handling"})
    return list(dict.fromkeys([*(one.id for one in held), *(one.conversation for one in handled)]))


async def reassign_work(
    desk: Desk, tenant: str, actor: str, agent: str, target: Target, only: frozenset[str] | None = None
) -> Sequence[str]:
    """What an absent agent has open (or only these of it) goes to a queue or a colleague; answers what moved."""

    def decide(change: Change) -> Sequence[str]:
        _check(change, target, agent)
        held = {
            one.id: one for status in ACTIVE for one in change.where(Conversation, {"agent": agent, "status": status})
        }
        for handled in change.where(Interaction, {"agent": agent, "state": "handling"}):
            held.setdefault(handled.conversation, conversation_of(change, handled.conversation))
        chosen = [one for one in held.values() if only is None or one.id in only]
        for one in chosen:
            move(desk, change, one, target, f"agent:{actor}")
        return [one.id for one in chosen]

    return await desk.store.change(tenant, decide, at=desk.clock.now())


async def move_several(
    desk: Desk, tenant: str, actor: str, conversations: Sequence[str], target: Target
) -> Sequence[str]:
    """These conversations go to a queue or an agent in one change; what is over meanwhile stays. Answers what moved."""

    def decide(change: Change) -> Sequence[str]:
        _check(change, target, "")
        chosen = [conversation_of(change, one) for one in conversations]
        moving = [one for one in chosen if one.status not in ("resolved", "closed")]
        for one in moving:
            move(desk, change, one, target, f"agent:{actor}")
        return [one.id for one in moving]

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


def move(desk: Desk, change: Change, conversation: Conversation, target: Target, actor: str) -> None:
    """Sends a conversation to a queue or an agent, inside a change: what is open waits anew, keeping its place.

    A session in wrap-up is over: it ends, and what is left to do is new work. Raises WrongState for a closed one.
    """
    if conversation.status == "closed":
        raise WrongState(state="closed")
    _requeue_all(desk, change, conversation, target, actor)
    if conversation.status in ("pending", "snoozed", "resolved"):
        change.record(f.ConversationReopened(conversation=conversation.id, was=conversation.status), actor=actor)
        change.drop(Timer, "snooze", conversation.id)
        change.drop(Timer, "close", conversation.id)
    if conversation.agent:
        change.record(f.ConversationReleased(conversation=conversation.id, agent=conversation.agent), actor=actor)
    if target.queue and target.queue != conversation.queue:
        change.record(f.ConversationQueueChanged(conversation=conversation.id, queue=target.queue), actor=actor)


def _requeue_all(desk: Desk, change: Change, conversation: Conversation, target: Target, actor: str) -> None:
    of_it = change.where(Interaction, {"conversation": conversation.id})
    for one in of_it:
        if one.state == "wrap_up":
            end_one(change, one, "system", actor)
    waiting = [one for one in of_it if one.state in IN_WORK or can_be_taken(one)]
    for one in waiting:
        _move_one(desk, change, conversation, one, target, actor)
    if not waiting:
        queued = fresh(desk, change, conversation, target)
        change.record(queued, actor=actor)
        wait_for_named(desk, change, queued)


def _move_one(
    desk: Desk, change: Change, conversation: Conversation, one: Interaction, target: Target, actor: str
) -> None:
    withdraw_offer(change, one, "transferred")
    recordings.end(change, one.id, "system", "moved")
    change.drop(Timer, "silence", one.id)
    queued = requeued(desk, change, conversation, one, target)
    change.record(
        f.InteractionTransferred(
            interaction=one.id,
            conversation=conversation.id,
            agent=one.agent,
            to_queue=target.queue or None,
            to_agent=target.agent or None,
        ),
        queued,
        actor=actor,
    )
    wait_for_named(desk, change, queued)
