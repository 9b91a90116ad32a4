"""The twin: the production floor on a virtual clock, asked "what if". Shapes of the question and of the answer.

Times are ms UTC, durations seconds, shares percent. The question names documents and people as they would be; nothing
of it touches the running centre.
"""

from collections.abc import Callable, Mapping
from typing import Protocol

from msgspec import Struct

from atiende.domain.facts import Ability, Logged, MatchSwitched, MatchTrained


class Stream(Struct, frozen=True, kw_only=True):
    """Work that arrives: `per_hour[h]` is the mean number in local hour h of the day (24 values, or one for all).

    Handling times are lognormal with `handle_cv` (deviation over mean), patience is exponential; 0 patience waits for
    ever. The mean is `agents_seconds[agent]` times `reasons_seconds[reason] / handle_seconds` where known, and
    `agents_seconds["agent/reason"]` before both. `languages` and `reasons` are shares of each slug. Shares (0–100):
    `no_answer` of offers, `transfer` of handled work to `transfer_to`, `repeat` that comes back after `repeat_minutes`.
    Wrap-up lasts `wrap_up_seconds`, at most as long as the queue allows. No priority: the queue's.
    """

    queue: str
    channel: str
    per_hour: tuple[float, ...]
    handle_seconds: float = 300
    handle_cv: float = 1.0
    wrap_up_seconds: float = 0
    patience_seconds: float = 0
    priority: int | None = None
    vip_percent: float = 0
    languages: Mapping[str, float] = {}
    reasons: Mapping[str, float] = {}
    skills: tuple[tuple[str, int], ...] = ()
    agents_seconds: Mapping[str, float] = {}
    reasons_seconds: Mapping[str, float] = {}
    no_answer_percent: float = 0
    transfer_percent: float = 0
    transfer_to: str = ""
    repeat_percent: float = 0
    repeat_minutes: float = 60


class Shift(Struct, frozen=True, kw_only=True):
    """When an agent is there, in minutes of the wall clock of every local day of the span; past 1440 is the next day.

    `breaks` are (from, to) minutes inside it. Who has work in hand finishes it first; a break keeps its length. An
    agent may have several shifts. `date` (ISO): on that local day only.
    """

    agent: str
    start: int
    end: int
    breaks: tuple[tuple[int, int], ...] = ()
    date: str = ""


class Arrival(Struct, frozen=True, kw_only=True):
    """One piece of work that came that day. `handle_seconds` and `patience_seconds` are drawn when they are None, from
    the stream of the same queue and channel if the plan has one.

    `at` before the span begins: it waits already, since then. `agent`: he has it in hand when the span begins, for
    `handle_seconds` more.
    """

    at: int
    queue: str
    channel: str
    language: str = ""
    reason: str = ""
    priority: int | None = None
    vip: bool = False
    skills: tuple[tuple[str, int], ...] = ()
    handle_seconds: float | None = None
    patience_seconds: float | None = None
    agent: str = ""


class Setting(Struct, frozen=True, kw_only=True):
    """One side of a comparison: `documents` (`kind/slug` → body as JSON text), people's abilities, and their shifts.

    `volume_percent` multiplies the plan's for this side only.
    """

    documents: Mapping[str, str]
    agents: Mapping[str, Ability]
    shifts: tuple[Shift, ...] = ()
    volume_percent: float = 100
    matches: tuple[MatchTrained | MatchSwitched, ...] = ()
    """What queues that choose by the learned match have learned."""


class Plan(Struct, frozen=True, kw_only=True):
    """The question: the same traffic through one or two settings. Traffic is `arrivals` of a day, or `streams`.

    With `arrivals`, `streams` only say how their handling and patience are drawn; nothing more arrives by them.
    `begins` and `ends` are the simulated span; what starts within `warm_up_minutes` is not counted. `volume_percent`
    scales streams and thins or doubles arrivals. Both settings see the same arrivals, patience and handling draws.
    """

    time_zone: str
    begins: int
    ends: int
    before: Setting
    after: Setting | None = None
    arrivals: tuple[Arrival, ...] = ()
    streams: tuple[Stream, ...] = ()
    volume_percent: float = 100
    warm_up_minutes: int = 0
    replications: int = 10
    seed: int = 1
    threshold_seconds: int = 20
    notes: tuple[str, ...] = ()
    """Codes about where the plan comes from; the answer repeats them."""


class Estimate(Struct, frozen=True):
    """A mean over replications with its 95 % interval (Student's t); all equal with one replication."""

    mean: float
    low: float
    high: float


class Figures(Struct, frozen=True, kw_only=True):
    """As `metrics.md` defines them: attributed by entry into the queue; occupancy by overlap. None: nothing to measure.

    `service_level_pct` is answered within the threshold of offered without short abandons; waits are of everybody who
    left the queue. A queue's occupancy and fairness are those of the agents who worked for it.
    """

    offered: Estimate
    answered: Estimate
    abandoned: Estimate
    refused: Estimate
    """Could not wait: the queue was full or closed. Not offered."""
    service_level_pct: Estimate | None
    abandoned_pct: Estimate | None
    asa_s: Estimate | None
    wait_p50_s: Estimate | None
    wait_p90_s: Estimate | None
    handle_s: Estimate | None
    occupancy_pct: Estimate | None
    fairness: Estimate | None
    """Jain's index of the agents' occupancy: 1 is perfectly even."""


class Interval(Struct, frozen=True, kw_only=True):
    """`begins` is ms UTC of a local half hour; the queue `""` is all of them."""

    begins: int
    queue: str
    figures: Figures


class Side(Struct, frozen=True, kw_only=True):
    """`queues` by slug; `intervals` by half hour and queue; `agents`' occupancy percent by id."""

    total: Figures
    queues: Mapping[str, Figures]
    intervals: tuple[Interval, ...]
    agents: Mapping[str, Estimate]


class Answer(Struct, frozen=True, kw_only=True):
    """`difference`: after − before, of paired replications, by queue slug and `""` for the total.

    `notes` are codes with texts in `why.json` (too_few_arrivals, no_patience_known, …).
    """

    before: Side
    after: Side | None
    difference: Mapping[str, Figures]
    replications: int
    simulated: int
    seconds: float
    notes: tuple[str, ...] = ()


class Past(Protocol):
    """Reads a log from its beginning and makes the plan of one span of it: work, people and rules as they were."""

    def apply(self, logged: Logged) -> None: ...

    def plan(self) -> Plan:
        """`before` are the documents in force when the span began. Raises Invalid when nothing arrived in it."""
        ...


class Twin(Protocol):
    async def run(self, plan: Plan, progress: Callable[[float], None]) -> Answer:
        """Away from the event loop; `progress` hears 0 to 1. Cancelling the task ends it. Raises Invalid for a plan
        that makes no sense."""
        ...

    def past(self, time_zone: str, begins: int, ends: int) -> Past:
        """To be fed the facts of the log in order, up to `ends` and, to see how the last work went, some time after."""
        ...
