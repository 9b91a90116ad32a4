"""The server dies at every place between a call's facts and its engine's commands: after a start the call goes on."""

import asyncio
from contextlib import suppress
from dataclasses import replace

import pytest

from atiende.actions.offers import accept_offer
from atiende.domain import facts as f
from atiende.domain.errors import Refusal
from atiende.domain.interaction import Offer
from atiende.ports.desk import Desk
from atiende.ports.failpoints import CALL_KEPT, CALL_TOLD, Fail
from tests.journeys.calls.world import OFFER, Telephones, telephones
from tests.journeys.small_centre import ANA, TENANT


class Died(BaseException):
    """No code of ours may catch it, as with a real death."""


def dying(place: str, time: int) -> Fail:
    left = time

    def fail(name: str) -> None:
        nonlocal left
        left -= name == place
        if name == place and not left:
            raise Died

    return fail


@pytest.mark.parametrize(
    ("place", "time"), [(CALL_KEPT, 1), *((CALL_TOLD, time) for time in (1, 2, 3))], ids=lambda one: str(one)
)
async def test_wherever_the_server_dies_the_caller_reaches_an_agent(desk: Desk, place: str, time: int) -> None:
    async with telephones(desk) as phones:
        alive = phones.desk
        phones.desk = replace(alive, fail=dying(place, time))
        with pytest.raises(BaseExceptionGroup) as died:
            async with phones.running():
                await phones.available(ANA)
                await phones.call_in()
                await reach(phones, asyncio.timeout(30))
                await phones.clock.advance(1)
        assert died.group_contains(Died)
        phones.desk = alive
        async with phones.running():
            await reach(phones, asyncio.timeout(60))
            phones.engine.goes("leg_caller1")
            await phones.ended()
        assert len(await phones.facts(f.CallArrived)) == 1
        await phones.proven()


async def reach(phones: Telephones, patience: asyncio.Timeout) -> None:
    """The agent takes whatever he is offered, and his page comes, until they hear each other."""
    caller = "leg_caller1"
    async with patience:
        while phones.network.hears(caller) != {ANA}:
            made = await phones.desk.store.reading(TENANT).where(Offer, {"agent": ANA, "state": "made"})
            for offer in made:
                with suppress(Refusal):
                    await accept_offer(phones.desk, TENANT, ANA, offer.id)
            for leg, seen in list(phones.network.legs.items()):
                if seen.state == "ringing" and not made:
                    await phones.engine.signal(leg, OFFER)
                    phones.engine.speaks(leg, ANA)
            if caller in phones.network.legs:
                phones.engine.speaks(caller, "customer")
            await phones.clock.advance(0.1)
