"""Saved views: a list's filters under a name, one's own or shared; pins."""

from collections.abc import Sequence
from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import BaseModel, Field

from atiende.actions import saved_views as actions
from atiende.api.asked import Asked
from atiende.api.narrowing import Narrowed, filters_of
from atiende.api.permissions import conversation_for, needs
from atiende.api.shapes import Shape
from atiende.api.who import NotSignedIn, need
from atiende.domain.agent import Agent
from atiende.domain.desk import SavedView
from atiende.domain.errors import NotFound
from atiende.ports.lists import Wanted

router = APIRouter(prefix="/api/v1", tags=["saved views"])

Reads = Annotated[Asked, needs("conversation.read")]
SUPERVISES = "queue.supervise"
Sort = Literal["-touched_at", "due", "waiting"]


class ViewShown(Shape):
    """`mine`: it is one's own; `may_change`: one may alter it."""

    id: str
    name: str
    shared: str
    filters: dict[str, str]
    sort: str
    mine: bool
    may_change: bool


class ViewsShown(Shape):
    items: list[ViewShown]


class ViewWanted(BaseModel):
    name: str = Field(max_length=200)
    filters: Narrowed
    sort: Sort = "due"
    shared: str = Field(default="", max_length=80)


class CountsOfViews(Shape):
    """How many each has, at most 1000, by id."""

    counts: dict[str, int]


class PinWanted(BaseModel):
    on: bool = True


@router.get("/views", response_model=ViewsShown)
async def list_views(asked: Reads) -> ViewsShown:
    """One's own, those of one's teams, those of everybody."""
    return ViewsShown(items=[_shown(asked, one) for one in await views_for(asked)])


@router.get("/views/counts", response_model=CountsOfViews)
async def count_views(asked: Reads) -> CountsOfViews:
    """How many conversations each of them has now."""
    known = await views_for(asked)
    wanted = [wanted_of(one, asked.now) for one in known]
    counted = await asked.views.conversations.counts_of(asked.tenant, asked.viewer.sight, wanted)
    return CountsOfViews(counts={one.id: count for one, count in zip(known, counted, strict=True)})


@router.post("/views", response_model=ViewShown, status_code=201)
async def create_view(asked: Reads, wanted: ViewWanted) -> ViewShown:
    """A list of one's own; sharing it needs the permission to supervise."""
    made = await actions.create_view(asked.desk, asked.tenant, _person(asked), _wording(asked, wanted))
    return _shown(asked, made)


@router.put("/views/{view_id}", response_model=ViewShown)
async def change_view(asked: Reads, view_id: str, wanted: ViewWanted) -> ViewShown:
    """Its name, filters, order, and with whom it is shared."""
    wording = _wording(asked, wanted)
    made = await actions.change_view(asked.desk, asked.tenant, _author(asked), view_id, wording)
    return _shown(asked, made)


@router.delete("/views/{view_id}", status_code=204)
async def drop_view(asked: Reads, view_id: str) -> None:
    """Nobody has it any more; the conversations stay as they are."""
    await actions.drop_view(asked.desk, asked.tenant, _author(asked), view_id)


@router.post("/conversations/{conversation_id}/pin", status_code=204)
async def pin_conversation(asked: Reads, conversation_id: str, wanted: PinWanted) -> None:
    """Keeps it at the top of one's lists, or no longer."""
    await conversation_for(asked, conversation_id)
    await actions.pin_conversation(asked.desk, asked.tenant, _person(asked), conversation_id, wanted.on)


async def views_for(asked: Asked) -> Sequence[SavedView]:
    """Those the viewer has, in the order they were made."""
    agent = await asked.reading.get(Agent, asked.viewer.user) if asked.viewer.user else None
    shared = ["all", *[f"team:{slug}" for slug in (agent.ability.teams if agent else ())]]
    rows = await asked.reading.where(SavedView, {"owner": asked.viewer.author})
    for name in shared:
        rows += await asked.reading.where(SavedView, {"shared": name})
    return sorted({row.id: row for row in rows}.values(), key=lambda row: row.id)


async def view_for(asked: Asked, view_id: str) -> SavedView:
    """Raises NotFound for one that is not, or is somebody else's own."""
    for one in await views_for(asked):
        if one.id == view_id:
            return one
    raise NotFound(kind="view", id=view_id)


def wanted_of(view: SavedView, now: int) -> Wanted:
    """The list a saved view is."""
    return Wanted(view="found", filters=filters_of(view.filters, now), sort=view.sort, now=now)


def _wording(asked: Asked, wanted: ViewWanted) -> actions.Wording:
    said = wanted.filters.said()
    filters_of(said, asked.now)
    if wanted.shared:
        need(asked.viewer, SUPERVISES)
    return actions.Wording(name=wanted.name, filters=said, sort=wanted.sort, shared=wanted.shared)


def _shown(asked: Asked, view: SavedView) -> ViewShown:
    mine = view.owner == asked.viewer.author
    return ViewShown(
        id=view.id,
        name=view.name,
        shared=view.shared,
        filters=view.filters,
        sort=view.sort,
        mine=mine,
        may_change=mine or SUPERVISES in asked.viewer.permissions,
    )


def _author(asked: Asked) -> tuple[str, bool]:
    return _person(asked), SUPERVISES in asked.viewer.permissions


def _person(asked: Asked) -> str:
    """Lists and pins are people's."""
    if not asked.viewer.user:
        raise NotSignedIn()
    return asked.viewer.user
