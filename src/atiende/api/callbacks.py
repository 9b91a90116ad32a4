"""Calling a customer back: asked for on his behalf, now or at an agreed moment."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import AwareDatetime, BaseModel, Field

from atiende.actions import callbacks as actions
from atiende.api.asked import Asked
from atiende.api.permissions import interaction_for, needs
from atiende.api.steps import millis
from atiende.domain.callback import LONGEST

router = APIRouter(prefix="/api/v1/interactions/{interaction_id}", tags=["interactions"])

Answers = Annotated[Asked, needs("conversation.reply")]


class CallbackWanted(BaseModel):
    """A telephone number as it is written in the brand's country, or with + and the country's code."""

    number: str = Field(max_length=LONGEST)
    not_before: AwareDatetime | None = None


class CallbackKept(BaseModel):
    """The interaction that is the callback: the same one where it was still open."""

    interaction: str


@router.post("/callback", response_model=CallbackKept)
async def request_callback(asked: Answers, interaction_id: str, wanted: CallbackWanted) -> CallbackKept:
    """The work keeps its place and waits as a call to make, or sleeps until its moment."""
    await interaction_for(asked, interaction_id, "conversation.reply")
    when = millis(wanted.not_before) if wanted.not_before is not None else None
    ordered = actions.Wanted(number=wanted.number, not_before=when)
    actor = f"agent:{asked.viewer.author}"
    return CallbackKept(
        interaction=await actions.request_callback(asked.desk, asked.tenant, actor, interaction_id, ordered)
    )
