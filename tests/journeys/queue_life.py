"""A small world for the life of queues: other rules for its queue, and chats and mails that come in."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from msgspec.structs import replace

from atiende.actions.configuration import Ref, publish
from atiende.actions.intake import Taken
from atiende.domain import documents as docs
from atiende.domain.interaction import Interaction
from atiende.domain.queue import QueueState
from atiende.ports.store import Change
from atiende.reactors.sweep import sweep_refused
from atiende.store.store import SqlStore
from tests.fakes import open_desk
from tests.journeys.small_centre import DOCUMENTS, TENANT
from tests.journeys.small_world import World, channels
from tests.proof import proven

on_both = pytest.mark.parametrize("world", ["sqlite", pytest.param("postgres", marks=pytest.mark.pg)], indirect=True)
"""What writes rows and facts of its own kind is tried on either database; what only decides, on one."""


@asynccontextmanager
async def opened(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[World]:
    """On either database; what was done can be replayed, decision by decision."""
    url = str(request.getfixturevalue("postgres_url")) if getattr(request, "param", "") == "postgres" else ""
    async with open_desk(tmp_path, url=url, channels=channels()) as desk:
        assert isinstance(desk.store, SqlStore)
        made = World(desk)
        await made.open()
        yield made
        assert await proven(desk.store, TENANT) == []


async def rule(world: World, slug: str = "support", **more: object) -> None:
    """Publishes a queue as the small centre has it, with these rules instead."""
    base = DOCUMENTS.get(("queue", slug)) or docs.Queue(name=slug, brand="main")
    await publish_body(world, "queue", slug, replace(base, **more))


async def publish_body(world: World, kind: str, slug: str, body: docs.Body) -> None:
    def decide(change: Change) -> None:
        publish(change, "system:test", Ref(kind, slug), body)

    await world.desk.store.change(TENANT, decide, at=world.clock.now())
    await world.step()


async def comes(world: World, who: str, number: int = 1, *, endpoint: str = "web") -> Interaction:
    """Somebody writes; answers his interaction."""
    taken = await world.write(who, number, endpoint=endpoint)
    assert isinstance(taken, Taken), taken
    return (await works(world, taken.conversation))[-1]


async def works(world: World, conversation: str) -> list[Interaction]:
    return await world.desk.store.reading(TENANT).where(Interaction, {"conversation": conversation})


async def again(world: World, one: Interaction) -> Interaction:
    """As it is now."""
    found = await world.desk.store.reading(TENANT).get(Interaction, one.id)
    assert found is not None
    return found


async def waiting(world: World, queue: str = "support") -> int:
    found = await world.desk.store.reading(TENANT).get(QueueState, queue)
    return found.waiting if found is not None else 0


async def sweep(world: World) -> None:
    await sweep_refused(world.desk, TENANT)
    await world.step()


async def facts_of(world: World, kind: type) -> list[object]:
    return [one.fact for one in await world.desk.store.log(TENANT, 0, 10_000) if isinstance(one.fact, kind)]
