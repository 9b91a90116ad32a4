"""What goes first, in sentences: each order alone, and beside others."""

from collections import Counter

import pytest

from atiende.domain import facts as f
from atiende.domain.documents import Required
from atiende.routing import order, rules
from atiende.routing.receipt import Decision
from tests.pure.routing.centre import START, Centre

ONE = {"webchat": 1}


@pytest.fixture
def centre() -> Centre:
    return Centre()


def served(centre: Centre, count: int) -> list[str]:
    """One agent takes one piece after the other."""
    centre.agent("ana", capacity=ONE)
    names: list[str] = []
    for _ in range(count):
        ((name, _),) = centre.decides()
        names.append(name)
        centre.done(name)
    return names


def test_a_queue_of_lower_precedence_goes_first_however_long_the_other_waited(centre: Centre) -> None:
    centre.queue("sales", precedence=5)
    centre.queue("alarms", precedence=1)
    centre.work("old", queue="sales", priority=1)
    centre.now += 10_000_000
    centre.work("alarm", queue="alarms", priority=5)
    assert served(centre, 2) == ["alarm", "old"]


def test_what_is_due_first_goes_first_whatever_its_priority_and_age(centre: Centre) -> None:
    centre.queue("mail", order="deadline")
    centre.work("late", queue="mail", due=START + 50_000, priority=1)
    centre.work("soon", queue="mail", due=START + 20_000, priority=5)
    centre.work("promised", queue="mail", since=START - 3_570_000)
    assert served(centre, 3) == ["soon", "promised", "late"]


def test_work_with_a_deadline_yields_until_it_is_due_and_then_counts_as_waiting_since(centre: Centre) -> None:
    centre.queue("mail", order="deadline")
    centre.queue("chat")
    centre.work("mail", queue="mail", due=START + 30_000)
    centre.work("chat", queue="chat", since=START + 20_000, priority=1)
    centre.work("later", queue="chat", since=START + 40_000, priority=1)
    assert served(centre, 3) == ["chat", "mail", "later"]


def test_by_cost_the_dearest_wait_per_minute_of_handling_goes_first(centre: Centre) -> None:
    centre.queue("cheap", order="cost", cost_per_minute=1, handle_seconds=60)
    centre.queue("dear", order="cost", cost_per_minute=5, handle_seconds=60)
    centre.queue("long", order="cost", cost_per_minute=5, handle_seconds=600)
    for name in ("cheap", "long", "dear"):
        centre.work(name, queue=name)
        centre.now += 1_000
    assert served(centre, 3) == ["dear", "cheap", "long"]


def test_a_cost_that_grows_does_not_yet_overtake_a_constant_one(centre: Centre) -> None:
    centre.queue("fixed", order="cost", cost_per_minute=4, handle_seconds=60)
    centre.queue("grows", order="growing_cost", cost_per_minute=2, handle_seconds=60)
    centre.work("g1", queue="grows")
    centre.work("f1", queue="fixed")
    centre.now += 119_000
    assert served(centre, 2) == ["f1", "g1"]


def test_growing_costs_are_compared_at_the_moment_of_the_choice(centre: Centre) -> None:
    centre.queue("fixed", order="cost", cost_per_minute=4, handle_seconds=60)
    centre.queue("grows", order="growing_cost", cost_per_minute=2, handle_seconds=60)
    centre.work("f1", queue="fixed")
    centre.work("g1", queue="grows")
    centre.now += 121_000
    assert served(centre, 2) == ["g1", "f1"]


def test_queues_of_one_precedence_share_an_agent_by_their_weights(centre: Centre) -> None:
    centre.queue("big", weight=3)
    centre.queue("small", weight=1)
    for number in range(40):
        centre.work(f"big{number:02}", queue="big")
        centre.work(f"small{number:02}", queue="small", since=START - 1_000_000)
    assert Counter(name.rstrip("0123456789") for name in served(centre, 40)) == {"big": 30, "small": 10}


def test_a_queue_that_had_nothing_to_give_keeps_no_credit(centre: Centre) -> None:
    centre.queue("big", weight=1)
    centre.queue("small", weight=1)
    for number in range(30):
        centre.work(f"big{number:02}", queue="big")
    assert len(served(centre, 20)) == 20
    for number in range(10):
        centre.work(f"small{number:02}", queue="small")
    next_ten = []
    for _ in range(10):
        ((name, _),) = centre.decides()
        next_ten.append(name)
        centre.done(name)
    assert Counter(name.rstrip("0123456789") for name in next_ten) == {"big": 5, "small": 5}


def test_without_turns_the_older_queue_would_take_everything(centre: Centre, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(order.Turns, "of", lambda self, ruling: 0)
    centre.queue("big", weight=3)
    centre.queue("small", weight=1)
    for number in range(40):
        centre.work(f"big{number:02}", queue="big")
        centre.work(f"small{number:02}", queue="small", since=START - 1_000_000)
    assert {name.rstrip("0123456789") for name in served(centre, 40)} == {"small"}


def test_work_of_a_blended_queue_goes_out_only_while_enough_are_free_besides(centre: Centre) -> None:
    centre.queue("outbound", keep_free=2)
    for name in ("ana", "ben", "cleo"):
        centre.agent(name, capacity=ONE)
    centre.work("o1", queue="outbound")
    centre.work("o2", queue="outbound")
    assert centre.decides() == [("o1", "ana")]
    assert centre.floor.why("o2", centre.now).excluded == {"at_capacity": 1, "keep_free": 2}
    centre.work("in", queue="sales")
    assert centre.decides() == [("in", "ben")]
    centre.done("o1")
    assert centre.decides() == []
    centre.done("in")
    assert [name for name, _ in centre.decides()] == ["o2"]


def test_work_named_for_an_agent_keeps_nobody_free(centre: Centre) -> None:
    centre.queue("outbound", keep_free=2)
    centre.agent("ana")
    centre.work("o1", queue="outbound", agent="ana")
    assert centre.decides() == [("o1", "ana")]


def test_somebody_who_takes_his_primary_first_does_so_whatever_waits_longer(centre: Centre) -> None:
    centre.workload("default", primary_first=True)
    centre.agent("ana", skills={"tech": 5, "billing": 2}, capacity=ONE)
    centre.work("w0", agent="ana")
    centre.decides()
    centre.work("older", skills=(("billing", 1),))
    centre.now += 60_000
    centre.work("primary", skills=(("tech", 1),))
    centre.done("w0")
    (decision,) = centre.floor.decide(centre.now)
    assert isinstance(decision, Decision)
    assert (decision.interaction, decision.receipt.rule) == ("primary", "primary_first")


def test_transferred_work_keeps_its_place(centre: Centre) -> None:
    centre.work("first")
    centre.now += 1_000
    centre.work("second")
    named = {"interaction": "first", "conversation": "c_first"}
    centre.happens(f.InteractionTransferred(agent=None, to_queue="other", **named))
    centre.work("first", queue="other", since=START, why="transferred")
    assert served(centre, 2) == ["first", "second"]


def test_the_receipt_says_by_which_order_and_rank(centre: Centre) -> None:
    centre.queue("dear", order="cost", precedence=2, cost_per_minute=6, handle_seconds=60)
    centre.agent("ana")
    centre.work("w1", queue="dear", priority=2)
    (decision,) = centre.floor.decide(centre.now)
    assert decision.receipt.order == "cost"
    assert decision.receipt.rank == (2, 0, -(10**8), START + 300_000)


def test_a_floor_brought_back_shares_on_where_it_was(centre: Centre) -> None:
    centre.queue("big", weight=3)
    centre.queue("small", weight=1)
    for number in range(20):
        centre.work(f"big{number:02}", queue="big")
        centre.work(f"small{number:02}", queue="small")
    names = served(centre, 5)
    back = Centre()
    back.floor = type(centre.floor).from_snapshot(centre.floor.snapshot())
    back.seq, back.now = centre.seq, centre.now
    for _ in range(7):
        made = centre.decides()
        assert back.decides() == made
        names.append(made[0][0])
        centre.done(made[0][0])
        back.done(made[0][0])
    assert Counter(name.rstrip("0123456789") for name in names) == {"big": 9, "small": 3}


def test_a_better_skilled_need_is_no_rank(centre: Centre) -> None:
    centre.queue("sales", skills=[Required(skill="tech", level=1)])
    centre.work("w1")
    centre.now += 1
    centre.work("w2", skills=(("tech", 5),))
    centre.agent("ana", skills={"tech": 5}, capacity=ONE)
    assert centre.decides() == [("w1", "ana")]


def test_a_changed_skill_concerns_only_the_lines_that_ask_it(centre: Centre, monkeypatch: pytest.MonkeyPatch) -> None:
    centre.agent("ana", skills={"tech": 5, "billing": 2}, languages={"es": 3})
    for number in range(30):
        centre.work(f"t{number}", skills=(("tech", 1 + number % 5), (f"s{number}", 1)))
    centre.work("b", skills=(("billing", 1),))
    looked: list[object] = []
    unfit = rules.unfit
    monkeypatch.setattr(rules, "unfit", lambda agent, ability, need: looked.append(need) or unfit(agent, ability, need))
    changed = f.Ability(skills={"tech": 5, "billing": 1}, languages={"es": 3}, capacity={"webchat": 0})
    centre.happens(f.UserChanged(user="ana", ability=changed))
    assert len(looked) == 1
    centre.happens(f.UserChanged(user="ana", ability=f.Ability(brands=("zeta",))))
    assert len(looked) == 32
