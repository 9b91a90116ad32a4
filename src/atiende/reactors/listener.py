"""One caller: what he hears is played, what he presses is heard. The pure part is `domain.ear`; this moves the sound.

All of it happens in one task, in order. Nothing here is lost by a restart: whoever takes the call up says the last
words again.
"""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeVar

import structlog
from msgspec import Struct

from atiende.actions import hearing, sounds
from atiende.actions.calls_ending import end_call
from atiende.actions.voicemail import begin_message, recording_of_message
from atiende.domain import ear as e
from atiende.domain.call import Call
from atiende.domain.call_scene import Scene, scene_of
from atiende.domain.errors import Refusal
from atiende.domain.flow import FlowSession
from atiende.domain.interaction import Interaction
from atiende.domain.row import Row
from atiende.domain.spoken import Saying, Speaking
from atiende.domain.voice import Census, DigitPressed, PlayEnded
from atiende.ports.desk import Desk
from atiende.ports.store import Key
from atiende.ports.voice import EngineGone, VoiceEngine
from atiende.reactors.queue_talk import QueueTalk, Standing
from atiende.reactors.spoken_answers import SpokenAnswers
from atiende.reactors.waiting import wait_for
from atiende.reactors.whisper import Whisper

log = structlog.get_logger()
IDLE_SECONDS = 30.0
PATIENT_MS = 250
"""Who waits is told nothing yet: where agents are free he is with one before a word could be said."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a recognizer heard him say."""

    text: str


Heard = DigitPressed | PlayEnded | Spoken
R = TypeVar("R", bound=Row)
WATCHED = (Call, Interaction, FlowSession, Speaking)
"""The rows by which a caller is heard and spoken to."""


class Seen(Struct, frozen=True, kw_only=True):
    """The rows of one call as they are now."""

    call: Call
    work: Interaction
    session: FlowSession | None
    speaking: Speaking | None
    scene: Scene


class Listener:
    """`standing` says where somebody stands in his queue, where that is known."""

    def __init__(self, desk: Desk, tenant: str, interaction: str, standing: Callable[[Interaction], Standing]) -> None:
        self._desk, self._tenant, self.interaction = desk, tenant, interaction
        self._ear = e.Ear()
        self._epoch = f"{desk.clock.now():x}"
        self._heard: list[Heard] = []
        self._wake = asyncio.Event()
        self._said = -1
        self._leg = ""
        self._recording = False
        self._stale: set[str] = set()
        self._missed: set[str] = set()
        self._rows: dict[type[Row], Row | None] = {}
        self._patient_until: int | None = None
        self._spoken = False
        self._aloud = SpokenAnswers(desk, _bridge_of(interaction), lambda text: self.note(Spoken(text)))
        self._queue = QueueTalk(desk, tenant, interaction, standing)
        self._whisper = Whisper(desk, tenant, self._queue, self._play)

    # --- from outside, never waiting ---

    def wake(self) -> None:
        self._wake.set()

    def begin(self, rows: Mapping[tuple[type[Row], Key], Row]) -> None:
        """With the commit that made the call: what is not in it is not there at all."""
        self._rows = {kind: rows.get((kind, (self.interaction,))) for kind in WATCHED}

    def put(self, row: Row) -> None:
        """One of its rows as a commit of this process left it."""
        self._rows[type(row)] = row

    def forget(self) -> None:
        """Another process has changed something: everything is read again."""
        self._rows = {}

    def note(self, event: Heard) -> None:
        self._heard.append(event)
        self._wake.set()

    def attached(self, census: Census | None) -> None:
        """The engine is there (again): what it plays from before is stopped, and the last words are said again."""
        if census is not None and self._leg and self._leg not in census.legs:
            return  # another engine's
        prefix = _plays_of(self.interaction)
        self._stale |= {play for play in (census.plays if census is not None else ()) if play.startswith(prefix)}
        self._ear, self._said, self._recording = e.Ear(count=self._ear.count), -1, False
        self._whisper.forget()
        self._queue.again()
        self.forget()
        self._wake.set()

    def compare(self, census: Census) -> None:
        """What should be playing and, twice, does not: its beginning or its end was lost on the way. He is not left in
        silence for it."""
        sounds = [one for one in (self._ear.playing, self._ear.music) if one] if self._leg in census.legs else []
        gone = {play for play in map(self._play, sounds) if play not in census.plays}
        for play in sorted(gone & self._missed):
            self.note(PlayEnded(play=play, whole=False))
        self._missed = gone

    def mine(self, event: DigitPressed | PlayEnded) -> bool:
        if isinstance(event, DigitPressed):
            return event.leg == self._leg
        return event.play.startswith(_plays_of(self.interaction))

    # --- the loop ---

    async def run(self) -> None:
        """Until the call is over or it is cancelled."""
        async with asyncio.TaskGroup() as group:
            try:
                await self._rounds(group)
            finally:
                self._aloud.end()

    async def _rounds(self, group: asyncio.TaskGroup) -> None:
        while True:
            self._wake.clear()
            seen = await self._see()
            if seen is None or not seen.call.open:
                return await self._over(seen)
            try:
                await self._follow(seen)
                await self._listen(group, seen)
            except EngineGone:
                log.info("engine away", interaction=self.interaction)
            except Refusal as refusal:
                log.warning("caller not served", interaction=self.interaction, code=refusal.code)
                await self._desk.clock.sleep(1.0)
            await wait_for(self._wake, self._desk.clock, self._pause())

    async def _over(self, seen: Seen | None) -> None:
        """Who hangs up while he speaks his message has left it."""
        engine = self._desk.voice.engines.get(seen.call.engine) if seen is not None else None
        if engine is not None:
            with suppress(EngineGone):
                await self._end_recording(engine)

    def _pause(self) -> float:
        moments = [one for one in (self._ear.due, self._whisper.due, self._patient_until) if one is not None]
        return max(0.01, (min(moments) - self._now()) / 1000) if moments else IDLE_SECONDS

    def _now(self) -> int:
        return int(self._desk.clock.elapsed() * 1000)

    async def _row(self, kind: type[R]) -> R | None:
        """As it was put last, else as it is kept. What is put while it is read is newer."""
        while kind not in self._rows:
            rows = self._rows  # what is forgotten while it is read is read again
            found = await self._desk.store.reading(self._tenant).get(kind, self.interaction)
            rows.setdefault(kind, found)
        row = self._rows[kind]
        return row if isinstance(row, kind) else None

    async def _see(self) -> Seen | None:
        call, work = await self._row(Call), await self._row(Interaction)
        if call is None or work is None:
            return None
        session, speaking = await self._row(FlowSession), await self._row(Speaking)
        leg = call.customer_leg
        self._leg = leg.id if leg is not None else ""
        scene = scene_of(call, work, session, speaking)
        return Seen(call=call, work=work, session=session, speaking=speaking, scene=scene)

    async def _follow(self, seen: Seen) -> None:
        engine = self._desk.voice.engines.get(seen.call.engine)
        if engine is None:
            return
        for play in sorted(self._stale):
            await engine.stop(play)
        self._stale.clear()
        if await self._whisper.follow(engine, seen.call, seen.work, self._now()):
            self._wake.set()
        await self._turn(engine, seen)
        while self._heard:
            event = self._heard.pop(0)
            again = await self._hear(engine, seen, event)
            if again:
                self._wake.set()
        await self._do(engine, seen, e.tick(self._ear, self._now()))

    async def _listen(self, group: asyncio.TaskGroup, seen: Seen) -> None:
        """His words count only where he was asked, and never where the answer is a secret."""
        engine = self._desk.voice.engines.get(seen.call.engine)
        if engine is None:
            return
        asked = seen.scene == "asked" and self._ear.script.then == "listen" and not self._ear.script.secret
        if asked and seen.session is not None:
            await self._aloud.listen(group, engine, self._leg, seen.session.language)
        else:
            await self._aloud.stop(engine)

    # --- what is to be heard ---

    async def _turn(self, engine: VoiceEngine, seen: Seen) -> None:
        """The script that fits what the rows say."""
        if self._patient(seen):
            return
        if seen.scene in ("away", "accompanied"):
            await self._do(engine, seen, e.hush(self._ear))
            if seen.scene == "accompanied":
                await self._queue.beside(engine, seen.call, seen.work, f"{_plays_of(self.interaction)}{self._epoch}")
            return
        script = await self._script(seen)
        if seen.scene != "message" and self._recording:
            await self._end_recording(engine)
        if seen.speaking is not None:
            self._said = seen.speaking.serial
        await self._do(engine, seen, e.turn_to(self._ear, script, self._now()))

    def _patient(self, seen: Seen) -> bool:
        """Whether somebody may still come before anything was said to him."""
        said = self._ear.script.serial or seen.session is not None or seen.speaking is not None
        if said or seen.scene != "waiting":
            self._patient_until = None
            return False
        if self._patient_until is None:
            self._patient_until = self._now() + PATIENT_MS
        return self._now() < self._patient_until

    async def _script(self, seen: Seen) -> e.Script:
        speaking = seen.speaking
        fresh = speaking is not None and speaking.serial != self._said
        sayings = speaking.sayings if speaking is not None and fresh else ()
        number = speaking.serial if speaking is not None else 0
        if seen.scene == "waiting":
            return await self._queue.script(seen.work, seen.session, sayings, number)
        if seen.scene == "asked" and speaking is not None:
            keys = tuple(key for key, _ in speaking.keys)
            return e.Script(serial=f"asked {number}", sayings=sayings, then="listen", keys=keys, secret=speaking.secret)
        if seen.scene == "message" and speaking is not None:
            tone = (*sayings, Saying(signal=sounds.BEEP))
            return e.Script(serial=f"message {number}", sayings=tone, then="record", seconds=speaking.seconds)
        if seen.scene == "passed":
            return e.Script(serial="passed", then="music")
        if seen.scene == "leaving":
            return e.Script(serial="leaving", sayings=sayings or self._queue.farewell(seen.work), then="leave")
        return e.Script(serial=f"served {number}", sayings=sayings)

    # --- what was heard ---

    async def _hear(self, engine: VoiceEngine, seen: Seen, event: Heard) -> bool:
        """Answers whether it may have moved the call on."""
        if isinstance(event, PlayEnded):
            return await self._played(engine, seen, event)
        if isinstance(event, Spoken):
            self._spoken = True
            return await self._do(engine, seen, e.spoke(self._ear, event.text))
        self._spoken = False
        if seen.scene == "accompanied":
            return await self._queue.pressed_beside(seen.work, event.digit)
        return await self._do(engine, seen, e.pressed(self._ear, event.digit, self._now()))

    async def _played(self, engine: VoiceEngine, seen: Seen, event: PlayEnded) -> bool:
        if self._whisper.is_over(event.play):
            return await self._whisper.admit()
        number = event.play.removeprefix(f"{_plays_of(self.interaction)}{self._epoch}.")
        if await self._queue.played(number, seen.call, seen.work, whole=event.whole):
            return True
        return await self._do(engine, seen, e.played(self._ear, number, self._now()))

    async def _do(self, engine: VoiceEngine, seen: Seen, following: e.Next) -> bool:
        """Carries out what the ear wants, in order; answers whether the call may have moved on by it."""
        self._ear, commands = following
        moved = False
        for command in commands:
            moved = await self._one(engine, seen, command) or moved
        return moved

    async def _one(self, engine: VoiceEngine, seen: Seen, command: e.Command) -> bool:
        match command:
            case e.Say():
                await self._say(engine, seen, command)
            case e.Music():
                music = await self._queue.music(seen.work)
                await engine.play(self._play(command.play), self._leg, music)
            case e.Stop():
                await engine.stop(self._play(command.play))
            case e.Collect():
                await engine.collect(self._leg, secret=command.secret)
            case e.Tell():
                sayings = await self._queue.standing_now(seen.work)
                await self._do(engine, seen, e.interject(self._ear, sayings, self._now()))
            case e.Record():
                await self._record(engine, command.seconds)
            case _:
                return await self._act(seen, command)
        return False

    async def _act(self, seen: Seen, command: e.Command) -> bool:
        """What is not sound but follows from it."""
        desk, tenant, call = self._desk, self._tenant, self.interaction
        match command:
            case e.Answered() if seen.scene == "message":
                await self._end_recording(desk.voice.engines[seen.call.engine])
                await hearing.hear_message(desk, tenant, call)
            case e.Answered():
                answer = hearing.Pressed(serial=self._said, text=command.text, spoken=self._spoken)
                await hearing.hear_answer(desk, tenant, call, answer)
            case e.Quiet():
                await hearing.hear_nothing(desk, tenant, call, self._said)
            case e.Key() if seen.scene == "waiting":
                said = await self._queue.pressed(seen.work, command.key)
                if said:
                    engine = desk.voice.engines[seen.call.engine]
                    await self._do(engine, seen, e.interject(self._ear, said, self._now()))
            case e.Key(key=e.PERSON) if seen.scene == "served":
                await hearing.hear_answer(desk, tenant, call, hearing.Pressed(serial=self._said, person=True))
            case e.Leave():
                await end_call(desk, tenant, call, "system")
            case _:
                return False
        self._wake.set()
        return True

    # --- sound ---

    def _play(self, number: str) -> str:
        return f"{_plays_of(self.interaction)}{self._epoch}.{number}"

    async def _say(self, engine: VoiceEngine, seen: Seen, command: e.Say) -> None:
        language = seen.speaking.language if seen.speaking is not None else await self._queue.language(seen.work)
        sound = await sounds.sound_of(self._desk, self._tenant, command.saying, language)
        if sound is not None:
            self._queue.saying(command.play, command.saying)
            await engine.play(self._play(command.play), self._leg, sound)
            return
        tones = await sounds.ours(self._desk, self._tenant, sounds.UNSAID)
        await engine.play(self._play(command.play), self._leg, tones)
        if seen.scene in ("asked", "message"):  # nobody can tell him what to press: a person, then
            await hearing.hear_answer(
                self._desk, self._tenant, self.interaction, hearing.Pressed(serial=self._said, person=True)
            )
            self._wake.set()

    async def _record(self, engine: VoiceEngine, seconds: int) -> None:
        """After the tone: whatever he says until he hangs up, presses a key or the time is over."""
        recording = await begin_message(self._desk, self._tenant, self.interaction)
        bridge = _bridge_of(self.interaction)
        await engine.bridge(bridge, {self._leg})
        await engine.record(recording, bridge, left=self._leg)
        self._recording = True
        self._ear = e.until(self._ear, self._now() + seconds * 1000)

    async def _end_recording(self, engine: VoiceEngine) -> None:
        if self._recording:
            self._recording = False
            await engine.stop_recording(recording_of_message(self.interaction))
            await engine.bridge(_bridge_of(self.interaction), set())


def _plays_of(interaction: str) -> str:
    return f"ply_{interaction.removeprefix('itr_')}."


def interaction_of_play(play: str) -> str:
    return "itr_" + play.removeprefix("ply_").partition(".")[0]


def _bridge_of(interaction: str) -> str:
    return f"brg_vm_{interaction.removeprefix('itr_')}"
