"""kill −9 at random moments under load: everything acknowledged is there once, in order, and service is back ≤ 5 s."""

import pytest

from atiende.bench.soak import Outcome, soak

KILLS = 5


@pytest.mark.chaos
@pytest.mark.alone
@pytest.mark.timeout(300)
async def test_nothing_acknowledged_is_lost_or_doubled_by_five_kills() -> None:
    outcome = await soak(KILLS, seed=7)
    assert outcome.kills == KILLS
    assert outcome.acknowledged > 100
    assert outcome.mails > 5
    assert outcome.holds, outcome
    assert outcome.slowest_start_s <= 5.0


def test_the_checker_sees_a_lost_message() -> None:
    """Negative control: an outcome with anything missing does not hold."""
    assert Outcome().holds
    assert not Outcome(lost=["v1-3"]).holds
    assert not Outcome(doubled_mails=["correo 2"]).holds
