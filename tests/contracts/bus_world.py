"""Nodes on a bus of real NATS servers, and what a listener took."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from atiende.bus.nats import NatsBus
from atiende.bus.system import SystemClock, SystemIds
from atiende.ports.bus import AnySignal, Bus, Grew
from tests.waiting import eventually

PATIENCE = 30.0


async def take(signals: AsyncIterator[tuple[str, AnySignal]], count: int) -> list[tuple[str, AnySignal]]:
    found = []
    async with asyncio.timeout(PATIENCE):
        async for each in signals:
            found.append(each)
            if len(found) == count:
                break
    return found


async def until(condition: Callable[[], bool]) -> None:
    await eventually(condition)


@asynccontextmanager
async def node(urls: str, kept: int = 1_000, *, away: bool = False) -> AsyncIterator[NatsBus]:
    """A node's end of the bus, once it is connected; `away`: before it is."""
    bus = NatsBus(urls.split(","), SystemClock(), SystemIds().new("nod"), kept)
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(bus.run())
        try:
            if not away:
                await until(lambda: bus.connected)
            yield bus
        finally:
            running.cancel()


async def linked(here: Bus, there: Bus) -> None:
    """Until what is said here is heard there: the servers tell each other a moment later who listens."""
    said, heard = 0, 0

    async def listen() -> None:
        nonlocal heard
        async for _, signal in signals:
            heard = signal.seq if isinstance(signal, Grew) else heard

    async with there.listen("ten_link") as signals, asyncio.TaskGroup() as tasks, asyncio.timeout(PATIENCE):
        listening = tasks.create_task(listen())
        while heard < said or not said:  # they come in order: after the last one none is on its way
            said += 1
            await here.send("ten_link", Grew(seq=said))
            for _ in range(20):
                if heard < said:
                    await asyncio.sleep(0.01)
        listening.cancel()
