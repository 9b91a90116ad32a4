"""What an agent has begun to write, kept on the server per conversation and mode."""

from atiende.actions.conversations import conversation_of
from atiende.domain.errors import Invalid
from atiende.domain.message import Draft
from atiende.ports.desk import Desk
from atiende.ports.store import Change

MODES = ("reply", "note")


async def save_draft(desk: Desk, tenant: str, draft: Draft) -> Draft:
    """The latest wins; an empty one is dropped. Raises NotFound, Invalid for an unknown mode."""
    if draft.mode not in MODES:
        raise Invalid(field="mode", reason="unknown")

    def decide(change: Change) -> Draft:
        conversation_of(change, draft.conversation)
        if draft.text.strip() or draft.attachments:
            change.put(draft)
        else:
            change.drop(Draft, draft.agent, draft.conversation, draft.mode)
        return draft

    return await desk.store.change(tenant, decide, at=desk.clock.now())


async def drop_draft(desk: Desk, tenant: str, agent: str, conversation_id: str, mode: str) -> None:
    def decide(change: Change) -> None:
        change.drop(Draft, agent, conversation_id, mode)

    await desk.store.change(tenant, decide, at=desk.clock.now())
