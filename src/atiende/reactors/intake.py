"""Applies durable inbound in order per endpoint, within a second, and quarantines what cannot be applied."""

import asyncio
from collections.abc import Mapping, Sequence

import structlog

from atiende.actions.intake import Raw, apply_ingress, keep_raw, quarantine
from atiende.domain.errors import Refusal, StoreFull
from atiende.domain.work import Ingress
from atiende.ports.bus import Arrived
from atiende.ports.channel import Endpoint
from atiende.ports.desk import Desk
from atiende.ports.failpoints import INGRESS_APPLIED, INGRESS_KEPT
from atiende.ports.metrics import INGRESS_OLDEST, INGRESS_WAITING
from atiende.ports.nodes import CHANNELS
from atiende.ports.tracing import CARRIED
from atiende.reactors.fence import fenced, tenants_held
from atiende.reactors.waiting import wait_for

log = structlog.get_logger()
POLL_SECONDS = 1.0
BATCH = 200
PARALLEL = 8
"""Endpoints read at the same time."""


class IntakeReactor:
    """The port that listening channels call, and the loop that applies what they kept."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._fenced = desk, fenced(desk, CHANNELS)
        self._wake = asyncio.Event()
        self._stopping = False

    async def take(self, endpoint: Endpoint, origin: str, raw: bytes, envelope: Mapping[str, str]) -> None:
        """Durable on return. Raises StoreFull."""
        tracing, about = self._desk.tracing, {"atiende.channel": endpoint.channel}
        with tracing.span("inbound.accept", about=about):
            beside = {**envelope, CARRIED: tracing.here()} if tracing.on else envelope
            await keep_raw(self._desk, endpoint, Raw(origin=origin, content=raw, envelope=beside))
        self._desk.fail(INGRESS_KEPT)
        if self._desk.leases.epoch(endpoint.tenant, CHANNELS) is None:
            await self._desk.bus.send(endpoint.tenant, Arrived())
        self.wake()

    def wake(self) -> None:
        """Something was kept, here or at another node."""
        self._wake.set()

    def stop(self) -> None:
        """`run` returns when what it is at has been applied."""
        self._stopping = True
        self.wake()

    async def run(self) -> None:
        """Until stopped or cancelled."""
        while not self._stopping:
            self._wake.clear()
            if not await self.drain():
                await wait_for(self._wake, self._desk.clock, POLL_SECONDS)

    async def drain(self) -> int:
        """Applies all that waits for this node; answers how many."""
        applied, began = 0, self._desk.clock.now()
        oldest = began
        for tenant in await tenants_held(self._desk, CHANNELS):
            rows = await self._desk.store.reading(tenant).where(Ingress, {"state": "waiting"}, limit=BATCH)
            oldest = min([oldest, *[row.at for row in rows]])
            by_endpoint: dict[str, list[Ingress]] = {}
            for row in rows:
                by_endpoint.setdefault(row.endpoint, []).append(row)
            gate = asyncio.Semaphore(PARALLEL)
            async with asyncio.TaskGroup() as group:
                for group_rows in by_endpoint.values():
                    group.create_task(self._in_order(gate, tenant, group_rows))
            applied += len(rows)
        INGRESS_WAITING.set(applied)
        INGRESS_OLDEST.set((began - oldest) / 1000)
        return applied

    async def _in_order(self, gate: asyncio.Semaphore, tenant: str, rows: Sequence[Ingress]) -> None:
        async with gate:
            for row in rows:
                if not await self._apply(tenant, row):
                    return

    async def _apply(self, tenant: str, row: Ingress) -> bool:
        """Whether the endpoint may go on: a full store stops it, a bad message does not."""
        try:
            with self._desk.tracing.span("inbound.apply", after=row.envelope.get(CARRIED, "")):
                await self._apply_or_quarantine(tenant, row)
        except Exception as error:
            if not isinstance(error, StoreFull):
                log.exception("inbound could not be quarantined", ingress=row.id, error=type(error).__name__)
            await self._desk.clock.sleep(POLL_SECONDS)
            return False
        return True

    async def _apply_or_quarantine(self, tenant: str, row: Ingress) -> None:
        try:
            await apply_ingress(self._fenced, tenant, row.id)
            self._desk.fail(INGRESS_APPLIED)
        except StoreFull:
            raise
        except Refusal as refusal:
            await quarantine(self._fenced, tenant, row, refusal.code)
        except Exception as error:
            log.exception("inbound failed", ingress=row.id, error=type(error).__name__)
            await quarantine(self._fenced, tenant, row, "failed")
