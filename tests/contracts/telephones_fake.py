"""The network in memory as people at telephones."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import TypeVar

from atiende.domain import voice as v
from atiende.domain.voice import Address, Media
from atiende.ports.voice import Sound
from atiende.voice.fake.engine import FakeEngine
from atiende.voice.fake.network import Network
from tests.contracts.telephones import TENANT
from tests.fakes import VirtualClock

E = TypeVar("E", bound=v.VoiceEvent)
OFFER = '{"type":"offer","sdp":""}'


class FakeTelephones:
    """See `Telephones`."""

    can = frozenset(("signal", "echo", "video", "secret", "memory"))

    def __init__(self) -> None:
        self.clock = VirtualClock()
        self.engine = FakeEngine(Network(now=self.clock.now))
        self._events = self.engine.events()

    async def call_in(self, leg: str) -> None:
        self.engine.arrives(v.LegArrived(leg=leg, tenant=TENANT, endpoint="phone", caller="+34600111222"))
        await self.event(v.LegArrived, leg)

    async def dial(self, leg: str, who: str) -> None:
        to = Address(tenant=TENANT, kind="agent", value=who)
        await self.engine.dial(leg, to, caller="", ring=timedelta(seconds=30))

    async def answer(self, leg: str) -> None:
        await self.engine.signal(leg, OFFER)
        await self.event(v.LegAnswered, leg)

    async def reject(self, leg: str) -> None:
        self.engine.goes(leg, "rejected")

    async def hang_up(self, leg: str) -> None:
        self.engine.goes(leg)

    async def say(self, leg: str, tone: str) -> None:
        if tone:
            self.engine.speaks(leg, tone)
        else:
            self.engine.network.says.pop(leg, None)

    async def hears(self, leg: str) -> set[str]:
        return self.engine.network.hears(leg)

    async def press(self, leg: str, keys: str) -> None:
        for key in keys:
            self.engine.say(v.DigitPressed(leg=leg, digit=key))

    async def event(self, kind: type[E], of: str = "") -> E:
        async with asyncio.timeout(30):
            async for one in self._events:
                subject = {getattr(one, name, "") for name in ("leg", "play", "recording")}
                if isinstance(one, kind) and (not of or of in subject):
                    return one
        raise AssertionError("no more events")

    async def music(self) -> Sound:
        return Sound(tenant=TENANT, blob="music", loop=True)

    async def prompt(self) -> Sound:
        return Sound(tenant=TENANT, blob="prompt")

    async def tones_of(self, recording: str) -> Mapping[str, set[str]]:
        return {side: set(tones) for side, tones in self.engine.network.recorded_tones(recording).items()}

    async def lose_connection(self) -> None:
        self.engine.lose_connection()

    async def reconnect(self) -> None:
        self.engine.reconnect()

    async def share(self, leg: str, media: Media) -> None:
        self.engine.shows(leg, media)

    async def settled(self) -> None:
        await self.clock.advance(1)


@asynccontextmanager
async def fake_telephones() -> AsyncIterator[FakeTelephones]:
    yield FakeTelephones()
