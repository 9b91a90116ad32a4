"""The report of calls: how soon they were answered, where callers gave up, what was held, handed on and recorded."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, Field

from atiende.actions.call_reports import calls_between
from atiende.actions.missed import missed_calls
from atiende.actions.reporting import note_export
from atiende.api import reporting as made
from atiende.api.asked import Asked
from atiende.api.busy import not_when_busy
from atiende.api.call_report_files import calls_table, queues_table
from atiende.api.call_report_shapes import CallEntries, CallEntry, CallLine, CallReport
from atiende.api.missed import RecoveryShown
from atiende.api.permissions import needs
from atiende.api.report_files import as_csv
from atiende.api.reporting import Compare, Period, period_of
from atiende.domain import documents as docs
from atiende.domain.call_story import CallStory
from atiende.domain.missed import recovery
from atiende.domain.simulation import span_of
from atiende.ports.report_views import Span
from atiende.ports.views import ConversationRow
from atiende.reports.calls import IN_TIME_S, SETS, About, SetName, lost_where, numbers, talk_ms, waited_ms

router = APIRouter(prefix="/api/v1/reports/calls", tags=["reports"], dependencies=[not_when_busy("reports")])
EXPORT = "report.export"
Reads = Annotated[Asked, needs("report.read")]
Exports = Annotated[Asked, needs(EXPORT)]
Day = Annotated[str, Query(max_length=10, description="A local date, `2026-03-02`.")]
Seconds = Annotated[int, Query(ge=1, le=3600, description="Answered in time: within so many seconds of waiting.")]
Slug = Annotated[str, Query(max_length=100)]
LONGEST_DAYS = 92
SHOWN, MOST_EXPORTED = 200, 10_000


class CallsExport(BaseModel):
    """What to take along: the numbers queue by queue, or the calls of a set one by one."""

    what: Literal["queues", "calls"]
    of: SetName = "calls"
    since: str = Field(max_length=10)
    until: str = Field(default="", max_length=10)
    queue: str | None = Field(default=None, max_length=100)
    seconds: int = Field(default=IN_TIME_S, ge=1, le=3600)


@router.get("", response_model=CallReport)
async def report_calls(
    asked: Reads, since: Day, until: Day = "", compare: Compare = "", seconds: Seconds = IN_TIME_S
) -> CallReport:
    """Calls that came or were made on these dates, of the viewer's queues, all together and queue by queue."""
    return await _report(asked, period_of(since, until, compare, longest=LONGEST_DAYS), seconds)


async def _report(asked: Asked, period: Period, seconds: int, *permissions: str) -> CallReport:
    counted = (await asked.counting.served([Span(first=0, last=-1)]))[0]
    zone, bodies = counted.rules.time_zone, await made.queue_documents(asked)
    about = _about(asked, seconds, bodies)
    pairs = [(period.since, period.until), *([period.before] if period.before else [])]
    sides = [await _calls(asked, pair, zone, *permissions) for pair in pairs]
    shown = [numbers(side, about) for side in sides]
    return CallReport(
        about=made.about(counted, period, asked.now),
        seconds=seconds,
        total=shown[0],
        before=shown[1] if len(shown) > 1 else None,
        queues=_lines(sides, about, bodies),
        recovery=await _recovered(asked, period, zone),
    )


def _about(asked: Asked, seconds: int, bodies: Mapping[str, docs.Queue]) -> About:
    recorded = frozenset(slug for slug, body in bodies.items() if body.voice.recording != "off")
    return About(now=asked.now, seconds=seconds, recorded=recorded)


async def _calls(asked: Asked, pair: tuple[date, date], zone: str, *permissions: str) -> list[CallStory]:
    queues, brands = made.queues_seen(asked.viewer, *permissions)
    span = span_of(pair[0].isoformat(), zone)[0], span_of(pair[1].isoformat(), zone)[1]
    return await calls_between(asked.desk, asked.tenant, span, brands, queues)


def _lines(sides: Sequence[Sequence[CallStory]], about: About, bodies: Mapping[str, docs.Queue]) -> list[CallLine]:
    groups = [_by_queue(side) for side in sides]
    return [
        CallLine(
            queue=queue,
            name=bodies[queue].name if queue in bodies else queue,
            now=numbers(groups[0].get(queue, ()), about),
            before=numbers(groups[1].get(queue, ()), about) if len(groups) > 1 else None,
        )
        for queue in sorted({one for group in groups for one in group})
    ]


def _by_queue(calls: Sequence[CallStory]) -> dict[str, list[CallStory]]:
    found: dict[str, list[CallStory]] = {}
    for one in calls:
        found.setdefault(one.queue, []).append(one)
    return found


async def _recovered(asked: Asked, period: Period, zone: str) -> RecoveryShown:
    queues, brands = made.queues_seen(asked.viewer)
    since, until = made.moments_of(period, zone)
    rows = await missed_calls(asked.desk, asked.tenant, since, brands)
    told = recovery([one for one in rows if one.at < until and (queues is None or one.queue in queues)])
    return RecoveryShown(missed=told.missed, waiting=told.waiting, recovered=told.recovered, rate=told.rate)


@router.get("/entries", response_model=CallEntries)
async def report_call_entries(
    asked: Reads, of: SetName, since: Day, until: Day = "", queue: Slug | None = None, seconds: Seconds = IN_TIME_S
) -> CallEntries:
    """What stands behind a number: its calls, the newest first."""
    wanted = CallsExport(what="calls", of=of, since=since, until=until, queue=queue, seconds=seconds)
    return await _entries(asked, wanted, SHOWN)


async def _entries(asked: Asked, wanted: CallsExport, most: int, *permissions: str) -> CallEntries:
    period = period_of(wanted.since, wanted.until, longest=LONGEST_DAYS)
    counted = (await asked.counting.served([Span(first=0, last=-1)]))[0]
    about = _about(asked, wanted.seconds, await made.queue_documents(asked))
    calls = await _calls(asked, (period.since, period.until), counted.rules.time_zone, *permissions)
    found = [one for one in calls if SETS[wanted.of](one, about) and wanted.queue in (None, one.queue)][::-1]
    return CallEntries(
        about=made.about(counted, period, asked.now),
        of=wanted.of,
        count=len(found),
        more=len(found) > most,
        items=await _shown(asked, found[:most], about),
    )


async def _shown(asked: Asked, calls: Sequence[CallStory], about: About) -> list[CallEntry]:
    ids = list(dict.fromkeys(one.conversation for one in calls))
    seen: dict[str, ConversationRow] = {}
    for part in range(0, len(ids), SHOWN):
        rows = await asked.views.conversations.rows(asked.tenant, asked.viewer.sight, ids[part : part + SHOWN])
        seen |= {row.id: row for row in rows}
    names = await made.names_of_agents(asked)
    return [
        CallEntry(
            interaction=one.interaction,
            conversation=one.conversation,
            number=seen[one.conversation].number if one.conversation in seen else None,
            customer=seen[one.conversation].customer.name if one.conversation in seen else "",
            direction=one.direction,
            queue=one.queue,
            agent=names.get(one.agent, ""),
            began=one.began_at,
            waited_seconds=waited_ms(one, asked.now) / 1000,
            talk_seconds=talk_ms(one) / 1000,
            held_seconds=one.held_ms / 1000,
            transfers=one.transfers,
            lost=lost_where(one, about),
            became=one.became,
            judged=one.judged,
            recording=one.recording,
        )
        for one in calls
    ]


@router.post(
    "/export",
    dependencies=[not_when_busy("exports")],
    response_class=Response,
    responses={200: {"content": {"text/csv": {}}}},
)
async def export_calls(asked: Exports, wanted: CallsExport) -> Response:
    """The report as CSV; that it was taken is in the log before anybody has it."""
    made.queues_seen(asked.viewer, EXPORT)
    period = period_of(wanted.since, wanted.until, longest=LONGEST_DAYS)
    if wanted.what == "calls":
        entries = await _entries(asked, wanted, MOST_EXPORTED, EXPORT)
        zone, (columns, lines) = entries.about.zone, calls_table(entries.items, entries.about.zone)
    else:
        report = await _report(asked, period, wanted.seconds, EXPORT)
        zone, (columns, lines) = report.about.zone, queues_table((line.name, line.now) for line in report.queues)
    span = made.moments_of(period, zone)
    await note_export(asked.desk, asked.tenant, asked.viewer.actor, f"calls_{wanted.what}", span, "csv")
    name = f"atiende-calls-{wanted.what}-{period.since.isoformat()}-{period.until.isoformat()}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    content = as_csv(columns, lines, asked.viewer.locale or "en", "calls")
    return Response(content, media_type="text/csv; charset=utf-8", headers=headers)
