"""Who must be helped is never asked whether his number may be called."""

import pytest

from atiende.domain.callback import dialled, is_emergency, legible, may_be_called
from atiende.domain.trunk_documents import Rate, Trunk, ways


@pytest.mark.parametrize("number", ["112", "911", "091", "061", " 112 "])
def test_an_emergency_number_is_called_whatever_is_listed(number: str) -> None:
    found = dialled(number, "ES")
    assert found == number.strip() and is_emergency(found)
    assert may_be_called(found, "ES", ["+351"])
    assert legible(found) == found
    abroad_only = Trunk(name="t", host="sip.example", rates=[Rate(prefix="+351", cost=1)])
    assert list(ways(found, {"abroad": abroad_only})) == ["abroad"]
    assert list(ways(found, {"off": Trunk(name="t", host="sip.example", active=False)})) == []


def test_a_short_number_that_is_none_is_no_number() -> None:
    assert dialled("118", "ES") is None
    assert dialled("091", "FR") is None
    number = dialled("600111222", "ES")
    assert number == "+34600111222" and not is_emergency(number)
    assert not may_be_called(number, "ES", ["+351"])
