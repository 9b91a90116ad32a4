"""Views against plain rules: who sees what, in which order, with how many questions, on both databases."""

import random
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest

from atiende.api.permissions import may_see
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.conversation import STATUSES, Conversation
from atiende.domain.work import User
from atiende.ports.desk import Desk
from atiende.ports.lists import Filters
from atiende.ports.store import Change
from atiende.ports.views import Sight, Wanted
from atiende.store.raw import guard
from atiende.store.store import SqlStore
from atiende.store.views import SqlViews, lists
from tests.fakes import VirtualClock, open_desk

TENANT = "ten_00000000000000000000000009"
QUEUES = {"fast": ("one", 60), "slow": ("one", 86_400), "other": ("two", 3600)}
AGENTS = ("usr_a", "usr_b", None)
COUNT = 60
WORK = ("new", "open")
SIGHTS = (
    Sight(agent="usr_a"),
    Sight(agent="usr_a", queues=("fast",)),
    Sight(agent="usr_b", queues=("slow", "other"), brands=("one",)),
    Sight(agent="usr_b", queues=None, brands=("two",)),
    Sight(agent="usr_a", queues=None, brands=None),
    Sight(agent="", queues=None, brands=None),
    Sight(agent="", queues=("fast",)),
)

Belongs = Callable[[Conversation, Sight], bool]
VIEWS: Mapping[str, Belongs] = {
    "mine": lambda row, sight: bool(sight.agent) and row.agent == sight.agent and row.status in WORK,
    "unassigned": lambda row, _: row.agent is None and row.status in WORK,
    "all": lambda row, _: row.status in WORK,
    "pending": lambda row, _: row.status == "pending",
    "snoozed": lambda row, _: row.status == "snoozed",
    "resolved": lambda row, _: row.status == "resolved",
}


class Counting:
    """A store that counts what it is asked."""

    def __init__(self, store: SqlStore) -> None:
        self._store, self.asked = store, 0

    @property
    def dialect(self) -> str:
        return self._store.dialect

    async def fetch(self, select: Any, tenant: str, values: Mapping[str, str | int] | None = None) -> Sequence[Any]:
        self.asked += 1
        with guard():
            return await self._store.fetch(select, tenant, values)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.pg)])
async def desk(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Desk]:
    url = str(request.getfixturevalue("postgres_url")) if request.param == "postgres" else ""
    async with open_desk(tmp_path, url=url) as made:
        await fill(made)
        yield made


@pytest.fixture
def store(desk: Desk) -> Counting:
    assert isinstance(desk.store, SqlStore)
    return Counting(desk.store)


@pytest.fixture
def views(store: Counting) -> SqlViews:
    return SqlViews(store)


async def fill(desk: Desk) -> None:
    """Sixty conversations of every kind, some of them offered to somebody."""
    await desk.store.change(TENANT, _configure, at=desk.clock.now())
    chance = random.Random(4)
    for number in range(COUNT):
        clock = desk.clock
        assert isinstance(clock, VirtualClock)
        await clock.leap(chance.choice((0, 0.001, 5, 40)))
        plan = (number, chance.choice([*QUEUES]), chance.choice(AGENTS), chance.randrange(8))
        await desk.store.change(TENANT, lambda change, plan=plan: _one(change, *plan), at=desk.clock.now())


def _configure(change: Change) -> None:
    for slug, (brand, seconds) in QUEUES.items():
        body = docs.Queue(name=slug, brand=brand, answer_within_seconds=seconds)
        text = msgspec.json.encode(body).decode()
        change.record(f.DocumentPublished(kind="queue", slug=slug, version=1, body=text), actor="system")
    for agent in ("usr_a", "usr_b"):
        change.record(f.UserCreated(user=agent, ability=f.Ability()), actor="system")
        change.put(User(id=agent, email=agent, name=agent))


def _one(change: Change, number: int, queue: str, agent: str | None, kind: int) -> None:
    conversation, brand, work = f"cnv_{number:02}", QUEUES[queue][0], f"itr_{number:02}"
    common = {"conversation": conversation, "channel": "webchat"}
    made: list[f.Fact] = [
        f.ConversationOpened(customer="cus_x", brand=brand, number=number + 1, queue=queue, **common),
        f.MessageReceived(
            message=f"msg_{number}", interaction=work, customer="cus_x", endpoint="web", position=1, **common
        ),
        f.InteractionQueued(
            interaction=work, customer="cus_x", brand=brand, endpoint="web", queue=queue, since=change.at, **common
        ),
    ]
    if agent is None and kind < 3:
        offered = f.InteractionOffered(
            offer=f"off_{number}", interaction=work, agent="usr_a", queue=queue, expires_at=change.at + 1000, **common
        )
        made.append(offered)
    if agent is not None:
        made.append(f.ConversationTaken(conversation=conversation, agent=agent))
    if agent is not None and kind == 4:
        made.append(f.ConversationResolved(conversation=conversation, disposition="", reason=""))
    if kind in (1, 4):
        made.append(f.TagsChanged(conversation=conversation, tags=("urgent", f"t{number % 3}")))
    if kind == 2:  # from before there were clocks
        made.append(f.TargetSet(conversation=conversation, policy="", answer_due=None, resolve_due=None))
    if kind == 5:
        made.append(f.ConversationPended(conversation=conversation))
    if kind == 6:
        made.append(f.ConversationSnoozed(conversation=conversation, until=change.at + 1))
    change.record(*made, actor="system")


async def everything(desk: Desk) -> list[Conversation]:
    return await desk.store.reading(TENANT).where(Conversation, {})


async def listed(views: SqlViews, sight: Sight, limit: int = 7, **wanted: Any) -> list[str]:
    """The whole list, page by page."""
    found: list[str] = []
    cursor = None
    while True:
        page = await views.conversations.page(TENANT, sight, Wanted(limit=limit, cursor=cursor, **wanted))
        found += [row.id for row in page.items]
        cursor = page.next
        if cursor is None:
            return found


async def test_what_is_seen_is_what_the_rule_says(desk: Desk, views: SqlViews) -> None:
    rows = await everything(desk)
    for sight in SIGHTS:
        offered = {one.conversation for one in await views.conversations.offers(TENANT, sight.agent, 0)}
        seen = [row for row in rows if may_see(sight, row) or row.id in offered]
        asked = await views.conversations.rows(TENANT, sight, [row.id for row in rows])
        assert {row.id for row in asked} == {row.id for row in seen}
        counts = await views.conversations.counts(TENANT, sight)
        for view, belongs in VIEWS.items():
            got = await listed(views, sight, view=view)
            assert sorted(got) == sorted([row.id for row in seen if belongs(row, sight)]), (view, sight)
            assert getattr(counts, view) == len(got), (view, sight)


@pytest.mark.parametrize("sort", ["due", "waiting", "-touched_at"])
async def test_the_order_is_the_plain_one_whatever_the_page_size(desk: Desk, views: SqlViews, sort: str) -> None:
    rows = [row for row in await everything(desk) if row.status in ("new", "open")]
    within = {slug: seconds * 1000 for slug, (_, seconds) in QUEUES.items()}
    waits = [row for row in rows if row.waiting_since is not None]
    quiet = sorted([row for row in rows if row.waiting_since is None], key=lambda row: (row.touched_at, row.id))

    def urgency(row: Conversation) -> tuple[int, str]:
        if sort == "due" and row.answer_due is not None:
            return row.answer_due, row.id
        return (row.waiting_since or 0) + (within[row.queue] if sort == "due" else 0), row.id

    plain = (
        sorted(rows, key=lambda row: (row.touched_at, row.id), reverse=True)
        if sort == "-touched_at"
        else sorted(waits, key=urgency) + quiet[::-1]
    )
    for sight in (Sight(agent="usr_a", queues=None), Sight(agent="x", queues=tuple(QUEUES), brands=("one", "two"))):
        for limit in (3, 7, 200):
            assert await listed(views, sight, limit, view="all", sort=sort) == [row.id for row in plain]


FILTERED: Mapping[str, tuple[Filters, Belongs]] = {
    "queue": (Filters(queue=("slow",)), lambda row, _: row.queue == "slow"),
    "queues": (Filters(queue=("slow", "fast")), lambda row, _: row.queue in ("slow", "fast")),
    "agent": (Filters(agent=("usr_b",)), lambda row, _: row.agent == "usr_b"),
    "me": (Filters(agent=("me",)), lambda row, sight: row.agent == sight.agent),
    "nobody or me": (Filters(agent=("nobody", "me")), lambda row, sight: row.agent in (None, sight.agent)),
    "tag": (Filters(tag=("t1",)), lambda row, _: "t1" in row.tags),
    "no such channel": (Filters(channel=("email",)), lambda row, _: False),
    "no such queue": (Filters(queue=("unheard-of",)), lambda row, _: False),
    "brand and queue": (
        Filters(brand=("one",), queue=("other",)),
        lambda row, _: row.queue == "other" and row.brand == "one",
    ),
}


@pytest.mark.parametrize("name", list(FILTERED))
async def test_filters_only_take_away(desk: Desk, views: SqlViews, name: str) -> None:
    filters, belongs = FILTERED[name]
    rows = await everything(desk)
    for sight in (SIGHTS[4], Sight(agent="usr_a", queues=tuple(QUEUES), brands=("one", "two"))):
        for sort in ("due", "-touched_at"):
            found = await listed(views, sight, view="found", filters=filters, sort=sort)
            assert sorted(found) == [row.id for row in rows if row.status in WORK and belongs(row, sight)], sort
        every = Filters(**{**to_plain(filters), "status": STATUSES})
        found = await listed(views, sight, view="found", filters=every)
        assert sorted(found) == [row.id for row in rows if belongs(row, sight)]


def to_plain(filters: Filters) -> dict[str, Any]:
    return {name: getattr(filters, name) for name in filters.__struct_fields__}


async def test_more_queues_than_one_statement_merges_are_listed_all_the_same(
    desk: Desk, views: SqlViews, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = Filters(status=STATUSES)
    plain = await listed(views, SIGHTS[2], view="found", filters=every, sort="due")
    monkeypatch.setattr(lists, "MOST_RANGES", 2)
    lists._statement.cache_clear()

    assert await listed(views, SIGHTS[2], view="found", filters=every, sort="due") == plain
    lists._statement.cache_clear()


async def test_a_page_costs_the_same_questions_however_long_it_is(store: Counting, views: SqlViews) -> None:
    sight = Sight(agent="usr_a", queues=None)
    asked = []
    for limit in (1, 50):
        store.asked = 0
        await views.conversations.page(TENANT, sight, Wanted(view="all", limit=limit))
        asked.append(store.asked)
    assert asked[0] == asked[1] <= 4


async def test_another_tenant_has_nothing(views: SqlViews) -> None:
    sight = Sight(agent="usr_a", queues=None)
    page = await views.conversations.page("ten_other", sight, Wanted(view="all"))
    assert page.items == [] and page.next is None
    assert (await views.conversations.counts("ten_other", sight)).all == 0
    assert await views.conversations.detail("ten_other", sight, "cnv_00") is None
    assert (await views.timeline.page("ten_other", "cnv_00", "", None, 50)).items == []
    assert await views.customers.detail("ten_other", sight, "cus_x") is None


async def test_no_list_walks_all_conversations(desk: Desk, tmp_path: Path) -> None:
    """SQLite says how it would find a page: by an index, in every view and order."""
    assert isinstance(desk.store, SqlStore)
    if not (tmp_path / "atiende.db").exists():
        return
    plans: list[str] = []

    class Explaining(Counting):
        async def fetch(self, select: Any, tenant: str, values: Mapping[str, str | int] | None = None) -> Sequence[Any]:
            text, filled = self._store._compiler.compiled(select, tenant, values)
            plans.extend(
                str(row[3]) for row in await self._store._engine.select(tenant, "EXPLAIN QUERY PLAN " + text, filled)
            )
            return await super().fetch(select, tenant, values)

    views = SqlViews(Explaining(desk.store))
    for sight in SIGHTS:
        for view in ("mine", "unassigned", "all", "snoozed", "resolved"):
            for sort in ("-touched_at", "due", "waiting"):
                await views.conversations.page(TENANT, sight, Wanted(view=view, sort=sort))
        await views.conversations.counts(TENANT, sight)
    walks = [plan for plan in plans if plan.startswith("SCAN") and "conversations" in plan]
    by_tenant_only = [plan for plan in plans if "conversations" in plan and plan.endswith("(tenant=?)")]
    assert len(plans) > 100 and walks == [] and by_tenant_only == []
