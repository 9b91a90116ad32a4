"""What every bus must hold: it reaches who listens, waits for nobody, and may lose what is old."""

import asyncio
from collections.abc import AsyncIterator

from atiende.bus.memory import MemoryBus
from atiende.ports.bus import AnySignal, Grew, Typing

TYPING = Typing(conversation="cnv_1", who="usr_1", on=True)


async def take(signals: AsyncIterator[tuple[str, AnySignal]], count: int) -> list[tuple[str, AnySignal]]:
    found = []
    async with asyncio.timeout(5):
        async for each in signals:
            found.append(each)
            if len(found) == count:
                break
    return found


async def test_a_signal_reaches_those_who_listen_to_its_tenant_and_those_who_listen_to_all() -> None:
    bus = MemoryBus()
    async with bus.listen("ten_a") as mine, bus.listen("ten_b") as other, bus.listen(None) as everything:
        await bus.send("ten_a", TYPING)
        await bus.send("ten_b", Grew(seq=3))

        assert await take(mine, 1) == [("ten_a", TYPING)]
        assert await take(other, 1) == [("ten_b", Grew(seq=3))]
        assert await take(everything, 2) == [("ten_a", TYPING), ("ten_b", Grew(seq=3))]


async def test_nobody_has_to_listen() -> None:
    bus = MemoryBus()
    async with bus.listen("ten_a"):
        pass

    await bus.send("ten_a", TYPING)


async def test_a_slow_listener_loses_the_oldest_and_holds_nobody_up() -> None:
    bus = MemoryBus(kept=3)
    async with bus.listen("ten_a") as slow:
        for seq in range(10):
            await bus.send("ten_a", Grew(seq=seq))

        assert [signal for _, signal in await take(slow, 3)] == [Grew(seq=7), Grew(seq=8), Grew(seq=9)]


async def test_a_listener_waits_for_what_comes_later() -> None:
    bus = MemoryBus()
    async with bus.listen("ten_a") as signals, asyncio.TaskGroup() as tasks:
        waiting = tasks.create_task(take(signals, 1))
        await bus.send("ten_a", TYPING)

    assert waiting.result() == [("ten_a", TYPING)]
