"""A socket's way out: bounded, so that a slow reader is told to start again instead of making the server grow."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

from atiende.ports.metrics import SOCKET_RESYNCS

MOST_FRAMES = 256
MOST_BYTES = 1_000_000
RESYNC = b'{"op":"resync"}'
LAST_WORD_SECONDS = 10.0
"""Whoever has not even taken that after so long is cut off."""


class Outbox:
    """Frames waiting for one socket. `send` writes one text frame, when the line is free again; `write` writes one at
    once or answers False; `abort` cuts the line. Nothing waits and nobody is woken as long as the reader keeps up."""

    __slots__ = ("_abort", "_bytes", "_closed", "_frames", "_send", "_waits", "_wake", "_write", "lost")

    def __init__(
        self,
        send: Callable[[str], Awaitable[None]],
        write: Callable[[bytes], bool] | None = None,
        abort: Callable[[], None] | None = None,
    ) -> None:
        self._send, self._write, self._abort = send, write, abort
        self._waits = False
        """A frame is on its way through `send`: none may overtake it."""
        self._frames: deque[bytes] = deque()
        self._bytes = 0
        self._wake = asyncio.Event()
        self._closed = False
        self.lost = False

    def put(self, frame: bytes) -> None:
        """Never waits. Past the bounds everything is dropped and the reader is told to resync."""
        if self.lost or self._closed:
            return
        if self._write is not None and not self._waits and not self._frames and self._write(frame):
            return
        if len(self._frames) >= MOST_FRAMES or self._bytes + len(frame) > MOST_BYTES:
            self.overflow()
            return
        self._frames.append(frame)
        self._bytes += len(frame)
        self._wake.set()

    def overflow(self, why: str = "slow") -> None:
        """The reader is too slow: all it would still get is the word to start again."""
        if self._abort is not None and not self.lost:
            asyncio.get_running_loop().call_later(LAST_WORD_SECONDS, self._abort)
        self.lost = True
        SOCKET_RESYNCS.labels(why).inc()
        self._frames.clear()
        self._frames.append(RESYNC)
        self._wake.set()

    def close(self) -> None:
        """What is queued still goes out; then `run` ends."""
        self._closed = True
        self._wake.set()

    async def run(self) -> None:
        """Writes frames in order until closed, or until the reader has been told to resync."""
        while True:
            while self._frames:
                frame = self._frames.popleft()
                self._bytes -= len(frame)
                self._waits = True
                await self._send(frame.decode())
                self._waits = False
            if self._closed or self.lost:
                return
            self._wake.clear()
            await self._wake.wait()
