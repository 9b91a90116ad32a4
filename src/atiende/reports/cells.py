"""What is counted of one half hour: of the entries into a queue, and of an agent. Only sums, so that parts add up to
the whole whoever adds them and in whatever order. Times in ms.
"""

from collections import Counter


class Cell:
    """The entries into one queue on one channel in one half hour.

    `agents` worked on them; `waits` are of everybody who left the queue, answered or abandoned. `open` counts those who
    still wait by the moment from which they are a miss; `due` does the same for first answers not yet given. Both hold
    negative counts while a cell is only what was added since it was last kept.
    """

    SUMS = (
        "offered", "answered", "abandoned", "short", "moved", "refused", "within", "answer_ms", "handled", "handle_ms",
        "transferred", "targets", "met", "firsts", "first_ms",
    )  # fmt: skip
    __slots__ = (*SUMS, "agents", "brand", "due", "open", "waits")

    def __init__(self, brand: str = "") -> None:
        self.brand = brand
        self.offered = self.answered = self.abandoned = self.refused = self.short = self.moved = 0
        self.within = self.answer_ms = self.handled = self.handle_ms = self.transferred = 0
        self.targets = self.met = self.firsts = self.first_ms = 0
        self.waits: list[int] = []
        self.agents: set[str] = set()
        self.open: dict[int, int] = {}
        self.due: dict[int, int] = {}

    def add(self, other: "Cell") -> None:
        for name in self.SUMS:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.waits.extend(other.waits)
        self.agents |= other.agents
        merge(self.open, other.open)
        merge(self.due, other.due)

    def undecided(self, now: int | None) -> int:
        """Who still waits and may be answered in time yet. None: all over, nobody is waited for."""
        return 0 if now is None else sum(count for moment, count in self.open.items() if moment >= now)

    def level_base(self, now: int | None) -> int:
        """The denominator of the service level: offered, without short abandons and without those of whom nobody can
        say yet, or ever, whether they would have been answered in time."""
        return self.offered - self.short - self.moved - self.undecided(now)

    def target_base(self, now: int | None) -> int:
        """The denominator of first answers in time: targets that were set and are decided."""
        return self.targets - (0 if now is None else sum(n for moment, n in self.due.items() if moment >= now))


class AgentCell:
    """One agent in one half hour: `taken` pieces begun, `handled` ended in it; busy, ready and paused time that falls
    into it (several pieces at once are one time of work)."""

    SUMS = (
        "taken", "handled", "handle_ms", "transferred", "missed", "declined", "resolved", "answers", "busy_ms",
        "ready_ms", "paused_ms",
    )  # fmt: skip
    __slots__ = SUMS

    def __init__(self) -> None:
        self.taken = self.handled = self.handle_ms = self.transferred = self.missed = self.declined = 0
        self.resolved = self.answers = self.busy_ms = self.ready_ms = self.paused_ms = 0

    def add(self, other: "AgentCell") -> None:
        for name in self.SUMS:
            setattr(self, name, getattr(self, name) + getattr(other, name))


def count(counts: dict[int, int], moment: int, by: int) -> None:
    """Adds to one count; what comes to nothing is left out."""
    left = counts.get(moment, 0) + by
    if left:
        counts[moment] = left
    else:
        counts.pop(moment, None)


def merge(into: dict[int, int], other: dict[int, int]) -> None:
    for moment, by in other.items():
        count(into, moment, by)


def counted(counts: dict[int, int]) -> Counter[int]:
    """For those who compare: the counts without those that came to nothing."""
    return Counter({moment: by for moment, by in counts.items() if by})


Named = dict[str, int]
"""Counts by name; what comes to nothing is left out."""


def add_named(counts: Named, name: str, by: int) -> None:
    left = counts.get(name, 0) + by
    if left:
        counts[name] = left
    else:
        counts.pop(name, None)
