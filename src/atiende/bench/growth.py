"""What processes hold while they are used, and whether it grows: a line through all that was measured, not two moments
that may lie well or badly."""

import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from msgspec import Struct

WARM_SHARE, FEWEST = 4, 20
"""The first quarter is warming up; with fewer measurements than that nothing is said."""
SHARE = 0.04
"""Of what it was: the allocator's own."""
SLACK_BYTES, SLACK_COUNT = 4_000_000, 20
TOLD = 10


class Held(Struct, frozen=True):
    """What a process holds at a moment."""

    memory: int
    tasks: int
    files: int


def held_by(pid: int) -> Held:
    """Threads stand for tasks: from outside nobody sees more."""
    place = Path(f"/proc/{pid}")
    pages = int((place / "statm").read_text().split()[1])
    threads, files = (sum(1 for _ in (place / name).iterdir()) for name in ("task", "fd"))
    return Held(pages * os.sysconf("SC_PAGE_SIZE"), threads, files)


def told(between: Sequence[Held]) -> Sequence[Held]:
    """A few of them, from the first on."""
    return between[:: max(1, len(between) // TOLD)]


def memory_told(who: str, between: Sequence[Held]) -> str:
    return f"{who}, memory, MB: " + " ".join(f"{one.memory / 1e6:.0f}" for one in told(between))


def grew(who: str, between: Sequence[Held], more: float = 0.0) -> list[str]:
    """What rose all the time. `more`: bytes that may be held in the end, for a reason."""
    rose = []
    limits = (("memory", SLACK_BYTES + more, 1e6), ("tasks", SLACK_COUNT, 1), ("files", SLACK_COUNT, 1))
    for name, slack, unit in limits:
        if found := grown([getattr(one, name) for one in between], slack):
            rose.append(f"{who}, {name} while it ran: {found[0] / unit:.1f} → {found[1] / unit:.1f}")
    return rose


def grown(values: Sequence[float], slack: float) -> tuple[float, float] | None:
    """Where the line begins and ends, when it rises by more than `slack` and a share of what it was; else None."""
    warm = np.asarray(values[len(values) // WARM_SHARE :], np.float64)
    if len(values) < FEWEST:
        return None
    slope, begin = np.polyfit(np.arange(len(warm)), warm, 1)
    rise = float(slope) * (len(warm) - 1)
    return (float(begin), float(begin) + rise) if rise > slack + SHARE * max(float(begin), 0.0) else None
