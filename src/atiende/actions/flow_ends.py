"""When a session of a flow is over because of something else: a person took it, somebody moved it, or he is gone.

It follows from facts, whoever recorded them, so that no action can forget it.
"""

from collections.abc import Sequence

from atiende.actions.flow_effects import end_session
from atiende.domain import facts as f
from atiende.domain.flow import FlowSession
from atiende.domain.interaction import Interaction
from atiende.domain.work import Timer
from atiende.ports.store import Change

ELSEWHERE = ("transferred", "merged", "email")
"""Why work waits anew: somebody else than the flow has decided on it."""
ENDING = (f.InteractionTaken, f.InteractionEnded, f.InteractionQueued, f.CallbackRequested)


def end_sessions(change: Change, logged: Sequence[f.Logged]) -> None:
    """What follows for sessions from what this change recorded."""
    for one in logged:
        if isinstance(one.fact, ENDING) and (outcome := _outcome(one.fact, one.actor)):
            _end(change, one.fact.interaction, outcome)


def _outcome(fact: f.AnyFact, actor: str) -> str:
    if isinstance(fact, f.InteractionTaken):
        return "person"
    if isinstance(fact, f.CallbackRequested):
        return "ended"
    if isinstance(fact, f.InteractionEnded):
        return "person" if actor.startswith("agent:") else "left"
    return "ended" if isinstance(fact, f.InteractionQueued) and fact.why in ELSEWHERE else ""


def _end(change: Change, interaction: str, outcome: str) -> None:
    work = change.get(Interaction, interaction)
    if work is None or not work.flow:
        return
    row = change.get(FlowSession, interaction)
    if row is not None and not row.outcome:
        end_session(change, row, outcome)
        change.drop(Timer, "handoff", interaction)
