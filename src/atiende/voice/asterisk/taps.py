"""For a transcriber: what each leg of a bridge says, over WebSockets of channels of Asterisk's own (`chan_websocket`).

For each leg a channel that hears it and one that ends here stand in a room of their own; the call itself is untouched.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Coroutine
from typing import Protocol

import msgspec
from msgspec import Struct
from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

from atiende.ports.system import Clock
from atiende.ports.voice import EngineGone, Heard
from atiende.voice.asterisk import names
from atiende.voice.asterisk.lines import Exchange
from atiende.voice.asterisk.link import Address, Answer, Query
from atiende.voice.asterisk.names import SNOOP, TAP

LOOK_SECONDS = 0.5
AGAIN_SECONDS, TRIES = 0.1, 50
MOST_WAITING = 3000
"""Pieces nobody has read yet: a minute of one leg; older ones are dropped."""


class Media(Struct):
    """The channel that ends here."""

    channelvars: dict[str, str] = {}


MEDIA = msgspec.json.Decoder(Media)
CONNECTION = "MEDIA_WEBSOCKET_CONNECTION_ID"


class Host(Protocol):
    exchange: Exchange

    def spawn(self, work: Coroutine[None, None, None]) -> asyncio.Task[None]: ...
    async def ask(self, method: str, uri: str, query: Query | None = None, body: object = None) -> Answer: ...
    def told(self, method: str, uri: str, query: Query | None = None, body: object = None) -> None: ...
    async def snoop(self, snoop: str, channel: str, how: dict[str, str]) -> bool: ...


class Tap:
    """One listener of one bridge."""

    def __init__(self, host: Host, address: Address, app: str, clock: Clock, bridge: str) -> None:
        self._host, self._address, self._app, self._clock, self._bridge = host, address, app, clock, bridge
        self._began = clock.elapsed()
        self._pieces: asyncio.Queue[Heard | None] = asyncio.Queue(MOST_WAITING)
        self._numbers = 0

    async def listen(self) -> AsyncIterator[Heard]:
        """Until the bridge ends or the reader leaves."""
        keeping = self._host.spawn(self._keep())
        try:
            while (piece := await self._pieces.get()) is not None:
                yield piece
        finally:
            keeping.cancel()
            await asyncio.gather(keeping, return_exceptions=True)

    async def _keep(self) -> None:
        """Listens to whoever is in the bridge."""
        exchange, heard = self._host.exchange, set[str]()
        try:
            async with asyncio.TaskGroup() as group:
                while self._bridge in exchange.bridges:
                    for leg in [one for one in exchange.of(self._bridge) if one not in heard]:
                        heard.add(leg)
                        group.create_task(self._hear(leg, heard))
                    await self._clock.sleep(LOOK_SECONDS)
        finally:
            self._put(None)

    async def _hear(self, leg: str, heard: set[str]) -> None:
        """One leg, until it ends or leaves; tried again while it is there."""
        self._numbers += 1
        name = (leg, str(self._numbers), str(round(self._began * 1000)))
        try:
            await self._carry(leg, name)
        except (EngineGone, OSError, WebSocketException):
            await self._clock.sleep(LOOK_SECONDS)
        finally:
            heard.discard(leg)
            with contextlib.suppress(EngineGone):
                self._host.told("DELETE", f"channels/{names.name(SNOOP, *name)}")
                self._host.told("DELETE", f"channels/{names.name(TAP, *name)}")
                self._host.told("DELETE", f"bridges/{names.name(TAP, *name)}")

    async def _carry(self, leg: str, name: tuple[str, ...]) -> None:
        line = self._host.exchange.lines.get(leg)
        if line is None:
            return
        snoop, media = names.name(SNOOP, *name), names.name(TAP, *name)
        asked: Query = {
            "channelId": media, "app": self._app, "appArgs": "serves", "external_host": "INCOMING",
            "transport": "websocket", "encapsulation": "none", "connection_type": "server", "format": "slin16",
        }  # fmt: skip
        answer = await self._host.ask("POST", "channels/externalMedia", asked)
        connection = MEDIA.decode(answer.body).channelvars.get(CONNECTION, "") if answer.well else ""
        if not connection:
            raise EngineGone("no media channel")
        scheme = "wss" if self._address.secure else "ws"
        url = f"{scheme}://{self._address.authority}/media/{connection}"
        async with connect(url, subprotocols=["media"], compression=None, proxy=None) as socket:  # type: ignore[list-item]  # a NewType of str
            if not await self._host.snoop(snoop, line.channel, {"spy": "in", "whisper": "none"}):
                return
            self._host.told("POST", f"bridges/{media}", {"type": "mixing"})
            await self._together(media, f"{snoop},{media}")
            async for frame in socket:
                if isinstance(frame, bytes):
                    at = round((self._clock.elapsed() - self._began) * 1000)
                    self._put(Heard(leg=leg, at_ms=at, pcm=frame))
                if line.home != self._bridge:
                    return

    async def _together(self, bridge: str, channels: str) -> None:
        """The channel that ends here is ours a moment after its connection stands: until then it is refused."""
        for _ in range(TRIES):
            if (await self._host.ask("POST", f"bridges/{bridge}/addChannel", {"channel": channels})).well:
                return
            await self._clock.sleep(AGAIN_SECONDS)
        raise EngineGone("not listening")

    def _put(self, piece: Heard | None) -> None:
        if self._pieces.full():
            self._pieces.get_nowait()
        self._pieces.put_nowait(piece)
