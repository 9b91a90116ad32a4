"""Fetches finished recordings from the engine that made them until they are ours: nothing is forgotten there before it
is safe here, whatever dies in between.

Everything to be done is in rows: a recording that is running or ended and not yet kept. So it begins where it stopped,
and no event of an engine is needed.
"""

import asyncio

import structlog

from atiende.actions import recordings
from atiende.actions.recording_files import let_go, shelve
from atiende.domain import facts as f
from atiende.domain.errors import Refusal
from atiende.domain.recording import Recording, RecordingLeft
from atiende.ports.desk import Desk
from atiende.ports.failpoints import RECORDING_FETCHED, RECORDING_KEPT
from atiende.ports.nodes import LeaseLost
from atiende.ports.voice import EngineGone, Recorded
from atiende.reactors.waiting import wait_for

log = structlog.get_logger()
AGAIN_SECONDS = 2.0
"""Between tries of what is left."""
PATIENCE_MS = 10 * 60_000
"""How long an engine that answers may have nothing of an ended recording before it counts as lost."""
ENDS = (f.RecordingEnded, f.RecordingLost)
"""With which there is something to do; nothing else is ever looked for."""
MOST = 500


class RecordingKeeper:
    """One tenant's, where its calls are run."""

    def __init__(self, desk: Desk, tenant: str) -> None:
        self._desk, self._tenant = desk, tenant
        self._wake = asyncio.Event()

    async def run(self) -> None:
        """Until cancelled."""
        position = await self._desk.store.head(self._tenant)
        async with asyncio.TaskGroup() as group:
            group.create_task(self._follow(position))
            while True:
                self._wake.clear()
                if await self.round():
                    await wait_for(self._wake, self._desk.clock, AGAIN_SECONDS)
                else:
                    await self._wake.wait()

    async def _follow(self, position: int) -> None:
        async for batch in self._desk.store.follow(self._tenant, position):
            if any(isinstance(one.fact, ENDS) for one in batch.logged):
                self._wake.set()

    async def round(self) -> bool:
        """Tries each that is to be fetched; whether some are left."""
        reading = self._desk.store.reading(self._tenant)
        waiting = await reading.where(Recording, {"state": "ended"}, limit=MOST)
        left = False
        for one in waiting:
            try:
                left = not await self._fetch(one) or left
            except LeaseLost:
                raise
            except (Refusal, EngineGone, OSError) as error:
                log.warning("recording not fetched", recording=one.id, error=type(error).__name__)
                left = True
        return await self._forget_rest() or left

    async def _fetch(self, one: Recording) -> bool:
        """Whether nothing more is to be done."""
        engine = self._desk.voice.engines.get(one.engine)
        if engine is None:
            return await self._given_up(one)
        recorded = await engine.recorded(one.id)
        if recorded is None:
            await engine.stop_recording(one.id)  # whoever was to say so may have died before
            return await self._given_up(one)
        await self._keep(one, recorded)
        self._desk.fail(RECORDING_KEPT)
        return True

    async def _keep(self, one: Recording, recorded: Recorded) -> None:
        """Stores it, unless he said no to it: then it was never more than what the engine has."""
        desk, tenant = self._desk, self._tenant
        allowed = await desk.store.change(
            tenant,
            lambda change: recordings.may_keep(change, recordings.recording_of(change, one.id)),
            at=desk.clock.now(),
        )
        if not allowed:
            await recordings.lose(desk, tenant, one.id, "no_basis")
            return
        fetched = await shelve(desk, tenant, one, recorded)
        desk.fail(RECORDING_FETCHED)
        if not await recordings.keep(desk, tenant, one.id, fetched):
            await let_go(desk, tenant, fetched, one.id)
            await recordings.lose(desk, tenant, one.id, "no_basis")

    async def _given_up(self, one: Recording) -> bool:
        if self._desk.clock.now() - (one.ended_at or one.began_at) < PATIENCE_MS:
            return False
        await recordings.lose(self._desk, self._tenant, one.id, "gone")
        return True

    async def _forget_rest(self) -> bool:
        """The engines may let go of what is ours; one that does not answer is told later."""
        left = False
        for one in await self._desk.store.reading(self._tenant).where(RecordingLeft, {}, limit=MOST):
            engine = self._desk.voice.engines.get(one.engine)
            try:
                if engine is not None:
                    await engine.forget(one.id)
            except (EngineGone, OSError):
                left = True
                continue
            await recordings.forgotten(self._desk, self._tenant, one.id)
        return left


async def keep_recordings(desk: Desk, tenant: str) -> None:
    """Until cancelled: under the lease for calls."""
    await RecordingKeeper(desk, tenant).run()
