"""Steps that widen with time, in sentences."""

import pytest

from atiende.domain import facts as f
from atiende.domain.documents import Required, Step
from atiende.routing import rules
from atiende.routing.explain import Wanted
from atiende.routing.receipt import Decision, Widening
from tests.pure.routing.centre import START, Centre

NARROW = {"teams": ["day"], "skills": [Required(skill="tech", level=4)]}
STEPS = [Step(after_seconds=20, skills=[Required(skill="tech", level=2)]), Step(after_seconds=60, teams=[], skills=[])]


@pytest.fixture
def centre() -> Centre:
    found = Centre()
    found.queue("sales", **NARROW, steps=STEPS)
    found.agent("ana", teams=("day",), skills={"tech": 2})
    found.agent("ben", teams=("night",))
    return found


def test_work_is_offered_to_more_people_step_by_step(centre: Centre) -> None:
    centre.work("w1", entered=START)
    assert centre.decides() == [] and centre.floor.next_wake(START) == START + 20_000
    centre.now = START + 20_000
    assert centre.widens() == [("w1", 1, None)]
    assert centre.decides() == [("w1", "ana")]
    centre.declines("w1", "ana")


def test_the_second_step_lets_everybody_in(centre: Centre) -> None:
    centre.happens(f.AgentStateChanged(agent="ana", state="paused"))
    centre.work("w1", entered=START)
    centre.now = START + 60_000
    assert [centre.widens(), centre.widens()] == [[("w1", 1, None)], [("w1", 2, None)]]
    assert centre.decides() == [("w1", "ben")]


def test_steps_count_from_when_it_came_into_the_queue_and_are_kept_by_a_missed_offer(centre: Centre) -> None:
    centre.work("w1", since=START - 500_000, entered=START)
    assert centre.widens() == []
    centre.work("w2", entered=START - 30_000, step=1)
    assert centre.decides() == [("w2", "ana")]


def test_a_step_keeps_the_place(centre: Centre) -> None:
    centre.happens(f.AgentStateChanged(agent="ana", state="paused"))
    centre.work("first", entered=START)
    centre.now += 1_000
    centre.work("second", entered=START, step=1)
    centre.now = START + 20_000
    centre.widens()
    told = centre.floor.why("second", centre.now)
    assert (told.before, told.ahead) == (("first",), 1)


def test_a_step_can_make_it_urgent_but_never_less(centre: Centre) -> None:
    centre.queue("sales", steps=[Step(after_seconds=10, priority=1), Step(after_seconds=20, priority=4)])
    centre.happens(f.AgentStateChanged(agent="ana", state="paused"))
    centre.happens(f.AgentStateChanged(agent="ben", state="paused"))
    centre.work("w1", priority=3, entered=START)
    centre.now = START + 20_000
    centre.widens()
    centre.widens()
    told = centre.floor.why("w1", centre.now)
    assert told.rank[3] == START and [step.priority for step in told.steps] == [3, 1, 1]


def test_a_step_can_lead_to_another_queue(centre: Centre) -> None:
    centre.queue("rescue")
    centre.queue("sales", **NARROW, steps=[Step(after_seconds=0, queue="rescue")])
    centre.work("w1", entered=START)
    assert centre.widens() == []
    centre.now += 1_000
    assert centre.widens() == [("w1", 1, "rescue")]
    centre.work("w1", queue="rescue", since=START, entered=centre.now, why="overflow")
    assert [name for name, _ in centre.decides()] == ["w1"]


def test_a_queue_that_is_gone_leads_nowhere_and_strands_nothing(centre: Centre) -> None:
    centre.queue("sales", **NARROW, steps=[Step(after_seconds=5, queue="nowhere", skills=[], teams=[])])
    centre.work("w1", entered=START)
    centre.now += 5_000
    assert centre.widens() == [("w1", 1, None)]
    assert [name for name, _ in centre.decides()] == ["w1"]


def test_work_is_not_offered_while_its_step_is_written_down(centre: Centre) -> None:
    centre.happens(f.AgentStateChanged(agent="ana", state="paused"))
    centre.work("w1", entered=START)
    centre.now = START + 20_000
    (step,) = centre.floor.decide(centre.now)
    assert isinstance(step, Widening)
    assert step.receipt.excluded == {"level_too_low:tech": 1, "not_in_team": 1} and step.receipt.rule == "step"
    assert centre.floor.why("w1", centre.now).status == "widening"
    assert centre.floor.decide(centre.now) == []
    centre.happens(step.fact())
    centre.happens(f.AgentStateChanged(agent="ana", state="available"))
    assert centre.decides() == [("w1", "ana")]


def test_a_step_the_log_refused_is_tried_again_after_a_second(centre: Centre) -> None:
    centre.work("w1", entered=START)
    centre.now = START + 20_000
    (step,) = centre.floor.decide(centre.now)
    centre.floor.release(step)
    assert centre.floor.decide(centre.now) == []
    assert centre.floor.next_wake(centre.now) == centre.now + 1_000
    centre.now += 1_000
    assert centre.widens() == [("w1", 1, None)]


def test_a_step_of_a_queue_it_has_left_does_not_hold_it_back(centre: Centre) -> None:
    centre.work("w1", entered=START)
    centre.now = START + 20_000
    (step,) = centre.floor.decide(centre.now)
    assert isinstance(step, Widening)
    centre.work("w1", queue="elsewhere", since=START, entered=centre.now, why="transferred")
    centre.happens(step.fact())
    assert [name for name, _ in centre.decides()] == ["w1"]


def test_named_work_takes_no_steps_until_he_leaves(centre: Centre) -> None:
    centre.happens(f.AgentStateChanged(agent="ben", state="paused"))
    centre.work("w1", agent="ben", entered=START)
    centre.now = START + 30_000
    assert centre.widens() == []
    centre.happens(f.UserChanged(user="ben", ability=f.Ability(active=False)))
    assert centre.widens() == [("w1", 1, None)]


def test_a_floor_brought_back_knows_the_step(centre: Centre) -> None:
    centre.happens(f.AgentStateChanged(agent="ana", state="paused"))
    centre.work("w1", entered=START)
    centre.now = START + 20_000
    centre.widens()
    back = type(centre.floor).from_snapshot(centre.floor.snapshot())
    assert back.why("w1", centre.now) == centre.floor.why("w1", centre.now)
    assert back.next_wake(centre.now) == START + 60_000


def test_each_step_is_explained_with_what_it_asks_and_whom_it_lets_in(centre: Centre) -> None:
    centre.work("w1", entered=START)
    centre.now = START + 20_000
    centre.widens()
    centre.happens(f.AgentStateChanged(agent="ana", state="paused"))
    told = centre.floor.why("w1", centre.now)
    assert [(step.reached, step.due - START, step.skills, step.fit) for step in told.steps] == [
        (True, 0, (("tech", 4),), 0),
        (True, 20_000, (("tech", 2),), 1),
        (False, 60_000, (), 2),
    ]
    assert (told.step, told.wake, told.wake_why) == (1, START + 60_000, "step")


def test_the_dry_run_takes_vip_reason_and_direction(centre: Centre) -> None:
    centre.queue("gold", vip_priority=1)
    usual = Wanted(queue="gold", channel="webchat", brand="acme", priority=3, reason="claim", direction="out")
    vip = Wanted(queue="gold", channel="webchat", brand="acme", priority=3, vip=True)
    assert centre.floor.who(usual, START).rank[3] - centre.floor.who(vip, START).rank[3] == 600_000


def test_a_step_somebody_looked_at_as_it_fell_due_is_not_taken_once_the_rules_are_others(centre: Centre) -> None:
    centre.work("w1", entered=START)
    centre.now = START + 20_000
    centre.floor.why("w1", centre.now)
    centre.queue("sales", **NARROW)
    assert centre.floor.decide(centre.now) == []


def test_a_step_whose_writer_was_stopped_is_taken_when_he_goes_on(centre: Centre) -> None:
    centre.work("w1", entered=START)
    centre.now = START + 20_000
    lost = centre.floor.decide(centre.now)
    assert len(lost) == 1 and centre.floor.decide(centre.now) == []
    centre.floor.release_all()
    assert centre.widens() == [("w1", 1, None)]


def test_without_steps_nothing_would_widen(centre: Centre, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "step_due", lambda work, queue: None)
    centre.work("w1", entered=START)
    centre.now = START + 60_000
    assert centre.widens() == [] and not [one for one in centre.floor.decide(centre.now) if isinstance(one, Decision)]
