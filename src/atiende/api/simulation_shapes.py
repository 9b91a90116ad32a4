"""Shapes of a question to the twin and of its answer."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from atiende.api.admin_shapes import Body, ChangeShown
from atiende.api.shapes import Moment, Shape

Key = Annotated[str, Field(min_length=1, max_length=64)]
Share = Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)]
Amount = Annotated[float, Field(ge=0, le=1_000_000, allow_inf_nan=False)]
Minute = Annotated[int, Field(ge=0, le=2880)]
Break = Annotated[list[Minute], Field(min_length=2, max_length=2)]
"""From and to."""
Levels = dict[Key, Annotated[int, Field(ge=1, le=5)]]


class Given(BaseModel):
    """What is sent to us: a field nobody knows is an error."""

    model_config = ConfigDict(extra="forbid", from_attributes=True, json_schema_serialization_defaults_required=True)


class Stream(Given):
    """Work that arrives on a made-up day; `per_hour` has 24 values, or one for all hours."""

    queue: Key
    channel: Key
    per_hour: Annotated[list[Amount], Field(min_length=1, max_length=24)]
    handle_seconds: Annotated[float, Field(ge=1, le=86_400, allow_inf_nan=False)] = 300
    handle_cv: Annotated[float, Field(ge=0, le=5, allow_inf_nan=False)] = 1
    patience_seconds: Amount = 0
    languages: Annotated[dict[Key, Share], Field(max_length=50)] = {}


class Shift(Given):
    """Minutes of the local day; `breaks` are (from, to) inside it."""

    agent: Key
    start: Minute
    end: Minute
    breaks: Annotated[list[Break], Field(max_length=20)] = []


class Edited(Given):
    """A document as it would be, begun from `version`; 0 is a new one."""

    kind: Key
    slug: Key
    body: Body
    version: Annotated[int, Field(ge=0)] = 0


class Moved(Given):
    """Somebody as he would be; what is null stays."""

    agent: Key
    out: bool = False
    teams: Annotated[list[Key], Field(max_length=200)] | None = None
    skills: Levels | None = None
    languages: Levels | None = None
    workload: Annotated[str, Field(max_length=64)] | None = None
    start: Minute | None = None
    end: Minute | None = None


class Extra(Given):
    like: Key
    count: Annotated[int, Field(ge=1, le=200)]


class Question(Given):
    """`day` lives a past date again, from `since` on if that is said; without one `streams` and `shifts` make up a day.

    `volume_percent` is of the after side alone with `compare` today, of both with same.
    """

    title: Annotated[str, Field(max_length=120)] = ""
    day: Annotated[str, Field(max_length=10)] = ""
    since: AwareDatetime | None = None
    streams: Annotated[list[Stream], Field(max_length=200)] = []
    shifts: Annotated[list[Shift], Field(max_length=2000)] = []
    documents: Annotated[list[Edited], Field(max_length=100)] = []
    people: Annotated[list[Moved], Field(max_length=2000)] = []
    extra: Annotated[list[Extra], Field(max_length=50)] = []
    volume_percent: Annotated[float, Field(ge=1, le=1000, allow_inf_nan=False)] = 100
    compare: Literal["today", "same"] = "today"
    replications: Annotated[int, Field(ge=1, le=50)] = 10
    warm_up_minutes: Annotated[int, Field(ge=0, le=720)] = 0
    seed: Annotated[int, Field(ge=0, le=2**31)] = 1
    threshold_seconds: Annotated[int, Field(ge=1, le=86_400)] = 20


class PersonThere(Shape):
    id: str
    name: str
    teams: list[str]
    skills: dict[str, int]
    languages: dict[str, int]
    workload: str


class DayHeld(Shape):
    """`entries` into queues."""

    day: str
    entries: int


class Ground(Shape):
    """What a question starts from. `days`: past dates with work in them, newest first."""

    time_zone: str
    days: list[DayHeld]
    people: list[PersonThere]
    streams: list[Stream]
    shifts: list[Shift]


class Worked(Shape):
    """Who took work that day."""

    agents: list[str]


class SimulationLine(Shape):
    """`state`: waiting, running, done, failed, cancelled, interrupted. `why`: the code of a failure."""

    id: str
    title: str
    day: str
    by: str
    by_name: str
    at: Moment
    state: str
    progress: float
    started_at: Moment | None
    ended_at: Moment | None
    why: str
    applied_at: Moment | None
    applied_by_name: str


class Simulations(Shape):
    items: list[SimulationLine]


class Estimate(Shape):
    """A mean with its 95 % interval."""

    mean: float
    low: float
    high: float


class Figures(Shape):
    """Null: there was nothing to measure."""

    offered: Estimate
    answered: Estimate
    abandoned: Estimate
    refused: Estimate
    service_level_pct: Estimate | None
    abandoned_pct: Estimate | None
    asa_s: Estimate | None
    wait_p50_s: Estimate | None
    wait_p90_s: Estimate | None
    handle_s: Estimate | None
    occupancy_pct: Estimate | None
    fairness: Estimate | None


class Interval(Shape):
    begins: Moment
    queue: str
    figures: Figures


class Side(Shape):
    total: Figures
    queues: dict[str, Figures]
    intervals: list[Interval]
    agents: dict[str, Estimate]


class Answer(Shape):
    """`difference`: after less before, by queue and `""` for all of them."""

    before: Side
    after: Side | None
    difference: dict[str, Figures]
    replications: int
    simulated: int
    seconds: float
    notes: list[str]


class Change(Shape):
    """What putting it in force would change: of a document, or of a person (`kind` user). `stale`: it has been
    changed by somebody else since."""

    kind: str
    slug: str
    name: str
    new: bool
    stale: bool
    changes: list[ChangeShown]


class SimulationShown(SimulationLine):
    question: Question
    changes: list[Change]
    answer: Answer | None
