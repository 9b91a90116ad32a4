"""What can be found: a record per message, customer or company, its words stemmed and folded before they are stored."""

from typing import ClassVar

from msgspec import Struct

from atiende.domain.row import Content

MESSAGE, CUSTOMER, ORGANIZATION, CALL = "message", "customer", "organization", "call"
READER = "search"
"""Under which name the index's place in the log is kept."""


class SearchEntry(Content, frozen=True, kw_only=True):
    """`id` is the message's, customer's or organization's, or a recording's with a moment; `kind`: message,
    customer, organization or call. `words` are its
    folded words in order, a bar, stems and marks (see `mark`); nothing of them is shown. `at` is the message's time, or
    when it was first indexed.

    Only what never changes of a message is a mark (brand, channel, author, customer): queue, status and tags are looked
    up when it is read, so an entry is written once. Deleting the content it was made of deletes it.
    """

    TABLE: ClassVar[str] = "search_entries"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("kind", "at", "id"), ("conversation",))
    id: str
    kind: str
    brand: str
    conversation: str
    customer: str
    at: int
    words: str


def mark(name: str, value: str) -> str:
    """A word no text can hold. k kind, b brand, h channel, d direction, u author, c customer, has, f from, t to, n the
    customer's name, p telephone."""
    return name + ":" + "".join([one if one.isalnum() or one in "_-" else "-" for one in value])


class Condition(Struct, frozen=True):
    """Something the conversation of a message must be now (or, `negated`, must not): one of `values`.

    Fields: status, tag, queue, agent (an id, or nobody), kind, organization; flag with the values unread, overdue,
    vip and promise.
    """

    field: str
    values: tuple[str, ...]
    negated: bool = False


class Sought(Struct, frozen=True, kw_only=True):
    """What is looked for: in each of `groups` one of the words; none of `without`; every phrase as it stands.

    `prefixes` are words still being typed: one of the words given, or any that begins so. `since` and `until` (ms, the
    latter not included) are the message's time.
    """

    groups: tuple[tuple[str, ...], ...] = ()
    prefixes: tuple[tuple[str, tuple[str, ...]], ...] = ()
    phrases: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    since: int | None = None
    until: int | None = None
    conditions: tuple[Condition, ...] = ()

    @property
    def has_words(self) -> bool:
        return bool(self.groups or self.prefixes or self.phrases)
