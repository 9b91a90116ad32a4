"""Reports: what happened in queues and at desks, of any dates; every number can be opened and taken along as a file."""

from collections.abc import Sequence
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, Field

from atiende.actions.reporting import note_export
from atiende.api import report_shapes as shapes
from atiende.api import reporting as made
from atiende.api.asked import Asked
from atiende.api.busy import not_when_busy
from atiende.api.permissions import needs
from atiende.api.problems import text
from atiende.api.report_files import Cell, agent_table, as_csv, entry_table, interval_table, queue_table
from atiende.api.reporting import Compare, Side, period_of
from atiende.domain.errors import NotAllowed
from atiende.domain.reporting import DAY, HALF, QueueEntry
from atiende.ports.report_views import EntriesWanted, Span
from atiende.ports.views import ConversationRow
from atiende.reports.measures import belongs

router = APIRouter(prefix="/api/v1/reports", tags=["reports"], dependencies=[not_when_busy("reports")])

Reads = Annotated[Asked, needs("report.read")]
Exports = Annotated[Asked, needs("report.export")]
Day = Annotated[str, Query(max_length=10, description="A local date, `2026-03-02`.")]
Slug = Annotated[str, Query(max_length=100)]
SetName = Literal[
    "offered", "answered", "abandoned", "short", "moved", "waiting", "in_time", "late", "level_base", "handled",
    "transferred",
]  # fmt: skip
MOST_ENTRIES = 50_000
SHOWN_ENTRIES = 200
MOST_EXPORTED = 10_000
EXPORT = "report.export"


class EntriesAsked(BaseModel):
    """`of` is the set; `begins` the start of one half hour, ms UTC; `agent` who took them."""

    of: SetName = "offered"
    since: str = Field(max_length=10)
    until: str = Field(default="", max_length=10)
    queue: str = Field(default="", max_length=100)
    channel: str = Field(default="", max_length=100)
    begins: int | None = Field(default=None, ge=0, le=2**53)
    agent: str = Field(default="", max_length=100)


class ExportAsked(EntriesAsked):
    """What to take along: queues, channels (of each queue), half hours, days, agents or entries."""

    what: Literal["queues", "channels", "half", "day", "agents", "entries"]


@router.get("/queues", response_model=shapes.QueueReport)
async def report_queues(asked: Reads, since: Day, until: Day = "", compare: Compare = "") -> shapes.QueueReport:
    """Every queue he may see, and every channel of each, over these dates; beside it the dates compared with."""
    period = period_of(since, until, compare)
    spans = period.spans(*made.queues_seen(asked.viewer))
    counted = await asked.counting.queues(spans)
    agents = await asked.counting.agents(spans, None)
    now, bodies = asked.now, await made.queue_documents(asked)
    sides = [Side(one.queues, other.agents, now) for one, other in zip(counted, agents, strict=True)]
    return shapes.QueueReport(
        about=made.about(counted[0], period, now),
        total=made.total_of(sides[0]),
        before=made.total_of(sides[1]) if period.before else None,
        queues=made.queue_lines(sides, counted[0], bodies, by_channel=False),
        channels=made.queue_lines(sides, counted[0], bodies, by_channel=True),
    )


@router.get("/intervals", response_model=shapes.IntervalReport)
async def report_intervals(
    asked: Reads,
    since: Day,
    until: Day = "",
    grain: Literal["half", "day"] = "half",
    queue: Slug = "",
    channel: Slug = "",
) -> shapes.IntervalReport:
    """Half hour by half hour, or day by day: of one queue or of all, of one channel or of all."""
    longest = made.LONGEST_IN_HALVES if grain == HALF else made.LONGEST_DAYS
    period = period_of(since, until, longest=longest)
    span = period.spans(*made.queues_seen(asked.viewer), grain=grain)[0]
    counted = (await asked.counting.queues([span]))[0]
    agents = (await asked.counting.agents([span], None))[0].agents
    rows = [row for row in counted.queues if queue in ("", row.queue) and channel in ("", row.channel)]
    side = Side(rows, agents, asked.now)
    return shapes.IntervalReport(
        about=made.about(counted, period, asked.now),
        total=made.total_of(side),
        intervals=made.interval_lines(side, halves=grain == HALF),
    )


@router.get("/agents", response_model=shapes.AgentReport)
async def report_agents(asked: Reads, since: Day, until: Day = "", compare: Compare = "") -> shapes.AgentReport:
    """Every agent whose numbers he may see: himself, his teams, his brands."""
    period = period_of(since, until, compare)
    counted = await asked.counting.agents(period.spans(None, None, DAY), await made.agents_seen(asked))
    sides = [Side((), one.agents, asked.now) for one in counted]
    return shapes.AgentReport(
        about=made.about(counted[0], period, asked.now),
        total=made.shown_agent(sides[0].agents),
        agents=made.agent_lines(sides, await made.names_of_agents(asked)),
    )


@router.get("/entries", response_model=shapes.Entries)
async def report_entries(asked: Reads, wanted: Annotated[EntriesAsked, Query()]) -> shapes.Entries:
    """What stands behind a number: the entries in its numerator or its denominator, the newest first."""
    return await _entries(asked, wanted, SHOWN_ENTRIES)


async def _entries(asked: Asked, wanted: EntriesAsked, most: int, *permissions: str) -> shapes.Entries:
    period, viewer = period_of(wanted.since, wanted.until), asked.viewer
    if wanted.agent:
        seen = await made.agents_seen(asked, *permissions)
        if seen is not None and wanted.agent not in seen:
            raise NotAllowed(permission=made.READ)
    own = wanted.agent != "" and wanted.agent == viewer.user
    queues, brands = (None, viewer.brands) if own else made.queues_seen(viewer, *permissions)
    if wanted.queue:
        queues = (wanted.queue,) if queues is None or wanted.queue in queues else ()
    span = Span(first=made.number(period.since), last=made.number(period.until), queues=queues, brands=brands)
    asks = EntriesWanted(span=span, channel=wanted.channel, begins=wanted.begins, agent=wanted.agent)
    counted = (await asked.counting.queues([Span(first=0, last=-1)]))[0]
    entries = await asked.counting.entries(asks, MOST_ENTRIES)
    found = [one for one in entries if belongs(one, wanted.of, asked.now)][::-1]
    return shapes.Entries(
        about=made.about(counted, period, asked.now),
        of=wanted.of,
        count=len(found),
        more=len(found) > most,
        items=await _lines(asked, found[:most]),
    )


async def _lines(asked: Asked, entries: Sequence[QueueEntry]) -> list[shapes.EntryLine]:
    """With the conversation's number and customer for who may read it."""
    ids = list(dict.fromkeys(one.conversation for one in entries))
    rows: dict[str, ConversationRow] = {}
    for start in range(0, len(ids), SHOWN_ENTRIES):
        part = ids[start : start + SHOWN_ENTRIES]
        rows |= {row.id: row for row in await asked.views.conversations.rows(asked.tenant, asked.viewer.sight, part)}
    names = await made.names_of_agents(asked)
    return [_line(one, rows.get(one.conversation), names.get(one.agent, "")) for one in entries]


def _line(one: QueueEntry, row: ConversationRow | None, agent_name: str) -> shapes.EntryLine:
    return shapes.EntryLine(
        interaction=one.interaction,
        conversation=one.conversation,
        number=row.number if row else None,
        customer=row.customer.name if row else "",
        subject=row.subject if row else "",
        queue=one.queue,
        channel=one.channel,
        entered=one.entered,
        left=one.left or None,
        deadline=one.deadline,
        wait_s=(one.left - one.entered) / 1000 if one.left else None,
        outcome=one.outcome,
        in_time=one.in_time,
        agent=one.agent,
        agent_name=agent_name,
        handle_s=one.handle_ms / 1000 if one.handle_ms >= 0 else None,
        transferred=one.transferred,
    )


@router.post(
    "/export",
    dependencies=[not_when_busy("exports")],
    response_class=Response,
    responses={200: {"content": {"text/csv": {}}}},
)
async def export_report(asked: Exports, wanted: ExportAsked) -> Response:
    """The report as CSV; that it was taken is in the log before anybody has it."""
    language = asked.viewer.locale or "en"
    period = period_of(wanted.since, wanted.until)
    columns, rows, zone = await _table(asked, wanted, language)
    span = made.moments_of(period, zone)
    await note_export(asked.desk, asked.tenant, asked.viewer.actor, f"report_{wanted.what}", span, "csv")
    name = f"atiende-{wanted.what}-{period.since.isoformat()}-{period.until.isoformat()}.csv"
    return Response(
        as_csv(columns, rows, language),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


async def _table(asked: Asked, wanted: ExportAsked, language: str) -> tuple[Sequence[str], list[list[Cell]], str]:
    made.queues_seen(asked.viewer, EXPORT)
    if wanted.what == "entries":
        entries = await _entries(asked, wanted, MOST_EXPORTED, EXPORT)
        return (*entry_table(entries), entries.about.zone)
    if wanted.what == "agents":
        agents = await report_agents(asked, wanted.since, wanted.until)
        seen = await made.agents_seen(asked, EXPORT)
        shown = [line for line in agents.agents if seen is None or line.agent in seen]
        return (*agent_table(shown), agents.about.zone)
    if wanted.what in ("half", "day"):
        found = await report_intervals(
            asked, wanted.since, wanted.until, wanted.what, queue=wanted.queue, channel=wanted.channel
        )
        return (*interval_table(found), found.about.zone)
    queues = await report_queues(asked, wanted.since, wanted.until)
    lines = queues.queues if wanted.what == "queues" else queues.channels
    names = {line.channel: text(language, f"channel.{line.channel}", {}, "report") for line in queues.channels}
    return (*queue_table(lines, names), queues.about.zone)
