"""What a viewer may see, as conditions of a select: the one place where lists, counts and single reads get it from."""

from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from msgspec import Struct

from atiende.domain.interaction import Offer
from atiende.ports.views import Sight
from atiende.store.raw import Given
from atiende.store.views.asking import columns, some

Condition = sa.ColumnElement[bool]
Text = str | sa.BindParameter[str]


class AnySight(Struct, frozen=True, eq=False):
    """Parameters where a `Sight` has values, for a select that is made once; see `told`."""

    agent: sa.BindParameter[str]
    queues: sa.BindParameter[str] | None
    brands: sa.BindParameter[str] | None


def any_sight(sight: Sight) -> AnySight:
    """What a select has to ask for sights like this one; as few different ones as there are kinds of limits."""
    return _any_sight(sight.queues is not None, sight.brands is not None)


@lru_cache
def _any_sight(by_queue: bool, by_brand: bool) -> AnySight:
    return AnySight(
        sa.bindparam("agent", type_=sa.Text),
        some("queues") if by_queue else None,
        some("brands") if by_brand else None,
    )


def told(sight: Sight) -> dict[str, Given]:
    """The values for an `AnySight`."""
    return {"agent": sight.agent, "queues": sight.queues or (), "brands": sight.brands or ()}


def offered(tenant: Text, agent: Text) -> sa.Select[Any]:
    """Conversations now offered to the agent."""
    offer = columns(Offer)
    return sa.select(offer.conversation).where(offer.tenant == tenant, offer.agent == agent, offer.state == "made")


def by_place(conversation: Any, sight: Sight | AnySight) -> list[Condition]:
    """Seen because of its queue and brand."""
    found: list[Condition] = []
    if sight.queues is not None:
        found.append(conversation.queue.in_(sight.queues))
    if sight.brands is not None:
        found.append(conversation.brand.in_(sight.brands))
    return found


def visible(tenant: Text, conversation: Any, sight: Sight | AnySight) -> Condition:
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
