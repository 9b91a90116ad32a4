"""One call, live: what its engine tells is written down in order, and what its row asks is told to the engine.

Nothing is kept here that is not in the row or in the engine: whoever begins with both goes on where one stopped.
"""

import asyncio
import math
from collections.abc import Awaitable, Callable
from functools import partial

import msgspec
import structlog
from msgspec import Struct

from atiende.actions import calls_events
from atiende.actions.calls_arriving import begin_call
from atiende.actions.calls_ending import end_leg
from atiende.actions.calls_handling import KEYS, MOST_KEYS
from atiende.domain import settle as s
from atiende.domain import voice as v
from atiende.domain.call import Call, CallContent, Leg
from atiende.domain.errors import Refusal, StoreFull
from atiende.domain.obeying import obeyed
from atiende.domain.voice import Census
from atiende.ports.bus import Quality, ToPage
from atiende.ports.desk import Desk
from atiende.ports.failpoints import CALL_KEPT, CALL_TOLD
from atiende.ports.nodes import LeaseLost
from atiende.ports.voice import EngineGone, VoiceEngine
from atiende.reactors.call_commands import say

log = structlog.get_logger()
AGAIN_SECONDS = 0.3
"""How soon what the store refused is tried again: the event is not forgotten meanwhile."""
TAKEN_SECONDS = 3.0
"""A caller whose call cannot be kept by then is not left with nothing to hear."""
QUIET_MS = 300_000
"""After so long with nobody and nothing to come, a caller is let go."""


class Seen(Struct, frozen=True):
    """A census of the engine, asked for when this line had done `turn` things. `sure`: nothing is on its way any more,
    the connection was just made."""

    census: Census
    turn: int
    sure: bool


class FromPage(Struct, frozen=True):
    leg: str
    body: str


class Taped(Struct, frozen=True):
    """The recording that is to run, if any."""

    tape: s.Tape | None


Input = Call | Seen | FromPage | Taped | v.VoiceEvent
Act = Callable[[], Awaitable[Call | None]]


class CallLine:
    """Inputs are put from anywhere, taken by `run` one after the other. `ever`: the legs it has or had; `index` is told
    whenever there are others. `lost`: the engine is away, or was not asked yet; nothing is said to it."""

    def __init__(
        self,
        desk: Desk,
        tenant: str,
        engine: VoiceEngine,
        index: Callable[["CallLine"], None],
        call: Call | None = None,
    ) -> None:
        self._desk, self._tenant, self.engine = desk, tenant, engine
        self._index = index
        self.call = call
        self.content: CallContent | None = None
        """Its numbers, where they came with a commit; else they are read when they are needed."""
        self.tape: s.Tape | None = None
        self.ever: set[str] = {leg.id for leg in call.legs} if call is not None else set()
        self.turn = 0
        self.over = False
        self.lost = False
        self._believed = Census()
        self._doubted: frozenset[str] = frozenset()
        self._users: dict[str, str] = {leg.id: leg.user for leg in call.legs} if call is not None else {}
        self._own = 0
        self._inputs: asyncio.Queue[Input] = asyncio.Queue()
        self._since = desk.clock.now()

    def taping(self, recording: str) -> bool:
        return self.tape is not None and self.tape.id == recording

    def put(self, one: Input) -> None:
        self._inputs.put_nowait(one)

    async def run(self) -> None:
        """Until the call is over in its row and in the engine, or cancelled."""
        while not self.over:
            one = await self._next()
            self.turn += 1
            if not self._is_known(one):
                await self._take(one)
                await self._settle()
            self.turn += 1
            self.over = self._is_over()

    async def _next(self) -> Input | None:
        """None when a moment has come that a leg was given."""
        until = self._until()
        if until is None or not self._inputs.empty():
            return await self._inputs.get()
        pause = max(0.0, (until - self._desk.clock.now()) / 1000)
        async with asyncio.TaskGroup() as group:
            got = group.create_task(self._inputs.get())
            slept = group.create_task(self._desk.clock.sleep(pause))
            await asyncio.wait({got, slept}, return_when=asyncio.FIRST_COMPLETED)
            slept.cancel()
            if got.done():
                return got.result()
            got.cancel()
        return None

    def _is_known(self, one: Input | None) -> bool:
        """What was written by this line comes back with its commit: nothing follows from it twice."""
        return isinstance(one, Call) and one.seq <= self._own

    def _until(self) -> int | None:
        legs = self.call.legs if self.call is not None else ()
        return min((leg.until for leg in legs if leg.until is not None and _waits(leg)), default=None)

    def _is_over(self) -> bool:
        if self.call is None:
            return self._inputs.empty()
        return not self.call.open and not self._believed.legs and not self.lost and self._inputs.empty()

    # --- what comes in ------------------------------------------------------------------------------------------------

    async def _take(self, one: Input | None) -> None:
        match one:
            case None:
                await self._give_up()
            case Call():
                self._now(one)
            case Taped(tape):
                self.tape = tape
            case FromPage(leg, body):
                await self._signal(leg, body)
            case Seen():
                await self._compare(one)
            case _:
                await self._hear(one)

    def _now(self, call: Call | None) -> None:
        """The newer row counts, whichever way it came first."""
        if call is None or (self.call is not None and call.seq < self.call.seq):
            return
        if self.call is None or call.seq > self.call.seq:
            self._since = self._desk.clock.now()
        self.call = call
        self.ever |= {leg.id for leg in call.legs}
        self._users |= {leg.id: leg.user for leg in call.legs}
        self._index(self)

    async def _give_up(self) -> None:
        now = self._desk.clock.now()
        legs = self.call.legs if self.call is not None else ()
        for leg in [one.id for one in legs if one.until is not None and one.until <= now and _waits(one)]:
            await self._write(partial(calls_events.give_up, self._desk, self._tenant, leg))

    async def _hear(self, event: v.VoiceEvent) -> None:
        """An event of one of its legs."""
        desk, tenant = self._desk, self._tenant
        match event:
            case v.LegArrived():
                self._believed = s.heard(self._believed, event)
                self.ever.add(event.leg)
                await self._begin(event)
            case v.LegAnswered(leg=leg):
                self._believed = s.heard(self._believed, event)
                await self._connect(leg)
            case v.LegEnded(leg=leg, cause=cause):
                self._believed = s.heard(self._believed, event)
                await self._write(lambda: end_leg(desk, tenant, leg, cause))
            case v.LegRinging():
                self._believed = s.heard(self._believed, event)
            case v.LegFaltered(leg=leg, back=back):
                await self._write(lambda: calls_events.note_faltering(desk, tenant, leg, back))
            case v.LegMedia(leg=leg, media=media):
                self._believed = s.heard(self._believed, event)
                await self._write(lambda: calls_events.note_media(desk, tenant, leg, media))
            case v.MachineDetected():
                await self._write(lambda: calls_events.note_answerer(desk, tenant, event))
            case _:
                await self._tell(event)

    async def _connect(self, leg: str) -> None:
        if not self._is_there(leg):
            await self._write(partial(calls_events.connect_leg, self._desk, self._tenant, leg))

    def _is_there(self, leg: str) -> bool:
        """Nothing is to be written of it: the row of who called us had him up before we answered him."""
        known = self.call.leg(leg) if self.call is not None else None
        return known is not None and known.state == "up" and not known.faltered and not known.offer

    async def _begin(self, arrived: v.LegArrived) -> None:
        cause: v.Cause = "rejected"
        try:
            await self._write(
                lambda: begin_call(self._desk, self._tenant, self.engine.name, arrived), within=TAKEN_SECONDS
            )
        except StoreFull:
            cause = "failed"  # what cannot be written down goes where the engine sends it without us
            log.warning("call not kept", endpoint=arrived.endpoint)
        except Refusal as refusal:
            log.warning("call not taken", endpoint=arrived.endpoint, code=refusal.code)
        if self.call is None:
            await self._engine(lambda: self.engine.hang_up(arrived.leg, cause))
            self._believed = s.without(self._believed, arrived.leg)
        else:
            self._desk.fail(CALL_KEPT)

    async def _write(self, act: Act, within: float = math.inf) -> None:
        """What happened is written down, however long that takes: the next event waits. `within`: seconds after which
        it is given up; raises StoreFull then."""
        began = self._desk.clock.elapsed()
        while True:
            try:
                call = await act()
                self._now(call)
                self._own = max(self._own, call.seq if call is not None else 0)
                return
            except LeaseLost:
                raise
            except StoreFull:
                if self._desk.clock.elapsed() - began > within:
                    raise
                await self._desk.clock.sleep(AGAIN_SECONDS)

    async def _tell(self, event: v.VoiceEvent) -> None:
        """What is for the page behind a leg, and no fact."""
        if isinstance(event, v.Signalled):
            who = self._users.get(event.leg, "")
            await self._desk.bus.send(self._tenant, ToPage(leg=event.leg, who=who, body=event.body))
        elif isinstance(event, v.LegQuality) and self.call is not None:
            quality = Quality(
                interaction=self.call.interaction,
                leg=event.leg,
                who=self._users.get(event.leg, ""),
                loss_pct=event.loss_pct,
                jitter_ms=event.jitter_ms,
                rtt_ms=event.rtt_ms,
                level=event.level,
            )
            await self._desk.bus.send(self._tenant, quality)

    async def _signal(self, leg: str, body: str) -> None:
        """From a page; its leg is known to the engine by then, or never was ours."""
        await self._settle()
        pressed = _pressed(body)
        if pressed:
            await self._engine(lambda: self.engine.press(leg, pressed))
        elif self.call is not None and self.call.leg(leg) is not None:
            await self._engine(lambda: self.engine.signal(leg, body))

    # --- what the engine has ------------------------------------------------------------------------------------------

    async def _compare(self, seen: Seen) -> None:
        """A census, unless something has happened since it was asked for: the next one follows. What it lacks is
        believed the second time, or at once after the connection was made: an event may be on its way."""
        call = self.call
        if call is None or seen.turn != self.turn - 1:
            return
        self.lost = False
        part = s.part_of(seen.census, call, self.ever)
        missed = {repr(event): event for event in s.unheard(call, part)}
        certain = [event for name, event in missed.items() if seen.sure or name in self._doubted]
        self._doubted = frozenset(missed)
        self._believed = part
        for event in certain:
            await self._hear(event)
        await self._check_tape(part)
        await self._check_quiet()

    async def _check_tape(self, part: Census) -> None:
        """A recording that was to run and does not, though its room is there, goes on as another one."""
        call, tape = self.call, self.tape
        main = s.bridge_of(call.interaction, "main") if call is not None else ""
        if call is not None and tape is not None and main in part.bridges and tape.id not in part.recordings:
            self.tape = None
            await self._write(lambda: calls_events.tape_lost(self._desk, self._tenant, call.interaction, tape.id))

    async def _check_quiet(self) -> None:
        call = self.call
        if call is not None and call.open and self._desk.clock.now() - self._since > QUIET_MS:
            await self._write(lambda: calls_events.rescue(self._desk, self._tenant, call.interaction))

    async def _settle(self) -> None:
        call = self.call
        if call is None or self.lost:
            return
        for command in s.settle(call, self._believed, self.tape):
            saying = partial(say, self._desk, self._tenant, self.engine, call, command, self.content)
            if not await self._engine(saying):
                return
            self._believed = obeyed(self._believed, command)
            self._desk.fail(CALL_TOLD)

    async def _engine(self, act: Callable[[], Awaitable[None]]) -> bool:
        """Whether it was heard: what was not is said after the next census."""
        try:
            await act()
        except EngineGone:
            self.lost = True
            return False
        return True


def _waits(leg: Leg) -> bool:
    """Whether it is this line's to give it up: an offer has a clock of its own."""
    return leg.state == "dialling" and not leg.offer


def _pressed(body: str) -> str:
    """The keys of `{"type": "press", "digits": …}`; empty for anything else, since a page may say what it likes."""
    if '"press"' not in body:
        return ""
    try:
        said = msgspec.json.decode(body, type=dict[str, str])
    except msgspec.DecodeError:
        return ""
    digits = said.get("digits", "") if said.get("type") == "press" else ""
    return digits if set(digits) <= KEYS and len(digits) <= MOST_KEYS else ""
