"""What is noted once for the whole database, whoever its nodes are: written beside a running server as well.

`backup`: the last one (JSON). `restored`: put back from a backup and not settled yet. `files`: which shelf is its own.
"""

import asyncio
from pathlib import Path

import apsw

from atiende.store import sql

BACKUP, RESTORED, FILES = "backup", "restored", "files"

_KEEP = " ".join(["INSERT INTO marks (name, value) VALUES", "({0}, {1})", "ON CONFLICT (name) DO {2}"])
_DROP = " ".join(["DELETE", "FROM marks WHERE name =", "{0}"])


async def note(url: str, name: str, value: str) -> None:
    """Over what stood there."""
    await _run(url, _KEEP, (name, value), "UPDATE SET value = excluded.value")


async def note_first(url: str, name: str, value: str) -> None:
    """Only where nothing stands yet."""
    await _run(url, _KEEP, (name, value), "NOTHING")


async def forget(url: str, name: str) -> None:
    await _run(url, _DROP, (name,))


async def _run(url: str, text: str, values: tuple[str, ...], then: str = "") -> None:
    if url.startswith(sql.SQLITE):
        await asyncio.to_thread(_run_sqlite, Path(url.removeprefix("sqlite:///")), text.format("?", "?", then), values)
        return
    import asyncpg

    connection = await asyncpg.connect(url)
    try:
        await connection.execute(text.format("$1", "$2", then), *values)
    finally:
        await connection.close()


def _run_sqlite(path: Path, statement: str, values: tuple[str, ...]) -> None:
    """Nothing that a running server keeps in memory is in this table."""
    connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READWRITE)
    try:
        connection.set_busy_timeout(10_000)
        connection.execute("PRAGMA synchronous=FULL").fetchall()
        connection.execute(statement, values)
    finally:
        connection.close()
