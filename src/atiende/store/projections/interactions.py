"""Interactions: where they wait, who handles them, and the load that is on agents because of them."""

from msgspec.structs import replace

from atiende.domain import facts as f
from atiende.domain.callback import CHANNEL
from atiende.domain.conversation import Conversation
from atiende.domain.customer import Customer
from atiende.domain.interaction import OPEN_STATES, Interaction, Needs, Offer
from atiende.domain.queue import QueueState
from atiende.store.projections import calls
from atiende.store.projections.agents import carry, put_down
from atiende.store.projections.rows import Rows, need, on

CARRIED = ("handling", "wrap_up")
WAITING = ("queued", "offered")


def put(rows: Rows, before: Interaction | None, after: Interaction) -> None:
    """Writes it, and counts it in the queue it waits in."""
    was = before.queue if before is not None and before.state in WAITING else None
    now = after.queue if after.state in WAITING else None
    if was != now:
        _count(rows, was, -1)
        _count(rows, now, 1)
    rows.put(after)


def _count(rows: Rows, queue: str | None, more: int) -> None:
    if queue is not None:
        state = rows.get(QueueState, queue) or QueueState(queue=queue)
        rows.put(replace(state, waiting=state.waiting + more))


def unload(rows: Rows, row: Interaction, at: int) -> None:
    """Takes the interaction off whoever carries it: the agent at work on it, or the one it is offered to."""
    if row.state in CARRIED and row.agent is not None:
        put_down(rows, row.agent, row.channel, at)
    _take_back(rows, row, at)


def _take_back(rows: Rows, row: Interaction, at: int) -> None:
    """Its offer, where there is one, is nobody's any more."""
    offer = rows.get(Offer, row.offer) if row.offer is not None else None
    if offer is not None and offer.state in ("made", "accepted"):
        put_down(rows, offer.agent, row.channel, at)
    if offer is not None and offer.state == "made":
        rows.put(replace(offer, state="withdrawn", answered_at=at))


@on(f.InteractionQueued)
def queued(rows: Rows, logged: f.Logged, fact: f.InteractionQueued) -> None:
    """Also where it goes on as another conversation's, after these were merged."""
    before = rows.get(Interaction, fact.interaction)
    if before is not None:
        unload(rows, before, logged.at)
    after = replace(
        before or _begun(fact),
        conversation=fact.conversation,
        channel=fact.channel,
        endpoint=fact.endpoint,
        queue=fact.queue,
        state="queued",
        priority=fact.priority,
        since=fact.since,
        needs=_needs(fact),
        agent=None,
        offer=None,
        wrap_up_until=None,
        ended_at=None,
        entered=logged.at if fact.entered is None else fact.entered,
        due=fact.due,
        step=fact.step,
        vip=fact.vip,
        reason=fact.reason,
        direction=fact.direction,
    )
    put(rows, before, after)
    calls.work_waits(rows, logged, after, merged=fact.why == "merged")
    conversation = rows.get(Conversation, fact.conversation)
    if conversation is not None and conversation.queue != fact.queue:
        rows.put(replace(conversation, queue=fact.queue))


def _begun(fact: f.InteractionQueued) -> Interaction:
    return Interaction(
        id=fact.interaction,
        conversation=fact.conversation,
        customer=fact.customer,
        brand=fact.brand,
        channel=fact.channel,
        endpoint=fact.endpoint,
        queue=fact.queue,
        state="queued",
        priority=fact.priority,
        since=fact.since,
    )


def _needs(fact: f.InteractionQueued) -> Needs:
    return Needs(
        skills=fact.skills,
        language=fact.language,
        agent=fact.agent,
        preferred=fact.preferred,
        preferred_until=fact.preferred_until,
    )


@on(f.InteractionWidened)
def widened(rows: Rows, logged: f.Logged, fact: f.InteractionWidened) -> None:
    row = need(rows.get(Interaction, fact.interaction), fact)
    rows.put(replace(row, step=fact.step))


@on(f.InteractionTaken)
def taken(rows: Rows, logged: f.Logged, fact: f.InteractionTaken) -> None:
    """An accepted offer is already on the agent's load."""
    row = need(rows.get(Interaction, fact.interaction), fact)
    offer = rows.get(Offer, row.offer) if row.offer is not None and row.offer == fact.offer else None
    counted = offer is not None and offer.state == "accepted" and offer.agent == fact.agent
    already = row.state in CARRIED and row.agent == fact.agent
    if already:
        _take_back(rows, row, logged.at)
    elif not counted:
        unload(rows, row, logged.at)
        carry(rows, fact.agent, row.channel)
    put(
        rows,
        row,
        replace(
            row,
            state="handling",
            agent=fact.agent,
            offer=None,
            segments=row.segments + 1,
            first_taken_at=logged.at if row.first_taken_at is None else row.first_taken_at,
            wrap_up_until=None,
        ),
    )
    calls.work_taken(rows, logged, row, fact.agent)


@on(f.InteractionTransferred)
def transferred(rows: Rows, logged: f.Logged, fact: f.InteractionTransferred) -> None:
    row = need(rows.get(Interaction, fact.interaction), fact)
    unload(rows, row, logged.at)
    put(rows, row, replace(row, state="queued", agent=None, offer=None, wrap_up_until=None))
    if fact.to_agent is None or fact.to_agent != fact.agent:
        calls.work_left(rows, logged, row, fact.to_agent or "")


@on(f.WrapUpStarted)
def wrap_up_started(rows: Rows, logged: f.Logged, fact: f.WrapUpStarted) -> None:
    row = need(rows.get(Interaction, fact.interaction), fact)
    rows.put(replace(row, state="wrap_up", wrap_up_until=fact.until))


@on(f.InteractionEnded)
def ended(rows: Rows, logged: f.Logged, fact: f.InteractionEnded) -> None:
    row = need(rows.get(Interaction, fact.interaction), fact)
    unload(rows, row, logged.at)
    put(rows, row, replace(row, state=fact.how, ended_at=row.ended_at or logged.at, offer=None, wrap_up_until=None))
    calls.work_left(rows, logged, row)


@on(f.InteractionRefused)
def refused(rows: Rows, logged: f.Logged, fact: f.InteractionRefused) -> None:
    """It ends where it would have begun."""
    conversation = need(rows.get(Conversation, fact.conversation), fact)
    rows.put(
        Interaction(
            id=fact.interaction,
            conversation=fact.conversation,
            customer=conversation.customer,
            brand=conversation.brand,
            channel=fact.channel or conversation.channel,
            endpoint=fact.endpoint,
            queue=fact.queue,
            state="refused",
            priority=conversation.priority,
            since=logged.at,
            entered=logged.at,
            ended_at=logged.at,
            last_message_at=logged.at,
        )
    )


@on(f.CallbackRequested)
def callback_requested(rows: Rows, logged: f.Logged, fact: f.CallbackRequested) -> None:
    """It is nobody's until its time comes; the InteractionQueued that follows, now or then, makes it wait."""
    before = rows.get(Interaction, fact.interaction)
    if before is not None:
        unload(rows, before, logged.at)
    conversation = need(rows.get(Conversation, fact.conversation), fact)
    row = before or Interaction(
        id=fact.interaction,
        conversation=fact.conversation,
        customer=fact.customer,
        brand=conversation.brand,
        channel=CHANNEL,
        endpoint="",
        queue=fact.queue,
        state="in_flow",
        priority=conversation.priority,
        since=fact.since,
    )
    after = replace(
        row,
        conversation=fact.conversation,
        channel=CHANNEL,
        direction="out",
        state="in_flow",
        agent=None,
        offer=None,
        wrap_up_until=None,
    )
    put(rows, before, after)


@on(f.CallBegun)
def call_begun(rows: Rows, logged: f.Logged, fact: f.CallBegun) -> None:
    """It never waited; the InteractionTaken that follows puts it into the agent's hands."""
    began = logged.at if fact.began is None else fact.began
    rows.put(
        Interaction(
            id=fact.interaction,
            conversation=fact.conversation,
            customer=fact.customer,
            brand=fact.brand,
            channel=fact.channel,
            endpoint="",
            queue=fact.queue,
            state="in_flow",
            priority=need(rows.get(Conversation, fact.conversation), fact).priority,
            since=began,
            entered=began,
            ended_at=fact.ended,
            direction=fact.direction,
        )
    )


@on(f.InteractionClassified)
def classified(rows: Rows, logged: f.Logged, fact: f.InteractionClassified) -> None:
    row = need(rows.get(Interaction, fact.interaction), fact)
    rows.put(replace(row, disposition=fact.disposition, reason=fact.reason or row.reason))


@on(f.DeflectionOffered)
def deflection_offered(rows: Rows, logged: f.Logged, fact: f.DeflectionOffered) -> None:
    row = need(rows.get(Interaction, fact.interaction), fact)
    rows.put(replace(row, deflection="offered", ways=fact.ways))


@on(f.DeflectionTaken)
def deflection_taken(rows: Rows, logged: f.Logged, fact: f.DeflectionTaken) -> None:
    row = need(rows.get(Interaction, fact.interaction), fact)
    rows.put(replace(row, deflection=fact.way))


@on(f.QueueSwitched)
def switched(rows: Rows, logged: f.Logged, fact: f.QueueSwitched) -> None:
    state = rows.get(QueueState, fact.queue) or QueueState(queue=fact.queue)
    rows.put(replace(state, state=fact.state, at=logged.at))


@on(f.CustomerVipChanged)
def vip_changed(rows: Rows, logged: f.Logged, fact: f.CustomerVipChanged) -> None:
    """His open work is marked too; how urgent it is now is said by PriorityChanged."""
    rows.put(replace(need(rows.get(Customer, fact.customer), fact), vip=fact.vip))
    for conversation in rows.where(Conversation, {"customer": fact.customer}):
        for one in rows.where(Interaction, {"conversation": conversation.id}):
            if one.state in OPEN_STATES and one.vip != fact.vip:
                rows.put(replace(one, vip=fact.vip))
