"""Somebody's server on the loopback: it answers as it is told to, and remembers what it was sent."""

import asyncio
import base64
import hashlib
import hmac
import json
import ssl
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

SECRET = "whsec_" + base64.b64encode(b"a key that only two parties know").decode()


@dataclass
class Delivery:
    headers: dict[str, str]
    body: bytes

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]

    @property
    def told(self) -> dict[str, object]:
        found: dict[str, object] = json.loads(self.body)
        return found

    @property
    def seq(self) -> int:
        data = self.told["data"]
        assert isinstance(data, dict)
        return int(data.get("seq", 0))

    def signed_with(self, secret: str) -> bool:
        """Checked as a receiver would, by the words of the specification."""
        key = base64.b64decode(secret.removeprefix("whsec_"))
        content = f"{self.headers['webhook-id']}.{self.headers['webhook-timestamp']}.".encode() + self.body
        expected = "v1," + base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
        return expected in self.headers["webhook-signature"].split()


@dataclass
class Receiver:
    """`faults` are used up one per request; `always` is what comes after them."""

    port: int = 0
    scheme: str = "http"
    faults: deque[str] = field(default_factory=deque)
    always: str = "200"
    got: list[Delivery] = field(default_factory=list)
    released: asyncio.Event = field(default_factory=asyncio.Event)
    open: set[asyncio.StreamWriter] = field(default_factory=set)

    @property
    def url(self) -> str:
        return f"{self.scheme}://localhost:{self.port}/hooks?x=1"

    @property
    def seqs(self) -> list[int]:
        return [one.seq for one in self.got]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.open.add(writer)
        try:
            while line := await reader.readline():
                await self._one(line, reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()
            self.open.discard(writer)

    async def _one(self, line: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        headers: dict[str, str] = {":line": line.decode().strip()}
        while (field_line := await reader.readline()).strip():
            name, _, value = field_line.decode().partition(":")
            headers[name.strip().lower()] = value.strip()
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        self.got.append(Delivery(headers, body))
        await self._answer(self.faults.popleft() if self.faults else self.always, writer)

    async def _answer(self, fault: str, writer: asyncio.StreamWriter) -> None:
        if fault == "hang":
            await self.released.wait()
            return
        if fault == "close":
            writer.transport.abort()
            return
        if fault == "drip":
            for byte in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"z" * 1000:
                writer.write(bytes([byte]))
                await writer.drain()
                await asyncio.sleep(0.02)
                if self.released.is_set():
                    return
        status, _, rest = fault.partition(" ")
        writer.write(
            f"HTTP/1.1 {status} X\r\n{rest + chr(13) + chr(10) if rest else ''}Content-Length: 0\r\n\r\n".encode()
        )
        await writer.drain()


@asynccontextmanager
async def receiver(context: ssl.SSLContext | None = None) -> AsyncIterator[Receiver]:
    made = Receiver(scheme="https" if context else "http")
    server = await asyncio.start_server(made.serve, "127.0.0.1", 0, ssl=context)
    made.port = server.sockets[0].getsockname()[1]
    try:
        yield made
    finally:
        made.released.set()
        server.close()
        for writer in made.open:
            writer.transport.abort()
        await server.wait_closed()
        while made.open:
            await asyncio.sleep(0.005)
