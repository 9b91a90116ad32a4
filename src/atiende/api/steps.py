"""Steps of a conversation's life: take, pass on, put off, resolve. Each answers the conversation as it is then."""

from collections.abc import Awaitable
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter
from pydantic import AwareDatetime, BaseModel, Field

from atiende.actions import conversations as actions
from atiende.actions import transfers, wrap_up
from atiende.api import shapes
from atiende.api.asked import Asked
from atiende.api.conversations import shown
from atiende.api.permissions import conversation_for, needs
from atiende.domain.errors import NotFound

router = APIRouter(prefix="/api/v1/conversations/{conversation_id}", tags=["conversations"])

Answers = Annotated[Asked, needs("conversation.reply")]
Assigns = Annotated[Asked, needs("conversation.assign")]
Transfers = Annotated[Asked, needs("conversation.transfer")]
Closes = Annotated[Asked, needs("conversation.close")]
Reads = Annotated[Asked, needs("conversation.read")]
Ident = Annotated[str, Field(max_length=64)]


class Assignee(BaseModel):
    agent: Ident


class TransferWanted(BaseModel):
    """Exactly one of queue and agent."""

    queue: Ident = ""
    agent: Ident = ""
    note: str = Field(default="", max_length=20_000)


class Until(BaseModel):
    until: AwareDatetime


class OutcomeWanted(BaseModel):
    """How it ended: slugs, a word where the outcome asks for one, and custom fields by slug."""

    disposition: Ident = ""
    reason: Ident = ""
    note: str = Field(default="", max_length=20_000)
    fields: dict[Ident, str] = Field(default={}, max_length=100)


class PriorityWanted(BaseModel):
    priority: int = Field(ge=1, le=5)


class ReasonWanted(BaseModel):
    reason: Ident


class SeenUpTo(BaseModel):
    position: int = Field(ge=0, le=2**53)


@router.post("/take", response_model=shapes.Conversation)
async def take_conversation(asked: Answers, conversation_id: str) -> shapes.Conversation:
    """Makes it mine, out of turn: nobody's of what I may read; a colleague's needs the permission to assign."""
    found = await conversation_for(asked, conversation_id)
    if found.agent not in (None, asked.viewer.user):
        await conversation_for(asked, conversation_id, "conversation.assign")
    return await _after(
        asked, conversation_id, actions.take_conversation(asked.desk, asked.tenant, _person(asked), conversation_id)
    )


@router.post("/release", response_model=shapes.Conversation)
async def release_conversation(asked: Answers, conversation_id: str) -> shapes.Conversation:
    """Nobody's again; what was being handled waits in its queue."""
    await conversation_for(asked, conversation_id, "conversation.reply")
    return await _after(
        asked,
        conversation_id,
        actions.release_conversation(asked.desk, asked.tenant, asked.viewer.author, conversation_id),
    )


@router.post("/assign", response_model=shapes.Conversation)
async def assign_conversation(asked: Assigns, conversation_id: str, wanted: Assignee) -> shapes.Conversation:
    """Gives it to an agent at once."""
    await conversation_for(asked, conversation_id, "conversation.assign")
    return await _after(
        asked,
        conversation_id,
        actions.assign_conversation(asked.desk, asked.tenant, asked.viewer.author, conversation_id, wanted.agent),
    )


@router.post("/transfer", response_model=shapes.Conversation)
async def transfer_conversation(asked: Transfers, conversation_id: str, wanted: TransferWanted) -> shapes.Conversation:
    """Passes it on to a queue or an agent, with a note for whoever gets it."""
    await conversation_for(asked, conversation_id, "conversation.transfer")
    target = transfers.Target(queue=wanted.queue, agent=wanted.agent)
    return await _after(
        asked,
        conversation_id,
        transfers.transfer_conversation(
            asked.desk, asked.tenant, asked.viewer.author, conversation_id, target, wanted.note
        ),
    )


@router.post("/snooze", response_model=shapes.Conversation)
async def snooze_conversation(asked: Closes, conversation_id: str, wanted: Until) -> shapes.Conversation:
    """Out of the lists until a moment, or until the customer writes."""
    await conversation_for(asked, conversation_id, "conversation.close")
    return await _after(
        asked,
        conversation_id,
        actions.snooze_conversation(
            asked.desk, asked.tenant, asked.viewer.author, conversation_id, millis(wanted.until)
        ),
    )


@router.post("/pend", response_model=shapes.Conversation)
async def pend_conversation(asked: Closes, conversation_id: str) -> shapes.Conversation:
    """It waits for the customer."""
    await conversation_for(asked, conversation_id, "conversation.close")
    return await _after(
        asked,
        conversation_id,
        actions.pend_conversation(asked.desk, asked.tenant, asked.viewer.author, conversation_id),
    )


@router.post("/resolve", response_model=shapes.Conversation)
async def resolve_conversation(asked: Closes, conversation_id: str, wanted: OutcomeWanted) -> shapes.Conversation:
    """Done, with outcome and reason; what is missing of what is required is answered field by field."""
    await conversation_for(asked, conversation_id, "conversation.close")
    return await _after(
        asked,
        conversation_id,
        wrap_up.resolve_with(asked.desk, asked.tenant, asked.viewer.author, conversation_id, outcome_of(wanted)),
    )


@router.post("/reopen", response_model=shapes.Conversation)
async def reopen_conversation(asked: Closes, conversation_id: str) -> shapes.Conversation:
    """In work again."""
    await conversation_for(asked, conversation_id, "conversation.close")
    return await _after(
        asked,
        conversation_id,
        actions.reopen_conversation(asked.desk, asked.tenant, asked.viewer.author, conversation_id),
    )


@router.post("/priority", response_model=shapes.Conversation)
async def set_priority(asked: Answers, conversation_id: str, wanted: PriorityWanted) -> shapes.Conversation:
    """1 is the most urgent."""
    await conversation_for(asked, conversation_id, "conversation.reply")
    return await _after(
        asked,
        conversation_id,
        actions.set_priority(asked.desk, asked.tenant, asked.viewer.author, conversation_id, wanted.priority),
    )


@router.post("/reason", response_model=shapes.Conversation)
async def set_reason(asked: Answers, conversation_id: str, wanted: ReasonWanted) -> shapes.Conversation:
    """Why the customer came."""
    await conversation_for(asked, conversation_id, "conversation.reply")
    return await _after(
        asked,
        conversation_id,
        actions.set_reason(asked.desk, asked.tenant, asked.viewer.author, conversation_id, wanted.reason),
    )


@router.post("/seen", response_model=shapes.Conversation)
async def mark_seen(asked: Reads, conversation_id: str, wanted: SeenUpTo) -> shapes.Conversation:
    """I have read up to a position."""
    await conversation_for(asked, conversation_id)
    return await _after(
        asked,
        conversation_id,
        actions.mark_seen(asked.desk, asked.tenant, _person(asked), conversation_id, wanted.position),
    )


def outcome_of(wanted: OutcomeWanted) -> wrap_up.Outcome:
    return wrap_up.Outcome(disposition=wanted.disposition, reason=wanted.reason, note=wanted.note, fields=wanted.fields)


def millis(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


def _person(asked: Asked) -> str:
    """Only a person takes and reads; a key does not. Raises NotFound."""
    if not asked.viewer.user:
        raise NotFound(kind="agent", id=asked.viewer.author)
    return asked.viewer.user


async def _after(asked: Asked, conversation_id: str, step: Awaitable[object]) -> shapes.Conversation:
    await step
    return await shown(asked, conversation_id)
