"""The bus between simulated nodes: signals come late, twice, in any order, or never."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from atiende.bench.simulated.machines import Network
from atiende.ports.bus import AnySignal

SERVER = "bus"
KEPT = 1_000


class _Ear:
    def __init__(self, node: str, tenant: str | None) -> None:
        self.node, self.tenant = node, tenant
        self.signals: deque[tuple[str, AnySignal]] = deque(maxlen=KEPT)
        self.heard = asyncio.Event()

    def hear(self, tenant: str, signal: AnySignal) -> None:
        self.signals.append((tenant, signal))
        self.heard.set()

    async def all(self) -> AsyncIterator[tuple[str, AnySignal]]:
        while True:
            while self.signals:
                yield self.signals.popleft()
            self.heard.clear()
            await self.heard.wait()


class Exchange:
    """Where the signals of all nodes meet."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self.ears: list[_Ear] = []

    def pass_on(self, sender: str, tenant: str, signal: AnySignal) -> None:
        chance = self._network.chance
        for ear in self.ears:
            if ear.tenant not in (None, tenant):
                continue
            if ear.node == sender:
                ear.hear(tenant, signal)
                continue
            if not self._network.passes(sender, SERVER) or not self._network.passes(SERVER, ear.node):
                continue
            for _ in range(2 if chance.random() < 0.05 else 1):
                if chance.random() >= self._network.bus_loses:
                    delay = chance.uniform(0.0005, 0.01) if chance.random() < 0.95 else chance.uniform(0.1, 2.0)
                    self._network.later(delay, ear.hear, tenant, signal)


class NodeBus:
    """`ports.bus.Bus` of one node."""

    def __init__(self, node: str, exchange: Exchange) -> None:
        self._node, self._exchange = node, exchange

    async def send(self, tenant: str, signal: AnySignal) -> None:
        self._exchange.pass_on(self._node, tenant, signal)

    @asynccontextmanager
    async def listen(self, tenant: str | None) -> AsyncIterator[AsyncIterator[tuple[str, AnySignal]]]:
        ear = _Ear(self._node, tenant)
        self._exchange.ears.append(ear)
        try:
            yield ear.all()
        finally:
            self._exchange.ears[:] = [one for one in self._exchange.ears if one is not ear]

    def silence(self) -> None:
        """The node is no more."""
        self._exchange.ears[:] = [one for one in self._exchange.ears if one.node != self._node]
