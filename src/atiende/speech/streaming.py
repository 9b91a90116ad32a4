"""A transcriber that hears calls while they go on, behind a WebSocket that speaks as vosk-server does: a line of
configuration, pieces of PCM, and back come `{"partial": …}` and `{"text": …, "result": [words]}`.

One connection for each voice. Whatever comes back is judged: text that is no JSON ends it, a guess that comes after its
sentence is over is dropped, times never go back.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

import msgspec
from msgspec import Struct

from atiende.ports.speech import RATE, Speech, SpeechFailed, Word

CONNECT_SECONDS, SILENT_SECONDS, LAST_SECONDS = 5.0, 30.0, 10.0
"""To be there; to say anything while it is spoken to; to say the last words."""
NOT_LONG = 0.001
MOST_BYTES = 256_000
PIECE = RATE * 2 // 5
"""Bytes sent at once when a whole recording is read: 200 ms."""

Receive = Callable[[], Awaitable[bytes | str]]
Send = Callable[[bytes | str], Awaitable[None]]


class _Word(Struct, frozen=True):
    word: str
    start: float = 0.0
    end: float = 0.0
    conf: float = 0.0


class _Said(Struct, frozen=True):
    partial: str | None = None
    text: str | None = None
    result: list[_Word] = []


class StreamingTranscriber:
    """`ports.speech.Transcriber` at `ws://` or `wss://`."""

    name, streams = "streaming", True

    def __init__(self, url: str, *, key: str = "", silent: float = SILENT_SECONDS) -> None:
        self._url, self._silent = url, silent
        self._headers = {"authorization": f"Bearer {key}"} if key else {}

    async def hear(self, pcm: AsyncIterator[bytes], *, language: str) -> AsyncIterator[Speech]:
        from websockets.asyncio.client import connect
        from websockets.exceptions import ConnectionClosed, WebSocketException

        heard = _Heard(language)
        try:
            async with connect(
                self._url, additional_headers=self._headers, open_timeout=CONNECT_SECONDS, max_size=MOST_BYTES,
                proxy=None, close_timeout=1.0,
            ) as socket:  # fmt: skip
                async for one in self._talk(socket.send, socket.recv, pcm, heard):
                    yield one
        except (ConnectionClosed, TimeoutError) as error:
            if not heard.whole:  # else it has said its last words
                raise SpeechFailed("timeout" if isinstance(error, TimeoutError) else "broken") from error
        except (WebSocketException, OSError) as error:
            raise SpeechFailed("broken" if heard.sent else "refused") from error

    async def _talk(
        self, send: Send, receive: Receive, pcm: AsyncIterator[bytes], heard: "_Heard"
    ) -> AsyncIterator[Speech]:
        """Until it hangs up, or says nothing more after the sound is over (TimeoutError)."""
        asks = {"sample_rate": RATE, "words": True, **({"language": heard.language} if heard.language else {})}
        await send(json.dumps({"config": asks}))
        async for piece in pcm:
            async with asyncio.timeout(self._silent):  # whoever no longer reads keeps the sound from leaving
                await send(piece)
            heard.sent += len(piece)
            for one in await self._came(receive, heard):
                yield one
        await send('{"eof" : 1}')
        heard.whole = True
        async with asyncio.timeout(LAST_SECONDS):
            while True:
                for one in heard.take(await receive()):
                    yield one

    async def _came(self, receive: Receive, heard: "_Heard") -> list[Speech]:
        """What has come meanwhile. Raises TimeoutError where nothing has for too long, though it was spoken to."""
        found: list[Speech] = []
        now = asyncio.get_running_loop().time()
        try:
            while True:
                async with asyncio.timeout(NOT_LONG):
                    raw = await receive()
                heard.answered = now
                found += heard.take(raw)
        except TimeoutError:
            heard.answered = heard.answered or now
            if now - heard.answered > self._silent:
                raise
        return found

    async def read(self, pcm: bytes, *, language: str) -> Sequence[Speech]:
        async def pieces() -> AsyncIterator[bytes]:
            for start in range(0, len(pcm), PIECE):
                yield pcm[start : start + PIECE]

        return [one async for one in self.hear(pieces(), language=language) if one.final]


class _Heard:
    """What came back, put in order."""

    def __init__(self, language: str) -> None:
        self.sent, self.whole, self.answered = 0, False, 0.0
        self.language, self._number, self._end, self._last = language, 0, 0, ""

    def take(self, raw: bytes | str) -> list[Speech]:
        """Raises SpeechFailed for what is no answer."""
        try:
            said = msgspec.json.decode(raw, type=_Said)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise SpeechFailed("unreadable") from error
        if said.text is not None:
            return self._final(said.text.strip(), said.result)
        guess = (said.partial or "").strip()
        if not guess or self._last.startswith(guess):  # nothing, or of a sentence that is over
            return []
        now = max(self._end, self.sent * 1000 // (2 * RATE))
        return [
            Speech(number=self._number, text=guess, start_ms=self._end, end_ms=now, final=False, language=self.language)
        ]

    def _final(self, text: str, result: Sequence[_Word]) -> list[Speech]:
        if not text:
            return []
        now = max(self._end, self.sent * 1000 // (2 * RATE))
        words, at = list[Word](), self._end
        for one in result:
            start = min(now, max(at, round(one.start * 1000)))
            at = min(now, max(start, round(one.end * 1000)))
            words.append(Word(text=one.word, start_ms=start, end_ms=at, confidence=min(1.0, max(0.0, one.conf))))
        begun, ended = (words[0].start_ms, words[-1].end_ms) if words else (self._end, now)
        sure = sum(word.confidence for word in words) / len(words) if words else 0.0
        speech = Speech(
            number=self._number,
            text=text,
            start_ms=begun,
            end_ms=ended,
            words=tuple(words),
            language=self.language,
            confidence=sure,
        )
        self._number, self._end, self._last = self._number + 1, ended, text
        return [speech]
