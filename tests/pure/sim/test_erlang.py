"""The formulas against the published table of known answers."""

import pytest

from atiende.bench.theory import formulas
from atiende.workforce import erlang


def test_the_fewest_agents_and_the_many_server_limits_are_those_of_the_table() -> None:
    wrong = [one for one in formulas() if not one.holds]
    assert not wrong


def test_one_erlang_c_by_the_table() -> None:
    found = erlang.m_m_n(50, 48, 1)
    assert (found.p_wait, found.wait * 60, found.queue) == pytest.approx((0.6945, 20.83, 16.67), rel=5e-4)
    assert erlang.wait_quantile(50, 48, 1, 0.9) * 60 == pytest.approx(58.14, abs=0.01)


def test_patience_without_end_is_erlang_c() -> None:
    patient, never = erlang.birth_death(50, 45, 1, 1e-9), erlang.m_m_n(50, 45, 1)
    assert patient.wait == pytest.approx(never.wait, rel=1e-5)


def test_the_share_that_gives_up_is_patience_times_wait() -> None:
    found = erlang.birth_death(50, 48, 1, 0.5)
    assert found.p_abandon == pytest.approx(0.5 * found.wait) == pytest.approx(0.0309, abs=5e-5)


@pytest.mark.parametrize(
    ("load", "blocked", "p_wait"), [(77.4, 0.00017, 0.1093), (84, 0.00364, 0.3797), (90, 0.02349, 0.7217)]
)
def test_places_to_wait_by_the_table(load: float, blocked: float, p_wait: float) -> None:
    found = erlang.birth_death(90, load / 10, 0.1, places=30)
    assert (found.blocked, found.p_wait) == pytest.approx((blocked, p_wait), abs=6e-6, rel=2e-4)


@pytest.mark.parametrize(
    ("share", "p_wait", "wait"), [(1.0, 0.4701, 0.0940), (None, 0.5169, 0.1034), (0.0, 0.5423, 0.1085)]
)
def test_two_paces_by_the_exact_chain(share: float | None, p_wait: float, wait: float) -> None:
    def to_first(fast: int, slow: int) -> float:
        return fast / (fast + slow) if share is None else share

    found = erlang.two_speeds((50, 50), (1.25, 0.75), 95, to_first)
    assert (found.p_wait, found.wait) == pytest.approx((p_wait, wait), abs=6e-5)


def test_two_equal_paces_are_one_pool() -> None:
    found, pool = erlang.two_speeds((3, 4), (1, 1), 5, lambda fast, slow: 0.3), erlang.m_m_n(7, 5, 1)
    assert (found.p_wait, found.wait, found.busy) == pytest.approx((pool.p_wait, pool.wait, pool.busy))


def test_too_much_work_has_no_steady_state() -> None:
    with pytest.raises(ValueError, match="more work"):
        erlang.m_m_n(10, 10, 1)
    assert erlang.served_within(10, 11, 1, 20) == 0
