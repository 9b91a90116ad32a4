"""`atiende bench nodes`: the same messages through one node and through several, on one PostgreSQL: what working
together costs.

Visitors and agents are spread over the nodes as a load balancer that knows nothing would, so most messages are read on
another node than they were said to, and all nodes write on the same tenant's line. `apart` is the other extreme:
visitors on one node, agents on the other. CPU is /proc's, of all nodes together; a message counts when its agent has
read it, after it was durable.
"""

import asyncio
import gc
import math
import statistics
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

import httpx2

from atiende.bench.centre import Prepared, prepare
from atiende.bench.registry import Figures, Options
from atiende.bench.running import RunningServer, scratch
from atiende.bench.servers.nats import NatsServer, NatsServers
from atiende.bench.servers.postgres import Postgres
from atiende.bench.sockets_stored import PATIENCE_SECONDS, Reader, Visitor

AGENTS, VISITORS = 20, 80
RATE = 200.0
WARM_SECONDS, SETTLE_SECONDS = 3.0, 1.0
READY_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Layout:
    """`apart`: agents are on the last node, visitors on the others."""

    nodes: int
    apart: bool = False

    def of_agent(self, number: int) -> int:
        return self.nodes - 1 if self.apart else number % self.nodes

    def of_visitor(self, number: int) -> int:
        return number % max(1, self.nodes - 1) if self.apart else (number // 2) % self.nodes


ONE, TWO, THREE, APART = Layout(1), Layout(2), Layout(3), Layout(2, apart=True)


@dataclass(slots=True)
class Took:
    """`cpu_us` of all nodes for each message read; `waits` in ms; `idle` CPU of all of them in cores, at rest."""

    cpu_us: float
    idle: float
    waits: list[float]
    unread: int
    refused: int


class Line:
    """A visitor, and when he said what was not read yet."""

    def __init__(self, visitor: Visitor, waits: list[float]) -> None:
        self._visitor, self._waits = visitor, waits
        self.said: list[float] = []
        self.refused = 0
        visitor.refused = self._refused

    def _refused(self) -> None:
        """By a server at its limit: it will not be read."""
        self.refused += 1
        if self.said:
            self.said.pop()

    def say(self) -> None:
        self.said.append(time.perf_counter())
        self._visitor.say()

    def heard(self) -> None:
        """In order, as conversations are."""
        if self.said:
            self._waits.append((time.perf_counter() - self.said.pop(0)) * 1000)


@dataclass(slots=True)
class House:
    """The nodes and everybody in them."""

    servers: Sequence[RunningServer]
    lines: list[Line] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)

    def cpu(self) -> float:
        return sum(one.cpu_seconds() for one in self.servers)

    async def measure(self, seconds: float) -> Took:
        await asyncio.sleep(SETTLE_SECONDS)
        before, began = self.cpu(), time.perf_counter()
        await asyncio.sleep(seconds / 3)
        idle = (self.cpu() - before) / (time.perf_counter() - began)
        await self._talk(WARM_SECONDS)
        self.waits.clear()
        before = self.cpu()
        gc.collect()
        gc.disable()  # pauses of the stopwatch are not the server's
        try:
            await self._talk(seconds)
            await asyncio.sleep(SETTLE_SECONDS)
        finally:
            gc.enable()
        read = len(self.waits)
        unread = sum(len(one.said) for one in self.lines)
        return Took(
            (self.cpu() - before) / max(1, read) * 1e6,
            idle,
            list(self.waits),
            unread,
            sum(one.refused for one in self.lines),
        )

    async def _talk(self, seconds: float) -> None:
        began = time.perf_counter()
        for number in range(int(RATE * seconds)):
            await asyncio.sleep(max(0.0, began + number / RATE - time.perf_counter()))
            self.lines[number % len(self.lines)].say()


async def run(options: Options) -> Figures:
    """The figures of `bench.md`, and the same for three nodes and for the other extreme."""
    seconds, rounds = (6.0, 1) if options.quick else (15.0, 5)
    layouts = (ONE, TWO, APART) if options.quick else (ONE, TWO, THREE, APART)
    took: dict[Layout, list[Took]] = defaultdict(list)
    with Postgres.running() as postgres, _bus(options) as bus, scratch("nodes") as place, postgres.database() as url:
        prepared = await prepare(Path(place), AGENTS, database=url)
        told = {
            "ATIENDE_DATABASE_URL": url,
            "ATIENDE_NATS_URL": bus,
            "ATIENDE_BLOB_URL": (Path(place) / "blobs").as_uri(),
            "ATIENDE_SECRET_KEY": (Path(place) / "secret.key").read_text().strip(),
        }
        for _ in range(rounds):
            for layout in layouts:
                async with _house(layout, prepared, told) as house:
                    took[layout].append(await house.measure(seconds))
    return _figures(took, options)


def _figures(took: Mapping[Layout, Sequence[Took]], options: Options) -> Figures:
    cpu = {layout: statistics.median(one.cpu_us for one in all_of) for layout, all_of in took.items()}
    p99 = {layout: statistics.median(_quantile(one.waits, 0.99) for one in all_of) for layout, all_of in took.items()}
    for layout, all_of in took.items():
        name = f"{layout.nodes} node{'s' if layout.nodes > 1 else ''}{' apart' if layout.apart else ''}"
        p50, idle = statistics.median(all_of[0].waits), statistics.median(one.idle for one in all_of)
        unread, refused = sum(one.unread for one in all_of), sum(one.refused for one in all_of)
        options.notes.append(
            f"{name}: {cpu[layout]:.0f} µs a message at {RATE:.0f}/s, {100 * idle:.1f} % of a core at rest, "
            f"p50 {p50:.1f} ms, p99 {p99[layout]:.1f} ms, {unread} not read, {refused} refused"
        )
    return {
        "cpu_ratio_2": round(cpu[TWO] / cpu[ONE], 2),
        "p99_ms_1": round(p99[ONE], 1),
        "p99_ms_2": round(p99[TWO], 1),
        "cpu_ratio_3": round(cpu[THREE] / cpu[ONE], 2) if THREE in cpu else None,
        "p99_ms_3": round(p99[THREE], 1) if THREE in p99 else None,
        "cpu_ratio_2_apart": round(cpu[APART] / cpu[ONE], 2),
        "p99_ms_2_apart": round(p99[APART], 1),
        "cpu_us_1": round(cpu[ONE]),
    }


@contextmanager
def _bus(options: Options) -> Iterator[str]:
    """A NATS server where one is installed; else the nodes ask the database."""
    if NatsServer.binary() is None:
        options.notes.append("no NATS server is installed: nodes poll the database")
    with NatsServers.running(1) if NatsServer.binary() else nullcontext() as servers:
        yield servers.urls if servers is not None else ""


@asynccontextmanager
async def _house(layout: Layout, prepared: Prepared, told: dict[str, str]) -> AsyncIterator[House]:
    """So many nodes with everybody at his place; every visitor has an agent before anything is measured."""
    async with AsyncExitStack() as open_ones:
        servers = []
        for number in range(layout.nodes):
            directory = Path(open_ones.enter_context(scratch(f"node-{number}")))
            server = RunningServer(directory, extra=told)
            server.ready_seconds = READY_SECONDS
            open_ones.push_async_callback(server.stop)
            await server.start()
            servers.append(server)
        house = House(servers)
        people = await _agents(layout, prepared, house, open_ones)
        await _visitors(layout, prepared, house, people)
        yield house


async def _agents(layout: Layout, prepared: Prepared, house: House, open_ones: AsyncExitStack) -> dict[str, Line]:
    lines: dict[str, Line] = {}
    calls = []
    for server in house.servers:
        base = f"http://localhost:{server.port}"
        client = httpx2.AsyncClient(base_url=base, timeout=30, headers={"Origin": base})
        calls.append(await open_ones.enter_async_context(client))
    for number, agent in enumerate(prepared.agents):
        node = layout.of_agent(number)
        await Reader(agent, calls[node], lines).open(house.servers[node].port)
    return lines


async def _visitors(layout: Layout, prepared: Prepared, house: House, lines: dict[str, Line]) -> None:
    visitors = [Visitor(prepared.chat) for _ in range(VISITORS)]
    for number, one in enumerate(visitors):
        await one.open(house.servers[layout.of_visitor(number)].port, f"v{number}")
        one.say()
        await asyncio.sleep(0.02)
    async with asyncio.timeout(2 * PATIENCE_SECONDS):
        for one in visitors:
            await one.served.wait()
    lines |= {one.name: Line(one, house.waits) for one in visitors}
    house.lines += lines.values()


def _quantile(values: Sequence[float], share: float) -> float:
    """Nearest rank; infinite when nothing was seen."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, math.ceil(share * len(ordered)) - 1)] if ordered else math.inf
