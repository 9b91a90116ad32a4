"""Messages from one to one: a visitor's, durable and then read by his agent; and ejabberd's, from client to client.

Both in a closed loop: as many conversations, as many messages under way, and another one is said when one was read.
Counted against the CPU of the server's process, so that what is compared is messages for a second of a core.
"""

import asyncio
import json
import statistics
import time
from collections import deque
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Protocol

import httpx2

from atiende.bench.centre import Prepared, SignedIn, prepare
from atiende.bench.reference import ejabberd
from atiende.bench.registry import Figures, Options
from atiende.bench.running import RunningServer, cpu_seconds_of, scratch
from atiende.bench.servers.processes import free_port
from atiende.bench.sockets_client import SocketClient

CONVERSATIONS, UNDER_WAY, AGENTS = 400, 100, 60
TEXT = "necesito ayuda con mi pedido, por favor"
WARM_SECONDS = 2.0
PATIENCE_SECONDS = 30.0
HELD_UP_SECONDS = 1.0


class Ears(Protocol):
    """Who is told that a message was read."""

    def heard(self) -> None: ...


class Pair:
    """One who says and one who reads."""

    def __init__(self, loop: "Loop", say: Callable[[], None]) -> None:
        self._loop, self.say = loop, say
        self.said_at = 0.0

    def heard(self) -> None:
        """Once for each thing said: what was there before anything is counted, and what is said twice, is not."""
        if self.said_at:
            self.said_at = 0.0
            self._loop.read(self)


class Loop:
    """Pairs in turn: as many messages are under way as wanted, and whoever was read lets the next one speak."""

    def __init__(self) -> None:
        self.pairs: list[Pair] = []
        self._waiting: deque[Pair] = deque()
        self._count = 0

    def read(self, pair: Pair) -> None:
        self._count += 1
        self._waiting.append(pair)
        self._next()

    def _next(self) -> None:
        pair = self._waiting.popleft()
        pair.said_at = time.perf_counter()
        pair.say()

    async def per_core_second(self, pid: int, seconds: float, rounds: int) -> float:
        """Messages read for each second of CPU of that process: the median of some rounds."""
        self._waiting.extend(self.pairs)
        for _ in range(UNDER_WAY):
            self._next()
        await self._for(WARM_SECONDS)
        found = []
        for _ in range(rounds):
            before, spent = self._count, cpu_seconds_of(pid)
            await self._for(seconds)
            found.append((self._count - before) / (cpu_seconds_of(pid) - spent))
        return statistics.median(found)

    async def _for(self, seconds: float) -> None:
        ends = time.perf_counter() + seconds
        while (now := time.perf_counter()) < ends:
            await asyncio.sleep(0.2)
            for one in self.pairs:
                if one.said_at and now - one.said_at > HELD_UP_SECONDS:  # refused, as a server at its limit may
                    one.said_at = now
                    one.say()


async def measure(options: Options, core: int) -> Figures:
    """`stored_per_s` and `ratio_to_ejabberd`."""
    seconds, rounds = (2.0, 3) if options.quick else (8.0, 5)
    ours = await _ours(core, seconds, rounds)
    theirs = None
    if ejabberd.installed():
        theirs = await _theirs(core, seconds, rounds)
        options.notes.append(f"ejabberd delivers {theirs:.0f} messages for a second of a core")
    else:
        options.notes.append("not installed, see tools/bench.sh: ejabberd")
    return {"stored_per_s": round(ours), "ratio_to_ejabberd": round(ours / theirs, 3) if theirs else None}


# --- ours -------------------------------------------------------------------------------------------------------------


def _again() -> None:
    """Whoever was refused says it again a moment later, see `Loop`."""


class Visitor:
    """One widget socket. `token` and `conversation` are what it was told at its beginning."""

    def __init__(self, key: str) -> None:
        self._key, self._said = key, 0
        self.socket: SocketClient | None = None
        self.welcome, self.durable, self.served = asyncio.Event(), asyncio.Event(), asyncio.Event()
        self.name = self.token = self.conversation = ""
        self.refused: Callable[[], None] = _again

    async def open(self, port: int, name: str, token: str = "") -> None:
        self.name = name
        self.socket = await SocketClient.connect(port, "/widget", self._hear)
        self._send({"op": "hello", "endpoint": self._key, "language": "es", "token": token})

    def say(self) -> None:
        self._said += 1
        self._send({"op": "send", "client_id": f"{self.name}-{self._said}", "text": f"{self.name} {TEXT}"})

    def _send(self, frame: dict[str, object]) -> None:
        assert self.socket is not None
        self.socket.send(json.dumps(frame).encode())

    def _hear(self, frame: bytes) -> None:
        if frame.startswith(b'{"op":"welcome"'):
            said = json.loads(frame)
            self.token, self.conversation = said["token"], said["conversation"] or ""
            self.welcome.set()
        elif frame.startswith(b'{"op":"ack"'):
            self.durable.set()
        elif frame.startswith(b'{"op":"refused"'):
            self.refused()
        elif b'"status":"handling"' in frame:
            self.served.set()


class Reader:
    """One agent's socket: accepts every offer; passes on who has been read."""

    def __init__(self, agent: SignedIn, http: httpx2.AsyncClient, pairs: Mapping[str, Ears]) -> None:
        self._agent, self._http, self._pairs = agent, http, pairs
        self._busy: set[asyncio.Task[None]] = set()
        self._headers = {"X-CSRF-Token": agent.csrf, "Cookie": f"atiende_session={agent.token}"}

    async def open(self, port: int) -> None:
        headers = {"Cookie": self._headers["Cookie"], "Origin": f"http://localhost:{port}"}
        socket = await SocketClient.connect(port, "/api/v1/live", self._hear, headers)
        socket.send(b'{"op":"hello","since":0}')
        body = {"state": "available", "reason": ""}
        (await self._http.put("/api/v1/me/presence", json=body, headers=self._headers)).raise_for_status()

    def _hear(self, frame: bytes) -> None:
        if b'"fact":"MessageReceived"' in frame:
            found = frame.find(b'"text":"v')
            pair = self._pairs.get(frame[found + 8 : frame.index(b" ", found)].decode()) if found >= 0 else None
            if pair is not None:
                pair.heard()
        elif b'"fact":"InteractionOffered"' in frame:
            task = asyncio.get_running_loop().create_task(self._accept(json.loads(frame)["fact"]["offer"]))
            self._busy.add(task)
            task.add_done_callback(self._busy.discard)

    async def _accept(self, offer: str) -> None:
        (await self._http.post(f"/api/v1/offers/{offer}/accept", headers=self._headers)).raise_for_status()


async def somebody_writes(port: int, prepared: Prepared) -> str:
    """A visitor nobody answers; the conversation's id."""
    visitor, again = Visitor(prepared.chat), Visitor(prepared.chat)
    async with asyncio.timeout(PATIENCE_SECONDS):
        await visitor.open(port, "v")
        visitor.say()
        await visitor.durable.wait()
        await again.open(port, "v", visitor.token)
        await again.welcome.wait()
    return again.conversation


async def _ours(core: int, seconds: float, rounds: int) -> float:
    with scratch("stored") as place:
        prepared = await prepare(Path(place), AGENTS)
        server = RunningServer(Path(place), cpu=core)
        await server.start()
        base, limits = f"http://localhost:{server.port}", httpx2.Limits(max_connections=20)
        try:
            async with httpx2.AsyncClient(base_url=base, limits=limits, timeout=30, headers={"Origin": base}) as http:
                loop = await _established(server.port, prepared, http)
                return await loop.per_core_second(server.pid, seconds, rounds)
        finally:
            await server.stop()


async def _established(port: int, prepared: Prepared, http: httpx2.AsyncClient) -> Loop:
    """Every visitor has his agent before anything is measured."""
    pairs: dict[str, Pair] = {}
    for agent in prepared.agents:
        await Reader(agent, http, pairs).open(port)
    visitors = [Visitor(prepared.chat) for _ in range(CONVERSATIONS)]
    for number, one in enumerate(visitors):
        await one.open(port, f"v{number}")
        one.say()
        await asyncio.sleep(0.005)
    async with asyncio.timeout(2 * PATIENCE_SECONDS):
        for one in visitors:
            await one.served.wait()
    loop = Loop()
    pairs |= {one.name: Pair(loop, one.say) for one in visitors}
    loop.pairs += pairs.values()
    return loop


# --- ejabberd's -------------------------------------------------------------------------------------------------------


async def _theirs(core: int, seconds: float, rounds: int) -> float:
    port = free_port()
    with scratch("ejabberd") as place:
        async with ejabberd.running(Path(place), port, core) as process, _clients(port) as loop:
            return await loop.per_core_second(process.pid, seconds, rounds)


@asynccontextmanager
async def _clients(port: int) -> AsyncIterator[Loop]:
    sockets, loop = list[SocketClient](), Loop()
    for _ in range(CONVERSATIONS):
        writer, _ = await _client(port, None)
        ear = Ear()
        reader, jid = await _client(port, ear)
        ear.pair = Pair(loop, partial(writer.send, ejabberd.message(jid, "m", f"v {TEXT}")))
        loop.pairs.append(ear.pair)
        sockets += [writer, reader]
    try:
        yield loop
    finally:
        for one in sockets:
            one.close()


class Ear:
    """Whose reading it is, known once he has an address."""

    pair: Pair | None = None


async def _client(port: int, ear: Ear | None) -> tuple[SocketClient, str]:
    """Signed in; his address."""
    login, sockets = ejabberd.Login(), list[SocketClient]()

    def hear(frame: bytes) -> None:
        if frame.startswith(b"<message"):
            if ear is not None and ear.pair is not None:
                ear.pair.heard()
        elif answer := login.hear(frame.decode()):
            sockets[0].send(answer.encode())

    sockets.append(await SocketClient.connect(port, "/ws", hear, {"Sec-WebSocket-Protocol": "xmpp"}))
    sockets[0].send(ejabberd.OPENING.encode())
    async with asyncio.timeout(PATIENCE_SECONDS):
        await login.ready
    return sockets[0], login.jid
