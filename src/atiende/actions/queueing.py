"""How work comes to wait: the facts that put it into a queue, for a queue's people or for one agent by name."""

from msgspec import Struct

from atiende.actions import settings_of
from atiende.domain import facts as f
from atiende.domain.conversation import Conversation
from atiende.domain.interaction import Interaction
from atiende.domain.message import Message
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


def requeued(
    change: Change, conversation: Conversation, one: Interaction, target: Target, why: str = "transferred"
) -> f.InteractionQueued:
    """The same work with what its new place asks, keeping when its waiting began."""
    slug = target.queue or one.queue
    queue = settings_of.rules_of(change, slug)
    return f.InteractionQueued(
        interaction=one.id,
        conversation=one.conversation,
        customer=one.customer,
        brand=one.brand,
        channel=one.channel,
        endpoint=one.endpoint,
        queue=slug,
        since=one.since,
        priority=conversation.priority,
        skills=() if target.agent else tuple((need.skill, need.level) for need in queue.skills),
        language=(conversation.language if queue.match_language and not target.agent else ""),
        agent=target.agent or None,
        why=why,
    )


def fresh(change: Change, conversation: Conversation, target: Target, new_id: str) -> f.InteractionQueued:
    """No interaction is open: one begins on the channel the customer wrote on last."""
    endpoint, channel = "", conversation.channel
    for message in change.where(Message, {"conversation": conversation.id, "position": conversation.last_in}):
        endpoint, channel = message.endpoint, message.channel
    blank = Interaction(
        id=new_id,
        conversation=conversation.id,
        customer=conversation.customer,
        brand=conversation.brand,
        channel=channel,
        endpoint=endpoint,
        queue=conversation.queue,
        state="queued",
        priority=conversation.priority,
        since=change.at,
    )
    return requeued(change, conversation, blank, target)


def wait_for_named(desk: Desk, change: Change, queued: f.InteractionQueued) -> None:
    """Work for one agent by name does not wait for ever: he may never come."""
    change.drop(Timer, "named", queued.interaction)
    if queued.agent is None:
        return
    patience = settings_of.rules_of(change, queued.queue).answer_within_seconds * 1000
    if desk.channels[queued.channel].traits.session:
        patience = min(patience, NAMED_SESSION_MS)
    change.put(Timer(kind="named", key=queued.interaction, due=change.at + patience))
