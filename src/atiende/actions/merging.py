"""Conversations that are one matter: merged, and taken apart again. An edge: every message stays where it was written.

What is open in the one merged goes on as the other's work; what comes for it later lands there.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from atiende.actions import receive, settings_of
from atiende.actions.conversations import conversation_of, end_one, withdraw_offer
from atiende.actions.merged import present as present
from atiende.actions.merged import same_person
from atiende.actions.queueing import Target, fresh, requeued
from atiende.domain import conversation as life
from atiende.domain import facts as f
from atiende.domain.callback import Callback
from atiende.domain.conversation import ACTIVE, Conversation
from atiende.domain.errors import Invalid, WrongState
from atiende.domain.interaction import OPEN_STATES, Interaction
from atiende.domain.message import Message
from atiende.domain.work import Timer
from atiende.ports.desk import Desk
from atiende.ports.store import Change

MOST = 20
"""Conversations merged at once."""
DAY_MS = 86_400_000


async def merge_conversations(desk: Desk, tenant: str, actor: str, into: str, merged: Sequence[str]) -> Conversation:
    """They are the same matter as `into` from now on. Raises Invalid for another person's, NotFound, WrongState for
    a closed target or one that is merged already."""

    def decide(change: Change) -> Conversation:
        ids = dict.fromkeys(merged)
        if not ids or into in ids or len(ids) > MOST:
            raise Invalid(field="conversations", reason="unknown")
        for one in ids:
            _merge(desk, change, conversation_of(change, one), conversation_of(change, into), actor)
        return conversation_of(change, into)

    return await desk.store.change(tenant, decide, at=desk.clock.now())


async def unmerge_conversation(desk: Desk, tenant: str, actor: str, conversation_id: str) -> Conversation:
    """It is a matter of its own again, as it was, with its own work. Raises NotFound, WrongState."""

    def decide(change: Change) -> Conversation:
        conversation = conversation_of(change, conversation_id)
        if conversation.merged_into is None:
            raise WrongState(state=conversation.status)
        _unmerge(desk, change, conversation, conversation_of(change, conversation.merged_into), actor)
        return conversation_of(change, conversation_id)

    return await desk.store.change(tenant, decide, at=desk.clock.now())


def _merge(desk: Desk, change: Change, conversation: Conversation, into: Conversation, actor: str) -> None:
    by = f"agent:{actor}"
    _check(change, conversation, into)
    wakes = conversation.status in ("new", "open") and into.status not in ("new", "open")
    if wakes:
        change.record(*life.reopen(into), actor=by)
        for kind in ("snooze", "close"):
            change.drop(Timer, kind, into.id)
    for kind in ("snooze", "close"):
        change.drop(Timer, kind, conversation.id)
    change.record(f.ConversationMerged(conversation=conversation.id, into=into.id, was=conversation.status), actor=by)
    for one in change.where(Interaction, {"conversation": conversation.id}):
        if one.state in OPEN_STATES:
            _carry_over(desk, change, one, conversation_of(change, into.id), by)
    now = conversation_of(change, into.id)
    if now.agent is None and conversation.agent is not None and now.status in ("new", "open"):
        change.record(f.ConversationTaken(conversation=into.id, agent=conversation.agent), actor=by)


def _check(change: Change, conversation: Conversation, into: Conversation) -> None:
    if conversation.merged_into is not None or into.merged_into is not None:
        raise WrongState(state="merged")
    if into.status == "closed":
        raise WrongState(state="closed")
    if conversation.brand != into.brand or not same_person(change, conversation.customer, into.customer):
        raise Invalid(field="conversations", reason="another_customer")


def _carry_over(desk: Desk, change: Change, one: Interaction, into: Conversation, actor: str) -> None:
    """Open work goes on in another conversation, keeping its place and its handler. Mail where that one has mail open
    already is the same piece of work; wrapping up is over."""
    session = desk.channels[one.channel].traits.session
    of_target = change.where(Interaction, {"conversation": into.id})
    double = not session and any(
        each.channel == one.channel and each.state in receive.LIVE and each.id != one.id for each in of_target
    )
    if one.state == "wrap_up" or double:
        end_one(change, one, "system", actor)
        return
    withdraw_offer(change, one, "merged")
    if one.state == "in_flow" and not one.flow:
        change.record(_asleep(change, one, into), actor=actor)
        return
    handler = one.agent if one.state == "handling" else None
    if handler is not None:
        change.record(
            f.InteractionTransferred(
                interaction=one.id, conversation=one.conversation, agent=handler, to_agent=handler
            ),
            actor=actor,
        )
    current = change.get(Interaction, one.id) or one
    moved = replace(current, conversation=into.id, queue=one.queue)
    change.record(requeued(desk, change, into, moved, Target(queue=one.queue), "merged"), actor=actor)
    if handler is not None:
        change.record(
            f.InteractionTaken(interaction=one.id, conversation=into.id, agent=handler, channel=one.channel),
            actor=actor,
        )


def _asleep(change: Change, one: Interaction, into: Conversation) -> f.CallbackRequested:
    """A callback that waits for its moment wakes in the other conversation."""
    promised = change.get(Callback, one.id)
    return f.CallbackRequested(
        interaction=one.id,
        conversation=into.id,
        queue=one.queue,
        customer=one.customer,
        since=one.since,
        not_before=promised.not_before if promised is not None else None,
    )


def _unmerge(desk: Desk, change: Change, conversation: Conversation, into: Conversation, actor: str) -> None:
    by = f"agent:{actor}"
    was = _status_before(change, conversation)
    change.record(f.ConversationUnmerged(conversation=conversation.id, into=into.id, status=was), actor=by)
    mine = {one.interaction for one in change.where(Message, {"conversation": conversation.id}) if one.interaction}
    for one in change.where(Interaction, {"conversation": into.id}):
        if one.id in mine and one.state in OPEN_STATES:
            _carry_over(desk, change, one, conversation_of(change, conversation.id), by)
    _go_on(desk, change, conversation_of(change, conversation.id), by)
    _go_on(desk, change, conversation_of(change, into.id), by)


def _status_before(change: Change, conversation: Conversation) -> str:
    """What it was when it was merged; a moment to wake at has passed with it, so it is open instead."""
    was = conversation.merged_was or "open"
    return "open" if was == "snoozed" else was


def _go_on(desk: Desk, change: Change, conversation: Conversation, actor: str) -> None:
    """Nothing is left lying: what waits for an answer and is nobody's waits in its queue; what was resolved closes."""
    if conversation.status == "resolved":
        days = settings_of.brand_of(change, conversation.brand).close_after_days
        change.put(Timer(kind="close", key=conversation.id, due=change.at + days * DAY_MS))
    if conversation.status not in ACTIVE or conversation.waiting_since is None:
        return
    at_work = any(one.state in OPEN_STATES for one in change.where(Interaction, {"conversation": conversation.id}))
    if not at_work and conversation.status in ("new", "open"):
        target = Target(queue=conversation.queue)
        change.record(fresh(desk, change, conversation, target, "unmerged"), actor=actor)
