"""Agents of a chaos run: they take what they are offered, answer it, and go to another node when theirs is gone."""

import asyncio
import json
import random
import time
from collections import deque

from atiende.bench.centre import SignedIn
from atiende.bench.chaos.nodes import ANSWER_SECONDS, Node, Nodes
from atiende.bench.history.record import About, History
from atiende.bench.sockets_client import SocketClient

LOOK_SECONDS = 2.0
"""How often an agent looks whether he is still there, and for offers he was not told of."""
SILENT_SECONDS = 8.0
"""Nothing heard for so long though something was asked: the node is gone."""
ENDED = {"then": "resolve", "outcome": {"disposition": "solved", "reason": "other"}}


class Agent:
    """One person with the desk open. `served` is since when, and by whom; None while he looks for a node."""

    def __init__(self, who: SignedIn, nodes: Nodes, history: History) -> None:
        self._who, self._nodes, self._history = who, nodes, history
        self._chance = random.Random(f"{who.user} {nodes.chance.random()}")
        self._node: Node | None = None
        self._socket: SocketClient | None = None
        self._lines, self._position, self._written = 0, 0, 0
        self._heard_at = 0.0
        self._offers: deque[str] = deque()
        self._mine: dict[str, str] = {}
        self._news = asyncio.Event()
        self.served: tuple[Node, float] | None = None

    @property
    def name(self) -> str:
        return self._who.user

    async def run(self, stop: asyncio.Event) -> None:
        async with asyncio.TaskGroup() as group:
            looking = group.create_task(self._look())
            working = group.create_task(self._work())
            await stop.wait()
            looking.cancel()
            working.cancel()
        if self._socket is not None:
            self._socket.close()

    # --- the screen ---------------------------------------------------------------------------------------------------

    async def _look(self) -> None:
        """Keeps the socket open, at one node or another."""
        while True:
            self._node = self._nodes.another(self._node)
            self._heard_at = time.monotonic()
            try:
                async with asyncio.timeout(ANSWER_SECONDS):
                    await self._open(self._node)
                await self._present(self._node)
            except (OSError, TimeoutError):
                pass
            if self._socket is not None:
                self._socket.close()
            self.served = None
            await asyncio.sleep(0.1)

    async def _open(self, node: Node) -> None:
        headers = {"Cookie": f"atiende_session={self._who.token}"}
        place = node.server
        self._socket = await SocketClient.connect(place.port, "/api/v1/live", self._hear, headers, host=place.host)
        self._hello()

    def _hello(self) -> None:
        assert self._socket is not None
        self._socket.send(json.dumps({"op": "hello", "since": self._position}).encode())

    async def _present(self, node: Node) -> None:
        """Says hello again now and then: who is not answered goes elsewhere."""
        assert self._socket is not None
        while not self._socket.closed.done():
            if time.monotonic() - self._heard_at > SILENT_SECONDS:
                return
            if self.served is not None:
                path = "/api/v1/me/presence"
                await self._nodes.call("PUT", path, self._who, {"state": "available", "reason": ""})
                status, found = await self._nodes.call("GET", "/api/v1/offers", self._who)
                items = found.get("items")
                if status == 200 and isinstance(items, list):
                    self._offers.extend(str(one["id"]) for one in items)
                    self._news.set()
            self._hello()
            await asyncio.wait({self._socket.closed}, timeout=LOOK_SECONDS)

    def _hear(self, frame: bytes) -> None:
        said = json.loads(frame)
        self._heard_at = time.monotonic()
        if said["op"] in ("snapshot", "resumed"):
            assert self._node is not None
            self._position = max(self._position, int(said["seq"]))
            self._lines += 1  # each answered hello is a reading of its own, however late a frozen node answers it
            if self.served is None:
                self.served = (self._node, time.monotonic())
        elif said["op"] == "fact":
            self._position = max(self._position, int(said["seq"]))
            self._told(said)

    def _told(self, said: dict[str, dict[str, dict[str, object]]]) -> None:
        fact, entry = said["fact"], said["rows"].get("entry")
        kind = str(fact["fact"])
        if kind == "MessageReceived" and entry is not None:
            about = About(
                line=str(self._lines),
                item=str(entry["text"]).removeprefix("mensaje ").partition("\n")[0],
                message=str(entry["id"]),
                conversation=str(entry["conversation"]),
                position=int(str(entry["position"])),
            )
            self._history.note("seen", self.name, about)
        elif kind == "InteractionOffered" and str(fact["agent"]) == self._who.user:
            self._offers.append(str(fact["offer"]))
            self._news.set()

    # --- the work -----------------------------------------------------------------------------------------------------

    async def _work(self) -> None:
        while True:
            while self._offers:
                await self._accept(self._offers.popleft())
            if self._mine:
                await self._answer(self._chance.choice(sorted(self._mine)))
            self._news.clear()
            try:
                async with asyncio.timeout(self._chance.uniform(0.3, 0.9)):
                    await self._news.wait()
            except TimeoutError:
                continue

    async def _accept(self, offer: str) -> None:
        status, found = await self._nodes.call("POST", f"/api/v1/offers/{offer}/accept", self._who)
        if status == 200:
            self._history.note("accepted", self.name, About(offer=offer))
            conversation = str(found["conversation"])
            self._mine.setdefault(conversation, "")

    async def _answer(self, conversation: str) -> None:
        """The same client_id until it is settled: a reply whose answer was lost is asked for again."""
        item = self._mine[conversation] or f"{self.name}-{self._written}"
        if not self._mine[conversation]:
            self._written += 1
            self._mine[conversation] = item
            self._history.note("said", self.name, About(item=item, conversation=conversation))
        ends = self._chance.random() < 0.5
        body = {"client_id": item, "text": f"respuesta {item}", **(ENDED if ends else {})}
        path = f"/api/v1/conversations/{conversation}/messages"
        status, found = await self._nodes.call("POST", path, self._who, body)
        if status == 201:
            about = About(
                item=item,
                message=str(found["id"]),
                conversation=conversation,
                position=int(str(found["position"])),
            )
            self._history.note("acked", self.name, about)
            self._mine[conversation] = ""
        if (status == 201 and ends) or 400 <= status < 500:
            self._mine.pop(conversation, None)
