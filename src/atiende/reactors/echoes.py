"""Tests of devices: a leg on which somebody hears himself, for as long as its row says."""

from datetime import timedelta

from atiende.domain import voice as v
from atiende.domain.call import EchoTest
from atiende.domain.voice import Address
from atiende.ports.bus import ToPage
from atiende.ports.desk import Desk
from atiende.ports.voice import EngineGone, VoiceEngine

RING = timedelta(seconds=30)


class Echoes:
    """One tenant's, on the node that runs its calls. `legs` are those dialled."""

    def __init__(self, desk: Desk, tenant: str) -> None:
        self._desk, self._tenant = desk, tenant
        self._tests: dict[str, EchoTest] = {}
        self._todo: list[v.AnyEvent] = []

    @property
    def legs(self) -> frozenset[str]:
        return frozenset(self._tests)

    def hear(self, engine: VoiceEngine, event: v.AnyEvent) -> bool:
        """Whether the event is about one of these."""
        leg = getattr(event, "leg", "")
        if leg not in self._tests:
            return False
        if isinstance(event, v.LegEnded):
            del self._tests[leg]
        elif isinstance(event, v.Signalled | v.LegAnswered):
            self._todo.append(event)
        return True

    async def signal(self, leg: str, body: str) -> None:
        """From the page of somebody who tests. The first one makes his leg."""
        test = self._tests.get(leg) or await self._begin(leg)
        engine = self._desk.voice.engines.get(test.engine) if test is not None else None
        if test is None or engine is None:
            return
        try:
            await engine.signal(leg, body)
        except EngineGone:
            return

    async def _begin(self, leg: str) -> EchoTest | None:
        test = await self._desk.store.reading(self._tenant).get(EchoTest, leg)
        engine = self._desk.voice.engines.get(test.engine) if test is not None else None
        if test is None or engine is None or test.until <= self._desk.clock.now():
            return None
        self._tests[leg] = test
        to = Address(tenant=self._tenant, kind="agent", value=test.user)
        try:
            await engine.dial(leg, to, caller="", ring=RING)
        except EngineGone:
            del self._tests[leg]
            return None
        return test

    async def follow(self) -> None:
        """Does what the events ask for: he hears himself once he is there; his page gets its answer."""
        while self._todo:
            event = self._todo.pop(0)
            test = self._tests.get(getattr(event, "leg", ""))
            engine = self._desk.voice.engines.get(test.engine) if test is not None else None
            if test is None or engine is None:
                continue
            if isinstance(event, v.Signalled):
                await self._desk.bus.send(self._tenant, ToPage(leg=test.id, who=test.user, body=event.body))
            else:
                try:
                    await engine.overhear(test.id, test.id, coach=False)
                except EngineGone:
                    continue

    async def sweep(self) -> None:
        """Those whose time is over, or that were ended, are hung up."""
        now, reading = self._desk.clock.now(), self._desk.store.reading(self._tenant)
        for leg, test in list(self._tests.items()):
            row = await reading.get(EchoTest, leg)
            engine = self._desk.voice.engines.get(test.engine)
            if (row is None or row.until <= now) and engine is not None:
                try:
                    await engine.hang_up(leg)
                except EngineGone:
                    return
                self._tests.pop(leg, None)
