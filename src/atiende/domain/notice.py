"""What everybody is told while something is wrong, and the sudden rises that make somebody tell it."""

from typing import ClassVar

from atiende.domain.row import Content, Projection


class Canary(Projection, frozen=True, kw_only=True):
    """Many customers suddenly wrote about one thing. `kind`: intent, reason, term or volume; `about` its slug, or the
    channel of a volume; what words it was about is content. `usual_permille`: how many would have been usual, times a
    thousand. `again`: how often this was noticed in the month before. `state`: up, over or dismissed.
    """

    TABLE: ClassVar[str] = "canaries"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("state", "at"), ("brand", "kind", "about"))
    id: str
    brand: str
    kind: str
    about: str
    at: int
    count: int
    usual_permille: int
    minutes: int
    customers: int
    conversations: tuple[str, ...]
    again: int = 0
    state: str = "up"
    ended_at: int | None = None


class CanaryWords(Content, frozen=True, kw_only=True):
    """The customers' own words for it."""

    TABLE: ClassVar[str] = "canary_words"
    id: str
    words: tuple[str, ...]


class Notice(Content, frozen=True, kw_only=True):
    """Told on every channel until `until`. Empty brands, endpoints or queues: all of them."""

    TABLE: ClassVar[str] = "notices"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("until",),)
    id: str
    by: str
    at: int
    text_es: str
    text_en: str
    brands: tuple[str, ...]
    endpoints: tuple[str, ...]
    queues: tuple[str, ...]
    until: int
    canary: str = ""
    ended_at: int | None = None


def is_up(notice: Notice, now: int) -> bool:
    return notice.ended_at is None and now < notice.until


def concerns(notice: Notice, brand: str, endpoint: str = "", queue: str = "") -> bool:
    """Whether it is told there. One for certain endpoints or queues is not told where neither is known."""
    if notice.brands and brand not in notice.brands:
        return False
    if notice.endpoints and endpoint not in notice.endpoints:
        return False
    return not notice.queues or queue in notice.queues


def text_of(notice: Notice, language: str) -> str:
    """In his language, else in the other."""
    own, other = (notice.text_en, notice.text_es) if language.startswith("en") else (notice.text_es, notice.text_en)
    return own or other
