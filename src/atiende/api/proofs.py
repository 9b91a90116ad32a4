"""Which tests show which guarantee, by file and name: shown beside it. A test fails when one of them is gone."""

from collections.abc import Mapping

from atiende.routing.guarantees.violation import (
    CAPACITY,
    NO_IDLE,
    ONE_AGENT,
    ORDER,
    OVERTAKING,
    PERMITTED,
    STRANDED,
)

_RED = "tests/pure/guarantees/test_each_goes_red.py::"
_ANY = "tests/journeys/test_any_history.py::TestAnyHistory"
_DAYS = "tests/pure/guarantees/test_machine.py::TestDays"
_MODEL = "tests/pure/routing/test_floor_against_model.py"
_SEEDS = "tests/pure/guarantees/test_many_histories.py::test_two_hundred_histories_break_nothing"

PROOFS: Mapping[str, tuple[str, ...]] = {
    ONE_AGENT: (_ANY, _DAYS, _SEEDS, f"{_RED}test_one_agent_offered_to_another_while_somebody_is_asked"),
    CAPACITY: (_ANY, _MODEL, _DAYS, _SEEDS, f"{_RED}test_capacity_one_more_than_he_can_carry"),
    PERMITTED: (_ANY, _MODEL, _DAYS, _SEEDS, f"{_RED}test_permitted_what_he_may_not_have"),
    NO_IDLE: (_ANY, _MODEL, _DAYS, _SEEDS, f"{_RED}test_no_idle_a_free_agent_beside_work_he_may_have"),
    ORDER: (_ANY, _MODEL, _DAYS, _SEEDS, f"{_RED}test_order_the_younger_one_first"),
    STRANDED: (_ANY, _DAYS, _SEEDS, f"{_RED}test_stranded_with_nobody_to_move_it_on"),
    OVERTAKING: (_ANY, _DAYS, _SEEDS, f"{_RED}test_overtaking_by_what_came_long_after"),
}
