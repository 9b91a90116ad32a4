"""A call that is recorded, without telephones: an engine that has a file to be fetched, and may die or forget."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import cast

import pytest

from atiende.actions import consents, recordings
from atiende.actions.calls import Begun, Call, begin_call
from atiende.actions.presence import choose_state
from atiende.domain.recording import Answer, Recording
from atiende.ports.desk import Desk
from atiende.ports.store import Change
from atiende.ports.voice import EngineGone, Recorded, Voice, VoiceEngine
from atiende.reactors.recordings import RecordingKeeper
from tests.journeys.queue_life import opened
from tests.journeys.small_centre import ANA, TENANT
from tests.journeys.small_world import World

SECRET = b"what was said on the telephone"
REC = "rec_00000000000000000000000001"
AGENT = f"agent:{ANA}"


@dataclass
class Shelf:
    """The engine's side: what it recorded, until it is told to forget it."""

    name: str = "fake"
    files: dict[str, Recorded] = field(default_factory=dict)
    forgotten: list[str] = field(default_factory=list)
    away: bool = False

    async def recorded(self, recording: str) -> Recorded | None:
        if self.away:
            raise EngineGone
        return self.files.get(recording)

    async def stop_recording(self, recording: str) -> None:
        """It has ended long ago."""

    async def forget(self, recording: str) -> None:
        if self.away:
            raise EngineGone
        self.forgotten.append(recording)
        self.files.pop(recording, None)


class Studio:
    """One call of Ana's, and its recording."""

    def __init__(self, world: World, engine: Shelf, begun: Begun) -> None:
        self.world, self.engine, self.begun = world, engine, begun
        self.desk: Desk = replace(world.desk, voice=Voice(engines={"fake": cast(VoiceEngine, engine)}))

    async def change(self, decide: object) -> object:
        return await self.desk.store.change(TENANT, decide, at=self.world.clock.now())  # type: ignore[arg-type]  # plain functions of a change

    async def answer(self, answer: Answer) -> None:
        given = consents.Answered(
            customer=self.begun.customer,
            conversation=self.begun.conversation,
            interaction=self.begun.interaction,
            answer=answer,
            channel="voice",
            language="es",
            text="Esta llamada se graba para formación.",
            said="1" if answer == "yes" else "",
        )
        await self.change(lambda change: consents.note(self.desk, change, given))

    async def start(self, policy: str = "inform", keep_days: int = 30) -> object:
        wanted = recordings.Start(
            recording=REC,
            interaction=self.begun.interaction,
            conversation=self.begun.conversation,
            customer=self.begun.customer,
            brand="main",
            queue="support",
            engine="fake",
            policy=policy,
            keep_days=keep_days,
            agent=ANA,
        )
        return await self.change(lambda change: recordings.start(change, wanted, "system"))

    async def over(self, gaps: tuple[tuple[int, int], ...] = (), duration_ms: int = 60_000) -> None:
        """The call ends; the engine has its file."""
        self.engine.files[REC] = Recorded(content=SECRET, duration_ms=duration_ms, gaps=gaps)

        def decide(change: Change) -> None:
            recordings.end(change, self.begun.interaction, "system")

        await self.change(decide)

    async def keep(self) -> bool:
        """One round of fetching; whether something is left to do."""
        return await RecordingKeeper(self.desk, TENANT).round()

    async def row(self) -> Recording:
        found = await self.desk.store.reading(TENANT).get(Recording, REC)
        assert found is not None
        return found


@asynccontextmanager
async def studio(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Studio]:
    async with opened(request, tmp_path) as world:
        await choose_state(world.desk, TENANT, ANA, "available")
        begun = await begin_call(world.desk, TENANT, ANA, Call(brand="main", number="+34600100200", name="Pepe"))
        yield Studio(world, Shelf(), begun)
