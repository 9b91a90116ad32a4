"""Reading in customers, users and quick replies from a file: looked at first, tried without a trace, then done, undone.

A timer carries a run on, some lines in each change, so that a stop of the server only makes it later. What a line
becomes is decided by one function, tried or in earnest: trying drops the change before anything is written.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from atiende.actions.custom_fields import holds
from atiende.actions.import_articles import Articles
from atiende.actions.import_customers import Customers
from atiende.actions.import_lines import Became, Taker, wrong
from atiende.actions.import_replies import Replies
from atiende.actions.import_users import Users
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.desk import ImportLine, ImportRun
from atiende.domain.desk_documents import CustomField
from atiende.domain.errors import Invalid, NotFound, Refusal, TooLarge, WrongState
from atiende.domain.import_fields import FIELDS, guessed, known_field, line_of
from atiende.domain.import_file import Table, read_table
from atiende.domain.work import Timer
from atiende.language.article_files import read_articles
from atiende.ports.desk import Desk
from atiende.ports.store import Change

TIMER = "import"
LARGEST = 30_000_000
AT_ONCE = 200
"""Lines in one change: nobody waits for the line longer than a blink."""
MOST_SHOWN = 5
TAKERS: Mapping[str, Callable[[Desk, Change, ImportRun], Taker]] = {
    "customers": Customers,
    "users": Users,
    "quick_replies": Replies,
    "articles": Articles,
}
RESTING = ("read", "checked")
BUSY = ("checking", "running", "undoing")


class Given(Struct, frozen=True, kw_only=True):
    """A file as it was uploaded."""

    what: str
    brand: str
    name: str
    content: bytes


class Shown(Struct, frozen=True, kw_only=True):
    """A run with the first lines: as they stand in the file, and as they will be."""

    run: ImportRun
    fields: tuple[str, ...]
    custom: Mapping[str, CustomField]
    examples: Sequence[tuple[str, ...]]
    lines: Sequence[Mapping[str, str]]


class Tried(Exception):
    """Carries what lines would become out of a change that must not happen."""

    def __init__(self, became: Sequence[Became]) -> None:
        super().__init__()
        self.became = became


async def begin_import(desk: Desk, tenant: str, actor: str, given: Given) -> Shown:
    """Keeps the file and guesses its columns. Raises Invalid for what is no table, TooLarge, NotFound for a brand."""
    if len(given.content) > LARGEST:
        raise TooLarge(field="file", most=LARGEST)
    table = await _table(given.what, given.content, given.name)
    custom = await _custom(desk, tenant, given.what, given.brand)
    names = {slug: (slug, field.name, field.name_es) for slug, field in custom.items()}
    run = ImportRun(
        id=desk.ids.new("imp"),
        what=given.what,
        brand=given.brand,
        by=actor,
        at=desk.clock.now(),
        state="read",
        blob=await desk.blobs.put(tenant, given.content),
        mapping=guessed(given.what, table.head, names),
        file=given.name,
        encoding=table.encoding,
        separator=table.separator,
        head=table.head,
        lines=len(table.rows),
    )

    def decide(change: Change) -> None:
        brand = change.get(docs.Document, "brand", given.brand)
        if given.what == "customers" and (brand is None or brand.retired):
            raise NotFound(kind="brand", id=given.brand)
        change.put(run)

    await desk.store.change(tenant, decide, at=run.at)
    return _shown(run, table, custom)


async def list_imports(desk: Desk, tenant: str) -> Sequence[ImportRun]:
    """Newest first."""
    rows = await desk.store.reading(tenant).where(ImportRun, {}, limit=1000)
    return sorted(rows, key=lambda row: (row.at, row.id), reverse=True)


async def read_import(desk: Desk, tenant: str, run_id: str) -> Shown:
    """Raises NotFound."""
    run = await desk.store.reading(tenant).get(ImportRun, run_id)
    if run is None:
        raise NotFound(kind="import", id=run_id)
    table = await table_of(desk, tenant, run)
    return _shown(run, table, await _custom(desk, tenant, run.what, run.brand))


async def map_import(desk: Desk, tenant: str, run_id: str, mapping: Mapping[str, str], existing: str) -> Shown:
    """What its columns are, corrected; a check made before counts no more. Raises NotFound, WrongState, Invalid."""
    shown = await read_import(desk, tenant, run_id)
    _check_mapping(shown, mapping)

    def decide(change: Change) -> ImportRun:
        run = _run(change, run_id, RESTING)
        after = replace(run, mapping=dict(mapping), existing=existing, state="read", line=0)
        change.put(after)
        return after

    await desk.store.change(tenant, decide, at=desk.clock.now())
    return await read_import(desk, tenant, run_id)


async def order_import(desk: Desk, tenant: str, run_id: str, order: str) -> ImportRun:
    """`check`: tries every line without a trace. `run`: does it, once checked. `undo`: takes back what nobody has
    touched. Raises NotFound, WrongState."""
    before, state = ORDERS[order]

    def decide(change: Change) -> ImportRun:
        run = _run(change, run_id, before)
        after = replace(run, state=state, line=0)
        if state != "undoing":
            after = replace(after, created=0, changed=0, skipped=0, problems=0)
            for one in change.where(ImportLine, {"run": run_id}):
                change.drop(ImportLine, one.run, one.line)
        change.put(after)
        change.put(Timer(kind=TIMER, key=run_id, due=change.at))
        return after

    return await desk.store.change(tenant, decide, at=desk.clock.now())


ORDERS: Mapping[str, tuple[Sequence[str], str]] = {
    "check": (RESTING, "checking"),
    "run": (("checked",), "running"),
    "undo": (("done",), "undoing"),
}
"""From which states an order may be given, and what the run does then."""


async def carry_on(desk: Desk, tenant: str, run_id: str) -> None:
    """Goes on until the run rests: what the timer fires. A run that is gone, or rests, needs nothing."""
    run = await desk.store.reading(tenant).get(ImportRun, run_id)
    if run is None or run.state not in BUSY:
        await _drop_timer(desk, tenant, run_id)
        return
    table = await table_of(desk, tenant, run)
    if run.state == "checking":
        run = replace(run, line=0, created=0, changed=0, skipped=0, problems=0)
    work = Work(desk, tenant, run, table)
    if run.state == "undoing":
        await work.undo()
    else:
        await work.forward()


class Work:
    """One busy run in the hands of this process."""

    def __init__(self, desk: Desk, tenant: str, run: ImportRun, table: Table) -> None:
        self._desk, self._tenant, self._run, self._table = desk, tenant, run, table
        self._seen: set[str] = set()
        self._twice: set[int] = set()

    async def forward(self) -> None:
        """Checks or makes the lines that are left."""
        await self._mark_twice()
        while self._run.line < len(self._table.rows):
            places = range(self._run.line, min(self._run.line + AT_ONCE, len(self._table.rows)))
            if self._run.state == "checking":
                await self._save(places, await self._tried(places))
            else:
                await self._made(places)
        await self._desk.store.change(self._tenant, self._end, at=self._desk.clock.now())

    async def _mark_twice(self) -> None:
        """The lines whose key stood before: it follows from the file alone, so that a resumed run agrees."""
        for start in range(0, len(self._table.rows), AT_ONCE):
            places = range(start, min(start + AT_ONCE, len(self._table.rows)))
            for place, keys in zip(places, await self._keys(places), strict=True):
                if self._seen.intersection(keys):
                    self._twice.add(place)
                self._seen.update(keys)

    async def _keys(self, places: Sequence[int]) -> Sequence[Sequence[str]]:
        """What each of these lines is known by; some at a time, as everything else in the line."""
        found: list[Sequence[str]] = []

        def decide(change: Change) -> None:
            taker = TAKERS[self._run.what](self._desk, change, self._run)
            found[:] = [taker.keys(self._values(place)) for place in places]
            raise Tried(())

        try:
            await self._desk.store.change(self._tenant, decide, at=self._desk.clock.now())
        except Tried:
            return found
        raise AssertionError("a trial never commits")

    def _values(self, place: int) -> dict[str, str]:
        return line_of(self._run.mapping, self._table.rows[place])

    def _lines(self, change: Change, places: Sequence[int]) -> list[Became]:
        taker = TAKERS[self._run.what](self._desk, change, self._run)
        return [wrong("twice_in_file") if at in self._twice else taker.take(self._values(at)) for at in places]

    async def _tried(self, places: Sequence[int]) -> Sequence[Became]:
        def decide(change: Change) -> None:
            raise Tried(self._lines(change, places))

        try:
            await self._desk.store.change(self._tenant, decide, at=self._desk.clock.now())
        except Tried as tried:
            return tried.became
        raise AssertionError("a trial never commits")

    async def _made(self, places: Sequence[int]) -> None:
        def decide(change: Change) -> ImportRun:
            self._stands(change)
            return self._keep(change, places, self._lines(change, places))

        self._run = await self._desk.store.change(self._tenant, decide, at=self._desk.clock.now())

    async def _save(self, places: Sequence[int], became: Sequence[Became]) -> None:
        def decide(change: Change) -> ImportRun:
            return self._keep(change, places, became)

        self._run = await self._desk.store.change(self._tenant, decide, at=self._desk.clock.now())

    def _stands(self, change: Change) -> ImportRun:
        """The run as this process left it: another one at the same timer must not make its lines again. Raises
        WrongState."""
        found = change.get(ImportRun, self._run.id)
        if found is None or (found.state, found.line) != (self._run.state, self._run.line):
            raise WrongState(state=found.state if found is not None else "gone")
        return found

    def _keep(self, change: Change, places: Sequence[int], became: Sequence[Became]) -> ImportRun:
        """Writes what the lines became and how far the run is."""
        run = self._run
        for at, one in zip(places, became, strict=True):
            change.put(
                ImportLine(
                    run=run.id,
                    line=self._table.numbers[at],
                    outcome=one.outcome,
                    subject=one.subject,
                    problem=one.problem,
                    value=one.value,
                    before=one.before,
                    after=one.after if run.state == "running" else "",
                )
            )
        after = replace(
            run,
            line=places[-1] + 1,
            created=run.created + sum(one.outcome == "created" for one in became),
            changed=run.changed + sum(one.outcome == "changed" for one in became),
            skipped=run.skipped + sum(one.outcome == "skipped" for one in became),
            problems=run.problems + sum(one.outcome == "problem" for one in became),
        )
        change.put(after)
        return after

    def _end(self, change: Change) -> None:
        self._stands(change)
        run = replace(self._run, state="checked" if self._run.state == "checking" else "done")
        if run.state == "done":
            left = run.skipped + run.problems
            fact = f.ImportMade(run=run.id, what=run.what, created=run.created, changed=run.changed, skipped=left)
            change.record(fact, actor=run.by)
        change.put(run)
        change.drop(Timer, TIMER, run.id)

    async def undo(self) -> None:
        """Backwards through the lines, so that what came last is taken back first."""
        rows = await self._desk.store.reading(self._tenant).where(ImportLine, {"run": self._run.id}, limit=200_000)
        lines = sorted((one for one in rows if one.outcome in ("created", "changed")), key=lambda one: -one.line)
        while self._run.line < len(lines):
            await self._back(lines[self._run.line : self._run.line + AT_ONCE])

        def end(change: Change) -> None:
            run = replace(self._stands(change), state="undone")
            change.record(f.ImportUndone(run=run.id, removed=run.removed, kept=run.kept), actor=run.by)
            change.put(run)
            change.drop(Timer, TIMER, run.id)

        await self._desk.store.change(self._tenant, end, at=self._desk.clock.now())

    async def _back(self, lines: Sequence[ImportLine]) -> None:
        def decide(change: Change) -> ImportRun:
            run = self._stands(change)
            taker = TAKERS[run.what](self._desk, change, run)
            back = sum(_taken_back(taker, one) for one in lines)
            after = replace(
                run, line=run.line + len(lines), removed=run.removed + back, kept=run.kept + len(lines) - back
            )
            change.put(after)
            return after

        self._run = await self._desk.store.change(self._tenant, decide, at=self._desk.clock.now())


def _taken_back(taker: Taker, line: ImportLine) -> bool:
    try:
        return taker.take_back(line)
    except Refusal:  # it may not go any more: it is in use, or the last of its kind
        return False


async def _drop_timer(desk: Desk, tenant: str, run_id: str) -> None:
    await desk.store.change(tenant, lambda change: change.drop(Timer, TIMER, run_id), at=desk.clock.now())


async def table_of(desk: Desk, tenant: str, run: ImportRun) -> Table:
    """The file of a run, read."""
    return await _table(run.what, await desk.blobs.get(tenant, run.blob), run.file)


async def _table(what: str, raw: bytes, name: str) -> Table:
    """Articles come in files of their own kinds; reading a whole help centre is no work for the event loop."""
    if what == "articles":
        return await asyncio.to_thread(read_articles, raw, name)
    return read_table(raw)


def _run(change: Change, run_id: str, states: Sequence[str]) -> ImportRun:
    run = change.get(ImportRun, run_id)
    if run is None:
        raise NotFound(kind="import", id=run_id)
    if run.state not in states:
        raise WrongState(state=run.state)
    return run


def _check_mapping(shown: Shown, mapping: Mapping[str, str]) -> None:
    """Raises Invalid."""
    for place, field in mapping.items():
        if not place.isascii() or not place.isdigit() or int(place) >= len(shown.run.head):
            raise Invalid(field="mapping", reason="unknown_field")
        if not known_field(shown.run.what, field, list(shown.custom)):
            raise Invalid(field="mapping", reason="unknown_field")
    if len(set(mapping.values())) != len(mapping):
        raise Invalid(field="mapping", reason="twice")


async def _custom(desk: Desk, tenant: str, what: str, brand: str) -> dict[str, CustomField]:
    if what != "customers":
        return {}
    found = {}
    for row in await desk.store.reading(tenant).where(docs.Document, {"kind": "field"}, limit=5000):
        body = None if row.retired else docs.read("field", row.body)
        if isinstance(body, CustomField) and holds(body, "customer", brand):
            found[row.slug] = body
    return found


def _shown(run: ImportRun, table: Table, custom: Mapping[str, CustomField]) -> Shown:
    first = table.rows[:MOST_SHOWN]
    return Shown(
        run=run,
        fields=tuple(FIELDS[run.what]),
        custom=custom,
        examples=first,
        lines=[line_of(run.mapping, row) for row in first],
    )
