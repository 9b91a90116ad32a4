"""A WebSocket client lean enough to drive thousands from one core: text frames only, no extensions."""

import asyncio
import base64
import os
import struct
from collections.abc import Callable
from typing import cast

TEXT, CLOSE, PING, PONG = 1, 8, 9, 10
ZERO_MASK = b"\x00\x00\x00\x00"
"""Frames must be masked; masking with zeros leaves the bytes as they are."""


class SocketClient(asyncio.Protocol):
    """`on_text` is called with every text frame's bytes."""

    def __init__(self, on_text: Callable[[bytes], None]) -> None:
        self._on_text = on_text
        self._buffer = bytearray()
        self._open = False
        self.opened: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.closed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._transport: asyncio.Transport | None = None

    @classmethod
    async def connect(
        cls,
        port: int,
        path: str,
        on_text: Callable[[bytes], None],
        headers: dict[str, str] | None = None,
        host: str = "127.0.0.1",
    ) -> "SocketClient":
        """Raises ConnectionError when the server refuses."""
        loop = asyncio.get_running_loop()
        _, client = await loop.create_connection(lambda: cls(on_text), host, port)
        key = base64.b64encode(os.urandom(16)).decode()
        lines = [
            f"GET {path} HTTP/1.1",
            f"Host: localhost:{port}",
            "Upgrade: websocket",
            "Connection: Upgrade",
            f"Sec-WebSocket-Key: {key}",
            "Sec-WebSocket-Version: 13",
            *[f"{name}: {value}" for name, value in (headers or {}).items()],
        ]
        assert client._transport is not None
        client._transport.write(("\r\n".join(lines) + "\r\n\r\n").encode())
        try:
            await client.opened
        except BaseException:
            client._transport.abort()  # whoever asked waits no more: nobody would close it
            raise
        return client

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop's is no subclass

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.opened.done():
            self.opened.set_exception(ConnectionError("closed in the handshake"))
        if not self.closed.done():
            self.closed.set_result(None)

    def send(self, text: bytes) -> None:
        size = len(text)
        if size < 126:
            head = struct.pack("!BB", 0x80 | TEXT, 0x80 | size)
        elif size < 65536:
            head = struct.pack("!BBH", 0x80 | TEXT, 0x80 | 126, size)
        else:
            head = struct.pack("!BBQ", 0x80 | TEXT, 0x80 | 127, size)
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(head + ZERO_MASK + text)

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if not self._open and not self._handshake():
            return
        while (frame := self._next()) is not None:
            kind, body = frame
            if kind == TEXT:
                self._on_text(body)
            elif kind == PING and self._transport is not None:
                self._transport.write(struct.pack("!BB", 0x80 | PONG, 0x80 | len(body)) + ZERO_MASK + body)
            elif kind == CLOSE:
                self.close()

    def _handshake(self) -> bool:
        end = self._buffer.find(b"\r\n\r\n")
        if end < 0:
            return False
        status = bytes(self._buffer[:12])
        del self._buffer[: end + 4]
        if status != b"HTTP/1.1 101":
            if not self.opened.done():
                self.opened.set_exception(ConnectionError(status.decode("latin-1")))
            self.close()
            return False
        self._open = True
        if not self.opened.done():
            self.opened.set_result(None)
        return True

    def _next(self) -> tuple[int, bytes] | None:
        buffer = self._buffer
        if len(buffer) < 2:
            return None
        size, start = buffer[1] & 127, 2
        if size == 126:
            if len(buffer) < 4:
                return None
            size, start = int.from_bytes(buffer[2:4], "big"), 4
        elif size == 127:
            if len(buffer) < 10:
                return None
            size, start = int.from_bytes(buffer[2:10], "big"), 10
        if len(buffer) < start + size:
            return None
        kind, body = buffer[0] & 15, bytes(buffer[start : start + size])
        del buffer[: start + size]
        return kind, body
