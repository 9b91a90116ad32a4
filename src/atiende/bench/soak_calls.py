"""Calls for minutes on end, beginning and ending all the time, coached, held and muted in any order: nothing may grow
in the media process nor here, where the application's side of it runs; everybody hears whom he should, and at the end
nothing is left. `atiende soak --calls 60 --minutes 30` by hand; CI has seconds of it.
"""

import asyncio
import contextlib
import os
import random
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import typer
from msgspec.structs import replace

from atiende.bench.growth import Held, grew, held_by, memory_told
from atiende.bench.page import TONES, Page, keep_speaking
from atiende.blobs.keyring import SecretKeyring
from atiende.bus.system import SystemClock, SystemIds
from atiende.domain.voice import Address, LegFaltered, Signalled
from atiende.voice.embedded.engine import EmbeddedEngine
from atiende.voice.embedded.media import hearing
from atiende.voice.embedded.media.hearing import Standing
from atiende.voice.embedded.plan import MediaPlan, command
from atiende.voice.embedded.starting import Starter
from atiende.voice.embedded.wire import Figures

LASTS = (4.0, 16.0)
LOOK_SECONDS = 1.0
HEARD_WITHIN, TOO_LATE, PATIENCE = 15.0, 0.2, 60.0
SETTLES, STAYS = 0.6, 2.0
"""Seconds until nothing old is heard any more; and that a call stays as it is, at most."""
MIXED_SHARE, RECORDED_SHARE = 0.3, 0.2
WORTH_TELLING = 20


@dataclass(slots=True)
class Outcome:
    """`calls`: that ended well; the lists are empty when all held. `slowest`: seconds until somebody was heard."""

    calls: int = 0
    changes: int = 0
    slowest: float = 0.0
    late: float = 0.0
    """Seconds that the pages themselves were late to speak, at worst: this machine has too much to do."""
    deaf: list[str] = field(default_factory=list)
    """Who did not hear whom he should."""
    faltered: int = 0
    left: list[str] = field(default_factory=list)
    grown: list[str] = field(default_factory=list)
    media: list[Held] = field(default_factory=list)
    """Of the media process, second by second."""
    here: list[Held] = field(default_factory=list)
    """Of this one: the application's side, and the pages."""

    @property
    def holds(self) -> bool:
        return bool(self.calls) and not (self.deaf or self.left or self.grown)


class NoFiles:
    """Nothing is played."""

    async def get(self, tenant: str, name: str) -> bytes:
        raise KeyError(name)

    async def put(self, tenant: str, content: bytes) -> str:
        raise KeyError(tenant)

    async def drop(self, tenant: str, name: str) -> None: ...

    async def drop_all(self, tenant: str) -> None: ...


class Trio:
    """A call: who is in it, who coaches, and what was said of them, from which follows who is heard."""

    def __init__(self, engine: EmbeddedEngine, pages: Mapping[str, Page], chance: random.Random) -> None:
        self.pages = pages
        self._engine, self._chance = engine, chance
        self._names = dict(zip(("low", "middle", "high"), pages, strict=False))
        self._standings: dict[str, Standing] = {}

    async def begin(self, bridge: str) -> None:
        low, middle = self._names["low"], self._names["middle"]
        self._standings = {leg: Standing(bridge=bridge if leg in (low, middle) else "") for leg in self.pages}
        await self._engine.bridge(bridge, frozenset((low, middle)))
        if "high" in self._names:
            await self._overheard(low, True)

    def expected(self) -> Mapping[str, set[str]]:
        """By leg: the tones it is to hear."""
        tones = {leg: tone for tone, leg in self._names.items()}
        return {leg: {tones[each] for each in hearing.sources(leg, self._standings)} for leg in self.pages}

    async def change(self) -> str:
        """One thing that agents and supervisors do, by chance."""
        leg = self._chance.choice(list(self.pages))
        kinds: list[Callable[[str], Awaitable[None]]] = [self._turned, self._muted]
        if "high" in self._names:
            kinds += [lambda leg: self._overheard(leg, self._chance.random() < 0.6)] * 2
        await self._chance.choice(kinds)(leg)
        return leg

    async def _turned(self, leg: str) -> None:
        """Held, or no longer."""
        held = not self._standings[leg].held
        self._standings[leg] = replace(self._standings[leg], held=held)
        await (self._engine.hold(leg, None) if held else self._engine.resume(leg))

    async def _muted(self, leg: str) -> None:
        muted = not self._standings[leg].muted
        self._standings[leg] = replace(self._standings[leg], muted=muted)
        await self._engine.mute(leg, muted)

    async def _overheard(self, leg: str, coach: bool) -> None:
        """By the supervisor; of himself: he leaves them alone."""
        ear = self._names["high"]
        of = "" if leg == ear else leg
        self._standings[ear] = replace(self._standings[ear], overhears=of, coach=coach and bool(of))
        await self._engine.overhear(ear, of, coach=coach)


class Exchange:
    """The engine, the pages, and the calls between them."""

    def __init__(self, engine: EmbeddedEngine, clock: SystemClock, group: asyncio.TaskGroup, seed: int) -> None:
        self.engine, self.outcome = engine, Outcome()
        self._clock, self._group, self._ids, self._random = clock, group, SystemIds(), random.Random(seed)
        self.pages: list[Page] = []
        self._at: dict[str, Page] = {}
        self._late_at = 0.0

    def was_late(self, seconds: float) -> None:
        self.outcome.late = max(self.outcome.late, seconds)
        if seconds > TOO_LATE:
            self._late_at = self._clock.elapsed()

    async def read(self) -> None:
        async for event in self.engine.events():
            if isinstance(event, Signalled) and event.leg in self._at:
                self._at[event.leg].hear(event.body)
            elif isinstance(event, LegFaltered) and not event.back and self._at.get(event.leg) in self.pages:
                self.outcome.faltered += 1

    async def one_after_another(self, until: float) -> None:
        """One place: as a call ends there the next begins."""
        while self._clock.elapsed() < until:
            await self._call(until)

    async def _call(self, until: float) -> None:
        mixed, recorded = self._random.random() < MIXED_SHARE, self._random.random() < RECORDED_SHARE
        bridge, recording = self._ids.new("brg"), self._ids.new("rec")
        tones = ("low", "middle", "high") if mixed else ("low", "middle")
        pages = {leg: await self._page(leg, tone) for leg, tone in ((self._ids.new("leg"), tone) for tone in tones)}
        trio = Trio(self.engine, pages, self._random)
        await trio.begin(bridge)
        if recorded:
            await self.engine.record(recording, bridge, left=next(iter(pages)))
        await self._live(trio, min(self._clock.elapsed() + self._random.uniform(*LASTS), until))
        for leg, page in pages.items():
            self.pages.remove(page)
            page.close()
            await self.engine.hang_up(leg)
            del self._at[leg]
        await self.engine.bridge(bridge, frozenset())
        if recorded:
            await self.engine.stop_recording(recording)
            await self.engine.forget(recording)
        self.outcome.calls += 1

    async def _live(self, trio: Trio, until: float) -> None:
        """As it is, then changed a few times; each time everybody hears whom he should."""
        said = ["begun"]
        while await self._all_hear(trio, said) and self._clock.elapsed() < until:
            await self._clock.sleep(max(0.0, min(self._random.uniform(0, STAYS), until - self._clock.elapsed())))
            if self._clock.elapsed() >= until:
                return
            said.append(await trio.change())
            self.outcome.changes += 1

    async def _page(self, leg: str, tone: str) -> Page:
        await self.engine.dial(
            leg, Address(tenant="tnt_1", kind="visitor", value=leg), caller="", ring=timedelta(seconds=30)
        )
        page = self._at[leg] = Page(self._clock, lambda body: self._say(leg, body))
        page.speaks = TONES[tone]
        self.pages.append(page)
        await page.call()
        async with asyncio.timeout(30):
            await page.connected.wait()
        return page

    def _say(self, leg: str, body: str) -> None:
        self._group.create_task(self.engine.signal(leg, body))

    async def _all_hear(self, trio: Trio, said: list[str]) -> bool:
        """Exactly whom they should, at last; who cannot speak in time cannot be heard in time either."""
        began, wrong = self._clock.elapsed(), "?"
        while wrong:
            for page in trio.pages.values():
                page.deafen()
            await self._clock.sleep(SETTLES)
            heard = {leg: page.hears() for leg, page in trio.pages.items()}
            wrong = "; ".join(
                f"{sorted(heard[leg])} instead of {sorted(tones)}"
                for leg, tones in trio.expected().items()
                if heard[leg] != tones
            )
            if wrong and self._clock.elapsed() - max(began, min(self._late_at, began + PATIENCE)) > HEARD_WITHIN:
                self.outcome.deaf.append(f"{wrong}, after {len(said)} changes")
                return False
        self.outcome.slowest = max(self.outcome.slowest, self._clock.elapsed() - began)
        return True


@contextlib.asynccontextmanager
async def exchange(seed: int) -> AsyncIterator[Exchange]:
    """With a media process of its own, which ends with it."""
    clock = SystemClock()
    with tempfile.TemporaryDirectory(prefix="atiende-calls-") as directory:
        plan = MediaPlan(directory=Path(directory), hosts=("127.0.0.1",))
        engine = EmbeddedEngine(
            Starter(plan.directory, command(plan), clock), NoFiles(), SecretKeyring("x" * 40), clock
        )
        async with asyncio.TaskGroup() as group:
            made = Exchange(engine, clock, group, seed)
            running = [
                group.create_task(one)
                for one in (engine.run(), made.read(), keep_speaking(made.pages, clock, made.was_late))
            ]
            try:
                yield made
            finally:
                for task in running:
                    task.cancel()
                await engine.close()


async def soak(calls: int, minutes: float, seed: int) -> Outcome:
    clock = SystemClock()
    async with exchange(seed) as made:
        engine = made.engine
        await engine.hang_up("leg_none")  # starts it
        idle, idle_here = await _figures(engine), _here()
        until = clock.elapsed() + minutes * 60
        async with asyncio.TaskGroup() as places:
            for _ in range(calls):
                places.create_task(made.one_after_another(until))
            while clock.elapsed() < until:
                await clock.sleep(LOOK_SECONDS)
                made.outcome.media.append(_held(await _figures(engine)))
                made.outcome.here.append(_here())
        await clock.sleep(LOOK_SECONDS)
        judge(made.outcome, idle, await _figures(engine))
        judge_here(made.outcome, idle_here, _here())
        return made.outcome


async def _figures(engine: EmbeddedEngine) -> Figures:
    found = await engine.figures()
    assert found is not None
    return found


def _held(figures: Figures) -> Held:
    return Held(figures.memory, figures.tasks, figures.files)


def _here() -> Held:
    return replace(held_by(os.getpid()), tasks=len(asyncio.all_tasks()))


def judge(outcome: Outcome, idle: Figures, after: Figures) -> None:
    """Of the media process: what is left when all calls are over, and what grew while they came and went."""
    for name in ("legs", "connections", "places", "bridges", "plays", "events"):
        if left := getattr(after, name):
            outcome.left.append(f"{name}: {left}")
    _compare(outcome, "media process", (_held(idle), _held(after)), outcome.media)


def judge_here(outcome: Outcome, idle: Held, after: Held) -> None:
    """Of this process."""
    _compare(outcome, "application's side", (idle, after), outcome.here)


def _compare(outcome: Outcome, who: str, ends: tuple[Held, Held], between: list[Held]) -> None:
    for name in ("tasks", "files"):
        before, now = getattr(ends[0], name), getattr(ends[1], name)
        if now > before + 1:
            outcome.grown.append(f"{who}, {name}: {before} → {now}")
    outcome.grown += grew(who, between)


async def report(calls: int, minutes: float, seed: int) -> int:
    """The exit code: 1 when something did not hold."""
    outcome = await soak(calls, minutes, seed)
    typer.echo(
        f"{outcome.calls} calls, {outcome.changes} times changed, {outcome.faltered} lines faltered; "
        f"{outcome.slowest:.1f} s until all heard whom they should, at worst; "
        f"the pages themselves spoke late by {outcome.late:.2f} s at most"
    )
    for who, found in (("media process", outcome.media), ("application's side", outcome.here)):
        typer.echo(memory_told(who, found))
    for name in ("deaf", "left", "grown"):
        for one in getattr(outcome, name)[:WORTH_TELLING]:
            typer.echo(f"{name}: {one}")
    return int(not outcome.holds)
