"""Interactions: why this agent, why it still waits, and their end."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel

from atiende.actions import offers as actions
from atiende.actions import wrap_up
from atiende.api.asked import Asked
from atiende.api.catalog import skill_names
from atiende.api.explained import Asker, Receipts, Span, Why, candidates_of, receipt_of, rules_of, why_of
from atiende.api.permissions import interaction_for, may_see_conversation, needs
from atiende.api.shapes import Moment
from atiende.api.steps import OutcomeWanted, outcome_of
from atiende.domain import documents as docs
from atiende.domain.conversation import Conversation
from atiende.domain.customer import PHONE
from atiende.domain.errors import NotYours, WrongState
from atiende.domain.interaction import Interaction

router = APIRouter(prefix="/api/v1/interactions/{interaction_id}", tags=["interactions"])

Reads = Annotated[Asked, needs("conversation.read")]
Answers = Annotated[Asked, needs("conversation.reply")]


@router.get("/receipts", response_model=Receipts)
async def list_receipts(asked: Reads, interaction_id: str) -> Receipts:
    """Every offer of it with its receipt, oldest first."""
    await interaction_for(asked, interaction_id)
    made = await asked.views.timeline.receipts(asked.tenant, interaction_id)
    skills = await skill_names(asked)
    return Receipts(items=[receipt_of(one, skills) for one in made])


@router.get("/why", response_model=Why)
async def explain_interaction(asked: Reads, interaction_id: str) -> Why:
    """Why it still waits: every agent with his reason, for whoever supervises; else one's own."""
    work = await interaction_for(asked, interaction_id)
    conversation = await asked.reading.get(Conversation, work.conversation)
    floor = await asked.floor()
    found = floor.why(interaction_id, asked.now)
    names = {one.id: one.name for one in await asked.views.floor.agents(asked.tenant)}
    row = await asked.reading.get(docs.Document, "queue", work.queue)
    queue = docs.read("queue", row.body) if row is not None else None
    rules = (
        rules_of(work.queue, queue, work.entered or work.since, work.step) if isinstance(queue, docs.Queue) else None
    )
    sees_all = conversation is not None and may_see_conversation(asked.viewer, conversation, "queue.supervise")
    asker = Asker(
        user=asked.viewer.user,
        sees_all=sees_all,
        now=asked.now,
        skills=await skill_names(asked),
        expected=_expected(asked, work),
    )
    return why_of(work, rules, found, candidates_of(found, names), asker)


def _expected(asked: Asked, work: Interaction) -> Span | None:
    """None where nobody serves it, or it does not wait."""
    outlook = asked.outlooks(asked.tenant)
    place = outlook.place(work.id, work.queue, work.channel) if outlook is not None else None
    if place is None or place.wait is None:
        return None
    return Span(low_ms=place.wait.low_ms, high_ms=place.wait.high_ms)


@router.post("/wrap-up/end", status_code=204)
async def end_wrap_up(asked: Answers, interaction_id: str) -> None:
    """I am ready again."""
    interaction = await interaction_for(asked, interaction_id, "conversation.reply")
    if interaction.agent != asked.viewer.user:
        raise NotYours(interaction=interaction_id)
    await actions.end_wrap_up(asked.desk, asked.tenant, interaction_id, asked.viewer.user)


class WrapUpShown(BaseModel):
    """Until when it may take now."""

    until: Moment


@router.post("/wrap-up/extend", response_model=WrapUpShown)
async def extend_wrap_up(asked: Answers, interaction_id: str) -> WrapUpShown:
    """I need a minute more."""
    await interaction_for(asked, interaction_id, "conversation.reply")
    until = await wrap_up.extend_wrap_up(asked.desk, asked.tenant, asked.viewer.author, interaction_id)
    return WrapUpShown(until=until)


@router.post("/classify", status_code=204)
async def classify_interaction(asked: Answers, interaction_id: str, wanted: OutcomeWanted) -> None:
    """How this one ended; wrapping it up is over with that, and so is a call that was still on."""
    await interaction_for(asked, interaction_id, "conversation.reply")
    await wrap_up.classify_interaction(
        asked.desk, asked.tenant, asked.viewer.author, interaction_id, outcome_of(wanted)
    )


@router.post("/hang-up", status_code=204)
async def hang_up(asked: Answers, interaction_id: str) -> None:
    """The call is over; its outcome is still to be written down."""
    found = await interaction_for(asked, interaction_id, "conversation.reply")
    if found.channel != PHONE:
        raise WrongState(state=found.channel)
    await wrap_up.hang_up(asked.desk, asked.tenant, asked.viewer.author, interaction_id)


@router.post("/end", status_code=204)
async def end_session(asked: Answers, interaction_id: str) -> None:
    """Ends a chat from our side."""
    interaction = await interaction_for(asked, interaction_id, "conversation.reply")
    if not asked.desk.channels[interaction.channel].traits.session:
        raise WrongState(state=interaction.channel)
    await actions.end_session(asked.desk, asked.tenant, interaction_id, "agent", f"agent:{asked.viewer.author}")
