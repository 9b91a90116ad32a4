"""The knowledge base of a centre brought up to its log: articles, collections and the index over their passages.

Made away from the event loop, and again whenever an article or a collection changes; what is already read stays read.
"""

import asyncio
from collections.abc import Mapping, Sequence

from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.facts import Fact
from atiende.domain.knowledge_documents import Article, Collection, languages_of, text_of
from atiende.language.articles import parts_of
from atiende.language.retrieval import Passage, build
from atiende.ports.desk import Desk
from atiende.ports.shelves import Kept, Shelf

PAGE = 2000
MOST_ARTICLES = 20_000
KINDS = ("article", "collection")


def concerns(fact: Fact) -> bool:
    """Whether a fact changes what stands on the shelf."""
    return isinstance(fact, f.DocumentPublished | f.DocumentRetired) and fact.kind in KINDS


async def shelf_of(desk: Desk, tenant: str) -> Shelf:
    """As of the end of the log."""
    shelves = desk.shelves.shelves
    async with desk.shelves.lock(tenant):
        before = shelves.get(tenant)
        if before is None:
            shelves[tenant] = await _made(desk, tenant, None)
            return shelves[tenant]
        seq, stale = before.seq, False
        while page := await desk.store.log(tenant, seq, PAGE):
            seq, stale = page[-1].seq, stale or any(concerns(one.fact) for one in page)
        if stale:
            shelves[tenant] = await _made(desk, tenant, before)
        elif seq != before.seq:
            shelves[tenant] = Shelf(
                seq=seq, articles=before.articles, collections=before.collections, index=before.index
            )
        return shelves[tenant]


async def _made(desk: Desk, tenant: str, before: Shelf | None) -> Shelf:
    seq = await desk.store.head(tenant)
    reading = desk.store.reading(tenant)
    articles = await reading.where(docs.Document, {"kind": "article"}, limit=MOST_ARTICLES)
    collections = await reading.where(docs.Document, {"kind": "collection"}, limit=MOST_ARTICLES)
    known = before.articles if before is not None else {}
    return await asyncio.to_thread(_read, seq, articles, collections, known)


def _read(
    seq: int, articles: Sequence[docs.Document], collections: Sequence[docs.Document], known: Mapping[str, Kept]
) -> Shelf:
    there = {row.slug: _kept(row, known.get(row.slug)) for row in articles if not row.retired}
    shelves = {row.slug: docs.read("collection", row.body) for row in collections if not row.retired}
    return Shelf(
        seq=seq,
        articles=there,
        collections={slug: body for slug, body in shelves.items() if isinstance(body, Collection)},
        index=build([passage for one in there.values() for passage in _passages(one)]),
    )


def _kept(row: docs.Document, before: Kept | None) -> Kept:
    if before is not None and before.version == row.version:
        return before
    body = docs.read("article", row.body)
    assert isinstance(body, Article)
    parts = {language: tuple(parts_of(text_of(body, language)[2])) for language in languages_of(body)}
    return Kept(slug=row.slug, version=row.version, published_at=row.published_at, body=body, parts=parts)


def _passages(one: Kept) -> list[Passage]:
    """The first of each language also stands for the whole article: its title, summary and keywords."""
    found = []
    for language, parts in one.parts.items():
        title, summary, _ = text_of(one.body, language)
        for number, part in enumerate(parts):
            found.append(
                Passage(
                    id=f"{one.slug}#{language}#{number}",
                    language=language,
                    title=f"{title} {part.heading}".strip(),
                    text=f"{summary} {part.text}".strip() if number == 0 else part.text,
                    words=(*one.body.keywords, *([one.body.product] if one.body.product else [])),
                )
            )
    return found
