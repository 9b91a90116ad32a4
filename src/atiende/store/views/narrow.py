"""The filters of a list as conditions: what `ports.lists.Filters` asks, said of a conversation's columns."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from msgspec.structs import replace

from atiende.domain.conversation import Conversation
from atiende.domain.customer import Customer, CustomerDetails
from atiende.domain.desk import Pin
from atiende.domain.documents import Queue
from atiende.domain.message import Mention
from atiende.ports.lists import Filters
from atiende.store.views.asking import TENANT, columns
from atiende.store.views.seeing import Condition

ME = sa.bindparam("me", type_=sa.Text)
PLAIN = ("kind", "reason", "priority", "language", "brand", "channel")


def queues_asked(filters: Filters, queues: Mapping[str, Queue]) -> frozenset[str] | None:
    """The queues a list is narrowed to; None: all."""
    asked = frozenset(filters.queue) if filters.queue else None
    if filters.team:
        served = {slug for slug, queue in queues.items() if set(queue.teams) & set(filters.team)}
        asked = frozenset(served if asked is None else served & asked)
    return asked


def conditions(filters: Filters) -> list[Condition]:
    """Everything but status and queue, which choose the ranges, and `agent` where it is me alone, which is one."""
    conversation = columns(Conversation)
    found: list[Condition] = [
        getattr(conversation, name).in_(values) for name in PLAIN if (values := getattr(filters, name))
    ]
    found += [_tagged(conversation, filters)] if filters.tag else []
    found += [_whose(conversation, filters.agent)] if filters.agent else []
    found += [_named(conversation, word) for word in filters.customer]
    return [*found, *_switches(conversation, filters), *_bounds(conversation, filters)]


def kept_by_me(view: str) -> list[Condition]:
    """Mentions not looked at since, and pins: those conversations, whatever their status."""
    conversation, mention, pin = columns(Conversation), columns(Mention), columns(Pin)
    if view == "mentions":
        of_me = sa.select(mention.conversation).where(
            mention.tenant == TENANT, mention.user == ME, mention.seen == sa.false()
        )
        return [conversation.id.in_(of_me)]
    if view == "pinned":
        return [conversation.id.in_(sa.select(pin.conversation).where(pin.tenant == TENANT, pin.agent == ME))]
    return []


def _tagged(conversation: Any, filters: Filters) -> Condition:
    return sa.or_(*[conversation.tags.contains(f'"{slug}"', autoescape=True) for slug in filters.tag])


def _whose(conversation: Any, agents: tuple[str, ...]) -> Condition:
    ways: list[Condition] = [conversation.agent.in_([one for one in agents if one not in ("me", "nobody")])]
    ways += [conversation.agent == ME] if "me" in agents else []
    ways += [conversation.agent.is_(None)] if "nobody" in agents else []
    return sa.or_(*ways)


def _named(conversation: Any, word: str) -> Condition:
    details = columns(CustomerDetails)
    his = sa.select(details.id).where(details.tenant == TENANT, details.id == conversation.customer)
    return his.where(details.normal.contains(word, autoescape=True)).exists()


def _switches(conversation: Any, filters: Filters) -> list[Condition]:
    found: list[Condition] = []
    if filters.vip is not None:
        customer = columns(Customer)
        his = sa.select(customer.id).where(customer.tenant == TENANT, customer.id == conversation.customer)
        very = his.where(customer.vip == sa.true()).exists()
        found.append(very if filters.vip else sa.not_(very))
    if filters.hand is not None:
        raised = conversation.hand_raised_at.is_not(None)
        found.append(raised if filters.hand else sa.not_(raised))
    if filters.overdue is not None:
        now = sa.bindparam("now", type_=sa.BigInteger())
        late = sa.or_(
            sa.func.coalesce(conversation.answer_due, now) < now, sa.func.coalesce(conversation.resolve_due, now) < now
        )
        found.append(late if filters.overdue else sa.not_(late))
    return found


MOMENTS = ("opened_after", "opened_before", "touched_after", "touched_before", "waiting_before")


def shape_of(filters: Filters) -> Filters:
    """The same for every moment: moments are parameters of a statement that is made once."""
    return replace(filters, **{name: 0 for name in MOMENTS if getattr(filters, name) is not None})


def moments_of(filters: Filters) -> dict[str, int]:
    """The values of those parameters."""
    return {name: at for name in MOMENTS if (at := getattr(filters, name)) is not None}


def _bounds(conversation: Any, filters: Filters) -> list[Condition]:
    columns_of = {
        "opened": conversation.opened_at,
        "touched": conversation.touched_at,
        "waiting": conversation.waiting_since,
    }
    found: list[Condition] = []
    for name in moments_of(filters):
        what, _, side = name.partition("_")
        column, at = columns_of[what], sa.bindparam(name, type_=sa.BigInteger())
        found.append(column >= at if side == "after" else column <= at)
    return found
