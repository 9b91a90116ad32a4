"""Drafts: what an agent has begun to write, kept on the server per conversation."""

from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import BaseModel, Field

from atiende.actions import drafts as actions
from atiende.api import shapes
from atiende.api.asked import Asked
from atiende.api.permissions import conversation_for, needs
from atiende.api.steps import Ident
from atiende.domain.errors import NotFound
from atiende.domain.message import Draft

router = APIRouter(prefix="/api/v1/conversations/{conversation_id}/drafts", tags=["messages"])

Answers = Annotated[Asked, needs("conversation.reply")]
Mode = Literal["reply", "note"]


class DraftWanted(BaseModel):
    text: str = Field(default="", max_length=500_000)
    channel: Ident = ""
    files: list[Ident] = Field(default=[], max_length=50)


@router.get("/{mode}", response_model=shapes.Draft)
async def get_draft(asked: Answers, conversation_id: str, mode: Mode) -> shapes.Draft:
    """Mine; 404 when there is none."""
    await conversation_for(asked, conversation_id)
    found = await asked.reading.get(Draft, asked.viewer.author, conversation_id, mode)
    if found is None:
        raise NotFound(kind="draft", id=conversation_id)
    return _shown(found)


@router.put("/{mode}", response_model=shapes.Draft)
async def put_draft(asked: Answers, conversation_id: str, mode: Mode, wanted: DraftWanted) -> shapes.Draft:
    """The latest wins; an empty one is dropped."""
    await conversation_for(asked, conversation_id)
    draft = Draft(
        agent=asked.viewer.author,
        conversation=conversation_id,
        mode=mode,
        text=wanted.text,
        channel=wanted.channel,
        attachments=tuple(wanted.files),
        at=asked.now,
    )
    return _shown(await actions.save_draft(asked.desk, asked.tenant, draft))


@router.delete("/{mode}", status_code=204)
async def delete_draft(asked: Answers, conversation_id: str, mode: Mode) -> None:
    """Gone; also when there was none."""
    await conversation_for(asked, conversation_id)
    await actions.drop_draft(asked.desk, asked.tenant, asked.viewer.author, conversation_id, mode)


def _shown(draft: Draft) -> shapes.Draft:
    return shapes.Draft(text=draft.text, channel=draft.channel, files=list(draft.attachments), at=draft.at)
