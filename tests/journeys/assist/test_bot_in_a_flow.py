"""A bot in a running flow: it says that it is a machine before anything else, answers, routes, and gives up to a
person rather than fall silent."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec
import pytest

from atiende.actions.bots import answer, bot
from atiende.domain import facts as f
from atiende.domain.interaction import Interaction
from atiende.domain.message import Message, MessageContent
from atiende.flows.state import Outcome, Value
from atiende.ports.desk import Desk
from tests.fakes import open_desk
from tests.journeys.assist.helped_centre import DOCUMENTS, put
from tests.journeys.flows.flow_world import FlowWorld
from tests.journeys.small_centre import TENANT
from tests.journeys.small_world import channels
from tests.proof import proven

pytestmark = pytest.mark.anyio
MACHINE = "asistente automático"
FLOW: dict[str, object] = {
    "name": "Bot",
    "start": "bot",
    "person": "people",
    "failed": "people",
    "nodes": {
        "bot": {"type": "bot", "routes": [], "person": "people", "next": "end", "failed": "people"},
        "people": {"type": "queue", "queue": "support", "late_seconds": 60},
        "end": {"type": "end", "text": {"es": "Adiós.", "en": "Goodbye."}},
    },
}


async def broken(desk: Desk, tenant: str, asked: Mapping[str, Value]) -> Outcome:
    return Outcome(errand="", result="failed", why="broken")


@asynccontextmanager
async def bot_world(directory: Path, *, works: bool = True) -> AsyncIterator[FlowWorld]:
    async with open_desk(directory, channels=channels()) as desk:
        world = FlowWorld(desk, {"bot": bot if works else broken, "answer": answer})
        await world.open()
        await put(desk, {key: msgspec.json.encode(body).decode() for key, body in DOCUMENTS.items()})
        await world.publish(FLOW)
        yield world


async def told(world: FlowWorld) -> list[tuple[str, str]]:
    """What the machine said, in order: (text, source)."""
    reading = world.desk.store.reading(TENANT)
    rows = sorted(await reading.where(Message, {}, limit=500), key=lambda one: one.position)
    contents = {one.id: one for one in await reading.many(MessageContent, [(one.id,) for one in rows])}
    return [(contents[one.id].text, contents[one.id].source) for one in rows if one.direction == "out"]


async def test_it_says_that_it_is_a_machine_before_its_first_answer_and_only_once(tmp_path: Path) -> None:
    async with bot_world(tmp_path) as world:
        await world.say("pepa", "¿Cuántos días tengo para devolver un pedido?")
        await world.say("pepa", "¿Y el envío de la devolución es gratuito?")
        said = await told(world)
        assert MACHINE in said[0][0]
        assert [number for number, (text, _) in enumerate(said) if MACHINE in text] == [0]
        assert any(source == "devoluciones" for _, source in said[1:])
        answered = await world.facts(f.BotAnswered)
        assert answered and all(isinstance(one, f.BotAnswered) and one.interaction for one in answered)
        assert not await proven(world.desk.store, TENANT)


async def test_who_asks_for_a_person_waits_for_one(tmp_path: Path) -> None:
    async with bot_world(tmp_path) as world:
        await world.say("pepa", "hola")
        await world.say("pepa", "quiero hablar con una persona")
        (work,) = await world.desk.store.reading(TENANT).where(Interaction, {})
        assert work.state in ("queued", "offered", "handling")
        (handed,) = await world.facts(f.HandedOver)
        assert isinstance(handed, f.HandedOver)
        assert not await proven(world.desk.store, TENANT)


async def test_a_bot_that_breaks_leads_to_a_person_and_never_to_silence(tmp_path: Path) -> None:
    async with bot_world(tmp_path, works=False) as world:
        await world.say("pepa", "¿Cuántos días tengo para devolver un pedido?")
        (work,) = await world.desk.store.reading(TENANT).where(Interaction, {})
        assert work.state in ("queued", "offered", "handling")
        assert len(await world.facts(f.HandedOver)) == 1
        assert not await proven(world.desk.store, TENANT)
