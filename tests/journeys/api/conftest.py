"""The application over a real store with two centres in it."""

from collections.abc import AsyncIterator, Iterator

import pytest
from fastapi import FastAPI

from atiende.api.app import build_app
from atiende.ports.desk import Desk
from atiende.store.raw import guard
from atiende.store.store import SqlStore
from atiende.store.views import SqlViews
from tests.journeys.api.people import NORTH, SOUTH, Browser, found, signed_in


@pytest.fixture(autouse=True)
def tenants_named() -> Iterator[None]:
    """Every select of these tests names its tenant."""
    with guard():
        yield


@pytest.fixture
async def app(desk: Desk) -> FastAPI:
    """The application, with the centres of north and south."""
    await found(desk, NORTH)
    await found(desk, SOUTH)
    assert isinstance(desk.store, SqlStore)
    return build_app(desk, SqlViews(desk.store))


@pytest.fixture
async def ana(app: FastAPI, desk: Desk) -> AsyncIterator[Browser]:
    """An agent of the north's first team."""
    async with signed_in(app, desk, NORTH, "ana") as browser:
        yield browser


@pytest.fixture
async def luis(app: FastAPI, desk: Desk) -> AsyncIterator[Browser]:
    """An agent of its second team."""
    async with signed_in(app, desk, NORTH, "luis") as browser:
        yield browser


@pytest.fixture
async def eva(app: FastAPI, desk: Desk) -> AsyncIterator[Browser]:
    """Its supervisor."""
    async with signed_in(app, desk, NORTH, "eva") as browser:
        yield browser


@pytest.fixture
async def marta(app: FastAPI, desk: Desk) -> AsyncIterator[Browser]:
    """Its administrator."""
    async with signed_in(app, desk, NORTH, "marta") as browser:
        yield browser
