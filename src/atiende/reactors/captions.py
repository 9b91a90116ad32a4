"""What is said in a call, written down while it is said: the bridge is tapped, each voice goes to the transcriber, its
guesses to whoever has the call on the screen, and its last word into the transcript.

Only of calls that are being recorded by right, and nothing of what is said in a pause. A transcriber that fails costs
the captions of this call, not the call: its recording is written down afterwards instead.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field

import structlog
from msgspec.structs import replace

from atiende.actions.passages import Talk, Voiced, end_transcript, keep_passages, mask_passage, masked
from atiende.actions.recordings import transcribes
from atiende.domain import facts as f
from atiende.domain.call import Call
from atiende.domain.recording import Recording
from atiende.domain.settle import bridge_of
from atiende.domain.transcript import LEFT, RIGHT
from atiende.ports.bus import Caption
from atiende.ports.desk import Desk
from atiende.ports.speech import Speech, SpeechFailed, Transcriber
from atiende.ports.voice import EngineGone, Heard, VoiceEngine

log = structlog.get_logger()
MOST_WAITING = 250
"""Pieces of one voice a slow transcriber may be behind: five seconds. Then it counts as failed."""
AFTER_MS, FOR_EVER = 500, 2**62
"""What was said in a pause may still be on its way when it ends."""
MOST_CARRIED = 24
"""Passages over which one number is followed: a card read out digit by digit, with a breath after each."""
OF_PAUSES = (f.RecordingPaused, f.RecordingResumed)


@dataclass(slots=True)
class Carried:
    """A passage as it was heard, and how it is kept: under this number, with this text."""

    heard: Voiced
    number: int
    text: str


@dataclass(slots=True)
class Line:
    """One voice: what waits to be heard; None ends it. `carried`: what it said last, since a card's number goes on from
    one passage to the next; kept nowhere else."""

    side: str
    who: str
    began_ms: int
    carried: deque[Carried] = field(default_factory=lambda: deque(maxlen=MOST_CARRIED))
    waiting: asyncio.Queue[bytes | None] = field(default_factory=asyncio.Queue)

    async def pieces(self) -> AsyncIterator[bytes]:
        while (piece := await self.waiting.get()) is not None:
            yield piece


class Captions:
    """One tenant's, where its calls are run."""

    def __init__(self, desk: Desk, tenant: str) -> None:
        self._desk, self._tenant = desk, tenant
        self._quiet: dict[str, int] = {}
        """Until when (ms) nothing of a recording's call may be heard."""
        self._listening: dict[str, Hearing] = {}

    async def run(self) -> None:
        """Until cancelled."""
        transcriber = self._desk.transcriber
        if transcriber is None or not transcriber.streams:
            return
        store = self._desk.store
        position = await store.head(self._tenant)
        async with asyncio.TaskGroup() as group:
            for one in await store.reading(self._tenant).where(Recording, {"state": "running"}):
                self._begin(group, transcriber, one)
            async for batch in store.follow(self._tenant, position):
                for logged in batch.logged:
                    await self._note(group, transcriber, logged.fact)

    async def _note(self, group: asyncio.TaskGroup, transcriber: Transcriber, fact: f.Fact) -> None:
        if not isinstance(fact, (f.RecordingStarted, f.RecordingEnded, *OF_PAUSES)):
            return
        row = await self._desk.store.reading(self._tenant).get(Recording, fact.recording)
        if isinstance(fact, f.RecordingStarted) and row is not None and row.state == "running":
            self._begin(group, transcriber, row)
        elif isinstance(fact, f.RecordingEnded) and fact.recording in self._listening:
            self._listening[fact.recording].stop()
        elif row is not None and fact.recording in self._quiet:
            self._quiet[fact.recording] = self._quiet_until(row, AFTER_MS)

    def _begin(self, group: asyncio.TaskGroup, transcriber: Transcriber, row: Recording) -> None:
        engine = self._desk.voice.engines.get(row.engine)
        if row.id in self._listening or engine is None:
            return
        self._quiet[row.id] = self._quiet_until(row, 0)
        hearing = Hearing(self._desk, self._tenant, row, lambda: self._desk.clock.now() < self._quiet.get(row.id, 0))
        self._listening[row.id] = hearing
        group.create_task(self._listen(hearing, engine, transcriber))

    def _quiet_until(self, row: Recording, after: int) -> int:
        now = self._desk.clock.now()
        return FOR_EVER if row.paused(now) else now + after

    async def _listen(self, hearing: "Hearing", engine: VoiceEngine, transcriber: Transcriber) -> None:
        """One recording's call, for as long as it runs."""
        row = hearing.row
        try:
            wanted = await self._desk.store.change(
                self._tenant, lambda change: transcribes(change, row), at=self._desk.clock.now()
            )
            if wanted:
                await hearing.run(engine, transcriber)
        except* EngineGone:
            log.info("captions ended with the engine", recording=row.id)
        finally:
            self._listening.pop(row.id, None)
            self._quiet.pop(row.id, None)


class Hearing:
    """One call being heard."""

    def __init__(self, desk: Desk, tenant: str, row: Recording, paused: Callable[[], bool]) -> None:
        self._desk, self._tenant, self.row, self._paused = desk, tenant, row, paused
        self._lines: dict[str, Line] = {}
        self._kept, self._failed = 0, False
        self._reading: asyncio.Task[None] | None = None
        self._talk = Talk(
            recording=row.id,
            interaction=row.interaction,
            conversation=row.conversation,
            customer=row.customer,
            live=True,
        )

    async def run(self, engine: VoiceEngine, transcriber: Transcriber) -> None:
        """Until the bridge ends or it is stopped, and the last word is kept."""
        async with asyncio.TaskGroup() as group:
            self._reading = group.create_task(self._read(group, engine, transcriber))
        if self._kept and not self._failed:
            talk = replace(self._talk, engine=transcriber.name)
            await end_transcript(self._desk, self._tenant, talk, self._kept)

    def stop(self) -> None:
        """Hears no more; what was heard is still written down."""
        if self._reading is not None:
            self._reading.cancel()

    async def _read(self, group: asyncio.TaskGroup, engine: VoiceEngine, transcriber: Transcriber) -> None:
        offset = max(0, self._desk.clock.now() - self.row.began_at)
        try:
            async for piece in engine.tap(bridge_of(self.row.interaction, "main")):
                await self._hear(group, transcriber, piece, offset)
        finally:
            for line in self._lines.values():
                line.waiting.put_nowait(None)

    async def _hear(self, group: asyncio.TaskGroup, transcriber: Transcriber, piece: Heard, offset: int) -> None:
        line = self._lines.get(piece.leg)
        if line is None:
            line = self._lines[piece.leg] = await self._line(piece, offset)
            group.create_task(self._write_down(transcriber, piece.leg, line))
        if line.waiting.qsize() >= MOST_WAITING:
            self._failed = True
        else:
            line.waiting.put_nowait(bytes(len(piece.pcm)) if self._paused() else piece.pcm)

    async def _line(self, piece: Heard, offset: int) -> Line:
        call = await self._desk.store.reading(self._tenant).get(Call, self.row.interaction)
        leg = call.leg(piece.leg) if call is not None else None
        customer = leg is not None and leg.role == "customer"
        user = leg.user if leg is not None and leg.kind == "agent" else ""
        return Line(side=LEFT if customer else RIGHT, who=user, began_ms=offset + piece.at_ms)

    async def _write_down(self, transcriber: Transcriber, leg: str, line: Line) -> None:
        try:
            async for speech in transcriber.hear(line.pieces(), language=""):
                await self._said(leg, line, speech)
        except SpeechFailed as failed:
            self._failed = True
            log.warning("captions failed", recording=self.row.id, why=failed.code)
            while await line.waiting.get() is not None:  # the others go on; this one is heard by nobody
                pass

    async def _said(self, leg: str, line: Line, speech: Speech) -> None:
        moved = replace(
            speech,
            start_ms=line.began_ms + speech.start_ms,
            end_ms=line.began_ms + speech.end_ms,
            words=tuple(
                replace(one, start_ms=line.began_ms + one.start_ms, end_ms=line.began_ms + one.end_ms)
                for one in speech.words
            ),
        )
        heard = Voiced(side=line.side, who=line.who, speech=moved)
        *before, shown = masked([*(one.heard for one in line.carried), heard])
        signal = Caption(
            interaction=self.row.interaction,
            leg=leg,
            who=line.who,
            text=shown.speech.text,
            final=speech.final,
        )
        await self._desk.bus.send(self._tenant, signal)
        if speech.final and heard.speech.text.strip():
            await self._keep(line, heard, [*before, shown])

    async def _keep(self, line: Line, heard: Voiced, shown: list[Voiced]) -> None:
        """A last word, and what it changes of those before: `shown`, as they all read now."""
        there = await keep_passages(self._desk, self._tenant, self._talk, shown[-1:])
        self._kept = max(self._kept, there)
        for one, now in zip(line.carried, shown, strict=False):
            if now.speech.text not in (one.text, one.heard.speech.text):
                one.text = now.speech.text
                await mask_passage(self._desk, self._tenant, self._talk, one.number, one.text)
        line.carried.append(Carried(heard, there - 1, shown[-1].speech.text))


async def keep_captions(desk: Desk, tenant: str) -> None:
    """Until cancelled: under the lease for calls."""
    await Captions(desk, tenant).run()
