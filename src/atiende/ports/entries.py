"""What a timeline is made of: messages and events, and who is named in them."""

from collections.abc import Sequence

from msgspec import Struct

from atiende.domain.message import Offered


class Named(Struct, frozen=True):
    id: str
    name: str


class Who(Struct, frozen=True, kw_only=True):
    """`type`: customer, agent, key or system."""

    type: str
    id: str
    name: str


class FileShown(Struct, frozen=True, kw_only=True):
    """`url` is signed and short-lived, filled where it leaves the server."""

    id: str
    name: str
    content_type: str
    size: int
    inline: bool
    content_id: str
    url: str = ""


class MessageEntry(Struct, frozen=True, kw_only=True):
    """A message in a timeline. `why`, `choices`, `choice` and `source` as in its row and content."""

    id: str
    conversation: str
    number: int
    position: int
    direction: str
    status: str
    author: Who
    channel: str
    endpoint: str
    at: int
    text: str
    hidden: str
    html: str
    has_remote_images: bool
    subject: str
    to: tuple[str, ...]
    cc: tuple[str, ...]
    attachments: Sequence[FileShown]
    reason: str
    automatic: bool
    raw: bool
    client_id: str
    only_for: str | None = None
    copied_from: str | None = None
    why: str = ""
    choices: Sequence[Offered] = ()
    choice: str = ""
    source: str = ""
    type: str = "message"


class EventEntry(Struct, frozen=True, kw_only=True):
    """A fact in a timeline: `data` are its fields, with `<field>_name` beside ids that have a name."""

    seq: int
    at: int
    conversation: str
    number: int
    event: str
    actor: Who
    data: dict[str, object]
    type: str = "event"


Entry = MessageEntry | EventEntry
