"""Two nodes with a connection each to one telephone network: whoever holds the lease runs the calls, nobody else."""

import asyncio
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace

from atiende.domain import facts as f
from atiende.domain.node import Lease
from atiende.domain.voice import LegArrived
from atiende.ports.desk import Desk
from atiende.ports.nodes import VOICE, NodeRow, NodeSeen
from atiende.ports.voice import Voice
from atiende.reactors.switchboard import Switchboard
from atiende.voice.fake.engine import FakeEngine
from tests.fakes import settle
from tests.journeys.calls.world import CALLER, Telephones, telephones
from tests.journeys.small_centre import ANA, TENANT


class Given:
    """A node whose lease for calls is given and taken by the test; everything else is done elsewhere."""

    def __init__(self, node: str) -> None:
        self.node = node
        self.held_under: int | None = None
        self.refused = 0

    def epoch(self, tenant: str, name: str) -> int | None:
        return self.held_under if name == VOICE else None

    def held(self, name: str) -> frozenset[str]:
        return frozenset((TENANT,)) if self.epoch(TENANT, name) is not None else frozenset()

    def lost(self, tenant: str, name: str, epoch: int) -> None:
        self.refused += 1

    def removed(self, tenant: str) -> None:
        return

    async def moved(self) -> None:
        await asyncio.Event().wait()

    def mine(self) -> NodeRow | None:
        return None

    def others(self) -> Sequence[NodeSeen]:
        return ()

    async def gone(self, nodes: Collection[str]) -> frozenset[str]:
        return frozenset()


async def give(phones: Telephones, to: Given, epoch: int) -> None:
    lease = Lease(name=VOICE, node=to.node, epoch=epoch)
    await phones.desk.store.change(TENANT, lambda change: change.put(lease), at=phones.clock.now())
    to.held_under = epoch


@asynccontextmanager
async def node(phones: Telephones, leases: Given, engine: FakeEngine) -> AsyncIterator[Switchboard]:
    """It reads its engine; it runs the tenant's calls because it believes that it holds them."""
    desk = replace(phones.desk, leases=leases, voice=Voice(engines={"fake": engine}))
    board = Switchboard(desk, lambda tenant: None)
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(board.run())]
        if leases.held_under is not None:
            tasks.append(group.create_task(board.run_tenant(TENANT)))
        await settle()
        yield board
        for task in tasks:
            task.cancel()


async def test_only_the_holder_runs_the_calls_and_the_next_one_goes_on(desk: Desk) -> None:
    async with telephones(desk) as phones:
        second = FakeEngine(phones.network)
        phones.engine.beside = [second]
        one, two = Given("one"), Given("two")
        async with phones.running(calls=False):
            await give(phones, one, 1)
            await phones.available(ANA)
            async with node(phones, two, second), node(phones, one, phones.engine):
                caller = await phones.call_in()
                agent = await phones.answers(ANA)
                await phones.hears(caller, ANA)
            assert second.told == []  # it heard everything, and did nothing
            await give(phones, two, 2)
            async with node(phones, two, second):
                await phones.pass_time(6)
                await phones.hears(agent, "customer")
                phones.engine.goes(caller)
                await phones.ended()
            assert second.told
        assert len(await phones.facts(f.CallArrived)) == 1
        await phones.proven()


async def test_a_former_holder_writes_nothing(desk: Desk) -> None:
    async with telephones(desk) as phones:
        one, two = Given("one"), Given("two")
        async with phones.running(calls=False):
            await give(phones, one, 1)
            async with node(phones, one, phones.engine):
                await give(phones, two, 2)  # it does not know yet
                phones.engine.arrives(LegArrived(leg="leg_1", tenant=TENANT, endpoint="phone", caller=CALLER))
                await phones.pass_time(2)
            assert one.refused and not await phones.facts(f.CallArrived)
