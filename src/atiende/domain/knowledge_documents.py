"""What a centre knows, as documents: articles in Spanish and English, and the collections they stand in.

Texts are Markdown. In them `article:SLUG` leads to another article and `file:ID` shows a picture of our own; nothing is
ever loaded from anywhere else. An article that has only one of the languages is read in that one.
"""

from typing import Annotated, Literal

from msgspec import Meta

from atiende.domain.document_types import SLUG, Body, BrandRef, OtherName, Slug, Text

CollectionRef = Annotated[
    str,
    Meta(pattern=SLUG, extra={"code": "bad_slug", "to": "collection"}, extra_json_schema={"x-reference": "collection"}),
]
Day = Annotated[
    str,
    Meta(pattern=r"^([0-9]{4}-[0-9]{2}-[0-9]{2})?$", extra={"code": "bad_date"}, extra_json_schema={"format": "date"}),
]
Markdown = Annotated[str, Meta(max_length=60_000, extra_json_schema={"x-format": "markdown"})]
Title = Annotated[str, Meta(max_length=200)]
Audience = Literal["public", "agents"]
KnownIssue = Literal["", "open", "workaround", "solved"]


class Collection(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A shelf of the help centre. No brands: of all. One that is not `public` is for agents only."""

    name_es: OtherName = ""
    description_es: Text = ""
    description_en: Text = ""
    brands: list[BrandRef] = []
    position: Annotated[int, Meta(ge=0, le=1000)] = 100
    public: bool = True


class Article(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`name` is what colleagues call it. `owner`: the user who keeps it true, reminded on `review_on`; after
    `expires_on` customers see it no more and agents see that it is out of date. `keywords`: other words for the same.

    `known_issue`: it describes a fault that is open, can be got around, or is solved; conversations are linked to it.
    `related` that are not published are passed over.
    """

    title_es: Title = ""
    title_en: Title = ""
    summary_es: Text = ""
    summary_en: Text = ""
    body_es: Markdown = ""
    body_en: Markdown = ""
    collection: CollectionRef | None = None
    brands: list[BrandRef] = []
    audience: Audience = "public"
    owner: Annotated[str, Meta(max_length=64)] = ""
    keywords: list[OtherName] = []
    product: OtherName = ""
    review_on: Day = ""
    expires_on: Day = ""
    related: list[Slug] = []
    known_issue: KnownIssue = ""
    position: Annotated[int, Meta(ge=0, le=1000)] = 100


def title_of(article: Article, language: str) -> str:
    """In this language, else in the other."""
    mine, other = (article.title_es, article.title_en) if language == "es" else (article.title_en, article.title_es)
    return mine or other or article.name


def languages_of(article: Article) -> tuple[str, ...]:
    """Those it can be read in: with a title and a text."""
    written = (("es", article.title_es, article.body_es), ("en", article.title_en, article.body_en))
    return tuple(language for language, title, body in written if title.strip() and body.strip())


def spoken_in(article: Article, language: str) -> str:
    """The language it is shown in to a reader of this one; empty for an article nobody can read yet."""
    there = languages_of(article)
    return language if language in there else (there[0] if there else "")


def text_of(article: Article, language: str) -> tuple[str, str, str]:
    """(title, summary, Markdown) exactly in this language."""
    if language == "es":
        return article.title_es, article.summary_es, article.body_es
    return article.title_en, article.summary_en, article.body_en


def expired(article: Article, today: str) -> bool:
    """`today` as 2026-11-22."""
    return bool(article.expires_on) and article.expires_on < today


def due_for_review(article: Article, today: str) -> bool:
    return bool(article.review_on) and article.review_on <= today


def name_of(collection: Collection, language: str) -> str:
    return (collection.name_es or collection.name) if language == "es" else collection.name


def described(collection: Collection, language: str) -> str:
    mine = (collection.description_es, collection.description_en)
    return (mine[0] or mine[1]) if language == "es" else (mine[1] or mine[0])
