"""What is taught is learned again soon after it changed: once for everything that was published together."""

from atiende.actions.intents import concerns, refresh
from atiende.ports.desk import Desk
from atiende.reactors.waiting import when_calm

GATHER_SECONDS = 1.0


async def keep_minds(desk: Desk, tenant: str) -> None:
    """Until cancelled. A centre that teaches nothing costs nothing."""
    mind = await refresh(desk, tenant)
    async for batch in desk.store.follow(tenant, mind.seq):
        if any(concerns(one.fact) for one in batch.logged):
            await desk.clock.sleep(GATHER_SECONDS)
            await when_calm(desk, "background")
            await refresh(desk, tenant)
