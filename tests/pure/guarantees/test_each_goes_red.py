"""Each guarantee's check finds what it is for, in a forged log where exactly that one is broken; and nothing else."""

import pytest

from atiende.domain import facts as f
from atiende.routing.guarantees.violation import (
    CAPACITY,
    GUARANTEES,
    NO_IDLE,
    ONE_AGENT,
    ORDER,
    OVERTAKING,
    PERMITTED,
    STRANDED,
)
from atiende.routing.guarantees.watch import violations
from tests.pure.guarantees.forged import Forged


@pytest.fixture
def log() -> Forged:
    forged = Forged()
    forged.queue()
    return forged


def test_an_ordinary_day_breaks_nothing(log: Forged) -> None:
    log.agent("ana")
    log.agent("luis", capacity={"webchat": 1})
    for number in range(8):
        log.work(f"w{number}")
        log.wait(0.3)
        if number < 4:
            log.offers(f"w{number}", "ana" if number < 3 else "luis")
            log.takes(f"w{number}", "ana" if number < 3 else "luis")
    log.wait(20)
    log.ends("w0")
    log.offers("w4", "ana")
    log.declines("w4", "ana")
    log.offers("w5", "ana")
    log.takes("w5", "ana")
    log.wait(10)
    assert log.found == []
    assert all(log.watch.checked[name] for name in GUARANTEES)
    assert violations(log.log, log.now) == []


def test_one_agent_offered_to_another_while_somebody_is_asked(log: Forged) -> None:
    log.agent("ana")
    log.agent("luis")
    log.work("w")
    log.offers("w", "ana")
    log.offers("w", "luis")
    assert log.broken == {ONE_AGENT}
    assert (log.found[0].agent, log.found[0].other, log.found[0].seq) == ("luis", "ana", log.seq)


@pytest.mark.parametrize("asked", [True, False])
def test_one_agent_taken_by_another_while_somebody_has_it(log: Forged, asked: bool) -> None:
    log.agent("ana")
    log.agent("luis")
    log.work("w")
    log.offers("w", "ana")
    if not asked:
        log.takes("w", "ana")
    log.takes("w", "luis", offer=False)
    assert log.broken == {ONE_AGENT}


def test_capacity_one_more_than_he_can_carry(log: Forged) -> None:
    log.agent("ana", capacity={"webchat": 1})
    for name in ("w1", "w2"):
        log.work(name)
        log.offers(name, "ana")
    assert log.broken == {CAPACITY}


def test_capacity_by_his_workload_document(log: Forged) -> None:
    body = '{"name":"d","channels":[{"channel":"webchat","units":[60,60]}]}'
    log.happens(f.DocumentPublished(kind="workload", slug="default", version=1, body=body))
    log.agent("ana")
    for name in ("w1", "w2"):
        log.work(name)
        log.offers(name, "ana")
    assert log.broken == {CAPACITY}


@pytest.mark.parametrize(
    ("ability", "work", "why"),
    [
        ({"brands": ("zeta",)}, {}, "brand_not_granted"),
        ({}, {"skills": (("tech", 2),)}, "skill_missing"),
        ({"skills": {"tech": 1}}, {"skills": (("tech", 2),)}, "level_too_low"),
        ({}, {"agent": "luis"}, "another_agent_named"),
        ({}, {"preferred": "luis", "preferred_until": 2_000_000}, "waits_for_preferred"),
        ({"active": False}, {}, "inactive"),
    ],
)
def test_permitted_what_he_may_not_have(
    log: Forged, ability: dict[str, object], work: dict[str, object], why: str
) -> None:
    log.agent("luis", skills={"tech": 3})
    log.agent("ana", **ability)
    log.work("w", **work)
    log.offers("w", "ana")
    assert [(one.guarantee, one.why) for one in log.found] == [(PERMITTED, why)]


def test_permitted_to_somebody_who_pauses_or_has_just_declined(log: Forged) -> None:
    log.agent("ana")
    log.work("w")
    log.offers("w", "ana")
    log.declines("w", "ana")
    log.wait(5)
    log.offers("w", "ana")
    assert [one.why for one in log.found] == ["declined_lately"]
    log.declines("w", "ana")
    log.happens(f.AgentStateChanged(agent="ana", state="paused"))
    log.wait(20)
    log.offers("w", "ana")
    assert [one.why for one in log.found] == ["declined_lately", "not_available"]


def test_permitted_all_the_same_when_the_rules_changed_while_it_was_on_its_way(log: Forged) -> None:
    log.agent("ana")
    log.work("w")
    decided = log.seq
    log.happens(f.UserChanged(user="ana", ability=f.Ability(brands=("zeta",))))
    log.offers("w", "ana", position=decided)
    assert log.found == []


def test_no_idle_a_free_agent_beside_work_he_may_have(log: Forged) -> None:
    log.agent("ana")
    log.work("w")
    log.wait(9)
    assert log.found == []
    log.wait(3)
    assert [(one.guarantee, one.interaction, one.agent) for one in log.found] == [(NO_IDLE, "w", "ana")]
    log.wait(60)
    assert len(log.found) == 1, "told once"


def test_no_idle_is_not_said_of_agents_who_may_not_have_it(log: Forged) -> None:
    log.queue("sales", keep_free=1)
    log.agent("ana")
    log.work("kept")
    log.agent("luis", brands=("zeta",))
    log.work("named", agent="eva")
    log.happens(f.AgentStateChanged(agent="ana", state="paused"))
    log.work("plain")
    log.wait(30)
    assert log.found == []


def test_no_idle_counts_from_the_first_fact_after_a_silence(log: Forged) -> None:
    log.agent("ana")
    log.work("w")
    log.now += 3_600_000
    log.offers("w", "ana")
    assert log.found == [], "nobody knows whether the centre ran"


def test_order_the_younger_one_first(log: Forged) -> None:
    log.work("old")
    log.wait(30)
    log.work("young")
    log.wait(3)
    log.agent("ana", capacity={"webchat": 1})
    log.offers("young", "ana")
    log.wait(1)
    assert log.found == []
    log.wait(3)
    assert [(one.guarantee, one.interaction, one.other) for one in log.found] == [(ORDER, "old", "young")]


def test_order_holds_when_both_are_given_at_the_same_moment(log: Forged) -> None:
    log.work("old")
    log.wait(5)
    log.work("young")
    log.wait(5)
    log.agent("ana", capacity={"webchat": 1})
    log.agent("luis", capacity={"webchat": 1})
    log.offers("young", "luis")
    log.offers("old", "ana")
    log.wait(10)
    assert log.found == []


def test_order_is_not_said_to_be_broken_by_a_restart(log: Forged) -> None:
    log.work("old")
    log.wait(5)
    log.work("young")
    log.wait(5)
    log.agent("ana", capacity={"webchat": 1})
    log.agent("luis", capacity={"webchat": 1})
    log.offers("young", "luis")
    log.now += 4_000
    log.offers("old", "ana")
    assert log.found == []


def test_order_urgent_before_old_and_a_lower_precedence_before_both(log: Forged) -> None:
    log.queue("first", precedence=1)
    log.work("old")
    log.wait(3)
    log.work("urgent", priority=1)
    log.work("elsewhere", queue="first", priority=5)
    log.wait(10)
    log.agent("ana", capacity={"webchat": 1})
    log.offers("urgent", "ana")
    log.takes("urgent", "ana")
    log.wait(4)
    assert [(one.guarantee, one.interaction) for one in log.found] == [(ORDER, "elsewhere")]


def test_order_what_a_colleague_was_to_get_is_not_held_against_anybody(log: Forged) -> None:
    log.work("old")
    log.wait(5)
    log.work("young")
    log.wait(5)
    log.agent("ana", capacity={"webchat": 1})
    log.agent("luis", capacity={"webchat": 1})
    log.happens(f.AgentStateChanged(agent="ana", state="paused"))
    log.offers("young", "luis")
    log.wait(10)
    assert log.found == []


@pytest.mark.parametrize("how", ["offer", "wrap_up", "nowhere", "agent_gone"])
def test_stranded_with_nobody_to_move_it_on(log: Forged, how: str) -> None:
    log.agent("ana")
    log.work("w")
    log.offers("w", "ana")
    named = {"interaction": "w", "conversation": "c_w", "agent": "ana"}
    if how == "nowhere":
        log.happens(f.OfferWithdrawn(offer="o_w_ana", **named))
    elif how != "offer":
        log.takes("w", "ana")
    if how == "wrap_up":
        log.happens(f.WrapUpStarted(until=log.now + 30_000, **named))
    elif how == "agent_gone":
        log.happens(f.UserChanged(user="ana", ability=f.Ability(active=False)))
    log.wait(29 if how in ("nowhere", "agent_gone") else 59)
    assert log.found == []
    log.wait(5)
    assert log.broken == {STRANDED} and len(log.found) == 1


def test_stranded_on_the_floor(log: Forged) -> None:
    log.work("w1")
    log.work("w2")
    found = log.watch.tick(log.now, on_floor={"w1"})
    assert [(one.guarantee, one.why, one.interaction) for one in found] == [(STRANDED, "not_on_floor", "w2")]


def test_overtaking_the_place_is_lost(log: Forged) -> None:
    log.agent("ana")
    log.work("w")
    log.offers("w", "ana")
    log.wait(5)
    log.declines("w", "ana", since=log.now)
    assert log.broken == {OVERTAKING}
    assert log.found[0].why == "place_lost"


def test_overtaking_by_what_came_long_after(log: Forged) -> None:
    log.work("old", priority=5)
    log.wait(1201)
    log.work("young", priority=1)
    log.wait(5)
    log.agent("ana", capacity={"webchat": 1})
    log.offers("young", "ana")
    log.wait(4)
    assert [(one.guarantee, one.why) for one in log.found] == [(OVERTAKING, "overtaken")]


def test_a_watch_that_begins_in_the_middle_finds_the_same(log: Forged) -> None:
    from atiende.routing.guarantees.watch import Watch
    from atiende.routing.scene import Scene

    log.agent("ana", capacity={"webchat": 1})
    for name in ("w1", "w2"):
        log.work(name)
    log.offers("w1", "ana")
    kept = log.watch.scene.save()
    assert Scene.load(kept).save() == kept
    second = Watch(Scene.load(kept))
    log.offers("w2", "ana")
    assert [one.guarantee for one in second.follow(log.log[-1])] == [CAPACITY]
