"""Who has which conversation open: at this node by its sockets, at the others by what they say.

The others' signals may be lost, so they are said again every few seconds, and forgotten when they are not.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from atiende.api.wire import ENCODER
from atiende.domain.work import User
from atiende.ports.bus import Viewing
from atiende.ports.desk import Desk
from atiende.ports.views import Named

if TYPE_CHECKING:
    from atiende.api.hub import AgentSocket

CROWD = 20
"""Beyond so many, who looks is told once a second, and not by everybody's name."""
AGAIN_SECONDS = 20.0
FORGOTTEN_SECONDS = 60.0


class Onlookers:
    """One tenant's. `watchers` are the sockets of this node by conversation; `put_all` sends a frame to some."""

    def __init__(
        self,
        desk: Desk,
        tenant: str,
        watchers: "Mapping[str, set[AgentSocket]]",
        put_all: "Callable[[Sequence[AgentSocket], bytes], Awaitable[None]]",
    ) -> None:
        self._desk, self._tenant, self._watchers, self._put_all = desk, tenant, watchers, put_all
        self._crowds: dict[str, None] = {}
        self._elsewhere: dict[str, dict[tuple[str, str], float]] = {}
        """Of each conversation watched here: who has it open at which other node, and when that was last heard."""
        self._names: dict[str, str] = {}
        self._said_at = desk.clock.elapsed()

    # --- what is said -------------------------------------------------------------------------------------------------

    async def say(self, conversation: str, user: str, *, on: bool) -> None:
        """Somebody opened or left it here; whoever has it open elsewhere is asked to say so."""
        if on or user not in self._here(conversation):
            await self._send(conversation, user, on=on, asks=on)

    async def heard(self, signal: Viewing) -> None:
        """Another node's, or this one's own."""
        if signal.node in ("", self._desk.leases.node):
            await self.show(signal.conversation)
            return
        if signal.conversation not in self._watchers:
            return
        there = self._elsewhere.setdefault(signal.conversation, {})
        known = (signal.who, signal.node) in there
        if signal.on:
            there[signal.who, signal.node] = self._desk.clock.elapsed()
        else:
            there.pop((signal.who, signal.node), None)
        if signal.asks:
            for user in self._here(signal.conversation):
                await self._send(signal.conversation, user, on=True)
        if known != signal.on:
            await self._name(signal.who)
            await self.show(signal.conversation)

    async def tick(self) -> None:
        """Once a second: crowds are told; among several nodes, what was said is said again and grows old."""
        crowds, self._crowds = self._crowds, {}
        for conversation in crowds:
            await self._tell(conversation)
        now = self._desk.clock.elapsed()
        if now - self._said_at < AGAIN_SECONDS:
            return
        self._said_at = now
        if any(one.alive for one in self._desk.leases.others()):
            for conversation in list(self._watchers):
                for user in self._here(conversation):
                    await self._send(conversation, user, on=True)
        await self._forget(now)

    async def _forget(self, now: float) -> None:
        for conversation, there in list(self._elsewhere.items()):
            old = [key for key, heard_at in there.items() if now - heard_at > FORGOTTEN_SECONDS]
            for key in old:
                del there[key]
            if conversation not in self._watchers:
                del self._elsewhere[conversation]
            elif old:
                await self.show(conversation)

    async def _send(self, conversation: str, user: str, *, on: bool, asks: bool = False) -> None:
        node = self._desk.leases.node
        viewing = Viewing(conversation=conversation, who=user, on=on, node=node, asks=asks)
        await self._desk.bus.send(self._tenant, viewing)

    async def _name(self, user: str) -> None:
        row = await self._desk.store.reading(self._tenant).get(User, user)
        self._names[user] = row.name if row is not None else ""

    # --- who it is ----------------------------------------------------------------------------------------------------

    def of(self, conversation: str) -> list[Named]:
        """Who has it open now, at any node; who only looks as somebody is not he."""
        there = self._here(conversation)
        for user, _ in self._elsewhere.get(conversation, {}):
            there.setdefault(user, self._names.get(user, ""))
        return [Named(id=user, name=name) for user, name in there.items()]

    def _here(self, conversation: str) -> dict[str, str]:
        sockets = self._watchers.get(conversation, ())
        return {one.viewer.user: one.viewer.name for one in sockets if not one.viewer.by}

    async def show(self, conversation: str) -> None:
        """Tells everybody who has it open who else has: of a crowd once a second, not of each who comes to each."""
        if len(self._watchers.get(conversation, ())) > CROWD:
            self._crowds[conversation] = None
        else:
            await self._tell(conversation)

    async def _tell(self, conversation: str) -> None:
        named = [{"id": one.id, "name": one.name} for one in islice(self.of(conversation), CROWD)]
        frame = ENCODER.encode({"op": "viewing", "conversation": conversation, "viewers": named})
        await self._put_all(list(self._watchers.get(conversation, ())), frame)
