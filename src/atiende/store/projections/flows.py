"""Flows under way: where each session stands, what was done outside for it, and how many went through each node."""

from msgspec.structs import replace

from atiende.domain import facts as f
from atiende.domain.conversation import Conversation
from atiende.domain.facts import Logged
from atiende.domain.flow import Errand, FlowCount, FlowSession
from atiende.domain.interaction import Interaction
from atiende.store.projections.interactions import put, unload
from atiende.store.projections.rows import Rows, log_only, need, on


@on(f.FlowEntered)
def entered(rows: Rows, logged: Logged, fact: f.FlowEntered) -> None:
    """A new interaction begins in the flow; one that was there goes (back) into it."""
    before = rows.get(Interaction, fact.interaction)
    row = before or Interaction(
        id=fact.interaction,
        conversation=fact.conversation,
        customer=fact.customer,
        brand=fact.brand,
        channel=fact.channel,
        endpoint=fact.endpoint,
        queue=fact.queue,
        state="in_flow",
        priority=3,
        since=logged.at,
        entered=logged.at,
        last_message_at=logged.at,
    )
    if before is not None:
        unload(rows, before, logged.at)
    fresh = replace(row, state="in_flow", flow=fact.flow, agent=None, offer=None, ended_at=None, wrap_up_until=None)
    put(rows, before, fresh)
    rows.put(
        FlowSession(
            interaction=fact.interaction,
            conversation=fact.conversation,
            customer=fact.customer,
            flow=fact.flow,
            version=fact.version,
            node="",
            language=fact.language,
            seed=fact.seed,
            at=logged.at,
            root=fact.flow,
        )
    )


@on(f.FlowStepped)
def stepped(rows: Rows, logged: Logged, fact: f.FlowStepped) -> None:
    row = need(rows.get(FlowSession, fact.interaction), fact)
    rows.put(
        replace(
            row,
            conversation=fact.conversation,
            flow=fact.flow,
            version=fact.version,
            node=fact.node,
            awaiting=fact.awaiting,
            due=fact.due,
            tries=fact.tries,
            turn=fact.turn,
            stack=fact.stack,
            goals=fact.goals,
            language=fact.language or row.language,
            at=logged.at,
        )
    )
    for place in fact.passed:
        count = _count(rows, place)
        rows.put(replace(count, entered=count.entered + 1))


@on(f.FlowEnded)
def ended(rows: Rows, logged: Logged, fact: f.FlowEnded) -> None:
    row = need(rows.get(FlowSession, fact.interaction), fact)
    rows.put(
        replace(row, outcome=fact.outcome, goals=fact.goals, awaiting="", due=None, ended_at=logged.at, at=logged.at)
    )
    work = rows.get(Interaction, fact.interaction)
    if work is not None:
        rows.put(replace(work, flow=""))
    if fact.outcome == "left":
        count = _count(rows, (fact.flow, fact.version, fact.node))
        rows.put(replace(count, left=count.left + 1))


def _count(rows: Rows, place: tuple[str, int, str]) -> FlowCount:
    flow, version, node = place
    return rows.get(FlowCount, flow, version, node) or FlowCount(flow=flow, version=version, node=node)


@on(f.ErrandAsked)
def errand_asked(rows: Rows, logged: Logged, fact: f.ErrandAsked) -> None:
    rows.put(
        Errand(
            id=fact.errand,
            interaction=fact.interaction,
            conversation=fact.conversation,
            flow=fact.flow,
            node=fact.node,
            kind=fact.kind,
            state="asked",
            at=logged.at,
        )
    )


@on(f.ErrandStarted)
def errand_started(rows: Rows, logged: Logged, fact: f.ErrandStarted) -> None:
    rows.put(replace(need(rows.get(Errand, fact.errand), fact), state="started"))


@on(f.ErrandEnded)
def errand_ended(rows: Rows, logged: Logged, fact: f.ErrandEnded) -> None:
    row = need(rows.get(Errand, fact.errand), fact)
    rows.put(replace(row, state=fact.result, why=fact.why, ended_at=logged.at))


@on(f.HandedOver)
def handed_over(rows: Rows, logged: Logged, fact: f.HandedOver) -> None:
    """Until now he was served; from now on he waits for somebody's answer."""
    row = need(rows.get(Conversation, fact.conversation), fact)
    if row.waiting_since is None:
        rows.put(replace(row, waiting_since=logged.at))
    session = rows.get(FlowSession, fact.interaction)
    if session is not None and session.quiet != fact.quiet:
        rows.put(replace(session, quiet=fact.quiet))


@on(f.HandoffLate)
def handoff_late(rows: Rows, logged: Logged, fact: f.HandoffLate) -> None:
    """It asks for help itself: supervisors see it until somebody takes it."""
    row = need(rows.get(Conversation, fact.conversation), fact)
    if row.hand_raised_at is None:
        rows.put(replace(row, hand_raised_at=logged.at))


log_only(f.SurveyAnswered)
