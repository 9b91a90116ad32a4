"""The expected wait beside each queue of the board: as a range, for somebody who came now."""

from msgspec.structs import replace

from atiende.ports.views import Board, Expected, QueueNow
from atiende.routing.expected import Outlook


def with_expected(board: Board, outlook: Outlook | None) -> Board:
    """The same board with what newcomers must expect on each channel; unchanged where routing runs elsewhere."""
    if outlook is None:
        return board
    return replace(board, queues=[_told(one, outlook) for one in board.queues])


def _told(queue: QueueNow, outlook: Outlook) -> QueueNow:
    found: dict[str, Expected | None] = {}
    for channel in sorted({*queue.channels, *queue.by_channel}):
        wait = outlook.newcomer(queue.queue, channel).wait
        found[channel] = Expected(low_ms=wait.low_ms, high_ms=wait.high_ms) if wait is not None else None
    return replace(queue, expected=found)
