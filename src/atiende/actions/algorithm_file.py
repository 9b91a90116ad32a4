"""The algorithm file: what is decided about people's work, by which rules, with what effect, and how to object.

What works councils, data-protection officers and the AI Act ask for, made from configuration, receipts and evaluations.
"""

from collections.abc import Sequence

from msgspec import Struct

from atiende import __version__
from atiende.actions.history import facts_between
from atiende.domain import facts as f
from atiende.domain.agent import Agent
from atiende.domain.documents import Document, Queue, Workload, read
from atiende.domain.errors import Invalid
from atiende.domain.match import Match, MatchWeek
from atiende.ports.desk import Desk
from atiende.ports.store import Change, Reading
from atiende.reports.algorithm import Period, Tally
from atiende.routing.learned import INPUTS

LONGEST_MS = 366 * 86_400_000

INPUTS_OF_RULES = (
    "queue", "channel", "brand", "waiting_since", "priority", "vip", "due", "required_skills", "required_language",
    "named_agent", "last_agent", "agent_state", "agent_idle_since", "agent_load", "agent_teams", "agent_skills",
    "agent_languages", "agent_brands", "agent_workload", "declined_lately",
)  # fmt: skip
"""Everything a decision looks at that is not learned; texts in `algorithm.json`."""
NOT_USED = (
    "customer_identity", "message_content", "protected_attributes", "voice_or_emotion", "quality_scores",
)  # fmt: skip


class QueueRules(Struct, frozen=True, kw_only=True):
    slug: str
    version: int
    published_at: int
    rules: Queue


class WorkloadRules(Struct, frozen=True, kw_only=True):
    slug: str
    version: int
    published_at: int
    limits: Workload


class LearnedMatch(Struct, frozen=True, kw_only=True):
    """A learned table's provenance and what its test says; the table itself names agents and stays in the product."""

    queue: str
    version: int
    on: bool
    why: str
    by: str
    switched_at: int
    trained_at: int
    trained_on: int
    transferred: int
    since: int
    until: int
    inputs: tuple[str, ...]
    agents: int
    kinds: tuple[str, ...]
    evaluated_at: int
    learned: int
    control: int
    time_gain: tuple[float, float, float]
    level_gain: tuple[float, float, float]
    verdict: str
    weeks: tuple[MatchWeek, ...]


class AlgorithmFile(Struct, frozen=True, kw_only=True):
    """Times are ms UTC; the period is [since, until)."""

    made_at: int
    made_by: str
    product: str
    position: int
    since: int
    until: int
    agents: int
    queues: tuple[QueueRules, ...]
    workloads: tuple[WorkloadRules, ...]
    inputs: tuple[str, ...]
    learned_inputs: tuple[str, ...]
    not_used: tuple[str, ...]
    matches: tuple[LearnedMatch, ...]
    period: Period


async def make_algorithm_file(desk: Desk, tenant: str, since: int, until: int, form: str, actor: str) -> AlgorithmFile:
    """For a period of at most a year. That it was taken is in the log before anybody has it. Raises Invalid."""
    if not 0 <= since < until or until - since > LONGEST_MS:
        raise Invalid(field="until", reason="bad_span", days=LONGEST_MS // 86_400_000)
    now, reading, tally = desk.clock.now(), desk.store.reading(tenant), Tally()
    async for logged in facts_between(desk, tenant, since, until):
        tally.apply(logged)
    documents = [one for one in await reading.where(Document, {}, limit=50_000) if not one.retired]
    agents = [one for one in await reading.where(Agent, {}, limit=50_000) if one.ability.active]
    made = AlgorithmFile(
        made_at=now,
        made_by=actor,
        product=f"Atiende {__version__}",
        position=await desk.store.head(tenant),
        since=since,
        until=until,
        agents=len(agents),
        queues=_queues(documents),
        workloads=_workloads(documents),
        inputs=INPUTS_OF_RULES,
        learned_inputs=INPUTS,
        not_used=NOT_USED,
        matches=await _matches(reading),
        period=tally.period(min(until, now)),
    )
    await _note(desk, tenant, made, form)
    return made


async def _note(desk: Desk, tenant: str, made: AlgorithmFile, form: str) -> None:
    def decide(change: Change) -> None:
        fact = f.ExportMade(what="algorithm_file", since=made.since, until=made.until, form=form)
        change.record(fact, actor=made.made_by)

    await desk.store.change(tenant, decide, at=desk.clock.now())


def _queues(documents: Sequence[Document]) -> tuple[QueueRules, ...]:
    found = [(one, read("queue", one.body)) for one in documents if one.kind == "queue"]
    return tuple(
        QueueRules(slug=one.slug, version=one.version, published_at=one.published_at, rules=body)
        for one, body in found
        if isinstance(body, Queue)
    )


def _workloads(documents: Sequence[Document]) -> tuple[WorkloadRules, ...]:
    found = [(one, read("workload", one.body)) for one in documents if one.kind == "workload"]
    return tuple(
        WorkloadRules(slug=one.slug, version=one.version, published_at=one.published_at, limits=body)
        for one, body in found
        if isinstance(body, Workload)
    )


async def _matches(reading: Reading) -> tuple[LearnedMatch, ...]:
    found = [(one, await reading.where(MatchWeek, {"queue": one.queue})) for one in await reading.where(Match, {})]
    return tuple(_shown(match, weeks) for match, weeks in found)


def _shown(match: Match, weeks: Sequence[MatchWeek]) -> LearnedMatch:
    return LearnedMatch(
        queue=match.queue,
        version=match.version,
        on=match.on,
        why=match.why,
        by=match.by,
        switched_at=match.switched_at,
        trained_at=match.trained_at,
        trained_on=match.trained_on,
        transferred=match.transferred,
        since=match.since,
        until=match.until,
        inputs=match.inputs,
        agents=len(match.table.agents),
        kinds=match.table.kinds,
        evaluated_at=match.evaluated_at,
        learned=match.learned,
        control=match.control,
        time_gain=match.time_gain,
        level_gain=match.level_gain,
        verdict=match.verdict,
        weeks=tuple(weeks),
    )
