"""Intents over HTTP: what was learned, a sentence to try, what is taken for what, examples from conversations."""

import asyncio
from collections import Counter
from typing import Annotated

import msgspec
from fastapi import APIRouter
from pydantic import BaseModel, Field

from atiende.actions import intents as actions
from atiende.api.asked import Asked
from atiende.api.knowledge_reach import brands_in, may_see
from atiende.api.permissions import needs
from atiende.api.shapes import Shape
from atiende.domain import documents as docs
from atiende.domain.check import Json
from atiende.domain.errors import NotFound
from atiende.domain.intent_documents import Intent
from atiende.language.handoff import wants_person
from atiende.language.intents import Confused
from atiende.language.slots import Slot, slots
from atiende.ports.minds import Mind

router = APIRouter(prefix="/api/v1", tags=["intents"])
Reads = Annotated[Asked, needs("config.read")]
Edits = Annotated[Asked, needs("config.edit")]

MOST_CONFUSED, MOST_SHOWN, MOST_SUGGESTED = 30, 3, 20
SHORTEST = 5
"""Examples an intent needs before it is worth much."""


class IntentLearned(Shape):
    """`right_pct`: how many of its examples would be understood if they had not been taught; None when off."""

    slug: str
    name: str
    name_es: str
    reason: str | None
    active: bool
    examples: int
    few: bool
    right_pct: float | None


class IntentsLearned(Shape):
    """`training`: examples are being learned now; these figures are of what was learned before."""

    items: list[IntentLearned]
    examples: int
    right_pct: float | None
    training: bool


class Try(BaseModel):
    text: Annotated[str, Field(min_length=1, max_length=2000)]


class IntentSure(Shape):
    slug: str
    sure: float


class ExampleLike(Shape):
    text: str
    slug: str
    likeness: float


class SlotFound(Shape):
    kind: str
    said: str
    value: str


class Tried(Shape):
    """`known` false: about nothing that was taught. `wanted`: everything he wants. `person`: he wants one."""

    known: bool
    wanted: list[str]
    intents: list[IntentSure]
    like: list[ExampleLike]
    slots: list[SlotFound]
    person: bool


def _value(slot: Slot) -> str:
    """As it is understood; money in units of its currency."""
    if slot.kind == "money" and isinstance(slot.value, int):
        return f"{slot.value // 100}.{slot.value % 100:02} {slot.unit}"
    return str(slot.value)


class Confusion(Shape):
    slug: str
    taken_for: str
    count: int
    examples: list[str]


class Confusions(Shape):
    items: list[Confusion]


class SuggestedExample(Shape):
    text: str
    language: str
    conversation: str
    taken_for: str
    sure: float


class SuggestedExamples(Shape):
    items: list[SuggestedExample]


@router.get("/intents", response_model=IntentsLearned)
async def list_intents(asked: Reads) -> IntentsLearned:
    mind = await actions.refresh(asked.desk, asked.tenant)
    wrong = Counter(one.label for one in mind.classifier.confusions())
    rows = await asked.reading.where(docs.Document, {"kind": actions.KIND}, limit=actions.MOST)
    shown = [(row.slug, docs.read(actions.KIND, row.body)) for row in rows if not row.retired]
    items = [
        _learned(slug, body, mind, wrong) for slug, body in shown if isinstance(body, Intent) and _sees(asked, body)
    ]
    counted = [one for one in items if one.right_pct is not None]
    examples = sum(one.examples for one in counted)
    right = sum((one.right_pct or 0) * one.examples for one in counted) / examples if examples else None
    return IntentsLearned(
        items=sorted(items, key=lambda one: one.name.lower()),
        examples=examples,
        right_pct=None if right is None else round(right, 1),
        training=asked.tenant in asked.desk.minds.training,
    )


def _learned(slug: str, body: Intent, mind: Mind, wrong: Counter[str]) -> IntentLearned:
    count = len(body.examples_es) + len(body.examples_en)
    known = slug in mind.classifier.labels and len(mind.classifier.labels) > 1
    return IntentLearned(
        slug=slug,
        name=body.name,
        name_es=body.name_es,
        reason=body.reason,
        active=body.active,
        examples=count,
        few=count < SHORTEST,
        right_pct=round(100 * max(0.0, 1 - wrong[slug] / count), 1) if known and count else None,
    )


def _sees(asked: Asked, body: Intent) -> bool:
    granted = asked.viewer.brands
    return granted is None or not body.brands or not set(body.brands).isdisjoint(granted)


@router.post("/intents/try", response_model=Tried)
async def try_sentence(asked: Reads, given: Try) -> Tried:
    """What would be understood; nothing is kept."""
    mind = await actions.refresh(asked.desk, asked.tenant)
    understood = await asyncio.to_thread(mind.classifier.ask, given.text)
    like = await asyncio.to_thread(mind.classifier.examples_like, given.text)
    seen = {slug for slug, body in mind.intents.items() if _sees(asked, body)}
    found = slots(given.text, asked.viewer.locale[:2], asked.desk.clock.now())
    return Tried(
        known=understood.known,
        wanted=[slug for slug in understood.wanted if slug in seen],
        intents=[IntentSure(slug=slug, sure=round(sure, 3)) for slug, sure in understood.intents if slug in seen],
        like=[
            ExampleLike(text=one.text, slug=one.label, likeness=round(one.likeness, 3))
            for one in like
            if one.label in seen
        ],
        slots=[SlotFound(kind=one.kind, said=one.said, value=_value(one)) for one in found],
        person=wants_person(given.text),
    )


@router.get("/intents/confusions", response_model=Confusions)
async def list_confusions(asked: Reads) -> Confusions:
    """Each example left out in turn: which intents are taken for which, most often first."""
    mind = await actions.refresh(asked.desk, asked.tenant)
    seen = {slug for slug, body in mind.intents.items() if _sees(asked, body)}
    pairs: dict[tuple[str, str], list[Confused]] = {}
    for one in mind.classifier.confusions():
        if one.label in seen and one.taken_for in seen:
            pairs.setdefault((one.label, one.taken_for), []).append(one)
    most = sorted(pairs.items(), key=lambda pair: (-len(pair[1]), pair[0]))[:MOST_CONFUSED]
    return Confusions(
        items=[
            Confusion(slug=slug, taken_for=other, count=len(found), examples=[one.text for one in found[:MOST_SHOWN]])
            for (slug, other), found in most
        ]
    )


@router.get("/intents/{slug}/suggestions", response_model=SuggestedExamples)
async def suggest_examples(asked: Edits, slug: str) -> SuggestedExamples:
    """What customers wrote first in conversations with this intent's reason."""
    kept: docs.DraftDocument | docs.Document | None
    kept = await asked.reading.get(docs.DraftDocument, actions.KIND, slug)
    kept = kept or await asked.reading.get(docs.Document, actions.KIND, slug)
    body: Json = msgspec.json.decode(kept.body) if kept is not None else None
    if kept is None or not may_see(asked, body):
        raise NotFound(kind=actions.KIND, id=slug)
    intent = Intent(
        name=slug,
        examples_es=_texts(body, "examples_es"),
        examples_en=_texts(body, "examples_en"),
        reason=_text(body, "reason") or None,
        brands=list(brands_in(body)),
    )
    granted = asked.viewer.brands
    found = await actions.suggestions(
        asked.desk, asked.tenant, slug, intent, None if granted is None else tuple(granted)
    )
    return SuggestedExamples(
        items=[
            SuggestedExample(
                text=one.text,
                language=one.language,
                conversation=one.conversation,
                taken_for=one.taken_for,
                sure=round(one.sure, 3),
            )
            for one in found[:MOST_SUGGESTED]
        ]
    )


def _text(body: Json, field: str) -> str:
    value = body.get(field) if isinstance(body, dict) else None
    return value if isinstance(value, str) else ""


def _texts(body: Json, field: str) -> list[str]:
    value = body.get(field) if isinstance(body, dict) else None
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []
