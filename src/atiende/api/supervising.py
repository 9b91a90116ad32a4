"""Beside the work: reading along, a word to everybody, an absent colleague's work, and boards for the wall."""

from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import BaseModel, Field

from atiende.actions import broadcasts, monitoring, sessions, transfers, walls
from atiende.actions import queues as queue_actions
from atiende.api import shapes
from atiende.api.asked import Asked
from atiende.api.board import Forces, Supervises, agent_for
from atiende.api.permissions import SignedIn, conversation_for, needs
from atiende.api.queues import queue_for
from atiende.api.shapes import Moment, Named, Shape
from atiende.api.steps import Ident
from atiende.domain.agent import Agent
from atiende.domain.errors import Invalid, NotFound
from atiende.domain.supervising import Broadcast, Monitoring, Wall
from atiende.domain.work import User

router = APIRouter(prefix="/api/v1", tags=["supervising"])

MONITOR, ASSIGN = "call.monitor", "conversation.assign"
Monitors = Annotated[Asked, needs("call.monitor")]
Reads = Annotated[Asked, needs("conversation.read")]
MOST_MOVED = 500


class MonitorShown(Shape):
    by: Named
    since: Moment
    announced: bool


class MonitorList(BaseModel):
    items: list[MonitorShown]


class BroadcastWanted(BaseModel):
    """No teams: to everybody. It stands above the agents' work for so many minutes."""

    text: str = Field(min_length=1, max_length=broadcasts.LONGEST)
    urgent: bool = False
    teams: list[Ident] = Field(default=[], max_length=100)
    minutes: int = Field(default=60, ge=1, le=broadcasts.LONGEST_MINUTES)


class BroadcastShown(Shape):
    id: str
    by: Named
    at: Moment
    text: str
    urgent: bool
    teams: list[str]
    until: Moment
    ended_at: Moment | None


class BroadcastList(BaseModel):
    items: list[BroadcastShown]


class WallWanted(BaseModel):
    """No queues: every one. `people`: first names of agents are shown."""

    name: str = Field(min_length=1, max_length=walls.LONGEST_NAME)
    queues: list[Ident] = Field(default=[], max_length=100)
    people: bool = False
    language: Literal["es", "en"] = "es"


class WallShown(Shape):
    id: str
    name: str
    queues: list[str]
    people: bool
    language: str
    created_at: Moment


class WallMade(BaseModel):
    """`path` opens it without signing in. It is shown this once."""

    wall: WallShown
    path: str


class WallList(BaseModel):
    items: list[WallShown]


class AlertsWanted(BaseModel):
    """From what on the board warns; 0 is never. `service_seconds` 0: the usual ones of the channel."""

    service_seconds: int = Field(ge=0, le=7 * 86_400)
    service_percent: int = Field(ge=0, le=100)
    waiting: int = Field(ge=0, le=1_000_000)
    wait_seconds: int = Field(ge=0, le=7 * 86_400)


class WorkList(BaseModel):
    """What an agent has open; `hidden` counts what the viewer may not read."""

    items: list[shapes.Row]
    hidden: int


class MoveWanted(BaseModel):
    """Exactly one of the two targets."""

    conversations: list[Ident] = Field(min_length=1, max_length=MOST_MOVED)
    to_queue: Ident = ""
    to_agent: Ident = ""


class WorkMoved(BaseModel):
    moved: list[str]


# --- reading along ----------------------------------------------------------------------------------------------------


@router.post("/conversations/{conversation_id}/monitor", response_model=MonitorShown)
async def start_monitoring(asked: Monitors, conversation_id: str) -> MonitorShown:
    """Says that one reads along; said again every few minutes, as long as it lasts."""
    await conversation_for(asked, conversation_id, MONITOR)
    made = await monitoring.start_monitoring(asked.desk, asked.tenant, asked.viewer.author, conversation_id)
    return await _monitor(asked, made)


@router.delete("/conversations/{conversation_id}/monitor", status_code=204)
async def stop_monitoring(asked: Monitors, conversation_id: str) -> None:
    await conversation_for(asked, conversation_id)
    await monitoring.stop_monitoring(asked.desk, asked.tenant, asked.viewer.author, conversation_id)


@router.get("/conversations/{conversation_id}/monitors", response_model=MonitorList)
async def list_monitors(asked: Reads, conversation_id: str) -> MonitorList:
    """Who reads along now: for its agent those of whom he is told, for supervisors all."""
    await conversation_for(asked, conversation_id)
    found = await monitoring.monitors_of(asked.desk, asked.tenant, conversation_id)
    shown = [one for one in found if one.announced or MONITOR in asked.viewer.permissions]
    return MonitorList(items=[await _monitor(asked, one) for one in shown])


async def _monitor(asked: Asked, one: Monitoring) -> MonitorShown:
    return MonitorShown(by=await _named(asked, one.by), since=one.since, announced=one.announced)


async def _named(asked: Asked, user: str) -> Named:
    found = await asked.reading.get(User, user)
    return Named(id=user, name=found.name if found else "")


# --- a word to everybody ----------------------------------------------------------------------------------------------


@router.get("/broadcasts", response_model=BroadcastList)
async def list_broadcasts(asked: SignedIn) -> BroadcastList:
    """What is said to the viewer now, the newest first."""
    mine = await asked.reading.get(Agent, asked.viewer.user) if asked.viewer.user else None
    found = await broadcasts.broadcasts(asked.desk, asked.tenant)
    now = asked.now
    heard = [one for one in found if mine is not None and broadcasts.is_for(one, mine.ability, now)]
    return BroadcastList(items=[await _broadcast(asked, one) for one in heard])


@router.get("/board/broadcasts", response_model=BroadcastList)
async def list_sent_broadcasts(asked: Supervises) -> BroadcastList:
    """The latest that were said, those over too."""
    found = [one for one in await broadcasts.broadcasts(asked.desk, asked.tenant) if _in_brands(asked, one)]
    return BroadcastList(items=[await _broadcast(asked, one) for one in found[:50]])


@router.post("/broadcasts", response_model=BroadcastShown, status_code=201)
async def send_broadcast(asked: Supervises, wanted: BroadcastWanted) -> BroadcastShown:
    """Shown at once above everybody's work."""
    word = broadcasts.Word(text=wanted.text, urgent=wanted.urgent, teams=tuple(wanted.teams), minutes=wanted.minutes)
    viewer = asked.viewer
    made = await broadcasts.send_broadcast(asked.desk, asked.tenant, viewer.author, word, viewer.brands or ())
    return await _broadcast(asked, made)


@router.delete("/broadcasts/{broadcast_id}", status_code=204)
async def end_broadcast(asked: Supervises, broadcast_id: str) -> None:
    """Takes it back."""
    found = await asked.reading.get(Broadcast, broadcast_id)
    if found is None or not _in_brands(asked, found):
        raise NotFound(kind="broadcast", id=broadcast_id)
    await broadcasts.end_broadcast(asked.desk, asked.tenant, asked.viewer.author, broadcast_id)


async def _broadcast(asked: Asked, one: Broadcast) -> BroadcastShown:
    return BroadcastShown(
        id=one.id,
        by=await _named(asked, one.by),
        at=one.at,
        text=one.text,
        urgent=one.urgent,
        teams=list(one.teams),
        until=one.until,
        ended_at=one.ended_at,
    )


def _in_brands(asked: Asked, one: Broadcast | Wall) -> bool:
    mine = asked.viewer.brands
    return mine is None or not one.brands or bool(set(mine) & set(one.brands))


# --- people and their work --------------------------------------------------------------------------------------------


@router.post("/agents/{agent_id}/sign-out", status_code=204)
async def sign_out_agent(asked: Forces, agent_id: str) -> None:
    """Ends all his sessions; he becomes offline when his connections are gone."""
    await agent_for(asked, agent_id)
    await sessions.sign_out_everywhere(asked.desk, asked.tenant, asked.viewer.author, agent_id)


@router.get("/agents/{agent_id}/work", response_model=WorkList)
async def list_work(asked: Forces, agent_id: str) -> object:
    """What an agent has open, before it is given to others."""
    await agent_for(asked, agent_id)
    ids = await transfers.open_work(asked.desk, asked.tenant, agent_id)
    rows = await asked.views.conversations.rows(asked.tenant, asked.viewer.sight, ids)
    return {"items": rows, "hidden": len(ids) - len(rows)}


@router.post("/board/move", response_model=WorkMoved)
async def move_work(asked: Forces, wanted: MoveWanted) -> WorkMoved:
    """Several conversations to a queue or an agent, in one change: also what takes a reassignment back."""
    for conversation in wanted.conversations:
        await conversation_for(asked, conversation, ASSIGN)
    target = transfers.Target(queue=wanted.to_queue, agent=wanted.to_agent)
    moved = await transfers.move_several(asked.desk, asked.tenant, asked.viewer.author, wanted.conversations, target)
    return WorkMoved(moved=list(moved))


@router.put("/queues/{queue}/alerts", response_model=AlertsWanted)
async def set_alerts(asked: Supervises, queue: str, wanted: AlertsWanted) -> AlertsWanted:
    """From when on the board warns, and what is in time. Answers what was before: put again, it undoes this."""
    await queue_for(asked, queue)
    alerts = queue_actions.AlertsWanted(**wanted.model_dump())
    before = await queue_actions.set_alerts(asked.desk, asked.tenant, asked.viewer.author, queue, alerts)
    return AlertsWanted.model_validate(before, from_attributes=True)


# --- walls ------------------------------------------------------------------------------------------------------------


@router.get("/walls", response_model=WallList)
async def list_walls(asked: Supervises) -> WallList:
    found = [one for one in await walls.walls(asked.desk, asked.tenant) if _in_brands(asked, one)]
    return WallList(items=[WallShown.model_validate(one) for one in found])


@router.post("/walls", response_model=WallMade, status_code=201)
async def open_wall(asked: Supervises, wanted: WallWanted) -> WallMade:
    """A read-only board for a screen on the wall."""
    for queue in wanted.queues:
        await queue_for(asked, queue)
    viewer = asked.viewer
    sight = viewer.sight_of("queue.supervise")
    if not wanted.queues and sight.queues == ():  # no queues would be every one
        raise Invalid(field="queues", reason="required")
    queues = tuple(wanted.queues) or sight.queues or ()
    made, token = await walls.open_wall(
        asked.desk,
        asked.tenant,
        viewer.author,
        walls.WallWanted(name=wanted.name, queues=queues, people=wanted.people, language=wanted.language),
        viewer.brands or (),
    )
    return WallMade(wall=WallShown.model_validate(made), path=f"/wall/{token}")


@router.delete("/walls/{wall_id}", status_code=204)
async def close_wall(asked: Supervises, wall_id: str) -> None:
    """Its address opens nothing from now on."""
    found = await asked.reading.get(Wall, wall_id)
    if found is None or not _in_brands(asked, found):
        raise NotFound(kind="wall", id=wall_id)
    await walls.close_wall(asked.desk, asked.tenant, asked.viewer.author, wall_id)
