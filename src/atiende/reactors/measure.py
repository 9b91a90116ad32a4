"""The figures that nobody counts as they happen: how things stand now, looked at every few seconds while somebody
scrapes. Only what is in memory already, the disk, and where the log of some tenants ends."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from itertools import islice

from atiende.domain.errors import Refusal
from atiende.ports import metrics
from atiende.ports.desk import Desk
from atiende.ports.machine import Machine
from atiende.ports.voice import Mixes
from atiende.reactors.tenancy import Tenancy

SECONDS = 5.0
MOST_QUEUES = 200
"""Queues shown by name; those beyond, the ones with the least waiting, together as `others`."""
TENANTS_A_LOOK = 20
"""Whose logs are asked for their end in one look; the others come in the next ones."""
PIECE = 5_000
"""Waiting interactions counted in one go: the sockets go on in between."""
OTHERS = "others"


class Measure:
    """One node's."""

    def __init__(
        self, desk: Desk, tenancies: Mapping[str, Tenancy], machine: Machine, ready: Callable[[], bool]
    ) -> None:
        self._desk, self._tenancies, self._machine, self._ready = desk, tenancies, machine, ready
        self._next = 0

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            await self.look()
            await self._desk.clock.sleep(SECONDS)

    async def look(self) -> None:
        disk = self._machine.disk()
        metrics.DISK_FREE.set(disk.free)
        metrics.DISK_TOTAL.set(disk.total)
        metrics.READY.set(self._ready())
        await self._floors()
        await self._lag()
        await self._sound()

    async def _floors(self) -> None:
        """All tenants together: a queue's name is its slug. Every node that follows a floor sees all of it."""
        waiting, oldest, agents = Counter[str](), defaultdict[str, int](int), Counter[str]()
        now = self._desk.clock.now()
        for floor in [tenancy.route.floor for tenancy in self._tenancies.values()]:
            there = iter(list(floor.waiting.values()))
            while piece := list(islice(there, PIECE)):
                for item in piece:
                    queue = item.fact.queue
                    waiting[queue] += 1
                    oldest[queue] = max(oldest[queue], now - item.fact.since)
                if len(piece) == PIECE:
                    await self._desk.clock.sleep(0)
            agents.update(person.state for person in floor.crew.people.values())
        shown = {queue for queue, _ in waiting.most_common(MOST_QUEUES)}
        label = {queue: queue if queue in shown else OTHERS for queue in waiting}
        metrics.show_all(metrics.QUEUE_WAITING, [(label[queue], count) for queue, count in waiting.items()])
        metrics.show_all(metrics.QUEUE_OLDEST, [(queue, oldest[queue] / 1000) for queue in shown])
        metrics.show_all(metrics.AGENTS, agents.items())

    async def _sound(self) -> None:
        """What mixing costs, at each engine that knows."""
        engines = self._desk.voice.engines
        efforts = {name: await one.effort() for name, one in engines.items() if isinstance(one, Mixes)}
        known = {name: one for name, one in efforts.items() if one is not None}
        metrics.show_all(metrics.VOICE_MIXED, [(name, one.ears) for name, one in known.items()])
        metrics.show_all(metrics.VOICE_BUSY, [(name, one.busy) for name, one in known.items()])
        metrics.show_all(metrics.VOICE_CHEAPLY, [(name, one.cheaply) for name, one in known.items()])
        metrics.show_all(metrics.VOICE_LATE, [(name, one.late) for name, one in known.items()])

    async def _lag(self) -> None:
        """At worst, of those looked at."""
        tenants = sorted(self._tenancies)
        begin = self._next if self._next < len(tenants) else 0
        self._next = begin + TENANTS_A_LOOK
        behind = 0
        for tenant in tenants[begin : self._next]:
            tenancy = self._tenancies.get(tenant)
            if tenancy is None:
                continue
            seen = tenancy.route.position
            try:
                behind = max(behind, await self._desk.store.head(tenant) - seen)
            except Refusal:
                return  # the database is away, which other figures say
        metrics.FEED_LAG.set(behind)
