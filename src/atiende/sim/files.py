"""A plan from files: the question, the settings of both sides as directories, and arrivals as counts per interval.

    plan.yaml     time_zone, date, streams, replications, … (the fields of `ports.twin.Plan`)
    before/       queue/help.yaml, hours/office.yaml, … : documents as they are published, one file each
                  agents.yaml: who may do what, and when he is there

An agent: `{skills: {billing: 3}, teams: [one], shifts: ["08:00-16:00"], breaks: ["11:00-11:20"], count: 12}`; `count`
makes so many equal ones. Arrivals are CSV files of counts, in the layouts of `_LAYOUTS`.
"""

import csv
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import TypeVar
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Struct
from msgspec.structs import replace
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from atiende.domain.documents import KINDS, write
from atiende.domain.errors import Invalid
from atiende.domain.facts import Ability
from atiende.ports.twin import Arrival, Plan, Setting, Shift, Stream

T = TypeVar("T")
DAY = timedelta(days=1)
_LAYOUTS: tuple[tuple[tuple[str, ...], str, bool], ...] = (
    (("DateTime",), "Calls", False),
    (("date", "start"), "calls", False),
    (("hour",), "contacts", False),
    (("Date",), "calls", True),
)
"""Columns of the moment, column of the count, and whether the moment is UTC (else it is local time)."""


class Asked(Struct, forbid_unknown_fields=True, kw_only=True):
    """plan.yaml. One local day, from midnight to midnight, or `days` of them."""

    date: str
    streams: tuple[Stream, ...]
    time_zone: str = "Europe/Madrid"
    days: int = 1
    volume_percent: float = 100
    warm_up_minutes: int = 0
    replications: int = 10
    seed: int = 1
    threshold_seconds: int = 20


class Person(Struct, forbid_unknown_fields=True, kw_only=True):
    """One entry of agents.yaml."""

    shifts: tuple[str, ...] = ()
    breaks: tuple[str, ...] = ()
    count: int = 1
    brands: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    skills: dict[str, int] = {}
    languages: dict[str, int] = {}
    capacity: dict[str, int] = {}
    workload: str = ""


def read_plan(path: Path, before: Path, after: Path | None, arrivals: Path | None) -> Plan:
    """Raises Invalid with the file's name as the field, OSError."""
    asked = _typed(path, Asked)
    try:
        zone, day = ZoneInfo(asked.time_zone), date.fromisoformat(asked.date)
    except (ValueError, KeyError, OSError):
        raise Invalid(field=path.name, reason="unknown_time_zone") from None
    plan = Plan(
        time_zone=asked.time_zone,
        begins=_midnight(zone, day),
        ends=_midnight(zone, day + asked.days * DAY),
        before=read_setting(before),
        after=read_setting(after) if after is not None else None,
        streams=asked.streams,
        volume_percent=asked.volume_percent,
        warm_up_minutes=asked.warm_up_minutes,
        replications=asked.replications,
        seed=asked.seed,
        threshold_seconds=asked.threshold_seconds,
    )
    if arrivals is None:
        return plan
    return replace(plan, arrivals=read_arrivals(arrivals, plan), notes=("assumed_rates",))


def read_setting(directory: Path) -> Setting:
    documents: dict[str, str] = {}
    for path in sorted(directory.glob("*/*")):
        kind = path.parent.name
        if kind in KINDS and path.suffix in (".yaml", ".yml", ".json"):
            documents[f"{kind}/{path.stem}"] = write(_typed(path, KINDS[kind]))
    agents, shifts = dict[str, Ability](), list[Shift]()
    for name, person in _typed(directory / "agents.yaml", dict[str, Person]).items():
        for number in range(1, person.count + 1):
            agent = name if person.count == 1 else f"{name}-{number:03d}"
            agents[agent] = _ability(person)
            shifts.extend(_shifts(agent, person))
    return Setting(documents=documents, agents=agents, shifts=tuple(shifts))


def read_arrivals(path: Path, plan: Plan) -> tuple[Arrival, ...]:
    """Counts spread evenly at random over their intervals, as the plan's first stream. Raises Invalid."""
    if not plan.streams:
        raise Invalid(field="streams", reason="nothing_arrives")
    kind, draw = plan.streams[0], Random(plan.seed)
    counts = sorted(
        (at, count) for at, count in _counts(path, ZoneInfo(plan.time_zone)).items() if plan.begins <= at < plan.ends
    )
    gaps = [later - sooner for (sooner, _), (later, _) in pairwise(counts)]
    width = min(gaps, default=3_600_000)
    moments = sorted(at + draw.randrange(width) for at, count in counts for _ in range(count))
    if not moments:
        raise Invalid(field=path.name, reason="nothing_arrives")
    return tuple(Arrival(at=at, queue=kind.queue, channel=kind.channel) for at in moments if at < plan.ends)


def _counts(path: Path, zone: ZoneInfo) -> Mapping[int, int]:
    """By the beginning of the interval, ms UTC. Rows of one moment add up."""
    found: dict[int, int] = {}
    for at, count in _rows(path, zone):
        found[at] = found.get(at, 0) + count
    return found


def _rows(path: Path, zone: ZoneInfo) -> Iterator[tuple[int, int]]:
    rows = csv.DictReader(StringIO(path.read_text(encoding="utf-8-sig")))
    header = set(rows.fieldnames or ())
    layout = next((one for one in _LAYOUTS if {*one[0], one[1]} <= header), None)
    if layout is None:
        raise Invalid(field=path.name, reason="unknown_columns")
    moment, count, is_utc = layout
    for row in rows:
        try:
            wall = datetime.fromisoformat(" ".join(row[column] for column in moment))
            yield int(wall.replace(tzinfo=UTC if is_utc else zone).timestamp() * 1000), int(row[count])
        except (ValueError, TypeError):
            raise Invalid(field=f"{path.name}:{rows.line_num}", reason="bad_format") from None


def _ability(person: Person) -> Ability:
    return Ability(
        brands=person.brands,
        teams=person.teams,
        skills=person.skills,
        languages=person.languages,
        capacity=person.capacity,
        workload=person.workload,
    )


def _shifts(agent: str, person: Person) -> Iterator[Shift]:
    breaks = [_span(text) for text in person.breaks]
    for text in person.shifts:
        start, end = _span(text)
        inside = tuple((low, high) for low, high in breaks if start <= low < end)
        yield Shift(agent=agent, start=start, end=end, breaks=inside)


def _span(text: str) -> tuple[int, int]:
    """`22:00-06:00` goes on after midnight."""
    try:
        low, high = (60 * int(clock[:2]) + int(clock[3:]) for clock in text.split("-"))
    except ValueError:
        raise Invalid(field="agents.yaml", reason="bad_format") from None
    return low, high if high > low else high + 1440


def _midnight(zone: ZoneInfo, day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=zone).timestamp() * 1000)


def _typed(path: Path, shape: type[T]) -> T:
    """A YAML (or JSON) file as this shape."""
    try:
        return msgspec.convert(YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8")), shape)
    except (YAMLError, msgspec.ValidationError, UnicodeDecodeError) as error:
        raise Invalid(
            field=f"{path.parent.name}/{path.name}", reason="unreadable_document", problem=str(error)
        ) from None
