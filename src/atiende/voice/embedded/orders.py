"""What the application orders, done: legs, and what they hear."""

import asyncio
import os
import re
from datetime import timedelta
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from atiende.domain.voice import Census, LegSeen, RecordingReady
from atiende.ports.voice import Recorded
from atiende.voice.embedded import keeping, wire
from atiende.voice.embedded.control import Control
from atiende.voice.embedded.doors import Doors
from atiende.voice.embedded.legs import Legs
from atiende.voice.embedded.media.core import Core
from atiende.voice.embedded.media.recording import ogg_of

NAME = re.compile(r"[A-Za-z0-9_-]{1,120}")
DONE = wire.Done(number=0)
NOTHING = LegSeen(state="")


class Orders:
    def __init__(self, core: Core, legs: Legs, control: Control, doors: Doors, recordings: Path) -> None:
        self._core, self._legs, self._control, self._doors, self._recordings = core, legs, control, doors, recordings
        self._taps: set[str] = set()
        self._fetched: tuple[str, Recorded] | None = None
        self.over = asyncio.Event()
        """Nothing more to do."""
        self.makes_way = False
        """An application of another version waits: with the last call it is over."""

    @property
    def attended_now(self) -> bool:
        return self._control.attended

    def attended(self, there: bool) -> None:
        """While nobody is there who could say what is to be heard, those who are left alone hear music."""
        self._core.away(not there)
        if not there:
            for bridge in self._taps:
                self._core.tap(bridge, None)
            self._taps.clear()

    async def obey(self, command: wire.AnyCommand) -> wire.Done:
        if isinstance(command, wire.Dial | wire.HangUp | wire.Signal):
            self._of_legs(command)
        elif isinstance(command, wire.Tap):
            self._tap(command.bridge, command.on)
        elif isinstance(command, wire.Keep | wire.Play | wire.Hold | wire.Stop):
            return await self._of_sounds(command)
        elif isinstance(command, wire.Record | wire.Fetch | wire.Forget | wire.PauseRecording | wire.StopRecording):
            return await self._of_recordings(command)
        elif isinstance(command, wire.TakeCensus | wire.TakeFigures | wire.EndIfIdle):
            return self._of_all(command)
        else:
            self._of_hearing(command)
        return DONE

    def _of_all(self, command: wire.TakeCensus | wire.TakeFigures | wire.EndIfIdle) -> wire.Done:
        if isinstance(command, wire.TakeCensus):
            return wire.Done(number=0, census=self.census())
        if isinstance(command, wire.TakeFigures):
            return wire.Done(number=0, figures=self.figures())
        if not self._legs.there:
            self.over.set()
        return DONE

    def _of_legs(self, command: wire.Dial | wire.HangUp | wire.Signal) -> None:
        match command:
            case wire.Dial(leg=leg, to=to, ring=ring):
                self._legs.dial(leg, to, timedelta(seconds=ring))
            case wire.HangUp(leg=leg, cause=cause):
                self._legs.hang_up(leg, cause)
            case wire.Signal(leg=leg, body=body):
                self._legs.signal(leg, body)

    def _of_hearing(self, command: wire.AnyCommand) -> None:
        core = self._core
        match command:
            case wire.Bridge(bridge=bridge, legs=legs):
                core.bridge(bridge, legs & self._legs.there.keys())
            case wire.Resume(leg=leg):
                core.resume(leg)
            case wire.Press(leg=leg, digits=digits):
                core.press(leg, digits)
            case wire.Mute(leg=leg, on=on):
                core.mute(leg, on)
            case wire.Overhear(ear=ear, of=of, coach=coach):
                core.overhear(ear, of, coach)
            case wire.Collect(leg=leg, secret=secret):
                core.collect(leg, secret)
            case _:
                raise TypeError

    async def _of_sounds(self, command: wire.Keep | wire.Play | wire.Hold | wire.Stop) -> wire.Done:
        """A sound we do not have (any more) is asked for again."""
        match command:
            case wire.Keep(sound=sound, content=content):
                try:
                    await self._core.keep(sound, content)
                except ValueError:
                    return wire.Done(number=0, problem="no_sound")
                return DONE
            case wire.Play(play=play, to=to, sound=sound, loop=loop):
                if sound not in self._core.sounds():
                    return wire.Done(number=0, problem="no_sound")
                self._core.play(play, to, sound, loop)
            case wire.Hold(leg=leg, sound=sound):
                if sound and sound not in self._core.sounds():
                    return wire.Done(number=0, problem="no_sound")
                self._core.hold(leg, sound or None)
            case wire.Stop(play=play):
                self._core.stop(play)
        return DONE

    async def _of_recordings(
        self, command: wire.Record | wire.Fetch | wire.Forget | wire.PauseRecording | wire.StopRecording
    ) -> wire.Done:
        if not NAME.fullmatch(command.recording):
            return wire.Done(number=0, problem="failed")
        match command:
            case wire.Record():
                self._record(command)
            case wire.PauseRecording(recording=name, on=on):
                self._core.pause_recording(name, on)
            case wire.StopRecording(recording=name):
                self._core.stop_recording(name)
            case wire.Fetch():
                return await self._fetch(command)
            case wire.Forget(recording=name):
                self._whole(name).unlink(missing_ok=True)
        return DONE

    def _whole(self, name: str) -> Path:
        return self._recordings / (name + keeping.WHOLE)

    def _record(self, command: wire.Record) -> None:
        """One that is finished is not begun again: what there is would be lost."""
        name = command.recording
        if name in self._core.census_parts().recordings:
            return
        if self._whole(name).exists():
            self._control.tell(RecordingReady(recording=name, duration_ms=0))
            return
        sink = keeping.RecordingFile(self._recordings, name, command.key, self._legs.now)
        self._core.record(name, command.bridge, command.left, sink)

    async def _fetch(self, command: wire.Fetch) -> wire.Done:
        """Put together in a thread when its first part is asked for, and held until its last one was."""
        name, begin = command.recording, command.part * wire.PART
        if command.part == 0 or self._fetched is None or self._fetched[0] != name:
            try:
                whole = await asyncio.to_thread(ogg_of, keeping.pieces(self._whole(name), command.key))
            except OSError:
                return DONE
            self._fetched = name, whole
        whole = self._fetched[1]
        content = whole.content[begin : begin + wire.PART]
        if len(content) < wire.PART:
            self._fetched = None
        return wire.Done(number=0, recorded=replace(whole, content=content))

    def _tap(self, bridge: str, on: bool) -> None:
        if on:
            self._taps.add(bridge)
            self._core.tap(bridge, partial(self._piece, bridge))
        else:
            self._taps.discard(bridge)
            self._core.tap(bridge, None)

    def _piece(self, bridge: str, leg: str, at_ms: int, pcm: bytes) -> None:
        self._control.pass_on(wire.Piece(bridge=bridge, leg=leg, at_ms=at_ms, pcm=pcm))

    # --- what is there ------------------------------------------------------------------------------------------------

    def census(self) -> Census:
        """The core knows what is heard; whether a leg is there at all, and what it shows, is known here."""
        heard = self._core.census_parts()
        legs = {
            name: replace(heard.legs.get(name, NOTHING), state=leg.state, media=leg.media, tenant=leg.tenant)
            for name, leg in self._legs.there.items()
        }
        return replace(heard, legs=legs)

    def figures(self) -> wire.Figures:
        census, there, core = self.census(), self._legs.there.values(), self._core.figures()
        lines = [one for leg in there for one in (leg.line, leg.next) if one is not None]
        return wire.Figures(
            legs=len(there),
            connections=len(lines),
            tasks=len(asyncio.all_tasks()),
            files=sum(1 for _ in Path("/proc/self/fd").iterdir()),
            events=self._control.waiting,
            memory=_resident(),
            refused=self._doors.refused + sum(one.refused for one in lines),
            places=self._doors.known,
            bridges=len(census.bridges),
            plays=len(census.plays),
            mixed=int(core["mixed"]),
            degraded=bool(core["degraded"]),
            busy=round(core["busy"], 3),
            late_ticks=int(core["late_ticks"]),
        )


def _resident() -> int:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")
