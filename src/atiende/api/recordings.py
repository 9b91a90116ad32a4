"""Recordings of calls: listened to, commented on, held and deleted; and what callers answered to being recorded.

Whoever listens is in the customer's access log before the first byte leaves.
"""

import re
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, Field

from atiende.actions import passages, recording_comments, recording_files, recording_terms
from atiende.actions import recordings as actions
from atiende.actions.accesses import View, note_views
from atiende.api import shapes
from atiende.api.asked import Asked
from atiende.api.customers import customer_for
from atiende.api.permissions import conversation_for, may, needs
from atiende.api.shapes import Moment, Shape
from atiende.domain import documents as docs
from atiende.domain.errors import LookingOnly, NotFound
from atiende.domain.recording import Consent, ConsentContent, HoldContent, Recording, RecordingContent
from atiende.domain.work import User
from atiende.ports.speech import PEAK_MS

router = APIRouter(prefix="/api/v1", tags=["recordings"])

LISTEN, DELETE = "recording.listen", "recording.delete"
Reads = Annotated[Asked, needs("conversation.read")]
Listens = Annotated[Asked, needs(LISTEN)]
Deletes = Annotated[Asked, needs(DELETE)]
Knows = Annotated[Asked, needs("customer.read")]
SOUND: dict[int | str, dict[str, Any]] = {
    200: {"content": {"audio/ogg": {"schema": {"type": "string", "format": "binary"}}}}
}
RANGE = re.compile(r"bytes=([0-9]{1,15})-([0-9]{0,15})$")


class LeftOut(Shape):
    """From and to, in ms of the recording: what was left out."""

    start_ms: int
    end_ms: int


class RecordingShown(Shape):
    """`may_listen` and `may_delete`: what the reader may do with it."""

    id: str
    interaction: str
    conversation: str
    state: str
    basis: str
    began_at: Moment
    duration_ms: int
    gaps: list[LeftOut]
    keep_until: Moment | None
    hold: bool
    agent: shapes.Named | None
    may_listen: bool
    may_delete: bool


class Recordings(Shape):
    items: list[RecordingShown]


class SpokenWord(Shape):
    text: str
    start_ms: int
    end_ms: int


class SpokenPassage(Shape):
    """`side`: left (the customer) or right; `who`: a colleague's name, where it is known."""

    number: int
    side: Literal["left", "right"]
    who: str
    start_ms: int
    end_ms: int
    text: str
    language: str
    words: list[SpokenWord]


class CommentShown(Shape):
    id: str
    at_ms: int
    text: str
    author: shapes.Named
    at: Moment
    mine: bool


class HoldShown(Shape):
    """When it was held or let go again, by whom and why."""

    at: Moment
    by: str
    on: bool
    reason: str


class RecordingDetail(RecordingShown):
    """`peaks`: the loudest of each `peak_ms`, 0-255, left and right in turn; empty: the player draws it itself."""

    customer: str
    queue: str
    passages: list[SpokenPassage]
    comments: list[CommentShown]
    holds: list[HoldShown]
    peaks: list[int]
    peak_ms: int


class CommentWanted(BaseModel):
    at_ms: int = Field(ge=0, le=86_400_000)
    text: str = Field(min_length=1, max_length=2_000)


class DaysWanted(BaseModel):
    """From now."""

    days: int = Field(ge=1, le=3650)


class HoldWanted(BaseModel):
    on: bool
    reason: str = Field(min_length=1, max_length=2_000)


class TermWanted(BaseModel):
    queue: str = Field(max_length=80)


class Changed(Shape):
    """How many recordings it reached."""

    changed: int


class ConsentShown(Shape):
    """What a caller was told about being recorded, and what he answered: informed, yes or no."""

    id: str
    what: str
    answer: str
    channel: str
    language: str
    version: str
    at: Moment
    conversation: str
    text: str
    said: str


class Consents(Shape):
    items: list[ConsentShown]


@router.get("/conversations/{conversation_id}/recordings", response_model=Recordings)
async def list_recordings(asked: Reads, conversation_id: str) -> Recordings:
    """Recordings of this conversation's calls, oldest first; whether they may be listened to stands beside each."""
    await conversation_for(asked, conversation_id)
    found = await asked.reading.where(Recording, {"conversation": conversation_id})
    return Recordings(items=[await _shown(asked, one) for one in sorted(found, key=lambda one: one.began_at)])


@router.get("/recordings/{recording_id}", response_model=RecordingDetail)
async def read_recording(asked: Listens, recording_id: str) -> RecordingDetail:
    """One recording with its words, comments and gaps."""
    found = await _for(asked, recording_id, LISTEN)
    content = await asked.reading.get(RecordingContent, recording_id)
    shown = await _shown(asked, found)
    said = await passages.passages_of(asked.desk, asked.tenant, recording_id)
    people = await _names(asked, {one.who for one in said if one.who})
    holds = await asked.reading.where(HoldContent, {"recording": recording_id})
    return RecordingDetail(
        **shown.model_dump(),
        customer=found.customer,
        queue=found.queue,
        passages=[_passage(one, people) for one in said],
        comments=await _comments(asked, recording_id),
        holds=[HoldShown.model_validate(one) for one in holds],
        peaks=list(content.peaks) if content is not None else [],
        peak_ms=PEAK_MS,
    )


@router.get("/recordings/{recording_id}/sound", response_class=Response, responses=SOUND)
async def hear_recording(
    request: Request, asked: Listens, recording_id: str, download: Annotated[bool, Query()] = False
) -> Response:
    """The sound: Ogg/Opus, the customer left, everybody else right. That it was listened to is written down first."""
    found = await _for(asked, recording_id, LISTEN)
    if download and asked.viewer.by:
        raise LookingOnly()
    if found.state != "kept":
        raise NotFound(kind="recording", id=recording_id)
    content = await recording_files.open_recording(asked.desk, asked.tenant, recording_id)
    how = "download" if download else "listen"
    view = View(
        viewer=asked.viewer.actor, customer=found.customer, how=how, at=asked.now, conversation=found.conversation
    )
    await note_views(asked.desk, asked.tenant, [view])
    return _bytes(content, request.headers.get("range", ""), f"{recording_id}.ogg" if download else "")


def _bytes(content: bytes, asked_range: str, name: str) -> Response:
    """All of it, or the piece a player asks for."""
    headers = {"Accept-Ranges": "bytes", "Cache-Control": "private, no-store"}
    if name:
        headers["Content-Disposition"] = f'attachment; filename="{name}"'
    match = RANGE.match(asked_range)
    if match is None:
        return Response(content, media_type="audio/ogg", headers=headers)
    first = int(match[1])
    last = min(int(match[2]) if match[2] else len(content) - 1, len(content) - 1)
    if first > last:
        return Response(status_code=416, headers={**headers, "Content-Range": f"bytes */{len(content)}"})
    headers["Content-Range"] = f"bytes {first}-{last}/{len(content)}"
    return Response(content[first : last + 1], status_code=206, media_type="audio/ogg", headers=headers)


@router.post("/recordings/{recording_id}/comments", response_model=CommentShown, status_code=201)
async def comment_recording(asked: Listens, recording_id: str, wanted: CommentWanted) -> CommentShown:
    """A word about a moment of it."""
    await _for(asked, recording_id, LISTEN)
    made = await recording_comments.comment(
        asked.desk, asked.tenant, asked.viewer.author, recording_id, wanted.at_ms, wanted.text
    )
    return next(one for one in await _comments(asked, recording_id) if one.id == made.id)


@router.delete("/recordings/{recording_id}/comments/{comment_id}", status_code=204)
async def drop_recording_comment(asked: Listens, recording_id: str, comment_id: str) -> None:
    """One's own."""
    await _for(asked, recording_id, LISTEN)
    await recording_comments.drop_comment(asked.desk, asked.tenant, asked.viewer.author, comment_id)


@router.post("/recordings/{recording_id}/hold", status_code=204)
async def hold_recording(asked: Deletes, recording_id: str, wanted: HoldWanted) -> None:
    """It is not deleted however old it is, or may be again; both with a reason."""
    await _for(asked, recording_id, DELETE)
    await actions.hold_recording(asked.desk, asked.tenant, asked.viewer.actor, recording_id, wanted.on, wanted.reason)


@router.post("/recordings/{recording_id}/keep", status_code=204)
async def shorten_recording(asked: Deletes, recording_id: str, wanted: DaysWanted) -> None:
    """It is deleted sooner than was meant."""
    await _for(asked, recording_id, DELETE)
    await recording_terms.shorten_recording(asked.desk, asked.tenant, asked.viewer.actor, recording_id, wanted.days)


@router.delete("/recordings/{recording_id}", status_code=204)
async def delete_recording(asked: Deletes, recording_id: str) -> None:
    """For ever, its words too. One that is held is refused."""
    await _for(asked, recording_id, DELETE)
    await actions.delete_recording(asked.desk, asked.tenant, asked.viewer.actor, recording_id)


@router.post("/recordings/shorten", response_model=Changed)
async def shorten_recordings(asked: Annotated[Asked, needs(DELETE)], wanted: TermWanted) -> Changed:
    """The queue's present term, where it is shorter, also holds for what was recorded before."""
    row = await asked.reading.get(docs.Document, "queue", wanted.queue)
    queue = docs.read("queue", row.body) if row is not None else None
    brands = asked.viewer.sight_of(DELETE).brands
    own = isinstance(queue, docs.Queue) and (brands is None or queue.brand in brands)
    if not own or not asked.viewer.covers(DELETE, "brand"):
        raise NotFound(kind="queue", id=wanted.queue)
    changed = await recording_terms.shorten_retention(asked.desk, asked.tenant, asked.viewer.actor, wanted.queue)
    return Changed(changed=changed)


@router.get("/customers/{customer_id}/consents", response_model=Consents)
async def list_consents(asked: Knows, customer_id: str) -> Consents:
    """What he was told and answered, newest first."""
    await customer_for(asked, customer_id)
    person = await asked.views.customers.person(asked.tenant, customer_id)
    found = [row for one in person for row in await asked.reading.where(Consent, {"customer": one}, limit=200)]
    texts = {row.id: row for row in await asked.reading.many(ConsentContent, [(one.id,) for one in found])}
    return Consents(items=[_consent(one, texts.get(one.id)) for one in sorted(found, key=lambda one: -one.at)])


def _consent(one: Consent, content: ConsentContent | None) -> ConsentShown:
    return ConsentShown(
        id=one.id,
        what=one.what,
        answer=one.answer,
        channel=one.channel,
        language=one.language,
        version=one.version,
        at=one.at,
        conversation=one.conversation,
        text=content.text if content is not None else "",
        said=content.said if content is not None else "",
    )


async def _for(asked: Asked, recording_id: str, permission: str) -> Recording:
    """Raises NotFound, NotAllowed."""
    found = await asked.reading.get(Recording, recording_id)
    if found is None:
        raise NotFound(kind="recording", id=recording_id)
    try:
        await conversation_for(asked, found.conversation, permission)
    except NotFound:
        raise NotFound(kind="recording", id=recording_id) from None
    return found


async def _shown(asked: Asked, found: Recording) -> RecordingShown:
    agent = await asked.reading.get(User, found.agent) if found.agent else None
    return RecordingShown(
        id=found.id,
        interaction=found.interaction,
        conversation=found.conversation,
        state=found.state,
        basis=found.basis,
        began_at=found.began_at,
        duration_ms=found.duration_ms,
        gaps=[LeftOut(start_ms=start, end_ms=end) for start, end in found.gaps],
        keep_until=found.keep_until,
        hold=found.hold,
        agent=shapes.Named(id=agent.id, name=agent.name) if agent is not None else None,
        may_listen=await may(asked, found.conversation, LISTEN),
        may_delete=await may(asked, found.conversation, DELETE),
    )


def _passage(one: passages.Passage, people: dict[str, str]) -> SpokenPassage:
    return SpokenPassage(
        number=one.number,
        side="left" if one.side == "left" else "right",
        who=people.get(one.who, ""),
        start_ms=one.start_ms,
        end_ms=one.end_ms,
        text=one.text,
        language=one.language,
        words=[SpokenWord(text=text, start_ms=start, end_ms=end) for text, start, end in one.words],
    )


async def _comments(asked: Asked, recording: str) -> list[CommentShown]:
    found = await recording_comments.comments_of(asked.desk, asked.tenant, recording)
    people = await _names(asked, {one.author for one in found})
    return [
        CommentShown(
            id=one.id,
            at_ms=one.at_ms,
            text=one.text,
            author=shapes.Named(id=one.author, name=people.get(one.author, "")),
            at=one.at,
            mine=one.author == asked.viewer.author,
        )
        for one in found
    ]


async def _names(asked: Asked, ids: set[str]) -> dict[str, str]:
    return {one.id: one.name for one in await asked.reading.many(User, [(one,) for one in sorted(ids)])}
