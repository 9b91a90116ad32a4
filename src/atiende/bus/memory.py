"""The bus of a single process: bounded queues, the oldest signal of a slow listener is dropped."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from atiende.ports.bus import AnySignal

KEPT = 1_000
"""Signals waiting for one listener at most."""


class _Listener:
    def __init__(self, kept: int) -> None:
        self._signals: deque[tuple[str, AnySignal]] = deque(maxlen=kept)
        self._heard = asyncio.Event()

    def hear(self, tenant: str, signal: AnySignal) -> None:
        self._signals.append((tenant, signal))
        self._heard.set()

    async def signals(self) -> AsyncIterator[tuple[str, AnySignal]]:
        while True:
            while self._signals:
                yield self._signals.popleft()
            self._heard.clear()
            await self._heard.wait()


class MemoryBus:
    """`ports.bus.Bus` within one event loop."""

    def __init__(self, kept: int = KEPT) -> None:
        self._kept = kept
        self._listeners: dict[str | None, list[_Listener]] = {}

    async def send(self, tenant: str, signal: AnySignal) -> None:
        for listener in (*self._listeners.get(tenant, ()), *self._listeners.get(None, ())):
            listener.hear(tenant, signal)

    @asynccontextmanager
    async def listen(self, tenant: str | None) -> AsyncIterator[AsyncIterator[tuple[str, AnySignal]]]:
        listener = _Listener(self._kept)
        self._listeners.setdefault(tenant, []).append(listener)
        try:
            yield listener.signals()
        finally:
            present = self._listeners[tenant]
            present.remove(listener)
            if not present:
                del self._listeners[tenant]
