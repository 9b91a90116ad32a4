"""PostgreSQL with several nodes, breaking connections, commits whose answer is lost, and a server that dies."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import asyncpg
import pytest

from atiende.bench.servers.postgres import Postgres
from atiende.bus.memory import MemoryBus
from atiende.domain.conversation import Conversation
from atiende.domain.errors import StoreFull
from atiende.domain.message import Origin
from atiende.ports.bus import Grew
from atiende.ports.store import Change
from atiende.store.line import KEPT_TENANTS
from atiende.store.postgres import PostgresEngine
from atiende.store.replay import replay_check
from atiende.store.store import SqlStore
from tests.contracts.store_world import TENANT, open_conversation, opened, positions, receive

pytestmark = pytest.mark.pg


async def test_two_nodes_share_one_line(postgres_url: str) -> None:
    async with opened(postgres_url) as one, opened(postgres_url) as two:
        numbers = await asyncio.gather(
            *[(one, two)[index % 2].change(TENANT, open_conversation(f"cnv_{index}"), at=1) for index in range(60)]
        )
        assert sorted(numbers) == list(range(1, 61))
        await one.change(TENANT, receive("cnv_1", "o1"), at=2)
        assert await two.change(TENANT, receive("cnv_1", "o1"), at=2) == 1
        assert await two.change(TENANT, receive("cnv_1", "o2"), at=2) == 2
        assert await one.change(TENANT, lambda change: _last(change, "cnv_1"), at=3) == 2
        assert await replay_check(one, TENANT) == []


def _last(change: Change, conversation: str) -> int:
    row = change.get(Conversation, conversation)
    assert row is not None
    return row.last


async def test_a_follower_hears_of_another_nodes_commits_though_the_bus_is_silent(postgres_url: str) -> None:
    async with opened(postgres_url) as one, opened(postgres_url) as two, asyncio.timeout(60):
        for index in range(3):
            await (one, two)[index % 2].change(TENANT, open_conversation(f"cnv_{index}"), at=1)
        async with asyncio.TaskGroup() as tasks:
            following = tasks.create_task(_seqs(one, 0, 10))
            await two.change(TENANT, open_conversation("cnv_3"), at=1)
            await one.change(TENANT, open_conversation("cnv_4"), at=1)

    assert following.result() == list(range(1, 11))


async def test_a_growth_that_never_was_holds_no_follower_up(postgres_url: str) -> None:
    """Whoever can reach the bus may say anything there."""
    bus = MemoryBus()
    async with opened(postgres_url, bus) as one, opened(postgres_url) as two, asyncio.timeout(60):
        await one.change(TENANT, open_conversation("cnv_0"), at=1)
        async with asyncio.TaskGroup() as tasks:
            following = tasks.create_task(_seqs(one, 0, 10))
            for index in range(1, 5):
                await bus.send(TENANT, Grew(seq=10**15, traces={}))
                await (one, two)[index % 2].change(TENANT, open_conversation(f"cnv_{index}"), at=1)

    assert following.result() == list(range(1, 11))


async def test_a_server_that_lets_nobody_in_is_a_refusal_and_no_end(postgres: Postgres, postgres_url: str) -> None:
    name = postgres_url.rsplit("/", 1)[1]
    async with opened(postgres_url) as store:
        await store.change(TENANT, open_conversation("cnv_0"), at=1)
        postgres.sql(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
        try:
            postgres.sql(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
            for _ in range(3):
                with pytest.raises(StoreFull):
                    await store.change(TENANT, open_conversation("cnv_1"), at=1)
                with pytest.raises(StoreFull):
                    await store.head(TENANT)
        finally:
            postgres.sql(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')
        await store.change(TENANT, open_conversation("cnv_2"), at=1)


async def test_rows_of_tenants_that_were_quiet_do_not_stay_in_memory(postgres_url: str) -> None:
    async with opened(postgres_url) as store:
        for number in range(KEPT_TENANTS + 20):
            await store.change(f"ten_{number}", open_conversation("cnv_0"), at=1)
        engine = store._engine
        assert isinstance(engine, PostgresEngine) and len(engine._waiting) <= KEPT_TENANTS
        assert await store.change("ten_0", receive("cnv_0", "o1"), at=2) == 1


async def _seqs(store: SqlStore, after: int, until: int) -> list[int]:
    found: list[int] = []
    async for batch in store.follow(TENANT, after):
        found += [logged.seq for logged in batch.logged]
        if found[-1] >= until:
            break
    return found


class Acknowledged:
    """Customers' messages through storms: what was acknowledged, and how often it was refused."""

    def __init__(self, store: SqlStore) -> None:
        self.store = store
        self.origins: set[str] = set()
        self.refused = 0

    async def produce(self, producer: int, count: int, *, refused: int = 0) -> None:
        """At least `count` messages, and on until so many were refused."""
        number = 0
        while number < count or self.refused < refused:
            await self._bring(f"{producer}.{number}")
            number += 1

    async def _bring(self, origin: str) -> None:
        while origin not in self.origins:
            try:
                await self.store.change(TENANT, receive("cnv_0", origin), at=2, reads=[(Origin, ("chat", origin))])
                self.origins.add(origin)
            except StoreFull:
                self.refused += 1
                await asyncio.sleep(0.02)

    async def check(self) -> None:
        rows = await self.store.reading(TENANT).where(Origin, {"endpoint": "chat"}, limit=100_000)
        assert {row.origin for row in rows} == self.origins
        assert await positions(self.store, TENANT, "cnv_0") == list(range(1, len(self.origins) + 1))
        seqs = [logged.seq for logged in await self.store.log(TENANT, 0, limit=100_000)]
        assert seqs == list(range(1, len(seqs) + 1))
        assert await replay_check(self.store, TENANT) == []


def without_tls(url: str) -> str:
    """asyncpg leaves an unread exception behind when a connection dies while it asks for TLS; these tests kill many."""
    return f"{url}?sslmode=disable"


@pytest.mark.chaos
async def test_sessions_cut_again_and_again_lose_and_double_nothing(postgres_url: str) -> None:
    async with opened(without_tls(postgres_url)) as store:
        await store.change(TENANT, open_conversation("cnv_0"), at=1)
        world = Acknowledged(store)
        async with asyncio.timeout(60), asyncio.TaskGroup() as tasks:
            storm = tasks.create_task(_storm(postgres_url))
            async with asyncio.TaskGroup() as producers:
                for producer in range(6):
                    producers.create_task(world.produce(producer, 60, refused=10))
            storm.cancel()
        await world.check()


async def _storm(url: str) -> None:
    connection = await asyncpg.connect(url, server_settings={"application_name": "storm"})
    try:
        while True:
            await connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'atiende'"
            )
            await asyncio.sleep(0.15)
    finally:
        connection.terminate()


@pytest.mark.chaos
async def test_a_server_that_dies_refuses_until_it_is_back(postgres: Postgres, postgres_url: str) -> None:
    async with opened(without_tls(postgres_url)) as store:
        await store.change(TENANT, open_conversation("cnv_0"), at=1)
        world = Acknowledged(store)
        async with asyncio.timeout(60), asyncio.TaskGroup() as tasks:
            for producer in range(4):
                tasks.create_task(world.produce(producer, 250))
            while len(world.origins) < 50:  # in the middle of it, however fast the machine is
                await asyncio.sleep(0)
            await asyncio.to_thread(postgres.kill)
            before = len(world.origins)
            await asyncio.sleep(0.3)
            await asyncio.to_thread(postgres.start)
        assert before < len(world.origins) == 4 * 250
        await world.check()


@contextlib.asynccontextmanager
async def forgetful_line(url: str, lost: list[int]) -> AsyncIterator[str]:
    """A way to the server that passes a message's statement on and cuts the line before its answer, as `lost` says."""
    address = url.split("@")[1]
    host, port = address.split("/")[0].split(":")

    async def pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, state: dict[str, bool]) -> None:
        while data := await reader.read(65536):
            if state.get("cut"):
                break
            writer.write(data)
            await writer.drain()
        writer.close()

    async def outwards(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, state: dict[str, bool]) -> None:
        while data := await reader.read(65536):
            if b"MessageReceived" in data and lost:
                lost.pop()
                state["cut"] = True
            writer.write(data)
            await writer.drain()
        writer.close()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        state: dict[str, bool] = {}
        there_reader, there_writer = await asyncio.open_connection(host, int(port))
        with contextlib.suppress(ConnectionError):
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(outwards(reader, there_writer, state))
                tasks.create_task(pump(there_reader, writer, state))

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield url.replace(address.split("/")[0], f"127.0.0.1:{server.sockets[0].getsockname()[1]}")
    finally:
        server.close()


async def test_a_commit_whose_answer_was_lost_is_found_to_have_happened(postgres_url: str) -> None:
    lost: list[int] = []
    async with forgetful_line(postgres_url, lost) as url, opened(url) as store, asyncio.timeout(60):
        await store.change(TENANT, open_conversation("cnv_0"), at=1)
        for number in range(5):
            lost.append(number)
            assert await store.change(TENANT, receive("cnv_0", f"o{number}"), at=2) == number + 1
            assert lost == []
        assert await positions(store, TENANT, "cnv_0") == [1, 2, 3, 4, 5]
        assert await replay_check(store, TENANT) == []
