"""The centre of `bench offers`: agents at their sockets, a program that brings work, and work that only waits."""

import asyncio
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import httpx2

from atiende.actions.configuration import Ref, publish
from atiende.actions.keys import Wanted, create_key
from atiende.bench.centre import Prepared, SignedIn
from atiende.bench.sockets_client import SocketClient
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.permissions import ROLES
from atiende.ports.desk import Desk
from atiende.ports.store import Change
from atiende.wiring import open_desk

KEYS = 10
"""Programs that bring work: one key may call so often a second, and no more."""
TALK_SECONDS = 2.0
"""From accepting to completing."""
IDLE_QUEUE = "elsewhere"
AT_ONCE = 500


@dataclass(slots=True)
class Waits:
    """When each customer's request began and when an agent had read the offer, by conversation."""

    asked: dict[str, float] = field(default_factory=dict)
    offered: dict[str, float] = field(default_factory=dict)

    def milliseconds(self) -> list[float]:
        return [(self.offered[one] - began) * 1000 for one, began in self.asked.items() if one in self.offered]

    @property
    def missing(self) -> int:
        return sum(one not in self.offered for one in self.asked)


async def make_ready(prepared: Prepared, waiting: int) -> list[str]:
    """Keys for the programs, and so much work that waits for people who are not there. The server is stopped."""
    async with open_desk(prepared.settings) as desk:
        wanted = Wanted(name="App", permissions={"conversation.reply": "all"})
        issued = [await create_key(desk, prepared.tenant, "system:bench", wanted, ROLES["admin"]) for _ in range(KEYS)]
        await desk.store.change(prepared.tenant, _elsewhere, at=desk.clock.now())
        for first in range(0, waiting, AT_ONCE):
            await _leave_waiting(desk, prepared.tenant, min(AT_ONCE, waiting - first))
        return [one.secret for one in issued]


def _elsewhere(change: Change) -> None:
    publish(change, "system:bench", Ref("team", "nobody"), docs.Team(name="Nobody"))
    queue = docs.Queue(name="Elsewhere", brand="main", teams=["nobody"])
    publish(change, "system:bench", Ref("queue", IDLE_QUEUE), queue)


async def _leave_waiting(desk: Desk, tenant: str, count: int) -> None:
    def decide(change: Change) -> None:
        for _ in range(count):
            change.record(*_waiting(desk, change), actor="system")

    await desk.store.change(tenant, decide, at=desk.clock.now())


def _waiting(desk: Desk, change: Change) -> Sequence[f.Fact]:
    """Somebody who waits for people who are not there."""
    customer, conversation = desk.ids.new("cus"), desk.ids.new("cnv")
    return (
        f.CustomerSeen(customer=customer, brand="main", channel="webchat"),
        f.ConversationOpened(
            conversation=conversation,
            customer=customer,
            brand="main",
            channel="webchat",
            number=change.number("conversation"),
            queue=IDLE_QUEUE,
        ),
        f.InteractionQueued(
            interaction=desk.ids.new("itr"),
            conversation=conversation,
            customer=customer,
            brand="main",
            channel="webchat",
            endpoint="chat",
            queue=IDLE_QUEUE,
            since=change.at,
        ),
    )


class Agent:
    """One agent's socket: accepts every offer by HTTP and completes the work a moment later."""

    def __init__(self, signed: SignedIn, waits: Waits, http: httpx2.AsyncClient) -> None:
        self._waits, self._http = waits, http
        self._headers = {"X-CSRF-Token": signed.csrf, "Cookie": f"atiende_session={signed.token}"}
        self._busy: set[asyncio.Task[None]] = set()
        self.socket: SocketClient | None = None

    async def open(self, port: int) -> None:
        headers = {"Cookie": self._headers["Cookie"], "Origin": f"http://localhost:{port}"}
        self.socket = await SocketClient.connect(port, "/api/v1/live", self._hear, headers)
        self.socket.send(b'{"op":"hello","since":0}')
        body = {"state": "available", "reason": ""}
        answer = await self._http.put("/api/v1/me/presence", json=body, headers=self._headers)
        answer.raise_for_status()

    def _hear(self, frame: bytes) -> None:
        now = time.perf_counter()
        if b'"fact":"InteractionOffered"' not in frame:
            return
        fact = json.loads(frame)["fact"]
        self._waits.offered.setdefault(fact["conversation"], now)
        task = asyncio.get_running_loop().create_task(self._serve(fact["offer"], fact["interaction"]))
        self._busy.add(task)
        task.add_done_callback(self._busy.discard)

    async def _serve(self, offer: str, interaction: str) -> None:
        await self._post(f"/api/v1/offers/{offer}/accept")
        await asyncio.sleep(TALK_SECONDS)
        await self._post(f"/api/v1/interactions/{interaction}/end")

    async def _post(self, path: str) -> None:
        answer = await self._http.post(path, headers=self._headers)
        if answer.status_code >= 500:
            raise RuntimeError(answer.text)

    async def finish(self) -> None:
        """Until nothing of his is under way."""
        while self._busy:
            await asyncio.wait(set(self._busy))


class Program:
    """The company's own software: brings customers' messages by HTTP, at a rate, however long answers take."""

    def __init__(self, keys: Sequence[str], waits: Waits, http: httpx2.AsyncClient) -> None:
        self._keys, self._waits, self._http = keys, waits, http
        self._sent = 0

    async def bring(self, rate: float, seconds: float) -> None:
        began = time.perf_counter()
        async with asyncio.TaskGroup() as group:
            for number in range(int(rate * seconds)):
                late = began + number / rate - time.perf_counter()
                await asyncio.sleep(max(0.0, late))
                self._sent += 1
                group.create_task(self._one(self._sent))

    async def _one(self, number: int) -> None:
        body = {"client_id": f"m{number}", "customer": f"c{number}", "text": "Necesito ayuda con mi pedido, por favor."}
        headers = {"Authorization": f"Bearer {self._keys[number % len(self._keys)]}"}
        began = time.perf_counter()
        answer = await self._http.post("/api/v1/endpoints/chat/messages", json=body, headers=headers)
        answer.raise_for_status()
        self._waits.asked[answer.json()["conversation"]] = began
