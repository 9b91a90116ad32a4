"""A queue's learned match as it stands: what was learned, whether it is in force, and what its comparison test says."""

from typing import ClassVar

from atiende.domain.facts import MatchTable
from atiende.domain.row import Projection

Gain = tuple[float, float, float]
"""Estimate, lower and upper end."""


class Match(Projection, frozen=True, kw_only=True):
    """Fields as in the facts of the same names. In force while `on` and the queue's choice is `learned`.

    `switched_at` is when the present comparison began; `why` and `by` say who or what switched it last.
    """

    TABLE: ClassVar[str] = "matches"
    KEY: ClassVar[tuple[str, ...]] = ("queue",)
    queue: str
    version: int
    table: MatchTable
    trained_at: int
    trained_on: int
    transferred: int
    since: int
    until: int
    inputs: tuple[str, ...]
    on: bool = True
    switched_at: int = 0
    why: str = ""
    by: str = ""
    evaluated_at: int = 0
    learned: int = 0
    control: int = 0
    time_gain: Gain = (0.0, 0.0, 0.0)
    level_gain: Gain = (0.0, 0.0, 0.0)
    verdict: str = "undecided"


class MatchWeek(Projection, frozen=True, kw_only=True):
    """Predicted against actual handling time of one week."""

    TABLE: ClassVar[str] = "match_weeks"
    KEY: ClassVar[tuple[str, ...]] = ("queue", "week")
    queue: str
    week: int
    version: int
    pieces: int
    predicted_ms: int
    actual_ms: int
    drifted: bool
