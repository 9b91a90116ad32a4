"""Conversations: lists, counts, one in full with its timeline."""

from collections.abc import Mapping
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from msgspec import to_builtins
from msgspec.structs import replace
from pydantic import Field

from atiende.api import shapes
from atiende.api.asked import Asked
from atiende.api.links import all_with_urls
from atiende.api.looked import looked
from atiende.api.narrowing import Narrowed, filters_of
from atiende.api.permissions import conversation_for, needs
from atiende.api.saved_views import view_for, wanted_of
from atiende.domain.errors import NotFound
from atiende.ports.lists import Wanted

router = APIRouter(prefix="/api/v1", tags=["conversations"])

Reads = Annotated[Asked, needs("conversation.read")]
Slug = Annotated[str | None, Query(max_length=64)]
Cursor = Annotated[str | None, Query(max_length=400)]
Limit = Annotated[int, Query(ge=1, le=200)]


VIEW = "^(mine|unassigned|mentions|pinned|team|all|snoozed|pending|resolved|found|viw_[0-9a-z]{26})$"


class Listed(Narrowed):
    """Which list, narrowed to what, in which order. `team` is the work of my teams' queues; `viw_…` a saved view,
    whose order holds where none is asked."""

    view: str = Field(default="mine", pattern=VIEW)
    sort: Literal["-touched_at", "due", "waiting"] | None = None
    cursor: str | None = Field(default=None, max_length=400)
    limit: int = Field(default=50, ge=1, le=200)


@router.get("/conversations", response_model=shapes.Page[shapes.Row])
async def list_conversations(asked: Reads, listed: Annotated[Listed, Query()]) -> object:
    """One page of a list, as far as the viewer may see it."""
    wanted = replace(await _wanted(asked, listed), cursor=listed.cursor, limit=listed.limit)
    return await asked.views.conversations.page(asked.tenant, asked.viewer.sight, wanted)


@router.get("/conversations/counts", response_model=shapes.Counts)
async def count_conversations(asked: Reads) -> object:
    """How many each list has."""
    counts = await asked.views.conversations.counts(asked.tenant, asked.viewer.sight)
    (team,) = await asked.views.conversations.counts_of(asked.tenant, asked.viewer.sight, [_team(asked, {})])
    return {**to_builtins(counts), "team": team}


@router.get("/conversations/count", response_model=shapes.CountShown)
async def count_found(asked: Reads, listed: Annotated[Listed, Query()]) -> shapes.CountShown:
    """How many a list would have: what a view being made shows."""
    wanted = await _wanted(asked, listed)
    (count,) = await asked.views.conversations.counts_of(asked.tenant, asked.viewer.sight, [wanted])
    return shapes.CountShown(count=count)


async def _wanted(asked: Asked, listed: Listed) -> Wanted:
    said = listed.said()
    if listed.view.startswith("viw_"):
        saved = await view_for(asked, listed.view)
        return replace(wanted_of(saved, asked.now), sort=listed.sort or saved.sort)
    if listed.view == "team":
        return replace(_team(asked, said), sort=listed.sort or "-touched_at")
    filters = filters_of(said, asked.now)
    return Wanted(view=listed.view, filters=filters, sort=listed.sort or "-touched_at", now=asked.now)


def _team(asked: Asked, said: Mapping[str, str]) -> Wanted:
    """The work of the queues his teams serve."""
    filters, reach = filters_of(said, asked.now), asked.viewer.reach
    served = [slug for slug in reach if not filters.queue or slug in filters.queue]
    return Wanted(view="all", filters=replace(filters, queue=tuple(served) or ("",)), now=asked.now)


@router.get("/conversations/{conversation_id}", response_model=shapes.Conversation)
async def get_conversation(
    asked: Reads, conversation_id: str, via: Literal["screen", "search"] = "screen"
) -> shapes.Conversation:
    """One conversation but for its timeline. `via`: what led there, for the record of who looked."""
    found = await shown(asked, conversation_id)
    await looked(asked, found.customer.id, conversation_id, via)
    return found


@router.get("/conversations/{conversation_id}/timeline", response_model=shapes.Page[shapes.Entry])
async def get_timeline(
    asked: Reads,
    conversation_id: str,
    before: Cursor = None,
    limit: Limit = 50,
) -> object:
    """Messages and events, oldest first; `next` goes into `before` and leads further back."""
    found = await conversation_for(asked, conversation_id)
    if not asked.viewer.user:
        await looked(asked, found.customer, conversation_id)
    page = await asked.views.timeline.page(asked.tenant, conversation_id, asked.viewer.author, before, limit)
    return {"items": all_with_urls(asked.desk, asked.tenant, page.items), "next": page.next}


@router.get("/conversations/{conversation_id}/timeline/around", response_model=shapes.Around)
async def get_timeline_around(
    asked: Reads,
    conversation_id: str,
    message: Annotated[str, Query(max_length=64)],
    ahead: Annotated[int, Query(ge=0, le=50)] = 20,
) -> object:
    """The stretch of a timeline in which a message stands, however far back: up to `ahead` messages after it."""
    found = await conversation_for(asked, conversation_id)
    if not asked.viewer.user:
        await looked(asked, found.customer, conversation_id)
    page, more = await asked.views.timeline.around(
        asked.tenant, conversation_id, asked.viewer.author, message.replace("\x00", ""), ahead
    )
    items = all_with_urls(asked.desk, asked.tenant, page.items)
    return {"items": items, "next": page.next, "newer": more}


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
