"""Watches how far this node is behind, and tells `desk.load` what may go on: see `domain.overload`.

Two delays count: how late the event loop wakes who asked to be woken, and how long the oldest change or message has
waited for its turn. What waits too long at the gate is refused here, so that nobody waits longer for a refusal.
"""

from collections.abc import Callable

import structlog

from atiende.domain.overload import LETS_GO, Shedding
from atiende.ports.desk import Desk
from atiende.ports.metrics import LOAD_DELAY

log = structlog.get_logger()
EVERY_SECONDS = 0.1


async def keep_watch(desk: Desk, oldest: Callable[[float], float]) -> None:
    """Until cancelled. `oldest` answers how long, in seconds, the oldest change has waited at a moment."""
    shedding, load = Shedding(), desk.load
    before = desk.clock.elapsed()
    while True:
        await desk.clock.sleep(EVERY_SECONDS)
        now = desk.clock.elapsed()
        load.gate.sweep(now)
        late, before = max(0.0, now - before - EVERY_SECONDS), now
        delay = max(late, oldest(now), load.gate.oldest(now))
        load.delay = delay
        LOAD_DELAY.set(delay)
        if shedding.observe(now, delay):
            load.tell(shedding.level)
            kept_back = sorted(what for what, level in LETS_GO.items() if level <= load.level)
            log.warning("load level", level=load.level, delay_ms=round(delay * 1000), put_off=", ".join(kept_back))
