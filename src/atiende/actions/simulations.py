"""Trying out before changing: a simulation is asked for, waits its turn, runs, is kept, and may be put in force.

Asking records no fact: nothing happens to the centre. Putting in force is publishing and changing people as anybody
does it: the same checks, facts and history.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import msgspec
from msgspec import Struct, structs

from atiende.actions.configuration import Ref, publish
from atiende.actions.published import Published
from atiende.actions.users import Person, ability_problems, alter_user
from atiende.actions.what_if import KINDS, MOST_EXTRA, Edited, Question, Seen, able
from atiende.domain import document_rules as rules
from atiende.domain import documents as docs
from atiende.domain.agent import Agent
from atiende.domain.check import Problem, Unfit
from atiende.domain.errors import Conflict, Invalid, NotAllowed, NotFound, TooMany, WrongState
from atiende.domain.facts import Ability
from atiende.domain.permissions import allows
from atiende.domain.simulation import ENDED, OPEN, Simulation, SimulationText, span_of
from atiende.domain.work import Timer
from atiende.ports.desk import Desk
from atiende.ports.store import Change
from atiende.ports.twin import Answer

TIMER = "simulate"
MOST_OPEN = 10
"""Simulations of one centre that may wait or run."""
MOST_KEPT = 200
MOST_REPLICATIONS = 50
AGAIN_SECONDS = 60
DAY_MINUTES = 1440


class Run(Struct, frozen=True):
    """A simulation with its long parts."""

    row: Simulation
    question: Question
    seen: Seen
    answer: Answer | None


@dataclass(frozen=True, slots=True)
class Tried:
    """`document_rules.Known` as it would be: what is tried out stands in for what is published."""

    published: Published
    bodies_tried: Mapping[tuple[str, str], docs.Body]

    @property
    def local_webhooks(self) -> bool:
        return self.published.local_webhooks

    def body(self, kind: str, slug: str) -> docs.Body | None:
        return self.bodies_tried.get((kind, slug)) or self.published.body(kind, slug)

    def bodies(self, kind: str) -> Iterable[tuple[str, docs.Body]]:
        there = dict(self.published.bodies(kind))
        return (there | {slug: body for (of, slug), body in self.bodies_tried.items() if of == kind}).items()

    def has_secret(self, name: str) -> bool:
        return self.published.has_secret(name)

    def template_problem(self, template: str) -> str:
        return self.published.template_problem(template)

    def expression_problem(self, source: str) -> str:
        return self.published.expression_problem(source)

    def settings_problems(self, channel: str, settings: Mapping[str, object]) -> Sequence[tuple[str, str]] | None:
        return self.published.settings_problems(channel, settings)


async def start_simulation(desk: Desk, tenant: str, actor: str, question: Question, zone: str) -> Simulation:
    """Checked in full, as publishing would. Raises Unfit, Invalid, Conflict (a newer version), TooMany."""
    _sensible(question, zone)
    made = Simulation(
        id=desk.ids.new("sim"), title=question.title.strip(), day=question.day, by=actor, at=desk.clock.now()
    )

    def decide(change: Change) -> Simulation:
        rows = change.where(Simulation, {})
        if sum(row.state in OPEN for row in rows) >= MOST_OPEN:
            raise TooMany(retry_after=AGAIN_SECONDS)
        tried = structs.replace(question, documents=_fitting(desk, change, question))
        seen = Seen(zone=zone, abilities=_abilities(desk, change, tried))
        text = SimulationText(id=made.id, question=_json(tried), seen=_json(seen))
        change.put(made)
        change.put(text)
        change.put(Timer(kind=TIMER, key=made.id, due=change.at))
        _forget_oldest(change, rows)
        return made

    return await desk.store.change(tenant, decide, at=desk.clock.now())


def _sensible(question: Question, zone: str) -> None:
    """Numbers that mean something. Raises Invalid."""
    _some_work(question, zone)
    ranges = {
        "volume_percent": (question.volume_percent, 1, 1000),
        "replications": (question.replications, 1, MOST_REPLICATIONS),
        "warm_up_minutes": (question.warm_up_minutes, 0, 720),
        "threshold_seconds": (question.threshold_seconds, 1, 86_400),
        "extra": (sum(one.count for one in question.extra), 0, MOST_EXTRA),
    }
    for field, (value, least, most) in ranges.items():
        if not least <= value <= most:
            raise Invalid(field=field, reason="out_of_range")
    spans: list[tuple[int | None, int | None]] = [(one.start, one.end) for one in question.shifts]
    spans += [(move.start, move.end) for move in question.people if (move.start, move.end) != (None, None)]
    for start, end in spans:
        if start is None or end is None or not start < end <= start + DAY_MINUTES:
            raise Invalid(field="shifts", reason="out_of_range")


def _some_work(question: Question, zone: str) -> None:
    """A day that can be, or a made-up one with work and people. Raises Invalid."""
    if not question.day:
        for field in ("streams", "shifts"):
            if not getattr(question, field):
                raise Invalid(field=field, reason="required")
        return
    begins, ends = span_of(question.day, zone)
    if question.since is not None and not begins <= question.since < ends:
        raise Invalid(field="since", reason="out_of_range")


def _fitting(desk: Desk, change: Change, question: Question) -> tuple[Edited, ...]:
    """The documents as they would be stored. Raises Unfit: each field under its document's `kind/slug`."""
    tried = Tried(Published(desk, change), _shaped(question.documents))
    problems: list[Problem] = []
    found = []
    for one in question.documents:
        _same_version(change, one)
        try:
            body = rules.fit(one.kind, one.slug, one.json, tried)
        except Unfit as unfit:
            problems += [structs.replace(each, field=f"{one.kind}/{one.slug}:{each.field}") for each in unfit.problems]
        else:
            found.append(structs.replace(one, body=msgspec.json.decode(docs.write(body))))
    if problems:
        raise Unfit(problems)
    return tuple(found)


def _shaped(documents: Sequence[Edited]) -> dict[tuple[str, str], docs.Body]:
    """Those of the right shape: what the others refer to. Raises Invalid for a kind that is not tried out."""
    found: dict[tuple[str, str], docs.Body] = {}
    for one in documents:
        if one.kind not in KINDS:
            raise Invalid(field="documents", reason="unknown")
        try:
            found[one.kind, one.slug] = msgspec.convert(one.body, docs.KINDS[one.kind])
        except msgspec.ValidationError:
            continue  # its own check says what is wrong with it
    return found


def _same_version(change: Change, one: Edited) -> None:
    now = change.get(docs.Document, one.kind, one.slug)
    if (now.version if now else 0) != one.version:
        raise Conflict(reason="newer_version", kind=one.kind, slug=one.slug)


def _abilities(desk: Desk, change: Change, question: Question) -> dict[str, Ability]:
    """What the people it changes can do now. Raises NotFound, Unfit."""
    tried = Tried(Published(desk, change), _shaped(question.documents))
    found: dict[str, Ability] = {}
    for who in {one.agent for one in question.people} | {one.like for one in question.extra}:
        agent = change.get(Agent, who)
        if agent is None:
            raise NotFound(kind="user", id=who)
        found[who] = agent.ability
    for move in question.people:
        problems = ability_problems(tried, able(found[move.agent], move))
        if problems:
            raise Unfit([structs.replace(each, field=f"user/{move.agent}:{each.field}") for each in problems])
    return found


def _forget_oldest(change: Change, rows: Sequence[Simulation]) -> None:
    ended = [row for row in rows if row.state in ENDED]
    for row in ended[: max(0, len(rows) + 1 - MOST_KEPT)]:
        _drop(change, row.id)


def _drop(change: Change, simulation: str) -> None:
    change.drop(Simulation, simulation)
    change.drop(SimulationText, simulation)


async def list_simulations(desk: Desk, tenant: str) -> Sequence[Simulation]:
    """Newest first."""
    rows = await desk.store.reading(tenant).where(Simulation, {}, limit=MOST_KEPT + MOST_OPEN)
    return sorted(rows, key=lambda row: (row.at, row.id), reverse=True)


async def read_simulation(desk: Desk, tenant: str, simulation: str) -> Run:
    """Raises NotFound."""
    reading = desk.store.reading(tenant)
    row, text = await reading.get(Simulation, simulation), await reading.get(SimulationText, simulation)
    if row is None or text is None:
        raise NotFound(kind="simulation", id=simulation)
    answer = msgspec.json.decode(text.answer, type=Answer) if text.answer else None
    return Run(
        row, msgspec.json.decode(text.question, type=Question), msgspec.json.decode(text.seen, type=Seen), answer
    )


async def cancel_simulation(desk: Desk, tenant: str, simulation: str) -> Simulation:
    """It stops within a second or two. Raises NotFound, WrongState when it has ended."""

    def decide(change: Change) -> Simulation:
        row = _row(change, simulation)
        if row.state not in OPEN:
            raise WrongState(state=row.state)
        return _ended(change, row, "cancelled")

    return await desk.store.change(tenant, decide, at=desk.clock.now())


async def delete_simulation(desk: Desk, tenant: str, simulation: str) -> None:
    """Raises NotFound, WrongState while it is under way."""

    def decide(change: Change) -> None:
        row = _row(change, simulation)
        if row.state in OPEN:
            raise WrongState(state=row.state)
        _drop(change, simulation)

    await desk.store.change(tenant, decide, at=desk.clock.now())


async def begin_simulation(desk: Desk, tenant: str, simulation: str) -> bool:
    """Its turn has come: whether it is to be run. One that runs already was cut off by a stop of the server."""

    def decide(change: Change) -> bool:
        row = change.get(Simulation, simulation)
        if row is None or row.state not in OPEN:
            change.drop(Timer, TIMER, simulation)
            return False
        if row.state == "running":
            _ended(change, row, "interrupted")
            return False
        change.put(structs.replace(row, state="running", started_at=change.at))
        return True

    return await desk.store.change(tenant, decide, at=desk.clock.now())


async def note_progress(desk: Desk, tenant: str, simulation: str, progress: float) -> bool:
    """Whether it is to go on: nobody has cancelled it."""

    def decide(change: Change) -> bool:
        row = change.get(Simulation, simulation)
        if row is None or row.state != "running":
            return False
        if progress > row.progress:
            change.put(structs.replace(row, progress=min(progress, 1.0)))
        return True

    return await desk.store.change(tenant, decide, at=desk.clock.now())


async def end_simulation(desk: Desk, tenant: str, simulation: str, answer: Answer | None, why: str = "") -> None:
    """Done with its answer, or failed. What was cancelled meanwhile stays so."""

    def decide(change: Change) -> None:
        row, text = change.get(Simulation, simulation), change.get(SimulationText, simulation)
        if row is None or text is None or row.state != "running":
            return
        if answer is not None:
            change.put(structs.replace(text, answer=_json(answer)))
        _ended(
            change,
            structs.replace(row, why=why, progress=1 if answer else row.progress),
            "done" if answer else "failed",
        )

    await desk.store.change(tenant, decide, at=desk.clock.now())


async def apply_simulation(desk: Desk, tenant: str, actor: str, simulation: str, held: Mapping[str, str]) -> Simulation:
    """Its documents and abilities come into force, all or nothing. Shifts, people imagined or left out, and volume are
    not ours to set.

    Raises NotFound, WrongState unless it is done and not applied, Invalid when it changes nothing, Conflict when
    somebody changed one of them since, Unfit, NotAllowed.
    """

    def decide(change: Change) -> Simulation:
        row, text = _row(change, simulation), change.get(SimulationText, simulation)
        if row.state != "done" or row.applied_at is not None or text is None:
            raise WrongState(state="applied" if row.applied_at else row.state)
        question = msgspec.json.decode(text.question, type=Question)
        seen = msgspec.json.decode(text.seen, type=Seen)
        changes = _publish_all(desk, change, actor, question) + _change_people(
            desk, change, actor, (question, seen), held
        )
        if not changes:
            raise Invalid(field="changes", reason="nothing_to_apply")
        applied = structs.replace(row, applied_at=change.at, applied_by=actor)
        change.put(applied)
        return applied

    return await desk.store.change(tenant, decide, at=desk.clock.now())


def _publish_all(desk: Desk, change: Change, actor: str, question: Question) -> int:
    """What others refer to comes first."""
    fitting = {(one.kind, one.slug): one for one in _fitting(desk, change, question)}
    for one in sorted(fitting.values(), key=lambda one: KINDS.index(one.kind), reverse=True):
        publish(change, actor, Ref(one.kind, one.slug), msgspec.convert(one.body, docs.KINDS[one.kind]))
    return len(fitting)


def _change_people(
    desk: Desk, change: Change, actor: str, asked: tuple[Question, Seen], held: Mapping[str, str]
) -> int:
    question, seen = asked
    count = 0
    for move in question.people:
        agent = change.get(Agent, move.agent)
        before = seen.abilities[move.agent]
        after = able(before, move)
        if move.out or after == before:
            continue
        if not allows(held, "user.manage", "all"):
            raise NotAllowed(permission="user.manage")
        if agent is None or agent.ability != before:
            raise Conflict(reason="changed_meanwhile", kind="user", id=move.agent)
        person = Person(teams=after.teams, skills=after.skills, languages=after.languages, workload=after.workload)
        alter_user(desk, change, actor, move.agent, person, held)
        count += 1
    return count


def _row(change: Change, simulation: str) -> Simulation:
    row = change.get(Simulation, simulation)
    if row is None:
        raise NotFound(kind="simulation", id=simulation)
    return row


def _ended(change: Change, row: Simulation, state: str) -> Simulation:
    ended = structs.replace(row, state=state, ended_at=change.at)
    change.put(ended)
    change.drop(Timer, TIMER, row.id)
    return ended


def _json(value: Struct) -> str:
    return msgspec.json.encode(value).decode()
