"""What reports keep: the sums of every half hour and day, each entry behind them, and how far the log was counted.

All of it follows from the log and can be counted again; `edition` is that of the definitions, so that a new way of
counting begins anew and never mixes with the old one. Times and waits in ms.
"""

from typing import ClassVar

from atiende.domain.row import Work

EDITION = 2
HALF, DAY = "half", "day"


class QueueSum(Work, frozen=True, kw_only=True):
    """The entries into a queue on a channel in one half hour (`begins`, UTC) or on one local date (`begins` 0).

    `day` counts local dates of the brand's zone since 1970. Fields as in `reports.cells.Cell`.
    """

    TABLE: ClassVar[str] = "report_queues"
    KEY: ClassVar[tuple[str, ...]] = ("edition", "grain", "day", "begins", "queue", "channel")
    edition: int
    grain: str
    day: int
    begins: int
    queue: str
    channel: str
    brand: str
    offered: int = 0
    answered: int = 0
    abandoned: int = 0
    short: int = 0
    moved: int = 0
    refused: int = 0
    within: int = 0
    answer_ms: int = 0
    handled: int = 0
    handle_ms: int = 0
    transferred: int = 0
    targets: int = 0
    met: int = 0
    firsts: int = 0
    first_ms: int = 0
    waits: tuple[int, ...] = ()
    agents: tuple[str, ...] = ()
    open: dict[int, int] = {}
    due: dict[int, int] = {}


class AgentSum(Work, frozen=True, kw_only=True):
    """An agent in one half hour, or on one local date of the centre's zone. Fields as in `reports.cells.AgentCell`."""

    TABLE: ClassVar[str] = "report_agents"
    KEY: ClassVar[tuple[str, ...]] = ("edition", "grain", "day", "begins", "agent")
    edition: int
    grain: str
    day: int
    begins: int
    agent: str
    taken: int = 0
    handled: int = 0
    handle_ms: int = 0
    transferred: int = 0
    missed: int = 0
    declined: int = 0
    resolved: int = 0
    answers: int = 0
    busy_ms: int = 0
    ready_ms: int = 0
    paused_ms: int = 0


class QueueEntry(Work, frozen=True, kw_only=True):
    """One entry into a queue and what became of it: what stands behind the sums. Fields as in `reports.queues.Entry`;
    `in_time`: answered by its deadline; `short`: left so soon that it hardly waited."""

    TABLE: ClassVar[str] = "report_entries"
    KEY: ClassVar[tuple[str, ...]] = ("edition", "seq")
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (
        ("edition", "queue", "day"),
        ("edition", "agent", "taken"),
        ("edition", "entered"),
    )
    edition: int
    seq: int
    day: int
    begins: int
    interaction: str
    conversation: str
    brand: str
    queue: str
    channel: str
    entered: int
    deadline: int
    outcome: str
    left: int
    agent: str
    taken: int
    handle_ms: int
    transferred: bool
    in_time: bool
    short: bool


class ServedSum(Work, frozen=True, kw_only=True):
    """What flows did on one local date of the brand's zone, by name as in `reports.selfservice.share_of`. Without a
    flow (`version` 0): matters that were resolved, by reason."""

    TABLE: ClassVar[str] = "report_served"
    KEY: ClassVar[tuple[str, ...]] = ("edition", "day", "brand", "flow", "version", "channel")
    edition: int
    day: int
    brand: str
    flow: str
    version: int
    channel: str
    counts: dict[str, int] = {}


class ServedSession(Work, frozen=True, kw_only=True):
    """One time through a flow, and what became of it: what stands behind the sums. Fields as in
    `reports.selfservice.Session`; `contained`, `unassisted` and `failed` as defined there."""

    TABLE: ClassVar[str] = "report_sessions"
    KEY: ClassVar[tuple[str, ...]] = ("edition", "seq")
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("edition", "day", "flow"),)
    edition: int
    seq: int
    day: int
    interaction: str
    conversation: str
    brand: str
    channel: str
    flow: str
    version: int
    began: int
    ended: int
    outcome: str
    node: str
    goal: bool
    reason: str
    handed: int
    why: str
    queue: str
    late: bool
    lost: bool
    taken: int
    person: int
    offered: bool
    deflected: bool
    found: int
    missing: int
    broken: int
    contained: bool
    unassisted: bool
    failed: bool
    scores: tuple[tuple[str, int], ...] = ()


class ReportMark(Work, frozen=True, kw_only=True):
    """The log is counted up to `seq`; `state` is what was going on then (compressed)."""

    TABLE: ClassVar[str] = "report_marks"
    KEY: ClassVar[tuple[str, ...]] = ("edition",)
    edition: int
    seq: int
    at: int
    state: bytes
