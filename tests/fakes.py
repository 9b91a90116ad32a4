"""A world for tests: time that moves only when told, ids in order, and a desk on a real store in a temporary place."""

import asyncio
import heapq
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from atiende.actions.following import follow
from atiende.blobs.directory import DirectoryShelf
from atiende.blobs.keyring import SecretKeyring
from atiende.blobs.sealed import SealedBlobs
from atiende.bus.memory import MemoryBus
from atiende.channels.callback.channel import Callback
from atiende.channels.voice.channel import Voice
from atiende.channels.webchat.channel import WebChat
from atiende.domain.ids import encode
from atiende.ports.channel import Channel
from atiende.ports.desk import Desk
from atiende.sim.worker import WorkerTwin
from atiende.store.migrate import migrate
from atiende.store.store import SqlStore, open_store

T = TypeVar("T")
START = 1_780_000_000_000
"""A Thursday in May 2026."""


class VirtualClock:
    """Sleeps end when `advance` passes their moment; nothing else makes time go by."""

    def __init__(self, start: int = START) -> None:
        self._now = start
        self._sleepers: list[tuple[int, int, asyncio.Event]] = []
        self._count = 0

    def now(self) -> int:
        return self._now

    def moment(self) -> datetime:
        return datetime.fromtimestamp(self._now / 1000, UTC)

    def elapsed(self) -> float:
        return self._now / 1000

    async def sleep(self, seconds: float) -> None:
        self._count += 1
        event = asyncio.Event()
        heapq.heappush(self._sleepers, (self._now + int(seconds * 1000), self._count, event))
        await event.wait()

    async def advance(self, seconds: float) -> None:
        """Moves time on, waking sleepers in order and letting each do its work."""
        goal = self._now + int(seconds * 1000)
        while self._sleepers and self._sleepers[0][0] <= goal:
            moment, _, event = heapq.heappop(self._sleepers)
            self._now = max(self._now, moment)
            event.set()
            await settle()
        self._now = goal
        await settle()

    async def leap(self, seconds: float) -> None:
        """Hours at once, as after a laptop's sleep: who slept meanwhile wakes once, late."""
        self._now += int(seconds * 1000)
        await self.advance(0)


ASKED: Counter[str] = Counter()
"""Questions to databases under way, by what they are: a clock that is moved on waits for their answers."""
MOST_WAITS = 500


async def settle(rounds: int = 20) -> None:
    """Lets every task that can run do so. What the database is asked for takes real moments, more on a busy machine:
    they are waited for, but not for ever, since a test may hold an answer back."""
    for _ in range(MOST_WAITS):
        for _ in range(rounds):
            await asyncio.sleep(0)
        await asyncio.sleep(0.002)
        if not ASKED.total():
            return


def waited_for(store: SqlStore) -> None:
    """`settle` waits for what this store is asked."""
    engine = store._engine
    for name in ("submit", "select", "select_each"):
        if hasattr(engine, name):
            setattr(engine, name, _counted(name, getattr(engine, name)))


def _counted(name: str, ask: Callable[..., Awaitable[T]]) -> Callable[..., Awaitable[T]]:
    async def counted(*what: object) -> T:
        ASKED[name] += 1
        try:
            return await ask(*what)
        finally:
            ASKED[name] -= 1

    return counted


class SeededIds:
    """Ids that count up, so that two runs of a test are alike."""

    def __init__(self, seed: int = 1) -> None:
        self._seed, self._count = seed, 0

    def new(self, prefix: str) -> str:
        self._count += 1
        return encode(prefix, ((START << 80) | (0x7 << 76) | (self._seed << 40) | self._count) % (1 << 128))

    def secret(self, size: int = 32) -> str:
        self._count += 1
        return f"secret{self._seed:04d}{self._count:010d}".ljust(size, "x")


KEY = "a key for tests only, thirty-two bytes or more"


_TABLES: list[bytes] = []
"""An SQLite database with its tables and nothing in them: making them takes longer than most tests do."""


async def with_tables(directory: Path) -> str:
    """The address of a database in `directory`: the one that is there, or a new one with its tables."""
    file = directory / "atiende.db"
    if not _TABLES:
        with TemporaryDirectory() as apart:
            await migrate(f"sqlite:///{apart}/atiende.db")
            _TABLES.append((Path(apart) / "atiende.db").read_bytes())
    if not file.exists():
        directory.mkdir(parents=True, exist_ok=True)
        file.write_bytes(_TABLES[0])
    return f"sqlite:///{file}"


@asynccontextmanager
async def open_desk(
    directory: Path,
    *,
    url: str = "",
    channels: Mapping[str, Channel] | None = None,
    clock: VirtualClock | None = None,
    seed: int = 1,
) -> AsyncIterator[Desk]:
    """A desk on a real store: SQLite in `directory` unless `url` names another database."""
    keys, bus, time = SecretKeyring(KEY), MemoryBus(), clock or VirtualClock()
    speaks = channels if channels is not None else {"webchat": WebChat(), "callback": Callback(), "voice": Voice()}
    where = url or await with_tables(directory)
    async with open_store(where, bus=bus, clock=time, follows=partial(follow, speaks)) as store:
        assert isinstance(store, SqlStore)
        waited_for(store)
        yield Desk(
            store=store,
            bus=bus,
            blobs=SealedBlobs(DirectoryShelf(directory / "blobs"), keys),
            clock=time,
            ids=SeededIds(seed),
            keys=keys,
            channels=speaks,
            twin=WorkerTwin(time),
            public_url="http://desk.test",
        )
