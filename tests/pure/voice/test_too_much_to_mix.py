"""When the mixer turns to cheaper coding by itself, and when it turns back."""

from collections.abc import Callable

import pytest

from atiende.voice.embedded.media.load import Load
from atiende.voice.embedded.media.opus import Encoder
from tests.doubles.studio import Studio

FULL, CHEAP, PASSING = 0.000_1, 0.000_02, 0.004
"""Processor seconds for one ear, and in a tick's time for the packets that are only passed on."""


class Machine:
    """One core, as the load sees it."""

    def __init__(self) -> None:
        self.load = Load()

    def ticks(self, count: int, mixed: int, late: Callable[[int], float] = lambda _: 0.0) -> bool:
        """Whether it mixes cheaply after so many."""
        for number in range(count):
            took = mixed * (CHEAP if self.load.is_degraded else FULL)
            self.load.note(late(number), took, (took + PASSING) / 0.020, mixed)
        return self.load.is_degraded


def test_what_one_core_can_do_is_done_in_full() -> None:
    assert not Machine().ticks(5000, mixed=100)


def test_a_core_that_is_nearly_full_turns_to_cheaper_coding_though_no_tick_is_late() -> None:
    """Packets wait long before ticks do."""
    assert Machine().ticks(200, mixed=140)


def test_ticks_that_run_late_turn_to_cheaper_coding_and_one_alone_does_not() -> None:
    assert not Machine().ticks(1000, mixed=20, late=lambda number: 0.03 if number % 100 == 0 else 0.0)
    assert Machine().ticks(100, mixed=20, late=lambda number: 0.015 if number % 10 == 0 else 0.0)


def test_nothing_that_is_mixed_is_nothing_to_be_cheaper_at() -> None:
    assert not Machine().ticks(1000, mixed=0, late=lambda _: 0.05)


def test_it_turns_back_when_there_is_room_for_ten_seconds_and_not_before() -> None:
    machine = Machine()
    assert machine.ticks(300, mixed=140)
    assert machine.ticks(5000, mixed=140), "in full quality it would be too much again"
    assert machine.ticks(450, mixed=30)
    assert not machine.ticks(150, mixed=30)


def test_a_late_tick_now_and_then_keeps_nobody_from_sounding_well_again() -> None:
    machine = Machine()
    assert machine.ticks(300, mixed=140)
    assert not machine.ticks(700, mixed=30, late=lambda number: 0.02 if number % 60 == 0 else 0.0)
    assert machine.ticks(300, mixed=140)
    assert machine.ticks(3000, mixed=30, late=lambda number: 0.02 if number % 20 == 0 else 0.0)


def test_it_does_not_swing_between_the_two() -> None:
    machine, turns = Machine(), 0
    for mixed in (140, 75, 140, 75, 140, 75):
        before = machine.load.is_degraded
        turns += machine.ticks(2000, mixed=mixed) != before
    assert turns == 1, "between too much and room enough it stays as it is"


@pytest.mark.parametrize(("work", "cheaply"), [(0.019, True), (0.004, False)])
def test_the_core_counts_the_processor_time_between_its_ticks_too(work: float, cheaply: bool) -> None:
    """`work`: seconds that its thread takes for each 20 ms, whatever for."""
    studio = Studio(("customer", "agent", "third"), work=work)
    studio.core.bridge("call", {"customer", "agent", "third"})
    studio.pass_by(4)
    assert bool(studio.core.figures()["degraded"]) == cheaply
    packets = studio.phones["customer"].packets()
    assert _is_celt(packets[-1].payload) == cheaply
    assert not _is_celt(packets[0].payload)


def _is_celt(packet: bytes) -> bool:
    """By the configuration in its first octet (RFC 6716, 3.1)."""
    return packet[0] >> 3 >= 16


def test_what_is_cheap_is_told_apart_from_what_is_not() -> None:
    """Negative control of the above."""
    import numpy as np

    frame = np.zeros(320, np.float32)
    assert _is_celt(Encoder("degraded").encode(frame))
    assert not _is_celt(Encoder().encode(frame))
