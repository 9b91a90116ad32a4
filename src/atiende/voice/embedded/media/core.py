"""The media core, as the media process uses it: what is said of legs, bridges and sounds, and the packets themselves.

Everything is a plain call on the process's loop. Nothing raises for what is gone, and nothing here knows of encryption,
connections' negotiation or the application.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Collection, Mapping, Sequence, Set

import structlog
from msgspec.structs import replace

from atiende.domain.voice import (
    AnyEvent,
    Census,
    DigitPressed,
    Media,
    PlayEnded,
    RecordingReady,
    RecordingSeen,
)
from atiende.voice.embedded.lines import Line, Link
from atiende.voice.embedded.media import hearing, rtp, talk
from atiende.voice.embedded.media.answering import Classifier
from atiende.voice.embedded.media.keys import pressed as steps_of
from atiende.voice.embedded.media.legs import Leg
from atiende.voice.embedded.media.load import Scales, worked
from atiende.voice.embedded.media.mixer import TICK, Mixer
from atiende.voice.embedded.media.opus import Quality
from atiende.voice.embedded.media.recording import Recorder, Sink
from atiende.voice.embedded.media.rooms import Hear, Rooms, hold_of
from atiende.voice.embedded.media.sounds import Clip, Play, decoded
from atiende.voice.embedded.media.video import Pictures, arrange

ToPage = Callable[[str, "dict[str, str | list[dict[str, str]]]"], None]
log = structlog.get_logger()
_SAID_EVERY = 500
_STALLED = 10
"""Ticks: standing still longer than this is not made up for."""
_SOUND_FRAMES = 180_000
"""All sounds kept together: an hour, 115 MB."""
_ENDED_KEPT = 1000


class Core:
    """One for the process. `tell`: events, in order; `clock`: monotonic seconds, the loop's; `to_page`: what a page is
    told: which streams of others it gets now; `worked`: processor seconds of this thread."""

    def __init__(
        self,
        tell: Callable[[AnyEvent], None],
        clock: Callable[[], float],
        *,
        to_page: ToPage | None = None,
        worked: Callable[[], float] = worked,
    ) -> None:
        self._tell, self._clock, self._to_page = tell, clock, to_page
        self._rooms = Rooms(clock)
        self._mixer = Mixer(self._rooms, self._told)
        self._sounds: OrderedDict[str, Clip] = OrderedDict()
        self._pictures: dict[str, Pictures] = {}
        self._ended: OrderedDict[str, bool] = OrderedDict()
        self._due = 0.0
        self._scales = Scales(self._mixer.load, clock, worked)
        self._failures = 0

    def _told(self, event: AnyEvent) -> None:
        if isinstance(event, PlayEnded):
            self._ended[event.play] = event.whole
            while len(self._ended) > _ENDED_KEPT:
                self._ended.popitem(last=False)
        self._tell(event)

    # --- the clock ----------------------------------------------------------------------------------------------------

    async def run(self) -> None:
        """Every 20 ms of one absolute clock, until cancelled."""
        loop = asyncio.get_running_loop()
        over: asyncio.Future[None] = loop.create_future()
        self._due = self._clock()

        def turn() -> None:
            if over.done():
                return
            try:
                self.tick(self._clock())
            except Exception:  # noqa: BLE001 — a fault of one tick must not end everybody's call
                self._failed()
            loop.call_at(loop.time() + max(0.0, self._due - self._clock()), turn)

        loop.call_soon(turn)
        await over

    def tick(self, now: float) -> None:
        """One turn. `now`: it may be late."""
        due = self._due or now
        missed = int((now - due) / TICK)
        if missed < _STALLED:
            missed = 0
        due += missed * TICK
        self._due = due + TICK
        self._scales.began()
        self._mixer.tick(due, missed)
        talk.tick(self._rooms, self._pictures, self._mixer.number, due, self._told)
        self._scales.ended(now - due, self._mixer.mixed)

    def _failed(self) -> None:
        """Said once in ten seconds."""
        self._failures += 1
        if self._failures % _SAID_EVERY == 1:
            log.exception("tick failed", failures=self._failures)

    # --- packets ------------------------------------------------------------------------------------------------------

    def rtp_in(self, name: str, raw: bytes, at: float) -> None:
        """A packet that is what it says it is: authenticated, and no repetition."""
        leg, packet = self._rooms.legs.get(name), rtp.read(raw)
        if leg is None or packet is None or leg.audio is None:
            return
        line = leg.audio
        if packet.payload_type == line.payload:
            leg.inflow.put(packet, at)
            for ear in leg.ears:
                if ear.out is not None:
                    ear.out.forward(packet, ear.out.line.payload, at)
            talk.sample(leg, packet)
        elif line.events and packet.payload_type == line.events:
            self._event(leg, packet, at)
        elif name in self._pictures:
            self._pictures[name].take(packet, at)

    def _event(self, leg: Leg, packet: rtp.Packet, at: float) -> None:
        digit = leg.inflow.put_event(packet, at)
        for ear in leg.ears:
            if ear.out is not None and ear.out.line.events:
                ear.out.forward(packet, ear.out.line.events, at)
            elif ear.out is not None:
                ear.out.leave_out(packet)
        if digit:
            self._tell(DigitPressed(leg=leg.name, digit=digit))

    def rtcp_in(self, name: str, raw: bytes) -> None:
        leg = self._rooms.legs.get(name)
        if leg is not None:
            talk.heard(leg, self._pictures.get(name), raw, self._clock())

    # --- legs ---------------------------------------------------------------------------------------------------------

    def join(self, name: str) -> None:
        if name not in self._rooms.legs:
            self._rooms.legs[name] = Leg(name)

    def leave(self, name: str) -> None:
        self.disconnect(name)
        for play in [each for each in self._rooms.plays.values() if each.to == name and each.name != hold_of(name)]:
            self.stop(play.name)
        self._rooms.end(hold_of(name))
        self._rooms.remove(name)
        self._arrange()

    def connect(self, name: str, link: Link, lines: Sequence[Line]) -> None:
        """Sound can flow; a former connection of it is replaced, and nothing else changes. Of the same connection,
        where its page offered again, all goes on in the same numbers: its keys are the same."""
        self.join(name)
        leg = self._rooms.legs[name]
        audio = next((line for line in lines if line.kind == "audio"), None)
        before = self._pictures.get(name) if leg.connect(link, audio, self._clock()) else None
        self._no_pictures(name)
        if before is not None or any(line.kind != "audio" for line in lines):
            self._pictures[name] = Pictures(name, leg.link or link, lines, before)
        self._rooms.stand(leg, replace(leg.standing, connected=audio is not None and audio.sends))
        self._arrange()

    def disconnect(self, name: str) -> None:
        leg = self._rooms.legs.get(name)
        if leg is None:
            return
        leg.link, leg.out = None, None
        self._no_pictures(name)
        self._rooms.stand(leg, replace(leg.standing, connected=False))
        self._arrange()

    def _no_pictures(self, name: str) -> None:
        pictures = self._pictures.pop(name, None)
        if pictures is not None:
            pictures.close()

    def bridge(self, bridge: str, legs: Set[str]) -> None:
        for play in [each for each in self._rooms.plays.values() if each.to == bridge and not legs]:
            self.stop(play.name)
        self._rooms.bridge(bridge, legs)
        self._arrange()

    def hold(self, name: str, sound: str | None) -> None:
        leg = self._rooms.legs.get(name)
        if leg is None or (leg.standing.held and leg.music == (sound or "")):
            return
        self._rooms.end(hold_of(name))
        leg.music = sound or ""
        music = self._sounds.get(leg.music)
        if music is not None:
            self._rooms.start(Play(hold_of(name), name, music, loop=True))
        self._rooms.stand(leg, replace(leg.standing, held=True))
        self._arrange()

    def resume(self, name: str) -> None:
        leg = self._rooms.legs.get(name)
        if leg is not None and leg.standing.held:
            self._rooms.end(hold_of(name))
            leg.music = ""
            self._rooms.stand(leg, replace(leg.standing, held=False))
            self._arrange()

    def mute(self, name: str, on: bool) -> None:
        self._stand(name, muted=on)

    def collect(self, name: str, secret: bool) -> None:
        self._stand(name, secret=secret)

    def overhear(self, ear: str, of: str, coach: bool) -> None:
        """Of nobody: no longer."""
        leg = self._rooms.legs.get(ear)
        if leg is not None:
            self._rooms.stand(leg, replace(leg.standing, overhears=of, coach=coach and bool(of)))
            self._arrange()

    def _stand(self, name: str, *, muted: bool | None = None, secret: bool | None = None) -> None:
        leg = self._rooms.legs.get(name)
        if leg is not None:
            muted = leg.standing.muted if muted is None else muted
            secret = leg.standing.secret if secret is None else secret
            self._rooms.stand(leg, replace(leg.standing, muted=muted, secret=secret))

    def press(self, name: str, digits: str) -> None:
        """Keys for the other end of this leg, where it understands events."""
        leg = self._rooms.legs.get(name)
        if leg is not None and leg.out is not None and leg.out.line.events:
            leg.pressing.extend(steps_of(digits))
            self._rooms.work_out([name])

    def pressed(self, name: str, digits: str) -> None:
        """Keys that its page told us of by other means than sound."""
        if name in self._rooms.legs:
            for digit in digits:
                self._tell(DigitPressed(leg=name, digit=digit))

    def classify(self, name: str) -> None:
        """Tells whether a person or a machine has answered, in a few seconds: MachineDetected."""
        leg = self._rooms.legs.get(name)
        if leg is not None:
            leg.classifier = Classifier()
            self._rooms.work_out([name])

    def heard_at(self, name: str) -> float:
        """When its last packet came; 0.0: none yet."""
        leg = self._rooms.legs.get(name)
        return leg.inflow.last_at if leg is not None else 0.0

    # --- pictures -----------------------------------------------------------------------------------------------------

    def show(self, name: str, media: Media) -> None:
        """What its page says it sends now."""
        leg = self._rooms.legs.get(name)
        if leg is not None and leg.media != media:
            leg.media = media
            self._arrange()

    def _arrange(self) -> None:
        if not self._pictures:
            return
        standings = {name: leg.standing for name, leg in self._rooms.legs.items()}
        for name, mine in self._pictures.items():
            others = [each for each in hearing.shown(name, standings) if each in self._pictures]
            around = [(self._rooms.legs[each], self._pictures[each]) for each in others]
            streams = arrange(self._rooms.legs[name], mine, around, self._clock())
            if streams is not None and self._to_page is not None:
                self._to_page(name, {"type": "streams", "streams": streams})

    # --- sounds -------------------------------------------------------------------------------------------------------

    async def keep(self, sound: str, content: bytes) -> None:
        """Decodes a file, in a thread. Raises ValueError when it is no sound."""
        self._sounds[sound] = await asyncio.to_thread(decoded, content)
        self._sounds.move_to_end(sound)
        while len(self._sounds) > 1 and sum(map(len, self._sounds.values())) > _SOUND_FRAMES:
            self._sounds.popitem(last=False)

    def sounds(self) -> Collection[str]:
        return tuple(self._sounds)

    def play(self, play: str, to: str, sound: str, loop: bool = False) -> None:
        """Said twice it is played once."""
        clip = self._sounds.get(sound)
        if play in self._rooms.plays:
            return
        if play in self._ended:
            self._tell(PlayEnded(play=play, whole=self._ended[play]))
        elif clip is None or not (to in self._rooms.legs or to in self._rooms.bridges):
            self._told(PlayEnded(play=play, whole=False))
        else:
            self._sounds.move_to_end(sound)
            self._rooms.start(Play(play, to, clip, loop))

    def stop(self, play: str) -> None:
        if self._rooms.end(play) is not None:
            self._told(PlayEnded(play=play, whole=False))

    def safety(self, sound: str | None) -> None:
        """What a leg hears that is left alone while the application is away; it is to be kept before."""
        self._mixer.safety = self._sounds.get(sound or "")

    def away(self, on: bool) -> None:
        """Whether the application is gone."""
        if on and not self._mixer.is_away:
            self._mixer.away_since = self._clock()
        self._mixer.is_away = on
        if not on:
            self._mixer.back()

    # --- recordings and taps ------------------------------------------------------------------------------------------

    def record(self, recording: str, bridge: str, left: str, sink: Sink) -> None:
        if recording not in self._rooms.recorders:
            self._rooms.recorders[recording] = Recorder(bridge, left, sink)
            self._rooms.work_out(self._rooms.in_bridge(bridge))

    def pause_recording(self, recording: str, on: bool) -> None:
        recorder = self._rooms.recorders.get(recording)
        if recorder is not None:
            recorder.pause(on, self._rooms.waiting_in(recorder.bridge))

    def stop_recording(self, recording: str) -> None:
        recorder = self._rooms.recorders.pop(recording, None)
        if recorder is not None:
            duration, gaps = recorder.finish()
            self._rooms.work_out(self._rooms.in_bridge(recorder.bridge))
            self._tell(RecordingReady(recording=recording, duration_ms=duration, gaps=gaps))

    def tap(self, bridge: str, hear: Hear | None) -> None:
        """One tap a bridge; None: no longer."""
        if hear is None:
            self._rooms.taps.pop(bridge, None)
            self._mixer.hears_no_more(bridge)
        else:
            self._rooms.taps[bridge] = (hear, self._mixer.number)
        self._rooms.work_out(self._rooms.in_bridge(bridge))

    # --- what is alive ------------------------------------------------------------------------------------------------

    def census_parts(self) -> Census:
        """Without what only the connections know: state, tenant."""
        legs = {name: leg.seen() for name, leg in self._rooms.legs.items()}
        return Census(
            legs=legs,
            bridges={name: frozenset(each) for name, each in self._rooms.bridges.items()},
            recordings={
                name: RecordingSeen(bridge=each.bridge, paused=each.paused)
                for name, each in self._rooms.recorders.items()
            },
            plays={name: each.to for name, each in self._rooms.plays.items() if name != hold_of(each.to)},
        )

    def figures(self) -> Mapping[str, float]:
        """How much it has to do."""
        return {
            "legs": len(self._rooms.legs),
            "bridges": len(self._rooms.bridges),
            "plays": len(self._rooms.plays),
            "recordings": len(self._rooms.recorders),
            "taps": len(self._rooms.taps),
            "decoded": len(self._rooms.decoded),
            "mixed": self._mixer.mixed,
            "sounds": len(self._sounds),
            "degraded": float(self._mixer.load.is_degraded),
            "busy": self._mixer.load.busy,
            "late_ticks": self._mixer.load.late_ticks,
        }

    def quality(self, quality: Quality | None) -> None:
        """None: as the load allows."""
        self._mixer.force = quality
