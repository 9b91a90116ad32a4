"""A small centre with telephones: its reactors run, its engine is a network in memory, its time moves when told."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TypeVar

import msgspec

from atiende.actions.offers import accept_offer
from atiende.actions.presence import choose_state
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain import voice as v
from atiende.domain.call import Call
from atiende.domain.interaction import Interaction, Offer
from atiende.domain.voice_documents import QueueVoice
from atiende.domain.work import User
from atiende.ports.desk import Desk
from atiende.ports.store import Change
from atiende.ports.voice import Voice
from atiende.reactors.centre import Centre
from atiende.voice.fake.engine import FakeEngine
from atiende.voice.fake.network import Network
from tests.fakes import VirtualClock, settle
from tests.journeys.small_centre import ANA, LUIS, TENANT, small_centre
from tests.proof import proven

T = TypeVar("T")
EVA = "usr_00000000000000000000000003"
OURS, CALLER, OTHER = "+34910000001", "+34600111222", "+34600333444"
QUEUE = docs.Queue(name="Soporte", brand="main", teams=["first"], wrap_up_seconds=30, voice=QueueVoice(welcome=None))
DOCUMENTS: dict[tuple[str, str], docs.Body] = {
    ("queue", "support"): QUEUE,
    ("queue", "second"): docs.Queue(name="Segunda", brand="main", teams=["second"], wrap_up_seconds=0),
    ("team", "second"): docs.Team(name="Segunda línea"),
    ("endpoint", "phone"): docs.Endpoint(
        name="Teléfono",
        brand="main",
        channel="voice",
        queue="support",
        settings={"numbers": [OURS], "web": True},
    ),
}
OFFER = '{"type":"offer","sdp":""}'


class Telephones:
    """The centre and everybody's telephones. `leg` ids of callers count up."""

    def __init__(self, desk: Desk, engine: FakeEngine) -> None:
        assert isinstance(desk.clock, VirtualClock)
        self.desk, self.engine, self.network, self.clock = desk, engine, engine.network, desk.clock
        self._callers = 0
        self.centre: Centre | None = None

    async def open(self) -> None:
        await small_centre(self.desk)

        def decide(change: Change) -> None:
            for (kind, slug), body in DOCUMENTS.items():
                text = msgspec.json.encode(body).decode()
                change.record(f.DocumentPublished(kind=kind, slug=slug, version=2, body=text), actor="system")
            ability = f.Ability(role="supervisor", teams=("second",), languages={"es": 5})
            change.record(f.UserCreated(user=EVA, ability=ability), actor="system")
            change.put(User(id=EVA, email="eva@example.test", name="Eva"))

        await self.desk.store.change(TENANT, decide, at=self.clock.now())

    @asynccontextmanager
    async def running(self, *, calls: bool = True) -> AsyncIterator[Centre]:
        """The reactors, for as long as the block lasts; begun again in a second block as after a restart. Without
        `calls`: those are run elsewhere."""
        self.centre = Centre(self.desk if calls else replace(self.desk, voice=Voice()))
        self.engine.connected = True
        async with asyncio.TaskGroup() as group:
            task = group.create_task(self.centre.run())
            try:
                await self.until(self._takes_calls if calls else self._began)
                yield self.centre
            finally:
                task.cancel()

    async def _began(self) -> bool:
        return self.centre is not None and TENANT in self.centre.tenancies

    async def _takes_calls(self) -> bool:
        assert self.centre is not None
        reactor = self.centre.switchboard.tenants.get(TENANT)
        return reactor is not None and reactor.loaded.is_set()

    async def until(self, what: Callable[[], Awaitable[T]]) -> T:
        """Lets time pass until it answers something: at most a minute of the centre's."""
        for _ in range(1200):
            found = await what()
            if found:
                return found
            await self.clock.advance(0.05)
        raise AssertionError("it did not happen")

    async def pass_time(self, seconds: float) -> None:
        for _ in range(int(seconds * 2)):
            await self.clock.advance(0.5)

    # --- people -------------------------------------------------------------------------------------------------------

    async def available(self, *agents: str) -> None:
        for agent in agents:
            await choose_state(self.desk, TENANT, agent, "available")

    async def call_in(self, number: str = CALLER) -> str:
        """Somebody dials our number: his leg; he says his own name for as long as he is there."""
        self._callers += 1
        leg = f"leg_caller{self._callers}"
        self.arrives(leg, number)
        await self.until(lambda: self.is_up(leg))
        self.engine.speaks(leg, "customer")
        return leg

    def arrives(self, leg: str, number: str = CALLER) -> None:
        self.engine.arrives(
            v.LegArrived(leg=leg, tenant=TENANT, endpoint="phone", caller=number, dialled=OURS, attestation="A")
        )

    def presses(self, leg: str, key: str) -> None:
        self.engine.say(v.DigitPressed(leg=leg, digit=key))

    async def is_up(self, leg: str) -> bool:
        await settle(2)
        return leg in self.network.legs and self.network.legs[leg].state == "up"

    async def call(self) -> Call:
        """The newest call."""
        found = await self.desk.store.reading(TENANT).where(Call, {})
        return max(found, key=lambda one: (one.began_at, one.interaction))

    async def work(self) -> Interaction:
        found = await self.desk.store.reading(TENANT).get(Interaction, (await self.call()).interaction)
        assert found is not None
        return found

    async def offered(self, agent: str) -> Offer:
        async def look() -> Offer | None:
            made = await self.desk.store.reading(TENANT).where(Offer, {"agent": agent, "state": "made"})
            return made[0] if made else None

        found = await self.until(look)
        assert found is not None
        return found

    async def rings(self, user: str) -> str:
        """The leg that rings at somebody's."""

        async def look() -> str:
            legs = [one for one, to in self.network.addresses.items() if to.value == user and one in self.network.legs]
            return next((one for one in legs if self.network.legs[one].state == "ringing"), "")

        return await self.until(look)

    async def answers(self, agent: str) -> str:
        """He clicks, and his page makes its offer: his leg, up and in its bridge."""
        offer = await self.offered(agent)
        leg = await self.rings(agent)
        await accept_offer(self.desk, TENANT, agent, offer.id)
        return await self.page(leg, agent)

    async def page(self, leg: str, tone: str) -> str:
        await self.engine.signal(leg, OFFER)
        self.engine.speaks(leg, tone)
        await self.until(lambda: self.row_up(leg))
        return leg

    async def row_up(self, leg: str) -> bool:
        found = (await self.call()).leg(leg)
        return found is not None and found.state == "up"

    async def hears(self, leg: str, *tones: str) -> None:
        """Waits until exactly these reach it."""

        async def look() -> bool:
            return self.network.hears(leg) == set(tones)

        try:
            await self.until(look)
        except AssertionError:
            raise AssertionError(f"{leg} hears {self.network.hears(leg)}, not {set(tones)}") from None

    async def ended(self) -> Interaction:
        async def look() -> bool:
            return not (await self.call()).open and not self.network.legs

        await self.until(look)
        return await self.work()

    async def facts(self, *kinds: type[f.Fact]) -> list[f.Fact]:
        logged = await self.desk.store.log(TENANT, 0, 10_000)
        return [one.fact for one in logged if isinstance(one.fact, kinds)]

    async def proven(self) -> None:
        assert await proven(self.desk.store, TENANT) == []


@asynccontextmanager
async def telephones(desk: Desk) -> AsyncIterator[Telephones]:
    """A centre with nobody in it yet, on this desk's database."""
    engine = FakeEngine(Network(now=desk.clock.now))
    made = Telephones(replace(desk, voice=Voice(engines={"fake": engine})), engine)
    await made.open()
    yield made


LUIS_AND_ANA = (ANA, LUIS)
