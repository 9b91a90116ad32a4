"""`atiende bench flows`, the chats: hundreds of visitors led by a machine on one core, through the real server.

Each taps, reads the answer, thinks two seconds and taps again. A wait ends when the machine's answer is there, which is
after the commit that holds both: afterwards every tap is looked for in the stopped server's database.
"""

import asyncio
import json
import math
import random
import time
from collections.abc import Sequence
from pathlib import Path

import msgspec
from msgspec.structs import replace

from atiende.actions.configuration import Ref, publish
from atiende.bench.centre import Prepared, prepare, stored_messages
from atiende.bench.registry import Options
from atiende.bench.running import RunningServer, scratch
from atiende.bench.sockets_client import SocketClient
from atiende.domain import documents as docs
from atiende.domain.flow_documents import Flow
from atiende.ports.store import Change
from atiende.wiring import open_desk

CHATS = 400
THINKING_SECONDS = 2.0
SECONDS, QUICK_SECONDS = 30.0, 10.0
WARM_SECONDS = 4.0
TOPICS = ("Envíos", "Devoluciones", "Facturas", "Mi cuenta")


def _flow() -> Flow:
    """A menu, an answer, the menu again: as most of a bot's work is."""
    told = {
        f"told{number}": {"type": "say", "text": {"es": f"Esto es lo que hay sobre {topic}."}, "next": "menu"}
        for number, topic in enumerate(TOPICS)
    }
    options = [{"label": {"es": topic}, "goto": f"told{number}"} for number, topic in enumerate(TOPICS)]
    person = {"label": {"es": "Una persona"}, "goto": "people"}
    nodes = {
        "menu": {"type": "menu", "text": {"es": "¿Sobre qué?"}, "options": [*options, person]},
        "people": {"type": "queue", "queue": "main"},
    }
    body = {"name": "Bench", "languages": ["es"], "start": "menu", "person": "people", "nodes": {**told, **nodes}}
    return msgspec.convert(body, Flow)


class Visitor:
    """One widget socket, whose taps are answered by the flow."""

    def __init__(self, key: str, number: int) -> None:
        self._key, self._number = key, number
        self.waits: list[tuple[float, float]] = []
        self.acked: set[str] = set()
        self._answered = asyncio.Event()
        self._socket: SocketClient | None = None

    async def open(self, port: int) -> None:
        self._socket = await SocketClient.connect(port, "/widget", self._hear)
        self._socket.send(json.dumps({"op": "hello", "endpoint": self._key, "language": "es"}).encode())

    async def talk(self, until: float, choose: random.Random) -> None:
        await asyncio.sleep(choose.random() * THINKING_SECONDS)
        await self._say(0, "Hola", "")
        turn = 1
        while time.perf_counter() < until:
            await asyncio.sleep(THINKING_SECONDS)
            option = choose.randrange(len(TOPICS))
            await self._say(turn, TOPICS[option], f"menu.{option}")
            turn += 1

    async def _say(self, turn: int, text: str, choice: str) -> None:
        assert self._socket is not None
        self._answered.clear()
        began = time.perf_counter()
        frame = {"op": "send", "client_id": f"b{self._number}-{turn}", "text": text, "choice": choice}
        self._socket.send(json.dumps(frame).encode())
        async with asyncio.timeout(30):
            await self._answered.wait()
        self.waits.append((began, time.perf_counter() - began))

    def _hear(self, frame: bytes) -> None:
        if b'"from":"assistant"' in frame and frame.startswith(b'{"op":"message"'):
            self._answered.set()
        elif frame.startswith(b'{"op":"ack"'):
            self.acked.add(json.loads(frame)["client_id"])


async def bots(options: Options) -> dict[str, float | None]:
    """bots_p99_ms, and how many acknowledged taps the database does not hold."""
    with scratch("flows") as place:
        directory = Path(place)
        prepared = await prepare(directory, 1)
        await _publish(prepared)
        server = RunningServer(directory, cpu=0)
        await server.start()
        visitors = [Visitor(prepared.chat, number) for number in range(CHATS)]
        try:
            waits = await _talked(server.port, visitors, options)
        finally:
            await server.stop()
        stored = await stored_messages(prepared)
    missing = sum(1 for one in visitors for tap in one.acked if stored.get(tap, 0) != 1)
    return {
        "bots_p50_ms": round(_quantile(waits, 0.5), 1),
        "bots_p99_ms": round(_quantile(waits, 0.99), 1),
        "bots_answers": float(len(waits)),
        "bots_lost": float(missing),
    }


async def _publish(prepared: Prepared) -> None:
    def decide(change: Change) -> None:
        publish(change, "system:bench", Ref("flow", "bench"), _flow())
        row = change.get(docs.Document, "endpoint", "chat")
        body = docs.read("endpoint", row.body) if row is not None else None
        assert isinstance(body, docs.Endpoint)
        publish(change, "system:bench", Ref("endpoint", "chat"), replace(body, flow="bench"))

    async with open_desk(prepared.settings) as desk:
        await desk.store.change(prepared.tenant, decide, at=desk.clock.now())


async def _talked(port: int, visitors: Sequence[Visitor], options: Options) -> list[float]:
    """Milliseconds of every answer after the first seconds, in which everybody comes at once."""
    for visitor in visitors:
        await visitor.open(port)
    seconds = QUICK_SECONDS if options.quick else SECONDS
    began = time.perf_counter()
    choose = random.Random(options.seed)
    async with asyncio.TaskGroup() as group:
        for visitor in visitors:
            group.create_task(visitor.talk(began + WARM_SECONDS + seconds, random.Random(choose.random())))
    return [wait * 1000 for one in visitors for at, wait in one.waits if at - began > WARM_SECONDS]


def _quantile(values: Sequence[float], share: float) -> float:
    """Nearest rank; infinite when nothing was seen."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, math.ceil(share * len(ordered)) - 1)] if ordered else math.inf
