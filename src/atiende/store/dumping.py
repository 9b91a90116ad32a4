"""PostgreSQL copied by its own tools: `pg_dump` in the custom format, of the moment at which we look into it as well.

Row-level security hides every tenant from our own role, so the role that dumps must see past it: an administrator's,
given as a URL of its own where the server's does not.
"""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit, urlunsplit

import asyncpg

from atiende.domain.chain import ChainEnd
from atiende.store.snapshot import CHAINS_NOW, HEADS_NOW, REVISION, Broken, Chain, Contents, Head, named_in, selects

UNFINISHED = "atiende_restoring"
"""A table that stands while a restore is under way: nobody may take the half for the whole."""


class NoTool(Exception):
    """A program of PostgreSQL's that is not here."""


def tool(name: str) -> Path:
    """The newest of those installed. Raises NoTool."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: float(path.parts[-3]))
    on_path = shutil.which(name)
    if not found and on_path is None:
        raise NoTool(name)
    return found[-1] if found else Path(str(on_path))


def with_database(url: str, name: str) -> str:
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=f"/{name}"))


async def dump(url: str, target: Path) -> Contents:
    """Into a new file, durable. Raises NoTool, Broken."""
    program, connection = tool("pg_dump"), await asyncpg.connect(url)
    try:
        async with connection.transaction(isolation="repeatable_read", readonly=True):
            await connection.execute("SET LOCAL row_security = off")
            moment = await connection.fetchval("SELECT pg_export_snapshot()")
            contents = await _contents(connection)
            options = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={moment}"]
            await run(program, url, [*options, f"--file={target}"])
    except asyncpg.InsufficientPrivilegeError as error:
        raise Broken("role") from error
    finally:
        await connection.close()
    await asyncio.to_thread(_sync, target)
    return contents


async def contents_of(url: str) -> Contents:
    """Of a database nobody writes to."""
    connection = await asyncpg.connect(url)
    try:
        async with connection.transaction(readonly=True):
            await connection.execute("SET LOCAL row_security = off")
            return await _contents(connection)
    finally:
        await connection.close()


async def _contents(connection: "asyncpg.Connection[asyncpg.Record]") -> Contents:
    heads = {one["tenant"]: Head(one["seq"], one["turn"]) for one in await connection.fetch(HEADS_NOW)}
    chained = await connection.fetchval("SELECT to_regclass($1) IS NOT NULL", ChainEnd.TABLE)
    ends = await connection.fetch(CHAINS_NOW) if chained else []
    chains = {one["tenant"]: Chain(one["seq"], one["link"]) for one in ends}
    files: set[tuple[str, str]] = set()
    for select in selects():
        async for row in connection.cursor(select):
            files.update(named_in([(row[0], row[1])]))
    revision = await connection.fetchval(REVISION)
    return Contents(revision=revision, heads=heads, files=sorted(files), chains=chains)


async def load(url: str, source: Path) -> None:
    """Into an empty database, all or nothing; until `finished` no server starts on it. Raises NoTool, Broken."""
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(f"CREATE TABLE {UNFINISHED} ()")
    finally:
        await connection.close()
    options = ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"]
    await run(tool("pg_restore"), url, [*options, str(source)], into=True)


async def finished(url: str, restored: str) -> str:
    """In one transaction: it is whole, and whoever opens it first settles what was under way. Answers which files are
    its own, empty where it does not say."""
    connection = await asyncpg.connect(url)
    try:
        async with connection.transaction():
            put = "INSERT INTO marks (name, value) VALUES ('restored', $1) ON CONFLICT (name) DO UPDATE SET value = $1"
            await connection.execute(put, restored)
            await connection.execute("DELETE FROM nodes")
            await connection.execute(f"DROP TABLE {UNFINISHED}")
            return str(await connection.fetchval("SELECT value FROM marks WHERE name = 'files'") or "")
    finally:
        await connection.close()


async def is_empty(url: str) -> bool:
    connection = await asyncpg.connect(url)
    try:
        found = await connection.fetchval("SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()")
        return int(found) == 0
    finally:
        await connection.close()


@asynccontextmanager
async def scratch(url: str, name: str) -> AsyncIterator[str]:
    """A database beside the given one for as long as the block lasts. Raises Broken where the role may make none."""
    connection = await asyncpg.connect(url)
    try:
        try:
            await connection.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
        except asyncpg.InsufficientPrivilegeError as error:
            raise Broken("scratch") from error
        try:
            yield with_database(url, name)
        finally:
            await connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    finally:
        await connection.close()


async def run(program: Path, url: str, options: list[str], *, into: bool = False) -> None:
    """With the password in the environment, where no list of processes shows it. Raises Broken with its last line."""
    parts = urlsplit(url)
    bare = urlunsplit(parts._replace(netloc=f"{parts.username or ''}@{_address(url)}".removeprefix("@")))
    known = {"PGPASSWORD": unquote(parts.password)} if parts.password else {}
    process = await asyncio.create_subprocess_exec(
        str(program),
        f"--dbname={bare}",
        *options,
        env=os.environ | known,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        _, said = await process.communicate()
    except asyncio.CancelledError:
        process.kill()
        await process.wait()
        raise
    if process.returncode:
        lines = said.decode(errors="replace").strip().splitlines() or [program.name]
        hidden = "row-level security" in said.decode(errors="replace") and not into
        raise Broken("role" if hidden else lines[0])


def _address(url: str) -> str:
    return urlsplit(url).netloc.rpartition("@")[2]


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())
