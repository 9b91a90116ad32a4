"""Text that becomes sound, and sound that becomes text. Both are optional: a centre works without."""

from collections.abc import AsyncIterator, Sequence
from typing import Protocol

from msgspec import Struct

RATE = 16_000
"""Samples a second of everything here; 16 bit, one channel."""


class SpeechFailed(Exception):
    """Nothing of use came. `code`: timeout, refused, broken, key, limited, busy, missing, error, too_long, unreadable,
    no_language or no_engine. Trying again may help for the first six."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Word(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`confidence` 0 to 1; 0 where nothing is said of it."""

    text: str
    start_ms: int
    end_ms: int
    confidence: float = 0.0


class Speech(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something said without a longer pause, in the time of the sound it was heard in. `number` counts from 0: what is
    heard again under a number replaces it, until it is `final`. `language` as heard, or as told."""

    number: int
    text: str
    start_ms: int
    end_ms: int
    final: bool = True
    words: tuple[Word, ...] = ()
    language: str = ""
    confidence: float = 0.0


class Synthesizer(Protocol):
    async def speak(self, text: str, language: str) -> bytes:
        """A WAV file, 16 kHz, mono, 16 bit. Raises SpeechFailed."""
        ...


class Transcriber(Protocol):
    name: str
    streams: bool
    """Whether it hears a call while it goes on; else it is given recordings afterwards."""

    def hear(self, pcm: AsyncIterator[bytes], *, language: str) -> AsyncIterator[Speech]:
        """What one voice says, while it says it; `pcm` in pieces of 20 ms or more. Ends with its sound. Raises
        SpeechFailed; what was final stays said. `language`: `es`, `en`, or empty: unknown."""
        ...

    async def read(self, pcm: bytes, *, language: str) -> Sequence[Speech]:
        """The whole of one voice, all final, in order. Raises SpeechFailed."""
        ...


PEAK_MS = 50


class Stretch(Struct, frozen=True, kw_only=True):
    """Somebody speaks without a longer pause, half a minute at most: `side` left or right, PCM from `start_ms` on."""

    side: str
    start_ms: int
    pcm: bytes


class SoundReader(Protocol):
    """Takes recordings (Ogg, WAV or MP3) apart, in a process of its own. Raises SpeechFailed (unreadable)."""

    async def peaks(self, content: bytes) -> bytes:
        """To draw it by: the loudest of each piece of `PEAK_MS` as 0-255, left and right in turn."""
        ...

    def voices(self, content: bytes) -> AsyncIterator[Stretch]:
        """What is not silence, in the order it begins."""
        ...
