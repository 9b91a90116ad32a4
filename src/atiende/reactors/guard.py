"""Watches that the guarantees hold: follows each fact beside the floor, keeps what it found, the centre's pulse, and
the floor itself every so many facts; and reads the whole log once more when somebody asks.

It changes nothing but its own rows, so it cannot mend what it finds; it says it, in the log and on the page.
"""

import asyncio
from collections.abc import Sequence

import structlog
from msgspec.structs import replace

from atiende.actions import past, watching
from atiende.actions.past import Then
from atiende.domain.errors import StoreFull
from atiende.domain.facts import Logged
from atiende.domain.watching import AGAIN, LIVE, Pulse, Watching
from atiende.ports.desk import Desk
from atiende.ports.nodes import WORKER
from atiende.ports.store import Batch
from atiende.reactors.route import RouteReactor
from atiende.routing.floor import Floor
from atiende.routing.guarantees.violation import NO_IDLE, ORDER, OVERTAKING, STRANDED, Violation
from atiende.routing.guarantees.watch import Watch
from atiende.routing.pulse import Pulses
from atiende.routing.scene import Scene

log = structlog.get_logger()
BEAT_SECONDS = 1.0
SAVE_MS = 10_000
FLOOR_MS = 15_000
"""How often what waits by the log is compared with what waits on the floor."""
OF_TIME = (NO_IDLE, ORDER, OVERTAKING, STRANDED)
AGAIN_SECONDS = 2.0
PAGE = 1_000


class GuardReactor:
    """One tenant's. `watch.scene.position` is how far it has read."""

    def __init__(self, desk: Desk, tenant: str, route: RouteReactor, every: int = past.EVERY) -> None:
        self._desk, self._tenant, self._route, self._every = desk, tenant, route, every
        self.watch = Watch()
        self._pulses = Pulses(self.watch.scene)
        self._row = Watching(reader=LIVE, state="running", began_at=desk.clock.now())
        self._live = False
        self._found: list[Violation] = []
        self._beaten: list[Pulse] = []
        self._kept: list[tuple[bytes, bytes, tuple[int, int]]] = []
        self._kept_seq = self._saved_at = self._compared_at = 0
        self._away = False

    # --- following ----------------------------------------------------------------------------------------------------

    async def run(self) -> None:
        """Once a second, until cancelled."""
        await self.begin()
        while True:
            await self.beat()
            await self._desk.clock.sleep(BEAT_SECONDS)

    def follow(self, batch: Batch) -> None:
        """The facts of one commit, right after the floor has read them."""
        if not self._live:
            return
        if batch.logged[0].seq > self.watch.scene.position + 1:
            self._live = False  # the next beat reads what is missing
            return
        self._read(batch.logged)
        self._keep(self._route.floor)

    async def beat(self) -> None:
        """What only time shows, and everything that is to be kept."""
        try:
            if self.watch.scene.position < self._route.floor.position:
                await self._catch_up(None)
            if not self._away:
                self._tick(self._desk.clock.now())
            await self._save()
        except StoreFull:
            self._away = True  # nothing can be offered either; time counts again when the store is back
            self._excuse()

    async def begin(self) -> None:
        """From where it left: the nearest kept floor, and the facts since."""
        found = await self._desk.store.reading(self._tenant).get(Watching, LIVE)
        self._row = found or self._row
        then = await past.kept_before(self._desk, self._tenant, self._row.seq) or Then(Floor(), Scene())
        self._kept_seq = then.seq
        while then.seq < self._row.seq and (page := await self._page(then.seq, self._row.seq - then.seq)):
            await asyncio.to_thread(then.apply, page)
            self._keep(then.floor, then.scene)
            await self._keep_floors()
        self.watch = Watch(then.scene, ticked=True)
        self.watch.facts = self._row.facts
        self.watch.checked |= self._row.checked
        self.watch.broken |= self._row.broken
        self._pulses = Pulses(self.watch.scene)
        await self._catch_up(then.floor)
        self.watch.resume(self._desk.clock.now())

    async def _catch_up(self, floor: Floor | None) -> None:
        """To where the floor is. With a floor of its own it keeps those it passes."""
        self._live = False
        while page := await self._page(self.watch.scene.position, PAGE):
            await asyncio.to_thread(self._read, page, floor)
            self._keep(floor or self._route.floor)
            await self._save()
        self._live = self.watch.scene.position >= self._route.floor.position

    async def _page(self, after: int, most: int) -> Sequence[Logged]:
        return await self._desk.store.log(self._tenant, after, min(PAGE, most))

    def _read(self, page: Sequence[Logged], floor: Floor | None = None) -> None:
        """With the floor that goes along, if one does."""
        for logged in page:
            if logged.seq <= self.watch.scene.position:
                continue
            if floor is not None:
                floor.apply(logged)
            self._beaten += self._pulses.before(logged)
            self._found += _follow(self.watch, logged)

    def _tick(self, now: int) -> None:
        """Only beside a floor that has read the same: of a log read late, time says nothing."""
        route = self._route
        if not self._live or self.watch.scene.position != route.floor.position:
            return
        on_floor = None
        if now - self._compared_at >= FLOOR_MS:
            self._compared_at, on_floor = now, route.floor.waiting.keys()
        self._found += self.watch.tick(now, on_floor)
        self._beaten += self._pulses.tick(now)

    def _excuse(self) -> None:
        """What takes time is nobody's fault while nothing can be written."""
        for one in self._found:
            self.watch.broken[one.guarantee] -= one.guarantee in OF_TIME
        self._found = [one for one in self._found if one.guarantee not in OF_TIME]

    # --- keeping ------------------------------------------------------------------------------------------------------

    def _keep(self, floor: Floor, scene: Scene | None = None) -> None:
        scene = scene or self.watch.scene
        seq = scene.position
        if seq // self._every > self._kept_seq // self._every and floor.position == seq:
            self._kept_seq = seq
            self._kept.append((floor.snapshot(), scene.save(), (seq, scene.at)))

    async def _keep_floors(self) -> None:
        while self._kept:
            await past.keep_floor(self._desk, self._tenant, *self._kept[0])
            del self._kept[0]

    async def _save(self) -> None:
        """At once when something was found, else every ten seconds in which something was read."""
        await self._keep_floors()
        now, position = self._desk.clock.now(), self.watch.scene.position
        due = now - self._saved_at >= SAVE_MS and position != self._row.seq
        if not (due or self._found or self._beaten or self._away):
            return
        found, beaten = list(self._found), list(self._beaten)
        self._row = replace(
            self._row, seq=position, at=self.watch.scene.at, facts=self.watch.facts,
            checked=dict(self.watch.checked), broken=dict(self.watch.broken),
        )  # fmt: skip
        await watching.note_watching(self._desk, self._tenant, self._row, found, beaten)
        del self._found[: len(found)], self._beaten[: len(beaten)]
        self._saved_at = now
        if self._away:
            self._away = False
            self.watch.resume(now)
        for one in found:
            log.error("guarantee broken", tenant=self._tenant, guarantee=one.guarantee, why=one.why, seq=one.seq)


async def check_whenever_asked(desk: Desk) -> None:
    """Looks every two seconds whether somebody wants a whole log read again, one log at a time; until cancelled."""
    while True:
        if (held := desk.leases.held(WORKER)) != frozenset():
            for tenant, row in await desk.store.everywhere(Watching, {"reader": AGAIN, "state": "running"}):
                if held is None or tenant in held:
                    await read_again(desk, tenant, row)
        await desk.clock.sleep(AGAIN_SECONDS)


async def read_again(desk: Desk, tenant: str, row: Watching) -> Watching:
    """The log from its first fact to where it ended when this was asked, in a thread, page by page. Begun again after
    a restart: the same breach found twice is one."""
    watch = Watch()
    while watch.scene.position < row.head:
        page = await desk.store.log(tenant, watch.scene.position, min(PAGE, row.head - watch.scene.position))
        if not page:
            break
        found = await asyncio.to_thread(_follow_all, watch, page)
        row = replace(
            row, seq=watch.scene.position, at=watch.scene.at, facts=watch.facts,
            checked=dict(watch.checked), broken=dict(watch.broken),
        )  # fmt: skip
        await watching.note_watching(desk, tenant, row, found)
    row = replace(row, state="done", ended_at=desk.clock.now())
    await watching.note_watching(desk, tenant, row)
    return row


def _follow_all(watch: Watch, page: Sequence[Logged]) -> list[Violation]:
    return [one for logged in page for one in _follow(watch, logged)]


def _follow(watch: Watch, logged: Logged) -> list[Violation]:
    """A fact the checks cannot take must not end them: it is said, and passed over."""
    try:
        return watch.follow(logged)
    except Exception as error:
        log.exception("fact not checked", tenant=logged.tenant, seq=logged.seq, error=type(error).__name__)
        watch.scene.position = logged.seq
        return []
