"""Interactions: why this agent, why it still waits, and their end."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel

from atiende.actions import offers as actions
from atiende.api import why
from atiende.api.asked import Asked
from atiende.api.permissions import interaction_for, needs
from atiende.api.shapes import Moment, Named, Shape
from atiende.domain.errors import NotYours, WrongState

router = APIRouter(prefix="/api/v1/interactions/{interaction_id}", tags=["interactions"])

Reads = Annotated[Asked, needs("conversation.read")]
Answers = Annotated[Asked, needs("conversation.reply")]


class RunnerUp(Shape):
    """Somebody who came next, and by which key."""

    agent: Named
    key: list[int]


class Receipt(Shape):
    """Why this agent: what the floor saw when it chose."""

    offer: str
    agent: Named
    at: Moment
    state: str
    rule: str
    waiting: int
    step: int
    runners_up: list[RunnerUp]
    excluded: dict[str, int]
    text: dict[str, str]


class Receipts(BaseModel):
    items: list[Receipt]


class Candidate(BaseModel):
    """An agent; `fits` is whether he could be asked now, `reasons` why not."""

    agent: Named
    fits: bool
    reasons: list[str]


class Why(BaseModel):
    """`position` is the place in the queue, from 1; 0 when it does not wait."""

    waiting: bool
    position: int
    candidates: list[Candidate]
    text: dict[str, str]


@router.get("/receipts", response_model=Receipts)
async def list_receipts(asked: Reads, interaction_id: str) -> Receipts:
    """Every offer of it with its receipt, oldest first."""
    await interaction_for(asked, interaction_id)
    made = await asked.views.timeline.receipts(asked.tenant, interaction_id)
    return Receipts(items=[_receipt(one) for one in made])


def _receipt(one: why.OfferMade) -> Receipt:
    seen = one.receipt
    runners_up = [
        RunnerUp(agent=Named(id=agent, name=one.names.get(agent, "")), key=list(key))
        for agent, key in (seen.runners_up if seen else ())
    ]
    return Receipt(
        offer=one.offer,
        agent=Named(id=one.agent.id, name=one.agent.name),
        at=one.at,
        state=one.state,
        rule=seen.rule if seen else "",
        waiting=seen.waiting if seen else 0,
        step=seen.step if seen else 0,
        runners_up=runners_up,
        excluded=seen.excluded if seen else {},
        text={language: why.of_offer(language, one) for language in why.LANGUAGES},
    )


@router.get("/why", response_model=Why)
async def explain_interaction(asked: Reads, interaction_id: str) -> Why:
    """Why it still waits: every agent with his reason."""
    await interaction_for(asked, interaction_id)
    floor = await asked.floor()
    found = floor.why(interaction_id, asked.now)
    names = {one.id: one.name for one in await asked.views.floor.agents(asked.tenant)}
    waiting = found.status in ("waiting", "reserved")
    return Why(
        waiting=waiting,
        position=found.ahead + 1 if waiting else 0,
        candidates=[
            Candidate(
                agent=Named(id=one.agent, name=names[one.agent]),
                fits=not one.reason,
                reasons=[one.reason] if one.reason else [],
            )
            for one in found.candidates
            if one.agent in names
        ],
        text={language: why.of_explanation(language, found) for language in why.LANGUAGES},
    )


@router.post("/wrap-up/end", status_code=204)
async def end_wrap_up(asked: Answers, interaction_id: str) -> None:
    """I am ready again."""
    interaction = await interaction_for(asked, interaction_id, "conversation.reply")
    if interaction.agent != asked.viewer.user:
        raise NotYours(interaction=interaction_id)
    await actions.end_wrap_up(asked.desk, asked.tenant, interaction_id, asked.viewer.user)


@router.post("/end", status_code=204)
async def end_session(asked: Answers, interaction_id: str) -> None:
    """Ends a chat from our side."""
    interaction = await interaction_for(asked, interaction_id, "conversation.reply")
    if not asked.desk.channels[interaction.channel].traits.session:
        raise WrongState(state=interaction.channel)
    await actions.end_session(asked.desk, asked.tenant, interaction_id, "agent", f"agent:{asked.viewer.author}")
