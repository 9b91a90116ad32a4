"""How a report is made for a viewer: which dates, which queues and agents he may see, and lines from rows.

The scope of `report.read` decides: own is oneself, team one's teams' queues and people, brand the granted brands.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal, TypeVar
from zoneinfo import ZoneInfo

from atiende.actions.reporting import Counted
from atiende.api import report_shapes as shapes
from atiende.api.asked import Asked
from atiende.api.board_shapes import Measures as ShownMeasures
from atiende.api.who import Viewer
from atiende.domain import documents as docs
from atiende.domain.agent import Agent
from atiende.domain.errors import Invalid, NotAllowed
from atiende.domain.reporting import DAY, EDITION, AgentSum, QueueSum, ServedSum
from atiende.domain.simulation import span_of
from atiende.domain.work import User
from atiende.ports.report_views import Span
from atiende.reports.kept import agent_cell_of, cell_of
from atiende.reports.measures import SERVICE_LEVEL, Measures, agent_measures_of, measures_of, occupancy_of, spent_by
from atiende.reports.rules import ANSWER_SECONDS, Limits

READ = "report.read"
LONGEST_DAYS, LONGEST_IN_HALVES = 400, 100
EVERYBODY = 20_000
EPOCH = date(1970, 1, 1)
Compare = Literal["", "before", "week"]
R = TypeVar("R", QueueSum, AgentSum, ServedSum)
K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Period:
    """Local dates, both included, with those compared with."""

    since: date
    until: date
    before: tuple[date, date] | None

    def spans(self, queues: tuple[str, ...] | None, brands: tuple[str, ...] | None, grain: str = DAY) -> list[Span]:
        pairs = [(self.since, self.until), *([self.before] if self.before else [])]
        return [
            Span(first=number(first), last=number(last), grain=grain, queues=queues, brands=brands)
            for first, last in pairs
        ]


def number(day: date) -> int:
    """Days since 1970."""
    return (day - EPOCH).days


def date_of(day: int) -> str:
    return (EPOCH + timedelta(days=day)).isoformat()


def period_of(since: str, until: str, compare: Compare = "", *, longest: int = LONGEST_DAYS) -> Period:
    """At most `longest` days. `before` is the same number of days right before, `week` the same dates whole weeks
    earlier. Raises Invalid."""
    try:
        first, last = date.fromisoformat(since), date.fromisoformat(until or since)
    except ValueError:
        raise Invalid(field="since", reason="bad_format") from None
    days = (last - first).days + 1
    if not 1 <= days <= longest or first < EPOCH:
        raise Invalid(field="until", reason="bad_span", days=longest)
    if not compare:
        return Period(first, last, None)
    back = timedelta(days=days if compare == "before" else 7 * ((days + 6) // 7))
    return Period(first, last, (first - back, last - back))


def queues_seen(viewer: Viewer, *permissions: str) -> tuple[tuple[str, ...] | None, tuple[str, ...] | None]:
    """(queues, brands) as far as all these permissions reach (report.read at least); None is all. Raises NotAllowed
    for who sees only himself."""
    if _reaches(viewer, "all", permissions):
        return None, None
    if _reaches(viewer, "brand", permissions):
        return None, viewer.brands
    if _reaches(viewer, "team", permissions):
        return viewer.reach, viewer.brands
    raise NotAllowed(permission=READ)


def _reaches(viewer: Viewer, scope: str, permissions: Sequence[str]) -> bool:
    return all(viewer.covers(one, scope) for one in (READ, *permissions))


async def agents_seen(asked: Asked, *permissions: str) -> tuple[str, ...] | None:
    """Ids of those whose numbers he may see; None is everybody."""
    viewer = asked.viewer
    brandwide = _reaches(viewer, "brand", permissions)
    if _reaches(viewer, "all", permissions) or (brandwide and viewer.brands is None):
        return None
    if not _reaches(viewer, "team", permissions):
        return (viewer.user,)
    everybody = await asked.reading.where(Agent, {}, limit=EVERYBODY)
    if brandwide:
        mine = set(viewer.brands or ())
        return tuple(one.id for one in everybody if not one.ability.brands or mine & set(one.ability.brands))
    teams = next((set(one.ability.teams) for one in everybody if one.id == viewer.user), set[str]())
    return tuple(one.id for one in everybody if one.id == viewer.user or teams & set(one.ability.teams))


async def names_of_agents(asked: Asked) -> Mapping[str, str]:
    return {one.id: one.name for one in await asked.reading.where(User, {}, limit=EVERYBODY)}


async def queue_documents(asked: Asked) -> Mapping[str, docs.Queue]:
    found = {}
    for row in await asked.reading.where(docs.Document, {"kind": "queue"}, limit=EVERYBODY):
        body = docs.read("queue", row.body)
        if isinstance(body, docs.Queue):
            found[row.slug] = body
    return found


def about(counted: Counted, period: Period, now: int) -> shapes.Told:
    before = period.before
    return shapes.Told(
        since=period.since.isoformat(),
        until=period.until.isoformat(),
        before_since=before[0].isoformat() if before else None,
        before_until=before[1].isoformat() if before else None,
        zone=counted.rules.time_zone,
        edition=EDITION,
        seq=counted.seq,
        at=now,
        behind=counted.behind,
    )


def level_of(counted: Counted, queue: str, body: docs.Queue | None) -> shapes.Level:
    limits = counted.rules.limits.get(queue, Limits(0, ANSWER_SECONDS))
    return shapes.Level(
        variant=SERVICE_LEVEL,
        live_seconds=limits.live,
        answer_seconds=limits.answer,
        percent=body.service_percent if body else 80,
    )


def grouped(rows: Iterable[R], key: Callable[[R], K]) -> dict[K, list[R]]:
    found: dict[K, list[R]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return found


class Side:
    """One period's rows: of queues, and of the agents who worked in them."""

    def __init__(self, queues: Sequence[QueueSum], agents: Sequence[AgentSum], now: int) -> None:
        self.queues, self.agents, self.now = queues, agents, now
        self._spent = spent_by(agents)

    def measures(self, rows: Iterable[QueueSum]) -> Measures:
        cell = cell_of(rows)
        return measures_of(cell, self.now, occupancy_of(self._spent, cell.agents))


def queue_lines(
    sides: Sequence[Side], counted: Counted, bodies: Mapping[str, docs.Queue], *, by_channel: bool
) -> list[shapes.QueueLine]:
    """By queue, or by queue and channel; those with something in either period."""

    def key(row: QueueSum) -> tuple[str, str]:
        return row.queue, row.channel if by_channel else ""

    groups = [grouped(side.queues, key) for side in sides]
    keys = sorted({one for group in groups for one in group})
    return [
        shapes.QueueLine(
            queue=queue,
            name=bodies[queue].name if queue in bodies else queue,
            brand=bodies[queue].brand if queue in bodies else "",
            channel=channel,
            level=level_of(counted, queue, bodies.get(queue)),
            now=_shown(sides[0].measures(groups[0].get((queue, channel), ()))),
            before=_shown(sides[1].measures(groups[1].get((queue, channel), ()))) if len(sides) > 1 else None,
        )
        for queue, channel in keys
    ]


def _shown(measures: Measures) -> ShownMeasures:
    return ShownMeasures.model_validate(measures)


def total_of(side: Side) -> ShownMeasures:
    return _shown(side.measures(side.queues))


def interval_lines(side: Side, *, halves: bool) -> list[shapes.ReportInterval]:
    """Those in which something came."""
    by_agents = grouped(side.agents, lambda row: (row.day, row.begins))
    found = []
    for (day, begins), rows in sorted(grouped(side.queues, lambda row: (row.day, row.begins)).items()):
        part = Side(rows, by_agents.get((day, begins), []), side.now)
        now = _shown(part.measures(rows))
        found.append(shapes.ReportInterval(day=date_of(day), begins=begins if halves else None, now=now))
    return found


def agent_lines(sides: Sequence[Side], names: Mapping[str, str]) -> list[shapes.AgentLine]:
    groups = [grouped(side.agents, lambda row: row.agent) for side in sides]
    found = [
        shapes.AgentLine(
            agent=agent,
            name=names.get(agent, ""),
            now=shown_agent(groups[0].get(agent, ())),
            before=shown_agent(groups[1].get(agent, ())) if len(groups) > 1 else None,
        )
        for agent in {one for group in groups for one in group}
    ]
    return sorted(found, key=lambda line: (line.name.casefold(), line.agent))


def shown_agent(rows: Iterable[AgentSum]) -> shapes.AgentMeasures:
    return shapes.AgentMeasures.model_validate(agent_measures_of(agent_cell_of(rows)))


def moments_of(period: Period, zone: str) -> tuple[int, int]:
    """From the first date's midnight to the last one's end, ms UTC."""
    return span_of(period.since.isoformat(), zone)[0], span_of(period.until.isoformat(), zone)[1]


def today(zone: str, now: int) -> date:
    return datetime.fromtimestamp(now / 1000, UTC).astimezone(ZoneInfo(zone)).date()
