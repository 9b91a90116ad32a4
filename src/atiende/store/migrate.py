"""Migrations: Alembic renders each step's statements, our own drivers run them, all in one transaction.

One that is up to date is left alone, and Alembic is not even loaded for it. One that is newer than this program is left
alone too when it only has more than this program knows (`store/beside.py`), and else refused.
"""

import asyncio
import io
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import apsw

from atiende.store import beside, sql
from atiende.store.beside import NewerDatabase, OthersRunning
from atiende.store.planning import tell_planner
from atiende.store.rebuild import emptied
from atiende.store.sqlite import connect
from atiende.store.walls import raising

if TYPE_CHECKING:
    from alembic.config import Config
    from alembic.runtime.migration import MigrationContext, RevisionStep
    from alembic.script import ScriptDirectory

    from atiende.store.pooling import Connection

T = TypeVar("T")

MIGRATIONS = Path(__file__).parent / "migrations"
LOCK = 4_272_031
"""PostgreSQL's advisory lock while migrating: two nodes starting at once migrate once."""


class HalfRestored(Exception):
    """A restore into this database was cut short: it is not whole, and nobody may take it for that."""


class _Statements(io.StringIO):
    """Alembic's offline output: each write is one statement."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def write(self, text: str) -> int:
        statement = text.strip().removesuffix(";").strip()
        if statement and not statement.startswith("--") and statement not in ("BEGIN", "COMMIT"):
            self.found.append(statement)
        return len(text)


@cache
def newest() -> str:
    """The last revision this version knows: each file's name begins with its own."""
    return max(file.name.partition("_")[0] for file in (MIGRATIONS / "versions").glob("[0-9]*_*.py"))


@cache
def scripts() -> "tuple[Config, ScriptDirectory]":
    """Every revision this version knows."""
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config, ScriptDirectory.from_config(config)


@cache
def statements(dialect: str, present: str | None, wanted: str | None = None) -> Sequence[str]:
    """What leads from the `present` revision (None for an empty database) to the newest, or the one wanted. Raises
    NewerDatabase. Rendering takes longer than running them, so whoever opens several databases renders once."""
    target = wanted or newest()
    if present == target:
        return ()
    from alembic.runtime.environment import EnvironmentContext
    from alembic.util import CommandError

    config, script = scripts()
    try:
        script.get_revision(present or "base")
    except CommandError as error:
        raise NewerDatabase(f"revision {present} is not known to this version") from error
    rendered = _Statements()

    def steps(revision: str, _context: "MigrationContext") -> "list[RevisionStep]":
        return script._upgrade_revs(target, revision)

    config.attributes["dialect"] = dialect
    with EnvironmentContext(
        config,
        script,
        fn=steps,
        as_sql=True,
        starting_rev=present,
        destination_rev=target,
        output_buffer=rendered,
    ):
        script.run_env()
    return tuple(rendered.found)


async def migrate(url: str) -> None:
    """Brings the database at `url` up to date, creating it if need be. Raises NewerDatabase, OthersRunning."""
    if url.startswith("sqlite"):
        await asyncio.to_thread(_migrate_sqlite, Path(url.removeprefix("sqlite:///")))
    else:
        await _migrate_postgres(url)


def _migrate_sqlite(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = connect(path)
    try:
        with connection:
            known = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").get
            present = connection.execute("SELECT version_num FROM alembic_version").get if known else None
            if not _is_known(present):
                _stand_beside(present, _mark_on_sqlite(connection))
                return
            for statement in [*statements(sql.SQLITE, present), *emptied(present), *_kept(present)]:
                connection.execute(statement)
            tell_planner(connection)
    finally:
        connection.close()


def _mark_on_sqlite(connection: apsw.Connection) -> str | None:
    marks = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'marks'").get
    found: str | None = connection.execute(beside.READ_OLDEST).get if marks else None
    return found


def _is_known(present: str | None) -> bool:
    return present in (None, newest()) or beside.known(scripts()[1], present)


def _stand_beside(present: str | None, oldest: str | None) -> None:
    """Nothing is to be done here; a newer version does it."""
    if oldest is None or not beside.known(scripts()[1], oldest):
        raise NewerDatabase(f"revision {present} is not known to this version, and has no room for it")


def _kept(present: str | None) -> list[str]:
    """What says from now on how old a version may be that runs here."""
    oldest = _contraction(present)
    return [beside.KEEP_OLDEST.format(oldest)] if oldest else []


def _contraction(present: str | None) -> str | None:
    return None if present == newest() else beside.contraction(scripts()[1], present)


async def _migrate_postgres(url: str) -> None:
    import asyncpg

    from atiende.store.dumping import UNFINISHED

    connection = await asyncpg.connect(url)
    try:
        async with connection.transaction():
            await connection.execute("SELECT pg_advisory_xact_lock($1)", LOCK)
            if await _there_is(connection, UNFINISHED):
                raise HalfRestored("a restore into this database was cut short; empty it and restore again")
            known = await _there_is(connection, "alembic_version")
            present = await connection.fetchval("SELECT version_num FROM alembic_version") if known else None
            marks = await _there_is(connection, "marks")
            if not _is_known(present):
                _stand_beside(present, await connection.fetchval(beside.READ_OLDEST) if marks else None)
                return
            if marks and _contraction(present):
                await _nobody_else(connection)
            await _step(connection, present)
    finally:
        await connection.close()


async def _there_is(connection: "Connection", table: str) -> bool:
    return bool(await connection.fetchval("SELECT to_regclass($1) IS NOT NULL", table))


async def _nobody_else(connection: "Connection") -> None:
    """Raises OthersRunning when a node's counter moves: it runs on the database as it is."""
    beats = "SELECT id, beat FROM nodes ORDER BY id"
    before = await connection.fetch(beats)
    if before:
        await connection.execute("SELECT pg_sleep($1)", beside.WATCH_SECONDS)
    moved = sorted({row["id"] for row in set(await connection.fetch(beats)) - set(before)})
    if moved:
        raise OthersRunning(f"stop the nodes of the version before first: {', '.join(moved)}")


async def _step(connection: "Connection", present: str | None) -> None:
    """What a statement of a migration may not see behind the wall between tenants, it fails on instead of passing it
    over; afterwards every table is behind it."""
    wanted = statements(sql.POSTGRES, present)
    if not wanted:
        return
    await connection.execute("SET LOCAL row_security = off")
    for statement in [*wanted, *_kept(present)]:
        await connection.execute(statement)
    await connection.execute("SET LOCAL row_security = on")
    if emptying := emptied(present):
        for tenant in await tenants_within(connection):
            await connection.execute("SELECT set_config('atiende.tenant', $1, true)", tenant)
            for statement in emptying:
                await connection.execute(statement)
    await connection.execute(raising())


async def tenants_within(connection: "Connection") -> Sequence[str]:
    """Every tenant there is, in the transaction of this connection."""
    await connection.execute("SELECT set_config('atiende.tenant', $1, true)", sql.EVERYBODY)
    return [row["tenant"] for row in await connection.fetch("SELECT tenant FROM heads ORDER BY tenant")]
