"""PostgreSQL: what messages say has a table for each month, and nothing depends on whether a month was made."""

import asyncio
import datetime as dt
import re
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import asyncpg
import pytest

from atiende.bus.memory import MemoryBus
from atiende.domain.errors import StoreFull
from atiende.domain.ids import encode
from atiende.domain.message import MessageContent
from atiende.domain.search import SearchEntry
from atiende.ports.store import Change
from atiende.store import sql
from atiende.store.migrate import migrate, statements
from atiende.store.months import EVERY_SECONDS, keep_months, make_months
from atiende.store.store import SqlStore, open_store
from tests.contracts.store_world import OTHER, TENANT, opened
from tests.fakes import VirtualClock, settle

pytestmark = pytest.mark.pg
MARCH = int(datetime(2041, 3, 14, tzinfo=UTC).timestamp() * 1000)
"""Far from the months that a migration makes."""
PLACES = "SELECT tableoid::regclass::text, id FROM message_content ORDER BY id"


@pytest.fixture
async def asked(postgres_url: str) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
    """A session that sees the tenant's rows."""
    await migrate(postgres_url)
    connection = await asyncpg.connect(postgres_url, server_settings={"atiende.tenant": TENANT})
    yield connection
    await connection.close()


def message(at: datetime | int, number: int = 0) -> str:
    ms = at if isinstance(at, int) else int(at.timestamp() * 1000)
    return encode("msg", (ms << 80) | number)


def say(*ids: str, text: str = "hola") -> "Say":
    return Say(ids, text)


class Say:
    def __init__(self, ids: Sequence[str], text: str) -> None:
        self.ids, self.text = ids, text

    def __call__(self, change: Change) -> None:
        for one in self.ids:
            change.put(MessageContent(id=one, conversation="cnv_1", text=self.text))


def drop(*ids: str) -> "Drop":
    return Drop(ids)


class Drop:
    def __init__(self, ids: Sequence[str]) -> None:
        self.ids = ids

    def __call__(self, change: Change) -> None:
        for one in self.ids:
            change.drop(MessageContent, one)


async def places(asked: "asyncpg.Connection[asyncpg.Record]") -> dict[str, str]:
    return {found: table.removeprefix("message_content_") for table, found in await asked.fetch(PLACES)}


async def test_a_message_stands_in_the_table_of_its_month(
    postgres_url: str, asked: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    begin = datetime(2041, 4, 1, tzinfo=UTC)
    last, first = message(int(begin.timestamp() * 1000) - 1, (1 << 80) - 1), message(begin)
    async with opened(postgres_url) as store:
        assert await make_months(store, VirtualClock(MARCH)) == []
        await store.change(TENANT, say(last, first, "msg_1"), at=1)
        await store.change(TENANT, say(last, text="adiós"), at=2)

        assert await places(asked) == {last: "2041_03", first: "2041_04", "msg_1": "default"}
        content = await store.reading(TENANT).get(MessageContent, last)
        assert content is not None and content.text == "adiós"
        assert len(await store.reading(TENANT).where(MessageContent, {"conversation": "cnv_1"})) == 3


async def test_this_month_and_the_next_three_are_there_from_the_beginning(
    asked: "asyncpg.Connection[asyncpg.Record]",
) -> None:
    today = datetime.now(UTC).date()
    later = await asked.fetchval("SELECT ($1::date + interval '3 months')::date", today)
    for month in (today, later):
        name = f"message_content_{month:%Y_%m}"
        assert await asked.fetchval("SELECT relispartition FROM pg_class WHERE relname = $1", name) is True
    assert (
        await asked.fetchval("SELECT month_begins($1)", date(2026, 3, 1))
        == message(datetime(2026, 3, 1, tzinfo=UTC))[:14]
    )


async def scanned(asked: "asyncpg.Connection[asyncpg.Record]", statement: str, *values: object) -> set[str]:
    """The months' tables that were really looked into, by the plan that is kept for any values."""
    await asked.execute("SET plan_cache_mode = force_generic_plan; SET enable_seqscan = off")
    plan = await asked.fetch(f"EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF) {statement}", *values)
    lines = [row[0] for row in plan if "Scan" in row[0] and "never executed" not in row[0]]
    return {found for line in lines for found in re.findall(r" on message_content_(\w+)", line) if "pkey" not in found}


async def test_what_is_asked_by_key_looks_into_one_month(
    postgres_url: str, asked: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    """The negative control: asked by another field, every month is looked into."""
    one = message(MARCH)
    async with opened(postgres_url) as store:
        await make_months(store, VirtualClock(MARCH))
        await store.change(TENANT, say(one, *[message(MARCH, number) for number in range(1, 200)]), at=1)
    await asked.execute("ANALYZE message_content")

    get, where = sql.get_any(MessageContent), sql.where(sql.POSTGRES, MessageContent, ("id",), (False,), 1)
    join = "SELECT c.text FROM unnest($2::text[]) AS m(id) LEFT JOIN message_content c ON c.tenant = $1 AND c.id = m.id"
    assert await scanned(asked, get, TENANT, [one]) == {"2041_03"}
    assert await scanned(asked, where, TENANT, one) == {"2041_03"}
    assert await scanned(asked, join, TENANT, [one]) == {"2041_03"}
    dropping = f"WITH head AS (SELECT 1) {sql.drop_arrays(MessageContent, 1)}"
    assert await scanned(asked, dropping, [TENANT], [one]) == {"2041_03"}

    other = sql.where(sql.POSTGRES, MessageContent, ("conversation",), (False,))
    assert {"2041_03", "2041_04", "default"} < await scanned(asked, other, TENANT, "cnv_1")


async def test_without_its_month_a_message_is_kept_all_the_same(
    postgres_url: str, asked: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    one, two = message(MARCH), message(MARCH, 1)
    async with opened(postgres_url) as store:
        await store.change(TENANT, say(one, two), at=1)
        assert await places(asked) == {one: "default", two: "default"}

        assert await make_months(store, VirtualClock(MARCH)) == ["message_content_2041_03"]  # its rows are elsewhere
        later = message(MARCH + 30 * 86_400_000)
        await store.change(TENANT, say(one, later, text="otra"), at=2)
        await store.change(TENANT, drop(two), at=3)
        assert await places(asked) == {one: "default", later: "2041_04"}
        content = await store.reading(TENANT).get(MessageContent, one)
        assert content is not None and content.text == "otra"

        await store.change(TENANT, drop(one), at=4)
        assert await make_months(store, VirtualClock(MARCH)) == []  # nothing stands in its way any more
        await store.change(TENANT, say(one), at=5)
        assert (await places(asked))[one] == "2041_03"


async def test_a_month_is_made_while_others_are_written(
    postgres_url: str, asked: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    """The negative control: who writes to the default table is waited for, but not for long, and nothing is lost."""
    insert = (
        "INSERT INTO message_content SELECT $1, $2, 'cnv_1', 'x', '', '', '', '', '[]', '[]', '[]', '', '', 0, '',"
        " '[]', '', ''"
    )
    async with opened(postgres_url) as store:
        async with asked.transaction():
            await asked.execute(insert, TENANT, message(datetime.now(UTC)))
            assert await make_months(store, VirtualClock(MARCH)) == []
        async with asked.transaction():
            await asked.execute(insert, TENANT, "msg_1")
            with pytest.raises(StoreFull):
                await make_months(store, VirtualClock(MARCH + 365 * 86_400_000))
        assert await make_months(store, VirtualClock(MARCH + 365 * 86_400_000)) == []
        assert "default" in (await places(asked)).values()


async def test_two_nodes_make_a_month_once(postgres_url: str, asked: "asyncpg.Connection[asyncpg.Record]") -> None:
    async with opened(postgres_url) as one, opened(postgres_url) as two:
        made = await asyncio.gather(*[make_months(each, VirtualClock(MARCH)) for each in (one, two) * 4])
    assert made == [[]] * 8
    count = "SELECT count(*) FROM pg_class WHERE relispartition AND relkind = 'r' AND relname LIKE '%content_2041%'"
    assert await asked.fetchval(count) == 4


async def test_months_are_made_ahead_day_by_day(postgres_url: str, asked: "asyncpg.Connection[asyncpg.Record]") -> None:
    exists = "SELECT to_regclass('message_content_2041_07') IS NOT NULL"
    clock = VirtualClock(MARCH)
    async with open_store(postgres_url, bus=MemoryBus(), clock=clock) as store:
        keeping = asyncio.create_task(keep_months(store, clock))
        try:
            await until(clock, asked, "SELECT to_regclass('message_content_2041_06') IS NOT NULL", 0)
            assert await asked.fetchval(exists) is False
            await until(clock, asked, exists, EVERY_SECONDS)
        finally:
            keeping.cancel()


async def until(
    clock: VirtualClock, asked: "asyncpg.Connection[asyncpg.Record]", question: str, seconds: float
) -> None:
    async with asyncio.timeout(30):
        while not await asked.fetchval(question):
            await clock.advance(seconds)
            await settle()


async def test_a_months_table_asked_by_itself_shows_no_other_tenants_rows(
    postgres_url: str, asked: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    """Also when it was detached; the negative control takes the wall away."""
    count = "SELECT count(*) FROM message_content_2041_03"
    async with opened(postgres_url) as store:
        await make_months(store, VirtualClock(MARCH))
        await store.change(TENANT, say(message(MARCH)), at=1)
        await store.change(OTHER, say(message(MARCH, 1), message(MARCH, 2)), at=1)
    assert await asked.fetchval(count) == 1
    await asked.execute("ALTER TABLE message_content DETACH PARTITION message_content_2041_03")
    assert await asked.fetchval(count) == 1
    await asked.execute("ALTER TABLE message_content_2041_03 DISABLE ROW LEVEL SECURITY")
    assert await asked.fetchval(count) == 3


async def test_a_month_can_be_taken_away_and_brought_back(
    postgres_url: str, asked: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    one, two = message(MARCH), message(MARCH + 30 * 86_400_000)
    attach = "ALTER TABLE message_content ATTACH PARTITION message_content_2041_03 FOR VALUES FROM ({}) TO ({})"
    bounds = [await asked.fetchval(f"SELECT quote_literal(month_begins('2041-0{month}-01'))") for month in (3, 4)]
    async with opened(postgres_url) as store:
        await make_months(store, VirtualClock(MARCH))
        await store.change(TENANT, say(one, two), at=1)
        await asked.execute("ALTER TABLE message_content DETACH PARTITION message_content_2041_03")
        assert list(await places(asked)) == [two]
        assert await store.reading(TENANT).get(MessageContent, one) is None
        assert await make_months(store, VirtualClock(MARCH)) == []  # it is somebody's archive

        await asked.execute(attach.format(*bounds))
        assert await store.reading(TENANT).get(MessageContent, one) is not None


async def test_erasing_reaches_every_month_and_the_index(
    postgres_url: str, asked: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    ids = [message(MARCH), message(MARCH + 30 * 86_400_000), "msg_1"]

    def found(change: Change) -> None:
        for one in ids:
            change.put(
                SearchEntry(id=one, kind="message", brand="b", conversation="c", customer="d", at=1, words=" a ")
            )

    async with opened(postgres_url) as store:
        await make_months(store, VirtualClock(MARCH))
        await store.change(TENANT, say(*ids), at=1)
        await store.change(TENANT, found, at=2)
        await store.change(TENANT, drop(ids[0], ids[2]), at=3)
        assert [row[0] for row in await asked.fetch("SELECT id FROM search_entries")] == [ids[1]]
        await store.erase(TENANT)
        assert await places(asked) == {}


async def test_what_was_there_before_is_divided_by_month(postgres_url: str) -> None:
    now = datetime.now(UTC)
    before = (now.replace(day=1) - dt.timedelta(days=70)).replace(hour=1)
    ids = {message(before): f"{before:%Y_%m}", message(now): f"{now:%Y_%m}", "msg_1": "default", message(7): "default"}
    connection = await asyncpg.connect(postgres_url, server_settings={"atiende.tenant": TENANT})
    for statement in statements(sql.POSTGRES, None, "0002"):
        await connection.execute(statement)
    for one in ids:
        await connection.execute(
            "INSERT INTO message_content (tenant, id, conversation, text, hidden, html, subject, sender, \"to\", cc,"
            " attachments, mail_id, raw, remote_images, client_id)"
            " VALUES ($1, $2, 'cnv_1', 'hola', '', '', '', '', '[]', '[]', '[]', '', '', 0, '')",
            TENANT, one,
        )  # fmt: skip
    async with opened(postgres_url) as store:
        assert await places(connection) == ids
        assert len(await store.reading(TENANT).where(MessageContent, {"conversation": "cnv_1"})) == 4
    await connection.close()


async def test_sqlite_has_one_table(tmp_path: Path) -> None:
    async with opened(f"sqlite:///{tmp_path}/atiende.db") as store:
        assert isinstance(store, SqlStore)
        await keep_months(store, VirtualClock(MARCH))  # has nothing to do, and ends
