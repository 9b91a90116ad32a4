"""Recordings become words after the call, where nobody has written them down while it went on: by a timer of each, so
that a transcriber that is away only makes it later.
"""

import asyncio

import structlog
from msgspec.structs import replace

from atiende.actions.passages import Talk, Voiced, end_transcript, forget_passages, keep_passages
from atiende.actions.recording_files import open_recording
from atiende.actions.recordings import put_off
from atiende.domain.errors import NotFound
from atiende.domain.recording import Recording
from atiende.ports.desk import Desk
from atiende.ports.speech import SpeechFailed, Stretch

log = structlog.get_logger()
AGAIN_MS, MOST_TRIES = 60_000, 12
"""First pause after a failure, doubled each time: about three days in all."""


class Transcribing:
    """The timer's action; one recording at a time."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._turn = asyncio.Semaphore(1)

    async def run(self, tenant: str, recording: str) -> None:
        async with self._turn:
            found = await self._desk.store.reading(tenant).get(Recording, recording)
            if found is None or found.state != "kept" or found.transcribed:
                await put_off(self._desk, tenant, recording, None)
                return
            try:
                await self._write_down(tenant, found)
            except SpeechFailed as failed:
                log.warning("recording not transcribed", recording=recording, why=failed.code)
                await self._later(tenant, recording)
            except NotFound:  # deleted meanwhile
                await put_off(self._desk, tenant, recording, None)

    async def _later(self, tenant: str, recording: str) -> None:
        await put_off(self._desk, tenant, recording, (AGAIN_MS, MOST_TRIES))

    async def _write_down(self, tenant: str, found: Recording) -> None:
        desk = self._desk
        if desk.transcriber is None or desk.sounds is None:
            raise SpeechFailed("no_engine")
        content = await open_recording(desk, tenant, found.id)
        said: list[Voiced] = []
        language = ""
        async for stretch in desk.sounds.voices(content):
            if not _recorded(stretch, found):
                continue
            for speech in await desk.transcriber.read(stretch.pcm, language=language):
                moved = replace(
                    speech,
                    number=len(said),
                    start_ms=stretch.start_ms + speech.start_ms,
                    end_ms=stretch.start_ms + speech.end_ms,
                    words=tuple(
                        replace(word, start_ms=stretch.start_ms + word.start_ms, end_ms=stretch.start_ms + word.end_ms)
                        for word in speech.words
                    ),
                )
                said.append(Voiced(side=stretch.side, who=found.agent if stretch.side == "right" else "", speech=moved))
        said.sort(key=lambda one: one.speech.start_ms)
        talk = Talk(
            recording=found.id,
            interaction=found.interaction,
            conversation=found.conversation,
            customer=found.customer,
            engine=desk.transcriber.name,
        )
        await forget_passages(desk, tenant, found.id)
        count = await keep_passages(desk, tenant, talk, said)
        await end_transcript(desk, tenant, talk, count)
        await put_off(desk, tenant, found.id, None)


def _recorded(stretch: Stretch, found: Recording) -> bool:
    """What begins in a pause is no voice of the call: a tone over what was left out, at most."""
    return not any(start <= stretch.start_ms < end for start, end in found.gaps)
