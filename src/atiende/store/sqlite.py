"""SQLite, through apsw: one writer thread with its connection, a few reader threads with theirs.

The write-ahead log is synced at every commit (`synchronous=FULL`), so that what was acknowledged survives a power cut;
the file system is a parameter, so that the tests of that run this very code. A lock file keeps a second process away.
"""

import asyncio
import fcntl
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from os import O_CLOEXEC, O_CREAT, O_RDWR
from os import close as close_file
from os import open as open_file
from pathlib import Path
from queue import Empty, SimpleQueue

import apsw
import sqlalchemy as sa
from sqlalchemy.dialects import sqlite as sqlite_dialect

from atiende.domain.errors import StoreFull
from atiende.domain.row import Row
from atiende.ports.store import Batch, Key, Value
from atiende.store import sql
from atiende.store.checkpoint import Checkpointer
from atiende.store.codec import codec, fact_values
from atiende.store.line import Head, Job, Lines, Refused, Writes
from atiende.store.tables import FACTS, HEADS, TABLES
from atiende.store.waiting import Turns

READERS = 3
CHUNKS = (64, 16, 4, 1)
"""Rows a statement carries: few sizes, so that every one is prepared once."""

ERASED_AT_ONCE = 5_000
"""Rows of a tenant that is removed, in one transaction."""

REFUSALS = (apsw.FullError, apsw.IOError, apsw.CantOpenError, apsw.ReadOnlyError, apsw.NoMemError, apsw.BusyError)


class AlreadyOpen(Exception):
    """Another process works on this data directory."""


def connect(path: Path, vfs: str = "", synchronous: str = "FULL") -> apsw.Connection:
    """A connection as every part of the server uses it."""
    connection = apsw.Connection(str(path), vfs=vfs or None, statementcachesize=500)
    connection.set_busy_timeout(5000)
    for setting in (
        "journal_mode=WAL",
        f"synchronous={synchronous}",
        "foreign_keys=OFF",
        "cache_size=-65536",
        "temp_store=MEMORY",
        "journal_size_limit=67108864",
    ):
        connection.execute(f"PRAGMA {setting}").fetchall()
    return connection


def lock(path: Path) -> int:
    """Holds the database's lock file until its descriptor is closed. Raises AlreadyOpen."""
    name = path.with_suffix(".lock")
    descriptor = open_file(name, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        close_file(descriptor)
        raise AlreadyOpen(f"{path.parent} is in use: another Atiende process holds {name.name}") from error
    return descriptor


def chunks(items: Sequence[object]) -> Iterator[tuple[int, int]]:
    """Start and size of each piece."""
    start, left = 0, len(items)
    for size in CHUNKS:
        while left >= size:
            yield start, size
            start, left = start + size, left - size


class SqliteDatabase:
    """`line.Database` in the writer thread. Nobody else writes, so what was known stays true."""

    def __init__(self, connection: apsw.Connection) -> None:
        self.connection = connection
        self._run = connection.cursor().execute

    def select(self, statement: str, values: Sequence[object]) -> list[tuple[object, ...]]:
        try:
            return self._run(statement, values).fetchall()
        except REFUSALS as error:
            raise StoreFull(reason=type(error).__name__) from error

    def get(self, tenant: str, row: type[Row], keys: list[Key]) -> list[Row]:
        decode, found = codec(row).decode, []
        for start, size in chunks(keys):
            wanted = [part for key in keys[start : start + size] for part in key]
            found += self.select(sql.get_many(row, size), (tenant, *wanted))
        return [decode(values) for values in found]

    def where(self, tenant: str, row: type[Row], equals: Mapping[str, Value]) -> list[Row]:
        values = [value for value in equals.values() if value is not None]
        nulls = tuple(value is None for value in equals.values())
        statement = sql.where(sql.SQLITE, row, tuple(equals), nulls)
        return [codec(row).decode(found) for found in self.select(statement, (tenant, *values))]

    def begin(self, tenant: str, turn: int | None) -> Head | None:
        if turn is not None:
            return None
        found = self.select(sql.head_of(sql.SQLITE), (tenant,))
        return Head(*(found[0] if found else (0, 0, 0)))  # type: ignore[arg-type] # three numbers

    def undo(self) -> None:
        """Nothing was begun: only a commit opens a transaction."""

    def commit(self, writes: Writes) -> None:
        try:
            self._run("BEGIN IMMEDIATE")
            self._write(writes)
            self._run("COMMIT")
        except apsw.Error as error:
            self._roll_back()
            if isinstance(error, REFUSALS):
                raise StoreFull(reason=type(error).__name__) from error
            raise
        except BaseException:
            self._roll_back()
            raise

    def _roll_back(self) -> None:
        """Many errors have already ended the transaction by themselves."""
        if self.connection.in_transaction:
            with suppress(apsw.Error):
                self._run("ROLLBACK")

    def _write(self, writes: Writes) -> None:
        for row, puts in writes.puts.items():
            encode = codec(row).encode
            self._put(TABLES[row], [(tenant, *encode(each)) for tenant, each in puts])
        for row, drops in writes.drops.items():
            for tenant, key in drops:
                self._run(sql.drop_one(row), (tenant, *key))
        self._put(FACTS, [fact_values(logged) for logged in writes.facts], replace=False)
        self._put(HEADS, writes.heads)

    def _put(self, table: sa.Table, rows: Sequence[Sequence[object]], *, replace: bool = True) -> None:
        for start, size in chunks(rows):
            values = [value for row in rows[start : start + size] for value in row]
            self._run(sql.put_values(table, size, replace=replace), values)


class Chore:
    """Something else for the writer's thread: `run` is given the connection; what it answers or raises is kept."""

    def __init__(self, run: Callable[[apsw.Connection], int], done: "asyncio.Future[int]") -> None:
        self.run, self.done = run, done


class SqliteEngine:
    """The threads. `published` is called on the event loop with what each turn committed."""

    name = sql.SQLITE
    shared = False

    def __init__(self, path: Path, published: Callable[[Sequence[Batch]], None], vfs: str = "") -> None:
        self._path, self._vfs, self._published = path, vfs, published
        self._lock = lock(path)
        self.dialect: sa.Dialect = sqlite_dialect.dialect(paramstyle="qmark")
        self._loop = asyncio.get_running_loop()
        self._jobs: SimpleQueue[Job | Chore | None] = SimpleQueue()
        try:
            self._database = SqliteDatabase(connect(path, vfs))
            self._checkpoints = Checkpointer(lambda: connect(path, vfs))
        except apsw.Error:
            close_file(self._lock)
            raise
        self._lines = Lines(self._database)
        self._local = threading.local()
        self._connections: list[apsw.Connection] = []
        self._readers = ThreadPoolExecutor(READERS, "store-reader", self._open_reader)
        self._writer = threading.Thread(target=self._work, name="store-writer", daemon=True)
        self._closed = False
        self._checkpoints.watch(self._database.connection)
        self._writer.start()

    def work_in(self, tasks: asyncio.TaskGroup) -> None:
        """It has threads and needs no task."""

    async def submit(self, job: Job) -> None:
        """Returns when the job has its answer, which is durable then."""
        if self._closed:
            raise StoreFull(reason="closed")
        job.answered = answered = self._loop.create_future()
        self._jobs.put(job)
        await answered

    async def select(self, tenant: str, statement: str, values: Sequence[object]) -> list[tuple[object, ...]]:
        """Here nothing but the statement itself says whose rows it is about."""
        return await self._loop.run_in_executor(self._readers, self._read, statement, values)

    async def erase(self, tenant: str) -> None:
        """Every row of the tenant in every table, a piece at a time: others' changes go on in between."""
        for table in sql.erasing():
            statement = sql.delete_some(sql.SQLITE, table, ERASED_AT_ONCE)
            while await self._chore(partial(_run_counting, statement, tenant)) == ERASED_AT_ONCE:
                continue
        self._lines.distrust(tenant)

    async def _chore(self, run: Callable[[apsw.Connection], int]) -> int:
        if self._closed:
            raise StoreFull(reason="closed")
        done: asyncio.Future[int] = self._loop.create_future()
        self._jobs.put(Chore(run, done))
        return await done

    async def close(self) -> None:
        if self._closed:
            return
        self._closed = True
        self._jobs.put(None)
        await asyncio.to_thread(self._writer.join)
        self._readers.shutdown()
        with suppress(apsw.Error):
            await asyncio.to_thread(self._checkpoints.close)
        for connection in (*self._connections, self._database.connection):
            # Nothing acknowledged waits for this: on a failing disk it may go wrong.
            with suppress(apsw.Error):
                connection.close()
        close_file(self._lock)

    def _open_reader(self) -> None:
        self._local.run = None

    def _read(self, statement: str, values: Sequence[object]) -> list[tuple[object, ...]]:
        try:
            if self._local.run is None:
                connection = connect(self._path, self._vfs)
                self._connections.append(connection)
                self._local.run = connection.cursor().execute
            found: list[tuple[object, ...]] = self._local.run(statement, values).fetchall()
            return found
        except REFUSALS as error:
            raise StoreFull(reason=type(error).__name__) from error

    def _work(self) -> None:
        """The writer thread: what waits is one turn, tenants taking turns in it."""
        turns, ended = Turns(), False
        while not ended or turns:
            ended = self._gather(turns) or ended
            if turns:
                self._turn(turns.take())

    def _gather(self, turns: Turns) -> bool:
        """Sorts what has come, waiting for it when there is nothing else to do; whether it was the last."""
        try:
            waiting = self._jobs.get(block=not turns)
            while waiting is not None:
                if isinstance(waiting, Chore):
                    self._do(waiting)
                    return False
                turns.add(waiting)
                waiting = self._jobs.get_nowait()
        except Empty:
            return False
        return True

    def _do(self, chore: Chore) -> None:
        try:
            answer, problem = chore.run(self._database.connection), None
        except BaseException as error:  # noqa: BLE001 - the writer must outlive whatever a chore does
            answer, problem = 0, error
        with suppress(RuntimeError):  # the event loop is gone and nobody waits for an answer
            self._loop.call_soon_threadsafe(_answer, chore.done, answer, problem)

    def _turn(self, jobs: list[Job]) -> None:
        batches: Sequence[Batch] = ()
        try:
            batches = self._lines.take(jobs)
        except BaseException as error:  # noqa: BLE001 - the line must outlive whatever a change does
            for job in jobs:
                self._lines.distrust(job.tenant)
                job.answer = Refused(error)
        try:
            self._loop.call_soon_threadsafe(self._finish, jobs, batches)
        except RuntimeError:
            return  # the event loop is gone and nobody waits for an answer

    def _finish(self, jobs: Sequence[Job], batches: Sequence[Batch]) -> None:
        """What follows from a commit goes before what its askers do next: more may wait for it."""
        try:
            self._published(batches)
        finally:
            for job in jobs:
                answered = job.answered
                if isinstance(answered, asyncio.Future) and not answered.done():
                    answered.set_result(None)


def _run_counting(statement: str, tenant: str, connection: apsw.Connection) -> int:
    try:
        with connection:
            connection.execute(statement, (tenant,))
    except REFUSALS as error:
        raise StoreFull(reason=type(error).__name__) from error
    return connection.changes()


def _answer(done: "asyncio.Future[int]", answer: int, problem: BaseException | None) -> None:
    if done.done():
        return
    if problem is None:
        done.set_result(answer)
    else:
        done.set_exception(problem)
