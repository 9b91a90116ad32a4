"""The tick: every 20 ms of one absolute clock, for all legs at once, each gets what it hears.

What one leg alone says goes on untouched as it arrives and never comes here. A sound that is all a leg hears is sent as
it was encoded when it was loaded. Only who hears several is mixed for: the sum of their frames, without his own.
"""

from collections.abc import Callable

import numpy as np
import structlog

from atiende.domain.voice import AnyEvent, PlayEnded
from atiende.voice.embedded.media.legs import Leg
from atiende.voice.embedded.media.load import Load
from atiende.voice.embedded.media.opus import FRAME, Quality, Sound
from atiende.voice.embedded.media.recording import Recorder
from atiende.voice.embedded.media.rooms import Rooms, hold_of
from atiende.voice.embedded.media.sounds import Clip, Play, comfort

log = structlog.get_logger()
TICK = 0.020
_SAID_EVERY = 500
_HEARD_TICKS = 5
"""Sound for a transcriber is handed over so many frames at a time."""
_SILENCE: Sound = np.zeros(FRAME, np.float32)
_SAFETY = 3.0
"""Seconds a leg may hear nothing while the application is away."""
_LOOKED_AFTER = 25


class Mixer:
    """Runs on the loop of the media process; `tick` alone does the work."""

    def __init__(self, rooms: Rooms, tell: Callable[[AnyEvent], None]) -> None:
        self._rooms, self._tell = rooms, tell
        self.load = Load()
        self.number = 0
        self.mixed = 0
        """Ears that sound was encoded for in the last tick."""
        self.failures = 0
        self.force: Quality | None = None
        self.safety: Clip | None = None
        """What a leg hears that is left alone; None: a quiet tone now and then."""
        self.is_away, self.away_since = False, 0.0
        self._heard: dict[tuple[str, str], list[Sound]] = {}

    def tick(self, at: float, missed: int = 0) -> None:
        """`at`: when it was due. `missed`: ticks that could not be kept before it."""
        self.number += 1 + missed
        for leg in self._rooms.decoded.values():
            leg.frame = leg.inflow.frame(leg.audio.payload, at) if leg.audio is not None else None
        self._rooms.unmask()
        self._advance()
        quality: Quality = self.force or ("degraded" if self.load.is_degraded else "full")
        self.mixed = 0
        for leg in list(self._rooms.legs.values()):
            if leg.out is not None and not leg.is_forwarded_to:
                self._guarded(leg, quality, at)
        if self.is_away and self.number % _LOOKED_AFTER == 0:
            self._look_after_all(at)
        for recorder in self._rooms.recorders.values():
            self._record(recorder, missed)
        if self._rooms.taps:
            self._hear()

    def _advance(self) -> None:
        ended = [play for play in self._rooms.plays.values() if not play.step()]
        for play in ended:
            self._rooms.end(play.name)
            self._tell(PlayEnded(play=play.name))

    def _guarded(self, leg: Leg, quality: Quality, at: float) -> None:
        """What goes wrong with one leg is not to be heard by the others."""
        try:
            self._serve(leg, quality, at)
        except Exception:
            self.failures += 1
            if self.failures % _SAID_EVERY == 1:
                log.exception("leg not served", leg=leg.name, failures=self.failures)

    def _serve(self, leg: Leg, quality: Quality, at: float) -> None:
        out = leg.out
        assert out is not None
        plays = self._rooms.plays_for(leg)
        if leg.pressing:
            out.event(leg.pressing.popleft(), at)
            if not leg.pressing:
                self._rooms.work_out([leg.name])
        elif leg.sources:
            self._mix(leg, plays, quality, at)
        elif len(plays) == 1:
            out.sound(plays[0].packet, at)
        elif plays:
            self._mix(leg, plays, quality, at)
        else:
            out.rest()
            return
        leg.quiet_since = at

    def _mix(self, leg: Leg, plays: list[Play], quality: Quality, at: float) -> None:
        heard = [each.frame for each in leg.sources if each.frame is not None]
        heard += [play.frame for play in plays]
        if not heard:
            frame = _SILENCE
        elif len(heard) == 1:
            frame = heard[0]
        else:
            frame = np.clip(sum(heard[1:], heard[0]), -1.0, 1.0)
        assert leg.out is not None
        leg.out.mixed(frame, quality, at)
        self.mixed += 1

    def _look_after_all(self, at: float) -> None:
        for leg in list(self._rooms.legs.values()):
            self._look_after(leg, at)

    def _look_after(self, leg: Leg, at: float) -> None:
        """While the application is away nobody waits in silence without end: not for who has left him, and not for who
        does not come through any more."""
        if leg.out is None or leg.standing.held or leg.standing.overhears:
            return
        alive = any(at - each.inflow.last_at < _SAFETY for each in leg.sources)
        playing = hold_of(leg.name) in self._rooms.plays
        if alive and playing:
            self._rooms.end(hold_of(leg.name))
            return
        quiet = self.away_since if leg.sources else max(leg.quiet_since, self.away_since)
        if not alive and not self._rooms.plays_for(leg) and at - quiet >= _SAFETY:
            if self.safety is None:
                self.safety = comfort()
            self._rooms.start(Play(hold_of(leg.name), leg.name, self.safety, loop=True))

    def back(self) -> None:
        """The application is there again and says itself what is heard."""
        for leg in self._rooms.legs.values():
            if not leg.standing.held:
                self._rooms.end(hold_of(leg.name))

    def _record(self, recorder: Recorder, missed: int) -> None:
        if missed:
            recorder.skip(missed)
        if recorder.paused:
            recorder.take(_SILENCE, _SILENCE)
            return
        left, right = _SILENCE, _SILENCE
        for name in self._rooms.bridges.get(recorder.bridge, ()):
            frame = self._said(name)
            if frame is None:
                continue
            if name == recorder.left:
                left = frame
            else:
                right = frame if right is _SILENCE else np.clip(right + frame, -1.0, 1.0)
        recorder.take(left, right)

    def _said(self, name: str) -> Sound | None:
        """What others hear of it now."""
        leg = self._rooms.legs[name]
        standing = leg.standing
        return None if standing.held or standing.muted or standing.overhears else leg.frame

    def _hear(self) -> None:
        for bridge, (hear, since) in list(self._rooms.taps.items()):
            for name in self._rooms.bridges.get(bridge, ()):
                frame = self._said(name)
                frames = self._heard.setdefault((bridge, name), [])
                frames.append(_SILENCE if frame is None else frame)
                if len(frames) >= _HEARD_TICKS:
                    began = (self.number - since - len(frames)) * 20
                    hear(name, max(0, began), pcm_of(np.concatenate(frames)))
                    frames.clear()

    def hears_no_more(self, bridge: str) -> None:
        for key in [each for each in self._heard if each[0] == bridge]:
            del self._heard[key]


def pcm_of(sound: Sound) -> bytes:
    """16 bit."""
    return (np.clip(sound, -1.0, 1.0) * 32767).astype(np.int16).tobytes()
