"""The twin: the production floor on a virtual clock, asked "what if". Shapes of the question and of the answer.

Times are ms UTC, durations seconds, shares percent. The question names documents and people as they would be; nothing
of it touches the running centre.
"""

from collections.abc import Callable, Mapping
from typing import Protocol

from msgspec import Struct

from atiende.domain.facts import Ability


class Stream(Struct, frozen=True, kw_only=True):
    """Work that arrives: `per_hour[h]` is the mean number in local hour h of the day (24 values, or one for all).

    Handling times are lognormal with `handle_cv` (deviation over mean), patience is exponential; 0 patience waits for
    ever. `agents_seconds` replaces the mean for agents by id. Shares (0–100): `no_answer` of offers, `transfer` of
    handled work to `transfer_to`, `repeat` that comes back after `repeat_minutes`.
    """

    queue: str
    channel: str
    per_hour: tuple[float, ...]
    handle_seconds: float = 300
    handle_cv: float = 1.0
    wrap_up_seconds: float = 0
    patience_seconds: float = 0
    priority: int = 3
    vip_percent: float = 0
    languages: Mapping[str, float] = {}
    reasons: Mapping[str, float] = {}
    skills: tuple[tuple[str, int], ...] = ()
    agents_seconds: Mapping[str, float] = {}
    no_answer_percent: float = 0
    transfer_percent: float = 0
    transfer_to: str = ""
    repeat_percent: float = 0
    repeat_minutes: float = 60


class Shift(Struct, frozen=True, kw_only=True):
    """When an agent is there, in minutes of the local day; `breaks` are (from, to) minutes inside it."""

    agent: str
    start: int
    end: int
    breaks: tuple[tuple[int, int], ...] = ()


class Arrival(Struct, frozen=True, kw_only=True):
    """One piece of work that came that day. `handle_seconds` and `patience_seconds` are drawn when they are None."""

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


class Setting(Struct, frozen=True, kw_only=True):
    """One side of a comparison: `documents` (`kind/slug` → body as JSON text), people's abilities, and their shifts."""

    documents: Mapping[str, str]
    agents: Mapping[str, Ability]
    shifts: tuple[Shift, ...]


class Plan(Struct, frozen=True, kw_only=True):
    """The question: the same traffic through one or two settings. Traffic is `arrivals` of a day, or `streams`.

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


class Estimate(Struct, frozen=True):
    """A mean over replications with its 95 % interval (Student's t); all equal with one replication."""

    mean: float
    low: float
    high: float


class Figures(Struct, frozen=True, kw_only=True):
    """As `metrics.md` defines them: attributed by entry into the queue; occupancy by overlap."""

    offered: Estimate
    answered: Estimate
    abandoned: Estimate
    service_level_pct: Estimate
    abandoned_pct: Estimate
    asa_s: Estimate
    wait_p50_s: Estimate
    wait_p90_s: Estimate
    handle_s: Estimate
    occupancy_pct: Estimate
    fairness: Estimate
    """Jain's index of the agents' occupancy: 1 is perfectly even."""


class Interval(Struct, frozen=True, kw_only=True):
    """`begins` is ms UTC of a local half hour."""

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


class Twin(Protocol):
    async def run(self, plan: Plan, progress: Callable[[float], None]) -> Answer:
        """Away from the event loop; `progress` hears 0 to 1. Cancelling the task ends it. Raises Invalid for a plan
        that makes no sense."""
        ...
