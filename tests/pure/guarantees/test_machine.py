"""The same centre, driven by hypothesis, which looks for the shortest day on which something does not hold."""

from collections.abc import Callable

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from atiende.bench.histories import EVENTS, Day

events = st.sampled_from(sorted(set(EVENTS), key=lambda event: event.__name__))


class Days(RuleBasedStateMachine):
    """Dice are thrown anew for every step, so that leaving one out does not change the others."""

    @initialize(seed=st.integers(0, 9_999))
    def opens(self, seed: int) -> None:
        self.day = Day(seed)
        self.day.opens()

    @rule(event=events, seed=st.integers(0, 9_999))
    def happens(self, event: Callable[[Day], None], seed: int) -> None:
        self.day.dice.seed(seed)
        event(self.day)
        self.day.decides()

    @rule(seconds=st.sampled_from((1, 3, 12, 31, 70)))
    def passes(self, seconds: int) -> None:
        self.day.passes(seconds)

    @invariant()
    def every_guarantee_holds(self) -> None:
        assert not hasattr(self, "day") or self.day.broken == []

    def teardown(self) -> None:
        if hasattr(self, "day"):
            self.day.passes(90)
            assert self.day.wrong == []
            assert self.day.different == []


TestDays = Days.TestCase
TestDays.settings = settings(
    max_examples=25,
    stateful_step_count=30,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
