"""Row-level security: the second wall between tenants holds where a statement forgets the first."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import asyncpg
import pytest

from atiende.bench.servers.postgres import Postgres
from atiende.domain.conversation import Conversation
from atiende.domain.message import Message
from atiende.domain.work import Timer, User
from atiende.store import sql
from atiende.store.migrate import migrate
from atiende.store.pooling import CONNECTIONS, READS, RESERVED, Pool
from atiende.store.store import SqlStore
from atiende.store.tables import ASKED_ACROSS, metadata
from atiende.store.walls import raising
from tests.contracts.store_world import OTHER, TENANT, open_conversation, opened, receive

pytestmark = pytest.mark.pg
FORGETFUL = "SELECT DISTINCT tenant FROM conversations"
ENTRIES = f"""INSERT INTO search_entries (tenant, id, kind, brand, conversation, customer, at, words)
    SELECT '{TENANT}', 'msg_' || i, 'message', 'b', 'c', 'c', i, ' pedido' || i || ' '
    FROM generate_series(1, 5000) i"""
WALLED = """SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity
    AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'wall' AND p.polcmd = '*')
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant'
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')"""


@asynccontextmanager
async def pooled(url: str) -> AsyncIterator[Pool]:
    pool = await Pool.open(url)
    try:
        yield pool
    finally:
        await pool.close()


async def two_tenants(url: str) -> None:
    async with opened(url) as store:
        for tenant in (TENANT, OTHER):
            await store.change(tenant, open_conversation(f"cnv_{tenant}"), at=1)
            await store.change(tenant, receive(f"cnv_{tenant}", "o1"), at=2)


async def test_a_statement_that_forgets_the_tenant_sees_only_its_sessions(
    postgres: Postgres, postgres_url: str
) -> None:
    await two_tenants(postgres_url)
    async with pooled(postgres_url) as pool:
        assert await pool.fetch(TENANT, FORGETFUL, ()) == [(TENANT,)]
        assert await pool.fetch(OTHER, FORGETFUL, ()) == [(OTHER,)]
        assert await pool.fetch(TENANT, "SELECT count(*) FROM search_index_gate", ()) == [(0,)]

        postgres.sql("ALTER TABLE conversations DISABLE ROW LEVEL SECURITY", postgres_url.rsplit("/", 1)[1])
        assert sorted(await pool.fetch(TENANT, FORGETFUL, ())) == [(TENANT,), (OTHER,)]


async def test_a_session_that_was_told_nothing_sees_nothing(postgres_url: str) -> None:
    await two_tenants(postgres_url)
    connection = await asyncpg.connect(postgres_url)
    for table in sorted(metadata.tables):
        if "tenant" in metadata.tables[table].c:
            assert await connection.fetchval(f"SELECT count(*) FROM {table}") == 0, table
    await connection.close()


async def test_another_tenants_row_cannot_be_written(postgres_url: str) -> None:
    await two_tenants(postgres_url)
    async with pooled(postgres_url) as pool:
        for tenant in (TENANT, sql.EVERYBODY):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await pool.execute(tenant, "INSERT INTO heads (tenant, seq, at, turn) VALUES ('ten_c', 0, 0, 0)")
        assert await pool.execute(TENANT, f"UPDATE conversations SET number = 9 WHERE tenant = '{OTHER}'") == "UPDATE 0"
        assert await pool.execute(sql.EVERYBODY, "DELETE FROM heads") == "DELETE 0"
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await pool.execute(TENANT, f"UPDATE conversations SET tenant = '{OTHER}'")


async def test_a_question_about_all_tenants_reads_only_what_it_may(postgres_url: str) -> None:
    await two_tenants(postgres_url)
    async with pooled(postgres_url) as pool:
        assert await pool.fetch(sql.EVERYBODY, FORGETFUL, ()) == []
        assert await pool.fetch(sql.EVERYBODY, "SELECT DISTINCT tenant FROM messages", ()) == []
        assert len(await pool.fetch(sql.EVERYBODY, "SELECT tenant FROM heads", ())) == 2
        assert len(await pool.fetch(sql.EVERYBODY, "SELECT DISTINCT tenant FROM timers", ())) == 2
    assert {Conversation.TABLE, Message.TABLE}.isdisjoint(ASKED_ACROSS)
    assert {Timer.TABLE, User.TABLE} <= ASKED_ACROSS


async def test_every_table_with_a_tenant_stands_behind_the_wall(postgres_url: str) -> None:
    await migrate(postgres_url)
    connection = await asyncpg.connect(postgres_url)
    found = dict(await connection.fetch(WALLED))
    assert {name for name in metadata.tables if "tenant" in metadata.tables[name].c} <= set(found)
    assert [name for name, walled in found.items() if not walled] == []

    await connection.execute("CREATE TABLE later (tenant text, id text)")
    assert dict(await connection.fetch(WALLED))["later"] is False
    await connection.execute(raising())  # what every migration ends with
    assert dict(await connection.fetch(WALLED))["later"] is True
    await connection.close()


async def test_a_nodes_beat_waits_for_no_line_and_a_line_for_no_report(postgres_url: str) -> None:
    await two_tenants(postgres_url)
    async with pooled(postgres_url) as pool, AsyncExitStack() as lines, asyncio.TaskGroup() as group:
        reports = [group.create_task(pool.fetch(TENANT, "SELECT pg_sleep(600)", ())) for _ in range(CONNECTIONS)]
        async with asyncio.timeout(30):
            for number in range(CONNECTIONS - RESERVED - READS):
                await lines.enter_async_context(pool.session(f"ten_{number}"))
            assert pool.crowded
            assert len(await pool.fetch(sql.EVERYBODY, "SELECT tenant FROM heads", ())) == 2
        for report in reports:
            report.cancel()


async def test_more_lines_than_sessions_all_go_on(postgres_url: str) -> None:
    """Each always has something that waits."""
    done = dict.fromkeys((f"ten_{number}" for number in range(2 * CONNECTIONS)), 0)

    async def keep_busy(store: SqlStore, tenant: str) -> None:
        while min(done.values()) < 2:
            await store.change(tenant, lambda change: change.seq, at=1)
            done[tenant] += 1

    async with opened(postgres_url) as store, asyncio.timeout(60), asyncio.TaskGroup() as group:
        for tenant in done:
            for _ in range(3):
                group.create_task(keep_busy(store, tenant))
    assert min(done.values()) >= 2


async def test_a_session_asks_once_whose_it_is(postgres_url: str) -> None:
    await two_tenants(postgres_url)
    async with pooled(postgres_url) as pool:
        asked: list[str] = []
        async with pool.session(TENANT) as connection:
            connection.add_query_logger(lambda query: asked.append(query.query))
            await connection.fetch(FORGETFUL)
        for _ in range(3):
            await pool.fetch(TENANT, FORGETFUL, ())
        assert asked == [FORGETFUL] * 4


async def test_a_migration_that_the_wall_would_blind_fails_instead(postgres_url: str) -> None:
    await two_tenants(postgres_url)
    connection = await asyncpg.connect(postgres_url)
    async with connection.transaction():
        await connection.execute("SET LOCAL row_security = off")
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with connection.transaction():
                await connection.execute("UPDATE conversations SET number = 9")
    await connection.close()


async def test_a_search_uses_its_index_behind_the_wall(postgres: Postgres, postgres_url: str) -> None:
    """The negative control: asked past the gate, the words are looked for in every row of the tenant."""
    await migrate(postgres_url)
    postgres.sql(ENTRIES, postgres_url.rsplit("/", 1)[1])
    connection = await asyncpg.connect(postgres_url, server_settings={"atiende.tenant": TENANT})
    await connection.execute("ANALYZE search_entries; SET atiende.words = 'pedido77'")
    gate = "SELECT id FROM search_index_gate WHERE tenant = $1 AND kind = 'message'"
    plain = (
        "SELECT id FROM search_entries WHERE tenant = $1 AND kind = 'message'"
        " AND search_vector(words) @@ 'pedido77'::tsquery"
    )
    assert await connection.fetchval("SELECT id FROM search_found($1, 'message', 'pedido77', 9999, '', 9)", TENANT)
    plans = [await connection.fetch(f"EXPLAIN {one}", TENANT) for one in (gate, plain)]
    await connection.close()
    through, past = ("\n".join(row[0] for row in plan) for plan in plans)
    assert "on search_index " in through
    assert "on search_index " not in past
