"""Consulting somebody about a call, bringing him in, and passing it on."""

from atiende.actions import recordings, settings_of
from atiende.actions.callbacks import callable_number
from atiende.actions.calls_arriving import MOST_LEGS, open_call_of
from atiende.actions.calls_ending import hand_over, unhold
from atiende.actions.calls_handling import say_of
from atiende.actions.conversations import agent_of, conversation_of, interaction_of
from atiende.actions.dials import spend_dial
from atiende.actions.flow_door import language_in, seed_of, serves
from atiende.actions.flow_effects import Here
from atiende.actions.flows import begin
from atiende.actions.offers import finish_session
from atiende.actions.queueing import Target as Place
from atiende.actions.replies import Note, add_note
from atiende.actions.transfers import move
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.call import RING_MS, Call, Leg, LegContent, Target
from atiende.domain.errors import Invalid, NotFound, TooMany, WrongState
from atiende.domain.flow_documents import Flow
from atiende.domain.interaction import Interaction
from atiende.ports.desk import Desk
from atiende.ports.store import Change

SYSTEM = "system"


async def consult(desk: Desk, tenant: str, who: str, interaction: str, target: Target) -> str:
    """A colleague or somebody outside is rung; the agent speaks with him aside, the others hear music.

    Answers his leg. Raises Invalid, NotFound, NotYours, WrongState while he consults already, TooMany.
    """

    def decide(change: Change) -> str:
        call, mine = say_of(change, interaction, who)
        if call.of("consulted"):
            raise WrongState(state="consulting")
        _check(change, call, who, target)
        leg = _dial(desk, change, call, target, ("consulted", "aside"), f"agent:{who}")
        _aside(change, call, mine, f"agent:{who}")
        return leg

    return await desk.store.change(tenant, decide, at=desk.clock.now())


async def swap(desk: Desk, tenant: str, who: str, interaction: str) -> None:
    """To the other room; whom he leaves hears music. Raises NotFound, NotYours, WrongState without a consultation."""

    def decide(change: Change) -> None:
        call, mine = say_of(change, interaction, who)
        actor = f"agent:{who}"
        consulted = _consulted(call)
        if mine.room == "main":
            _aside(change, call, mine, actor)
            _hold(change, call, consulted, False, actor)
            return
        _move(change, call, mine, "main", mine.role, actor)
        unhold(change, open_call_of(change, interaction), actor)
        _hold(change, call, consulted, True, actor)

    await desk.store.change(tenant, decide, at=desk.clock.now())


async def conference(desk: Desk, tenant: str, who: str, interaction: str) -> None:
    """Everybody hears everybody. Raises NotFound, NotYours, WrongState without somebody aside who has answered."""

    def decide(change: Change) -> None:
        call, mine = say_of(change, interaction, who)
        actor = f"agent:{who}"
        consulted = _consulted(call)
        if consulted.state != "up":
            raise WrongState(state="ringing")
        _hold(change, call, consulted, False, actor)
        _move(change, call, consulted, "main", "guest" if consulted.kind == "agent" else "external", actor)
        if mine.room != "main":
            _move(change, call, mine, "main", mine.role, actor)
        unhold(change, open_call_of(change, interaction), actor)

    await desk.store.change(tenant, decide, at=desk.clock.now())


async def transfer(
    desk: Desk, tenant: str, who: str, interaction: str, target: Target | None = None, note: str = ""
) -> None:
    """The call goes on without him: to whoever he consults (no target), else to an agent, queue, number or flow, where
    it keeps its place. Raises Invalid, NotFound, NotYours, WrongState, also of a customer who has not answered yet."""

    def decide(change: Change) -> None:
        call, mine = say_of(change, interaction, who)
        work = interaction_of(change, interaction)
        if work.agent != who:
            raise WrongState(state=work.state)
        if call.customer_leg is None or call.customer_leg.state != "up":
            raise WrongState(state="ringing")
        if note.strip():
            wording = Note(client_id=desk.ids.new("nte"), text=note.strip())
            add_note(change, conversation_of(change, call.conversation), who, wording, desk.ids.new("msg"))
        if target is None:
            _warm(change, call, work, mine)
        else:
            _check(change, call, who, target)
            _blind(desk, change, call, work, target)

    await desk.store.change(tenant, decide, at=desk.clock.now())


async def transfer_out(desk: Desk, tenant: str, interaction: str, number: str) -> str:
    """A flow connects the caller with somebody outside; answers that leg. Raises Invalid, NotFound, WrongState."""

    def decide(change: Change) -> str:
        call = open_call_of(change, interaction)
        return _dial(desk, change, call, Target(kind="number", value=number), ("external", "main"), SYSTEM)

    return await desk.store.change(tenant, decide, at=desk.clock.now())


def _check(change: Change, call: Call, who: str, target: Target) -> None:
    if target.kind == "agent":
        agent_of(change, target.value)
        if target.value == who or call.leg_of(target.value) is not None:
            raise Invalid(field="agent", reason="same_agent")
    elif target.kind == "queue":
        settings_of.queue_of(change, target.value)


def _consulted(call: Call) -> Leg:
    found = call.of("consulted")
    if not found:
        raise WrongState(state="not_consulting")
    return found[0]


def _aside(change: Change, call: Call, mine: Leg, actor: str) -> None:
    _move(change, call, mine, "aside", mine.role, actor)
    alone = [one for one in call.legs if one.role == "customer" or one.role in ("external", "guest")]
    with_him = [one for one in alone if one.room == "main"]
    for one in with_him if len(with_him) == 1 else []:
        _hold(change, call, one, True, actor)


def _move(change: Change, call: Call, leg: Leg, room: str, role: str, actor: str) -> None:
    change.record(f.LegMoved(interaction=call.interaction, leg=leg.id, room=room, role=role), actor=actor)


def _hold(change: Change, call: Call, leg: Leg, on: bool, actor: str) -> None:
    if leg.held != on:
        change.record(f.LegHeld(interaction=call.interaction, leg=leg.id, on=on), actor=actor)


def _dial(desk: Desk, change: Change, call: Call, target: Target, place: tuple[str, str], actor: str) -> str:
    """`place`: role and room. Raises Invalid for what is no number, or nobody to speak with; TooMany."""
    role, room = place
    if target.kind not in ("agent", "number"):
        raise Invalid(field="kind", reason="unknown")
    if len(call.legs) >= MOST_LEGS:
        raise TooMany(limit=MOST_LEGS)
    leg = desk.ids.new("leg")
    user = target.value if target.kind == "agent" else ""
    if target.kind == "number":
        number = callable_number(change, call.brand, target.value)
        spend_dial(change, actor.removeprefix("agent:"), call.brand, number)
        change.put(LegContent(id=leg, interaction=call.interaction, number=number))
    fact = f.LegDialled(
        interaction=call.interaction,
        leg=leg,
        role=role,
        kind=target.kind,
        user=user,
        room=room,
        until=change.at + RING_MS,
    )
    change.record(fact, actor=actor)
    return leg


def _warm(change: Change, call: Call, work: Interaction, mine: Leg) -> None:
    """To whom he consults: a colleague has the work from now on; somebody outside speaks with the customer alone."""
    consulted = _consulted(call)
    if consulted.kind == "agent":
        hand_over(change, call, work, consulted)
        return
    actor = f"agent:{mine.user}"
    _move(change, call, consulted, "main", "external", actor)
    _hold(change, call, consulted, False, actor)
    unhold(change, open_call_of(change, call.interaction), actor)
    _leave(change, call, work, mine)


def _blind(desk: Desk, change: Change, call: Call, work: Interaction, target: Target) -> None:
    actor = f"agent:{work.agent}"
    if target.kind == "flow":
        _into_flow(desk, change, call, work, target.value)
    elif target.kind == "number":
        _dial(desk, change, call, target, ("external", "main"), actor)
        mine = call.leg_of(work.agent or "")
        if mine is not None:
            _leave(change, call, work, mine)
    else:
        place = Place(agent=target.value) if target.kind == "agent" else Place(queue=target.value)
        move(desk, change, conversation_of(change, call.conversation), place, actor)


def _leave(change: Change, call: Call, work: Interaction, mine: Leg) -> None:
    """He writes up what he did; the others speak on, and that is theirs: it is not recorded."""
    actor = f"agent:{mine.user}"
    recordings.end(change, call.interaction, "system", "moved")
    ended = f.LegEnded(interaction=call.interaction, leg=mine.id, role=mine.role, user=mine.user, cause="normal")
    change.record(ended, actor=actor)
    finish_session(change, work, "agent", actor)


def _into_flow(desk: Desk, change: Change, call: Call, work: Interaction, slug: str) -> None:
    """Back to a machine: the agent's part ends, the flow begins anew in the same work."""
    conversation = conversation_of(change, call.conversation)
    found, body = change.get(docs.Document, "flow", slug), settings_of.document(change, "flow", slug)
    if found is None or not isinstance(body, Flow) or not serves(body, call.brand, work.channel):
        raise NotFound(kind="flow", id=slug)
    actor = f"agent:{work.agent}"
    recordings.end(change, work.id, "system", "moved")
    passed = f.InteractionTransferred(
        interaction=work.id, conversation=work.conversation, agent=work.agent, to_queue=work.queue
    )
    entered = f.FlowEntered(
        interaction=work.id,
        conversation=work.conversation,
        customer=call.customer,
        brand=call.brand,
        channel=work.channel,
        endpoint=call.endpoint,
        queue=work.queue,
        flow=slug,
        version=found.version,
        language=language_in(change, body, conversation, ""),
        seed=seed_of(call.customer),
    )
    change.record(passed, entered, actor=actor)
    begin(Here(desk, change, work.id), "")
