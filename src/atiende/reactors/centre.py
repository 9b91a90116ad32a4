"""All reactors of a node under one TaskGroup: what runs while the centre is open."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from functools import partial

from atiende.actions.presence import expect_everybody
from atiende.domain import facts as f
from atiende.ports.desk import Desk
from atiende.ports.store import Batch
from atiende.reactors.deliver import DeliverReactor
from atiende.reactors.guard import GuardReactor, check_whenever_asked
from atiende.reactors.intake import IntakeReactor
from atiende.reactors.listen import ListenReactor
from atiende.reactors.outlook import OutlookReactor
from atiende.reactors.report import ReportReactor
from atiende.reactors.route import RouteReactor
from atiende.reactors.sweep import sweep
from atiende.reactors.timers import TimerReactor
from atiende.reactors.waiting import keep_going
from atiende.routing.expected import Outlook
from atiende.routing.floor import Floor

NEW_TENANT_SECONDS = 1.0
TIMED = (
    f.MessageWritten, f.ResendOrdered, f.MessageSent, f.MessageFailed, f.MessageUnconfirmed, f.InteractionOffered,
    f.ErrandAsked,
)  # fmt: skip
"""Facts whose change may have set a clock that is due at once or soon."""


class Centre:
    """Everything that follows from facts, for every tenant of this node."""

    def __init__(self, desk: Desk, others: Mapping[str, Callable[[str, str], Awaitable[None]]] | None = None) -> None:
        self._desk = desk
        self.intake = IntakeReactor(desk)
        self.deliver = DeliverReactor(desk)
        self.timers = TimerReactor(desk, {"send": self.deliver.deliver, **(others or {})})
        self.listen = ListenReactor(desk, self.intake)
        self.routes: dict[str, RouteReactor] = {}
        self.began_with: frozenset[str] | None = None
        """The tenants there were when it began; None before."""
        self.guards: dict[str, GuardReactor] = {}
        self.outlooks: dict[str, OutlookReactor] = {}
        self.reports: dict[str, ReportReactor] = {}
        self._more: list[Callable[[str, Batch], None]] = []
        self._per_tenant: list[Callable[[str], Awaitable[None]]] = []
        self._running: dict[str, asyncio.Task[None]] = {}
        self._beside: list[tuple[str, Callable[[], Awaitable[None]]]] = []

    def floor(self, tenant: str) -> Floor | None:
        """What routing sees now; None for a tenant that is not open here."""
        return self.routes[tenant].floor if tenant in self.routes else None

    def outlook(self, tenant: str) -> Outlook | None:
        """The waits to expect now."""
        return self.outlooks[tenant].now() if tenant in self.outlooks else None

    def on_batch(self, call: Callable[[str, Batch], None]) -> None:
        """Also called with every batch, in order, after the floor has read it."""
        self._more.append(call)

    def also(self, name: str, run: Callable[[], Awaitable[None]]) -> None:
        """A loop of the whole node, until cancelled."""
        self._beside.append((name, run))

    def for_each_tenant(self, run: Callable[[str], Awaitable[None]]) -> None:
        """A loop that runs for every tenant beside the floor, until cancelled."""
        self._per_tenant.append(run)

    async def run(self) -> None:
        """Until cancelled. Each loop by itself: what fails in one, or for one tenant, stops none of the others."""
        async with asyncio.TaskGroup() as group:
            self._start(group, "intake", self.intake.run)
            self._start(group, "timers", self.timers.run)
            self._start(group, "listen", self.listen.run)
            self._start(group, "sweep", lambda: sweep(self._desk))
            self._start(group, "guard again", lambda: check_whenever_asked(self._desk))
            for name, run in self._beside:
                self._start(group, name, run)
            self._start(group, "tenants", lambda: self._tenants(group))

    def _start(self, group: asyncio.TaskGroup, name: str, run: Callable[[], Awaitable[None]]) -> None:
        group.create_task(keep_going(self._desk.clock, name, run))

    async def _tenants(self, group: asyncio.TaskGroup) -> None:
        """New tenants are opened, and those that are no more (demos are removed) let go."""
        while True:
            there = set(await self._desk.store.tenants())
            for tenant in sorted(there - self.routes.keys()):
                self.routes[tenant] = RouteReactor(self._desk, tenant)
                self._running[tenant] = group.create_task(self._open(tenant, self.routes[tenant]))
            for tenant in self.routes.keys() - there:
                self._running.pop(tenant).cancel()
                for kept in (self.routes, self.guards, self.outlooks, self.reports):
                    kept.pop(tenant, None)
            if self.began_with is None:
                self.began_with = frozenset(there)
            await self._desk.clock.sleep(NEW_TENANT_SECONDS)

    async def _open(self, tenant: str, route: RouteReactor) -> None:
        async with asyncio.TaskGroup() as group:
            self._start(group, "floor", lambda: self._floor(tenant, route))
            group.create_task(self._doors(group, tenant))

    async def _doors(self, group: asyncio.TaskGroup, tenant: str) -> None:
        """Who was at work is expected back before anybody can come: a clock set later would send home who is there."""
        await keep_going(self._desk.clock, "present", lambda: expect_everybody(self._desk, tenant))
        for run in self._per_tenant:
            self._start(group, "tenant", partial(run, tenant))

    async def _floor(self, tenant: str, route: RouteReactor) -> None:
        await route.catch_up()
        guard = self.guards[tenant] = GuardReactor(self._desk, tenant, route)
        outlook = OutlookReactor(self._desk, tenant, lambda: route.floor)
        await outlook.catch_up()
        self.outlooks[tenant] = outlook
        report = self.reports[tenant] = ReportReactor(self._desk, tenant)
        async with asyncio.TaskGroup() as group:
            self._start(group, "route", route.run)
            self._start(group, "guard", guard.run)
            self._start(group, "outlook", outlook.run)
            self._start(group, "report", report.run)
            async for batch in self._desk.store.follow(tenant, route.position):
                self._batch(tenant, route, batch)

    def _batch(self, tenant: str, route: RouteReactor, batch: Batch) -> None:
        route.follow(batch)
        self.guards[tenant].follow(batch)
        self.outlooks[tenant].follow(batch)
        self.reports[tenant].follow(batch)
        kinds = {type(one.fact) for one in batch.logged}
        if not kinds.isdisjoint(TIMED):
            self.timers.wake()
        if f.DocumentPublished in kinds or f.DocumentRetired in kinds or f.SecretChanged in kinds:
            self.listen.wake()
        for call in self._more:
            call(tenant, batch)
