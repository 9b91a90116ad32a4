"""The demo centres of one server: loaded beside the real ones, kept alive, and removed without a trace.

What makes up a company is loaded with the first demo: most servers never have one.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

import structlog

from atiende.actions.demos import begin_removal, demos, switch_live
from atiende.domain.demo import Demo
from atiende.domain.errors import Conflict
from atiende.domain.node import Lease
from atiende.ports.demos import DemoShown
from atiende.ports.desk import Desk
from atiende.ports.nodes import LOADING, WORKER
from atiende.ports.store import Change
from atiende.reactors.waiting import keep_going

if TYPE_CHECKING:
    from atiende.integrations.demo.centre import Wish

log = structlog.get_logger()
LOOK_SECONDS = 1.0
LET_GO_SECONDS = 3.0
"""How long after a demo is nobody's any more what still runs for it has ended."""


class DemoCentres:
    """`ports.demos.Demos`. `run` does the work; what is asked for waits until it does."""

    def __init__(self, desk: Desk, days: int) -> None:
        self._desk, self._days = desk, days
        self._jobs: asyncio.Queue[Callable[[], Awaitable[None]]] = asyncio.Queue()
        self._done: dict[str, float] = {}
        self._mine: set[str] = set()
        """Demos this process loads or removes."""
        self._traffic: dict[str, asyncio.Task[None]] = {}

    async def of(self, home: str) -> DemoShown | None:
        for tenant, demo in await demos(self._desk):
            if demo.state != "removing" and (tenant == home or demo.home in (home, "")):
                return self._shown(tenant, demo)
        return None

    async def load(self, home: str, by: str) -> DemoShown:
        if await self.of(home) is not None:
            raise Conflict(reason="demo_there")
        tenant = self._desk.ids.new("ten")
        mark = Demo(state="loading", at=self._desk.clock.now(), home=home, by=by)
        self._mine.add(tenant)
        await self._desk.store.change(tenant, lambda change: self._claim(change, mark), at=mark.at)
        self._done[tenant] = 0.0
        from atiende.integrations.demo.centre import Wish

        # Nobody knows it: into a demo beside real centres one comes by the button only.
        wish = Wish(home=home, by=by, days=self._days, password=self._desk.ids.secret())
        self._jobs.put_nowait(lambda: self._load(tenant, wish))
        return self._shown(tenant, mark)

    async def set_live(self, tenant: str, live: bool) -> None:
        await switch_live(self._desk, tenant, live)

    async def remove(self, tenant: str) -> None:
        self._mine.add(tenant)
        await begin_removal(self._desk, tenant)
        await self._desk.store.change(tenant, self._claim, at=self._desk.clock.now())
        self._jobs.put_nowait(lambda: self._remove(tenant))

    async def run(self) -> None:
        """Until cancelled. What a node that is no more left half loaded or half removed goes first."""
        await self._clear_up()
        async with asyncio.TaskGroup() as group:
            group.create_task(keep_going(self._desk.clock, "demo traffic", lambda: self._keep_traffic(group)))
            while True:
                job = await self._jobs.get()
                try:
                    await job()
                except Exception as error:
                    log.exception("demo centre", error=type(error).__name__)

    def _claim(self, change: Change, mark: Demo | None = None) -> None:
        """What is made or removed here is nobody else's to clear up while this node lives."""
        if mark is not None:
            change.put(mark)
        change.put(Lease(name=LOADING, node=self._desk.leases.node, epoch=1))

    async def _clear_up(self) -> None:
        for tenant, demo in await demos(self._desk):
            if demo.state == "ready" or tenant in self._mine:
                continue
            claim = await self._desk.store.reading(tenant).get(Lease, LOADING)
            if claim is None or await self._desk.leases.gone({claim.node}):
                await self._remove(tenant)

    def _shown(self, tenant: str, demo: Demo) -> DemoShown:
        done = 1.0 if demo.state == "ready" else self._done.get(tenant, 0.0)
        return DemoShown(tenant=tenant, state=demo.state, done=done, home=demo.home, user=demo.user, live=demo.live)

    async def _load(self, tenant: str, wish: "Wish") -> None:
        from atiende.integrations.demo.centre import make_demo

        async def progress(done: float) -> None:
            self._done[tenant] = done

        try:
            await make_demo(self._desk, tenant, wish, progress)
        except Exception:
            self._done.pop(tenant, None)
            await self._remove(tenant)
            raise

    async def _remove(self, tenant: str) -> None:
        """Twice: what was under way when it was let go may have written once more."""
        self._stop(tenant)
        await self._desk.clock.sleep(LET_GO_SECONDS)
        await self._desk.store.erase(tenant)
        await self._desk.clock.sleep(LET_GO_SECONDS)
        await self._desk.store.erase(tenant)
        await self._desk.blobs.drop_all(tenant)
        self._done.pop(tenant, None)

    async def _keep_traffic(self, group: asyncio.TaskGroup) -> None:
        while True:
            there = await demos(self._desk)
            wanted = {tenant for tenant, demo in there if demo.state == "ready" and demo.live and self._works(tenant)}
            if any(demo.state != "ready" and tenant not in self._mine for tenant, demo in there):
                await self._clear_up()
            for tenant in wanted - self._traffic.keys():
                from atiende.integrations.demo.traffic import Traffic

                traffic = Traffic(self._desk, tenant)
                self._traffic[tenant] = group.create_task(keep_going(self._desk.clock, "demo", traffic.run))
            for tenant in self._traffic.keys() - wanted:
                self._stop(tenant)
            await self._desk.clock.sleep(LOOK_SECONDS)

    def _works(self, tenant: str) -> bool:
        return self._desk.leases.epoch(tenant, WORKER) is not None

    def _stop(self, tenant: str) -> bool:
        running = self._traffic.pop(tenant, None)
        return running is not None and running.cancel()
