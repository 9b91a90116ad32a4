"""Two nodes write one tenant's line: what each turn then costs, and that nobody decides on what another one changed."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
import pytest

from atiende.bus.memory import MemoryBus
from atiende.bus.system import SystemClock
from atiende.domain.conversation import Conversation
from atiende.domain.interaction import Interaction
from atiende.domain.message import Message, Origin
from atiende.domain.work import Timer
from atiende.ports.store import Change
from atiende.store.pooling import Pool, Session
from atiende.store.postgres import PostgresEngine
from atiende.store.replay import replay_check
from atiende.store.store import SqlStore, open_store
from tests.contracts.store_world import TENANT, open_conversation, opened, positions, receive

pytestmark = pytest.mark.pg
LOCKED = ["BEGIN", "SELECT seq, at, turn, since FROM take_turn", "SELECT found.* origins", "WITH head", "COMMIT"]
"""What a message costs while others write too: beside being alone, the lock that hands over what they wrote."""


@asynccontextmanager
async def listened(url: str, asked: list[str]) -> AsyncIterator[SqlStore]:
    """A store whose statements are told, shortened."""

    class Listened(Session):
        def __init__(self, *arguments: object) -> None:
            super().__init__(*arguments)
            self.add_query_logger(lambda query: asked.append(_short(query.query)))

    pool, clock = await Pool.open(url, session=Listened), SystemClock()
    async with open_store(
        url, bus=MemoryBus(), clock=clock, begin=lambda publish: PostgresEngine(pool, publish, clock, url), poll=3600
    ) as store:
        yield store


def _short(statement: str) -> str:
    if statement.startswith("SELECT found.*"):
        return "SELECT found.* " + statement.split('FROM "')[1].split('"')[0]
    return statement.split("(")[0] if "take_turn" in statement else " ".join(statement.split()[:2])


async def bring(store: SqlStore, number: int) -> int:
    name, origin = f"cnv_{number % 4}", f"o{number}"
    reads = [(Origin, ("chat", origin)), (Conversation, (name,)), (Interaction, (f"itr_{name}",))]
    return await store.change(TENANT, receive(name, origin), at=number, reads=reads)


async def test_a_turn_costs_little_more_when_another_node_writes_in_between(postgres_url: str) -> None:
    asked: list[str] = []
    async with opened(postgres_url) as other, listened(postgres_url, asked) as one:
        for number in range(4):
            await other.change(TENANT, open_conversation(f"cnv_{number}"), at=1)
        for number in range(20):  # both know the rows, and of each other
            await bring((one, other)[number % 2], number)
        for number in range(20, 28):
            asked.clear()
            await bring((one, other)[number % 2], number)
            if number % 2 == 0:
                assert asked == LOCKED

        connection = await asyncpg.connect(postgres_url, server_settings={"atiende.tenant": TENANT})
        await connection.execute("DELETE FROM turns")  # the negative control: nobody left word
        await connection.close()
        asked.clear()
        await bring(one, 28)
        assert len(asked) > len(LOCKED)


async def test_alone_again_a_turn_takes_no_lock(postgres_url: str) -> None:
    asked: list[str] = []
    async with opened(postgres_url) as other, listened(postgres_url, asked) as one:
        await other.change(TENANT, open_conversation("cnv_0"), at=1)
        for number in range(0, 120, 4):
            asked.clear()
            await bring(one, number)
        assert asked == ["SELECT found.* origins", "WITH head"]


async def test_what_the_other_node_wrote_is_what_this_one_decides_on(postgres_url: str) -> None:
    """Rows told, rows of which only the key is told, rows dropped, answers of `where`, and refusals in between."""

    def look(change: Change) -> tuple[int, int, int | None]:
        row, timer = change.get(Conversation, "cnv_0"), change.get(Timer, "silence", "itr_cnv_0")
        assert row is not None
        return row.last, len(change.where(Message, {"conversation": "cnv_0"})), timer.due if timer else None

    def stop(change: Change) -> None:
        change.drop(Timer, "silence", "itr_cnv_0")

    async with opened(postgres_url) as one, opened(postgres_url) as two:
        await one.change(TENANT, open_conversation("cnv_0"), at=0)
        assert await two.change(TENANT, look, at=0) == (0, 0, None)
        for number in range(0, 48, 4):
            writes, reads = (one, two) if number % 8 else (two, one)
            last = number // 4 + 1
            assert await bring(writes, number) == last
            due = max(number, 0) + 900_000
            assert await reads.change(TENANT, look, at=0) == (last, last, due)
            await reads.change(TENANT, stop, at=0)
            assert await writes.change(TENANT, look, at=0) == (last, last, None)
            assert await bring(writes, number) == last  # once


async def test_many_at_once_on_two_nodes_leave_one_true_line(postgres_url: str) -> None:
    async with opened(postgres_url) as one, opened(postgres_url) as two:
        for number in range(4):
            await one.change(TENANT, open_conversation(f"cnv_{number}"), at=1)
        await asyncio.gather(*[bring((one, two)[number // 4 % 2], number) for number in range(200)])
        for number in range(4):
            assert await positions(two, TENANT, f"cnv_{number}") == list(range(1, 51))
        assert await replay_check(one, TENANT) == []
