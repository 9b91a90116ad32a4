"""A report as rows: what was added since it was last taken, what is still going on, and back from both. Pure."""

import zlib
from collections.abc import Iterable
from itertools import chain
from typing import TypeVar

import msgspec
from msgspec import Struct

from atiende.domain.reporting import DAY, EDITION, HALF, AgentSum, QueueEntry, QueueSum, ServedSession, ServedSum
from atiende.reports.cells import AgentCell, Cell, Named, merge
from atiende.reports.queues import ABANDONED, ANSWERED, SHORT_MS, Entry, Fresh, QueueReport
from atiende.reports.rules import Limits
from atiende.reports.selfservice import (
    Saved,
    SelfService,
    Session,
    added,
    contained,
    failed,
    unassisted,
)

USUAL_ZONE = "Europe/Madrid"
"""Until the log has said where the centre is: its first fact does."""


E = TypeVar("E", QueueEntry, ServedSession)


class State(Struct, frozen=True):
    """What a fold must know of before, to go on: rules, work that waits or is in hand, and what agents are doing."""

    at: int
    time_zone: str
    zones: dict[str, str]
    brands: dict[str, str]
    limits: dict[str, Limits]
    waiting: list[Entry]
    working: list[Entry]
    fresh: dict[str, Fresh]
    hands: dict[str, tuple[int, str, int]]
    served: Saved = Saved()


class Sums(Struct, frozen=True):
    """Rows to be added to those of the same key, and entries to be put in place of theirs."""

    queues: list[QueueSum]
    agents: list[AgentSum]
    entries: list[QueueEntry]
    served: list[ServedSum] = []
    sessions: list[ServedSession] = []


def begun() -> QueueReport:
    """One that has read nothing."""
    report = QueueReport(USUAL_ZONE)
    report.touched = {}
    report.served = SelfService(report.rules)
    return report


def take(report: QueueReport) -> Sums:
    """Everything counted since the last time, up to the last fact; the fold goes on from nothing."""
    sums = peek(report, report.at)
    report.presence.close(report.at)
    for hand in report.presence.hands.values():
        for spent in (hand.busy, hand.ready, hand.paused):
            spent.clear()
    report.cells, report.agents, report.touched = {}, {}, {}
    if report.served is not None:
        report.served.cells, report.served.touched = {}, {}
        report.served.forget(report.at)
    return sums


def peek(report: QueueReport, now: int) -> Sums:
    """The same without taking it, with the agents' time up to `now`."""
    agents = {key: _copy(cell) for key, cell in report.agents.items()}
    for agent, begins, spent, span in report.presence.spent(now):
        cell = agents.setdefault((begins, agent), AgentCell())
        setattr(cell, spent, getattr(cell, spent) + span)
    return Sums(
        queues=[row for key, cell in report.cells.items() for row in _queue_rows(report, key, cell)],
        agents=[row for key, cell in agents.items() for row in _agent_rows(report, key, cell)],
        entries=[_entry_row(report, one) for one in (report.touched or {}).values()],
        served=[] if report.served is None else [_served_row(key, cell) for key, cell in report.served.cells.items()],
        sessions=[] if report.served is None else [_session_row(one) for one in report.served.touched.values()],
    )


def _copy(cell: AgentCell) -> AgentCell:
    made = AgentCell()
    made.add(cell)
    return made


def _queue_rows(report: QueueReport, key: tuple[int, str, str], cell: Cell) -> list[QueueSum]:
    """Of its half hour, and of its day."""
    day = report.rules.halves(cell.brand).day(key[0])
    return [
        queue_row(QueueSum(edition=EDITION, grain=grain, day=day, begins=begins, queue=key[1], channel=key[2],
                           brand=cell.brand), cell)
        for grain, begins in ((HALF, key[0]), (DAY, 0))
    ]  # fmt: skip


def _agent_rows(report: QueueReport, key: tuple[int, str], cell: AgentCell) -> list[AgentSum]:
    day = report.rules.halves().day(key[0])
    return [
        agent_row(AgentSum(edition=EDITION, grain=grain, day=day, begins=begins, agent=key[1]), cell)
        for grain, begins in ((HALF, key[0]), (DAY, 0))
    ]


def _entry_row(report: QueueReport, one: Entry) -> QueueEntry:
    return QueueEntry(
        edition=EDITION,
        seq=one.seq,
        day=report.rules.halves(one.brand).day(one.begins),
        begins=one.begins,
        interaction=one.interaction,
        conversation=one.conversation,
        brand=one.brand,
        queue=one.queue,
        channel=one.channel,
        entered=one.entered,
        deadline=one.deadline,
        outcome=one.outcome,
        left=one.left,
        agent=one.agent,
        taken=one.taken,
        handle_ms=one.handle_ms,
        transferred=one.transferred,
        in_time=one.outcome == ANSWERED and one.left <= one.deadline,
        short=one.outcome == ABANDONED and one.left - one.entered < SHORT_MS,
    )


def _served_row(key: tuple[int, str, str, int, str], cell: Named) -> ServedSum:
    day, brand, flow, version, channel = key
    counts = dict(sorted(cell.items()))
    return ServedSum(edition=EDITION, day=day, brand=brand, flow=flow, version=version, channel=channel, counts=counts)


def _session_row(one: Session) -> ServedSession:
    names = (field for field in ServedSession.__struct_fields__ if field in Session.__struct_fields__)
    return ServedSession(
        edition=EDITION,
        goal=bool(one.goals),
        contained=contained(one),
        unassisted=unassisted(one),
        failed=failed(one),
        **{name: getattr(one, name) for name in names},
    )


def add_served(known: ServedSum | None, more: ServedSum) -> ServedSum:
    counts = more.counts if known is None else added([known.counts, more.counts])
    return msgspec.structs.replace(more, counts=dict(sorted(counts.items())))


def queue_row(row: QueueSum, cell: Cell) -> QueueSum:
    """The row with the cell's sums in place of its own; one form whatever the order they were added in."""
    return msgspec.structs.replace(
        row,
        waits=tuple(sorted(cell.waits)),
        agents=tuple(sorted(cell.agents)),
        open=dict(sorted(cell.open.items())),
        due=dict(sorted(cell.due.items())),
        **{name: getattr(cell, name) for name in Cell.SUMS},
    )


def agent_row(row: AgentSum, cell: AgentCell) -> AgentSum:
    return msgspec.structs.replace(row, **{name: getattr(cell, name) for name in AgentCell.SUMS})


def cell_of(rows: Iterable[QueueSum]) -> Cell:
    """Rows added up."""
    made = Cell()
    for row in rows:
        made.brand = made.brand or row.brand
        for name in Cell.SUMS:
            setattr(made, name, getattr(made, name) + getattr(row, name))
        made.waits.extend(row.waits)
        made.agents.update(row.agents)
        merge(made.open, row.open)
        merge(made.due, row.due)
    return made


def agent_cell_of(rows: Iterable[AgentSum]) -> AgentCell:
    made = AgentCell()
    for row in rows:
        for name in AgentCell.SUMS:
            setattr(made, name, getattr(made, name) + getattr(row, name))
    return made


def add_queue(known: QueueSum | None, more: QueueSum) -> QueueSum:
    return queue_row(more, cell_of([more] if known is None else [known, more]))


def add_agent(known: AgentSum | None, more: AgentSum) -> AgentSum:
    return agent_row(more, agent_cell_of([more] if known is None else [known, more]))


# --- going on later ---------------------------------------------------------------------------------------------------


def save(report: QueueReport) -> bytes:
    rules = report.rules
    state = State(
        report.at,
        rules.time_zone,
        rules.zones,
        rules.brands,
        rules.limits,
        list(report.waiting.values()),
        list(report.working.values()),
        report.fresh,
        {agent: (hand.work, hand.state, hand.since) for agent, hand in report.presence.hands.items()},
        Saved() if report.served is None else report.served.save(),
    )
    return zlib.compress(msgspec.msgpack.encode(state), 1)


def restored(position: int, saved: bytes) -> QueueReport:
    """As it was when it was saved after the fact at `position`, with nothing taken since."""
    state = msgspec.msgpack.decode(zlib.decompress(saved), type=State)
    report = begun()
    rules = report.rules
    rules.time_zone, rules.zones, rules.brands, rules.limits = state.time_zone, state.zones, state.brands, state.limits
    report.presence.halves = rules.halves()
    report.position, report.at = position, state.at
    report.waiting = {one.interaction: one for one in state.waiting}
    report.working = {one.interaction: one for one in state.working}
    report.fresh = state.fresh
    for agent, (work, doing, since) in state.hands.items():
        report.presence.restore(agent, work, doing, since)
    assert report.served is not None  # begun with it
    report.served.restore(state.served)
    return report


def same_entries(*parts: Iterable[E]) -> list[E]:
    """Entries, or sessions, of several parts, the later part's in place of the earlier's, in order of time."""
    found = {one.seq: one for one in chain(*parts)}
    return [found[seq] for seq in sorted(found)]
