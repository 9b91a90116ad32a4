"""Journeys run on both databases: the same story must come out the same."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from atiende.bench.servers.postgres import Postgres
from atiende.ports.desk import Desk
from tests.fakes import open_desk


@pytest.fixture
def postgres_url(postgres: Postgres) -> str:
    """Here the tables may be there already: making them is what tests/contracts are about."""
    return postgres.emptied()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.pg)])
async def desk(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Desk]:
    """A desk on an empty database, SQLite and PostgreSQL in turn."""
    url = str(request.getfixturevalue("postgres_url")) if request.param == "postgres" else ""
    async with open_desk(tmp_path, url=url) as made:
        yield made
