"""Everything that follows from facts on one node: a tenancy for each tenant, and the loops that serve all of them.

What only one node may do for a tenant (decide, apply and send, fire timers) is done for those whose lease it holds.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence

from atiende.domain import facts as f
from atiende.ports.bus import Arrived
from atiende.ports.desk import Desk
from atiende.ports.nodes import CHANNELS, LEASED, ROUTER, VOICE, WEB, WORKER, Alone
from atiende.ports.store import Batch
from atiende.reactors.deliver import DeliverReactor
from atiende.reactors.fence import fenced
from atiende.reactors.guard import check_whenever_asked
from atiende.reactors.intake import IntakeReactor
from atiende.reactors.listen import ListenReactor
from atiende.reactors.report import ReportReactor
from atiende.reactors.sweep import sweep
from atiende.reactors.switchboard import Switchboard
from atiende.reactors.tenancy import Beside, Run, Tenancy
from atiende.reactors.timers import TimerReactor
from atiende.reactors.waiting import keep_going, wait_for
from atiende.routing.expected import Outlook
from atiende.routing.floor import Floor

NEW_TENANT_SECONDS = 1.0
SENDS = (f.MessageWritten, f.ResendOrdered, f.MessageSent, f.MessageFailed, f.MessageUnconfirmed)
TIMED = (f.InteractionOffered, f.ErrandAsked)
"""Facts whose change may have set a clock that is due at once or soon: of those that send, and of the others."""
LISTENED = (f.DocumentPublished, f.DocumentRetired, f.SecretChanged)


class Centre:
    """Everything that follows from facts, for every tenant of this node. `others` fire kinds of timers."""

    def __init__(
        self,
        desk: Desk,
        others: Mapping[str, Callable[[str, str], Awaitable[None]]] | None = None,
        roles: Sequence[str] = (WEB, *LEASED),
    ) -> None:
        self._desk, self._roles = desk, roles
        posting = fenced(desk, CHANNELS)
        self.intake = IntakeReactor(desk)
        self.deliver = DeliverReactor(posting)
        self.sends = TimerReactor(posting, {"send": self.deliver.deliver}, sends=True)
        self.timers = TimerReactor(fenced(desk, WORKER), others or {}, sends=False)
        self.listen = ListenReactor(posting, self.intake)
        self.tenancies: dict[str, Tenancy] = {}
        self.began_with: frozenset[str] | None = None
        """The tenants there were when it began; None before."""
        self.switchboard = Switchboard(desk, self.outlook)
        self.beside = Beside(batch=[self._batch], calls=[self.switchboard.run_tenant] if self._carries() else [])
        self._running: dict[str, asyncio.Task[None]] = {}
        self._loops: list[tuple[str, Callable[[], Awaitable[None]]]] = []
        self._wake = asyncio.Event()
        self._working: list[asyncio.Task[None]] = []

    def _carries(self) -> bool:
        return VOICE in self._roles and self.switchboard.carries

    def floor(self, tenant: str) -> Floor | None:
        """What routing sees now; None for a tenant that is not open here."""
        return self.tenancies[tenant].route.floor if tenant in self.tenancies else None

    def outlook(self, tenant: str) -> Outlook | None:
        """The waits to expect now."""
        outlook = self.tenancies[tenant].outlook if tenant in self.tenancies else None
        return outlook.now() if outlook is not None else None

    def report(self, tenant: str) -> ReportReactor | None:
        """What is counted today; None until the log was read."""
        return self.tenancies[tenant].report if tenant in self.tenancies else None

    def also(self, name: str, run: Callable[[], Awaitable[None]]) -> None:
        """A loop of the whole node, until cancelled."""
        self._loops.append((name, run))

    def for_each_tenant(self, *runs: Run) -> None:
        """Loops that run wherever a tenant's log is followed, until cancelled."""
        self.beside.here += runs

    def where_people_come(self, *runs: Run) -> None:
        """Loops of every node that serves a tenant's screens and widgets."""
        self.beside.web += runs

    def on_one_node(self, *runs: Run) -> None:
        """Loops of the one node that works for a tenant."""
        self.beside.work += runs

    async def run(self) -> None:
        """Until cancelled. Each loop by itself: what fails in one, or for one tenant, stops none of the others."""
        clock = self._desk.clock
        async with asyncio.TaskGroup() as group:
            self._working = [group.create_task(keep_going(clock, name, run)) for name, run in self._stoppable()]
            for name, run in (*self._of_roles(), *self._loops):
                group.create_task(keep_going(clock, name, run))
            group.create_task(keep_going(clock, "tenants", lambda: self._tenants(group)))

    async def finish(self) -> None:
        """Begins nothing more of what could be cut in two: messages on their way out, what is being applied, what a
        timer does. Returns when it has ended."""
        for one in (self.intake, self.sends, self.timers):
            one.stop()
        if self._working:
            await asyncio.wait(self._working)

    def _stoppable(self) -> list[tuple[str, Callable[[], Awaitable[None]]]]:
        found: list[tuple[str, Callable[[], Awaitable[None]]]] = []
        if CHANNELS in self._roles:
            found += [("intake", self.intake.run), ("sends", self.sends.run)]
        if WORKER in self._roles:
            found.append(("timers", self.timers.run))
        return found

    def _of_roles(self) -> list[tuple[str, Callable[[], Awaitable[None]]]]:
        found: list[tuple[str, Callable[[], Awaitable[None]]]] = []
        if CHANNELS in self._roles:
            found.append(("listen", self.listen.run))
        if self._carries():
            found.append(("switchboard", self.switchboard.run))
        if WORKER in self._roles:
            working = fenced(self._desk, WORKER)
            found.append(("sweep", lambda: sweep(working)))
            found.append(("guard again", lambda: check_whenever_asked(working)))
        if not isinstance(self._desk.leases, Alone):
            found += [("arrivals", self._hear), ("leases moved", self._look_again)]
        return found

    async def _look_again(self) -> None:
        """What this node holds has changed: every loop looks what is its to do now."""
        while True:
            self._wake.set()
            for one in (self.intake, self.sends, self.timers, self.listen):
                one.wake()
            await self._desk.leases.moved()

    async def _hear(self) -> None:
        """What another node has kept waits for whoever holds the channels."""
        async with self._desk.bus.listen(None) as signals:
            async for tenant, signal in signals:
                if isinstance(signal, Arrived) and self._desk.leases.epoch(tenant, CHANNELS) is not None:
                    self.intake.wake()

    async def _tenants(self, group: asyncio.TaskGroup) -> None:
        """New tenants are opened, and those that are no more (demos are removed) let go."""
        while True:
            self._wake.clear()
            there = set(await self._desk.store.tenants())
            wanted = {tenant for tenant in there if self._concerns(tenant)}
            for tenant in sorted(wanted - self.tenancies.keys()):
                tenancy = self.tenancies[tenant] = Tenancy(self._desk, tenant, self._roles, self.beside)
                self._running[tenant] = group.create_task(tenancy.run())
            for tenant in self.tenancies.keys() - wanted:
                self._running.pop(tenant).cancel()
                del self.tenancies[tenant]
            for tenant in self._held() - there:
                self._desk.leases.removed(tenant)
            if self.began_with is None:
                self.began_with = frozenset(there)
            await wait_for(self._wake, self._desk.clock, NEW_TENANT_SECONDS)

    def _concerns(self, tenant: str) -> bool:
        """Whether this node follows its log: for people who look, or because it decides or works for it."""
        leases = self._desk.leases
        return WEB in self._roles or any(leases.epoch(tenant, name) is not None for name in (ROUTER, WORKER, VOICE))

    def _held(self) -> set[str]:
        return {tenant for name in LEASED for tenant in self._desk.leases.held(name) or ()}

    def _batch(self, tenant: str, batch: Batch) -> None:
        kinds = {type(one.fact) for one in batch.logged}
        if not kinds.isdisjoint(SENDS):
            self.sends.wake()
        for one in batch.logged if not kinds.isdisjoint(TIMED) else ():
            if isinstance(one.fact, TIMED):
                self.timers.wake(one.fact.expires_at if isinstance(one.fact, f.InteractionOffered) else 0)
        if not kinds.isdisjoint(LISTENED):
            self.listen.wake()
