"""The board on the wall: numbers for whoever has its address, and of people no more than first names, if at all."""

from typing import Annotated

from fastapi import APIRouter, Path, Request

from atiende.actions.reporting import Counting
from atiende.actions.walls import wall_of
from atiende.api.asked import Centre, centre_of
from atiende.api.board_shapes import QueueNow
from atiende.api.counted import DayCount
from atiende.api.expected import with_expected
from atiende.api.shapes import Moment, Shape
from atiende.domain.errors import NotFound
from atiende.domain.supervising import Wall
from atiende.ports.board import AgentNow, Board
from atiende.ports.views import Sight

router = APIRouter(prefix="/api/v1", tags=["public"])

Token = Annotated[str, Path(max_length=200)]


class WallPerson(Shape):
    """`name` is a first name, empty where the wall shows no people."""

    name: str
    state: str
    since: Moment


class WallData(Shape):
    name: str
    language: str
    at: Moment
    queues: list[QueueNow]
    people: list[WallPerson]
    states: dict[str, int]


@router.get("/wall/{token}", response_model=WallData)
async def get_wall(request: Request, token: Token) -> WallData:
    """What the wall shows now; asked for again every few seconds. 404 for an address that opens nothing."""
    centre = centre_of(request)
    caller = request.client.host if request.client else ""
    centre.limits.spend_call(f"wall {caller}", centre.desk.clock.elapsed())
    found = await wall_of(centre.desk, token)
    if found is None:
        raise NotFound(kind="wall", id="")
    tenant, wall = found
    board = await _board(centre, tenant, wall)
    return WallData(
        name=wall.name,
        language=wall.language,
        at=board.at,
        queues=[QueueNow.model_validate(one) for one in board.queues],
        people=[_person(one) for one in board.agents if one.state != "offline"] if wall.people else [],
        states=_states(board),
    )


async def _board(centre: Centre, tenant: str, wall: Wall) -> Board:
    sight = Sight(agent="", queues=wall.queues or None, brands=wall.brands or None)
    board = await centre.views.floor.board(tenant, sight, centre.desk.clock.now())
    counting = Counting(centre.desk, tenant, centre.views.reports, centre.lives(tenant))
    return await DayCount(counting).on(with_expected(board, centre.outlooks(tenant)))


def _person(one: AgentNow) -> WallPerson:
    return WallPerson(name=one.name.split(" ")[0], state=one.state, since=one.since)


def _states(board: Board) -> dict[str, int]:
    found: dict[str, int] = {}
    for one in board.agents:
        found[one.state] = found.get(one.state, 0) + 1
    return found
