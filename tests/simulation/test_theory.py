"""The production engine against queueing theory, with fewer runs than `atiende bench theory`; and that a wrong rule, or
a wrong number, shows."""

from functools import cache

import pytest

from atiende.bench import theory
from atiende.bench.theory_models import MODELS, Sample, sample, two_costs
from atiende.reports.intervals import mean_interval

RUNS, CUSTOMERS = 6, 10_000
TESTED = ("T1", "T2", "T3", "T4 fcfs", "T4 cost", "T5 fastest", "T5 random", "T5 slowest", "T6 apart", "T6 pooled")


@cache
def samples(name: str) -> list[Sample]:
    return [sample(MODELS[name], seed, CUSTOMERS) for seed in range(100, 100 + RUNS)]


@pytest.fixture(scope="module")
def measured() -> dict[str, list[Sample]]:
    return {name: samples(name) for name in TESTED}


def test_every_interval_covers_the_exact_value(measured: dict[str, list[Sample]]) -> None:
    checks = theory.theory(measured)
    assert len(checks) == len(theory.exact_values()) >= 25
    assert not [one for one in checks if not one.holds]


def test_costs_order_the_queues_and_the_faster_are_asked_first_to_advantage(measured: dict[str, list[Sample]]) -> None:
    assert not [one for one in theory.orders(measured) if not one.holds]


def test_a_rule_that_does_nothing_is_found_out(measured: dict[str, list[Sample]]) -> None:
    """The negative control: first come, first served where costs should order."""
    broken = measured | {"T4 cost": samples("T4 fcfs")}
    wrong = {one.name for one in theory.theory(broken) + theory.orders(broken) if not one.holds}
    assert {"T4 cost wait:cheap", "T4 cost ratio"} <= wrong


def test_a_choice_that_does_nothing_is_found_out(measured: dict[str, list[Sample]]) -> None:
    broken = measured | {"T5 fastest": samples("T5 slowest")}
    assert [one.name for one in theory.orders(broken) if not one.holds] == ["T5 fastest < T5 random"]


def test_agents_who_work_a_tenth_faster_than_theory_thinks_are_found_out() -> None:
    wrong = [one["p_wait"] for one in samples("T6 pooled")]
    assert not theory.covers("T1 p_wait", wrong, 0.6945, 0.998).holds


def test_two_skills_bring_most_of_what_six_do() -> None:
    few = {f"T9 {skills}": [sample(MODELS[f"T9 {skills}"], 7, 12_000)] for skills in (1, 2, 6)}
    assert theory.two_skill_gain(few) >= theory.GAIN_PCT


def test_the_same_customers_come_whatever_the_rule() -> None:
    """Paired seeds: the dear and the cheap arrive alike under both orders, so their difference is the rule's alone."""
    pairs = [(one["busy"], other["busy"]) for one, other in zip(samples("T4 fcfs"), samples("T4 cost"), strict=True)]
    _, low, high = mean_interval([one - other for one, other in pairs])
    assert -0.002 < low <= high < 0.002
    assert two_costs("cost").per_minute == two_costs("age").per_minute
