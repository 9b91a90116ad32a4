"""What the numbers of calls count, and what they leave out."""

from dataclasses import fields

from msgspec.structs import replace

from atiende.domain.call_story import MENU, QUEUE, RINGING, CallStory, held, over, waits, wraps
from atiende.reports.calls import SETS, SHARES, About, CallNumbers, numbers

NOW = 10_000_000
ABOUT = About(now=NOW, seconds=20, recorded=frozenset({"support"}))
CALL = CallStory(
    seq=1, day=0, interaction="itr_1", conversation="cnv_1", customer="cus_1", brand="main", direction="in", began_at=0
)


def lost(stage: str, after_s: int) -> CallStory:
    waiting = CALL if stage == MENU else replace(waits(CALL, "support", 0), stage=stage)
    return over(waiting, "customer", after_s * 1000)


def answered(after_s: int, talked_s: int = 100) -> CallStory:
    one = replace(waits(CALL, "support", 1000), connected_at=1000 + after_s * 1000, agent="usr_1")
    return over(one, "customer", 1000 + (after_s + talked_s) * 1000)


def test_the_service_level_is_of_those_whose_answer_is_decided() -> None:
    waiting = waits(CALL, "support", NOW - 10_000)
    late = waits(CALL, "support", NOW - 30_000)
    asked = over(replace(waits(CALL, "support", 0), became="callback"), "customer", 90_000)
    told = numbers(
        [answered(10), answered(20), answered(21), lost(QUEUE, 60), lost(QUEUE, 3), waiting, late, asked], ABOUT
    )
    assert (told.in_time, told.level_base) == (2, 5)
    assert told.service_level_pct == 40
    assert told.asa_s == 17
    assert (told.offered, told.callbacks, told.short) == (8, 1, 1)


def test_who_gave_up_is_told_by_where_with_a_twin_without_the_hasty() -> None:
    calls = [lost(MENU, 2), lost(MENU, 30), lost(QUEUE, 30), lost(RINGING, 4), answered(5)]
    told = numbers(calls, ABOUT)
    assert (told.in_menu, told.in_queue, told.in_ringing) == (2, 1, 1)
    assert told.abandoned == told.in_menu + told.in_queue + told.in_ringing
    assert (told.abandoned_pct, told.abandoned_long, told.abandoned_long_pct) == (80, 2, 40)
    assert told.in_queue_pct == 100 / 3


def test_who_was_served_by_the_menu_has_not_abandoned() -> None:
    told = numbers([over(CALL, "system", 40_000)], ABOUT)
    assert (told.contained, told.abandoned, told.offered) == (1, 0, 0)


def test_the_service_level_has_its_other_names_too() -> None:
    """10 and 20 s are in time, 21 s is not; one gave up in time, one later."""
    told = numbers([answered(10), answered(20), answered(21), lost(QUEUE, 15), lost(RINGING, 60)], ABOUT)
    assert (told.service_level_pct, told.level_of_answered_pct) == (40, 100 * 2 / 3)
    assert (told.level_of_offered_pct, told.level_with_quick_pct, told.level_without_quick_pct) == (40, 60, 50)


def test_three_minutes_are_of_all_who_asked_for_a_person_and_told_from_the_first_ring_too() -> None:
    """Each spent a second in the menu: what is 180 s from the queue is 181 from the ring. The control is who came just
    now, of whom nobody can say it yet."""
    told = numbers([answered(180), answered(181), answered(2), lost(QUEUE, 3), waits(CALL, "support", NOW - 1)], ABOUT)
    assert (told.three_minutes, told.three_minutes_base) == (2, 4)
    assert (told.three_minutes_pct, told.three_minutes_from_ring_pct) == (50, 25)
    assert told.asa_from_ring_s is not None and told.asa_s is not None and told.asa_from_ring_s == told.asa_s + 1


def test_the_slowest_five_in_a_hundred_are_not_in_the_mean_of_the_fastest() -> None:
    told = numbers([*[answered(10)] * 19, answered(1000)], ABOUT)
    assert (told.fastest_95_s, told.fastest_95_from_ring_s, told.asa_s) == (10, 11, 59.5)
    assert numbers([answered(10), answered(1000)], ABOUT).fastest_95_s == 505, "of two, nobody is five in a hundred"


def test_waits_are_of_who_was_answered_and_of_who_gave_up_waiting() -> None:
    told = numbers([*[answered(10)] * 8, lost(QUEUE, 30), lost(RINGING, 70), lost(MENU, 500)], ABOUT)
    assert (told.wait_p50_s, told.wait_p90_s, told.longest_s) == (10, 30, 70)


def test_what_a_call_costs_is_talk_hold_and_what_is_written_up() -> None:
    one = over(held(held(answered(0, talked_s=60), True, 10_000), False, 25_000), "agent", 61_000)
    told = numbers([wraps(wraps(one, True, 61_000), False, 91_000), answered(0, talked_s=60)], ABOUT)
    assert (told.talk_s, told.wrap_s, told.handle_s) == (52.5, 15, 75)


def test_holding_is_no_talking() -> None:
    one = replace(waits(CALL, "support", 0), connected_at=0)
    one = over(held(held(held(one, True, 10_000), False, 25_000), True, 50_000), "agent", 60_000)
    told = numbers([one, answered(0, talked_s=65)], ABOUT)
    assert (told.held, told.hold_s, told.talk_s, told.held_pct) == (1, 25, 50, 50)


def test_a_machine_that_talked_for_a_minute_was_a_person() -> None:
    out = replace(CALL, direction="out", connected_at=0)
    machine = replace(out, judged="machine", ended_at=20_000)
    person = replace(out, judged="person", ended_at=20_000)
    wrong = replace(out, judged="machine", ended_at=60_000)
    told = numbers([machine, person, person, person, wrong], ABOUT)
    assert (told.people, told.false_machines, told.false_machines_pct) == (4, 1, 25)


def test_recorded_is_of_what_was_to_be_recorded() -> None:
    kept = replace(answered(1), recording="kept")
    missing = answered(1)
    refused = replace(answered(1), refused=True)
    elsewhere = replace(answered(1), queue="private")
    told = numbers([kept, missing, refused, elsewhere], ABOUT)
    assert (told.to_record, told.recorded, told.recorded_pct) == (2, 1, 50)


def test_nothing_is_no_number() -> None:
    told = numbers([], ABOUT)
    assert told.service_level_pct is None and told.asa_s is None and told.recorded_pct is None


def test_every_share_is_a_part_of_its_whole_and_can_be_opened() -> None:
    assert {each.name for each in fields(CallNumbers)} >= set(SHARES) | set(SHARES.values())
    calls = [lost(MENU, 2), lost(QUEUE, 30), lost(RINGING, 4), answered(5), answered(50)]
    for name, whole in SHARES.items():
        assert all(SETS[whole](one, ABOUT) for one in calls if SETS[name](one, ABOUT)), name
