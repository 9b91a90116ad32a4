"""What somebody asks the twin in the words of a screen, and the plan it becomes. Nothing here touches the centre."""

from collections.abc import Mapping, Sequence, Set

import msgspec
from msgspec import Struct, structs

from atiende.domain import documents as docs
from atiende.domain.agent import Agent
from atiende.domain.check import Json
from atiende.domain.facts import Ability
from atiende.domain.simulation import day_after, span_of
from atiende.ports.twin import Plan, Setting, Shift, Stream

KINDS = ("queue", "workload", "hours")
"""What may be tried out: the documents that decide who gets what, and when."""
ROUTED_BY = ("brand", "team", "skill", "reason", "disposition", *KINDS)
"""What the twin is given of the configuration."""
OPENS, CLOSES = 9, 18
"""The usual hours of people, where nothing better is known."""
NOBODY_PRESENT = "nobody_present"
MOST_EXTRA = 200
"""People one may imagine beside those there are."""


class Edited(Struct, frozen=True, kw_only=True):
    """A document as it would be, begun from `version`; 0 is a new one."""

    kind: str
    slug: str
    body: dict[str, object]
    version: int = 0

    @property
    def json(self) -> Json:
        """The body for the check, which walks JSON of any shape."""
        json: Json = msgspec.json.decode(msgspec.json.encode(self.body))
        return json


class Moved(Struct, frozen=True, kw_only=True):
    """Somebody as he would be; what is None stays. `out`: not there at all. `start`, `end`: his shift, in minutes of
    the local day, instead of what it was."""

    agent: str
    out: bool = False
    teams: tuple[str, ...] | None = None
    skills: dict[str, int] | None = None
    languages: dict[str, int] | None = None
    workload: str | None = None
    start: int | None = None
    end: int | None = None


class Extra(Struct, frozen=True, kw_only=True):
    """`count` more people who can do what `like` can, at his hours."""

    like: str
    count: int


class Question(Struct, frozen=True, kw_only=True):
    """`day` lives a local date again; without one, `streams` arrive and `shifts` are worked on a made-up day.

    `since`, ms UTC within the day, begins there: what waited and what was in hand then is taken over.
    `volume_percent` is of the after side alone with `compare` today, of both with same: then only the changes differ.
    """

    title: str
    day: str = ""
    since: int | None = None
    streams: tuple[Stream, ...] = ()
    shifts: tuple[Shift, ...] = ()
    documents: tuple[Edited, ...] = ()
    people: tuple[Moved, ...] = ()
    extra: tuple[Extra, ...] = ()
    volume_percent: float = 100
    compare: str = "today"
    replications: int = 10
    warm_up_minutes: int = 0
    seed: int = 1
    threshold_seconds: int = 20


class Seen(Struct, frozen=True, kw_only=True):
    """What the question was asked of: the centre's zone, and what the people it changes could do."""

    zone: str
    abilities: dict[str, Ability] = {}


def today(documents: Sequence[docs.Document], agents: Sequence[Agent]) -> Setting:
    """The centre as it is configured now; nobody has a shift yet."""
    return Setting(
        documents={
            f"{row.kind}/{row.slug}": row.body for row in documents if row.kind in ROUTED_BY and not row.retired
        },
        agents={agent.id: agent.ability for agent in agents if agent.ability.active},
    )


def of_a_day(past: Plan, now: Setting, took: Set[str]) -> Plan:
    """That day's work and hours under today's rules; who has left since still works, as he was.

    Where nobody was signed in as present, those who `took` work are supposed to have been there the usual hours.
    """
    shifts = past.before.shifts
    supposed = () if shifts else tuple(Shift(agent=who, start=OPENS * 60, end=CLOSES * 60) for who in sorted(took))
    worked = {shift.agent for shift in (*shifts, *supposed)}
    before = structs.replace(
        past.before,
        documents={**past.before.documents, **now.documents},
        agents={**past.before.agents, **{who: ability for who, ability in now.agents.items() if who in worked}},
        shifts=(*shifts, *supposed),
    )
    return structs.replace(past, before=before, notes=(*past.notes, NOBODY_PRESENT) if supposed else past.notes)


def of_a_scenario(question: Question, now: Setting, zone: str, moment: int) -> Plan:
    """A made-up day: tomorrow, so that rules with an opening day are those of a day to come."""
    begins, ends = span_of(day_after(moment, zone), zone)
    return Plan(
        time_zone=zone,
        begins=begins,
        ends=ends,
        before=structs.replace(now, shifts=question.shifts),
        streams=question.streams,
    )


def asked(question: Question, base: Plan) -> Plan:
    """The plan with its after side, unless nothing would differ."""
    both = question.compare == "same"
    after = changed(question, base.before)
    after = structs.replace(after, volume_percent=100 if both else question.volume_percent)
    return structs.replace(
        base,
        after=None if after == base.before else after,
        volume_percent=question.volume_percent if both else 100,
        replications=question.replications,
        warm_up_minutes=question.warm_up_minutes,
        seed=question.seed,
        threshold_seconds=question.threshold_seconds,
    )


def changed(question: Question, before: Setting) -> Setting:
    """The setting with the changes made."""
    documents = dict(before.documents)
    for one in question.documents:
        documents[f"{one.kind}/{one.slug}"] = msgspec.json.encode(one.body).decode()
    moves = {one.agent: one for one in question.people}
    agents = {
        who: able(ability, moves.get(who))
        for who, ability in before.agents.items()
        if who not in moves or not moves[who].out
    }
    shifts = [shift for shift in before.shifts if shift.agent in agents and not _shifted(moves, shift.agent)]
    shifts += [
        Shift(agent=one.agent, start=one.start or 0, end=one.end or 0)
        for one in question.people
        if one.agent in agents and _shifted(moves, one.agent)
    ]
    more, theirs = _joined(question.extra, agents, shifts)
    return structs.replace(before, documents=documents, agents={**agents, **more}, shifts=(*shifts, *theirs))


def able(ability: Ability, move: Moved | None) -> Ability:
    """What somebody could do after the change."""
    if move is None:
        return ability
    fields = ("teams", "skills", "languages", "workload")
    given = {name: value for name in fields if (value := getattr(move, name)) is not None}
    return structs.replace(ability, **given)


def _shifted(moves: Mapping[str, Moved], agent: str) -> bool:
    return agent in moves and moves[agent].start is not None


def _joined(
    extra: Sequence[Extra], agents: Mapping[str, Ability], shifts: Sequence[Shift]
) -> tuple[dict[str, Ability], list[Shift]]:
    """Imagined people, each under an id of his own."""
    people: dict[str, Ability] = {}
    hours: list[Shift] = []
    for one in extra:
        for _ in range(one.count if one.like in agents else 0):
            name = f"extra-{len(people) + 1}"
            people[name] = agents[one.like]
            hours += [structs.replace(shift, agent=name) for shift in shifts if shift.agent == one.like]
    return people, hours
