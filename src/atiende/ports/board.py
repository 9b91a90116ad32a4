"""The supervisor's board: queues and agents as they are now. Times in ms UTC."""

from collections.abc import Sequence

from msgspec import Struct

from atiende.domain.documents import Queue
from atiende.reports.measures import Measures


class Expected(Struct, frozen=True, kw_only=True):
    """From the 25th to the 90th percentile of the wait."""

    low_ms: int
    high_ms: int


class Alerts(Struct, frozen=True, kw_only=True):
    """From what on the board warns; 0 is never. `service_percent` is aimed at."""

    service_seconds: int = 0
    service_percent: int = 80
    waiting: int = 0
    wait_seconds: int = 0


def alerts_of(queue: Queue) -> Alerts:
    return Alerts(
        service_seconds=queue.service_seconds,
        service_percent=queue.service_percent,
        waiting=queue.alert_waiting,
        wait_seconds=queue.alert_wait_seconds,
    )


class QueueNow(Struct, frozen=True, kw_only=True):
    """`state`: normal, closed, emergency; `limit` 0 is none. `overdue` counts what waits past its due time,
    `next_due_at` is when the next becomes so. `expected` by channel is for somebody who came now: None while nobody
    serves it; `channels` are those of the queue's endpoints. `today` and `lately` (the last half hour) are the
    report's own numbers, None where reports are not kept or nothing came.
    """

    queue: str
    name: str
    brand: str
    waiting: int
    oldest_wait_ms: int
    offered: int
    handling: int
    agents_available: int
    agents_staffed: int
    by_channel: dict[str, int]
    state: str = "normal"
    state_since: int = 0
    limit: int = 0
    overdue: int = 0
    next_due_at: int | None = None
    channels: Sequence[str] = ()
    expected: dict[str, Expected | None] = {}
    oldest_by_channel: dict[str, int] = {}
    today: Measures | None = None
    lately: Measures | None = None
    today_by_channel: dict[str, Measures] = {}
    alerts: Alerts = Alerts()


class Handled(Struct, frozen=True, kw_only=True):
    interaction: str
    conversation: str
    channel: str
    customer: str
    since: int


class AgentNow(Struct, frozen=True, kw_only=True):
    id: str
    name: str
    state: str
    reason: str
    since: int
    load: dict[str, int]
    capacity: dict[str, int]
    teams: Sequence[str]
    handling: Sequence[Handled]
    skills: dict[str, int] = {}
    resting_until: int | None = None
    aside: Sequence[str] = ()


class Evenness(Struct, frozen=True, kw_only=True):
    """Jain's index over the agents at work in the last hour, in percent: 100 is perfectly even."""

    agents: int
    occupancy_percent: int
    hard_percent: int


class HandUp(Struct, frozen=True, kw_only=True):
    """An agent asks for help with a conversation, since when."""

    conversation: str
    number: int
    agent: str
    agent_name: str
    customer: str
    channel: str
    queue: str
    since: int


class Board(Struct, frozen=True, kw_only=True):
    """`hands` are raised, the longest first."""

    at: int
    queues: Sequence[QueueNow]
    agents: Sequence[AgentNow]
    hands: Sequence[HandUp] = ()
    fairness: Evenness | None = None
