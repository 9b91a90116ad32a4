"""Lists of conversations: which ids, in which order, from index ranges only.

A list is a union of ranges that are each already in order (one queue, one status; or one agent, one status), so that a
page costs the same with a thousand conversations as with a million.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from msgspec import Struct

from atiende.domain.conversation import Conversation, Reader
from atiende.domain.documents import Queue
from atiende.domain.errors import Invalid
from atiende.ports.views import COUNT_CAP, Counts, Sight, Wanted
from atiende.store.views.asking import Asking, columns, cursor_of, parts_of
from atiende.store.views.seeing import Condition, by_place, offered

WORK = ("new", "open")
STATUSES: Mapping[str, tuple[str, ...]] = {
    "mine": WORK,
    "unassigned": WORK,
    "all": WORK,
    "snoozed": ("snoozed",),
    "pending": ("pending",),
    "resolved": ("resolved",),
}
SORTS = ("-touched_at", "due", "waiting")
DEFAULT_ANSWER_MS = 3_600_000
MAX_LIMIT = 200


class Range(Struct, frozen=True):
    """Conditions that an index answers in order; `answer_ms` if all of it is in one queue."""

    where: tuple[Any, ...]
    answer_ms: int | None = None


class Phase(Struct, frozen=True):
    """A part of a sorted list: those that wait, oldest or most urgent first; then the others, newest first."""

    name: str
    descending: bool


PHASES: Mapping[str, tuple[Phase, ...]] = {
    "-touched_at": (Phase("touched", True),),
    "due": (Phase("due", False), Phase("quiet", True)),
    "waiting": (Phase("waiting", False), Phase("quiet", True)),
}


async def page_of_ids(
    ask: Asking, tenant: str, sight: Sight, wanted: Wanted, queues: Mapping[str, Queue]
) -> tuple[list[str], str | None]:
    """Ids of one page and the cursor of the next. Raises Invalid."""
    _check(wanted)
    limit = max(1, min(wanted.limit, MAX_LIMIT))
    number, key, last = parts_of(wanted.cursor, (int, int, str)) if wanted.cursor else (0, None, "")
    ranges = _ranges(tenant, sight, wanted, queues)
    # What is done waits for nobody: it has one order.
    phases = PHASES["-touched_at" if wanted.view == "resolved" else wanted.sort]
    found: list[tuple[int, int, str]] = []
    while number < len(phases) and len(found) <= limit and ranges:
        after = None if key is None else (key, last)
        select = _union(
            tenant, ranges, STATUSES[wanted.view], _Slice(phases[number], after, limit + 1 - len(found)), queues
        )
        found += [(number, row["key"], row["id"]) for row in await ask.rows(select, tenant)]
        number, key = number + 1, None
    shown = found[:limit]
    return [item[2] for item in shown], cursor_of(*shown[-1]) if len(found) > limit else None


def _check(wanted: Wanted) -> None:
    if wanted.view not in STATUSES:
        raise Invalid(field="view", reason="unknown")
    if wanted.sort not in SORTS:
        raise Invalid(field="sort", reason="unknown")


def _ranges(tenant: str, sight: Sight, wanted: Wanted, queues: Mapping[str, Queue]) -> list[Range]:
    conversation = columns(Conversation)
    agent = sight.agent if wanted.view == "mine" else wanted.agent
    extra = _filters(conversation, wanted)
    slugs = [slug for slug in (*queues, "") if sight.queues is None or slug in sight.queues]
    if wanted.queue is not None:
        slugs = [slug for slug in slugs if slug == wanted.queue]
    place = [] if sight.brands is None else [conversation.brand.in_(sight.brands)]
    if agent is not None:
        seen = () if agent == sight.agent else tuple(by_place(conversation, sight))
        return [Range((conversation.agent == agent, *seen, *extra))]
    ranges = [Range((conversation.queue == slug, *place, *extra), answer_ms(queues, slug)) for slug in slugs]
    return ranges + _own(tenant, sight, slugs, extra)


def _own(tenant: str, sight: Sight, slugs: Sequence[str], extra: Sequence[Condition]) -> list[Range]:
    """His own and what is offered to him, where his queues and brands would not show it."""
    if (sight.queues is None and sight.brands is None) or not sight.agent:
        return []
    conversation = columns(Conversation)
    elsewhere: Condition = conversation.queue.not_in(slugs)
    if sight.brands is not None:
        elsewhere = sa.or_(elsewhere, conversation.brand.not_in(sight.brands))
    mine = conversation.agent == sight.agent
    not_mine = sa.or_(conversation.agent.is_(None), conversation.agent != sight.agent)
    shown = conversation.id.in_(offered(tenant, sight.agent))
    return [Range((mine, elsewhere, *extra)), Range((shown, not_mine, elsewhere, *extra))]


def _filters(conversation: Any, wanted: Wanted) -> list[Condition]:
    found: list[Condition] = []
    if wanted.view == "unassigned":
        found.append(conversation.agent.is_(None))
    if wanted.channel is not None:
        found.append(conversation.channel == wanted.channel)
    if wanted.queue is not None:
        found.append(conversation.queue == wanted.queue)
    return found


def answer_ms(queues: Mapping[str, Queue], slug: str) -> int:
    queue = queues.get(slug)
    return queue.answer_within_seconds * 1000 if queue else DEFAULT_ANSWER_MS


class _Slice(Struct, frozen=True):
    """Which phase, after which (key, id), how many."""

    phase: Phase
    after: tuple[int, str] | None
    count: int


def _union(
    tenant: str, ranges: Sequence[Range], statuses: Sequence[str], part: _Slice, queues: Mapping[str, Queue]
) -> sa.Select[Any]:
    selects = [_in_order(tenant, one, status, part, queues).subquery() for one in ranges for status in statuses]
    merged = sa.union_all(*[sa.select(each.c.id, each.c.key) for each in selects]).subquery()
    order = (merged.c.key.desc(), merged.c.id.desc()) if part.phase.descending else (merged.c.key, merged.c.id)
    return sa.select(merged.c.id, merged.c.key).order_by(*order).limit(part.count)


def _in_order(tenant: str, one: Range, status: str, part: _Slice, queues: Mapping[str, Queue]) -> sa.Select[Any]:
    """One range of one status, in its order."""
    conversation = columns(Conversation)
    phase = part.phase
    waits: list[Condition] = []
    if phase.name == "quiet":
        # Not `IS NULL`: that would tempt the planner to the index in the wrong order.
        waits.append(sa.func.coalesce(conversation.waiting_since, 0) == 0)
    elif phase.name != "touched":
        waits.append(conversation.waiting_since.is_not(None))
    column, shift = _key(conversation, phase, one, queues)
    order = (column.desc(), conversation.id.desc()) if phase.descending else (column, conversation.id)
    select = sa.select(conversation.id.label("id"), (column + shift).label("key")).where(
        conversation.tenant == tenant, conversation.status == status, *one.where, *waits
    )
    if part.after is not None:
        key, last = part.after
        select = select.where(_beyond(column, conversation.id, key - shift, last, phase.descending))
    return select.order_by(*order).limit(part.count)


def _key(conversation: Any, phase: Phase, one: Range, queues: Mapping[str, Queue]) -> tuple[Any, int]:
    """The column a phase is ordered by and what is added to it to make the key."""
    if phase.name != "due":
        return (conversation.waiting_since if phase.name == "waiting" else conversation.touched_at), 0
    if one.answer_ms is not None:
        return conversation.waiting_since, one.answer_ms
    known = {slug: answer_ms(queues, slug) for slug in queues}
    added = sa.case(known, value=conversation.queue, else_=DEFAULT_ANSWER_MS) if known else DEFAULT_ANSWER_MS
    return conversation.waiting_since + added, 0


def _beyond(column: Any, ident: Any, key: int, last: str, descending: bool) -> Condition:
    if descending:
        return sa.and_(column <= key, sa.or_(column < key, ident < last))
    return sa.and_(column >= key, sa.or_(column > key, ident > last))


async def counts(ask: Asking, tenant: str, sight: Sight, queues: Mapping[str, Queue]) -> Counts:
    """How many each list has, each at most COUNT_CAP: one statement of small counts over the same ranges."""
    numbers = {view: _count(tenant, sight, Wanted(view=view), queues) for view in STATUSES}
    numbers["mine_unread"] = _unread(tenant, sight.agent)
    row = await ask.one(sa.select(*[query.label(name) for name, query in numbers.items()]), tenant)
    return Counts(**(row or {}))


def _count(tenant: str, sight: Sight, wanted: Wanted, queues: Mapping[str, Queue]) -> sa.ScalarSelect[Any]:
    conversation = columns(Conversation)
    parts = [
        sa.select(conversation.id)
        .where(conversation.tenant == tenant, conversation.status.in_(STATUSES[wanted.view]), *one.where)
        .limit(COUNT_CAP)
        .subquery()
        for one in _merged(_ranges(tenant, sight, wanted, queues), sight, wanted)
    ]
    capped = (
        sa.select(sa.union_all(*[sa.select(part.c.id) for part in parts]).subquery().c.id).limit(COUNT_CAP).subquery()
    )
    return sa.select(sa.func.count()).select_from(capped).scalar_subquery()


def _merged(ranges: list[Range], sight: Sight, wanted: Wanted) -> list[Range]:
    """Counting needs no order: one range over all queues instead of one for each."""
    by_queue = [one for one in ranges if one.answer_ms is not None]
    others = [one for one in ranges if one.answer_ms is None]
    if not by_queue:
        return others or [Range((sa.false(),))]
    anywhere = sa.or_(*[one.where[0] for one in by_queue])
    return [Range((anywhere, *by_queue[0].where[1:])), *others]


def _unread(tenant: str, agent: str) -> sa.ScalarSelect[Any]:
    conversation, reader = columns(Conversation), columns(Reader)
    read = (
        sa.select(reader.position)
        .where(reader.tenant == tenant, reader.conversation == conversation.id, reader.agent == agent)
        .scalar_subquery()
    )
    unread = (
        sa.select(conversation.id)
        .where(
            conversation.tenant == tenant,
            conversation.agent == agent,
            conversation.status.in_(WORK),
            conversation.last_in > sa.func.coalesce(read, 0),
        )
        .limit(COUNT_CAP)
        .subquery()
    )
    return sa.select(sa.func.count()).select_from(unread).scalar_subquery()
