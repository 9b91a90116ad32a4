"""The supervisor's board: what waits, who works, and the hand on the wheel."""

from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import BaseModel, Field

from atiende.actions import abilities, presence, transfers
from atiende.actions.users import Person
from atiende.api import board_shapes, shapes
from atiende.api.asked import Asked
from atiende.api.conversations import Slug
from atiende.api.counted import DayCount
from atiende.api.expected import with_expected
from atiende.api.me import presence_of
from atiende.api.permissions import interaction_for, needs
from atiende.api.steps import Ident
from atiende.domain.agent import Agent
from atiende.domain.errors import NotAllowed, NotFound

router = APIRouter(prefix="/api/v1", tags=["board"])

SUPERVISE, FORCE = "queue.supervise", "agent.force"
Supervises = Annotated[Asked, needs("queue.supervise")]
Forces = Annotated[Asked, needs("agent.force")]


class WaitingList(BaseModel):
    items: list[shapes.Waiting]


class RouteWanted(BaseModel):
    """At most one of queue and agent."""

    queue: Ident = ""
    agent: Ident = ""
    priority: int | None = Field(default=None, ge=1, le=5)


class StateForced(BaseModel):
    state: Literal["available", "paused", "offline"]
    reason: Ident = ""


class Abilities(BaseModel):
    """All of them: what is left out is taken away. Skills with levels from 1 to 5."""

    teams: list[Ident] = Field(max_length=100)
    skills: dict[str, int] = Field(max_length=200)


class AbilitiesMoved(BaseModel):
    """`before` is what undoes it, put again."""

    before: Abilities
    now: Abilities


class Reassignment(BaseModel):
    """Exactly one of the two targets; `only` these of his conversations, all of them when it is left out."""

    to_queue: Ident = ""
    to_agent: Ident = ""
    only: list[Ident] | None = Field(default=None, max_length=10_000)


class Reassigned(BaseModel):
    """`moved` are the conversations, for taking it back."""

    conversations: int
    moved: list[str]


@router.get("/board", response_model=board_shapes.Board)
async def get_board(asked: Supervises) -> object:
    """Queues and agents as they are now."""
    board = await asked.views.floor.board(asked.tenant, asked.viewer.sight_of(SUPERVISE), asked.now)
    return await DayCount(asked.counting).on(with_expected(board, asked.outlooks(asked.tenant)))


@router.get("/board/waiting", response_model=WaitingList)
async def list_waiting(asked: Supervises, queue: Slug = None) -> object:
    """Work that waits, in the order of its queue."""
    sight = asked.viewer.sight_of(SUPERVISE)
    return {"items": await asked.views.floor.waiting(asked.tenant, sight, queue, asked.now)}


@router.post("/interactions/{interaction_id}/route", status_code=204)
async def route_interaction(asked: Supervises, interaction_id: str, wanted: RouteWanted) -> None:
    """Sends work elsewhere, or alters its urgency."""
    await interaction_for(asked, interaction_id, SUPERVISE)
    target = transfers.Target(queue=wanted.queue, agent=wanted.agent)
    await transfers.route_interaction(
        asked.desk, asked.tenant, asked.viewer.author, interaction_id, target, wanted.priority
    )


@router.post("/agents/{agent_id}/state", response_model=shapes.Presence)
async def force_state(asked: Forces, agent_id: str, wanted: StateForced) -> shapes.Presence:
    """Sets somebody's state."""
    await agent_for(asked, agent_id)
    await presence.choose_state(
        asked.desk, asked.tenant, agent_id, wanted.state, wanted.reason, forced_by=asked.viewer.author
    )
    return await presence_of(asked, agent_id)


@router.put("/agents/{agent_id}/abilities", response_model=AbilitiesMoved)
async def move_agent(asked: Forces, agent_id: str, wanted: Abilities) -> AbilitiesMoved:
    """Other teams and skills for somebody at work, at once; what he has in hand stays his."""
    await _must_lead(asked, await agent_for(asked, agent_id), set(wanted.teams))
    person = Person(teams=tuple(wanted.teams), skills=wanted.skills)
    viewer = asked.viewer
    before, now = await abilities.move_agent(
        asked.desk, asked.tenant, viewer.actor, agent_id, person, viewer.permissions
    )
    return AbilitiesMoved(
        before=Abilities(teams=list(before.teams), skills=before.skills),
        now=Abilities(teams=list(now.teams), skills=now.skills),
    )


@router.post("/agents/{agent_id}/reassign", response_model=Reassigned)
async def reassign_work(asked: Forces, agent_id: str, wanted: Reassignment) -> Reassigned:
    """All the open work of somebody who is away goes to a queue or a colleague."""
    await agent_for(asked, agent_id)
    target = transfers.Target(queue=wanted.to_queue, agent=wanted.to_agent)
    only = None if wanted.only is None else frozenset(wanted.only)
    moved = await transfers.reassign_work(asked.desk, asked.tenant, asked.viewer.author, agent_id, target, only)
    return Reassigned(conversations=len(moved), moved=list(moved))


async def agent_for(asked: Asked, agent_id: str) -> Agent:
    """Somebody who serves what the viewer supervises. Raises NotFound, NotAllowed for a mere team's lead elsewhere."""
    found = await asked.reading.get(Agent, agent_id)
    viewer = asked.viewer
    if found is None or not _shares(viewer.brands, found.ability.brands):
        raise NotFound(kind="agent", id=agent_id)
    if viewer.covers(FORCE, "brand"):
        return found
    mine = await asked.reading.get(Agent, viewer.user) if viewer.user else None
    same_team = mine is not None and bool(set(mine.ability.teams) & set(found.ability.teams))
    if agent_id != viewer.user and not (viewer.covers(FORCE, "team") and same_team):
        raise NotAllowed(permission=FORCE)
    return found


async def _must_lead(asked: Asked, found: Agent, teams: set[str]) -> None:
    """A team opens its queues' conversations: a mere team's lead gives and takes away his own alone. Raises
    NotAllowed."""
    if asked.viewer.covers(FORCE, "brand"):
        return
    mine = await asked.reading.get(Agent, asked.viewer.user) if asked.viewer.user else None
    if (set(found.ability.teams) ^ teams) - set(mine.ability.teams if mine is not None else ()):
        raise NotAllowed(permission=FORCE)


def _shares(mine: tuple[str, ...] | None, theirs: tuple[str, ...]) -> bool:
    """Granted one brand in common; none named means all."""
    return mine is None or not theirs or bool(set(mine) & set(theirs))
