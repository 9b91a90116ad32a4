"""`atiende bench offers`, small: every piece brought over HTTP reaches an agent, and the parts are measured."""

from pathlib import Path

import pytest

from atiende.bench.offers import Size, centre
from atiende.bench.reference.parts import commits

pytestmark = pytest.mark.live


async def test_every_piece_is_offered_accepted_and_done_while_others_only_wait() -> None:
    async with centre(Size(agents=6, waiting=20)) as running:
        took, missing = await running.measure(20, 2)
    assert (len(took), missing) == (40, 0)
    assert all(one > 0 for one in took)


def test_a_commit_is_timed_at_the_rate_asked_for(tmp_path: Path) -> None:
    took = commits(tmp_path, rate=50, seconds=0.4)
    assert len(took) == 20
    assert min(took) > 0
