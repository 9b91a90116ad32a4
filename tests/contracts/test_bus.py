"""What every bus must hold: it reaches who listens on any node, waits for nobody, and may lose what is old."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest

from atiende.bench.servers.nats import NatsServers
from atiende.bus.memory import MemoryBus
from atiende.ports.bus import Bus, Grew, Typing
from tests.contracts.bus_world import linked, node, take

TYPING = Typing(conversation="cnv_1", who="usr_1", on=True)

Pair = Callable[..., AbstractAsyncContextManager[tuple[Bus, Bus]]]


@asynccontextmanager
async def _in_memory(kept: int = 1_000) -> AsyncIterator[tuple[Bus, Bus]]:
    bus = MemoryBus(kept)
    yield bus, bus


@pytest.fixture(params=["memory", "nats"])
def pair(request: pytest.FixtureRequest) -> Pair:
    """Where something is said, and where somebody listens: on two nodes, where the bus has several."""
    if request.param == "memory":
        return _in_memory
    servers: NatsServers = request.getfixturevalue("nats")

    @asynccontextmanager
    async def through_nats(kept: int = 1_000) -> AsyncIterator[tuple[Bus, Bus]]:
        async with node(servers.urls, kept) as here, node(servers.urls, kept) as there:
            await linked(here, there)
            await linked(there, here)
            yield here, there

    return through_nats


async def test_a_signal_reaches_those_who_listen_to_its_tenant_and_those_who_listen_to_all(pair: Pair) -> None:
    async with (
        pair() as (here, there),
        there.listen("ten_a") as mine,
        there.listen("ten_b") as other,
        there.listen(None) as everything,
    ):
        await here.send("ten_a", TYPING)
        await here.send("ten_b", Grew(seq=3))

        assert await take(mine, 1) == [("ten_a", TYPING)]
        assert await take(other, 1) == [("ten_b", Grew(seq=3))]
        assert await take(everything, 2) == [("ten_a", TYPING), ("ten_b", Grew(seq=3))]


async def test_who_says_it_hears_it_at_once_and_once(pair: Pair) -> None:
    async with pair() as (here, there), here.listen("ten_a") as mine, there.listen("ten_a") as theirs:
        await here.send("ten_a", TYPING)
        async with asyncio.timeout(0.01):
            assert await anext(mine) == ("ten_a", TYPING)
        assert await take(theirs, 1) == [("ten_a", TYPING)]
        await there.send("ten_a", Grew(seq=1))
        assert await take(mine, 1) == [("ten_a", Grew(seq=1))]


async def test_nobody_has_to_listen(pair: Pair) -> None:
    async with pair() as (here, there):
        async with there.listen("ten_a"):
            pass

        await here.send("ten_a", TYPING)


async def test_a_slow_listener_loses_the_oldest_and_holds_nobody_up(pair: Pair) -> None:
    async with pair(kept=3) as (here, there), there.listen("ten_a") as slow:
        for seq in range(10):
            await here.send("ten_a", Grew(seq=seq))

        assert [signal for _, signal in await take(slow, 3)] == [Grew(seq=7), Grew(seq=8), Grew(seq=9)]


async def test_a_listener_waits_for_what_comes_later(pair: Pair) -> None:
    async with pair() as (here, there), there.listen("ten_a") as signals, asyncio.TaskGroup() as tasks:
        waiting = tasks.create_task(take(signals, 1))
        await here.send("ten_a", TYPING)

    assert waiting.result() == [("ten_a", TYPING)]
