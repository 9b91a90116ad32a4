"""What if: a question to the twin, its answer, and putting it in force."""

from collections.abc import Mapping, Sequence
from typing import Annotated

import msgspec
from fastapi import APIRouter
from msgspec import structs

from atiende.actions import simulations as actions
from atiende.actions import what_if
from atiende.actions.ground import ground_of
from atiende.api import simulation_shapes as shapes
from atiende.api.admin_reach import must_reach
from atiende.api.admin_shapes import ChangeShown
from atiende.api.asked import Asked
from atiende.api.permissions import needs
from atiende.api.shapes import stamp
from atiende.api.steps import millis
from atiende.domain import documents as docs
from atiende.domain.agent import Agent
from atiende.domain.diff import differences
from atiende.domain.errors import NotAllowed
from atiende.domain.simulation import Simulation, days_before
from atiende.domain.work import User

router = APIRouter(prefix="/api/v1/simulations", tags=["simulations"])
SUPERVISE = "queue.supervise"
Supervises = Annotated[Asked, needs("queue.supervise")]
Publishes = Annotated[Asked, needs("config.publish")]


@router.get("/ground", response_model=shapes.Ground)
async def get_ground(asked: Supervises) -> shapes.Ground:
    """What a question starts from: past days with work, people, and a made-up day."""
    _must_see_all(asked)
    found = await ground_of(asked.desk, asked.tenant)
    days = await asked.views.past.days(asked.tenant, found.zone, days_before(asked.now, found.zone))
    return shapes.Ground(
        time_zone=found.zone,
        days=[shapes.DayHeld.model_validate(one) for one in days],
        people=[
            shapes.PersonThere(
                id=one.id,
                name=one.name,
                teams=list(one.ability.teams),
                skills=one.ability.skills,
                languages=one.ability.languages,
                workload=one.ability.workload,
            )
            for one in found.people
        ],
        streams=[
            shapes.Stream.model_validate(_shown_of(shapes.Stream, msgspec.to_builtins(one))) for one in found.streams
        ],
        shifts=[shapes.Shift.model_validate(_shown_of(shapes.Shift, msgspec.to_builtins(one))) for one in found.shifts],
    )


@router.get("/worked", response_model=shapes.Worked)
async def get_worked(asked: Supervises, day: str) -> shapes.Worked:
    """Who took work on a local date."""
    _must_see_all(asked)
    found = await ground_of(asked.desk, asked.tenant)
    return shapes.Worked(agents=list(await asked.views.past.worked(asked.tenant, found.zone, day)))


@router.get("", response_model=shapes.Simulations)
async def list_simulations(asked: Supervises) -> shapes.Simulations:
    """Every simulation that is kept, newest first."""
    _must_see_all(asked)
    rows = await actions.list_simulations(asked.desk, asked.tenant)
    names = await _names(asked, rows)
    return shapes.Simulations(items=[shapes.SimulationLine(**_line(row, names)) for row in rows])


@router.post("", response_model=shapes.SimulationLine, status_code=201)
async def start_simulation(given: shapes.Question, asked: Supervises) -> shapes.SimulationLine:
    """Asks the twin. 422 names every problem of the documents, as publishing them would."""
    _must_see_all(asked)
    since = None if given.since is None else millis(given.since)
    question = msgspec.convert(given.model_dump() | {"since": since}, what_if.Question)
    zone = (await ground_of(asked.desk, asked.tenant)).zone
    row = await actions.start_simulation(asked.desk, asked.tenant, asked.viewer.actor, question, zone)
    return shapes.SimulationLine(**_line(row, await _names(asked, [row])))


@router.get("/{simulation_id}", response_model=shapes.SimulationShown)
async def read_simulation(simulation_id: str, asked: Supervises) -> shapes.SimulationShown:
    """With its question, what it would change, and its answer once it is done."""
    _must_see_all(asked)
    return await _shown(asked, simulation_id)


@router.delete("/{simulation_id}", status_code=204)
async def delete_simulation(simulation_id: str, asked: Supervises) -> None:
    """Only what has ended."""
    _must_see_all(asked)
    await actions.delete_simulation(asked.desk, asked.tenant, simulation_id)


@router.post("/{simulation_id}/cancel", response_model=shapes.SimulationLine)
async def cancel_simulation(simulation_id: str, asked: Supervises) -> shapes.SimulationLine:
    """Stops it."""
    _must_see_all(asked)
    row = await actions.cancel_simulation(asked.desk, asked.tenant, simulation_id)
    return shapes.SimulationLine(**_line(row, await _names(asked, [row])))


@router.post("/{simulation_id}/apply", response_model=shapes.SimulationShown)
async def apply_simulation(simulation_id: str, asked: Publishes) -> shapes.SimulationShown:
    """Puts its documents and abilities in force, all or nothing, unless somebody changed one of them since."""
    _must_see_all(asked)
    run = await actions.read_simulation(asked.desk, asked.tenant, simulation_id)
    for one in run.question.documents:
        now = await asked.reading.get(docs.Document, one.kind, one.slug)
        before = [msgspec.json.decode(now.body)] if now else []
        must_reach(asked, "config.publish", one.kind, one.slug, *before, one.json)
    viewer = asked.viewer
    await actions.apply_simulation(asked.desk, asked.tenant, viewer.actor, simulation_id, viewer.permissions)
    return await _shown(asked, simulation_id)


def _must_see_all(asked: Asked) -> None:
    """The floor is the whole centre's: who is kept to some brands may not look into the others'. Raises NotAllowed."""
    if not asked.viewer.covers(SUPERVISE, "brand") or asked.viewer.brands is not None:
        raise NotAllowed(permission=SUPERVISE)


async def _shown(asked: Asked, simulation: str) -> shapes.SimulationShown:
    run = await actions.read_simulation(asked.desk, asked.tenant, simulation)
    question = msgspec.to_builtins(run.question)
    return shapes.SimulationShown(
        **_line(run.row, await _names(asked, [run.row])),
        question=shapes.Question.model_validate(_known(question)),
        changes=[*await _documents(asked, run), *await _people(asked, run)],
        answer=shapes.Answer.model_validate(run.answer) if run.answer else None,
    )


def _known(question: dict[str, object]) -> dict[str, object]:
    """Without what the twin has and the screens do not ask for."""
    streams, shifts, since = question["streams"], question["shifts"], question["since"]
    assert isinstance(streams, list | tuple) and isinstance(shifts, list | tuple)
    return question | {
        "since": stamp(since) if isinstance(since, int) else None,
        "streams": [_shown_of(shapes.Stream, one) for one in streams],
        "shifts": [_shown_of(shapes.Shift, one) for one in shifts],
    }


def _shown_of(shape: type[shapes.Given], value: Mapping[str, object]) -> dict[str, object]:
    return {name: value[name] for name in shape.model_fields}


async def _documents(asked: Asked, run: actions.Run) -> list[shapes.Change]:
    found = []
    for one in run.question.documents:
        now = await asked.reading.get(docs.Document, one.kind, one.slug)
        before = await asked.reading.get(docs.DocumentVersion, one.kind, one.slug, one.version)
        changes = differences(msgspec.json.decode(before.body) if before else {}, one.json)
        found.append(
            shapes.Change(
                kind=one.kind,
                slug=one.slug,
                name=str(one.body.get("name", one.slug)),
                new=one.version == 0,
                stale=run.row.applied_at is None and (now.version if now else 0) != one.version,
                changes=[ChangeShown(path=each.path, from_=each.old, to=each.new) for each in changes],
            )
        )
    return found


async def _people(asked: Asked, run: actions.Run) -> list[shapes.Change]:
    found = []
    for move in run.question.people:
        before = run.seen.abilities[move.agent]
        after = what_if.able(before, move)
        if move.out or after == before:
            continue
        user, agent = await asked.reading.get(User, move.agent), await asked.reading.get(Agent, move.agent)
        changes = differences(msgspec.to_builtins(before), msgspec.to_builtins(after))
        found.append(
            shapes.Change(
                kind="user",
                slug=move.agent,
                name=user.name if user else move.agent,
                new=False,
                stale=run.row.applied_at is None and (agent is None or agent.ability != before),
                changes=[ChangeShown(path=each.path, from_=each.old, to=each.new) for each in changes],
            )
        )
    return found


def _line(row: Simulation, names: Mapping[str, str]) -> dict[str, object]:
    return structs.asdict(row) | {
        "by_name": names.get(row.by, ""),
        "applied_by_name": names.get(row.applied_by, ""),
    }


async def _names(asked: Asked, rows: Sequence[Simulation]) -> dict[str, str]:
    found = {}
    for actor in {row.by for row in rows} | {row.applied_by for row in rows}:
        kind, _, ident = actor.partition(":")
        user = await asked.reading.get(User, ident) if kind == "agent" else None
        if user is not None:
            found[actor] = user.name
    return found
