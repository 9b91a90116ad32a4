"""Speech by espeak-ng, a program of the operating system: prompts without a recording, in Spanish and English.

Its text goes in by a pipe, never by a shell; a word that never ends is cut off. Without the program there is no
synthesizer, and whoever calls hears tones, and a person.
"""

import asyncio
import io
import shutil
import wave
from collections.abc import Mapping, Sequence
from contextlib import suppress

from atiende.ports.speech import RATE, SpeechFailed
from atiende.speech.spoken_text import spoken

PROGRAM = "espeak-ng"
VOICES: Mapping[str, str] = {"es": "es", "en": "en-gb", "ca": "ca", "eu": "eu", "gl": "gl", "pt": "pt", "fr": "fr"}
WORDS_A_MINUTE, VOLUME, PITCH = "150", "90", "45"
"""Slower than its own 175: a telephone takes away what makes fast speech clear."""
MOST_CHARACTERS = 4000
MOST_BYTES = 40_000_000
PATIENCE_SECONDS = 10.0
AT_ONCE = 2
TAPS = 16
"""Of the filter before fewer samples are taken."""


class Espeak:
    """`ports.speech.Synthesizer`."""

    def __init__(self, program: str) -> None:
        self._program = program
        self._gate = asyncio.Semaphore(AT_ONCE)

    async def speak(self, text: str, language: str) -> bytes:
        """A WAV file, 16 kHz, mono, 16 bit. Raises SpeechFailed."""
        if not text.strip():
            raise SpeechFailed("unreadable")
        words = spoken(text, language)[:MOST_CHARACTERS]
        voice = VOICES.get(language.split("-")[0].lower(), VOICES["es"])
        async with self._gate:
            return await asyncio.to_thread(_at_telephone_rate, await self._said(words, voice))

    async def _said(self, words: str, voice: str) -> bytes:
        command = (self._program, "-v", voice, "-s", WORDS_A_MINUTE, "-a", VOLUME, "-p", PITCH, "--stdin", "--stdout")
        try:
            return await _run(command, words.encode())
        except TimeoutError as error:
            raise SpeechFailed("timeout") from error
        except OSError as error:
            raise SpeechFailed("broken") from error


def find() -> Espeak | None:
    """The synthesizer of this machine, None where the program is not installed."""
    program = shutil.which(PROGRAM)
    return Espeak(program) if program else None


async def _run(command: Sequence[str], given: bytes) -> bytes:
    """What it writes. Raises SpeechFailed, TimeoutError, OSError."""
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe, stderr=asyncio.subprocess.DEVNULL)
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            written, _ = await process.communicate(given)
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()
    if process.returncode != 0 or not 44 < len(written) <= MOST_BYTES:
        raise SpeechFailed("broken")
    return written


def _at_telephone_rate(sound: bytes) -> bytes:
    """The same at 16 kHz. Its header does not know its length: it was written into a pipe. Raises SpeechFailed."""
    import numpy

    from_rate = int.from_bytes(sound[24:28], "little")
    begins = sound.find(b"data") + 8
    if begins < 44 or not RATE <= from_rate <= 96_000:
        raise SpeechFailed("unreadable")
    whole = len(sound) - (len(sound) - begins) % 2
    samples = numpy.frombuffer(sound[begins:whole], dtype="<i2").astype(numpy.float32)
    taps = numpy.arange(-TAPS, TAPS + 1) * (RATE / from_rate)
    kernel = numpy.sinc(taps) * numpy.hamming(2 * TAPS + 1)  # what 16 kHz cannot carry would come back as a whistle
    smooth = numpy.convolve(samples, kernel / kernel.sum(), "same") if len(samples) > 2 * TAPS else samples
    places = numpy.arange(int(len(samples) * RATE / from_rate)) * (from_rate / RATE)
    made = numpy.interp(places, numpy.arange(len(smooth)), smooth)
    return _wav(numpy.clip(made, -32768, 32767).astype("<i2").tobytes())


def _wav(samples: bytes) -> bytes:
    written = io.BytesIO()
    with wave.open(written, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples)
    return written.getvalue()
