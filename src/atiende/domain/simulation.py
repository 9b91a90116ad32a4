"""A simulation somebody asked for: where it stands and what came of it. The centre itself does not follow from it."""

from datetime import date, datetime, timedelta
from typing import ClassVar
from zoneinfo import ZoneInfo

from atiende.domain.errors import Invalid
from atiende.domain.row import Content, Work

OPEN = ("waiting", "running")
ENDED = ("done", "failed", "cancelled", "interrupted")
DAYS_BACK = 35
"""How far back a day to live again is offered: five weeks show every weekday five times."""


class Simulation(Work, frozen=True, kw_only=True):
    """`state`: waiting, running, done, failed, cancelled, interrupted (the server stopped meanwhile).

    `day` is the local date it lives again, empty for a scenario. `progress` goes from 0 to 1. `why` is the code of a
    failure. `applied_at`, `applied_by`: its changes were put in force.
    """

    TABLE: ClassVar[str] = "simulations"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("state", "id"),)
    id: str
    title: str
    day: str
    by: str
    at: int
    state: str = "waiting"
    progress: float = 0
    started_at: int | None = None
    ended_at: int | None = None
    why: str = ""
    applied_at: int | None = None
    applied_by: str = ""


class SimulationText(Content, frozen=True, kw_only=True):
    """The long parts, apart from the list: the question, what it was asked of (`seen`), and the answer, as JSON."""

    TABLE: ClassVar[str] = "simulation_texts"
    id: str
    question: str
    seen: str
    answer: str = ""


def span_of(day: str, zone: str) -> tuple[int, int]:
    """A local date from midnight to midnight, ms UTC: 23, 24 or 25 hours. Raises Invalid."""
    try:
        first = date.fromisoformat(day)
        return _midnight(first, zone), _midnight(first + timedelta(days=1), zone)
    except (ValueError, OverflowError):
        raise Invalid(field="day", reason="bad_format") from None


def days_before(moment: int, zone: str, count: int = DAYS_BACK) -> list[str]:
    """The last local dates that are over, newest first."""
    today = datetime.fromtimestamp(moment / 1000, ZoneInfo(zone)).date()
    return [(today - timedelta(days=back)).isoformat() for back in range(1, count + 1)]


def day_after(moment: int, zone: str) -> str:
    """The next local date."""
    return (datetime.fromtimestamp(moment / 1000, ZoneInfo(zone)).date() + timedelta(days=1)).isoformat()


def _midnight(day: date, zone: str) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).timestamp()) * 1000
