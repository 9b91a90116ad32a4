"""PostgreSQL put back to a moment by its own means, as docs/operations.md says: a base backup, the write-ahead log
archived to a directory, and a restore point. Exactly what was written up to the mark is there."""

import asyncio
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from atiende.bench.servers.postgres import TUNING, Postgres
from atiende.bench.servers.processes import free_port, is_root
from atiende.domain.message import Message, MessageContent
from atiende.store.replay import replay_check
from atiende.store.store import SqlStore
from atiende.upkeep.restore import recovered
from tests.fakes import open_desk
from tests.journeys.small_centre import TENANT, small_centre
from tests.journeys.small_world import channels
from tests.journeys.upkeep.kept_world import say, settings_in

pytestmark = [pytest.mark.pg, pytest.mark.live]
BASE = ("--checkpoint=fast", "-D")
OPERATIONS = Path(__file__).resolve().parents[2] / "docs" / "operations.md"


def documented(archive: Path) -> dict[str, str]:
    """The settings of the page, as they stand there, with our directory."""
    found = dict(
        re.findall(r"^(archive_mode|archive_command|restore_command) = '?(.+?)'?$", OPERATIONS.read_text(), re.M)
    )
    assert set(found) == {"archive_mode", "archive_command", "restore_command"}
    return {name: value.replace("/srv/wal", str(archive)) for name, value in found.items()}


@pytest.fixture
def archived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Postgres, dict[str, str]]]:
    """A server that archives its log as documented."""
    if Postgres.binaries() is None:
        pytest.skip("no PostgreSQL server (tools/install-test-deps.sh installs it)")
    with Postgres.running() as server:
        archive = server.directory / "wal"
        archive.mkdir()
        if is_root():
            shutil.chown(archive, "postgres", "postgres")
        settings = documented(archive)
        server.stop()
        server.settings = {**TUNING, **{name: settings[name] for name in ("archive_mode", "archive_command")}}
        server.start()
        yield server, settings


async def test_exactly_what_was_written_up_to_the_mark_is_there(
    archived: tuple[Postgres, dict[str, str]], tmp_path: Path
) -> None:
    server, settings = archived
    server.sql("CREATE DATABASE centre OWNER atiende TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'")
    base = server.directory / "base"
    async with open_desk(tmp_path, url=server.url("centre"), channels=channels()) as desk:
        await small_centre(desk)
        await say(desk, 1, file=b"before the base backup")
        await asyncio.to_thread(server._run, "pg_basebackup", *BASE, str(base), "-d", server.url(role="postgres"))
        await say(desk, 2, file=b"before the mark")
        await asyncio.to_thread(server.sql, "SELECT pg_create_restore_point('before_the_mistake')")
        await say(desk, 3, file=b"the mistake")
        await asyncio.to_thread(server.sql, "SELECT pg_switch_wal()")
        await asyncio.to_thread(_archived, server)
    server.stop()

    restored = _from_base(server, base, settings["restore_command"])
    try:
        await asyncio.to_thread(restored.start)
        await _until_promoted(restored)
        await recovered(settings_in(tmp_path, restored.url("centre")))
        await _look(tmp_path, restored.url("centre"))
    finally:
        restored.stop()


def _from_base(server: Postgres, base: Path, restore_command: str) -> Postgres:
    """A server that begins with the base backup and reads the archive up to the mark."""
    restored = Postgres(directory=server.directory / "restored", port=free_port(), settings=TUNING)
    restored.directory.mkdir()
    if is_root():
        shutil.chown(restored.directory, "postgres", "postgres")
    base.rename(restored.directory / "data")
    (restored.directory / "data" / "recovery.signal").touch()
    restored.settings = {
        **TUNING,
        "restore_command": restore_command,
        "recovery_target_name": "before_the_mistake",
        "recovery_target_action": "promote",
    }
    return restored


async def _look(directory: Path, url: str) -> None:
    async with open_desk(directory, url=url, channels=channels()) as desk:
        assert isinstance(desk.store, SqlStore)
        read = desk.store.reading(TENANT)
        assert {row.text for row in await read.where(MessageContent, {})} == {"Hola 1", "Hola 2"}
        assert len(await read.where(Message, {})) == 2
        assert await replay_check(desk.store, TENANT) == []
        await say(desk, 4)


def _archived(server: Postgres) -> None:
    """Until the last piece of the log is in the archive."""
    wanted = server.sql("SELECT pg_walfile_name(pg_current_wal_lsn() - 1)")
    for _ in range(600):
        if server.sql("SELECT last_archived_wal FROM pg_stat_archiver") >= wanted:
            return
    raise AssertionError("the log was not archived")


async def _until_promoted(server: Postgres) -> None:
    for _ in range(600):
        if await asyncio.to_thread(server.sql, "SELECT pg_is_in_recovery()") == "f":
            return
    raise AssertionError("it never came out of recovery")
