"""Recordings taken apart in a child process: what draws them, and the stretches in which somebody speaks.

The child has numpy and the decoder; the application, which may hold many calls, has neither. It gets the file whole and
answers in frames (four bytes of length, then msgpack), so that an hour of sound is never in memory at once.
"""

import asyncio
import io
import os
import sys
from collections.abc import AsyncIterator, Iterator
from typing import TYPE_CHECKING, Any

import msgspec

from atiende.ports.speech import PEAK_MS, RATE, SpeechFailed, Stretch

if TYPE_CHECKING:
    import numpy as np

    Samples = np.ndarray[Any, np.dtype[np.float32]]

POLITE = 10
PASSED_ON = ("PATH", "PYTHONPATH", "PYTHONHOME", "LD_LIBRARY_PATH", "LANG", "TZ", "TMPDIR")
ONE_CORE = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
AT_ONCE = 1
WAIT_SECONDS = 300
BLOCK_SECONDS = 10
FRAME_MS = 30
LOUD = 0.008
"""Root mean square of a piece in which somebody speaks; telephones and browsers level voices around ten times that."""
PAUSE_MS, LONGEST_MS, SHORTEST_MS = 700, 28_000, 150
BEFORE_MS = 120


class ChildSounds:
    """`ports.speech.SoundReader`. One file at a time."""

    def __init__(self) -> None:
        self._turns = asyncio.Semaphore(AT_ONCE)

    async def peaks(self, content: bytes) -> bytes:
        async for frame in self._asked("peaks", content):
            return frame
        raise SpeechFailed("unreadable")

    async def voices(self, content: bytes) -> AsyncIterator[Stretch]:
        async for frame in self._asked("voices", content):
            yield msgspec.msgpack.decode(frame, type=Stretch)

    async def _asked(self, what: str, content: bytes) -> AsyncIterator[bytes]:
        async with self._turns:
            child = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "atiende.speech.sounds", what,
                stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
                env={**ONE_CORE, **{name: os.environ[name] for name in PASSED_ON if name in os.environ}},
            )  # fmt: skip
            assert child.stdin is not None and child.stdout is not None
            try:
                async with asyncio.timeout(WAIT_SECONDS):
                    child.stdin.write(content)
                    await child.stdin.drain()
                    child.stdin.close()
                while True:
                    async with asyncio.timeout(WAIT_SECONDS):
                        head = await child.stdout.read(4)
                        if not head:
                            break
                        frame = await child.stdout.readexactly(int.from_bytes(head))
                    yield frame
            except (TimeoutError, OSError, asyncio.IncompleteReadError) as error:
                raise SpeechFailed("unreadable") from error
            finally:
                if child.returncode is None and not child.stdout.at_eof():
                    child.kill()
                await child.wait()
            if child.returncode:
                raise SpeechFailed("unreadable")


# --- in the child ---------------------------------------------------------------------------------------------------


def blocks(content: bytes) -> Iterator["Samples"]:
    """Two channels at our rate, some seconds at a time."""
    import numpy as np
    import soundfile

    with soundfile.SoundFile(io.BytesIO(content)) as file:
        for block in file.blocks(blocksize=file.samplerate * BLOCK_SECONDS, dtype="float32", always_2d=True):
            both = block if block.shape[1] > 1 else np.repeat(block, 2, axis=1)
            yield np.stack([at_our_rate(both[:, side], file.samplerate) for side in (0, 1)])


def at_our_rate(samples: "Samples", rate: int) -> "Samples":
    """By linear interpolation after a running mean as wide as the step: enough to draw and to recognise speech."""
    import numpy as np

    step = rate / RATE
    if step > 1:
        width = max(1, round(step))
        samples = np.convolve(samples, np.ones(width) / width, mode="same").astype(np.float32)
    if rate == RATE:
        return samples
    at = np.arange(int(len(samples) / step)) * step
    resampled: Samples = np.interp(at, np.arange(len(samples)), samples).astype(np.float32)
    return resampled


def peaks_of(content: bytes) -> bytes:
    import numpy as np

    size, found = RATE * PEAK_MS // 1000, bytearray()
    for both in blocks(content):
        count = -(-both.shape[1] // size)
        padded = np.pad(np.abs(both), ((0, 0), (0, count * size - both.shape[1])))
        loudest = np.minimum(255, padded.reshape(2, count, size).max(axis=2) * 255).astype(np.uint8)
        found += loudest.T.tobytes()
    return bytes(found)


class Voice:
    """One side: gathers what is spoken, and lets it go at a pause."""

    def __init__(self, side: str) -> None:
        self._side, self._at = side, 0
        self._kept, self._began, self._spoken_to, self._loud = bytearray(), 0, 0, 0

    def hear(self, pcm: bytes, loud: bool) -> Iterator[Stretch]:
        """One frame."""
        if loud:
            self._spoken_to = self._at + FRAME_MS
            self._loud += FRAME_MS
        self._kept += pcm
        self._at += FRAME_MS
        since = self._at - self._began
        if not self._loud:
            if since > BEFORE_MS:  # nothing yet: only the moment before a voice is kept
                drop = since - BEFORE_MS
                del self._kept[: drop * RATE // 1000 * 2]
                self._began += drop
        elif self._at - self._spoken_to >= PAUSE_MS or since >= LONGEST_MS:
            yield from self.rest()

    def rest(self) -> Iterator[Stretch]:
        if self._loud >= SHORTEST_MS:
            yield Stretch(side=self._side, start_ms=self._began, pcm=bytes(self._kept))
        self._kept.clear()
        self._began, self._loud = self._at, 0


def voices_of(content: bytes) -> Iterator[Stretch]:
    import numpy as np

    both_sides = (Voice("left"), Voice("right"))
    size = RATE * FRAME_MS // 1000
    for both in blocks(content):
        for start in range(0, both.shape[1] - size + 1, size):
            for side, voice in enumerate(both_sides):
                frame = both[side, start : start + size]
                pcm = (np.clip(frame, -1, 1) * 32767).astype("<i2").tobytes()
                yield from voice.hear(pcm, float(np.sqrt(np.mean(frame * frame))) > LOUD)
    for voice in both_sides:
        yield from voice.rest()


def main() -> None:
    os.nice(POLITE)
    content = sys.stdin.buffer.read()
    frames = [peaks_of(content)] if sys.argv[1] == "peaks" else map(msgspec.msgpack.encode, voices_of(content))
    for frame in frames:
        sys.stdout.buffer.write(len(frame).to_bytes(4) + frame)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
