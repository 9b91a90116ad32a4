"""Nothing stranded: every open interaction has an agent, a queue entry or a clock; what has none waits again."""

import structlog

from atiende.actions.conversations import withdraw_offer
from atiende.domain import facts as f
from atiende.domain import interaction as work
from atiende.domain.agent import Agent
from atiende.domain.errors import Refusal
from atiende.domain.interaction import Interaction, Offer
from atiende.domain.work import Timer
from atiende.ports.desk import Desk
from atiende.ports.store import Change

log = structlog.get_logger()
EVERY_SECONDS = 15.0
LATE_MS = 5_000
"""An offer this long past its end without an answer has lost its clock."""


async def sweep(desk: Desk) -> None:
    """Every 15 seconds, until cancelled."""
    while True:
        await desk.clock.sleep(EVERY_SECONDS)
        for tenant in await desk.store.tenants():
            await sweep_tenant(desk, tenant)


async def sweep_tenant(desk: Desk, tenant: str) -> int:
    """Puts orphans back at their place; answers how many."""
    orphans = 0
    for state in ("offered", "handling", "wrap_up"):
        for one in await desk.store.reading(tenant).where(Interaction, {"state": state}, limit=5000):
            if await _mend(desk, tenant, one):
                orphans += 1
    return orphans


async def _mend(desk: Desk, tenant: str, found: Interaction) -> bool:
    def decide(change: Change) -> bool:
        one = change.get(Interaction, found.id)
        if one is None or one.state != found.state or not _orphaned(change, one):
            return False
        withdraw_offer(change, one, "orphaned")
        if one.state != "offered":
            change.record(
                f.InteractionTransferred(
                    interaction=one.id,
                    conversation=one.conversation,
                    agent=one.agent,
                    to_queue=one.queue,
                    forced=True,
                ),
                actor="system",
            )
        change.record(work.queued_again(one, "orphaned"), actor="system")
        return True

    try:
        return await desk.store.change(tenant, decide, at=desk.clock.now())
    except Refusal as refusal:
        log.warning("orphan not mended", interaction=found.id, code=refusal.code)
        return False


def _orphaned(change: Change, one: Interaction) -> bool:
    if one.state == "offered":
        made = change.get(Offer, one.offer) if one.offer else None
        return made is None or made.state != "made" or made.expires_at + LATE_MS < change.at
    agent = change.get(Agent, one.agent) if one.agent else None
    if agent is None or not agent.ability.active:
        return True
    return one.state == "wrap_up" and change.get(Timer, "wrap_up", one.id) is None
