"""Shapes of answers, so that OpenAPI is complete and the web client's types are made from it.

They are built from the views' records by attribute: a moment is integer milliseconds inside and RFC 3339 outside.
"""

from datetime import UTC, datetime
from typing import Annotated, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, WithJsonSchema

T = TypeVar("T")


def stamp(moment: int) -> str:
    """Milliseconds UTC as RFC 3339."""
    return datetime.fromtimestamp(moment / 1000, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


Moment = Annotated[
    int,
    PlainSerializer(stamp, return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "format": "date-time"}, mode="serialization"),
]


class Shape(BaseModel):
    """An answer, or a part of one."""

    model_config = ConfigDict(from_attributes=True, json_schema_serialization_defaults_required=True)


class Page(Shape, Generic[T]):
    """A part of a list; `next` leads on, as `?cursor=`."""

    items: list[T]
    next: str | None = None


class Named(Shape):
    id: str
    name: str


class Who(Shape):
    type: str
    id: str
    name: str


class CustomerBrief(Shape):
    id: str
    name: str
    organization: str
    vip: bool


class InteractionBrief(Shape):
    id: str
    state: str
    channel: str


class Row(Shape):
    """A conversation in a list."""

    id: str
    number: int
    status: str
    kind: str
    channel: str
    queue: str
    brand: str
    priority: int
    reason: str
    language: str
    agent: Named | None
    customer: CustomerBrief
    subject: str
    last_line: str
    last_author: str
    opened_at: Moment
    touched_at: Moment
    waiting_since: Moment | None
    due_at: Moment | None
    snoozed_until: Moment | None
    unread: bool
    last: int
    interaction: InteractionBrief | None
    tags: list[str]
    policy: str
    resolve_due: Moment | None
    hand_raised_at: Moment | None


class Traits(Shape):
    """What a channel can do: the composer's limits."""

    html: bool
    max_chars: int
    max_attachments: int
    max_attachment_bytes: int
    subject: bool
    session: bool
    typing: bool
    receipts: bool
    endpoints: bool


class ReplyOption(Shape):
    endpoint: str
    channel: str
    name: str
    identity: str
    address: str
    traits: Traits


class Callback(Shape):
    """The number to call, E.164 and as it is read, and the earliest moment, if one was agreed."""

    number: str
    shown: str
    not_before: Moment | None


class InteractionDetail(Shape):
    id: str
    channel: str
    queue: str
    state: str
    agent: Named | None
    since: Moment
    first_taken_at: Moment | None
    ended_at: Moment | None
    vip: bool
    step: int
    due_at: Moment | None
    deflection: str
    callback: Callback | None
    wrap_up_until: Moment | None


class Conversation(Row):
    """One conversation but for its timeline."""

    disposition: str
    previous: str | None
    endpoints: list[ReplyOption]
    reply_endpoint: str | None
    interactions: list[InteractionDetail]
    viewers: list[Named]


class Counts(Shape):
    """Each counts to 1000 at most."""

    mine: int
    unassigned: int
    all: int
    snoozed: int
    pending: int
    resolved: int
    mine_unread: int
    mentions: int
    team: int = 0


class CountShown(Shape):
    """1000 at most."""

    count: int


class Attachment(Shape):
    id: str
    name: str
    content_type: str
    size: int
    inline: bool
    content_id: str
    url: str


class AnswerOffered(Shape):
    """An answer that could be tapped; a message that answers has its `id` as `choice`."""

    id: str
    label: str
    key: str


class MessageEntry(Shape):
    """A message in a timeline."""

    type: Literal["message"]
    id: str
    conversation: str
    number: int
    position: int
    direction: str
    status: str
    author: Who
    channel: str
    endpoint: str
    at: Moment
    text: str
    hidden: str
    html: str
    has_remote_images: bool
    subject: str
    to: list[str]
    cc: list[str]
    attachments: list[Attachment]
    reason: str
    automatic: bool
    raw: bool
    client_id: str
    only_for: str | None
    copied_from: str | None
    why: str
    choices: list[AnswerOffered]
    choice: str
    source: str


class EventEntry(Shape):
    """Something that happened, between messages; `data` has `<field>_name` beside ids that have a name."""

    type: Literal["event"]
    seq: int
    at: Moment
    conversation: str
    number: int
    event: str
    actor: Who
    data: dict[str, object]


Entry = Annotated[MessageEntry | EventEntry, Field(discriminator="type")]


class Around(Shape):
    """A stretch of a timeline: `next` leads further back; `newer`: more follows it."""

    items: list[Entry]
    next: str | None
    newer: bool


class Presence(Shape):
    """`load` and `capacity` are pieces by channel; `aside` are channels whose work lies aside while a call lasts.

    `resting_until`: nothing new is offered before, after long or hard work; read it again when work has ended.
    `phone`: why no call rings there (page, microphone, unregistered), or empty.
    """

    state: str
    reason: str
    since: Moment
    next_state: str | None
    next_reason: str
    load: dict[str, int]
    capacity: dict[str, int]
    aside: list[str] = []
    resting_until: Moment | None = None
    phone: str = ""


class Offer(Shape):
    id: str
    interaction: str
    conversation: str
    queue: str
    channel: str
    made_at: Moment
    expires_at: Moment
    waited_ms: int
    customer: CustomerBrief
    subject: str
    last_line: str
    priority: int
    reason: str


class CustomerLine(Shape):
    id: str
    name: str
    organization: str
    brand: str
    language: str
    channels: list[str]
    last_at: Moment
    vip: bool


class Identity(Shape):
    """`scope`: a brand, or `brand/endpoint`. `customer`: which of the person's customers it belongs to."""

    id: str
    customer: str
    channel: str
    scope: str
    address: str
    verified: bool
    retired: bool


class StatedAddress(Shape):
    channel: str
    address: str


class Linked(Shape):
    """Another customer who is the same person; `link` can be cut."""

    id: str
    name: str
    notes: str
    link: str
    at: Moment
    by: Who
    evidence: list[str]


class Verified(Shape):
    """He is who he says, in the conversation asked for, until then."""

    method: str
    agent: Named
    at: Moment
    until: Moment


class Customer(Shape):
    """A person: `id` is the customer the others are linked to. `hidden`: fields on file that are not shown, because
    they are asked for to verify him."""

    id: str
    brand: str
    name: str
    organization: str
    company: Named | None
    language: str
    preferred_channel: str
    preferred_language: str
    notes: str
    fields: dict[str, str]
    hidden: list[str]
    identities: list[Identity]
    stated: list[StatedAddress]
    linked: list[Linked]
    verified: Verified | None
    vip: bool
    seen_at: Moment
    open_conversations: list[Row]


class Waiting(Shape):
    interaction: str
    conversation: str
    number: int
    queue: str
    channel: str
    state: str
    priority: int
    since: Moment
    wait_ms: int
    position: int
    customer: CustomerBrief
    subject: str
    vip: bool
    step: int
    entered: Moment
    due_at: Moment | None


class FileKept(Shape):
    id: str
    name: str
    content_type: str
    size: int
    url: str


class FieldProblem(Shape):
    field: str
    code: str
    detail: str


class Problem(Shape):
    """RFC 9457: what went wrong, in the reader's language."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    params: dict[str, str | int]
    errors: list[FieldProblem] = []
