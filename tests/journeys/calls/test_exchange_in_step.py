"""What the exchange must know follows our documents within seconds, and only centres that changed are read again."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import msgspec

from atiende.actions import telephony as reading
from atiende.actions.telephony import telephony
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.work import User
from atiende.ports.desk import Desk
from atiende.ports.store import Change
from atiende.ports.telephony import Telephony
from atiende.ports.voice import EngineGone
from atiende.reactors.telephony import LOOK_SECONDS, keep_telephony
from tests.fakes import VirtualClock, settle
from tests.journeys.small_centre import ANA, LUIS, TENANT, small_centre

OTHER = "ten_00000000000000000000000002"
EVA = "usr_00000000000000000000000003"
ABILITY = f.Ability(role="agent", teams=("first",), languages={"es": 5})


class Exchange:
    """`told` is what it was given; `away`: it cannot be reached."""

    def __init__(self, desk: Desk) -> None:
        assert isinstance(desk.clock, VirtualClock)
        self.desk, self.clock, self.away = desk, desk.clock, False
        self.told: list[Telephony] = []
        self.read: list[str] = []

    async def apply(self, lines: Telephony) -> None:
        if self.away:
            raise EngineGone("away")
        self.told.append(lines)

    async def looks(self) -> list[str]:
        """The centres that are read until it has looked again."""
        self.read.clear()
        for _ in range(3):
            await self.clock.advance(LOOK_SECONDS)
            await settle()
        return list(self.read)

    async def record(self, tenant: str, *facts: f.Fact, user: User | None = None) -> None:
        def decide(change: Change) -> None:
            change.record(*facts, actor="system")
            if user is not None:
                change.put(user)

        await self.desk.store.change(tenant, decide, at=self.clock.now())


def published(kind: str, slug: str, body: docs.Body, version: int = 1) -> f.DocumentPublished:
    return f.DocumentPublished(kind=kind, slug=slug, version=version, body=msgspec.json.encode(body).decode())


TRUNK = docs.Trunk(name="T", host="company.example")


@asynccontextmanager
async def exchange(desk: Desk) -> AsyncIterator[Exchange]:
    made = Exchange(desk)

    async def counted(desk: Desk, tenant: str) -> Telephony:
        made.read.append(tenant)
        return await reading.lines_of(desk, tenant)

    for tenant in (TENANT, OTHER):
        await small_centre(desk, tenant)
        await made.record(tenant, published("trunk", "main", TRUNK))
    task = asyncio.ensure_future(keep_telephony(desk, made.apply, counted))
    try:
        yield made
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_nothing_is_read_again_while_nothing_changes_that_concerns_it(desk: Desk) -> None:
    async with exchange(desk) as made:
        assert sorted(await made.looks()) == [TENANT, OTHER]
        assert [len(one.phones) for one in made.told] == [4]
        assert await made.looks() == [] and len(made.told) == 1
        await made.record(TENANT, f.AgentStateChanged(agent=ANA, state="available"))
        await made.record(OTHER, published("reason", "other", docs.Reason(name="Other", name_es="Otra")))
        assert await made.looks() == [] and len(made.told) == 1


async def test_what_changes_is_told_whoever_and_whatever_it_is(desk: Desk) -> None:
    async with exchange(desk) as made:
        await made.looks()
        eva = User(id=EVA, email="eva@example.test", name="Eva")
        calls = docs.Endpoint(
            name="V", brand="main", channel="voice", queue="support", settings={"numbers": ["+34910000001"]}
        )
        changes: list[tuple[f.Fact, User | None]] = [
            (f.UserCreated(user=EVA, ability=ABILITY), eva),
            (f.UserChanged(user=EVA, ability=ABILITY), msgspec.structs.replace(eva, active=False)),
            (f.DeskPhoneRenewed(user=LUIS), None),
            (published("endpoint", "calls", calls), None),
            (published("trunk", "main", msgspec.structs.replace(TRUNK, country="ES"), 2), None),
            (f.DocumentRetired(kind="trunk", slug="main", version=2), None),
        ]
        for number, (fact, user) in enumerate(changes, start=2):
            await made.record(TENANT, fact, user=user)
            assert set(await made.looks()) == {TENANT}, fact
            assert len(made.told) == number, fact
            assert made.told[-1] == await telephony(desk)


async def test_an_exchange_that_was_away_is_told_when_it_is_back(desk: Desk) -> None:
    async with exchange(desk) as made:
        made.away = True
        await made.looks()
        assert made.told == []
        made.away = False
        assert await made.looks() == []  # what was read still holds
        assert made.told == [await telephony(desk)]
