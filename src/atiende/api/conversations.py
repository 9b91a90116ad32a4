"""Conversations: lists, counts, one in full with its timeline."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from atiende.api import shapes
from atiende.api.asked import Asked
from atiende.api.links import all_with_urls
from atiende.api.permissions import conversation_for, needs
from atiende.domain.errors import NotFound
from atiende.ports.views import Wanted

router = APIRouter(prefix="/api/v1", tags=["conversations"])

Reads = Annotated[Asked, needs("conversation.read")]
Slug = Annotated[str | None, Query(max_length=64)]
Cursor = Annotated[str | None, Query(max_length=400)]
Limit = Annotated[int, Query(ge=1, le=200)]


class Listed(BaseModel):
    """Which list, of what, in which order."""

    view: Literal["mine", "unassigned", "all", "snoozed", "pending", "resolved"] = "mine"
    queue: str | None = Field(default=None, max_length=64)
    channel: str | None = Field(default=None, max_length=64)
    agent: str | None = Field(default=None, max_length=64)
    sort: Literal["-touched_at", "due", "waiting"] = "-touched_at"
    cursor: str | None = Field(default=None, max_length=400)
    limit: int = Field(default=50, ge=1, le=200)


@router.get("/conversations", response_model=shapes.Page[shapes.Row])
async def list_conversations(asked: Reads, listed: Annotated[Listed, Query()]) -> object:
    """One page of a list, as far as the viewer may see it."""
    wanted = Wanted(**listed.model_dump())
    return await asked.views.conversations.page(asked.tenant, asked.viewer.sight, wanted)


@router.get("/conversations/counts", response_model=shapes.Counts)
async def count_conversations(asked: Reads) -> object:
    """How many each list has."""
    return await asked.views.conversations.counts(asked.tenant, asked.viewer.sight)


@router.get("/conversations/{conversation_id}", response_model=shapes.Conversation)
async def get_conversation(asked: Reads, conversation_id: str) -> shapes.Conversation:
    """One conversation but for its timeline."""
    return await shown(asked, conversation_id)


@router.get("/conversations/{conversation_id}/timeline", response_model=shapes.Page[shapes.Entry])
async def get_timeline(
    asked: Reads,
    conversation_id: str,
    before: Cursor = None,
    limit: Limit = 50,
) -> object:
    """Messages and events, oldest first; `next` goes into `before` and leads further back."""
    await conversation_for(asked, conversation_id)
    page = await asked.views.timeline.page(asked.tenant, conversation_id, before, limit)
    return {"items": all_with_urls(asked.desk, asked.tenant, page.items), "next": page.next}


async def shown(asked: Asked, conversation_id: str) -> shapes.Conversation:
    """A conversation as its pane shows it, with the ways to answer and who has it open. Raises NotFound."""
    detail = await asked.views.conversations.detail(asked.tenant, asked.viewer.sight, conversation_id)
    if detail is None:
        raise NotFound(kind="conversation", id=conversation_id)
    channels = asked.desk.channels
    options = [
        shapes.ReplyOption(
            endpoint=one.endpoint,
            channel=one.channel,
            name=one.name,
            identity=one.identity,
            address=one.address,
            traits=shapes.Traits.model_validate(channels[one.channel].traits),
        )
        for one in detail.endpoints
        if one.channel in channels
    ]
    fields = {name: getattr(detail, name) for name in detail.__struct_fields__ if name != "endpoints"}
    viewers = asked.viewers(asked.tenant, conversation_id)
    return shapes.Conversation.model_validate({**fields, "endpoints": options, "viewers": list(viewers)})
