"""`atiende bench overload`: ten times what the server can do, of several centres, one of them noisy; then peace again.

The server has one core to itself and the load comes from another. First what it can do is measured (every visitor says
the next thing as soon as the last is answered), then a quiet stretch, then the overload, open loop: all of it from one
noisy centre beside the others' normal traffic, and spread over all by Zipf. At the end what clients were told is
compared with what is stored, by the checkers of I1–I7.
"""

import asyncio
import math
import os
import random
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import httpx2
import typer

from atiende.bench.centre import Prepared, prepare
from atiende.bench.history.checks import breaches
from atiende.bench.history.record import History
from atiende.bench.history.stored import look
from atiende.bench.overload_people import Agents, Tally, Visitor, zipf
from atiende.bench.registry import Figures, Options
from atiende.bench.running import RunningServer, scratch
from atiende.wiring import open_desk

NORMAL_SHARE, TIMES = 0.25, 10
"""Of the capacity: what a normal day asks for, and an overload."""
SENDS_PER_S = 2.0
"""Replies of agents a second, in each centre."""
AGENTS = 4
TICK = 0.01
CALM_P99_S = 0.1
"""What a quiet machine's p99 may be at least before a ratio to it means anything, in seconds."""
MOST_AFTER_S = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much is set up and how long each stretch takes, in seconds."""

    centres: int = 6
    noisy_visitors: int = 800
    visitors: int = 100
    """Of each of the others."""
    measure: float = 10.0
    quiet: float = 15.0
    overload: float = 30.0
    """Each of the two kinds."""


QUICK = Size(noisy_visitors=500, measure=4.0, quiet=4.0, overload=10.0)
FULL = Size()
SOAK = Size(overload=60.0)
TINY = Size(centres=3, noisy_visitors=300, visitors=80, measure=2.0, quiet=2.0, overload=6.0)
"""What a test has time for."""


@dataclass(slots=True)
class Scene:
    """Everybody, by centre; the first centre is the noisy one."""

    server: RunningServer
    centres: Sequence[Prepared]
    history: History
    share: float = 0.0
    """Of its core the server used in the last stretch: well below 1 on a busy machine, where waits mean little."""
    visitors: list[list[Visitor]] = field(default_factory=list)
    agents: list[Agents] = field(default_factory=list)

    def tallies(self) -> list[Tally]:
        """A fresh one for each centre; answers are counted there from now on."""
        made = [Tally() for _ in self.centres]
        for tally, visitors in zip(made, self.visitors, strict=True):
            for visitor in visitors:
                visitor.tally = tally
        return made


async def run(options: Options) -> Figures:
    """The figures of the benchmark."""
    return await overload(QUICK if options.quick else FULL, options.seed, options.notes)


async def overload(size: Size, seed: int, notes: list[str]) -> Figures:
    """The whole of it on a server of its own; `notes` gets every breach of an invariant."""
    cores = sorted(os.sched_getaffinity(0))
    with scratch("overload") as place:
        directory = Path(place)
        centres = [await prepare(directory, AGENTS) for _ in range(size.centres)]
        server = RunningServer(directory, cpu=cores[0] if len(cores) > 1 else None)
        history = History(time.perf_counter)
        await server.start()
        if len(cores) > 1:
            os.sched_setaffinity(0, set(cores[1:]))
        try:
            figures = await _with_everybody(Scene(server, centres, history), size, seed)
            figures["rss_mib"] = round(server.peak_mib(), 1)
        finally:
            os.sched_setaffinity(0, set(cores))
            await server.stop()
        found = await _breaches(centres, history)
        notes += found[:20]
        return figures | {"violations": float(len(found))}


async def _breaches(centres: Sequence[Prepared], history: History) -> list[str]:
    async with open_desk(centres[0].settings) as desk:
        return [
            one for centre in centres for one in breaches(_of(history, centre), await look(desk.store, centre.tenant))
        ]


def _of(history: History, centre: Prepared) -> History:
    """What concerns one centre: its visitors' names begin with its id, and its agents are its own."""
    own = History(lambda: 0.0)
    agents = {agent.user for agent in centre.agents}
    own.events = [one for one in history.events if one.who in agents or one.who.startswith(f"{centre.tenant}-")]
    return own


async def _with_everybody(scene: Scene, size: Size, seed: int) -> Figures:
    base, chance = f"http://localhost:{scene.server.port}", random.Random(seed)
    pool = httpx2.Limits(max_connections=20)
    async with httpx2.AsyncClient(base_url=base, limits=pool, timeout=30, headers={"Origin": base}) as http:
        scene.agents = [Agents(centre, scene.history, http) for centre in scene.centres]
        for agents in scene.agents:
            await agents.open(scene.server.port)
        scene.visitors = [
            [Visitor(centre, f"{centre.tenant}-{number}", scene.history) for number in range(_count(size, rank))]
            for rank, centre in enumerate(scene.centres)
        ]
        people = [visitor for visitors in scene.visitors for visitor in visitors]
        running = asyncio.gather(*(one.run(scene.server.port, random.Random(chance.random())) for one in people))
        try:
            await _begin(scene, people)
            return await _stretches(scene, size, chance)
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
            for agents in scene.agents:
                agents.close()


def _count(size: Size, rank: int) -> int:
    return size.visitors if rank else size.noisy_visitors


async def _begin(scene: Scene, people: Sequence[Visitor]) -> None:
    """Everybody is connected, has said something and been answered; every centre has a conversation to write in."""
    scene.tallies()
    async with asyncio.timeout(120):
        for one in people:
            await one.welcomed.wait()
            one.say()
            await one.answered.wait()
        for agents in scene.agents:
            await agents.accepted.wait()


async def _stretches(scene: Scene, size: Size, chance: random.Random) -> Figures:
    capacity = await _capacity(scene, size.measure)
    count = len(scene.centres)
    normal = [NORMAL_SHARE * capacity / count] * count
    quiet = await _load(scene, normal, size.quiet, chance)
    noisy = await _load(scene, [TIMES * capacity, *normal[1:]], size.overload, chance)
    noisy_share = scene.share
    after_noisy = await _peace(scene, normal, quiet, chance)
    spread = [TIMES * capacity * share for share in zipf(count)]
    everybody = await _load(scene, spread, size.overload, chance)
    after = await _peace(scene, normal, quiet, chance)
    scene.history.calm()
    await asyncio.sleep(2)
    return {
        "capacity_per_s": round(capacity),
        "quiet_p99_ms": _ms(_others(quiet)),
        **_figures("noisy", noisy, size, capacity),
        "noisy_others_p99_ms": _ms(_others(noisy)),
        "noisy_others_ratio": round(_p99(_others(noisy)) / max(CALM_P99_S, _p99(_others(quiet))), 2),
        "noisy_others_refused": float(sum(len(one.refusals) for one in noisy[1:])),
        **_figures("all", everybody, size, capacity),
        "noisy_core_pct": round(100 * noisy_share),
        "recovered_s": round(max(after_noisy, after), 1),
    }


def _figures(name: str, tallies: Sequence[Tally], size: Size, capacity: float) -> dict[str, float | None]:
    """Of one kind of overload."""
    done = sum(len(one.waits) + len(one.sends) for one in tallies)
    refusals = [wait for one in tallies for wait in one.refusals]
    sends = [wait for one in tallies for wait in one.sends]
    return {
        f"{name}_offered_per_s": round(sum(one.said + one.kept for one in tallies) / size.overload),
        f"{name}_said_per_s": round(sum(one.said for one in tallies) / size.overload),
        f"{name}_goodput_ratio": round(done / size.overload / capacity, 2),
        f"{name}_refused": float(len(refusals)),
        f"{name}_refusal_worst_ms": _ms(refusals, 1.0) if refusals else None,
        f"{name}_wait_p99_ms": _ms([wait for one in tallies for wait in one.waits]),
        f"{name}_sends_p99_ms": _ms(sends),
        f"{name}_sends_refused": float(sum(one.sends_refused for one in tallies)),
    }


async def _capacity(scene: Scene, seconds: float) -> float:
    """Messages a second when every visitor says the next thing as soon as he was answered."""
    tallies = scene.tallies()
    ends = time.perf_counter() + seconds

    async def talk(visitor: Visitor) -> None:
        while time.perf_counter() < ends:
            visitor.answered.clear()
            visitor.say()
            try:
                await asyncio.wait_for(visitor.answered.wait(), 5)
            except TimeoutError:
                continue

    await asyncio.gather(*(talk(one) for visitors in scene.visitors for one in visitors))
    return sum(len(one.waits) for one in tallies) / seconds


async def _load(scene: Scene, rates: Sequence[float], seconds: float, chance: random.Random) -> list[Tally]:
    """Open loop: so many messages a second fall to the visitors of each centre, whatever becomes of them."""
    tallies, began = scene.tallies(), time.perf_counter()
    used = scene.server.cpu_seconds()
    due = [0.0] * len(rates)
    sending: set[asyncio.Task[None]] = set()
    sent = 0
    while (now := time.perf_counter() - began) < seconds:
        for rank, rate in enumerate(rates):
            while due[rank] < now:
                due[rank] += chance.expovariate(rate)
                chance.choice(scene.visitors[rank]).say()
        while sent < now * SENDS_PER_S:
            sent += 1
            for agents, tally in zip(scene.agents, tallies, strict=True):
                task = asyncio.get_running_loop().create_task(agents.write(tally))
                sending.add(task)
                task.add_done_callback(sending.discard)
        await asyncio.sleep(TICK)
    scene.share = (scene.server.cpu_seconds() - used) / seconds
    await asyncio.sleep(1.0)  # for the last answers
    await asyncio.gather(*sending)
    return tallies


async def _peace(scene: Scene, normal: Sequence[float], quiet: Sequence[Tally], chance: random.Random) -> float:
    """Seconds of normal traffic until its p99 is again what it was, twice at most."""
    began = time.perf_counter()
    goal = 2 * max(CALM_P99_S, _p99(_all(quiet)))
    while (took := time.perf_counter() - began) < MOST_AFTER_S:
        if _p99(_all(await _load(scene, normal, 2.0, chance))) <= goal:
            return took
    return took


def _all(tallies: Sequence[Tally]) -> list[float]:
    return [wait for one in tallies for wait in one.waits]


def _others(tallies: Sequence[Tally]) -> list[float]:
    return _all(tallies[1:])


def _p99(waits: Sequence[float], share: float = 0.99) -> float:
    """Nearest rank; infinite when nothing was answered."""
    ordered = sorted(waits)
    return ordered[min(len(ordered) - 1, math.ceil(share * len(ordered)) - 1)] if ordered else math.inf


def _ms(waits: Sequence[float], share: float = 0.99) -> float:
    return round(_p99(waits, share) * 1000, 1)


def shown(figures: Mapping[str, float | None]) -> str:
    """For a test's output."""
    return "\n".join(f"{name:<28} {value}" for name, value in figures.items())


async def report(seed: int) -> int:
    """For the command line: prints the figures; 1 when an invariant did not hold."""
    found: list[str] = []
    typer.echo(shown(await overload(SOAK, seed, found)))
    for one in found:
        typer.echo(one)
    return 1 if found else 0
