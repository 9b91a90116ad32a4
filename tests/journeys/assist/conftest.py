"""A centre that can help, on one database: what differs between databases is tested elsewhere."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from atiende.ports.desk import Desk
from tests.fakes import open_desk
from tests.journeys.assist.helped_centre import helped_centre


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with open_desk(tmp_path) as made:
        await helped_centre(made)
        yield made
