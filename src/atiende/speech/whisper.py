"""A transcriber of one's own: a Whisper model from the operator's directory, by faster-whisper, in its own process.

faster-whisper is no part of Atiende: who wants this installs it (`pip install faster-whisper`) and says where the model
lies. The child is started with the first recording and ended when nothing has come for some minutes.
"""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from atiende.ports.speech import Speech, SpeechFailed, Word
from atiende.speech.sounds import PASSED_ON

POLITE = 15
WAIT_SECONDS, IDLE_SECONDS = 600.0, 300.0
_requests, _answers = msgspec.msgpack.Decoder(tuple[bytes, str]), msgspec.msgpack.Decoder(list[Speech])


class WhisperTranscriber:
    """`ports.speech.Transcriber`; one stretch at a time."""

    name, streams = "whisper", False

    def __init__(self, model: Path) -> None:
        self._model = model
        self._turn = asyncio.Lock()
        self._child: asyncio.subprocess.Process | None = None
        self._idle: asyncio.TimerHandle | None = None

    def hear(self, pcm: AsyncIterator[bytes], *, language: str) -> AsyncIterator[Speech]:
        """It reads recordings only."""
        raise SpeechFailed("no_engine")

    async def read(self, pcm: bytes, *, language: str) -> Sequence[Speech]:
        async with self._turn:
            if self._idle is not None:
                self._idle.cancel()
            try:
                async with asyncio.timeout(WAIT_SECONDS):
                    return await self._asked(msgspec.msgpack.encode((pcm, language)))
            except (TimeoutError, asyncio.CancelledError):
                await self.close()
                raise
            except (OSError, asyncio.IncompleteReadError, msgspec.MsgspecError) as error:
                await self.close()
                raise SpeechFailed("no_engine") from error
            finally:
                self._idle = asyncio.get_running_loop().call_later(IDLE_SECONDS, self._end)

    async def _asked(self, request: bytes) -> list[Speech]:
        child = self._child
        if child is None or child.returncode is not None:
            child = self._child = await self._started()
        assert child.stdin is not None and child.stdout is not None
        child.stdin.write(len(request).to_bytes(4) + request)
        await child.stdin.drain()
        return _answers.decode(await child.stdout.readexactly(int.from_bytes(await child.stdout.readexactly(4))))

    async def _started(self) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            sys.executable, "-m", "atiende.speech.whisper", str(self._model),
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
            env={name: os.environ[name] for name in PASSED_ON if name in os.environ},
        )  # fmt: skip

    def _end(self) -> None:
        if self._child is not None and self._child.returncode is None:
            with suppress(ProcessLookupError):
                self._child.kill()

    async def close(self) -> None:
        self._end()
        if self._child is not None:
            await self._child.wait()
        self._child = None


# --- in the child ---------------------------------------------------------------------------------------------------


def main() -> None:
    import numpy as np
    from faster_whisper import WhisperModel  # type: ignore[import-not-found]  # the operator's own, where he wants it

    os.nice(POLITE)
    model = WhisperModel(sys.argv[1], device="cpu", compute_type="int8", local_files_only=True)
    while head := sys.stdin.buffer.read(4):
        pcm, language = _requests.decode(sys.stdin.buffer.read(int.from_bytes(head)))
        sound = np.frombuffer(pcm, dtype="<i2").astype(np.float32) / 32768
        segments, about = model.transcribe(sound, language=language or None, word_timestamps=True)
        said = [
            Speech(
                number=number,
                text=one.text.strip(),
                start_ms=int(one.start * 1000),
                end_ms=int(one.end * 1000),
                language=about.language,
                confidence=float(np.exp(min(0.0, one.avg_logprob))),
                words=tuple(
                    Word(
                        text=each.word.strip(),
                        start_ms=int(each.start * 1000),
                        end_ms=int(each.end * 1000),
                        confidence=float(each.probability),
                    )
                    for each in one.words or ()
                ),
            )
            for number, one in enumerate(segments)
        ]
        answer = msgspec.msgpack.encode(said)
        sys.stdout.buffer.write(len(answer).to_bytes(4) + answer)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
