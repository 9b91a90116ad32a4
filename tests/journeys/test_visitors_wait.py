"""What a visitor sees of waiting, over the wire: his place, a range of minutes, other ways, and the centre's notice."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from msgspec.structs import replace

from atiende.actions.callbacks import Wanted, request_callback
from atiende.actions.configuration import Ref, publish
from atiende.actions.offers import accept_offer
from atiende.actions.presence import choose_state
from atiende.actions.queues import Switch, switch_queue
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.agent import Agent
from atiende.domain.interaction import Interaction, Offer
from atiende.domain.work import User
from atiende.ports.store import Change
from tests.journeys.server_world import Chat, Frame, Server, serving
from tests.proof import proven

HELD = 3
"""Chats an agent has at once."""


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Server]:
    async with serving(tmp_path) as made:
        yield made
        assert await proven(made.node.desk.store, made.tenant) == []


async def queue_of(server: Server) -> str:
    rows = await server.node.desk.store.reading(server.tenant).where(docs.Document, {"kind": "queue"})
    return rows[0].slug


async def rule(server: Server, **more: object) -> None:
    slug = await queue_of(server)

    def decide(change: Change) -> None:
        row = change.get(docs.Document, "queue", slug)
        assert row is not None
        body = docs.read("queue", row.body)
        publish(change, "system:test", Ref("queue", slug), replace(body, **more))

    await server.node.desk.store.change(server.tenant, decide, at=server.node.desk.clock.now())


async def until(chat: Chat, **wanted: object) -> Frame:
    """The first state that says so."""
    while True:
        frame = await chat.hear("state")
        if all(frame[name] == value for name, value in wanted.items()):
            return frame


async def all_taken(server: Server, lines: AsyncExitStack) -> None:
    """The only agent has as many chats as she can carry."""
    desk, me = server.node.desk, server.admin.id
    await choose_state(desk, server.tenant, me, "available")
    for number in range(HELD):
        chat = await lines.enter_async_context(server.chat())
        await chat.send("a", f"Hola {number}")
        await accept_offer(desk, server.tenant, me, (await offered_to(server, me)).id)


async def work_in(server: Server, state: str) -> list[Interaction]:
    return await server.node.desk.store.reading(server.tenant).where(Interaction, {"state": state})


async def test_a_visitor_sees_his_place_takes_another_way_and_the_next_one_moves_up(server: Server) -> None:
    link = "https://ayuda.example/"
    await rule(server, handle_seconds=1200, deflection=docs.Deflection(above_seconds=120, link=link))
    async with AsyncExitStack() as lines:
        await all_taken(server, lines)
        first = await lines.enter_async_context(server.chat())
        await first.send("a", "Sigo esperando")
        offered = await until(first, ways=["callback", "link"])
        assert (offered["status"], offered["ahead"], offered["link"], offered["number"]) == ("queued", 0, link, "")
        low, high = offered["expected"]  # type: ignore[misc]
        assert 0 <= low < high and high > 2
        second = await lines.enter_async_context(server.chat())
        await second.send("a", "Yo también")
        assert (await until(second, ahead=1))["status"] == "queued"
        await first.say(op="callback", client_id="c1", number="no es un número")
        refused = await first.hear("refused")
        assert refused["client_id"] == "c1" and str(refused["detail"]).startswith("No es un número de teléfono.")
        await first.say(op="callback", client_id="c2", number="600 12 34 56")
        called = await until(first, status="callback")
        assert called["number"] == "+34 600 12 34 56" and called["ways"] == []
        assert (await until(second, ahead=0))["status"] == "queued"
        waits = await work_in(server, "queued")
        assert sorted(one.channel for one in waits) == ["callback", "webchat"]


async def test_an_emergency_is_told_at_once_to_who_waits_and_to_who_comes(server: Server) -> None:
    desk, slug = server.node.desk, await queue_of(server)
    async with AsyncExitStack() as lines:
        await all_taken(server, lines)
        inside = await lines.enter_async_context(server.chat())
        await inside.send("a", "Hola")
        notice = {"es": "Hay una avería general.", "en": "There is an outage."}
        before = await switch_queue(
            desk, server.tenant, server.admin.id, slug, Switch(state="emergency", notice=notice)
        )
        told = await until(inside, notice="Hay una avería general.")
        assert told["status"] == "queued", "nobody is sent away for having waited"
        newcomer = await lines.enter_async_context(server.chat())
        assert (await newcomer.hear("welcome"))["online"] is False
        await newcomer.send("a", "¿Qué pasa?")
        refused = await until(newcomer, status="refused")
        assert refused["notice"] == "Hay una avería general."
        await switch_queue(desk, server.tenant, server.admin.id, slug, before)
        assert (await until(newcomer, notice=""))["online"] is True
        await newcomer.send("b", "Entonces, sigo aquí")
        assert (await until(newcomer, status="queued"))["ahead"] == 1


async def test_a_visitor_is_told_of_a_callback_that_an_agent_agreed_for_later(server: Server) -> None:
    desk = server.node.desk
    async with server.chat() as chat:
        await chat.send("a", "Llámenme mañana")
        await until(chat, status="queued")
        one = (await work_in(server, "queued"))[0]
        later = Wanted(number="+34600123456", not_before=desk.clock.now() + 3_600_000)
        await request_callback(desk, server.tenant, f"agent:{server.admin.id}", one.id, later)
        assert (await until(chat, status="callback"))["number"] == "+34 600 12 34 56"


async def test_an_offer_nobody_answers_reaches_the_next_agent_within_a_second(server: Server) -> None:
    desk, next_one, fit = server.node.desk, "usr_siguiente", f.Ability(role="agent", languages={"es": 5})
    await rule(server, offer_seconds=5, teams=[], skills=[])

    def comes_to_work(change: Change) -> None:
        change.record(f.UserCreated(user=next_one, ability=fit), actor="system")
        change.put(User(id=next_one, email="siguiente@azahar.test", name="Siguiente"))

    await desk.store.change(server.tenant, comes_to_work, at=desk.clock.now())
    await choose_state(desk, server.tenant, server.admin.id, "available")
    reading = desk.store.reading(server.tenant)
    async with server.chat() as chat:
        await chat.send("a", "Hola")
        missed = await offered_to(server, server.admin.id)
        await choose_state(desk, server.tenant, next_one, "available")
        following = await offered_to(server, next_one)
        assert 0 <= following.made_at - missed.expires_at <= 1_000
        away = await reading.get(Agent, server.admin.id)
        assert away is not None and away.state == "not_responding"


async def offered_to(server: Server, agent: str) -> Offer:
    reading = server.node.desk.store.reading(server.tenant)
    async with asyncio.timeout(30):
        while not (made := await reading.where(Offer, {"agent": agent, "state": "made"})):
            await asyncio.sleep(0.01)
    return made[0]
