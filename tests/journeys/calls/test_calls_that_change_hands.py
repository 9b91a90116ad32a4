"""Who has the work when somebody leaves or comes back, and who cannot be taken: one agent at a time, never nobody."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any, cast

import msgspec
import pytest

from atiende.actions import calls_handling, calls_monitoring, calls_moving
from atiende.domain import facts as f
from atiende.domain.call import Target
from atiende.domain.errors import StoreFull
from atiende.domain.voice import LegArrived
from atiende.domain.work import User
from atiende.ports.desk import Desk
from atiende.ports.store import Change, Store
from tests.journeys.calls.test_a_call import _gone, _talking
from tests.journeys.calls.world import CALLER, EVA, OURS, Telephones, telephones
from tests.journeys.small_centre import ANA, LUIS, TENANT


@pytest.fixture
async def phones(desk: Desk) -> AsyncIterator[Telephones]:
    async with telephones(desk) as made:
        yield made


async def test_the_colleague_who_stays_has_the_work_of_who_hangs_up(phones: Telephones) -> None:
    async with phones.running():
        caller, _, call = await _talking(phones)
        await calls_moving.consult(phones.desk, TENANT, ANA, call, Target(kind="agent", value=LUIS))
        luis = await phones.page(await phones.rings(LUIS), LUIS)
        await calls_moving.conference(phones.desk, TENANT, ANA, call)
        await phones.hears(luis, ANA, "customer")
        await calls_handling.hang_up(phones.desk, TENANT, ANA, call)
        await phones.hears(caller, LUIS)
        work = await phones.work()
        assert (work.agent, work.state) == (LUIS, "handling")
        found = await phones.facts(f.InteractionTransferred)
        passed = [(one.agent, one.to_agent) for one in found if isinstance(one, f.InteractionTransferred)]
        assert passed == [(ANA, LUIS)]
        await calls_handling.hang_up(phones.desk, TENANT, LUIS, call)
        await phones.ended()
    await phones.proven()


async def test_who_listens_to_an_agent_goes_on_when_he_comes_back(phones: Telephones) -> None:
    async with phones.running():
        caller, agent, call = await _talking(phones)
        await calls_monitoring.monitor(phones.desk, TENANT, EVA, call, "coach")
        eva = await phones.page(await phones.rings(EVA), EVA)
        await phones.hears(agent, "customer", EVA)
        phones.engine.goes(agent, "lost")
        await phones.hears(caller, "music")
        again = await phones.page(await phones.rings(ANA), ANA)
        await phones.hears(eva, ANA, "customer")
        await phones.hears(again, "customer", EVA)
        await phones.hears(caller, ANA)
        assert not await _gone(phones, eva)
    await phones.proven()


class Full:
    """A store that cannot keep anything new for now."""

    def __init__(self, store: Store) -> None:
        self._store, self.full = store, False

    def __getattr__(self, name: str) -> Any:  # everything else is the store's own
        return getattr(self._store, name)

    async def change(self, *given: Any, **more: Any) -> Any:
        if self.full:
            raise StoreFull(reason="disk")
        return await self._store.change(*given, **more)


async def test_a_caller_who_cannot_be_written_down_is_sent_on_and_the_next_one_is_taken(phones: Telephones) -> None:
    whole = phones.desk.store
    full = Full(whole)
    phones.desk = replace(phones.desk, store=cast(Store, full))
    async with phones.running():
        await phones.available(ANA)
        full.full = True
        phones.engine.arrives(LegArrived(leg="leg_lost", tenant=TENANT, endpoint="phone", caller=CALLER, dialled=OURS))
        before = phones.clock.elapsed()
        await phones.until(lambda: _gone(phones, "leg_lost"))
        assert 3 <= phones.clock.elapsed() - before <= 5
        assert phones.network.ended["leg_lost"] == "failed"
        full.full = False
        caller = await phones.call_in()
        await phones.answers(ANA)
        await phones.hears(caller, ANA)
    phones.desk = replace(phones.desk, store=whole)
    await phones.proven()


async def test_calls_ring_where_the_agent_asked_for(phones: Telephones) -> None:
    def prefer(change: Change) -> None:
        row = change.get(User, ANA)
        assert row is not None
        change.put(msgspec.structs.replace(row, preferences={"phone.where": "desk"}))

    await phones.desk.store.change(TENANT, prefer, at=phones.clock.now())
    async with phones.running():
        await phones.available(ANA)
        await phones.call_in()
        assert phones.network.addresses[await phones.rings(ANA)].desk
        await phones.available(LUIS)
        await phones.call_in()
        assert not phones.network.addresses[await phones.rings(LUIS)].desk
