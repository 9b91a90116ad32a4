"""One matter in several pieces: conversations merged, split and moved, and what is kept of each beside its messages."""

from collections.abc import Iterable
from typing import ClassVar

from atiende.domain.message import Message
from atiende.domain.row import Content

KINDS = ("enquiry", "complaint", "claim", "incident")


class ConversationFields(Content, frozen=True, kw_only=True):
    """A conversation's custom fields by slug."""

    TABLE: ClassVar[str] = "conversation_fields"
    KEY: ClassVar[tuple[str, ...]] = ("conversation",)
    conversation: str
    fields: dict[str, str] = {}


def unanswered_since(messages: Iterable[Message]) -> int | None:
    """When the oldest message nobody has answered came; `messages` are one conversation's, in any order."""
    since: int | None = None
    for one in sorted(messages, key=lambda each: each.position):
        if one.direction == "in":
            since = one.at if since is None else since
        elif one.direction == "out" and not one.automatic:
            since = None
    return since
