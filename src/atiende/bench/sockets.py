"""`atiende bench sockets`: what a socket costs, against others' in the same run.

The server on one core, its clients in this process on the other. Fan-out beside Socket.IO and picows in turns; messages
from a visitor to an agent, durable in between, beside ejabberd's from one to another; memory of agents at their desks,
and how long they all take to be back after their lines broke. CPU is /proc's, of the server's process.
"""

import asyncio
import os
import resource
import statistics
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from atiende.bench import sockets_stored
from atiende.bench.centre import Prepared, prepare
from atiende.bench.registry import Figures, Options
from atiende.bench.running import RunningServer, scratch, settled
from atiende.bench.sockets_crowd import OPENING, Crowd, Desk, Member, Plain, SocketIo, missing, picows, socketio

SERVER_CORE, CLIENT_CORE = 0, 1
AGENTS = 1000
FEW, MANY = 100, 5000
FILES = 16_384
LOSS_NOTED_SECONDS = 2.0
Medians = dict[str, list[float]]


async def run(options: Options) -> Figures:
    """The figures of `bench.md`."""
    _room_for_sockets()
    lacks = missing()
    if lacks:
        options.notes.append(f"not installed, see tools/bench.sh: {', '.join(lacks)}")
    os.sched_setaffinity(0, {min(CLIENT_CORE, (os.cpu_count() or 1) - 1)})
    figures: Figures = {}
    async with scratch_centre(AGENTS + 1) as (server, prepared):
        figures |= await _at_their_desks(server, prepared, options)
    figures |= await sockets_stored.measure(options, SERVER_CORE)
    order = ("fanout_us", "ratio_to_socketio", "ratio_to_picows", "growth_5000", "stored_per_s", "ratio_to_ejabberd")
    return {name: figures[name] for name in (*order, "kib_per_agent", "storm_s")}


def _room_for_sockets() -> None:
    """Servers started here inherit it."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = FILES if most == resource.RLIM_INFINITY else min(FILES, most)
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


@asynccontextmanager
async def scratch_centre(agents: int) -> AsyncIterator[tuple[RunningServer, Prepared]]:
    """The server as users get it, on its core, with so many agents who may come."""
    with scratch("sockets") as place:
        prepared = await prepare(Path(place), agents)
        server = RunningServer(Path(place), cpu=SERVER_CORE)
        await server.start()
        try:
            yield server, prepared
        finally:
            await server.stop()


async def _at_their_desks(server: RunningServer, prepared: Prepared, options: Options) -> Figures:
    await server.settled()
    crowd, empty = Crowd(server.pid, server.port), server.memory_mib()
    desks = [Desk(one) for one in prepared.agents[:AGENTS]]
    await crowd.join(desks)
    await server.settled()
    kib = (server.memory_mib() - empty) * 1024 / AGENTS
    storm = statistics.median([await _storm(server.port, desks) for _ in range(1 if options.quick else 3)])
    speaker = Desk(prepared.agents[AGENTS])
    await speaker.open(server.port, _nobody)
    conversation = await sockets_stored.somebody_writes(server.port, prepared)
    speaker.watch(conversation)
    return await _fan_out(crowd, desks, speaker, conversation, options) | {
        "kib_per_agent": round(kib, 1),
        "storm_s": round(storm, 2),
    }


def _nobody() -> None:
    """The speaker is not told what he says."""


async def _storm(port: int, desks: Sequence[Desk]) -> float:
    """All lines break at once and everybody comes back at once: seconds until the last knows where he stands."""
    for one in desks:
        one.close()
    await asyncio.sleep(LOSS_NOTED_SECONDS)
    began = time.perf_counter()
    await asyncio.gather(*(one.back(port) for one in desks))
    return time.perf_counter() - began


async def _fan_out(crowd: Crowd, desks: Sequence[Desk], speaker: Desk, conversation: str, options: Options) -> Figures:
    """At three sizes; at the middle one in turns with the others."""
    seconds, rounds, edges = (2.0, 2, 1) if options.quick else (10.0, 5, 3)
    await _watch(crowd, desks[:FEW], conversation)
    few = [await crowd.microseconds(seconds, speaker, FEW) for _ in range(edges)]
    await _watch(crowd, desks[FEW:], conversation)
    took: Medians = {"ours": [], "socketio": [], "picows": []}
    async with AsyncExitStack() as rooms:
        others = await _others(rooms)
        for _ in range(rounds):
            took["ours"].append(await crowd.microseconds(seconds, speaker, AGENTS))
            for name, (room, member) in others.items():
                took[name].append(await room.microseconds(seconds, member, AGENTS))
    more = [Desk(one.agent) for one in desks for _ in range(MANY // AGENTS - 1)]
    await crowd.join(more)
    await _watch(crowd, more, conversation)
    many = [await crowd.microseconds(seconds, speaker, MANY) for _ in range(edges)]
    crowd.part()
    middle = {name: statistics.median(each) for name, each in took.items() if each}
    ours, at = middle["ours"], {FEW: statistics.median(few), MANY: statistics.median(many)}
    told = ", ".join(f"{name} {each:.1f}" for name, each in middle.items())
    options.notes.append(
        f"CPU µs per delivery at {AGENTS} sockets: {told}; {FEW}: {at[FEW]:.1f}, {MANY}: {at[MANY]:.1f}"
    )
    return {
        "fanout_us": round(ours, 2),
        "ratio_to_socketio": _ratio(ours, middle.get("socketio")),
        "ratio_to_picows": _ratio(ours, middle.get("picows")),
        "growth_5000": round(at[MANY] / at[FEW], 2),
    }


async def _watch(crowd: Crowd, desks: Sequence[Desk], conversation: str) -> None:
    """Until the server has told everybody who else looks."""
    for first in range(0, len(desks), OPENING):
        for one in desks[first : first + OPENING]:
            one.watch(conversation)
        await asyncio.sleep(0.02)
    await settled(crowd.pid)


async def _others(rooms: AsyncExitStack) -> dict[str, tuple[Crowd, Member]]:
    """Those installed here, each with as many members."""
    lacks, found = missing(), dict[str, tuple[Crowd, Member]]()
    if "socket.io" not in lacks:
        found["socketio"] = await _filled(await rooms.enter_async_context(socketio(SERVER_CORE)), SocketIo)
    if "picows" not in lacks:
        found["picows"] = await _filled(await rooms.enter_async_context(picows(SERVER_CORE)), Plain)
    return found


async def _filled(room: Crowd, kind: type[SocketIo] | type[Plain]) -> tuple[Crowd, Member]:
    members: list[Member] = [kind() for _ in range(AGENTS)]
    await room.join(members)
    return room, members[0]


def _ratio(ours: float, theirs: float | None) -> float | None:
    return None if not theirs else round(ours / theirs, 2)
