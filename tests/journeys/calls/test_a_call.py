"""A call from its arrival to its wrap-up, and what may come between."""

from collections.abc import AsyncIterator

import pytest

from atiende.actions import calls_handling, calls_monitoring, calls_moving
from atiende.actions.conversations import resolve_conversation
from atiende.actions.hands import raise_hand
from atiende.actions.merging import merge_conversations
from atiende.actions.offers import decline_offer, end_wrap_up
from atiende.actions.presence import note_absence
from atiende.domain import facts as f
from atiende.domain.agent import Agent
from atiende.domain.call import Target
from atiende.domain.conversation import Conversation
from atiende.ports.desk import Desk
from atiende.ports.store import Change
from tests.journeys.calls.world import EVA, OTHER, Telephones, telephones
from tests.journeys.small_centre import ANA, LUIS, TENANT


@pytest.fixture
async def phones(desk: Desk) -> AsyncIterator[Telephones]:
    async with telephones(desk) as made:
        yield made


async def test_a_caller_waits_is_answered_and_wrapped_up(phones: Telephones) -> None:
    async with phones.running():
        await phones.available(ANA)
        caller = await phones.call_in()
        agent = await phones.answers(ANA)
        await phones.hears(caller, ANA)
        await phones.hears(agent, "customer")
        work = await phones.work()
        assert (work.state, work.channel, work.agent) == ("handling", "voice", ANA)
        await calls_handling.hang_up(phones.desk, TENANT, ANA, work.id)
        work = await phones.ended()
        assert work.state == "wrap_up" and work.wrap_up_until is not None
        await end_wrap_up(phones.desk, TENANT, work.id, ANA)
        assert (await phones.work()).state == "done"
    kinds = [type(one).__name__ for one in await phones.facts(f.CallArrived, f.CallConnected, f.CallEnded)]
    assert kinds == ["CallArrived", "CallConnected", "CallEnded"]
    await phones.proven()


async def test_help_asked_for_in_a_call_ends_with_it(phones: Telephones) -> None:
    async with phones.running():
        await phones.available(ANA)
        caller = await phones.call_in()
        await phones.answers(ANA)
        work = await phones.work()
        await raise_hand(phones.desk, TENANT, ANA, work.conversation)
        assert await _needs_help(phones)
        phones.engine.goes(caller)
        await end_wrap_up(phones.desk, TENANT, (await phones.ended()).id, ANA)
        assert not await _needs_help(phones)
        await raise_hand(phones.desk, TENANT, ANA, work.conversation)  # about what is left to do
        await phones.pass_time(1)
        caller = await phones.call_in()
        await phones.answers(ANA)
        phones.engine.goes(caller)
        await phones.until(lambda: _over(phones, 2))
        assert await _needs_help(phones)
    await phones.proven()


async def test_who_does_not_answer_loses_the_call_to_the_next(phones: Telephones) -> None:
    async with phones.running():
        await phones.available(ANA)
        caller = await phones.call_in()
        await phones.rings(ANA)
        await phones.available(LUIS)
        await phones.offered(ANA)
        await phones.until(lambda: _is(phones, ANA, "not_responding"))
        luis = await phones.answers(LUIS)
        await phones.hears(caller, LUIS)
        assert set(phones.network.legs) == {caller, luis}
        phones.engine.goes(caller)
        assert (await phones.ended()).state == "wrap_up"
    await phones.proven()


async def test_who_declines_hears_it_ring_no_more(phones: Telephones) -> None:
    async with phones.running():
        await phones.available(ANA)
        caller = await phones.call_in()
        rung = await phones.rings(ANA)
        await phones.available(LUIS)
        before = phones.clock.now()
        await decline_offer(phones.desk, TENANT, ANA, (await phones.offered(ANA)).id)
        await phones.rings(LUIS)
        assert phones.clock.now() - before <= 1000
        await phones.until(lambda: _gone(phones, rung))
        phones.engine.goes(caller)
        assert (await phones.ended()).state == "abandoned"
    await phones.proven()


async def test_a_desk_phone_that_is_taken_up_takes_the_call(phones: Telephones) -> None:
    async with phones.running():
        await phones.available(ANA)
        caller = await phones.call_in()
        rung = await phones.rings(ANA)
        phones.engine.comes_up(rung)
        phones.engine.speaks(rung, ANA)
        await phones.hears(caller, ANA)
        assert (await phones.work()).agent == ANA
        phones.engine.goes(rung)  # he puts the receiver down
        assert (await phones.ended()).state == "wrap_up"
    await phones.proven()


async def test_held_he_hears_music_and_nobody_hears_him(phones: Telephones) -> None:
    async with phones.running():
        caller, agent, call = await _talking(phones)
        await calls_handling.hold(phones.desk, TENANT, ANA, call)
        await phones.hears(caller, "music")
        await phones.hears(agent)
        await calls_handling.resume(phones.desk, TENANT, ANA, call)
        await phones.hears(caller, ANA)
        await calls_handling.mute(phones.desk, TENANT, ANA, call, True)
        await phones.hears(caller)
        await phones.hears(agent, "customer")
    await phones.proven()


async def test_a_colleague_is_consulted_and_has_the_call_then(phones: Telephones) -> None:
    async with phones.running():
        caller, agent, call = await _talking(phones)
        await calls_moving.consult(phones.desk, TENANT, ANA, call, Target(kind="agent", value=LUIS))
        luis = await phones.page(await phones.rings(LUIS), LUIS)
        await phones.hears(caller, "music")
        await phones.hears(luis, ANA)
        await calls_moving.swap(phones.desk, TENANT, ANA, call)
        await phones.hears(caller, ANA)
        await phones.hears(luis, "music")
        await calls_moving.swap(phones.desk, TENANT, ANA, call)
        await calls_moving.transfer(phones.desk, TENANT, ANA, call)
        await phones.hears(caller, LUIS)
        await phones.until(lambda: _gone(phones, agent))
        work = await phones.work()
        assert (work.agent, work.state) == (LUIS, "handling")
    await phones.proven()


async def test_three_hear_each_other_in_a_conference(phones: Telephones) -> None:
    async with phones.running():
        caller, agent, call = await _talking(phones)
        await calls_moving.consult(phones.desk, TENANT, ANA, call, Target(kind="number", value=OTHER))
        outside = await phones.rings(OTHER)
        phones.engine.comes_up(outside)
        phones.engine.speaks(outside, "outside")
        await phones.hears(outside, ANA)
        await calls_moving.conference(phones.desk, TENANT, ANA, call)
        await phones.hears(caller, ANA, "outside")
        await phones.hears(agent, "customer", "outside")
        await calls_handling.hang_up(phones.desk, TENANT, ANA, call)
        await phones.hears(caller, "outside")
        assert (await phones.work()).state == "wrap_up"
        phones.engine.goes(outside)
        await phones.ended()
    await phones.proven()


async def test_two_more_are_brought_in_one_after_the_other_and_all_four_hear_each_other(phones: Telephones) -> None:
    async with phones.running():
        caller, agent, call = await _talking(phones)
        await calls_moving.consult(phones.desk, TENANT, ANA, call, Target(kind="number", value=OTHER))
        outside = await phones.rings(OTHER)
        phones.engine.comes_up(outside)
        phones.engine.speaks(outside, "outside")
        await phones.until(lambda: phones.row_up(outside))
        await calls_moving.conference(phones.desk, TENANT, ANA, call)
        await calls_moving.consult(phones.desk, TENANT, ANA, call, Target(kind="agent", value=LUIS))
        colleague = await phones.page(await phones.rings(LUIS), LUIS)
        await phones.hears(colleague, ANA)
        await phones.hears(caller, "outside")  # the others are not left alone meanwhile
        await calls_moving.conference(phones.desk, TENANT, ANA, call)
        for leg, heard in (
            (caller, {ANA, LUIS, "outside"}), (agent, {"customer", LUIS, "outside"}),
            (colleague, {"customer", ANA, "outside"}), (outside, {"customer", ANA, LUIS}),
        ):  # fmt: skip
            await phones.hears(leg, *heard)
        await calls_handling.hang_up(phones.desk, TENANT, ANA, call)
        await phones.hears(caller, LUIS, "outside")
        assert (await phones.work()).agent == LUIS
    await phones.proven()


async def test_a_blind_transfer_keeps_his_place(phones: Telephones) -> None:
    async with phones.running():
        caller, agent, call = await _talking(phones)
        since = (await phones.work()).since
        await phones.available(EVA)
        await calls_moving.transfer(phones.desk, TENANT, ANA, call, Target(kind="queue", value="second"))
        await phones.until(lambda: _gone(phones, agent))
        await phones.answers(EVA)
        await phones.hears(caller, EVA)
        work = await phones.work()
        assert (work.queue, work.agent, work.since) == ("second", EVA, since)
    await phones.proven()


async def test_a_supervisor_listens_coaches_joins_and_takes_over(phones: Telephones) -> None:
    async with phones.running():
        caller, agent, call = await _talking(phones)
        await calls_monitoring.monitor(phones.desk, TENANT, EVA, call, "listen")
        eva = await phones.page(await phones.rings(EVA), EVA)
        await phones.hears(eva, ANA, "customer")
        await phones.hears(agent, "customer")
        await calls_monitoring.monitor(phones.desk, TENANT, EVA, call, "coach")
        await phones.hears(agent, "customer", EVA)
        await phones.hears(caller, ANA)
        await calls_monitoring.monitor(phones.desk, TENANT, EVA, call, "barge")
        await phones.hears(caller, ANA, EVA)
        await calls_monitoring.monitor(phones.desk, TENANT, EVA, call, "take")
        await phones.hears(caller, EVA)
        await phones.until(lambda: _gone(phones, agent))
        assert (await phones.work()).agent == EVA
    audited = await phones.facts(f.CallMonitored)
    assert [one.mode for one in audited if isinstance(one, f.CallMonitored)] == ["listen", "coach", "barge", "take"]
    await phones.proven()


async def _talking(phones: Telephones) -> tuple[str, str, str]:
    """Ana speaks with a caller: his leg, hers, the call."""
    await phones.available(ANA)
    caller = await phones.call_in()
    agent = await phones.answers(ANA)
    await phones.hears(caller, ANA)
    return caller, agent, (await phones.call()).interaction


async def _is(phones: Telephones, agent: str, state: str) -> bool:
    found = await phones.desk.store.reading(TENANT).get(Agent, agent)
    return found is not None and found.state == state


async def _needs_help(phones: Telephones) -> bool:
    found = await phones.desk.store.reading(TENANT).where(Conversation, {})
    assert len(found) == 1
    return found[0].hand_raised_at is not None


async def _over(phones: Telephones, calls: int) -> bool:
    return len(await phones.facts(f.CallEnded)) == calls


async def _gone(phones: Telephones, leg: str) -> bool:
    return leg not in phones.network.legs


async def test_who_resolves_the_matter_has_hung_up(phones: Telephones) -> None:
    async with phones.running():
        _, _, call = await _talking(phones)
        conversation = (await phones.call()).conversation
        await resolve_conversation(phones.desk, TENANT, ANA, conversation, ("solved", "billing"))
        work = await phones.ended()
        assert (work.id, work.state) == (call, "done")
    await phones.proven()


async def test_a_desk_whose_screen_is_gone_keeps_the_call_its_telephone_has(phones: Telephones) -> None:
    async with phones.running():
        caller, agent, _ = await _talking(phones)
        await note_absence(phones.desk, TENANT, ANA)
        await phones.pass_time(60)
        await phones.hears(caller, ANA)
        phones.engine.goes(agent, "lost")
        await phones.pass_time(25)
        assert (await phones.work()).state == "queued"
    await phones.proven()


async def test_two_conversations_made_one_in_the_middle_of_a_call_part_nobody(phones: Telephones) -> None:
    async with phones.running():
        caller, agent, _ = await _talking(phones)
        call = await phones.call()

        def another(change: Change) -> str:
            opened = f.ConversationOpened(
                conversation="cnv_other",
                customer=call.customer,
                brand="main",
                channel="webchat",
                number=change.number("conversation"),
                queue="support",
            )
            change.record(opened, actor="system")
            return opened.conversation

        into = await phones.desk.store.change(TENANT, another, at=phones.clock.now())
        await merge_conversations(phones.desk, TENANT, ANA, into, [call.conversation])
        await phones.pass_time(2)
        await phones.hears(caller, ANA)
        assert (agent in phones.network.legs, (await phones.call()).conversation) == (True, into)
        assert (await phones.work()).agent == ANA
    await phones.proven()
