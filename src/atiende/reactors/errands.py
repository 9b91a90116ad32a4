"""Does what flows ask of the outside: after the commit, at least once, each kind by its own performer."""

import asyncio
from collections.abc import Mapping

import structlog

from atiende.actions.errands import Begun, begin_errand, end_errand
from atiende.actions.performers import Performer
from atiende.domain.errors import Refusal
from atiende.flows.state import Outcome
from atiende.ports.desk import Desk
from atiende.ports.failpoints import ERRAND_DONE, ERRAND_STARTED

log = structlog.get_logger()
AT_ONCE = 200
"""Of one centre: whoever answers slowly holds up his own centre's errands only."""


class ErrandReactor:
    """Fired by the `errand` timers."""

    def __init__(self, desk: Desk, performers: Mapping[str, Performer]) -> None:
        self._desk, self._performers = desk, performers
        self._gates: dict[str, asyncio.Semaphore] = {}

    async def perform(self, tenant: str, errand_id: str) -> None:
        gate = self._gates.setdefault(tenant, asyncio.Semaphore(AT_ONCE))
        async with gate:
            begun = await begin_errand(self._desk, tenant, errand_id)
            if begun is None:
                return
            self._desk.fail(ERRAND_STARTED)
            outcome = await self._outcome(tenant, begun)
            self._desk.fail(ERRAND_DONE)
            await end_errand(self._desk, tenant, begun.errand, outcome)

    async def _outcome(self, tenant: str, begun: Begun) -> Outcome:
        """What a performer cannot do is an outcome too: the flow takes its failed path."""
        errand = begun.errand
        performer = self._performers.get(errand.kind)
        if performer is None:
            return Outcome(errand=errand.id, result="failed", why="not_possible_here")
        try:
            return await performer(self._desk, tenant, begun.asked)
        except Refusal as refusal:
            return Outcome(errand=errand.id, result="failed", why=refusal.code)
        except Exception as error:
            log.exception("errand failed", errand=errand.id, kind=errand.kind, error=type(error).__name__)
            return Outcome(errand=errand.id, result="failed", why="broken")
