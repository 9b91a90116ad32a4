"""The board's numbers of today and of the last half hour: the report's own, put beside what is now."""

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from atiende.actions.reporting import Counted, Counting
from atiende.domain.reporting import DAY, QueueEntry, QueueSum
from atiende.ports.board import Board, QueueNow
from atiende.ports.report_views import Span
from atiende.reports.kept import cell_of
from atiende.reports.measures import Measures, entries_cell, measures_of
from atiende.reports.presence import DAY_MS

LATELY_MS = 1_800_000
FRESH_MS = 3_000
"""How long one count serves every board: nobody reads faster."""


class QueueDay(Struct, frozen=True, kw_only=True):
    """Of one queue: today so far, by channel as well, and the last thirty minutes."""

    today: Measures
    lately: Measures
    channels: Mapping[str, Measures]


class DayCount:
    """Of one tenant; counted again at most every few seconds."""

    def __init__(self, counting: Counting) -> None:
        self._counting = counting
        self._found: Mapping[str, QueueDay] = {}
        self._at = -FRESH_MS

    async def on(self, board: Board) -> Board:
        """The board with its queues' numbers."""
        if not 0 <= board.at - self._at < FRESH_MS:
            self._found, self._at = await queue_days(self._counting, board.at), board.at
        return replace(board, queues=[_with(one, self._found.get(one.queue)) for one in board.queues])


async def queue_days(counting: Counting, now: int) -> Mapping[str, QueueDay]:
    """Every queue's today, each in its brand's zone, from one reading of rows and fold."""
    day = now // DAY_MS
    counted = (await counting.queues([Span(first=day - 1, last=day + 1, grain=DAY)]))[0]
    rows = todays(counted, now)
    lately: dict[str, list[QueueEntry]] = {}
    for one in await counting.lately(now - LATELY_MS):
        lately.setdefault(one.queue, []).append(one)
    return {
        queue: QueueDay(
            today=measures_of(cell_of(own), now),
            lately=measures_of(entries_cell(lately.get(queue, ())), now),
            channels={row.channel: measures_of(cell_of([one for one in own if one.channel == row.channel]), now)
                      for row in own},
        )
        for queue, own in rows.items()
    }  # fmt: skip


def todays(counted: Counted, now: int) -> Mapping[str, Sequence[QueueSum]]:
    """The rows of today's local date, by queue."""
    found: dict[str, list[QueueSum]] = {}
    for row in counted.queues:
        halves = counted.rules.halves(row.brand)
        if row.day == halves.day(halves.of(now)):
            found.setdefault(row.queue, []).append(row)
    return found


def _with(queue: QueueNow, day: QueueDay | None) -> QueueNow:
    if day is None:
        return queue
    return replace(queue, today=day.today, lately=day.lately, today_by_channel=dict(day.channels))
