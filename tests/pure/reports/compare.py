"""The report of a log, in the rows of the store and in the words of the plain count; and where the two differ."""

from collections.abc import Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from atiende.domain import facts as f
from atiende.domain.reporting import HALF, AgentSum, QueueEntry, QueueSum
from atiende.reports import kept
from atiende.reports.cells import AgentCell, Cell
from atiende.reports.queues import QueueReport
from tests.pure.reports.plain import Plain

Numbers = dict[tuple[str, ...], dict[str, int]]
Rows = dict[tuple[object, ...], QueueSum | AgentSum | QueueEntry]


def counted(log: Sequence[f.Logged]) -> QueueReport:
    report = kept.begun()
    for logged in log:
        report.apply(logged)
    return report


def rows_of(*parts: kept.Sums) -> Rows:
    """As the store keeps them: added to what is there."""
    rows: Rows = {}
    for part in parts:
        for queue in part.queues:
            key: tuple[object, ...] = ("q", queue.grain, queue.day, queue.begins, queue.queue, queue.channel)
            known = rows.get(key)
            rows[key] = kept.add_queue(known if isinstance(known, QueueSum) else None, queue)
        for agent in part.agents:
            key = ("a", agent.grain, agent.day, agent.begins, agent.agent)
            of_agent = rows.get(key)
            rows[key] = kept.add_agent(of_agent if isinstance(of_agent, AgentSum) else None, agent)
        for entry in part.entries:
            rows["e", entry.seq] = entry
    return {key: row for key, row in rows.items() if not _empty(row)}


def _empty(row: QueueSum | AgentSum | QueueEntry) -> bool:
    """A row of nothing says what no row says."""
    if isinstance(row, QueueEntry):
        return False
    names = Cell.SUMS if isinstance(row, QueueSum) else AgentCell.SUMS
    return not any(getattr(row, name) for name in names)


def shown(log: Sequence[f.Logged], rows: Rows) -> tuple[Numbers, Numbers]:
    """Rows of half hours in the words of the plain count."""
    rules = counted(log).rules

    def half(begins: int, zone: str) -> str:
        return datetime.fromtimestamp(begins / 1000, UTC).astimezone(ZoneInfo(zone)).isoformat()

    queues: Numbers = {}
    agents: Numbers = {}
    for row in rows.values():
        if isinstance(row, QueueSum) and row.grain == HALF:
            cell = {name: getattr(row, name) for name in Cell.SUMS if name != "refused"}
            cell |= {"waiting": sum(row.open.values()), "waited": sum(row.waits)}
            zone = rules.zones.get(row.brand, rules.time_zone)
            queues[half(row.begins, zone), row.queue, row.channel] = {name: by for name, by in cell.items() if by}
        if isinstance(row, AgentSum) and row.grain == HALF:
            own = {name: getattr(row, name) for name in AgentCell.SUMS if getattr(row, name)}
            agents[half(row.begins, rules.time_zone), row.agent] = own
    return queues, agents


def plainly(log: Sequence[f.Logged]) -> tuple[Numbers, Numbers]:
    found = Plain(log)
    return {**found.queues()}, {**found.agents()}


def different(log: Sequence[f.Logged]) -> list[object]:
    """Numbers of the report that the plain recomputation of the same log has otherwise: none, when all is well."""
    report, plain = shown(log, rows_of(kept.take(counted(log)))), plainly(log)
    return [
        (key, mine.get(key), theirs.get(key))
        for mine, theirs in zip(report, plain, strict=True)
        for key in {**mine, **theirs}
        if mine.get(key, {}) != theirs.get(key, {})
    ]
