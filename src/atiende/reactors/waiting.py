"""Waiting for a wake-up or a moment, whichever comes first, by the injected clock."""

import asyncio

from atiende.ports.system import Clock


async def wait_for(wake: asyncio.Event, clock: Clock, seconds: float) -> None:
    """Returns when woken or after `seconds`; the event stays as it is."""
    if seconds <= 0 or wake.is_set():
        return
    async with asyncio.TaskGroup() as group:
        woken = group.create_task(wake.wait())
        slept = group.create_task(clock.sleep(seconds))
        await asyncio.wait({woken, slept}, return_when=asyncio.FIRST_COMPLETED)
        woken.cancel()
        slept.cancel()
