"""Pages at the embedded engine's real media process, as people at telephones: tones are measured in what they hear."""

import asyncio
import io
import tempfile
import wave
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar

import msgspec
import numpy as np
import soundfile

from atiende.bench.page import TONES, Page, loudness
from atiende.domain import voice as v
from atiende.domain.voice import Media
from atiende.ports.voice import EngineGone, Sound
from atiende.voice.embedded import wire
from atiende.voice.embedded.attachment import Attachment
from atiende.voice.embedded.starting import Starter
from tests.contracts.telephones import TENANT
from tests.doubles.telephone_house import PATIENCE, House, telephone_house

E = TypeVar("E", bound=v.VoiceEvent)
SAID = {"a": "low", "b": "middle", "c": "high", "d": "top"}
NAMED = {tone: name for name, tone in SAID.items()}
CHANGES, WINDOW, ENOUGH, ON_FILE = 0.15, 0.22, 7, 0.02
"""Seconds a change may take and are then listened to; packets without which an ear was not served well enough."""


class Breakable(Starter):
    """A connection that a test breaks."""

    broken = False

    async def attach(self, tell: Callable[[Attachment, wire.Told | wire.Piece], None]) -> Attachment:
        if self.broken:
            raise EngineGone
        return await super().attach(tell)


class EmbeddedTelephones:
    """See `Telephones`."""

    can = frozenset(("signal", "echo", "video", "secret"))

    def __init__(self, house: House) -> None:
        self._house, self.engine = house, house.engine
        self._read = 0
        house.sounds.files |= {name: _tone(TONES[name]) for name in ("music", "prompt")}

    async def call_in(self, leg: str) -> None:
        await self._house.dial(leg, "visitor")
        await self.answer(leg)

    async def dial(self, leg: str, who: str) -> None:
        await self._house.dial(leg)
        await self.event(v.LegRinging, leg)

    async def answer(self, leg: str) -> None:
        await self._house.page(leg).call()
        await self.event(v.LegAnswered, leg)
        await self._house.until(self._page(leg).connected.is_set)

    async def reject(self, leg: str) -> None:
        self._house.page(leg).hang_up()

    async def hang_up(self, leg: str) -> None:
        self._page(leg).hang_up()

    def _page(self, leg: str) -> Page:
        return self._house.at[leg]

    async def say(self, leg: str, tone: str) -> None:
        self._page(leg).speaks = TONES[SAID[tone]] if tone else 0.0

    async def hears(self, leg: str) -> set[str]:
        return {NAMED.get(tone, tone) for tone in self._page(leg).hears()}

    async def press(self, leg: str, keys: str) -> None:
        self._page(leg).keys(keys)

    async def event(self, kind: type[E], of: str = "") -> E:
        found: list[E] = []

        def came() -> bool:
            while self._read < len(self._house.events) and not found:
                one = self._house.events[self._read]
                self._read += 1
                subject = {getattr(one, name, "") for name in ("leg", "play", "recording")}
                if isinstance(one, kind) and (not of or of in subject):
                    found.append(one)
            return bool(found)

        await self._house.until(came)
        return found[0]

    async def music(self) -> Sound:
        return Sound(tenant=TENANT, blob="music", loop=True)

    async def prompt(self) -> Sound:
        return Sound(tenant=TENANT, blob="prompt")

    async def tones_of(self, recording: str) -> Mapping[str, set[str]]:
        kept = await self.engine.recorded(recording)
        assert kept is not None
        sound, rate = await asyncio.to_thread(soundfile.read, io.BytesIO(kept.content), dtype="float32")
        sides = sound[:: rate // 16_000].T
        return {side: _on(sides[number]) for number, side in enumerate(("left", "right"))}

    async def lose_connection(self) -> None:
        starter = self._house.starter
        assert isinstance(starter, Breakable)
        starter.broken = True
        self._house.break_connection()

    async def reconnect(self) -> None:
        starter = self._house.starter
        assert isinstance(starter, Breakable)
        starter.broken = False

    async def share(self, leg: str, media: Media) -> None:
        body = {"type": "media", "video": media.video, "screen": media.screen}
        await self.engine.signal(leg, msgspec.json.encode(body).decode())

    async def settled(self) -> None:
        """Everybody hears the same in two stretches on end, and each of them was served well enough to tell."""
        until, before = self._house.clock.elapsed() + PATIENCE, None
        pages = list(self._house.at.values())
        await self._house.clock.sleep(CHANGES)
        while self._house.clock.elapsed() < until:
            for page in pages:
                page.deafen()
            await self._house.clock.sleep(WINDOW)
            served = all(not 0 < len(page.ear) < ENOUGH * 320 for page in pages)
            now = [page.hears() for page in pages]
            if served and now == before:
                return
            before = now if served else None
        raise AssertionError("it never settles")


def _tone(hertz: float) -> bytes:
    """A second, as a file."""
    t = np.arange(16_000) / 16_000
    file = io.BytesIO()
    with wave.open(file, "wb") as made:
        made.setnchannels(1)
        made.setsampwidth(2)
        made.setframerate(16_000)
        made.writeframes((np.sin(2 * np.pi * hertz * t) * 10_000).astype("<i2").tobytes())
    return file.getvalue()


def _on(side: np.ndarray[tuple[int], np.dtype[np.float32]]) -> set[str]:
    """Tones in any fifth of a second of it."""
    pieces = [side[at : at + 3_200] for at in range(0, len(side) - 3_200, 3_200)]
    return {name for name, tone in SAID.items() if any(loudness(piece, TONES[tone]) > ON_FILE for piece in pieces)}


@asynccontextmanager
async def embedded_telephones() -> AsyncIterator[EmbeddedTelephones]:
    with tempfile.TemporaryDirectory(prefix="atiende-phones-") as directory:
        async with telephone_house(Path(directory), starter=Breakable, tenant=TENANT) as house:
            yield EmbeddedTelephones(house)
