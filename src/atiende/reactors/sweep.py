"""Nothing stranded: every open interaction has an agent, a queue entry or a clock; what has none waits again. What was
refused waits once there is room."""

from collections.abc import Sequence

import structlog

from atiende.actions.callbacks import queue_callback
from atiende.actions.conversations import end_one, withdraw_offer
from atiende.actions.flows import rescue
from atiende.actions.left import settle_refused
from atiende.actions.presence import return_work
from atiende.domain import interaction as work
from atiende.domain.agent import Agent
from atiende.domain.errors import Refusal
from atiende.domain.flow import Errand
from atiende.domain.interaction import Interaction, Offer
from atiende.domain.work import Timer
from atiende.ports.desk import Desk
from atiende.ports.nodes import WORKER
from atiende.ports.store import Change, Reading
from atiende.reactors.fence import tenants_held

log = structlog.get_logger()
EVERY_SECONDS = 15.0
MOST_REFUSED = 200
"""Of one queue, looked at in one round."""
MOST_STUCK = 20
"""Of one queue, looked at in one round when nothing of it can come in yet."""
MOST_OPEN = 50_000
LATE_MS = 5_000
"""An offer this long past its end without an answer has lost its clock."""


async def sweep(desk: Desk) -> None:
    """Every 15 seconds, until cancelled."""
    while True:
        await desk.clock.sleep(EVERY_SECONDS)
        for tenant in await tenants_held(desk, WORKER):
            await sweep_tenant(desk, tenant)
            await sweep_refused(desk, tenant)


async def sweep_tenant(desk: Desk, tenant: str) -> int:
    """Puts orphans back at their place, ends wrap-ups that lost their clock; answers how many."""
    reading, mended = desk.store.reading(tenant), 0
    at_work = {one.id for one in await reading.where(Agent, {}, limit=20_000) if one.ability.active}
    for state in ("in_flow", "offered", "handling", "wrap_up"):
        for one in await reading.where(Interaction, {"state": state}, limit=MOST_OPEN):
            if await _suspect(desk, reading, one, at_work) and await _mend(desk, tenant, one):
                mended += 1
    return mended


async def sweep_refused(desk: Desk, tenant: str) -> int:
    """Sessions that could not come in, first come first in each queue; answers how many are settled now."""
    found = await desk.store.reading(tenant).where(Interaction, {"state": "refused"}, limit=MOST_OPEN)
    by_queue: dict[str, list[Interaction]] = {}
    for one in sorted(found, key=lambda each: (each.since, each.id)):
        by_queue.setdefault(one.queue, []).append(one)
    return sum([await _settle(desk, tenant, left[:MOST_REFUSED]) for left in by_queue.values()])


async def _settle(desk: Desk, tenant: str, left: Sequence[Interaction]) -> int:
    """Until too many of this queue must wait on: a queue closed for days must not hold up another's messages."""
    settled = stuck = 0
    for one in left:
        try:
            done = await settle_refused(desk, tenant, one.id)
        except Refusal as refusal:
            log.warning("refused session not settled", interaction=one.id, code=refusal.code)
            done = False
        settled += done
        stuck += not done
        if stuck == MOST_STUCK:
            break
    return settled


async def _suspect(desk: Desk, reading: Reading, one: Interaction, at_work: set[str]) -> bool:
    """Worth a look inside a change, by what reading says; nearly all are not."""
    if one.state == "in_flow" and one.flow:
        errands = await reading.where(Errand, {"interaction": one.id})
        return await reading.get(Timer, "flow", one.id) is None and all(each.ended_at is not None for each in errands)
    if one.state == "in_flow":
        return await reading.get(Timer, "callback", one.id) is None
    if one.state == "offered":
        made = await reading.get(Offer, one.offer) if one.offer else None
        return made is None or made.state != "made" or made.expires_at + LATE_MS < desk.clock.now()
    if one.agent not in at_work:
        return True
    return one.state == "wrap_up" and await reading.get(Timer, "wrap_up", one.id) is None


async def _mend(desk: Desk, tenant: str, found: Interaction) -> bool:
    def decide(change: Change) -> bool:
        one = change.get(Interaction, found.id)
        if one is None or one.state != found.state or not _orphaned(change, one):
            return False
        if one.state == "offered":
            withdraw_offer(change, one, "orphaned")
            change.record(work.queued_again(one, "orphaned"), actor="system")
        elif one.flow:
            rescue(desk, change, one.id)
        elif one.state == "in_flow":
            queue_callback(desk, change, one)
        elif one.state == "handling":
            return_work(change, one)
        else:
            end_one(change, one, "system", "system")
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
    if one.state == "in_flow" and one.flow:
        errands = change.where(Errand, {"interaction": one.id})
        return change.get(Timer, "flow", one.id) is None and all(each.ended_at is not None for each in errands)
    if one.state == "in_flow":
        return change.get(Timer, "callback", one.id) is None
    agent = change.get(Agent, one.agent) if one.agent else None
    if agent is None or not agent.ability.active:
        return True
    return one.state == "wrap_up" and change.get(Timer, "wrap_up", one.id) is None
