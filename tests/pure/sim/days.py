"""Small days for the twin: a plan from a few words, and the log of what then happens."""

from collections.abc import Mapping, Sequence

from atiende.domain import facts as f
from atiende.domain.documents import Body, write
from atiende.domain.documents import Queue as QueueDocument
from atiende.ports.twin import Arrival, Plan, Setting, Shift, Stream
from atiende.sim.compare import Outcome, play
from atiende.sim.traffic import Traffic

MIDNIGHT = 1_772_409_600_000
"""A Monday in March 2026, UTC."""
HOUR = 3_600_000
MINUTE = 60_000


def at(hours: float) -> int:
    return MIDNIGHT + int(hours * HOUR)


def queue(**more: object) -> QueueDocument:
    fields = {"name": "Help", "brand": "acme", "wrap_up_seconds": 600} | more
    return QueueDocument(**fields)  # type: ignore[arg-type]


def setting(
    shifts: Sequence[Shift],
    *,
    documents: Mapping[str, Body] | None = None,
    people: Mapping[str, f.Ability] | None = None,
) -> Setting:
    bodies = {"queue/help": queue()} if documents is None else documents
    return Setting(
        documents={name: write(body) for name, body in bodies.items()},
        agents={shift.agent: f.Ability() for shift in shifts} if people is None else people,
        shifts=tuple(shifts),
    )


def whole_day(*agents: str) -> list[Shift]:
    return [Shift(agent=agent, start=0, end=1440) for agent in agents]


def call(hours: float, **more: object) -> Arrival:
    fields = {"queue": "help", "channel": "voice", "handle_seconds": 300.0} | more
    return Arrival(at=at(hours), **fields)  # type: ignore[arg-type]


def plan(before: Setting, **more: object) -> Plan:
    fields = {"time_zone": "UTC", "begins": MIDNIGHT, "ends": at(24), "replications": 1} | more
    return Plan(before=before, **fields)  # type: ignore[arg-type]


def stream(**more: object) -> Stream:
    fields = {"queue": "help", "channel": "voice", "per_hour": (30.0,)} | more
    return Stream(**fields)  # type: ignore[arg-type]


def played(question: Plan, replication: int = 0, side: Setting | None = None) -> tuple[list[f.Logged], Outcome]:
    """The whole log of one replication, and what it came to."""
    log: list[f.Logged] = []
    outcome = play(question, side or question.before, Traffic(question).cases(replication), replication, [log.append])
    return log, outcome


def told(log: Sequence[f.Logged], *kinds: type[f.Fact]) -> list[f.Logged]:
    return [logged for logged in log if isinstance(logged.fact, kinds)]
