"""The learned match on the production floor: 40 agents, 4 kinds of work, known times (`limits.md`)."""

import random
from collections.abc import Callable

import pytest
from msgspec.structs import replace

from atiende.bench import learned as bench
from atiende.bench.learned import QUEUE, Centre, from_history, known_times, with_match
from atiende.domain import facts as f
from atiende.routing.training import Learned
from atiende.routing.uplift import evaluate

PIECES = 20_000
SEEDS = (1,)


@pytest.fixture(scope="module", params=SEEDS)
def seed(request: pytest.FixtureRequest) -> int:
    found: int = request.param
    return found


@pytest.fixture(scope="module")
def idle(seed: int) -> Centre:
    centre = Centre(known_times(seed), QUEUE, seed + 200)
    centre.run(PIECES)
    return centre


@pytest.fixture(scope="module")
def history(seed: int) -> Learned:
    """From 20,000 calls given out by longest idle, on other days."""
    return from_history(known_times(seed), seed + 100, bench.HISTORY)


def altered(match: Learned, order: Callable[[tuple[int, ...]], tuple[int, ...]]) -> Learned:
    table = replace(match.table, times=tuple(order(row) for row in match.table.times))
    return replace(match, table=table)


def test_what_was_learned_lifts_the_service_level_above_97_percent(seed: int, idle: Centre, history: Learned) -> None:
    centre = with_match(known_times(seed), seed + 200, PIECES, history)
    assert 86 < idle.level_pct < 93
    assert centre.level_pct >= 97
    assert centre.gone < idle.gone / 4
    assert centre.fairness > 0.9


def test_while_it_is_tested_it_helps_too_and_the_test_sees_it(seed: int, history: Learned) -> None:
    centre = with_match(known_times(seed), seed + 200, PIECES, history, QUEUE.compare_percent)
    found = evaluate(centre.ledger.pieces)
    assert centre.level_pct >= 97
    assert found.verdict == "helps"
    assert found.time.low > 10


def test_a_table_dealt_out_by_chance_does_not_win(seed: int, idle: Centre, history: Learned) -> None:
    """A negative control: the same times, on kinds drawn by lot. What luck is in the deal stays far from learning."""
    deal = random.Random(seed)
    chance = altered(history, lambda row: tuple(deal.sample(row, len(row))))
    centre = with_match(known_times(seed), seed + 200, PIECES, chance, 20)
    assert centre.level_pct < idle.level_pct + 3
    assert evaluate(centre.ledger.pieces).time.estimate < 10


def test_a_table_that_knows_nothing_is_given_up(seed: int, history: Learned) -> None:
    """Another: everybody alike at everything, so both arms are longest idle."""
    alike = altered(history, lambda row: (history.table.overall,) * len(row))
    alike = replace(alike, table=replace(alike.table, usual=(history.table.overall,) * len(alike.table.usual)))
    centre = with_match(known_times(seed), seed + 200, PIECES, alike, 40)
    assert evaluate(centre.ledger.pieces).verdict == "no_help"


def test_a_table_that_says_the_contrary_is_found_out(seed: int, idle: Centre, history: Learned) -> None:
    contrary = altered(history, lambda row: tuple(2 * sum(row) // len(row) - each for each in row))
    centre = with_match(known_times(seed), seed + 200, PIECES, contrary, 40)
    assert centre.level_pct < idle.level_pct
    assert evaluate(centre.ledger.pieces).verdict in ("harms", "no_help")


def test_the_same_facts_give_the_same_decisions(seed: int, history: Learned) -> None:
    """The table is in the log, so nothing else is needed to decide again."""
    first, second = (with_match(known_times(seed), 7, 500, history, 20) for _ in range(2))
    assert first.floor.snapshot() == second.floor.snapshot()
    assert first.ledger.pieces == second.ledger.pieces


def test_switched_off_it_is_longest_idle_again(seed: int, history: Learned) -> None:
    """Piece for piece the run of a centre that never learned."""
    queue = replace(QUEUE, choice="learned", compare_percent=0)
    off = Centre(known_times(seed), queue, 7, history)
    off.record(f.MatchSwitched(queue="calls", on=False, why="no_help"))
    plain = Centre(known_times(seed), QUEUE, 7)
    for centre in (off, plain):
        centre.run(500)
    assert [(one.agent, one.ms) for one in off.ledger.segments] == [
        (one.agent, one.ms) for one in plain.ledger.segments
    ]
    assert {one.by for one in off.ledger.pieces} <= {"longest_idle", "priority_age", ""}
