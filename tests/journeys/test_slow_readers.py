"""Readers of a byte a second: what is kept for each is bounded, they are cut off, and others notice nothing."""

import asyncio
import json
import socket
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed

from atiende.api import outbox
from atiende.api.hub import AgentSocket
from tests.journeys.server_world import Server, serving

SLOW, ROUNDS, FRAME_BYTES = 5, 1_500, 8_000
FRAME = json.dumps({"op": "board", "queues": [], "agents": [], "filling": "x" * FRAME_BYTES}).encode()
WRITE_BUFFER = 64 * 1024
"""Of a transport before it says that it is full."""


@asynccontextmanager
async def slow_reader(server: Server) -> AsyncIterator[socket.socket]:
    """A desk that says hello and then takes a byte a second, through the smallest window there is."""
    loop, made = asyncio.get_running_loop(), socket.socket()
    made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    made.setblocking(False)
    await loop.sock_connect(made, ("127.0.0.1", server.port))
    lines = (
        "GET /api/v1/live HTTP/1.1", f"Host: localhost:{server.port}", "Upgrade: websocket", "Connection: Upgrade",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version: 13",
        f"Cookie: atiende_session={server.token}", "", "",
    )  # fmt: skip
    await loop.sock_sendall(made, "\r\n".join(lines).encode())
    hello = b'{"op":"hello","since":0}'
    await loop.sock_sendall(made, bytes((0x81, 0x80 | len(hello))) + bytes(4) + hello)
    reading = loop.create_task(_a_byte_a_second(made))
    try:
        yield made
    finally:
        reading.cancel()
        made.close()


async def _a_byte_a_second(made: socket.socket) -> None:
    while await asyncio.get_running_loop().sock_recv(made, 1):
        await asyncio.sleep(1)


def held(one: AgentSocket) -> int:
    """Bytes the server keeps for a socket, its transport's buffer included."""
    write = one.outbox._write
    assert write is not None
    transport = write.__self__.transport  # type: ignore[attr-defined]
    return int(one.outbox._bytes + transport.get_write_buffer_size())


async def flood(server: Server, slow: int) -> tuple[int, list[float]]:
    """Sends a lot to everybody; answers the most that was kept for anybody, and how long a quick reader waited each
    time, in seconds."""
    hub = server.node.live.hub_of(server.tenant)
    assert hub is not None
    most, waits = 0, list[float]()
    async with server.desk() as quick:
        await quick.hear("snapshot")
        async with asyncio.timeout(30):
            while len(sockets := list(hub.sockets())) < slow + 1:
                await asyncio.sleep(0.02)
        for _ in range(ROUNDS):
            began = time.perf_counter()
            for one in sockets:
                one.outbox.put(FRAME)
            await quick.hear("board")
            waits.append(time.perf_counter() - began)
            most = max(most, *(held(one) for one in sockets))
    return most, sorted(waits)


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Server]:
    async with serving(tmp_path) as made:
        yield made


async def test_what_is_kept_for_slow_readers_is_bounded_and_they_are_cut_off(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "LAST_WORD_SECONDS", 0.5)
    alone = (await flood(server, 0))[1]
    async with asyncio.timeout(120), AsyncExitStack() as stack:
        for _ in range(SLOW):
            await stack.enter_async_context(slow_reader(server))
        most, beside = await flood(server, SLOW)
        hub = server.node.live.hub_of(server.tenant)
        while hub is not None and list(hub.sockets()):
            await asyncio.sleep(0.05)
    print(f"kept at most {most} bytes; p99 {alone[-15] * 1000:.1f} ms alone, {beside[-15] * 1000:.1f} ms beside them")
    assert most <= outbox.MOST_BYTES + WRITE_BUFFER + 2 * len(FRAME)
    assert beside[-15] < 10 * alone[-15] + 0.1


async def test_without_the_bounds_it_would_grow_with_every_frame(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "MOST_FRAMES", 10**9)
    monkeypatch.setattr(outbox, "MOST_BYTES", 10**12)
    async with slow_reader(server):
        most, _ = await flood(server, 1)
    assert most > 5 * 1_000_000


async def test_a_chat_that_reads_nothing_is_cut_off_too(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox, "LAST_WORD_SECONDS", 0.2)
    async with server.chat() as chat:
        await chat.hear("welcome")
        await chat.send("m1", "Hola")
        hub = server.node.live.hub_of(server.tenant)
        assert hub is not None
        (mine,) = next(iter(hub.visitors.values()))
        mine.outbox.overflow()
        with pytest.raises(ConnectionClosed):
            async with asyncio.timeout(30):
                while True:
                    await chat.socket.recv()
