"""Customers of a simulation: visitors who say again what was not acknowledged, and senders of mail who try again."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from random import Random
from typing import TYPE_CHECKING, TypeVar

import msgspec

from atiende.actions.endpoints import open_endpoint
from atiende.bench.history.record import About
from atiende.bench.simulated.centres import Made
from atiende.bench.simulated.node import Node
from atiende.bench.simulated.post import Letter
from atiende.bench.simulated.sockets import Socket
from atiende.domain.errors import Refusal

if TYPE_CHECKING:
    from atiende.bench.simulated.world import World

T = TypeVar("T")
Frame = dict[str, object]
AGAIN_SECONDS = 4.0


class NoAnswer(Exception):
    """The node was not there, or died, or the line was cut: whether it was done is not known."""


async def ask(world: "World", node: Node | None, do: Callable[[Node], Awaitable[T]], seconds: float = 6.0) -> T:
    """What a call over HTTP would be: it runs in the node, and its answer may never come. Raises NoAnswer, Refusal."""
    if node is None:
        await asyncio.sleep(0.2)
        raise NoAnswer
    answer: asyncio.Future[T] = world.loop.create_future()
    network = world.network

    async def served() -> None:
        try:
            found = await do(node)
        except Refusal as refusal:
            network.later(network.chance.uniform(0.001, 0.01), _fail, answer, refusal)
        else:
            network.later(network.chance.uniform(0.001, 0.01), _settle, answer, found)

    def arrive() -> None:
        if node.there:
            node.do(served())

    network.later(network.chance.uniform(0.001, 0.01), arrive)
    try:
        async with asyncio.timeout(seconds):
            return await answer
    except TimeoutError:
        raise NoAnswer from None


def _settle(answer: "asyncio.Future[T]", found: T) -> None:
    if not answer.done():
        answer.set_result(found)


def _fail(answer: "asyncio.Future[T]", error: Exception) -> None:
    if not answer.done():
        answer.set_exception(error)


class Visitor:
    """A widget in a browser: one connection at a time, the token kept, what was not acknowledged said again."""

    def __init__(self, world: "World", centre: Made, name: str, chance: Random) -> None:
        self._world, self._centre, self.name, self._chance = world, centre, name, chance
        self._endpoint = chance.choice(centre.chats)
        self._token: str | None = None
        self._waiting: dict[str, str] = {}
        self._count = self._lines = 0
        self._position = 0
        self._welcomed = asyncio.Event()
        self._socket: Socket | None = None
        self._resync = False

    @property
    def settled(self) -> bool:
        return not self._waiting

    async def run(self) -> None:
        """Until cancelled."""
        await asyncio.sleep(self._chance.uniform(0, 5))
        while True:
            node = self._world.door()
            if node is None:
                await asyncio.sleep(0.3)
                continue
            self._lines += 1
            self._welcomed.clear()
            self._socket = socket = node.connect("/widget", "", self._hear)
            socket.slow = self._world.stormy and self._chance.random() < 0.1
            hello = {"op": "hello", "endpoint": self._endpoint, "token": self._token, "since": self._position}
            socket.send(json.dumps({**hello, "language": "es", "name": self.name}))
            try:
                await self._talk(socket)
            finally:
                socket.close()
            await asyncio.sleep(self._chance.uniform(0.1, 1.5))

    async def _talk(self, socket: Socket) -> None:
        try:
            async with asyncio.timeout(AGAIN_SECONDS):
                await self._welcomed.wait()
        except TimeoutError:
            return
        for frame in list(self._waiting.values()):
            socket.send(frame)
        stays = self._chance.uniform(3, 40) if self._world.stormy else 1e9
        ends = self._world.loop.now + stays
        while not socket.closed.is_set() and self._world.loop.now < ends:
            await asyncio.sleep(self._chance.uniform(0.5, 6))
            if self._waiting and self._chance.random() < 0.3:
                socket.send(next(iter(self._waiting.values())))
            elif self._world.talkative and self._chance.random() < 0.5:
                self._say(socket)
            elif not self._world.stormy and self._waiting:
                return  # nobody answers on this line

    def _say(self, socket: Socket) -> None:
        item = f"{self.name}-{self._count}"
        self._count += 1
        text = self._chance.choice((f"hola {item} {self._centre.canary}", "1", "2"))
        frame = json.dumps({"op": "send", "client_id": item, "text": text, "name": self.name})
        self._waiting[item] = frame
        self._world.history.note("said", self.name, About(item=item))
        socket.send(frame)

    def _hear(self, text: str) -> None:
        history = self._world.history
        history.screen(self.name, self._centre.tenant, text)
        frame: Frame = json.loads(text)
        if frame["op"] == "welcome":
            self._token = str(frame["token"])
            for one in frame["messages"] if isinstance(frame["messages"], list) else ():
                self._shown(one)
            self._welcomed.set()
        elif frame["op"] == "ack":
            item = str(frame["client_id"])
            self._waiting.pop(item, None)
            position = frame["position"]
            assert isinstance(position, int)
            history.note("acked", self.name, About(item=item, message=str(frame["message"]), position=position))
        elif frame["op"] == "message":
            assert isinstance(frame["message"], dict)
            self._shown(frame["message"])
        elif frame["op"] == "refused" and frame["code"] == "invalid":
            raise AssertionError(text)
        elif frame["op"] in ("resync", "bye") and self._socket is not None:
            self._socket.close()

    def _shown(self, message: Frame) -> None:
        position = message["position"]
        assert isinstance(position, int)
        self._position = max(self._position, position)
        about = About(line=str(self._lines), message=str(message["id"]), position=position)
        self._world.history.note("heard", self.name, about)


class Sender:
    """A mail server that hands over one customer's letters, each until it is taken; now and then twice."""

    def __init__(self, world: "World", centre: Made, name: str, chance: Random) -> None:
        self._world, self._centre, self.name, self._chance = world, centre, name, chance
        self._count = 0
        self.settled = True

    async def run(self) -> None:
        while True:
            await asyncio.sleep(self._chance.uniform(2, 12))
            if not self._world.talkative:
                continue
            item, self._count, self.settled = f"{self.name}-{self._count}", self._count + 1, False
            endpoint = self._chance.choice(("mail", "mail", "bold"))
            self._world.history.note("said", self.name, About(item=item))
            await self._insist(item, endpoint)
            self._world.history.note("acked", self.name, About(item=item))
            self.settled = True
            if self._chance.random() < 0.2:
                await self._hand_over(item, endpoint)

    async def _insist(self, item: str, endpoint: str) -> None:
        while True:
            if await self._hand_over(item, endpoint):
                return
            await asyncio.sleep(self._chance.uniform(0.5, 2))

    async def _hand_over(self, item: str, endpoint: str) -> bool:
        letter = Letter(sender=f"{self.name}@example.test", subject=item, text=f"factura {self._centre.canary}")

        async def take(node: Node) -> bool:
            found = await open_endpoint(node.desk, self._centre.tenant, endpoint)
            assert found is not None
            await node.centre.intake.take(found, item, msgspec.json.encode(letter), {"origin": item})
            return True

        try:
            return await ask(self._world, self._world.door(), take)
        except (NoAnswer, Refusal):
            return False
