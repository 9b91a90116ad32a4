"""A transcriber's address on this machine, by HTTP and by WebSocket: it answers as told, and fails as real ones do.

`mode`: ok, slow, 500, cut, garbage, silent (nothing ever comes), backwards (a guess comes after its sentence is over,
times that go back), bye (hangs up in the middle).
"""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from websockets.asyncio.server import ServerConnection, serve

TEXT = "quiero la factura de abril"
WORDS = [
    {"word": one, "start": 0.1 * at, "end": 0.1 * at + 0.09, "probability": 0.9, "conf": 0.9}
    for at, one in enumerate(TEXT.split())
]
ENOUGH = 3_200
"""Bytes after which it has heard a sentence."""


@dataclass
class FakeTranscriber:
    mode: str = "ok"
    url: str = ""
    text: str = TEXT
    heard: list[bytes] = field(default_factory=list)
    asked: list[bytes] = field(default_factory=list)
    over: asyncio.Event = field(default_factory=asyncio.Event)

    async def http(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            await self._body(reader, head)
            self.asked.append(head)
            await self._answer(writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def _body(self, reader: asyncio.StreamReader, head: bytes) -> None:
        lines = {line.partition(b":")[0].lower(): line.partition(b":")[2].strip() for line in head.split(b"\r\n")}
        if b"content-length" in lines:
            self.heard.append(await reader.readexactly(int(lines[b"content-length"])))
            return
        whole = b""
        while size := int(await reader.readline(), 16):
            whole += await reader.readexactly(size)
            await reader.readline()
        self.heard.append(whole)

    async def _answer(self, writer: asyncio.StreamWriter) -> None:
        if self.mode in ("slow", "silent"):
            await self.over.wait()
        answer = {
            "text": self.text,
            "language": "spanish",
            "segments": [{"text": self.text, "start": 0.0, "end": 0.5}],
            "words": WORDS,
        }
        if self.mode == "backwards":
            answer["segments"] = [
                {"text": "después", "start": 9.0, "end": -4.0},
                {"text": "antes", "start": -3.0, "end": 0.1},
            ]
        body = b"<html>no</html>" if self.mode == "garbage" else json.dumps(answer).encode()
        status = b"500 no" if self.mode == "500" else b"200 OK"
        writer.write(b"HTTP/1.1 " + status + b"\r\ncontent-length: " + str(len(body)).encode() + b"\r\n\r\n")
        writer.write(body[:10] if self.mode == "cut" else body)
        await writer.drain()

    async def socket(self, socket: ServerConnection) -> None:
        heard = b""
        async for message in socket:
            if isinstance(message, str):
                if "eof" in message:
                    await self._say(socket, {"text": self.text, "result": WORDS} if self.text else {"text": ""})
                    return
                self.asked.append(message.encode())
                continue
            heard += message
            self.heard.append(message)
            if len(heard) >= ENOUGH:
                heard = b""
                await self._guess(socket)

    async def _guess(self, socket: ServerConnection) -> None:
        if self.mode in ("silent", "slow"):
            await self.over.wait()
        if self.mode == "bye":
            await socket.close(1011)
        elif self.mode == "garbage":
            await socket.send("this is no JSON")
        elif self.mode == "backwards":
            backwards = [{"word": "uno", "start": 5.0, "end": 1.0}, {"word": "dos", "start": 0.0, "end": 900.0}]
            await self._say(socket, {"text": "uno dos", "result": backwards})
            await self._say(socket, {"partial": "uno"})
        else:
            await self._say(socket, {"partial": self.text[:10]})

    async def _say(self, socket: ServerConnection, what: object) -> None:
        await socket.send(json.dumps(what))


@asynccontextmanager
async def by_http() -> AsyncIterator[FakeTranscriber]:
    fake = FakeTranscriber()
    server = await asyncio.start_server(fake.http, "127.0.0.1", 0)
    fake.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1/audio/transcriptions"
    try:
        yield fake
    finally:
        fake.over.set()
        server.close()


@asynccontextmanager
async def by_socket() -> AsyncIterator[FakeTranscriber]:
    fake = FakeTranscriber()
    async with serve(fake.socket, "127.0.0.1", 0, close_timeout=0.2) as server:
        fake.url = f"ws://127.0.0.1:{next(iter(server.sockets)).getsockname()[1]}/"
        try:
            yield fake
        finally:
            fake.over.set()
