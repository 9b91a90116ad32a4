"""Migrated databases are what `tables.py` says, on both databases; newer ones are refused; a second process too."""

from pathlib import Path

import apsw
import asyncpg
import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy.ext.asyncio import create_async_engine

from atiende.store.beside import KEEP_OLDEST, NewerDatabase
from atiende.store.migrate import migrate
from atiende.store.sqlite import AlreadyOpen, connect
from atiende.store.tables import BULKY, metadata
from tests.contracts.store_world import TENANT, open_conversation, opened


def differences(connection: sa.Connection) -> list[object]:
    """The full-text index and the months' tables are made by hand and stand in no record."""
    by_hand = ("search_index", "message_content_2", "message_content_default")
    options = {"include_name": lambda name, kind, _parents: not (name or "").startswith(by_hand)}
    return list(compare_metadata(MigrationContext.configure(connection, opts=options), metadata))


async def test_a_migrated_sqlite_database_is_what_the_tables_say(tmp_path: Path) -> None:
    path = tmp_path / "atiende.db"
    await migrate(f"sqlite:///{path}")
    await migrate(f"sqlite:///{path}")

    engine = sa.create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        assert differences(connection) == []
    engine.dispose()
    with apsw.Connection(str(path)) as reading:
        made = dict(reading.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'"))
    reading.close()
    kept = {name for name in metadata.tables if "WITHOUT ROWID" not in made[name].upper()}
    assert kept == BULKY & set(metadata.tables)


@pytest.mark.pg
async def test_a_migrated_postgres_database_is_what_the_tables_say(postgres_url: str) -> None:
    await migrate(postgres_url)
    await migrate(postgres_url)

    engine = create_async_engine(postgres_url.replace("postgresql://", "postgresql+asyncpg://"))
    async with engine.connect() as connection:
        assert await connection.run_sync(differences) == []
    await engine.dispose()


async def test_a_missing_index_would_be_found(tmp_path: Path) -> None:
    path = tmp_path / "atiende.db"
    await migrate(f"sqlite:///{path}")
    connection = connect(path)
    connection.execute("DROP INDEX timers_across")
    connection.close()

    engine = sa.create_engine(f"sqlite:///{path}")
    with engine.connect() as reading:
        assert len(differences(reading)) == 1
    engine.dispose()


async def test_a_newer_sqlite_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "atiende.db"
    await migrate(f"sqlite:///{path}")
    connection = connect(path)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.execute(KEEP_OLDEST.format("9999"))
    connection.close()

    with pytest.raises(NewerDatabase, match="9999"):
        await migrate(f"sqlite:///{path}")


@pytest.mark.pg
async def test_a_newer_postgres_database_is_refused(postgres_url: str) -> None:
    await migrate(postgres_url)
    connection = await asyncpg.connect(postgres_url)
    await connection.execute("UPDATE alembic_version SET version_num = '9999'")
    await connection.execute(KEEP_OLDEST.format("9999"))
    await connection.close()

    with pytest.raises(NewerDatabase, match="9999"):
        await migrate(postgres_url)


async def test_a_second_process_is_refused_on_the_same_directory(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/atiende.db"
    async with opened(url) as store:
        with pytest.raises(AlreadyOpen, match="in use"):
            async with opened(url):
                pass
        assert await store.change(TENANT, open_conversation("cnv_1"), at=1) == 1
    async with opened(url) as store:
        assert await store.head(TENANT) == 2
