"""A supervisor in somebody else's call: he listens, whispers, joins or takes over. Every step is in the audit."""

from atiende.actions import settings_of
from atiende.actions.calls_arriving import MOST_LEGS, open_call_of
from atiende.actions.calls_ending import passed_to, unhold
from atiende.actions.calls_over import stopped_listening
from atiende.actions.conversations import agent_of, interaction_of
from atiende.domain import facts as f
from atiende.domain.call import ANSWER_MS, Call, Leg
from atiende.domain.errors import Invalid, NotYours, TooMany, WrongState
from atiende.ports.desk import Desk
from atiende.ports.store import Change

MODES = ("listen", "coach", "barge", "take")


async def monitor(desk: Desk, tenant: str, who: str, interaction: str, mode: str) -> str:
    """His leg, in this mode from now on. The agent is told where the brand's policy says so, and always of somebody
    who can be heard. Raises Invalid, NotFound, NotYours in his own call, WrongState while nobody has it, TooMany."""
    if mode not in MODES:
        raise Invalid(field="mode", reason="unknown")
    fresh = desk.ids.new("leg")

    def decide(change: Change) -> str:
        call = open_call_of(change, interaction)
        agent_of(change, who)
        mine = call.leg_of(who)
        if mine is not None and mine.role != "supervisor":
            raise NotYours(interaction=interaction)
        of = next((one for one in call.of("agent") if one.state == "up" and not one.offer), None)
        if of is None:
            raise WrongState(state="nobody_there")
        leg = mine.id if mine is not None else _dial(change, call, who, fresh)
        _record(change, call, (leg, of.id), who, mode)
        if mode == "take":
            _take_over(change, call, who)
        return leg

    return await desk.store.change(tenant, decide, at=desk.clock.now())


async def stop_monitoring(desk: Desk, tenant: str, who: str, interaction: str) -> None:
    """He leaves. Not there is no error. Raises NotFound."""

    def decide(change: Change) -> None:
        call = open_call_of(change, interaction)
        mine = call.leg_of(who)
        if mine is not None and mine.role == "supervisor":
            ended = f.LegEnded(interaction=interaction, leg=mine.id, role=mine.role, user=who, cause="normal")
            change.record(ended, actor=f"agent:{who}")
            stopped_listening(change, call, mine)

    await desk.store.change(tenant, decide, at=desk.clock.now())


def _dial(change: Change, call: Call, who: str, leg: str) -> str:
    if len(call.legs) >= MOST_LEGS:
        raise TooMany(limit=MOST_LEGS)
    dialled = f.LegDialled(
        interaction=call.interaction,
        leg=leg,
        role="supervisor",
        kind="agent",
        user=who,
        room="alone",
        until=change.at + ANSWER_MS,
    )
    change.record(dialled, actor=f"agent:{who}")
    return leg


def _record(change: Change, call: Call, legs: tuple[str, str], who: str, mode: str) -> None:
    leg, of = legs
    announced = mode != "listen" or settings_of.brand_of(change, call.brand).announce_monitoring
    monitored = f.CallMonitored(
        interaction=call.interaction,
        conversation=call.conversation,
        leg=leg,
        of=of,
        by=who,
        mode=mode,
        announced=announced,
    )
    change.record(monitored, actor=f"agent:{who}")


def _take_over(change: Change, call: Call, who: str) -> None:
    """The call is his: the agent's leg is hung up."""
    work = interaction_of(change, call.interaction)
    if work.state != "handling":
        raise WrongState(state=work.state)
    actor = f"agent:{who}"
    taken = f.ConversationTaken(conversation=work.conversation, agent=who)
    change.record(*passed_to(work, who), taken, actor=actor)
    now: Call = open_call_of(change, call.interaction)
    mine: Leg | None = now.leg_of(who)
    if mine is not None and mine.state == "up":
        unhold(change, now, actor)
