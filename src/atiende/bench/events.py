"""`atiende bench events`: durable changes per second, against the same statements without Atiende, on both databases.

A change is a customer's message with its rows. 64 producers each await the acknowledgement of the one before. On SQLite
what the writer said is replayed raw, once in the transactions it made of the crowd, once with a commit for each change;
on PostgreSQL by bare asyncpg; the figures are ratios of runs that alternate on copies of one database.
"""

import asyncio
import math
import shutil
import statistics
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

from atiende.bench.events_load import (
    PRODUCERS,
    Turns,
    closed_loop,
    open_loop,
    prepare,
    traced_postgres,
    traced_sqlite,
)
from atiende.bench.reference import commits
from atiende.bench.registry import Figures, Options
from atiende.bench.running import scratch
from atiende.bench.servers.postgres import ROLE, Postgres
from atiende.bus.memory import MemoryBus
from atiende.bus.system import SystemClock
from atiende.store.pooling import CONNECTIONS
from atiende.store.store import SqlStore, open_store

TENANT = "ten_bench"
MANY = tuple(f"ten_{number:03}" for number in range(PRODUCERS))
RATE = 300.0
SETTLE_SECONDS = 3.0


async def run(options: Options) -> Figures:
    """The figures of `bench.md`."""
    figures = await _sqlite(options)
    if Postgres.binaries() is None:
        options.notes.append("no PostgreSQL server: its figures are missing")
        names = ("tenant_per_s", "tenant_p99_ms_at_300", "p99_ratio_at_300", "many_ratio")
        return figures | {f"pg_{name}": None for name in names}
    with Postgres.running() as server:
        centres = Centres(server)
        figures |= await _one_tenant(centres, options)
        figures |= await _at_a_rate(centres, options)
        return figures | await _many(centres, options)


# --- SQLite ----------------------------------------------------------------------------------------------------------


async def _sqlite(options: Options) -> Figures:
    pairs, each = (2, 60) if options.quick else (7, 300)
    with scratch("events") as place:
        prepared = Path(place) / "prepared.db"
        await prepare(f"sqlite:///{prepared}", (TENANT,), PRODUCERS)
        crowd, lone = list[commits.Statement](), list[commits.Statement]()
        async with traced_sqlite(_copy(prepared), crowd) as store:
            await closed_loop(store, (TENANT,), PRODUCERS, each)
        async with traced_sqlite(_copy(prepared), lone) as store:
            await closed_loop(store, (TENANT,), 1, PRODUCERS * each // 10)
        ours, batch, single = list[float](), list[float](), list[float]()
        for _ in range(pairs):
            async with open_store(f"sqlite:///{_copy(prepared)}", bus=MemoryBus(), clock=SystemClock()) as store:
                ours.append(PRODUCERS * each / await closed_loop(store, (TENANT,), PRODUCERS, each))
            batch.append(PRODUCERS * each / await asyncio.to_thread(commits.sqlite, _copy(prepared), crowd))
            single.append(PRODUCERS * each // 10 / await asyncio.to_thread(commits.sqlite, _copy(prepared), lone))
    options.notes.append(
        f"SQLite, changes/s: ours {_median(ours):.0f}, raw in its batches {_median(batch):.0f},"
        f" raw commit per change {_median(single):.0f}"
    )
    return {
        "sqlite_ratio_batch": round(_median([one / two for one, two in zip(ours, batch, strict=True)]), 2),
        "sqlite_ratio_single": round(_median([one / two for one, two in zip(ours, single, strict=True)]), 2),
    }


def _copy(prepared: Path) -> Path:
    """A new one, in place of the last."""
    copy = prepared.with_name("run.db")
    for old in prepared.parent.glob("run.db*"):
        old.unlink()
    shutil.copy(prepared, copy)
    return copy


# --- PostgreSQL ------------------------------------------------------------------------------------------------------


class Centres:
    """Databases that are copies of one prepared, each gone after its use."""

    def __init__(self, server: Postgres) -> None:
        self.server, self._made = server, 0

    async def prepare(self, name: str, tenants: Sequence[str], conversations: int) -> None:
        await self._sql(f"CREATE DATABASE {name} OWNER {ROLE} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'")
        await prepare(self.server.url(name), tenants, conversations)

    @asynccontextmanager
    async def copy(self, prepared: str) -> AsyncIterator[str]:
        """Its name."""
        self._made += 1
        name = f"run_{self._made}"
        await self._sql(f"CREATE DATABASE {name} OWNER {ROLE} TEMPLATE {prepared}")
        try:
            yield name
        finally:
            await self._sql(f"DROP DATABASE {name} WITH (FORCE)")

    async def _sql(self, statement: str) -> None:
        await asyncio.to_thread(self.server.sql, statement)


async def _one_tenant(centres: Centres, options: Options) -> Figures:
    rounds, each = (2, 60) if options.quick else (5, 300)
    await centres.prepare("one", (TENANT,), PRODUCERS)
    found = list[float]()
    for _ in range(rounds):
        async with centres.copy("one") as name, _opened(centres, name) as store:
            await closed_loop(store, (TENANT,), PRODUCERS, 5, "warm")
            found.append(PRODUCERS * each / await closed_loop(store, (TENANT,), PRODUCERS, each))
    return {"pg_tenant_per_s": round(_median(found))}


async def _at_a_rate(centres: Centres, options: Options) -> Figures:
    pairs, seconds = (2, 4.0) if options.quick else (5, 20.0)
    ours, bare, ratios = list[float](), list[float](), list[float]()
    async with centres.copy("one") as name, _opened(centres, name) as store:
        await open_loop(store, TENANT, RATE, SETTLE_SECONDS, "settling")
        for number in range(pairs):
            ours.append(_p99(await open_loop(store, TENANT, RATE, seconds, f"pair{number}")))
            bare.append(_p99(await commits.rows(centres.server.url(role="postgres"), RATE, seconds, CONNECTIONS)))
            ratios.append(ours[-1] / bare[-1])
    options.notes.append(f"at {RATE:.0f}/s a bare one-row commit: p99 {_median(bare):.2f} ms")
    return {"pg_tenant_p99_ms_at_300": round(_median(ours), 2), "pg_p99_ratio_at_300": round(_median(ratios), 2)}


async def _many(centres: Centres, options: Options) -> Figures:
    pairs, each = (2, 40) if options.quick else (5, 150)
    await centres.prepare("many", MANY, 1)
    turns: Turns = {}
    async with centres.copy("many") as name, traced_postgres(centres.server.url(name), turns) as store:
        await closed_loop(store, MANY, PRODUCERS, each)
    ours, bare = list[float](), list[float]()
    for _ in range(pairs):
        async with centres.copy("many") as name, _opened(centres, name) as store:
            ours.append(PRODUCERS * each / await closed_loop(store, MANY, PRODUCERS, each))
        async with centres.copy("many") as name:
            url = centres.server.url(name, "postgres")
            bare.append(PRODUCERS * each / await commits.postgres(url, turns, CONNECTIONS))
    options.notes.append(
        f"PostgreSQL, {PRODUCERS} tenants, changes/s: ours {_median(ours):.0f}, bare asyncpg {_median(bare):.0f}"
    )
    return {"pg_many_ratio": round(_median([one / two for one, two in zip(ours, bare, strict=True)]), 2)}


def _opened(centres: Centres, name: str) -> AbstractAsyncContextManager[SqlStore]:
    return open_store(centres.server.url(name), bus=MemoryBus(), clock=SystemClock())


def _median(values: Sequence[float]) -> float:
    return statistics.median(values)


def _p99(values: Sequence[float]) -> float:
    ordered = sorted(values)
    return ordered[math.ceil(0.99 * len(ordered)) - 1]
