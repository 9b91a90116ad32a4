"""A database copied while it is written to, and what the copy holds: the end of every log and the names of its files.

SQLite: one read transaction, the pages of that moment, at a pace that leaves the disk to the writer; the write-ahead
log grows meanwhile. PostgreSQL: `store/dumping.py`.
"""

import asyncio
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import apsw
import msgspec
import sqlalchemy as sa
from msgspec import Struct

from atiende.domain.chain import ChainEnd
from atiende.store import sql
from atiende.store.tables import HEADS, metadata

STEP_BYTES, STEP_SECONDS = 1024 * 1024, 0.1
"""What is copied in one go: at most so much, and at most what the pace allows for so long."""
NAMED = ("blob", "raw", "attachments")
"""Columns that name files: one each, or in a list of records with a field `blob`."""

SAYS_ONE = "NOT IN ('', '[]')"


class Head(Struct, frozen=True):
    """The end of a tenant's log; `turn` counts commits."""

    seq: int
    turn: int


class Chain(Struct, frozen=True):
    """The end of a tenant's audit chain: the fact of its last row, and the hash that row carries."""

    seq: int
    link: str


class Contents(Struct, frozen=True, kw_only=True):
    """What a copied database holds. `files`: tenant and name of every file it speaks of, in order. `chains`: empty
    before there were any."""

    revision: str
    heads: dict[str, Head]
    files: list[tuple[str, str]]
    chains: dict[str, Chain]


class Broken(Exception):
    """The copy is not a whole database: what is wrong, in the database's words."""


def tables_naming_files() -> list[tuple[sa.Table, str]]:
    return [(table, name) for table in metadata.sorted_tables for name in NAMED if name in table.columns]


def selects() -> list[str]:
    """One statement for each place where files are named: tenant and what stands there."""
    return [
        " ".join(
            ["SELECT tenant,", sql.quoted([name]), "FROM", sql.quoted([table.name]), f"WHERE {name} NOT IN ('', '[]')"]
        )
        for table, name in tables_naming_files()
    ]


def named_in(rows: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Tenant and file of what stands in such a column."""
    for tenant, value in rows:
        if not value.startswith("["):
            yield tenant, value
            continue
        for one in msgspec.json.decode(value):
            if isinstance(one, dict) and one.get("blob"):
                yield tenant, str(one["blob"])


HEADS_NOW = f"SELECT tenant, seq, turn FROM {HEADS.name} ORDER BY tenant"
CHAINS_NOW = f"SELECT tenant, seq, link FROM {ChainEnd.TABLE} ORDER BY tenant"
REVISION = "SELECT version_num FROM alembic_version"


async def copy_sqlite(source: Path, target: Path, pace: float) -> None:
    """The database as it is at one moment into a new file, durable; at most `pace` bytes a second. Raises Broken,
    OSError."""
    stopped = threading.Event()
    try:
        await asyncio.to_thread(_copy, source, target, pace, stopped)
    except asyncio.CancelledError:
        stopped.set()
        raise


def _copy(source: Path, target: Path, pace: float, stopped: threading.Event) -> None:
    descriptor = os.open(target, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
    reading, writing = apsw.Connection(str(source)), apsw.Connection(str(target))
    try:
        reading.set_busy_timeout(5000)
        page = int(reading.execute("PRAGMA page_size").get)
        for setting in (f"page_size={page}", "journal_mode=OFF", "synchronous=OFF"):
            writing.execute(f"PRAGMA {setting}").fetchall()
        # The moment: what is committed from here on belongs to the next copy.
        reading.execute("BEGIN")
        reading.execute("SELECT count(*) FROM sqlite_schema").fetchall()
        step = int(min(STEP_BYTES, pace * STEP_SECONDS))
        with writing.backup("main", reading, "main") as copying:
            while not copying.done and not stopped.is_set():
                copying.step(max(1, step // page))
                os.fdatasync(descriptor)  # little by little: one large sync would hold up the writer's
                if not copying.done:
                    stopped.wait(step / pace)
        os.fsync(descriptor)
    except apsw.Error as error:
        raise Broken(type(error).__name__) from error
    finally:
        writing.close()
        reading.close()
        os.close(descriptor)


@contextmanager
def opened_copy(path: Path) -> Iterator[apsw.Connection]:
    """A copy nobody else has, to be looked into."""
    connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READWRITE)
    try:
        yield connection
    finally:
        connection.close()


def contents_of(path: Path) -> Contents:
    """Raises Broken."""
    try:
        with opened_copy(path) as connection:
            run: Callable[..., apsw.Cursor] = connection.execute
            chained = run("SELECT 1 FROM sqlite_master WHERE name = ?", (ChainEnd.TABLE,)).get
            return Contents(
                revision=str(run(REVISION).get),
                heads={str(tenant): Head(seq, turn) for tenant, seq, turn in run(HEADS_NOW)},
                files=sorted({one for select in selects() for one in named_in(run(select))}),
                chains={str(tenant): Chain(seq, link) for tenant, seq, link in run(CHAINS_NOW)} if chained else {},
            )
    except apsw.Error as error:
        raise Broken(type(error).__name__) from error


def check_copy(path: Path) -> None:
    """Every page of it. Raises Broken."""
    try:
        with opened_copy(path) as connection:
            found = [str(line) for (line,) in connection.execute("PRAGMA integrity_check(5)")]
    except apsw.Error as error:
        raise Broken(type(error).__name__) from error
    if found != ["ok"]:
        raise Broken("; ".join(found))


def mark_restored(path: Path, at: str) -> None:
    """A copy that is about to become the database: whoever opens it first settles what was under way."""
    check_copy(path)
    with opened_copy(path) as connection:
        connection.execute("PRAGMA synchronous=FULL").fetchall()
        connection.execute("INSERT OR REPLACE INTO marks (name, value) VALUES ('restored', ?)", (at,))
    with path.open("rb") as file:
        os.fsync(file.fileno())
