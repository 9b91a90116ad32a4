"""The machine's help: what the language model cost, what became of its drafts, how the test sets went."""

from msgspec.structs import replace

from atiende.domain import facts as f
from atiende.domain.assist import EvaluationRun, ModelCall, ModelDay, ModelState, Suggestion, SuggestionCount
from atiende.domain.facts import Logged
from atiende.store.projections.rows import Rows, log_only, need, on

DAY_MS = 86_400_000


@on(f.ModelCalled)
def called(rows: Rows, logged: Logged, fact: f.ModelCalled) -> None:
    rows.put(
        ModelCall(
            id=fact.call,
            assistant=fact.assistant,
            purpose=fact.purpose,
            model=fact.model,
            outcome=fact.outcome,
            at=logged.at,
            ms=fact.ms,
            tokens_in=fact.tokens_in,
            tokens_out=fact.tokens_out,
            cost=fact.cost,
            conversation=fact.conversation,
        )
    )
    day = logged.at // DAY_MS
    before = rows.get(ModelDay, fact.assistant, day) or ModelDay(assistant=fact.assistant, day=day)
    rows.put(
        replace(
            before,
            calls=before.calls + 1,
            failed=before.failed + (fact.outcome != "ok"),
            tokens=before.tokens + fact.tokens_in + fact.tokens_out,
            cost=before.cost + fact.cost,
        )
    )


@on(f.AssistantChanged)
def changed(rows: Rows, logged: Logged, fact: f.AssistantChanged) -> None:
    rows.put(ModelState(assistant=fact.assistant, why=fact.why, since=logged.at))


@on(f.SuggestionMade)
def made(rows: Rows, logged: Logged, fact: f.SuggestionMade) -> None:
    rows.put(
        Suggestion(
            id=fact.suggestion,
            conversation=fact.conversation,
            customer=fact.customer,
            kind=fact.kind,
            agent=fact.agent,
            at=logged.at,
            model=fact.model,
            offering=fact.offering,
        )
    )
    count = _count(rows, fact.kind, fact.offering)
    rows.put(replace(count, made=count.made + 1))


@on(f.SuggestionTaken)
def taken(rows: Rows, logged: Logged, fact: f.SuggestionTaken) -> None:
    row = need(rows.get(Suggestion, fact.suggestion), fact)
    rows.put(replace(row, state=fact.how, ended_at=logged.at))
    count = _count(rows, fact.kind, fact.offering)
    rows.put(
        replace(
            count,
            taken=count.taken + (fact.how == "taken"),
            edited=count.edited + (fact.how == "edited"),
            discarded=count.discarded + (fact.how == "discarded"),
        )
    )


@on(f.SuggestionWithheld)
def withheld(rows: Rows, logged: Logged, fact: f.SuggestionWithheld) -> None:
    rows.put(
        Suggestion(
            id=fact.suggestion,
            conversation=fact.conversation,
            customer=fact.customer,
            kind="offering",
            agent=fact.agent,
            at=logged.at,
            state="withheld",
            offering=fact.offering,
            why=fact.why,
        )
    )
    count = _count(rows, "offering", fact.offering)
    rows.put(replace(count, withheld=count.withheld + 1))


@on(f.EvaluationRan)
def ran(rows: Rows, logged: Logged, fact: f.EvaluationRan) -> None:
    rows.put(
        EvaluationRun(
            id=fact.run,
            evaluation=fact.evaluation,
            version=fact.version,
            at=logged.at,
            cases=fact.cases,
            passed=fact.passed,
            model=fact.model,
        )
    )


def _count(rows: Rows, kind: str, offering: str) -> SuggestionCount:
    return rows.get(SuggestionCount, kind, offering) or SuggestionCount(kind=kind, offering=offering)


log_only(f.BotAnswered)
