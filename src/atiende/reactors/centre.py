"""All reactors of a node under one TaskGroup: what runs while the centre is open."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping

from atiende.domain import facts as f
from atiende.ports.desk import Desk
from atiende.ports.store import Batch
from atiende.reactors.deliver import DeliverReactor
from atiende.reactors.intake import IntakeReactor
from atiende.reactors.listen import ListenReactor
from atiende.reactors.route import RouteReactor
from atiende.reactors.sweep import sweep
from atiende.reactors.timers import TimerReactor

NEW_TENANT_SECONDS = 1.0
TIMED = (f.MessageWritten, f.ResendOrdered, f.MessageSent, f.MessageFailed, f.InteractionOffered)
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
        self._more: list[Callable[[str, Batch], None]] = []
        self._per_tenant: list[Callable[[str], Awaitable[None]]] = []

    def on_batch(self, call: Callable[[str, Batch], None]) -> None:
        """Also called with every batch, in order, after the floor has read it."""
        self._more.append(call)

    def for_each_tenant(self, run: Callable[[str], Awaitable[None]]) -> None:
        """A loop that runs for every tenant beside the floor, until cancelled."""
        self._per_tenant.append(run)

    async def run(self) -> None:
        """Until cancelled."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self.intake.run())
            group.create_task(self.timers.run())
            group.create_task(self.listen.run())
            group.create_task(sweep(self._desk))
            while True:
                for tenant in await self._desk.store.tenants():
                    if tenant not in self.routes:
                        self.routes[tenant] = RouteReactor(self._desk, tenant)
                        group.create_task(self._tenant(tenant, self.routes[tenant]))
                await self._desk.clock.sleep(NEW_TENANT_SECONDS)

    async def _tenant(self, tenant: str, route: RouteReactor) -> None:
        await route.catch_up()
        async with asyncio.TaskGroup() as group:
            group.create_task(route.run())
            for run in self._per_tenant:
                group.create_task(_awaited(run(tenant)))
            async for batch in self._desk.store.follow(tenant, route.position):
                self._batch(tenant, route, batch)

    def _batch(self, tenant: str, route: RouteReactor, batch: Batch) -> None:
        route.follow(batch)
        kinds = {type(one.fact) for one in batch.logged}
        if not kinds.isdisjoint(TIMED):
            self.timers.wake()
        if f.DocumentPublished in kinds or f.DocumentRetired in kinds or f.SecretChanged in kinds:
            self.listen.wake()
        for call in self._more:
            call(tenant, batch)


async def _awaited(what: Awaitable[None]) -> None:
    await what
