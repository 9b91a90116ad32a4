"""Backups of both databases: the same story must come out the same."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from atiende.bench.servers.postgres import Postgres
from tests.journeys.upkeep.kept_world import Kept, settings_in


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.pg)])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Kept]:
    if request.param == "sqlite":
        yield Kept(
            settings=settings_in(tmp_path / "data"), empty=settings_in(tmp_path / "empty"), place=tmp_path / "place"
        )
        return
    server: Postgres = request.getfixturevalue("postgres")
    with server.database() as url, server.database() as other:
        yield Kept(
            settings=settings_in(tmp_path / "data", url, as_admin(server, url)),
            empty=settings_in(tmp_path / "empty", other, as_admin(server, other)),
            place=tmp_path / "place",
        )


@pytest.fixture
def small(tmp_path: Path) -> Kept:
    """On SQLite only: where the database makes no difference."""
    return Kept(
        settings=settings_in(tmp_path / "data"), empty=settings_in(tmp_path / "empty"), place=tmp_path / "place"
    )


def as_admin(server: Postgres, url: str) -> str:
    return server.url(url.rpartition("/")[2], "postgres")
