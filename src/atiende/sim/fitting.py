"""How long things took and how long people waited, estimated from one queue's and channel's past. Pure."""

from collections import Counter, defaultdict
from collections.abc import Callable
from math import sqrt
from statistics import fmean

from atiende.ports.twin import Stream

WEIGHT = 5
"""Few observations are drawn towards the mean of all, as if that had been seen so often (shrinkage)."""
LIVE = ("voice", "video", "webchat")
"""Channels on which people hang up; nobody hangs up a mail."""


class Fit:
    """`handled` are (agent, conversation, ms); `waited_ms` sums every wait, answered or not."""

    def __init__(self) -> None:
        self.handled: list[tuple[str, str, int]] = []
        self.transferred: Counter[str] = Counter()
        self.offers = self.missed = self.abandoned = self.waited_ms = self.wrap_ms = 0
        self.reason_of: Callable[[str], str] = str

    def stream(self, queue: str, channel: str, usual_seconds: float) -> tuple[Stream, set[str]]:
        """And remarks: codes of notes."""
        remarks = set[str]()
        times = [(agent, self.reason_of(conversation), max(1.0, ms / 1000)) for agent, conversation, ms in self.handled]
        if not times:
            remarks.add("handling_guessed")
        if not self.abandoned and channel in LIVE:
            remarks.add("no_patience_known")
        mean = fmean(seconds for _, _, seconds in times) if times else usual_seconds
        reasons = _means([(reason, seconds) for _, reason, seconds in times if reason], mean)
        relative = [(agent, seconds * mean / reasons.get(reason, mean)) for agent, reason, seconds in times]
        agents = _means(relative, mean)
        stream = Stream(
            queue=queue,
            channel=channel,
            per_hour=(),
            handle_seconds=mean,
            handle_cv=_spread([seconds / agents[agent] for agent, seconds in relative]),
            wrap_up_seconds=self.wrap_ms / 1000 / len(times) if times else 0,
            patience_seconds=self.waited_ms / 1000 / self.abandoned if self.abandoned else 0,
            agents_seconds=agents,
            reasons_seconds=reasons,
            no_answer_percent=min(95.0, 100 * self.missed / self.offers) if self.offers else 0,
            transfer_percent=100 * self.transferred.total() / len(times) if times else 0,
            transfer_to=self.transferred.most_common(1)[0][0] if self.transferred else "",
        )
        return stream, remarks


def _means(seen: list[tuple[str, float]], mean: float) -> dict[str, float]:
    """By name, drawn towards the mean of all."""
    by_name: dict[str, list[float]] = defaultdict(list)
    for name, seconds in seen:
        by_name[name].append(seconds)
    return {name: (sum(seconds) + WEIGHT * mean) / (len(seconds) + WEIGHT) for name, seconds in sorted(by_name.items())}


def _spread(relative: list[float]) -> float:
    """Deviation over mean of the times over what was expected of each."""
    if len(relative) < WEIGHT:
        return 1.0
    mean = fmean(relative)
    return min(3.0, sqrt(fmean((one - mean) ** 2 for one in relative)) / mean)
