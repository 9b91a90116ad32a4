"""Ten times what the server can do, one centre noisy: nothing accepted is lost, refusals are quick, then all is well.

The bounds hold on a machine that does other things as well: shares of what it could do just before, and no more than
seconds where the benchmark (`atiende bench overload`) shows milliseconds.
"""

import pytest

from atiende.bench.overload import TINY, overload, shown

pytestmark = [pytest.mark.chaos, pytest.mark.alone, pytest.mark.timeout(240)]
MOST_MIB = 1_500
MOST_REFUSAL_MS = 15_000
"""On a machine whose cores others use as well; half a second on its own."""


async def test_ten_times_too_much_is_refused_quickly_and_costs_nothing_that_was_accepted() -> None:
    breaches: list[str] = []
    figures = await overload(TINY, 1, breaches)
    print(shown(figures))
    assert breaches == []
    assert figures["rss_mib"] is not None and figures["rss_mib"] < MOST_MIB
    for kind in ("noisy", "all"):
        offered, capacity = figures[f"{kind}_offered_per_s"], figures["capacity_per_s"]
        assert offered is not None and capacity is not None and offered > 5 * capacity
        assert figures[f"{kind}_sends_refused"] == 0
        refused, worst = figures[f"{kind}_refused"], figures[f"{kind}_refusal_worst_ms"]
        assert refused is not None and refused > 0
        assert worst is not None and worst < MOST_REFUSAL_MS
    assert figures["recovered_s"] is not None and figures["recovered_s"] < 60
