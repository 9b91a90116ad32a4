"""A transcriber behind an OpenAI-compatible address (`…/v1/audio/transcriptions`): whisper.cpp, vLLM, Speaches and
others in one's own house, or a hosted one. It is given finished recordings, stretch by stretch.
"""

import asyncio
import io
import wave
from collections.abc import AsyncIterator, Sequence

import httpx2
import msgspec
from msgspec import Struct

from atiende.ports.speech import RATE, Speech, SpeechFailed, Word

MOST_BYTES = 2_000_000
TIMEOUT = 60.0
STATUS = {401: "key", 403: "key", 404: "missing", 413: "too_long", 429: "limited", 503: "busy"}


class _Word(Struct, frozen=True):
    word: str
    start: float
    end: float
    probability: float = 0.0


class _Segment(Struct, frozen=True):
    text: str
    start: float
    end: float


class _Answer(Struct, frozen=True):
    text: str
    language: str = ""
    segments: list[_Segment] = []
    words: list[_Word] = []


class EndpointTranscriber:
    """`ports.speech.Transcriber`. `url` is the whole address; `model` what it calls its model."""

    name, streams = "endpoint", False

    def __init__(self, url: str, *, model: str, key: str = "", timeout: float = TIMEOUT) -> None:
        self._url, self._model, self._timeout = url, model, timeout
        self._headers = {"authorization": f"Bearer {key}"} if key else {}

    def hear(self, pcm: AsyncIterator[bytes], *, language: str) -> AsyncIterator[Speech]:
        """It does not hear calls that go on."""
        raise SpeechFailed("no_engine")

    async def read(self, pcm: bytes, *, language: str) -> Sequence[Speech]:
        form = {"model": self._model, "response_format": "verbose_json", "timestamp_granularities[]": "word"}
        if language:
            form["language"] = language
        try:
            async with asyncio.timeout(self._timeout):
                raw = await self._post(form, wav_of(pcm))
        except (TimeoutError, httpx2.TimeoutException) as error:
            raise SpeechFailed("timeout") from error
        except httpx2.ConnectError as error:
            raise SpeechFailed("refused") from error
        except (httpx2.HTTPError, httpx2.InvalidURL) as error:
            raise SpeechFailed("broken") from error
        return speeches(raw, len(pcm) * 1000 // (2 * RATE), language)

    async def _post(self, form: dict[str, str], content: bytes) -> bytes:
        async with (
            httpx2.AsyncClient(follow_redirects=False, trust_env=False, timeout=self._timeout) as client,
            client.stream(
                "POST",
                self._url,
                data=form,
                files={"file": ("call.wav", content, "audio/wav")},
                headers=self._headers,
            ) as answer,
        ):
            if answer.status_code != 200:
                raise SpeechFailed(STATUS.get(answer.status_code, "error"))
            body = bytearray()
            async for piece in answer.aiter_bytes():
                body += piece
                if len(body) > MOST_BYTES:
                    raise SpeechFailed("too_long")
            return bytes(body)


def wav_of(pcm: bytes) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(pcm)
    return out.getvalue()


def speeches(raw: bytes, length_ms: int, language: str) -> list[Speech]:
    """Segments with the words that fall into them; one of all of it where there are none. Times beyond the sound are
    brought back into it. Raises SpeechFailed."""
    try:
        found = msgspec.json.decode(raw, type=_Answer)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise SpeechFailed("unreadable") from error
    text = found.text.strip()
    parts = found.segments or ([_Segment(text=text, start=0.0, end=length_ms / 1000)] if text else [])
    within = [(one, *_span(one.start, one.end, length_ms)) for one in parts if one.text.strip()]
    within.sort(key=lambda part: part[1])
    return [
        Speech(
            number=number,
            text=one.text.strip(),
            start_ms=start,
            end_ms=end,
            words=tuple(_words(found.words, start, end, length_ms)),
            language=spoken(found.language) or language,
        )
        for number, (one, start, end) in enumerate(within)
    ]


def _words(words: Sequence[_Word], start: int, end: int, length_ms: int) -> list[Word]:
    found = []
    for one in words:
        first, last = _span(one.start, one.end, length_ms)
        if start <= first < end or (first == start == end):
            shown = one.word.strip()
            found.append(Word(text=shown, start_ms=first, end_ms=last, confidence=min(1.0, max(0.0, one.probability))))
    return sorted(found, key=lambda one: one.start_ms)


def _span(start: float, end: float, length_ms: int) -> tuple[int, int]:
    """In ms, within the sound and never backwards; what is no number is its beginning."""
    first = min(length_ms, max(0, round(start * 1000))) if start == start and abs(start) < 1e7 else 0
    last = min(length_ms, max(first, round(end * 1000))) if end == end and abs(end) < 1e7 else first
    return first, last


def spoken(language: str) -> str:
    """`spanish`, `es-ES`, `es` → es."""
    named = {"spanish": "es", "english": "en"}
    return named.get(language.lower(), language.lower().partition("-")[0] if len(language) < 8 else "")
