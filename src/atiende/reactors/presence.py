"""Agents whose node is no more are expected back: on one node, for as long as it works for the tenant."""

from atiende.actions.presence import expect_everybody, expect_those_of
from atiende.ports.desk import Desk

LOOK_SECONDS = 2.0


async def keep_presence(desk: Desk, tenant: str) -> None:
    """Until cancelled. While every node lives it asks the database nothing."""
    alive = _alive(desk)
    await expect_everybody(desk, tenant)
    while True:
        await desk.clock.sleep(LOOK_SECONDS)
        before, alive = alive, _alive(desk)
        if before - alive:
            await expect_those_of(desk, tenant, await desk.leases.gone(before - alive))


def _alive(desk: Desk) -> frozenset[str]:
    return frozenset(one.node.id for one in desk.leases.others() if one.alive)
