"""When somebody who was not reached is called again: at the agreed distance, in opening hours, and not for ever."""

from datetime import UTC, datetime

import pytest

from atiende.domain.callback_attempts import Attempt, next_attempt
from atiende.domain.hours_documents import Block, Hours
from atiende.domain.voice_documents import QueueVoice

RULES = QueueVoice(recall_attempts=3, recall_again_minutes=60)
HOURS = Hours(name="H", time_zone="Europe/Madrid", blocks=[Block(days=[1], start="09:00", end="18:00")])


def at(day: int, hour: int) -> int:
    """Of November 2026, in Madrid (an hour after UTC); the 23rd is a Monday."""
    return int(datetime(2026, 11, day, hour - 1, tzinfo=UTC).timestamp() * 1000)


@pytest.mark.parametrize(
    ("hours", "tried", "now", "attempt"),
    [
        (None, 1, at(24, 3), Attempt(at(24, 4), "later")),
        (None, 2, at(24, 3), Attempt(at(24, 4), "later")),
        (None, 3, at(24, 3), Attempt(None, "last")),
        (None, 4, at(24, 3), Attempt(None, "last")),
        (HOURS, 1, at(23, 10), Attempt(at(23, 11), "later")),
        (HOURS, 1, at(23, 17), Attempt(at(30, 9), "opening")),
        (HOURS, 1, at(24, 10), Attempt(at(30, 9), "opening")),
        (Hours(name="H", time_zone="Europe/Madrid", blocks=[]), 1, at(23, 10), Attempt(None, "never_open")),
    ],
)
def test_the_next_attempt_is_in_opening_hours_or_there_is_none(
    hours: Hours | None, tried: int, now: int, attempt: Attempt
) -> None:
    assert next_attempt(RULES, hours, tried, now) == attempt
