"""What customers got done without a person: flows, drop-off and handoffs, by dates; every number can be opened."""

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response
from msgspec.structs import asdict
from pydantic import BaseModel, Field

from atiende.actions.reporting import note_export
from atiende.api import reporting as made
from atiende.api import selfservice_shapes as shapes
from atiende.api.asked import Asked
from atiende.api.busy import not_when_busy
from atiende.api.permissions import needs
from atiende.api.report_files import as_csv
from atiende.api.reporting import Compare, period_of
from atiende.api.selfservice_files import CATALOGUE, Table, lines_table, nodes_table, reasons_table, sessions_table
from atiende.domain import documents as docs
from atiende.domain.errors import NotAllowed
from atiende.domain.flow_documents import Flow
from atiende.domain.reporting import ServedSession, ServedSum
from atiende.ports.report_views import SessionsWanted, Span
from atiende.ports.views import ConversationRow
from atiende.reports import served as numbers
from atiende.reports.selfservice import added

router = APIRouter(prefix="/api/v1/reports", tags=["reports"], dependencies=[not_when_busy("reports")])
Reads = Annotated[Asked, needs("report.read")]
Exports = Annotated[Asked, needs("report.export")]
Day = Annotated[str, Query(max_length=10, description="A local date, `2026-03-02`.")]
Slug = Annotated[str, Query(max_length=100)]
MOST_SESSIONS = 50_000
SHOWN, MOST_EXPORTED = 200, 10_000
EXPORT = "report.export"
SetName = Literal[
    "sessions", "ended", "goal", "contained", "not_contained", "unassisted", "left", "handoffs", "taken", "late",
    "lost", "failed", "offered", "deflected", "found", "missing", "judged",
]  # fmt: skip


class SessionsAsked(BaseModel):
    """`of` is the set; `node` where they ended; `why` they went to people."""

    of: SetName = "sessions"
    since: str = Field(max_length=10)
    until: str = Field(default="", max_length=10)
    flow: str = Field(default="", max_length=100)
    channel: str = Field(default="", max_length=100)
    node: str = Field(default="", max_length=100)
    reason: str | None = Field(default=None, max_length=100)
    why: str = Field(default="", max_length=100)


class ServedExport(SessionsAsked):
    """What to take along."""

    what: Literal["flows", "nodes", "reasons", "days", "sessions"]


@router.get("/selfservice", response_model=shapes.SelfServiceReport)
async def report_selfservice(
    asked: Reads, since: Day, until: Day = "", compare: Compare = "", flow: Slug = "", channel: Slug = ""
) -> shapes.SelfServiceReport:
    """What flows did over these dates: of all of them or of one, on all channels or on one."""
    period = period_of(since, until, compare)
    counted = await asked.counting.served(period.spans(None, _brands(asked)))
    sides = [_narrow(one.served, flow, channel) for one in counted]
    flows = [row for row in sides[0] if row.flow]
    whole = added(row.counts for row in sides[0])
    before = [_served(_in_flows(side)) for side in sides[1:]]
    titles = await _titles(asked)
    return shapes.SelfServiceReport(
        about=made.about(counted[0], period, asked.now),
        total=_served(flows),
        before=before[0] if before else None,
        flows=_lines(sides, lambda row: row.flow, titles),
        channels=_lines(sides, lambda row: row.channel, {}),
        days=sorted(_lines(sides[:1], lambda row: made.date_of(row.day), {}), key=lambda line: line.name),
        nodes=_nodes(flows, titles),
        reasons=await _reasons(asked, whole),
        whys=[shapes.HandoffWhy(why=why, count=count) for why, count in numbers.whys(whole).items()],
        scores=[
            shapes.Score(scale=scale, score=score, count=count)
            for scale in ("csat", "nps", "ces")
            for score, count in sorted(numbers.scores(whole, scale).items())
        ],
    )


def _brands(asked: Asked, *permissions: str) -> tuple[str, ...] | None:
    """Flows are a brand's, not a team's. Raises NotAllowed for who sees only himself or his teams."""
    queues, brands = made.queues_seen(asked.viewer, *permissions)
    if queues is not None:
        raise NotAllowed(permission=made.READ)
    return brands


def _narrow(rows: Sequence[ServedSum], flow: str, channel: str) -> list[ServedSum]:
    return [row for row in rows if flow in ("", row.flow) and channel in ("", row.channel)]


def _in_flows(rows: Sequence[ServedSum]) -> list[ServedSum]:
    return [row for row in rows if row.flow]


def _served(rows: Sequence[ServedSum]) -> shapes.Served:
    return shapes.Served.model_validate(numbers.served(added(row.counts for row in rows)))


def _lines(
    sides: Sequence[Sequence[ServedSum]], key: Callable[[ServedSum], str], titles: Mapping[str, tuple[str, str]]
) -> list[shapes.ServedLine]:
    """Those with something in either period, the most used first."""
    groups = [made.grouped(_in_flows(side), key) for side in sides]
    found = [
        shapes.ServedLine(
            name=name,
            title=titles.get(name, (name, ""))[0],
            title_es=titles.get(name, (name, ""))[1],
            now=_served(groups[0].get(name, ())),
            before=_served(groups[1].get(name, ())) if len(groups) > 1 else None,
        )
        for name in {one for group in groups for one in group}
    ]
    there = [line for line in found if line.now.sessions or (line.before and line.before.sessions)]
    return sorted(there, key=lambda line: -line.now.sessions)


def _nodes(rows: Sequence[ServedSum], titles: Mapping[str, tuple[str, str]]) -> list[shapes.Node]:
    found: list[shapes.Node] = []
    for flow, of in made.grouped(rows, lambda row: row.flow).items():
        title, title_es = titles.get(flow, (flow, ""))
        for one in numbers.nodes(flow, added(row.counts for row in of)):
            found.append(shapes.Node(**asdict(one), title=title, title_es=title_es))
    return sorted(found, key=lambda one: -one.entered)


async def _reasons(asked: Asked, counts: dict[str, int]) -> list[shapes.OfReason]:
    found = []
    for one in numbers.reasons(counts):
        row = await asked.reading.get(docs.Document, "reason", one.reason) if one.reason else None
        body = docs.read("reason", row.body) if row else None
        title, title_es = (body.name, body.name_es) if isinstance(body, docs.Reason) else (one.reason, "")
        found.append(shapes.OfReason(**asdict(one), title=title, title_es=title_es))
    return found


async def _titles(asked: Asked) -> dict[str, tuple[str, str]]:
    """Names of flows, and their Spanish ones."""
    rows = await asked.reading.where(docs.Document, {"kind": "flow"}, limit=5000)
    bodies = {row.slug: docs.read("flow", row.body) for row in rows}
    return {slug: (body.name, body.name_es) for slug, body in bodies.items() if isinstance(body, Flow)}


@router.get("/selfservice/sessions", response_model=shapes.Sessions)
async def report_sessions(asked: Reads, wanted: Annotated[SessionsAsked, Query()]) -> shapes.Sessions:
    """What stands behind a number: the times through flows in its numerator or denominator, the newest first."""
    return await _sessions(asked, wanted, SHOWN)


async def _sessions(asked: Asked, wanted: SessionsAsked, most: int, *permissions: str) -> shapes.Sessions:
    period = period_of(wanted.since, wanted.until)
    span = Span(first=made.number(period.since), last=made.number(period.until), brands=_brands(asked, *permissions))
    counted = (await asked.counting.served([Span(first=0, last=-1)]))[0]
    asks = SessionsWanted(span=span, flow=wanted.flow, channel=wanted.channel)
    rows = await asked.counting.sessions(asks, MOST_SESSIONS)
    found = [one for one in rows if _wanted(one, wanted)][::-1]
    return shapes.Sessions(
        about=made.about(counted, period, asked.now),
        of=wanted.of,
        count=len(found),
        more=len(found) > most,
        items=await _session_lines(asked, found[:most]),
    )


def _wanted(one: ServedSession, wanted: SessionsAsked) -> bool:
    return (
        numbers.SETS[wanted.of](one)
        and wanted.node in ("", one.node)
        and wanted.reason in (None, one.reason)
        and wanted.why in ("", one.why)
    )


async def _session_lines(asked: Asked, rows: Sequence[ServedSession]) -> list[shapes.SessionLine]:
    """With the conversation's number and customer for who may read it."""
    ids = list(dict.fromkeys(one.conversation for one in rows))
    seen: dict[str, ConversationRow] = {}
    for start in range(0, len(ids), SHOWN):
        part = ids[start : start + SHOWN]
        seen |= {row.id: row for row in await asked.views.conversations.rows(asked.tenant, asked.viewer.sight, part)}
    return [_line(one, seen.get(one.conversation)) for one in rows]


def _line(one: ServedSession, row: ConversationRow | None) -> shapes.SessionLine:
    return shapes.SessionLine(
        interaction=one.interaction,
        conversation=one.conversation,
        number=row.number if row else None,
        customer=row.customer.name if row else "",
        flow=one.flow,
        version=one.version,
        channel=one.channel,
        began=one.began,
        ended=one.ended or None,
        seconds=(one.ended - one.began) / 1000 if one.ended else None,
        outcome=one.outcome,
        node=one.node,
        goal=one.goal,
        contained=one.contained,
        reason=one.reason,
        why=one.why,
        failed=one.failed,
    )


@router.post("/selfservice/export", response_class=Response, responses={200: {"content": {"text/csv": {}}}})
async def export_selfservice(asked: Exports, wanted: ServedExport) -> Response:
    """The report as CSV; that it was taken is in the log before anybody has it."""
    _brands(asked, EXPORT)
    language = asked.viewer.locale or "en"
    (columns, lines), zone = await _table(asked, wanted)
    period = period_of(wanted.since, wanted.until)
    span = made.moments_of(period, zone)
    await note_export(asked.desk, asked.tenant, asked.viewer.actor, f"selfservice_{wanted.what}", span, "csv")
    name = f"atiende-selfservice-{wanted.what}-{period.since.isoformat()}-{period.until.isoformat()}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    content = as_csv(columns, lines, language, CATALOGUE)
    return Response(content, media_type="text/csv; charset=utf-8", headers=headers)


async def _table(asked: Asked, wanted: ServedExport) -> tuple[Table, str]:
    if wanted.what == "sessions":
        found = await _sessions(asked, wanted, MOST_EXPORTED, EXPORT)
        return sessions_table(found), found.about.zone
    report = await report_selfservice(asked, wanted.since, wanted.until, "", wanted.flow, wanted.channel)
    tables: Mapping[str, Callable[[], Table]] = {
        "flows": lambda: lines_table("flow", report.flows),
        "days": lambda: lines_table("day", report.days),
        "nodes": lambda: nodes_table(report.nodes),
        "reasons": lambda: reasons_table(report.reasons),
    }
    return tables[wanted.what](), report.about.zone
