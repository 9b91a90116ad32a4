"""Destinations behind walls of their own: a slow one fills its places and nobody else's, a dead one is left alone."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from atiende.domain.errors import Overloaded
from atiende.reactors.bulkheads import FAILURES, REST_SECONDS, Bulkheads
from tests.fakes import VirtualClock, settle

SLOW_SECONDS, FAST_SECONDS = 30.0, 0.05


class Outside:
    """Two destinations, one slow and one fast, asked for side by side on a clock of its own."""

    def __init__(self, name_of: dict[str, str], at_once: int = 4) -> None:
        self.clock = VirtualClock()
        self.walls = Bulkheads(self.clock, at_once)
        self._name_of = name_of
        self.took: dict[str, list[float]] = {"slow": [], "fast": []}

    async def ask(self, which: str) -> None:
        began = self.clock.elapsed()
        async with self.walls.behind(self._name_of[which]):
            await self.clock.sleep(SLOW_SECONDS if which == "slow" else FAST_SECONDS)
        self.took[which].append(self.clock.elapsed() - began)


@asynccontextmanager
async def asked(name_of: dict[str, str]) -> AsyncIterator[Outside]:
    """Forty questions to the slow one, and then twenty to the fast one, ten a second."""
    outside = Outside(name_of)
    async with asyncio.TaskGroup() as group:
        for _ in range(40):
            group.create_task(outside.ask("slow"))
        await settle()
        for _ in range(20):
            group.create_task(outside.ask("fast"))
            await outside.clock.advance(0.1)
        yield outside
        await outside.clock.advance(11 * SLOW_SECONDS)


async def test_a_slow_destination_does_not_slow_a_fast_one() -> None:
    async with asked({"slow": "slow", "fast": "fast"}) as outside:
        assert len(outside.took["fast"]) == 20
        assert max(outside.took["fast"]) == pytest.approx(FAST_SECONDS, abs=0.002)
    assert len(outside.took["slow"]) == 40


async def test_behind_one_common_wall_it_would() -> None:
    async with asked({"slow": "one", "fast": "one"}) as outside:
        assert not outside.took["fast"]
    assert min(outside.took["fast"]) > SLOW_SECONDS


async def test_one_that_keeps_failing_is_left_alone_and_then_tried_once() -> None:
    clock = VirtualClock()
    walls = Bulkheads(clock)
    for _ in range(FAILURES):
        async with walls.behind("dead"):
            walls.note("dead", answered=False)
    with pytest.raises(Overloaded):
        await walls.behind("dead").__aenter__()
    async with walls.behind("other"):
        walls.note("other", answered=True)
    await clock.advance(REST_SECONDS + 1)
    async with walls.behind("dead"):
        with pytest.raises(Overloaded):
            await walls.behind("dead").__aenter__()
        walls.note("dead", answered=False)
    with pytest.raises(Overloaded):
        await walls.behind("dead").__aenter__()
    await clock.advance(REST_SECONDS + 1)
    async with walls.behind("dead"):
        walls.note("dead", answered=True)
    async with walls.behind("dead"), walls.behind("dead"):
        pass


async def test_too_many_that_wait_for_one_fail_at_once() -> None:
    clock = VirtualClock()
    walls, failed = Bulkheads(clock, at_once=1), 0

    async def ask() -> None:
        nonlocal failed
        try:
            async with walls.behind("slow"):
                await clock.sleep(1)
        except Overloaded:
            failed += 1

    async with asyncio.TaskGroup() as group:
        for _ in range(300):
            group.create_task(ask())
        await settle()
        assert 90 < failed < 110
        await clock.advance(300)
