"""`atiende bench backup`: an online backup of 1 GB (quick: 100 MB) under a chat's load, and what writers feel of it."""

import asyncio
import json
import math
import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from atiende.bench.centre import Prepared, prepare
from atiende.bench.registry import Figures, Options
from atiende.bench.running import RunningServer, scratch
from atiende.bench.sockets_client import SocketClient
from atiende.domain.message import MessageContent
from atiende.ports.store import Change
from atiende.wiring import open_desk

GIGABYTE, QUICK = 1_000_000_000, 100_000_000
WIDGETS, RATE = 50, 100
TEXT, AT_ONCE = 4_000, 250
PATIENCE_ROUNDS = 1_500


class Chat:
    """One widget socket; notes how long each of its messages waited for its acknowledgement, in seconds."""

    def __init__(self, waits: list[float]) -> None:
        self._waits, self._sent = waits, dict[str, float]()
        self.socket: SocketClient | None = None

    async def open(self, port: int, key: str) -> None:
        self.socket = await SocketClient.connect(port, "/widget", self._hear)
        self.socket.send(json.dumps({"op": "hello", "endpoint": key, "language": "es"}).encode())

    def say(self, name: str) -> None:
        assert self.socket is not None
        self._sent[name] = time.perf_counter()
        self.socket.send(json.dumps({"op": "send", "client_id": name, "text": f"{name} una pregunta"}).encode())

    def _hear(self, frame: bytes) -> None:
        if frame.startswith(b'{"op":"ack"'):
            began = self._sent.pop(json.loads(frame)["client_id"], None)
            if began is not None:
                self._waits.append(time.perf_counter() - began)

    @property
    def waiting(self) -> int:
        return len(self._sent)


async def run(options: Options) -> Figures:
    """p99 of acknowledgements before and during, and the backup's own time; `verified` is 1 for a good one."""
    with scratch("backup") as place:
        directory = Path(place) / "data"
        directory.mkdir()
        prepared = await prepare(directory, 1)
        await _fill(prepared, QUICK if options.quick else GIGABYTE, options.seed)
        server = RunningServer(directory)
        await server.start()
        try:
            figures = await _measure(server, prepared, Path(place) / "backups", quick=options.quick)
        finally:
            await server.stop()
        return figures


async def _fill(prepared: Prepared, size: int, seed: int) -> None:
    """What messages are made of, as many as that takes."""
    chance = random.Random(seed)
    async with open_desk(prepared.settings) as desk:
        for first in range(0, size // TEXT, AT_ONCE):
            rows = [
                MessageContent(id=f"msg_{first + n:09}", conversation="cnv_1", text=chance.randbytes(TEXT // 2).hex())
                for n in range(AT_ONCE)
            ]

            def decide(change: Change, rows: Sequence[MessageContent] = rows) -> None:
                for row in rows:
                    change.put(row)

            await desk.store.change(prepared.tenant, decide, at=desk.clock.now())


async def _measure(server: RunningServer, prepared: Prepared, place: Path, *, quick: bool) -> Figures:
    waits: list[float] = []
    chats = [Chat(waits) for _ in range(WIDGETS)]
    for chat in chats:
        await chat.open(server.port, prepared.chat)
    await _load(chats, "warm", asyncio.Event(), 3)
    before = await _timed(chats, waits, "before", asyncio.Event(), 6 if quick else 20)

    done = asyncio.Event()
    backing = asyncio.get_running_loop().create_task(_backup(server, place, done))
    during = await _timed(chats, waits, "during", done, 600)
    said = await backing
    began = time.perf_counter()
    verified = await _command(server, place, "--verify-only")
    return {
        "backup_s": said["seconds"],
        "megabytes": round(float(said["bytes"]) / 1e6, 1),
        "p99_before_ms": before,
        "p99_during_ms": during,
        "p99_ratio": round(during / before, 2) if before else None,
        "verify_s": round(time.perf_counter() - began, 1),
        "verified": float(verified[0] == 0),
    }


async def _backup(server: RunningServer, place: Path, done: asyncio.Event) -> dict[str, float]:
    try:
        code, out = await _command(server, place, "--json")
        if code:
            raise RuntimeError("the backup failed")
        found: dict[str, float] = json.loads(out)
        return found
    finally:
        done.set()


async def _command(server: RunningServer, place: Path, option: str) -> tuple[int, bytes]:
    environment = {"ATIENDE_DATA_DIR": str(server.data_dir), "PATH": "/usr/bin:/bin"}
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "atiende.cli",
        "backup",
        str(place),
        option,
        env=environment,
        stdout=asyncio.subprocess.PIPE,
    )
    out, _ = await process.communicate()
    return process.returncode or 0, out


async def _timed(chats: Sequence[Chat], waits: list[float], name: str, end: asyncio.Event, seconds: float) -> float:
    waits.clear()
    await _load(chats, name, end, seconds)
    ordered = sorted(waits)
    return round(1000 * ordered[math.ceil(0.99 * len(ordered)) - 1], 2) if ordered else 0.0


async def _load(chats: Sequence[Chat], name: str, end: asyncio.Event, seconds: float) -> None:
    """Open loop, until the event or so many seconds; ends when everything is acknowledged."""
    began, number = time.perf_counter(), 0
    while not end.is_set() and time.perf_counter() - began < seconds:
        await asyncio.sleep(max(0.0, began + number / RATE - time.perf_counter()))
        chats[number % len(chats)].say(f"{name}-{number}")
        number += 1
    for _ in range(PATIENCE_ROUNDS):
        if not any(chat.waiting for chat in chats):
            return
        await asyncio.sleep(0.02)
