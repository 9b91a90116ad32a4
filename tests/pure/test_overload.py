"""What is let go under load, step by step, and taken up again later than it was let go."""

from atiende.domain.overload import (
    CALM_SHARE,
    HIGHEST,
    LETS_GO,
    LOWER_SECONDS,
    RAISE_SECONDS,
    TARGET_SECONDS,
    Shedding,
)

STEP = 0.1
SLOW, CALM, BETWEEN = TARGET_SECONDS * 2, 0.0, TARGET_SECONDS * (CALM_SHARE + 1) / 2


class Watched:
    """A controller told of a delay every tenth of a second of a clock of its own."""

    def __init__(self) -> None:
        self.shedding, self.now = Shedding(), 0.0

    def run(self, seconds: float, delay: float) -> int:
        for _ in range(round(seconds / STEP)):
            self.now += STEP
            self.shedding.observe(self.now, delay)
        return self.shedding.level


def test_nothing_is_let_go_while_nobody_waits() -> None:
    assert Watched().run(600, CALM) == 0


def test_a_short_peak_is_no_overload_however_high() -> None:
    watched = Watched()
    for _ in range(100):
        assert watched.run(RAISE_SECONDS - 2 * STEP, 30.0) == 0
        assert watched.run(STEP, CALM) == 0


def test_one_thing_after_the_other_is_let_go_for_as_long_as_it_lasts() -> None:
    watched = Watched()
    levels = [watched.run(RAISE_SECONDS + 2 * STEP, SLOW) for _ in range(HIGHEST + 2)]
    assert levels == [1, 2, 3, 4, 4, 4]


def test_it_is_taken_up_again_one_after_the_other_and_later() -> None:
    watched = Watched()
    watched.run(60, SLOW)
    levels = [watched.run(LOWER_SECONDS + 2 * STEP, CALM) for _ in range(HIGHEST + 1)]
    assert levels == [3, 2, 1, 0, 0]


def test_between_the_two_bounds_nothing_changes() -> None:
    watched = Watched()
    watched.run(RAISE_SECONDS + 2 * STEP, SLOW)
    assert watched.run(600, BETWEEN) == 1


def test_the_same_delays_lead_to_the_same_levels() -> None:
    def history() -> list[int]:
        watched = Watched()
        return [watched.run(0.7, SLOW if turn % 5 else CALM) for turn in range(100)]

    assert history() == history()


def test_the_order_is_that_of_the_design_and_what_came_in_is_not_in_it() -> None:
    order = sorted(LETS_GO, key=lambda what: LETS_GO[what])
    assert order == ["background", "simulations", "exports", "reports", "bots", "signals"]
