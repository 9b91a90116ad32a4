"""Shapes of the supervisor's board, and of the numbers on it and in reports."""

from typing import Literal

from atiende.api.shapes import Moment, Shape


class Measures(Shape):
    """Of entries into queues, as `reports.measures.Measures`: None is nothing to measure."""

    offered: int
    answered: int
    abandoned: int
    short: int
    moved: int
    refused: int
    waiting: int
    in_time: int
    level_base: int
    service_level_pct: float | None
    abandoned_pct: float | None
    asa_s: float | None
    wait_p50_s: float | None
    wait_p90_s: float | None
    longest_s: float | None
    handled: int
    handle_s: float | None
    transferred: int
    transferred_pct: float | None
    met: int
    target_base: int
    target_pct: float | None
    first_s: float | None
    occupancy_pct: float | None


class Expected(Shape):
    """A wait, from its 25th to its 90th percentile."""

    low_ms: int
    high_ms: int


class Alerts(Shape):
    """From what on the board warns; 0 is never. `service_seconds` 0: the usual ones of the channel."""

    service_seconds: int
    service_percent: int
    waiting: int
    wait_seconds: int


class QueueNow(Shape):
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
    state: Literal["normal", "closed", "emergency"]
    state_since: Moment
    limit: int
    overdue: int
    next_due_at: Moment | None
    channels: list[str]
    expected: dict[str, Expected | None]
    oldest_by_channel: dict[str, int]
    today: Measures | None
    lately: Measures | None
    today_by_channel: dict[str, Measures]
    alerts: Alerts


class Handled(Shape):
    interaction: str
    conversation: str
    channel: str
    customer: str
    since: Moment


class AgentNow(Shape):
    id: str
    name: str
    state: str
    reason: str
    since: Moment
    load: dict[str, int]
    capacity: dict[str, int]
    teams: list[str]
    handling: list[Handled]
    skills: dict[str, int]
    resting_until: Moment | None
    aside: list[str]


class Evenness(Shape):
    """Jain's index over the agents at work in the last hour, in percent: 100 is perfectly even."""

    agents: int
    occupancy_percent: int
    hard_percent: int


class HandUp(Shape):
    """An agent asks for help with a conversation."""

    conversation: str
    number: int
    agent: str
    agent_name: str
    customer: str
    channel: str
    queue: str
    since: Moment


class Board(Shape):
    at: Moment
    hands: list[HandUp]
    fairness: Evenness | None
    queues: list[QueueNow]
    agents: list[AgentNow]
