"""The first journey: a visitor writes, the floor offers, an agent accepts and answers, and the log can be replayed."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from atiende.actions.conversations import resolve_conversation
from atiende.actions.endpoints import open_endpoint
from atiende.actions.intake import take_message
from atiende.actions.offers import accept_offer, decline_offer, end_session
from atiende.actions.presence import choose_state
from atiende.actions.replies import Reply, send_reply
from atiende.actions.transfers import Target, transfer_conversation
from atiende.domain import facts as f
from atiende.domain.agent import Agent
from atiende.domain.conversation import Conversation
from atiende.domain.errors import NotYours, TooLate
from atiende.domain.interaction import Interaction, Offer
from atiende.domain.message import Message, MessageContent
from atiende.ports.channel import Endpoint, Inbound
from atiende.ports.desk import Desk
from atiende.ports.store import Change
from atiende.reactors.centre import Centre
from tests.fakes import VirtualClock, settle
from tests.journeys.small_centre import ANA, LUIS, TENANT, small_centre
from tests.proof import proven


@asynccontextmanager
async def running(desk: Desk) -> AsyncIterator[Centre]:
    """The reactors, for as long as the block lasts."""
    centre = Centre(desk)
    async with asyncio.TaskGroup() as group:
        task = group.create_task(centre.run())
        await settle()
        yield centre
        task.cancel()


async def until(what: object, desk: Desk) -> object:
    """Lets real and virtual time pass until an async predicate answers something."""
    clock = desk.clock
    assert isinstance(clock, VirtualClock) and callable(what)
    for _ in range(300):
        found = await what()
        if found:
            return found
        await clock.advance(0.05)
    raise AssertionError("it did not happen")


async def offers_of(desk: Desk, agent: str) -> list[Offer]:
    return await desk.store.reading(TENANT).where(Offer, {"agent": agent, "state": "made"})


async def chat(desk: Desk) -> Endpoint:
    endpoint = await open_endpoint(desk, TENANT, "web")
    assert endpoint is not None
    return endpoint


def hello(number: int, text: str = "Hola") -> Inbound:
    return Inbound(origin=f"v:pepe/{number}", address="v:pepe", name="Pepe", text=text, language="es")


async def test_a_visitor_is_answered_by_the_agent_who_was_offered_his_chat(desk: Desk) -> None:
    await small_centre(desk)
    async with running(desk):
        await choose_state(desk, TENANT, ANA, "available")
        taken = await take_message(desk, await chat(desk), hello(1))
        offers = await until(lambda: offers_of(desk, ANA), desk)
        assert isinstance(offers, list)
        conversation = await accept_offer(desk, TENANT, ANA, offers[0].id)
        assert conversation == taken.conversation
        answer = await send_reply(desk, TENANT, ANA, conversation, Reply(client_id="a", text="Buenos días"))
        assert (answer.status, answer.position) == ("sent", 2)
        found = await desk.store.reading(TENANT).get(Conversation, conversation)
        assert found is not None and (found.status, found.agent, found.waiting_since) == ("open", ANA, None)
        await resolve_conversation(desk, TENANT, ANA, conversation, ("solved", "billing"))
        agent = await desk.store.reading(TENANT).get(Agent, ANA)
        assert agent is not None and agent.load.get("webchat", 0) == 0
    assert await proven(desk.store, TENANT) == []


async def test_the_same_message_twice_is_one_message(desk: Desk) -> None:
    await small_centre(desk)
    endpoint = await chat(desk)
    first = await take_message(desk, endpoint, hello(1))
    second = await take_message(desk, endpoint, hello(1))
    assert (second.message, second.position, second.repeated) == (first.message, first.position, True)
    assert len(await desk.store.reading(TENANT).where(Message, {"conversation": first.conversation})) == 1


async def test_many_at_once_keep_their_order_and_join_one_conversation(desk: Desk) -> None:
    await small_centre(desk)
    endpoint = await chat(desk)
    taken = await asyncio.gather(*[take_message(desk, endpoint, hello(n)) for n in range(40)])
    assert {one.conversation for one in taken} == {taken[0].conversation}
    assert sorted(one.position for one in taken) == list(range(1, 41))
    assert await proven(desk.store, TENANT) == []


async def test_an_offer_nobody_answers_goes_to_the_next_agent(desk: Desk) -> None:
    await small_centre(desk)
    async with running(desk):
        await choose_state(desk, TENANT, ANA, "available")
        await take_message(desk, await chat(desk), hello(1))
        made = await until(lambda: offers_of(desk, ANA), desk)
        assert isinstance(made, list)
        await choose_state(desk, TENANT, LUIS, "available")
        assert isinstance(desk.clock, VirtualClock)
        await desk.clock.advance(31)
        await until(lambda: offers_of(desk, LUIS), desk)
        ana = await desk.store.reading(TENANT).get(Agent, ANA)
        assert ana is not None and ana.state == "not_responding"
        with pytest.raises(TooLate):
            await accept_offer(desk, TENANT, ANA, made[0].id)
    assert await proven(desk.store, TENANT) == []


async def test_nobody_answers_an_offer_that_is_not_his(desk: Desk) -> None:
    await small_centre(desk)
    async with running(desk):
        await choose_state(desk, TENANT, ANA, "available")
        await take_message(desk, await chat(desk), hello(1))
        made = await until(lambda: offers_of(desk, ANA), desk)
        assert isinstance(made, list)
        with pytest.raises(NotYours):
            await accept_offer(desk, TENANT, LUIS, made[0].id)
        await decline_offer(desk, TENANT, ANA, made[0].id)


async def test_a_transfer_keeps_its_place_and_carries_a_note(desk: Desk) -> None:
    await small_centre(desk)
    async with running(desk):
        await choose_state(desk, TENANT, ANA, "available")
        taken = await take_message(desk, await chat(desk), hello(1))
        made = await until(lambda: offers_of(desk, ANA), desk)
        assert isinstance(made, list)
        await accept_offer(desk, TENANT, ANA, made[0].id)
        await transfer_conversation(desk, TENANT, ANA, taken.conversation, Target(agent=LUIS), "Es de facturas")
        await choose_state(desk, TENANT, LUIS, "available")
        offered = await until(lambda: offers_of(desk, LUIS), desk)
        assert isinstance(offered, list)
        waiting = (await desk.store.reading(TENANT).where(Interaction, {"conversation": taken.conversation}))[0]
        assert waiting.since == taken.at
        notes = await desk.store.reading(TENANT).where(MessageContent, {"conversation": taken.conversation})
        assert "Es de facturas" in [one.text for one in notes]
    assert await proven(desk.store, TENANT) == []


async def test_a_chat_the_visitor_ends_is_wrapped_up_and_then_over(desk: Desk) -> None:
    await small_centre(desk)
    async with running(desk):
        await choose_state(desk, TENANT, ANA, "available")
        taken = await take_message(desk, await chat(desk), hello(1))
        made = await until(lambda: offers_of(desk, ANA), desk)
        assert isinstance(made, list)
        await accept_offer(desk, TENANT, ANA, made[0].id)
        await end_session(desk, TENANT, made[0].interaction, "customer", "customer:x")
        read = desk.store.reading(TENANT)
        wrapping = await read.get(Interaction, made[0].interaction)
        assert wrapping is not None and wrapping.state == "wrap_up"
        assert isinstance(desk.clock, VirtualClock)
        await desk.clock.advance(35)

        async def over() -> bool:
            found = await read.get(Interaction, made[0].interaction)
            return found is not None and found.state == "done"

        await until(over, desk)
        assert taken.conversation == wrapping.conversation
    assert await proven(desk.store, TENANT) == []


async def test_whoever_answers_what_waits_has_it_and_nobody_else_is_offered_it(desk: Desk) -> None:
    await small_centre(desk)
    async with running(desk):
        await choose_state(desk, TENANT, ANA, "available")
        taken = await take_message(desk, await chat(desk), hello(1))
        made = await until(lambda: offers_of(desk, ANA), desk)
        assert isinstance(made, list)
        await send_reply(desk, TENANT, LUIS, taken.conversation, Reply(client_id="l", text="Le atiendo yo"))
        read = desk.store.reading(TENANT)
        work = await read.get(Interaction, made[0].interaction)
        assert work is not None and (work.state, work.agent) == ("handling", LUIS)
        assert await offers_of(desk, ANA) == []
        ana = await read.get(Agent, ANA)
        assert ana is not None and ana.load.get("webchat", 0) == 0
        await choose_state(desk, TENANT, LUIS, "available")
        await send_reply(desk, TENANT, ANA, taken.conversation, Reply(client_id="a", text="Y yo ayudo"))
        kept = await read.get(Conversation, taken.conversation)
        assert kept is not None and kept.agent == LUIS
    assert await proven(desk.store, TENANT) == []


async def test_somebody_who_left_claims_nothing(desk: Desk) -> None:
    await small_centre(desk)
    taken = await take_message(desk, await chat(desk), hello(1))

    def leaves(change: Change) -> None:
        change.record(f.UserChanged(user=ANA, ability=f.Ability(active=False)), actor="system")

    await desk.store.change(TENANT, leaves, at=desk.clock.now())
    await send_reply(desk, TENANT, ANA, taken.conversation, Reply(client_id="a", text="Hasta pronto"))
    waiting = await desk.store.reading(TENANT).where(Interaction, {"conversation": taken.conversation})
    assert [one.state for one in waiting] == ["queued"]
