"""`atiende doctor`: everything that can be looked at from outside, beside a running server or without one. Each finding
says what was seen and, where it is not well, what to do. Nothing is changed, but for what is asked for by name."""

from collections.abc import AsyncIterator, Sequence

import apsw
import asyncpg
import msgspec
import typer
from msgspec import Struct

from atiende import __version__
from atiende.actions.health import Figures
from atiende.actions.health import Finding as Sign
from atiende.actions.health import findings as signs
from atiende.api.problems import text
from atiende.api.shapes import stamp
from atiende.beginning import accept, shelf_of
from atiende.bus.machine import ThisMachine
from atiende.bus.system import SystemClock, SystemIds
from atiende.domain import documents as docs
from atiende.domain.errors import StoreFull
from atiende.settings import Settings
from atiende.store import marks
from atiende.store.audit import audit_breaches, audited
from atiende.store.beside import NewerDatabase
from atiende.store.gaps import gaps
from atiende.store.migrate import statements
from atiende.store.reading import clock_of, newest, open_reading, revision, whole
from atiende.store.replay import replay_check
from atiende.store.store import SqlStore
from atiende.store.views import SqlViews
from atiende.upkeep.files import look_at_files
from atiende.upkeep.findings import BAD, INFO, OK, WARN, Finding
from atiende.upkeep.surroundings import around, ground, nodes
from atiende.upkeep.words import said

MARKS = {OK: "ok", INFO: "ok", WARN: "!", BAD: "BAD"}
SKEW_MS, LATE_MS = 2_000, 30_000
"""How far two clocks may be apart before somebody should know, and before timers come noticeably wrong."""
REPLAYED = 50_000
"""Facts of a tenant whose state is made again from the log without being asked for (`--deep`)."""
MEGABYTE = 1_000_000


class Asked(Struct, frozen=True, kw_only=True):
    """`deep`: every page, every fact and every file is read. `sweep`: files nobody names are removed. `accept_files`:
    the files this node sees are the database's own from now on."""

    deep: bool = False
    sweep: bool = False
    accept_files: bool = False


async def report(settings: Settings, asked: Asked, spoken: str, *, as_json: bool) -> int:
    """Prints what is found as it is found; 1 when something is bad."""
    if asked.accept_files:
        await _accept(settings)
    found: list[Finding] = []
    if not as_json:
        typer.echo(f"Atiende {__version__}")
    async for one in look(settings, asked):
        if not as_json:
            if one.centre and (not found or found[-1].centre != one.centre):
                typer.echo(f"\n{one.centre}")
            typer.echo(f"  {MARKS[one.level]:<4}{sentence(one, spoken)}")
        found.append(one)
    if as_json:
        told = [{**msgspec.to_builtins(one), "text": sentence(one, spoken)} for one in found]
        typer.echo(msgspec.json.encode({"version": __version__, "findings": told}).decode())
    return int(any(one.level == BAD for one in found))


async def look(settings: Settings, asked: Asked) -> AsyncIterator[Finding]:
    """The ground first: without a database there is nothing more to see."""
    for one in [*ground(settings), *await around(settings)]:
        yield one
    try:
        async with open_reading(settings.database, SystemClock()) as store:
            async for one in _of_database(settings, store, asked):
                yield one
    except (OSError, StoreFull, apsw.Error, asyncpg.PostgresError) as error:
        yield Finding(code="database_away", level=BAD, params={"why": type(error).__name__})


async def _of_database(settings: Settings, store: SqlStore, asked: Asked) -> AsyncIterator[Finding]:
    there = await revision(store)
    if not there:
        yield Finding(code="database_empty", level=WARN)
        return
    try:
        pending = bool(statements(store.dialect, there))
    except NewerDatabase:
        yield Finding(code="schema_newer", level=BAD, params={"revision": there})
        return
    yield Finding(code="schema_old" if pending else "schema", level=WARN if pending else OK, params={"revision": there})
    pages = await whole(store, deep=asked.deep)
    yield Finding(code="pages" if pages == "ok" else "pages_broken", level=OK if pages == "ok" else BAD,
                  params={"why": pages})  # fmt: skip
    yield await _clocks(store)
    if pending:
        return
    for one in [*await nodes(store), await _half_restored(store)]:
        yield one
    for tenant in await store.tenants():
        for one in [*await _of_centre(settings, store, tenant), *await _log(store, tenant, deep=asked.deep)]:
            yield one
    for one in await look_at_files(settings, store, deep=asked.deep, sweep=asked.sweep):
        yield one


async def _clocks(store: SqlStore) -> Finding:
    """Against the database's own machine, and against what was written here before."""
    ours, theirs = SystemClock().now(), await clock_of(store)
    apart = abs(ours - theirs) if theirs is not None else max(0, await newest(store) - ours)
    level = BAD if apart > LATE_MS else WARN if apart > SKEW_MS else OK
    return Finding(code="clock", level=level, params={"seconds": f"{apart / 1000:.1f}"})


async def _half_restored(store: SqlStore) -> Finding:
    pending = await store.mark(marks.RESTORED) is not None
    return Finding(code="restored_pending" if pending else "restored", level=WARN if pending else OK)


async def _log(store: SqlStore, tenant: str, *, deep: bool) -> Sequence[Finding]:
    missing = await gaps(store, tenant)
    first = str(missing[0]) if missing else ""
    found = [Finding(code="gap" if missing else "log", level=BAD if missing else OK, params={"seq": first})]
    found.append(await _audit(store, tenant))
    facts = await store.head(tenant)
    if facts > REPLAYED and not deep:
        found.append(Finding(code="replay_not_tried", level=INFO, params={"count": facts}))
    else:
        differ = await replay_check(store, tenant)
        about = f"{differ[0].table} {'/'.join(str(part) for part in differ[0].key)}" if differ else ""
        found.append(
            Finding(
                code="replay_differs" if differ else "replay",
                level=BAD if differ else OK,
                params={"count": len(differ), "about": about},
            )
        )
    return [msgspec.structs.replace(one, centre=tenant) for one in found]


async def _audit(store: SqlStore, tenant: str) -> Finding:
    broken = await audit_breaches(store, tenant)
    if broken:
        params: dict[str, str | int] = {"count": len(broken), "seq": broken[0].seq}
        return Finding(code="audit_broken", level=BAD, params=params)
    _, end = await audited(store, tenant)
    told: dict[str, str | int] = {"count": end.number, "link": end.link[:16]} if end else {"count": 0, "link": "–"}
    return Finding(code="audit", level=OK, params=told)


async def _of_centre(settings: Settings, store: SqlStore, tenant: str) -> Sequence[Finding]:
    """What the health page shows."""
    views, now = SqlViews(store), SystemClock().now()
    rows = await store.reading(tenant).where(docs.Document, {"kind": "endpoint"}, limit=5000)
    seen = await views.admin.endpoints(tenant, [row.slug for row in rows if not row.retired])
    machine = ThisMachine(settings.data_dir, now)
    figures = Figures(
        now=now,
        lags=await views.admin.signs.lags(tenant, now),
        disk_free=machine.disk().free,
        disk_total=machine.disk().total,
        certificate=await machine.certificate(settings.url),
        mailboxes_failing=[one.slug for one in seen if one.failure],
        backup=await views.admin.signs.backup(tenant),
        backup_within_hours=settings.backup_within_hours,
    )
    return [
        Finding(code=f"health.{one.code}", level=one.level, params={"value": _value(one)}, centre=tenant)
        for one in signs(figures)
    ]


async def _accept(settings: Settings) -> None:
    await accept(SystemIds(), shelf_of(settings), settings.database)


def sentence(one: Finding, spoken: str) -> str:
    """What it is, and what to do where it is not well."""
    if one.code.startswith("health."):
        name = one.code.removeprefix("health.")
        told = f"{text(spoken, f'health.of.{name}', {}, 'admin')}: {one.params['value']}"
        hint = _known(spoken, f"health.hint.{name}", "admin")
    else:
        told = said(spoken, f"doctor.of.{one.code}", one.params)
        hint = _known(spoken, f"doctor.hint.{one.code}", "upkeep")
    return told if one.level in (OK, INFO) or not hint else f"{told}. {hint}"


def _known(spoken: str, key: str, catalogue: str) -> str:
    found = text(spoken, key, {}, catalogue)
    return "" if found == key else found


def _value(one: Sign) -> str:
    if one.text:
        return one.text
    value = one.value or 0
    if one.unit == "bytes":
        return f"{value / MEGABYTE:,.1f} MB"
    if one.unit == "ms":
        return stamp(value) if value else "–"
    return f"{value} s" if one.unit == "seconds" else str(value)
