"""The end of a call, or of somebody's part in it: a customer is never left with nobody and nothing to hear."""

from atiende.actions import call_door, recordings
from atiende.actions.callback_attempts import follow_unreached
from atiende.actions.calls_arriving import call_of
from atiende.actions.calls_over import over, stopped_listening
from atiende.actions.conversations import interaction_of
from atiende.actions.offers import decline_in, expire_in, finish_session
from atiende.actions.presence import return_work
from atiende.actions.queueing import Target, requeued
from atiende.domain import callback
from atiende.domain import facts as f
from atiende.domain.call import RECONNECT_MS, Call, CallLeg, Leg
from atiende.domain.conversation import Conversation
from atiende.domain.interaction import Interaction
from atiende.domain.voice import Cause
from atiende.ports.desk import Desk
from atiende.ports.store import Change

OPEN = ("in_flow", "queued", "offered", "handling")
"""States of work in which somebody or something is to be with the customer."""
BROKEN = ("lost", "failed")
"""Causes with which a connection ends that nobody wanted to end."""


async def end_call(desk: Desk, tenant: str, interaction: str, actor: str, cause: Cause = "normal") -> Call | None:
    """All of it is over; twice is once."""

    def decide(change: Change) -> Call | None:
        call = change.get(Call, interaction)
        if call is not None and call.open:
            end_in(desk, change, call, _by(actor), cause)
        return change.get(Call, interaction)

    return await desk.store.change(tenant, decide, at=desk.clock.now(), reads=[(Call, (interaction,))])


async def hang_up_leg(desk: Desk, tenant: str, leg: str, actor: str) -> Call | None:
    """Somebody leaves, or is let go; what follows for the call is as if he had put the receiver down."""
    return await end_leg(desk, tenant, leg, "normal", actor)


async def end_leg(desk: Desk, tenant: str, leg: str, cause: Cause, actor: str = "system") -> Call | None:
    """A leg is over; answers its call as it is then. None for one nobody knows any more."""

    def decide(change: Change) -> Call | None:
        known = change.get(CallLeg, leg)
        if known is None:
            return None
        call = call_of(change, known.interaction)
        found = call.leg(leg)
        if found is not None and call.open:
            leg_over(desk, change, call, found, cause, actor)
        return call_of(change, known.interaction)

    return await desk.store.change(tenant, decide, at=desk.clock.now(), reads=[(CallLeg, (leg,))])


def leg_over(desk: Desk, change: Change, call: Call, leg: Leg, cause: Cause, actor: str) -> None:
    """Inside a change: the leg is gone, and what that means for the others."""
    if leg.offer:
        _unanswered(change, leg, cause)
        return
    awaited = _is_awaited(change, call, leg, cause)
    if awaited:
        _call_again(desk, change, call, leg)  # first: whoever listens to him goes on doing so
    ended = f.LegEnded(interaction=call.interaction, leg=leg.id, role=leg.role, user=leg.user, cause=cause)
    change.record(ended, actor=_whose(call, leg) if cause == "normal" else actor)
    if awaited:
        return
    after = call_of(change, call.interaction)
    if leg.role == "customer":
        end_in(desk, change, after, "customer" if cause not in BROKEN else "nobody", cause)
    elif leg.role == "agent":
        agent_gone(desk, change, after, leg, cause)
    elif leg.role == "supervisor":
        stopped_listening(change, call, leg)
    else:
        _other_gone(desk, change, after, leg)


def _unanswered(change: Change, leg: Leg, cause: Cause) -> None:
    """His telephone says no, or nothing: the next agent at once."""
    if cause in ("rejected", "busy", "normal"):
        decline_in(change, leg.user, leg.offer)
    else:
        expire_in(change, leg.offer)


def end_in(desk: Desk, change: Change, call: Call, by: str, cause: Cause) -> None:
    """Inside a change: everybody hangs up; who had him wraps up, who waited is counted as he left."""
    actor = f"customer:{call.customer}" if by == "customer" else "system"
    over(change, call, by, cause, actor)
    work = change.get(Interaction, call.interaction)
    if work is None or (call.direction == "in" and work.channel == callback.CHANNEL):
        return  # it is a call to make by now
    follow_unreached(desk, change, call, work, cause)
    finish_session(change, work, "customer" if by == "nobody" else by, actor)
    if call.direction == "in":
        call_door.left(desk, change, work)


def agent_gone(desk: Desk, change: Change, call: Call, leg: Leg, cause: Cause) -> None:
    """Inside a change: who had the customer is no more in the call, and is not waited for."""
    work = interaction_of(change, call.interaction)
    customer = call.customer_leg
    if customer is None or (customer.state != "up" and call.direction == "out"):
        end_in(desk, change, call, "agent", cause)
        return
    if work.state != "handling" or work.agent != leg.user:
        _end_if_alone(desk, change, call, work)
        return
    if cause != "normal" or leg.state != "up":
        give_back(change, call, work)
    else:
        _left_by_will(desk, change, call, work)


def _is_awaited(change: Change, call: Call, leg: Leg, cause: Cause) -> bool:
    """A connection that broke is waited for, of the agent who has the customer."""
    customer = call.customer_leg
    if leg.role != "agent" or leg.state != "up" or cause not in BROKEN or customer is None:
        return False
    work = interaction_of(change, call.interaction)
    return work.state == "handling" and work.agent == leg.user and (customer.state == "up" or call.direction != "out")


def _call_again(desk: Desk, change: Change, call: Call, leg: Leg) -> None:
    again = f.LegDialled(
        interaction=call.interaction,
        leg=desk.ids.new("leg"),
        role="agent",
        kind="agent",
        user=leg.user,
        room="aside" if leg.room == "aside" and call.of("consulted") else "main",
        until=change.at + RECONNECT_MS,
        again=True,
    )
    change.record(again, actor="system")


def give_back(change: Change, call: Call, work: Interaction) -> None:
    """He waits again, before whoever came after him."""
    return_work(change, work)


def _left_by_will(desk: Desk, change: Change, call: Call, work: Interaction) -> None:
    """The agent hung up: a colleague who is in the call has it now; others go on by themselves; else it is over."""
    colleague = next((one for one in _company(call) if one.kind == "agent"), None)
    if colleague is not None:
        hand_over(change, call, work, colleague)
    elif _company(call):
        recordings.end(change, call.interaction, "system", "moved")
        finish_session(change, work, "agent", f"agent:{work.agent}")
    else:
        end_in(desk, change, call, "agent", "normal")


def hand_over(change: Change, call: Call, work: Interaction, to: Leg) -> None:
    """Inside a change: a colleague who is in the call, or rung for it, has it from now on."""
    actor = f"agent:{to.user}"
    moved = f.LegMoved(interaction=call.interaction, leg=to.id, room="main", role="agent")
    change.record(moved, *passed_to(work, to.user), actor=actor)
    conversation = change.get(Conversation, work.conversation)
    if conversation is not None and conversation.agent != to.user:
        change.record(f.ConversationTaken(conversation=conversation.id, agent=to.user), actor=actor)
    if to.state == "up":
        unhold(change, call_of(change, call.interaction), actor)


def passed_to(work: Interaction, agent: str) -> list[f.Fact]:
    """Who has the work lets go of it as the other one takes it."""
    return [
        f.InteractionTransferred(interaction=work.id, conversation=work.conversation, agent=work.agent, to_agent=agent),
        f.InteractionTaken(interaction=work.id, conversation=work.conversation, agent=agent, channel=work.channel),
    ]


def unhold(change: Change, call: Call, actor: str) -> None:
    """Inside a change: nobody in the main room is held any more."""
    for one in call.legs:
        if one.held and one.room == "main":
            change.record(f.LegHeld(interaction=call.interaction, leg=one.id, on=False), actor=actor)


def _company(call: Call) -> list[Leg]:
    """Who is with the customer, agents whose work it is not included."""
    return [
        one
        for one in call.legs
        if one.state == "up" and one.room == "main" and one.role not in ("customer", "agent") and not one.overhears
    ]


def _other_gone(desk: Desk, change: Change, call: Call, leg: Leg) -> None:
    """Somebody consulted, outside or invited has left: the agent who stood aside with him is back."""
    work = interaction_of(change, call.interaction)
    if leg.room == "aside" and not any(one.room == "aside" and one.role != "agent" for one in call.legs):
        for one in call.of("agent"):
            if one.room == "aside":
                back = f.LegMoved(interaction=call.interaction, leg=one.id, room="main", role="agent")
                change.record(back, actor="system")
    if leg.role == "external" and leg.state != "up" and not call.of("agent") and work.state not in OPEN:
        _not_reached(desk, change, call, work)
    else:
        _end_if_alone(desk, change, call, work)


def _not_reached(desk: Desk, change: Change, call: Call, work: Interaction) -> None:
    """Transferred outside, where nobody answered: he waits for one of us again."""
    conversation = change.get(Conversation, work.conversation)
    assert conversation is not None  # a call is about one
    queued = requeued(desk, change, conversation, work, Target(queue=work.queue), "not_reached")
    change.record(queued, actor="system")


def _end_if_alone(desk: Desk, change: Change, call: Call, work: Interaction) -> None:
    """Nobody is with him, and nobody is to come."""
    others = [one for one in call.legs if one.role not in ("customer", "supervisor")]
    if not others and work.state not in OPEN:
        end_in(desk, change, call, "agent", "normal")


def _whose(call: Call, leg: Leg) -> str:
    return f"agent:{leg.user}" if leg.kind == "agent" else f"customer:{call.customer}"


def _by(actor: str) -> str:
    return actor.partition(":")[0] if actor.startswith(("agent:", "customer:")) else "system"
