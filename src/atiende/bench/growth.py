"""Whether something grows: a line through all that was measured, not two moments that may lie well or badly."""

from collections.abc import Sequence

import numpy as np

WARM_SHARE, FEWEST = 4, 20
"""The first quarter is warming up; with fewer measurements than that nothing is said."""
SHARE = 0.04
"""Of what it was: the allocator's own."""


def grown(values: Sequence[float], slack: float) -> tuple[float, float] | None:
    """Where the line begins and ends, when it rises by more than `slack` and a share of what it was; else None."""
    warm = np.asarray(values[len(values) // WARM_SHARE :], np.float64)
    if len(values) < FEWEST:
        return None
    slope, begin = np.polyfit(np.arange(len(warm)), warm, 1)
    rise = float(slope) * (len(warm) - 1)
    return (float(begin), float(begin) + rise) if rise > slack + SHARE * max(float(begin), 0.0) else None
