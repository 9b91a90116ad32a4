"""The embedded engine as the application sees it: `ports.voice.VoiceEngine` over the wire to the media process.

It keeps nothing of calls. The media process is started when somebody first needs it, and found again after a restart.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence, Set
from datetime import timedelta

import structlog
from msgspec.structs import replace

from atiende.domain.turn import Turn, relay_account
from atiende.domain.voice import Address, AnyEvent, Cause, Census, EngineBack, EngineLost
from atiende.ports.blobs import Blobs
from atiende.ports.secrets import Keyring
from atiende.ports.system import Clock
from atiende.ports.voice import Effort, EngineGone, Heard, IceServer, Recorded, Sound
from atiende.voice.embedded import wire
from atiende.voice.embedded.attachment import Attachment
from atiende.voice.embedded.starting import Starter

log = structlog.get_logger()
ANSWERS_WITHIN, STARTS_WITHIN, RETURNS_WITHIN = 10.0, 15.0, 1.0
"""Seconds: for one order; for a process to start; and how long an order waits for one that is gone to come back."""
AGAIN_AFTER = 0.5
FETCHED_WITHIN = 60.0
HEARD_AHEAD, LOOKED_AFTER = 500, 0.3
"""Pieces a slow transcriber may be behind; then it misses some. Seconds until a silent tap is looked after."""


class EmbeddedEngine:
    """Calls between pages. `turn`: the way through firewalls, where there is one."""

    name = "embedded"

    def __init__(self, starter: Starter, blobs: Blobs, keys: Keyring, clock: Clock, turn: Turn | None = None) -> None:
        self._starter, self._blobs, self._keys, self._clock, self._turn = starter, blobs, keys, clock, turn
        self._events: asyncio.Queue[tuple[str, int, AnyEvent]] = asyncio.Queue()
        self._told = "", 0
        """Which life of the media process told what last: after a connection that broke it says some things again."""
        self.attached: Attachment | None = None
        self._wanted, self._there = asyncio.Event(), asyncio.Event()
        self._was_there = False
        self._fetching = asyncio.Lock()
        self._taps: dict[str, asyncio.Queue[Heard]] = {}
        self.process = 0
        """The media process's id; 0 while it does not run."""
        self.places: tuple[tuple[str, int], ...] = ()
        """Where pages find the media process by UDP; empty while it does not run."""

    async def run(self) -> None:
        """Attaches to a media process that runs already at once; starts one when it is first needed."""
        if self._starter.runs_already() or not self._starter.owns:
            self._wanted.set()
        else:
            self._say(EngineBack())
            await self._wanted.wait()
        while True:
            try:
                attached = await self._starter.attach(self._passed_on)
            except EngineGone:
                await self._clock.sleep(AGAIN_AFTER)
                continue
            await self._while_attached(attached)
            await self._clock.sleep(AGAIN_AFTER)

    async def _while_attached(self, attached: Attachment) -> None:
        self.attached, self.places = attached, attached.welcome.places
        self.process = attached.welcome.process
        self._there.set()
        self._was_there = True
        self._say(EngineBack())
        try:
            await attached.listen()
        finally:
            self.attached, self.places, self.process = None, (), 0
            self._there.clear()
            self._say(EngineLost())
            log.warning("media process gone")

    def _say(self, event: AnyEvent) -> None:
        self._events.put_nowait(("", 0, event))

    def _passed_on(self, attached: Attachment, said: wire.Told | wire.Piece) -> None:
        if isinstance(said, wire.Told):
            life, number = attached.welcome.life, said.number
            if number and life == self._told[0] and number <= self._told[1]:
                return
            self._told = (life, number) if number else self._told
            self._events.put_nowait((life, number, said.event))
            return
        tap = self._taps.get(said.bridge)
        if tap is not None and tap.qsize() < HEARD_AHEAD:
            tap.put_nowait(Heard(leg=said.leg, at_ms=said.at_ms, pcm=said.pcm))

    async def _order(self, command: wire.AnyCommand, *, within: float = ANSWERS_WITHIN) -> wire.Done:
        """Raises EngineGone."""
        self.wake()
        try:
            attached = await self._here()
            async with asyncio.timeout(within):
                return await attached.order(command)
        except TimeoutError:
            if self.attached is not None:
                self.attached.close()  # it stands still: who hears of it takes another one, or waits for it
            raise EngineGone from None

    async def _here(self) -> Attachment:
        """The connection, waited for where it is being made. Raises EngineGone, and TimeoutError."""
        async with asyncio.timeout(RETURNS_WITHIN if self._was_there else STARTS_WITHIN):
            await self._there.wait()
        if self.attached is None:
            raise EngineGone
        return self.attached

    @property
    def is_there(self) -> bool:
        """One that nobody has needed yet is well."""
        return not self._wanted.is_set() or self._there.is_set()

    def wake(self) -> None:
        """Somebody is about to call."""
        self._wanted.set()

    # --- legs ---------------------------------------------------------------------------------------------------------

    async def dial(self, leg: str, to: Address, *, caller: str, ring: timedelta) -> None:
        await self._order(wire.Dial(leg=leg, to=to, ring=ring.total_seconds()))

    async def answer(self, leg: str) -> None:
        """Pages answer by their offer."""

    async def hang_up(self, leg: str, cause: Cause = "normal") -> None:
        await self._order(wire.HangUp(leg=leg, cause=cause))

    async def signal(self, leg: str, body: str) -> None:
        await self._order(wire.Signal(leg=leg, body=body))

    async def press(self, leg: str, digits: str) -> None:
        await self._order(wire.Press(leg=leg, digits=digits))

    async def mute(self, leg: str, on: bool) -> None:
        await self._order(wire.Mute(leg=leg, on=on))

    async def collect(self, leg: str, *, secret: bool) -> None:
        await self._order(wire.Collect(leg=leg, secret=secret))

    # --- who hears whom, and what -------------------------------------------------------------------------------------

    async def bridge(self, bridge: str, legs: Set[str]) -> None:
        await self._order(wire.Bridge(bridge=bridge, legs=frozenset(legs)))

    async def hold(self, leg: str, music: Sound | None) -> None:
        name = _name(music) if music else ""
        await self._with_sound(wire.Hold(leg=leg, sound=name), music)

    async def resume(self, leg: str) -> None:
        await self._order(wire.Resume(leg=leg))

    async def play(self, play: str, to: str, sound: Sound) -> None:
        await self._with_sound(wire.Play(play=play, to=to, sound=_name(sound), loop=sound.loop), sound)

    async def _with_sound(self, command: wire.Hold | wire.Play, sound: Sound | None) -> None:
        done = await self._order(command)
        if done.problem != "no_sound" or sound is None:
            return
        content = await self._blobs.get(sound.tenant, sound.blob)
        await self._order(wire.Keep(sound=_name(sound), content=content), within=3 * ANSWERS_WITHIN)
        await self._order(command)

    async def stop(self, play: str) -> None:
        await self._order(wire.Stop(play=play))

    async def overhear(self, ear: str, of: str, *, coach: bool) -> None:
        await self._order(wire.Overhear(ear=ear, of=of, coach=coach))

    async def tap(self, bridge: str) -> AsyncIterator[Heard]:
        """Until its reader leaves. A connection made anew goes on with it. Raises EngineGone."""
        heard = self._taps[bridge] = asyncio.Queue[Heard]()
        began, process, ours, before = self._clock.elapsed(), 0, self.attached, 0
        try:
            while self._taps.get(bridge) is heard:
                if process == 0 or self.attached is not ours:
                    before = round((self._clock.elapsed() - began) * 1000)
                    await self._order(wire.Tap(bridge=bridge, on=True))
                    ours, process = self.attached, process or self.process
                if self.process not in (0, process):
                    raise EngineGone
                piece = await _next(heard)
                if piece is not None:
                    yield replace(piece, at_ms=before + piece.at_ms)
        finally:
            if self._taps.get(bridge) is heard:
                del self._taps[bridge]
                with contextlib.suppress(EngineGone):
                    await self._order(wire.Tap(bridge=bridge, on=False), within=1)

    # --- recordings ---------------------------------------------------------------------------------------------------

    async def record(self, recording: str, bridge: str, *, left: str) -> None:
        key = self._key(recording)
        await self._order(wire.Record(recording=recording, bridge=bridge, left=left, key=key))

    async def pause_recording(self, recording: str, on: bool) -> None:
        await self._order(wire.PauseRecording(recording=recording, on=on))

    async def stop_recording(self, recording: str) -> None:
        await self._order(wire.StopRecording(recording=recording))

    async def recorded(self, recording: str) -> Recorded | None:
        """In parts, one recording after the other."""
        content, key = bytearray(), self._key(recording)
        async with self._fetching:
            while True:
                part = len(content) // wire.PART
                done = await self._order(wire.Fetch(recording=recording, key=key, part=part), within=FETCHED_WITHIN)
                if done.recorded is None:
                    return None
                content += done.recorded.content
                if len(done.recorded.content) < wire.PART:
                    return replace(done.recorded, content=bytes(content))

    async def forget(self, recording: str) -> None:
        await self._order(wire.Forget(recording=recording))

    def _key(self, recording: str) -> bytes:
        """Derived, so that it is nowhere but in the secret of the centre."""
        return bytes.fromhex(self._keys.digest("recording", recording) + self._keys.digest("recording 2", recording))

    # --- what happened, and what is there -----------------------------------------------------------------------------

    async def events(self) -> AsyncIterator[AnyEvent]:
        """One is acknowledged when the next is asked for."""
        while True:
            life, number, event = await self._events.get()
            yield event
            attached = self.attached
            if number and attached is not None and attached.welcome.life == life:
                attached.acknowledge(number)

    async def census(self) -> Census:
        """Of a process that nobody has needed yet: nothing."""
        if not self._wanted.is_set() and not self._starter.runs_already():
            return Census()
        done = await self._order(wire.TakeCensus())
        if done.census is None:
            raise EngineGone
        return done.census

    async def figures(self) -> wire.Figures | None:
        """For health and soaks; None while it does not run."""
        return (await self._order(wire.TakeFigures())).figures if self.attached else None

    async def effort(self) -> Effort | None:
        """`ports.voice.Mixes`."""
        try:
            found = await self.figures()
        except EngineGone:
            return None
        if found is None:
            return None
        return Effort(ears=found.mixed, busy=found.busy, cheaply=found.degraded, late=found.late_ticks)

    async def close(self) -> None:
        """Without calls the media process has nothing more to do, and ends."""
        if self._starter.owns and self._wanted.is_set() and self._starter.runs_already():
            with contextlib.suppress(EngineGone):
                attached = self.attached or await self._starter.found(self._passed_on)
                await attached.say(wire.EndIfIdle())
                attached.close()

    def ice(self, tenant: str, who: str) -> Sequence[IceServer]:
        """Who asks is about to call."""
        self.wake()
        if self._turn is None:
            return ()
        username, credential = relay_account(self._turn, f"{tenant}.{who}", self._clock.now())
        return (IceServer(urls=self._turn.urls, username=username, credential=credential),)


async def _next(heard: "asyncio.Queue[Heard]") -> Heard | None:
    """What is heard within a moment. Its reader may think about a piece for as long as he likes."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(LOOKED_AFTER):
            return await heard.get()
    return None


def _name(sound: Sound) -> str:
    return f"{sound.tenant}/{sound.blob}"
