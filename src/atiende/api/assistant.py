"""The language model and the centre's test sets, as they are administered: what they do, cost, and how well."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated

import msgspec
from fastapi import APIRouter, Query

from atiende.actions import evaluations
from atiende.actions.models import DAY_MS, try_assistant
from atiende.api import assist_shapes as shapes
from atiende.api.asked import Asked
from atiende.api.permissions import conversation_for, needs
from atiende.api.shapes import Page
from atiende.domain import documents as docs
from atiende.domain.assist import EvaluationResults, EvaluationRun, ModelCall, ModelState, ModelText
from atiende.domain.assist_documents import Assistant, Evaluation, Offering
from atiende.domain.errors import Invalid, NotFound

router = APIRouter(prefix="/api/v1", tags=["assistant"])

Reads = Annotated[Asked, needs("config.read")]
Edits = Annotated[Asked, needs("config.edit")]
Audits = Annotated[Asked, needs("audit.read")]
MAY = ("phrase", "plan", "summarise", "suggest")
DAYS = 30
RUNS = 12


@router.get("/assistant", response_model=shapes.AssistOverview)
async def get_assistant(asked: Reads) -> shapes.AssistOverview:
    """Which models there are and whether they work, what they used, what drafts are worth, how the test sets went."""
    today = asked.now // DAY_MS
    days = await asked.views.assistance.days(asked.tenant, today - DAYS + 1)
    return shapes.AssistOverview(
        assistants=[await _assistant(asked, slug, body) for slug, body in await _all(asked, "assistant", Assistant)],
        days=[
            shapes.DayShown(day=_day(one.day), calls=one.calls, failed=one.failed, tokens=one.tokens, cost=one.cost)
            for one in days
        ],
        counts=await _counts(asked),
        evaluations=[await _evaluation(asked, row) for row in await _rows(asked, "evaluation")],
    )


@router.post("/assistant/test", response_model=shapes.Tested)
async def test_assistant(asked: Edits, wanted: shapes.TestWanted) -> shapes.Tested:
    """One short question to the model as it is set now, unpublished changes included. It is counted like any other."""
    draft = await asked.reading.get(docs.DraftDocument, "assistant", wanted.slug)
    kept = draft or await asked.reading.get(docs.Document, "assistant", wanted.slug)
    if kept is None:
        raise NotFound(kind="assistant", id=wanted.slug)
    try:
        body = msgspec.json.decode(kept.body, type=Assistant)
    except msgspec.ValidationError:
        raise Invalid(field="assistant", reason="unfinished") from None
    begun = asked.desk.clock.elapsed()
    outcome = await try_assistant(asked.desk, asked.tenant, wanted.slug, body, wanted.language)
    return shapes.Tested(outcome=outcome, ms=round((asked.desk.clock.elapsed() - begun) * 1000))


@router.get("/assistant/calls", response_model=Page[shapes.CallShown])
async def list_calls(asked: Audits, listed: Annotated[shapes.CallsListed, Query()]) -> object:
    """Every question put to a language model, the newest first; without what was said."""
    return await asked.views.assistance.calls(asked.tenant, listed.cursor, listed.limit)


@router.get("/assistant/calls/{call_id}", response_model=shapes.CallTexts)
async def get_call(asked: Audits, call_id: str) -> shapes.CallTexts:
    """One of them with its texts, for whoever may read the conversation it is about."""
    found = await asked.reading.get(ModelCall, call_id)
    if found is None:
        raise NotFound(kind="call", id=call_id)
    if found.conversation:
        try:
            await conversation_for(asked, found.conversation)
        except NotFound:
            raise NotFound(kind="call", id=call_id) from None
    text = await asked.reading.get(ModelText, call_id)
    shown = shapes.CallShown.model_validate(found)
    return shapes.CallTexts(
        **shown.model_dump(), asked=text.asked if text else "", answered=text.answered if text else ""
    )


@router.post("/evaluations/{slug}/run", response_model=shapes.RunDetail, status_code=201)
async def run_evaluation(asked: Edits, slug: str) -> shapes.RunDetail:
    """Puts every question of a published test set to the bot, or the drafts, as they are now."""
    ran = await evaluations.run_evaluation(asked.desk, asked.tenant, f"agent:{asked.viewer.author}", slug)
    return await _detail(asked, ran.id)


@router.get("/evaluations/runs/{evaluation_run_id}", response_model=shapes.RunDetail)
async def get_run(asked: Reads, evaluation_run_id: str) -> shapes.RunDetail:
    """Case by case, beside the run before it."""
    return await _detail(asked, evaluation_run_id)


async def _detail(asked: Asked, run_id: str) -> shapes.RunDetail:
    run = await asked.reading.get(EvaluationRun, run_id)
    if run is None:
        raise NotFound(kind="run", id=run_id)
    earlier = await asked.views.assistance.runs(asked.tenant, run.evaluation, RUNS)
    previous = next((one for one in earlier if (one.at, one.id) < (run.at, run.id)), None)
    kept = await asked.reading.get(EvaluationResults, run_id)
    before = await asked.reading.get(EvaluationResults, previous.id) if previous else None
    known = {one.text: "failed" if one.wrong else "passed" for one in before.cases} if before else {}
    items = [
        shapes.CaseShown.model_validate(
            {
                "text": one.text,
                "answer": one.answer,
                "does": one.does,
                "source": one.source,
                "intent": one.intent,
                "wrong": list(one.wrong),
                "before": known.get(one.text, ""),
            }
        )
        for one in (kept.cases if kept else ())
    ]
    shown = shapes.RunShown.model_validate(run)
    prior = shapes.RunShown.model_validate(previous) if previous else None
    return shapes.RunDetail(**shown.model_dump(), items=items, previous=prior)


async def _rows(asked: Asked, kind: str) -> Sequence[docs.Document]:
    rows = await asked.reading.where(docs.Document, {"kind": kind}, limit=500)
    return [one for one in rows if not one.retired]


async def _all(asked: Asked, kind: str, of: type[Assistant]) -> Sequence[tuple[str, Assistant]]:
    bodies = [(row.slug, docs.read(kind, row.body)) for row in await _rows(asked, kind)]
    return [(slug, body) for slug, body in bodies if isinstance(body, of)]


async def _assistant(asked: Asked, slug: str, body: Assistant) -> shapes.AssistantShown:
    state = await asked.reading.get(ModelState, slug)
    return shapes.AssistantShown(
        slug=slug,
        name=body.name,
        model=body.model,
        url=body.url,
        active=body.active,
        may=[one for one in MAY if getattr(body, one)],
        daily_tokens=body.daily_tokens,
        evaluation=body.evaluation or "",
        why=state.why if state else "",
        since=state.since if state else None,
    )


async def _counts(asked: Asked) -> list[shapes.CountShown]:
    names = {row.slug: docs.read("offering", row.body) for row in await _rows(asked, "offering")}
    return [
        shapes.CountShown.model_validate(
            msgspec.structs.asdict(one)
            | {"name": body.name if isinstance(body := names.get(one.offering), Offering) else one.offering}
        )
        for one in await asked.views.assistance.counts(asked.tenant)
    ]


async def _evaluation(asked: Asked, row: docs.Document) -> shapes.EvaluationShown:
    body = docs.read("evaluation", row.body)
    assert isinstance(body, Evaluation)
    runs = await asked.views.assistance.runs(asked.tenant, row.slug, RUNS)
    last = runs[0] if runs else None
    share = 100 * last.passed / last.cases if last is not None and last.cases else 0.0
    return shapes.EvaluationShown(
        slug=row.slug,
        name=body.name,
        of=body.of,
        pass_percent=body.pass_percent,
        cases=len(body.cases),
        version=row.version,
        runs=[shapes.RunShown.model_validate(one) for one in runs],
        enough=last is not None and last.version == row.version and share >= body.pass_percent,
    )


def _day(day: int) -> str:
    return datetime.fromtimestamp(day * 86_400, UTC).date().isoformat()
