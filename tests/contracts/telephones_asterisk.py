"""Telephones around a real Asterisk, for the contract of voice engines."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import TypeVar

import pytest

from atiende.bench.servers.asterisk import LOOPBACK, PASSWORD, AsteriskServer
from atiende.bench.servers.processes import free_port
from atiende.bench.telephones.telephone import Talk
from atiende.domain import voice as v
from atiende.domain.voice import Address, Media
from atiende.ports.telephony import PhoneLine, Telephony, TrunkLine
from atiende.ports.voice import Sound
from atiende.voice.asterisk.engine import AsteriskEngine
from tests.contracts.telephones import TENANT
from tests.doubles.exchange import House, sides
from tests.doubles.tcp_road import TcpRoad

E = TypeVar("E", bound=v.VoiceEvent)
OUTSIDE = "+34600111222"
AGENTS = ("usr_b", "usr_leg_b", "usr_leg_c")
PATIENCE, QUIET = 30.0, 0.25
COMPANY = free_port()
RING = timedelta(seconds=20)


def lines() -> Telephony:
    return Telephony(
        trunks=(TrunkLine(tenant=TENANT, slug="main", host=LOOPBACK, port=COMPANY, codecs=("ulaw",)),),
        phones=tuple(PhoneLine(tenant=TENANT, user=user, password=PASSWORD) for user in AGENTS),
    )


class AsteriskTelephones:
    """See `Telephones`. Who calls in is somebody outside who was called back: only such a leg's id is ours to choose;
    those of real callers are tried in tests/live/voice."""

    can: frozenset[str] = frozenset(("secret",))

    def __init__(self, house: House, engine: AsteriskEngine, road: TcpRoad) -> None:
        self._house, self._road = house, road
        self.engine = engine
        self._talks: dict[str, Talk] = {}
        self._ringing: asyncio.Queue[Talk] = asyncio.Queue()

    async def open(self) -> None:
        house = self._house
        for user in AGENTS:
            phone = await house.at_desk(user, "")
            phone.rings = self._ringing.put_nowait
        house.company.rings = self._ringing.put_nowait
        await house.next(v.EngineBack)

    async def call_in(self, leg: str) -> None:
        to = Address(tenant=TENANT, kind="number", value=OUTSIDE, trunks=("main",))
        await self.engine.dial(leg, to, caller="+34910000001", ring=RING)
        await self._rung(leg)
        await self.answer(leg)

    async def dial(self, leg: str, who: str) -> None:
        await self.engine.dial(leg, Address(tenant=TENANT, kind="agent", value=who), caller="", ring=RING)
        await self._rung(leg)

    async def _rung(self, leg: str) -> None:
        async with asyncio.timeout(PATIENCE):
            self._talks[leg] = await self._ringing.get()

    async def answer(self, leg: str) -> None:
        self._talks[leg].answer()
        await self.event(v.LegAnswered, leg)

    async def reject(self, leg: str) -> None:
        self._talks[leg].refuse(486)

    async def hang_up(self, leg: str) -> None:
        self._talks[leg].hang_up()

    async def say(self, leg: str, tone: str) -> None:
        self._talks[leg].tone = tone

    async def hears(self, leg: str) -> set[str]:
        return self._talks[leg].heard()

    async def press(self, leg: str, keys: str) -> None:
        self._talks[leg].press(keys)

    async def event(self, kind: type[E], of: str = "") -> E:
        async with asyncio.timeout(PATIENCE):
            while True:
                for one in self._house.events:
                    subject = {getattr(one, name, "") for name in ("leg", "play", "recording")}
                    if isinstance(one, kind) and (not of or of in subject):
                        self._house.events.remove(one)
                        return one
                await asyncio.sleep(0.005)

    async def music(self) -> Sound:
        return Sound(tenant=TENANT, blob="music", loop=True)

    async def prompt(self) -> Sound:
        return Sound(tenant=TENANT, blob="prompt")

    async def tones_of(self, recording: str) -> Mapping[str, set[str]]:
        recorded = await self.engine.recorded(recording)
        assert recorded is not None
        left, right = sides(recorded.content)
        return {"left": set().union(*left), "right": set().union(*right)}

    async def lose_connection(self) -> None:
        """Both ways at once, and for as long as nobody lets it connect again."""
        self._road.cut()

    async def reconnect(self) -> None:
        self._road.mend()

    async def share(self, leg: str, media: Media) -> None:
        raise NotImplementedError

    async def settled(self) -> None:
        """A quarter of a second: what was sent is heard then, what was before is forgotten; two looks agree."""
        before: object = None
        async with asyncio.timeout(PATIENCE):
            while True:
                await asyncio.sleep(QUIET)
                now = {leg: talk.heard() for leg, talk in self._talks.items()}
                if now == before:
                    return
                before = now


@asynccontextmanager
async def asterisk_telephones() -> AsyncIterator[AsteriskTelephones]:
    """An Asterisk of its own: it starts in half a second."""
    if AsteriskServer.binary() is None:
        pytest.skip("no Asterisk 22 (tools/install-test-deps.sh installs it)")
    with AsteriskServer.running(lines()) as server:
        house = House(server)
        await house.company.open(COMPANY)
        async with TcpRoad((LOOPBACK, server.http)).running() as road:
            engine = house.new_engine(url=server.url.replace(str(server.http), str(road.port)))
            made = AsteriskTelephones(house, engine, road)
            try:
                async with house.running(engine):
                    await made.open()
                    yield made
            finally:
                house.close()
