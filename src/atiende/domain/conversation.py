"""The life of a conversation: one matter of one customer, over any channels.

new → open → pending | snoozed → resolved → closed. Inbound on pending, snoozed or resolved reopens; on closed it
opens a new, linked one.
"""

from collections.abc import Sequence
from typing import ClassVar

from atiende.domain import facts as f
from atiende.domain.errors import WrongState
from atiende.domain.row import Projection

ACTIVE = ("new", "open", "pending", "snoozed")
STATUSES = (*ACTIVE, "resolved", "closed")


class Conversation(Projection, frozen=True, kw_only=True):
    """`waiting_since` is when the customer's oldest unanswered message came, or None; `last` the last position.

    `answer_due` and `resolve_due` are its clocks, set by the policy or its queue, in business time. One that is merged
    into another is closed and read there.
    """

    TABLE: ClassVar[str] = "conversations"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (
        ("customer", "status"),
        ("agent", "status", "touched_at"),
        ("queue", "status", "touched_at"),
        ("queue", "status", "waiting_since"),
        ("queue", "status", "answer_due", "waiting_since"),
        ("number",),
        ("hand_raised_at",),
        ("merged_into",),
        ("split_from",),
        ("previous",),
    )
    id: str
    customer: str
    brand: str
    number: int
    status: str
    kind: str
    channel: str
    queue: str
    priority: int
    opened_at: int
    touched_at: int
    language: str = ""
    reason: str = ""
    disposition: str = ""
    agent: str | None = None
    last: int = 0
    last_in: int = 0
    seen: int = 0
    waiting_since: int | None = None
    answered_at: int | None = None
    snoozed_until: int | None = None
    resolved_at: int | None = None
    closed_at: int | None = None
    previous: str | None = None
    tags: tuple[str, ...] = ()
    merged_into: str | None = None
    merged_was: str = ""
    split_from: str | None = None
    policy: str = ""
    answer_due: int | None = None
    resolve_due: int | None = None
    resolve_used: int | None = None
    resolve_since: int | None = None
    hand_raised_at: int | None = None


class Reader(Projection, frozen=True, kw_only=True):
    """How far an agent has read a conversation."""

    TABLE: ClassVar[str] = "readers"
    KEY: ClassVar[tuple[str, ...]] = ("conversation", "agent")
    conversation: str
    agent: str
    position: int


class Counter(Projection, frozen=True, kw_only=True):
    """The last number given, by name; `conversation` counts the references given to customers."""

    TABLE: ClassVar[str] = "counters"
    KEY: ClassVar[tuple[str, ...]] = ("name",)
    name: str
    value: int


def reopen(conversation: Conversation) -> Sequence[f.Fact]:
    """What a new inbound message does to the status."""
    if conversation.status in ("pending", "snoozed", "resolved"):
        return [f.ConversationReopened(conversation=conversation.id, was=conversation.status)]
    return []


def resolve(conversation: Conversation, disposition: str, reason: str) -> Sequence[f.Fact]:
    """Raises WrongState unless it is still in work."""
    _must_be(conversation, ACTIVE)
    return [f.ConversationResolved(conversation=conversation.id, disposition=disposition, reason=reason)]


def pend(conversation: Conversation) -> Sequence[f.Fact]:
    _must_be(conversation, ("new", "open", "snoozed"))
    return [f.ConversationPended(conversation=conversation.id)]


def snooze(conversation: Conversation, until: int) -> Sequence[f.Fact]:
    _must_be(conversation, ("new", "open", "pending", "snoozed"))
    return [f.ConversationSnoozed(conversation=conversation.id, until=until)]


def wake(conversation: Conversation) -> Sequence[f.Fact]:
    _must_be(conversation, ("snoozed",))
    return [f.ConversationWoken(conversation=conversation.id)]


def reopen_by_hand(conversation: Conversation) -> Sequence[f.Fact]:
    _must_be(conversation, ("pending", "snoozed", "resolved"))
    return [f.ConversationReopened(conversation=conversation.id, was=conversation.status)]


def close(conversation: Conversation) -> Sequence[f.Fact]:
    _must_be(conversation, ("resolved",))
    return [f.ConversationClosed(conversation=conversation.id)]


def _must_be(conversation: Conversation, statuses: Sequence[str]) -> None:
    if conversation.status not in statuses:
        raise WrongState(state=conversation.status)
