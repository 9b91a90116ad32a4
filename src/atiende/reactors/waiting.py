"""Waiting for a wake-up or a moment, whichever comes first; and loops that outlive what goes wrong in them."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from atiende.domain.overload import What
from atiende.ports.desk import Desk
from atiende.ports.metrics import LOOP_FAILURES
from atiende.ports.system import Clock

log = structlog.get_logger()
AGAIN_SECONDS = 1.0
"""How soon a loop that failed begins again."""


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


CALM_SECONDS = 1.0
"""How often what was put off asks again."""


async def when_calm(desk: Desk, what: What) -> None:
    """Returns when there is time for it: at once, unless the node is overloaded."""
    while not desk.load.allows(what):
        await desk.clock.sleep(CALM_SECONDS)


def ending() -> bool:
    """Whether this task was told to end: a TaskGroup whose tasks fail just then raises what they raised instead."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0


async def keep_going(clock: Clock, name: str, run: Callable[[], Awaitable[None]]) -> None:
    """Runs a loop until it ends or is cancelled. What fails in it (a database that is away, one tenant's broken row) is
    logged and the loop begun again: the others under the same TaskGroup must not stop with it."""
    while True:
        try:
            return await run()
        except Exception as error:
            if ending():
                raise asyncio.CancelledError from error
            log.exception("loop failed", loop=name, error=type(error).__name__)
            LOOP_FAILURES.labels(name).inc()
            await clock.sleep(AGAIN_SECONDS)
