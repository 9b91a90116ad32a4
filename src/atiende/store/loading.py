"""A tenant's past, made in memory and written in large pieces: demo centres and benchmarks of a million conversations.

Changes and facts go through the very projections of the live line, one after the other, on rows that are all here; a
piece of them is then one change of the tenant's line, so that both databases, followers and caches see what they always
see. What it leaves is what the same changes would have left one by one. The tenant must be new.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from heapq import heappop, heappush
from typing import TypeVar, cast

from atiende.domain.errors import Conflict
from atiende.domain.facts import Logged
from atiende.domain.row import Content, Row, Work
from atiende.domain.work import Timer
from atiende.ports.store import Batch, Change, Key, Past, TimerDue, TimersOf, Told, Value
from atiende.store.change import LineChange
from atiende.store.codec import codec, matches
from atiende.store.hot import Hot, Shape, Shelf
from atiende.store.line import Job, Refused

R = TypeVar("R", bound=Row)
T = TypeVar("T")

PIECE = 20_000
"""Rows and facts of one transaction."""
KEPT = 60_000
"""Rows of one kind that a past which may forget keeps in memory: those written last."""


class WholeShape(Shape):
    """Answers of `where` over the same fields, complete."""

    def moved(self, key: Key, old: Row | None, new: Row | None) -> None:
        before = None if old is None else self.values(old)
        after = None if new is None else self.values(new)
        if before == after:
            return
        if before is not None:
            self.entries[before].pop(key, None)
        if after is not None:
            self.entries.setdefault(after, {})[key] = None


class NoDatabase:
    """Nothing of a new tenant is anywhere else."""

    def get(self, tenant: str, row: type[Row], keys: list[Key]) -> list[Row]:
        return []

    def where(self, tenant: str, row: type[Row], equals: Mapping[str, Value]) -> list[Row]:
        return []


class WholeRows(Hot):
    """`Hot` that has every row of the tenant, or every one that still matters; and its timers in order."""

    def __init__(self, tenant: str) -> None:
        super().__init__(tenant, NoDatabase())
        self._timers: list[tuple[int, str, str]] = []

    def next_timer(self) -> Timer | None:
        """The one due first; those dropped or put off since are passed over."""
        while self._timers:
            due, kind, key = self._timers[0]
            found = self.get(Timer, (kind, key))
            if found is not None and found.due == due:
                return found
            heappop(self._timers)
        return None

    def get(self, row: type[R], key: Key) -> R | None:
        return cast("R | None", self.shelf(row).rows.get(key))

    def where(self, row: type[R], equals: Mapping[str, Value]) -> list[R]:
        shelf, names = self.shelf(row), tuple(equals)
        shape = shelf.shapes.get(names) or self._shaped(shelf, names)
        keys = shape.entries.get(tuple(equals.values()), {})
        return [cast(R, shelf.rows[key]) for key in (sorted(keys) if len(keys) > 1 else keys)]

    def _shaped(self, shelf: Shelf, names: tuple[str, ...]) -> Shape:
        shape = shelf.shapes[names] = WholeShape(names)
        for key, row in shelf.rows.items():
            shape.moved(key, None, row)
        return shape

    def write(self, kind: type[Row], key: Key, row: Row | None) -> None:
        shelf = self.shelf(kind)
        self.undo.append((shelf, key, shelf.rows.get(key), key in shelf.dirty))
        shelf.set(key, row)
        shelf.dirty[key] = None
        if isinstance(row, Timer):
            heappush(self._timers, (row.due, row.kind, row.key))

    def taken(self) -> dict[tuple[type[Row], Key], Row | None]:
        """What was written since the last time; None for what was dropped."""
        found = {(kind, key): shelf.rows.get(key) for kind, shelf in self.shelves.items() for key in shelf.dirty}
        for shelf in self.shelves.values():
            for key in [key for key in shelf.dirty if shelf.rows.get(key) is None]:
                shelf.rows.pop(key, None)
            shelf.dirty.clear()
        return found

    def forget(self) -> None:
        """The rows not written for longest leave: nothing speaks of them any more."""
        for shelf in self.shelves.values():
            if len(shelf.rows) > 2 * KEPT:
                for key in list(shelf.rows)[:-KEPT]:
                    del shelf.rows[key]
                shelf.shapes.clear()


class PastReading:
    """`ports.store.Reading` of a past."""

    def __init__(self, rows: WholeRows) -> None:
        self._rows = rows

    async def get(self, row: type[R], *key: str | int) -> R | None:
        return self._rows.get(row, key)

    async def where(self, row: type[R], equals: Mapping[str, Value], limit: int = 1000) -> list[R]:
        if equals:
            return self._rows.where(row, equals)[:limit]
        rows = self._rows.shelf(row).rows
        return [cast(R, rows[key]) for key in sorted(rows) if rows[key] is not None][:limit]

    async def many(self, row: type[R], keys: Sequence[Key]) -> list[R]:
        found = [self._rows.get(row, key) for key in dict.fromkeys(keys)]
        return [one for one in found if one is not None]


class PastStore(Past):
    """See the port. `submit` takes a job to the tenant's line and returns when it was answered."""

    def __init__(
        self,
        tenant: str,
        submit: Callable[[Job], Awaitable[None]],
        *,
        forgets: bool = False,
        follows: Callable[[Change, tuple[Logged, ...]], None] | None = None,
    ) -> None:
        self.tenant = tenant
        self._submit, self._forgets, self._follows = submit, forgets, follows
        self._rows = WholeRows(tenant)
        self._logged: list[Logged] = []
        self._seq = self._at = self._written = 0
        self._hear: Callable[[Logged], None] | None = None

    def hear(self, call: Callable[[Logged], None]) -> None:
        self._hear = call

    @property
    def full(self) -> bool:
        return len(self._logged) >= PIECE // 4 or len(self._rows.undo) + self._written >= PIECE

    def tell(self, told: Told) -> None:
        change = self._begin(told.at)
        change.record(told.fact, actor=told.actor, cause=told.cause)
        self._end(change)

    def put(self, row: Content | Work) -> None:
        kind = type(row)
        self._rows.write(kind, codec(kind).key(row), row)
        self._written += 1
        self._rows.undo.clear()

    async def change(
        self,
        tenant: str,
        decide: Callable[[Change], T],
        *,
        at: int,
        reads: Sequence[tuple[type[Row], Key]] = (),
    ) -> T:
        change = self._begin(at)
        try:
            answer = decide(change)
            if self._follows is not None and change.logged:
                self._follows(change, tuple(change.logged))
        except BaseException:
            self._rows.take_back()
            raise
        self._end(change)
        if self.full:
            await self.flush()
        return answer

    def _begin(self, at: int) -> LineChange:
        return LineChange(self.tenant, self._rows, self._seq, max(at, self._at))

    def _end(self, change: LineChange) -> None:
        if change.logged or self._rows.undo:
            self._at = change.at
        self._seq = change.seq
        self._logged += change.logged
        self._written += len(self._rows.undo)
        self._rows.undo.clear()
        if self._hear is not None:
            for logged in change.logged:
                self._hear(logged)

    async def flush(self) -> None:
        """Writes what is not written yet, in one transaction. Raises Conflict when somebody else wrote the tenant."""
        rows, logged, at = self._rows.taken(), self._logged, self._at
        self._logged, self._written = [], 0
        if not rows and not logged:
            return
        job = Job(self.tenant, lambda change: change.adopt(rows, logged, at), at, ())
        await self._submit(job)
        if isinstance(job.answer, Refused):
            raise job.answer.error
        if self._forgets:
            self._rows.forget()

    # --- the rest of the store: what actions ask beside changes -------------------------------------------------------

    def reading(self, tenant: str) -> PastReading:
        return PastReading(self._rows)

    async def log(self, tenant: str, after: int, limit: int = 1000) -> Sequence[Logged]:
        """Only what is not written yet."""
        return [logged for logged in self._logged if logged.seq > after][:limit]

    async def head(self, tenant: str) -> int:
        return self._seq

    def follow(self, tenant: str, after: int, *, first: bool = False) -> AsyncIterator[Batch]:
        raise Conflict(reason="past")

    def past(self, tenant: str, *, forgets: bool = False) -> Past:
        raise Conflict(reason="past")

    async def tenants(self) -> Sequence[str]:
        return [self.tenant]

    async def due(self, now: int, limit: int = 200, *, of: TimersOf | None = None) -> Sequence[tuple[str, TimerDue]]:
        """The first one only: what it does may put off the next."""
        first = self._rows.next_timer()
        if first is None or first.due > now:
            return []
        return [(self.tenant, TimerDue(first.kind, first.key, first.due, first.tries))]

    async def next_due(self, *, of: TimersOf | None = None) -> int | None:
        first = self._rows.next_timer()
        return None if first is None else first.due

    async def everywhere(self, row: type[R], equals: Mapping[str, Value]) -> list[tuple[str, R]]:
        rows = self._rows.shelf(row).rows.values()
        return [(self.tenant, cast(R, one)) for one in rows if one is not None and matches(one, equals)]

    async def erase(self, tenant: str) -> None:
        raise Conflict(reason="past")

    async def close(self) -> None:
        """Nothing is held open."""


async def load(past: PastStore, entries: Iterable[Told | Content | Work]) -> int:
    """Takes everything in order and writes it; answers how many facts. See `ports.store.Told`."""
    facts = 0
    for entry in entries:
        if isinstance(entry, Told):
            past.tell(entry)
            facts += 1
        else:
            past.put(entry)
        if past.full:
            await past.flush()
    await past.flush()
    return facts
