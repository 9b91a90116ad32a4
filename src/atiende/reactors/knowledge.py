"""The knowledge base follows the log: the shelf is made before somebody asks, views are written.

An opening of an article is counted in memory and written every few seconds: a number to compare articles by, of which
a crash may lose a few.
"""

import asyncio

from atiende.actions.shelf import concerns, shelf_of
from atiende.actions.views_of import write_views
from atiende.ports.desk import Desk
from atiende.reactors.waiting import when_calm

GATHER_SECONDS = 0.3
WRITE_SECONDS = 10.0


async def keep_knowledge(desk: Desk, tenant: str) -> None:
    """Until cancelled."""
    async with asyncio.TaskGroup() as group:
        group.create_task(_keep_shelf(desk, tenant))
        group.create_task(_keep_views(desk, tenant))


async def _keep_shelf(desk: Desk, tenant: str) -> None:
    shelf = await shelf_of(desk, tenant)
    async for batch in desk.store.follow(tenant, shelf.seq):
        if any(concerns(one.fact) for one in batch.logged):
            await desk.clock.sleep(GATHER_SECONDS)
            await when_calm(desk, "background")
            await shelf_of(desk, tenant)


async def _keep_views(desk: Desk, tenant: str) -> None:
    try:
        while True:
            await desk.clock.sleep(WRITE_SECONDS)
            await when_calm(desk, "background")
            await write_views(desk, tenant)
    finally:
        await write_views(desk, tenant)
