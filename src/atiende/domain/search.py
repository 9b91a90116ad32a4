"""What can be found: a record per message, customer or company, its words stemmed and folded before they are stored."""

from typing import ClassVar

from atiende.domain.row import Content


class SearchEntry(Content, frozen=True, kw_only=True):
    """`id` is the message's, customer's or organization's; `kind`: message, customer or organization. `words` are the
    stems, ready for a full-text index; nothing of them is shown. `at` is the message's time, or the last change."""

    TABLE: ClassVar[str] = "search_entries"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("kind", "at"), ("conversation",))
    id: str
    kind: str
    brand: str
    conversation: str
    customer: str
    at: int
    words: str
