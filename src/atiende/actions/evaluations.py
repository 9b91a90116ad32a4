"""The centre's own test sets: its questions are put to the bot and to the drafts as they would be answered now, and
each answer is held against what was expected."""

from collections.abc import Sequence

from msgspec import Struct

from atiende.actions import drafting
from atiende.actions.bot_sense import Asked
from atiende.actions.bots import decide as decided
from atiende.actions.drafting import Spoken
from atiende.actions.models import assistant_for
from atiende.actions.rewording import reworded_summary
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.assist import CaseResult, EvaluationResults
from atiende.domain.assist_documents import Evaluation, EvaluationCase
from atiende.domain.errors import NotFound
from atiende.language.salient import Line
from atiende.language.words import fold
from atiende.ports.desk import Desk
from atiende.ports.store import Change

PURPOSES = {"answers": "phrase", "summaries": "summarise", "replies": "suggest"}
SPEAKERS = {"c": "customer", "a": "agent"}


class Ran(Struct, frozen=True, kw_only=True):
    """`model`: which was there to be asked, or empty."""

    id: str
    evaluation: str
    model: str
    cases: tuple[CaseResult, ...]

    @property
    def passed(self) -> int:
        return sum(not one.wrong for one in self.cases)


async def run_evaluation(desk: Desk, tenant: str, actor: str, slug: str) -> Ran:
    """Runs the published set and keeps what came of it. Raises NotFound."""
    reading = desk.store.reading(tenant)
    row = await reading.get(docs.Document, "evaluation", slug)
    body = docs.read("evaluation", row.body) if row is not None and not row.retired else None
    if row is None or not isinstance(body, Evaluation):
        raise NotFound(kind="evaluation", id=slug)
    version, chosen = row.version, await assistant_for(reading, PURPOSES[body.of])
    model = chosen.body.model if chosen is not None and desk.model is not None else ""
    results = tuple([await _case(desk, tenant, body, one) for one in body.cases])
    ran = Ran(id=desk.ids.new("evr"), evaluation=slug, model=model, cases=results)

    def decide(change: Change) -> None:
        change.record(
            f.EvaluationRan(
                run=ran.id,
                evaluation=slug,
                version=version,
                cases=len(results),
                passed=ran.passed,
                model=model,
            ),
            actor=actor,
        )
        change.put(EvaluationResults(id=ran.id, cases=results))

    await desk.store.change(tenant, decide, at=desk.clock.now())
    return ran


async def _case(desk: Desk, tenant: str, body: Evaluation, case: EvaluationCase) -> CaseResult:
    if body.of == "summaries":
        return await _summary(desk, tenant, case)
    routes = await _all_intents(desk, tenant)
    asked = Asked(brand=body.brand, language=case.language, said=case.text, routes=routes)
    move = await decided(desk, tenant, asked)
    got = CaseResult(text=case.text, answer=move.text, does=move.does, source=move.source, intent=move.intent)
    return _judged(case, got)


async def _summary(desk: Desk, tenant: str, case: EvaluationCase) -> CaseResult:
    lines, spoken = transcript(case.text), Spoken(language=case.language)
    plain = drafting.summary(lines, spoken)
    draft, _ = await reworded_summary(desk, tenant, "", lines, spoken, plain)
    return _judged(case, CaseResult(text=case.text, answer=draft.text, does="summary"))


def transcript(text: str) -> Sequence[Line]:
    """`C: …` and `A: …`, one message a line; a line without either goes on with the one before."""
    lines: list[Line] = []
    for number, row in enumerate(text.splitlines()):
        mark, colon, said = row.partition(":")
        who = SPEAKERS.get(mark.strip().lower()) if colon else None
        if who is not None:
            lines.append(Line(id=str(number), who=who, text=said.strip()))
        elif lines:
            last = lines.pop()
            lines.append(Line(id=last.id, who=last.who, text=f"{last.text}\n{row}"))
    return lines


def _judged(case: EvaluationCase, got: CaseResult) -> CaseResult:
    answer = fold(got.answer)
    wrong: list[str] = []
    if case.handoff and got.does != "person":
        wrong.append("no_handoff")
    if case.unsure and got.does not in ("ask", "person"):
        wrong.append("too_sure")
    if not case.handoff and got.does == "person":
        wrong.append("handed_over")
    if case.source and got.source != case.source:
        wrong.append("other_source")
    if case.intent and got.intent != case.intent:
        wrong.append("other_intent")
    wrong += ["lacks" for one in case.contains if fold(one) not in answer][:1]
    wrong += ["has" for one in case.excludes if fold(one) in answer][:1]
    return CaseResult(
        text=got.text,
        answer=got.answer,
        does=got.does,
        source=got.source,
        intent=got.intent,
        wrong=tuple(wrong),
    )


async def _all_intents(desk: Desk, tenant: str) -> tuple[str, ...]:
    """Every intent the centre taught: as if a flow had a route for each."""
    rows = await desk.store.reading(tenant).where(docs.Document, {"kind": "intent"}, limit=1000)
    return tuple(row.slug for row in rows if not row.retired)
