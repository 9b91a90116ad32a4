"""One simulated day: nodes, people and faults from one number; then peace, and every checker.

`Outcome.digest` is that of all facts and of all that clients saw: the same seed gives the same digest.
"""

import asyncio
import gc
import sys
import tempfile
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

import apsw
import msgspec
import structlog

from atiende.api.who import NotSignedIn
from atiende.bench.history.checks import Bounds, breaches
from atiende.bench.history.record import About, History
from atiende.bench.history.stored import Stored, look
from atiende.bench.simulated.centres import Made, template
from atiende.bench.simulated.cluster import Server
from atiende.bench.simulated.embedded import Drive
from atiende.bench.simulated.faults import Fault, schedule
from atiende.bench.simulated.loop import SeededLoop, Stuck, run
from atiende.bench.simulated.machines import Clock, Files, Network, true_time
from atiende.bench.simulated.node import Node, Room
from atiende.bench.simulated.people import Sender, Visitor
from atiende.bench.simulated.post import PostOffice
from atiende.bench.simulated.signals import Exchange
from atiende.bench.simulated.staff import Agent
from atiende.bench.simulated.variants import NODES, Variant
from atiende.domain.errors import Refusal, StoreFull
from atiende.ports.entries import MessageEntry

STORM_SECONDS = 40.0
CALM_SECONDS = 65.0
SHOWN_SECONDS = 55.0
EXPECTED = (StoreFull, NotSignedIn)
"""What a loop may fail with while a database is away."""


@dataclass(slots=True)
class Outcome:
    """What a seed came to. `wrong` is empty when everything held."""

    seed: int
    wrong: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    digest: str = ""
    facts: int = 0
    acked: int = 0
    nodes: int = 1

    def told(self) -> str:
        lines = [f"seed {self.seed}: {self.nodes} nodes, {self.facts} facts, {self.acked} acknowledged"]
        lines += [f"  {one.at:6.2f} s {one.kind} {one.target} for {one.seconds:.1f} s" for one in self.faults]
        return "\n".join([*lines, *(f"  WRONG {one}" for one in self.wrong[:20])])


class World:
    """See the module. `stormy` while faults may come, `talkative` while customers have something to say."""

    def __init__(self, loop: SeededLoop, chance: Random, directory: Path, nodes: int, variant: Variant) -> None:
        self.loop, self.chance = loop, chance
        self.history = History(loop.time)
        self.network = Network(loop, Random(chance.getrandbits(60)))
        self.stormy = self.talkative = True
        self.wrong: list[str] = []
        self.centres = template().centres
        content = template().content
        server = Server(self.network, content, careless=variant == "stale_rows") if nodes > 1 else None
        drive = Drive(directory, chance, content, "OFF" if variant == "unsynced" else "FULL") if nodes == 1 else None
        self.room = Room(
            loop=loop, chance=chance, network=self.network, exchange=Exchange(self.network),
            office=PostOffice(self.network, self.history), files=Files(), drive=drive, server=server, variant=variant,
        )  # fmt: skip
        self.nodes = [self._node(f"node{number}.0") for number in range(nodes)]
        self.buried: list[Node] = []
        for made in self.centres:
            self.history.plant(made.tenant, made.canary)
        self.history.providers |= {"mail", "bold"}
        self.history.again.add("bold")

    def _node(self, name: str) -> Node:
        offset = 0 if self.room.server is None else self.chance.randrange(-2_000, 2_000)
        node = Node(self.room, name, Clock(self.loop, offset))
        node.on_power_cut = lambda: self.kill(node, power=True)
        node.on_end = node.on_no_start = lambda: self.kill(node)
        return node

    def door(self) -> Node | None:
        """Where a load balancer would send somebody now; it finds out late who is frozen."""
        open_ones = [one for one in self.nodes if one.there]
        return self.chance.choice(open_ones) if open_ones else None

    # --- faults -------------------------------------------------------------------------------------------------------

    def kill(self, node: Node, *, power: bool = False, seconds: float = 1.0) -> None:
        """Gone at once, and back as a new process after a while."""
        if node.life.dead:
            return
        node.die()
        self.buried.append(node)
        if self.room.drive is not None:
            self.room.drive.die(power=power)
        place = self.nodes.index(node)
        name, _, life = node.name.partition(".")
        again = self.nodes[place] = self._node(f"{name}.{int(life) + 1}")
        again.clock.offset = node.clock.offset
        self.network.later(seconds, again.start)

    # --- the day ------------------------------------------------------------------------------------------------------

    async def live(self, faults: list[Fault]) -> None:
        for node in self.nodes:
            node.start()
        people = self._people()
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(one.run()) for one in people]
            storm = group.create_task(self._storm(faults))
            await storm
            self.stormy = False
            self.history.calm()
            await asyncio.sleep(5)
            self.talkative = False
            await asyncio.sleep(CALM_SECONDS)
            for task in tasks:
                task.cancel()
        unsettled = [one.name for one in people if isinstance(one, Visitor | Sender) and not one.settled]
        self.wrong += [f"I1 {name} was never answered" for name in unsettled]

    async def _storm(self, faults: list[Fault]) -> None:
        begun = self.loop.now
        for fault in faults:
            await asyncio.sleep(max(0.0, begun + fault.at - self.loop.now))
            fault.strike(self)
        await asyncio.sleep(max(0.0, begun + STORM_SECONDS - self.loop.now))
        for fault in faults:
            fault.mend(self)
        self.network.mend()

    def _people(self) -> list[Visitor | Sender | Agent]:
        found: list[Visitor | Sender | Agent] = []
        for number, made in enumerate(self.centres):
            few = 1 if number else 3
            found += [Visitor(self, made, f"v{number}{one}", self._dice()) for one in range(few)]
            found += [Sender(self, made, f"m{number}{one}", self._dice()) for one in range(few)]
            found += [Agent(self, made, one, self._dice()) for one in made.agents]
        return found

    def _dice(self) -> Random:
        return Random(self.chance.getrandbits(60))

    # --- the end ------------------------------------------------------------------------------------------------------

    async def check(self, outcome: Outcome) -> None:
        node = next((one for one in self.nodes if one.there), None)
        if node is None:
            outcome.wrong.append("no node came back")
            return
        digest = sha256()
        wrong = self.wrong + [problem for one in (*self.nodes, *self.buried) for problem in one.problems]
        for made in self.centres:
            stored = await look(node.store, made.tenant)
            await self._read_all(node, made, stored)
            history = self._only(stored)
            wrong += [
                f"{made.canary}: {one}"
                for one in breaches(history, stored, Bounds(shown_s=SHOWN_SECONDS, now=true_time(self.loop)))
            ]
            outcome.facts += len(stored.log)
            for logged in stored.log:
                digest.update(msgspec.json.encode(logged))
        for event in self.history.events:
            digest.update(msgspec.json.encode(event))
        outcome.acked = len(self.history.of("acked"))
        outcome.digest = digest.hexdigest()
        outcome.wrong += wrong

    def _only(self, stored: Stored) -> History:
        """What concerns this centre's people and messages."""
        mine = {one.id for one in stored.agents} | {one.id for one in stored.messages}
        number = next(place for place, made in enumerate(self.centres) if made.tenant == stored.tenant)
        customers = (f"v{number}", f"m{number}")
        found = History(self.loop.time)
        found.calm_at, found.leaks = self.history.calm_at, self.history.leaks
        found.providers, found.again = self.history.providers, self.history.again
        if self.room.server is not None:
            found.held = [one for one in self.room.server.held if one.tenant == stored.tenant]
            found.written = [one for one in self.room.server.written if one.tenant == stored.tenant]
        found.events = [
            one for one in self.history.events if {one.message, one.who} & mine or one.who.startswith(customers)
        ]
        return found

    async def _read_all(self, node: Node, made: Made, stored: Stored) -> None:
        """Every conversation, as a screen would ask for it."""
        for one in stored.conversations:
            page = await node.views.timeline.page(made.tenant, one.id, made.agents[0].user, None, 1_000)
            for entry in page.items:
                if isinstance(entry, MessageEntry):
                    about = About(message=entry.id, conversation=one.id, position=entry.position)
                    self.history.note("read", made.agents[0].user, about)

    async def clear_away(self) -> None:
        for node in (*self.nodes, *self.buried):
            await node.clear_away()
        if self.room.drive is not None:
            self.room.drive.close()
        if self.room.server is not None:
            self.room.server.close()


def simulate(seed: int, variant: Variant = "", *, sound: bool = False) -> Outcome:
    """Runs one seed to its end. `sound`: the nodes and faults as for that variant, with nothing taken out."""
    template()
    chance = Random(seed)
    nodes = NODES.get(variant) or chance.choice((1, 1, 2, 3))
    faults = schedule(Random(chance.getrandbits(60)), nodes, STORM_SECONDS, variant)
    outcome = Outcome(seed=seed, faults=faults, nodes=nodes)

    async def day(loop: SeededLoop) -> None:
        with tempfile.TemporaryDirectory(prefix="atiende-simulated-") as place:
            world = World(loop, chance, Path(place), nodes, "" if sound else variant)
            loop.set_exception_handler(
                lambda _loop, said: outcome.wrong.append(f"unhandled: {said.get('exception')!r}")
            )
            try:
                await world.live(faults)
                await world.check(outcome)
            except (Stuck, apsw.Error, ExceptionGroup, Refusal) as error:
                outcome.wrong.append(f"it ended: {error!r}")
            finally:
                await world.clear_away()

    with _listening(outcome), _tidying_seldom():
        run(Random(chance.getrandbits(60)), day)
    return outcome


@contextmanager
def _listening(outcome: Outcome) -> Iterator[None]:
    """Logs go nowhere, but for errors nobody planned: those are wrong."""
    before = structlog.get_config()

    def hear(_logger: object, method: str, event: MutableMapping[str, Any]) -> str:
        if method in ("error", "exception", "critical"):
            unforeseen.update(f"logged {event.get('event')}: {one!r}" for one in _causes(sys.exc_info()[1]))
        raise structlog.DropEvent

    unforeseen: set[str] = set()
    structlog.configure(processors=[hear])
    try:
        yield
    finally:
        structlog.configure(**before)
        outcome.wrong += sorted(unforeseen)


@contextmanager
def _tidying_seldom() -> Iterator[None]:
    """A day makes much that is used until its end: looked through as seldom as in a server, it takes a tenth less."""
    before = gc.get_threshold()
    gc.set_threshold(100_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _causes(error: BaseException | None) -> list[BaseException | None]:
    """What nobody planned for in what went wrong."""
    if isinstance(error, BaseExceptionGroup):
        return [one for each in error.exceptions for one in _causes(each)]
    return [] if isinstance(error, EXPECTED) else [error]
