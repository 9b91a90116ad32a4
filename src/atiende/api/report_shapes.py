"""Shapes of reports. Dates are local ones; `level` says by what the service level is measured."""

from atiende.api.board_shapes import Measures
from atiende.api.shapes import Moment, Shape


class Level(Shape):
    """`variant` names the formula of the service level; seconds on live channels (0: the usual ones: 20 by voice, 30 in
    chats) and, in opening time, on others; `percent` is aimed at."""

    variant: str
    live_seconds: int
    answer_seconds: int
    percent: int


class Told(Shape):
    """About a report: its dates, the zone they are in, the definitions' edition, and the last fact that is in it.
    `behind`: what was before is still being counted."""

    since: str
    until: str
    before_since: str | None
    before_until: str | None
    zone: str
    edition: int
    seq: int
    at: Moment
    behind: bool


class QueueLine(Shape):
    """One queue, or one channel of it when `channel` is set."""

    queue: str
    name: str
    brand: str
    channel: str
    level: Level
    now: Measures
    before: Measures | None


class QueueReport(Shape):
    about: Told
    total: Measures
    before: Measures | None
    queues: list[QueueLine]
    channels: list[QueueLine]


class ReportInterval(Shape):
    """A half hour (`begins` is its start), or a whole local date (`begins` is none)."""

    day: str
    begins: Moment | None
    now: Measures


class IntervalReport(Shape):
    about: Told
    total: Measures
    intervals: list[ReportInterval]


class AgentMeasures(Shape):
    taken: int
    handled: int
    handle_s: float | None
    transferred: int
    missed: int
    declined: int
    resolved: int
    answers: int
    busy_s: int
    ready_s: int
    paused_s: int
    occupancy_pct: float | None


class AgentLine(Shape):
    agent: str
    name: str
    now: AgentMeasures
    before: AgentMeasures | None


class AgentReport(Shape):
    about: Told
    total: AgentMeasures
    agents: list[AgentLine]


class EntryLine(Shape):
    """An entry into a queue. `number` and `customer` are empty for who may not read the conversation."""

    interaction: str
    conversation: str
    number: int | None
    customer: str
    subject: str
    queue: str
    channel: str
    entered: Moment
    left: Moment | None
    deadline: Moment
    wait_s: float | None
    outcome: str
    in_time: bool
    agent: str
    agent_name: str
    handle_s: float | None
    transferred: bool


class Entries(Shape):
    """The entries in one set; `more` when there are others beyond the first few hundred."""

    about: Told
    of: str
    count: int
    more: bool
    items: list[EntryLine]
