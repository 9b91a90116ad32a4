"""Why a conversation may have come, proposed to the agent who says so in the end: it is never set by itself.

What was taught goes first (intents that name a reason); else what agents gave as the reason of conversations that began
alike, where there are enough of them.
"""

import asyncio
from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from atiende.actions.intents import understand, within
from atiende.domain import documents as docs
from atiende.domain.conversation import Conversation
from atiende.domain.errors import NotFound
from atiende.domain.message import Message, MessageContent
from atiende.language.intents import Classifier, Example, load, train
from atiende.ports.desk import Desk
from atiende.ports.minds import Experience
from atiende.ports.store import Reading

SURE, SURE_OF_HISTORY = 0.5, 0.6
"""From how sure on a reason is proposed; agents choose less alike than examples are written."""
ENOUGH, REASONS, MOST_EACH = 8, 2, 40
"""Conversations a reason must have, how many such reasons there must be, and how many of each are read."""
MOST_REASONS = 60
RIGHT = 0.5
"""The share of past conversations it must have got right unseen, to say anything of new ones."""
FRESH_MS = 6 * 3_600_000
MOST_READ, LONGEST = 20, 600


class ProposedReason(Struct, frozen=True, kw_only=True):
    """`reason` is empty where there is nothing to propose. `by`: intent or history."""

    reason: str = ""
    sure: float = 0.0
    by: str = ""


async def propose_reason(desk: Desk, tenant: str, conversation_id: str) -> ProposedReason:
    """Nothing where it has a reason already, or nobody can tell. Raises NotFound."""
    reading = desk.store.reading(tenant)
    conversation = await reading.get(Conversation, conversation_id)
    if conversation is None:
        raise NotFound(kind="conversation", id=conversation_id)
    said = "" if conversation.reason else (await _beginnings(reading, [conversation_id])).get(conversation_id, "")
    if not said:
        return ProposedReason()
    open_reasons = await _reasons(reading)
    return (
        await _taught(desk, tenant, conversation, said, open_reasons)
        or await _experienced(desk, tenant, said, open_reasons)
        or ProposedReason()
    )


async def _taught(
    desk: Desk, tenant: str, conversation: Conversation, said: str, reasons: Sequence[str]
) -> ProposedReason | None:
    understood = await understand(desk, tenant, said, conversation.language, conversation.brand)
    mind = desk.minds.minds.get(tenant)
    if mind is None or not understood.known:
        return None
    counted: dict[str, float] = {}
    for slug, sure in within(understood, mind, conversation.brand).intents:
        intent = mind.intents.get(slug)
        if intent is not None and intent.reason in reasons and intent.reason:
            counted[intent.reason] = counted.get(intent.reason, 0.0) + sure
    return _best(counted, SURE, "intent")


async def _experienced(desk: Desk, tenant: str, said: str, reasons: Sequence[str]) -> ProposedReason | None:
    classifier = await _experience(desk, tenant, reasons)
    if classifier.right < RIGHT:
        return None
    understood = await asyncio.to_thread(classifier.ask, said)
    likely = {slug: sure for slug, sure in understood.intents if slug in reasons} if understood.known else {}
    return _best(likely, SURE_OF_HISTORY, "history")


def _best(counted: dict[str, float], least: float, by: str) -> ProposedReason | None:
    reason = max(counted, key=lambda one: (counted[one], one), default="")
    sure = min(1.0, counted.get(reason, 0.0))
    return ProposedReason(reason=reason, sure=sure, by=by) if sure >= least else None


async def _experience(desk: Desk, tenant: str, reasons: Sequence[str]) -> Classifier:
    """Learned again when it is old; away from the event loop."""
    async with desk.minds.lock(f"reasons {tenant}"):
        before, now = desk.minds.experience.get(tenant), desk.clock.now()
        if before is not None and now - before.at < FRESH_MS:
            return before.classifier
        examples = await _examples(desk.store.reading(tenant), reasons)
        if desk.trainer is None or not examples:
            classifier = await asyncio.to_thread(train, examples)
        else:
            classifier = await asyncio.to_thread(load, await desk.trainer.train(examples))
        desk.minds.experience[tenant] = Experience(at=now, classifier=classifier)
        return classifier


async def _examples(reading: Reading, reasons: Sequence[str]) -> list[Example]:
    """How conversations began that an agent gave a reason; none where there are too few."""
    of: dict[str, str] = {}
    for reason in reasons:
        rows = await reading.where(Conversation, {"reason": reason}, limit=MOST_EACH)
        of |= {row.id: reason for row in rows}
    said = await _beginnings(reading, list(of))
    counts = Counter(of[one] for one in said)
    enough = {reason for reason, count in counts.items() if count >= ENOUGH}
    return [(text, of[one]) for one, text in said.items() if of[one] in enough] if len(enough) >= REASONS else []


async def _reasons(reading: Reading) -> Sequence[str]:
    rows = await reading.where(docs.Document, {"kind": "reason"}, limit=MOST_REASONS)
    bodies = [(row.slug, docs.read("reason", row.body)) for row in rows if not row.retired]
    return [slug for slug, body in bodies if isinstance(body, docs.Reason) and body.active]


async def _beginnings(reading: Reading, conversations: Sequence[str]) -> dict[str, str]:
    """What the customer said first, by conversation; those that have no words are left out."""
    first: dict[str, str] = {}
    for one in conversations:
        messages = await reading.where(Message, {"conversation": one}, limit=MOST_READ)
        found = min((each for each in messages if each.direction == "in"), key=lambda each: each.position, default=None)
        if found is not None:
            first[one] = found.id
    contents = {row.id: row for row in await reading.many(MessageContent, [(each,) for each in first.values()])}
    said = {one: contents[message] for one, message in first.items() if message in contents}
    texts = {one: " ".join(f"{row.subject} {row.text}".split())[:LONGEST] for one, row in said.items()}
    return {one: text for one, text in texts.items() if text}
