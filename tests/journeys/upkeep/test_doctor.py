"""`atiende doctor` beside a running server: well is said to be well, and each thing that is not is found and named."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import apsw
import pytest

from atiende.bench.servers.postgres import Postgres
from atiende.blobs.directory import DirectoryShelf
from atiende.settings import Settings
from atiende.upkeep import surroundings
from atiende.upkeep.backup import Wanted, back_up
from atiende.upkeep.doctor import Asked, look, sentence
from atiende.upkeep.findings import BAD, Finding
from tests.fakes import KEY
from tests.journeys.small_centre import TENANT
from tests.journeys.upkeep.kept_world import Kept, centre, say

OLD = 1_700_000_000


async def seen(settings: Settings, *, deep: bool = False, sweep: bool = False) -> dict[str, Finding]:
    return {one.code: one async for one in look(settings, Asked(deep=deep, sweep=sweep))}


async def bad(settings: Settings, *, deep: bool = False) -> set[str]:
    return {one.code for one in (await seen(settings, deep=deep)).values() if one.level == BAD}


def files(kept: Kept) -> list[Path]:
    return sorted(path for path in (kept.settings.data_dir / "blobs" / TENANT).rglob("*") if path.is_file())


async def test_a_centre_that_is_well_is_said_to_be_while_it_works(kept: Kept) -> None:
    async with centre(kept) as desk:
        await say(desk, 1, file=b"a file")
        await back_up(kept.settings, Wanted(to=str(kept.place)))
        found = await seen(kept.settings, deep=True)
    assert not [one.code for one in found.values() if one.level == BAD]
    assert {
        "schema",
        "pages",
        "clock",
        "log",
        "audit",
        "replay",
        "files",
        "files_opened",
        "health.backup",
    } <= found.keys()


async def test_files_missing_damaged_and_left_over_are_told_apart(small: Kept) -> None:
    async with centre(small) as desk:
        for number in range(3):
            await say(desk, number, file=f"file {number}".encode())
    missing, damaged, _ = files(small)
    missing.unlink()
    damaged.write_bytes(b"not what it was")
    left = DirectoryShelf(small.settings.data_dir / "blobs")
    await left.put(f"{TENANT}/ab/{'ab' * 16}", b"nobody names it")
    os.utime(small.settings.data_dir / "blobs" / TENANT / "ab" / ("ab" * 16), (OLD, OLD))
    await left.put(f"{TENANT}/cd/{'cd' * 16}", b"on its way: its row comes later")

    found = await seen(small.settings, deep=True)
    assert missing.name in str(found["files_missing"].params["about"])
    assert damaged.name in str(found["files_damaged"].params["about"])
    assert found["files_left"].params["count"] == 1
    assert (await seen(small.settings, sweep=True))["files_swept"].params["count"] == 1
    assert "files_left" not in await seen(small.settings)
    assert len(files(small)) == 3


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("DELETE FROM facts WHERE seq = 3", "gap"),
        ("UPDATE messages SET status = 'read'", "replay_differs"),
        ("DELETE FROM audit WHERE number = 2", "audit_broken"),
        ("UPDATE facts SET actor = 'agent:usr_nobody' WHERE kind = 'UserCreated'", "audit_broken"),
        ("UPDATE alembic_version SET version_num = '9999'", "schema_newer"),
        ("UPDATE heads SET at = 9999999999999", "clock"),
    ],
)
async def test_what_is_wrong_in_the_database_is_named(small: Kept, statement: str, code: str) -> None:
    async with centre(small) as desk:
        await say(desk, 1)
    connection = apsw.Connection(str(small.settings.data_dir / "atiende.db"))
    connection.execute(statement)
    connection.close()
    assert code in await bad(small.settings)


async def test_pages_that_rotted_are_named(small: Kept) -> None:
    async with centre(small) as desk:
        for number in range(50):
            await say(desk, number)
    path = small.settings.data_dir / "atiende.db"
    content = bytearray(path.read_bytes())
    for page in range(8, len(content) // 4096 - 1, 3):
        content[page * 4096 : page * 4096 + 16] = b"\xff" * 16
    path.write_bytes(content)
    assert await bad(small.settings) & {"pages_broken", "database_away"}


async def test_no_database_and_nobody_at_the_other_end(small: Kept) -> None:
    away = {"nats_url": "nats://127.0.0.1:1", "smtp_relay": "smtp://127.0.0.1:1", "secret_key": ""}
    found = await seen(small.settings.model_copy(update=away))
    assert {"no_directory", "nats_away", "relay_away", "database_away"} <= found.keys()


async def test_a_key_that_others_can_read_is_named(small: Kept) -> None:
    async with centre(small):
        pass
    key = small.settings.data_dir / "secret.key"
    key.write_text(KEY)
    key.chmod(0o644)
    assert "key_open" in await bad(small.settings)


@pytest.mark.pg
async def test_nodes_that_are_silent_are_named(
    postgres: Postgres, small: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(surroundings, "WATCH_SECONDS", 0)
    with postgres.database() as url:
        settings = small.settings.model_copy(update={"database_url": url})
        pair = Kept(settings=settings, empty=small.empty, place=small.place)
        async with centre(pair):
            await postgres_beat(url)
            found = await seen(settings)
    assert found["node_silent"].params["node"] == "nod_gone"


async def postgres_beat(url: str) -> None:
    """A node that beat once and never again."""
    import asyncpg

    connection = await asyncpg.connect(url)
    await connection.execute(
        "INSERT INTO nodes (id, beat, roles, version, address, draining) VALUES ('nod_gone', 7, 'web', '0', '', false)"
    )
    await connection.close()


async def test_it_speaks_the_terminals_language_and_json(small: Kept) -> None:
    async with centre(small) as desk:
        await say(desk, 1)
    environment = os.environ | {"ATIENDE_DATA_DIR": str(small.settings.data_dir), "ATIENDE_SECRET_KEY": KEY}
    command = [sys.executable, "-m", "atiende.cli", "doctor", "--json"]
    told = subprocess.run(command, env=environment | {"LC_ALL": "es_ES.UTF-8"}, capture_output=True, text=True)
    assert told.returncode == 0, told.stderr
    (log,) = [one for one in json.loads(told.stdout)["findings"] if one["code"] == "log"]
    assert (log["level"], log["text"]) == ("ok", "El registro no tiene huecos")


@pytest.mark.parametrize("language", ["es", "en"])
def test_every_finding_has_its_words(language: str) -> None:
    source = "".join(Path(f"src/atiende/upkeep/{name}.py").read_text() for name in ("doctor", "files", "surroundings"))
    told = re.findall(r"(?:code=|_count\()([^\n,]*)", source) + re.findall(r'_reached\(("\w+")', source)
    codes = {code for part in told for code in re.findall(r'"(\w+)"', part)} - {"ok"}
    assert len(codes) > 30
    for code in codes | {"nats_away", "relay_away"}:
        assert not sentence(Finding(code=code, level=BAD, params={}), language).startswith("doctor.of."), code
