"""A channel: one folder with declared capabilities. The core decides by traits, never by a channel's name."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from msgspec import Struct

from atiende.domain.message import Attached, Offered


class Traits(Struct, frozen=True, kw_only=True):
    """What a channel can do; the composer's limits, the endpoint's form and the reports follow from it.

    `session`: whether an interaction is a live session that ends by silence (chat) or an exchange (mail).
    `push`: whether a message out is delivered by us calling `send` (mail, WhatsApp) or fetched by the customer's own
    socket (web chat), where it counts as sent once it is written. `threads` names mail-like threading. `endpoints`
    false: nobody writes to it; its work is made of work that came through other channels. `buttons` and `list_items`:
    how many answers to tap a message may carry, of `button_chars` each; `split`: a text longer than `max_chars` may go
    out as several. `voice`: it is spoken and keys are heard. `reply_window_seconds`: how long after his last message a
    customer may still be written to freely; 0 is always.
    """

    name: str
    html: bool = False
    max_chars: int = 0
    max_attachments: int = 10
    max_attachment_bytes: int = 20_000_000
    subject: bool = False
    session: bool = False
    push: bool = True
    typing: bool = False
    receipts: bool = False
    resend_safe: bool = False
    public: bool = False
    endpoints: bool = True
    buttons: int = 0
    button_chars: int = 20
    list_items: int = 0
    split: bool = True
    voice: bool = False
    reply_window_seconds: int = 0


class Endpoint(Struct, frozen=True, kw_only=True):
    """An endpoint document as a channel sees it, its secrets opened."""

    tenant: str
    slug: str
    brand: str
    channel: str
    settings: Mapping[str, str | int | bool | list[str]]


class InboundFile(Struct, frozen=True, kw_only=True):
    name: str
    content_type: str
    content: bytes
    inline: bool = False
    content_id: str = ""


class Inbound(Struct, frozen=True, kw_only=True):
    """A message that came in, parsed. `origin` is the sender's side's own id of it, unique at the endpoint.

    Threading, strongest first: `conversation`, proven by a token of ours; `references`, Message-IDs; `subject_key`.
    `uploads` are files the sender stored before as `uploader`; `email` an address he gave on another channel, unproven.
    `answerable`: a person seems to have written it, so that a machine may answer; not to lists and programs.
    """

    origin: str
    address: str
    name: str
    text: str
    hidden: str = ""
    html: str = ""
    subject: str = ""
    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    language: str = ""
    conversation: str = ""
    mail_id: str = ""
    references: tuple[str, ...] = ()
    subject_key: str = ""
    files: tuple[InboundFile, ...] = ()
    remote_images: int = 0
    signed: bool = False
    uploads: tuple[str, ...] = ()
    uploader: str = ""
    email: str = ""
    answerable: bool = True
    choice: str = ""
    """What was tapped of what a message of ours offered."""


class SetAside(Struct, frozen=True, kw_only=True):
    """Inbound that is no message of a customer: `why` is bounce, auto_reply, abuse_report, loop or flood.

    It speaks of messages of ours: `messages`, proven by a token, or by Message-IDs, `mail_ids`; a permanent bounce
    fails the first of them with `reason`.
    """

    why: str
    messages: tuple[str, ...] = ()
    mail_ids: tuple[str, ...] = ()
    failed: bool = False
    reason: str = ""


class Unknown(Struct, frozen=True, kw_only=True):
    """It could not be understood: quarantined with this reason, visibly."""

    reason: str


class Outbound(Struct, frozen=True, kw_only=True):
    """A message to send. `token` is stable over attempts. `thread`: Message-IDs of the conversation, oldest first."""

    token: str
    conversation: str
    number: int
    to: str
    to_name: str
    text: str
    html: str = ""
    subject: str = ""
    cc: tuple[str, ...] = ()
    thread: tuple[str, ...] = ()
    files: tuple[tuple[Attached, bytes], ...] = ()
    automatic: bool = False
    sender_name: str = ""
    language: str = ""
    choices: tuple[Offered, ...] = ()


class SendFailed(Exception):
    """The provider did not take it. `retry`: whether trying again may help; `sure` false: it may have been sent."""

    def __init__(self, reason: str, *, retry: bool, sure: bool = True) -> None:
        super().__init__(reason)
        self.reason, self.retry, self.sure = reason, retry, sure


class Intake(Protocol):
    """What a listening channel calls when something came in. Returns once it is durable; raises StoreFull."""

    async def take(self, endpoint: Endpoint, origin: str, raw: bytes, envelope: Mapping[str, str]) -> None: ...


class Channel(Protocol):
    """The parts every channel has."""

    traits: Traits

    def check(self, settings: Mapping[str, object]) -> Sequence[tuple[str, str]]:
        """Problems of an endpoint's settings as (field, code) pairs; none when it may be published."""
        ...

    def parse(self, endpoint: Endpoint, raw: bytes, envelope: Mapping[str, str]) -> Inbound | SetAside | Unknown:
        """Pure; never raises."""
        ...

    async def listen(self, endpoint: Endpoint, intake: Intake) -> None:
        """Until cancelled; channels fed by a socket or webhook return at once."""
        ...

    async def send(self, endpoint: Endpoint, outbound: Outbound) -> str:
        """The provider's id of the message. Raises SendFailed."""
        ...

    async def test(self, endpoint: Endpoint) -> Sequence[tuple[str, str]]:
        """Tries the connection: (step, ok or a reason code) in order, for the screen's test button."""
        ...
