"""Versions beside each other on one database, and a migration that dies half-way; on both databases."""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import apsw
import asyncpg
import pytest

from atiende.store import sql
from atiende.store.beside import KEEP_OLDEST, NewerDatabase, OthersRunning
from atiende.store.migrate import migrate, statements
from atiende.store.replay import replay_check
from tests.contracts.store_world import TENANT, open_conversation, opened, positions, receive

NEXT = "9999"
"""A revision this version has never heard of."""
ADDED = (
    "ALTER TABLE conversations ADD COLUMN later TEXT",
    "ALTER TABLE messages ADD COLUMN later BIGINT DEFAULT 7 NOT NULL",
    "ALTER TABLE facts ADD COLUMN later TEXT",
    "ALTER TABLE heads ADD COLUMN later TEXT",
    "ALTER TABLE timers ADD COLUMN later TEXT",
    "ALTER TABLE message_content ADD COLUMN later TEXT",
    "CREATE TABLE later (tenant TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (tenant, id))",
    f"UPDATE alembic_version SET version_num = '{NEXT}'",
)
"""What a next version may do while this one runs."""
DIES = """
import asyncio, os, signal, sys
from atiende.store import migrate

whole = migrate.statements

class Half(tuple):
    def __iter__(self):
        yield from list(tuple.__iter__(self))[: len(self) // 2]
        os.kill(os.getpid(), signal.SIGKILL)

migrate.statements = lambda *which: Half(whole(*which))
asyncio.run(migrate.migrate(sys.argv[1]))
"""


@dataclass(frozen=True, slots=True)
class Database:
    url: str
    run: Callable[[str], Awaitable[object]]

    async def one(self, statement: str) -> object:
        found = await self.run(statement)
        return found[0][0] if isinstance(found, list) and found else None


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.pg)])
async def database(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Database]:
    if request.param == "sqlite":
        path = tmp_path / "atiende.db"

        async def run(statement: str) -> object:
            connection = apsw.Connection(str(path))
            found = connection.execute(statement).fetchall()
            connection.close()
            return found

        yield Database(f"sqlite:///{path}", run)
        return
    url = str(request.getfixturevalue("postgres_url"))

    async def ask(statement: str) -> object:
        connection = await asyncpg.connect(url, server_settings={"atiende.tenant": TENANT})
        try:
            return await connection.fetch(statement)
        finally:
            await connection.close()

    yield Database(url, ask)


async def test_this_version_runs_on_a_database_to_which_the_next_one_only_added(database: Database) -> None:
    async with opened(database.url) as store:
        await store.change(TENANT, open_conversation("cnv_1"), at=1)
        assert await store.change(TENANT, receive("cnv_1", "o1"), at=2) == 1
    for statement in ADDED:
        await database.run(statement)

    async with opened(database.url) as store:
        assert await store.change(TENANT, receive("cnv_1", "o2"), at=3) == 2
        await store.change(TENANT, open_conversation("cnv_2"), at=4)
        assert await positions(store, TENANT, "cnv_1") == [1, 2]
        assert len(await store.log(TENANT, 0)) == 6
        assert await store.tenants() == [TENANT]
        assert await replay_check(store, TENANT) == []
    assert await database.one("SELECT version_num FROM alembic_version") == NEXT
    assert await database.one("SELECT count(*) FROM messages WHERE later = 7") == 2


async def test_it_is_refused_where_the_next_one_left_it_no_room(database: Database) -> None:
    await migrate(database.url)
    for statement in (*ADDED, KEEP_OLDEST.format(NEXT)):
        await database.run(statement)
    with pytest.raises(NewerDatabase, match=NEXT):
        await migrate(database.url)


async def test_a_migration_that_dies_half_way_leaves_the_old_shape(database: Database) -> None:
    dialect = sql.SQLITE if database.url.startswith("sqlite") else sql.POSTGRES
    for statement in statements(dialect, None, "0002"):
        await database.run(statement)

    died = subprocess.run([sys.executable, "-c", DIES, database.url], capture_output=True, check=False)

    assert died.returncode == -9, died.stderr.decode()
    assert await database.one("SELECT version_num FROM alembic_version") == "0002"
    for table in ("leases", "nodes", "turns"):
        with pytest.raises((apsw.SQLError, asyncpg.UndefinedTableError)):
            await database.run(f"SELECT * FROM {table}")
    async with opened(database.url) as store:
        await store.change(TENANT, open_conversation("cnv_1"), at=1)
        assert await replay_check(store, TENANT) == []


@pytest.mark.pg
async def test_nothing_is_taken_from_under_a_node_of_the_version_before(postgres_url: str) -> None:
    await migrate(postgres_url)
    connection = await asyncpg.connect(postgres_url)
    await connection.execute(
        "INSERT INTO nodes (id, beat, roles, version, address, draining) VALUES ('nod_1', 1, 'web', '0', '', false)"
    )
    await connection.execute("UPDATE alembic_version SET version_num = '0002'")  # 0003 says that it contracts
    beating = await asyncpg.connect(postgres_url)

    with pytest.RaisesGroup(pytest.RaisesExc(OthersRunning, match="nod_1")):
        await _while_it_beats(beating, migrate(postgres_url))
    await connection.close()
    await beating.close()


async def _while_it_beats(connection: "asyncpg.Connection[asyncpg.Record]", migrating: Awaitable[None]) -> None:
    async with asyncio.timeout(30), asyncio.TaskGroup() as tasks:
        beating = tasks.create_task(_beat(connection))
        try:
            await migrating
        finally:
            beating.cancel()


async def _beat(connection: "asyncpg.Connection[asyncpg.Record]") -> None:
    while True:
        await connection.execute("UPDATE nodes SET beat = beat + 1")
        await connection.fetchval("SELECT pg_sleep(0.2)")
