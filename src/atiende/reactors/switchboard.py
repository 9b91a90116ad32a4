"""Reads what this node's engines tell, and takes it to the tenants whose calls are run here."""

import asyncio
from collections import deque
from collections.abc import Callable
from functools import partial

import structlog

from atiende.domain import voice as v
from atiende.ports.desk import Desk
from atiende.ports.nodes import VOICE
from atiende.ports.voice import EngineGone, VoiceEngine
from atiende.reactors.calls import CallsReactor
from atiende.reactors.fence import fenced
from atiende.reactors.waiting import keep_going
from atiende.routing.expected import Outlook

log = structlog.get_logger()
EARLY_SECONDS, MOST_EARLY = 8.0, 200
SWEEP_SECONDS = 5.0
"""How often an engine is asked what is alive: once for all tenants."""


class Switchboard:
    """One of a node. `run_tenant` while it holds a tenant's voice lease; `run` always: each engine has one reader."""

    def __init__(self, desk: Desk, outlook: Callable[[str], Outlook | None] = lambda _: None) -> None:
        """`outlook` answers the waits of a tenant to expect now, where they are known here."""
        self._desk, self._outlook = desk, outlook
        self._running = fenced(desk, VOICE)
        self.tenants: dict[str, CallsReactor] = {}
        self._early: deque[tuple[float, VoiceEngine, v.LegArrived]] = deque(maxlen=MOST_EARLY)
        """Who called before the tenant's calls were read: he waits a moment instead of calling nobody."""

    @property
    def carries(self) -> bool:
        """Whether there is anything to carry calls here."""
        return bool(self._desk.voice.engines)

    async def run(self) -> None:
        """Until cancelled."""
        async with asyncio.TaskGroup() as group:
            for engine in self._desk.voice.engines.values():
                group.create_task(keep_going(self._desk.clock, "engine events", partial(self._read, engine)))
            group.create_task(keep_going(self._desk.clock, "calls swept", self._sweep))

    async def run_tenant(self, tenant: str) -> None:
        """Until cancelled."""
        reactor = self.tenants[tenant] = CallsReactor(self._running, tenant, partial(self._outlook, tenant))
        reactor.when_loaded = partial(self._deliver, reactor)
        try:
            await reactor.run()
        finally:
            if self.tenants.get(tenant) is reactor:
                del self.tenants[tenant]

    async def _read(self, engine: VoiceEngine) -> None:
        async for event in engine.events():
            await self._route(engine, event)

    async def _route(self, engine: VoiceEngine, event: v.AnyEvent) -> None:
        reactors = list(self.tenants.values())
        if isinstance(event, v.EngineLost):
            log.warning("engine lost", engine=engine.name)
            for one in reactors:
                one.engine_lost(engine.name)
        elif isinstance(event, v.EngineBack):
            log.info("engine back", engine=engine.name)
            await self._look(engine, sure=True)
        else:
            for one in reactors:
                if one.hear(engine, event):
                    await one.echoes.follow()
                    return
            if isinstance(event, v.LegArrived):
                self._early.append((self._desk.clock.elapsed(), engine, event))

    async def _sweep(self) -> None:
        """What was lost on the way is found so."""
        while True:
            await self._desk.clock.sleep(SWEEP_SECONDS)
            for engine in self._desk.voice.engines.values():
                await self._look(engine, sure=False)
            for one in list(self.tenants.values()):
                await one.echoes.sweep()

    async def _look(self, engine: VoiceEngine, *, sure: bool) -> None:
        """Asks an engine what is alive, and tells every tenant that has something there."""
        reactors = [one for one in self.tenants.values() if sure or one.loaded.is_set()]
        turns = [(one, one.turns(engine.name)) for one in reactors]
        try:
            census = await engine.census()
        except EngineGone:
            return
        there = {leg.tenant for leg in census.legs.values()}
        for one, lines in turns:
            if sure or lines or one.tenant in there:
                await one.seen(engine, census, lines, sure=sure)

    def _deliver(self, reactor: CallsReactor) -> None:
        """To a tenant whose calls can be taken now, what came lately."""
        since = self._desk.clock.elapsed() - EARLY_SECONDS
        mine = [one for one in self._early if one[2].tenant == reactor.tenant]
        for at, engine, event in mine:
            if at >= since:
                reactor.hear(engine, event)
        self._early = deque([one for one in self._early if one not in mine], maxlen=MOST_EARLY)
