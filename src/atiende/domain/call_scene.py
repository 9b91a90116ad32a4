"""In what part of his call a caller is, as far as what he hears depends on it. Pure."""

from typing import Literal

from atiende.domain.call import VOICE, Call, Leg
from atiende.domain.flow import FlowSession
from atiende.domain.interaction import Interaction
from atiende.domain.settle import forlorn
from atiende.domain.spoken import Speaking

Scene = Literal["away", "accompanied", "asked", "served", "message", "waiting", "passed", "leaving"]
"""Not there (yet); with somebody; a flow waits for his answer; a flow does something; he is to speak a message; he
waits for a person; he was passed on and it rings there; nothing more is to come than good-bye."""


def scene_of(call: Call, work: Interaction, session: FlowSession | None, speaking: Speaking | None) -> Scene:
    leg = call.customer_leg
    if not call.open or leg is None or leg.state != "up":
        return "away"
    if accompanied(call):
        return "accompanied"
    if session is not None and not session.outcome and session.awaiting != "person":
        return _in_flow(session, speaking)
    if work.state == "refused" and speaking is not None and speaking.expects == "message":
        return "message"
    if work.channel == VOICE and work.state in ("queued", "offered", "handling"):
        return "waiting"
    if any(one.role == "external" for one in call.legs):
        return "passed"
    return "away" if call.direction == "out" else "leaving"


def _in_flow(session: FlowSession, speaking: Speaking | None) -> Scene:
    if session.awaiting != "input" or speaking is None:
        return "served"
    return "message" if speaking.expects == "message" else "asked"


def accompanied(call: Call) -> bool:
    """Somebody talks with the customer, or has put him on hold, or is called back to him."""
    leg = call.customer_leg
    on_hold = leg is not None and (leg.held or forlorn(call, leg))
    return on_hold or any(_with_him(one) for one in call.legs)


def _with_him(leg: Leg) -> bool:
    silent = leg.role in ("customer", "supervisor") or bool(leg.offer) or bool(leg.overhears)
    return not silent and leg.state == "up" and leg.room == "main"


def whispered_to(call: Call) -> Leg | None:
    """The agent who hears something alone before he is connected."""
    return next((one for one in call.legs if one.role == "agent" and one.state == "up" and one.room == "alone"), None)
