"""Does what flows ask of the outside: after the commit, at least once, each kind by its own performer."""

import asyncio
from collections.abc import Mapping
from urllib.parse import urlsplit

import structlog

from atiende.actions.errands import Begun, begin_errand, end_errand
from atiende.actions.performers import Performer
from atiende.domain.errors import Refusal
from atiende.flows.state import Outcome
from atiende.ports.desk import Desk
from atiende.ports.failpoints import ERRAND_DONE, ERRAND_STARTED
from atiende.ports.metrics import ERRAND_SECONDS, ERRANDS
from atiende.ports.nodes import WORKER, LeaseLost
from atiende.reactors.bulkheads import Bulkheads

log = structlog.get_logger()
AT_ONCE = 400
"""Of one centre, waiting for a place at their destination included."""
SILENT = ("timeout", "refused", "unresolved", "broken", "tls", "502", "503", "504")
"""Why an errand failed where its destination did not answer."""
LONGEST_SECONDS = 300.0
"""Beyond what any performer allows itself: one that hangs all the same gives its place back."""


class ErrandReactor:
    """Fired by the `errand` timers."""

    def __init__(self, desk: Desk, performers: Mapping[str, Performer], longest: float = LONGEST_SECONDS) -> None:
        self._desk, self._performers, self._longest = desk, performers, longest
        self._gates: dict[str, asyncio.Semaphore] = {}
        self._bulkheads = Bulkheads(desk.clock)

    async def perform(self, tenant: str, errand_id: str) -> None:
        gate = self._gates.setdefault(tenant, asyncio.Semaphore(AT_ONCE))
        async with gate:
            begun = await begin_errand(self._desk, tenant, errand_id)
            if begun is None:
                return
            self._desk.fail(ERRAND_STARTED)
            with ERRAND_SECONDS.labels(begun.errand.kind).time():
                outcome = await self._outcome(tenant, begun)
            ERRANDS.labels(begun.errand.kind, outcome.result).inc()
            self._desk.fail(ERRAND_DONE)
            await end_errand(self._desk, tenant, begun.errand, outcome)

    async def _outcome(self, tenant: str, begun: Begun) -> Outcome:
        """What a performer cannot do is an outcome too: the flow takes its failed path."""
        errand = begun.errand
        performer = self._performers.get(errand.kind)
        if performer is None:
            return Outcome(errand=errand.id, result="failed", why="not_possible_here")
        destination = _destination(begun)
        try:
            if not destination:
                async with asyncio.timeout(self._longest):
                    return await performer(self._desk, tenant, begun.asked)
            return await self._asked_there(f"{tenant} {destination}", performer, tenant, begun)
        except TimeoutError:
            log.warning("errand took too long", errand=errand.id, kind=errand.kind)
            return Outcome(errand=errand.id, result="failed", why="timeout")
        except Refusal as refusal:
            return Outcome(errand=errand.id, result="failed", why=refusal.code)
        except Exception as error:
            log.exception("errand failed", errand=errand.id, kind=errand.kind, error=type(error).__name__)
            return Outcome(errand=errand.id, result="failed", why="broken")

    async def _asked_there(self, destination: str, performer: Performer, tenant: str, begun: Begun) -> Outcome:
        """Raises Overloaded when its destination rests or has too much to do, TimeoutError."""
        async with self._bulkheads.behind(destination):
            if self._desk.leases.epoch(tenant, WORKER) is None:  # it waited too long: whoever took over settles it
                raise LeaseLost(reason="lease_lost")
            try:
                async with asyncio.timeout(self._longest):
                    outcome = await performer(self._desk, tenant, begun.asked)
            except TimeoutError:
                self._bulkheads.note(destination, answered=False)
                raise
        self._bulkheads.note(destination, answered=outcome.why not in SILENT)
        return outcome


def _destination(begun: Begun) -> str:
    """Whom of the outside it asks: a host, or a payment provider; empty for what is done in the house."""
    url = begun.asked.get("url")
    if isinstance(url, str):
        return urlsplit(url).netloc.lower()
    return str(begun.asked.get("payment", "")) and f"payment {begun.asked['payment']}"
