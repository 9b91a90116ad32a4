"""Loops that outlive what goes wrong in them, and end when they are told to."""

import asyncio

import pytest

from atiende.reactors.waiting import keep_going
from tests.fakes import VirtualClock

pytestmark = pytest.mark.anyio


async def test_a_loop_that_is_told_to_end_while_a_task_under_it_fails_does_not_begin_again() -> None:
    """A TaskGroup whose task fails just then raises what that task raised, not that it was cancelled."""
    begun: list[int] = []

    async def fail_at_the_end() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            raise OSError("on its way out")

    async def run() -> None:
        begun.append(1)
        async with asyncio.TaskGroup() as group:
            group.create_task(fail_at_the_end())

    async with asyncio.timeout(30):
        loop = asyncio.ensure_future(keep_going(VirtualClock(), "a loop", run))
        while not begun:
            await asyncio.sleep(0)
        await asyncio.sleep(0)
        loop.cancel()
        with pytest.raises(asyncio.CancelledError):
            await loop
    assert begun == [1]
