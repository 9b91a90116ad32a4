"""The embedded engine with real pages around it: the media process is the real one, its pages speak tones."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from atiende.bench.page import Page, keep_speaking
from atiende.blobs.keyring import SecretKeyring
from atiende.bus.system import SystemClock
from atiende.domain.turn import Turn
from atiende.domain.voice import Address, AnyEvent, EngineBack, Media, Signalled, VoiceEvent
from atiende.ports.voice import EngineGone
from atiende.voice.embedded.engine import EmbeddedEngine
from atiende.voice.embedded.plan import MediaPlan, command
from atiende.voice.embedded.starting import Starter

PATIENCE = 30
LOOK = 0.02


@dataclass(frozen=True)
class Holder:
    """A media process."""

    pid: int

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)


def holder_of(directory: Path) -> Holder | None:
    """Of a data directory, by its lock."""
    path = directory / "media.lock"
    inode = path.stat().st_ino if path.exists() else 0
    for line in Path("/proc/locks").read_text().splitlines():
        parts = line.split()
        if parts[1] == "FLOCK" and parts[5].endswith(f":{inode}"):
            return Holder(int(parts[4]))
    return None


class SoundFiles:
    """A shelf of sounds by name."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}

    async def get(self, tenant: str, name: str) -> bytes:
        return self.files[name]

    async def put(self, tenant: str, content: bytes) -> str:
        raise NotImplementedError

    async def drop(self, tenant: str, name: str) -> None:
        raise NotImplementedError

    async def drop_all(self, tenant: str) -> None:
        raise NotImplementedError


class House:
    """`engine` is the application's side now; `restart_application` makes another one without a goodbye."""

    def __init__(
        self,
        directory: Path,
        group: asyncio.TaskGroup,
        turn: Turn | None = None,
        starter: type[Starter] = Starter,
        tenant: str = "tnt_1",
    ) -> None:
        self.clock, self.group, self.sounds = SystemClock(), group, SoundFiles()
        self.plan = MediaPlan(directory=directory, hosts=("127.0.0.1",))
        self.turn, self.tenant, self._starts = turn, tenant, starter
        self.pages: list[Page] = []
        self.at: dict[str, Page] = {}
        self.events: list[AnyEvent] = []
        self._tasks: list[asyncio.Task[None]] = []
        self._speaking = group.create_task(keep_speaking(self.pages, self.clock))
        self.engine = self._open()

    def _open(self) -> EmbeddedEngine:
        self.starter = self._starts(self.plan.directory, command(self.plan), self.clock)
        engine = EmbeddedEngine(self.starter, self.sounds, SecretKeyring("x" * 40), self.clock, self.turn)
        self._tasks = [self.group.create_task(engine.run()), self.group.create_task(self._read(engine))]
        return engine

    async def _read(self, engine: EmbeddedEngine) -> None:
        async for event in engine.events():
            self.events.append(event)
            if isinstance(event, Signalled) and event.leg in self.at:
                self.at[event.leg].hear(event.body)

    async def kill_application(self) -> None:
        """As kill −9 does it: nobody says goodbye, and what was not acknowledged is not."""
        for task in self._tasks:
            task.cancel()
        await asyncio.wait(self._tasks)

    async def restart_application(self) -> None:
        await self.kill_application()
        self.events.clear()
        self.engine = self._open()
        await self.until(lambda: self.saw(EngineBack))

    def break_connection(self) -> None:
        """To the media process."""
        attached = self.engine.attached
        assert attached is not None
        attached.close()

    def media_process(self) -> int:
        found = holder_of(self.plan.directory)
        return found.pid if found else 0

    def kill_media(self) -> None:
        os.kill(self.media_process(), signal.SIGKILL)

    def saw(self, kind: type[VoiceEvent], leg: str = "", **also: object) -> bool:
        """Whether such an event came."""
        return any(
            isinstance(one, kind)
            and (not leg or getattr(one, "leg", "") == leg)
            and all(getattr(one, name) == value for name, value in also.items())
            for one in self.events
        )

    async def until(self, seen: Callable[[], bool], within: float = PATIENCE) -> float:
        """Seconds it took."""
        began = self.clock.elapsed()
        while not seen():
            assert self.clock.elapsed() - began < within, f"not within {within} s: {self.events[-12:]}"
            await self.clock.sleep(LOOK)
        return self.clock.elapsed() - began

    async def until_async(self, figure: Callable[[], Awaitable[int]], at_least: int) -> None:
        until = self.clock.elapsed() + PATIENCE
        while (seen := await figure()) < at_least:
            assert self.clock.elapsed() < until, f"{seen} of {at_least}"
            await self.clock.sleep(LOOK)

    async def hears(self, page: Page, *tones: str, within: float = PATIENCE) -> None:
        """Exactly these, at last."""
        page.deafen()
        enough = 6_400 if tones else 0
        await self.until(lambda: len(page.ear) >= enough and page.hears() == set(tones), within)

    async def hears_nothing(self, page: Page) -> None:
        """For as long as it would take to hear something."""
        page.deafen()
        until = self.clock.elapsed() + 0.6
        await self.until(lambda: self.clock.elapsed() > until)
        assert page.hears() == set()

    async def dial(self, leg: str, kind: str = "agent", ring: float = 60) -> None:
        assert kind in ("agent", "visitor")
        to = Address(tenant=self.tenant, kind="agent" if kind == "agent" else "visitor", value=leg)
        await self.engine.dial(leg, to, caller="", ring=timedelta(seconds=ring))

    def page(self, leg: str, hertz: float = 0.0, *, via: tuple[str, int] | None = None) -> Page:
        """Another page for this leg: the one before hears of nothing any more."""
        made = Page(self.clock, lambda body: self._signal(leg, body), via=via)
        made.speaks = hertz
        self.pages.append(made)
        self.at[leg] = made
        return made

    def _signal(self, leg: str, body: str) -> None:
        async def say() -> None:
            try:
                await self.engine.signal(leg, body)
            except EngineGone:
                return

        self.group.create_task(say())

    async def connect(self, leg: str, hertz: float = 0.0, kind: str = "agent", media: Media | None = None) -> Page:
        """A leg with a page that is connected."""
        await self.dial(leg, kind)
        page = self.page(leg, hertz)
        await page.call(video=media is not None and media.video)
        async with asyncio.timeout(PATIENCE):
            await page.connected.wait()
        await self.until(lambda: self.saw(VoiceEvent, leg))
        return page

    async def close(self) -> None:
        for page in self.pages:
            page.close()
        for leg in (await self.engine.census()).legs:
            await self.engine.hang_up(leg)
        for task in (self._speaking, *self._tasks):
            task.cancel()
        await self.engine.close()
        await self.clock.sleep(0)  # sockets close in the loop's next turn


@asynccontextmanager
async def telephone_house(
    directory: Path, turn: Turn | None = None, starter: type[Starter] = Starter, tenant: str = "tnt_1"
) -> AsyncIterator[House]:
    """Nothing of it is left at its end."""
    async with asyncio.TaskGroup() as group:
        house = House(directory, group, turn, starter, tenant)
        try:
            yield house
        finally:
            await house.close()
            await house.until(lambda: not house.media_process())
