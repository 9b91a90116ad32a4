"""Keeps a telephone exchange's configuration in step with our documents."""

from collections.abc import Awaitable, Callable

import structlog

from atiende.actions.telephony import telephony
from atiende.domain.errors import StoreFull
from atiende.ports.desk import Desk
from atiende.ports.telephony import Telephony
from atiende.ports.voice import EngineGone

log = structlog.get_logger()
LOOK_SECONDS = 3.0
Apply = Callable[[Telephony], Awaitable[None]]


async def keep_telephony(desk: Desk, apply: Apply) -> None:
    """Until cancelled: what changed is applied within seconds, and again when that failed."""
    applied: Telephony | None = None
    while True:
        try:
            wanted = await telephony(desk)
            if wanted != applied:
                await apply(wanted)
                applied = wanted
        except (StoreFull, EngineGone, OSError):
            log.warning("telephone exchange not in step", exc_info=True)
        await desk.clock.sleep(LOOK_SECONDS)
