"""`atiende bench messages`: 500 widget sockets and 100 agents' sockets of real clients against the running server.

95 % of the messages go into existing conversations; each of the others opens one that is offered, accepted and counted.
"""

import asyncio
import json
import math
import random
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import httpx2

from atiende.bench.centre import Prepared, prepare, stored_messages
from atiende.bench.registry import Options
from atiende.bench.running import RunningServer, program, scratch
from atiende.bench.servers.processes import free_port
from atiende.bench.sockets_client import SocketClient

WIDGETS, AGENTS = 500, 100
NEW_SHARE = 0.05
RATE = 200
SUSTAINED_P99_MS = 250.0
STEPS = (400, 600, 800, 1000, 1250, 1500, 1750, 2000, 2500, 3000)
QUICK_STEPS = (400, 800, 1250, 1750)


@dataclass(slots=True)
class Tally:
    """What was sent, acknowledged and seen by agents; times in seconds of this process's own clock."""

    sent: dict[str, float] = field(default_factory=dict)
    acked: dict[str, int] = field(default_factory=dict)
    seen: dict[str, int] = field(default_factory=dict)
    waits: list[float] = field(default_factory=list)


class Visitor:
    """One widget socket; `established` once an agent has its conversation."""

    def __init__(self, key: str, tally: Tally) -> None:
        self._key, self._tally = key, tally
        self.socket: SocketClient | None = None
        self.established = asyncio.Event()
        self.conversation = ""

    async def open(self, port: int) -> None:
        self.socket = await SocketClient.connect(port, "/widget", self._hear)
        self.socket.send(json.dumps({"op": "hello", "endpoint": self._key, "language": "es"}).encode())

    def say(self, client_id: str) -> None:
        assert self.socket is not None
        text = f"{client_id} necesito ayuda con mi pedido, por favor"
        self._tally.sent[client_id] = time.perf_counter()
        self.socket.send(json.dumps({"op": "send", "client_id": client_id, "text": text}).encode())

    def _hear(self, frame: bytes) -> None:
        if frame.startswith(b'{"op":"ack"'):
            said = json.loads(frame)
            self._tally.acked[said["client_id"]] = said["position"]
        elif b'"status":"handling"' in frame:
            self.established.set()


class Desk:
    """One agent's socket: accepts every offer by HTTP, notes when each message reached him."""

    def __init__(self, prepared: Prepared, number: int, tally: Tally, http: httpx2.AsyncClient) -> None:
        self._agent, self._tally, self._http = prepared.agents[number], tally, http
        self._accepting: set[asyncio.Task[None]] = set()
        self.socket: SocketClient | None = None

    async def open(self, port: int) -> None:
        headers = {"Cookie": f"atiende_session={self._agent.token}", "Origin": f"http://localhost:{port}"}
        self.socket = await SocketClient.connect(port, "/api/v1/live", self._hear, headers)
        self.socket.send(b'{"op":"hello","since":0}')

    def _hear(self, frame: bytes) -> None:
        now = time.perf_counter()
        if b'"fact":"MessageReceived"' in frame:
            entry = json.loads(frame)["rows"].get("entry")
            if entry is not None:
                self._note(entry["text"].partition(" ")[0], now)
        elif b'"fact":"InteractionOffered"' in frame:
            offer = json.loads(frame)["fact"]["offer"]
            task = asyncio.get_running_loop().create_task(self._accept(offer))
            self._accepting.add(task)
            task.add_done_callback(self._accepting.discard)

    def _note(self, client_id: str, now: float) -> None:
        self._tally.seen[client_id] = self._tally.seen.get(client_id, 0) + 1
        sent = self._tally.sent.get(client_id)
        if sent is not None and self._tally.seen[client_id] == 1:
            self._tally.waits.append(now - sent)

    async def _accept(self, offer: str) -> None:
        headers = {"X-CSRF-Token": self._agent.csrf, "Cookie": f"atiende_session={self._agent.token}"}
        answer = await self._http.post(f"/api/v1/offers/{offer}/accept", headers=headers)
        if answer.status_code >= 500:
            raise RuntimeError(answer.text)


async def run(options: Options) -> dict[str, float | None]:
    """The figures of `bench.md`."""
    with scratch("messages") as place:
        directory = Path(place)
        prepared = await prepare(directory, AGENTS)
        server = RunningServer(directory)
        await server.start()
        tally = Tally()
        try:
            figures = await _measure(server, prepared, tally, options)
        finally:
            await server.stop()
        lost, doubled = await _account(prepared, tally)
        return figures | {"lost": lost, "duplicated": doubled}


async def _measure(
    server: RunningServer, prepared: Prepared, tally: Tally, options: Options
) -> dict[str, float | None]:
    seconds = 8.0 if options.quick else 30.0
    base, limits = f"http://localhost:{server.port}", httpx2.Limits(max_connections=20)
    async with httpx2.AsyncClient(base_url=base, limits=limits, timeout=30, headers={"Origin": base}) as http:
        desks = [Desk(prepared, number, tally, http) for number in range(AGENTS)]
        for desk in desks:
            await desk.open(server.port)
        for agent in prepared.agents:
            await _become_available(http, agent.token, agent.csrf)
        visitors = await _establish(server.port, prepared, tally)
        await _load(server.port, prepared, visitors, tally, (RATE, 3.0, options.seed))
        at_200 = await _load(server.port, prepared, visitors, tally, (RATE, seconds, options.seed + 1))
        sustained = 0.0
        for rate in QUICK_STEPS if options.quick else STEPS:
            waits = await _load(server.port, prepared, visitors, tally, (rate, seconds / 2, options.seed + rate))
            if len(waits) < rate * seconds / 2 * 0.9 or _quantile(waits, 0.99) > SUSTAINED_P99_MS:
                break
            sustained = rate
    reference = await _reference(options)
    p50 = _quantile(at_200, 0.5)
    return {
        "inbound_p50_ms": round(p50, 2),
        "inbound_p99_ms": round(_quantile(at_200, 0.99), 2),
        "sustained_per_s": sustained,
        "ratio_to_sockets": round(p50 / reference, 2) if reference else None,
        "rss_mib": round(server.memory_mib(), 1),
    }


async def _become_available(http: httpx2.AsyncClient, token: str, csrf: str) -> None:
    headers = {"X-CSRF-Token": csrf, "Cookie": f"atiende_session={token}"}
    answer = await http.put("/api/v1/me/presence", json={"state": "available", "reason": ""}, headers=headers)
    answer.raise_for_status()


async def _establish(port: int, prepared: Prepared, tally: Tally) -> list[Visitor]:
    """Every visitor has said hello and has an agent before anything is measured."""
    visitors = [Visitor(prepared.chat, tally) for _ in range(WIDGETS)]
    for number, visitor in enumerate(visitors):
        await visitor.open(port)
        visitor.say(f"first-{number}")
        await asyncio.sleep(0.005)
    async with asyncio.timeout(60):
        for visitor in visitors:
            await visitor.established.wait()
    return visitors


async def _load(
    port: int, prepared: Prepared, visitors: Sequence[Visitor], tally: Tally, plan: tuple[float, float, int]
) -> list[float]:
    """Open loop at a rate for some seconds; answers the waits in ms of messages into existing conversations."""
    rate, seconds, seed = plan
    choose, began = random.Random(seed), time.perf_counter()
    tally.waits.clear()
    fresh: set[asyncio.Task[None]] = set()
    for number in range(int(rate * seconds)):
        late = began + number / rate - time.perf_counter()
        if late > 0:
            await asyncio.sleep(late)
        elif number % 50 == 0:
            await asyncio.sleep(0)
        name = f"{seed}-{number}"
        if choose.random() < NEW_SHARE:
            task = asyncio.get_running_loop().create_task(_newcomer(port, prepared, tally, name))
            fresh.add(task)
            task.add_done_callback(fresh.discard)
        else:
            visitors[choose.randrange(len(visitors))].say(name)
    await _settled(tally)
    for task in list(fresh):
        await task
    return [wait * 1000 for wait in tally.waits]


async def _newcomer(port: int, prepared: Prepared, tally: Tally, name: str) -> None:
    """Somebody who was never here: his own socket, his own conversation, ended when an agent has it."""
    visitor = Visitor(prepared.chat, tally)
    await visitor.open(port)
    visitor.say(name)
    try:
        async with asyncio.timeout(20):
            await visitor.established.wait()
    except TimeoutError:
        return
    assert visitor.socket is not None
    visitor.socket.send(b'{"op":"end"}')
    await asyncio.sleep(0.2)
    visitor.socket.close()


async def _settled(tally: Tally) -> None:
    for _ in range(300):
        if len(tally.acked) >= len(tally.sent):
            break
        await asyncio.sleep(0.05)
    await asyncio.sleep(0.3)


async def _account(prepared: Prepared, tally: Tally) -> tuple[int, int]:
    """Every acknowledged message is stored once: counted in the stopped server's database."""
    stored = await stored_messages(prepared)
    lost = sum(1 for one in tally.acked if stored.get(one, 0) == 0)
    doubled = sum(1 for count in stored.values() if count > 1) + sum(1 for one in tally.seen.values() if one > 1)
    return lost, doubled


async def _reference(options: Options) -> float:
    """p50 in ms of the same sockets without any store, at the same rate."""
    port, waits = free_port(), list[float]()
    async with program(["-m", "atiende.bench.reference.sockets", str(port)], port):
        sent: dict[str, float] = {}

        def heard(frame: bytes) -> None:
            if frame.startswith(b'{"op": "message"'):
                name = json.loads(frame)["text"].partition(" ")[0]
                waits.append(time.perf_counter() - sent[name])

        desks = [await SocketClient.connect(port, f"/agent/a{n}", heard) for n in range(AGENTS)]
        widgets = [await SocketClient.connect(port, f"/widget/a{n % AGENTS}", heard) for n in range(WIDGETS)]
        choose, began = random.Random(options.seed), time.perf_counter()
        for number in range(RATE * (4 if options.quick else 15)):
            await asyncio.sleep(max(0.0, began + number / RATE - time.perf_counter()))
            name = f"r{number}"
            sent[name] = time.perf_counter()
            text = f"{name} necesito ayuda con mi pedido, por favor"
            widgets[choose.randrange(WIDGETS)].send(
                json.dumps({"op": "send", "client_id": name, "text": text}).encode()
            )
        await asyncio.sleep(0.5)
        for socket in [*desks, *widgets]:
            socket.close()
    return statistics.median(waits) * 1000 if waits else 0.0


def _quantile(values: Sequence[float], share: float) -> float:
    """Nearest rank; infinite when nothing was seen."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, math.ceil(share * len(ordered)) - 1)] if ordered else math.inf
