"""Two hundred random days on the production floor; and floors broken on purpose, which the same checks find."""

import pytest
from msgspec.structs import replace

from atiende.bench.histories import START, Day, report
from atiende.domain import facts as f
from atiende.routing.crew import Crew
from atiende.routing.floor import Floor
from atiende.routing.guarantees.violation import NO_IDLE, ORDER, OVERTAKING, PERMITTED, STRANDED, Violation
from atiende.routing.receipt import Decided
from atiende.routing.rules import Need

SEEDS = 200


def test_two_hundred_histories_break_nothing() -> None:
    for seed in range(SEEDS):
        assert Day(seed).run(50).wrong == [], f"seed {seed}"


def test_every_offer_of_a_history_is_decided_again_alike() -> None:
    offers = 0
    for seed in range(0, SEEDS, 10):
        day = Day(seed).run(60)
        assert day.different == [], f"seed {seed}"
        offers += sum(isinstance(one.fact, f.InteractionOffered) for one in day.log)
    assert offers > 300


class Lazy(Floor):
    """Gives out one piece of work at most, and forgets the rest of the moment."""

    def decide(self, now: int) -> list[Decided]:
        made = super().decide(now)
        for one in made[1:]:
            self.release(one)
            self._parked.clear()
        return made[:1]


class YoungestFirst(Floor):
    """Takes the last come first."""

    def apply(self, logged: f.Logged) -> None:
        fact = logged.fact
        if isinstance(fact, f.InteractionQueued):
            logged = replace(logged, fact=replace(fact, since=2 * START - fact.since))
        super().apply(logged)


class Careless(Floor):
    """Whoever is there may have it."""

    def __init__(self) -> None:
        super().__init__()
        self.crew.__class__ = Anybody


class Anybody(Crew):
    def fit(self, need: Need) -> int:
        return self._everybody


class Forgetful(Floor):
    """What was declined does not come back."""

    def apply(self, logged: f.Logged) -> None:
        fact = logged.fact
        if not isinstance(fact, f.InteractionQueued) or fact.why != "declined":
            super().apply(logged)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [(Lazy, {NO_IDLE}), (YoungestFirst, {ORDER, OVERTAKING}), (Careless, {PERMITTED}), (Forgetful, {STRANDED})],
)
def test_a_broken_floor_is_found(kind: type[Floor], expected: set[str]) -> None:
    found: set[str] = set()
    for seed in range(20):
        found |= {one.guarantee for one in Day(seed, kind).run(60).wrong if isinstance(one, Violation)}
    assert expected & found
    assert found <= expected | {NO_IDLE, STRANDED, ORDER, OVERTAKING}


class Moody(Floor):
    """Knows something that is in no fact: every third receipt says so."""

    count = 0

    def decide(self, now: int) -> list[Decided]:
        made = super().decide(now)
        Moody.count += 1
        return made if Moody.count % 3 else [_told_otherwise(one) for one in made]


def _told_otherwise(one: Decided) -> Decided:
    return replace(one, seen=replace(one.seen, configuration=one.seen.configuration + 1))


def test_a_decision_that_depends_on_more_than_the_facts_is_found() -> None:
    assert any(Day(seed, Moody).run(60).different for seed in range(10))


def test_the_soak_says_what_it_did(capsys: pytest.CaptureFixture[str]) -> None:
    assert report(seeds=3, first=0, steps=30) == 0
    assert "3 histories" in capsys.readouterr().out
