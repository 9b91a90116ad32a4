"""What breaks under a call: connections, commands, events, the server itself. Nobody is left with nothing to hear."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from atiende.actions import calls_handling, calls_moving
from atiende.actions.offers import accept_offer
from atiende.domain import facts as f
from atiende.domain.call import Target
from atiende.domain.voice import Cause, LegAnswered, LegArrived, LegFaltered, Media
from atiende.ports.desk import Desk
from atiende.ports.metrics import CHANGES
from atiende.ports.voice import Voice
from tests.fakes import settle
from tests.journeys.calls.world import Telephones, telephones
from tests.journeys.small_centre import ANA, LUIS, TENANT

SILENCE_MS = 5_000
SWEEPS_MS = 12_000


@pytest.fixture
async def phones(desk: Desk) -> AsyncIterator[Telephones]:
    async with telephones(desk) as made:
        yield made


async def talking(phones: Telephones) -> tuple[str, str, str]:
    """Ana speaks with a caller: his leg, hers, the call."""
    await phones.available(ANA)
    caller = await phones.call_in()
    agent = await phones.answers(ANA)
    await phones.hears(caller, ANA)
    return caller, agent, (await phones.call()).interaction


async def test_an_agent_whose_connection_breaks_comes_back_to_his_caller(phones: Telephones) -> None:
    async with phones.running():
        caller, agent, _ = await talking(phones)
        before = phones.clock.now()
        phones.engine.goes(agent, "lost")
        await phones.hears(caller, "music")
        assert phones.clock.now() - before <= SILENCE_MS
        again = await phones.page(await phones.rings(ANA), ANA)
        await phones.hears(caller, ANA)
        assert again != agent and (await phones.work()).segments == 1
        assert not await phones.facts(f.InteractionTransferred)
    await phones.proven()


async def test_an_agent_who_does_not_come_back_loses_the_call_to_the_next(phones: Telephones) -> None:
    async with phones.running():
        caller, agent, _ = await talking(phones)
        since = (await phones.work()).since
        phones.engine.goes(agent, "lost")
        await phones.available(LUIS)
        await phones.answers(LUIS)
        await phones.hears(caller, LUIS)
        assert (await phones.work()).since == since
    await phones.proven()


async def test_a_page_that_falters_means_music_until_it_is_back(phones: Telephones) -> None:
    async with phones.running():
        caller, agent, _ = await talking(phones)
        phones.engine.say(LegFaltered(leg=agent))
        await phones.hears(caller, "music")
        phones.engine.say(LegFaltered(leg=agent, back=True))
        await phones.hears(caller, ANA)
    await phones.proven()


@pytest.mark.parametrize(("cause", "preferred"), [("lost", ANA), ("normal", None)])
async def test_who_calls_again_after_his_line_broke_is_kept_for_whoever_spoke_with_him(
    phones: Telephones, cause: Cause, preferred: str | None
) -> None:
    """The control: who hung up himself gets whoever is free."""
    async with phones.running():
        caller, _, first = await talking(phones)
        conversation = (await phones.work()).conversation
        await phones.available(LUIS)
        phones.engine.goes(caller, cause)
        await phones.ended()
        await phones.call_in()
        await phones.rings(LUIS if preferred is None else ANA)
        again = (await phones.facts(f.InteractionQueued))[-1]
        assert again.interaction != first
        assert (again.conversation, again.preferred) == (conversation, preferred)
    await phones.proven()


async def test_who_is_there_already_asks_nothing_of_the_store_by_answering(phones: Telephones) -> None:
    """A caller is up in the row that his arrival made: the agent is not dialled later because it is written again."""
    async with phones.running():
        caller, agent, _ = await talking(phones)
        await settle()
        before = CHANGES._value.get()
        phones.engine.say(LegAnswered(leg=caller))
        phones.engine.say(LegAnswered(leg=agent))
        await settle()
        assert CHANGES._value.get() == before
        phones.engine.say(LegFaltered(leg=agent))
        await phones.hears(caller, "music")
        phones.engine.say(LegAnswered(leg=agent))  # anew: of him it is written, for he had faltered
        await phones.hears(caller, ANA)
    assert [one.back for one in await phones.facts(f.LegFaltered)] == [False, True]
    await phones.proven()


@pytest.mark.parametrize("moment", ["waiting", "ringing", "taken", "talking", "held", "consulting", "broken"])
async def test_whenever_the_customer_hangs_up_everybody_is_free(phones: Telephones, moment: str) -> None:
    async with phones.running():
        caller = await to_the_moment(phones, moment)
        phones.engine.goes(caller)
        work = await phones.ended()
        assert work.state == ("abandoned" if moment in ("waiting", "ringing") else "wrap_up")
    await phones.proven()


async def to_the_moment(phones: Telephones, moment: str) -> str:
    if moment in ("waiting", "ringing", "taken"):
        await phones.available(*(() if moment == "waiting" else (ANA,)))
        caller = await phones.call_in()
        if moment != "waiting":
            offer, _ = await phones.offered(ANA), await phones.rings(ANA)
            if moment == "taken":
                await accept_offer(phones.desk, TENANT, ANA, offer.id)
        return caller
    caller, agent, call = await talking(phones)
    if moment == "held":
        await calls_handling.hold(phones.desk, TENANT, ANA, call)
        await phones.hears(caller, "music")
    elif moment == "consulting":
        await calls_moving.consult(phones.desk, TENANT, ANA, call, Target(kind="agent", value=LUIS))
        await phones.rings(LUIS)
    elif moment == "broken":
        phones.engine.goes(agent, "lost")
        await phones.hears(caller, "music")
    return caller


async def test_after_a_restart_they_go_on_talking(phones: Telephones) -> None:
    async with phones.running():
        caller, agent, call = await talking(phones)
    assert phones.network.hears(caller) == {ANA}  # the network knows nothing of our death
    async with phones.running():
        await phones.pass_time(12)
        await phones.hears(caller, ANA)
        await phones.hears(agent, "customer")
        await calls_handling.hang_up(phones.desk, TENANT, ANA, call)
        assert (await phones.ended()).state == "wrap_up"
    await phones.proven()


async def test_who_hung_up_while_we_were_dead_is_not_stranded(phones: Telephones) -> None:
    async with phones.running():
        caller, agent, _ = await talking(phones)
    phones.network.leave(caller)  # nobody was there to be told
    async with phones.running():
        assert (await phones.ended()).state == "wrap_up"
    assert phones.network.hears(agent) == set()
    await phones.proven()


async def test_what_was_decided_while_the_engine_was_away_is_done_when_it_is_back(phones: Telephones) -> None:
    async with phones.running():
        caller, _, call = await talking(phones)
        phones.engine.lose_connection()
        await calls_handling.hold(phones.desk, TENANT, ANA, call)
        await phones.pass_time(2)
        assert phones.network.hears(caller) == {ANA}  # it could not be told
        phones.engine.reconnect()
        await phones.hears(caller, "music")
    await phones.proven()


async def test_a_lost_command_is_said_again(phones: Telephones) -> None:
    async with phones.running():
        caller, _, call = await talking(phones)
        before = phones.clock.now()
        phones.engine.lose_commands = 1
        await calls_handling.hold(phones.desk, TENANT, ANA, call)
        await phones.pass_time(1)
        assert phones.network.hears(caller) == {ANA}  # the fault bites
        await phones.hears(caller, "music")
        assert phones.clock.now() - before <= SWEEPS_MS
    await phones.proven()


async def test_a_lost_hanging_up_is_noticed(phones: Telephones) -> None:
    async with phones.running():
        caller, _, _ = await talking(phones)
        before = phones.clock.now()
        phones.engine.lose_events = 1
        phones.network.leave(caller)
        await phones.pass_time(1)
        assert (await phones.call()).open  # nobody knows yet
        assert (await phones.ended()).state == "wrap_up"
        assert phones.clock.now() - before <= SWEEPS_MS
    await phones.proven()


async def test_everything_told_twice_is_one_call(phones: Telephones) -> None:
    phones.engine.twice = True
    async with phones.running():
        caller, _, _ = await talking(phones)
        phones.engine.goes(caller)
        await phones.ended()
    assert len(await phones.facts(f.CallArrived)) == len(await phones.facts(f.CallEnded)) == 1
    assert len(await phones.facts(f.CallConnected)) == 1
    await phones.proven()


async def test_a_leg_that_no_call_owns_is_hung_up(phones: Telephones) -> None:
    async with phones.running():
        caller, agent, _ = await talking(phones)
        phones.network.new_leg("leg_ghost", "up", TENANT, Media())
        phones.network.new_leg("leg_of_another_house", "up", "ten_other", Media())
        await phones.until(lambda: _is_hung_up(phones, "leg_ghost"))
        assert set(phones.network.legs) == {caller, agent, "leg_of_another_house"}
    await phones.proven()


async def _is_hung_up(phones: Telephones, leg: str) -> bool:
    return leg not in phones.network.legs


async def test_an_agent_whose_page_never_comes_is_not_waited_for(phones: Telephones) -> None:
    async with phones.running():
        await phones.available(ANA)
        caller = await phones.call_in()
        await accept_offer(phones.desk, TENANT, ANA, (await phones.offered(ANA)).id)
        await phones.available(LUIS)
        await phones.answers(LUIS)
        await phones.hears(caller, LUIS)
    await phones.proven()


async def test_who_calls_while_the_server_starts_is_taken(phones: Telephones) -> None:
    leg = "leg_early"
    phones.engine.arrives(LegArrived(leg=leg, tenant=TENANT, endpoint="phone", caller="+34600111222"))
    async with phones.running():
        await phones.until(lambda: phones.is_up(leg))
        assert (await phones.work()).state == "queued"


async def test_a_call_whose_engine_was_taken_out_of_use_is_over(phones: Telephones) -> None:
    async with phones.running():
        await talking(phones)
    phones.desk = replace(phones.desk, voice=Voice(engines={"other": phones.engine}))
    async with phones.running():
        assert (await phones.work()).state == "wrap_up"
        assert not (await phones.call()).open
    await phones.proven()
