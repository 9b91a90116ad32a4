"""Which conversation a message belongs to, when nothing in the message itself says so."""

from collections.abc import Sequence

from atiende.domain.conversation import ACTIVE, Conversation

SUBJECT_WINDOW_MS = 7 * 86_400_000
"""How long the same subject from the same person means the same matter."""


def newest_active(of_customer: Sequence[Conversation]) -> Conversation | None:
    """A customer with one active conversation joins it, from any channel; with several, the newest. None: a new one."""
    active = [one for one in of_customer if one.status in ACTIVE]
    return max(active, key=lambda one: (one.touched_at, one.id), default=None)


def newest_unclosed(of_customer: Sequence[Conversation]) -> Conversation | None:
    """What a visitor has before him when he writes: his active conversation, else the one last resolved."""
    resolved = [one for one in of_customer if one.status == "resolved"]
    return newest_active(of_customer) or max(resolved, key=lambda one: (one.touched_at, one.id), default=None)
