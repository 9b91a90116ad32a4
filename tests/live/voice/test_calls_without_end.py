"""Calls that begin and end all the time: nothing grows. CI has seconds of what `atiende soak --calls` does by hand."""

import random
from collections.abc import Callable

import pytest

from atiende.bench import soak_telephones
from atiende.bench.growth import Held, grown
from atiende.bench.soak_calls import Outcome, judge, judge_here, soak
from atiende.voice.embedded.wire import Figures

IDLE = Figures(legs=0, connections=0, tasks=5, files=12, events=0, memory=80_000_000, refused=0)
HERE = Held(memory=90_000_000, tasks=4, files=20)
SECONDS = 1800


def measured(value: Callable[[int], float], seconds: int = SECONDS) -> list[float]:
    """Second by second, with the noise of an allocator."""
    noise = random.Random(1)
    return [value(second) + noise.uniform(-1e6, 1e6) for second in range(seconds)]


@pytest.mark.live
async def test_calls_come_and_go_in_any_order_of_what_is_done_to_them_and_nothing_is_left_of_them() -> None:
    outcome = await soak(3, minutes=0.1, seed=3)
    assert outcome.calls >= 3
    assert outcome.faltered == 0
    assert outcome.holds, outcome


def judged(media: list[Held], here: list[Held], after: Figures = IDLE, after_here: Held = HERE) -> Outcome:
    outcome = Outcome(calls=3, media=media, here=here)
    judge(outcome, IDLE, after)
    judge_here(outcome, HERE, after_here)
    return outcome


def held(memory: list[float], tasks: int = 5, files: int = 12) -> list[Held]:
    return [Held(int(one), tasks, files) for one in memory]


QUIET = held(measured(lambda _: 80e6))


def test_nothing_that_stays_as_it_is_is_said_to_grow() -> None:
    assert judged(QUIET, QUIET).holds
    assert judged(QUIET[:10], QUIET[:10]).holds


@pytest.mark.parametrize("broken", [{"legs": 1}, {"connections": 2}, {"places": 3}, {"tasks": 9}, {"files": 40}])
def test_the_judge_sees_what_is_left(broken: dict[str, int]) -> None:
    after = Figures(**({name: getattr(IDLE, name) for name in IDLE.__struct_fields__} | broken))
    assert not judged(QUIET, QUIET, after=after).holds
    assert judged(QUIET, QUIET, after=IDLE).holds


@pytest.mark.parametrize("who", ["media", "here"])
@pytest.mark.parametrize(
    "leaking",
    [
        held(measured(lambda second: 80e6 + 10_000 * second)),
        [Held(80_000_000, 5 + second // 10, 12) for second in range(SECONDS)],
        [Held(80_000_000, 5, 12 + second // 10) for second in range(SECONDS)],
    ],
    ids=["a kilobyte or two a call", "a task a few calls", "a port a few calls"],
)
def test_the_judge_sees_what_grows_here_and_there_though_it_is_given_back_in_the_end(
    who: str, leaking: list[Held]
) -> None:
    """Negative control."""
    assert not (judged(leaking, QUIET) if who == "media" else judged(QUIET, leaking)).holds


def test_the_same_of_telephones_through_asterisk() -> None:
    leaking = held(measured(lambda second: 80e6 + 10_000 * second))
    for asterisk, application, well in ((QUIET, QUIET, True), (leaking, QUIET, False), (QUIET, leaking, False)):
        outcome = soak_telephones.Outcome(calls=9, asterisk=asterisk, application=application)
        soak_telephones.judge(outcome, 100)
        assert outcome.holds == well
    remembered = soak_telephones.Outcome(calls=9, asterisk=QUIET, application=leaking)
    soak_telephones.judge(remembered, 5000)
    assert remembered.holds, "so many calls leave something in the application's memory"
    assert not soak_telephones.Outcome(calls=9, unbridged=1).holds
    assert not soak_telephones.Outcome(calls=9, left=["channels: 1"]).holds


def test_a_line_tells_warming_up_and_waves_from_growth() -> None:
    assert grown(measured(lambda second: 80e6 + min(second, 300) * 100_000), 4e6) is None, "it warms up, and stays"
    assert grown(measured(lambda second: 80e6 + 5e6 * (second // 60 % 2)), 4e6) is None, "it comes and goes"
    assert grown(measured(lambda second: 80e6 + 8e6 * (second > 900)), 4e6), "it took a step, and never came back"
    begin, end = grown(measured(lambda second: 80e6 + 10_000 * second), 4e6) or (0.0, 0.0)
    assert 12e6 < end - begin < 15e6
