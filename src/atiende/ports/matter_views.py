"""What the screens ask about a conversation as one matter: what was merged into it, split from it, and its fields."""

from collections.abc import Sequence
from typing import Protocol

from msgspec import Struct

from atiende.ports.views import Sight


class Related(Struct, frozen=True, kw_only=True):
    """Another conversation of the same person.

    `how`: merged (its messages are read here), into (this one's are read there), previous, next, split_from, split_to.
    """

    id: str
    number: int
    status: str
    subject: str
    how: str


class Matter(Struct, frozen=True, kw_only=True):
    """`fields` are the conversation's custom fields by slug."""

    fields: dict[str, str]
    related: Sequence[Related]


class Matters(Protocol):
    async def of(self, tenant: str, sight: Sight, conversation: str) -> Matter:
        """Only what the viewer may see."""
        ...
