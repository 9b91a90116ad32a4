"""The same statements without Atiende: replayed on a copy of the database by the bare driver, and one-row commits.

What is replayed was written down while Atiende ran: texts and values, turn by turn, transactions as they were.
"""

import asyncio
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import apsw
import asyncpg

Statement = tuple[str, tuple[object, ...]]


def sqlite(path: Path, statements: Sequence[Statement]) -> float:
    """Seconds that these took, one after the other, each commit synced to the disk."""
    connection = apsw.Connection(str(path))
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    run = connection.cursor().execute
    began = time.perf_counter()
    for text, values in statements:
        run(text, values).fetchall()
    took = time.perf_counter() - began
    connection.close()
    return took


async def postgres(url: str, turns: Mapping[str, Sequence[Sequence[Statement]]], connections: int) -> float:
    """Seconds that the turns of all tenants took: a producer for each tenant, a connection for each turn."""
    pool = await asyncpg.create_pool(url, min_size=connections, max_size=connections, server_settings={"jit": "off"})

    async def produce(own: Sequence[Sequence[Statement]]) -> None:
        for turn in own:
            async with pool.acquire() as connection:
                for text, values in turn:
                    if values:
                        await connection.fetch(text, *values)
                    else:
                        await connection.execute(text)

    try:
        began = time.perf_counter()
        async with asyncio.TaskGroup() as tasks:
            for own in turns.values():
                tasks.create_task(produce(own))
        return time.perf_counter() - began
    finally:
        await pool.close()


async def rows(url: str, rate: float, seconds: float, connections: int) -> list[float]:
    """Milliseconds of commits of one row each, offered at a rate whether or not the ones before are done."""
    pool = await asyncpg.create_pool(url, min_size=connections, max_size=connections)
    took: list[float] = []
    await pool.execute("CREATE TABLE IF NOT EXISTS bare (id bigserial PRIMARY KEY, body text NOT NULL)")

    async def one(due: float) -> None:
        await pool.execute("INSERT INTO bare (body) VALUES ($1)", "x" * 300)
        took.append((time.perf_counter() - due) * 1000)

    try:
        began = time.perf_counter()
        async with asyncio.TaskGroup() as tasks:
            for number in range(int(rate * seconds)):
                due = began + number / rate
                await asyncio.sleep(max(0.0, due - time.perf_counter()))
                tasks.create_task(one(due))
    finally:
        await pool.close()
    return took
