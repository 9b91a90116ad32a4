"""Who has a conversation open is shown at every node, by what they tell each other; what is not said again goes."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace

import msgspec
import pytest

from atiende.api.onlookers import FORGOTTEN_SECONDS, Onlookers
from atiende.domain.work import User
from atiende.ports.bus import Viewing
from atiende.ports.desk import Desk
from atiende.ports.nodes import Alone, NodeRow, NodeSeen
from tests.fakes import VirtualClock, settle
from tests.journeys.nodes.world import until
from tests.journeys.small_centre import ANA, LUIS, TENANT, small_centre

pytestmark = pytest.mark.anyio
CONVERSATION = "cnv_1"


class Named(Alone):
    """A node that knows of another one."""

    def others(self) -> Sequence[NodeSeen]:
        row = NodeRow(id="another", beat=1, roles=(), version="1", address="")
        return [NodeSeen(node=row, age=0, alive=True)]


@dataclass(frozen=True)
class Looker:
    user: str
    name: str
    by: str = ""


@dataclass(frozen=True)
class Tab:
    viewer: Looker


@dataclass
class Screens:
    """One node's: the tabs that have the conversation open, and what they were told last."""

    desk: Desk
    tabs: dict[str, set[Tab]] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.onlookers = Onlookers(self.desk, TENANT, self.tabs, self._told)  # type: ignore[arg-type] # all it asks of them

    async def _told(self, sockets: Sequence[object], frame: bytes) -> None:
        found: Mapping[str, list[dict[str, str]]] = msgspec.json.decode(frame)
        self.told = sorted(one["name"] for one in found["viewers"])

    async def listen(self) -> None:
        async with self.desk.bus.listen(TENANT) as signals:
            async for _, signal in signals:
                if isinstance(signal, Viewing):
                    await self.onlookers.heard(signal)

    async def open(self, looker: Looker) -> None:
        self.tabs.setdefault(CONVERSATION, set()).add(Tab(looker))
        await self.onlookers.say(CONVERSATION, looker.user, on=True)
        await settle()

    async def close(self, looker: Looker, *, silently: bool = False) -> None:
        self.tabs[CONVERSATION].discard(Tab(looker))
        if not self.tabs[CONVERSATION]:
            del self.tabs[CONVERSATION]
        if not silently:
            await self.onlookers.say(CONVERSATION, looker.user, on=False)
        await settle()


@asynccontextmanager
async def two_nodes(desk: Desk) -> AsyncIterator[tuple[Screens, Screens, VirtualClock]]:
    await small_centre(desk)
    for user, name in ((ANA, "Ana"), (LUIS, "Luis")):
        row = User(id=user, email=f"{name}@example.test", name=name)
        await desk.store.change(TENANT, lambda change, row=row: change.put(row), at=desk.clock.now())
    here, there = (Screens(replace(desk, leases=Named(name))) for name in ("one", "two"))
    assert isinstance(desk.clock, VirtualClock)
    async with asyncio.TaskGroup() as group:
        running = [group.create_task(each.listen()) for each in (here, there)]
        await settle()
        yield here, there, desk.clock
        for task in running:
            task.cancel()


async def test_who_looks_at_another_node_is_shown_from_the_start_and_until_he_leaves(desk: Desk) -> None:
    async with two_nodes(desk) as (here, there, _):
        ana, luis = Looker(ANA, "Ana"), Looker(LUIS, "Luis")
        await here.open(ana)
        await there.open(luis)
        await until(lambda: here.told == there.told == ["Ana", "Luis"])  # who came later is told who was there before

        await here.close(ana)
        await until(lambda: there.told == ["Luis"])


async def test_who_is_not_heard_of_any_more_is_forgotten(desk: Desk) -> None:
    async with two_nodes(desk) as (here, there, clock):
        ana, luis = Looker(ANA, "Ana"), Looker(LUIS, "Luis")
        await there.open(luis)
        await here.open(ana)
        await until(lambda: there.told == ["Ana", "Luis"])
        await here.close(ana, silently=True)  # its node went away
        for _ in range(int(FORGOTTEN_SECONDS) + 25):
            await clock.advance(1)
            await there.onlookers.tick()
        await until(lambda: there.told == ["Luis"])
