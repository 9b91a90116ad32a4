"""One connection to the media process: orders and their outcomes, and what it tells."""

import asyncio
import contextlib
from collections.abc import Callable

import structlog

from atiende.ports.voice import EngineGone
from atiende.voice.embedded import wire

log = structlog.get_logger()


class Attachment:
    def __init__(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        welcome: wire.Welcome,
        tell: Callable[["Attachment", wire.Told | wire.Piece], None],
    ) -> None:
        self._reader, self._writer, self.welcome, self._tell = reader, writer, welcome, tell
        self._waiting: dict[int, asyncio.Future[wire.Done]] = {}
        self._number = 0

    async def listen(self) -> None:
        """Until the connection ends."""
        try:
            while True:
                said = await wire.next_down(self._reader)
                if isinstance(said, wire.Done):
                    waiting = self._waiting.pop(said.number, None)
                    if waiting is not None and not waiting.done():
                        waiting.set_result(said)
                elif isinstance(said, wire.Told | wire.Piece):
                    self._tell(self, said)
        except wire.Broken:
            return
        finally:
            self.close()
            for one in self._waiting.values():
                if not one.done():
                    one.set_exception(EngineGone())
            self._waiting.clear()

    async def order(self, command: wire.AnyCommand) -> wire.Done:
        """Raises EngineGone: it may have been obeyed."""
        if self._writer.is_closing():
            raise EngineGone
        self._number += 1
        number = self._number
        waiting: asyncio.Future[wire.Done] = asyncio.get_running_loop().create_future()
        self._waiting[number] = waiting
        self._writer.write(wire.framed(wire.Order(number=number, what=command)))
        try:
            return await waiting
        finally:
            self._waiting.pop(number, None)

    async def say(self, command: wire.AnyCommand) -> None:
        """Without waiting for what comes of it."""
        self._writer.write(wire.framed(wire.Order(number=0, what=command)))
        with contextlib.suppress(OSError):
            await self._writer.drain()

    def acknowledge(self, upto: int) -> None:
        if not self._writer.is_closing():
            self._writer.write(wire.framed(wire.Acknowledged(upto=upto)))

    def close(self) -> None:
        self._writer.close()


async def greet(
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    token: str,
    tell: Callable[[Attachment, wire.Told | wire.Piece], None],
) -> Attachment:
    """Raises EngineGone when it is another version, or not ours."""
    writer.write(wire.framed(wire.Hello(version=wire.VERSION, token=token)))
    try:
        async with asyncio.timeout(5):
            said = await wire.next_down(reader)
    except (wire.Broken, TimeoutError):
        writer.close()
        raise EngineGone from None
    if not isinstance(said, wire.Welcome):
        if isinstance(said, wire.Refused) and said.why == "version":
            log.warning("media process speaks another version")  # it ends with its last call
        writer.close()
        raise EngineGone
    return Attachment(reader, writer, said, tell)
