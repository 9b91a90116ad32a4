"""Interactions: where they wait, who handles them, and the load that is on agents because of them."""

from msgspec.structs import replace

from atiende.domain import facts as f
from atiende.domain.conversation import Conversation
from atiende.domain.interaction import Interaction, Needs, Offer
from atiende.store.projections.agents import carry, put_down
from atiende.store.projections.rows import Rows, log_only, need, on

CARRIED = ("handling", "wrap_up")


def unload(rows: Rows, row: Interaction, at: int) -> None:
    """Takes the interaction off whoever carries it: the agent at work on it, or the one it is offered to."""
    if row.state in CARRIED and row.agent is not None:
        put_down(rows, row.agent, row.channel, at)
    offer = rows.get(Offer, row.offer) if row.offer is not None else None
    if offer is not None and offer.state in ("made", "accepted"):
        put_down(rows, offer.agent, row.channel, at)
    if offer is not None and offer.state == "made":
        rows.put(replace(offer, state="withdrawn", answered_at=at))


@on(f.InteractionQueued)
def queued(rows: Rows, logged: f.Logged, fact: f.InteractionQueued) -> None:
    before = rows.get(Interaction, fact.interaction)
    if before is not None:
        unload(rows, before, logged.at)
    kept = before or Interaction(
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
    needs = Needs(
        skills=fact.skills,
        language=fact.language,
        agent=fact.agent,
        preferred=fact.preferred,
        preferred_until=fact.preferred_until,
    )
    rows.put(
        replace(
            kept,
            queue=fact.queue,
            state="queued",
            priority=fact.priority,
            since=fact.since,
            needs=needs,
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
    )
    conversation = rows.get(Conversation, fact.conversation)
    if conversation is not None and conversation.queue != fact.queue:
        rows.put(replace(conversation, queue=fact.queue))


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
    if not counted and not already:
        unload(rows, row, logged.at)
        carry(rows, fact.agent, row.channel)
    rows.put(
        replace(
            row,
            state="handling",
            agent=fact.agent,
            offer=None,
            segments=row.segments + 1,
            first_taken_at=logged.at if row.first_taken_at is None else row.first_taken_at,
            wrap_up_until=None,
        )
    )


@on(f.InteractionTransferred)
def transferred(rows: Rows, logged: f.Logged, fact: f.InteractionTransferred) -> None:
    row = need(rows.get(Interaction, fact.interaction), fact)
    unload(rows, row, logged.at)
    rows.put(replace(row, state="queued", agent=None, offer=None, wrap_up_until=None))


@on(f.WrapUpStarted)
def wrap_up_started(rows: Rows, logged: f.Logged, fact: f.WrapUpStarted) -> None:
    row = need(rows.get(Interaction, fact.interaction), fact)
    rows.put(replace(row, state="wrap_up", wrap_up_until=fact.until))


@on(f.InteractionEnded)
def ended(rows: Rows, logged: f.Logged, fact: f.InteractionEnded) -> None:
    row = need(rows.get(Interaction, fact.interaction), fact)
    unload(rows, row, logged.at)
    rows.put(replace(row, state=fact.how, ended_at=logged.at, offer=None, wrap_up_until=None))


log_only(f.InteractionRefused, f.QueueSwitched, f.CallbackRequested, f.DeflectionOffered, f.DeflectionTaken)
