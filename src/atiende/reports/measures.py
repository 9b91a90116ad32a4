"""The numbers people read, each with what it is made of. `metrics.md` has the definitions; the names here are theirs.

`service_level` is the variant "answered in time / (offered − short abandons)", without those moved on and those who
may be answered in time yet. None: nothing to measure.
"""

from collections.abc import Callable, Iterable, Mapping

from msgspec import Struct

from atiende.domain.reporting import AgentSum, QueueEntry
from atiende.reports.cells import AgentCell, Cell, count
from atiende.reports.queues import ABANDONED, ANSWERED, MOVED, WAITING, quantile

SERVICE_LEVEL = "in_time_of_offered"
"""The variant of the service level that is shown with it."""


class Measures(Struct, frozen=True, kw_only=True):
    """Of entries into queues. `level_base` and `target_base` are denominators; seconds unless said otherwise."""

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
    occupancy_pct: float | None = None


class AgentMeasures(Struct, frozen=True, kw_only=True):
    """Of one agent. Times in seconds; several pieces at once are one time of work in `busy_s`."""

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


def measures_of(cell: Cell, now: int, occupancy_pct: float | None = None) -> Measures:
    """What these sums say at a moment: who still waits then and may be answered in time is not counted yet."""
    waits = sorted(cell.waits)
    base, targets = cell.level_base(now), cell.target_base(now)
    return Measures(
        offered=cell.offered,
        answered=cell.answered,
        abandoned=cell.abandoned,
        short=cell.short,
        moved=cell.moved,
        refused=cell.refused,
        waiting=sum(cell.open.values()),
        in_time=cell.within,
        level_base=base,
        service_level_pct=percent(cell.within, base),
        abandoned_pct=percent(cell.abandoned, cell.offered),
        asa_s=seconds(cell.answer_ms, cell.answered),
        wait_p50_s=quantile(waits, 0.5) / 1000 if waits else None,
        wait_p90_s=quantile(waits, 0.9) / 1000 if waits else None,
        longest_s=waits[-1] / 1000 if waits else None,
        handled=cell.handled,
        handle_s=seconds(cell.handle_ms, cell.handled),
        transferred=cell.transferred,
        transferred_pct=percent(cell.transferred, cell.handled),
        met=cell.met,
        target_base=targets,
        target_pct=percent(cell.met, targets),
        first_s=seconds(cell.first_ms, cell.firsts),
        occupancy_pct=occupancy_pct,
    )


def agent_measures_of(cell: AgentCell) -> AgentMeasures:
    return AgentMeasures(
        taken=cell.taken,
        handled=cell.handled,
        handle_s=seconds(cell.handle_ms, cell.handled),
        transferred=cell.transferred,
        missed=cell.missed,
        declined=cell.declined,
        resolved=cell.resolved,
        answers=cell.answers,
        busy_s=cell.busy_ms // 1000,
        ready_s=cell.ready_ms // 1000,
        paused_s=cell.paused_ms // 1000,
        occupancy_pct=percent(cell.busy_ms, cell.busy_ms + cell.ready_ms),
    )


Spent = Mapping[str, tuple[int, int]]
"""By agent: ms with work, and ms ready for it."""


def spent_by(rows: Iterable[AgentSum]) -> Spent:
    """Added up once, however many queues ask for it."""
    found: dict[str, tuple[int, int]] = {}
    for row in rows:
        busy, ready = found.get(row.agent, (0, 0))
        found[row.agent] = (busy + row.busy_ms, ready + row.ready_ms)
    return found


def occupancy_of(spent: Spent, agents: Iterable[str]) -> float | None:
    """How much of their time at work these agents were at work on something."""
    busy = ready = 0
    for agent in agents:
        with_work, without = spent.get(agent, (0, 0))
        busy, ready = busy + with_work, ready + without
    return percent(busy, busy + ready)


def entries_cell(entries: Iterable[QueueEntry]) -> Cell:
    """The same sums, counted from the entries themselves; first answers, which are no entries, are not in it."""
    cell = Cell()
    for one in entries:
        cell.brand = one.brand
        cell.offered += 1
        cell.answered += one.outcome == ANSWERED
        cell.abandoned += one.outcome == ABANDONED
        cell.moved += one.outcome == MOVED
        cell.short += one.short
        cell.within += one.in_time
        if one.outcome == WAITING:
            count(cell.open, one.deadline, 1)
        elif one.outcome != MOVED:
            cell.waits.append(one.left - one.entered)
        if one.outcome == ANSWERED:
            cell.answer_ms += one.left - one.entered
            cell.agents.add(one.agent)
        if one.handle_ms >= 0:
            cell.handled += 1
            cell.handle_ms += one.handle_ms
            cell.transferred += one.transferred
    return cell


def belongs(one: QueueEntry, of: str, now: int) -> bool:
    """Whether an entry is in a set that a number is made of. Raises KeyError for a set nobody declared."""
    return SETS[of](one, now)


def _decided(one: QueueEntry, now: int) -> bool:
    return one.outcome != MOVED and not one.short and not (one.outcome == WAITING and one.deadline >= now)


SETS: Mapping[str, Callable[[QueueEntry, int], bool]] = {
    "offered": lambda one, now: True,
    "answered": lambda one, now: one.outcome == ANSWERED,
    "abandoned": lambda one, now: one.outcome == ABANDONED,
    "short": lambda one, now: one.short,
    "moved": lambda one, now: one.outcome == MOVED,
    "waiting": lambda one, now: one.outcome == WAITING,
    "in_time": lambda one, now: one.in_time,
    "late": lambda one, now: _decided(one, now) and not one.in_time,
    "level_base": _decided,
    "handled": lambda one, now: one.handle_ms >= 0,
    "transferred": lambda one, now: one.transferred,
}
"""Numerators and denominators by name: every number of entries can be opened."""


def percent(part: int, whole: int) -> float | None:
    return 100 * part / whole if whole > 0 else None


def seconds(total_ms: int, pieces: int) -> float | None:
    return total_ms / pieces / 1000 if pieces else None
