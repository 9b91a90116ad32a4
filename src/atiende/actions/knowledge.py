"""Looking something up in the knowledge base, and what readers say about what they found."""

import asyncio
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from msgspec import Struct

from atiende.actions.shelf import shelf_of
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.errors import Invalid, NotFound
from atiende.domain.knowledge import KnowledgeQuestion, VoteComment
from atiende.domain.knowledge_documents import expired, spoken_in, title_of
from atiende.domain.search import Sought
from atiende.language.features import stems
from atiende.language.highlight import Piece, snippet
from atiende.language.retrieval import Hit
from atiende.language.words import alternatives, words
from atiende.ports.desk import Desk
from atiende.ports.shelves import Kept, Shelf
from atiende.ports.store import Change

LOOKED_AT = 60
"""Passages the index is asked for, before those the reader may not see are left out."""
SLIGHT, SURE = 0.3, 0.5
"""Below the first a passage has hardly a word of the question and is not shown; from the second on it answers it.
Chosen on forty misspelt or begun questions about the demo's articles and ten about nothing in them; tests ask others.
"""
LONGEST_QUESTION = 400
SHORT_WORD = 3
"""Letters of words that are not worth marking."""


class Within(Struct, frozen=True, kw_only=True):
    """For whom is looked: his language, his brand, `audience` public or agents. No collections: in all of them."""

    language: str
    brand: str
    audience: str = "public"
    collections: tuple[str, ...] = ()


class Found(Struct, frozen=True, kw_only=True):
    """The best passage of an article: `text` without marks, `pieces` the stretch to show with what was looked for.

    `sure` (0 to 1): how much of the question it speaks of. `expired`: only agents see it, and must know.
    """

    article: str
    version: int
    language: str
    title: str
    heading: str
    anchor: str
    text: str
    pieces: tuple[Piece, ...]
    score: float
    sure: float
    known_issue: str = ""
    expired: bool = False


class Question(Struct, frozen=True, kw_only=True):
    """What somebody asked, and where: help, widget, desk, flow or bot."""

    text: str
    place: str
    customer: str = ""
    conversation: str = ""


async def find_passages(desk: Desk, tenant: str, question: str, within: Within, most: int = 5) -> Sequence[Found]:
    """One passage of each article, best first; in the reader's language, or the one the article has."""
    shelf = await shelf_of(desk, tenant)
    today = await today_of(desk, tenant, within.brand)
    asked = question[:LONGEST_QUESTION]
    hits = await asyncio.to_thread(shelf.index.find, asked, within.language, LOOKED_AT)
    found: dict[str, Found] = {}
    for hit in _spoken(shelf, hits, within):
        slug = hit.id.partition("#")[0]
        if slug not in found and may_read(shelf, shelf.articles[slug], within, today):
            found[slug] = _found(shelf.articles[slug], hit, asked, today)
            if len(found) == most:
                break
    return list(found.values())


def _spoken(shelf: Shelf, hits: Sequence[Hit], within: Within) -> Iterator[Hit]:
    """Each hit in the language its article is shown in: one in the other language stands for the whole article."""
    for hit in hits:
        slug, language, _ = hit.id.split("#")
        spoken = spoken_in(shelf.articles[slug].body, within.language)
        if hit.sure >= SLIGHT:
            yield hit if language == spoken else Hit(id=f"{slug}#{spoken}#0", score=hit.score, sure=hit.sure)


def may_read(shelf: Shelf, one: Kept, within: Within, today: str) -> bool:
    """Whether an article is for this brand, these readers and this day."""
    body = one.body
    shelved = shelf.collections.get(body.collection or "")
    brands = body.brands or (shelved.brands if shelved is not None else [])
    if brands and within.brand not in brands:
        return False
    if within.collections and body.collection not in within.collections:
        return False
    if within.audience == "agents":
        return bool(one.parts)
    shown = body.audience == "public" and (shelved is None or shelved.public)
    return shown and bool(one.parts) and not expired(body, today)


def _found(one: Kept, hit: Hit, asked: str, today: str) -> Found:
    _, language, number = hit.id.split("#")
    part = one.parts[language][int(number)]
    return Found(
        article=one.slug,
        version=one.version,
        language=language,
        title=title_of(one.body, language),
        heading=part.heading,
        anchor=part.anchor,
        text=part.text,
        pieces=tuple(snippet(part.text, sought(asked))),
        score=hit.score,
        sure=hit.sure,
        known_issue=one.body.known_issue,
        expired=expired(one.body, today),
    )


def sought(question: str) -> Sought:
    """What is marked in a passage: every word of the question long enough to mean something."""
    said = [word for word in words(question) if len(word) > SHORT_WORD or word.isdigit()]
    return Sought(groups=tuple(alternatives(word) for word in dict.fromkeys(said)))


async def today_of(desk: Desk, tenant: str, brand: str) -> str:
    """The date where the brand is, as 2026-11-22."""
    row = await desk.store.reading(tenant).get(docs.Document, "brand", brand)
    body = docs.read("brand", row.body) if row is not None else None
    zone = ZoneInfo(body.time_zone) if isinstance(body, docs.Brand) else UTC
    return datetime.fromtimestamp(desk.clock.now() / 1000, zone).date().isoformat()


async def note_question(desk: Desk, tenant: str, asked: Question, within: Within, found: Sequence[Found]) -> None:
    """Keeps what was looked for and what came of it; an empty question is none."""
    text = " ".join(asked.text.split())[:LONGEST_QUESTION]
    stemmed = " ".join(sorted(set(stems(text))))[:LONGEST_QUESTION]
    if not stemmed:
        return
    ident = desk.ids.new("knq")
    sure = bool(found) and found[0].sure >= SURE

    def decide(change: Change) -> None:
        change.record(
            f.KnowledgeAsked(
                question=ident,
                brand=within.brand,
                language=within.language,
                place=asked.place,
                found=len(found),
                sure=sure,
                articles=tuple(one.article for one in found[:3]),
                conversation=asked.conversation,
            ),
            actor=f"customer:{asked.customer}" if asked.customer else "system",
        )
        change.put(
            KnowledgeQuestion(
                id=ident,
                brand=within.brand,
                language=within.language,
                place=asked.place,
                text=text,
                words=stemmed,
                found=len(found),
                sure=sure,
                at=change.at,
                customer=asked.customer,
                conversation=asked.conversation,
            )
        )

    await desk.store.change(tenant, decide, at=desk.clock.now())


class Vote(Struct, frozen=True, kw_only=True):
    """`id` is the reader's own for this article, so that he has one vote; it names nobody."""

    id: str
    article: str
    language: str
    brand: str
    helpful: bool
    comment: str = ""


async def vote(desk: Desk, tenant: str, given: Vote) -> None:
    """Raises NotFound for an article that is not published, Invalid for too long a comment."""
    if len(given.comment) > 2000:
        raise Invalid(field="comment", reason="too_long")

    def decide(change: Change) -> None:
        row = change.get(docs.Document, "article", given.article)
        if row is None or row.retired:
            raise NotFound(kind="article", id=given.article)
        change.record(
            f.ArticleVoted(
                vote=given.id,
                article=given.article,
                version=row.version,
                language=given.language,
                brand=given.brand,
                helpful=given.helpful,
            ),
            actor="system",
        )
        if given.comment.strip():
            change.put(VoteComment(id=given.id, article=given.article, text=given.comment.strip(), at=change.at))

    await desk.store.change(tenant, decide, at=desk.clock.now())


async def note_used(desk: Desk, tenant: str, agent: str, article: str, conversation: str, how: str) -> None:
    """An agent put it into his answer, as text or as a link. Raises NotFound."""

    def decide(change: Change) -> None:
        row = change.get(docs.Document, "article", article)
        if row is None or row.retired:
            raise NotFound(kind="article", id=article)
        used = f.ArticleUsed(article=article, version=row.version, conversation=conversation, how=how)
        change.record(used, actor=f"agent:{agent}")

    await desk.store.change(tenant, decide, at=desk.clock.now())


def help_address(slug: str, brand: docs.Brand) -> str:
    """The last part of a brand's help centre's address; empty where it has none."""
    return (brand.help_address or slug) if brand.help_centre else ""


def address_of(desk: Desk, slug: str, brand: docs.Brand, language: str, article: str = "") -> str:
    """Where customers read an article, or find the help centre; empty where the brand has none."""
    address = help_address(slug, brand)
    if not address:
        return ""
    home = f"{desk.public_url}/help/{address}/{language}"
    return f"{home}/a/{article}" if article else home
