"""The search index follows the log, some time behind it and never in a message's way: found within about a second.

Where it stands is kept with what it wrote. A database from before it existed is read from the beginning, beside the
work; what is new is found when it has come that far.
"""

import structlog

from atiende.actions.search import index_facts, indexed_to
from atiende.domain.errors import StoreFull
from atiende.ports.desk import Desk
from atiende.reactors.waiting import when_calm

log = structlog.get_logger()
GATHER_SECONDS = 0.3
"""What comes meanwhile is written together."""
AGAIN_SECONDS = 2.0
PAGE = 100


class SearchReactor:
    """One tenant's. `position` is how far the log is in the index."""

    def __init__(self, desk: Desk, tenant: str) -> None:
        self._desk, self._tenant = desk, tenant
        self.position = 0

    async def run(self) -> None:
        """Until cancelled."""
        self.position = await indexed_to(self._desk, self._tenant)
        await self.catch_up()
        async for batch in self._desk.store.follow(self._tenant, self.position):
            if batch.logged[-1].seq > self.position:
                await self._desk.clock.sleep(GATHER_SECONDS)
                await self.catch_up()

    async def catch_up(self) -> None:
        """To the end of the log; waits while the store refuses."""
        await when_calm(self._desk, "background")
        while page := await self._desk.store.log(self._tenant, self.position, PAGE):
            try:
                await index_facts(self._desk, self._tenant, page)
            except StoreFull:
                await self._desk.clock.sleep(AGAIN_SECONDS)
                continue
            self.position = page[-1].seq
            await when_calm(self._desk, "background")


async def keep_index(desk: Desk, tenant: str) -> None:
    """Until cancelled."""
    await SearchReactor(desk, tenant).run()
