"""Messages from one to one: a visitor's, durable and then read by his agent; and ejabberd's, from client to client.

Both in a closed loop: as many conversations, each with one message on its way, and the next one is said when the last
was read. Counted against the CPU of the server's process, so that what is compared is messages for a second of a core.
"""

import asyncio
import json
import statistics
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import httpx2

from atiende.bench.centre import Prepared, SignedIn, prepare
from atiende.bench.reference import ejabberd
from atiende.bench.registry import Figures, Options
from atiende.bench.running import RunningServer, cpu_seconds_of, free_port, scratch
from atiende.bench.sockets_client import SocketClient

CONVERSATIONS, AGENTS = 120, 60
TEXT = "necesito ayuda con mi pedido, por favor"
WARM_SECONDS = 3.0
PATIENCE_SECONDS = 30.0
HELD_UP_SECONDS = 1.0


class Pair:
    """One who says and one who reads. `read` counts; `said_at` is when the last was said."""

    def __init__(self, say: Callable[[], None]) -> None:
        self._say = say
        self.read = 0
        self.said_at = 0.0

    def begin(self) -> None:
        self.said_at = time.perf_counter()
        self._say()

    def heard(self) -> None:
        self.read += 1
        self.begin()


async def _per_core_second(pairs: Sequence[Pair], pid: int, seconds: float, rounds: int) -> float:
    """Messages read for each second of CPU of that process: the median of some rounds."""
    for one in pairs:
        one.begin()
    await asyncio.sleep(WARM_SECONDS)
    found = []
    for _ in range(rounds):
        before, spent = sum(one.read for one in pairs), cpu_seconds_of(pid)
        ends = time.perf_counter() + seconds
        while (now := time.perf_counter()) < ends:
            await asyncio.sleep(0.2)
            for one in pairs:
                if now - one.said_at > HELD_UP_SECONDS:  # refused, as a server at its limit may: said again
                    one.begin()
        found.append((sum(one.read for one in pairs) - before) / (cpu_seconds_of(pid) - spent))
    return statistics.median(found)


async def measure(options: Options, core: int) -> Figures:
    """`stored_per_s` and `ratio_to_ejabberd`."""
    seconds, rounds = (3.0, 3) if options.quick else (8.0, 5)
    ours = await _ours(core, seconds, rounds)
    theirs = None
    if ejabberd.installed():
        theirs = await _theirs(core, seconds, rounds)
        options.notes.append(f"ejabberd delivers {theirs:.0f} messages for a second of a core")
    else:
        options.notes.append("not installed, see tools/bench.sh: ejabberd")
    return {"stored_per_s": round(ours), "ratio_to_ejabberd": round(ours / theirs, 3) if theirs else None}


# --- ours -------------------------------------------------------------------------------------------------------------


class Visitor:
    """One widget socket. `token` and `conversation` are what it was told at its beginning."""

    def __init__(self, key: str) -> None:
        self._key, self._said = key, 0
        self.socket: SocketClient | None = None
        self.welcome, self.durable, self.served = asyncio.Event(), asyncio.Event(), asyncio.Event()
        self.name = self.token = self.conversation = ""

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
        elif b'"status":"handling"' in frame:
            self.served.set()


class Reader:
    """One agent's socket: accepts every offer; passes on who has been read."""

    def __init__(self, agent: SignedIn, http: httpx2.AsyncClient, pairs: dict[str, Pair]) -> None:
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
                pairs = await _established(server.port, prepared, http)
                return await _per_core_second(pairs, server.pid, seconds, rounds)
        finally:
            await server.stop()


async def _established(port: int, prepared: Prepared, http: httpx2.AsyncClient) -> list[Pair]:
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
    pairs |= {one.name: Pair(one.say) for one in visitors}
    return list(pairs.values())


# --- ejabberd's -------------------------------------------------------------------------------------------------------


async def _theirs(core: int, seconds: float, rounds: int) -> float:
    port = free_port()
    with scratch("ejabberd") as place:
        async with ejabberd.running(Path(place), port, core) as process, _clients(port) as pairs:
            return await _per_core_second(pairs, process.pid, seconds, rounds)


@asynccontextmanager
async def _clients(port: int) -> AsyncIterator[list[Pair]]:
    sockets, pairs = list[SocketClient](), list[Pair]()
    for _ in range(CONVERSATIONS):
        writer, _unheard = await _client(port, lambda: None)
        heard: list[Pair] = []
        reader, jid = await _client(port, lambda heard=heard: heard[0].heard())
        heard.append(Pair(lambda writer=writer, jid=jid: writer.send(ejabberd.message(jid, "m", f"v {TEXT}"))))
        pairs += heard
        sockets += [writer, reader]
    try:
        yield pairs
    finally:
        for one in sockets:
            one.close()


async def _client(port: int, heard: Callable[[], None]) -> tuple[SocketClient, str]:
    """Signed in; his address."""
    login, sockets = ejabberd.Login(), list[SocketClient]()

    def hear(frame: bytes) -> None:
        if frame.startswith(b"<message"):
            heard()
        elif answer := login.hear(frame.decode()):
            sockets[0].send(answer.encode())

    sockets.append(await SocketClient.connect(port, "/ws", hear, {"Sec-WebSocket-Protocol": "xmpp"}))
    sockets[0].send(ejabberd.OPENING.encode())
    async with asyncio.timeout(PATIENCE_SECONDS):
        await login.ready
    return sockets[0], login.jid
