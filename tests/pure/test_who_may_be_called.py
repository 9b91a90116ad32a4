"""Which numbers calls of a brand may go to: a stranger's wish, or a clerk's slip, must cost nobody a fortune."""

import pytest

from atiende.domain.callback import may_be_called

FREE, PREMIUM, CUBA, LONDON = "+34600111222", "+34803123456", "+5352345678", "+442079460000"


@pytest.mark.parametrize(
    ("number", "listed", "called"),
    [
        (FREE, (), True),
        (LONDON, (), False),
        (CUBA, (), False),
        (PREMIUM, (), False),
        (LONDON, ("+34", "+44"), True),
        (CUBA, ("+34", "+44"), False),
        (FREE, ("+44",), False),
        (PREMIUM, ("+34",), False),
        (PREMIUM, ("+34", "+34803"), True),
        (PREMIUM, ("+",), False),
    ],
)
def test_only_numbers_of_the_own_country_or_a_listed_one(number: str, listed: tuple[str, ...], called: bool) -> None:
    assert may_be_called(number, "ES", listed) is called


def test_where_the_country_is_not_known_only_what_is_listed() -> None:
    assert not may_be_called(FREE, "", ())
    assert may_be_called(FREE, "", ("+34",))
