"""SQLite under virtual time: the production line, statements and settings on a simulated disk; its threads are moments.

A turn decides and commits in one piece, its answers come a moment later; between the two the process may die.
"""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from random import Random

import apsw
import sqlalchemy as sa
from sqlalchemy.dialects import sqlite as sqlite_dialect

from atiende.bench.simulated.disk import Disk
from atiende.bench.simulated.loop import SeededLoop
from atiende.bench.simulated.variants import Variant
from atiende.domain import facts as f
from atiende.domain.errors import StoreFull
from atiende.ports.store import Batch
from atiende.store import sql
from atiende.store.line import Job, Lines, Refused, Writes
from atiende.store.sqlite import REFUSALS, SqliteDatabase, connect
from atiende.store.waiting import Turns

DUE = sql.due_timers(sql.SQLITE)[:30]
"""How the question for due timers begins."""
Publish = Callable[[Sequence[Batch]], None]


class Drive:
    """A directory that outlives processes; its disk forgets what was not synced when the power goes."""

    def __init__(self, directory: Path, chance: Random, content: bytes, synchronous: str = "FULL") -> None:
        self._directory, self._chance, self._synchronous = directory, chance, synchronous
        self._lives = 0
        self._connection: apsw.Connection | None = None
        self.path = directory / "0" / "atiende.db"
        self.path.parent.mkdir(parents=True)
        self.path.write_bytes(content)
        self.disk = self._spin()

    def open(self) -> apsw.Connection:
        self._connection = connect(self.path, self.disk.name, self._synchronous)
        return self._connection

    def die(self, *, power: bool) -> None:
        """The process ends; with the power what the disk had not synced may be gone."""
        if power:
            self.disk.cut()
        left = self.disk.left or {str(one): one.read_bytes() for one in sorted(self.path.parent.iterdir())}
        self.close()
        self._lives += 1
        self.path = self._directory / str(self._lives) / "atiende.db"
        self.path.parent.mkdir()
        for name, content in left.items():
            if not name.endswith("-shm"):
                (self.path.parent / Path(name).name).write_bytes(content)
        self.disk = self._spin()

    def close(self) -> None:
        if self._connection is not None:
            with suppress(apsw.Error):  # there is no power to write anything more
                self._connection.close()
            self._connection = None
        self.disk.unregister()

    def _spin(self) -> Disk:
        return Disk(f"simulated{self._chance.getrandbits(60)}", self._chance.getrandbits(30))


class Unsynced(SqliteDatabase):
    """A negative control: says that a commit is durable, and makes it later; `of`: from one with such a fact on."""

    def __init__(
        self, connection: apsw.Connection, later: Callable[[Callable[[], None]], None], of: type[f.Fact] = f.Fact
    ) -> None:
        super().__init__(connection)
        self._later, self._of = later, of
        self._owed: list[Writes] = []

    def commit(self, writes: Writes) -> None:
        if not self._owed and not any(isinstance(one.fact, self._of) for one in writes.facts):
            super().commit(writes)
            return
        self._owed.append(writes)
        if len(self._owed) == 1:
            self._later(self._pay)

    def _pay(self) -> None:
        owed, self._owed = self._owed, []
        for writes in owed:
            super().commit(writes)


class EmbeddedEngine:
    """`store.Engine` over a drive."""

    name = sql.SQLITE
    shared = False

    def __init__(self, loop: SeededLoop, chance: Random, drive: Drive, published: Publish, variant: Variant) -> None:
        self._loop, self._chance, self._drive, self._published = loop, chance, drive, published
        self.dialect: sa.Dialect = sqlite_dialect.dialect(paramstyle="qmark")
        connection = drive.open()
        self._database = SqliteDatabase(connection)
        if variant in ("early_ack", "hasty"):
            self._database = Unsynced(connection, self._pay_later, f.Fact if variant == "early_ack" else f.SendStarted)
        self._lines, self._turns = Lines(self._database), Turns()
        self._busy = self._closed = False
        self._blind = variant == "no_timers"
        self.on_power_cut: Callable[[], None] = lambda: None

    def work_in(self, tasks: asyncio.TaskGroup) -> None:
        """Moments need no task."""

    def _pay_later(self, pay: Callable[[], None]) -> None:
        self._loop.call_later(self._chance.uniform(0.5, 1.5), pay)

    async def submit(self, job: Job) -> None:
        if self._closed:
            raise StoreFull(reason="closed")
        job.answered = answered = self._loop.create_future()
        self._turns.add(job)
        self._wake()
        await answered

    async def select(self, tenant: str, statement: str, values: Sequence[object]) -> list[tuple[object, ...]]:
        await asyncio.sleep(self._chance.uniform(0.0001, 0.002))
        if self._closed:
            raise StoreFull(reason="closed")
        found = self._database.select(statement, values)
        return [row for row in found if row[1] != "send"] if self._blind and statement.startswith(DUE) else found

    async def erase(self, tenant: str) -> None:
        """No centre is removed here."""

    async def close(self) -> None:
        self._closed = True

    def _wake(self) -> None:
        if not self._busy and self._turns:
            self._busy = True
            self._loop.call_later(self._chance.uniform(0, 0.002), self._turn)

    def _turn(self) -> None:
        jobs, batches = self._turns.take(), list[Batch]()
        try:
            batches = self._lines.take(jobs)
        except REFUSALS as error:
            for job in jobs:
                self._lines.distrust(job.tenant)
                job.answer = Refused(error)
        if self._drive.disk.left is not None:
            self.on_power_cut()
        self._loop.call_later(self._chance.uniform(0.0005, 0.008), self._finish, jobs, batches)

    def _finish(self, jobs: Sequence[Job], batches: Sequence[Batch]) -> None:
        for job in jobs:
            answered = job.answered
            if isinstance(answered, asyncio.Future) and not answered.done():
                answered.set_result(None)
        self._published(batches)
        self._busy = False
        self._wake()
