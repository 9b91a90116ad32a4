"""Both sockets of a running server: what no frame should be ends at most its own line; visitors' tabs and files."""

import asyncio
import hmac
import json
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from atiende.actions.conversations import take_conversation
from atiende.actions.replies import Note, Reply, send_reply, write_note
from atiende.api.public.pace import MOST_PER_MINUTE
from atiende.domain.conversation import Conversation
from tests.journeys.server_world import SECRET, Server, serving


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Server]:
    async with serving(tmp_path) as made:
        yield made


HOSTILE: Sequence[str | bytes] = (
    "",
    "{",
    "null",
    "[]",
    "42",
    '"x"',
    "\x00",
    b"\x00\xff\xfe",
    b'{"op":"ping"}',
    "x" * 70_000,
    "x" * 2_000_000,
    "[" * 100_000,
    '{"op":1}',
    '{"op":"send"}',
    '{"op":"send","client_id":7,"text":"x"}',
    '{"op":"send","client_id":"a b","text":"x"}',
    '{"op":"send","client_id":"x","text":"\\ud800"}',
    '{"op":"send","client_id":"x","text":"x","files":["../../etc/passwd","\\u0000"]}',
    '{"op":"send","client_id":"\\u0000","text":"x"}',
    '{"op":"form","client_id":"x","text":"x","email":"a@b\\r\\nBcc: c@d"}',
    '{"op":"seen","position":99999999999999999999}',
    '{"op":"seen","position":-1}',
    '{"op":"hello","since":"x"}',
    '{"op":"hello","since":-5,"watch":["x"]}',
    '{"op":"hello","watch":[1]}',
    '{"op":"watch","conversation":"\\u0000"}',
    '{"op":"watch","conversation":{}}',
    '{"op":"typing","conversation":[]}',
    '{"op":"board","on":"yes"}',
    '{"op":"nothing of ours"}',
    '{"op":"end"}',
)


@pytest.mark.parametrize("place", ["chat", "desk"])
async def test_hostile_frames_end_at_most_their_own_line(server: Server, place: str) -> None:
    async with server.desk() as other, server.chat() as visitor:
        await other.hear("snapshot")
        token = (await visitor.hear("welcome"))["token"]
        for frame in HOSTILE:
            try:
                async with server.chat(str(token)) if place == "chat" else server.desk() as line:
                    await line.hear("welcome", "snapshot")
                    await line.socket.send(frame)
                    await line.say(op="ping")
                    await line.hear("pong")
            except (ConnectionClosed, OSError):
                pass
        assert (await visitor.send("m1", "Hola"))["op"] == "ack"
        await other.say(op="ping")
        await other.hear("pong")


async def test_a_first_frame_that_is_none_is_the_last(server: Server) -> None:
    for frame in HOSTILE[:12]:
        with pytest.raises(ConnectionClosed):
            async with connect(f"ws://127.0.0.1:{server.port}/widget", max_size=None, open_timeout=30) as socket:
                await socket.send(frame)
                async with asyncio.timeout(30):
                    await socket.recv()
    async with server.chat() as visitor:
        await visitor.hear("welcome")


async def test_a_message_said_again_after_a_lost_line_is_one_message(server: Server) -> None:
    async with server.chat() as chat:
        token = str((await chat.hear("welcome"))["token"])
        first = await chat.send("m1", "Hola")
    async with server.chat(token) as chat:
        welcome = await chat.hear("welcome")
        again = await chat.send("m1", "Hola")
    assert (again["message"], again["position"]) == (first["message"], first["position"])
    assert [one["text"] for one in welcome["messages"]] == ["Hola"]  # type: ignore[index, attr-defined]


async def test_a_second_tab_learns_of_the_first_message_and_of_every_answer(server: Server) -> None:
    async with server.chat() as one:
        token = str((await one.hear("welcome"))["token"])
        async with server.chat(token) as two:
            await two.hear("welcome")
            await one.send("m1", "Hola")
            told = await two.hear("welcome")
            assert [each["text"] for each in told["messages"]] == ["Hola"]  # type: ignore[index, attr-defined]
            await _answer(server, "Buenos días")
            for tab in (one, two):
                message = (await tab.hear("message"))["message"]
                assert message["text"] == "Buenos días"  # type: ignore[index]


async def test_a_visitor_sees_neither_notes_nor_anybody_elses_conversation(server: Server) -> None:
    async with server.chat() as mine, server.chat() as his:
        await mine.hear("welcome")
        token = str((await his.hear("welcome"))["token"])
        await mine.send("m1", "Lo mío")
        await his.send("m1", "Lo suyo")
        conversation = await _conversation(server)
        await write_note(
            server.node.desk, server.tenant, server.admin.id, conversation, Note(client_id="n", text="ojo")
        )
        await _answer(server, "Para usted")
        told = [await his.hear("message")]
        assert told[0]["message"]["text"] == "Para usted"  # type: ignore[index]
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.5):
                while True:
                    assert "suyo" not in (raw := str(await mine.socket.recv())) and "usted" not in raw
        async with server.chat(token) as again:
            assert "ojo" not in json.dumps(await again.hear("welcome"))


async def test_only_a_signed_identity_is_believed(server: Server) -> None:
    good = hmac.new(SECRET.encode(), b"42", "sha256").hexdigest()
    async with server.chat(identity={"id": "42", "name": "Pepe", "hash": good}) as chat:
        await chat.hear("welcome")
        await chat.send("m1", "Soy yo")
    async with server.chat(identity={"id": "42", "hash": "0" * 64}) as forged:
        assert (await forged.hear("welcome"))["messages"] == []
    async with server.chat(identity={"id": "42", "hash": good}) as known:
        assert "Soy yo" in json.dumps(await known.hear("welcome"))
    async with server.chat(token="x" * 30 + "." + "y" * 30) as made_up:
        assert (await made_up.hear("welcome"))["messages"] == []


async def test_a_flood_of_signals_reaches_nobody_and_a_flood_of_messages_is_refused(server: Server) -> None:
    async with server.chat() as chat:
        await chat.hear("welcome")
        await chat.send("m0", "Hola")
        for number in range(200):
            await chat.say(op="typing", on=bool(number % 2))
        answers = ["ack"]
        for number in range(1, 2 * MOST_PER_MINUTE + 2):  # a new minute may begin on the way
            answers.append((await chat.send(f"m{number}", "Hola"))["op"])
            if answers[-1] == "refused":
                break
        assert answers.count("ack") >= MOST_PER_MINUTE and answers[-1] == "refused"


async def _conversation(server: Server) -> str:
    rows = await server.node.desk.store.reading(server.tenant).where(Conversation, {})
    return max(rows, key=lambda one: one.number).id


async def _answer(server: Server, text: str) -> None:
    conversation, desk = await _conversation(server), server.node.desk
    await take_conversation(desk, server.tenant, server.admin.id, conversation)
    await send_reply(desk, server.tenant, server.admin.id, conversation, Reply(client_id=text, text=text))
