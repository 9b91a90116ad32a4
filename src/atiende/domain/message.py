"""Messages: their place in the conversation, their way to the customer, and their content."""

from typing import ClassVar

from msgspec import Struct

from atiende.domain.row import Content, Projection, Work

ORDER = ("written", "attempting", "unconfirmed", "sent", "failed", "delivered", "read")
"""A message out moves only rightwards here: late and reordered receipts fold to the maximum."""


class Message(Projection, frozen=True, kw_only=True):
    """`direction`: in, out, note. `status` of `in` is received, of a note noted. `author`: customer, a user, system.
    `why` as in MessageWritten."""

    TABLE: ClassVar[str] = "messages"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("conversation", "position"),)
    id: str
    conversation: str
    position: int
    direction: str
    status: str
    author: str
    channel: str
    endpoint: str
    at: int
    interaction: str | None = None
    identity: str | None = None
    attempt: int = 0
    reason: str = ""
    automatic: bool = False
    only_for: str | None = None
    copied_from: str | None = None
    why: str = ""


def readable_by(message: Message, user: str) -> bool:
    """A note for one agent only is seen by him and its author, and by nobody else."""
    return message.only_for is None or user in (message.only_for, message.author)


class Attached(Struct, frozen=True, kw_only=True):
    """A file of a message; `blob` names its bytes. An inline one is shown in the text by its `content_id`."""

    id: str
    name: str
    content_type: str
    size: int
    blob: str
    inline: bool = False
    content_id: str = ""


class Offered(Struct, frozen=True, kw_only=True):
    """An answer that can be tapped: its `id` comes back with it; `key` is what is typed instead."""

    id: str
    label: str
    key: str = ""


class MessageContent(Content, frozen=True, kw_only=True):
    """`text` is what the reader sees first; `hidden` the quoted rest. `html` is already safe. `choices`: what can be
    tapped; `source`: the article it is from. Of an inbound one, `choice` is what was tapped.

    `sender`, `to` and `cc` are addresses as shown. `mail_id` is the Message-ID of an e-mail.
    """

    TABLE: ClassVar[str] = "message_content"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("conversation",),)
    id: str
    conversation: str
    text: str
    hidden: str = ""
    html: str = ""
    subject: str = ""
    sender: str = ""
    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    attachments: tuple[Attached, ...] = ()
    mail_id: str = ""
    raw: str = ""
    remote_images: int = 0
    client_id: str = ""
    choices: tuple[Offered, ...] = ()
    choice: str = ""
    source: str = ""


class File(Content, frozen=True, kw_only=True):
    """Who a stored file belongs to, so that it can be served and checked by id. `message` is empty until it is sent."""

    TABLE: ClassVar[str] = "files"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("message",),)
    id: str
    blob: str
    name: str
    content_type: str
    size: int
    owner: str
    message: str = ""
    conversation: str = ""
    inline: bool = False
    content_id: str = ""


class Origin(Content, frozen=True, kw_only=True):
    """What already came in: the provider's, mailer's or widget's own id at an endpoint. Applied once."""

    TABLE: ClassVar[str] = "origins"
    KEY: ClassVar[tuple[str, ...]] = ("endpoint", "origin")
    endpoint: str
    origin: str
    message: str
    position: int
    conversation: str


class MailThread(Content, frozen=True, kw_only=True):
    """Which conversation a Message-ID belongs to."""

    TABLE: ClassVar[str] = "mail_threads"
    KEY: ClassVar[tuple[str, ...]] = ("brand", "mail_id")
    brand: str
    mail_id: str
    conversation: str
    message: str


class MailSubject(Content, frozen=True, kw_only=True):
    """The newest conversation with this subject and this correspondent, for threading within 7 days."""

    TABLE: ClassVar[str] = "mail_subjects"
    KEY: ClassVar[tuple[str, ...]] = ("brand", "subject", "address")
    brand: str
    subject: str
    address: str
    conversation: str
    at: int


class HeldReply(Content, frozen=True, kw_only=True):
    """A reply that will be written at `until`: the moments in which it can be called back, or a moment chosen.

    `body` is the whole reply as JSON; `then` what happens to the conversation then: "", resolve, pend or snooze, with
    `outcome` (disposition, reason) or `snooze_until`. `unless_answered`: called back if the customer writes first.
    """

    TABLE: ClassVar[str] = "held_replies"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("conversation",), ("author",))
    id: str
    conversation: str
    author: str
    why: str
    at: int
    until: int
    body: str
    then: str = ""
    outcome: tuple[str, ...] = ()
    snooze_until: int | None = None
    unless_answered: bool = False


class Mention(Content, frozen=True, kw_only=True):
    """Somebody was named in a note and has not looked since (`seen` false); or his held reply could not go, which is
    told him the same way (`message` is the reply's id then)."""

    TABLE: ClassVar[str] = "mentions"
    KEY: ClassVar[tuple[str, ...]] = ("user", "message")
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("user", "seen", "at"), ("conversation",))
    user: str
    message: str
    conversation: str
    at: int
    seen: bool = False


class Draft(Content, frozen=True, kw_only=True):
    """What an agent has begun to write, one per conversation and mode (reply or note)."""

    TABLE: ClassVar[str] = "drafts"
    KEY: ClassVar[tuple[str, ...]] = ("agent", "conversation", "mode")
    agent: str
    conversation: str
    mode: str
    text: str
    channel: str = ""
    attachments: tuple[str, ...] = ()
    at: int = 0
    cc: tuple[str, ...] = ()
    subject: str = ""
    marked: bool = False


class AutoReply(Work, frozen=True, kw_only=True):
    """When a machine last answered: `about` a conversation (its reference is told once) or an identity (once a day)."""

    TABLE: ClassVar[str] = "auto_replies"
    KEY: ClassVar[tuple[str, ...]] = ("about",)
    about: str
    at: int


def later(status: str, heard: str) -> bool:
    """Whether `heard` moves a message out beyond `status`: a bounce fails what was sent, not what was delivered."""
    return ORDER.index(heard) > ORDER.index(status)
