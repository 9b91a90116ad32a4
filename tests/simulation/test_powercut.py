"""The power is cut again and again under the real store: nothing acknowledged is lost, and the file stays whole."""

import asyncio
import contextlib
import random
from collections.abc import Iterator
from pathlib import Path

import apsw
import pytest

from atiende.bench.simulated.disk import Disk
from atiende.bus.memory import MemoryBus
from atiende.bus.system import SystemClock
from atiende.domain.errors import StoreFull
from atiende.domain.message import Origin
from atiende.store.replay import replay_check
from atiende.store.sqlite import connect
from atiende.store.store import SqlStore, open_store
from tests.contracts.store_world import TENANT, open_conversation, opened, receive

CUTS = 150
LIVES = 15
"""Cuts one database lives through before the next begins."""
PRODUCERS = 6
CONVERSATIONS = 8


@contextlib.contextmanager
def plugged(disk: Disk) -> Iterator[Disk]:
    try:
        yield disk
    finally:
        disk.unregister()


class World:
    """A database through its power cuts, and what was acknowledged in all its lives."""

    def __init__(self, directory: Path, seed: int, synchronous: str = "FULL") -> None:
        self._directory, self._synchronous = directory, synchronous
        self._chance = random.Random(seed)
        self._life = 0
        self.acknowledged: set[str] = set()

    async def begin(self) -> None:
        path = self._path()
        path.parent.mkdir(parents=True)
        async with opened(f"sqlite:///{path}") as store:
            for index in range(CONVERSATIONS):
                await store.change(TENANT, open_conversation(f"cnv_{index}"), at=1)

    def _path(self) -> Path:
        return self._directory / str(self._life) / "atiende.db"

    async def live(self) -> None:
        """Works until the power goes, then finds its files as the disk left them."""
        path = self._path()
        seed = self._chance.randrange(1 << 30)
        with plugged(Disk(f"cut{seed}", seed, cut_at=self._chance.randrange(5, 400))) as disk:
            with contextlib.suppress(StoreFull):
                async with open_store(
                    f"sqlite:///{path}", bus=MemoryBus(), clock=SystemClock(), vfs=disk.name
                ) as store:
                    store._engine._database.connection.execute(  # type: ignore[attr-defined]
                        f"PRAGMA synchronous={self._synchronous}"
                    )
                    await asyncio.gather(*[self._produce(store, index) for index in range(PRODUCERS)])
                    disk.cut()
            assert disk.left is not None
            self._life += 1
            self._path().parent.mkdir()
            for name, content in disk.left.items():
                (self._path().parent / Path(name).name).write_bytes(content)

    async def _produce(self, store: SqlStore, producer: int) -> None:
        for number in range(40):
            origin = f"{self._life}.{producer}.{number}"
            conversation = f"cnv_{(producer + number) % CONVERSATIONS}"
            try:
                await store.change(TENANT, receive(conversation, origin), at=2, reads=[(Origin, ("chat", origin))])
            except StoreFull:
                return
            self.acknowledged.add(origin)

    async def lost(self) -> set[str]:
        """What was acknowledged and is not there."""
        async with opened(f"sqlite:///{self._path()}") as store:
            rows = await store.reading(TENANT).where(Origin, {"endpoint": "chat"}, limit=1_000_000)
            return self.acknowledged - {row.origin for row in rows}

    def whole(self) -> bool:
        connection = connect(self._path())
        try:
            return bool(connection.execute("PRAGMA integrity_check").get == "ok")
        finally:
            connection.close()


async def test_no_power_cut_loses_what_was_acknowledged(tmp_path: Path) -> None:
    for seed in range(CUTS // LIVES):
        world = World(tmp_path / str(seed), seed)
        await world.begin()
        for _ in range(LIVES):
            await world.live()
            assert world.whole()
            assert await world.lost() == set()
        assert len(world.acknowledged) > 100
        async with opened(f"sqlite:///{world._path()}") as store:
            assert await replay_check(store, TENANT) == []
            seqs = [logged.seq for logged in await store.log(TENANT, 0, limit=1_000_000)]
        assert seqs == list(range(1, len(seqs) + 1))


async def test_without_syncing_each_commit_something_acknowledged_is_lost(tmp_path: Path) -> None:
    lost: set[str] = set()
    for seed in range(20):
        world = World(tmp_path / str(seed), seed, synchronous="NORMAL")
        await world.begin()
        await world.live()
        lost |= await world.lost()
        if lost:
            return
    pytest.fail("the disk forgives a store that does not sync: the test above proves nothing")


@pytest.mark.parametrize("what", ["write", "sync"])
@pytest.mark.parametrize("error", [apsw.FullError, apsw.IOError])
async def test_a_disk_that_refuses_changes_nothing_and_is_used_again_when_it_recovers(
    tmp_path: Path, what: str, error: type[apsw.Error]
) -> None:
    path = tmp_path / "atiende.db"
    async with opened(f"sqlite:///{path}") as store:
        await store.change(TENANT, open_conversation("cnv_0"), at=1)
    with plugged(Disk(f"full{what}{error.__name__}", 1)) as disk:
        async with open_store(f"sqlite:///{path}", bus=MemoryBus(), clock=SystemClock(), vfs=disk.name) as store:
            refused = 0
            for n in range(1, 25):
                refused += await _refused_at(store, disk, n, what, error)
                assert await replay_check(store, TENANT) == []
            assert refused > 5
    async with opened(f"sqlite:///{path}") as store:
        assert await replay_check(store, TENANT) == []


async def _refused_at(store: SqlStore, disk: Disk, n: int, what: str, error: type[apsw.Error]) -> bool:
    """The disk fails from its n-th step on; the store refuses, changes nothing, reads on, and works again after."""
    begin, head = disk.steps, await store.head(TENANT)

    def fault(step: int, kind: str) -> None:
        if step >= begin + n and kind == what:
            raise error("no more")

    disk.fault = fault
    refused = False
    try:
        await store.change(TENANT, receive("cnv_0", f"{what}{n}"), at=2)
    except StoreFull:
        refused = True
    if refused:
        assert await store.head(TENANT) == head
        assert await store.reading(TENANT).get(Origin, "chat", f"{what}{n}") is None
    disk.fault = None
    await store.change(TENANT, receive("cnv_0", f"{what}{n}"), at=3)
    assert await store.reading(TENANT).get(Origin, "chat", f"{what}{n}") is not None
    return refused
