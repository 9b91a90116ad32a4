"""Expected waits are honest: over simulated queues as many wait longer, and shorter, than they were told as should."""

import heapq
import random
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from math import sqrt

import pytest

from atiende.domain import facts as f
from atiende.domain.documents import Queue, Required
from atiende.routing.expected import (
    BELIEVED,
    LOWER,
    RECENT,
    UPPER,
    Handling,
    Pace,
    Range,
    Serving,
    Staff,
    expected,
    serving,
    together,
)

MEAN_MS = 300_000.0
Draw = Callable[[random.Random], float]


def exponential(chance: random.Random) -> float:
    return chance.expovariate(1 / MEAN_MS)


def lognormal(chance: random.Random) -> float:
    """As varied as its mean, which is what handling times look like."""
    return chance.lognormvariate(-0.5 * 0.6931, sqrt(0.6931)) * MEAN_MS


@dataclass
class Told:
    """How it turned out for those who were told a range: shares below its lower and above its upper end."""

    waits: list[tuple[Range, float]] = field(default_factory=list)

    def below(self) -> float:
        return sum(wait < told.low_ms for told, wait in self.waits) / len(self.waits)

    def above(self) -> float:
        return sum(wait > told.high_ms for told, wait in self.waits) / len(self.waits)


def queue_of(agents: int, draw: Draw, seed: int, tell: Callable[[int, Serving, Handling], Range | None]) -> Told:
    """Many days at 97 % load, first come first served; once each agent has ended a few, who has to wait is told."""
    chance, told = random.Random(seed), Told()
    for _ in range(400):
        recent: deque[float] = deque([draw(chance) for _ in range(RECENT)], maxlen=RECENT)
        busy = [draw(chance) for _ in range(agents)]
        heapq.heapify(busy)
        waiting: deque[float] = deque()
        going: list[tuple[float, float]] = []
        now = 0.0
        for number in range(10 * agents + 30):
            now += chance.expovariate(0.97 * agents / MEAN_MS)
            while waiting and waiting[0] <= now:
                waiting.popleft()
            while going and going[0][0] <= now:
                recent.append(heapq.heappop(going)[1])
            free = sum(end <= now for end in busy)
            handling = Handling((sum(recent) + BELIEVED * MEAN_MS) / (RECENT + BELIEVED), RECENT + BELIEVED)
            range_told = tell(len(waiting), Serving(agents, free), handling)
            begins = max(now, busy[0])
            work = draw(chance)
            heapq.heapreplace(busy, begins + work)
            heapq.heappush(going, (begins + work, work))
            if begins > now:
                waiting.append(begins)
                if range_told is not None and number >= 10 * agents:
                    told.waits.append((range_told, begins - now))
    return told


@pytest.mark.parametrize("agents", [1, 3, 20])
def test_as_many_wait_longer_and_shorter_as_was_said(agents: int) -> None:
    told = queue_of(agents, exponential, 7, expected)
    assert len(told.waits) > 5_000
    assert told.below() == pytest.approx(LOWER, abs=0.05)
    assert told.above() == pytest.approx(1 - UPPER, abs=0.04)


@pytest.mark.parametrize("agents", [3, 20])
def test_with_handling_times_as_they_are_the_upper_end_still_holds(agents: int) -> None:
    told = queue_of(agents, lognormal, 11, expected)
    assert told.above() < 0.15
    assert told.below() < 0.35


def test_the_check_notices_a_promised_mean() -> None:
    def mean(ahead: int, serving: Serving, handling: Handling) -> Range:
        wait = int((ahead + 1) * handling.mean_ms / serving.units)
        return Range(wait, wait)

    assert queue_of(3, exponential, 7, mean).above() > 0.3


def test_the_check_notices_one_who_counts_colleagues_that_are_not_there() -> None:
    def rosy(ahead: int, serving: Serving, handling: Handling) -> Range | None:
        return expected(ahead, Serving(serving.units * 2, serving.free), handling)

    assert queue_of(3, exponential, 7, rosy).above() > 0.3


def test_nobody_serving_is_no_estimate_and_a_free_agent_is_no_wait() -> None:
    handling = Handling(MEAN_MS, 10)
    assert expected(5, Serving(0, 0), handling) is None
    assert expected(1, Serving(4, 2), handling) == Range(0, 0)


def test_more_ahead_is_longer_and_more_agents_shorter() -> None:
    handling = Handling(MEAN_MS, 20)
    ends = [expected(ahead, Serving(5, 0), handling) for ahead in range(0, 3_000, 7)]
    highs = [one.high_ms for one in ends if one is not None]
    assert len(highs) == len(ends) and highs == sorted(highs)
    few, many = expected(9, Serving(2, 0), handling), expected(9, Serving(9, 0), handling)
    assert few is not None and many is not None and few.low_ms > many.high_ms


def test_little_history_makes_a_wider_range() -> None:
    sure, unsure = (expected(3, Serving(3, 0), Handling(MEAN_MS, pieces)) for pieces in (40, 4))
    assert sure is not None and unsure is not None
    assert unsure.high_ms - unsure.low_ms > sure.high_ms - sure.low_ms


QUEUES = {
    "support": Queue(name="s", brand="main", teams=["first"]),
    "sales": Queue(name="v", brand="main", teams=["first", "second"]),
    "later": Queue(name="l", brand="main", teams=["first"], precedence=9),
    "expert": Queue(name="x", brand="main", skills=[Required(skill="sap", level=3)]),
}


def agent(*teams: str, load: int = 0, capacity: int = 1, **more: dict[str, int]) -> Staff:
    return Staff(f.Ability(teams=teams, capacity={"webchat": capacity}, **more), {"webchat": load})


def test_an_agent_of_two_queues_counts_for_each_by_its_work() -> None:
    waiting = {"support": 9, "sales": 10}
    staff = [agent("first"), agent("second")]
    assert serving("support", "webchat", QUEUES, waiting, together(QUEUES, staff)) == Serving(0.5, 0.5)
    assert serving("sales", "webchat", QUEUES, waiting, together(QUEUES, staff)).units == pytest.approx(1 + 11 / 20)


def test_a_thousand_who_serve_the_same_queues_are_counted_once_for_all_of_them() -> None:
    staff = [agent("first") for _ in range(1000)]
    assert len(together(QUEUES, [*staff, agent("second"), agent("nobodys")])) == 2
    assert serving("support", "webchat", QUEUES, {"support": 1}, together(QUEUES, staff)) == Serving(1000, 1000)


def test_a_queue_that_always_goes_later_takes_nobody_away() -> None:
    staff = [agent("first", load=1)]
    assert serving("support", "webchat", QUEUES, {"support": 1, "later": 50}, together(QUEUES, staff)) == Serving(1, 0)
    assert serving(
        "later", "webchat", QUEUES, {"support": 9, "later": 0}, together(QUEUES, staff)
    ).units == pytest.approx(0.1)


def test_only_who_may_and_can_serve_counts() -> None:
    staff = [agent("first", skills={"sap": 2}), agent("second", skills={"sap": 3}, capacity=2, load=1)]
    assert serving("expert", "webchat", QUEUES, {}, together(QUEUES, staff)) == Serving(2, 1)


def queued(at: int, name: str) -> f.Logged:
    fact = f.InteractionQueued(
        interaction=name, conversation="c", customer="x", brand="main", channel="webchat", endpoint="e",
        queue="support", since=at,
    )  # fmt: skip
    return f.Logged(tenant="t", seq=1, at=at, actor="system", fact=fact)


def test_the_pace_is_that_of_the_newest_work_and_the_configured_one_until_then() -> None:
    pace, queue = Pace(), Queue(name="s", brand="main", handle_seconds=100)
    assert pace.handling("support", "webchat", queue) == Handling(100_000, BELIEVED)
    for number in range(RECENT + 10):
        name = f"i{number}"
        long = 1_000_000 if number < 10 else 20_000
        pace.apply(queued(0, name))
        taken = f.InteractionTaken(interaction=name, conversation="c", agent="a", channel="webchat")
        ended = f.InteractionEnded(interaction=name, conversation="c", how="done", by="agent", agent="a")
        pace.apply(f.Logged(tenant="t", seq=1, at=0, actor="system", fact=taken))
        pace.apply(f.Logged(tenant="t", seq=1, at=long, actor="system", fact=ended))
    found = pace.handling("support", "webchat", queue)
    assert found.pieces == RECENT + BELIEVED
    assert found.mean_ms == pytest.approx((RECENT * 20_000 + BELIEVED * 100_000) / (RECENT + BELIEVED))
