"""Calls from pages, over the wire: a visitor's own leg and nobody else's, a link's guest and nothing but the call."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from atiende.actions.configuration import Ref, publish
from atiende.actions.joining import LinkMade, invite_to_call, join_link_of, make_join_link, revoke_join_link
from atiende.actions.offers import accept_offer
from atiende.actions.presence import choose_state
from atiende.bus.system import SystemClock
from atiende.domain import documents as docs
from atiende.domain.call import Call
from atiende.domain.errors import Invalid
from atiende.domain.interaction import Interaction, Offer
from atiende.ports.store import Change
from atiende.voice.fake.engine import FakeEngine
from atiende.voice.fake.network import Network
from tests.journeys.server_world import OPENS_WITHIN, Chat, Frame, Server, serving
from tests.proof import proven

OFFER = '{"type":"offer","sdp":""}'


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine(Network(now=SystemClock().now))


@pytest.fixture
async def server(tmp_path: Path, engine: FakeEngine) -> AsyncIterator[Server]:
    async with serving(tmp_path, engine=engine) as made:
        await _open_calls(made)
        yield made
        assert await proven(made.node.desk.store, made.tenant) == []


async def _open_calls(server: Server) -> None:
    def decide(change: Change) -> None:
        queue = next(iter(one.slug for one in change.where(docs.Document, {"kind": "queue"})))
        voice = docs.Endpoint(name="Voz", brand="main", channel="voice", queue=queue, settings={"web": True})
        publish(change, "system:test", Ref("endpoint", "calls"), voice)
        settings: docs.Settings = {"calls": "calls", "video": True}
        chat = docs.Endpoint(name="Web", brand="main", channel="webchat", queue=queue, settings=settings)
        publish(change, "system:test", Ref("endpoint", "web"), chat)

    desk = server.node.desk
    await desk.store.change(server.tenant, decide, at=desk.clock.now())
    await choose_state(desk, server.tenant, server.admin.id, "available")


async def told(chat: Chat, *states: str) -> Frame:
    """The first `call_state` that says one of these."""
    while True:
        frame = await chat.hear("call_state")
        if frame["state"] in states:
            return frame


async def begun(chat: Chat, once: str = "a") -> Frame:
    await chat.say(op="call", client_id=once, video=False)
    return await told(chat, "queued", "ringing", "talking", "calling")


async def calls(server: Server) -> list[Call]:
    return list(await server.node.desk.store.reading(server.tenant).where(Call, {}))


async def taken(server: Server) -> None:
    """The agent takes what is offered to her."""
    desk, me = server.node.desk, server.admin.id
    async with asyncio.timeout(30):
        while not (made := await desk.store.reading(server.tenant).where(Offer, {"agent": me, "state": "made"})):
            await asyncio.sleep(0.02)
    await accept_offer(desk, server.tenant, me, made[0].id)


@asynccontextmanager
async def at_link(server: Server, made: LinkMade, **hello: object) -> AsyncIterator[Chat]:
    url = f"ws://127.0.0.1:{server.port}{urlsplit(made.url).path}"
    async with connect(url, open_timeout=OPENS_WITHIN) as socket:
        guest = Chat(socket)
        await guest.say(op="hello", language="es", **hello)
        yield guest


async def link_to(server: Server, conversation: str) -> LinkMade:
    return await make_join_link(server.node.desk, server.tenant, server.admin.id, conversation, (True, 60))


async def closed_with(server: Server, path: str) -> int:
    async with connect(f"ws://127.0.0.1:{server.port}{path}", open_timeout=OPENS_WITHIN) as socket:
        try:
            async with asyncio.timeout(30):
                await socket.send(json.dumps({"op": "hello"}))
                while True:
                    await socket.recv()
        except ConnectionClosed as closed:
            assert closed.rcvd is not None
            return closed.rcvd.code


async def test_somebody_who_never_wrote_calls_and_has_one_call_however_often_he_asks(
    server: Server, engine: FakeEngine
) -> None:
    async with server.chat() as chat:
        first = await begun(chat)
        again = await begun(chat, "b")
        assert (first["leg"], len(await calls(server))) == (again["leg"], 1)
        await chat.say(op="voice", leg=first["leg"], body=OFFER)
        await taken(server)
        await told(chat, "ringing", "talking")
        await chat.say(op="hang_up", leg=first["leg"])
        await told(chat, "ended")
        assert not (await calls(server))[0].open


async def test_the_chat_becomes_a_call_of_the_same_conversation_with_the_same_agent(server: Server) -> None:
    async with server.chat() as chat:
        await chat.send("a", "Hola")
        await taken(server)
        await begun(chat)
        call = (await calls(server))[0]
        work = await server.node.desk.store.reading(server.tenant).where(
            Interaction, {"conversation": call.conversation}
        )
        assert {(one.channel, one.agent) for one in work} == {
            ("webchat", server.admin.id),
            ("voice", server.admin.id),
        }


async def test_nobody_speaks_to_the_leg_of_another(server: Server, engine: FakeEngine) -> None:
    async with server.chat() as chat, server.chat() as stranger:
        mine = await begun(chat)
        for frame in (
            {"op": "voice", "leg": mine["leg"], "body": OFFER},
            {"op": "keys", "leg": mine["leg"], "keys": "1"},
        ):
            await stranger.say(**frame)
            refused = await stranger.hear("refused")
            assert (refused["code"], refused["about"]) == ("not_found", frame["op"])
        await stranger.say(op="hang_up", leg=mine["leg"])
        await stranger.say(op="call_state")
        await told(stranger, "none")
        assert (await calls(server))[0].open  # control: his own hang-up ends it, above


async def test_what_is_no_word_about_a_call_is_refused(server: Server) -> None:
    wrong: list[tuple[Frame, str]] = [
        ({"op": "voice", "body": "{" + " " * 50_000}, "too_large"),
        ({"op": "voice", "body": "v=0"}, "invalid"),
        ({"op": "keys", "keys": "1; hang up"}, "invalid"),
        ({"op": "call", "client_id": ""}, "invalid"),
    ]
    async with server.chat() as chat:
        leg = (await begun(chat))["leg"]
        for frame, code in wrong:
            await chat.say(**{"leg": leg, **frame})
            assert (await chat.hear("refused"))["code"] == code


async def test_a_flood_of_calls_and_signals_is_refused_clearly(server: Server) -> None:
    async with server.chat() as chat:
        leg = (await begun(chat))["leg"]
        for _ in range(60):
            await chat.say(op="keys", leg=leg, keys="1")
        assert (await chat.hear("refused"))["code"] == "too_many"
    async with server.chat() as chat:
        for once in "abcdefgh":
            await chat.say(op="call", client_id=once, video=False)
        assert (await chat.hear("refused"))["code"] == "too_many"


async def test_where_no_calls_are_offered_nobody_calls(server: Server) -> None:
    def decide(change: Change) -> None:
        queue = next(iter(one.slug for one in change.where(docs.Document, {"kind": "queue"})))
        chat = docs.Endpoint(name="Web", brand="main", channel="webchat", queue=queue)
        publish(change, "system:test", Ref("endpoint", "web"), chat)

    desk = server.node.desk
    await desk.store.change(server.tenant, decide, at=desk.clock.now())
    async with server.chat() as chat:
        await chat.say(op="call", client_id="a", video=False)
        assert (await chat.hear("refused"))["code"] == "not_allowed"
        assert await calls(server) == []


async def test_an_agent_asks_and_one_tap_brings_the_call_to_him(server: Server) -> None:
    desk = server.node.desk
    async with server.chat() as chat:
        await chat.send("a", "Hola")
        await taken(server)
        conversation = (await desk.store.reading(server.tenant).where(Interaction, {}))[0].conversation
        await invite_to_call(desk, server.tenant, server.admin.id, conversation, video=True)
        while not (asked := (await chat.hear("call_state"))["invite"]):
            pass
        assert asked == {"name": "Marta", "video": True}
        await begun(chat)
        work = await desk.store.reading(server.tenant).get(Interaction, (await calls(server))[0].interaction)
        assert work is not None and (work.agent, work.state) == (server.admin.id, "handling")


async def test_who_cannot_talk_is_called_back(server: Server) -> None:
    async with server.chat() as chat:
        await chat.say(op="call_me", client_id="a", number="+34 612 345 678", text="Prefiero que me llamen")
        while (state := await chat.hear("state"))["status"] != "callback":
            pass
        assert "612" in str(state["number"])


async def test_a_guest_comes_in_by_a_link_and_sees_the_call_and_nothing_written(
    server: Server, engine: FakeEngine
) -> None:
    async with server.chat() as chat:
        await chat.send("a", "Esto no es para terceros")
        await taken(server)
        mine = await begun(chat)
        await chat.say(op="voice", leg=mine["leg"], body=OFFER)
        call = (await calls(server))[0]
        async with at_link(server, await link_to(server, call.conversation)) as guest:
            welcome = await guest.hear("welcome")
            assert "terceros" not in json.dumps(welcome)
            await guest.say(op="call", client_id="a", name="Lola", video=False)
            token = (await guest.hear("inside"))["token"]
            inside = await told(guest, "alone", "talking")
            await guest.say(op="voice", leg=inside["leg"], body=OFFER)
            await told(guest, "talking")
            await guest.say(op="voice", leg=mine["leg"], body=OFFER)
            assert (await guest.hear("refused"))["code"] == "not_found"  # another's leg
            await told_of(chat, "Lola")
        made = await link_to(server, call.conversation)
        async with at_link(server, made, token=token) as other:  # another link's pass is worth nothing here
            assert (await told(other, "none"))["leg"] == ""


async def told_of(chat: Chat, name: str) -> None:
    while name not in json.dumps((await chat.hear("call_state"))["people"]):
        pass


async def test_a_link_ends_when_it_is_withdrawn_and_whoever_is_in_by_it_goes(
    server: Server, engine: FakeEngine
) -> None:
    desk = server.node.desk
    async with server.chat() as chat:
        await begun(chat)
        call = (await calls(server))[0]
        made = await link_to(server, call.conversation)
        async with at_link(server, made) as guest:
            await guest.say(op="call", client_id="a", name="Lola", video=False)
            await told(guest, "alone", "talking")
            await revoke_join_link(desk, server.tenant, server.admin.id, made.link.id)
            await guest.hear("gone")
        assert await closed_with(server, urlsplit(made.url).path) == 4404
        await no_guest(server)


async def no_guest(server: Server) -> None:
    async with asyncio.timeout(30):
        while "guest" in {one.role for one in (await calls(server))[0].legs}:
            await asyncio.sleep(0.02)


async def test_a_guest_whose_page_hears_nothing_of_it_is_out_as_well(server: Server, engine: FakeEngine) -> None:
    async with server.chat() as chat:
        await begun(chat)
        call = (await calls(server))[0]
        made = await link_to(server, call.conversation)
        async with at_link(server, made) as guest:
            await guest.say(op="call", client_id="a", name="Lola", video=False)
            await told(guest, "alone", "talking")
        assert "guest" in {one.role for one in (await calls(server))[0].legs}, "a page that is loaded again finds it"
        await revoke_join_link(server.node.desk, server.tenant, server.admin.id, made.link.id)
        await no_guest(server)


async def test_a_link_opens_nothing_before_its_secret_is_right_nor_after_its_time(server: Server) -> None:
    desk = server.node.desk
    async with server.chat() as chat:
        await chat.send("a", "Hola")
        conversation = (await desk.store.reading(server.tenant).where(Interaction, {}))[0].conversation
        made = await link_to(server, conversation)
        token = made.url.rpartition("/")[2]
        assert await join_link_of(desk, token) == (server.tenant, made.link)
        for wrong in (token[:-1] + "x", token.replace(".", ""), "", "a.b", token + "\x00", "ñ." + token):
            assert await join_link_of(desk, wrong) is None
        assert await closed_with(server, f"/join/{token[:-2]}xx") == 4404
        assert not made.link.opens(made.link.until)
        for minutes in (0, 60 * 24 * 8):
            with pytest.raises(Invalid):
                await make_join_link(desk, server.tenant, server.admin.id, conversation, (True, minutes))


async def test_by_a_link_into_no_call_one_calls_who_made_it(server: Server) -> None:
    async with server.chat() as chat:
        await chat.send("a", "Hola")
        await taken(server)
        conversation = (await server.node.desk.store.reading(server.tenant).where(Interaction, {}))[0].conversation
        async with at_link(server, await link_to(server, conversation)) as guest:
            await guest.say(op="call", client_id="a", name="Pepe", video=False)
            await told(guest, "ringing", "talking")
            call = (await calls(server))[0]
            assert call.conversation == conversation
            assert [one.user for one in call.of("agent")] == [server.admin.id]
