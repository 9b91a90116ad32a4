"""A caller at the widget and an agent at his desk, over the sockets their pages use; their telephones speak tones."""

import asyncio
import json
from collections.abc import Mapping
from typing import Any, Protocol

import httpx2

from atiende.bench.centre import SignedIn
from atiende.bench.page import TONES, Page
from atiende.bench.sockets_client import SocketClient
from atiende.bus.system import SystemClock

AGAIN_SECONDS = 0.1


class Listening(Protocol):
    """A server's address on this machine."""

    port: int


class Person:
    """Connected whenever there is a server; `legs`: his telephones by leg."""

    def __init__(self, server: Listening, tone: str, pages: list[Page]) -> None:
        self.server, self.clock = server, SystemClock()
        self._hertz, self._pages = TONES[tone], pages
        self._socket: SocketClient | None = None
        self.connected = asyncio.Event()
        self.legs: dict[str, Page] = {}

    async def run(self) -> None:
        """Until cancelled."""
        try:
            while True:
                try:
                    self._socket = await self._connect()
                    await self._socket.closed
                except OSError:
                    pass
                self.connected.clear()
                await self.clock.sleep(AGAIN_SECONDS)
        finally:
            if self._socket is not None:
                self._socket.close()

    async def _connect(self) -> SocketClient:
        raise NotImplementedError

    def say(self, frame: dict[str, Any]) -> None:
        if self._socket is not None:
            self._socket.send(json.dumps(frame).encode())

    async def answer(self, leg: str, via: tuple[str, int] | None = None) -> Page:
        """The page makes its offer for this leg; its sound goes by `via`."""
        page = Page(self.clock, lambda body: self.say({"op": "voice", "leg": leg, "body": body}), via=via)
        self.legs[leg] = page
        page.speaks = self._hertz
        self._pages.append(page)
        await page.call()
        return page

    def told(self, said: dict[str, Any]) -> None:
        if said.get("op") == "voice" and said["leg"] in self.legs:
            self.legs[said["leg"]].hear(said["body"])


class Caller(Person):
    """`state`: of his call, as his page was told last."""

    def __init__(
        self, server: Listening, chat: str, pages: list[Page], identity: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(server, "middle", pages)
        self._chat, self._token, self._identity = chat, "", identity
        self.state, self.leg = "none", ""
        self._calls = 0

    async def _connect(self) -> SocketClient:
        made = await SocketClient.connect(self.server.port, "/widget", self._hear)
        hello: dict[str, Any] = {"op": "hello", "endpoint": self._chat, "token": self._token or None, "since": 0}
        if self._identity is not None:
            hello |= {"identity": self._identity, "language": "es"}
        made.send(json.dumps(hello).encode())
        return made

    def call(self) -> None:
        self._calls += 1
        self.say({"op": "call", "client_id": f"call-{self._calls}"})

    def _hear(self, frame: bytes) -> None:
        said = json.loads(frame)
        if said["op"] == "welcome":
            self._token = said["token"]
            self.connected.set()
        elif said["op"] == "call_state":
            self.state, self.leg = said["state"], said.get("leg", "")
        self.told(said)


class Agent(Person):
    def __init__(self, server: Listening, signed: SignedIn, pages: list[Page]) -> None:
        super().__init__(server, "low", pages)
        self._headers = {"X-CSRF-Token": signed.csrf, "Cookie": f"atiende_session={signed.token}"}
        self.offers: list[str] = []

    async def _connect(self) -> SocketClient:
        headers = {"Cookie": self._headers["Cookie"], "Origin": f"http://localhost:{self.server.port}"}
        made = await SocketClient.connect(self.server.port, "/api/v1/live", self._hear, headers)
        made.send(b'{"op":"hello","since":0}')
        self.connected.set()
        return made

    def _hear(self, frame: bytes) -> None:
        said = json.loads(frame)
        fact = said.get("fact")
        if isinstance(fact, dict) and fact.get("fact") == "InteractionOffered":
            self.offers.append(fact["offer"])
        self.told(said)

    async def ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        """A call of the API; None while there is no server."""
        address = f"http://127.0.0.1:{self.server.port}/api/v1"
        async with httpx2.AsyncClient(base_url=address, headers=self._headers) as http:
            try:
                answer = await http.request(method, path, json=body)
            except httpx2.HTTPError:
                return None
        return answer.json() if answer.content else {"status": answer.status_code}

    async def calls(self) -> list[Any]:
        found = await self.ask("GET", "/calls/mine")
        return list(found["items"]) if found else []
