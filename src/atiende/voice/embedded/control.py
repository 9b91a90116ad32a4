"""The media process's side of the wire: one application at a time, whose commands are obeyed in order."""

import asyncio
import contextlib
import hmac
import secrets
from collections import deque
from collections.abc import Callable
from typing import Protocol

import structlog
from msgspec.structs import replace

from atiende.domain.voice import AnyEvent, LegQuality
from atiende.voice.embedded import wire

log = structlog.get_logger()
KEPT_EVENTS = 50_000
CROWDED, STUCK = 2_000_000, 64_000_000
"""Octets waiting for the application: what may be lost is dropped; it is cut off, and may come again."""


class Obeying(Protocol):
    async def obey(self, command: wire.AnyCommand) -> wire.Done: ...
    def attended(self, there: bool) -> None:
        """The application is there, or gone."""
        ...

    makes_way: bool


class Control:
    def __init__(self, token: str, places: Callable[[], tuple[tuple[str, int], ...]], process: int) -> None:
        self._token, self._places, self._process = token, places, process
        self._life = secrets.token_hex(8)
        self._kept: deque[wire.Told] = deque()
        self._number, self._missed = 0, False
        self._writer: asyncio.StreamWriter | None = None
        self._tasks: asyncio.TaskGroup | None = None
        self.obeying: Obeying | None = None

    @property
    def attended(self) -> bool:
        return self._writer is not None

    @property
    def waiting(self) -> int:
        return len(self._kept)

    def tell(self, event: AnyEvent) -> None:
        if isinstance(event, LegQuality):
            self.pass_on(wire.Told(number=0, event=event))
            return
        self._number += 1
        told = wire.Told(number=self._number, event=event)
        self._kept.append(told)
        if len(self._kept) > KEPT_EVENTS:
            self._kept.popleft()
            self._missed = True
        self._send(told)

    def pass_on(self, said: wire.Told | wire.Piece) -> None:
        """What is worth nothing later."""
        if self._writer is not None and self._writer.transport.get_write_buffer_size() < CROWDED:
            self._send(said)

    async def serve(self, server: asyncio.Server) -> None:
        """Until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            self._tasks = tasks
            await server.serve_forever()

    async def meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """A connection to our socket, until it ends. A newer one of the same application takes its place."""
        try:
            async with asyncio.timeout(5):
                hello = await wire.next_up(reader)
            if self._is_ours(hello, writer):
                self._take_over(writer)
                await self._listen(reader, writer)
        except (wire.Broken, TimeoutError):
            pass
        finally:
            self._let_go(writer)
            with contextlib.suppress(OSError):
                writer.close()

    def _is_ours(self, hello: wire.AnyUp, writer: asyncio.StreamWriter) -> bool:
        if not isinstance(hello, wire.Hello) or not hmac.compare_digest(hello.token.encode(), self._token.encode()):
            writer.write(wire.framed(wire.Refused(why="token")))
            return False
        if hello.version != wire.VERSION:
            assert self.obeying is not None
            self.obeying.makes_way = True
            writer.write(wire.framed(wire.Refused(why="version")))
            return False
        return True

    def _take_over(self, writer: asyncio.StreamWriter) -> None:
        assert self.obeying is not None
        if self._writer is not None:
            self._writer.close()
            self.obeying.attended(False)
        self._writer = writer
        self.obeying.makes_way = False
        self.obeying.attended(True)
        missed, self._missed = self._missed, False
        self._send(wire.Welcome(life=self._life, process=self._process, places=self._places(), missed=missed))
        for told in tuple(self._kept):
            self._send(told)
        log.info("application attached", events=len(self._kept))

    def _let_go(self, writer: asyncio.StreamWriter) -> None:
        if self._writer is writer:
            self._writer = None
            assert self.obeying is not None
            self.obeying.attended(False)
            log.info("application gone")

    async def _listen(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        assert self._tasks is not None
        while self._writer is writer:
            said = await wire.next_up(reader)
            if isinstance(said, wire.Acknowledged):
                while self._kept and self._kept[0].number <= said.upto:
                    self._kept.popleft()
            elif isinstance(said, wire.Order):
                if isinstance(said.what, wire.Keep | wire.Fetch):  # these take a while; nobody's call waits for it
                    self._tasks.create_task(self._obey(said))
                else:
                    await self._obey(said)

    async def _obey(self, order: wire.Order) -> None:
        assert self.obeying is not None
        try:
            done = await self.obeying.obey(order.what)
        except Exception:
            log.exception("command failed", command=type(order.what).__name__)
            done = wire.Done(number=0, problem="failed")
        self._send(replace(done, number=order.number))

    def _send(self, said: wire.AnyDown) -> None:
        writer = self._writer
        if writer is None:
            return
        writer.write(wire.framed(said))
        if writer.transport.get_write_buffer_size() > STUCK:
            writer.transport.abort()
