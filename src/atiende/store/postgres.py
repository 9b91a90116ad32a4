"""PostgreSQL, through asyncpg: each tenant's line is a task that holds one connection while changes wait.

A turn decides inside a greenlet (so that a read on demand can wait for the network) and writes everything with one
statement. The head's row orders the nodes: the statement takes effect only on
the head the turn began from. When the connection breaks meanwhile, the head tells afterwards whether it happened.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import NoReturn, TypeVar, cast

import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import asyncpg as asyncpg_dialect
from sqlalchemy.util import await_only, greenlet_spawn

from atiende.domain.errors import StoreFull
from atiende.domain.row import Projection, Row
from atiende.domain.work import Timer
from atiende.ports.store import Batch, Key, Value
from atiende.ports.system import Clock
from atiende.store import sql
from atiende.store.codec import codec, fact_values
from atiende.store.hot import Written
from atiende.store.line import KEPT_TENANTS, MOST_CHANGES, Head, Job, Lines, Overtaken, Refused, Writes
from atiende.store.outcome import happened
from atiende.store.pooling import GONE, REFUSALS, Asked, Connection, Pool, give_up, is_gone, patient, refused, tidy
from atiende.store.tables import FACTS

T = TypeVar("T")

TURNS_AT_ONCE = 16
"""Turns of one line before another one may have its session."""
LOCKED_TURNS = 20
"""Turns that lock the head after another node's last one."""
MOST_TOLD, MOST_KEYS = 150, 2_000
"""Up to how many rows a turn leaves word of the rows themselves, and of their keys."""
_read_word = msgspec.json.Decoder(dict[str, list[Written]]).decode


def _columns(rows: Sequence[Sequence[object]]) -> list[Sequence[object]]:
    return list(zip(*rows, strict=True))


def _with_nul(values: Sequence[object]) -> bool:
    """A NUL stands in nothing that is kept here, and may not even be asked for."""
    return any(isinstance(value, str) and "\0" in value for value in values)


class PostgresDatabase:
    """`line.Database` of one tenant, inside the greenlet of a turn. `connection` is set for as long as the turn is.

    Alone on the tenant, a turn costs one statement besides its reads: it takes effect only if the head is where this
    node left it. Overtaken by another node, it is done again with the head's row locked, and so are the next ones.
    """

    def __init__(self, happened: Callable[[Writes], Awaitable[bool]]) -> None:
        self._happened = happened
        self._tenant = ""
        self._expected: int | None = None
        self._locking = 0
        self.connection: Connection | None = None

    @property
    def _present(self) -> Connection:
        if self.connection is None:
            raise StoreFull(reason="no_connection")
        return self.connection

    def _run(self, statement: str, *values: object) -> list[tuple[object, ...]]:
        return [tuple(found) for found in self._wait(self._present.fetch(statement, *values))]

    def _wait(self, awaitable: Awaitable[T]) -> T:
        try:
            with patient(self._present):
                return await_only(awaitable)
        except REFUSALS as error:
            raise self._refused(error) from error

    def _refused(self, error: BaseException) -> StoreFull:
        if self.connection is not None and isinstance(error, GONE):
            give_up(self.connection)
        return refused(error)

    def begin(self, tenant: str, turn: int | None) -> Head | None:
        """Hopes to be alone, and locks the head's row for a while when it was not. Makes the row for a new tenant."""
        self._tenant, self._expected = tenant, turn
        self._wait(tidy(self._present))
        if turn is not None and not self._locking:
            return None
        self._wait(self._present.execute("BEGIN"))
        [found] = self._run(sql.TAKE_TURN, tenant, turn)
        seq, at, head, words = cast(tuple[int, int, int, list[str | None] | None], found)
        self._locking = LOCKED_TURNS if turn is not None and head != turn else max(0, self._locking - 1)
        return Head(seq, at, head, words_since(head, turn, words or ()))

    def get(self, tenant: str, row: type[Row], keys: list[Key]) -> list[Row]:
        decode, kept = codec(row).decode, [key for key in keys if not _with_nul(key)]
        return [decode(found) for found in self._run(sql.get_any(row), tenant, *_columns(kept))] if kept else []

    def where(self, tenant: str, row: type[Row], equals: Mapping[str, Value]) -> list[Row]:
        values = [value for value in equals.values() if value is not None]
        if _with_nul(values):
            return []
        nulls = tuple(value is None for value in equals.values())
        statement = sql.where(sql.POSTGRES, row, tuple(equals), nulls)
        return [codec(row).decode(found) for found in self._run(statement, tenant, *values)]

    def undo(self) -> None:
        if self._present.is_in_transaction():
            self._wait(tidy(self._present))
        elif [turn for _, _, turn in self._run(sql.head_of(sql.POSTGRES), self._tenant)] != [self._expected]:
            self._overtaken()

    def _overtaken(self) -> NoReturn:
        self._locking = LOCKED_TURNS
        raise Overtaken

    def commit(self, writes: Writes) -> None:
        """A turn that holds the lock leaves word of what it wrote, for the nodes that are waiting."""
        connection = self._present
        locked = connection.is_in_transaction()
        writes.puts = dict(sorted(writes.puts.items(), key=_by_table))  # few shapes of one statement
        writes.drops = dict(sorted(writes.drops.items(), key=_by_table))
        statement = sql.write_all(tuple(writes.puts), tuple(writes.drops), bool(writes.facts), locked)
        values = [*writes.heads[0], *([word_of(writes)] if locked else []), *_values(writes)]
        try:
            with patient(connection):
                done = await_only(connection.fetchval(statement, *values))
                if locked:
                    await_only(connection.execute("COMMIT"))
        except REFUSALS as error:
            if not await_only(self._happened(writes)):
                raise self._refused(error) from error
            return
        if not done:
            self._overtaken()


def word_of(writes: Writes) -> str | None:
    """What a turn wrote, by table: few projections as they are, of everything else the keys; None for too much."""
    size = sum(map(len, writes.puts.values())) + sum(map(len, writes.drops.values()))
    if size > MOST_KEYS:
        return None
    word: dict[str, list[Written]] = {}
    for kind, puts in writes.puts.items():
        known = codec(kind)
        told = size <= MOST_TOLD and (issubclass(kind, Projection) or kind is Timer)
        word[kind.TABLE] = [
            Written(known.key(row), told, tuple(known.encode(row)) if told else None)  # type: ignore[arg-type] # a row of its own table
            for _, row in puts
        ]
    for kind, drops in writes.drops.items():
        word.setdefault(kind.TABLE, []).extend(Written(key, True) for _, key in drops)
    return msgspec.json.encode(word).decode()


def words_since(
    head: int, turn: int | None, words: Sequence[str | None]
) -> Sequence[Mapping[str, Sequence[Written]]] | None:
    """What was written after this node's last turn, if each turn since then left word."""
    if turn is None or len(words) != head - turn or None in words:
        return None
    return [_read_word(word) for word in words if word is not None]


def _by_table(item: tuple[type[Row], object]) -> str:
    return item[0].TABLE


def _values(writes: Writes) -> list[object]:
    values: list[object] = []
    for row, items in writes.puts.items():
        known = codec(row)
        values += _rows(known.table, [(tenant, *known.encode(each)) for tenant, each in items])
    for dropped in writes.drops.values():
        values += _columns([(tenant, *key) for tenant, key in dropped])
    if writes.facts:
        values += _rows(FACTS, [fact_values(logged) for logged in writes.facts])
    return values


def _rows(table: sa.Table, rows: Sequence[Sequence[object]]) -> list[object]:
    if not sql.as_json(table):
        return list(_columns(rows))
    places = [str(place) for place in range(len(table.columns))]
    return [msgspec.json.encode([dict(zip(places, row, strict=True)) for row in rows]).decode()]


ERASED_AT_ONCE = 5_000
"""Rows of a tenant that is removed, in one statement."""


@dataclass(slots=True, eq=False)
class _Waiting:
    """The changes of a tenant that wait, and what works them off."""

    tenant: str
    database: PostgresDatabase
    lines: Lines
    jobs: deque[Job] = field(default_factory=deque)
    running: bool = False


class PostgresEngine:
    """The pool and the lines. `published` is called with what each turn committed."""

    name = sql.POSTGRES
    shared = True

    def __init__(
        self,
        pool: Pool,
        published: Callable[[Sequence[Batch]], None],
        clock: Clock,
        url: str,
    ) -> None:
        self._pool, self._published, self._clock, self._url = pool, published, clock, url
        self._tasks: asyncio.TaskGroup | None = None
        self.dialect: sa.Dialect = asyncpg_dialect.dialect()  # type: ignore[no-untyped-call]
        self._waiting: dict[str, _Waiting] = {}
        self._working: set[asyncio.Task[None]] = set()
        self._closed = False

    @classmethod
    async def connect(cls, url: str, published: Callable[[Sequence[Batch]], None], clock: Clock) -> "PostgresEngine":
        return cls(await Pool.open(url), published, clock, url)

    def work_in(self, tasks: asyncio.TaskGroup) -> None:
        self._tasks = tasks

    async def submit(self, job: Job) -> None:
        """Returns when the job has its answer, which is durable then."""
        if self._closed or self._tasks is None:
            raise StoreFull(reason="closed")
        job.answered = answered = asyncio.get_running_loop().create_future()
        waiting = self._waiting.get(job.tenant)
        if waiting is None:
            if len(self._waiting) >= KEPT_TENANTS:  # their rows are read again
                self._waiting = {tenant: one for tenant, one in self._waiting.items() if one.running}
            database = PostgresDatabase(partial(happened, self._url, self._clock))
            waiting = self._waiting[job.tenant] = _Waiting(job.tenant, database, Lines(database))
        waiting.jobs.append(job)
        if not waiting.running:
            waiting.running = True
            working = self._tasks.create_task(self._work(waiting))
            self._working.add(working)
            working.add_done_callback(self._working.discard)
        await answered

    async def select(self, tenant: str, statement: str, values: Sequence[object]) -> list[tuple[object, ...]]:
        return await self._pool.fetch(tenant, statement, values)

    async def select_each(self, tenant: str, asked: Sequence[Asked]) -> list[list[tuple[object, ...]]]:
        """Several by one session."""
        return await self._pool.fetch_each(tenant, asked)

    async def erase(self, tenant: str) -> None:
        """Every row of the tenant in every table, a piece at a time."""
        for table in sql.erasing():
            statement = sql.delete_some(sql.POSTGRES, table, ERASED_AT_ONCE)
            while await self._pool.execute(tenant, statement, tenant) == f"DELETE {ERASED_AT_ONCE}":
                continue

    async def close(self) -> None:
        """Changes that wait are still made."""
        if self._closed:
            return
        self._closed = True
        if self._working:
            await asyncio.wait(self._working)
        await self._pool.close()

    async def _work(self, waiting: _Waiting) -> None:
        """A tenant's line while something waits in it."""
        try:
            while waiting.jobs:
                try:
                    async with self._pool.session(waiting.tenant) as connection:
                        waiting.database.connection = connection
                        await self._turns(waiting, connection)
                except REFUSALS as error:
                    _finish(_taken(waiting), refused(error))
        finally:
            waiting.running = False
            waiting.database.connection = None
            while waiting.jobs:
                _finish(_taken(waiting), StoreFull(reason="closed"))

    async def _turns(self, waiting: _Waiting, connection: Connection) -> None:
        """Some of them, where other lines wait for a session."""
        turns = 0
        while waiting.jobs and not is_gone(connection) and not (turns >= TURNS_AT_ONCE and self._pool.crowded):
            turns += 1
            jobs, batches = _taken(waiting), list[Batch]()
            try:
                batches = await greenlet_spawn(waiting.lines.take, jobs)
            except Exception as error:  # noqa: BLE001 - the line must outlive whatever a change does
                _finish(jobs, error)
            except BaseException:
                _finish(jobs, StoreFull(reason="closed"))
                raise
            _finish(jobs)
            self._published(batches)


def _taken(waiting: _Waiting) -> list[Job]:
    return [waiting.jobs.popleft() for _ in range(min(MOST_CHANGES, len(waiting.jobs)))]


def _finish(jobs: Sequence[Job], error: Exception | None = None) -> None:
    for job in jobs:
        answered = job.answered
        if isinstance(answered, asyncio.Future) and not answered.done():
            if error is not None:
                job.answer = Refused(error)
            answered.set_result(None)
