"""The bus of several nodes: signals go to those who listen here at once, and to the other nodes through NATS.

Core subjects only, one for each tenant: nothing is kept there, and nothing waits for it. With no server to talk to,
what is said stays on this node; the others learn of commits by asking the database (`store`), which loses nothing but
speed. One connection at a time, for ever: a dead or frozen server is left for the next one in the list.
"""

import asyncio
import random
from collections import deque
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from itertools import cycle
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import msgspec
import structlog

from atiende.bus.memory import KEPT, MemoryBus
from atiende.ports.bus import AnySignal, Bus
from atiende.ports.metrics import BUS_CONNECTED
from atiende.ports.system import Clock

if TYPE_CHECKING:  # takes a tenth of a second to import: only who uses it waits for it
    from nats.aio.client import Client
    from nats.aio.msg import Msg

log = structlog.get_logger()

SUBJECT = "atiende"
CONNECT_SECONDS = 3.0
PING_SECONDS, PINGS = 2, 2
"""A server that says nothing to so many pings in a row, so far apart, is left: after 6 s at most."""
FIRST_PAUSE, LONGEST_PAUSE = 0.1, 2.0
UNSENT_BYTES = 256 * 1024
"""So much may wait for a slow server inside the client; what waits before it is bounded by `kept`."""
LOOK_SECONDS = 0.25
FAREWELL_SECONDS = 0.5


class NatsBus:
    """See `ports.bus.Bus`. `name` is this node's, for the servers' monitoring and to spread the nodes over them."""

    def __init__(self, urls: Sequence[str], clock: Clock, name: str, kept: int = KEPT) -> None:
        self._here = MemoryBus(kept)
        self._clock, self._name = clock, name
        self._chance = random.Random(name)  # spreads nodes over servers and moments
        self._urls = self._chance.sample(list(urls), len(urls))
        self._out: deque[tuple[str, bytes]] = deque(maxlen=kept)
        self._said = asyncio.Event()
        self._encode = msgspec.json.Encoder().encode
        self._decode: msgspec.json.Decoder[AnySignal] = msgspec.json.Decoder(AnySignal)
        self.connected = False
        """Whether other nodes hear us as far as we know."""
        self._away_told = False
        BUS_CONNECTED.set(0)

    async def send(self, tenant: str, signal: AnySignal) -> None:
        await self._here.send(tenant, signal)
        if self.connected:
            self._out.append((f"{SUBJECT}.{tenant}", self._encode(signal)))
            self._said.set()

    def listen(self, tenant: str | None) -> AbstractAsyncContextManager[AsyncIterator[tuple[str, AnySignal]]]:
        return self._here.listen(tenant)

    async def run(self) -> None:
        """Keeps a connection until cancelled, going round the servers with longer and longer pauses."""
        tries = 0
        for url in cycle(self._urls):
            tries = 0 if await self._connection(url) else tries + 1
            pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(tries, 6))
            await self._clock.sleep(pause * self._chance.uniform(0.5, 1.0))

    async def _connection(self, url: str) -> bool:
        """One connection from its beginning to its end; whether there was one."""
        from nats.aio.client import Client
        from nats.errors import Error

        client, where = Client(), urlsplit(url).netloc.rpartition("@")[2]
        try:
            async with asyncio.timeout(CONNECT_SECONDS):
                await client.connect(
                    [url],
                    name=self._name,
                    no_echo=True,
                    allow_reconnect=False,
                    max_reconnect_attempts=1,
                    reconnect_time_wait=0,
                    connect_timeout=int(CONNECT_SECONDS),
                    ping_interval=PING_SECONDS,
                    max_outstanding_pings=PINGS,
                    error_cb=_not_now,
                )
                await client.subscribe(f"{SUBJECT}.*", cb=self._hear, pending_msgs_limit=KEPT)
            self._here_again(where)
            await self._tell(client)
        except (Error, OSError, TimeoutError) as problem:  # its text may name the URL, and that a password
            if not self._away_told:
                log.warning("bus away", server=where, problem=type(problem).__name__)
                self._away_told = True
        finally:
            was, self.connected = self.connected, False
            BUS_CONNECTED.set(0)
            self._out.clear()
            await _left(client)
        return was

    def _here_again(self, server: str) -> None:
        self.connected, self._away_told = True, False
        BUS_CONNECTED.set(1)
        log.info("bus connected", server=server)

    async def _tell(self, client: "Client") -> None:
        """Hands what is said here to the server, until the connection has ended."""
        while not client.is_closed:
            while self._out and client.pending_data_size < UNSENT_BYTES:
                await client.publish(*self._out.popleft())
            self._said.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_SECONDS):
                    await self._said.wait()

    async def _hear(self, message: "Msg") -> None:
        try:
            signal = self._decode.decode(message.data)
        except msgspec.DecodeError:
            return  # a newer version says what this one does not know
        await self._here.send(message.subject.removeprefix(f"{SUBJECT}."), signal)


async def _left(client: "Client") -> None:
    """Ends a connection, also one whose server takes no farewell: the client itself would wait for it."""
    with suppress(Exception):
        async with asyncio.timeout(FAREWELL_SECONDS):
            await client.close()
    writer = getattr(client._transport, "_io_writer", None)
    if isinstance(writer, asyncio.StreamWriter):
        writer.transport.abort()
    for subscription in client._subs.values():  # left over when the farewell was cut short
        subscription._stop_processing()


async def _not_now(_problem: Exception) -> None:
    """The client tells of every problem here too; the one that ends a connection is logged once, above."""


@asynccontextmanager
async def open_bus(urls: Sequence[str], clock: Clock, name: str) -> AsyncIterator[Bus]:
    """The bus of this node: through these servers, or within the process when there are none."""
    if not urls:
        yield MemoryBus()
        return
    bus = NatsBus(urls, clock, name)
    problem: Exception | None = None
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(bus.run())
        try:
            yield bus
        except Exception as error:  # noqa: BLE001 - raised below as it is, not as a group
            problem = error
        finally:
            running.cancel()
    if problem is not None:
        raise problem
