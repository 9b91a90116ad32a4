"""The line: changes of a tenant one after the other, as many in one transaction as queued during the last one.

Synchronous code for both databases: it runs in SQLite's writer thread, or inside a greenlet over asyncpg. A turn reads
what its changes name, decides each in memory on what the ones before it left, and hands all rows and facts to the
database at once. A refused change leaves nothing. After a database error the changes are taken one by one, so that only
the one to blame fails; a full or failing disk fails them all and changes nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from atiende.domain.errors import StoreFull
from atiende.domain.facts import Logged
from atiende.domain.row import Row
from atiende.ports.metrics import CHANGES, CHANGES_PER_COMMIT, COMMIT_REFUSALS, COMMIT_SECONDS
from atiende.ports.store import Batch, Key
from atiende.store.change import LineChange
from atiende.store.hot import Hot, Reader, Written

MOST_CHANGES = 256
"""Changes one transaction carries at most."""


@dataclass(frozen=True, slots=True)
class Refused:
    """What a change raised instead of an answer."""

    error: BaseException


@dataclass(slots=True, eq=False)
class Job:
    """A change that waits. `answer` is what it returned, or Refused; `answered` belongs to the engine."""

    tenant: str
    decide: Callable[[LineChange], object]
    at: int
    reads: Sequence[tuple[type[Row], Key]]
    answered: object = None
    answer: object = None


@dataclass(slots=True)
class TenantLine:
    """Where a tenant's log ends, and its rows in memory. `known` is false until the head was read, and after errors."""

    tenant: str
    hot: Hot
    seq: int = 0
    at: int = 0
    turn: int = 0
    known: bool = False


@dataclass(slots=True)
class Writes:
    """What one transaction writes: rows to put and keys to drop by kind, facts, and the heads after it."""

    puts: dict[type[Row], list[tuple[str, Row]]] = field(default_factory=dict)
    drops: dict[type[Row], list[tuple[str, Key]]] = field(default_factory=dict)
    facts: list[Logged] = field(default_factory=list)
    heads: list[tuple[str, int, int, int]] = field(default_factory=list)


class Overtaken(Exception):
    """Somebody else's commit came between what this turn read and what it wants to write."""


@dataclass(frozen=True, slots=True)
class Head:
    """Where a tenant's log ends. `written`: by table, what others wrote since this process's last turn, turn by turn;
    None when that is not known."""

    seq: int
    at: int
    turn: int
    written: Sequence[Mapping[str, Sequence[Written]]] | None = None


class Database(Reader, Protocol):
    """What the line needs of an engine."""

    def begin(self, tenant: str, turn: int | None) -> Head | None:
        """The head that a turn begins from; None: as it was after `turn`, the last one known here.

        An engine that others write to either locks the head or finds out at the end, and raises Overtaken.
        """
        ...

    def commit(self, writes: Writes) -> None:
        """All of it, durable, or an exception and none of it. StoreFull when the disk or database refuses."""
        ...

    def undo(self) -> None:
        """Ends a turn that commits nothing. What it read must still hold then, for its refusals to be true."""
        ...


KEPT_TENANTS = 200
"""Tenants whose rows are kept in memory."""


class Lines:
    """The lines one engine works on; SQLite has one for all tenants' changes, PostgreSQL one for each tenant's."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lines: dict[str, TenantLine] = {}

    def take(self, jobs: Sequence[Job]) -> list[Batch]:
        """Runs these changes and fills in their answers. Never raises; answers what was committed."""
        try:
            return self._turn(jobs)
        except Overtaken:
            for tenant in {job.tenant for job in jobs}:
                self._lines[tenant].hot.abandon()
            return self.take(jobs)
        except StoreFull as full:
            COMMIT_REFUSALS.inc()
            self._forget(jobs)
            for job in jobs:
                job.answer = Refused(full)
            return []
        except Exception as error:  # noqa: BLE001 - whatever the database raised, each change finds out for itself
            self._forget(jobs)
            if len(jobs) == 1:
                jobs[0].answer = Refused(error)
                return []
            return [batch for job in jobs for batch in self.take([job])]

    def _turn(self, jobs: Sequence[Job]) -> list[Batch]:
        reads: dict[str, dict[type[Row], list[Key]]] = {}
        for job in jobs:
            wanted = reads.setdefault(job.tenant, {})
            for row, key in job.reads:
                wanted.setdefault(row, []).append(key)
        if len(self._lines) > KEPT_TENANTS:
            self._lines.clear()
        lines = [self._line(tenant) for tenant in reads]
        for line in lines:
            for row, keys in reads[line.tenant].items():
                line.hot.fetch(row, keys)
        logged: dict[str, list[Logged]] = {tenant: [] for tenant in reads}
        for job in jobs:
            _decide(self._lines[job.tenant], job, logged[job.tenant])
        CHANGES.inc(len(jobs))
        CHANGES_PER_COMMIT.observe(len(jobs))
        return self._commit(lines, logged)

    def _line(self, tenant: str) -> TenantLine:
        line = self._lines.get(tenant)
        if line is None:
            line = self._lines[tenant] = TenantLine(tenant, Hot(tenant, self._database))
        head = self._database.begin(tenant, line.turn if line.known else None)
        if head is not None:
            if line.known and head.written is not None:
                for turn in head.written:
                    line.hot.estrange(turn)
            elif not line.known or head.turn != line.turn:
                line.hot.clear()
            line.seq, line.at, line.turn = head.seq, head.at, head.turn
            line.known = True
        return line

    def _commit(self, lines: Sequence[TenantLine], logged: Mapping[str, list[Logged]]) -> list[Batch]:
        writes, batches = Writes(), []
        for line in lines:
            changed = any(shelf.dirty for shelf in line.hot.shelves.values())
            rows = _collect(line, writes)
            facts = logged[line.tenant]
            if changed or facts:
                writes.facts += facts
                writes.heads.append((line.tenant, line.seq, line.at, line.turn + 1))
            if facts or rows:
                batches.append(Batch(line.tenant, tuple(facts), rows))
        if writes.heads:
            with COMMIT_SECONDS.time():
                self._database.commit(writes)
        else:
            self._database.undo()
        turns = {tenant: turn for tenant, _, _, turn in writes.heads}
        for line in lines:
            line.turn = turns.get(line.tenant, line.turn)
            line.hot.settle()
        return batches

    def _forget(self, jobs: Sequence[Job]) -> None:
        for tenant in {job.tenant for job in jobs}:
            self.distrust(tenant)

    def distrust(self, tenant: str) -> None:
        """Somebody else may have written: the next turn reads the head and the rows again."""
        line = self._lines.get(tenant)
        if line is not None:
            line.known = False
            line.hot.clear()


def _decide(line: TenantLine, job: Job, logged: list[Logged]) -> None:
    change = LineChange(job.tenant, line.hot, line.seq, max(job.at, line.at))
    try:
        job.answer = job.decide(change)
    except (StoreFull, Overtaken):
        raise
    except Exception as refusal:  # noqa: BLE001 - it is handed to whoever asked for the change
        line.hot.take_back()
        job.answer = Refused(refusal)
        return
    if change.logged or line.hot.undo:
        line.at = change.at
    line.hot.undo.clear()
    line.seq = change.seq
    logged += change.logged


def _collect(line: TenantLine, writes: Writes) -> dict[tuple[type[Row], Key], Row]:
    tenant, written = line.tenant, {}
    for kind, shelf in line.hot.shelves.items():
        for key in shelf.dirty:
            row = shelf.rows[key]
            if row is None:
                writes.drops.setdefault(kind, []).append((tenant, key))
            else:
                writes.puts.setdefault(kind, []).append((tenant, row))
                written[kind, key] = row
    return written
