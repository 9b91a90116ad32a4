"""The connection to Asterisk: one WebSocket for its events and for all that we ask, in the order we ask it.

Connected again by itself. Frames are read where they arrive, without a task between: a call waits for none of ours.
"""

import asyncio
import base64
from collections.abc import Callable, Mapping
from itertools import count
from typing import NamedTuple, cast
from urllib.parse import unquote, urlencode, urlsplit

from websockets.client import ClientProtocol
from websockets.frames import Frame, Opcode
from websockets.http11 import Response
from websockets.uri import parse_uri

from atiende.ports.voice import EngineGone
from atiende.voice.asterisk.wire import SAID, SEND, Pair, Request, Said

CONNECT_SECONDS = 5.0
ANSWER_SECONDS = 10.0
LONGEST_FRAME = 64 << 20
Query = Mapping[str, str | int]


class Answer(NamedTuple):
    status: int
    body: str

    @property
    def well(self) -> bool:
        return self.status < 300


class Address(NamedTuple):
    """Where ARI answers; `user` and `password` of ari.conf."""

    host: str
    port: int
    secure: bool
    user: str
    password: str

    @classmethod
    def read(cls, url: str) -> "Address":
        """`http://user:password@host:8088`, or https."""
        parts = urlsplit(url)
        secure = parts.scheme == "https"
        port = parts.port or (8089 if secure else 8088)
        return cls(parts.hostname or "", port, secure, unquote(parts.username or ""), unquote(parts.password or ""))

    @property
    def authority(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    @property
    def basic(self) -> str:
        return "Basic " + base64.b64encode(f"{self.user}:{self.password}".encode()).decode()


class Link(asyncio.Protocol):
    """One connection, from its handshake to its end; `ended` may be that of several."""

    def __init__(self, address: Address, path: str, heard: Callable[[Said], None], ended: asyncio.Event) -> None:
        scheme = "wss" if address.secure else "ws"
        self._frames = ClientProtocol(parse_uri(f"{scheme}://{address.authority}{path}"), max_size=LONGEST_FRAME)
        self._address, self._heard = address, heard
        self._numbers = count(1)
        self._asked: dict[str, asyncio.Future[Answer]] = {}
        self._text = bytearray()
        self._opened: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.ended = ended
        self._transport: asyncio.Transport | None = None

    async def open(self) -> None:
        """Raises OSError, EngineGone."""
        loop, address = asyncio.get_running_loop(), self._address
        try:
            async with asyncio.timeout(CONNECT_SECONDS):
                await loop.create_connection(lambda: self, address.host, address.port, ssl=address.secure or None)
                await self._opened
        except TimeoutError:
            self.close()
            raise EngineGone("no answer") from None

    async def ask(self, method: str, uri: str, query: Query | None = None, body: object = None) -> Answer:
        """What Asterisk answers to one request of ARI. Raises EngineGone."""
        asked = self.send(method, uri, query, body)
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                return await asked
        except TimeoutError:
            raise EngineGone("no answer") from None

    def send(self, method: str, uri: str, query: Query | None = None, body: object = None) -> "asyncio.Future[Answer]":
        """The same, not waited for; requests are obeyed in this order."""
        asked: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        if self._transport is None or self.ended.is_set():
            asked.set_exception(EngineGone("not connected"))
            asked.exception()
            return asked
        number = str(next(self._numbers))
        self._asked[number] = asked
        pairs = tuple(Pair(key, str(value)) for key, value in (query or {}).items())
        told = "" if body is None else SEND.encode(body).decode()
        kind = "application/json" if told else ""
        request = Request(number, number, method, uri, query_strings=pairs, content_type=kind, message_body=told)
        self._frames.send_text(SEND.encode(request))
        self._flush()
        return asked

    def tell(self, method: str, uri: str, query: Query | None = None, body: object = None) -> None:
        """The same, whatever is answered."""
        _ = self.send(method, uri, query, body)

    def close(self) -> None:
        if self._transport is not None:
            self._transport.abort()

    # asyncio.Protocol

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        request = self._frames.connect()
        request.headers["Authorization"] = self._address.basic
        self._frames.send_request(request)
        self._flush()

    def data_received(self, data: bytes) -> None:
        self._frames.receive_data(data)
        for event in self._frames.events_received():
            if isinstance(event, Response):
                self._begun(event)
            elif isinstance(event, Frame):
                self._frame(event)
        self._flush()

    def eof_received(self) -> None:
        self._frames.receive_eof()

    def connection_lost(self, exc: Exception | None) -> None:
        self.ended.set()
        if not self._opened.done():
            self._opened.set_exception(EngineGone("refused"))
        for asked in self._asked.values():
            if not asked.done():
                asked.set_exception(EngineGone("connection lost"))
                asked.exception()
        self._asked.clear()

    def _begun(self, response: Response) -> None:
        if not self._opened.done() and self._frames.handshake_exc is None:
            self._opened.set_result(None)
        elif not self._opened.done():
            self._opened.set_exception(EngineGone(f"refused: {response.status_code}"))

    def _frame(self, frame: Frame) -> None:
        if frame.opcode in (Opcode.TEXT, Opcode.CONT):
            self._text += frame.data
            if frame.fin:
                text = bytes(self._text)
                self._text.clear()
                self._said(text)

    def _said(self, text: bytes) -> None:
        said = SAID.decode(text)
        if said.type != "RESTResponse":
            self._heard(said)
            return
        asked = self._asked.pop(said.request_id, None)
        if asked is not None and not asked.done():
            asked.set_result(Answer(said.status_code, said.message_body))

    def _flush(self) -> None:
        assert self._transport is not None
        for data in self._frames.data_to_send():
            if data:
                self._transport.write(data)
            else:
                self._transport.close()


def events_path(app: str) -> str:
    """Where the events of an application are."""
    return "/ari/events?" + urlencode({"app": app})
