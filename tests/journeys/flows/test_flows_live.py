"""A chat that begins in a flow: what it says leaves with the message it answers, and a person is always near."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from atiende.actions.conversations import take_conversation
from atiende.actions.offers import end_session
from atiende.actions.presence import choose_state
from atiende.domain import facts as f
from atiende.domain.conversation import Conversation
from atiende.domain.flow import Errand, FlowCount, FlowSession
from atiende.domain.interaction import Interaction
from atiende.domain.message import Message, MessageContent
from atiende.domain.work import Timer
from atiende.ports.requests import Answer
from atiende.reactors.sweep import sweep_tenant
from tests.journeys.flows.flow_world import MENU, FlowWorld, flow_world
from tests.journeys.small_centre import ANA, TENANT
from tests.journeys.small_world import Killed
from tests.proof import proven


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[FlowWorld]:
    async with flow_world(tmp_path) as made:
        yield made
        assert await proven(made.desk.store, TENANT) == []


async def test_he_is_asked_before_he_waits_and_gets_what_he_came_for(world: FlowWorld) -> None:
    world.shop.knows("A-17", "en reparto")
    await world.say("pepe", "Hola")
    work, session = await world.only()
    assert (work.state, work.flow, session.node) == ("in_flow", "main", "menu")
    assert "¿Qué necesita?" in (await world.heard())[-1]
    await world.say("pepe", "1")
    await world.say("pepe", "A-17")
    assert (await world.heard())[-2:] == ["Su pedido está: en reparto.", "Gracias."]
    work, session = await world.only()
    assert (work.state, work.flow, session.outcome) == ("ended_by_flow", "", "resolved")
    conversation = await world.desk.store.reading(TENANT).get(Conversation, work.conversation)
    assert conversation is not None
    assert (conversation.status, conversation.disposition) == ("resolved", "solved")
    assert dict(world.shop.asked[0].headers)["authorization"] == "Bearer s3cret"
    assert await world.facts(f.InteractionQueued) == []


async def test_who_asks_for_a_person_waits_with_what_he_said(world: FlowWorld) -> None:
    await world.say("pepe", "Hola")
    await world.say("pepe", "1")
    await world.say("pepe", "A-17")
    await world.say("pepe", "quiero hablar con una persona")
    work, session = await world.only()
    assert (work.state, work.queue, work.reason, session.awaiting) == ("queued", "support", "billing", "person")
    rows = await world.desk.store.reading(TENANT).where(Message, {"conversation": work.conversation})
    note = next(one for one in rows if one.direction == "note")
    content = await world.desk.store.reading(TENANT).get(MessageContent, note.id)
    assert content is not None and "Número de pedido: A-17" in content.text
    handed = await world.facts(f.HandedOver)
    assert len(handed) == 1


async def test_an_agent_who_takes_it_ends_the_flow_which_is_silent_from_then_on(world: FlowWorld) -> None:
    await world.say("pepe", "Hola")
    work, _ = await world.only()
    said = len(await world.heard())
    await choose_state(world.desk, TENANT, ANA, "available")
    await take_conversation(world.desk, TENANT, ANA, work.conversation)
    await world.say("pepe", "1")
    work, session = await world.only()
    assert (work.state, work.agent, work.flow, session.outcome) == ("handling", ANA, "", "person")
    assert len(await world.heard()) == said


async def test_a_handoff_nobody_takes_is_never_silent(world: FlowWorld) -> None:
    await world.say("pepe", "Hola")
    await world.say("pepe", "3")
    assert (await world.heard())[-1] == "Le paso con una persona."
    await world.pass_time(59)
    assert await world.facts(f.HandoffLate) == []
    await world.pass_time(2)
    (late,) = await world.facts(f.HandoffLate)
    assert isinstance(late, f.HandoffLate) and late.queue == "support"
    assert "Sigue en la cola." in await world.heard()
    work, session = await world.only()
    assert (work.state, session.outcome) == ("queued", "")


async def test_who_is_taken_in_time_sets_no_alarm_off(world: FlowWorld) -> None:
    await world.say("pepe", "Hola")
    await world.say("pepe", "3")
    work, _ = await world.only()
    await choose_state(world.desk, TENANT, ANA, "available")
    await world.step()
    await take_conversation(world.desk, TENANT, ANA, work.conversation)
    await world.pass_time(200)
    assert await world.facts(f.HandoffLate) == []
    _, session = await world.only()
    assert session.outcome == "person"


async def test_a_running_session_keeps_its_version(world: FlowWorld) -> None:
    await world.say("pepe", "Hola")
    changed = json.loads(json.dumps(MENU))
    changed["nodes"]["menu"]["options"] = changed["nodes"]["menu"]["options"][1:]
    changed["nodes"]["ask"]["text"]["es"] = "Otra pregunta"
    await world.publish(changed, version=2)
    await world.say("pepe", "1")
    assert (await world.heard())[-1] == "¿Qué número tiene?"
    await world.say("eva", "Hola")
    await world.say("eva", "3")
    assert (await world.heard())[-1] != "¿Qué número tiene?"
    versions = {one.version for one in await world.desk.store.reading(TENANT).where(FlowSession, {})}
    assert versions == {1, 2}


async def test_a_visitor_who_leaves_or_says_nothing_is_gone_and_counted_where_he_stood(world: FlowWorld) -> None:
    await world.say("pepe", "Hola")
    work, _ = await world.only()
    await end_session(world.desk, TENANT, work.id, "customer", f"customer:{work.customer}")
    work, session = await world.only()
    assert (work.state, session.outcome) == ("abandoned", "left")
    count = await world.desk.store.reading(TENANT).get(FlowCount, "main", 1, "menu")
    assert count is not None and (count.entered, count.left) == (1, 1)


async def test_what_fails_outside_goes_to_a_person_after_its_tries(world: FlowWorld) -> None:
    world.shop.answers["https://shop.example/orders/A-1"] = [Answer(503, b"")]
    await world.say("pepe", "Hola")
    await world.say("pepe", "1")
    await world.say("pepe", "A-1")
    assert len(world.shop.asked) == 2
    work, _ = await world.only()
    assert work.state == "queued"
    (errand,) = await world.desk.store.reading(TENANT).where(Errand, {})
    assert (errand.state, errand.why) == ("failed", "503")


async def test_a_server_that_died_in_the_middle_asks_again_and_goes_on_once(world: FlowWorld) -> None:
    world.shop.knows("A-1", "en casa")
    world.shop.answers["https://shop.example/orders/A-1"].insert(0, Killed())
    await world.say("pepe", "Hola")
    await world.say("pepe", "1")
    await world.say("pepe", "A-1")
    assert len(world.shop.asked) == 2
    assert (await world.heard())[-2:] == ["Su pedido está: en casa.", "Gracias."]
    assert len(await world.facts(f.ErrandStarted)) == len(await world.facts(f.ErrandEnded)) == 1


async def test_a_session_that_lost_its_clock_is_found_and_given_to_a_person(world: FlowWorld) -> None:
    await world.say("pepe", "Hola")
    work, _ = await world.only()
    assert await sweep_tenant(world.desk, TENANT) == 0
    await world.desk.store.change(TENANT, lambda change: change.drop(Timer, "flow", work.id), at=world.clock.now())
    assert await sweep_tenant(world.desk, TENANT) == 1
    work, session = await world.only()
    assert (work.state, session.outcome) == ("queued", "failed")


async def test_what_a_machine_wrote_is_not_answered_by_a_machine(world: FlowWorld) -> None:
    await world.publish(endpoint="mail")
    await world.say("robot", "Estoy fuera de la oficina", endpoint="mail", human=False)
    work, *_ = await world.desk.store.reading(TENANT).where(Interaction, {})
    assert (work.state, work.flow) == ("queued", "")
    assert await world.heard() == []


async def test_a_letter_is_answered_with_numbers_and_its_answer_understood(world: FlowWorld) -> None:
    await world.publish(endpoint="mail")
    await world.say("pepe", "Hola, tengo una duda", endpoint="mail")
    first = (await world.heard())[-1]
    assert "1" in first and "Mi pedido" in first
    assert len(world.post.sent) == 1
    await world.say("pepe", "1\n\nUn saludo,\nPepe", endpoint="mail")
    assert (await world.heard())[-1] == "¿Qué número tiene?"
