"""Telephone calls for minutes on end through a real Asterisk and the whole application, every call routed and durable:
nothing may grow in either, every caller reaches an agent, and at the end no channel and no bridge is left.
`atiende soak --calls 60 --minutes 30 --telephones` by hand.
"""

import asyncio
import re
import time
from dataclasses import dataclass, field
from pathlib import Path

import typer

from atiende.bench.calls import available, settings_for
from atiende.bench.calls_centre import NUMBER, Stage, call, missing, read, staged
from atiende.bench.growth import Held, grew, held_by, memory_told, told
from atiende.bench.running import RunningServer, scratch
from atiende.bench.servers.asterisk import AsteriskServer

TALK_S = 10
SPARE = 1.5
"""Agents for each call at once: one who has just hung up is not free in the same moment."""
LOOK_SECONDS = 1.0
EMPTY_WITHIN = 60.0
LOG_SLACK = 10_000
"""Bytes of memory a call may leave in the application: what its screens and floors keep of it."""
COUNTED = re.compile(r"(\d+) active channel")


@dataclass(slots=True)
class Outcome:
    """The lists are empty when all held."""

    calls: int = 0
    unbridged: int = 0
    left: list[str] = field(default_factory=list)
    grown: list[str] = field(default_factory=list)
    asterisk: list[Held] = field(default_factory=list)
    application: list[Held] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        return bool(self.calls) and not (self.unbridged or self.left or self.grown)


async def soak(calls: int, minutes: float) -> Outcome:
    """`calls` at once, as they come and go."""
    with scratch("calls") as name:
        async with staged(Path(name), max(2, round(calls * SPARE)), 1) as stage:
            server = RunningServer(Path(name), extra=settings_for(stage.asterisk))
            await server.start()
            try:
                await available(server, stage.agents)
                return await _while_calling(stage, server, calls, minutes)
            finally:
                await server.stop()


async def _while_calling(stage: Stage, server: RunningServer, calls: int, minutes: float) -> Outcome:
    outcome, rate = Outcome(), max(1, calls // TALK_S)
    await call(stage, NUMBER, rate=rate, calls=rate, talk_ms=500)  # the first ones find everything cold
    idle = await _empty(stage.asterisk)
    begins = stage.log.stat().st_size
    whole = max(1, round(rate * minutes * 60))
    async with asyncio.TaskGroup() as group:
        calling = group.create_task(call(stage, NUMBER, rate=rate, calls=whole, talk_ms=TALK_S * 1000))
        while not calling.done():
            outcome.asterisk.append(held_by(_pid(stage.asterisk)))
            outcome.application.append(held_by(server.pid))
            await asyncio.sleep(LOOK_SECONDS)
    left = await _empty(stage.asterisk)
    seen = read(stage.log, begins, NUMBER, whole)
    outcome.calls, outcome.unbridged = len(seen.waits_ms), seen.unbridged
    if left > idle:
        outcome.left.append(f"channels: {left}")
    judge(outcome, whole)
    return outcome


def judge(outcome: Outcome, calls: int) -> None:
    """What grew while calls came and went. The application's log of facts grows, and what it remembers of each call."""
    outcome.grown += grew("Asterisk", outcome.asterisk)
    outcome.grown += grew("application", outcome.application, more=calls * LOG_SLACK)


async def _empty(asterisk: AsteriskServer) -> int:
    """Channels that are left when it has been given time."""
    until = time.monotonic() + EMPTY_WITHIN
    while True:
        found = COUNTED.search(await asyncio.to_thread(asterisk.ask, "core show channels count"))
        left = int(found[1]) if found else 0
        if not left or time.monotonic() > until:
            return left
        await asyncio.sleep(LOOK_SECONDS)


def _pid(asterisk: AsteriskServer) -> int:
    assert asterisk.process is not None
    return asterisk.process.pid


async def report(calls: int, minutes: float) -> int:
    """The exit code: 1 when something did not hold, or nothing could be tried."""
    if lacking := missing():
        typer.echo(lacking)
        return 1
    outcome = await soak(calls, minutes)
    typer.echo(f"{outcome.calls} calls reached an agent, {outcome.unbridged} did not")
    for who, found in (("Asterisk", outcome.asterisk), ("application", outcome.application)):
        typer.echo(memory_told(who, found))
        typer.echo(f"{who}, threads and files: " + " ".join(f"{one.tasks}/{one.files}" for one in told(found)))
    for what in (*outcome.left, *outcome.grown):
        typer.echo(what)
    return int(not outcome.holds)
