"""The knowledge base of each centre as it stands in memory, made from the log's documents and thrown away freely.

One for the process, in the desk: whoever needs a shelf brings it up to the log first (`actions.shelf`).
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field

from atiende.domain.knowledge_documents import Article, Collection
from atiende.language.articles import Part
from atiende.language.retrieval import Index


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A published article with its passages by language."""

    slug: str
    version: int
    published_at: int
    body: Article
    parts: Mapping[str, tuple[Part, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """`seq` is how far the log is in it. Passages are called `slug#language#number`."""

    seq: int
    articles: Mapping[str, Kept]
    collections: Mapping[str, Collection]
    index: Index


@dataclass(slots=True)
class Shelves:
    """`views`: openings counted and not yet written, by (tenant, article, language)."""

    shelves: dict[str, Shelf] = field(default_factory=dict)
    views: dict[tuple[str, str, str], int] = field(default_factory=dict)
    locks: dict[str, asyncio.Lock] = field(default_factory=dict)

    def lock(self, tenant: str) -> asyncio.Lock:
        return self.locks.setdefault(tenant, asyncio.Lock())

    def viewed(self, tenant: str, article: str, language: str) -> None:
        key = (tenant, article, language)
        self.views[key] = self.views.get(key, 0) + 1
