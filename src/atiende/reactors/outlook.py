"""What those who wait can be told: the expected wait at every place, live; and the other ways when it is long."""

import asyncio
from bisect import bisect_right
from collections.abc import Callable, Iterator
from itertools import islice

import structlog

from atiende.actions.deflection import offer_ways
from atiende.domain import facts as f
from atiende.domain.errors import Refusal
from atiende.ports.desk import Desk
from atiende.ports.store import Batch
from atiende.reactors.waiting import wait_for
from atiende.routing.expected import Outlook, Pace, Range
from atiende.routing.floor import Floor

log = structlog.get_logger()
TAIL = 20_000
"""Facts read back at the start: handling times need no more."""
PAGE = 5_000
FRESH_SECONDS, SHARE, OLD_SECONDS = 1.0, 20, 10.0
"""How long an outlook serves everybody who asks: at least a second, and this often the time it took to make, but on a
machine that let the making of it wait no longer than this: who came since is not in it."""
EVERY_SECONDS = 2.0
AT_ONCE = 200
"""Offers of other ways made in one round."""


class OutlookReactor:
    """One tenant's. `floor` answers the one that decides."""

    def __init__(self, desk: Desk, tenant: str, floor: Callable[[], Floor]) -> None:
        self._desk, self._tenant, self._floor = desk, tenant, floor
        self._pace = Pace()
        self._read = 0
        self._made: Outlook | None = None
        self._fresh_until = 0.0
        self._wake = asyncio.Event()
        self._asked: set[str] = set()

    async def catch_up(self) -> None:
        """Reads the end of the log."""
        self._read = max(self._read, await self._desk.store.head(self._tenant) - TAIL)
        while page := await self._desk.store.log(self._tenant, self._read, PAGE):
            for logged in page:
                self._apply(logged)

    def follow(self, batch: Batch) -> None:
        """Facts of one commit, in order."""
        for logged in batch.logged:
            if logged.seq > self._read:
                self._apply(logged)
                if isinstance(logged.fact, f.InteractionQueued):
                    self._wake.set()

    def now(self) -> Outlook:
        """A second old at most, or as old as keeps the making of it below a twentieth of the time, ten at most."""
        begun = self._desk.clock.elapsed()
        if self._made is None or begun >= self._fresh_until:
            self._made = Outlook(self._floor(), self._pace)
            ended = self._desk.clock.elapsed()
            self._fresh_until = ended + min(max(FRESH_SECONDS, SHARE * (ended - begun)), OLD_SECONDS)
        return self._made

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            self._wake.clear()
            await self.offer_ways()
            await self._desk.clock.sleep(EVERY_SECONDS)
            await wait_for(self._wake, self._desk.clock, EVERY_SECONDS)

    async def offer_ways(self) -> None:
        """Other ways, once, to whoever must expect a long wait."""
        for interaction, wait in list(islice(self._long_waits(), AT_ONCE)):
            self._asked.add(interaction)
            try:
                await offer_ways(self._desk, self._tenant, interaction, (wait.low_ms, wait.high_ms))
            except Refusal as refusal:
                self._asked.discard(interaction)
                log.warning("other ways not offered", interaction=interaction, code=refusal.code)

    def _long_waits(self) -> Iterator[tuple[str, Range]]:
        """Live sessions not asked yet whose expected wait, at its upper end, is longer than their queue allows."""
        outlook, floor = self.now(), self._floor()
        live = [name for name, channel in self._desk.channels.items() if channel.traits.session]
        self._asked &= floor.waiting.keys()
        for slug, ruling in floor.queues.items():
            above_ms = ruling.queue.deflection.above_seconds * 1000
            for channel in live if above_ms else ():
                yield from self._too_long(outlook, slug, channel, above_ms)

    def _too_long(self, outlook: Outlook, slug: str, channel: str, above_ms: int) -> Iterator[tuple[str, Range]]:
        """The further back, the longer: from the first place that is too long on, all are."""

        def high(ahead: int) -> int:
            wait = outlook.wait_at(ahead, slug, channel)
            return 0 if wait is None else wait.high_ms

        line = outlook.line(slug, channel)
        for ahead in range(bisect_right(range(len(line)), above_ms, key=high), len(line)):
            wait = outlook.wait_at(ahead, slug, channel) if line[ahead] not in self._asked else None
            if wait is not None:
                yield line[ahead], wait

    def _apply(self, logged: f.Logged) -> None:
        self._read = logged.seq
        self._pace.apply(logged)
