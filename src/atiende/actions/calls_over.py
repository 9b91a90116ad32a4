"""The facts of a call's end, wherever it comes from."""

from atiende.actions import recordings
from atiende.domain import facts as f
from atiende.domain.call import Call, Leg
from atiende.domain.conversation import Conversation
from atiende.domain.interaction import Interaction
from atiende.ports.store import Change


def over(change: Change, call: Call, by: str, cause: str, actor: str) -> None:
    """Inside a change: everybody hangs up, nothing is recorded any more, and nobody needs help in it."""
    recordings.end(change, call.interaction, "system")
    ended = f.CallEnded(
        interaction=call.interaction,
        conversation=call.conversation,
        by=by,
        cause=cause,
        talked_ms=max(0, change.at - call.connected_at) if call.connected_at is not None else 0,
    )
    change.record(ended, actor=actor)
    _lower_its_hand(change, call, actor)


def _lower_its_hand(change: Change, call: Call, actor: str) -> None:
    """Help asked for since the call began was for the call; what was asked before it, by chat, is still wanted."""
    conversation = change.get(Conversation, call.conversation)
    raised = conversation.hand_raised_at if conversation is not None else None
    if conversation is not None and raised is not None and raised >= call.began_at:
        lowered = f.HandLowered(conversation=conversation.id, agent=conversation.agent or "", by="")
        change.record(lowered, actor=actor)


def over_with_its_work(change: Change, work: Interaction, by: str, actor: str) -> None:
    """Inside a change that ends work somebody has in hand: who resolves a matter has hung up, unless others go on
    talking with the customer."""
    call = change.get(Call, work.id) if work.state == "handling" else None
    if call is None or not call.open:
        return
    others = any(leg.role not in ("customer", "agent", "supervisor") and leg.room == "main" for leg in call.legs)
    if not others:
        over(change, call, by, "normal", actor)


def talks(change: Change, work: Interaction, agent: str) -> bool:
    """Whether his telephone is in the call: then that says whether he is there, and not his screen."""
    call = change.get(Call, work.id)
    mine = call.leg_of(agent) if call is not None and call.open else None
    return mine is not None and mine.state == "up" and not mine.faltered


def stopped_listening(change: Change, call: Call, leg: Leg) -> None:
    """Inside a change: a supervisor has left."""
    stopped = f.CallMonitored(
        interaction=call.interaction,
        conversation=call.conversation,
        leg=leg.id,
        of=leg.overhears,
        by=leg.user,
        mode="",
        announced=leg.announced,
    )
    change.record(stopped, actor=f"agent:{leg.user}")
