"""Our WebSocket protocol against uvicorn's own: of the same bytes, however they are cut, the same is heard and said."""

import asyncio
import random
from collections.abc import Callable
from functools import cache

import pytest
from starlette.types import Message, Receive, Scope, Send
from uvicorn import Config
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from uvicorn.server import ServerState

from atiende.api.lean_socket import EXTENSION, LeanSocket, framed
from tests.waiting import eventually

REQUEST = (
    b"GET /live HTTP/1.1\r\nHost: here\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)
TEXT, MORE, CLOSE, PING = 1, 0, 8, 9
MASK = b"\x11\x22\x33\x44"
HISTORIES = 120
WELL = (1000, 1005)
"""How a connection ends of which nobody broke a rule."""


class Line(asyncio.Transport):
    """A transport that keeps what is written."""

    def __init__(self) -> None:
        super().__init__()
        self.written = b""
        self.closed = False

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.written += bytes(data)

    def is_closing(self) -> bool:
        return self.closed

    def close(self) -> None:
        self.closed = True

    def abort(self) -> None:
        self.closed = True

    def pause_reading(self) -> None:
        """What was sent is read all the same."""

    def resume_reading(self) -> None:
        """See above."""


class Heard:
    """An application that accepts and notes what it hears."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.scope: Scope = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.scope = scope
        await receive()
        await send({"type": "websocket.accept"})
        while (message := await receive())["type"] == "websocket.receive":
            self.messages.append(message)
        self.messages.append({"type": message["type"], "code": message["code"]})


def frame(kind: int, body: bytes, *, ends: bool = True, masked: bool = True) -> bytes:
    """As a client sends it."""
    size = len(body)
    long = b"" if size < 126 else size.to_bytes(2, "big") if size < 65_536 else size.to_bytes(8, "big")
    head = bytes([0x80 * ends | kind, 0x80 * masked | {0: size, 2: 126, 8: 127}[len(long)]]) + long
    if not masked:
        return head + body
    mask = (MASK * (size // 4 + 1))[:size]
    return head + MASK + (int.from_bytes(body, "big") ^ int.from_bytes(mask, "big")).to_bytes(size, "big")


@cache
def config() -> Config:
    made = Config(Heard(), ws_max_size=100_000, ws_per_message_deflate=False, ws_ping_interval=None, log_config=None)
    made.load()
    return made


async def opened(kind: type[WebSocketsSansIOProtocol]) -> tuple[Heard, Line, WebSocketsSansIOProtocol]:
    """After the handshake."""
    heard, line = Heard(), Line()
    protocol = kind(config(), ServerState(), {})
    protocol.app = heard
    protocol.connection_made(line)
    protocol.data_received(REQUEST)
    await until(lambda: b"101" in line.written)
    line.written = b""
    return heard, line, protocol


async def told(kind: type[WebSocketsSansIOProtocol], pieces: list[bytes]) -> tuple[list[Message], bytes]:
    """What the application heard of these bytes after the handshake, and what went back."""
    heard, line, protocol = await opened(kind)
    for piece in pieces:
        if not line.closed:
            protocol.data_received(piece)
    protocol.connection_lost(None)
    await until(lambda: bool(heard.messages) and heard.messages[-1]["type"] == "websocket.disconnect")
    return heard.messages, line.written


async def until(so: Callable[[], bool]) -> None:
    await eventually(so, every=0)


def cut(sent: bytes, chance: random.Random) -> list[bytes]:
    """As a network may bring it."""
    pieces = []
    while sent:
        size = chance.choice((1, 2, 3, 7, 50, 5_000, 100_000))
        pieces.append(sent[:size])
        sent = sent[size:]
    return pieces


def said(chance: random.Random) -> bytes:
    """Some frames of every kind, now and then with what no client may send."""
    sent = b""
    for _ in range(chance.randrange(1, 8)):
        body = ("ñ€x" * chance.choice((0, 1, 20, 21, 700, 12_000))).encode()
        cause = chance.random()
        if cause < 0.6:
            sent += frame(TEXT, body)
        elif cause < 0.75:
            sent += frame(TEXT, body, ends=False) + frame(PING, b"?") + frame(MORE, body)
        elif cause < 0.85:
            sent += frame(PING, body[:100])
        else:
            sent += chance.choice(
                (
                    frame(CLOSE, b"\x03\xe8"),
                    frame(TEXT, b"\xff\xfe"),
                    frame(TEXT, body, masked=False),
                    frame(TEXT, b"x" * 100_001),
                    frame(TEXT, body, ends=False) + frame(TEXT, body),
                    frame(MORE, body),
                    frame(3, body),
                )
            )
    return sent


@pytest.mark.anyio
async def test_it_hears_what_uvicorn_hears() -> None:
    for seed in range(HISTORIES):
        chance = random.Random(seed)
        pieces = cut(said(chance), chance)
        ours, back = await told(LeanSocket, pieces)
        theirs, there = await told(WebSocketsSansIOProtocol, pieces)
        if theirs[-1]["code"] in WELL:
            assert (ours, back) == (theirs, there), seed
        else:  # of the piece in which somebody breaks the rules, uvicorn passes nothing on, not even what came before
            assert ours[: len(theirs) - 1] == theirs[:-1], seed
            assert ours[-1]["code"] not in WELL and ours[-1]["code"].to_bytes(2, "big") in back, seed


@pytest.mark.anyio
async def test_a_frame_is_written_at_once_unless_the_line_is_full() -> None:
    heard, line, protocol = await opened(LeanSocket)
    write = heard.scope["extensions"][EXTENSION]["write"]
    assert write(b"hola") and line.written == framed(b"hola")
    protocol.pause_writing()
    assert not write(b"later") and line.written == framed(b"hola")
    protocol.resume_writing()
    assert write(b"now")
    line.close()
    assert not write(b"too late")
    protocol.connection_lost(None)


def test_frames_have_the_length_the_standard_gives_them() -> None:
    assert framed(b"a" * 125)[:2] == b"\x81\x7d"
    assert framed(b"a" * 126)[:4] == b"\x81\x7e\x00\x7e"
    assert framed(b"a" * 65_536)[:10] == b"\x81\x7f\x00\x00\x00\x00\x00\x01\x00\x00"
