"""How an agent's time went of late: at work on something, free, or away; and when a cap on it binds.

Occupancy is time at work on something over that and free time (`metrics.md`); time away counts as neither.
"""

from msgspec import Struct

BUSY, IDLE, AWAY = 1, 0, -1
Span = tuple[int, int]
"""Since when (ms UTC), and what."""


class Timeline(Struct):
    """What he did since when, the last span still going on. Before the first he was away."""

    spans: list[Span] = []

    def turn(self, at: int, doing: int, keep: int) -> None:
        """From now on he does this. What ended longer than `keep` ms ago is forgotten."""
        spans = self.spans
        if spans and spans[-1][0] >= at:
            spans.pop()
        if not spans or spans[-1][1] != doing:
            spans.append((at, doing))
        while len(spans) > 1 and spans[1][0] <= at - keep:
            del spans[0]

    def worked(self, now: int, window: int) -> tuple[int, int]:
        """Busy and idle ms of the last `window` ms."""
        busy = idle = 0
        until, first = now, now - window
        for since, doing in reversed(self.spans):
            length = until - max(since, first)
            if length > 0:
                busy += length if doing == BUSY else 0
                idle += length if doing == IDLE else 0
                until = max(since, first)
            if since <= first:
                break
        return busy, idle

    def occupancy(self, now: int, window: int) -> int:
        """In thousandths."""
        busy, idle = self.worked(now, window)
        return 1000 * busy // (busy + idle) if busy else 0

    def over(self, now: int, cap: int, window: int) -> tuple[bool, int | None]:
        """Whether he was busy more than `cap` percent of his time in the window, and when that changes although nothing
        happens (None: never). With less than half a window to judge by, nobody is over it."""
        busy, idle = self.worked(now, window)
        above, judged = 100 * busy - cap * (busy + idle), 2 * (busy + idle) - window
        over, at = above > 0 and judged >= 0, now
        doing = self._doing(now)
        for until, leaving in self._leaving(now, window):
            busier = (doing == BUSY) - (leaving == BUSY)
            longer = busier + (doing == IDLE) - (leaving == IDLE)
            rises, lasts = 100 * busier - cap * longer, 2 * longer
            change = _falls(above, rises, judged, lasts) if over else _exceeds(above, rises, judged, lasts)
            if change is not None and (until is None or at + change <= until):
                return over, at + change
            if until is not None:
                above, judged, at = above + rises * (until - at), judged + lasts * (until - at), until
        return over, None

    def _doing(self, now: int) -> int:
        return next((doing for since, doing in reversed(self.spans) if since <= now), AWAY)

    def _leaving(self, now: int, window: int) -> list[tuple[int | None, int]]:
        """What falls out of the window next, in order: (until when, what); the last goes on for ever."""
        edges: list[tuple[int | None, int]] = []
        before = AWAY
        for since, doing in self.spans:
            if since + window > now:
                edges.append((since + window, before))
            before = doing
        return [*edges, (None, before)]


def _falls(above: int, rises: int, judged: int, lasts: int) -> int | None:
    """The first ms at which he is not above the cap any more, or too little is left to judge by."""
    falls = [-(above // rises)] if rises < 0 else []
    if lasts < 0:
        falls.append(judged // -lasts + 1)
    return min(falls, default=None)


def _exceeds(above: int, rises: int, judged: int, lasts: int) -> int | None:
    """The first ms at which he is above it, with enough to judge by; both are straight lines."""
    wait = 0
    if above <= 0:
        if rises <= 0:
            return None
        wait = -above // rises + 1
    if judged < 0:
        if lasts <= 0:
            return None
        wait = max(wait, -(judged // lasts))
    fits = above + rises * wait > 0 and judged + lasts * wait >= 0
    return wait if fits else None
