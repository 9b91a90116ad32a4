"""A caller's spoken answers, where the operator has a transcriber that listens: his words go where keys go."""

import asyncio
from collections.abc import AsyncIterator, Callable

import structlog

from atiende.ports.desk import Desk
from atiende.ports.speech import SpeechFailed
from atiende.ports.voice import EngineGone, VoiceEngine

log = structlog.get_logger()


class SpokenAnswers:
    """Of one call. `heard` is told of each thing he has said to its end."""

    def __init__(self, desk: Desk, bridge: str, heard: Callable[[str], None]) -> None:
        self._desk, self._bridge, self._heard = desk, bridge, heard
        self._task: asyncio.Task[None] | None = None

    async def listen(self, group: asyncio.TaskGroup, engine: VoiceEngine, leg: str, language: str) -> None:
        """From now on, unless it listens already or there is nobody who could."""
        transcriber = self._desk.transcriber
        if transcriber is None or not transcriber.streams or self._task is not None:
            return
        await engine.bridge(self._bridge, {leg})
        self._task = group.create_task(self._hear(engine, leg, language))

    async def stop(self, engine: VoiceEngine) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None
            await engine.bridge(self._bridge, set())

    def end(self) -> None:
        """There is nobody any more."""
        if self._task is not None:
            self._task.cancel()

    async def _hear(self, engine: VoiceEngine, leg: str, language: str) -> None:
        """What cannot be understood is not heard: keys still are."""
        transcriber = self._desk.transcriber
        assert transcriber is not None  # `listen` made sure
        try:
            async for speech in transcriber.hear(self._sound(engine, leg), language=language):
                if speech.final and speech.text.strip():
                    self._heard(speech.text.strip())
        except SpeechFailed as failure:
            log.warning("caller not understood", code=failure.code)
        except EngineGone:
            log.warning("caller not heard any more")

    async def _sound(self, engine: VoiceEngine, leg: str) -> AsyncIterator[bytes]:
        async for piece in engine.tap(self._bridge):
            if piece.leg == leg:
                yield piece.pcm
