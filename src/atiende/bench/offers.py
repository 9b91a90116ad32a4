"""`atiende bench offers`: from a customer's request over HTTP to the offer an agent's socket has read.

Real clients against the running server: 1,000 agents signed in at their sockets, work brought by a program's keys, each
piece durable before it is offered, accepted by its agent and completed. Beside it, in turns, the two parts such a thing
is made of at least: a durable commit, and the echo of a bare socket.
"""

import asyncio
import gc
import math
import statistics
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2

from atiende.bench.centre import prepare
from atiende.bench.offers_floor import Agent, Program, Waits, make_ready
from atiende.bench.reference.parts import commits
from atiende.bench.registry import Figures, Options
from atiende.bench.running import RunningServer, program, scratch
from atiende.bench.servers.processes import free_port
from atiende.bench.sockets_client import SocketClient

AGENTS, FEW_AGENTS = 1000, 100
RATE, DOUBLE = 100.0, 200.0
WAITING, MUCH_WAITING = 100, 100_000
CONNECTIONS = 60
WARM_SECONDS = 3.0
OPENING = 20
"""Agents who sign in at the same time."""
SETTLE_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Size:
    agents: int
    waiting: int


class Centre:
    """A running server with its agents; `measure` brings work at a rate and answers how long offers took."""

    def __init__(self, server: RunningServer, agents: list[Agent], brings: Program, waits: Waits) -> None:
        self.server, self._agents, self._brings, self._waits = server, agents, brings, waits

    async def measure(self, rate: float, seconds: float) -> tuple[list[float], int]:
        """Milliseconds from request to offer read, and how many were never offered."""
        self._waits.asked.clear()
        self._waits.offered.clear()
        gc.collect()
        gc.disable()  # pauses of the stopwatch are not the server's
        try:
            await self._brings.bring(rate, seconds)
            await asyncio.sleep(SETTLE_SECONDS)
        finally:
            gc.enable()
        for agent in self._agents:
            await agent.finish()
        return self._waits.milliseconds(), self._waits.missing


@asynccontextmanager
async def centre(size: Size) -> AsyncIterator[Centre]:
    """Agents there and available, work waiting elsewhere, the server warm."""
    with scratch("offers") as place:
        prepared = await prepare(Path(place), size.agents)
        keys = await make_ready(prepared, size.waiting)
        server, waits = RunningServer(Path(place)), Waits()
        await server.start()
        base = f"http://localhost:{server.port}"
        limits = httpx2.Limits(max_connections=CONNECTIONS)
        try:
            async with httpx2.AsyncClient(base_url=base, limits=limits, timeout=60, headers={"Origin": base}) as http:
                agents = [Agent(signed, waits, http) for signed in prepared.agents]
                await _open_all(agents, server.port)
                made = Centre(server, agents, Program(keys, waits, http), waits)
                await made.measure(RATE, WARM_SECONDS)
                yield made
        finally:
            await server.stop()


async def _open_all(agents: Sequence[Agent], port: int) -> None:
    for first in range(0, len(agents), OPENING):
        await asyncio.gather(*(agent.open(port) for agent in agents[first : first + OPENING]))


async def run(options: Options) -> Figures:
    """The figures of `bench.md`."""
    pairs, seconds = (1, 5.0) if options.quick else (5, 20.0)
    ours, parts, lost = list[list[float]](), list[float](), 0
    async with centre(Size(AGENTS, WAITING)) as usual:
        for _ in range(pairs):
            took, missing = await usual.measure(RATE, seconds)
            ours.append(took)
            lost += missing
            parts.append(await _parts(seconds / 2, options))
        doubled, missing = await usual.measure(DOUBLE, seconds)
        lost += missing
        options.notes.append(f"server {usual.server.memory_mib():.0f} MiB, {usual.server.cpu_seconds():.0f} s of CPU")
    few = await _median_of(Size(FEW_AGENTS, WAITING), options, max(1, pairs // 2), seconds)
    much = None if options.quick else await _median_of(Size(AGENTS, MUCH_WAITING), options, pairs // 2, seconds)
    if lost:
        options.notes.append(f"{lost} pieces were never offered")
    p50 = statistics.median(_quantile(took, 0.5) for took in ours)
    p99 = statistics.median(_quantile(took, 0.99) for took in ours)
    together = statistics.median(parts)
    return {
        "p50_ms": round(p50, 2),
        "p99_ms": round(p99, 2),
        "p50_ms_200": round(_quantile(doubled, 0.5), 2),
        "p99_ms_200": round(_quantile(doubled, 0.99), 2),
        "parts_p99_ms": round(together, 2),
        "ratio_to_parts": round(p99 / together, 2),
        "growth_agents": round(p50 / few, 2),
        "growth_waiting": None if much is None else round(much / p50, 2),
    }


async def _median_of(size: Size, options: Options, rounds: int, seconds: float) -> float:
    """At another size; p99 moves with the disk, so growth is told by medians."""
    async with centre(size) as other:
        took = [one for _ in range(rounds) for one in (await other.measure(RATE, seconds))[0]]
    p50, p99 = _quantile(took, 0.5), _quantile(took, 0.99)
    options.notes.append(f"{size.agents} agents, {size.waiting} waiting: p50 {p50:.1f} ms, p99 {p99:.1f} ms")
    return p50


async def _parts(seconds: float, options: Options) -> float:
    """p99 of a durable commit and p99 of a bare echo, in ms, summed."""
    with scratch("parts") as place:
        written = await asyncio.to_thread(commits, Path(place), RATE, seconds)
    echoed = await _echoes(seconds)
    options.notes.append(f"commit p99 {_quantile(written, 0.99):.2f} ms, echo p99 {_quantile(echoed, 0.99):.2f} ms")
    return _quantile(written, 0.99) + _quantile(echoed, 0.99)


async def _echoes(seconds: float) -> list[float]:
    """As many sockets, of which one after the other says something and hears it again."""
    port, waits, said = free_port(), list[float](), dict[bytes, float]()

    def heard(frame: bytes) -> None:
        waits.append((time.perf_counter() - said.pop(frame)) * 1000)

    async with program(["-m", "atiende.bench.reference.parts", str(port)], port):
        sockets = [await SocketClient.connect(port, "/echo", heard) for _ in range(AGENTS)]
        began = time.perf_counter()
        for number in range(int(RATE * seconds)):
            await asyncio.sleep(max(0.0, began + number / RATE - time.perf_counter()))
            text = b"%d" % number
            said[text] = time.perf_counter()
            sockets[number % len(sockets)].send(text)
        await asyncio.sleep(0.5)
        for socket in sockets:
            socket.close()
    return waits


def _quantile(values: Sequence[float], share: float) -> float:
    """Nearest rank; infinite when nothing was seen."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, math.ceil(share * len(ordered)) - 1)] if ordered else math.inf
