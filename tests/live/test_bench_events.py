"""`atiende bench events`, small: what is replayed without Atiende is what Atiende said, and leaves what it left."""

import shutil
from pathlib import Path

import apsw
import asyncpg
import pytest

from atiende.bench.events import Centres
from atiende.bench.events_load import Turns, closed_loop, prepare, traced_postgres, traced_sqlite
from atiende.bench.reference import commits
from atiende.bench.servers.postgres import Postgres

pytestmark = pytest.mark.live
TENANTS = ("ten_1", "ten_2")


def rows_of(path: Path) -> list[object]:
    connection = apsw.Connection(str(path))
    found = [connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in ("facts", "messages")]
    connection.close()
    return [*found]


async def test_replayed_on_sqlite_the_same_is_there(tmp_path: Path) -> None:
    prepared, ours, bare = (tmp_path / f"{name}.db" for name in ("prepared", "ours", "bare"))
    await prepare(f"sqlite:///{prepared}", TENANTS, 2)
    shutil.copy(prepared, ours)
    shutil.copy(prepared, bare)
    said: list[commits.Statement] = []
    async with traced_sqlite(ours, said) as store:
        assert await closed_loop(store, TENANTS, 4, 5) > 0

    assert commits.sqlite(bare, said) > 0

    assert rows_of(bare) == rows_of(ours)
    assert len(rows_of(bare)[1]) == 4 * 5  # type: ignore[arg-type]


@pytest.mark.pg
async def test_replayed_on_postgresql_the_same_is_there(postgres: Postgres) -> None:
    centres, turns, found = Centres(postgres), Turns(), list[object]()
    await centres.prepare("events", TENANTS, 1)
    async with centres.copy("events") as ours, centres.copy("events") as bare:
        async with traced_postgres(postgres.url(ours), turns) as store:
            await closed_loop(store, TENANTS, 2, 5)
        assert {tenant: len(own) for tenant, own in turns.items()} == dict.fromkeys(TENANTS, 5)
        assert await commits.postgres(postgres.url(bare, "postgres"), turns, 2) > 0
        for name in (ours, bare):
            connection = await asyncpg.connect(postgres.url(name, "postgres"))
            found.append(await connection.fetch("SELECT * FROM facts ORDER BY tenant, seq"))
            await connection.close()
    assert found[0] == found[1]
    postgres.sql("DROP DATABASE events WITH (FORCE)")


@pytest.mark.pg
async def test_one_row_commits_are_timed_from_when_they_are_due(postgres: Postgres) -> None:
    with postgres.database() as url:
        took = await commits.rows(url, rate=50, seconds=0.4, connections=2)
    assert len(took) == 20
    assert min(took) > 0
