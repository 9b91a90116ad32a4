"""What goes wrong in a simulation, and when: drawn from the seed before it begins, so that it can be printed."""

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Literal

import apsw

from atiende.bench.simulated.cluster import SERVER, NodeEngine
from atiende.bench.simulated.signals import SERVER as BUS
from atiende.bench.simulated.variants import Variant

if TYPE_CHECKING:
    from atiende.bench.simulated.node import Node
    from atiende.bench.simulated.world import World

Kind = Literal[
    "kill", "power", "torn", "freeze", "clock", "disk", "post", "no_post", "no_database", "deaf", "mute", "bus",
    "answers", "drain", "lost_clocks",
]  # fmt: skip
ALONE: tuple[Kind, ...] = (
    "kill", "kill", "power", "power", "torn", "freeze", "clock", "disk", "post", "no_post", "drain", "lost_clocks",
)  # fmt: skip
SEVERAL: tuple[Kind, ...] = (
    "kill", "kill", "freeze", "freeze", "clock", "post", "no_database", "deaf", "mute", "bus", "answers", "drain",
    "drain", "lost_clocks",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fault:
    """`at` seconds after the beginning, for so long, on the node in that place."""

    at: float
    kind: Kind
    target: int
    seconds: float
    size: float

    def strike(self, world: "World") -> None:
        node = world.nodes[self.target]
        STRIKES[self.kind](self, world, node)

    def mend(self, world: "World") -> None:
        """The storm is over; what mends itself has done so."""
        world.room.office.mood = "good"
        world.network.bus_loses = world.network.answers_lost = 0.0
        for node in world.nodes:
            if node.life.frozen:
                world.loop.thaw(node.life)
        if world.room.drive is not None:
            world.room.drive.disk.fault = None

    def _kill(self, world: "World", node: "Node") -> None:
        world.kill(node, seconds=min(self.seconds, 5))

    def _power(self, world: "World", node: "Node") -> None:
        world.kill(node, power=True, seconds=min(self.seconds, 5))

    def _torn(self, world: "World", node: "Node") -> None:
        """In the middle of a write, some writes from now."""
        if world.room.drive is not None:
            disk = world.room.drive.disk
            disk.cut_at = disk.steps + 1 + int(self.size * 30)

    def _freeze(self, world: "World", node: "Node") -> None:
        """At once, or between what it is about to write under a lease and the writing."""

        def stop() -> None:
            node.life.frozen = world.stormy
            world.network.later(self.seconds * 1.5, world.loop.thaw, node.life)

        if self.size < 0.5 and node.there and isinstance(node.engine, NodeEngine):
            node.engine.on_leased = stop
        else:
            stop()

    def _clock(self, world: "World", node: "Node") -> None:
        node.clock.offset += int((self.size - 0.5) * 40_000)

    def _disk(self, world: "World", node: "Node") -> None:
        """Full for a while, or failing."""
        if world.room.drive is None:
            return
        disk, error = world.room.drive.disk, apsw.FullError if self.size < 0.5 else apsw.IOError

        def refuse(step: int, what: str) -> None:
            raise error("the disk takes nothing")

        def recover() -> None:
            disk.fault = None

        disk.fault = refuse
        world.network.later(self.seconds / 2, recover)

    def _post(self, world: "World", node: "Node") -> None:
        world.room.office.mood = "moody"

    def _cut(self, world: "World", pairs: tuple[tuple[str, str], ...]) -> None:
        for sender, receiver in pairs:
            world.network.cut(sender, receiver)
            world.network.later(self.seconds, world.network.join, sender, receiver)

    def _no_post(self, world: "World", node: "Node") -> None:
        self._cut(world, ((node.name, "post"),))

    def _no_database(self, world: "World", node: "Node") -> None:
        """Both ways, or one."""
        ways = ((node.name, SERVER), (SERVER, node.name))
        self._cut(world, ways if self.size < 0.5 else ways[:1] if self.size < 0.75 else ways[1:])

    def _deaf(self, world: "World", node: "Node") -> None:
        self._cut(world, ((BUS, node.name),))

    def _mute(self, world: "World", node: "Node") -> None:
        self._cut(world, ((node.name, BUS),))

    def _bus(self, world: "World", node: "Node") -> None:
        world.network.bus_loses = 1.0 if self.size < 0.5 else self.size

    def _answers(self, world: "World", node: "Node") -> None:
        world.network.answers_lost = self.size * 0.1

    def _drain(self, world: "World", node: "Node") -> None:
        if node.there:
            node.do(node.drain())

    def _lost_clocks(self, world: "World", node: "Node") -> None:
        if node.there:
            node.do(node.lose_clocks())


NEEDED: dict[Variant, tuple[Fault, ...]] = {
    "unfenced": tuple(Fault(at=5.0, kind="freeze", target=node, seconds=14.0, size=0.0) for node in (0, 1)),
    "unswept": tuple(Fault(at=float(at), kind="lost_clocks", target=0, seconds=0.0, size=0.0) for at in range(8, 39)),
    "hasty": tuple(Fault(at=float(at), kind="kill", target=0, seconds=1.0, size=0.0) for at in (12, 19, 26, 33)),
}
"""Without these nobody would miss the mechanism."""

STRIKES = {
    "kill": Fault._kill,
    "power": Fault._power,
    "torn": Fault._torn,
    "freeze": Fault._freeze,
    "clock": Fault._clock,
    "disk": Fault._disk,
    "post": Fault._post,
    "no_post": Fault._no_post,
    "no_database": Fault._no_database,
    "deaf": Fault._deaf,
    "mute": Fault._mute,
    "bus": Fault._bus,
    "answers": Fault._answers,
    "drain": Fault._drain,
    "lost_clocks": Fault._lost_clocks,
}


def schedule(chance: Random, nodes: int, seconds: float, variant: Variant = "") -> list[Fault]:
    """Between one and six, in order; or those that a missing mechanism is for."""
    kinds = ALONE if nodes == 1 else SEVERAL
    return list(NEEDED.get(variant, ())) or sorted(
        (
            Fault(
                at=chance.uniform(3, seconds - 2),
                kind=chance.choice(kinds),
                target=chance.randrange(nodes),
                seconds=chance.uniform(0.5, 20),
                size=chance.random(),
            )
            for _ in range(chance.randrange(1, 7))
        ),
        key=lambda one: one.at,
    )
