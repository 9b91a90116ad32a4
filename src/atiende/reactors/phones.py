"""Which agents' desk phones the exchange knows: of one tenant, on the node that carries its calls.

The exchange is asked every few seconds; our own rows only when its answer is another one, or somebody came to work, or
something else was noted of a telephone.
"""

import asyncio
from collections.abc import Mapping, Set

import structlog

from atiende.actions.phones import UNREGISTERED, desks_to_look_at, note_desks
from atiende.domain import facts as f
from atiende.domain.errors import StoreFull
from atiende.ports.desk import Desk
from atiende.ports.voice import EngineGone, Registrar

log = structlog.get_logger()
LOOK_SECONDS = 2.0
ANEW_SECONDS = 60.0
"""So often all is read again, whatever was heard."""


async def keep_phones(desk: Desk, tenant: str) -> None:
    """Until cancelled. While no exchange answers, everything stays as it was: nothing can be called over it then."""
    registrar = next((one for one in desk.voice.engines.values() if isinstance(one, Registrar)), None)
    if registrar is None:
        return
    phones, position = _Phones(desk, tenant, registrar), await desk.store.head(tenant)
    async with asyncio.TaskGroup() as group:
        group.create_task(phones.hear(position))
        while True:
            try:
                await phones.look()
            except (EngineGone, StoreFull):
                log.info("desk phones not looked at", tenant=tenant)
            await desk.clock.sleep(LOOK_SECONDS)


class _Phones:
    """What was read last, and whether it may be otherwise now."""

    def __init__(self, desk: Desk, tenant: str, registrar: Registrar) -> None:
        self._desk, self._tenant, self._registrar = desk, tenant, registrar
        self._there: Set[str] = frozenset()
        self._missing: Mapping[str, str] = {}
        self._registered: Set[str] | None = None
        """As of which all was noted; None: it was not."""
        self._old, self._read_at = True, 0.0

    async def hear(self, position: int) -> None:
        async for batch in self._desk.store.follow(self._tenant, position):
            if not self._old and any(self._matters(one.fact) for one in batch.logged):
                self._old = True

    def _matters(self, fact: f.Fact) -> bool:
        """Who was at work already was looked at, whatever he does meanwhile."""
        if isinstance(fact, f.AgentStateChanged):
            return fact.state != "offline" and fact.agent not in self._there
        return isinstance(fact, f.AgentPhoneChanged)

    async def look(self) -> None:
        desk = self._desk
        if self._old or desk.clock.elapsed() - self._read_at >= ANEW_SECONDS:
            await self._read()
        if not self._missing:
            return
        registered = await self._registrar.registered(sorted(self._missing))
        if registered == self._registered:
            return
        changed = [one for one, missing in self._missing.items() if missing != _expected(one, registered)]
        if changed:
            await note_desks(desk, self._tenant, registered, changed)
            self._old = True  # what could not be noted is seen as it is
        self._registered = registered

    async def _read(self) -> None:
        self._old, self._registered = False, None
        try:
            self._there, self._missing = await desks_to_look_at(self._desk.store.reading(self._tenant))
        except BaseException:
            self._old = True
            raise
        self._read_at = self._desk.clock.elapsed()


def _expected(agent: str, registered: Set[str]) -> str:
    return "" if agent in registered else UNREGISTERED
