"""The text half of AT-05: who comes out of a flow into a long wait is given the way to the help centre, and his place
stays his. And what a flow's queue node switches off is neither told nor offered. Over the wire, on a whole server.
"""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import msgspec
import pytest

from atiende.actions.configuration import Ref, publish
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.flow_documents import Flow
from atiende.ports.store import Change
from tests.journeys.server_world import Chat, Frame, Server, serving
from tests.journeys.test_visitors_wait import all_taken, queue_of, rule, until, work_in
from tests.proof import proven

pytestmark = [pytest.mark.scenario, pytest.mark.timeout(60)]
WAIT = "Le atenderá una persona. Mientras espera puede mirar nuestro centro de ayuda."


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Server]:
    async with serving(tmp_path) as made:
        yield made
        assert await proven(made.node.desk.store, made.tenant) == []


async def with_flow(server: Server, **treatment: bool) -> None:
    """Reception before the chat: a menu with a person in it. The brand has a help centre, the queue a long wait."""
    queue = await queue_of(server)
    await rule(server, handle_seconds=1200, deflection=docs.Deflection(above_seconds=120))
    body = {
        "name": "Recepción",
        "start": "menu",
        "person": "people",
        "nodes": {
            "menu": {
                "type": "menu",
                "text": {"es": "¿En qué le ayudamos?", "en": "How can we help?"},
                "options": [
                    {"label": {"es": "Nada", "en": "Nothing"}, "goto": "end"},
                    {"label": {"es": "Hablar con una persona", "en": "A person"}, "goto": "people"},
                ],
            },
            "people": {"type": "queue", "queue": queue, "text": {"es": WAIT, "en": WAIT}, "treatment": treatment},
            "end": {"type": "end"},
        },
    }

    def decide(change: Change) -> None:
        publish(change, "system:test", Ref("flow", "reception"), msgspec.convert(body, Flow))
        for kind, slug, more in (
            ("endpoint", "web", {"flow": "reception"}),
            ("brand", "main", {"help_centre": True, "help_address": "azahar"}),
        ):
            row = change.get(docs.Document, kind, slug)
            assert row is not None
            now = msgspec.structs.replace(docs.read(kind, row.body), **more)
            publish(change, "system:test", Ref(kind, slug), now)

    await server.node.desk.store.change(server.tenant, decide, at=server.node.desk.clock.now())


async def asks_for_a_person(chat: Chat) -> None:
    await chat.send("a", "Hola")
    await chat.send("b", "Hablar con una persona")


async def facts(server: Server, kind: type[f.Fact]) -> list[f.Fact]:
    return [
        one.fact for one in await server.node.desk.store.log(server.tenant, 0, 10_000) if isinstance(one.fact, kind)
    ]


async def test_at05_whoever_must_wait_long_gets_the_way_to_the_help_centre_and_keeps_his_place(server: Server) -> None:
    async with AsyncExitStack() as lines:
        await all_taken(server, lines)
        await with_flow(server)
        first = await lines.enter_async_context(server.chat())
        await asks_for_a_person(first)
        told = await until(first, status="queued", ahead=0, ways=["callback", "link"])
        assert str(told["link"]).endswith("/help/azahar/es") and _minutes(told)
        second = await lines.enter_async_context(server.chat())
        await asks_for_a_person(second)
        await until(second, status="queued", ahead=1)
        (before,) = [one for one in await work_in(server, "queued") if one.ways and one.flow][:1]
        await first.say(op="link")
        await first.send("c", "Lo estoy mirando")
        waits = sorted(await work_in(server, "queued"), key=lambda one: one.since)
        assert waits[0].since == before.since, "he who reads meanwhile keeps his place"
        assert (waits[0].id, waits[0].queue, waits[0].deflection) == (before.id, before.queue, "link")
    taken = await facts(server, f.DeflectionTaken)
    assert [getattr(one, "way", "") for one in taken] == ["link"]


def _minutes(told: Frame) -> bool:
    low, high = told["expected"]  # type: ignore[misc]
    return 0 <= low < high


@pytest.mark.parametrize("off", ["position", "expected", "callback", "deflect"])
async def test_what_a_flow_switches_off_is_neither_told_nor_offered(server: Server, off: str) -> None:
    async with AsyncExitStack() as lines:
        await all_taken(server, lines)
        await with_flow(server, **{off: False})
        chat = await lines.enter_async_context(server.chat())
        await asks_for_a_person(chat)
        ways = {"callback": ["link"], "deflect": ["callback"]}.get(off, ["callback", "link"])
        told = await until(chat, status="queued", ways=ways)
        assert (told["ahead"] is None) == (off == "position")
        assert (told["expected"] is None) == (off == "expected")
