"""Learned matches and the algorithm file over HTTP: what was learned, whether it helps, and the switch."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Literal

import msgspec
from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel

from atiende.actions import algorithm_file, matching
from atiende.api.admin_reach import must_hold
from atiende.api.algorithm_page import render
from atiende.api.asked import Asked
from atiende.api.catalog import document_names
from atiende.api.permissions import needs
from atiende.api.problems import language_of
from atiende.api.shapes import Moment, Shape, stamp
from atiende.domain.documents import Document, Queue, read
from atiende.domain.errors import NotFound
from atiende.domain.match import Match, MatchWeek
from atiende.domain.work import User
from atiende.routing.learned import as_rows

router = APIRouter(prefix="/api/v1", tags=["matching"])
Supervises = Annotated[Asked, needs("queue.supervise")]
Audits = Annotated[Asked, needs("audit.read")]

PRINTED = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'"
FILE: dict[int | str, dict[str, Any]] = {
    200: {"content": {"text/html": {"schema": {"type": "string"}}, "application/json": {"schema": {"type": "object"}}}}
}
MONTH = timedelta(days=30)
MOMENTS = re.compile(r'"(at|since|until|week|\w+_at)":(\d+)')
"""Times in the file's JSON, the only whole numbers under these names."""


class Gain(Shape):
    """Percent of handling time, or points of service level; above 0 the match is better."""

    estimate: float
    low: float
    high: float


class Week(Shape):
    week: Moment
    pieces: int
    predicted_ms: int
    actual_ms: int
    drifted: bool


class MatchShown(Shape):
    """`version` 0: nothing has been learned yet. `why`: who or what switched it last."""

    queue: str
    name: str
    compare_percent: int
    on: bool
    why: str
    version: int
    trained_at: Moment | None
    trained_on: int
    inputs: list[str]
    switched_at: Moment | None
    evaluated_at: Moment | None
    learned: int
    control: int
    time_gain: Gain
    level_gain: Gain
    verdict: str
    weeks: list[Week]


class Matches(Shape):
    items: list[MatchShown]


class PredictedTime(Shape):
    """`kind` is `channel/reason/language`; `seen` how many past pieces say so."""

    agent: str
    name: str
    kind: str
    predicted_ms: int
    seen: int


class PredictedTimes(Shape):
    items: list[PredictedTime]


class SwitchWanted(BaseModel):
    on: bool


class Trained(Shape):
    """`learned` false: there is too little to learn from, or the match went off by itself."""

    learned: bool


@router.get("/matches", response_model=Matches)
async def list_matches(asked: Supervises) -> Matches:
    """Queues whose choice is `learned`: what they learned, what the comparison test says, and how it drifts."""
    found = await matching.learning_queues(asked.desk, asked.tenant)
    seen = [(slug, queue, match) for slug, queue, match in found if _supervised(asked, slug, queue)]
    return Matches(items=[await _shown(asked, slug, queue, match) for slug, queue, match in seen])


@router.get("/matches/{queue}/times", response_model=PredictedTimes)
async def read_times(asked: Supervises, queue: str) -> PredictedTimes:
    """The table a match decides by, whole."""
    await _queue_for(asked, queue)
    match = await asked.reading.get(Match, queue)
    if match is None:
        raise NotFound(kind="match", id=queue)
    names = await _names(asked)
    return PredictedTimes(
        items=[
            PredictedTime(agent=agent, name=names.get(agent, agent), kind=kind, predicted_ms=ms, seen=seen)
            for agent, kind, ms, seen in as_rows(match.table)
        ]
    )


@router.post("/matches/{queue}/switch", status_code=204)
async def switch_match(asked: Supervises, queue: str, wanted: SwitchWanted) -> None:
    """Off at once, or on again with a new comparison."""
    await _queue_for(asked, queue)
    await matching.switch_match(asked.desk, asked.tenant, queue, wanted.on, asked.viewer.actor)


@router.post("/matches/{queue}/train", response_model=Trained)
async def train_match(asked: Supervises, queue: str) -> Trained:
    """Now, instead of next night: judged by what has come since, and learned anew."""
    await _queue_for(asked, queue)
    return Trained(learned=await matching.renew_match(asked.desk, asked.tenant, queue))


@router.get("/algorithm-file", response_class=Response, responses=FILE)
async def get_algorithm_file(
    request: Request,
    asked: Audits,
    since: datetime | None = None,
    until: datetime | None = None,
    form: Annotated[Literal["html", "json"], Query()] = "html",
    language: Annotated[Literal["en", "es"] | None, Query()] = None,
) -> Response:
    """What is decided about people's work, by which rules and with what effect: printable, or as JSON. The last 30
    days unless said otherwise, at most a year. That it was taken is written in the log."""
    must_hold(asked, "audit.read")
    last = _ms(until) if until is not None else asked.now
    first = _ms(since) if since is not None else last - MONTH // timedelta(milliseconds=1)
    made = await algorithm_file.make_algorithm_file(asked.desk, asked.tenant, first, last, form, asked.viewer.actor)
    name = f"algorithm-file-{datetime.fromtimestamp(last / 1000, UTC):%Y-%m-%d}.{form}"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    if form == "json":
        body = msgspec.json.format(MOMENTS.sub(_as_moment, msgspec.json.encode(made).decode()))
        return Response(body, media_type="application/json", headers=headers)
    names = {**await _names(asked), **await document_names(asked, "team", "skill", "queue")}
    page = render(made, language or language_of(request), names)
    return Response(page, media_type="text/html", headers={**headers, "Content-Security-Policy": PRINTED})


def _supervised(asked: Asked, slug: str, queue: Queue) -> bool:
    sight = asked.viewer.sight_of("queue.supervise")
    return (sight.queues is None or slug in sight.queues) and (sight.brands is None or queue.brand in sight.brands)


async def _queue_for(asked: Asked, slug: str) -> Queue:
    """Raises NotFound for a queue that is not his to supervise."""
    document = await asked.reading.get(Document, "queue", slug)
    queue = read("queue", document.body) if document is not None and not document.retired else None
    if not isinstance(queue, Queue) or not _supervised(asked, slug, queue):
        raise NotFound(kind="queue", id=slug)
    return queue


async def _shown(asked: Asked, slug: str, queue: Queue, match: Match | None) -> MatchShown:
    weeks = await asked.reading.where(MatchWeek, {"queue": slug})
    return MatchShown(
        queue=slug,
        name=queue.name,
        compare_percent=queue.compare_percent,
        on=match.on if match else False,
        why=match.why if match else "",
        version=match.version if match else 0,
        trained_at=match.trained_at if match else None,
        trained_on=match.trained_on if match else 0,
        inputs=list(match.inputs) if match else [],
        switched_at=match.switched_at if match else None,
        evaluated_at=(match.evaluated_at or None) if match else None,
        learned=match.learned if match else 0,
        control=match.control if match else 0,
        time_gain=_gain(match.time_gain if match else (0, 0, 0)),
        level_gain=_gain(match.level_gain if match else (0, 0, 0)),
        verdict=match.verdict if match else "undecided",
        weeks=[Week.model_validate(one) for one in weeks],
    )


def _gain(gain: Sequence[float]) -> Gain:
    return Gain(estimate=gain[0], low=gain[1], high=gain[2])


async def _names(asked: Asked) -> dict[str, str]:
    return {one.id: one.name for one in await asked.reading.where(User, {}, limit=50_000)}


def _ms(moment: datetime) -> int:
    aware = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    return (aware - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)


def _as_moment(found: re.Match[str]) -> str:
    at = int(found[2])
    return f'"{found[1]}":"{stamp(at)}"' if at else f'"{found[1]}":null'
