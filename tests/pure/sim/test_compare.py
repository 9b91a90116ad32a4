"""Comparing two settings: the same customers for both, means with intervals, and what common luck is worth."""

import pytest
from msgspec.structs import replace

from atiende.domain import facts as f
from atiende.domain.errors import Invalid
from atiende.ports.twin import Estimate, Plan, Setting
from atiende.sim.check import check
from atiende.sim.compare import answer
from atiende.sim.traffic import Traffic
from tests.pure.sim.days import MIDNIGHT, at, call, plan, played, queue, setting, stream, whole_day

BUSY = stream(per_hour=(60.0,), handle_seconds=240, patience_seconds=120)


def width(estimate: Estimate | None) -> float:
    assert estimate is not None
    return estimate.high - estimate.low


def more_or_less(extra: int = 1) -> Plan:
    few, more = (setting(whole_day(*(f"a{n}" for n in range(size)))) for size in (4, 4 + extra))
    return plan(few, after=more, streams=(BUSY,), ends=at(6), replications=6)


def quiet(_: float) -> None:
    pass


def test_one_agent_more_is_better_by_an_interval_that_excludes_nothing() -> None:
    came = answer(more_or_less(), quiet)
    change = came.difference[""].abandoned_pct
    assert change is not None and change.high < 0
    assert came.difference["help"].service_level_pct == came.difference[""].service_level_pct
    assert came.after is not None and came.after.total.offered == came.before.total.offered


def test_the_same_setting_twice_differs_by_nothing_at_all() -> None:
    came = answer(more_or_less(extra=0), quiet)
    assert came.difference[""].asa_s == Estimate(0, 0, 0)


def test_without_common_random_numbers_the_interval_is_wider() -> None:
    """The negative control: the same question with draws of its own for each side."""
    common, apart = answer(more_or_less(), quiet), answer(more_or_less(), quiet, common=False)
    assert width(apart.difference[""].service_level_pct) > 1.5 * width(common.difference[""].service_level_pct)


def test_both_sides_meet_the_same_customers_whatever_the_agents_do() -> None:
    question = more_or_less()
    assert question.after is not None
    before, _ = played(question)
    after, _ = played(question, side=question.after)
    came = [[(one.at, one.fact) for one in log if _is_new(one)] for log in (before, after)]
    assert came[0] == came[1] and len(came[0]) > 200


def _is_new(logged: f.Logged) -> bool:
    return isinstance(logged.fact, f.InteractionQueued) and logged.fact.why == "new"


def test_less_traffic_is_a_part_of_more() -> None:
    crew = whole_day("ana", "ben")
    double = replace(setting(crew), volume_percent=200)
    for traffic in ({"streams": (BUSY,)}, {"arrivals": tuple(call(n / 10) for n in range(200))}):
        question = plan(setting(crew), after=double, **traffic)
        usual, twice = (_customers(question, side) for side in (question.before, double))
        assert usual < twice and 1.8 < len(twice) / len(usual) < 2.2


def _customers(question: Plan, side: Setting) -> set[str]:
    log, _ = played(question, side=side)
    return {one.fact.interaction for one in log if isinstance(one.fact, f.InteractionQueued)}


def test_arrivals_follow_the_hours_of_the_local_day() -> None:
    rates = (0.0,) * 9 + (600.0,) + (0.0,) * 14
    question = plan(setting(whole_day("ana")), streams=(stream(per_hour=rates),), time_zone="America/Mexico_City")
    moments = [case.at for case in Traffic(question).cases(0)]
    assert 500 < len(moments) < 700
    assert at(15) <= min(moments) and max(moments) < at(16), "nine o'clock in Mexico City is fifteen in UTC"


def test_the_warm_up_is_not_counted() -> None:
    question = plan(setting(whole_day("ana", "ben")), streams=(BUSY,), ends=at(4))
    whole, later = answer(question, quiet), answer(replace(question, warm_up_minutes=120), quiet)
    assert later.before.total.offered.mean < 0.6 * whole.before.total.offered.mean
    assert min(one.begins for one in later.before.intervals) == MIDNIGHT + 2 * 3_600_000


def test_progress_goes_from_nothing_to_all() -> None:
    heard: list[float] = []
    answer(more_or_less(), heard.append)
    assert heard == sorted(heard) and heard[-1] == 1 and len(heard) == 12


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"time_zone": "Mars/Olympus"}, "unknown_time_zone"),
        ({"ends": MIDNIGHT}, "bad_span"),
        ({"warm_up_minutes": 1440}, "warm_up_too_long"),
        ({"replications": 0}, "out_of_range"),
        ({"streams": ()}, "nothing_arrives"),
        ({"streams": (stream(queue="nowhere"),)}, "queue_missing"),
        ({"streams": (stream(per_hour=(1.0, 2.0)),)}, "bad_rates"),
        ({"streams": (stream(handle_seconds=0),)}, "not_positive"),
        ({"streams": (stream(patience_seconds=-1),)}, "negative"),
        ({"streams": (stream(transfer_percent=101),)}, "not_a_percentage"),
        ({"streams": (stream(per_hour=(900_000.0,)),)}, "too_much_to_simulate"),
        ({"before": setting([])}, "nobody_works"),
        ({"before": replace(setting(whole_day("ana")), agents={})}, "shift_of_nobody"),
        ({"before": replace(setting(whole_day("ana")), documents={"queue/help": "{}"})}, "unreadable_document"),
        ({"before": setting([replace(whole_day("ana")[0], end=0)])}, "bad_shift"),
    ],
)
def test_a_plan_that_makes_no_sense_is_refused_with_a_reason(change: dict[str, object], reason: str) -> None:
    good = plan(setting(whole_day("ana")), streams=(stream(),))
    check(good)
    with pytest.raises(Invalid) as refused:
        check(replace(good, **change))
    assert refused.value.params["reason"] == reason


def test_a_queue_that_overflows_into_nowhere_is_refused() -> None:
    lost = setting(whole_day("ana"), documents={"queue/help": queue(overflow="gone")})
    with pytest.raises(Invalid, match="invalid"):
        check(plan(lost, streams=(stream(),)))
