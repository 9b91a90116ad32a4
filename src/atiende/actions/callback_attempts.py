"""A call back that did not reach anybody is made again, by whoever is free then: a new call to make, at its moment."""

from atiende.actions import settings_of
from atiende.actions.conversations import conversation_of
from atiende.domain import conversation as life
from atiende.domain import facts as f
from atiende.domain.call import Call
from atiende.domain.callback import CHANNEL, Callback
from atiende.domain.callback_attempts import CallbackTry, next_attempt
from atiende.domain.interaction import Interaction
from atiende.domain.voice import Cause
from atiende.domain.work import Timer
from atiende.ports.desk import Desk
from atiende.ports.store import Change

WAITS = ("new", "open", "snoozed")
SYSTEM = "system"


def follow_unreached(desk: Desk, change: Change, call: Call, work: Interaction, cause: Cause) -> None:
    """Inside the change that ends a call of ours. Of a call that was no promise, or reached him, nothing follows. Who
    made it wraps up as ever: what he agrees then takes the next attempt's place."""
    promised = change.get(Callback, work.id)
    if call.direction != "out" or call.connected_at is not None or promised is None or work.channel != CHANNEL:
        return
    queue = settings_of.rules_of(change, work.queue)
    before = change.get(CallbackTry, work.id)
    tried = 1 + (before.tried if before is not None else 0)
    attempt = next_attempt(queue.voice, settings_of.hours_of(change, queue), tried, change.at)
    again = desk.ids.new("itr") if attempt.at is not None else ""
    unreached = f.CallbackUnreached(
        interaction=work.id,
        conversation=work.conversation,
        customer=work.customer,
        queue=work.queue,
        agent=work.agent or "",
        cause=cause,
        tried=tried,
        most=queue.voice.recall_attempts,
        why=attempt.why,
        again=again,
        again_at=attempt.at,
    )
    change.record(unreached, actor=SYSTEM)
    if attempt.at is not None:
        _plan(change, promised, unreached, attempt.at)
    elif queue.voice.recall_at_last == "pend":
        _wait_for_him(change, work)


def _plan(change: Change, promised: Callback, unreached: f.CallbackUnreached, due: int) -> None:
    wanted = f.CallbackRequested(
        interaction=unreached.again,
        conversation=unreached.conversation,
        queue=unreached.queue,
        customer=unreached.customer,
        since=change.at,
        not_before=due,
    )
    change.record(wanted, actor=SYSTEM)
    change.put(Callback(interaction=unreached.again, number=promised.number, at=change.at, not_before=due))
    change.put(CallbackTry(interaction=unreached.interaction, tried=unreached.tried, again=unreached.again))
    change.put(CallbackTry(interaction=unreached.again, tried=unreached.tried))
    change.put(Timer(kind="callback", key=unreached.again, due=due))


def _wait_for_him(change: Change, work: Interaction) -> None:
    """It is his turn: the conversation is nobody's to look at until he writes or calls."""
    conversation = conversation_of(change, work.conversation)
    if conversation.status in WAITS:
        change.record(*life.pend(conversation), actor=SYSTEM)
        change.drop(Timer, "snooze", conversation.id)


def planned_after(change: Change, interaction: str) -> Interaction | None:
    """The attempt that follows this call in vain, while its moment has not come: what is agreed by hand becomes it."""
    known = change.get(CallbackTry, interaction)
    found = change.get(Interaction, known.again) if known is not None and known.again else None
    return found if found is not None and found.state == "in_flow" else None


def forget_tries(change: Change, ended: f.InteractionEnded) -> None:
    """Inside the change that ends the work: what was counted for it, but where the next attempt is to come."""
    known = change.get(CallbackTry, ended.interaction)
    if known is not None and not known.again:
        change.drop(CallbackTry, known.interaction)
    for before in change.where(CallbackTry, {"again": ended.interaction}):
        change.drop(CallbackTry, before.interaction)
