"""What keeps the work bearable, in sentences."""

from collections.abc import Callable

import pytest

from atiende.domain import facts as f
from atiende.routing import care, room
from atiende.routing.care import jain
from atiende.routing.floor import Floor
from tests.pure.routing.shift import MINUTE, Shift

HARD = {"hard_reasons": ["abuse"], "hard_dispositions": ["threat"]}


@pytest.fixture
def shift() -> Shift:
    return Shift()


# --- breathers --------------------------------------------------------------------------------------------------------


def test_after_hard_work_comes_a_breather_even_for_the_only_one_there(shift: Shift) -> None:
    shift.workload(breather_seconds=90, **HARD)
    shift.agent("ana")
    shift.handles("ana", 2, reason="abuse")
    shift.work("w1")
    assert shift.decides() == [] and shift.excluded("w1") == {"breather": 1}
    assert shift.floor.next_wake(shift.now) == shift.now + 90_000
    shift.now += 89_999
    assert shift.decides() == []
    shift.now += 1
    assert shift.decides() == [("w1", "ana")]


def test_the_outcome_may_say_that_it_was_hard_after_it_ended(shift: Shift) -> None:
    shift.workload(breather_seconds=60, **HARD)
    for outcome in ({"reason": "abuse"}, {"disposition": "threat"}):
        named = f"ana_{shift.seq}"
        shift.agent(named)
        shift.work(f"w{shift.seq}")
        ((work, agent),) = shift.decides()
        shift.later(1)
        shift.ends(work, **outcome)
        shift.work("next")
        assert shift.decides() == [] and shift.excluded("next")["breather"] == 1
        shift.ends("next")
        shift.is_now(agent, "offline")


def test_a_reason_found_while_it_lasts_counts(shift: Shift) -> None:
    shift.workload(breather_seconds=60, **HARD)
    shift.agent("ana")
    shift.work("w1")
    shift.decides()
    shift.happens(f.ReasonChanged(conversation="c_w1", reason="abuse"))
    shift.ends("w1")
    shift.work("w2")
    assert shift.decides() == []


def test_the_outcome_counts_for_whoever_ended_it_also_after_a_restart(shift: Shift) -> None:
    shift.workload(breather_seconds=60, **HARD)
    shift.agent("ana")
    shift.agent("ben")
    shift.work("w1")
    shift.takes("w1", "ben")
    shift.happens(f.InteractionTransferred(interaction="w1", conversation="c_w1", agent="ben"))
    shift.work("w1")
    shift.takes("w1", "ana")
    shift.ends("w1")
    shift.floor = Floor.from_snapshot(shift.floor.snapshot())
    shift.resolves("w1", "abuse")
    assert {person.id: person.rest for person in shift.floor.crew.slots} == {"ana": "breather", "ben": ""}


def test_a_long_call_needs_a_breather_and_a_mail_that_lay_open_does_not(shift: Shift) -> None:
    shift.workload(breather_seconds=60, long_minutes=30)
    shift.agent("ana")
    shift.agent("ben")
    shift.work("mail", channel="email", agent="ana")
    shift.work("call", agent="ben")
    shift.decides()
    shift.later(31)
    shift.ends("mail")
    shift.ends("call")
    shift.work("w1")
    shift.work("w2")
    assert shift.decides() == [("w1", "ana")]
    assert shift.excluded("w2") == {"breather": 1, "at_capacity": 1}


def test_an_offer_that_came_to_nothing_was_no_work(shift: Shift) -> None:
    shift.workload(breather_seconds=60, hard_in_a_row=1, **HARD)
    shift.agent("ana")
    shift.work("w1", reason="abuse")
    (decision,) = shift.floor.decide(shift.now)
    shift.happens(decision.offered("off"))  # type: ignore[union-attr]
    shift.happens(f.OfferWithdrawn(offer="off", interaction="w1", conversation="c_w1", agent="ana"))
    shift.ends("w1")
    shift.work("w2", reason="abuse")
    shift.agent("ben")
    assert shift.decides() == [("w2", "ana")]


# --- occupancy --------------------------------------------------------------------------------------------------------


def busy_ana(shift: Shift) -> None:
    """Ana has been on the phone for 50 of the last 60 minutes, more than the 75 % allowed."""
    shift.workload(occupancy_cap_percent=75)
    shift.agent("ana")
    shift.later(10)
    shift.handles("ana", 50)


def test_over_the_cap_he_rests_until_he_is_not_above_it_any_more(shift: Shift) -> None:
    shift.agent("ben")
    busy_ana(shift)
    shift.work("w0")
    shift.work("w1")
    assert shift.decides() == [("w0", "ben")]
    assert shift.excluded("w1") == {"resting_occupancy": 1, "at_capacity": 1}
    # At first a free minute comes for each that is forgotten; then busy ones are: 45 of 60 after 15 minutes.
    assert shift.floor.next_wake(shift.now) == shift.now + 15 * MINUTE
    shift.later(14.99)
    assert shift.decides() == []
    shift.later(0.01)
    assert shift.decides() == [("w1", "ana")]


def test_the_rest_yields_when_nobody_else_who_fits_is_there(shift: Shift) -> None:
    shift.agent("ben", skills={"law": 1})
    busy_ana(shift)
    shift.is_now("ben", "paused")
    shift.work("w1")
    assert shift.decides() == [("w1", "ana")]


def test_it_yields_when_the_other_leaves(shift: Shift) -> None:
    shift.agent("ben")
    busy_ana(shift)
    shift.work("w0")
    shift.work("w1")
    assert shift.decides() == [("w0", "ben")]
    shift.is_now("ben", "paused")
    assert shift.decides() == [("w1", "ana")]


def test_a_colleague_without_capacity_for_it_is_nobody_to_wait_for(shift: Shift) -> None:
    shift.agent("ben", capacity={"voice": 0})
    busy_ana(shift)
    shift.work("w1")
    assert shift.decides() == [("w1", "ana")]


def test_when_everybody_is_over_it_everybody_works(shift: Shift) -> None:
    shift.workload(occupancy_cap_percent=50)
    shift.agent("ana")
    shift.agent("ben")
    shift.work("c1", agent="ana")
    shift.work("c2", agent="ben")
    shift.decides()
    shift.later(50)
    shift.ends("c1")
    shift.ends("c2")
    shift.work("w1")
    shift.work("w2")
    assert [agent for _, agent in shift.decides()] == ["ana", "ben"]


def test_a_morning_has_to_begin_before_anybody_is_over_it(shift: Shift) -> None:
    shift.workload(occupancy_cap_percent=50)
    shift.agent("ana")
    shift.agent("ben", capacity={"voice": 1})
    shift.work("w0", agent="ben")
    shift.decides()
    shift.handles("ana", 29)
    shift.work("w1")
    assert shift.decides() == [("w1", "ana")]


def test_the_cap_may_be_reached_in_the_middle_of_work(shift: Shift) -> None:
    shift.workload(occupancy_cap_percent=50)
    shift.agent("ana")
    shift.work("c1", channel="webchat")
    shift.decides()
    shift.agent("ben")
    shift.later(29)
    shift.work("c2", channel="webchat", agent="ana")
    assert shift.decides() == [("c2", "ana")]
    shift.later(2)
    shift.work("c3", channel="webchat", agent=None)
    made = shift.decides()
    assert made == [("c3", "ben")]
    assert shift.floor.crew.people["ana"].rest == "resting_occupancy"


def test_several_chats_at_once_are_one_time_of_work(shift: Shift) -> None:
    shift.workload()
    shift.agent("ana")
    for name in ("c1", "c2"):
        shift.work(name, channel="webchat")
    shift.decides()
    shift.later(10)
    shift.ends("c1")
    shift.ends("c2")
    shift.later(30)
    ana = shift.floor.crew.people["ana"]
    assert shift.floor.crew.care is not None
    assert shift.floor.crew.care.occupancy(ana, shift.now) == 250
    shift.is_now("ana", "paused")
    shift.later(20)
    assert shift.floor.crew.care.occupancy(ana, shift.now) == 250


def test_whoever_spoke_when_care_began_is_at_work_from_then_on(shift: Shift) -> None:
    shift.agent("ana")
    shift.work("c1")
    shift.decides()
    shift.later(30)
    shift.workload()
    shift.later(10)
    told = shift.floor.crew.care
    assert told is not None and told.occupancy(shift.floor.crew.people["ana"], shift.now) == 1000
    shift.ends("c1")
    shift.later(10)
    assert told.occupancy(shift.floor.crew.people["ana"], shift.now) == 500


def test_the_least_occupied_is_asked_by_the_hour_and_not_by_who_came_last(shift: Shift) -> None:
    shift.queue(choice="least_occupied")
    shift.agent("ana")
    shift.agent("ben")
    shift.handles("ana", 10)
    shift.later(1)
    shift.handles("ben", 2)
    shift.work("w1")
    (decision,) = shift.made()
    assert (decision.agent, decision.receipt.rule) == ("ben", "least_occupied")
    assert decision.receipt.key[0] == 153 and decision.receipt.runners_up[0][1][0] == 769


# --- hard work --------------------------------------------------------------------------------------------------------


def test_whoever_had_hard_work_enough_is_passed_over_while_somebody_else_could(shift: Shift) -> None:
    shift.workload(hard_in_a_row=2, **HARD)
    shift.agent("ana")
    shift.handles("ana", 1, reason="abuse")
    shift.handles("ana", 1, reason="abuse")
    shift.later(10)
    shift.agent("ben")
    shift.work("easy")
    shift.work("hard", reason="abuse")
    shift.is_now("ben", "paused")
    assert shift.decides() == [("easy", "ana")]
    shift.ends("easy")
    shift.is_now("ben", "available")
    assert shift.decides() == [("hard", "ana")]


def test_hard_ones_go_round_and_the_receipt_says_who_was_spared(shift: Shift) -> None:
    shift.workload(hard_in_a_row=2, **HARD)
    shift.agent("ana")
    shift.handles("ana", 1, reason="abuse")
    shift.handles("ana", 1, reason="abuse")
    shift.agent("ben")
    shift.later(1)
    shift.work("hard", reason="abuse")
    (decision,) = shift.made()
    assert decision.agent == "ben" and decision.receipt.excluded == {"hard_enough": 1}
    shift.work("harder", reason="abuse")
    assert shift.decides() == [("harder", "ana")]


def test_hard_chats_in_hand_and_on_their_way_count(shift: Shift) -> None:
    shift.workload(hard_in_a_row=1, **HARD)
    shift.queue(choice="least_flexible")
    shift.agent("ana")
    shift.agent("ben", skills={"law": 1})
    for name in ("h1", "h2", "h3"):
        shift.work(name, channel="webchat", reason="abuse")
    assert shift.decides() == [("h1", "ana"), ("h2", "ben"), ("h3", "ana")]


# --- when it runs -----------------------------------------------------------------------------------------------------


def test_when_nobody_asks_for_care_any_more_all_rests_end(shift: Shift) -> None:
    shift.workload(breather_seconds=600, **HARD)
    shift.agent("ana")
    shift.handles("ana", 1, reason="abuse")
    shift.work("w1")
    assert shift.decides() == []
    shift.happens(f.DocumentRetired(kind="workload", slug="default", version=1))
    assert shift.decides() == [("w1", "ana")]


def test_a_snapshot_rests_the_same_people_however_often_one_looked(shift: Shift) -> None:
    shift.agent("ben")
    busy_ana(shift)
    shift.workload(breather_seconds=60, occupancy_cap_percent=75, **HARD)
    shift.handles("ben", 1, reason="abuse")
    twin = Floor()
    for logged in shift.log:
        twin.apply(logged)
        twin.decide(logged.at)
    saved = shift.floor.snapshot()
    assert twin.snapshot() == saved and Floor.from_snapshot(saved).snapshot() == saved
    shift.work("w1")
    again = Floor.from_snapshot(shift.floor.snapshot())
    assert again.why("w1", shift.now).excluded == shift.excluded("w1") == {"breather": 1}
    assert {person.id: person.rest for person in again.crew.slots} == {"ben": "breather", "ana": "resting_occupancy"}
    assert again.next_wake(shift.now) == shift.floor.next_wake(shift.now)


# --- fairness ---------------------------------------------------------------------------------------------------------


def test_the_index_is_one_when_all_share_and_a_part_when_one_has_it_all(shift: Shift) -> None:
    assert (jain([3, 3, 3]), jain([0, 0, 9]), jain([0, 0]), jain([])) == (1.0, 1 / 3, 1.0, 1.0)
    shift.workload(**HARD)
    shift.agent("ana")
    shift.agent("ben")
    shift.handles("ana", 10, reason="abuse")
    told = shift.floor.crew.fairness(shift.now)
    assert told == care.Fairness(2, 0.5, 0.5)
    shift.handles("ben", 10, reason="abuse")
    later = shift.floor.crew.fairness(shift.now)
    assert later == care.Fairness(2, 1.0, 1.0)
    shift.later(61)
    assert shift.floor.crew.fairness(shift.now) == care.Fairness(2, 1.0, 1.0)


def test_nobody_counts_in_a_centre_of_defaults(shift: Shift) -> None:
    shift.agent("ana")
    assert shift.floor.crew.care is None and shift.floor.crew.fairness(shift.now) is None


# --- negative controls ------------------------------------------------------------------------------------------------


def nothing(*_: object) -> None:
    """Instead of what should happen."""


Break = tuple[object, str, Callable[..., object], Callable[[Shift], None]]
BROKEN: list[Break] = [
    (care.Care, "wake", nothing, test_over_the_cap_he_rests_until_he_is_not_above_it_any_more),
    (care.Care, "spared", lambda *_: 0, test_hard_ones_go_round_and_the_receipt_says_who_was_spared),
    (care.Care, "_reserved", lambda _: {}, test_hard_chats_in_hand_and_on_their_way_count),
    (care.Care, "_resolved", nothing, test_the_outcome_may_say_that_it_was_hard_after_it_ended),
    (care.Care, "_forget_ended", nothing, test_the_outcome_counts_for_whoever_ended_it_also_after_a_restart),
    (care.Care, "_reason_changed", nothing, test_a_reason_found_while_it_lasts_counts),
    (care, "_was_long", lambda *_: False, test_a_long_call_needs_a_breather_and_a_mail_that_lay_open_does_not),
    (care.Care, "begin", nothing, test_whoever_spoke_when_care_began_is_at_work_from_then_on),
    (room.Room, "set_rest", nothing, test_after_hard_work_comes_a_breather_even_for_the_only_one_there),
    (room.Room, "askable", lambda crew, fit, channel: fit & crew.room[channel], test_it_yields_when_the_other_leaves),
]


@pytest.mark.parametrize(("where", "name", "broken", "sentence"), BROKEN, ids=[each[1] for each in BROKEN])
def test_each_mistake_is_noticed(
    monkeypatch: pytest.MonkeyPatch, where: object, name: str, broken: object, sentence: Callable[[Shift], None]
) -> None:
    monkeypatch.setattr(where, name, broken)
    with pytest.raises(AssertionError):
        sentence(Shift())
