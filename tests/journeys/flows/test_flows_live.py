"""A chat that begins in a flow: what it says leaves with the message it answers, and a person is always near."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from atiende.domain import facts as f
from atiende.domain.conversation import Conversation
from atiende.domain.message import Message, MessageContent
from tests.journeys.flows.flow_world import FlowWorld, flow_world
from tests.journeys.small_centre import TENANT
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
