"""A store to look into only, beside whatever server works on it: nothing is migrated, locked or written."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path
from typing import cast

import apsw
import sqlalchemy as sa
from sqlalchemy.dialects import sqlite as sqlite_dialect

from atiende.domain.errors import StoreFull
from atiende.ports.system import Clock
from atiende.store import snapshot, sql
from atiende.store.feed import Feed
from atiende.store.line import Job
from atiende.store.store import Engine, SqlStore
from atiende.store.waiting import Waiting


class ReadingEngine:
    """SQLite without its lock: one connection, in a thread of its own."""

    name = sql.SQLITE
    shared = False

    def __init__(self, path: Path) -> None:
        self.dialect: sa.Dialect = sqlite_dialect.dialect(paramstyle="qmark")
        self._thread = ThreadPoolExecutor(1, "store-reading")
        self._connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READWRITE)
        self._connection.set_busy_timeout(5000)
        self._connection.execute("PRAGMA query_only=ON").fetchall()

    def work_in(self, tasks: asyncio.TaskGroup) -> None:
        """It has a thread and needs no task."""

    async def select(self, tenant: str, statement: str, values: Sequence[object]) -> list[tuple[object, ...]]:
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._read, statement, values)

    def _read(self, statement: str, values: Sequence[object]) -> list[tuple[object, ...]]:
        try:
            return cast(list[tuple[object, ...]], self._connection.execute(statement, values).fetchall())
        except apsw.Error as error:
            raise StoreFull(reason=type(error).__name__) from error

    async def submit(self, job: Job) -> None:
        raise StoreFull(reason="reading")

    async def erase(self, tenant: str) -> None:
        raise StoreFull(reason="reading")

    async def close(self) -> None:
        self._thread.shutdown()
        self._connection.close()


@asynccontextmanager
async def open_reading(url: str, clock: Clock) -> AsyncIterator[SqlStore]:
    """Raises OSError, StoreFull and the drivers' errors where there is no database."""
    engine: Engine
    if url.startswith(sql.SQLITE):
        engine = ReadingEngine(Path(url.removeprefix("sqlite:///")))
    else:
        from atiende.store.postgres import PostgresEngine

        engine = await PostgresEngine.connect(url, lambda batches: None, clock)
    store = SqlStore(engine, Feed(), Waiting(clock))
    try:
        yield store
    finally:
        await store.close()


async def revision(store: SqlStore) -> str:
    """Of the tables; empty where there are none. Raises StoreFull for what cannot be read."""
    known = "SELECT count(*) FROM sqlite_schema WHERE name = 'alembic_version'"
    if store.dialect != sql.SQLITE:
        known = "SELECT count(*) FROM pg_tables WHERE tablename = 'alembic_version'"
    if (await store.ask(known))[0][0] == 0:
        return ""
    found = await store.ask(snapshot.REVISION)
    return str(found[0][0]) if found else ""


async def named_files(store: SqlStore, tenant: str) -> set[str]:
    """Every file the tenant's rows speak of."""
    found: set[str] = set()
    for table, name in snapshot.tables_naming_files():
        column = table.c[name]
        select = sa.select(table.c.tenant, column).where(
            table.c.tenant == sa.bindparam("tenant"), column.not_in(["", "[]"])
        )
        rows = cast(list[tuple[str, str]], await store.fetch(select, tenant))
        found.update(name for _, name in snapshot.named_in(rows))
    return found


async def clock_of(store: SqlStore) -> int | None:
    """What the database's own machine takes for now, ms UTC; None where it is ours."""
    if store.dialect == sql.SQLITE:
        return None
    found = await store.ask("SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint")
    return int(str(found[0][0]))


async def newest(store: SqlStore) -> int:
    """The moment of the newest fact, ms UTC; 0 before the first."""
    found = await store.ask("SELECT max(at) FROM heads")
    return int(str(found[0][0] or 0))


async def whole(store: SqlStore, *, deep: bool) -> str:
    """What SQLite says of its own pages: `ok`, or what is wrong. PostgreSQL has tools of its own for that."""
    if store.dialect != sql.SQLITE:
        return "ok"
    found = await store.ask("PRAGMA integrity_check(3)" if deep else "PRAGMA quick_check(3)")
    return "; ".join(str(line) for (line,) in found)
