"""What an engine tells of a call's legs, written down: who is there, who faltered, what he carries."""

from collections.abc import Callable

from msgspec.structs import replace

from atiende.actions import call_door, recordings, settings_of
from atiende.actions.calls_arriving import call_of
from atiende.actions.calls_ending import agent_gone, end_in, leg_over, unhold
from atiende.actions.conversations import interaction_of
from atiende.actions.offers import accept_in
from atiende.domain import facts as f
from atiende.domain.call import RING_MS, Call, CallLeg, Leg
from atiende.domain.errors import Refusal
from atiende.domain.interaction import Interaction
from atiende.domain.voice import MachineDetected, Media
from atiende.ports.desk import Desk
from atiende.ports.store import Change


async def connect_leg(desk: Desk, tenant: str, leg: str) -> Call | None:
    """It is up. Of an agent who was offered the call: he has it. None for a leg nobody knows, or wants, any more."""

    def note(change: Change, call: Call, one: Leg) -> None:
        if one.offer and not _accepted(desk, change, one):
            return
        if one.state == "up":
            _back(change, call, one)
        else:
            _connected(desk, change, call_of(change, call.interaction), leg)

    return await _of_leg(desk, tenant, leg, note)


async def admit_leg(desk: Desk, tenant: str, leg: str) -> Call | None:
    """What the agent was to hear alone is said: he meets the customer."""

    def note(change: Change, call: Call, one: Leg) -> None:
        if one.room == "alone" and one.role == "agent":
            moved = f.LegMoved(interaction=call.interaction, leg=leg, room="main", role=one.role)
            change.record(moved, actor="system")
            _meet(desk, change, call_of(change, call.interaction))

    return await _of_leg(desk, tenant, leg, note)


async def note_faltering(desk: Desk, tenant: str, leg: str, back: bool) -> Call | None:
    """Nothing comes from it, or something does again."""

    def note(change: Change, call: Call, one: Leg) -> None:
        if one.state == "up" and one.faltered == back:
            change.record(f.LegFaltered(interaction=call.interaction, leg=leg, back=back), actor="system")

    return await _of_leg(desk, tenant, leg, note)


async def note_media(desk: Desk, tenant: str, leg: str, media: Media) -> Call | None:
    """It carries something else now."""

    def note(change: Change, call: Call, one: Leg) -> None:
        if one.media != replace(media, audio=one.media.audio):
            fact = f.LegMediaChanged(interaction=call.interaction, leg=leg, video=media.video, screen=media.screen)
            change.record(fact, actor="system")

    return await _of_leg(desk, tenant, leg, note)


async def note_answerer(desk: Desk, tenant: str, event: MachineDetected) -> Call | None:
    """What answered, as it seems."""

    def note(change: Change, call: Call, one: Leg) -> None:
        judged = f.AnswererJudged(interaction=call.interaction, leg=one.id, who=event.who, after_ms=event.after_ms)
        change.record(judged, actor="system")

    return await _of_leg(desk, tenant, event.leg, note)


async def give_up(desk: Desk, tenant: str, leg: str) -> Call | None:
    """Nobody came by then. An offer's time is its own clock's business."""

    def note(change: Change, call: Call, one: Leg) -> None:
        due = one.state != "up" and one.until is not None and one.until <= change.at
        if due and not one.offer:
            if one.role == "agent" and not one.again:
                silent = f.AgentStateChanged(agent=one.user, state="not_responding")
                change.record(silent, actor="system")
            leg_over(desk, change, call, one, "no_answer", "system")

    return await _of_leg(desk, tenant, leg, note)


async def _of_leg(desk: Desk, tenant: str, leg: str, note: Callable[[Change, Call, Leg], None]) -> Call | None:
    """Writes down what is told of a leg; answers its call as it then is, None for a leg that is in none."""

    def decide(change: Change) -> Call | None:
        found = _found(change, leg)
        if found is None:
            return None
        note(change, *found)
        return change.get(Call, found[0].interaction)

    return await desk.store.change(tenant, decide, at=desk.clock.now(), reads=[(CallLeg, (leg,))])


async def rescue(desk: Desk, tenant: str, interaction: str) -> Call | None:
    """A call that nothing would move any more: its agent's leg was lost without a word, or nobody is to come."""

    def decide(change: Change) -> Call | None:
        call = change.get(Call, interaction)
        if call is None or not call.open:
            return call
        work = change.get(Interaction, interaction)
        agents = call.of("agent")
        if call.customer_leg is None:
            end_in(desk, change, call, "nobody", "lost")
        elif work is not None and work.state == "handling" and not agents and work.agent:
            agent_gone(desk, change, call, Leg(id="", role="agent", kind="agent", user=work.agent), "lost")
        elif work is not None and work.state not in ("in_flow", "queued", "offered", "handling") and _alone(call):
            end_in(desk, change, call, "system", "normal")
        return change.get(Call, interaction)

    return await desk.store.change(tenant, decide, at=desk.clock.now(), reads=[(Call, (interaction,))])


async def tape_lost(desk: Desk, tenant: str, interaction: str, recording: str) -> Call | None:
    """The engine knows nothing of a recording that should run: what there is of it is kept, another one begins."""

    def decide(change: Change) -> Call | None:
        call = change.get(Call, interaction)
        if call is None:
            return None
        if any(one.id == recording for one in recordings.running(change, interaction)):
            recordings.end(change, interaction, "system", "engine_lost")
            start_recording(desk, change, call)
        return change.get(Call, interaction)

    return await desk.store.change(tenant, decide, at=desk.clock.now(), reads=[(Call, (interaction,))])


def _alone(call: Call) -> bool:
    return not any(one.role not in ("customer", "supervisor") for one in call.legs)


def _found(change: Change, leg: str) -> tuple[Call, Leg] | None:
    known = change.get(CallLeg, leg)
    call = change.get(Call, known.interaction) if known is not None else None
    one = call.leg(leg) if call is not None else None
    return (call, one) if call is not None and one is not None else None


def _accepted(desk: Desk, change: Change, leg: Leg) -> bool:
    """A telephone that is taken up takes the call, unless that is somebody else's already."""
    try:
        accept_in(desk, change, leg.user, leg.offer)
    except Refusal:
        return False
    return True


def _back(change: Change, call: Call, leg: Leg) -> None:
    if leg.faltered:
        change.record(f.LegFaltered(interaction=call.interaction, leg=leg.id, back=True), actor="system")


def _connected(desk: Desk, change: Change, call: Call, leg_id: str) -> None:
    leg = call.leg(leg_id)
    if leg is None:
        return
    interaction, again = call.interaction, leg.again
    if leg.role == "agent" and not again and not leg.connected and _hears_first(change, call):
        alone = f.LegMoved(interaction=interaction, leg=leg_id, room="alone", role="agent")
        change.record(alone, actor="system")
    change.record(f.LegConnected(interaction=interaction, leg=leg_id), actor="system")
    if leg.role == "agent":
        _call_customer(change, call)
        if not again:
            unhold(change, call_of(change, interaction), "system")
    _meet(desk, change, call_of(change, interaction))


def _hears_first(change: Change, call: Call) -> bool:
    """Only on his first meeting with a customer who waits for it."""
    return call.connected_at is None and call_door.whispers(change, call.interaction)


def _call_customer(change: Change, call: Call) -> None:
    """An agent who calls somebody is there first."""
    for one in call.legs:
        if one.state == "planned":
            dialled = f.LegDialled(
                interaction=call.interaction,
                leg=one.id,
                role=one.role,
                kind=one.kind,
                user=one.user,
                room="main",
                until=change.at + RING_MS,
            )
            change.record(dialled, actor="system")


def _meet(desk: Desk, change: Change, call: Call) -> None:
    """Whoever is with the customer for the first time. An agent's conversation with him may be recorded."""
    customer = call.customer_leg
    if customer is None or customer.state != "up" or customer.room != "main":
        return
    for one in call.legs:
        here = one.state == "up" and one.room == "main" and not one.overhears and not one.connected
        if one.role == "customer" or not here:
            continue
        met = f.CallConnected(
            interaction=call.interaction, conversation=call.conversation, leg=one.id, role=one.role, user=one.user
        )
        change.record(met, actor=f"agent:{one.user}" if one.kind == "agent" else "system")
        if one.role == "agent":
            start_recording(desk, change, call)


def start_recording(desk: Desk, change: Change, call: Call) -> None:
    """As his queue's policy says, and only where the law lets us."""
    work = interaction_of(change, call.interaction)
    if recordings.running(change, call.interaction):
        return
    policy = settings_of.rules_of(change, work.queue).voice
    start = recordings.Start(
        recording=desk.ids.new("rec"),
        interaction=call.interaction,
        conversation=call.conversation,
        customer=call.customer,
        brand=call.brand,
        queue=work.queue,
        engine=call.engine,
        policy=policy.recording,
        keep_days=policy.keep_days,
        agent=work.agent or "",
    )
    recordings.start(change, start, "system")
