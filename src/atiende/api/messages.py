"""What agents write, and the raw form of what came in."""

from typing import Annotated, Literal

from fastapi import APIRouter, Response
from pydantic import AwareDatetime, BaseModel, Field, StringConstraints

from atiende.actions import outreach, replies
from atiende.actions.after import After
from atiende.api import shapes
from atiende.api.asked import Asked
from atiende.api.colleagues import all_may_see
from atiende.api.conversations import shown
from atiende.api.links import with_urls
from atiende.api.permissions import conversation_for, message_for, needs
from atiende.api.raw_mail import RAW_MAIL
from atiende.api.steps import Ident, millis
from atiende.domain.errors import Invalid, NotAllowed, NotFound
from atiende.domain.message import Message, MessageContent
from atiende.ports.views import Entry

router = APIRouter(prefix="/api/v1", tags=["messages"])

Answers = Annotated[Asked, needs("conversation.reply")]
Reads = Annotated[Asked, needs("conversation.read")]
ClientId = Annotated[str, Field(min_length=1, max_length=100)]
Body = Annotated[str, Field(max_length=200_000)]
Html = Annotated[str, Field(max_length=500_000)]
Mail = Annotated[str, StringConstraints(max_length=254, pattern=r"^[^@\s<>,;]+@[^@\s<>,;]+$")]
Files = Annotated[list[Ident], Field(max_length=50)]


class Resolution(BaseModel):
    """How it ended: slugs, and a word where the outcome asks for one."""

    disposition: Ident = ""
    reason: Ident = ""
    note: str = Field(default="", max_length=20_000)


class ReplyWanted(BaseModel):
    """`then` is one step with the message: both, or neither. `marked`: the text has marks of simple formatting.

    `seen` is the last position the writer had before him: what came since is said instead of sent past
    (`came_meanwhile`); null sends anyway. `used` are the quick replies it was made of.
    """

    client_id: ClientId
    text: Body = ""
    html: Html = ""
    endpoint: Ident = ""
    identity: Ident = ""
    subject: str = Field(default="", max_length=500)
    cc: list[Mail] = Field(default=[], max_length=50)
    files: Files = []
    then: Literal["resolve", "snooze", "pend"] | None = None
    outcome: Resolution = Resolution()
    until: AwareDatetime | None = None
    marked: bool = False
    seen: int | None = Field(default=None, ge=0, le=2**53)
    used: list[Ident] = Field(default=[], max_length=20)


class NoteWanted(BaseModel):
    """`only_for`: a word to one agent, seen by him and the author alone; for whoever may coach."""

    client_id: ClientId
    text: Body = ""
    mentions: list[Ident] = Field(default=[], max_length=50)
    files: Files = []
    only_for: Ident | None = None


class ConversationWanted(BaseModel):
    """A new conversation begun by us: a customer we know, or an address."""

    client_id: ClientId
    customer: Ident = ""
    address: str = Field(default="", max_length=254)
    name: str = Field(default="", max_length=200)
    endpoint: Ident
    queue: Ident = ""
    subject: str = Field(default="", max_length=500)
    text: Body
    html: Html = ""
    files: Files = []


@router.post("/conversations", response_model=shapes.Conversation, status_code=201)
async def start_conversation(asked: Answers, wanted: ConversationWanted) -> shapes.Conversation:
    """Writes first, through an endpoint the customer has an address on. The same client_id: the same conversation."""
    await _may_write_from(asked, wanted.endpoint)
    first = outreach.First(
        client_id=wanted.client_id,
        endpoint=wanted.endpoint,
        queue=wanted.queue,
        customer=wanted.customer,
        address=wanted.address,
        name=wanted.name,
        subject=wanted.subject,
        text=wanted.text,
        html=wanted.html,
        files=tuple(wanted.files),
    )
    conversation = await outreach.start_conversation(asked.desk, asked.tenant, asked.viewer.author, first)
    return await shown(asked, conversation)


async def _may_write_from(asked: Asked, endpoint: str) -> None:
    """Endpoints of brands that are not granted do not exist. Raises NotFound."""
    brand = await outreach.brand_of(asked.desk, asked.tenant, endpoint)
    if asked.viewer.brands is not None and brand not in asked.viewer.brands:
        raise NotFound(kind="endpoint", id=endpoint)


@router.post("/conversations/{conversation_id}/messages", response_model=shapes.Entry, status_code=201)
async def send_reply(asked: Answers, conversation_id: str, wanted: ReplyWanted) -> Entry:
    """Answers the customer on the channel of `endpoint`. The same client_id: the same message, nothing doubled."""
    await conversation_for(asked, conversation_id, "conversation.reply")
    after = await after_of(asked, conversation_id, wanted)
    desk, tenant, author = asked.desk, asked.tenant, asked.viewer.author
    message = await replies.send_reply(desk, tenant, author, conversation_id, reply_of(wanted), after)
    return await entry_of(asked, message)


async def after_of(asked: Asked, conversation_id: str, wanted: ReplyWanted) -> After:
    """What is to follow, before anything is written. Raises Invalid, NotAllowed."""
    if wanted.then is None:
        return After()
    await conversation_for(asked, conversation_id, "conversation.close")
    until = millis(wanted.until) if wanted.until is not None else 0
    if wanted.then == "snooze" and until <= asked.now:
        raise Invalid(field="until", reason="not_in_future")
    outcome = (wanted.outcome.disposition, wanted.outcome.reason)
    return After(step=wanted.then, outcome=outcome, note=wanted.outcome.note, until=until)


def reply_of(wanted: ReplyWanted) -> replies.Reply:
    """As the actions take it."""
    return replies.Reply(
        client_id=wanted.client_id,
        text=wanted.text,
        html=wanted.html,
        endpoint=wanted.endpoint,
        identity=wanted.identity,
        subject=wanted.subject,
        cc=tuple(wanted.cc),
        files=tuple(wanted.files),
        marked=wanted.marked,
        seen=wanted.seen,
        used=tuple(wanted.used),
    )


@router.post("/conversations/{conversation_id}/notes", response_model=shapes.Entry, status_code=201)
async def write_note(asked: Answers, conversation_id: str, wanted: NoteWanted) -> Entry:
    """For colleagues only."""
    found = await conversation_for(asked, conversation_id)
    await all_may_see(asked, found, wanted.mentions)
    if wanted.only_for is not None:
        await _may_coach(asked, conversation_id)
    note = replies.Note(
        client_id=wanted.client_id,
        text=wanted.text,
        mentions=tuple(wanted.mentions),
        files=tuple(wanted.files),
        only_for=wanted.only_for,
    )
    message = await replies.write_note(asked.desk, asked.tenant, asked.viewer.author, conversation_id, note)
    return await entry_of(asked, message)


async def _may_coach(asked: Asked, conversation_id: str) -> None:
    """Raises NotAllowed for whoever neither supervises nor coaches what this is about."""
    for permission in ("call.coach", "queue.supervise"):
        if asked.viewer.covers(permission):
            await conversation_for(asked, conversation_id, permission)
            return
    raise NotAllowed(permission="call.coach")


@router.post("/messages/{message_id}/resend", response_model=shapes.Entry)
async def resend_message(asked: Answers, message_id: str) -> Entry:
    """Sends a failed or unconfirmed message again: a person decides."""
    await message_for(asked, message_id, "conversation.reply")
    message = await replies.order_resend(asked.desk, asked.tenant, asked.viewer.author, message_id)
    return await entry_of(asked, message)


@router.get(
    "/messages/{message_id}/raw",
    response_class=Response,
    responses=RAW_MAIL,
)
async def get_raw(asked: Reads, message_id: str) -> Response:
    """The message as it came in."""
    await message_for(asked, message_id)
    content = await asked.reading.get(MessageContent, message_id)
    if content is None or not content.raw:
        raise NotFound(kind="raw", id=message_id)
    return Response(
        await asked.desk.blobs.get(asked.tenant, content.raw),
        media_type="message/rfc822",
        headers={"Content-Disposition": f'attachment; filename="{message_id}.eml"'},
    )


async def entry_of(asked: Asked, message: Message) -> Entry:
    """Raises NotFound; also when the same client_id named a message of a conversation out of sight."""
    await message_for(asked, message.id)
    found = await asked.views.timeline.entry(asked.tenant, message.id)
    if found is None:
        raise NotFound(kind="message", id=message.id)
    return with_urls(asked.desk, asked.tenant, found)
