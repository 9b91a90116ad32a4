"""The stores every contract is asked of."""

from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest

from atiende.bus.memory import MemoryBus
from atiende.bus.system import SystemClock
from atiende.store.raw import guard
from atiende.store.store import SqlStore, open_store


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.pg)])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "postgres":
        return str(request.getfixturevalue("postgres_url"))
    return f"sqlite:///{tmp_path}/atiende.db"


def opened(url: str) -> AbstractAsyncContextManager[SqlStore]:
    return open_store(url, bus=MemoryBus(), clock=SystemClock())


@pytest.fixture
async def store(store_url: str) -> AsyncIterator[SqlStore]:
    async with opened(store_url) as found:
        yield found


@pytest.fixture(autouse=True)
def every_select_names_its_tenant() -> Iterator[None]:
    with guard():
        yield
