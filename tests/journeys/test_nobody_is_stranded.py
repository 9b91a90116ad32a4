"""What people, customers and clocks do to each other's work, where something could be left lying: nothing is."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from atiende.actions.clockwork import end_silent_session
from atiende.actions.conversations import (
    assign_conversation,
    pend_conversation,
    release_conversation,
    resolve_conversation,
    set_priority,
    snooze_conversation,
    take_conversation,
)
from atiende.actions.endpoints import open_endpoint
from atiende.actions.intake import Taken, take_message
from atiende.actions.offers import accept_offer, decline_offer, end_session, end_wrap_up
from atiende.actions.presence import choose_state, expect_everybody, give_back_all, leave, note_absence, note_return
from atiende.actions.transfers import Target, transfer_conversation
from atiende.domain import facts as f
from atiende.domain.agent import Agent
from atiende.domain.conversation import Conversation
from atiende.domain.customer import Address
from atiende.domain.errors import NotYours, WrongState
from atiende.domain.interaction import Interaction, Offer
from atiende.domain.work import Timer
from atiende.ports.channel import Inbound
from atiende.ports.store import Change
from tests.fakes import open_desk
from tests.journeys.small_centre import ANA, LUIS, TENANT
from tests.journeys.small_world import World, channels
from tests.proof import proven


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.pg)])
async def world(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[World]:
    url = str(request.getfixturevalue("postgres_url")) if request.param == "postgres" else ""
    async with open_desk(tmp_path, url=url, channels=channels()) as desk:
        made = World(desk)
        await made.open()
        yield made
        assert await proven(desk.store, TENANT) == []


async def work_of(world: World, conversation: str) -> Interaction:
    rows = await world.desk.store.reading(TENANT).where(Interaction, {"conversation": conversation})
    return rows[-1]


async def of(world: World, conversation: str) -> Conversation:
    found = await world.desk.store.reading(TENANT).get(Conversation, conversation)
    assert found is not None
    return found


async def offered(world: World, agent: str) -> Offer:
    rows = await world.desk.store.reading(TENANT).where(Offer, {"agent": agent, "state": "made"})
    assert rows, "nothing was offered"
    return rows[-1]


async def chat(world: World, number: int = 1) -> str:
    taken = await world.write("pepe", number)
    assert isinstance(taken, Taken)
    return taken.conversation


async def held_by_ana(world: World) -> tuple[str, Interaction]:
    await choose_state(world.desk, TENANT, ANA, "available")
    conversation = await chat(world)
    await accept_offer(world.desk, TENANT, ANA, (await offered(world, ANA)).id)
    await world.step()
    return conversation, await work_of(world, conversation)


async def test_accepting_twice_is_once(world: World) -> None:
    await choose_state(world.desk, TENANT, ANA, "available")
    conversation = await chat(world)
    offer = (await offered(world, ANA)).id
    answers = await asyncio.gather(*[accept_offer(world.desk, TENANT, ANA, offer) for _ in range(2)])
    assert answers == [conversation, conversation]
    agent = await world.desk.store.reading(TENANT).get(Agent, ANA)
    assert agent is not None and agent.load == {"webchat": 1}


async def test_a_chat_of_an_agent_whose_line_is_gone_goes_to_the_next(world: World) -> None:
    conversation, _ = await held_by_ana(world)
    await choose_state(world.desk, TENANT, LUIS, "available")
    await note_absence(world.desk, TENANT, ANA)
    await world.pass_time(46)
    assert (await offered(world, LUIS)).conversation == conversation
    assert (await of(world, conversation)).agent is None


async def test_an_agent_who_comes_back_in_the_last_moment_stays(world: World) -> None:
    _, work = await held_by_ana(world)
    await note_absence(world.desk, TENANT, ANA)
    await world.clock.advance(45)
    await note_return(world.desk, TENANT, ANA)
    await leave(world.desk, TENANT, ANA)  # read as due before he came back
    agent = await world.desk.store.reading(TENANT).get(Agent, ANA)
    assert agent is not None and agent.state == "available"
    assert (await work_of(world, work.conversation)).state == "handling"


async def test_after_a_restart_whoever_does_not_come_back_is_set_offline(world: World) -> None:
    conversation, _ = await held_by_ana(world)
    await expect_everybody(world.desk, TENANT)
    await world.pass_time(46)
    agent = await world.desk.store.reading(TENANT).get(Agent, ANA)
    assert agent is not None and agent.state == "offline"
    assert (await work_of(world, conversation)).state == "queued"


async def test_a_chat_goes_on_when_the_customer_writes_as_its_silence_ends(world: World) -> None:
    _, work = await held_by_ana(world)
    await world.clock.advance(899)
    await world.write("pepe", 2)
    await world.clock.advance(1)
    await end_silent_session(world.desk, TENANT, work.id)  # read as due before he wrote
    assert (await work_of(world, work.conversation)).state == "handling"


@pytest.mark.parametrize("how", ["take", "assign"])
async def test_a_chat_that_was_not_offered_ends_by_silence_too(world: World, how: str) -> None:
    conversation = await chat(world)
    if how == "take":
        await take_conversation(world.desk, TENANT, ANA, conversation)
    else:
        await assign_conversation(world.desk, TENANT, LUIS, conversation, ANA)
    await world.pass_time(1000)
    assert (await work_of(world, conversation)).state == "done"


async def test_a_wrap_up_is_not_cut_short_by_the_customer_nor_by_a_colleague(world: World) -> None:
    _, work = await held_by_ana(world)
    for _ in range(2):
        await end_session(world.desk, TENANT, work.id, "customer", "customer:x")
        assert (await work_of(world, work.conversation)).state == "wrap_up"
    with pytest.raises(NotYours):
        await end_wrap_up(world.desk, TENANT, work.id, LUIS)
    assert await world.desk.store.reading(TENANT).get(Timer, "wrap_up", work.id) is not None
    await end_wrap_up(world.desk, TENANT, work.id, ANA)
    assert (await work_of(world, work.conversation)).state == "done"


async def test_a_customer_who_goes_while_he_is_offered_frees_the_agent(world: World) -> None:
    await choose_state(world.desk, TENANT, ANA, "available")
    conversation = await chat(world)
    await end_session(world.desk, TENANT, (await work_of(world, conversation)).id, "customer", "customer:x")
    agent = await world.desk.store.reading(TENANT).get(Agent, ANA)
    assert agent is not None and agent.load == {}
    assert (await work_of(world, conversation)).state == "abandoned"
    await world.pass_time(40)
    agent = await world.desk.store.reading(TENANT).get(Agent, ANA)
    assert agent is not None and agent.state == "available"


async def test_work_for_an_agent_who_never_comes_becomes_everybodys(world: World) -> None:
    conversation, work = await held_by_ana(world)
    await transfer_conversation(world.desk, TENANT, ANA, conversation, Target(agent=LUIS))
    await world.step()
    assert (await work_of(world, conversation)).needs.agent == LUIS
    await world.pass_time(125)
    assert (await offered(world, ANA)).conversation == conversation
    assert (await work_of(world, conversation)).since == work.since


async def test_work_everybody_declines_comes_round_again(world: World) -> None:
    await choose_state(world.desk, TENANT, ANA, "available")
    await chat(world)
    for _ in range(3):
        await decline_offer(world.desk, TENANT, ANA, (await offered(world, ANA)).id)
        await world.step()
        await world.pass_time(15)
    await offered(world, ANA)


async def test_the_urgency_of_waiting_work_survives_a_missed_offer(world: World) -> None:
    await choose_state(world.desk, TENANT, ANA, "available")
    conversation = await chat(world)
    await set_priority(world.desk, TENANT, LUIS, conversation, 1)
    await decline_offer(world.desk, TENANT, ANA, (await offered(world, ANA)).id)
    await world.step()
    work = await work_of(world, conversation)
    assert work.priority == 1
    assert world.route.floor.waiting[work.id].fact.priority == 1


async def test_who_leaves_the_company_leaves_no_work_behind(world: World) -> None:
    conversation, _ = await held_by_ana(world)
    await world.write("lucia", 1)
    await offered(world, ANA)
    await choose_state(world.desk, TENANT, LUIS, "available")

    def decide(change: Change) -> None:
        change.record(f.UserChanged(user=ANA, ability=f.Ability(teams=("first",), active=False)), actor="system")
        give_back_all(change, ANA)

    await world.desk.store.change(TENANT, decide, at=world.clock.now())
    await world.step()
    offers = await world.desk.store.reading(TENANT).where(Offer, {"agent": LUIS, "state": "made"})
    assert len(offers) == 2
    assert (await of(world, conversation)).agent is None


async def test_what_nobody_wants_any_more_waits_in_its_queue(world: World) -> None:
    taken = await world.write("pepe", 1, endpoint="mail")
    assert isinstance(taken, Taken)
    await take_conversation(world.desk, TENANT, ANA, taken.conversation)
    await pend_conversation(world.desk, TENANT, ANA, taken.conversation)
    await take_conversation(world.desk, TENANT, ANA, taken.conversation)
    await release_conversation(world.desk, TENANT, ANA, taken.conversation)
    await world.step()
    assert (await work_of(world, taken.conversation)).state == "queued"


async def test_a_visitor_who_writes_after_the_end_goes_on_in_the_same_conversation(world: World) -> None:
    conversation, _ = await held_by_ana(world)
    await resolve_conversation(world.desk, TENANT, ANA, conversation, ("solved", "billing"))
    assert await chat(world, 2) == conversation
    assert (await of(world, conversation)).status == "open"
    await world.leap(8 * 86_400)
    assert (await of(world, conversation)).status != "closed"


async def test_a_closed_conversation_is_neither_taken_nor_passed_on(world: World) -> None:
    conversation, _ = await held_by_ana(world)
    await resolve_conversation(world.desk, TENANT, ANA, conversation, ("solved", "billing"))
    await world.leap(8 * 86_400)
    assert (await of(world, conversation)).status == "closed"
    for refused in (
        take_conversation(world.desk, TENANT, ANA, conversation),
        assign_conversation(world.desk, TENANT, ANA, conversation, LUIS),
        transfer_conversation(world.desk, TENANT, ANA, conversation, Target(queue="second")),
    ):
        with pytest.raises(WrongState):
            await refused
    follows = await chat(world, 2)
    assert (await of(world, follows)).previous is None or (await of(world, follows)).previous == conversation


async def test_a_retired_queue_holds_up_neither_customers_nor_clocks(world: World) -> None:
    conversation, _ = await held_by_ana(world)
    await transfer_conversation(world.desk, TENANT, ANA, conversation, Target(queue="second"))
    await take_conversation(world.desk, TENANT, ANA, conversation)
    until = world.clock.now() + 60_000
    await end_session(world.desk, TENANT, (await work_of(world, conversation)).id, "customer", "customer:x")
    await snooze_conversation(world.desk, TENANT, ANA, conversation, until)
    await world.write("lucia", 1)

    def decide(change: Change) -> None:
        change.record(f.DocumentRetired(kind="queue", slug="second", version=2), actor="system")

    await world.desk.store.change(TENANT, decide, at=world.clock.now())
    await world.pass_time(70)
    assert (await of(world, conversation)).status == "open"
    assert (await work_of(world, conversation)).state in ("queued", "offered")
    await resolve_conversation(world.desk, TENANT, ANA, conversation, ("solved", "billing"))
    assert await chat(world, 2) == conversation
    assert (await work_of(world, conversation)).queue == "support"


async def test_an_address_given_later_is_kept_and_costs_nothing_else(world: World) -> None:
    conversation = await chat(world)
    customer = (await of(world, conversation)).customer
    endpoint = await open_endpoint(world.desk, TENANT, "web")
    assert endpoint is not None
    given = Inbound(origin="x", address="v:pepe", name="", text="pepe@example.test", email="Pepe@example.test")
    await take_message(world.desk, endpoint, given)
    rows = await world.desk.store.reading(TENANT).where(Address, {"customer": customer})
    assert {(one.channel, one.normal) for one in rows} == {("webchat", "v:pepe"), ("email", "pepe@example.test")}


async def test_a_character_no_database_keeps_does_not_make_a_message_come_back_for_ever(world: World) -> None:
    taken = await world.write("pepe", 1, text="Ho\0la")
    assert isinstance(taken, Taken) and taken.position == 1


async def test_a_timer_that_was_put_off_does_nothing_when_it_is_fired_early(world: World) -> None:
    conversation, _ = await held_by_ana(world)
    until = world.clock.now() + 60_000
    await snooze_conversation(world.desk, TENANT, ANA, conversation, until)
    await snooze_conversation(world.desk, TENANT, ANA, conversation, until + 600_000)
    await world.pass_time(120)
    assert (await of(world, conversation)).status == "snoozed"
    assert (await of(world, conversation)).snoozed_until == until + 600_000
