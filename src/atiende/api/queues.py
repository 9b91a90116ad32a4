"""Queues in a supervisor's hand: switched off at once, with a word to the customers, and on again."""

from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import BaseModel, Field

from atiende.actions import queues as actions
from atiende.api.asked import Asked
from atiende.api.permissions import needs
from atiende.domain import documents as docs
from atiende.domain.errors import NotAllowed, NotFound
from atiende.domain.queue import QueueNotice, QueueState

router = APIRouter(prefix="/api/v1/queues/{queue}", tags=["queues"])

SUPERVISE = "queue.supervise"
Supervises = Annotated[Asked, needs("queue.supervise")]
Notice = Annotated[str, Field(max_length=actions.LONGEST)]


class SwitchState(BaseModel):
    """`notice` by language (es, en) is told to the queue's customers; an emergency needs one."""

    state: Literal["normal", "closed", "emergency"]
    notice: dict[str, Notice] = Field(default={}, max_length=4)


class Switched(BaseModel):
    """`before` is what undoes it, posted again."""

    before: SwitchState
    now: SwitchState


@router.get("/switch", response_model=SwitchState)
async def get_switch(asked: Supervises, queue: str) -> SwitchState:
    """How the queue stands, and what is told."""
    await queue_for(asked, queue)
    state = await asked.reading.get(QueueState, queue)
    notice = await asked.reading.get(QueueNotice, queue)
    return SwitchState.model_validate(
        {"state": state.state if state else "normal", "notice": notice.texts if notice else {}}
    )


@router.post("/switch", response_model=Switched)
async def switch_queue(asked: Supervises, queue: str, wanted: SwitchState) -> Switched:
    """Holds from the next arrival on; who waits already, waits on."""
    await queue_for(asked, queue)
    switch = actions.Switch(state=wanted.state, notice=wanted.notice)
    before = await actions.switch_queue(asked.desk, asked.tenant, asked.viewer.author, queue, switch)
    was = SwitchState.model_validate({"state": before.state, "notice": dict(before.notice)})
    return Switched(before=was, now=await get_switch(asked, queue))


async def queue_for(asked: Asked, queue: str) -> None:
    """One the viewer supervises. Raises NotFound, also for another brand's; NotAllowed for another team's."""
    found = await asked.reading.get(docs.Document, "queue", queue)
    body = docs.read("queue", found.body) if found is not None and not found.retired else None
    viewer = asked.viewer
    if not isinstance(body, docs.Queue) or (viewer.brands is not None and body.brand not in viewer.brands):
        raise NotFound(kind="queue", id=queue)
    sight = viewer.sight_of(SUPERVISE)
    if sight.queues is not None and queue not in sight.queues:
        raise NotAllowed(permission=SUPERVISE)
