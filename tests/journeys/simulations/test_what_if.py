"""A question to the twin waits its turn, runs, is kept, and is put in force or not."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from msgspec import structs

from atiende.actions import simulations as actions
from atiende.actions import what_if
from atiende.actions.configuration import Ref, publish
from atiende.actions.simulations import apply_simulation, cancel_simulation, read_simulation, start_simulation
from atiende.actions.users import Person, change_user
from atiende.actions.what_if import Edited, Extra, Moved, Question
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.agent import Agent
from atiende.domain.check import Unfit
from atiende.domain.errors import Conflict, Invalid, NotAllowed, NotFound, TooMany, WrongState
from atiende.domain.permissions import ROLES
from atiende.domain.simulation import Simulation, SimulationText
from atiende.domain.work import Changed, Timer
from atiende.ports.desk import Desk
from atiende.ports.store import Change
from atiende.ports.twin import Plan, Setting, Shift, Stream
from atiende.reactors.simulate import Simulator
from tests.fakes import VirtualClock, open_desk, settle
from tests.journeys.simulations.fake_twin import FakeTwin
from tests.journeys.small_centre import ANA, DOCUMENTS, LUIS, TENANT, small_centre
from tests.proof import proven

ADMIN = ROLES["admin"]
ZONE = "Europe/Madrid"
BY = f"agent:{ANA}"
QUIET = Stream(queue="support", channel="webchat", per_hour=(6.0,))
SHIFTS = (Shift(agent=ANA, start=540, end=1080), Shift(agent=LUIS, start=540, end=1080))


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    """The rows are plain ones, kept alike on both databases: the embedded one is enough, and quick."""
    async with open_desk(tmp_path) as made:
        yield made


@pytest.fixture
async def twin(desk: Desk) -> FakeTwin:
    return FakeTwin()


@pytest.fixture
async def tried(desk: Desk, twin: FakeTwin) -> Desk:
    """A desk with the small centre and the fake twin."""
    await small_centre(desk)
    return replace(desk, twin=twin)


def asking(**how: object) -> Question:
    question = Question(title="¿Y si…?", streams=(QUIET,), shifts=SHIFTS)
    return structs.replace(question, **how)


def queue(**how: object) -> Edited:
    body = structs.replace(DOCUMENTS["queue", "support"], **how)
    return Edited(kind="queue", slug="support", version=1, body=msgspec.to_builtins(body))


async def ask(desk: Desk, question: Question) -> str:
    return (await start_simulation(desk, TENANT, BY, question, ZONE)).id


async def state_of(desk: Desk, simulation: str) -> Simulation:
    return (await read_simulation(desk, TENANT, simulation)).row


async def ran(desk: Desk, question: Question) -> str:
    simulation = await ask(desk, question)
    await Simulator(desk).run(TENANT, simulation)
    return simulation


@asynccontextmanager
async def running(desk: Desk, *simulations: str) -> AsyncIterator[Simulator]:
    """The timers have fired for these."""
    simulator = Simulator(desk)
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(simulator.run(TENANT, one)) for one in simulations]
        await settle()
        yield simulator
        for task in tasks:
            task.cancel()


async def until(clock: VirtualClock, met: Callable[[], Awaitable[bool]]) -> None:
    for _ in range(200):
        if await met():
            return
        await clock.advance(0.5)
    raise AssertionError("it never came")


def clock_of(desk: Desk) -> VirtualClock:
    assert isinstance(desk.clock, VirtualClock)
    return desk.clock


async def test_a_question_is_kept_with_its_answer(tried: Desk, twin: FakeTwin) -> None:
    simulation = await ran(tried, asking(documents=(queue(priority=1),)))
    run = await read_simulation(tried, TENANT, simulation)
    assert (run.row.state, run.row.progress, run.row.by) == ("done", 1, BY)
    assert run.answer is not None and run.answer.after is not None
    assert run.question.documents[0].body["priority"] == 1
    assert await tried.store.reading(TENANT).where(Timer, {"kind": actions.TIMER}) == []


async def test_the_twin_is_given_the_centre_as_it_is_and_as_it_would_be(tried: Desk, twin: FakeTwin) -> None:
    moved = Moved(agent=LUIS, skills={}, languages={"en": 4}, start=600, end=900)
    await ran(tried, asking(documents=(queue(priority=1),), people=(moved,), extra=(Extra(like=ANA, count=2),)))
    plan = twin.plans[0]
    assert plan.after is not None
    assert '"priority":3' in plan.before.documents["queue/support"]
    assert '"priority":1' in plan.after.documents["queue/support"]
    assert plan.before.agents[LUIS].languages == {"es": 5} and plan.after.agents[LUIS].languages == {"en": 4}
    assert {shift.agent: (shift.start, shift.end) for shift in plan.after.shifts} == {
        ANA: (540, 1080),
        LUIS: (600, 900),
        "extra-1": (540, 1080),
        "extra-2": (540, 1080),
    }
    assert not [name for name in plan.before.documents if name.startswith("endpoint/")]


async def test_who_is_left_out_does_not_work(tried: Desk, twin: FakeTwin) -> None:
    await ran(tried, asking(people=(Moved(agent=LUIS, out=True),)))
    after = twin.plans[0].after
    assert after is not None
    assert set(after.agents) == {ANA} and [shift.agent for shift in after.shifts] == [ANA]


async def test_a_question_without_a_change_has_one_side_only(tried: Desk, twin: FakeTwin) -> None:
    unchanged = await ran(tried, asking(documents=(queue(),)))
    assert twin.plans[0].after is None
    answer = (await read_simulation(tried, TENANT, unchanged)).answer
    assert answer is not None and answer.after is None


@pytest.mark.parametrize(("compare", "sides"), [("today", (100, 100, 200)), ("same", (200, 100, 100))])
async def test_twice_the_volume_is_compared_with_today_or_with_itself(
    tried: Desk, twin: FakeTwin, compare: str, sides: tuple[int, int, int]
) -> None:
    await ran(tried, asking(volume_percent=200, compare=compare, people=(Moved(agent=LUIS, out=True),)))
    plan = twin.plans[0]
    assert plan.after is not None
    assert (plan.volume_percent, plan.before.volume_percent, plan.after.volume_percent) == sides


async def test_a_past_day_is_lived_again_under_todays_rules(tried: Desk, twin: FakeTwin) -> None:
    await ran(tried, asking(day="2026-05-28", streams=(), shifts=(), documents=(queue(priority=1),)))
    plan = twin.plans[0]
    assert plan.arrivals and (plan.ends - plan.begins) == 24 * 3_600_000
    assert '"priority":3' in plan.before.documents["queue/support"]


async def test_it_goes_on_from_a_moment_of_the_day(tried: Desk, twin: FakeTwin) -> None:
    made = tried.clock.now()
    await ran(tried, asking(day="2026-05-28", since=made, streams=(), shifts=()))
    assert twin.plans[0].begins == made
    with pytest.raises(Invalid):
        await ask(tried, asking(day="2026-05-27", since=made, streams=(), shifts=()))


async def test_where_nobody_was_present_those_who_took_work_are_supposed_to_have_been(tried: Desk) -> None:
    now = what_if.today([], await tried.store.reading(TENANT).where(Agent, {}))
    empty = Plan(time_zone=ZONE, begins=0, ends=1, before=Setting(documents={}, agents={}))
    plan = what_if.of_a_day(empty, now, {LUIS})
    assert [shift.agent for shift in plan.before.shifts] == [LUIS]
    assert (set(plan.before.agents), plan.notes) == ({LUIS}, ("nobody_present",))
    known = structs.replace(empty, before=structs.replace(empty.before, shifts=SHIFTS[:1]))
    assert what_if.of_a_day(known, now, {LUIS}).before.shifts == SHIFTS[:1]


async def test_a_day_without_work_fails_and_says_so(tried: Desk) -> None:
    simulation = await ran(tried, asking(day="2026-01-06", streams=(), shifts=()))
    row = await state_of(tried, simulation)
    assert (row.state, row.why) == ("failed", "no_arrivals")


async def test_what_breaks_in_the_engine_ends_the_run_and_nothing_else(tried: Desk, twin: FakeTwin) -> None:
    twin.failure = ValueError("no such thing")
    simulation = await ran(tried, asking())
    assert (await state_of(tried, simulation)).why == "unexpected"
    twin.failure = None
    assert (await state_of(tried, await ran(tried, asking()))).state == "done"


async def test_progress_is_seen_while_it_runs(tried: Desk, twin: FakeTwin) -> None:
    twin.gate.clear()
    simulation = await ask(tried, asking())
    async with running(tried, simulation):

        async def moved() -> bool:
            return (await state_of(tried, simulation)).progress > 0.3

        await until(clock_of(tried), moved)
        assert (await state_of(tried, simulation)).state == "running"
        twin.gate.set()

        async def done() -> bool:
            return (await state_of(tried, simulation)).state == "done"

        await until(clock_of(tried), done)


async def test_cancelled_it_stops_and_stays_cancelled(tried: Desk, twin: FakeTwin) -> None:
    twin.gate.clear()
    simulation, next_one = await ask(tried, asking()), await ask(tried, asking())
    async with running(tried, simulation, next_one):
        await until(clock_of(tried), lambda: _is(tried, simulation, "running"))
        await cancel_simulation(tried, TENANT, simulation)
        await until(clock_of(tried), lambda: _is(tried, next_one, "running"))
    assert (await state_of(tried, simulation)).state == "cancelled"
    with pytest.raises(WrongState):
        await cancel_simulation(tried, TENANT, simulation)


async def _is(desk: Desk, simulation: str, state: str) -> bool:
    return (await state_of(desk, simulation)).state == state


async def test_one_at_a_time_the_others_wait_their_turn(tried: Desk, twin: FakeTwin) -> None:
    simulations = [await ask(tried, asking()) for _ in range(3)]
    simulator = Simulator(tried)
    async with asyncio.TaskGroup() as group:
        for one in simulations:
            group.create_task(simulator.run(TENANT, one))
    assert twin.most_at_once == 1
    assert [(await state_of(tried, one)).state for one in simulations] == ["done"] * 3


async def test_after_a_stop_the_one_under_way_is_interrupted_and_the_waiting_one_runs(
    tried: Desk, twin: FakeTwin
) -> None:
    twin.gate.clear()
    under_way, waiting = await ask(tried, asking()), await ask(tried, asking())
    async with running(tried, under_way):
        await until(clock_of(tried), lambda: _is(tried, under_way, "running"))
    twin.gate.set()  # the server starts again: the timers fire for both
    restarted = Simulator(tried)
    await restarted.run(TENANT, under_way)
    await restarted.run(TENANT, waiting)
    assert (await state_of(tried, under_way)).state == "interrupted"
    assert (await state_of(tried, waiting)).state == "done"


async def test_what_is_done_comes_into_force_with_facts_and_history(tried: Desk) -> None:
    moved = Moved(agent=LUIS, languages={"es": 5, "en": 3})
    simulation = await ran(tried, asking(documents=(queue(priority=1),), people=(moved,)))
    applied = await apply_simulation(tried, TENANT, BY, simulation, ADMIN)
    reading = tried.store.reading(TENANT)
    document, agent = await reading.get(docs.Document, "queue", "support"), await reading.get(Agent, LUIS)
    assert applied.applied_by == BY and document is not None and agent is not None
    assert (document.version, '"priority":1' in document.body) == (2, True)
    assert agent.ability.languages == {"es": 5, "en": 3}
    told = [
        one for one in await tried.store.log(TENANT, 0) if isinstance(one.fact, f.DocumentPublished | f.UserChanged)
    ]
    assert {one.actor for one in told[-2:]} == {BY}
    history = {one.subject: (one.old, one.new) for one in await reading.where(Changed, {})}
    assert history["queue:support"] == ("3", "1")
    assert await proven(tried.store, TENANT) == []
    with pytest.raises(WrongState):
        await apply_simulation(tried, TENANT, BY, simulation, ADMIN)


async def test_a_new_workload_comes_with_the_person_who_is_to_have_it(tried: Desk) -> None:
    body = msgspec.to_builtins(docs.Workload(name="Con calma", breather_seconds=60, long_minutes=10))
    calm = Edited(kind="workload", slug="calm", version=0, body=body)
    simulation = await ran(tried, asking(documents=(calm,), people=(Moved(agent=ANA, workload="calm"),)))
    await apply_simulation(tried, TENANT, BY, simulation, ADMIN)
    agent = await tried.store.reading(TENANT).get(Agent, ANA)
    assert agent is not None and agent.ability.workload == "calm"


async def test_what_somebody_changed_meanwhile_is_not_overwritten(tried: Desk) -> None:
    simulation = await ran(tried, asking(documents=(queue(priority=1),)))
    other = structs.replace(DOCUMENTS["queue", "support"], priority=5)

    def decide(change: Change) -> None:
        publish(change, "agent:other", Ref("queue", "support"), other)

    await tried.store.change(TENANT, decide, at=tried.clock.now())
    with pytest.raises(Conflict):
        await apply_simulation(tried, TENANT, BY, simulation, ADMIN)
    with pytest.raises(Conflict):
        await ask(tried, asking(documents=(queue(priority=1),)))
    assert (await state_of(tried, simulation)).applied_at is None


async def test_all_of_it_comes_into_force_or_nothing(tried: Desk) -> None:
    moved = Moved(agent=LUIS, languages={"en": 3})
    simulation = await ran(tried, asking(documents=(queue(priority=1),), people=(moved,)))
    await change_user(tried, TENANT, "agent:other", LUIS, Person(languages={"fr": 1}))
    with pytest.raises(Conflict):
        await apply_simulation(tried, TENANT, BY, simulation, ADMIN)
    document = await tried.store.reading(TENANT).get(docs.Document, "queue", "support")
    assert document is not None and document.version == 1


async def test_people_are_changed_only_by_who_may(tried: Desk) -> None:
    simulation = await ran(tried, asking(people=(Moved(agent=LUIS, languages={"en": 3}),)))
    with pytest.raises(NotAllowed):
        await apply_simulation(tried, TENANT, BY, simulation, ROLES["supervisor"] | {"config.publish": "all"})


async def test_imagined_people_and_volume_are_nothing_to_publish(tried: Desk) -> None:
    simulation = await ran(tried, asking(volume_percent=200, people=(Moved(agent=LUIS, out=True),)))
    with pytest.raises(Invalid):
        await apply_simulation(tried, TENANT, BY, simulation, ADMIN)


async def test_a_document_is_checked_as_in_the_administration(tried: Desk) -> None:
    with pytest.raises(Unfit) as refused:
        await ask(tried, asking(documents=(queue(teams=["nobody"]),)))
    assert refused.value.problems[0].field == "queue/support:teams[0]"


@pytest.mark.parametrize(
    "wrong",
    [
        {"streams": ()},
        {"shifts": ()},
        {"volume_percent": 0},
        {"replications": 51},
        {"day": "tomorrow"},
        {"shifts": (Shift(agent=ANA, start=600, end=600),)},
        {"documents": (Edited(kind="role", slug="admin", body={}),)},
    ],
)
async def test_a_question_that_makes_no_sense_is_refused(tried: Desk, wrong: dict[str, object]) -> None:
    with pytest.raises(Invalid):
        await ask(tried, asking(**wrong))


async def test_who_is_not_there_cannot_be_moved(tried: Desk) -> None:
    with pytest.raises(NotFound):
        await ask(tried, asking(people=(Moved(agent="usr_nobody", out=True),)))


async def test_only_so_many_wait_and_only_so_many_are_kept(tried: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MOST_KEPT", 2)
    monkeypatch.setattr(actions, "MOST_OPEN", 2)
    first = await ran(tried, asking())
    await ran(tried, asking())
    last = await ran(tried, asking())
    assert first not in [row.id for row in await actions.list_simulations(tried, TENANT)]
    assert await tried.store.reading(TENANT).get(SimulationText, first) is None
    assert (await state_of(tried, last)).state == "done"
    await ask(tried, asking())
    await ask(tried, asking())
    with pytest.raises(TooMany):
        await ask(tried, asking())


async def test_what_runs_cannot_be_deleted_what_ended_can(tried: Desk) -> None:
    simulation = await ask(tried, asking())
    with pytest.raises(WrongState):
        await actions.delete_simulation(tried, TENANT, simulation)
    await cancel_simulation(tried, TENANT, simulation)
    await actions.delete_simulation(tried, TENANT, simulation)
    assert list(await actions.list_simulations(tried, TENANT)) == []
