"""All invariants of a run at once: `breaches` answers what does not hold, each with its number of `reliability.md`.

I8 is the routing's and is among its guarantees; I10 is the voice's.
"""

from collections.abc import Iterable

from msgspec import Struct

from atiende.bench.history import clients, rows
from atiende.bench.history.clocks import timers
from atiende.bench.history.leases import stale_writers
from atiende.bench.history.record import History
from atiende.bench.history.stored import Stored
from atiende.reactors.guard import OF_TIME
from atiende.routing.guarantees.watch import violations


class Bounds(Struct, frozen=True, kw_only=True):
    """`shown_s`: within how many seconds an agent is shown what came in; None where no agent looks on. `late_ms`: how
    late a timer may be beyond what is excused; None where wall clocks were moved. `routed`: somebody decided who gets
    what all the time, so that what routing promises in seconds holds too. `now`: the moment of the reading, ms UTC."""

    shown_s: float | None = None
    late_ms: int | None = None
    routed: bool = False
    now: int | None = None


def breaches(history: History, stored: Stored, bounds: Bounds = Bounds()) -> list[str]:
    """What does not hold; the run is over, faults have ended and the centre has had a minute to settle."""
    return [
        *_named("I1", clients.lost(history, stored)),
        *_named("I1", clients.unshown(history, stored, bounds.shown_s)),
        *_named("I1", clients.unheard(history, stored)),
        *_named("I1", rows.deliveries(stored)),
        *_named("I2", clients.doubled(history, stored)),
        *_named("I3", clients.sent_twice(history, stored)),
        *_named("I4", clients.two_agents(history, stored)),
        *_named("I4", stale_writers(history.held, history.written)),
        *_named("I4", rows.one_agent(stored)),
        *_named("I4", rows.capacity(stored)),
        *_named("I4", rows.load(stored)),
        *_named("I5", rows.owners(stored)),
        *_named("I5", rows.reachable(stored)),
        *_named("I6", rows.positions(stored)),
        *_named("I6", clients.disordered(history, stored)),
        *_named("I7", clients.leaked(history, stored)),
        *_named("I9", timers(stored.log, bounds.late_ms, history.away)),
        *_named("I9", rows.overdue(stored, bounds.now)),
        *_named("I11", rows.gapless(stored)),
        *_named("I11", rows.chained(stored)),
        *_named("routing", _guarantees(stored, bounds)),
    ]


def _guarantees(stored: Stored, bounds: Bounds) -> list[str]:
    found = [one for one in violations(stored.log) if bounds.routed or one.guarantee not in OF_TIME]
    return [f"{one.guarantee}: {one.why} at {one.seq}" for one in found]


def _named(number: str, found: Iterable[str]) -> list[str]:
    return [f"{number} {one}" for one in found]
