"""How work comes to wait: the facts that put it into a queue, for a queue's people or for one agent by name."""

from msgspec import Struct
from msgspec.structs import replace

from atiende.actions import settings_of
from atiende.actions.persons import is_vip
from atiende.domain import admission
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.admission import Admission, Standing
from atiende.domain.conversation import Conversation
from atiende.domain.hours import add_business_ms, is_open
from atiende.domain.interaction import Interaction
from atiende.domain.message import Message
from atiende.domain.queue import QueueState
from atiende.domain.work import Timer
from atiende.ports.desk import Desk
from atiende.ports.store import Change

NAMED_SESSION_MS = 120_000
"""How long a live session waits for the one agent it was transferred to; then it is everybody's of its queue. Mail and
messages wait as long as their queue may take to answer."""


class Target(Struct, frozen=True, kw_only=True):
    """Exactly one of the two."""

    queue: str = ""
    agent: str = ""


def entering(change: Change, queued: f.InteractionQueued, *, session: bool) -> f.InteractionQueued:
    """The same with what its queue makes of it on entering: when it is due, and a VIP's urgency."""
    rules = settings_of.rules_of(change, queued.queue)
    vip = is_vip(change, queued.customer)
    return replace(
        queued,
        entered=change.at,
        due=due_at(change, rules, session=session),
        step=0,
        vip=vip,
        priority=min(queued.priority, rules.vip_priority) if vip else queued.priority,
    )


def due_at(change: Change, rules: docs.Queue, *, session: bool) -> int:
    """When what comes in now should be answered: in opening hours, but for live sessions, which wait by the clock.

    Where so much open time never comes, by the clock too.
    """
    ms = rules.answer_within_seconds * 1000
    hours = None if session else settings_of.hours_of(change, rules)
    due = add_business_ms(hours, change.at, ms) if hours is not None else None
    return change.at + ms if due is None else due


def admit(change: Change, slug: str, *, session: bool) -> Admission:
    """Where new work for this queue may wait now, or why it may not."""

    def look(queue: str) -> Standing | None:
        rules = settings_of.document(change, "queue", queue)
        if not isinstance(rules, docs.Queue):
            return None
        state = change.get(QueueState, queue) or QueueState(queue=queue)
        hours = settings_of.hours_of(change, rules) if session else None
        return Standing(
            queue=rules,
            state=state.state,
            waiting=state.waiting,
            is_open=hours is None or is_open(hours, change.at),
        )

    return admission.place(slug, look, session=session)


def requeued(
    desk: Desk, change: Change, conversation: Conversation, one: Interaction, target: Target, why: str = "transferred"
) -> f.InteractionQueued:
    """The same work with what its new place asks, keeping when its waiting began.

    Who goes on waiting in the same queue also keeps what counts from its entry: step and due.
    """
    slug = target.queue or one.queue
    queued = f.InteractionQueued(
        interaction=one.id,
        conversation=one.conversation,
        customer=one.customer,
        brand=one.brand,
        channel=one.channel,
        endpoint=one.endpoint,
        queue=slug,
        since=one.since,
        priority=conversation.priority,
        language=conversation.language,
        agent=target.agent or None,
        why=why,
        reason=conversation.reason,
        direction=one.direction,
    )
    queued = entering(change, queued, session=desk.channels[one.channel].traits.session)
    if slug == one.queue and one.state in ("queued", "offered"):
        return replace(queued, entered=one.entered, due=one.due, step=one.step)
    return queued


def fresh(
    desk: Desk, change: Change, conversation: Conversation, target: Target, why: str = "transferred"
) -> f.InteractionQueued:
    """No interaction is open: one begins on the channel the customer wrote on last."""
    endpoint, channel = "", conversation.channel
    for message in change.where(Message, {"conversation": conversation.id, "position": conversation.last_in}):
        endpoint, channel = message.endpoint, message.channel
    blank = Interaction(
        id=desk.ids.new("itr"),
        conversation=conversation.id,
        customer=conversation.customer,
        brand=conversation.brand,
        channel=channel,
        endpoint=endpoint,
        queue=conversation.queue,
        state="done",
        priority=conversation.priority,
        since=change.at,
    )
    return requeued(desk, change, conversation, blank, target, why)


def wait_for_named(desk: Desk, change: Change, queued: f.InteractionQueued) -> None:
    """Work for one agent by name does not wait for ever: he may never come."""
    change.drop(Timer, "named", queued.interaction)
    if queued.agent is None:
        return
    patience = settings_of.rules_of(change, queued.queue).answer_within_seconds * 1000
    if desk.channels[queued.channel].traits.session:
        patience = min(patience, NAMED_SESSION_MS)
    change.put(Timer(kind="named", key=queued.interaction, due=change.at + patience))
