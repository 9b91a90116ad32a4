"""What every store must hold: one line for each tenant, all or nothing, nothing forgotten, nobody else's rows."""

import asyncio
import functools
import itertools
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from atiende.bus.memory import MemoryBus
from atiende.domain import facts as f
from atiende.domain.conversation import Conversation, Counter
from atiende.domain.errors import TooLate
from atiende.domain.interaction import Interaction
from atiende.domain.message import Message, MessageContent, Origin
from atiende.domain.work import Cursor, Session, Timer, User
from atiende.ports.bus import Grew
from atiende.ports.store import Batch, Change
from atiende.store.raw import ForgottenTenant, guard
from atiende.store.replay import replay_check
from atiende.store.store import SqlStore
from atiende.store.tables import TABLES
from tests.contracts.store_world import OTHER, TENANT, open_conversation, opened, positions, receive


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.pg)])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "postgres":
        return str(request.getfixturevalue("postgres_url"))
    return f"sqlite:///{tmp_path}/atiende.db"


@pytest.fixture
async def store(store_url: str) -> AsyncIterator[SqlStore]:
    async with opened(store_url) as found:
        yield found


@pytest.fixture(autouse=True)
def every_select_names_its_tenant() -> Iterator[None]:
    with guard():
        yield


async def test_a_change_answers_once_its_facts_and_rows_are_there(store: SqlStore) -> None:
    number = await store.change(TENANT, open_conversation("cnv_1"), at=1_000)

    assert number == 1
    assert await store.head(TENANT) == 2
    assert [logged.seq for logged in await store.log(TENANT, 0)] == [1, 2]
    row = await store.reading(TENANT).get(Conversation, "cnv_1")
    assert row is not None and (row.status, row.opened_at) == ("new", 1_000)


async def test_every_column_type_comes_back_as_it_was(store: SqlStore) -> None:
    content = MessageContent(
        id="msg_1", conversation="cnv_1", text="¿Qué tal? 你好 'x' \"y\"", to=("a@example.test", "b@example.test")
    )
    user = User(id="usr_1", email="a@example.test", name="Ana", active=False)

    def decide(change: Change) -> None:
        change.put(content)
        change.put(user)

    await store.change(TENANT, decide, at=1)

    reading = store.reading(TENANT)
    assert await reading.get(MessageContent, "msg_1") == content
    assert await reading.get(User, "usr_1") == user


async def test_a_refusal_leaves_nothing_and_the_changes_beside_it_stand(store: SqlStore) -> None:
    def refused(change: Change) -> None:
        open_conversation("cnv_refused")(change)
        change.put(Timer(kind="close", key="cnv_refused", due=5))
        raise TooLate(offer="off_1")

    results = await asyncio.gather(
        store.change(TENANT, open_conversation("cnv_1"), at=1),
        store.change(TENANT, refused, at=2),
        store.change(TENANT, open_conversation("cnv_2"), at=3),
        return_exceptions=True,
    )

    assert results[0] == 1 and isinstance(results[1], TooLate) and results[2] == 2
    reading = store.reading(TENANT)
    assert await reading.get(Conversation, "cnv_refused") is None
    assert await reading.get(Timer, "close", "cnv_refused") is None
    assert [logged.seq for logged in await store.log(TENANT, 0)] == [1, 2, 3, 4]
    assert await replay_check(store, TENANT) == []


async def test_a_refusal_does_not_hide_what_was_there_before(store: SqlStore) -> None:
    await store.change(TENANT, open_conversation("cnv_1"), at=1)
    await store.change(TENANT, lambda change: change.put(Timer(kind="close", key="cnv_1", due=5)), at=1)

    def blind(change: Change) -> None:
        change.put(Timer(kind="close", key="cnv_1", due=99))
        assert change.where(Timer, {"due": 5}) == []
        raise TooLate

    def look(change: Change) -> tuple[int, int]:
        return len(change.where(Timer, {"due": 5})), len(change.where(Timer, {"due": 99}))

    async with opened_again(store, TENANT) as fresh:
        with pytest.raises(TooLate):
            await fresh.change(TENANT, blind, at=2)
        assert await fresh.change(TENANT, look, at=2) == (1, 0)


class opened_again:
    """The same store with nothing in memory: its cache is dropped the way another writer would make it drop it."""

    def __init__(self, store: SqlStore, tenant: str) -> None:
        self._store, self._tenant = store, tenant

    async def __aenter__(self) -> SqlStore:
        def broken(change: Change) -> None:
            change.put(Timer(kind="x", key="x", due="not a number"))  # type: ignore[arg-type]
            change.put(User(id="usr_x", email=None, name="x"))  # type: ignore[arg-type]

        with pytest.raises(Exception, match=r"(?i)null|not a number|integer"):
            await self._store.change(self._tenant, broken, at=1)
        return self._store

    async def __aexit__(self, *_: object) -> None:
        return None


async def test_an_error_of_the_database_fails_only_the_change_to_blame(store: SqlStore) -> None:
    def broken(change: Change) -> None:
        open_conversation("cnv_broken")(change)
        change.put(User(id="usr_x", email=None, name="x"))  # type: ignore[arg-type]

    results = await asyncio.gather(
        store.change(TENANT, open_conversation("cnv_1"), at=1),
        store.change(TENANT, broken, at=1),
        store.change(TENANT, open_conversation("cnv_2"), at=1),
        return_exceptions=True,
    )

    assert results[0] == 1 and isinstance(results[1], Exception) and results[2] == 2
    assert await store.head(TENANT) == 4
    assert await replay_check(store, TENANT) == []


async def test_seqs_and_numbers_have_no_gaps_under_concurrency(store: SqlStore) -> None:
    def decide(index: int, change: Change) -> int:
        if index % 7 == 0:
            raise TooLate
        return open_conversation(f"cnv_{index}")(change)

    results = await asyncio.gather(
        *[store.change(TENANT, functools.partial(decide, index), at=index) for index in range(300)],
        return_exceptions=True,
    )

    numbers = sorted(result for result in results if isinstance(result, int))
    assert numbers == list(range(1, len(numbers) + 1))
    logged = await store.log(TENANT, 0, limit=10_000)
    assert [each.seq for each in logged] == list(range(1, 2 * len(numbers) + 1))
    assert all(earlier.at <= later.at for earlier, later in itertools.pairwise(logged))


async def test_messages_of_a_conversation_get_positions_without_gaps_and_once_each(store: SqlStore) -> None:
    await store.change(TENANT, open_conversation("cnv_1"), at=1)
    arrivals = [f"o{number % 60}" for number in range(120)]

    answers = await asyncio.gather(
        *[
            store.change(
                TENANT,
                receive("cnv_1", origin),
                at=2,
                reads=[(Origin, ("chat", origin)), (Conversation, ("cnv_1",))],
            )
            for origin in arrivals
        ]
    )

    assert answers[:60] == answers[60:]
    assert await positions(store, TENANT, "cnv_1") == list(range(1, 61))
    assert await replay_check(store, TENANT) == []


async def test_where_sees_rows_of_the_database_of_earlier_changes_and_of_this_change(store: SqlStore) -> None:
    await store.change(TENANT, open_conversation("cnv_1"), at=1)

    def names(change: Change, status: str) -> list[str]:
        return [row.id for row in change.where(Conversation, {"customer": "cus_1", "status": status})]

    def second(change: Change) -> tuple[list[str], list[str]]:
        before = names(change, "new")
        open_conversation("cnv_3")(change)
        change.record(f.ConversationPended(conversation="cnv_1"), actor="system")
        assert names(change, "pending") == ["cnv_1"]
        return before, names(change, "new")

    _, (before, after) = await asyncio.gather(
        store.change(TENANT, open_conversation("cnv_2"), at=2), store.change(TENANT, second, at=3)
    )

    assert before == ["cnv_1", "cnv_2"]
    assert after == ["cnv_2", "cnv_3"]
    assert await store.change(TENANT, lambda change: names(change, "pending"), at=4) == ["cnv_1"]


async def test_where_finds_what_is_none(store: SqlStore) -> None:
    await store.change(TENANT, open_conversation("cnv_1"), at=1)

    found = await store.change(TENANT, lambda change: change.where(Interaction, {"agent": None}), at=2)

    assert [row.id for row in found] == ["itr_cnv_1"]
    assert len(await store.reading(TENANT).where(Interaction, {"agent": None, "state": "queued"})) == 1


async def test_a_dropped_row_is_gone_in_the_same_change_and_after(store: SqlStore) -> None:
    await store.change(TENANT, lambda change: change.put(Timer(kind="close", key="cnv_1", due=5)), at=1)

    def drop(change: Change) -> list[Timer]:
        change.drop(Timer, "close", "cnv_1")
        return change.where(Timer, {"due": 5})

    assert await store.change(TENANT, drop, at=2) == []
    assert await store.reading(TENANT).get(Timer, "close", "cnv_1") is None
    assert await store.change(TENANT, lambda change: change.get(Timer, "close", "cnv_1"), at=3) is None


async def test_projections_cannot_be_put_by_hand(store: SqlStore) -> None:
    counter = Counter(name="conversation", value=9)

    with pytest.raises(TypeError):
        await store.change(TENANT, lambda change: change.put(counter), at=1)  # type: ignore[arg-type]


async def test_the_moment_of_a_change_never_goes_back(store: SqlStore) -> None:
    await store.change(TENANT, open_conversation("cnv_1"), at=5_000)

    def look(change: Change) -> int:
        open_conversation("cnv_2")(change)
        return change.at

    assert await store.change(TENANT, look, at=1_000) == 5_000


async def test_tenants_do_not_see_each_other(store: SqlStore) -> None:
    await asyncio.gather(
        store.change(TENANT, open_conversation("cnv_1"), at=1), store.change(OTHER, open_conversation("cnv_1"), at=1)
    )
    await store.change(TENANT, receive("cnv_1", "o1"), at=2)

    def look(change: Change) -> tuple[int, int]:
        row = change.get(Conversation, "cnv_1")
        assert row is not None
        return row.last, len(change.where(Message, {"conversation": "cnv_1"}))

    assert await store.change(OTHER, look, at=3) == (0, 0)
    assert await store.change(TENANT, look, at=3) == (1, 1)
    assert await store.head(OTHER) == 2
    assert await store.tenants() == [TENANT, OTHER]
    with pytest.raises(ValueError, match="conversations is not asked across tenants"):
        await store.everywhere(Conversation, {"id": "cnv_1"})


async def test_timers_come_due_oldest_first_over_all_tenants(store: SqlStore) -> None:
    def put(*timers: Timer) -> None:
        for timer in timers:
            changes.append(timer)

    changes: list[Timer] = []
    put(Timer(kind="close", key="late", due=300), Timer(kind="offer", key="early", due=100))

    def decide(change: Change) -> None:
        for timer in changes:
            change.put(timer)

    await store.change(TENANT, decide, at=1)
    await store.change(OTHER, lambda change: change.put(Timer(kind="close", key="middle", due=200, tries=2)), at=1)

    assert [(tenant, timer.key) for tenant, timer in await store.due(250)] == [(TENANT, "early"), (OTHER, "middle")]
    assert (await store.due(250))[1][1].tries == 2
    assert await store.next_due() == 100


async def test_who_signs_in_is_found_on_any_tenant(store: SqlStore) -> None:
    session = Session(id="hash", user="usr_1", created_at=1, expires_at=2, csrf="x")
    await store.change(OTHER, lambda change: change.put(session), at=1)

    assert await store.everywhere(Session, {"id": "hash"}) == [(OTHER, session)]
    assert await store.everywhere(Session, {"id": "unknown"}) == []


async def collect(store: SqlStore, after: int, until: int) -> list[Batch]:
    found = []
    async for batch in store.follow(TENANT, after):
        found.append(batch)
        if batch.logged[-1].seq >= until:
            break
    return found


def seqs(batches: list[Batch]) -> list[int]:
    return [logged.seq for batch in batches for logged in batch.logged]


async def test_a_follower_gets_every_fact_in_order_while_changes_go_on(store: SqlStore) -> None:
    await store.change(TENANT, open_conversation("cnv_0"), at=1)
    async with asyncio.timeout(60), asyncio.TaskGroup() as tasks:
        following = tasks.create_task(collect(store, 0, 100))
        late = tasks.create_task(collect(store, 1, 100))
        for index in range(1, 50):
            await store.change(TENANT, open_conversation(f"cnv_{index}"), at=1)

    assert seqs(following.result()) == list(range(1, 101))
    assert seqs(late.result()) == list(range(2, 101))
    assert following.result()[-1].rows[Conversation, ("cnv_49",)] is not None


async def test_a_follower_goes_on_where_it_was_after_a_restart(store_url: str) -> None:
    async with opened(store_url) as store:
        for index in range(5):
            await store.change(TENANT, open_conversation(f"cnv_{index}"), at=1)
        assert seqs(await collect(store, 0, 10)) == list(range(1, 11))
    async with opened(store_url) as store, asyncio.timeout(60), asyncio.TaskGroup() as tasks:
        following = tasks.create_task(collect(store, 7, 12))
        await store.change(TENANT, open_conversation("cnv_new"), at=1)

    assert seqs(following.result()) == [8, 9, 10, 11, 12]


async def test_a_reader_keeps_its_cursor_with_what_it_did(store_url: str) -> None:
    async with opened(store_url) as store:
        await store.change(TENANT, lambda change: change.put(Cursor(reader="webhooks", seq=7)), at=1)
    async with opened(store_url) as store:
        cursor = await store.reading(TENANT).get(Cursor, "webhooks")

    assert cursor is not None and cursor.seq == 7


async def test_the_bus_hears_that_the_log_grew(store_url: str) -> None:
    bus = MemoryBus()
    async with opened(store_url, bus) as store, bus.listen(None) as signals, asyncio.timeout(60):
        await store.change(TENANT, open_conversation("cnv_1"), at=1)
        async for tenant, signal in signals:
            assert (tenant, signal) == (TENANT, Grew(seq=2))
            break


async def test_a_select_of_a_view_must_name_its_tenant(store: SqlStore) -> None:
    table = TABLES[Conversation]
    await store.change(TENANT, open_conversation("cnv_1"), at=1)
    await store.change(OTHER, open_conversation("cnv_2"), at=1)
    mine = sa.select(table.c.id).where(table.c.tenant == sa.bindparam("tenant"), table.c.status.in_(["new", "open"]))

    assert await store.fetch(mine, TENANT) == [("cnv_1",)]
    assert await store.fetch(mine, OTHER) == [("cnv_2",)]
    with pytest.raises(ForgottenTenant):
        await store.fetch(sa.select(table.c.id).where(table.c.status == "new"), TENANT)


async def test_replay_finds_a_row_the_facts_do_not_tell_of(store: SqlStore) -> None:
    await store.change(TENANT, open_conversation("cnv_1"), at=1)
    tampered = await store.reading(TENANT).get(Conversation, "cnv_1")
    assert tampered is not None and await replay_check(store, TENANT) == []

    def tamper(change: Change) -> None:
        hot = change._hot  # type: ignore[attr-defined]
        hot.write(Counter, ("invented",), Counter(name="invented", value=1))

    await store.change(TENANT, tamper, at=2)

    assert [(each.table, each.key) for each in await replay_check(store, TENANT)] == [("counters", ("invented",))]
