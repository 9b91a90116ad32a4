"""Keeps the reports: follows the log with the one fold, and every few seconds writes what it counted as rows.

What failed to be written is counted again from the last mark, so rows and log never disagree. Every node that is asked
for numbers follows; one of them writes, and the others begin again from its mark when it has moved.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

import structlog

from atiende.actions.reporting import keep_report, report_kept
from atiende.domain.errors import StoreFull
from atiende.domain.facts import Logged
from atiende.domain.reporting import EDITION, ReportMark
from atiende.ports.desk import Desk
from atiende.ports.nodes import Alone
from atiende.ports.store import Batch
from atiende.reports import kept
from atiende.reports.queues import QueueReport

log = structlog.get_logger()
BEAT_SECONDS = 1.0
KEEP_MS = 10_000
PAGE = 5_000
T = TypeVar("T")


class ReportReactor:
    """One tenant's. `report` holds what was counted since the last rows."""

    def __init__(self, desk: Desk, tenant: str) -> None:
        self._desk, self._tenant = desk, tenant
        self.report = kept.begun()
        self._kept = self._kept_at = 0
        self._live = False
        self._writing: Desk | None = desk if isinstance(desk.leases, Alone) else None
        """What rows are written with; None while another node does. `_begun` is how it was when the fold began."""
        self._begun: Desk | None = None
        self.behind = False
        """It still reads what was before: numbers are those up to `report.at`."""
        self._held = asyncio.Lock()

    def own(self, desk: Desk | None) -> None:
        """From now on the rows are this node's to write, by this desk; or with None another's."""
        if desk is not self._writing:
            self._writing, self._live = desk, False

    async def run(self) -> None:
        """Until cancelled."""
        self._live = False
        await self.begin()
        while True:
            await self._desk.clock.sleep(BEAT_SECONDS)
            await self.beat()

    async def begin(self) -> None:
        """From the last mark to the end of the log, keeping rows as it goes; who reads meanwhile sees how far it is."""
        async with self._held:
            self._live, self.behind = False, True
            await self._from_mark()
        while not self._live:
            async with self._held:
                if self._begun is not self._writing:
                    await self._from_mark()
                await self._read_on()

    async def _from_mark(self) -> None:
        self._begun = self._writing
        self.report = await report_kept(self._desk, self._tenant)
        self._kept = self.report.position

    async def _read_on(self) -> None:
        page = await self._desk.store.log(self._tenant, self.report.position, PAGE)
        await asyncio.to_thread(self._apply, page)
        if len(page) == PAGE:
            await self._keep()
        elif self._begun is self._writing:
            self._live, self.behind = True, False

    def follow(self, batch: Batch) -> None:
        """The facts of one commit, in order."""
        if not self._live:
            return
        if batch.logged[0].seq > self.report.position + 1:
            self._live = False  # the next beat reads what is missing
            return
        self._apply(batch.logged)

    def _apply(self, page: Sequence[Logged]) -> None:
        for logged in page:
            if logged.seq <= self.report.position:
                continue
            try:
                self.report.apply(logged)
            except Exception as error:  # one fact that cannot be counted must not end the counting
                log.exception("fact not counted", tenant=self._tenant, seq=logged.seq, error=type(error).__name__)

    async def beat(self, *, at_once: bool = False) -> None:
        """Keeps what was counted, at most every ten seconds; reads what was missed."""
        try:
            if not self._live:
                await self.begin()
            async with self._held:
                now = self._desk.clock.now()
                if self._live and self.report.position > self._kept and (at_once or now - self._kept_at >= KEEP_MS):
                    self._kept_at = now
                    await self._keep()
        except StoreFull:
            self._live = False

    async def _keep(self) -> None:
        """What was taken from the fold is in the rows, or all of it is counted again."""
        if self._begun is None:
            return
        taken = kept.take(self.report)
        mark = ReportMark(edition=EDITION, seq=self.report.position, at=self.report.at, state=kept.save(self.report))
        try:
            await keep_report(self._begun, self._tenant, taken, mark)
        except BaseException:
            self._live = False
            raise
        self._kept = mark.seq

    async def still(self, read: Callable[[QueueReport], Awaitable[T]]) -> T:
        """Reads rows and fold while none goes from one to the other."""
        while True:
            if not (self._live or self.behind):
                await self.begin()  # something was missed: it is read now, not at the next beat
            async with self._held:
                if self._begun is not None or await self._marked() == self._kept:
                    answer = await read(self.report)
                    if self._begun is not None or await self._marked() == self._kept:
                        return answer
            self._live = self.behind = False  # the node that writes the rows has taken more into them

    async def _marked(self) -> int:
        """Up to where the log is in the rows."""
        mark = await self._desk.store.reading(self._tenant).get(ReportMark, EDITION)
        return mark.seq if mark is not None else 0
