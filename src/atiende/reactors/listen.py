"""Keeps every published endpoint listening: mailboxes are read, and a change of configuration takes effect at once."""

import asyncio

import structlog

from atiende.actions.endpoints import open_endpoint
from atiende.domain import documents as docs
from atiende.domain.errors import StoreFull
from atiende.ports.channel import Endpoint, Intake
from atiende.ports.desk import Desk
from atiende.ports.nodes import CHANNELS
from atiende.reactors.fence import tenants_held
from atiende.reactors.waiting import wait_for

log = structlog.get_logger()
POLL_SECONDS = 30.0
RETRY_SECONDS = 15.0


class ListenReactor:
    """One task per endpoint; a listener that fails is started again."""

    def __init__(self, desk: Desk, intake: Intake) -> None:
        self._desk = desk
        self._intake = intake
        self._wake = asyncio.Event()
        self._running: dict[tuple[str, str], tuple[Endpoint, asyncio.Task[None]]] = {}

    def wake(self) -> None:
        """Some endpoint or secret was published or retired."""
        self._wake.set()

    async def run(self) -> None:
        """Until cancelled."""
        async with asyncio.TaskGroup() as group:
            while True:
                self._wake.clear()
                try:
                    wanted = await self._wanted()
                except StoreFull:  # the database is away: who listens goes on listening
                    await self._desk.clock.sleep(RETRY_SECONDS)
                    continue
                for key, (endpoint, task) in list(self._running.items()):
                    if wanted.get(key) != endpoint or task.done():
                        task.cancel()
                        del self._running[key]
                for key, endpoint in wanted.items():
                    if key not in self._running:
                        self._running[key] = (endpoint, group.create_task(self._listen(endpoint)))
                await wait_for(self._wake, self._desk.clock, POLL_SECONDS)

    async def _wanted(self) -> dict[tuple[str, str], Endpoint]:
        found = {}
        for tenant in await tenants_held(self._desk, CHANNELS):
            for document in await self._desk.store.reading(tenant).where(docs.Document, {"kind": "endpoint"}):
                endpoint = await self._opened(tenant, document.slug)
                if endpoint is not None and endpoint.channel in self._desk.channels:
                    found[tenant, endpoint.slug] = endpoint
        return found

    async def _opened(self, tenant: str, slug: str) -> Endpoint | None:
        """One endpoint whose secret cannot be read must not silence the others."""
        try:
            return await open_endpoint(self._desk, tenant, slug)
        except StoreFull:
            raise
        except Exception as error:  # noqa: BLE001 - whatever is wrong with it, it is not listened to
            log.warning("endpoint not opened", tenant=tenant, endpoint=slug, error=type(error).__name__)
            return None

    async def _listen(self, endpoint: Endpoint) -> None:
        channel = self._desk.channels[endpoint.channel]
        while True:
            try:
                await channel.listen(endpoint, self._intake)
                return
            except Exception as error:  # noqa: BLE001 - a mailbox that fails must not end the others
                log.warning("endpoint stopped", endpoint=endpoint.slug, error=type(error).__name__)
                await self._desk.clock.sleep(RETRY_SECONDS)
