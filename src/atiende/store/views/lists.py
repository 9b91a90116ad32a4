"""Lists of conversations: which ids, in which order, from index ranges only.

A list is a union of ranges that are each already in order (one queue, one status; or one agent, one status), so that a
page costs the same with a thousand conversations as with a million.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from msgspec import Struct
from msgspec.structs import replace

from atiende.domain import conversation as conversations
from atiende.domain.conversation import Conversation, Reader
from atiende.domain.documents import Queue
from atiende.domain.errors import Invalid
from atiende.ports.lists import COUNT_CAP, Counts, Filters, Wanted
from atiende.ports.views import Sight
from atiende.store.views.asking import TENANT, Asking, columns, cursor_of, parts_of
from atiende.store.views.narrow import (
    ME,
    conditions,
    kept_by_me,
    moments_of,
    queues_asked,
    shape_of,
)
from atiende.store.views.seeing import Condition, offered

WORK = ("new", "open")
ALL = conversations.STATUSES
STATUSES: Mapping[str, tuple[str, ...]] = {
    "mine": WORK,
    "unassigned": WORK,
    "all": WORK,
    "snoozed": ("snoozed",),
    "pending": ("pending",),
    "resolved": ("resolved",),
    "mentions": ALL,
    "pinned": ALL,
    "found": WORK,
}
"""Which states a list shows where its filters name none."""
LISTS = ("mine", "unassigned", "all", "snoozed", "pending", "resolved", "mentions")
"""Those that everybody has and that are counted."""
KEPT = ("mentions", "pinned")
"""Lists of a few conversations named elsewhere: found there, not by walking queues."""
MOST_RANGES = 150
"""Ranges one statement merges; beyond, what a page shows is sorted instead."""
SORTS = ("-touched_at", "due", "waiting")
DEFAULT_ANSWER_MS = 3_600_000
MAX_LIMIT = 200


class Range(Struct, frozen=True):
    """Conditions that an index answers in order; `answer_ms` and `queue` (its slug) if all of it is in one queue."""

    where: tuple[Any, ...]
    answer_ms: int | None = None
    queue: str = ""


class Phase(Struct, frozen=True):
    """A part of a sorted list: those that wait, oldest or most urgent first; then the others, newest first."""

    name: str
    descending: bool


PHASES: Mapping[str, tuple[Phase, ...]] = {
    "-touched_at": (Phase("touched", True),),
    "due": (Phase("due", False), Phase("quiet", True)),
    "waiting": (Phase("waiting", False), Phase("quiet", True)),
}


class Plan(Struct, frozen=True):
    """What decides a list's statement; everything else is a parameter of it. `mine`: only what is the viewer's.

    `places` are the queues shown with their answering times, `reach` and `brands` the limits of the viewer's sight;
    `known` are the answering times of all queues.
    """

    view: str
    places: tuple[tuple[str, int], ...]
    known: tuple[tuple[str, int], ...]
    reach: tuple[str, ...] | None
    brands: tuple[str, ...] | None
    mine: bool = False
    own: bool = False
    filters: Filters = Filters()
    phase: Phase = PHASES["-touched_at"][0]
    after: bool = False


NUMBER = sa.BigInteger()


async def page_of_ids(
    ask: Asking, tenant: str, sight: Sight, wanted: Wanted, queues: Mapping[str, Queue]
) -> tuple[list[str], str | None]:
    """Ids of one page and the cursor of the next. Raises Invalid."""
    _check(wanted)
    limit = max(1, min(wanted.limit, MAX_LIMIT))
    number, key, last = parts_of(wanted.cursor, (int, int, str)) if wanted.cursor else (0, None, "")
    plan = _plan(sight, wanted, queues)
    # What is done waits for nobody: it has one order.
    phases = PHASES["-touched_at" if wanted.view == "resolved" else wanted.sort]
    found: list[tuple[int, int, str]] = []
    while number < len(phases) and len(found) <= limit:
        select = _statement(replace(plan, phase=phases[number], after=key is not None))
        values: dict[str, str | int] = {"me": sight.agent, "now": wanted.now, **moments_of(wanted.filters)}
        values |= {"count": limit + 1 - len(found), "after_key": key or 0, "after_id": last}
        found += [(number, row["key"], row["id"]) for row in await ask.rows(select, tenant, values)]
        number, key = number + 1, None
    shown = found[:limit]
    return [item[2] for item in shown], cursor_of(*shown[-1]) if len(found) > limit else None


def _check(wanted: Wanted) -> None:
    if wanted.view not in STATUSES:
        raise Invalid(field="view", reason="unknown")
    if wanted.sort not in SORTS:
        raise Invalid(field="sort", reason="unknown")


def _plan(sight: Sight, wanted: Wanted, queues: Mapping[str, Queue]) -> Plan:
    known = tuple((slug, answer_ms(queues, slug)) for slug in sorted(queues))
    places = [(slug, ms) for slug, ms in (*known, ("", DEFAULT_ANSWER_MS)) if _in_reach(sight, slug)]
    asked = queues_asked(wanted.filters, queues)
    return Plan(
        view=wanted.view,
        places=tuple(place for place in places if asked is None or place[0] in asked),
        known=known,
        reach=sight.queues,
        brands=sight.brands,
        mine=wanted.view == "mine" or wanted.filters.agent == ("me",),
        own=bool(sight.agent) and (sight.queues is not None or sight.brands is not None),
        filters=shape_of(wanted.filters),
    )


def _in_reach(sight: Sight, slug: str) -> bool:
    return sight.queues is None or slug in sight.queues


def _ranges(plan: Plan) -> list[Range]:
    conversation = columns(Conversation)
    extra = _filters(conversation, plan)
    if plan.mine:
        asked = plan.filters.queue or plan.filters.team
        place = [conversation.queue.in_([slug for slug, _ in plan.places])] if asked else []
        return [Range((conversation.agent == ME, *place, *extra))]
    place = [] if plan.brands is None else [conversation.brand.in_(plan.brands)]
    ranges = [Range((conversation.queue == slug, *place, *extra), ms, slug) for slug, ms in plan.places]
    return ranges + (_own(plan, extra) if plan.own else [])


def _own(plan: Plan, extra: Sequence[Condition]) -> list[Range]:
    """His own and what is offered to him, where his queues and brands would not show it."""
    conversation = columns(Conversation)
    if plan.filters.queue or plan.filters.team:
        return []
    elsewhere: Condition = conversation.queue.not_in([slug for slug, _ in plan.places])
    if plan.brands is not None:
        elsewhere = sa.or_(elsewhere, conversation.brand.not_in(plan.brands))
    mine = conversation.agent == ME
    not_mine = sa.or_(conversation.agent.is_(None), conversation.agent != ME)
    shown = conversation.id.in_(offered(TENANT, ME))
    return [Range((mine, elsewhere, *extra)), Range((shown, not_mine, elsewhere, *extra))]


def _filters(conversation: Any, plan: Plan) -> list[Condition]:
    found: list[Condition] = []
    if plan.view == "unassigned":
        found.append(conversation.agent.is_(None))
    return [*found, *kept_by_me(plan.view), *conditions(plan.filters)]


def _statuses(plan: Plan) -> tuple[str, ...]:
    return plan.filters.status or STATUSES[plan.view]


def answer_ms(queues: Mapping[str, Queue], slug: str) -> int:
    queue = queues.get(slug)
    return queue.answer_within_seconds * 1000 if queue else DEFAULT_ANSWER_MS


@lru_cache(maxsize=256)
def _statement(plan: Plan) -> sa.Select[Any]:
    """Made once for a plan: building the union costs more than running it."""
    ranges = _ranges(plan) or [Range((sa.false(),))]
    statuses: list[tuple[str, ...]] = [(status,) for status in _statuses(plan)]
    if plan.view in KEPT or len(ranges) * len(statuses) > MOST_RANGES:
        ranges, statuses = _merged(ranges), [_statuses(plan)]
    selects = [
        _in_order(plan, one, status, dated=dated).subquery()
        for one in ranges
        for status in statuses
        for dated in ((True, False) if plan.phase.name == "due" else (False,))
    ]
    merged = sa.union_all(*[sa.select(each.c.id, each.c.key) for each in selects]).subquery()
    order = (merged.c.key.desc(), merged.c.id.desc()) if plan.phase.descending else (merged.c.key, merged.c.id)
    return sa.select(merged.c.id, merged.c.key).order_by(*order).limit(sa.bindparam("count", type_=NUMBER))


def _in_order(plan: Plan, one: Range, statuses: tuple[str, ...], *, dated: bool) -> sa.Select[Any]:
    """One range of one status, in its order; by what is due only those with a clock (`dated`), or those without."""
    conversation = columns(Conversation)
    phase = plan.phase
    waits: list[Condition] = []
    if phase.name == "quiet":
        # Not `IS NULL`: that would tempt the planner to the index in the wrong order.
        waits.append(sa.func.coalesce(conversation.waiting_since, 0) == 0)
    elif phase.name != "touched":
        waits.append(conversation.waiting_since.is_not(None))
    if phase.name == "due":
        waits.append(conversation.answer_due.is_not(None) if dated else conversation.answer_due.is_(None))
    column, shift = _key(conversation, plan, one, dated=dated)
    order = (column.desc(), conversation.id.desc()) if phase.descending else (column, conversation.id)
    status = conversation.status == statuses[0] if len(statuses) == 1 else conversation.status.in_(statuses)
    select = sa.select(conversation.id.label("id"), (column + shift).label("key")).where(
        conversation.tenant == TENANT, status, *one.where, *waits
    )
    if plan.after:
        select = select.where(_beyond(column, conversation.id, shift, phase.descending))
    return select.order_by(*order).limit(sa.bindparam("count", type_=NUMBER))


def _key(conversation: Any, plan: Plan, one: Range, *, dated: bool) -> tuple[Any, int]:
    """The column a phase is ordered by and what is added to it to make the key."""
    if plan.phase.name != "due":
        return (conversation.waiting_since if plan.phase.name == "waiting" else conversation.touched_at), 0
    if dated:
        return conversation.answer_due, 0
    if one.answer_ms is not None:
        return conversation.waiting_since, one.answer_ms
    known = dict(plan.known)
    added = sa.case(known, value=conversation.queue, else_=DEFAULT_ANSWER_MS) if known else DEFAULT_ANSWER_MS
    return conversation.waiting_since + added, 0


def _beyond(column: Any, ident: Any, shift: int, descending: bool) -> Condition:
    key = sa.bindparam("after_key", type_=NUMBER) - shift
    last = sa.bindparam("after_id", type_=sa.Text)
    if descending:
        return sa.and_(column <= key, sa.or_(column < key, ident < last))
    return sa.and_(column >= key, sa.or_(column > key, ident > last))


async def counts(ask: Asking, tenant: str, sight: Sight, queues: Mapping[str, Queue]) -> Counts:
    """How many each list has, each at most COUNT_CAP: one statement of small counts over the same ranges."""
    select = _counting(replace(_plan(sight, Wanted(view="all"), queues), known=()))
    row = await ask.one(select, tenant, {"me": sight.agent})
    return Counts(**(row or {}))


async def counts_of(
    ask: Asking, tenant: str, sight: Sight, wanted: Sequence[Wanted], queues: Mapping[str, Queue]
) -> list[int]:
    """How many each has, at most COUNT_CAP. Raises Invalid."""
    found = []
    for one in wanted:
        _check(one)
        select = _counting_one(replace(_plan(sight, one, queues), known=()))
        row = await ask.one(select, tenant, {"me": sight.agent, "now": one.now, **moments_of(one.filters)})
        found.append(int(row["count"]) if row else 0)
    return found


@lru_cache(maxsize=256)
def _counting_one(plan: Plan) -> sa.Select[Any]:
    return sa.select(_count(plan).label("count"))


@lru_cache(maxsize=256)
def _counting(plan: Plan) -> sa.Select[Any]:
    numbers = {view: _count(replace(plan, view=view, mine=view == "mine")) for view in LISTS}
    numbers["mine_unread"] = _unread()
    return sa.select(*[query.label(name) for name, query in numbers.items()])


def _count(plan: Plan) -> sa.ScalarSelect[Any]:
    conversation = columns(Conversation)
    parts = [
        sa.select(conversation.id)
        .where(conversation.tenant == TENANT, conversation.status.in_(_statuses(plan)), *one.where)
        .limit(COUNT_CAP)
        .subquery()
        for one in _merged(_ranges(plan))
    ]
    every = sa.union_all(*[sa.select(part.c.id) for part in parts]).subquery()
    capped = sa.select(every.c.id).limit(COUNT_CAP).subquery()
    return sa.select(sa.func.count()).select_from(capped).scalar_subquery()


def _merged(ranges: list[Range]) -> list[Range]:
    """Counting needs no order: one range over all queues instead of one for each."""
    by_queue = [one for one in ranges if one.answer_ms is not None]
    others = [one for one in ranges if one.answer_ms is None]
    if not by_queue:
        return others or [Range((sa.false(),))]
    anywhere = columns(Conversation).queue.in_([one.queue for one in by_queue])
    return [Range((anywhere, *by_queue[0].where[1:])), *others]


def _unread() -> sa.ScalarSelect[Any]:
    conversation, reader = columns(Conversation), columns(Reader)
    read = (
        sa.select(reader.position)
        .where(reader.tenant == TENANT, reader.conversation == conversation.id, reader.agent == ME)
        .scalar_subquery()
    )
    unread = (
        sa.select(conversation.id)
        .where(
            conversation.tenant == TENANT,
            conversation.agent == ME,
            conversation.status.in_(WORK),
            conversation.last_in > sa.func.coalesce(read, 0),
        )
        .limit(COUNT_CAP)
        .subquery()
    )
    return sa.select(sa.func.count()).select_from(unread).scalar_subquery()
