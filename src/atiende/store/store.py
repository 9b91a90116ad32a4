"""The store: `ports.store.Store` over either database, and how it is opened."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Protocol, TypedDict, TypeVar, cast

import sqlalchemy as sa

from atiende.domain.errors import StoreFull
from atiende.domain.facts import Logged
from atiende.domain.row import Row
from atiende.ports.bus import Bus, Grew
from atiende.ports.store import Batch, Change, Key, TimerDue, TimersOf, Value
from atiende.ports.system import Clock
from atiende.ports.tracing import NoTracing, Tracing, subjects
from atiende.store import rebuild, sql
from atiende.store.change import LineChange
from atiende.store.codec import codec, logged_from
from atiende.store.feed import KEPT_FACTS, Feed
from atiende.store.gathering import Asks, gathered
from atiende.store.line import Job, Refused
from atiende.store.loading import PastStore
from atiende.store.migrate import migrate
from atiende.store.nodes import SqlNodes
from atiende.store.raw import Compiler, Given
from atiende.store.recent import Recent, publisher
from atiende.store.sqlite import SqliteEngine, chunks
from atiende.store.tables import ASKED_ACROSS
from atiende.store.waiting import Waiting

R = TypeVar("R", bound=Row)
T = TypeVar("T")

Follows = Callable[[Change, Sequence[Logged]], None]
"""What follows within a change from what it recorded."""

POLL_SECONDS = 1.0
"""How late a follower hears of another node's commit when the bus lost its signal: all tenants by one statement."""


class Engine(Protocol):
    """A database and the threads or connections that work on it. `shared`: other processes write to it too; on
    PostgreSQL it is also `gathering.Asks`."""

    name: str
    shared: bool
    dialect: sa.Dialect

    def work_in(self, tasks: asyncio.TaskGroup) -> None:
        """Its tasks belong to this group."""
        ...

    async def submit(self, job: Job) -> None: ...
    async def select(self, tenant: str, statement: str, values: Sequence[object]) -> list[tuple[object, ...]]:
        """`tenant`: whose rows it may see, or `sql.EVERYBODY`."""
        ...

    async def erase(self, tenant: str) -> None: ...
    async def close(self) -> None: ...


Begin = Callable[[Callable[[Sequence[Batch]], None]], Engine]
"""Makes an engine that calls this with what each turn committed."""


class SqlReading:
    """`ports.store.Reading` of one tenant."""

    def __init__(self, engine: Engine, tenant: str, recent: Recent | None = None) -> None:
        self._engine, self._tenant, self._recent = engine, tenant, recent

    async def get(self, row: type[R], *key: str | int) -> R | None:
        recent, equals = self._recent, dict(zip(row.KEY, key, strict=True))
        if recent is None:
            return next(iter(await self.where(row, equals, limit=1)), None)
        known, changes = recent.get(self._tenant, row, key), recent.changes(row)
        if known is None and (found := await self.where(row, equals, limit=1)):
            known = found[0]
            recent.was_read(self._tenant, key, known, changes)
        return known

    async def where(self, row: type[R], equals: Mapping[str, Value], limit: int = 1000) -> list[R]:
        values = [value for value in equals.values() if value is not None]
        nulls = tuple(value is None for value in equals.values())
        statement = sql.where(self._engine.name, row, tuple(equals), nulls, limit)
        decode = codec(row).decode
        return [decode(found) for found in await self._ask(statement, *values)]

    async def many(self, row: type[R], keys: Sequence[Key]) -> list[R]:
        decode, wanted = codec(row).decode, list(dict.fromkeys(keys))
        if not wanted:
            return []
        if self._engine.name == sql.POSTGRES:
            columns = [list(column) for column in zip(*wanted, strict=True)]
            return [decode(one) for one in await self._ask(sql.get_any(row), *columns)]
        found: list[R] = []
        for start, size in chunks(wanted):
            values = [part for key in wanted[start : start + size] for part in key]
            found += map(decode, await self._ask(sql.get_many(row, size), *values))
        return found

    async def _ask(self, statement: str, *values: object) -> list[tuple[object, ...]]:
        return await self._engine.select(self._tenant, statement, (self._tenant, *values))


class SqlStore:
    """See the port."""

    def __init__(
        self,
        engine: Engine,
        feed: Feed,
        waiting: Waiting,
        recent: Recent | None = None,
        follows: Follows | None = None,
        tracing: Tracing | None = None,
    ) -> None:
        self._engine, self._feed, self._recent, self._follows = engine, feed, recent, follows
        self._waiting = waiting
        self._tracing = tracing or NoTracing()
        self._compiler = Compiler(engine.dialect)
        self._asking: dict[str, asyncio.Lock] = {}

    async def change(
        self,
        tenant: str,
        decide: Callable[[Change], T],
        *,
        at: int,
        reads: Sequence[tuple[type[Row], Key]] = (),
    ) -> T:
        job = Job(tenant, _followed(decide, self._follows), at, reads)
        if trace := self._tracing.here():
            await self._submit_traced(job, trace)
        else:
            await self.submit(job)
        if isinstance(job.answer, Refused):
            raise job.answer.error
        return cast(T, job.answer)

    async def _submit_traced(self, job: Job, trace: str) -> None:
        """What it records will be known to follow from what is under way here."""
        decide, about = job.decide, list[str]()

        def noting(change: LineChange) -> object:
            answer = decide(change)
            about[:] = subjects(change.logged)
            return answer

        job.decide = noting
        with self._tracing.span("durable"):
            await self.submit(job)
        if not isinstance(job.answer, Refused):
            self._tracing.remember(job.tenant, about, trace)

    @property
    def dialect(self) -> str:
        """Which database it is: `sql.SQLITE` or `sql.POSTGRES`."""
        return self._engine.name

    @property
    def nodes(self) -> SqlNodes:
        """Where several may be: PostgreSQL."""
        return SqlNodes(self._engine)

    def reading(self, tenant: str) -> SqlReading:
        return SqlReading(self._engine, tenant, self._recent)

    def past(self, tenant: str, *, forgets: bool = False) -> PastStore:
        """See the port."""
        return PastStore(tenant, self._engine.submit, forgets=forgets, follows=self._follows)

    async def fetch(
        self, statement: sa.SelectBase, tenant: str, values: Mapping[str, Given] | None = None
    ) -> list[tuple[object, ...]]:
        """Runs a view's select. Its tenant predicate is `table.c.tenant == bindparam("tenant")`.

        With `values` for its other parameters, the statement is one that is kept and run again: it is compiled once.
        """
        text, filled = self._compiler.compiled(statement, tenant, values)
        return await self._engine.select(tenant, text, filled)

    async def log(self, tenant: str, after: int, limit: int = 1000) -> Sequence[Logged]:
        found = await self._engine.select(tenant, sql.log_after(self._engine.name), (tenant, after, limit))
        return [logged_from(values) for values in found]

    async def head(self, tenant: str) -> int:
        found = await self._engine.select(tenant, sql.head_of(self._engine.name), (tenant,))
        return cast(int, found[0][0]) if found else 0

    async def heads(self, tenants: Sequence[str]) -> dict[str, int]:
        """How far the logs of several tenants reach. Only PostgreSQL has other writers, so only it is asked."""
        found = await self._engine.select(sql.EVERYBODY, sql.HEADS_OF, (list(tenants),))
        return {cast(str, tenant): cast(int, seq) for tenant, seq in found}

    async def follow(self, tenant: str, after: int, *, first: bool = False) -> AsyncIterator[Batch]:
        self._feed.grew(tenant, await self.head(tenant))
        while True:
            batch = self._feed.batch_from(tenant, after + 1)
            heard = self._feed.head(tenant)
            if batch is None and heard > after:
                batch = await self._of_others(tenant, after)
                if batch is None:
                    self._feed.doubt(tenant, heard, after)
            if batch is None:
                await self._feed.beyond(tenant, after, first=first)
                continue
            yield batch
            after = batch.logged[-1].seq

    async def _of_others(self, tenant: str, after: int) -> Batch | None:
        """What another node committed, or what is long past. Read once, however many follow."""
        async with self._asking.setdefault(tenant, asyncio.Lock()):
            known = self._feed.batch_from(tenant, after + 1)
            if known is not None:
                return known
            logged = self._feed.up_to_kept(await self.log(tenant, after))
            if not logged:
                return None
            if self._engine.name == sql.SQLITE or self._feed.head(tenant) - after > KEPT_FACTS:
                return Batch(tenant, tuple(logged), {})
            batch = Batch(tenant, tuple(logged), await gathered(cast(Asks, self._engine), tenant, logged))
            self._feed.keep(batch)
            return batch

    async def tenants(self) -> Sequence[str]:
        return [cast(str, tenant) for (tenant,) in await self._engine.select(sql.EVERYBODY, sql.TENANTS, ())]

    async def due(self, now: int, limit: int = 200, *, of: TimersOf | None = None) -> Sequence[tuple[str, TimerDue]]:
        if of is not None and of.tenants is not None and not of.tenants:
            return ()
        statement = sql.due_timers(self._engine.name, **_asked(of))
        found = await self._engine.select(sql.EVERYBODY, statement, (now, limit, *self._among(of)))
        return [(cast(str, values[0]), TimerDue(*values[1:])) for values in found]  # type: ignore[arg-type]

    async def next_due(self, *, of: TimersOf | None = None) -> int | None:
        if of is not None and of.tenants is not None and not of.tenants:
            return None
        statement = sql.next_due(self._engine.name, **_asked(of))
        found = await self._engine.select(sql.EVERYBODY, statement, self._among(of))
        return cast(int | None, found[0][0])

    def _among(self, of: TimersOf | None) -> tuple[object, ...]:
        if of is None or of.tenants is None:
            return ()
        return (list(of.tenants),) if self._engine.name == sql.POSTGRES else (json.dumps(list(of.tenants)),)

    async def ask(self, statement: str) -> list[tuple[object, ...]]:
        """What is nobody's in particular: of tables without a tenant, or of those asked across tenants."""
        return await self._engine.select(sql.EVERYBODY, statement, ())

    async def mark(self, name: str) -> str | None:
        """What is noted under this name for the whole database (`store/marks.py`)."""
        found = await self._engine.select(sql.EVERYBODY, sql.mark_of(self._engine.name), (name,))
        return cast(str, found[0][0]) if found else None

    async def everywhere(self, row: type[R], equals: Mapping[str, Value]) -> list[tuple[str, R]]:
        """Records of all tenants: only for finding out whose a session, a key or an address is."""
        if row.TABLE not in ASKED_ACROSS:
            raise ValueError(f"{row.TABLE} is not asked across tenants: see tables.ASKED_ACROSS")
        statement = sql.everywhere(self._engine.name, row, tuple(equals))
        decode = codec(row).decode
        found = await self._engine.select(sql.EVERYBODY, statement, tuple(equals.values()))
        return [(cast(str, values[0]), decode(values[1:])) for values in found]

    async def submit(self, job: Job) -> None:
        """A change as the line takes it. Raises Overloaded when too many of its tenant's wait already."""
        self._waiting.come(job)
        try:
            await self._engine.submit(job)
        finally:
            self._waiting.go(job)

    def oldest(self, now: float) -> float:
        """How long the oldest change has waited for its commit, in seconds of the clock that never jumps."""
        return self._waiting.oldest(now)

    async def erase(self, tenant: str) -> None:
        await self._engine.erase(tenant)

    async def close(self) -> None:
        await self._engine.close()


def _asked(of: TimersOf | None) -> "Asked":
    return {} if of is None else {"sends": of.sends, "some": of.tenants is not None}


class Asked(TypedDict, total=False):
    sends: bool
    some: bool


def _followed(decide: Callable[[Change], T], follows: Follows | None) -> Callable[[LineChange], T]:
    if follows is None:
        return decide

    def whole(change: LineChange) -> T:
        answer = decide(change)
        if change.logged:
            follows(change, tuple(change.logged))
        return answer

    return whole


@asynccontextmanager
async def open_store(  # noqa: PLR0913 - ports, and what tests choose
    url: str,
    *,
    bus: Bus,
    clock: Clock,
    vfs: str = "",
    follows: Follows | None = None,
    poll: float = POLL_SECONDS,
    tracing: Tracing | None = None,
    begin: Begin | None = None,
) -> AsyncIterator[SqlStore]:
    """Opens and migrates the database at `url` (`sqlite:///…/atiende.db`, `postgresql://…`) for as long as it is used.

    `follows` has the last word in every change that recorded something; `poll` is how often other nodes' commits are
    asked for; `begin` brings a migrated database of its own.

    Raises AlreadyOpen, NewerDatabase.
    """
    if begin is None:
        await migrate(url)
    feed = Feed()
    recent = Recent() if url.startswith(sql.SQLITE) else None
    publish = publisher(feed, recent)
    engine = begin(publish) if begin else await _engine(url, publish, clock, vfs)
    tracing = tracing or NoTracing()
    store = SqlStore(engine, feed, Waiting(clock), recent, follows, tracing)
    problem: Exception | None = None
    async with asyncio.TaskGroup() as tasks:
        engine.work_in(tasks)
        running = [tasks.create_task(_tell(feed, bus, tracing))]
        if engine.shared:
            others = (_hear(feed, bus, tracing), _poll(store, feed, clock, poll))
            running += [tasks.create_task(one) for one in others]
        try:
            await rebuild.finish(store)
            yield store
        except Exception as error:  # noqa: BLE001 - raised below as it is, not as a group of the tasks here
            problem = error
        finally:
            for task in running:
                task.cancel()
            await store.close()
    if problem is not None:
        raise problem


async def _engine(url: str, publish: Callable[[Sequence[Batch]], None], clock: Clock, vfs: str) -> Engine:
    if url.startswith(sql.SQLITE):
        return SqliteEngine(sqlite_path(url), publish, vfs)
    from atiende.store.postgres import PostgresEngine  # and its driver: where there is SQLite, nobody needs them

    return await PostgresEngine.connect(url, publish, clock)


def sqlite_path(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


async def _tell(feed: Feed, bus: Bus, tracing: Tracing) -> None:
    while True:
        for tenant, seq in (await feed.to_tell()).items():
            await bus.send(tenant, Grew(seq=seq, traces=tracing.to_tell(tenant)))


async def _hear(feed: Feed, bus: Bus, tracing: Tracing) -> None:
    async with bus.listen(None) as signals:
        async for tenant, signal in signals:
            if isinstance(signal, Grew):
                tracing.heard(tenant, signal.traces)
                feed.heard(tenant, signal.seq)


async def _poll(store: SqlStore, feed: Feed, clock: Clock, seconds: float) -> None:
    while True:
        await clock.sleep(seconds)
        try:
            for tenant, seq in (await store.heads(feed.followed())).items():
                feed.grew(tenant, seq)
        except StoreFull:
            continue  # the database is away; whoever changes something hears of it
