"""What is kept of following the log: how the guarantees held, how busy it was, and the floor as it was at times."""

from typing import ClassVar

from atiende.domain.row import Work

LIVE, AGAIN = "live", "again"


class Watching(Work, frozen=True, kw_only=True):
    """How far the guarantees were checked. `reader`: `live` follows the log, `again` reads it once more from its start.

    `checked` and `broken` count by guarantee, from `began_at` on; `facts` is how many were read. `state`: running,
    done.
    """

    TABLE: ClassVar[str] = "watchings"
    KEY: ClassVar[tuple[str, ...]] = ("reader",)
    reader: str
    state: str
    began_at: int
    seq: int = 0
    at: int = 0
    facts: int = 0
    head: int = 0
    ended_at: int | None = None
    checked: dict[str, int] = {}
    broken: dict[str, int] = {}


class Breach(Work, frozen=True, kw_only=True):
    """A guarantee that did not hold, with the fact that shows it: the fields of `routing.guarantees.Violation`."""

    TABLE: ClassVar[str] = "breaches"
    KEY: ClassVar[tuple[str, ...]] = ("guarantee", "seq", "interaction")
    guarantee: str
    seq: int
    interaction: str
    why: str
    at: int
    conversation: str
    agent: str
    other: str
    since: int
    brand: str
    queue: str


class Pulse(Work, frozen=True, kw_only=True):
    """Five minutes of the centre, ending at `at` (ms UTC, a multiple of five minutes); `day` counts days since 1970.

    `waiting` and `available` (agents) are as at that moment; the others count what happened within.
    """

    TABLE: ClassVar[str] = "pulses"
    KEY: ClassVar[tuple[str, ...]] = ("day", "at")
    day: int
    at: int
    waiting: int
    available: int
    queued: int = 0
    offers: int = 0
    answered: int = 0
    ended: int = 0


class FloorMark(Work, frozen=True, kw_only=True):
    """That the floor after `seq` is kept, in `format`; `size` is bytes."""

    TABLE: ClassVar[str] = "floor_marks"
    KEY: ClassVar[tuple[str, ...]] = ("seq",)
    seq: int
    at: int
    format: str
    size: int


class FloorKept(Work, frozen=True, kw_only=True):
    """The floor and the scene after `seq`, compressed (zlib)."""

    TABLE: ClassVar[str] = "floors_kept"
    KEY: ClassVar[tuple[str, ...]] = ("seq",)
    seq: int
    floor: bytes
    scene: bytes
