"""The media process found, or started: by a socket in the data directory, detached from whoever starts it."""

import asyncio
import contextlib
import os
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path

import structlog

from atiende.ports.system import Clock
from atiende.ports.voice import EngineGone
from atiende.voice.embedded import wire
from atiende.voice.embedded.attachment import Attachment, greet

log = structlog.get_logger()
STARTS_WITHIN = 15.0
LOOKS_EVERY = 0.05


class Starter:
    """`command`: what starts it; empty: somebody else does."""

    def __init__(self, directory: Path, command: tuple[str, ...], clock: Clock) -> None:
        self._directory, self._command, self._clock = directory.absolute(), command, clock
        self._started: subprocess.Popen[bytes] | None = None

    @property
    def owns(self) -> bool:
        """Whether it is ours to end."""
        return bool(self._command)

    def runs_already(self) -> bool:
        return (self._directory / wire.SOCKET).exists()

    async def found(self, tell: Callable[[Attachment, wire.Told | wire.Piece], None]) -> Attachment:
        """One that runs. Raises EngineGone."""
        try:
            return await self._greeted(tell)
        except OSError:
            raise EngineGone from None

    async def attach(self, tell: Callable[[Attachment, wire.Told | wire.Piece], None]) -> Attachment:
        """Raises EngineGone."""
        with contextlib.suppress(OSError):
            return await self._greeted(tell)
        self._start()
        until = self._clock.elapsed() + STARTS_WITHIN
        while self._clock.elapsed() < until:
            await self._clock.sleep(LOOKS_EVERY)
            with contextlib.suppress(OSError):
                return await self._greeted(tell)
            self._is_starting()
        log.error("media process does not start", log=str(self._directory / wire.LOG))
        raise EngineGone

    async def _greeted(self, tell: Callable[[Attachment, wire.Told | wire.Piece], None]) -> Attachment:
        handle = os.open(self._directory, os.O_PATH | os.O_DIRECTORY)
        made = socket.socket(socket.AF_UNIX)
        made.settimeout(1)
        try:
            made.connect(wire.short(self._directory / wire.SOCKET, handle))
            made.setblocking(False)
        except OSError:
            made.close()
            raise
        finally:
            os.close(handle)
        reader, writer = await asyncio.open_unix_connection(sock=made, limit=1 << 20)
        return await greet(reader, writer, wire.token_in(self._directory), tell)

    def _start(self) -> None:
        """In a session of its own, and nobody's child: what ends us does not end it."""
        if not self._command or self._is_starting():
            return
        with (self._directory / wire.LOG).open("ab") as output:
            self._started = subprocess.Popen(
                self._command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                close_fds=True,
            )

    def _is_starting(self) -> bool:
        """The process we start makes another one, which stays, and ends at once."""
        if self._started is not None and self._started.poll() is not None:
            self._started = None
        return self._started is not None
