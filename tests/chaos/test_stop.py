"""A graceful stop: readiness goes first, sockets are told, what is under way is answered; the next start is quick."""

import asyncio
import contextlib
import time
from pathlib import Path

import httpx2
import pytest

from atiende.actions.endpoints import open_endpoint
from atiende.actions.intake import take_message
from atiende.bench.servers.smtp import Fault, SmtpSink
from atiende.bench.sockets_client import SocketClient
from atiende.ports.channel import Inbound
from atiende.ports.desk import Desk
from atiende.wiring import open_desk
from tests.chaos.world import Visitor, World, visitor, world

pytestmark = [pytest.mark.chaos, pytest.mark.timeout(180)]

STOPS_WITHIN = 10.0
STARTS_WITHIN = 5.0
CONVERSATIONS = 10_000
AT_ONCE = 100


async def test_a_stop_under_load_tells_everybody_and_loses_nothing_acknowledged(tmp_path: Path) -> None:
    async with world(tmp_path) as centre:
        await centre.start()
        heard: list[bytes] = []
        agent = centre.prepared.agents[0]
        headers = {"Cookie": f"atiende_session={agent.token}", "Origin": centre.base}
        desk = await SocketClient.connect(centre.server.port, "/api/v1/live", heard.append, headers)
        desk.send(b'{"op":"hello","since":0}')
        acked: set[str] = set()
        async with contextlib.AsyncExitStack() as open_ones, asyncio.TaskGroup() as group:
            visitors = [await open_ones.enter_async_context(visitor(centre, f"V{n}")) for n in range(10)]
            for one in visitors:
                group.create_task(_talk(one))
            await asyncio.sleep(1.5)
            under_way = await _half_a_call(centre)
            began = time.monotonic()
            centre.server.terminate()
            assert await _unready(centre), "it said it was ready to the last"
            assert await _the_other_half(*under_way) == "HTTP/1.1 200"
            async with asyncio.timeout(STOPS_WITHIN):
                assert await centre.server.ended() == 0
            took = time.monotonic() - began
            print(f"stopped under load after {took:.2f} s")
            assert took <= STOPS_WITHIN
            acked = {str(one["client_id"]) for of in visitors for one in of.frames if one["op"] == "ack"}
        assert any(frame.startswith(b'{"op":"bye","reason":"draining"') for frame in heard)
        desk.close()
        assert len(acked) > 20
        stored = await centre.stored()
        found = stored.client_ids()
        assert acked <= set(found)
        assert len(found) == len(set(found))
        errors = (tmp_path / "server.err").read_text()
        assert "[error" not in errors, errors[-4000:]


async def test_a_mail_on_its_way_is_settled_before_the_end(tmp_path: Path, smtp_sink: SmtpSink) -> None:
    async with world(tmp_path, relay=smtp_sink.port) as centre:
        await centre.start()
        assert await centre.mail("uno")
        conversation = await centre.conversation_of("uno")
        smtp_sink.fault = Fault.SLOW
        said = {"client_id": "uno", "text": "para uno"}
        path = f"/api/v1/conversations/{conversation}/messages"
        assert (await centre.call("POST", path, said, who=centre.prepared.admin)).status_code == 201
        await smtp_sink.arrival(1, seconds=30)
        centre.server.terminate()
        assert await centre.server.ended() == 0
        assert (await centre.stored()).replies() == {"para uno": "sent"}


async def test_the_next_start_is_quick_with_ten_thousand_open_conversations(tmp_path: Path) -> None:
    async with world(tmp_path) as centre:
        async with open_desk(centre.prepared.settings) as desk:
            await _fill(desk, centre.prepared.tenant)
        took = await centre.start()
        print(f"ready after {took:.2f} s with {CONVERSATIONS} open conversations")
        assert centre.server.start_seconds <= STARTS_WITHIN
        async with visitor(centre) as vera:
            assert (await vera.said("one"))["op"] == "ack"
        await centre.server.kill()
        again = await centre.start()
        print(f"ready {again:.2f} s after kill -9")
        assert centre.server.start_seconds <= STARTS_WITHIN


Connection = tuple[asyncio.StreamReader, asyncio.StreamWriter]
BODY = b'{"state": "available", "reason": ""}'


async def _half_a_call(centre: World) -> Connection:
    """An agent's call of which the server has the beginning."""
    who = centre.prepared.agents[1]
    reader, writer = await asyncio.open_connection("127.0.0.1", centre.server.port)
    head = (
        "PUT /api/v1/me/presence HTTP/1.1\r\n"
        f"Host: localhost:{centre.server.port}\r\nOrigin: {centre.base}\r\nX-CSRF-Token: {who.csrf}\r\n"
        f"Cookie: atiende_session={who.token}\r\nContent-Type: application/json\r\nContent-Length: {len(BODY)}\r\n\r\n"
    )
    writer.write(head.encode() + BODY[:10])
    await writer.drain()
    assert (await centre.call("GET", "/healthz")).status_code == 200  # what came before it was read before it
    return reader, writer


async def _the_other_half(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> str:
    """What the server answered to it, told to stop meanwhile."""
    writer.write(BODY[10:])
    await writer.drain()
    async with asyncio.timeout(STOPS_WITHIN):
        line = await reader.readline()
    writer.close()
    await writer.wait_closed()
    return line.decode().strip().removesuffix(" OK")


async def _talk(one: Visitor) -> None:
    """A message every 100 ms until the server hangs up."""
    assert one.socket is not None
    number = 0
    while not one.socket.closed.done() and number < 50:
        one.say(f"{one.name}-{number}")
        number += 1
        await asyncio.sleep(0.1)


async def _unready(centre: World) -> bool:
    """Whether /readyz refused before the end, or nobody listened any more."""
    for _ in range(200):
        try:
            answer = await centre.call("GET", "/readyz")
        except httpx2.TransportError:
            return True
        if answer.status_code == 503:
            return bool(answer.json() == {"status": "draining"})
        await asyncio.sleep(0.01)
    return False


async def _fill(desk: Desk, tenant: str) -> None:
    """Everybody writes once: through the same facts as real visitors."""
    endpoint = await open_endpoint(desk, tenant, "chat")
    assert endpoint is not None

    async def one(number: int) -> None:
        inbound = Inbound(
            origin=f"v{number}/1", address=f"v{number}", name=f"Visita {number}", text="Hola, ¿hay alguien?"
        )
        await take_message(desk, endpoint, inbound)

    for start in range(0, CONVERSATIONS, AT_ONCE):
        async with asyncio.TaskGroup() as group:
            for number in range(start, start + AT_ONCE):
                group.create_task(one(number))
