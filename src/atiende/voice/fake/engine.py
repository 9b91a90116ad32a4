"""The engine over the network in memory, with the faults real ones have."""

import asyncio
from collections.abc import AsyncIterator, Callable, Set
from datetime import timedelta

import msgspec
from msgspec.structs import replace

from atiende.domain import voice as v
from atiende.domain.voice import Address, AnyEvent, Cause, Census, LegSeen, Media
from atiende.ports.voice import EngineGone, Heard, Recorded, Sound
from atiende.voice.fake.network import Network, Tape


class FakeEngine:
    """`ports.voice.VoiceEngine`. `lose_commands` and `lose_events`: so many of the next are lost without a word;
    `twice`: events are told twice; `connected` false: every command raises EngineGone, and events are lost."""

    name = "fake"

    def __init__(self, network: Network) -> None:
        self.network = network
        self.connected = True
        self.lose_commands = 0
        self.lose_events = 0
        self.twice = False
        self.told: list[str] = []
        """Commands that were obeyed, by name and subject."""
        self.beside: list[FakeEngine] = []
        """Other nodes' connections to the same network: they are told everything too."""
        self._events: asyncio.Queue[AnyEvent] = asyncio.Queue()
        self._taps: dict[str, list[asyncio.Queue[Heard | None]]] = {}

    async def run(self) -> None:
        self.say(v.EngineBack())
        await asyncio.Event().wait()

    # --- commands -----------------------------------------------------------------------------------------------------

    async def dial(self, leg: str, to: Address, *, caller: str, ring: timedelta) -> None:
        if self._obeys("dial", leg) and leg not in self.network.legs:
            self.network.addresses[leg] = to
            self.network.new_leg(leg, "ringing", to.tenant, to.media)
            self.say(v.LegRinging(leg=leg))

    async def answer(self, leg: str) -> None:
        if self._obeys("answer", leg) and self._state(leg) == "arrived":
            self.comes_up(leg)

    async def hang_up(self, leg: str, cause: Cause = "normal") -> None:
        if self._obeys("hang_up", leg) and leg in self.network.legs:
            self.goes(leg, cause)

    async def bridge(self, bridge: str, legs: Set[str]) -> None:
        if self._obeys("bridge", bridge):
            for recording in self.network.bridge(bridge, set(legs)):
                self._finish(recording)
            if not self.network.bridges.get(bridge):
                self._end_taps(bridge)
            self.network.changed()

    async def hold(self, leg: str, music: Sound | None) -> None:
        blob = music.blob if music is not None else ""
        self._alter("hold", leg, lambda seen: replace(seen, held=True, music=blob))

    async def resume(self, leg: str) -> None:
        self._alter("resume", leg, lambda seen: replace(seen, held=False, music=""))

    async def play(self, play: str, to: str, sound: Sound) -> None:
        if self._obeys("play", play):
            if to in self.network.legs or to in self.network.bridges:
                self.network.plays[play] = (to, sound)
            else:
                self.say(v.PlayEnded(play=play, whole=False))

    async def stop(self, play: str) -> None:
        if self._obeys("stop", play) and self.network.plays.pop(play, None) is not None:
            self.say(v.PlayEnded(play=play, whole=False))

    async def press(self, leg: str, digits: str) -> None:
        if self._obeys("press", leg):
            self.network.keys[leg] = self.network.keys.get(leg, "") + digits

    async def mute(self, leg: str, on: bool) -> None:
        self._alter("mute", leg, lambda seen: replace(seen, muted=on))

    async def overhear(self, ear: str, of: str, *, coach: bool) -> None:
        self._alter("overhear", ear, lambda seen: replace(seen, overhears=of, coach=coach and bool(of)))

    async def collect(self, leg: str, *, secret: bool) -> None:
        self._alter("collect", leg, lambda seen: replace(seen, secret=secret))

    async def record(self, recording: str, bridge: str, *, left: str) -> None:
        network = self.network
        known = recording in network.tapes or recording in network.finished
        if self._obeys("record", recording) and not known and bridge in network.bridges:
            network.tapes[recording] = Tape(bridge=bridge, left_leg=left, began_at=network.now())
            network.changed()

    async def pause_recording(self, recording: str, on: bool) -> None:
        tape = self.network.tapes.get(recording)
        if not self._obeys("pause_recording", recording) or tape is None:
            return
        at = self.network.now() - tape.began_at
        if on and tape.paused_at is None:
            tape.paused_at = at
        elif not on and tape.paused_at is not None:
            tape.gaps.append((tape.paused_at, at))
            tape.paused_at = None
        self.network.changed()

    async def stop_recording(self, recording: str) -> None:
        if self._obeys("stop_recording", recording):
            self._finish(recording)

    async def recorded(self, recording: str) -> Recorded | None:
        if not self.connected:
            raise EngineGone
        return self.network.finished.get(recording)

    async def forget(self, recording: str) -> None:
        if self._obeys("forget", recording):
            self.network.finished.pop(recording, None)

    async def tap(self, bridge: str) -> AsyncIterator[Heard]:
        pieces: asyncio.Queue[Heard | None] = asyncio.Queue()
        self._taps.setdefault(bridge, []).append(pieces)
        try:
            while (piece := await pieces.get()) is not None:
                yield piece
        finally:
            self._taps[bridge].remove(pieces)

    async def signal(self, leg: str, body: str) -> None:
        """A page's offer brings its leg up; its sound is there at once."""
        if not self._obeys("signal", leg):
            return
        if leg not in self.network.legs:
            self.say(v.Signalled(leg=leg, body='{"type":"refused","reason":"unknown"}'))
        elif msgspec.json.decode(body, type=dict[str, object]).get("type") == "offer":
            self.say(v.Signalled(leg=leg, body='{"type":"answer","sdp":""}'))
            self.comes_up(leg)

    async def events(self) -> AsyncIterator[AnyEvent]:
        while True:
            yield await self._events.get()

    async def census(self) -> Census:
        if not self.connected:
            raise EngineGone
        return self.network.census()

    async def close(self) -> None:
        """Nothing holds it."""

    # --- what happens at the other ends -------------------------------------------------------------------------------

    def say(self, event: AnyEvent) -> None:
        """An event for us, unless it is lost on its way."""
        if isinstance(event, v.EngineBack | v.EngineLost):
            self._events.put_nowait(event)
            return
        if not self.connected:
            return
        if self.lose_events > 0:
            self.lose_events -= 1
            return
        for _ in range(2 if self.twice else 1):
            for one in (self, *self.beside):
                one._events.put_nowait(event)

    def arrives(self, event: v.LegArrived) -> None:
        self.network.new_leg(event.leg, "arrived", event.tenant, event.media)
        self.say(event)

    def comes_up(self, leg: str) -> None:
        seen = self.network.legs[leg]
        self.network.legs[leg] = replace(seen, state="up")
        self.say(v.LegAnswered(leg=leg))
        self.network.changed()

    def goes(self, leg: str, cause: Cause = "normal") -> None:
        """It hangs up, or is hung up."""
        for play in [one for one, (to, _) in self.network.plays.items() if to == leg]:
            del self.network.plays[play]
            self.say(v.PlayEnded(play=play, whole=False))
        self.network.leave(leg)
        self.network.ended[leg] = cause
        self.say(v.LegEnded(leg=leg, cause=cause))
        self.network.changed()

    def speaks(self, leg: str, tone: str) -> None:
        self.network.says[leg] = tone
        self.network.changed()

    def shows(self, leg: str, media: Media) -> None:
        self.network.legs[leg] = replace(self.network.legs[leg], media=media)
        self.say(v.LegMedia(leg=leg, media=media))

    def hear(self, bridge: str, piece: Heard) -> None:
        """Sound for whoever taps this bridge."""
        for pieces in self._taps.get(bridge, []):
            pieces.put_nowait(piece)

    def end_play(self, play: str) -> None:
        """It was heard to its end."""
        if self.network.plays.pop(play, None) is not None:
            self.say(v.PlayEnded(play=play))

    def lose_connection(self) -> None:
        self.say(v.EngineLost())
        self.connected = False

    def reconnect(self) -> None:
        self.connected = True
        self.say(v.EngineBack())

    # --- within -------------------------------------------------------------------------------------------------------

    def _obeys(self, command: str, subject: str) -> bool:
        if not self.connected:
            raise EngineGone
        if self.lose_commands > 0:
            self.lose_commands -= 1
            return False
        self.told.append(f"{command} {subject}")
        return True

    def _state(self, leg: str) -> str:
        seen = self.network.legs.get(leg)
        return seen.state if seen is not None else ""

    def _alter(self, command: str, leg: str, after: Callable[[LegSeen], LegSeen]) -> None:
        if self._obeys(command, leg) and leg in self.network.legs:
            self.network.legs[leg] = after(self.network.legs[leg])
            self.network.changed()

    def _finish(self, recording: str) -> None:
        ready = self.network.finish(recording)
        if ready is not None:
            self.say(ready)

    def _end_taps(self, bridge: str) -> None:
        for pieces in self._taps.get(bridge, []):
            pieces.put_nowait(None)
