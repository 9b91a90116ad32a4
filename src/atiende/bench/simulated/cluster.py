"""A database server that several simulated nodes write to, as PostgreSQL is one: turns of a tenant's head order them.

It keeps the tables in SQLite, in memory, and what it has committed it never loses; between a node and it packets take
time, get lost, and a commit's answer may never come. The line, the statements and their order are the production's.
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from typing import TypeVar, cast

import apsw
import sqlalchemy as sa
from msgspec.structs import replace
from sqlalchemy.dialects import sqlite as sqlite_dialect
from sqlalchemy.util import await_only, greenlet_spawn

from atiende.bench.history.record import Leased
from atiende.bench.simulated.machines import Network, true_time
from atiende.domain.errors import StoreFull
from atiende.domain.node import Lease
from atiende.domain.row import Row
from atiende.ports.nodes import Held, NodeRow
from atiende.ports.store import Batch, Key, Value
from atiende.store import sql
from atiende.store.change import LineChange
from atiende.store.codec import codec, fact_values
from atiende.store.line import MOST_CHANGES, Head, Job, Lines, Overtaken, Refused, Writes
from atiende.store.postgres import LOCKED_TURNS, word_of, words_since
from atiende.store.sqlite import SqliteDatabase

T = TypeVar("T")
R = TypeVar("R", bound=Row)
SERVER = "database"
TIMEOUT_SECONDS = 5.0
OUTCOME_SECONDS = 0.5
LOCK_SECONDS = 5.0
"""How long a session that stopped in the middle of a transaction keeps the head from others."""


class Server:
    """The tables, the locks on heads, and the words turns left of what they wrote."""

    def __init__(self, network: Network, content: bytes, *, careless: bool) -> None:
        self.network = network
        connection = apsw.Connection(":memory:")
        connection.deserialize("main", content)
        self.tables = SqliteDatabase(connection)
        self._connection = connection
        self.locks: dict[str, object] = {}
        self.words: dict[tuple[str, int], str | None] = {}
        self.nodes: dict[str, NodeRow] = {}
        self.marks: dict[str, str] = {}
        self.careless = careless
        """A negative control: nobody is told what others wrote."""
        self.held: list[Leased] = []
        self.written: list[Leased] = []
        """What leases said from which turn on, and which turns wrote under one."""

    def head(self, tenant: str) -> tuple[int, int, int]:
        found = self.tables.select(sql.head_of(sql.SQLITE), (tenant,))
        return cast(tuple[int, int, int], found[0]) if found else (0, 0, 0)

    def lock(self, tenant: str, session: object) -> bool:
        if self.locks.get(tenant) not in (None, session):
            return False
        self.locks[tenant] = session
        self.network.later(LOCK_SECONDS, self.unlock, tenant, session)
        return True

    def unlock(self, tenant: str, session: object) -> None:
        if self.locks.get(tenant) is session:
            del self.locks[tenant]

    def commit(self, writes: Writes, expected: int, session: "Session") -> bool:
        """Whether it took place: not where the head has moved on, or somebody else has locked it."""
        tenant = writes.heads[0][0]
        if self.head(tenant)[2] != expected or self.locks.get(tenant) not in (None, session):
            return False
        if self.locks.get(tenant) is session:
            self.words[tenant, writes.heads[0][3]] = word_of(writes)
        self.tables.commit(writes)
        self._note(tenant, writes, session)
        self.unlock(tenant, session)
        return True

    def _note(self, tenant: str, writes: Writes, session: "Session") -> None:
        turn = writes.heads[0][3]
        for _, lease in writes.puts.get(Lease, ()):
            assert isinstance(lease, Lease)
            now = Leased(tenant=tenant, turn=turn, name=lease.name, node=lease.node, epoch=lease.epoch)
            self.held.append(now)
        self.written += [
            Leased(tenant=tenant, turn=turn, name=name, node=session.node, epoch=epoch)
            for name, epoch in session.acting
        ]

    def happened(self, writes: Writes) -> bool:
        """See `store/outcome.py`: the last fact is ours; if not, the turn moves on, so that it cannot come late."""
        tenant, seq, _at, turn = writes.heads[0]
        now = self.head(tenant)
        there = now[2] >= turn and self._is_ours(writes, tenant, seq)
        if not there:
            self.tables.commit(Writes(heads=[(tenant, now[0], now[1], now[2] + 1)]))
        return there

    def _is_ours(self, writes: Writes, tenant: str, seq: int) -> bool:
        if writes.facts:
            found = self.tables.select(sql.log_after(sql.SQLITE), (tenant, seq - 1, 1))
            return bool(found) and found[0] == fact_values(writes.facts[-1])
        kind, puts = next(iter(writes.puts.items()), (None, []))
        if kind is None or not puts:
            return True
        row = puts[0][1]
        return self.tables.get(tenant, kind, [codec(kind).key(row)]) == [row]

    def hang_up(self, node: str) -> None:
        """A client is gone: what it had locked is free."""
        for tenant, session in list(self.locks.items()):
            if isinstance(session, Session) and session.node == node:
                del self.locks[tenant]

    def close(self) -> None:
        self._connection.close()


class Session:
    """`line.Database` of one tenant on one node, inside the greenlet of a turn."""

    def __init__(self, server: Server, node: str) -> None:
        self._server, self.node = server, node
        self._tenant, self._expected, self._locking = "", 0, 0
        self.acting: list[tuple[str, int]] = []
        """Under which leases this turn's changes were decided."""

    def begin(self, tenant: str, turn: int | None) -> Head | None:
        self._tenant = tenant
        self.acting.clear()
        if turn is not None and not self._locking:
            self._expected = turn
            return None
        await_only(self._lock())
        seq, at, head = self._server.head(tenant)
        self._locking = LOCKED_TURNS if turn is not None and head != turn else max(0, self._locking - 1)
        self._expected = head
        since = [self._server.words.get((tenant, one)) for one in range((turn or 0) + 1, head + 1)]
        told = [] if self._server.careless and turn is not None else words_since(head, turn, since)
        return Head(seq, at, head, told)

    async def _lock(self) -> None:
        waited = 0.0
        while True:
            await self._reach()
            if self._server.lock(self._tenant, self):
                return
            await asyncio.sleep(0.005)
            waited += 0.005
            if waited > TIMEOUT_SECONDS * 2:
                raise StoreFull(reason="lock_timeout")

    def get(self, tenant: str, row: type[Row], keys: list[Key]) -> list[Row]:
        await_only(self._reach())
        return self._server.tables.get(tenant, row, keys)

    def where(self, tenant: str, row: type[Row], equals: Mapping[str, Value]) -> list[Row]:
        await_only(self._reach())
        return self._server.tables.where(tenant, row, equals)

    def commit(self, writes: Writes) -> None:
        await_only(self._commit(writes))

    async def _commit(self, writes: Writes) -> None:
        network = self._server.network
        await self._reach()
        answer: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        network.later(network.chance.uniform(0.0005, 0.004), self._arrive, writes, answer)
        try:
            async with asyncio.timeout(TIMEOUT_SECONDS):
                done = await answer
        except TimeoutError:
            done = await self._outcome(writes)
            if not done:
                raise StoreFull(reason="unknown_outcome") from None
        if not done:
            self._overtaken()

    def _arrive(self, writes: Writes, answer: "asyncio.Future[bool]") -> None:
        """The statement is at the server; its answer may be lost on the way back."""
        network = self._server.network
        done = self._server.commit(writes, self._expected, self)
        if network.passes(SERVER, self.node) and network.chance.random() >= network.answers_lost:
            network.later(network.chance.uniform(0.0002, 0.002), _set, answer, done)

    async def _outcome(self, writes: Writes) -> bool:
        for _ in range(20):
            try:
                await self._reach()
            except StoreFull:
                await asyncio.sleep(OUTCOME_SECONDS)
                continue
            return self._server.happened(writes)
        return False

    def undo(self) -> None:
        await_only(self._reach())
        self._server.unlock(self._tenant, self)
        if self._server.head(self._tenant)[2] != self._expected:
            self._overtaken()

    def _overtaken(self) -> None:
        self._locking = LOCKED_TURNS
        self._server.unlock(self._tenant, self)
        raise Overtaken

    async def _reach(self) -> None:
        await reach(self._server.network, self.node)


async def reach(network: Network, node: str) -> None:
    """There and back; a cut line is noticed after a while. Raises StoreFull."""
    if not network.passes(node, SERVER) or not await network.cross(SERVER, node):
        await asyncio.sleep(TIMEOUT_SECONDS)
        raise StoreFull(reason="no_connection")


def _set(answer: "asyncio.Future[bool]", done: bool) -> None:
    if not answer.done():
        answer.set_result(done)


class Trusting(LineChange):
    """A negative control: a change that is told about a lease what its writer believes."""

    def __init__(self, change: LineChange, believed: Lease) -> None:
        self.__dict__ = change.__dict__
        self.believed = believed

    def get(self, row: type[R], *key: str | int) -> R | None:
        return self.believed if row is Lease else super().get(row, *key)  # type: ignore[return-value] # R is Lease


class NodeEngine:
    """`store.Engine` of one node. `epoch` is what it believes to act by, `fenced` whether that is checked."""

    name = sql.SQLITE
    shared = True

    def __init__(self, server: Server, node: str, published: Callable[[Sequence[Batch]], None]) -> None:
        self._server, self._node, self._published = server, node, published
        self.dialect: sa.Dialect = sqlite_dialect.dialect(paramstyle="qmark")
        self._lines: dict[str, tuple[Lines, list[Job]]] = {}
        self._sessions: dict[str, Session] = {}
        self._busy: set[str] = set()
        self._tasks: asyncio.TaskGroup | None = None
        self._closed = False
        self.epoch: Callable[[str, str], int | None] = lambda tenant, name: None
        self.fenced = True
        self.on_leased: Callable[[], None] | None = None
        """Called once, when the next change under a lease has been asked for and not yet decided."""

    def work_in(self, tasks: asyncio.TaskGroup) -> None:
        self._tasks = tasks

    async def submit(self, job: Job) -> None:
        if self._closed or self._tasks is None:
            raise StoreFull(reason="closed")
        job.answered = answered = asyncio.get_running_loop().create_future()
        if job.tenant not in self._lines:
            self._sessions[job.tenant] = Session(self._server, self._node)
            self._lines[job.tenant] = (Lines(self._sessions[job.tenant]), [])
        self._watch(job)
        self._lines[job.tenant][1].append(job)
        if job.tenant not in self._busy:
            self._busy.add(job.tenant)
            self._tasks.create_task(self._work(job.tenant))
        await answered

    def _watch(self, job: Job) -> None:
        """Work under a lease reads that lease (`reactors/fence.py`): what it decides is noted with its turn."""
        name = next((str(key[0]) for row, key in job.reads if row is Lease), None)
        epoch = self.epoch(job.tenant, name) if name is not None else None
        if name is None or epoch is None:
            return
        decide, acting = job.decide, self._sessions[job.tenant].acting
        believed = Lease(name=name, node=self._node, epoch=epoch)
        if self.on_leased is not None:
            call, self.on_leased = self.on_leased, None
            call()

        def noted(change: LineChange) -> object:
            answer = decide(change if self.fenced else Trusting(change, believed))
            acting.append((believed.name, believed.epoch))
            return answer

        job.decide = noted

    async def _work(self, tenant: str) -> None:
        lines, jobs = self._lines[tenant]
        while jobs:
            taken, jobs[:] = jobs[:MOST_CHANGES], jobs[MOST_CHANGES:]
            batches: Sequence[Batch] = ()
            try:
                batches = await cast("Awaitable[list[Batch]]", greenlet_spawn(lines.take, taken))
            except Exception as error:  # noqa: BLE001 - the line outlives whatever a change does
                for job in taken:
                    job.answer = Refused(error)
            for job in taken:
                answered = job.answered
                if isinstance(answered, asyncio.Future) and not answered.done():
                    answered.set_result(None)
            self._published(batches)
        self._busy.discard(tenant)

    async def select(self, tenant: str, statement: str, values: Sequence[object]) -> list[tuple[object, ...]]:
        if self._closed:
            raise StoreFull(reason="closed")
        await reach(self._server.network, self._node)
        if statement == sql.HEADS_OF:
            return [(one, self._server.head(one)[0]) for one in cast("list[str]", values[0])]
        return self._server.tables.select(statement, values)

    async def erase(self, tenant: str) -> None:
        """No centre is removed here."""

    async def close(self) -> None:
        self._closed = True


class ServerNodes:
    """`ports.nodes.Nodes`."""

    def __init__(self, server: Server, node: str) -> None:
        self._server, self._node = server, node

    async def beat(self, node: NodeRow) -> int:
        await self._reach()
        known = self._server.nodes.get(node.id)
        self._server.nodes[node.id] = replace(node, beat=max(node.beat, known.beat)) if known else node
        return true_time(self._server.network.loop)

    async def all(self) -> Sequence[NodeRow]:
        await self._reach()
        return [self._server.nodes[one] for one in sorted(self._server.nodes)]

    async def forget(self, node: str) -> None:
        await self._reach()
        self._server.nodes.pop(node, None)

    async def unheld(self, names: Collection[str], alive: Collection[str]) -> Sequence[Held]:
        await self._reach()
        found = []
        for (tenant,) in self._server.tables.select(sql.TENANTS, ()):
            rows = self._server.tables.select("SELECT name, node, epoch FROM leases WHERE tenant = ?", (tenant,))
            held = {str(name): (str(node), cast(int, epoch)) for name, node, epoch in rows}
            for name in names:
                node, epoch = held.get(name, ("", 0))
                if node not in alive:
                    found.append(Held(tenant=str(tenant), name=name, node=node, epoch=epoch))
        return found

    async def counts(self) -> Mapping[str, Mapping[str, int]]:
        return {}

    async def mark(self, name: str, value: str) -> str:
        await self._reach()
        return self._server.marks.setdefault(name, value)

    async def _reach(self) -> None:
        await reach(self._server.network, self._node)
