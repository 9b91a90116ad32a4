"""Agents of a simulation: a desk that follows its socket, and a person who accepts, misses, answers, passes on."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial
from random import Random
from typing import TYPE_CHECKING, TypeVar

from atiende.actions.conversations import (
    pend_conversation,
    release_conversation,
    resolve_conversation,
    snooze_conversation,
)
from atiende.actions.offers import accept_offer, decline_offer
from atiende.actions.presence import choose_state
from atiende.actions.replies import Reply, order_resend, send_reply
from atiende.actions.transfers import Target, transfer_conversation
from atiende.bench.history.record import About
from atiende.bench.simulated.centres import Made, Worker
from atiende.bench.simulated.node import Node
from atiende.bench.simulated.people import AGAIN_SECONDS, Frame, NoAnswer, ask
from atiende.bench.simulated.sockets import Socket
from atiende.domain.errors import Refusal
from atiende.domain.interaction import Interaction
from atiende.domain.message import Message
from atiende.ports.entries import MessageEntry

if TYPE_CHECKING:
    from atiende.bench.simulated.world import World

T = TypeVar("T")
TRIES = 8


class Agent:
    """One person at one desk at a time."""

    def __init__(self, world: "World", centre: Made, worker: Worker, chance: Random) -> None:
        self._world, self._centre, self._worker, self._chance = world, centre, worker, chance
        self.name = worker.user
        self._since = self._lines = self._count = self._reads = 0
        self._offers: asyncio.Queue[tuple[str, str]] = asyncio.Queue()
        self._known: set[str] = set()
        self._mine: list[str] = []
        self._greeted = asyncio.Event()
        self._socket: Socket | None = None

    async def run(self) -> None:
        """Until cancelled."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._sit())
            group.create_task(self._answer())
            group.create_task(self._work())

    # --- the desk -----------------------------------------------------------------------------------------------------

    async def _sit(self) -> None:
        while True:
            node = self._world.door()
            if node is None:
                await asyncio.sleep(0.3)
                continue
            self._lines += 1
            self._greeted.clear()
            self._socket = socket = node.connect("/api/v1/live", self._worker.token, self._hear)
            socket.send(json.dumps({"op": "hello", "since": self._since}))
            try:
                async with asyncio.timeout(AGAIN_SECONDS):
                    await self._greeted.wait()
                await self._stay(socket)
            except TimeoutError:
                pass
            finally:
                socket.close()
            away = self._world.stormy and self._chance.random() < 0.2
            await asyncio.sleep(self._chance.uniform(5, 25) if away else self._chance.uniform(0.1, 1))

    async def _stay(self, socket: Socket) -> None:
        ends = self._world.loop.now + (self._chance.uniform(5, 60) if self._world.stormy else 1e9)
        while not socket.closed.is_set() and self._world.loop.now < ends:
            await self._be_available()
            with suppress(TimeoutError):
                async with asyncio.timeout(self._chance.uniform(1, 6)):
                    await socket.closed.wait()

    async def _be_available(self) -> None:
        state = "available"
        if self._world.stormy and self._chance.random() < 0.1:
            state = self._chance.choice(("paused", "offline"))
        await self._try(
            lambda node: choose_state(
                node.desk, self._centre.tenant, self.name, state, "lunch" if state == "paused" else ""
            )
        )

    def _hear(self, text: str) -> None:
        self._world.history.screen(self.name, self._centre.tenant, text)
        frame: Frame = json.loads(text)
        if frame["op"] == "snapshot":
            self._stands(frame)
            offers = frame["offers"]
            assert isinstance(offers, list)
            for one in offers:
                self._rings(one)
        elif frame["op"] == "resumed":
            self._greeted.set()
        elif frame["op"] == "fact":
            self._fact(frame)
        elif frame["op"] in ("resync", "bye") and self._socket is not None:
            self._since = 0 if frame["op"] == "resync" else self._since
            self._socket.close()

    def _stands(self, frame: Frame) -> None:
        assert isinstance(frame["seq"], int)
        self._since = frame["seq"]
        self._greeted.set()

    def _fact(self, frame: Frame) -> None:
        seq, prev, fact, rows = frame["seq"], frame["prev"], frame["fact"], frame["rows"]
        assert isinstance(seq, int) and isinstance(prev, int) and isinstance(fact, dict) and isinstance(rows, dict)
        if prev != self._since:
            self._world.wrong.append(f"I6 {self.name} got fact {seq} after {self._since}, told {prev}")
        self._since = seq
        if fact["fact"] in ("MessageReceived", "MessageWritten", "NoteWritten") and "entry" in rows:
            entry = rows["entry"]
            about = About(
                line=f"live{self._lines}", message=entry["id"], conversation=entry["conversation"],
                position=entry["position"],
            )  # fmt: skip
            self._world.history.note("seen", self.name, about)
        if fact["fact"] == "InteractionOffered" and fact["agent"] == self.name:
            self._rings({"id": fact["offer"], "conversation": fact["conversation"]})

    def _rings(self, offer: Frame) -> None:
        if str(offer["id"]) not in self._known:
            self._known.add(str(offer["id"]))
            self._offers.put_nowait((str(offer["id"]), str(offer["conversation"])))

    # --- the person ---------------------------------------------------------------------------------------------------

    async def _try(self, do: Callable[[Node], Awaitable[T]]) -> T | None:
        """Tries on whichever node answers; None when it was refused, or nobody answered for long."""
        for _ in range(TRIES):
            try:
                return await ask(self._world, self._world.door(), do)
            except NoAnswer:
                continue
            except Refusal as refusal:
                if refusal.code not in ("store_full", "overloaded"):
                    return None
                await asyncio.sleep(self._chance.uniform(0.3, 1))
        return None

    async def _answer(self) -> None:
        while True:
            offer, conversation = await self._offers.get()
            if self._world.stormy and self._chance.random() < 0.2:
                continue  # he did not look
            await asyncio.sleep(self._chance.uniform(0.2, 4 if self._world.stormy else 1))
            if self._world.stormy and self._chance.random() < 0.1:
                await self._try(partial(self._decline, offer))
                continue
            taken = await self._try(partial(self._accept, offer))
            if taken is not None:
                self._world.history.note("accepted", self.name, About(offer=offer, conversation=conversation))
                self._mine.append(conversation)

    async def _accept(self, offer: str, node: Node) -> str:
        return await accept_offer(node.desk, self._centre.tenant, self.name, offer)

    async def _decline(self, offer: str, node: Node) -> None:
        await decline_offer(node.desk, self._centre.tenant, self.name, offer)

    async def _order(self, message: str, node: Node) -> Message:
        return await order_resend(node.desk, self._centre.tenant, self.name, message)

    async def _work(self) -> None:
        while True:
            await asyncio.sleep(self._chance.uniform(0.5, 4 if self._world.stormy else 1))
            if not self._mine:
                await self._look_round()
                continue
            conversation = self._mine.pop(0)
            if not await self._read(conversation):
                self._mine.append(conversation)
                continue
            for _ in range(self._chance.choice((0, 1, 1, 2))):
                await self._reply(conversation)
                await asyncio.sleep(self._chance.uniform(0.2, 2))
            await self._finish(conversation)

    async def _look_round(self) -> None:
        """What is his and he has lost sight of: his list shows it."""
        tenant, mine = self._centre.tenant, {"agent": self.name, "state": "handling"}
        found = await self._try(lambda node: node.store.reading(tenant).where(Interaction, mine))
        self._mine += [one.conversation for one in found or ()]
        if not found:
            await asyncio.sleep(self._chance.uniform(1, 3))

    async def _read(self, conversation: str) -> bool:
        page = await self._try(
            lambda node: node.views.timeline.page(self._centre.tenant, conversation, self.name, None, 200)
        )
        self._reads += 1
        for one in page.items if page else ():
            if isinstance(one, MessageEntry):
                about = About(
                    line=f"read{self._reads}", message=one.id, conversation=one.conversation, position=one.position
                )
                self._world.history.note("seen", self.name, about)
        return page is not None

    async def _reply(self, conversation: str) -> None:
        item = f"{self.name}-{self._count}"
        self._count += 1
        reply = Reply(client_id=item, text=f"buenas {item} {self._centre.canary}")
        self._world.history.note("said", self.name, About(item=item))
        written = await self._try(
            lambda node: send_reply(node.desk, self._centre.tenant, self.name, conversation, reply)
        )
        if written is not None:
            about = About(item=item, message=written.id, conversation=conversation, position=written.position)
            self._world.history.note("acked", self.name, about)

    async def _finish(self, conversation: str) -> None:
        """Most are resolved; in a storm some take another way."""
        tenant, name, what = self._centre.tenant, self.name, self._chance.random()
        if not self._world.stormy or what < 0.5:
            await self._try(
                lambda node: resolve_conversation(node.desk, tenant, name, conversation, ("solved", "billing"))
            )
        elif what < 0.65:
            target = self._chance.choice((Target(queue="second"), Target(agent=self._chance.choice(self._others()))))
            await self._try(lambda node: transfer_conversation(node.desk, tenant, name, conversation, target, ""))
        elif what < 0.75:
            await self._try(lambda node: release_conversation(node.desk, tenant, name, conversation))
        elif what < 0.85:
            await self._try(lambda node: pend_conversation(node.desk, tenant, name, conversation))
        elif what < 0.95:
            await self._try(
                lambda node: snooze_conversation(node.desk, tenant, name, conversation, node.clock.now() + 15_000)
            )
        else:
            await self._resend(conversation)

    def _others(self) -> list[str]:
        return [one.user for one in self._centre.agents if one.user != self.name]

    async def _resend(self, conversation: str) -> None:
        """A person looks at what is unconfirmed and decides that it goes again."""
        tenant = self._centre.tenant
        found = await self._try(lambda node: node.store.reading(tenant).where(Message, {"conversation": conversation}))
        for one in found or ():
            if one.status in ("unconfirmed", "failed"):
                await self._try(partial(self._order, one.id))
        self._mine.append(conversation)
