"""A simulated node: the production's reactors, hubs and sockets on ports of the simulation.

Left out: HTTP routes (agents call the actions that stand behind them), the SMTP and IMAP protocols, language models,
webhooks and the search index; each has its tests. Everything that keeps an invariant is the production's.
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from random import Random

from atiende.actions.following import follow
from atiende.api.hub import Hub
from atiende.api.limits import Limits
from atiende.api.live import Live
from atiende.api.public.widget import Widget
from atiende.bench.simulated.centres import KEY, channels
from atiende.bench.simulated.cluster import NodeEngine, Server, ServerNodes
from atiende.bench.simulated.embedded import Drive, EmbeddedEngine
from atiende.bench.simulated.loop import Life, SeededLoop, Stuck
from atiende.bench.simulated.machines import Clock, Files, Ids, Network
from atiende.bench.simulated.post import Post, PostOffice
from atiende.bench.simulated.signals import Exchange, NodeBus
from atiende.bench.simulated.sockets import Socket
from atiende.bench.simulated.variants import Variant
from atiende.blobs.keyring import SecretKeyring
from atiende.domain.errors import Refusal, StoreFull
from atiende.domain.work import Timer
from atiende.ports.desk import Desk
from atiende.ports.nodes import LEASED, WEB, Alone, Leases, NodeRow
from atiende.ports.store import Change
from atiende.reactors.centre import Centre
from atiende.reactors.leases import LeaseKeeper
from atiende.serving import hand_over
from atiende.sim.worker import WorkerTwin
from atiende.store.store import Engine, SqlStore, open_store
from atiende.store.views import SqlViews

MOST_CANCELS = 5
KEYS = SecretKeyring(KEY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What all machines share. Either a drive (one node) or a server (several)."""

    loop: SeededLoop
    chance: Random
    network: Network
    exchange: Exchange
    office: PostOffice
    files: Files
    drive: Drive | None
    server: Server | None
    variant: Variant


class Node:
    """One process. `desk` and its parts are there once it is ready."""

    def __init__(self, room: Room, name: str, clock: Clock, roles: tuple[str, ...] = (WEB, *LEASED)) -> None:
        self.room, self.name, self.clock, self.roles = room, name, clock, roles
        self.life = Life(name)
        self.context = room.network.inside(self.life)
        self.ready = self.over = False
        self.problems: list[str] = []
        """What ended a task of it that nobody foresaw."""
        self.desk: Desk
        self.store: SqlStore
        self.views: SqlViews
        self.centre: Centre
        self.live: Live
        self.widget: Widget
        self.engine: Engine
        self.sockets: set[Socket] = set()
        self.tasks: set[asyncio.Task[None]] = set()
        self.keeper: LeaseKeeper | None = None
        self._bus = NodeBus(name, room.exchange)
        self.on_power_cut: Callable[[], None] = lambda: None
        self.on_end: Callable[[], None] = lambda: None
        self.on_no_start: Callable[[], None] = lambda: None
        """The database was away; whoever keeps processes running tries again."""

    @property
    def there(self) -> bool:
        """Whether somebody at its door is let in."""
        return self.ready and not self.life.dead

    def start(self) -> None:
        self.do(self._run())

    def do(self, work: Coroutine[object, object, None]) -> None:
        """Something of this process, as long as it lives."""
        task = self.room.loop.create_task(work, context=self.context)
        self.tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: "asyncio.Task[None]") -> None:
        self.tasks.discard(task)
        if task.cancelled() or self.over or (problem := task.exception()) is None:
            return
        if isinstance(problem, StoreFull) and not self.ready:
            self.on_no_start()
        else:
            self.problems.append(f"{self.name}: {problem!r}")

    async def _run(self) -> None:
        room, speaks = self.room, {**channels(), "post": self._post()}
        url = "sqlite://" if room.server is None else "simulated://"
        ids = Ids(self.clock, Random(room.chance.getrandbits(60)))
        async with open_store(
            url, bus=self._bus, clock=self.clock, follows=partial(follow, speaks), begin=self._engine
        ) as store:
            desk = Desk(
                store=store, bus=self._bus, blobs=room.files, clock=self.clock, ids=ids, keys=KEYS, channels=speaks,
                twin=WorkerTwin(self.clock), public_url="http://desk.test", leases=self._leased(store),
            )  # fmt: skip
            await self._serve(desk, store)

    def _post(self) -> Post:
        room = self.room
        return Post(self.name, room.office, room.network, again=room.variant == "resending")

    def _engine(self, published: Callable[..., None]) -> Engine:
        room = self.room
        if room.server is not None:
            self.engine = NodeEngine(room.server, self.name, published)
        else:
            assert room.drive is not None
            engine = EmbeddedEngine(room.loop, room.chance, room.drive, published, room.variant)
            engine.on_power_cut = lambda: self.on_power_cut()
            self.engine = engine
        return self.engine

    def _leased(self, store: SqlStore) -> Leases:
        if self.room.server is None:
            return Alone()
        row = NodeRow(id=self.name, beat=0, roles=self.roles, version="simulated", address="")
        self.keeper = LeaseKeeper(ServerNodes(self.room.server, self.name), store, self.clock, self._bus, row)
        if isinstance(self.engine, NodeEngine):
            self.engine.epoch, self.engine.fenced = self.keeper.epoch, self.room.variant != "unfenced"
        return self.keeper

    async def _serve(self, desk: Desk, store: SqlStore) -> None:
        views, hubs = SqlViews(store), dict[str, Hub]()

        async def run_hub(tenant: str) -> None:
            hubs[tenant] = Hub(desk, views, tenant, centre.outlook, centre.report)
            try:
                await hubs[tenant].run()
            finally:
                hubs.pop(tenant, None)

        centre = (Unswept if self.room.variant == "unswept" else Centre)(desk, {}, self.roles)
        centre.where_people_come(run_hub)
        self.desk, self.store, self.views, self.centre = desk, store, views, centre
        self.live = Live(desk, views, Limits(), hubs.get)
        self.widget = Widget(desk, hubs.get, _code, centre.outlook, self.live.leaving)
        if self.keeper is not None:
            await self.keeper.begin()
        self.ready = True
        async with asyncio.TaskGroup() as group:
            if self.keeper is not None:
                group.create_task(self.keeper.run())
            group.create_task(centre.run())

    # --- its doors ----------------------------------------------------------------------------------------------------

    def connect(self, path: str, cookie: str, hear: Callable[[str], None]) -> Socket:
        socket = Socket(self.room.network, path, cookie, hear)
        self.sockets.add(socket)
        self.do(self._socket(socket))
        return socket

    async def _socket(self, socket: Socket) -> None:
        try:
            await socket.served(self.widget.serve if socket.scope["path"] == "/widget" else self.live.serve)
        finally:
            socket.close()
            self.sockets.discard(socket)

    async def lose_clocks(self) -> None:
        """Timers whose loss the sweeper mends are gone, as after a mistake of ours that nobody knows yet."""

        def decide(change: Change) -> None:
            for kind in ("offer", "flow"):
                for one in change.where(Timer, {"kind": kind}):
                    change.drop(Timer, one.kind, one.key)

        with suppress(StoreFull):
            for tenant in await self.store.tenants():
                await self.store.change(tenant, decide, at=self.clock.now())

    # --- its ends -----------------------------------------------------------------------------------------------------

    async def drain(self) -> None:
        """SIGTERM: screens are told to go, what is under way ends, others may have the rest; then it is no more."""
        self.ready = False
        self.live.drain()
        await hand_over(self.desk, self.centre)
        if self.keeper is not None:
            await self.keeper.end()
        self.on_end()

    def die(self) -> None:
        """kill -9: nothing of it ever runs again, and its connections break."""
        self.life.dead, self.ready = True, False
        self._bus.silence()
        if self.room.server is not None:
            self.room.server.hang_up(self.name)
        for socket in sorted(self.sockets, key=lambda one: one.number):
            socket.close()

    async def clear_away(self) -> None:
        """After the run, when nothing counts any more: its tasks end."""
        self.over = True
        self._bus.silence()
        if hasattr(self, "engine"):
            await self.engine.close()
        self.life.dead = False
        self.room.loop.thaw(self.life)
        for _ in range(MOST_CANCELS):
            if not self.tasks:
                return
            for task in list(self.tasks):
                task.cancel()
            await asyncio.wait(list(self.tasks), timeout=60)
        raise Stuck(f"{self.name} does not end: {[str(one) for one in self.tasks]}")


class Unswept(Centre):
    """A negative control: nobody looks for what has lost its clock."""

    def _of_roles(self) -> list[tuple[str, Callable[[], Awaitable[None]]]]:
        return [one for one in super()._of_roles() if one[0] != "sweep"]


def _code(refusal: Refusal, language: str) -> str:
    return refusal.code
