"""Calls: which legs stand where. Agents' legs follow from who is offered the work, and who has it."""

from msgspec.structs import replace

from atiende.domain import call as rules
from atiende.domain import callback
from atiende.domain import facts as f
from atiende.domain.call import Call, CallLeg, Leg
from atiende.domain.conversation import Conversation
from atiende.domain.facts import Logged
from atiende.domain.interaction import Interaction
from atiende.domain.voice import Media
from atiende.store.projections.rows import Rows, need, on

SPOKEN = (rules.VOICE, callback.CHANNEL)
"""Channels whose work may have a call."""


def call_of(rows: Rows, interaction: Interaction) -> Call | None:
    """The call that goes on in this work."""
    found = rows.get(Call, interaction.id) if interaction.channel in SPOKEN else None
    return found if found is not None and found.open else None


def put(rows: Rows, logged: Logged, before: Call | None, after: Call) -> None:
    """Writes it, and by which legs it is found."""
    was = {one.id: one for one in before.legs} if before is not None else {}
    now = {one.id: one for one in after.legs}
    for leg in was.keys() - now.keys():
        rows.drop(CallLeg, leg)
    for leg, one in now.items():
        if leg not in was or was[leg].role != one.role:
            rows.put(CallLeg(id=leg, interaction=after.interaction, user=one.user, role=one.role))
    rows.put(replace(after, seq=logged.seq))


@on(f.CallArrived)
def arrived(rows: Rows, logged: Logged, fact: f.CallArrived) -> None:
    leg = Leg(
        id=fact.leg,
        role="customer",
        kind="number" if fact.up else "visitor",
        user=fact.customer,
        state="up" if fact.up else "dialling",
        until=None if fact.up else logged.at + rules.RING_MS,
        media=Media(video=fact.video, screen=fact.screen),
    )
    call = _begun(logged, fact, "in")
    after = replace(call, withheld=fact.withheld, attestation=fact.attestation, verified=fact.verified, legs=(leg,))
    put(rows, logged, None, after)


@on(f.CallPlaced)
def placed(rows: Rows, logged: Logged, fact: f.CallPlaced) -> None:
    """InteractionTaken follows where the interaction is new."""
    if rows.get(Interaction, fact.interaction) is None:
        rows.put(_work(rows, logged, fact))
    media = Media(video=fact.video)
    legs = (
        Leg(id=fact.agent_leg, role="agent", kind="agent", user=fact.agent, until=fact.until, media=media),
        Leg(id=fact.leg, role="customer", kind="number", user=fact.customer, state="planned", media=media),
    )
    put(rows, logged, rows.get(Call, fact.interaction), replace(_begun(logged, fact, "out"), legs=legs))


def _begun(logged: Logged, fact: f.CallArrived | f.CallPlaced, direction: str) -> Call:
    return Call(
        interaction=fact.interaction,
        conversation=fact.conversation,
        customer=fact.customer,
        brand=fact.brand,
        endpoint=fact.endpoint,
        engine=fact.engine,
        direction=direction,
        began_at=logged.at,
        seq=logged.seq,
    )


def _work(rows: Rows, logged: Logged, fact: f.CallPlaced) -> Interaction:
    return Interaction(
        id=fact.interaction,
        conversation=fact.conversation,
        customer=fact.customer,
        brand=fact.brand,
        channel=rules.VOICE,
        endpoint=fact.endpoint,
        queue=fact.queue,
        state="in_flow",
        priority=need(rows.get(Conversation, fact.conversation), fact).priority,
        since=logged.at,
        entered=logged.at,
        direction="out",
    )


@on(f.LegDialled)
def dialled(rows: Rows, logged: Logged, fact: f.LegDialled) -> None:
    call = need(rows.get(Call, fact.interaction), fact)
    known = call.leg(fact.leg)
    leg = Leg(
        id=fact.leg,
        role=fact.role,
        kind=fact.kind,
        user=fact.user,
        room=fact.room,
        until=fact.until,
        again=fact.again,
        offer=fact.offer,
        media=known.media if known is not None else Media(),
    )
    put(rows, logged, call, rules.called_again(call, leg) if fact.again else rules.with_leg(call, leg))


@on(f.LegConnected)
def connected(rows: Rows, logged: Logged, fact: f.LegConnected) -> None:
    _alter(rows, logged, fact, state="up", until=None, again=False, faltered=False)


@on(f.LegMoved)
def moved(rows: Rows, logged: Logged, fact: f.LegMoved) -> None:
    _alter(rows, logged, fact, room=fact.room, role=fact.role)


@on(f.LegHeld)
def held(rows: Rows, logged: Logged, fact: f.LegHeld) -> None:
    _alter(rows, logged, fact, held=fact.on)


@on(f.LegMuted)
def muted(rows: Rows, logged: Logged, fact: f.LegMuted) -> None:
    _alter(rows, logged, fact, muted=fact.on)


@on(f.LegMediaChanged)
def media_changed(rows: Rows, logged: Logged, fact: f.LegMediaChanged) -> None:
    _alter(rows, logged, fact, media=Media(video=fact.video, screen=fact.screen))


@on(f.LegFaltered)
def faltered(rows: Rows, logged: Logged, fact: f.LegFaltered) -> None:
    _alter(rows, logged, fact, faltered=not fact.back)


def _alter(
    rows: Rows,
    logged: Logged,
    fact: f.LegConnected | f.LegMoved | f.LegHeld | f.LegMuted | f.LegMediaChanged | f.LegFaltered,
    **changed: object,
) -> None:
    call = need(rows.get(Call, fact.interaction), fact)
    leg = call.leg(fact.leg)
    if leg is not None:
        put(rows, logged, call, rules.with_leg(call, replace(leg, **changed)))


@on(f.LegEnded)
def leg_ended(rows: Rows, logged: Logged, fact: f.LegEnded) -> None:
    call = need(rows.get(Call, fact.interaction), fact)
    put(rows, logged, call, rules.without(call, fact.leg))


@on(f.CallConnected)
def call_connected(rows: Rows, logged: Logged, fact: f.CallConnected) -> None:
    call = need(rows.get(Call, fact.interaction), fact)
    leg = call.leg(fact.leg)
    if leg is not None:
        call = rules.with_leg(call, replace(leg, connected=True))
    put(rows, logged, rows.get(Call, fact.interaction), replace(call, connected_at=call.connected_at or logged.at))


@on(f.CallMonitored)
def monitored(rows: Rows, logged: Logged, fact: f.CallMonitored) -> None:
    call = need(rows.get(Call, fact.interaction), fact)
    leg = call.leg(fact.leg)
    if leg is None or not fact.mode:
        return
    listens = fact.mode in ("listen", "coach")
    after = replace(
        leg,
        role="supervisor" if fact.mode != "take" else "agent",
        overhears=fact.of if listens else "",
        coach=fact.mode == "coach",
        room="alone" if listens else "main",
        announced=fact.announced,
    )
    put(rows, logged, call, rules.with_leg(call, after))


@on(f.AnswererJudged)
def judged(rows: Rows, logged: Logged, fact: f.AnswererJudged) -> None:
    call = need(rows.get(Call, fact.interaction), fact)
    put(rows, logged, call, replace(call, answerer=fact.who))


@on(f.CallEnded)
def call_ended(rows: Rows, logged: Logged, fact: f.CallEnded) -> None:
    call = need(rows.get(Call, fact.interaction), fact)
    put(rows, logged, call, replace(call, open=False, ended_at=call.ended_at or logged.at, legs=()))


# --- what becomes of the work -----------------------------------------------------------------------------------------


def work_offered(rows: Rows, logged: Logged, work: Interaction, fact: f.InteractionOffered) -> None:
    """It rings at his desk."""
    call = call_of(rows, work)
    if call is None or call.leg_of(fact.agent) is not None or call.customer_leg is None:
        return
    leg = Leg(
        id=rules.leg_of_offer(fact.offer),
        role="agent",
        kind="agent",
        user=fact.agent,
        offer=fact.offer,
        until=fact.expires_at,
        media=call.customer_leg.media,
    )
    put(rows, logged, call, rules.with_leg(call, leg))


def offer_lost(rows: Rows, logged: Logged, work: Interaction, offer: str) -> None:
    """It rings no more."""
    call = call_of(rows, work)
    gone = [one.id for one in call.legs if one.offer == offer] if call is not None else []
    if call is not None and gone:
        put(rows, logged, call, rules.without(call, *gone))


def work_taken(rows: Rows, logged: Logged, work: Interaction, agent: str) -> None:
    call = call_of(rows, work)
    if call is not None:
        fresh = rules.leg_of_taking(work.id, logged.seq)
        put(rows, logged, call, rules.taken_by(call, agent, fresh, logged.at + rules.ANSWER_MS))


def work_left(rows: Rows, logged: Logged, work: Interaction, to: str = "") -> None:
    """It waits, or is over: no agent's leg is in the call but that of whom it goes to."""
    call = call_of(rows, work)
    if call is not None:
        put(rows, logged, call, rules.left_by_agents(call, to))


def work_waits(rows: Rows, logged: Logged, work: Interaction, *, merged: bool) -> None:
    """It waits anew; where its conversation was merged, who talks goes on talking."""
    if not merged:
        work_left(rows, logged, work)
        return
    call = call_of(rows, work)
    if call is not None:
        put(rows, logged, call, replace(call, conversation=work.conversation))
