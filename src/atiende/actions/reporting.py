"""Reports as rows: kept while the log is followed, read back together with what was counted since."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Protocol, TypeVar

from msgspec import Struct

from atiende.domain import facts as f
from atiende.domain.errors import Invalid
from atiende.domain.reporting import EDITION, AgentSum, QueueEntry, QueueSum, ReportMark, ServedSession, ServedSum
from atiende.domain.row import Row
from atiende.ports.desk import Desk
from atiende.ports.report_views import EntriesWanted, Reports, SessionsWanted, Span
from atiende.ports.store import Change, Key
from atiende.reports import kept
from atiende.reports.kept import Sums
from atiende.reports.queues import QueueReport
from atiende.reports.rules import Rules

PAGE = 5_000
LAST_MS = 1_800_000
T = TypeVar("T")
S = TypeVar("S", ServedSum, ServedSession)


class Live(Protocol):
    """The fold that follows the log in this process. `behind`: it still reads what was before."""

    behind: bool

    async def still(self, read: Callable[[QueueReport], Awaitable[T]]) -> T:
        """Reads while nothing is taken from it."""
        ...


class Counted(Struct, frozen=True):
    """Rows, with what was counted since they were kept, and the rules of now; `seq` is the last fact's in them."""

    seq: int
    rules: Rules
    behind: bool = False
    queues: Sequence[QueueSum] = ()
    agents: Sequence[AgentSum] = ()
    entries: Sequence[QueueEntry] = ()
    served: Sequence[ServedSum] = ()


async def keep_report(desk: Desk, tenant: str, sums: Sums, mark: ReportMark) -> None:
    """Adds to the rows, all of it or nothing: the mark says up to where the log is in them."""

    def decide(change: Change) -> None:
        for queue in sums.queues:
            change.put(kept.add_queue(change.get(QueueSum, *_queue_key(queue)), queue))
        for agent in sums.agents:
            change.put(kept.add_agent(change.get(AgentSum, *_agent_key(agent)), agent))
        for served in sums.served:
            change.put(kept.add_served(change.get(ServedSum, *_served_key(served)), served))
        for entry in (*sums.entries, *sums.sessions):
            change.put(entry)
        change.put(mark)

    reads: list[tuple[type[Row], Key]] = [(QueueSum, _queue_key(queue)) for queue in sums.queues]
    reads += [(AgentSum, _agent_key(agent)) for agent in sums.agents]
    reads += [(ServedSum, _served_key(served)) for served in sums.served]
    await desk.store.change(tenant, decide, at=desk.clock.now(), reads=reads)


def _served_key(row: ServedSum) -> Key:
    return EDITION, row.day, row.brand, row.flow, row.version, row.channel


def _queue_key(row: QueueSum) -> Key:
    return EDITION, row.grain, row.day, row.begins, row.queue, row.channel


def _agent_key(row: AgentSum) -> Key:
    return EDITION, row.grain, row.day, row.begins, row.agent


async def report_kept(desk: Desk, tenant: str) -> QueueReport:
    """The fold as it was when rows were last kept, ready for the facts after it."""
    mark = await desk.store.reading(tenant).get(ReportMark, EDITION)
    return kept.begun() if mark is None else kept.restored(mark.seq, mark.state)


async def report_now(desk: Desk, tenant: str) -> QueueReport:
    """The same, having read the rest of the log: for where no live fold runs."""
    report = await report_kept(desk, tenant)
    while page := await desk.store.log(tenant, report.position, PAGE):
        for logged in page:
            report.apply(logged)
    return report


async def note_export(desk: Desk, tenant: str, actor: str, what: str, span: tuple[int, int], form: str) -> None:
    """In the log before anybody has it. Raises Invalid."""
    if span[0] >= span[1]:
        raise Invalid(field="to", reason="bad_span", days=366)

    def decide(change: Change) -> None:
        change.record(f.ExportMade(what=what, since=span[0], until=span[1], form=form), actor=actor)

    await desk.store.change(tenant, decide, at=desk.clock.now())


class Counting:
    """Reads rows and what was counted since as one: the same answer whenever the rows were last kept."""

    def __init__(self, desk: Desk, tenant: str, view: Reports, live: Live | None) -> None:
        self._desk, self._tenant, self._view, self._live = desk, tenant, view, live

    async def queues(self, spans: Sequence[Span]) -> list[Counted]:
        """For each span."""

        async def read(report: QueueReport) -> list[Counted]:
            fresh, seq = self._fresh(report), report.position
            found = []
            for span in spans:
                rows = [*await self._view.queues(self._tenant, span), *_of_span(fresh.queues, span)]
                found.append(Counted(seq, report.rules, self._behind, queues=rows))
            return found

        return await self._reading(read)

    async def agents(self, spans: Sequence[Span], agents: Sequence[str] | None) -> list[Counted]:
        async def read(report: QueueReport) -> list[Counted]:
            fresh, seq = self._fresh(report), report.position
            found = []
            for span in spans:
                more = [
                    row
                    for row in fresh.agents
                    if _in_days(row, span) and row.grain == span.grain and (agents is None or row.agent in agents)
                ]
                rows = [*await self._view.agents(self._tenant, span, agents), *more]
                found.append(Counted(seq, report.rules, self._behind, agents=rows))
            return found

        return await self._reading(read)

    async def entries(self, wanted: EntriesWanted, limit: int) -> list[QueueEntry]:
        async def read(report: QueueReport) -> list[QueueEntry]:
            stored = await self._view.entries(self._tenant, wanted, limit)
            fresh = [one for one in self._fresh(report).entries if _wanted(one, wanted)]
            return kept.same_entries(stored, fresh)[:limit]

        return await self._reading(read)

    async def served(self, spans: Sequence[Span]) -> list[Counted]:
        """What flows did, for each span."""

        async def read(report: QueueReport) -> list[Counted]:
            fresh, seq = self._fresh(report), report.position
            found = []
            for span in spans:
                rows = [*await self._view.served(self._tenant, span), *_served_in(fresh.served, span)]
                found.append(Counted(seq, report.rules, self._behind, served=rows))
            return found

        return await self._reading(read)

    async def sessions(self, wanted: SessionsWanted, limit: int) -> list[ServedSession]:
        """Times through flows, in order of entering."""

        async def read(report: QueueReport) -> list[ServedSession]:
            stored = await self._view.sessions(self._tenant, wanted, limit)
            fresh = [one for one in _served_in(self._fresh(report).sessions, wanted.span)
                     if wanted.flow in ("", one.flow) and wanted.channel in ("", one.channel)]  # fmt: skip
            return kept.same_entries(stored, fresh)[:limit]

        return await self._reading(read)

    async def lately(self, since: int) -> list[QueueEntry]:
        """What entered a queue from a moment on."""

        async def read(report: QueueReport) -> list[QueueEntry]:
            stored = await self._view.entered_since(self._tenant, since)
            fresh = [one for one in self._fresh(report).entries if one.entered >= since]
            return kept.same_entries(stored, fresh)

        return await self._reading(read)

    @property
    def _behind(self) -> bool:
        return self._live is not None and self._live.behind

    def _fresh(self, report: QueueReport) -> Sums:
        return kept.peek(report, max(report.at, self._desk.clock.now()))

    async def _reading(self, read: Callable[[QueueReport], Awaitable[T]]) -> T:
        if self._live is not None:
            return await self._live.still(read)
        return await read(await report_now(self._desk, self._tenant))


def _of_span(rows: Iterable[QueueSum], span: Span) -> list[QueueSum]:
    return [row for row in rows if row.grain == span.grain and _in_days(row, span) and _in_sight(row, span)]


def _wanted(one: QueueEntry, wanted: EntriesWanted) -> bool:
    return (
        _in_days(one, wanted.span)
        and _in_sight(one, wanted.span)
        and wanted.channel in ("", one.channel)
        and wanted.begins in (None, one.begins)
        and wanted.agent in ("", one.agent)
    )


def _served_in(rows: Iterable[S], span: Span) -> list[S]:
    return [row for row in rows if _in_days(row, span) and (span.brands is None or row.brand in span.brands)]


def _in_days(row: QueueSum | AgentSum | QueueEntry | ServedSum | ServedSession, span: Span) -> bool:
    return span.first <= row.day <= span.last


def _in_sight(row: QueueSum | QueueEntry, span: Span) -> bool:
    return (span.queues is None or row.queue in span.queues) and (span.brands is None or row.brand in span.brands)
