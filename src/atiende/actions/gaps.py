"""What the knowledge base lacks: questions without an answer, articles that helped nobody, what conversations ask."""

import asyncio
from collections.abc import Sequence

from msgspec import Struct

from atiende.actions.shelf import shelf_of
from atiende.domain.conversation import Conversation
from atiende.domain.knowledge import KnowledgeQuestion
from atiende.domain.message import MessageContent
from atiende.ports.desk import Desk
from atiende.ports.shelves import Shelf
from atiende.ports.store import Change

MOST_QUESTIONS = 5000
DAYS_MS = 60 * 86_400_000
"""How far back questions count."""
HELPS = 0.3
"""From how sure on an article answers a first message: it says much beside the question, which no article repeats."""
SAMPLE = 300
"""Conversations whose first words are looked up."""


class GapFound(Struct, frozen=True, kw_only=True):
    """Questions with the same stems, newest first."""

    words: str
    questions: tuple[KnowledgeQuestion, ...]


class Unanswered(Struct, frozen=True, kw_only=True):
    """A conversation whose first words no article answers."""

    conversation: Conversation
    text: str


async def unanswered_questions(desk: Desk, tenant: str, brands: Sequence[str] | None) -> Sequence[GapFound]:
    """What was looked for in these brands and not found, most often first."""
    rows = await desk.store.reading(tenant).where(KnowledgeQuestion, {"sure": False}, limit=MOST_QUESTIONS)
    since = desk.clock.now() - DAYS_MS
    groups: dict[str, list[KnowledgeQuestion]] = {}
    for row in rows:
        if row.at >= since and (brands is None or row.brand in brands):
            groups.setdefault(row.words, []).append(row)
    found = [
        GapFound(words=words, questions=tuple(sorted(each, key=lambda row: -row.at))) for words, each in groups.items()
    ]
    return sorted(found, key=lambda one: (-len(one.questions), -one.questions[0].at))


async def close_gap(desk: Desk, tenant: str, words: str, brands: Sequence[str] | None) -> int:
    """Forgets these questions: they are answered now, or were none. How many there were."""

    def decide(change: Change) -> int:
        rows = [
            row for row in change.where(KnowledgeQuestion, {"words": words})
            if not row.sure and (brands is None or row.brand in brands)
        ]  # fmt: skip
        for row in rows:
            change.drop(KnowledgeQuestion, row.id)
        return len(rows)

    return await desk.store.change(tenant, decide, at=desk.clock.now())


async def without_article(desk: Desk, tenant: str, sample: Sequence[tuple[Conversation, str]]) -> Sequence[Unanswered]:
    """Of conversations with the ids of their first messages, those that no article answers."""
    shelf = await shelf_of(desk, tenant)
    contents = await desk.store.reading(tenant).many(MessageContent, [(message,) for _, message in sample])
    texts = {row.id: " ".join(f"{row.subject} {row.text}".split())[:400] for row in contents}
    asked = [Unanswered(conversation=one, text=texts[message]) for one, message in sample if texts.get(message)]
    return await asyncio.to_thread(_left, shelf, asked)


def _left(shelf: Shelf, asked: Sequence[Unanswered]) -> Sequence[Unanswered]:
    return [one for one in asked if not _answers(shelf, one)]


def _answers(shelf: Shelf, one: Unanswered) -> bool:
    hits = shelf.index.find(one.text, one.conversation.language, 1)
    return bool(hits) and hits[0].sure >= HELPS
