"""Does the learned match help? The comparison test: pieces chosen by it against pieces chosen by longest idle.

The arm is drawn by the hash of the piece, so both see the same work in the same hours. The intervals hold at every look
(normal-mixture sequential test: Robbins 1970; Johari, Pekelis & Walsh 2017): looking every night is allowed, and a
match that is worth nothing is called helpful in at most 2.5 of 100 centres, ever. Both arms share one queue, so waits
differ little between them: the handling time decides, the service level is watched for harm.
"""

from collections.abc import Iterable, Sequence
from math import exp, inf, log, sqrt

from msgspec import Struct

from atiende.routing.handled import Piece, Segment

ALPHA = 0.05
EXPECTED_TIME = 0.1
"""Where the test looks sharpest: a tenth of the handling time …"""
EXPECTED_LEVEL = 0.05
"""… and five points of service level."""
LEAST_EACH = 100
"""Before either arm has so many, nothing is said."""
ENOUGH = 2000
"""With this many pieces in the smaller arm, a match that has not shown that it helps is switched off."""
DRIFT_LIMIT = 0.15
"""A week whose handling times are this far from the predicted ones has drifted."""
LEAST_OF_WEEK = 50
WEEK_MS = 7 * 86_400_000
MONDAY_MS = 4 * 86_400_000
"""1970 began on a Thursday."""


class Gain(Struct, frozen=True):
    """Above 0 the match is better; percent of time, or points of service level."""

    estimate: float = 0.0
    low: float = -100.0
    high: float = 100.0


class Evaluation(Struct, frozen=True, kw_only=True):
    """`verdict`: undecided, helps, harms, no_help, untested."""

    learned: int
    control: int
    time: Gain
    level: Gain
    verdict: str


class Week(Struct, frozen=True):
    """Geometric means, ms; `begins` is a Monday, 00:00 UTC."""

    begins: int
    pieces: int
    predicted_ms: int
    actual_ms: int
    drifted: bool


def evaluate(pieces: Sequence[Piece]) -> Evaluation:
    """Over the pieces of one queue since its comparison began."""
    chosen = [one for one in pieces if one.ms > 0 and one.by in ("learned", "learned_control")]
    learned = sum(one.by == "learned" for one in chosen)
    control = len(chosen) - learned
    time, level = _time_gain(chosen), _level_gain(pieces)
    return Evaluation(
        learned=learned, control=control, time=time, level=level, verdict=_verdict(learned, control, time, level)
    )


def _verdict(learned: int, control: int, time: Gain, level: Gain) -> str:
    if not control:
        return "untested"
    if min(learned, control) < LEAST_EACH:
        return "undecided"
    if time.high < 0 or level.high < 0:
        return "harms"
    if time.low > 0:
        return "helps"
    return "no_help" if min(learned, control) >= ENOUGH else "undecided"


def _time_gain(chosen: Sequence[Piece]) -> Gain:
    """By kind, so that a difference in what either arm got does not count; kinds weigh by what they tell."""
    groups: dict[str, tuple[list[float], list[float]]] = {}
    for one in chosen:
        arms = groups.setdefault(one.kind, ([], []))
        arms[one.by == "learned"].append(log(max(1000, one.ms)))
    pairs = [(control, learned) for control, learned in groups.values() if len(control) > 1 and len(learned) > 1]
    if not pairs:
        return Gain()
    free = sum(len(control) + len(learned) - 2 for control, learned in pairs)
    variance = sum(_squares(control) + _squares(learned) for control, learned in pairs) / free
    weights = [len(control) * len(learned) / (len(control) + len(learned)) for control, learned in pairs]
    differences = [_mean(control) - _mean(learned) for control, learned in pairs]
    estimate = sum(w * d for w, d in zip(weights, differences, strict=True)) / sum(weights)
    half = half_width(variance / sum(weights), EXPECTED_TIME)
    return Gain(_percent(estimate), _percent(estimate - half), _percent(estimate + half))


def _level_gain(pieces: Sequence[Piece]) -> Gain:
    """As the ids put them: whoever gave up was chosen for by nobody, and counts."""
    learned = [one.in_time for one in pieces if one.arm == "learned"]
    control = [one.in_time for one in pieces if one.arm == "learned_control"]
    if not learned or not control:
        return Gain()
    high, low = sum(learned) / len(learned), sum(control) / len(control)
    together = (sum(learned) + sum(control) + 1) / (len(learned) + len(control) + 2)
    half = half_width(together * (1 - together) * (1 / len(learned) + 1 / len(control)), EXPECTED_LEVEL)
    return Gain(100 * (high - low), max(-100, 100 * (high - low - half)), min(100, 100 * (high - low + half)))


def half_width(variance: float, expected: float) -> float:
    """Of the interval that holds at every look, for an estimate of this variance."""
    if variance <= 0:
        return inf
    mixed = variance + expected * expected
    return sqrt(variance * mixed / expected**2 * (2 * log(1 / ALPHA) + log(mixed / variance)))


def weeks(segments: Iterable[Segment], before: int) -> list[Week]:
    """Predicted against actual of each week that ended before this moment (ms UTC)."""
    found: dict[int, list[tuple[float, float]]] = {}
    for one in segments:
        begins = (one.taken_at - MONDAY_MS) // WEEK_MS * WEEK_MS + MONDAY_MS
        if one.predicted and not one.transferred and begins + WEEK_MS <= before:
            found.setdefault(begins, []).append((log(one.predicted), log(max(1000, one.ms))))
    return [_week(begins, rows) for begins, rows in sorted(found.items()) if len(rows) >= LEAST_OF_WEEK]


def _week(begins: int, rows: Sequence[tuple[float, float]]) -> Week:
    away = [actual - predicted for predicted, actual in rows]
    mean, error = _mean(away), sqrt(_squares(away) / (len(away) - 1) / len(away))
    return Week(
        begins,
        len(rows),
        round(exp(_mean([predicted for predicted, _ in rows]))),
        round(exp(_mean([actual for _, actual in rows]))),
        abs(mean) > max(DRIFT_LIMIT, 3 * error),
    )


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _squares(values: Sequence[float]) -> float:
    middle = _mean(values)
    return sum((value - middle) ** 2 for value in values)


def _percent(difference: float) -> float:
    """A difference of log times as percent saved; beyond a factor of e⁵ it is all the same."""
    return 100 * (1 - exp(-min(max(difference, -5.0), 5.0)))
