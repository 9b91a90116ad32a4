"""How it was, asked in the chat once an agent has resolved it; and never more than he would stand."""

from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
import pytest

from atiende.actions.conversations import resolve_conversation, take_conversation
from atiende.actions.presence import choose_state
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.conversation import Conversation
from atiende.domain.flow import FlowSession
from atiende.domain.flow_documents import Flow
from atiende.domain.interaction import Interaction
from atiende.ports.store import Change
from tests.journeys.flows.flow_world import FlowWorld, flow_world
from tests.journeys.queue_life import rule
from tests.journeys.small_centre import ANA, TENANT
from tests.proof import proven

DAY = 86_400
SURVEY = {
    "name": "Encuesta",
    "start": "ask",
    "person": "people",
    "nodes": {
        "ask": {
            "type": "survey",
            "questions": [
                {"scale": "csat", "text": {"es": "¿Cómo le hemos atendido?", "en": "How were we?"}},
                {"scale": "comment", "text": {"es": "¿Algo más?", "en": "Anything else?"}},
            ],
            "next": "end",
        },
        "people": {"type": "queue", "queue": "support"},
        "end": {"type": "end", "text": {"es": "Gracias por contestar.", "en": "Thank you."}},
    },
}


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[FlowWorld]:
    async with flow_world(tmp_path) as made:
        body = docs.write(msgspec.convert(SURVEY, Flow))

        def decide(change: Change) -> None:
            change.record(f.DocumentPublished(kind="flow", slug="ask", version=1, body=body), actor="system")

        await made.desk.store.change(TENANT, decide, at=made.clock.now())
        await rule(made, survey="ask")
        yield made
        assert await proven(made.desk.store, TENANT) == []


async def served(world: FlowWorld, who: str = "pepe") -> Conversation:
    """A chat that Ana has had and resolved."""
    await choose_state(world.desk, TENANT, ANA, "available")
    await world.say(who, "Hola")
    await world.say(who, "Una persona")
    active = [one for one in await world.desk.store.reading(TENANT).where(Conversation, {}) if one.status == "new"]
    await take_conversation(world.desk, TENANT, ANA, active[-1].id)
    await resolve_conversation(world.desk, TENANT, ANA, active[-1].id, ("solved", "billing"))
    await world.leap(1)
    await world.step()
    return await now(world, active[-1])


async def now(world: FlowWorld, one: Conversation) -> Conversation:
    found = await world.desk.store.reading(TENANT).get(Conversation, one.id)
    assert found is not None
    return found


async def asked(world: FlowWorld) -> list[FlowSession]:
    return [one for one in await world.desk.store.reading(TENANT).where(FlowSession, {}) if one.root == "ask"]


async def test_he_is_asked_when_it_is_resolved_and_his_answers_leave_it_so(world: FlowWorld) -> None:
    conversation = await served(world)
    assert "¿Cómo le hemos atendido?" in (await world.heard())[-1]
    await world.say("pepe", "5")
    await world.say("pepe", "Muy amables")
    assert (await world.heard())[-1] == "Gracias por contestar."
    answers = [one for one in await world.facts(f.SurveyAnswered) if isinstance(one, f.SurveyAnswered)]
    assert [(one.scale, one.score, one.agent, one.queue) for one in answers] == [
        ("csat", 5, ANA, "support"),
        ("comment", None, ANA, "support"),
    ]
    assert (await now(world, conversation)).status == "resolved"
    assert await world.facts(f.ConversationReopened) == []
    await world.say("pepe", "Otra cosa")
    assert (await now(world, conversation)).status != "resolved", "what comes after is a matter again"


async def test_who_wants_a_person_instead_of_answering_gets_one(world: FlowWorld) -> None:
    conversation = await served(world)
    await world.say("pepe", "Quiero hablar con una persona")
    work = await world.desk.store.reading(TENANT).where(Interaction, {"conversation": conversation.id})
    assert work[-1].state in ("queued", "offered") and (await now(world, conversation)).status in ("new", "open")


async def test_nobody_is_asked_twice_in_a_month(world: FlowWorld) -> None:
    await served(world)
    await world.say("pepe", "5")
    await world.say("pepe", "no")
    await world.leap(8 * DAY)
    await served(world)
    assert len(await asked(world)) == 1
    await world.leap(31 * DAY)
    await served(world)
    assert len(await asked(world)) == 2, "a month later he may be"


async def test_without_a_survey_in_his_queue_he_is_left_in_peace(world: FlowWorld) -> None:
    await rule(world, survey=None)
    await served(world)
    assert await asked(world) == []
