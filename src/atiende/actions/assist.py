"""Help for agents in text: a summary, a reply, a follow-up, the next step. Each is a draft with its sources, for the
agent to change, send or throw away; nothing here is ever sent by itself."""

import asyncio
from collections.abc import Sequence

from msgspec import Struct

from atiende.actions import drafting, knowledge
from atiende.actions.conversations import conversation_of
from atiende.actions.drafting import Draft, Spoken
from atiende.actions.passages import passages_in, speaker
from atiende.actions.rewording import reworded_reply, reworded_summary
from atiende.actions.values import best_language, brand_body, first_name, tongue_of, values_for, written
from atiende.actions.values import written_reference as reference_in
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.assist import ENDS, Source, Suggestion, SuggestionContent, spoken_line
from atiende.domain.conversation import Conversation
from atiende.domain.customer import CustomerDetails
from atiende.domain.desk_documents import QuickReply
from atiende.domain.errors import Invalid, NotFound, WrongState
from atiende.domain.message import Message, MessageContent, readable_by
from atiende.language.retrieval import Passage, build
from atiende.language.salient import Line, points
from atiende.language.sentences import shortened
from atiende.ports.desk import Desk
from atiende.ports.store import Change, Reading

ASKED_FOR = ("summary", "reply", "follow_up", "next_step")
MOST_MESSAGES = 400
LONGEST_REPLY = 900
LIKELY = 0.5
"""How much of the question an article must speak of to be proposed; the agent sees it before anybody else does."""
ENOUGH_WORDS = 9
"""Fewer (`it is still the same`) mean nothing without what the conversation is about."""
ALIKE = 0.6
"""The same for a quick reply, which says one thing only."""


class Proposed(Struct, frozen=True, kw_only=True):
    """A draft as the agent gets it; without a text where there is nothing to say. `model` empty: without one."""

    id: str
    kind: str
    text: str
    sources: tuple[Source, ...]
    model: str


class _Matter(Struct, frozen=True, kw_only=True):
    """A conversation as a draft sees it."""

    tenant: str
    agent: str
    conversation: Conversation
    lines: tuple[Line, ...]
    spoken: Spoken


class Draftable(Struct, frozen=True, kw_only=True):
    """`language`: the agent's, for what is read by colleagues; what goes to the customer is in his. `calls`: he may
    listen to this conversation's calls, so that what was said in them is drawn on too."""

    kind: str
    language: str
    calls: bool = False


async def propose(desk: Desk, tenant: str, agent: str, conversation_id: str, wanted: Draftable) -> Proposed:
    """A draft of this kind.

    Raises Invalid, NotFound.
    """
    kind = wanted.kind
    if kind not in ASKED_FOR:
        raise Invalid(field="kind", reason="unknown")
    reading = desk.store.reading(tenant)
    conversation = await reading.get(Conversation, conversation_id)
    if conversation is None:
        raise NotFound(kind="conversation", id=conversation_id)
    matter = await _matter(desk, tenant, agent, conversation, wanted)
    draft, model = await _drafted(desk, matter, kind)
    made = await _keep(desk, matter, kind, draft, model) if draft.text else ""
    return Proposed(id=made, kind=kind, text=draft.text, sources=draft.sources, model=model)


async def end_suggestion(desk: Desk, tenant: str, agent: str, suggestion_id: str, how: str) -> None:
    """What the agent did with it: taken, edited or discarded. The same twice is once. Raises Invalid, NotFound,
    WrongState."""
    if how not in ENDS:
        raise Invalid(field="how", reason="unknown")

    def decide(change: Change) -> None:
        found = change.get(Suggestion, suggestion_id)
        if found is None:
            raise NotFound(kind="suggestion", id=suggestion_id)
        if found.state == how:
            return
        if found.state != "made":
            raise WrongState(state=found.state)
        change.record(
            f.SuggestionTaken(
                suggestion=found.id,
                conversation=found.conversation,
                kind=found.kind,
                how=how,
                offering=found.offering,
            ),
            actor=f"agent:{agent}",
        )

    await desk.store.change(tenant, decide, at=desk.clock.now())


async def lines_of(reading: Reading, conversation_id: str, agent: str) -> tuple[Line, ...]:
    """What was said, in order, as far as this agent may read it."""
    messages = await reading.where(Message, {"conversation": conversation_id}, limit=MOST_MESSAGES)
    told = sorted((one for one in messages if readable_by(one, agent)), key=lambda one: one.position)
    contents = {one.id: one for one in await reading.many(MessageContent, [(one.id,) for one in told])}
    return tuple(Line(id=one.id, who=_who(one), text=contents[one.id].text) for one in told if one.id in contents)


def _who(message: Message) -> str:
    if message.direction == "in":
        return "customer"
    if message.direction == "note":
        return "note"
    return "machine" if message.automatic else "agent"


async def _matter(desk: Desk, tenant: str, agent: str, conversation: Conversation, wanted: Draftable) -> _Matter:
    reading, language = desk.store.reading(tenant), wanted.language
    brand = await brand_body(reading, conversation.brand)
    details = await reading.get(CustomerDetails, conversation.customer)
    to_customer = wanted.kind in ("reply", "follow_up")
    spoken = Spoken(
        language=await tongue_of(reading, conversation) if to_customer else best_language(language),
        formal=brand.formal,
        name=first_name(details.name) if details else "",
        reference=reference_in(brand, conversation),
    )
    lines = await lines_of(reading, conversation.id, agent)
    if wanted.calls:
        lines += tuple(
            Line(id=spoken_line(row.recording, one.start_ms), who=speaker(one.side), text=one.text)
            for row, one in await passages_in(desk, tenant, conversation.id)
        )
    return _Matter(tenant=tenant, agent=agent, conversation=conversation, lines=lines, spoken=spoken)


async def _drafted(desk: Desk, matter: _Matter, kind: str) -> tuple[Draft, str]:
    """The draft, and the model that worded it, if one did."""
    if kind == "summary":
        plain = drafting.summary(matter.lines, matter.spoken)
        return await reworded_summary(desk, matter.tenant, matter.conversation.id, matter.lines, matter.spoken, plain)
    if kind == "follow_up":
        return drafting.follow_up(matter.lines, matter.spoken), ""
    articles = await _articles(desk, matter)
    if kind == "next_step":
        return drafting.next_steps(matter.lines, matter.spoken, articles[0] if articles else None), ""
    return await _reply(desk, matter, articles)


async def _reply(desk: Desk, matter: _Matter, articles: Sequence[Source]) -> tuple[Draft, str]:
    ready = await _quick_reply(desk, matter)
    question = _question(matter.lines)
    if articles:
        worded = await reworded_reply(desk, matter.tenant, matter.conversation.id, question, articles, matter.spoken)
        if worded is not None:
            return worded
    best = ready or (articles[0] if articles else None)
    if best is None:
        return Draft(), ""
    writing = drafting.Writing()
    if best.kind == "article":
        writing.say(drafting.greeting(matter.spoken))
        writing.gap()
    writing.quote(shortened(best.text, LONGEST_REPLY), best)
    return writing.done(), ""


def _question(lines: Sequence[Line]) -> str:
    """What the customer said since somebody last answered him, else his last words."""
    answered = max((place for place, line in enumerate(lines) if line.who == "agent"), default=-1)
    waiting = [line.text for line in lines[answered + 1 :] if line.who == "customer"]
    last = [line.text for line in lines if line.who == "customer"][-1:]
    said = " ".join(waiting or last)
    if len(said.split()) >= ENOUGH_WORDS:
        return said
    return " ".join([*(one.text for one in points(lines) if one.kind == "wants"), said])


def _questions(lines: Sequence[Line]) -> list[str]:
    """All that waits for an answer, and each question of it by itself: a long message asks for more than one thing."""
    whole = _question(lines)
    asked = [one.text for one in points(lines) if one.kind == "open"]
    return [one for one in dict.fromkeys([*asked, whole]) if one]


async def _articles(desk: Desk, matter: _Matter) -> list[Source]:
    """What answers it, the best first; what is out of date is left to whoever looks for it himself."""
    within = knowledge.Within(language=matter.spoken.language, brand=matter.conversation.brand, audience="agents")
    best: dict[str, knowledge.Found] = {}
    for question in _questions(matter.lines):
        for one in await knowledge.find_passages(desk, matter.tenant, question, within, 3):
            if one.sure >= LIKELY and not one.expired and one.sure > getattr(best.get(one.article), "sure", 0.0):
                best[one.article] = one
    ranked = sorted(best.values(), key=lambda one: -one.sure)[:3]
    return [Source(kind="article", id=one.article, text=one.text, name=one.title) for one in ranked]


async def _quick_reply(desk: Desk, matter: _Matter) -> Source | None:
    """The approved text that speaks most of what was asked, with this customer's details in it."""
    reading, spanish = desk.store.reading(matter.tenant), matter.spoken.language == "es"
    rows = await reading.where(docs.Document, {"kind": "quick_reply"}, limit=500)
    bodies = {row.slug: body for row in rows if isinstance(body := docs.read("quick_reply", row.body), QuickReply)}
    texts = {
        slug: (body.text_es or body.text_en) if spanish else (body.text_en or body.text_es)
        for slug, body in bodies.items()
        if body.active and (not body.brands or matter.conversation.brand in body.brands)
    }
    passages = [
        Passage(id=slug, title=bodies[slug].name, text=text, language=matter.spoken.language)
        for slug, text in texts.items()
    ]
    question = _question(matter.lines)
    hits = await asyncio.to_thread(lambda: build(passages).find(question, most=1)) if passages and question else []
    if not hits or hits[0].sure < ALIKE:
        return None
    values = await values_for(reading, matter.conversation, matter.agent)
    slug = hits[0].id
    text = written(texts[slug], values, matter.spoken.language).text
    return Source(kind="quick_reply", id=slug, text=text, name=bodies[slug].name)


async def _keep(desk: Desk, matter: _Matter, kind: str, draft: Draft, model: str) -> str:
    """It is in the log that it was proposed; its words are content."""
    ident = desk.ids.new("sug")

    def decide(change: Change) -> None:
        conversation = conversation_of(change, matter.conversation.id)
        change.record(
            f.SuggestionMade(
                suggestion=ident,
                conversation=conversation.id,
                customer=conversation.customer,
                kind=kind,
                agent=matter.agent,
                model=model,
            ),
            actor="system",
        )
        change.put(SuggestionContent(id=ident, conversation=conversation.id, text=draft.text, sources=draft.sources))

    await desk.store.change(matter.tenant, decide, at=desk.clock.now())
    return ident
