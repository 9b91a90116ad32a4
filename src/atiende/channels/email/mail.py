"""The values a parsed mail consists of: plain frozen data, no behaviour and no I/O."""

from datetime import datetime
from typing import Literal

from msgspec import Struct

Kind = Literal["message", "list", "bounce", "auto_reply", "abuse_report", "loop"]
"""What a mail is. `message` and `list` are genuine and open a conversation; the others never do."""

Automatic = Literal["bounce", "auto_reply", "abuse_report", "loop"]


class Address(Struct, frozen=True):
    """A mailbox as written in a header; either half may be empty."""

    name: str = ""
    address: str = ""


class Attachment(Struct, frozen=True):
    """A file that came with a mail. `content_id` has no angle brackets; `named` is false when we made the name up."""

    name: str
    content_type: str
    content: bytes
    content_id: str | None = None
    inline: bool = False
    named: bool = True

    @property
    def size(self) -> int:
        """Bytes after decoding."""
        return len(self.content)


class Bounce(Struct, frozen=True):
    """What a non-delivery report says. `permanent` is None when it does not tell."""

    recipients: tuple[str, ...] = ()
    original_message_id: str | None = None
    permanent: bool | None = None
    status: str | None = None
    diagnostic: str = ""


class Mail(Struct, frozen=True):
    """One mail, decoded. Text uses LF line ends and never holds lone surrogates or NUL.

    `visible` are the writer's own words, `hidden` what was folded away; `structure` are the kinds of the root and its
    direct parts, with a report's type; `html` is safe to show.
    """

    message_id: str = ""
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    subject: str = ""
    sender: Address = Address()
    reply_to: tuple[Address, ...] = ()
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    delivered_to: tuple[str, ...] = ()
    return_path: str | None = None
    date: datetime | None = None
    text: str = ""
    html: str | None = None
    remote_images: int = 0
    visible: str = ""
    hidden: str = ""
    html_visible: str | None = None
    html_quoted: str | None = None
    attachments: tuple[Attachment, ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    structure: tuple[str, ...] = ()
    kind: Kind = "message"
    bounce: Bounce | None = None
    language: str | None = None
    defects: tuple[str, ...] = ()

    @property
    def automatic(self) -> Automatic | None:
        """The kind when a machine wrote this and no conversation may come of it, else None."""
        if self.kind == "message" or self.kind == "list":
            return None
        return self.kind

    def header(self, name: str) -> str | None:
        """The last value of a header of interest, decoded; None when absent."""
        wanted = name.lower()
        for key, value in reversed(self.headers):
            if key == wanted:
                return value
        return None
