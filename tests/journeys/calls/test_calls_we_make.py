"""Calls agents make, callbacks that were promised, calls from pages and by a link, and what is recorded of them."""

from collections.abc import AsyncIterator

import msgspec
import pytest
from msgspec.structs import replace

from atiende.actions import calls_handling
from atiende.actions.callbacks import Wanted, request_callback
from atiende.actions.calls_arriving import WebCaller, begin_web_call, join_call
from atiende.actions.calls_moving import consult, transfer, transfer_out
from atiende.actions.calls_placing import Placed, begin_echo, end_echo, place_call
from atiende.actions.offers import accept_offer, end_wrap_up
from atiende.actions.recordings import Pausing, pause_recording
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.call import Call, Target
from atiende.domain.callback import Callback
from atiende.domain.customer import CustomerDetails
from atiende.domain.errors import Invalid, NotFound, TooManyDials, WrongState
from atiende.domain.recording import Recording
from atiende.domain.voice import Media
from atiende.domain.voice_documents import QueueVoice
from atiende.ports.desk import Desk
from atiende.ports.store import Change
from tests.journeys.calls.world import CALLER, OFFER, OTHER, QUEUE, Telephones, telephones
from tests.journeys.small_centre import ANA, TENANT


@pytest.fixture
async def phones(desk: Desk) -> AsyncIterator[Telephones]:
    async with telephones(desk) as made:
        yield made


async def test_an_agent_calls_a_number_his_own_telephone_first(phones: Telephones) -> None:
    async with phones.running():
        await phones.available(ANA)
        call = await place_call(phones.desk, TENANT, ANA, Placed(to=Target(kind="number", value="600 333 444")))
        own = await phones.rings(ANA)
        assert [to.value for to in phones.network.addresses.values()] == [ANA]
        await phones.page(own, ANA)
        customer = await phones.rings(OTHER)
        with pytest.raises(WrongState):
            await place_call(phones.desk, TENANT, ANA, Placed(to=Target(kind="number", value=CALLER)))
        phones.engine.comes_up(customer)
        phones.engine.speaks(customer, "customer")
        await phones.hears(own, "customer")
        await calls_handling.press_keys(phones.desk, TENANT, ANA, call, "12#")
        await phones.until(lambda: _pressed(phones, customer, "12#"))
        work = await phones.work()
        assert (work.state, work.direction, work.channel) == ("handling", "out", "voice")
        phones.engine.goes(customer)
        assert (await phones.ended()).state == "wrap_up"
    await phones.proven()


async def test_no_way_leads_to_a_number_that_is_not_called_from_here(phones: Telephones) -> None:
    """Not dialled, not consulted, not passed on to by an agent or a flow, nor as a call a stranger asked for."""
    abroad = Target(kind="number", value="+53 5 234 5678")
    async with phones.running():
        await phones.available(ANA)
        with pytest.raises(Invalid) as told:
            await place_call(phones.desk, TENANT, ANA, Placed(to=abroad))
        assert (told.value.params["field"], told.value.params["reason"]) == ("to.value", "number_not_called")
        caller = await phones.call_in()
        work = await phones.work()
        for refused in (
            transfer_out(phones.desk, TENANT, work.id, abroad.value),
            request_callback(phones.desk, TENANT, "customer:x", work.id, Wanted(number=abroad.value)),
        ):
            with pytest.raises(Invalid) as told:
                await refused
            assert told.value.params["reason"] == "number_not_called"
        await phones.page(await phones.rings(ANA), ANA)
        await phones.until(lambda: _agent_is_up(phones, work.id))
        for order in (consult, transfer):
            with pytest.raises(Invalid) as told:
                await order(phones.desk, TENANT, ANA, work.id, abroad)
            assert told.value.params["reason"] == "number_not_called"
        phones.engine.goes(caller)
        await phones.ended()
    assert not any(to.value == "+5352345678" for to in phones.network.addresses.values())
    await phones.proven()


async def test_who_calls_from_a_dear_number_and_hangs_up_is_not_called_back_there(phones: Telephones) -> None:
    """His number becomes a call to make by itself; whoever would make it is told why he cannot."""
    async with phones.running():
        caller = await phones.call_in()
        work = await phones.work()
        promised = await request_callback(phones.desk, TENANT, "customer:x", work.id, Wanted(number=CALLER))
        phones.engine.goes(caller)
        await phones.ended()
        dear = Callback(interaction=promised, number="+34803123456", at=phones.desk.clock.now())
        await phones.desk.store.change(TENANT, lambda change: change.put(dear), at=phones.desk.clock.now())
        await phones.available(ANA)
        await accept_offer(phones.desk, TENANT, ANA, (await phones.offered(ANA)).id)
        with pytest.raises(Invalid) as told:
            await place_call(phones.desk, TENANT, ANA, Placed(callback=promised))
        assert told.value.params["reason"] == "number_not_called"
    assert not phones.network.legs


async def _agent_is_up(phones: Telephones, interaction: str) -> bool:
    call = await phones.desk.store.reading(TENANT).get(Call, interaction)
    return call is not None and any(one.state == "up" for one in call.of("agent"))


async def test_somebody_who_does_not_answer_leaves_his_agent_a_word_to_write(phones: Telephones) -> None:
    async with phones.running():
        await phones.available(ANA)
        await place_call(phones.desk, TENANT, ANA, Placed(to=Target(kind="number", value=OTHER)))
        await phones.page(await phones.rings(ANA), ANA)
        phones.engine.goes(await phones.rings(OTHER), "busy")
        assert (await phones.ended()).state == "wrap_up"
    ended = await phones.facts(f.CallEnded)
    assert [one.cause for one in ended if isinstance(one, f.CallEnded)] == ["busy"]
    await phones.proven()


async def test_a_promised_call_is_made_with_one_click(phones: Telephones) -> None:
    async with phones.running():
        caller = await phones.call_in()
        work = await phones.work()
        actor = f"customer:{work.customer}"
        promised = await request_callback(phones.desk, TENANT, actor, work.id, Wanted(number=CALLER))
        phones.engine.goes(caller)
        await phones.ended()
        assert (await phones.work()).state == "queued"  # who hung up then has not given up
        await phones.available(ANA)
        await accept_offer(phones.desk, TENANT, ANA, (await phones.offered(ANA)).id)
        assert not phones.network.legs
        assert await place_call(phones.desk, TENANT, ANA, Placed(callback=promised)) == promised
        own = await phones.page(await phones.rings(ANA), ANA)
        customer = await phones.rings(CALLER)
        phones.engine.comes_up(customer)
        phones.engine.speaks(customer, "customer")
        await phones.hears(own, "customer")
        await calls_handling.hang_up(phones.desk, TENANT, ANA, promised)
        assert (await phones.ended()).state in ("wrap_up", "done")
    await phones.proven()


async def test_from_a_page_he_reaches_an_agent_and_a_third_comes_by_a_link(phones: Telephones) -> None:
    async with phones.running():
        await phones.available(ANA)
        wanted = WebCaller(endpoint="phone", customer=await _visitor(phones), media=Media(video=True))
        begun = await begin_web_call(phones.desk, TENANT, wanted)
        assert await begin_web_call(phones.desk, TENANT, wanted) == begun
        await calls_handling.signal_leg(phones.desk, TENANT, wanted.customer, begun.leg, OFFER)
        await phones.until(lambda: phones.row_up(begun.leg))
        phones.engine.speaks(begun.leg, "customer")
        agent = await phones.answers(ANA)
        await phones.hears(begun.leg, ANA)
        guest = await join_call(phones.desk, TENANT, begun.conversation, "jln_1", "Eva", Media())
        await phones.until(lambda: _known(phones, guest))
        await phones.page(guest, "guest")
        await phones.hears(agent, "customer", "guest")
        phones.engine.goes(begun.leg)
        await phones.ended()
        with pytest.raises(NotFound):
            await join_call(phones.desk, TENANT, begun.conversation, "jln_1", "Eva", Media())
    await phones.proven()


async def test_nobody_signals_for_a_leg_that_is_not_his(phones: Telephones) -> None:
    async with phones.running():
        begun = await begin_web_call(phones.desk, TENANT, WebCaller(endpoint="phone", customer=await _visitor(phones)))
        with pytest.raises(NotFound):
            await calls_handling.signal_leg(phones.desk, TENANT, ANA, begun.leg, OFFER)
        with pytest.raises(NotFound):
            await calls_handling.signal_leg(phones.desk, TENANT, "", "leg_nobody", OFFER)


async def test_an_agent_hears_himself_until_he_ends_it(phones: Telephones) -> None:
    async with phones.running():
        leg = await begin_echo(phones.desk, TENANT, ANA)
        await calls_handling.signal_leg(phones.desk, TENANT, ANA, leg, OFFER)
        await phones.until(lambda: phones.is_up(leg))
        phones.engine.speaks(leg, "me")
        await phones.hears(leg, "me")
        await end_echo(phones.desk, TENANT, ANA)
        await phones.until(lambda: _gone(phones, leg))


@pytest.mark.parametrize("informed", [True, False])
async def test_only_whom_we_have_told_is_recorded(phones: Telephones, informed: bool) -> None:
    await _records(phones)
    async with phones.running():
        caller = await phones.call_in()
        call = await phones.call()
        if informed:
            await _told(phones, call.interaction)
        await phones.available(ANA)
        await phones.answers(ANA)
        await phones.hears(caller, ANA)
        await phones.pass_time(1)
        assert bool(phones.network.tapes) is informed
        if informed:
            paused = Pausing(on=False)
            await pause_recording(phones.desk, TENANT, f"agent:{ANA}", call.interaction, paused)
            await phones.until(lambda: _paused(phones))
        phones.engine.goes(caller)
        await phones.ended()
        assert not phones.network.tapes
    rows = await phones.desk.store.reading(TENANT).where(Recording, {"interaction": call.interaction})
    assert [one.state for one in rows] in ([["ended"], ["kept"]] if informed else [[]])


async def _records(phones: Telephones) -> None:
    body = replace(QUEUE, voice=QueueVoice(recording="inform"))
    text = msgspec.json.encode(body).decode()

    def decide(change: Change) -> None:
        change.record(f.DocumentPublished(kind="queue", slug="support", version=3, body=text), actor="system")

    await phones.desk.store.change(TENANT, decide, at=phones.clock.now())


async def _told(phones: Telephones, interaction: str) -> None:
    call = await phones.call()
    told = f.ConsentAnswered(
        consent="cst_1",
        customer=call.customer,
        conversation=call.conversation,
        interaction=interaction,
        answer="informed",
        channel="voice",
        language="es",
        version="1",
    )
    await phones.desk.store.change(TENANT, lambda change: change.record(told, actor="system"), at=phones.clock.now())


async def _visitor(phones: Telephones) -> str:
    def decide(change: Change) -> str:
        change.record(f.CustomerSeen(customer="cus_web", brand="main", channel="webchat"), actor="system")
        change.put(CustomerDetails(id="cus_web", name="Pepe"))
        return "cus_web"

    return await phones.desk.store.change(TENANT, decide, at=phones.clock.now())


async def _pressed(phones: Telephones, leg: str, keys: str) -> bool:
    return phones.network.keys.get(leg) == keys


async def _known(phones: Telephones, leg: str) -> bool:
    return leg in phones.network.legs


async def _gone(phones: Telephones, leg: str) -> bool:
    return leg not in phones.network.legs


async def _paused(phones: Telephones) -> bool:
    return all(tape.paused_at is not None for tape in phones.network.tapes.values())


async def test_who_dials_too_fast_waits_but_never_for_help(phones: Telephones) -> None:
    help_, other = Target(kind="number", value="112"), Target(kind="number", value=OTHER)
    brand = docs.Brand(name="Logic Computer", dials_a_minute=2)
    await publishes(phones, brand)
    async with phones.running():
        await phones.available(ANA)
        for _ in range(2):
            await place_call(phones.desk, TENANT, ANA, Placed(to=other))
            await hangs_up(phones)
        with pytest.raises(TooManyDials) as told:
            await place_call(phones.desk, TENANT, ANA, Placed(to=other))
        assert 0 < int(str(told.value.params["retry_after"])) <= 60
        await place_call(phones.desk, TENANT, ANA, Placed(to=help_))
        await hangs_up(phones)
        await phones.pass_time(60)
        await place_call(phones.desk, TENANT, ANA, Placed(to=other))
        await hangs_up(phones)
    await phones.proven()


async def publishes(phones: Telephones, brand: docs.Brand) -> None:
    text = msgspec.json.encode(brand).decode()
    fact = f.DocumentPublished(kind="brand", slug="main", version=2, body=text)
    clock = phones.desk.clock
    await phones.desk.store.change(TENANT, lambda change: change.record(fact, actor="system"), at=clock.now())


async def hangs_up(phones: Telephones) -> None:
    work = await phones.work()
    await calls_handling.hang_up(phones.desk, TENANT, ANA, work.id)
    ended = await phones.ended()
    if ended.state == "wrap_up":
        await end_wrap_up(phones.desk, TENANT, ended.id, ANA)
