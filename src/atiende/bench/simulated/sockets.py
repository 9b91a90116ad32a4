"""WebSockets of the simulation: frames travel in order, late, until the connection is cut; a slow reader holds up."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from starlette.websockets import WebSocket

from atiende.bench.simulated.machines import Network

Message = MutableMapping[str, Any]
WINDOW = 40
"""Frames under way to a reader before its sender waits."""
SECONDS = (0.001, 0.012)


class Socket:
    """One connection. The client's side: `send`, `close`, `closed`; `hear` is called with every frame."""

    def __init__(self, network: Network, path: str, cookie: str, hear: Callable[[str], None]) -> None:
        self._network, self._hear = network, hear
        self.number = network.count()
        self._to_server: deque[Message] = deque([{"type": "websocket.connect"}])
        self._came = asyncio.Event()
        self._came.set()
        self._under_way: deque[str] = deque()
        self._room = asyncio.Event()
        self._room.set()
        self.closed = asyncio.Event()
        self.slow = False
        self._arrives_at = 0.0
        headers = [(b"host", b"desk.test"), (b"origin", b"http://desk.test")]
        if cookie:
            headers.append((b"cookie", f"atiende_session={cookie}".encode()))
        self.scope: Message = {
            "type": "websocket", "path": path, "raw_path": path.encode(), "query_string": b"", "headers": headers,
            "subprotocols": [], "client": ("127.0.0.1", 1), "server": ("desk.test", 80), "scheme": "ws", "state": {},
        }  # fmt: skip

    # --- the client's side --------------------------------------------------------------------------------------------

    def send(self, text: str) -> None:
        if not self.closed.is_set():
            self._network.later(self._later(), self._deliver, {"type": "websocket.receive", "text": text})

    def close(self) -> None:
        """Cut from either side; what is under way is lost."""
        if not self.closed.is_set():
            self.closed.set()
            self._under_way.clear()
            self._deliver({"type": "websocket.disconnect", "code": 1006}, at_last=True)
            self._room.set()

    def _later(self) -> float:
        """In order: nothing overtakes what was sent before."""
        now = self._network.loop.now
        self._arrives_at = max(self._arrives_at + 0.0001, now + self._network.chance.uniform(*SECONDS))
        return self._arrives_at - now

    def _deliver(self, message: Message, *, at_last: bool = False) -> None:
        if at_last or not self.closed.is_set():
            self._to_server.append(message)
            self._came.set()

    # --- the server's side --------------------------------------------------------------------------------------------

    def served(self, serve: Callable[[WebSocket], Awaitable[None]]) -> Awaitable[None]:
        return serve(WebSocket(self.scope, self._receive, self._send))

    async def _receive(self) -> Message:
        while not self._to_server:
            self._came.clear()
            await self._came.wait()
        return self._to_server.popleft()

    async def _send(self, message: Message) -> None:
        if message["type"] == "websocket.close":
            self._network.later(self._network.chance.uniform(*SECONDS), self.close)
            return
        if message["type"] != "websocket.send" or self.closed.is_set():
            return
        while len(self._under_way) >= WINDOW and not self.closed.is_set():
            self._room.clear()
            await self._room.wait()
        self._under_way.append(str(message["text"]))
        delay = self._network.chance.uniform(*SECONDS) * (200 if self.slow else 1)
        self._network.later(delay, self._arrive)

    def _arrive(self) -> None:
        """The oldest under way: order is the connection's."""
        if self._under_way:
            self._room.set()
            self._hear(self._under_way.popleft())
