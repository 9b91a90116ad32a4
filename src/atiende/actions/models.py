"""Asking the centre's language model: within its permissions and its budget, masked, logged, and never waited for when
it is known not to answer. Nothing here raises for what the model does: whoever asks goes the way without one."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from msgspec import Struct

from atiende.actions.secrets import open_secret
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.assist import ModelDay, ModelState, ModelText
from atiende.domain.assist_documents import Assistant
from atiende.domain.errors import Refusal
from atiende.language.masking import without_cards
from atiende.ports.desk import Desk
from atiende.ports.model import Line, ModelFailed, Where, Written
from atiende.ports.store import Change, Reading

T = TypeVar("T")
DAY_MS = 86_400_000
REST_MS = 30_000
"""After a failure it is left alone for so long: nobody waits for what does not answer."""
SPENT, BUSY, UNUSABLE = "spent", "busy", "unusable"
HARMLESS = (BUSY, UNUSABLE)
"""What says nothing about whether the address answers."""
MOST_CHARACTERS = 24_000
"""Of everything that is sent at once."""


class Question(Struct, frozen=True, kw_only=True):
    """`purpose`: phrase, plan, summarise, suggest or test. `json`: it is to write an object."""

    purpose: str
    lines: tuple[Line, ...]
    language: str = ""
    conversation: str = ""
    json: bool = True


class Heard(Struct, Generic[T], frozen=True, kw_only=True):
    """What a model's answer came to, once it was judged."""

    value: T
    model: str
    tokens: int


class Chosen(Struct, frozen=True, kw_only=True):
    slug: str
    body: Assistant


class _Came(Struct, frozen=True, kw_only=True):
    """How one call went."""

    outcome: str
    ms: int
    written: Written | None = None


async def assistant_for(reading: Reading, purpose: str, language: str = "") -> Chosen | None:
    """The first active one by slug, when it may do this, in this language."""
    rows = await reading.where(docs.Document, {"kind": "assistant"}, limit=50)
    for row in sorted(rows, key=lambda one: one.slug):
        body = docs.read("assistant", row.body)
        if row.retired or not isinstance(body, Assistant) or not (body.active and body.url and body.model):
            continue
        spoken = not language or not body.languages or language[:2] in {one[:2] for one in body.languages}
        return Chosen(slug=row.slug, body=body) if _may(body, purpose) and spoken else None
    return None


def _may(body: Assistant, purpose: str) -> bool:
    allowed = {"phrase": body.phrase, "plan": body.plan, "summarise": body.summarise, "suggest": body.suggest}
    return allowed.get(purpose, False)


async def ask_model(desk: Desk, tenant: str, question: Question, judge: Callable[[str], T | None]) -> Heard[T] | None:
    """What `judge` makes of the answer; None where there is no model for this, it fails, or the answer is no use."""
    reading = desk.store.reading(tenant)
    chosen = await assistant_for(reading, question.purpose, question.language)
    if chosen is None or desk.model is None or not await _ready(desk, tenant, chosen):
        return None
    if not desk.load.allows("bots"):
        return None
    return await _ask(desk, tenant, chosen, question, judge)


async def try_assistant(desk: Desk, tenant: str, slug: str, body: Assistant, language: str) -> str:
    """The connection test of one that need not be active: `ok`, or why it is no use. It counts as a call."""
    if desk.model is None:
        return "no_adapter"
    words = "Responda solo con la palabra «hola»." if language == "es" else "Answer with the word “hello” only."
    question = Question(purpose="test", lines=(Line("user", words),), json=False)
    came = await _call(desk, tenant, body, question)
    outcome = came.outcome
    await _note(desk, tenant, Chosen(slug=slug, body=body), question, came)
    return outcome


async def _ready(desk: Desk, tenant: str, chosen: Chosen) -> bool:
    """Whether there is budget left, and it did not just fail."""
    reading, now = desk.store.reading(tenant), desk.clock.now()
    day = await reading.get(ModelDay, chosen.slug, now // DAY_MS)
    state = await reading.get(ModelState, chosen.slug)
    if day is not None and day.tokens >= chosen.body.daily_tokens:
        await _became(desk, tenant, chosen.slug, SPENT)
        return False
    return state is None or state.why in ("", SPENT) or now - state.since >= REST_MS


async def _ask(
    desk: Desk, tenant: str, chosen: Chosen, question: Question, judge: Callable[[str], T | None]
) -> Heard[T] | None:
    came = await _call(desk, tenant, chosen.body, question)
    value = judge(came.written.text) if came.written is not None else None
    if came.written is not None and value is None:
        came = _Came(outcome=UNUSABLE, ms=came.ms, written=came.written)
    await _note(desk, tenant, chosen, question, came)
    if came.written is None or value is None:
        return None
    tokens = came.written.tokens_in + came.written.tokens_out
    return Heard(value=value, model=chosen.body.model, tokens=tokens)


async def _call(desk: Desk, tenant: str, body: Assistant, question: Question) -> _Came:
    assert desk.model is not None  # looked at by who calls
    begun = desk.clock.elapsed()
    try:
        key = await open_secret(desk, tenant, body.key) if body.key else ""
        where = Where(
            url=body.url,
            model=body.model,
            key=key or "",
            temperature=body.temperature / 100,
            most_tokens=body.most_tokens,
            timeout=float(body.timeout_seconds),
        )
        written = await desk.model.ask(where, _masked(question.lines), json=question.json)
    except ModelFailed as failed:
        return _Came(outcome=failed.code, ms=_ms(desk, begun))
    except Refusal:
        return _Came(outcome="key", ms=_ms(desk, begun))
    return _Came(outcome="ok", ms=_ms(desk, begun), written=written)


def _ms(desk: Desk, begun: float) -> int:
    return round((desk.clock.elapsed() - begun) * 1000)


def _masked(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Without card numbers, and no longer than is reasonable: the end of what is long is what counts."""
    share = MOST_CHARACTERS // max(1, len(lines))
    return tuple(Line(line.role, without_cards(line.text[-max(share, 2000) :])) for line in lines)


async def _note(desk: Desk, tenant: str, chosen: Chosen, question: Question, came: _Came) -> None:
    """The call is in the log, whatever came of it; what was said is content."""
    call, body, written = desk.ids.new("mdl"), chosen.body, came.written
    tokens_in, tokens_out = (written.tokens_in, written.tokens_out) if written else (0, 0)

    def decide(change: Change) -> None:
        change.record(
            f.ModelCalled(
                call=call,
                assistant=chosen.slug,
                purpose=question.purpose,
                model=body.model,
                outcome=came.outcome,
                ms=came.ms,
                tokens_in=tokens_in,
                tokens_out=tokens_out,
                cost=tokens_in * body.price_in + tokens_out * body.price_out,
                conversation=question.conversation,
            ),
            actor="system",
        )
        asked = "\n\n".join(f"[{line.role}]\n{line.text}" for line in _masked(question.lines))
        answered = without_cards(written.text) if written else ""
        change.put(ModelText(id=call, conversation=question.conversation, asked=asked, answered=answered))
        if came.outcome not in HARMLESS:
            _turn(change, chosen.slug, "" if came.outcome == "ok" else came.outcome)

    await desk.store.change(tenant, decide, at=desk.clock.now())


async def _became(desk: Desk, tenant: str, slug: str, why: str) -> None:
    state = await desk.store.reading(tenant).get(ModelState, slug)
    if state is None or state.why != why:
        await desk.store.change(tenant, lambda change: _turn(change, slug, why), at=desk.clock.now())


def _turn(change: Change, slug: str, why: str) -> None:
    """An alarm, or its end; while it goes on failing, each trial renews the moment from which it is left alone."""
    state = change.get(ModelState, slug) or ModelState(assistant=slug)
    if why or state.why:
        change.record(f.AssistantChanged(assistant=slug, why=why), actor="system")
