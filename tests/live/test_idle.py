"""A server that has nothing to do is small: what only some centres need is loaded when they first need it."""

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from atiende.bench.running import RunningServer, settled

MOST_MIB = 150
FIRST_MIB = 160
"""The very first start makes the database, and what makes it stays until the next one: Alembic, 10 MiB."""
SELDOM = (
    "alembic", "asyncpg", "holidays", "markdown_it", "nh3", "numpy", "pygments", "rich.console", "selectolax",
    "snowballstemmer", "atiende.integrations.demo.centre", "atiende.voice.embedded.media",
)  # fmt: skip
"""Needed by PostgreSQL, a migration, hours with holidays, a mail in HTML, an article, a search, a demo, a call."""

pytestmark = pytest.mark.live


def loaded(program: str, *names: str) -> list[str]:
    """Which of these modules a fresh process has after `program`."""
    asked = f"import sys; {program}; print(*[one for one in {names!r} if sys.modules.get(one)], sep=',')"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    return [one for one in done.stdout.strip().split(",") if one]


async def test_an_idle_server_holds_no_more_than_it_needs(tmp_path: Path) -> None:
    server = RunningServer(tmp_path)
    held = []
    for _ in range(2):
        await server.start()
        await settled(server.pid)
        held.append(server.memory_mib())
        await server.stop()
    first, later = held
    assert first <= FIRST_MIB, held
    assert later <= MOST_MIB, held


async def test_what_few_centres_need_is_not_loaded_by_starting() -> None:
    starting = "from atiende.cli import without_rich; without_rich(); import atiende.serving"
    assert await asyncio.to_thread(loaded, starting, *SELDOM) == []


async def test_what_is_loaded_would_be_seen() -> None:
    """The control of the one above."""
    assert await asyncio.to_thread(loaded, "import nh3, atiende.cli", *SELDOM) == ["nh3"]


async def test_help_loads_nothing_but_the_command_line() -> None:
    heavy = ("rich.console", "structlog", "pydantic", "fastapi", "sqlalchemy", "uvloop", "atiende.wiring")
    helped = "import typer, typer.main; from atiende.cli import app; "
    helped += "command = typer.main.get_command(app); command.get_help(typer.Context(command))"
    assert await asyncio.to_thread(loaded, helped, *heavy) == []
