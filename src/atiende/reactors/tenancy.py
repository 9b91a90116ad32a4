"""One tenant on this node: its log is followed wherever somebody looks or works; what only one node may do begins
when this node gets the lease for it, and ends with it.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

import structlog

from atiende.ports.desk import Desk
from atiende.ports.nodes import ROUTER, VOICE, WEB, WORKER
from atiende.ports.store import Batch
from atiende.reactors.fence import fenced
from atiende.reactors.guard import GuardReactor
from atiende.reactors.outlook import OutlookReactor
from atiende.reactors.presence import keep_presence
from atiende.reactors.report import ReportReactor
from atiende.reactors.route import RouteReactor
from atiende.reactors.waiting import AGAIN_SECONDS, ending, keep_going

log = structlog.get_logger()
Run = Callable[[str], Awaitable[None]]
"""A loop of one tenant, until cancelled."""


@dataclass(slots=True)
class Beside:
    """What runs for every tenant: `here` on each node that follows it, `web` where people come, `work` on one node."""

    here: list[Run] = field(default_factory=list)
    web: list[Run] = field(default_factory=list)
    work: list[Run] = field(default_factory=list)
    calls: list[Run] = field(default_factory=list)
    """What carries its calls, on one node."""
    batch: list[Callable[[str, Batch], None]] = field(default_factory=list)


class Tenancy:
    """What this node keeps of a tenant in memory; `outlook` and `report` once its log has been read."""

    def __init__(self, desk: Desk, tenant: str, roles: Sequence[str], beside: Beside) -> None:
        self._desk, self.tenant, self._roles, self._beside = desk, tenant, roles, beside
        self._deciding, self._working = fenced(desk, ROUTER), fenced(desk, WORKER)
        self.route = RouteReactor(self._deciding, tenant)
        self.outlook: OutlookReactor | None = None
        self.report: ReportReactor | None = None
        self._guard: GuardReactor | None = None

    async def run(self) -> None:
        """Until cancelled."""
        async with asyncio.TaskGroup() as group:
            self._start(group, "floor", self._follow)
            for run in self._beside.web if WEB in self._roles else ():
                self._start(group, "web", partial(run, self.tenant))
            for run in self._beside.here:
                self._start(group, "here", partial(run, self.tenant))
            for run in self._beside.calls:
                group.create_task(self._while_held(VOICE, partial(self._run_calls, run)))

    def _start(self, group: asyncio.TaskGroup, name: str, run: Callable[[], Awaitable[None]]) -> None:
        group.create_task(keep_going(self._desk.clock, name, run))

    async def _follow(self) -> None:
        await self.route.catch_up()
        outlook = OutlookReactor(self._deciding, self.tenant, lambda: self.route.floor)
        await outlook.catch_up()
        self.outlook = outlook
        report = self.report = ReportReactor(self._desk, self.tenant)
        if self._desk.leases.epoch(self.tenant, WORKER) is not None:
            report.own(self._working)
        async with asyncio.TaskGroup() as group:
            self._start(group, "report", report.run)
            group.create_task(self._while_held(ROUTER, partial(self._decide, outlook)))
            group.create_task(self._while_held(WORKER, partial(self._work, report)))
            group.create_task(self._look_on(outlook, report))
            async for batch in self._desk.store.follow(self.tenant, self.route.position, first=True):
                self.route.follow(batch)

    async def _look_on(self, outlook: OutlookReactor, report: ReportReactor) -> None:
        """All that nobody waits for, a moment after the floor."""
        async for batch in self._desk.store.follow(self.tenant, self.route.position):
            self._batch(batch, outlook, report)

    def _batch(self, batch: Batch, outlook: OutlookReactor, report: ReportReactor) -> None:
        if self._guard is not None:
            self._guard.follow(batch)
        outlook.follow(batch)
        report.follow(batch)
        for call in self._beside.batch:
            call(self.tenant, batch)

    # --- what only one node does --------------------------------------------------------------------------------------

    async def _while_held(self, name: str, run: Callable[[], Awaitable[None]]) -> None:
        """Runs it whenever this node has the lease, until it has it no more; for each epoch anew."""
        leases = self._desk.leases
        while True:
            epoch = leases.epoch(self.tenant, name)
            if epoch is None:
                await leases.moved()
                continue
            async with asyncio.TaskGroup() as group:
                work = group.create_task(self._held(name, run))
                while leases.epoch(self.tenant, name) == epoch:
                    await leases.moved()
                work.cancel()

    async def _held(self, name: str, run: Callable[[], Awaitable[None]]) -> None:
        while True:
            try:
                return await run()
            except Exception as error:
                if ending():
                    raise asyncio.CancelledError from error
                if self._desk.leases.epoch(self.tenant, name) is not None:
                    log.exception("loop failed", loop=name, error=type(error).__name__)
                await self._desk.clock.sleep(AGAIN_SECONDS)

    async def _run_calls(self, run: Run) -> None:
        await run(self.tenant)

    async def _decide(self, outlook: OutlookReactor) -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(self.route.run())
            group.create_task(outlook.run())

    async def _work(self, report: ReportReactor) -> None:
        guard = self._guard = GuardReactor(self._working, self.tenant, self.route)
        report.own(self._working)
        try:
            async with asyncio.TaskGroup() as group:
                self._start(group, "guard", guard.run)
                self._start(group, "presence", lambda: keep_presence(self._working, self.tenant))
                for run in self._beside.work:
                    self._start(group, "work", partial(run, self.tenant))
        finally:
            self._guard = None
            report.own(None)
