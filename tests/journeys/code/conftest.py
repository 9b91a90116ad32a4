"""The application with its two centres, as the API's journeys have it, and a program with a key."""

from collections.abc import AsyncIterator

import pytest
from fastapi import FastAPI

from atiende.ports.desk import Desk
from tests.journeys.api.conftest import app, eva, marta, tenants_named
from tests.journeys.api.people import NORTH, Browser, key_for, stranger

__all__ = ("app", "eva", "marta", "program", "tenants_named")


@pytest.fixture
async def program(app: FastAPI, desk: Desk) -> AsyncIterator[Browser]:
    """A key of the north that may publish everything."""
    token = await key_for(desk, NORTH, {"config.publish": "all"})
    async with stranger(app) as http:
        http.headers["Authorization"] = f"Bearer {token}"
        yield Browser(http)
