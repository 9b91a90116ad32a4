"""When an agent has resolved a query, something may be proposed to him that fits the customer: once, or it is logged
why not. What is missed by a restart is missed: nobody waits for a sales prompt."""

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
        for logged in batch.logged:
            if isinstance(logged.fact, f.ConversationResolved) and logged.actor.startswith(AGENT):
                await prompt(desk, tenant, logged.fact.conversation, logged.actor.removeprefix(AGENT))


async def prompt(desk: Desk, tenant: str, conversation: str, agent: str) -> None:
    try:
        await consider(desk, tenant, conversation, agent)
    except Refusal as refusal:
        log.warning("no offering considered", conversation=conversation, code=refusal.code)
