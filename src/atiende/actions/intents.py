"""What is meant by what a customer wrote, by what the centre taught: learned away from the event loop.

The documents of kind `intent` are what is taught. A mind is made when it is first needed and again when they change
(`reactors.intents`); until it is ready, the one before it answers. Answering leaves nothing in the log.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.conversation import Conversation
from atiende.domain.facts import Fact
from atiende.domain.intent_documents import Intent
from atiende.domain.message import Message, MessageContent
from atiende.language import slots
from atiende.language.handoff import wants_person
from atiende.language.intents import Classifier, Example, Understood, load, train
from atiende.language.masking import without_cards
from atiende.language.values import Value
from atiende.language.words import fold
from atiende.ports.desk import Desk
from atiende.ports.minds import Mind
from atiende.ports.store import Reading

KIND = "intent"
MOST = 2000
SURE = 0.5
"""How sure an intent must be for a flow to act on it without asking."""
LONGEST = 2000
LONGEST_EXAMPLE, SHORTEST_EXAMPLE = 300, 8
LOOKED_AT = 400
"""Conversations of a reason that are looked through for examples."""
UNREADABLE = ("email", "iban", "nif", "phone", "order")
"""What an example must not keep of whoever wrote it."""
Read = Callable[[str, str, str, int], Value | None]


class Suggestion(Struct, frozen=True, kw_only=True):
    """What a customer wrote first in a conversation with the intent's reason, without what would name him.

    `taken_for`: what the centre makes of it now."""

    text: str
    language: str
    conversation: str
    taken_for: str
    sure: float


def concerns(fact: Fact) -> bool:
    """Whether a fact changes what is taught."""
    return isinstance(fact, f.DocumentPublished | f.DocumentRetired) and fact.kind == KIND


async def understand(desk: Desk, tenant: str, text: str, language: str = "", brand: str = "") -> Understood:
    """`known` is False where the centre has taught nothing, or nothing like it. Intents of other brands are left out.

    Both languages are understood whatever `language` says: people mix them.
    """
    del language
    mind = desk.minds.minds.get(tenant) or await refresh(desk, tenant)
    if not mind.classifier.labels:
        return Understood()
    return within(await asyncio.to_thread(mind.classifier.ask, text[:LONGEST]), mind, brand)


def within(understood: Understood, mind: Mind, brand: str) -> Understood:
    """Only what this brand knows of."""
    if not brand or not any(one.brands for one in mind.intents.values()):
        return understood

    def known(slug: str) -> bool:
        brands = mind.intents[slug].brands if slug in mind.intents else []
        return not brands or brand in brands

    intents = tuple(one for one in understood.intents if known(one[0]))
    wanted = tuple(one for one in understood.wanted if known(one))
    return replace(understood, intents=intents, known=understood.known and bool(wanted), wanted=wanted)


def reading(desk: Desk, tenant: str, zone: str, brand: str = "") -> Read:
    """What a flow reads answers with (`World.read`): `slots.read`, and `intent`: the slug of what is surely meant."""

    def read(check: str, text: str, language: str, at: int) -> Value | None:
        if check != KIND:
            return slots.read(check, text, language, at, zone)
        mind = desk.minds.minds.get(tenant)
        if mind is None or not mind.classifier.labels:
            return None
        understood = within(mind.classifier.ask(text[:LONGEST]), mind, brand)
        sure = understood.known and understood.intents and understood.intents[0][1] >= SURE
        return understood.intents[0][0] if sure else None

    return read


async def refresh(desk: Desk, tenant: str) -> Mind:
    """The mind as of the end of the log; learned anew only where what is taught has changed."""
    async with desk.minds.lock(tenant):
        seq = await desk.store.head(tenant)
        rows = await desk.store.reading(tenant).where(docs.Document, {"kind": KIND}, limit=MOST)
        intents = {row.slug: _intent(row.body) for row in rows if not row.retired}
        taught = {slug: one for slug, one in intents.items() if one.active}
        versions = {row.slug: row.version for row in rows if row.slug in taught}
        before = desk.minds.minds.get(tenant)
        if before is not None and before.versions == versions:
            return before
        classifier = await _learned(desk, tenant, _examples(taught))
        mind = Mind(seq=seq, versions=versions, intents=taught, classifier=classifier)
        desk.minds.minds[tenant] = mind
        return mind


async def _learned(desk: Desk, tenant: str, examples: Sequence[Example]) -> Classifier:
    if not examples:
        return await asyncio.to_thread(train, ())
    desk.minds.training.add(tenant)
    try:
        if desk.trainer is None:
            return await asyncio.to_thread(train, examples)
        return await asyncio.to_thread(load, await desk.trainer.train(examples))
    finally:
        desk.minds.training.discard(tenant)


def _intent(body: str) -> Intent:
    found = docs.read(KIND, body)
    assert isinstance(found, Intent)
    return found


def _examples(intents: Mapping[str, Intent]) -> list[Example]:
    return [(text, slug) for slug, one in intents.items() for text in (*one.examples_es, *one.examples_en)]


async def suggestions(
    desk: Desk, tenant: str, slug: str, intent: Intent, brands: Sequence[str] | None
) -> list[Suggestion]:
    """First words of conversations that came for this intent's reason and are no examples yet; what is understood least
    comes first. `brands`: the ones he may see, None for all."""
    if not intent.reason:
        return []
    there = {_plain(text) for text in (*intent.examples_es, *intent.examples_en)}
    mind = desk.minds.minds.get(tenant) or await refresh(desk, tenant)
    reading = desk.store.reading(tenant)
    rows = await reading.where(Conversation, {"reason": intent.reason}, limit=LOOKED_AT)
    found = dict[str, Suggestion]()
    for row in rows:
        if (brands is not None and row.brand not in brands) or (intent.brands and row.brand not in intent.brands):
            continue
        text = await _first_words(reading, row.id)
        if text and _plain(text) not in there:
            said = await asyncio.to_thread(mind.classifier.ask, text)
            best = said.intents[0] if said.known and said.intents else ("", 0.0)
            found[_plain(text)] = Suggestion(
                text=text, language=row.language, conversation=row.id, taken_for=best[0], sure=best[1]
            )
    return sorted(found.values(), key=lambda one: (one.taken_for == slug, one.sure))


async def _first_words(reading: Reading, conversation: str) -> str:
    """What he wrote first, where it is short enough to be an example; addresses, numbers and cards are blanked."""
    messages = await reading.where(Message, {"conversation": conversation}, limit=20)
    first = min((one for one in messages if one.direction == "in"), key=lambda one: one.position, default=None)
    content = await reading.get(MessageContent, first.id) if first is not None else None
    text = " ".join((content.text or content.subject).split()) if content is not None else ""
    if not SHORTEST_EXAMPLE <= len(text) <= LONGEST_EXAMPLE or wants_person(text):
        return ""
    return blanked(text)


def blanked(text: str) -> str:
    """Without what names somebody: addresses, telephone, account, identity and order numbers."""
    plain = without_cards(text)
    for one in reversed(slots.slots(plain, "", 0)):
        if one.kind in UNREADABLE:
            plain = f"{plain[: one.start]}…{plain[one.end :]}"
    return plain


def _plain(text: str) -> str:
    return " ".join(fold(text).split())
