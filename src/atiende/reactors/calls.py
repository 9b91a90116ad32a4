"""The calls of one tenant, on the node that runs them: a line for each, kept by its row, its engine's events and its
pages' signals; and what was lost on the way is found by looking at what is alive.
"""

import asyncio
from collections.abc import Callable, Sequence
from functools import partial

import structlog

from atiende.actions.calls_ending import end_call
from atiende.domain import facts as f
from atiende.domain import voice as v
from atiende.domain.call import Call, CallContent, CallLeg
from atiende.domain.errors import Refusal
from atiende.domain.recording import Recording
from atiende.domain.settle import ASIDE, Tape
from atiende.ports.bus import ToEngine
from atiende.ports.desk import Desk
from atiende.ports.nodes import LeaseLost
from atiende.ports.store import Batch
from atiende.ports.voice import EngineGone, VoiceEngine
from atiende.reactors.call_line import CallLine, FromPage, Seen, Taped
from atiende.reactors.captions import keep_captions
from atiende.reactors.ears import Ears
from atiende.reactors.echoes import Echoes
from atiende.reactors.phones import keep_phones
from atiende.reactors.recordings import keep_recordings
from atiende.reactors.waiting import keep_going
from atiende.routing.expected import Outlook

log = structlog.get_logger()
AGAIN_SECONDS = 0.5
MOST = 5_000
Turns = Sequence[tuple[CallLine, int]]


class CallsReactor:
    """While this node holds the tenant's voice lease. `hear` is given every event of every engine."""

    def __init__(self, desk: Desk, tenant: str, outlook: Callable[[], Outlook | None] = lambda: None) -> None:
        self._desk, self.tenant = desk, tenant
        self.ears = Ears(desk, tenant, outlook)
        self.echoes = Echoes(desk, tenant)
        self.lines: dict[str, CallLine] = {}
        """By interaction; those that are just arriving are found by their legs only."""
        self._legs: dict[str, CallLine] = {}
        self._group: asyncio.TaskGroup | None = None
        self._ghosts: frozenset[str] = frozenset()
        self.loaded = asyncio.Event()
        self.when_loaded: Callable[[], None] = lambda: None

    async def run(self) -> None:
        """Until cancelled."""
        position = await self._desk.store.head(self.tenant)
        async with asyncio.TaskGroup() as group:
            self._group = group
            await self._load()
            self.loaded.set()
            self.when_loaded()
            for name, run in (("pages' signals", self._pages), ("ears", self.ears.run)):
                group.create_task(keep_going(self._desk.clock, name, run))
            for name, keep in (("recordings", keep_recordings), ("captions", keep_captions), ("phones", keep_phones)):
                group.create_task(keep_going(self._desk.clock, name, partial(keep, self._desk, self.tenant)))
            async for batch in self._desk.store.follow(self.tenant, position, first=True):
                await self._follow(batch)

    # --- what is going on ---------------------------------------------------------------------------------------------

    async def _load(self) -> None:
        reading = self._desk.store.reading(self.tenant)
        for call in await reading.where(Call, {"open": True}, limit=MOST):
            engine = self._desk.voice.engines.get(call.engine)
            if engine is None:
                await end_call(self._desk, self.tenant, call.interaction, "system", "lost")  # it was taken out of use
                continue
            line = CallLine(self._desk, self.tenant, engine, self._index, call)
            line.lost = True  # until the engine was asked
            self._index(line)
            self._start(line)
        for one in await reading.where(Recording, {"state": "running"}, limit=MOST):
            self._tape(one)
        for engine in {line.engine.name: line.engine for line in self.lines.values()}.values():
            await self._look(engine)

    def _line_of(self, call: Call) -> CallLine | None:
        """Its line, begun where there is none yet. None for a call of an engine that is not here."""
        known = [self._legs[leg.id] for leg in call.legs if leg.id in self._legs]
        line = self.lines.get(call.interaction) or next(iter(known), None)
        if line is None:
            engine = self._desk.voice.engines.get(call.engine)
            if engine is None or not call.open:
                return None
            line = CallLine(self._desk, self.tenant, engine, self._index, call)
            self._index(line)
            self._start(line)
        line.put(call)
        return line

    def _index(self, line: CallLine) -> None:
        """By what it is found now."""
        if line.call is not None:
            self.lines[line.call.interaction] = line
            self._legs |= {leg.id: line for leg in line.call.legs}

    def _start(self, line: CallLine) -> None:
        assert self._group is not None  # it runs
        self._group.create_task(self._keep(line))

    async def _keep(self, line: CallLine) -> None:
        """A line that fails is begun again with its row: one call's trouble is nobody else's."""
        while not line.over:
            try:
                await line.run()
            except LeaseLost:
                break
            except Exception as error:
                log.exception("call line failed", tenant=self.tenant, error=type(error).__name__)
                await self._desk.clock.sleep(AGAIN_SECONDS)
        self._legs = {leg: one for leg, one in self._legs.items() if one is not line}
        self.lines = {call: one for call, one in self.lines.items() if one is not line}

    async def _follow(self, batch: Batch) -> None:
        """Rows come with the commits of this process; of another one's they are read."""
        for row in batch.rows.values() if batch.rows else await self._read(batch):
            if isinstance(row, Call):
                line = self._line_of(row)
                if line is not None:
                    content = batch.rows.get((CallContent, (row.interaction,)))
                    line.content = content if isinstance(content, CallContent) else line.content
            elif isinstance(row, Recording):
                self._tape(row)

    async def _read(self, batch: Batch) -> Sequence[Call | Recording]:
        touched = {getattr(one.fact, "interaction", "") for one in batch.logged} - {""}
        began = {one.fact.interaction for one in batch.logged if isinstance(one.fact, f.CallArrived | f.CallPlaced)}
        keys = [(one,) for one in sorted(touched & (self.lines.keys() | began))]
        reading = self._desk.store.reading(self.tenant)
        calls = await reading.many(Call, keys) if keys else []
        return [*calls, *[tape for (one,) in keys for tape in await reading.where(Recording, {"interaction": one})]]

    def _tape(self, row: Recording) -> None:
        line = self.lines.get(row.interaction)
        if line is None or row.id.startswith(ASIDE):
            return
        if row.state == "running":
            line.put(Taped(Tape(row.id, row.paused(self._desk.clock.now()))))
        elif line.taping(row.id):
            line.put(Taped(None))

    # --- what engines and pages say -----------------------------------------------------------------------------------

    def hear(self, engine: VoiceEngine, event: v.AnyEvent) -> bool:
        """Takes it to its line; whether it was for one of this tenant's."""
        if isinstance(event, v.LegArrived):
            return self._arrived(engine, event)
        if isinstance(event, v.DigitPressed | v.PlayEnded):
            self.ears.note(event)
            return False
        leg = getattr(event, "leg", "")
        line = self._legs.get(leg)
        if line is not None:
            line.put(event)
        elif self.echoes.hear(engine, event):
            return True
        return line is not None

    def _arrived(self, engine: VoiceEngine, event: v.LegArrived) -> bool:
        if event.tenant != self.tenant or not self.loaded.is_set():
            return False
        if event.leg not in self._legs:
            line = self._legs[event.leg] = CallLine(self._desk, self.tenant, engine, self._index)
            line.put(event)
            self._start(line)
        return True

    def engine_lost(self, engine: str) -> None:
        for line in self._of(engine):
            line.lost = True

    def _of(self, engine: str) -> list[CallLine]:
        lines = {id(line): line for line in (*self.lines.values(), *self._legs.values())}
        return [line for line in lines.values() if line.engine.name == engine]

    async def _pages(self) -> None:
        async with self._desk.bus.listen(self.tenant) as signals:
            async for _, signal in signals:
                if isinstance(signal, ToEngine):
                    await self._from_page(signal)

    async def _from_page(self, signal: ToEngine) -> None:
        """A page may be faster than the commit that made its leg."""
        line = self._legs.get(signal.leg)
        if line is None:
            reading = self._desk.store.reading(self.tenant)
            known = await reading.get(CallLeg, signal.leg)
            call = await reading.get(Call, known.interaction) if known is not None else None
            line = self._line_of(call) if call is not None else None
        if line is not None:
            line.put(FromPage(signal.leg, signal.body))
        else:
            await self.echoes.signal(signal.leg, signal.body)

    # --- what was lost ------------------------------------------------------------------------------------------------

    def turns(self, engine: str) -> Turns:
        """What its lines have done so far: to be asked before the engine is asked what is alive."""
        return [(line, line.turn) for line in self._of(engine)]

    async def seen(self, engine: VoiceEngine, census: v.Census, turns: Turns, *, sure: bool) -> None:
        """Tells every line of the engine what is alive there; `sure`: for the first time since it was lost."""
        for line, turn in turns:
            line.put(Seen(census, turn, sure))
        if sure:
            self.ears.attached(census)
        else:
            self.ears.compare(census)
        await self._hang_up_ghosts(engine, census)

    async def _look(self, engine: VoiceEngine) -> None:
        turns = self.turns(engine.name)
        try:
            census = await engine.census()
        except EngineGone:
            return
        await self.seen(engine, census, turns, sure=True)

    async def _hang_up_ghosts(self, engine: VoiceEngine, census: v.Census) -> None:
        """Legs of this tenant that no call owns, seen so twice: one may just be arriving."""
        own = {leg for leg, seen in census.legs.items() if seen.tenant == self.tenant}
        known = {leg for line in self._of(engine.name) for leg in line.ever}
        ghosts = frozenset(own - known - self._legs.keys() - self.echoes.legs)
        for leg in sorted(ghosts & self._ghosts):
            log.warning("leg of no call hung up", tenant=self.tenant, engine=engine.name)
            try:
                await engine.hang_up(leg)
            except (EngineGone, Refusal):
                return
        self._ghosts = ghosts
