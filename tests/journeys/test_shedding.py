"""What is put off under load says so, what must never wait goes on, and whoever is refused is told at once."""

import asyncio
import smtplib
import time
from collections.abc import AsyncIterator
from pathlib import Path

import httpx2
import pytest

from atiende.actions import bots
from atiende.actions.conversations import take_conversation
from atiende.channels.email.smtp_server import MailServer
from atiende.domain import facts as f
from atiende.domain.conversation import Conversation
from atiende.domain.overload import HIGHEST, LETS_GO
from atiende.domain.work import Ingress
from atiende.ports.channel import Endpoint
from atiende.ports.load import Gate, Room
from atiende.reactors.errands import ErrandReactor
from atiende.reactors.intake import IntakeReactor
from atiende.reactors.search import SearchReactor
from tests.fakes import open_desk
from tests.journeys.flows.flow_world import MENU, FlowWorld, flow_world
from tests.journeys.server_world import Server, serving
from tests.journeys.small_centre import TENANT
from tests.journeys.small_world import World, channels
from tests.proof import proven

REPORT = "/api/v1/reports/queues?since=2026-01-01"
AT_ONCE, TRIES = 0.25, 20
"""Seconds, well under the half second that one waits where there is room to wait; once is enough, on a slow machine."""
HELPER: dict[str, object] = {
    **MENU,
    "start": "bot",
    "nodes": {
        "bot": {"type": "bot", "routes": [], "person": "people", "next": "end", "failed": "people"},
        "people": {"type": "queue", "queue": "support", "late_seconds": 60, "late": "sorry"},
        "sorry": {"type": "say", "text": {"es": "Sigue en la cola.", "en": "Still waiting."}, "next": "people"},
        "end": {"type": "end", "text": {"es": "Gracias.", "en": "Thanks."}},
    },
}


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Server]:
    async with serving(tmp_path) as made:
        yield made


async def call(server: Server, method: str, path: str, body: object = None, language: str = "en") -> httpx2.Response:
    headers = {"Cookie": f"atiende_session={server.token}", "Accept-Language": language}
    async with httpx2.AsyncClient(base_url=f"http://localhost:{server.port}", timeout=30, trust_env=False) as http:
        csrf = (await http.get("/api/v1/session", headers=headers)).json()["csrf"]
        headers |= {"X-CSRF-Token": csrf, "Origin": f"http://localhost:{server.port}"}
        return await http.request(method, path, json=body, headers=headers)


async def test_reports_wait_and_say_so_in_both_languages_while_agents_go_on_writing(server: Server) -> None:
    load, desk = server.node.desk.load, server.node.desk
    async with server.chat() as chat:
        await chat.hear("welcome")
        assert (await chat.send("m1", "Hola"))["op"] == "ack"
        (conversation,) = await desk.store.reading(server.tenant).where(Conversation, {})
        await take_conversation(desk, server.tenant, server.admin.id, conversation.id)
        load.tell(LETS_GO["reports"] - 1)
        assert (await call(server, "GET", REPORT)).status_code == 200
        load.tell(HIGHEST)
        for language, word in (("en", "Busy"), ("es", "trabajo")):
            refused = await call(server, "GET", REPORT, language=language)
            assert (refused.status_code, refused.json()["code"]) == (503, "overloaded")
            assert word in refused.json()["title"] and "{" not in refused.json()["detail"]
            assert int(refused.headers["retry-after"]) >= 1
        path = f"/api/v1/conversations/{conversation.id}/messages"
        answer = await call(server, "POST", path, {"client_id": "a1", "text": "Un momento"})
        assert answer.status_code == 201
        assert (await chat.send("m2", "Gracias"))["op"] == "ack"
        load.tell(0)
        assert (await call(server, "GET", REPORT)).status_code == 200


async def test_the_health_page_says_what_is_put_off(server: Server) -> None:
    server.node.desk.load.tell(2)
    items = (await call(server, "GET", "/api/v1/admin/health")).json()["items"]
    (load,) = [one for one in items if one["code"] == "load"]
    assert (load["level"], load["value"]) == ("warn", 2)


async def test_typing_is_told_only_while_there_is_time_for_it(server: Server) -> None:
    desk = server.node.desk
    async with server.desk() as agent, server.chat() as chat:
        await agent.hear("snapshot")
        await chat.hear("welcome")
        await chat.send("m1", "Hola")
        (conversation,) = await desk.store.reading(server.tenant).where(Conversation, {})
        await agent.say(op="watch", conversation=conversation.id)
        await agent.hear("viewing")
        desk.load.tell(HIGHEST)
        await chat.say(op="typing", on=True)
        await chat.send("m2", "Hola otra vez")
        seen = [await agent.hear("typing", "fact")]
        while seen[-1]["op"] != "fact" or ("m2" not in str(seen[-1]) and "otra vez" not in str(seen[-1])):
            seen.append(await agent.hear("typing", "fact"))
        assert not [one for one in seen if one["op"] == "typing"]
        desk.load.tell(0)
        await chat.say(op="typing", on=True)
        assert (await agent.hear("typing"))["who"] == "customer"


async def test_a_full_gate_refuses_at_once_in_his_language_and_the_same_message_is_taken_later(server: Server) -> None:
    load = server.node.desk.load
    async with server.chat() as chat:
        await chat.hear("welcome")
        open_gate, load.gate = load.gate, Gate(Room(together=0, waiting=0, all_waiting=0))
        seconds = []
        while not seconds or (seconds[-1] >= AT_ONCE and len(seconds) < TRIES):
            began = time.perf_counter()
            refused = await chat.send("m1", "Hola")
            seconds.append(time.perf_counter() - began)
            assert (refused["op"], refused["code"]) == ("refused", "overloaded")
            assert "trabajo" in str(refused["detail"])
        assert min(seconds) < AT_ONCE
        load.gate = open_gate
        assert (await chat.send("m1", "Hola"))["op"] == "ack"
        assert (await chat.send("m1", "Hola"))["op"] == "ack"
    assert await proven(server.node.desk.store, server.tenant) == []


async def test_who_waits_at_the_gate_is_refused_within_a_second_though_nothing_moves(server: Server) -> None:
    load = server.node.desk.load
    async with server.chat() as chat:
        await chat.hear("welcome")
        load.gate = Gate(Room(together=0))
        began = time.perf_counter()
        assert (await chat.send("m1", "Hola"))["op"] == "refused"
        assert time.perf_counter() - began < 5  # a machine under test is slow; on its own it is half a second


async def test_who_floods_is_sent_away_with_the_time_to_come_back(server: Server) -> None:
    server.node.desk.load.gate = Gate(Room(together=0, waiting=0, all_waiting=0))
    async with server.chat() as chat:
        await chat.hear("welcome")
        for number in range(40):
            await chat.say(op="send", client_id=f"m{number}", text="Hola")
        bye = await chat.hear("bye")
        assert bye["reason"] == "overloaded"
        soonest, latest = bye["retry"]  # type: ignore[misc]
        assert 0 < soonest < latest <= 15


async def test_the_search_goes_on_when_there_is_time_again(tmp_path: Path) -> None:
    async with flow_world(tmp_path) as world:
        await world.say("pepe", "Hola")
        reactor = SearchReactor(world.desk, TENANT)
        world.desk.load.tell(1)
        async with asyncio.TaskGroup() as group:
            running = group.create_task(reactor.catch_up())
            await world.clock.advance(30)
            assert reactor.position == 0
            world.desk.load.tell(0)
            while not reactor.position:
                await world.clock.advance(1)
            await running
        assert reactor.position == await world.desk.store.head(TENANT)


@pytest.mark.parametrize("level", [0, LETS_GO["bots"]])
async def test_without_its_bot_a_flow_leads_to_people_and_says_why(tmp_path: Path, level: int) -> None:
    async with flow_world(tmp_path) as world:
        _with_bots(world)
        await world.publish(HELPER, version=2)
        world.desk.load.tell(level)
        await world.say("pepe", "¿Cuándo llega mi pedido?")
        work, _ = await world.only()
        handed = [one.why for one in await world.facts(f.HandedOver) if isinstance(one, f.HandedOver)]
        assert (work.state, handed) == (("queued", ["overloaded"]) if level else ("in_flow", []))
        assert await proven(world.desk.store, TENANT) == []


def _with_bots(world: FlowWorld) -> None:
    errands = ErrandReactor(world.desk, {"bot": bots.bot, "answer": bots.answer})
    world.timers._others["errand"] = errands.perform  # type: ignore[index]


async def test_mail_is_put_off_with_a_word_that_it_may_come_again_and_is_kept_then(tmp_path: Path) -> None:
    async with open_desk(tmp_path, channels=channels()) as desk:
        world = World(desk)
        await world.open()
        own: dict[str, object] = {"address": "hola@example.test"}
        mailbox = Endpoint(tenant=TENANT, slug="mail", brand="main", channel="email", settings=own)

        async def directory(address: str) -> Endpoint | None:
            return mailbox

        server = MailServer(IntakeReactor(desk), directory, ("127.0.0.1", 0))
        async with asyncio.TaskGroup() as group:
            running = group.create_task(server.run())
            await server.ready.wait()
            open_gate, desk.load.gate = desk.load.gate, Gate(Room(together=0, waiting=0, all_waiting=0))
            assert await asyncio.to_thread(handed_over, server.bound) == 451
            assert await desk.store.reading(TENANT).where(Ingress, {}) == []
            desk.load.gate = open_gate
            assert await asyncio.to_thread(handed_over, server.bound) == 250
            assert len(await desk.store.reading(TENANT).where(Ingress, {})) == 1
            running.cancel()


def handed_over(port: int) -> int:
    """What the server answers to a mail, in three digits."""
    with smtplib.SMTP("127.0.0.1", port, timeout=30) as smtp:
        smtp.ehlo()
        smtp.mail("pepe@example.test")
        smtp.rcpt("hola@example.test")
        return smtp.data(b"Subject: Hola\r\n\r\nHola")[0]
