"""What the floor adds to the board: the expected wait of newcomers as a range, who rests, how evenly work falls."""

from msgspec.structs import replace

from atiende.ports.board import AgentNow, Board, Evenness, Expected, QueueNow
from atiende.routing.expected import Outlook

FEWEST = 2
"""Evenness of one is no figure."""


def with_expected(board: Board, outlook: Outlook | None) -> Board:
    """The same board with what newcomers must expect on each channel; unchanged where routing runs elsewhere."""
    if outlook is None:
        return board
    queues = [_told(one, outlook) for one in board.queues]
    agents = [_cared(one, outlook, board.at) for one in board.agents]
    return replace(board, queues=queues, agents=agents, fairness=_evenness(outlook, board.at))


def _cared(agent: AgentNow, outlook: Outlook, now: int) -> AgentNow:
    return replace(agent, resting_until=outlook.resting_until(agent.id, now), aside=outlook.aside(agent.id))


def _evenness(outlook: Outlook, now: int) -> Evenness | None:
    found = outlook.fairness(now)
    if found is None or found.agents < FEWEST:
        return None
    percent = [round(100 * share) for share in (found.occupancy, found.hard)]
    return Evenness(agents=found.agents, occupancy_percent=percent[0], hard_percent=percent[1])


def _told(queue: QueueNow, outlook: Outlook) -> QueueNow:
    found: dict[str, Expected | None] = {}
    for channel in sorted({*queue.channels, *queue.by_channel}):
        wait = outlook.newcomer(queue.queue, channel).wait
        found[channel] = Expected(low_ms=wait.low_ms, high_ms=wait.high_ms) if wait is not None else None
    return replace(queue, expected=found)
