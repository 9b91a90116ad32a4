"""A crowd at one server's sockets, and the CPU its process takes for each frame delivered to them.

The same for Atiende and for those it is compared with: one says something, everybody hears it. Atiende's crowd are
agents with the same conversation open, and what is said is that somebody types there: passed on and never stored.
"""

import asyncio
import json
import shutil
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from atiende.bench.centre import SignedIn
from atiende.bench.running import cpu_seconds_of, program
from atiende.bench.servers.processes import free_port
from atiende.bench.sockets_client import SocketClient

OPENING = 25
"""Sockets opened at the same time."""
DELIVERIES_PER_S = 20_000.0
SETTLE_SECONDS = 0.5
PATIENCE_SECONDS = 30.0
AGAIN_SECONDS = 0.5
TEXT = '{"op":"typing","conversation":"cnv_01jd0000000000000000000000","who":"usr_01jd000000000000000000","on":true}'
"""What the others broadcast: as long as our own frame."""
SOCKETIO = Path(__file__).parent / "reference" / "socketio"


class Member(Protocol):
    """One socket of the crowd."""

    async def open(self, port: int, heard: Callable[[], None]) -> None: ...
    def say(self) -> None: ...
    def close(self) -> None: ...


class Crowd:
    """Members at a server; `delivered` counts frames that they have read. Everybody but the one who says it hears."""

    def __init__(self, pid: int, port: int) -> None:
        self.pid, self._port = pid, port
        self._members: list[Member] = []
        self.delivered = self._wanted = 0
        self._complete = asyncio.Event()

    async def join(self, members: Sequence[Member]) -> None:
        for first in range(0, len(members), OPENING):
            some = members[first : first + OPENING]
            await asyncio.gather(*(one.open(self._port, self._heard) for one in some))
        self._members += members

    def _heard(self) -> None:
        self.delivered += 1
        if self.delivered == self._wanted:
            self._complete.set()

    async def microseconds(self, seconds: float, speaker: Member, hear: int) -> float:
        """CPU for each delivery at a steady rate, less what the server takes for being there."""
        resting = await self._cpu(seconds / 2, None, 1)
        before = self.delivered
        spent = await self._cpu(seconds, speaker, hear)
        return (spent * seconds - resting * seconds) / (self.delivered - before) * 1e6

    async def _cpu(self, seconds: float, speaker: Member | None, hear: int) -> float:
        """Seconds of CPU each second."""
        await asyncio.sleep(SETTLE_SECONDS)
        before, began = cpu_seconds_of(self.pid), time.perf_counter()
        if speaker is None:
            await asyncio.sleep(seconds)
        else:
            await self._talk(seconds, speaker, hear)
        return (cpu_seconds_of(self.pid) - before) / (time.perf_counter() - began)

    async def _talk(self, seconds: float, speaker: Member, hear: int) -> None:
        """As many times a second as makes the rate, never ahead of the slowest: what was said has been heard first."""
        wanted, began = self.delivered, time.perf_counter()
        number = 0
        while (passed := time.perf_counter() - began) < seconds:
            if passed * DELIVERIES_PER_S >= number * hear:
                number += 1
                wanted += hear
                speaker.say()
            await asyncio.sleep(0.0005)
        async with asyncio.timeout(PATIENCE_SECONDS):
            self._wanted = wanted
            self._complete.clear()
            if self.delivered < wanted:
                await self._complete.wait()

    def part(self) -> None:
        for one in self._members:
            one.close()


class Desk:
    """An agent's socket on Atiende. `resumed` is set whenever he knows where he stands."""

    def __init__(self, agent: SignedIn) -> None:
        self.agent = agent
        self.socket: SocketClient | None = None
        self.resumed = asyncio.Event()
        self.seq = 0
        self._watched = ""
        self._heard: Callable[[], None] = _nothing

    async def open(self, port: int, heard: Callable[[], None]) -> None:
        self._heard = heard
        headers = {"Cookie": f"atiende_session={self.agent.token}", "Origin": f"http://localhost:{port}"}
        self.socket = await SocketClient.connect(port, "/api/v1/live", self._hear, headers)
        self.hello()
        async with asyncio.timeout(PATIENCE_SECONDS):
            await self.resumed.wait()

    async def back(self, port: int) -> None:
        """After his line broke; as often as it takes."""
        while True:
            try:
                await self.open(port, self._heard)
                return
            except OSError:
                await asyncio.sleep(AGAIN_SECONDS)

    def hello(self) -> None:
        self.resumed.clear()
        self._send({"op": "hello", "since": self.seq})

    def watch(self, conversation: str) -> None:
        self._watched = conversation
        self._send({"op": "watch", "conversation": conversation})

    def say(self) -> None:
        self._send({"op": "typing", "conversation": self._watched, "on": True})

    def close(self) -> None:
        if self.socket is not None:
            self.socket.close()

    def _send(self, frame: dict[str, object]) -> None:
        assert self.socket is not None
        self.socket.send(json.dumps(frame).encode())

    def _hear(self, frame: bytes) -> None:
        if frame.startswith(b'{"op":"typing"'):
            self._heard()
        elif frame.startswith((b'{"op":"snapshot"', b'{"op":"resumed"')):
            self.seq = json.loads(frame)["seq"]
            self.resumed.set()
        elif frame.startswith(b'{"op":"fact"'):
            self.seq = max(self.seq, int(frame[19 : frame.index(b",", 19)]))


def _nothing() -> None:
    """Before anything is counted."""


class Plain:
    """A member of a bare room."""

    def __init__(self) -> None:
        self._socket: SocketClient | None = None

    async def open(self, port: int, heard: Callable[[], None]) -> None:
        self._socket = await SocketClient.connect(port, "/", lambda frame: heard())

    def say(self) -> None:
        assert self._socket is not None
        self._socket.send(TEXT.encode())

    def close(self) -> None:
        if self._socket is not None:
            self._socket.close()


class SocketIo:
    """A member of a Socket.IO room: Engine.IO 4 over WebSocket, whose packets begin with a digit."""

    def __init__(self) -> None:
        self._socket: SocketClient | None = None
        self._joined = asyncio.Event()
        self._heard: Callable[[], None] = _nothing

    async def open(self, port: int, heard: Callable[[], None]) -> None:
        self._heard = heard
        self._socket = await SocketClient.connect(port, "/socket.io/?EIO=4&transport=websocket", self._hear)
        self._socket.send(b"40")
        async with asyncio.timeout(PATIENCE_SECONDS):
            await self._joined.wait()

    def say(self) -> None:
        assert self._socket is not None
        self._socket.send(b"42" + json.dumps(["say", TEXT]).encode())

    def close(self) -> None:
        if self._socket is not None:
            self._socket.close()

    def _hear(self, frame: bytes) -> None:
        if frame.startswith(b"42"):
            self._heard()
        elif frame.startswith(b"40"):
            self._joined.set()
        elif frame == b"2" and self._socket is not None:
            self._socket.send(b"3")


@asynccontextmanager
async def picows(cpu: int) -> AsyncIterator[Crowd]:
    """An empty room of picows."""
    port = free_port()
    async with program(["-m", "atiende.bench.reference.broadcast", str(port)], port, cpu) as process:
        yield Crowd(process.pid, port)


@asynccontextmanager
async def socketio(cpu: int) -> AsyncIterator[Crowd]:
    """An empty room of Socket.IO."""
    port = free_port()
    async with program([str(SOCKETIO / "server.js"), str(port)], port, cpu, "node") as process:
        yield Crowd(process.pid, port)


def missing() -> list[str]:
    """Which of the others are not installed here; tools/bench.sh installs them."""
    lacks = [] if find_spec("picows") else ["picows"]
    return lacks + ([] if (SOCKETIO / "node_modules").is_dir() and shutil.which("node") else ["socket.io"])
