"""A call that is agreed for later: while they talk, or after nobody answered; it is made when its moment has come."""

from collections.abc import AsyncIterator

import pytest

from atiende.actions.callbacks import Wanted, request_callback
from atiende.actions.calls_handling import hang_up
from atiende.actions.calls_placing import Placed, place_call
from atiende.actions.offers import accept_offer, end_wrap_up
from atiende.domain.interaction import Interaction
from atiende.ports.desk import Desk
from tests.journeys.calls.world import CALLER, Telephones, telephones
from tests.journeys.small_centre import ANA, TENANT

BY_ANA = f"agent:{ANA}"
LATER_MS = 30_000


@pytest.fixture
async def phones(desk: Desk) -> AsyncIterator[Telephones]:
    async with telephones(desk) as made:
        yield made


async def agreed(phones: Telephones, about: str) -> str:
    wanted = Wanted(number=CALLER, not_before=phones.clock.now() + LATER_MS)
    return await request_callback(phones.desk, TENANT, BY_ANA, about, wanted)


async def state_of(phones: Telephones, interaction: str) -> str:
    found = await phones.desk.store.reading(TENANT).get(Interaction, interaction)
    assert found is not None
    return found.state


async def made(phones: Telephones, promised: str) -> str:
    """Ana gets the promised call when it is due, and makes it: the customer's leg, which rings."""
    offer = await phones.offered(ANA)
    assert offer.interaction == promised
    await accept_offer(phones.desk, TENANT, ANA, offer.id)
    await place_call(phones.desk, TENANT, ANA, Placed(callback=promised))
    await phones.page(await phones.rings(ANA), ANA)
    return await phones.rings(CALLER)


async def test_another_call_is_agreed_while_they_talk_and_they_talk_on(phones: Telephones) -> None:
    async with phones.running():
        await phones.available(ANA)
        caller = await phones.call_in()
        await phones.answers(ANA)
        await phones.hears(caller, ANA)
        this = (await phones.work()).id
        promised = await agreed(phones, this)
        assert promised != this
        await phones.pass_time(5)
        await phones.hears(caller, ANA)
        await hang_up(phones.desk, TENANT, ANA, this)
        await phones.ended()
        await end_wrap_up(phones.desk, TENANT, this, ANA)
        assert await state_of(phones, promised) == "in_flow"  # nobody is asked before its moment
        customer = await made(phones, promised)
        phones.engine.comes_up(customer)
        phones.engine.speaks(customer, "customer")
        await phones.hears(customer, ANA)
        await hang_up(phones.desk, TENANT, ANA, promised)
        assert (await phones.ended()).state in ("wrap_up", "done")
    await phones.proven()


async def test_who_was_not_reached_is_called_again_when_it_was_agreed(phones: Telephones) -> None:
    async with phones.running():
        await phones.available(ANA)
        caller = await phones.call_in()
        await phones.answers(ANA)
        this = (await phones.work()).id
        promised = await agreed(phones, this)
        phones.engine.goes(caller)
        await phones.ended()
        await end_wrap_up(phones.desk, TENANT, this, ANA)
        phones.engine.goes(await made(phones, promised), "busy")
        await phones.ended()
        assert await state_of(phones, promised) == "wrap_up"
        again = await agreed(phones, promised)
        await end_wrap_up(phones.desk, TENANT, promised, ANA)
        assert again != promised and await state_of(phones, promised) == "done"
        customer = await made(phones, again)
        phones.engine.comes_up(customer)
        phones.engine.speaks(customer, "customer")
        await phones.hears(customer, ANA)
    await phones.proven()
