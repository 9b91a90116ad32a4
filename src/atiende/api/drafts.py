"""Drafts: what an agent has begun to write, kept on the server per conversation."""

from typing import Annotated, Literal

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from atiende.actions import drafts as actions
from atiende.api.asked import Asked
from atiende.api.permissions import conversation_for, needs
from atiende.api.shapes import Moment, Shape
from atiende.api.steps import Ident
from atiende.domain.message import Draft as Row
from atiende.domain.message import File

router = APIRouter(prefix="/api/v1/conversations/{conversation_id}/drafts", tags=["messages"])

Answers = Annotated[Asked, needs("conversation.reply")]
Mode = Literal["reply", "note"]


class DraftWanted(BaseModel):
    """`cc` are addresses as they are typed: an unfinished one is kept too, sending checks them."""

    text: str = Field(default="", max_length=500_000)
    channel: Ident = ""
    subject: str = Field(default="", max_length=500)
    marked: bool = False
    cc: list[Annotated[str, Field(max_length=254)]] = Field(default=[], max_length=50)
    files: list[Ident] = Field(default=[], max_length=50)


class FileName(Shape):
    """A file that is not sent yet."""

    id: str
    name: str
    content_type: str = ""
    size: int = 0


class Draft(Shape):
    text: str
    channel: str
    subject: str
    marked: bool
    cc: list[str]
    files: list[FileName]
    at: Moment


@router.get("/{mode}", response_model=Draft, responses={204: {"description": "There is none"}})
async def get_draft(asked: Answers, conversation_id: str, mode: Mode) -> Draft | Response:
    """Mine; 204 when there is none."""
    await conversation_for(asked, conversation_id)
    found = await asked.reading.get(Row, asked.viewer.author, conversation_id, mode)
    return await shown(asked, found) if found is not None else Response(status_code=204)


@router.put("/{mode}", response_model=Draft)
async def put_draft(asked: Answers, conversation_id: str, mode: Mode, wanted: DraftWanted) -> Draft:
    """The latest wins; an empty one is dropped."""
    await conversation_for(asked, conversation_id)
    draft = Row(
        agent=asked.viewer.author,
        conversation=conversation_id,
        mode=mode,
        text=wanted.text,
        channel=wanted.channel,
        attachments=tuple(wanted.files),
        at=asked.now,
        cc=tuple(wanted.cc),
        subject=wanted.subject,
        marked=wanted.marked,
    )
    return await shown(asked, await actions.save_draft(asked.desk, asked.tenant, draft))


@router.delete("/{mode}", status_code=204)
async def delete_draft(asked: Answers, conversation_id: str, mode: Mode) -> None:
    """Gone; also when there was none."""
    await conversation_for(asked, conversation_id)
    await actions.drop_draft(asked.desk, asked.tenant, asked.viewer.author, conversation_id, mode)


async def shown(asked: Asked, draft: Row) -> Draft:
    """With the names of its files; one that is not its author's any more, or was sent, is left out."""
    files = [await asked.reading.get(File, one) for one in draft.attachments]
    kept = [one for one in files if one is not None and one.owner == f"agent:{draft.agent}" and not one.message]
    return Draft(
        text=draft.text,
        channel=draft.channel,
        subject=draft.subject,
        marked=draft.marked,
        cc=list(draft.cc),
        files=[FileName(id=one.id, name=one.name, content_type=one.content_type, size=one.size) for one in kept],
        at=draft.at,
    )
