"""Telephones around a real Asterisk, and our engine on it: who calls in, agents at their desks, people outside."""

import asyncio
import io
from collections.abc import AsyncIterator, Callable, Collection, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import TypeVar

import numpy as np
import soundfile
from msgspec.structs import replace

from atiende.bench.servers.asterisk import LOOPBACK, PASSWORD, AsteriskServer
from atiende.bench.servers.processes import free_port
from atiende.bench.telephones import tones
from atiende.bench.telephones.telephone import Talk, Telephone
from atiende.bus.system import SystemClock
from atiende.domain import voice as v
from atiende.domain.voice import Address, AnyEvent
from atiende.ports.telephony import NumberLine, PhoneLine, Telephony, TrunkLine
from atiende.voice.asterisk.engine import AsteriskEngine
from atiende.voice.asterisk.sounds import Sounds
from tests.waiting import PATIENCE, eventually

TENANT, ENDPOINT, NUMBER = "ten_a", "calls", "+34910000001"
USERS = ("usr_ana", "usr_luis", "usr_marta", "usr_nobody")
"""The last one never has a telephone."""
RING = timedelta(seconds=20)
E = TypeVar("E", bound=AnyEvent)
FIRST, SECOND = free_port(), free_port()
"""Ports of two telephone companies."""


def lines() -> Telephony:
    """Two trunks, one number, three users. Not watched: Asterisk stays while companies come and go, and would pass over
    one for half a minute that was not there when it asked."""
    company = TrunkLine(tenant=TENANT, slug="", host=LOOPBACK, codecs=("ulaw",), watched=False)
    return Telephony(
        trunks=(
            replace(company, slug="first", port=FIRST, emergency=("usr_ana",)),
            replace(company, slug="second", port=SECOND),
        ),
        numbers=(NumberLine(tenant=TENANT, endpoint=ENDPOINT, number=NUMBER),),
        phones=tuple(PhoneLine(tenant=TENANT, user=user, password=PASSWORD) for user in USERS),
    )


class Shelf:
    """Blobs whose names are tones: two seconds of each."""

    async def get(self, tenant: str, name: str) -> bytes:
        out = io.BytesIO()
        at = np.arange(16_000 * 2) / 16_000
        soundfile.write(out, 0.3 * np.sin(2 * np.pi * tones.TONES[name] * at), 16_000, format="WAV")
        return out.getvalue()

    async def put(self, tenant: str, content: bytes) -> str:
        raise NotImplementedError

    async def drop(self, tenant: str, name: str) -> None: ...
    async def drop_all(self, tenant: str) -> None: ...


class House:
    """`legs`: the call of each leg. `engine` is ours, connected."""

    def __init__(self, server: AsteriskServer) -> None:
        self.server = server
        self.sip = (LOOPBACK, server.sip)
        self.engine = self.new_engine()
        self.events: list[AnyEvent] = []
        self.phones: dict[str, Telephone] = {}
        self.legs: dict[str, Callable[[], Talk]] = {}
        self.company = Telephone(self.sip, "company")
        self._calls = 0
        self._tasks: list[asyncio.Future[None]] = []

    def new_engine(self, rate: float = 80.0, url: str = "") -> AsteriskEngine:
        sounds = Sounds(Shelf(), self.server.site.sounds)
        return AsteriskEngine(url or self.server.url, SystemClock(), sounds, rate=rate)

    @asynccontextmanager
    async def running(self, engine: AsteriskEngine) -> AsyncIterator[AsteriskEngine]:
        """Its events go to `events`."""
        self.engine = engine
        self._tasks = [asyncio.ensure_future(engine.run()), asyncio.ensure_future(self._hear(engine))]
        try:
            yield engine
        finally:
            await self.die()

    async def die(self) -> None:
        """Our process is no more; Asterisk and the telephones are."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks = []
        await self.engine.close()

    async def _hear(self, engine: AsteriskEngine) -> None:
        async for event in engine.events():
            self.events.append(event)

    async def until(self, true: Callable[[], bool], what: str) -> None:
        await eventually(true, what)

    async def next(self, kind: type[E], leg: str = "") -> E:
        """Takes the first such event that was not taken yet."""

        def there() -> E | None:
            of_it = (one for one in self.events if not leg or getattr(one, "leg", "") == leg)
            return next((one for one in of_it if isinstance(one, kind)), None)

        found = await eventually(there, f"{kind.__name__} {leg}")
        assert found is not None
        self.events.remove(found)
        return found

    def saw(self, kind: type[AnyEvent], leg: str) -> bool:
        return any(isinstance(one, kind) and getattr(one, "leg", "") == leg for one in self.events)

    # --- people -------------------------------------------------------------------------------------------------------

    async def at_desk(self, user: str, tone: str) -> Telephone:
        phone = await Telephone(self.sip, user, PASSWORD, tone).open()
        assert await phone.register() == 200
        self.phones[user] = phone
        return phone

    async def call_in(self, caller: str = "+34600111222", tone: str = "a") -> str:
        """Somebody calls our number and is answered."""
        self.company.tone = tone
        talk = await self.company.call(NUMBER, caller)
        arrived = await self.next(v.LegArrived)
        self.legs[arrived.leg] = lambda: talk
        await self.engine.answer(arrived.leg)
        await self.next(v.LegAnswered, arrived.leg)
        return arrived.leg

    async def reach(self, user: str) -> str:
        """An agent is rung, and answers at once."""
        self._calls += 1
        leg = f"leg_{user}{self._calls}"
        phone, before = self.phones[user], len(self.phones[user].talks)
        await self.engine.dial(leg, Address(tenant=TENANT, kind="agent", value=user), caller="+34600111222", ring=RING)
        await self.next(v.LegAnswered, leg)
        self.legs[leg] = lambda: list(phone.talks.values())[before]
        return leg

    async def hears(self, leg: str, expected: Collection[str]) -> None:
        """These tones and no others reach it, for two looks in a row."""
        talk, wanted, right = self.legs[leg](), set(expected), 0
        found: set[str] = set()
        limit = asyncio.get_running_loop().time() + PATIENCE
        while right < 2:
            await asyncio.sleep(0.12)
            found = talk.heard()
            right = right + 1 if found == wanted else 0
            assert asyncio.get_running_loop().time() < limit, f"{leg} hears {found}, not {wanted}"

    def close(self) -> None:
        for phone in (self.company, *self.phones.values()):
            phone.close()


@asynccontextmanager
async def house(server: AsteriskServer) -> AsyncIterator[House]:
    """Around a running Asterisk; whatever is alive in it at the end is hung up."""
    made = House(server)
    await made.company.open(FIRST)
    try:
        async with made.running(made.engine):
            await made.next(v.EngineBack)
            yield made
    finally:
        made.close()
        await asyncio.to_thread(server.ask, "channel request hangup all")


def sides(content: bytes, seconds: float = 0.1) -> tuple[Sequence[set[str]], Sequence[set[str]]]:
    """The tones on the left and on the right of a recording, for each so many seconds."""
    sound, rate = soundfile.read(io.BytesIO(content), dtype="float64")
    step = round(rate * seconds)
    pieces = [sound[at : at + step] * 32768 for at in range(0, len(sound) - step, step)]
    return [tones.found_in(one[:, 0], rate) for one in pieces], [tones.found_in(one[:, 1], rate) for one in pieces]
