"""The search index follows the log, some time behind it and never in a message's way: found within about a second.

Where it stands is kept with what it wrote. A database from before it existed is read from the beginning, beside the
work; what is new is found when it has come that far.
"""

from collections.abc import Sequence

from atiende.actions.search import index_facts, indexed_to
from atiende.domain.errors import StoreFull
from atiende.ports.desk import Desk
from atiende.ports.store import Batch
from atiende.reactors.waiting import when_calm

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
        self.position = head = await indexed_to(self._desk, self._tenant)
        await self.catch_up()
        gathered: list[Batch] = []
        async for batch in self._desk.store.follow(self._tenant, self.position):
            last = batch.logged[-1].seq
            if last > head:
                await self._desk.clock.sleep(GATHER_SECONDS)
                head = await self._desk.store.head(self._tenant)
            gathered.append(batch)
            if last >= head or last - self.position >= PAGE:
                await self._write(gathered)
                gathered.clear()

    async def catch_up(self) -> None:
        """To the end of the log; waits while the store refuses."""
        while page := await self._desk.store.log(self._tenant, self.position, PAGE):
            await self._write([Batch(self._tenant, tuple(page), {})])

    async def _write(self, batches: Sequence[Batch]) -> None:
        """When there is time for it."""
        await when_calm(self._desk, "background")
        logged = [one for batch in batches for one in batch.logged]
        rows = {place: row for batch in batches for place, row in batch.rows.items()}
        while True:
            try:
                await index_facts(self._desk, self._tenant, logged, rows)
            except StoreFull:
                await self._desk.clock.sleep(AGAIN_SECONDS)
                continue
            self.position = logged[-1].seq
            return


async def keep_index(desk: Desk, tenant: str) -> None:
    """Until cancelled."""
    await SearchReactor(desk, tenant).run()
