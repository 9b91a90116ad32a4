"""The whole application under virtual time, with everything that breaks: the second hundred of 200 days."""

import pytest

from tests.simulation.days import failing


@pytest.mark.timeout(600)
@pytest.mark.parametrize("first", range(100, 200, 20))
def test_everything_holds_whatever_breaks(first: int) -> None:
    wrong = failing(range(first, first + 20))
    assert not wrong, wrong
