"""Shapes of the knowledge base's answers and requests."""

from typing import Annotated, Literal

from pydantic import Field

from atiende.api.admin_shapes import Body, Given
from atiende.api.shapes import Moment, Shape

Slug = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,62}$")]
Language = Literal["es", "en"]


class PieceShown(Shape):
    text: str
    hit: bool


class PassageShown(Shape):
    """The best passage of an article. `sure` (0 to 1): how much of the question it speaks of. `url` is empty where
    customers cannot read it; `suggested`: found by what the customer wrote, not by what somebody looked for."""

    article: str
    language: str
    title: str
    heading: str
    pieces: list[PieceShown]
    sure: float
    known_issue: str
    expired: bool
    internal: bool
    url: str


class Passages(Shape):
    items: list[PassageShown]
    suggested: bool


class ArticleRead(Shape):
    """As it is read in the desk; `text` is Markdown for the composer."""

    slug: str
    version: int
    language: str
    title: str
    summary: str
    html: str
    text: str
    url: str
    known_issue: str
    internal: bool
    expired: bool
    related: list["ArticleNamed"]


class ArticleNamed(Shape):
    slug: str
    title: str


class ArticleLine(Shape):
    """`state`: draft (never published), published, changed (with a draft over it), retired. `review`: asked, approved,
    returned or empty. `due`: review is; `expired`: customers see it no more."""

    slug: str
    name: str
    title_es: str
    title_en: str
    collection: str
    brands: list[str]
    audience: str
    owner: str
    owner_name: str
    state: Literal["draft", "published", "changed", "retired"]
    review: str
    review_on: str
    expires_on: str
    due: bool
    expired: bool
    known_issue: str
    linked: int
    languages: list[str]
    views: int
    helpful: int
    unhelpful: int
    used: int
    published_at: Moment | None
    url: str


class CollectionLine(Shape):
    slug: str
    name: str
    name_es: str
    brands: list[str]
    public: bool
    articles: int


class Articles(Shape):
    """`review_brands`: those whose articles need somebody else's approval. `homes`: help centres by brand."""

    items: list[ArticleLine]
    collections: list[CollectionLine]
    review_brands: list[str]
    homes: dict[str, str]


class ReviewShown(Shape):
    state: str
    etag: str
    by: str
    by_name: str
    at: Moment
    note: str


class VoteShown(Shape):
    helpful: bool
    language: str
    version: int
    at: Moment
    comment: str


class ArticleShown(Shape):
    """A document with its draft, as in the configuration, and what is particular to articles."""

    slug: str
    version: int
    body: Body
    draft: Body | None
    draft_by: str
    retired: bool
    etag: str
    published_at: Moment | None
    review: ReviewShown | None
    needs_approval: bool
    may_publish: bool
    votes: list[VoteShown]


class ArticleDraft(Given):
    body: Body


class ReviewAsked(Given):
    note: Annotated[str, Field(max_length=2000)] = ""


class ReviewVerdict(Given):
    approved: bool
    note: Annotated[str, Field(max_length=2000)] = ""


class RolledBack(Given):
    version: Annotated[int, Field(ge=1)]


class Previewed(Given):
    text: Annotated[str, Field(max_length=60_000)]


class PreviewShown(Shape):
    html: str


class Used(Given):
    article: Slug
    conversation: Annotated[str, Field(max_length=64)]
    how: Literal["text", "link"]


class Example(Shape):
    text: str
    at: Moment
    place: str
    conversation: str


class Gap(Shape):
    """Questions that are one: by their stems. `article`: what they found, though it did not answer."""

    words: str
    text: str
    count: int
    language: str
    last_at: Moment
    places: list[str]
    article: str
    examples: list[Example]


class Unhelpful(Shape):
    article: str
    title: str
    helpful: int
    unhelpful: int
    comments: list[str]


class OftenAsked(Shape):
    """What customers write about without an article that answers: by contact reason, with conversations of theirs."""

    reason: str
    count: int
    of: int
    examples: list[Example]


class Gaps(Shape):
    searched: list[Gap]
    unhelpful: list[Unhelpful]
    often: list[OftenAsked]


class GapDone(Given):
    words: Annotated[str, Field(min_length=1, max_length=400)]


class IssueShown(Shape):
    article: str
    title: str
    known_issue: str
    at: Moment
    told: bool


class Issues(Shape):
    """Known faults a conversation is linked to, and those it could be."""

    items: list[IssueShown]
    open: list[ArticleNamed]


class LinkedConversation(Shape):
    conversation: str
    number: int
    customer: str
    customer_name: str
    status: str
    at: Moment
    told: bool


class LinkedConversations(Shape):
    items: list[LinkedConversation]
    hidden: int
