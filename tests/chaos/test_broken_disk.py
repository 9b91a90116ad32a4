"""A disk that cannot sync any more: what is not durable is not acknowledged, reading works, and when the disk syncs
again the server goes on by itself, with nothing stored that was refused and nothing lost that was not."""

import asyncio
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from atiende.bench.servers.processes import is_root
from tests.chaos.world import Visitor, World, visitor, world

pytestmark = [pytest.mark.chaos, pytest.mark.timeout(180)]

RECOVERS_WITHIN = 10.0
PATIENCE = 30.0


@contextmanager
def failing_syncs(pid: int, log: Path) -> Iterator[None]:
    """Every fsync of the process answers EIO, for as long as the block lasts."""
    command = ["strace", "-f", "-p", str(pid), "-e", "trace=fsync,fdatasync", "-o", str(log)]
    tracer = subprocess.Popen(
        [*command, "-e", "inject=fsync,fdatasync:error=EIO"], stderr=subprocess.PIPE, stdin=subprocess.DEVNULL
    )
    try:
        assert tracer.stderr is not None
        told = tracer.stderr.readline().decode()
        if "attached" not in told:
            pytest.skip(f"cannot trace a process here: {told}")
        yield
    finally:
        tracer.terminate()
        tracer.communicate(timeout=PATIENCE)


async def test_a_disk_that_cannot_sync_is_said_and_used_again_when_it_can(tmp_path: Path) -> None:
    if not is_root() or shutil.which("strace") is None:
        pytest.skip("breaking a process's syncs needs root and strace")
    log = tmp_path / "syncs"
    place = tmp_path / "data"
    place.mkdir()
    async with world(place) as centre:
        await centre.start()
        async with visitor(centre) as vera:
            assert (await vera.said("before"))["op"] == "ack"
            with failing_syncs(centre.server.pid, log):
                await _refused(centre, vera)
            began = time.monotonic()
            await _taken_again(vera)
            print(f"chat is taken again after {time.monotonic() - began:.2f} s")
            assert time.monotonic() - began < RECOVERS_WITHIN
            acked = [str(one["client_id"]) for one in vera.frames if one["op"] == "ack"]
        await centre.server.kill()
        stored = await centre.stored()
        assert stored.client_ids() == acked, "what was acknowledged is there once, nothing else is"
        assert [logged.seq for logged in stored.log] == list(range(1, len(stored.log) + 1))
    assert "EIO" in log.read_text(), "negative control: syncs did fail"


async def _refused(centre: World, vera: Visitor) -> None:
    for number in range(3):
        refused = await vera.said(f"broken{number}")
        assert refused["op"] == "refused" and refused["code"] == "store_full"
    assert not await centre.mail("en-vano")
    admin = centre.prepared.admin
    answer = await centre.call("PUT", "/api/v1/me/presence", {"state": "available", "reason": ""}, who=admin)
    assert answer.status_code == 503 and "Retry-After" in answer.headers
    assert (await centre.asked("/api/v1/conversations?view=all"))["items"], "reading works"


async def _taken_again(vera: Visitor) -> None:
    async with asyncio.timeout(PATIENCE):
        number = 0
        while (await vera.said(f"after{number}"))["op"] != "ack":
            number += 1
            await asyncio.sleep(0.2)
