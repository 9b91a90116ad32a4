"""What a conversation is: kind, tags, custom fields; merging, splitting and moving; asking for help with it."""

from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import BaseModel, Field

from atiende.actions import hands, labels, merging, splitting
from atiende.api import shapes
from atiende.api.asked import Asked
from atiende.api.conversations import shown
from atiende.api.permissions import conversation_for, needs
from atiende.api.steps import Ident
from atiende.domain.conversation import Reader

router = APIRouter(prefix="/api/v1/conversations/{conversation_id}", tags=["conversations"])

WRITE = "conversation.reply"
Reads = Annotated[Asked, needs("conversation.read")]
Answers = Annotated[Asked, needs(WRITE)]
Helps = Annotated[Asked, needs(WRITE, "queue.supervise")]
Slugs = Annotated[list[Ident], Field(max_length=50)]


class RelatedShown(shapes.Shape):
    """Another conversation of the same person, and how it belongs to this one."""

    id: str
    number: int
    status: str
    subject: str
    how: Literal["merged", "into", "previous", "next", "split_from", "split_to"]


class MatterShown(shapes.Shape):
    """What belongs to a conversation beside its messages. `fields` by slug; `seen`: how far I have read it."""

    fields: dict[str, str]
    related: list[RelatedShown]
    seen: int | None


class KindWanted(BaseModel):
    kind: Literal["enquiry", "complaint", "claim", "incident"]


class TagsWanted(BaseModel):
    add: Slugs = []
    remove: Slugs = []


class FieldsWanted(BaseModel):
    """Values by slug; an empty one takes the value away."""

    fields: dict[Ident, str] = Field(max_length=100)


class MergeWanted(BaseModel):
    """Those that are the same matter as this one."""

    conversations: list[Ident] = Field(min_length=1, max_length=merging.MOST)


class SplitWanted(BaseModel):
    messages: list[Ident] = Field(min_length=1, max_length=splitting.MOST)


class MoveWanted(SplitWanted):
    """`to`: another open conversation of the same person."""

    to: Ident


class HandWanted(BaseModel):
    word: str = Field(default="", max_length=2000)


@router.get("/matter", response_model=MatterShown)
async def get_matter(asked: Reads, conversation_id: str) -> object:
    """Its custom fields, and what it was merged with, split from, or follows."""
    await conversation_for(asked, conversation_id)
    found = await asked.views.matters.of(asked.tenant, asked.viewer.sight, conversation_id)
    reader = await asked.reading.get(Reader, conversation_id, asked.viewer.user) if asked.viewer.user else None
    return MatterShown(
        fields=found.fields,
        related=[RelatedShown.model_validate(one) for one in found.related],
        seen=reader.position if reader is not None else None,
    )


@router.post("/kind", response_model=shapes.Conversation)
async def set_kind(asked: Answers, conversation_id: str, wanted: KindWanted) -> shapes.Conversation:
    """What it is: decides its clocks and what may be offered."""
    await conversation_for(asked, conversation_id, WRITE)
    await labels.set_kind(asked.desk, asked.tenant, asked.viewer.author, conversation_id, wanted.kind)
    return await shown(asked, conversation_id)


@router.post("/tags", response_model=shapes.Conversation)
async def set_tags(asked: Answers, conversation_id: str, wanted: TagsWanted) -> shapes.Conversation:
    """Adds tags and takes some away."""
    await conversation_for(asked, conversation_id, WRITE)
    await labels.set_tags(asked.desk, asked.tenant, asked.viewer.author, conversation_id, wanted.add, wanted.remove)
    return await shown(asked, conversation_id)


@router.post("/fields", response_model=MatterShown)
async def set_fields(asked: Answers, conversation_id: str, wanted: FieldsWanted) -> object:
    """Sets its custom fields; old and new values are kept."""
    await conversation_for(asked, conversation_id, WRITE)
    await labels.set_fields(asked.desk, asked.tenant, asked.viewer.author, conversation_id, wanted.fields)
    return await get_matter(asked, conversation_id)


@router.post("/merge", response_model=shapes.Conversation)
async def merge_conversations(asked: Answers, conversation_id: str, wanted: MergeWanted) -> shapes.Conversation:
    """Others of the same person become part of this one; nothing is moved or lost, and it can be undone."""
    for one in (conversation_id, *wanted.conversations):
        await conversation_for(asked, one, WRITE)
    await merging.merge_conversations(
        asked.desk, asked.tenant, asked.viewer.author, conversation_id, wanted.conversations
    )
    return await shown(asked, conversation_id)


@router.post("/unmerge", response_model=shapes.Conversation)
async def unmerge_conversation(asked: Answers, conversation_id: str) -> shapes.Conversation:
    """A merged one stands alone again, as it was."""
    await conversation_for(asked, conversation_id, WRITE)
    await merging.unmerge_conversation(asked.desk, asked.tenant, asked.viewer.author, conversation_id)
    return await shown(asked, conversation_id)


@router.post("/split", response_model=shapes.Conversation, status_code=201)
async def split_conversation(asked: Answers, conversation_id: str, wanted: SplitWanted) -> shapes.Conversation:
    """Copies of these messages begin a conversation of their own; answers that one."""
    await conversation_for(asked, conversation_id, WRITE)
    made = await splitting.split_conversation(
        asked.desk, asked.tenant, asked.viewer.author, conversation_id, wanted.messages
    )
    return await shown(asked, made.id)


@router.post("/move", response_model=shapes.Conversation)
async def move_messages(asked: Answers, conversation_id: str, wanted: MoveWanted) -> shapes.Conversation:
    """These messages belong to another open conversation of the person; answers that one."""
    for one in (conversation_id, wanted.to):
        await conversation_for(asked, one, WRITE)
    await splitting.move_messages(
        asked.desk, asked.tenant, asked.viewer.author, conversation_id, wanted.messages, wanted.to
    )
    return await shown(asked, wanted.to)


@router.post("/hand", response_model=shapes.Conversation)
async def raise_hand(asked: Answers, conversation_id: str, wanted: HandWanted) -> shapes.Conversation:
    """Asks a supervisor for help; the word stays as a note."""
    await conversation_for(asked, conversation_id, WRITE)
    await hands.raise_hand(asked.desk, asked.tenant, asked.viewer.author, conversation_id, wanted.word)
    return await shown(asked, conversation_id)


@router.post("/hand/lower", response_model=shapes.Conversation)
async def lower_hand(asked: Helps, conversation_id: str) -> shapes.Conversation:
    """Seen to, or needed no more."""
    permission = WRITE if asked.viewer.covers(WRITE) else "queue.supervise"
    await conversation_for(asked, conversation_id, permission)
    await hands.lower_hand(asked.desk, asked.tenant, asked.viewer.author, conversation_id)
    return await shown(asked, conversation_id)
