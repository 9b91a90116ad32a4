"""A centre that is backed up and put back: where it lives, where its copy will, and what was written in it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from atiende.actions.endpoints import open_endpoint
from atiende.actions.intake import Taken, take_message
from atiende.bus.system import SystemClock
from atiende.domain.message import MessageContent
from atiende.ports.channel import Inbound, InboundFile
from atiende.ports.desk import Desk
from atiende.settings import Settings
from atiende.store.store import SqlStore
from tests.fakes import KEY, VirtualClock, open_desk
from tests.journeys.small_centre import TENANT, small_centre
from tests.journeys.small_world import channels


@dataclass(kw_only=True)
class Kept:
    """`settings` of the centre, `empty` those of a place to restore into, `place` where backups go."""

    settings: Settings
    empty: Settings
    place: Path


def settings_in(directory: Path, url: str = "", admin: str = "") -> Settings:
    return Settings(data_dir=directory, database_url=url, backup_database_url=admin, secret_key=KEY)


@asynccontextmanager
async def centre(kept: Kept) -> AsyncIterator[Desk]:
    """The centre's desk, open as its server has it."""
    kept.settings.data_dir.mkdir(exist_ok=True)
    clock, url = VirtualClock(SystemClock().now()), kept.settings.database_url
    async with open_desk(kept.settings.data_dir, url=url, channels=channels(), clock=clock) as desk:
        if not await desk.store.tenants():
            await small_centre(desk)
        yield desk


async def say(desk: Desk, number: int, *, file: bytes = b"") -> Taken:
    """A customer's message, with a file if one is given; applied and durable on return."""
    endpoint = await open_endpoint(desk, TENANT, "web")
    assert endpoint is not None
    files = (InboundFile(name="a.txt", content_type="text/plain", content=file),) if file else ()
    inbound = Inbound(origin=f"v:pepe/{number}", address="v:pepe", name="Pepe", text=f"Hola {number}", files=files)
    return await take_message(desk, endpoint, inbound)


async def texts(store: SqlStore) -> set[str]:
    rows = await store.reading(TENANT).where(MessageContent, {}, limit=100_000)
    return {row.text for row in rows}


@asynccontextmanager
async def put_back(kept: Kept) -> AsyncIterator[Desk]:
    """The restored centre's desk."""
    async with open_desk(kept.empty.data_dir, url=kept.empty.database_url, channels=channels()) as desk:
        yield desk
