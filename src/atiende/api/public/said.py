"""What a widget may say over its socket, and what of it counts as a frame at all."""

import re

import msgspec
from msgspec import Struct

LONGEST_FRAME = 64_000
PRINTED = re.compile(r"[\x21-\x7e]{1,100}\Z")
"""A message's id of the widget's own."""


class Identity(Struct, kw_only=True):
    """What the site says of a signed-in visitor."""

    id: str = ""
    name: str = ""
    email: str = ""
    hash: str = ""


class Frame(Struct):
    """Whatever the widget may say; which fields count depends on `op`."""

    op: str
    endpoint: str = ""
    token: str | None = None
    since: int = 0
    language: str = ""
    page: str = ""
    identity: Identity | None = None
    client_id: str = ""
    text: str = ""
    choice: str = ""
    """What he tapped of what a message of ours offered; the text is what it says."""
    files: tuple[str, ...] = ()
    name: str = ""
    email: str = ""
    number: str = ""
    on: bool = False
    position: int = 0
    leg: str = ""
    body: str = ""
    keys: str = ""
    video: bool = False


WRITTEN = (
    "endpoint",
    "language",
    "page",
    "client_id",
    "text",
    "choice",
    "name",
    "email",
    "number",
    "leg",
    "body",
    "keys",
)
DECODER = msgspec.json.Decoder(Frame)


def decoded(text: str) -> Frame:
    """Without NULs. Raises MsgspecError for what is no frame, or too long a one."""
    if len(text) > LONGEST_FRAME:
        raise msgspec.DecodeError("too long")
    frame = DECODER.decode(text)
    if "\\u0000" in text:
        # No text has one, and one of the databases stores none.
        for name in WRITTEN:
            setattr(frame, name, getattr(frame, name).replace("\x00", ""))
        if frame.identity is not None:
            frame.identity = Identity()
    return frame
