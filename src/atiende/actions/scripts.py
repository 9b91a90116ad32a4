"""Guided scripts: a flow of purpose `script` that leads an agent through a conversation, what to say and what to ask.

Where he stands goes to him and comes back, signed. What the flow changes is the agent's own doing, within what he may;
what it asks of other systems is asked; whatever else it would do outside takes its failure path, since the agent does
that himself. At the end a note keeps what was answered.
"""

from collections.abc import Callable, Sequence
from functools import partial

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from atiende.actions import settings_of
from atiende.actions.conversations import conversation_of
from atiende.actions.errand_request import RequestPerformer
from atiende.actions.flow_door import language_in, seed_of
from atiende.actions.flow_effects import in_lines
from atiende.actions.flow_matter import alter
from atiende.actions.flow_world import book_of, world_of
from atiende.actions.knowledge import Within, find_passages
from atiende.actions.replies import Note, add_note
from atiende.actions.values import best_language
from atiende.domain import documents as docs
from atiende.domain.conversation import Conversation
from atiende.domain.desk_documents import CustomField
from atiende.domain.errors import Invalid, NotFound, Refusal
from atiende.domain.flow_documents import Ask, Flow
from atiende.domain.interaction import Interaction
from atiende.domain.message import Origin
from atiende.flows import engine, kept
from atiende.flows import state as s
from atiende.flows.walk import tellable
from atiende.ports.desk import Desk
from atiende.ports.store import Change

MOST_ERRANDS = 10
"""Between two things the agent is asked."""
SURE = 0.5
SPEAKS = s.Speaks(channel="script", buttons=20, button_chars=80, list_items=20)
DONE = "~script"
"""The pseudo-endpoint under which steps that were taken are kept, so that one sent twice changes nothing twice."""


class Hand(Struct, frozen=True, kw_only=True):
    """Who is led, in which conversation, through which script. `edits`: he may change what is known of customers."""

    conversation: str
    author: str
    slug: str
    edits: bool = False


class Led(Struct, frozen=True, kw_only=True):
    """What is shown now. `state` is what comes back with the answer; empty at the end. `known`: what is on file for
    what is asked. `queue`: it ends with handing over there. `refused`: codes of what could not be changed."""

    texts: tuple[str, ...]
    choices: tuple[s.Choice, ...]
    expects: str
    state: str
    known: str = ""
    queue: str | None = None
    refused: tuple[str, ...] = ()


Step = Callable[[Change, s.World], s.Stepped]


class _Taken(Struct, frozen=True, kw_only=True):
    stepped: s.Stepped
    refused: tuple[str, ...] = ()
    known: str = ""


async def scripts_for(desk: Desk, tenant: str, conversation: Conversation) -> Sequence[tuple[str, Flow]]:
    """Published scripts that fit a conversation's brand and channel, by slug."""
    rows = await desk.store.reading(tenant).where(docs.Document, {"kind": "flow"}, limit=5000)
    found = [(row.slug, docs.read("flow", row.body)) for row in rows if not row.retired]
    return [(slug, body) for slug, body in found if isinstance(body, Flow) and _fits(body, conversation)]


async def begin_script(desk: Desk, tenant: str, hand: Hand) -> Led:
    """Raises NotFound for what is no script of this conversation."""
    conversation = await desk.store.reading(tenant).get(Conversation, hand.conversation)
    found = await desk.store.reading(tenant).get(docs.Document, "flow", hand.slug)
    body = docs.read("flow", found.body) if found is not None and not found.retired else None
    if conversation is None or not isinstance(body, Flow) or not _fits(body, conversation):
        raise NotFound(kind="script", id=hand.slug[:80])

    def step(change: Change, world: s.World) -> s.Stepped:
        language = language_in(change, body, conversation, "")
        return engine.begin(book_of(change), hand.slug, world, seed_of(conversation.customer), language)

    return await _led(desk, tenant, hand, desk.ids.new("scr"), step)


async def answer_script(desk: Desk, tenant: str, hand: Hand, state: str, said: s.Said) -> Led:
    """Raises Invalid for a state that is not this agent's in this conversation."""
    session = _opened(desk, tenant, hand, state)
    once = desk.keys.sign("script", f"{state} {said.choice} {said.text}")
    return await _led(desk, tenant, hand, once, partial(_on, session, said))


def _fits(flow: Flow, conversation: Conversation) -> bool:
    in_brand = not flow.brands or conversation.brand in flow.brands
    return flow.purpose == "script" and in_brand and (not flow.channels or conversation.channel in flow.channels)


async def _led(desk: Desk, tenant: str, hand: Hand, once: str, step: Step) -> Led:
    """Everything that is said until he is asked again, errands done on the way."""
    effects: list[s.Effect] = []
    refused: list[str] = []
    for number in range(MOST_ERRANDS):
        at = (hand, f"{once} {number}")
        taken = await desk.store.change(tenant, partial(_take, desk, at, step), at=desk.clock.now())
        effects += taken.stepped.effects
        refused += taken.refused
        heard = await _next(desk, tenant, at, taken.stepped)
        if heard is None:
            return _shown(desk, tenant, hand, taken, (effects, refused))
        step = partial(_on, taken.stepped.session, heard)
    raise Invalid(field="state", reason="invalid")


def _on(session: s.Session, heard: s.Heard, change: Change, world: s.World) -> s.Stepped:
    return engine.step(book_of(change), session, world, heard)


def _take(desk: Desk, at: tuple[Hand, str], step: Step, change: Change) -> _Taken:
    """One step and what it changes, in one change; the same step again changes nothing."""
    hand, once = at
    conversation = conversation_of(change, hand.conversation)
    work = _work_of(change, conversation)
    world = replace(world_of(desk, change, work), speaks=SPEAKS)
    stepped = step(change, world)
    known = _known(change, world, stepped.session)
    if change.get(Origin, DONE, once) is not None:
        return _Taken(stepped=stepped, known=known)
    change.put(Origin(endpoint=DONE, origin=once, message="", position=0, conversation=conversation.id))
    refused: list[str] = []
    for effect in stepped.effects:
        if isinstance(effect, s.Change):
            allowed, kept_back = _allowed(change, effect, hand)
            refused += [*kept_back, *alter(desk, change, conversation, work, allowed, hand.author)]
    if any(isinstance(effect, s.Finish | s.Enqueue) for effect in stepped.effects):
        _keep_answers(desk, change, hand, stepped.session)
    return _Taken(stepped=stepped, refused=tuple(refused), known=known)


def _work_of(change: Change, conversation: Conversation) -> Interaction:
    rows = change.where(Interaction, {"conversation": conversation.id})
    if not rows:
        raise NotFound(kind="interaction", id=conversation.id)
    return max(rows, key=lambda one: (one.since, one.id))


def _known(change: Change, world: s.World, session: s.Session) -> str:
    """What is on file already for what is asked now: an address, or a field of the variable's name."""
    top = session.frames[-1]
    found = book_of(change)(top.flow, top.version)
    node = found[1].nodes.get(top.node) if found is not None else None
    if not isinstance(node, Ask) or session.awaiting != "input" or session.asked:
        return ""
    if node.check in ("email", "phone"):
        return str(world.customer.get(node.check) or "")
    for scope in (world.conversation, world.customer):
        fields = scope.get("fields")
        value = fields.get(node.variable) if isinstance(fields, dict) else None
        if isinstance(value, str | int) and not isinstance(value, bool) and value != "":
            return str(value)
    return ""


def _allowed(change: Change, wanted: s.Change, hand: Hand) -> tuple[s.Change, tuple[str, ...]]:
    """Without what is the customer's, for somebody who may not change that."""
    his = {slug for slug in wanted.fields if _of_customer(change, slug)}
    if hand.edits or not his:
        return wanted, ()
    return replace(wanted, fields={slug: value for slug, value in wanted.fields.items() if slug not in his}), (
        "not_allowed",
    )


def _of_customer(change: Change, slug: str) -> bool:
    body = settings_of.document(change, "field", slug)
    return isinstance(body, CustomField) and body.of == "customer"


def _keep_answers(desk: Desk, change: Change, hand: Hand, session: s.Session) -> None:
    """A note of what was answered; the script's name alone where nothing was asked."""
    conversation = conversation_of(change, hand.conversation)
    spanish = best_language(settings_of.brand_of(change, conversation.brand).language) == "es"
    lines: list[str] = []
    for frame in session.frames:
        found = book_of(change)(frame.flow, frame.version)
        if found is not None:
            told = tellable(found[1], frame.values)
            name = [] if lines else [(found[1].name_es if spanish else "") or found[1].name]
            lines += [*name, in_lines(change, (frame.flow, frame.version), conversation.brand, told)]
    text = "\n".join(line for line in lines if line)
    message = desk.ids.new("msg")
    add_note(change, conversation, hand.author, Note(client_id=message, text=text), message)


async def _next(desk: Desk, tenant: str, at: tuple[Hand, str], stepped: s.Stepped) -> s.Heard | None:
    """What comes of itself: the outcome of an errand, or the end of a pause, which nobody waits for here."""
    errand = next((one for one in stepped.effects if isinstance(one, s.Do)), None)
    if errand is not None:
        return replace(await _outcome(desk, tenant, at, stepped.session.language, errand), errand=errand.id)
    return s.Silence() if stepped.session.awaiting == "time" else None


async def _outcome(desk: Desk, tenant: str, at: tuple[Hand, str], language: str, errand: s.Do) -> s.Outcome:
    hand, once = at
    failed = s.Outcome(errand="", result="failed", why="script")
    try:
        if errand.kind == "answer":
            return await _answer(desk, tenant, hand, language, str(errand.asked.get("question", "")))
        if errand.kind == "request" and desk.requests is not None:
            asked = {**errand.asked, "errand": f"{once} {errand.id}"}
            return await RequestPerformer(desk.requests).perform(desk, tenant, asked)
    except Refusal:
        return failed
    return failed


async def _answer(desk: Desk, tenant: str, hand: Hand, language: str, question: str) -> s.Outcome:
    """From the knowledge base, what is for agents included."""
    conversation = await desk.store.reading(tenant).get(Conversation, hand.conversation)
    within = Within(language=language, brand=conversation.brand if conversation else "", audience="agents")
    found = await find_passages(desk, tenant, question, within, 1)
    if not found or found[0].sure < SURE:
        return s.Outcome(errand="", result="missing")
    best = found[0]
    values: dict[str, s.Value] = {"found": True, "text": best.text, "source": best.article, "score": best.sure}
    return s.Outcome(errand="", result="ok", values=values)


def _shown(desk: Desk, tenant: str, hand: Hand, taken: _Taken, gone: tuple[list[s.Effect], list[str]]) -> Led:
    effects, refused = gone
    said = [one for one in effects if isinstance(one, s.Show)]
    queue = next((one.queue for one in effects if isinstance(one, s.Enqueue)), None)
    session = taken.stepped.session
    over = bool(session.outcome) or queue is not None or session.awaiting != "input"
    last = said[-1] if said and not over else s.Show(text="")
    return Led(
        texts=tuple(one.text for one in said if one.text),
        choices=last.choices,
        expects=last.expects,
        state="" if over else _closed(desk, tenant, hand, session),
        known="" if over else taken.known,
        queue=queue,
        refused=tuple(dict.fromkeys(refused)),
    )


def _closed(desk: Desk, tenant: str, hand: Hand, session: s.Session) -> str:
    state = kept.dump(session)
    return f"{desk.keys.sign('script', _sealed(tenant, hand, state))}.{state}"


def _sealed(tenant: str, hand: Hand, state: str) -> str:
    return f"{tenant} {hand.conversation} {hand.author} {hand.slug} {state}"


def _opened(desk: Desk, tenant: str, hand: Hand, state: str) -> s.Session:
    signature, _, text = state.partition(".")
    if not desk.keys.signed("script", _sealed(tenant, hand, text), signature):
        raise Invalid(field="state", reason="invalid")
    try:
        return kept.load(text)
    except msgspec.MsgspecError as error:
        raise Invalid(field="state", reason="invalid") from error
