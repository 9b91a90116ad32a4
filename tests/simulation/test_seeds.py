"""Simulated days: the same every time, what they once found, and days from which a mechanism was taken out."""

from pathlib import Path

import pytest

from atiende.bench.simulated.variants import Variant
from atiende.bench.simulated.world import Outcome, simulate

pytestmark = pytest.mark.timeout(300)
FOUND = sorted((Path(__file__).parent / "seeds").glob("*.txt"))


@pytest.mark.parametrize("seed", [1, 0], ids=["one node", "three nodes"])
def test_a_seed_is_the_same_day_every_time(seed: int) -> None:
    """All facts and all that clients saw, byte for byte."""
    first, second = simulate(seed), simulate(seed)
    assert first.acked > 20
    assert (first.digest, first.facts, first.acked) == (second.digest, second.facts, second.acked)


@pytest.mark.parametrize("found", FOUND, ids=lambda path: str(path.stem))
def test_what_a_seed_once_found_is_mended(found: Path) -> None:
    """Each file: the seed on its first line, then what it found. The day of a seed is another one once a person or a
    fault is added; what was found has tests of its own beside."""
    outcome = simulate(int(found.read_text().split()[0]))
    assert not outcome.wrong, outcome.told()


def first_red(variant: Variant, numbers: str, seeds: range) -> Outcome | None:
    """The first seed in which one of these invariants is broken."""
    for seed in seeds:
        outcome = simulate(seed, variant)
        if any(f"{number} " in one for one in outcome.wrong for number in numbers.split()):
            return outcome
    return None


@pytest.mark.parametrize(
    ("variant", "numbers"),
    [
        ("early_ack", "I1"),
        ("unsynced", "I1 ended:"),
        ("resending", "I3"),
        ("hasty", "I3"),
        ("unfenced", "I4"),
        ("unswept", "I5"),
        ("stale_rows", "I6"),
        ("no_timers", "I9"),
    ],
)
def test_without_the_mechanism_the_checkers_go_red(variant: Variant, numbers: str) -> None:
    """And with it the same faults on the same day do no harm."""
    red = first_red(variant, numbers, range(15))
    assert red is not None
    assert not simulate(red.seed, variant, sound=True).wrong
