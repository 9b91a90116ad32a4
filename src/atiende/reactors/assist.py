"""When an agent has resolved a query, something may be proposed to him that fits the customer: once, or it is logged
why not. What is missed by a restart is missed: nobody waits for a sales prompt."""

from collections.abc import Sequence

import structlog

from atiende.actions.offerings import consider
from atiende.domain import facts as f
from atiende.domain.errors import Refusal
from atiende.ports.desk import Desk

log = structlog.get_logger()
AGENT = "agent:"


async def keep_prompting(desk: Desk, tenant: str) -> None:
    """Until cancelled."""
    after = await desk.store.head(tenant)
    async for batch in desk.store.follow(tenant, after):
        await prompt_all(desk, tenant, batch.logged)


async def prompt_all(desk: Desk, tenant: str, logged: Sequence[f.Logged]) -> None:
    """What agents resolved in this stretch of the log."""
    for one in logged:
        if isinstance(one.fact, f.ConversationResolved) and one.actor.startswith(AGENT):
            await _prompt(desk, tenant, one.fact.conversation, one.actor.removeprefix(AGENT))


async def _prompt(desk: Desk, tenant: str, conversation: str, agent: str) -> None:
    try:
        await consider(desk, tenant, conversation, agent)
    except Refusal as refusal:
        log.warning("no offering considered", conversation=conversation, code=refusal.code)
