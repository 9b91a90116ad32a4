"""Replies that wait to be sent: for the moments in which they can be called back, or for a moment chosen."""

from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import AwareDatetime, Field

from atiende.actions import held as actions
from atiende.actions.after import After
from atiende.actions.recall import reply_of
from atiende.api import drafts, shapes
from atiende.api.asked import Asked
from atiende.api.messages import ReplyWanted, after_of, entry_of
from atiende.api.messages import reply_of as wanted_reply
from atiende.api.permissions import conversation_for, needs
from atiende.api.shapes import Moment, Shape
from atiende.api.steps import millis
from atiende.domain.errors import Invalid, NotFound
from atiende.domain.message import File, HeldReply, Message
from atiende.domain.work import User
from atiende.ports.views import Entry

router = APIRouter(prefix="/api/v1", tags=["messages"])

Answers = Annotated[Asked, needs("conversation.reply")]
Reads = Annotated[Asked, needs("conversation.read")]


class HeldWanted(ReplyWanted):
    """Exactly one of `undo_seconds` and `at`; `unless_answered`: not if the customer writes before `at`."""

    undo_seconds: int | None = Field(default=None, ge=1, le=30)
    at: AwareDatetime | None = None
    unless_answered: bool = False


class Held(Shape):
    """`message` is empty while it is held; a repetition may find it written."""

    id: str
    conversation: str
    author: shapes.Named
    why: Literal["undo", "scheduled"]
    at: Moment
    until: Moment
    text: str
    subject: str
    endpoint: str
    files: list[drafts.FileName]
    then: str
    unless_answered: bool
    client_id: str


@router.post("/conversations/{conversation_id}/held", response_model=Held | shapes.MessageEntry, status_code=201)
async def hold_reply(asked: Answers, conversation_id: str, wanted: HeldWanted) -> Held | Entry:
    """An answer that goes a little later and can be called back. The same client_id: the same answer."""
    await conversation_for(asked, conversation_id, "conversation.reply")
    after = await after_of(asked, conversation_id, wanted)
    made = await actions.hold_reply(
        asked.desk,
        asked.tenant,
        asked.viewer.author,
        conversation_id,
        wanted_reply(wanted),
        _hold(asked, wanted, after),
    )
    return await entry_of(asked, made) if isinstance(made, Message) else await _shown(asked, made)


@router.get("/conversations/{conversation_id}/held", response_model=shapes.Page[Held])
async def list_held(asked: Reads, conversation_id: str) -> shapes.Page[Held]:
    """What is still to go in a conversation, soonest first."""
    await conversation_for(asked, conversation_id)
    rows = await asked.reading.where(HeldReply, {"conversation": conversation_id})
    items = [await _shown(asked, row) for row in sorted(rows, key=lambda row: (row.until, row.id))]
    return shapes.Page[Held](items=items)


@router.post("/held/{held_id}/recall", response_model=drafts.Draft)
async def recall_reply(asked: Answers, held_id: str) -> drafts.Draft:
    """It goes nowhere; its words are in its author's draft. 404 when it has gone."""
    await _his(asked, held_id)
    draft = await actions.recall_reply(asked.desk, asked.tenant, asked.viewer.author, held_id)
    return await drafts.shown(asked, draft)


@router.delete("/held/{held_id}", status_code=204)
async def discard_reply(asked: Answers, held_id: str) -> None:
    """It goes nowhere and is not kept. 404 when it has gone."""
    await _his(asked, held_id)
    await actions.discard_reply(asked.desk, asked.tenant, asked.viewer.author, held_id)


@router.post("/held/{held_id}/send", response_model=shapes.Entry)
async def send_held(asked: Answers, held_id: str) -> Entry:
    """At once."""
    await _his(asked, held_id)
    return await entry_of(asked, await actions.send_held(asked.desk, asked.tenant, asked.viewer.author, held_id))


def _hold(asked: Asked, wanted: HeldWanted, after: After) -> actions.Hold:
    if (wanted.undo_seconds is None) == (wanted.at is None):
        raise Invalid(field="at", reason="required")
    if wanted.at is None:
        return actions.Hold(until=asked.now + (wanted.undo_seconds or 0) * 1000, after=after)
    return actions.Hold(
        until=millis(wanted.at), why=actions.SCHEDULED, unless_answered=wanted.unless_answered, after=after
    )


async def _his(asked: Asked, held_id: str) -> None:
    """His own, or one of a conversation he may give to others. Raises NotFound, NotAllowed."""
    found = await asked.reading.get(HeldReply, held_id)
    if found is None:
        raise NotFound(kind="held_reply", id=held_id)
    mine = found.author == asked.viewer.author
    try:
        await conversation_for(asked, found.conversation, "conversation.reply" if mine else "conversation.assign")
    except NotFound:
        raise NotFound(kind="held_reply", id=held_id) from None


async def _shown(asked: Asked, held: HeldReply) -> Held:
    reply = reply_of(held)
    author = await asked.reading.get(User, held.author)
    files = [await asked.reading.get(File, one) for one in reply.files]
    return Held(
        id=held.id,
        conversation=held.conversation,
        author=shapes.Named(id=held.author, name=author.name if author else ""),
        why="undo" if held.why == actions.UNDO else "scheduled",
        at=held.at,
        until=held.until,
        text=reply.text,
        subject=reply.subject,
        endpoint=reply.endpoint,
        files=[drafts.FileName(id=one.id, name=one.name) for one in files if one is not None],
        then=held.then,
        unless_answered=held.unless_answered,
        client_id=reply.client_id,
    )
