"""A backup is what was acknowledged before it, while the server goes on; it says so itself whether it is good; and what
was cut short is no backup."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import apsw
import pytest

from atiende.domain.chain import is_privileged
from atiende.domain.facts import Logged
from atiende.ports.desk import Desk
from atiende.ports.store import Change
from atiende.store.change import LineChange
from atiende.store.projections.audit import audited
from atiende.store.replay import replay_check
from atiende.store.store import SqlStore
from atiende.upkeep.backup import Wanted, back_up, keys_of, place_of
from atiende.upkeep.manifest import files_of, read_manifest, whole
from atiende.upkeep.restore import Asked, restore
from atiende.upkeep.verify import verify
from atiende.upkeep.words import Trouble
from tests.doubles.s3 import BUCKET, KEY_ID, S3, SECRET
from tests.fakes import KEY
from tests.journeys.small_centre import TENANT
from tests.journeys.upkeep.kept_world import Kept, centre, put_back, say, texts

MOST = 100_000


async def log_of(store: object) -> list[Logged]:
    assert isinstance(store, SqlStore)
    return list(await store.log(TENANT, 0, MOST))


async def test_what_was_acknowledged_before_is_in_it_while_writes_go_on(kept: Kept) -> None:
    async with centre(kept) as desk:
        acknowledged = [await say(desk, number, file=f"file {number}".encode()) for number in range(20)]
        stop = asyncio.Event()
        writing = asyncio.get_running_loop().create_task(_go_on(desk, stop))
        made = await back_up(kept.settings, Wanted(to=str(kept.place)))
        stop.set()
        await writing
        live = await log_of(desk.store)

    manifest, flaws = await verify(kept.settings, str(kept.place))
    assert (flaws, manifest.count >= 20, manifest.lost) == ([], True, 0)
    await restore(kept.empty, Asked(place=str(kept.place)))
    async with put_back(kept) as desk:
        assert isinstance(desk.store, SqlStore)
        found = await log_of(desk.store)
        assert {f"Hola {number}" for number in range(len(acknowledged))} <= await texts(desk.store)
        head = made.heads[TENANT].seq
        assert found[:head] == live[:head] and found[-1].seq >= head
        assert await replay_check(desk.store, TENANT) == []
        for name in (await _names(kept))[:5]:
            assert await desk.blobs.get(TENANT, name)


async def test_nobody_else_on_the_machine_may_read_a_copied_database(kept: Kept) -> None:
    async with centre(kept) as desk:
        await say(desk, 1)
    await back_up(kept.settings, Wanted(to=str(kept.place)))
    (copied,) = kept.place.glob("generations/*/database")
    await restore(kept.empty, Asked(place=str(kept.place)))
    data = kept.empty.data_dir
    there = [copied, data, *data.glob("atiende.db*")]
    assert [path.name for path in there if path.stat().st_mode & 0o77] == []


async def _go_on(desk: Desk, stop: asyncio.Event) -> None:
    number = 1000
    while not stop.is_set():
        await say(desk, number, file=f"later {number}".encode())
        number += 1


async def _names(kept: Kept) -> list[str]:
    place, keys = place_of(kept.settings, str(kept.place)), keys_of(kept.settings)
    return [one.name for one in await files_of(place, await read_manifest(place, "", keys))]


async def test_only_new_files_are_copied_and_old_generations_go(small: Kept) -> None:
    async with S3.running() as s3:
        given = {"blob_endpoint": s3.endpoint, "blob_key_id": KEY_ID, "blob_secret": SECRET}
        settings, to = small.settings.model_copy(update=given), f"s3://{BUCKET}/backups"
        async with centre(small) as desk:
            for number in range(6):
                await say(desk, number, file=f"file {number}".encode())
            await back_up(settings, Wanted(to=to))
            s3.asked.clear()
            await say(desk, 7, file=b"file 7")
            await back_up(settings, Wanted(to=to))
            copied = [one for one in s3.asked if one.startswith("PUT") and "/backups/files/" in one]
            assert len(copied) == 1

            await back_up(settings, Wanted(to=to, keep=2))
        place = place_of(settings, to)
        assert len(await whole(place)) == 2
        manifest, flaws = await verify(settings, to)
        assert (manifest.count, flaws) == (7, [])
        await restore(small.empty.model_copy(update=given), Asked(place=to))
    async with put_back(small) as desk:
        assert isinstance(desk.store, SqlStore)
        assert len(await texts(desk.store)) == 7


async def test_one_killed_in_the_middle_is_no_backup_and_does_not_stand_in_the_way(small: Kept) -> None:
    async with centre(small) as desk:
        await say(desk, 1)
    environment = os.environ | {"ATIENDE_DATA_DIR": str(small.settings.data_dir), "ATIENDE_SECRET_KEY": KEY}
    command = [sys.executable, "-m", "atiende.cli", "backup", str(small.place), "--pace", "1"]
    running = subprocess.Popen(command, env=environment)
    try:
        await _until(lambda: any(one.stat().st_size for one in small.place.glob(".backup-*/database")))
    finally:
        running.send_signal(signal.SIGKILL)
        assert running.wait(30) == -signal.SIGKILL

    assert await whole(place_of(small.settings, str(small.place))) == []
    with pytest.raises(Trouble, match="no_backup"):
        await restore(small.empty, Asked(place=str(small.place)))
    (left,) = small.place.glob(".backup-*")
    os.utime(left, (1_700_000_000, 1_700_000_000))
    await back_up(small.settings, Wanted(to=str(small.place)))
    assert (await verify(small.settings, str(small.place)))[1] == []
    assert not left.exists()


async def _until(there: "object") -> None:
    """A condition, awaited for half a minute at most."""
    assert callable(there)
    limit = time.monotonic() + 30
    while not there():
        assert time.monotonic() < limit
        await asyncio.sleep(0.005)


async def test_the_command_says_what_it_did_and_what_to_keep(small: Kept) -> None:
    """As it is typed, in Spanish; its mark is for the health page."""
    async with centre(small) as desk:
        await say(desk, 1, file=b"a file")
        environment = os.environ | {"ATIENDE_DATA_DIR": str(small.settings.data_dir), "LC_ALL": "es_ES.UTF-8"}
        (small.settings.data_dir / "secret.key").write_text(KEY)
        command = [sys.executable, "-m", "atiende.cli", "backup", str(small.place), "--verify"]
        done = await asyncio.to_thread(subprocess.run, command, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        assert "Comprobada restaurándola: 1 registros" in done.stdout and "La clave no va dentro" in done.stdout
        assert isinstance(desk.store, SqlStore)
        noted = json.loads(await desk.store.mark("backup") or "")
    assert noted["place"] == small.place.as_uri() and noted["verified_at"] >= noted["at"]
    assert KEY.encode() not in b"".join(path.read_bytes() for path in small.place.rglob("*") if path.is_file())


# --- and what verifying is worth -------------------------------------------------------------------------------------


def _spoil(path: Path, statement: str) -> None:
    connection = apsw.Connection(str(path))
    connection.execute(statement)
    connection.close()


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("DELETE FROM facts WHERE seq = 2", "log_gap"),
        ("UPDATE messages SET status = 'read'", "row_differs"),
        ("UPDATE audit SET kind = 'ViewedAs' WHERE number = 2", "audit_broken"),
    ],
)
async def test_a_database_that_is_not_what_its_log_says_is_found_out(small: Kept, statement: str, code: str) -> None:
    async with centre(small) as desk:
        await say(desk, 1)
    _spoil(small.settings.data_dir / "atiende.db", statement)
    await back_up(small.settings, Wanted(to=str(small.place)))

    assert code in {one.code for one in (await verify(small.settings, str(small.place)))[1]}


async def test_an_audit_chain_made_anew_does_not_go_on_from_the_backup_before(small: Kept) -> None:
    """Whoever writes fact, rows and chain alike leaves a database that agrees with itself."""
    async with centre(small) as desk:
        await say(desk, 1)
        await back_up(small.settings, Wanted(to=str(small.place)))
        await say(desk, 2)
        await back_up(small.settings, Wanted(to=str(small.place)))
        assert (await verify(small.settings, str(small.place)))[1] == []
    _spoil(
        small.settings.data_dir / "atiende.db",
        "UPDATE facts SET actor = 'agent:usr_nobody' WHERE kind = 'UserCreated';"
        "DELETE FROM audit; DELETE FROM audit_ends",
    )
    async with centre(small) as desk:
        log = await log_of(desk.store)

        def chain_again(change: Change) -> None:
            assert isinstance(change, LineChange)
            for one in filter(is_privileged, log):
                audited(change._rows, one)

        await desk.store.change(TENANT, chain_again, at=desk.clock.now())
    await back_up(small.settings, Wanted(to=str(small.place)))
    assert [one.code for one in (await verify(small.settings, str(small.place)))[1]] == ["audit_rewritten"]


@pytest.mark.parametrize(("part", "code"), [("database", "part_damaged"), ("files/", "file_damaged")])
async def test_a_backup_that_was_altered_is_found_out(small: Kept, part: str, code: str) -> None:
    async with centre(small) as desk:
        await say(desk, 1, file=b"a file")
    await back_up(small.settings, Wanted(to=str(small.place)))
    for path in (one for one in small.place.rglob("*") if one.is_file() and part in str(one)):
        content = path.read_bytes()
        if path.name != "files.txt":
            path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))

    assert [one.code for one in (await verify(small.settings, str(small.place)))[1]] == [code]
