"""What a viewer may see, as conditions of a select: the one place where lists, counts and single reads get it from."""

from typing import Any

import sqlalchemy as sa

from atiende.domain.interaction import Offer
from atiende.ports.views import Sight
from atiende.store.views.asking import columns

Condition = sa.ColumnElement[bool]


def offered(tenant: str | sa.BindParameter[str], agent: str | sa.BindParameter[str]) -> sa.Select[Any]:
    """Conversations now offered to the agent."""
    offer = columns(Offer)
    return sa.select(offer.conversation).where(offer.tenant == tenant, offer.agent == agent, offer.state == "made")


def by_place(conversation: Any, sight: Sight) -> list[Condition]:
    """Seen because of its queue and brand."""
    found: list[Condition] = []
    if sight.queues is not None:
        found.append(conversation.queue.in_(sight.queues))
    if sight.brands is not None:
        found.append(conversation.brand.in_(sight.brands))
    return found


def visible(tenant: str, conversation: Any, sight: Sight) -> Condition:
    """His own, offered to him, or seen because of its place."""
    place = by_place(conversation, sight)
    if not place:
        return sa.true()
    return sa.or_(
        conversation.agent == sight.agent,
        sa.and_(*place),
        conversation.id.in_(offered(tenant, sight.agent)),
    )


def readable(message: Any, agent: str) -> Condition:
    """Whether a message may be read by the agent, if its conversation may: a coaching note is for two people."""
    return sa.or_(message.only_for.is_(None), message.only_for == agent, message.author == agent)
