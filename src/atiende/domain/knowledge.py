"""The knowledge base in use: what was asked, judged, reviewed and read, and which conversations a fault is behind."""

from typing import ClassVar

from atiende.domain.row import Content, Projection, Work

PLACES = ("help", "widget", "desk", "flow", "bot")
"""Where somebody looked: the help centre, the chat before writing, an agent's panel, a flow, a bot."""


class KnowledgeQuestion(Content, frozen=True, kw_only=True):
    """What somebody looked for and what came of it. `words` are its stems: questions with the same are one gap.

    `found` counts articles; `sure`: the first of them answers it. A personal text: erased with the customer.
    """

    TABLE: ClassVar[str] = "knowledge_questions"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("sure", "at"), ("words",), ("customer",))
    id: str
    brand: str
    language: str
    place: str
    text: str
    words: str
    found: int
    sure: bool
    at: int
    customer: str = ""
    conversation: str = ""


class ArticleVote(Projection, frozen=True, kw_only=True):
    """One reader's judgement of an article; the same reader's later one takes its place. `id` names nobody."""

    TABLE: ClassVar[str] = "article_votes"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("article", "at"),)
    id: str
    article: str
    version: int
    language: str
    brand: str
    helpful: bool
    at: int


class VoteComment(Content, frozen=True, kw_only=True):
    """What a reader missed, in his words."""

    TABLE: ClassVar[str] = "vote_comments"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("article",),)
    id: str
    article: str
    text: str
    at: int


class ArticleScore(Projection, frozen=True, kw_only=True):
    """How often readers said yes and no, and agents used it in an answer."""

    TABLE: ClassVar[str] = "article_scores"
    KEY: ClassVar[tuple[str, ...]] = ("article",)
    article: str
    helpful: int = 0
    unhelpful: int = 0
    used: int = 0


class ArticleReview(Projection, frozen=True, kw_only=True):
    """Where the draft with this etag stands: asked, approved or returned. Another draft needs another review."""

    TABLE: ClassVar[str] = "article_reviews"
    KEY: ClassVar[tuple[str, ...]] = ("article",)
    article: str
    etag: str
    state: str
    by: str
    at: int


class ReviewNote(Content, frozen=True, kw_only=True):
    """What the reviewer, or whoever asked, says about the draft."""

    TABLE: ClassVar[str] = "review_notes"
    KEY: ClassVar[tuple[str, ...]] = ("article",)
    article: str
    text: str


class IssueLink(Projection, frozen=True, kw_only=True):
    """A conversation whose matter is this known fault. `told_at`: its customer was told that it is solved."""

    TABLE: ClassVar[str] = "issue_links"
    KEY: ClassVar[tuple[str, ...]] = ("article", "conversation")
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("conversation",),)
    article: str
    conversation: str
    at: int
    by: str
    told_at: int | None = None


class ArticleViews(Work, frozen=True, kw_only=True):
    """How often customers opened it in the help centre; counted in memory and written every few seconds."""

    TABLE: ClassVar[str] = "article_views"
    KEY: ClassVar[tuple[str, ...]] = ("article", "language")
    article: str
    language: str
    views: int
    last_at: int
