"""Keeps a telephone exchange's configuration in step with our documents. Only centres in which something changed that
concerns it are read again: what changes is heard from the log."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from atiende.actions.telephony import concerns_lines, joined, lines_of
from atiende.domain.errors import StoreFull
from atiende.ports.desk import Desk
from atiende.ports.telephony import Telephony
from atiende.ports.voice import EngineGone

log = structlog.get_logger()
LOOK_SECONDS = 3.0
Apply = Callable[[Telephony], Awaitable[None]]
Read = Callable[[Desk, str], Awaitable[Telephony]]


async def keep_telephony(desk: Desk, apply: Apply, read: Read = lines_of) -> None:
    """Until cancelled: what changed is applied within seconds, and again when that failed. `read`: a centre's lines."""
    applied: Telephony | None = None
    async with asyncio.TaskGroup() as group:
        centres = _Centres(desk, group, read)
        while True:
            try:
                wanted = await centres.lines()
                if wanted != applied:
                    await apply(wanted)
                    applied = wanted
            except (StoreFull, EngineGone, OSError):
                log.warning("telephone exchange not in step", exc_info=True)
            await desk.clock.sleep(LOOK_SECONDS)


class _Centres:
    """What is known of each centre, and those of which it may not hold any more."""

    def __init__(self, desk: Desk, group: asyncio.TaskGroup, read: Read) -> None:
        self._desk, self._group, self._read = desk, group, read
        self._known: dict[str, Telephony] = {}
        self._changed: set[str] = set()
        self._followed: dict[str, asyncio.Task[None]] = {}

    async def lines(self) -> Telephony:
        """Of all centres now."""
        there = set(await self._desk.store.tenants())
        for tenant in there - self._followed.keys():
            position = await self._desk.store.head(tenant)
            self._changed.add(tenant)
            self._followed[tenant] = self._group.create_task(self._follow(tenant, position))
        for tenant in self._followed.keys() - there:
            self._followed.pop(tenant).cancel()
            self._known.pop(tenant, None)
        for tenant in sorted(self._changed & there):
            self._changed.discard(tenant)
            try:
                self._known[tenant] = await self._read(self._desk, tenant)
            except BaseException:
                self._changed.add(tenant)
                raise
        return joined(self._known)

    async def _follow(self, tenant: str, position: int) -> None:
        """Until the log cannot be heard: it is begun anew then, as if everything had changed."""
        try:
            async for batch in self._desk.store.follow(tenant, position):
                if any(concerns_lines(one.fact) for one in batch.logged):
                    self._changed.add(tenant)
        except (StoreFull, OSError):
            log.warning("changes are not heard", tenant=tenant, exc_info=True)
            self._followed.pop(tenant, None)
