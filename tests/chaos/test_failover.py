"""The primary dies in the middle of it, the standby takes over: what was acknowledged is there, and there once."""

import asyncio
import time
from collections.abc import Iterator

import pytest

from atiende.bench.servers.pair import Pair
from atiende.bench.servers.postgres import ROLE, Postgres
from atiende.domain.errors import StoreFull
from atiende.domain.message import Origin
from atiende.store.replay import replay_check
from atiende.store.store import SqlStore
from tests.contracts.store_world import TENANT, open_conversation, opened, positions, receive

pytestmark = [pytest.mark.chaos, pytest.mark.pg]
RECOVERED_WITHIN = 30.0


@pytest.fixture(params=[True, False], ids=["synchronous", "asynchronous"])
def pair(request: pytest.FixtureRequest) -> Iterator[Pair]:
    if Postgres.binaries() is None:
        pytest.skip("no PostgreSQL server (tools/install-test-deps.sh installs it)")
    with Pair.running(synchronous=bool(request.param)) as made:
        made.primary.sql(f"CREATE DATABASE centre OWNER {ROLE} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'")
        yield made


class Customers:
    """They write until each message was acknowledged, whatever is refused meanwhile."""

    def __init__(self, store: SqlStore) -> None:
        self.store = store
        self.known: set[str] = set()
        self.refused = 0
        self.longest = 0.0

    async def write(self, customer: int, count: int) -> None:
        for number in range(count):
            origin = f"{customer}.{number}"
            began = time.monotonic()
            while not await self.said(origin):
                await asyncio.sleep(0.05)
            self.longest = max(self.longest, time.monotonic() - began)

    async def said(self, origin: str) -> bool:
        try:
            await self.store.change(TENANT, receive("cnv_0", origin), at=2, reads=[(Origin, ("chat", origin))])
        except StoreFull:
            self.refused += 1
            return False
        self.known.add(origin)
        return True

    async def more_than(self, count: int) -> None:
        while len(self.known) <= count:
            await asyncio.sleep(0.01)

    async def stored(self) -> set[str]:
        rows = await self.store.reading(TENANT).where(Origin, {"endpoint": "chat"}, limit=100_000)
        assert await positions(self.store, TENANT, "cnv_0") == list(range(1, len(rows) + 1))
        assert await replay_check(self.store, TENANT) == []
        return {row.origin for row in rows}


@pytest.mark.parametrize("pair", [True], ids=["synchronous"], indirect=True)
async def test_a_failover_under_load_loses_and_doubles_nothing(pair: Pair) -> None:
    async with opened(pair.url("centre")) as store, asyncio.timeout(100):
        await store.change(TENANT, open_conversation("cnv_0"), at=1)
        customers = Customers(store)
        async with asyncio.TaskGroup() as tasks:
            for customer in range(6):
                tasks.create_task(customers.write(customer, 120))
            await customers.more_than(100)
            await asyncio.to_thread(pair.primary.kill)
            before = len(customers.known)
            await asyncio.to_thread(pair.promote)
            began = time.monotonic()
            await customers.more_than(before)
            assert time.monotonic() - began < RECOVERED_WITHIN
        assert before < 6 * 120 == len(customers.known)
        await asyncio.to_thread(pair.join)  # the dead one comes back as the standby of the other
        assert await customers.said("both again")
        assert await customers.stored() == customers.known
        assert pair.standby.sql("SELECT pg_is_in_recovery()") == "t"


async def test_only_a_synchronous_standby_keeps_what_was_acknowledged(pair: Pair) -> None:
    """The negative control: the standby is away for the last message. Without waiting for it that message is
    acknowledged and gone after the failover; waiting for it, nobody is told that it was kept."""
    async with opened(pair.url("centre")) as store, asyncio.timeout(100):
        await store.change(TENANT, open_conversation("cnv_0"), at=1)
        customers = Customers(store)
        assert await customers.said("before")
        await asyncio.to_thread(pair.standby.stop)

        async with asyncio.TaskGroup() as tasks:
            last = tasks.create_task(customers.said("last"))
            await asyncio.wait([last], timeout=30 if not pair.synchronous else 2)
            assert last.done() is not pair.synchronous
            await asyncio.to_thread(pair.primary.kill)
            await asyncio.to_thread(pair.standby.start)
            await asyncio.to_thread(pair.promote)
        assert last.result() is not pair.synchronous
        while not await customers.said("after"):
            await asyncio.sleep(0.1)

        assert customers.known - await customers.stored() == (set() if pair.synchronous else {"last"})
