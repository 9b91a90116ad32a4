"""What is done to the nodes of a chaos run and to what they need; each fault is over when it returns, and measures how
long it took others to go on."""

import asyncio
import signal
import time
from collections.abc import Callable, Coroutine, Mapping, Sequence

from atiende.bench.chaos.agents import Agent
from atiende.bench.chaos.nodes import Node
from atiende.bench.chaos.stage import PATIENCE, Stage, until, until_so
from atiende.bench.chaos.visitors import Visitor
from atiende.bench.running import ServerEnded
from atiende.ports import failpoints

Fault = Callable[[Stage], Coroutine[None, None, None]]

SHOWN = 10
"""Messages that agents are to be shown while there is no bus."""
UNDER_WAY = 0.2
"""What was committed just before may be acknowledged so much later."""
FROZEN_SHORT, FROZEN_LONG = 5.0, 16.0
"""Shorter and longer than it takes to be taken for dead."""
EXPANDING = "ALTER TABLE messages ADD COLUMN IF NOT EXISTS of_the_next_version text DEFAULT 'x'"
FAILPOINTS = (
    failpoints.INGRESS_KEPT,
    failpoints.INGRESS_APPLIED,
    failpoints.VISITOR_KEPT,
    failpoints.CALL_DONE,
    failpoints.OFFER_MADE,
    failpoints.SEND_STARTED,
    failpoints.PROVIDER_ACCEPTED,
    failpoints.TIMER_FIRED,
)


async def _resumed(stage: Stage, people: Sequence[Visitor | Agent], lost: Node, what: str) -> None:
    """Waits until everybody the node served is served by another one, and notes how long that took."""
    since = time.monotonic()

    def elsewhere() -> bool:
        return all(one.served is not None and one.served[0] is not lost and one.served[1] > since for one in people)

    if not await until(elsewhere):
        missing = [one.name for one in people if one.served is None or one.served[0] is lost]
        stage.tell(f"{what}: {len(missing)} of {len(people)} found no other node in time: {missing}")
    stage.measured(f"{what}: sockets resume elsewhere", time.monotonic() - since)


async def _taken_over(stage: Stage, lost: Node, since: float, what: str) -> None:
    async def none_left() -> bool:
        return await asyncio.to_thread(stage.leases_of, lost) == 0

    await until_so(none_left)
    stage.measured(f"{what}: leases taken over", time.monotonic() - since)


async def kill(stage: Stage) -> None:
    """kill −9, and the node stays away until others have taken over."""
    with stage.victim(busiest=True) as node:
        stage.tell(f"kill -9 {node.name}, with {len(stage.served_by(node))} people and {stage.leases_of(node)} leases")
        since = time.monotonic()
        async with asyncio.TaskGroup() as group:
            group.create_task(_resumed(stage, stage.served_by(node), node, "node loss"))
            await node.server.kill()
            group.create_task(_taken_over(stage, node, since, "node loss"))
        stage.measured("node back", await node.server.start())


async def blink(stage: Stage) -> None:
    """kill −9, and started again at once."""
    with stage.victim() as node:
        stage.tell(f"kill -9 {node.name} and start it")
        await node.server.kill()
        stage.measured("node back", await node.server.start())


async def failpoint(stage: Stage) -> None:
    """A node that dies between two steps that belong together."""
    where = stage.chance.choice(FAILPOINTS)
    with stage.victim(busiest=True) as node:  # killed and back at once, it keeps its leases: it must come by there
        stage.tell(f"{node.name} is to die {where}")
        await node.server.kill()
        node.server.extra["ATIENDE_FAILPOINT"] = where
        try:
            await node.server.start()
        except ServerEnded:
            stage.tell(f"{node.name} died {where} before it was ready")
        died = await until(lambda: not node.server.running, 10.0)
        stage.tell(f"{node.name} died {where}" if died else f"{node.name} never came {where}")
        del node.server.extra["ATIENDE_FAILPOINT"]
        await node.server.stop()
        await node.server.start()


async def _freeze(stage: Stage, seconds: float) -> None:
    with stage.victim() as node:
        stage.tell(f"freeze {node.name} for {seconds} s")
        node.server.signal(signal.SIGSTOP)
        try:
            await asyncio.sleep(seconds)
        finally:
            node.server.signal(signal.SIGCONT)
        await _ready(stage, node)


async def freeze_shortly(stage: Stage) -> None:
    await _freeze(stage, FROZEN_SHORT)


async def freeze_long(stage: Stage) -> None:
    await _freeze(stage, FROZEN_LONG)


async def _ready(stage: Stage, node: Node) -> None:
    since = time.monotonic()

    async def ready() -> bool:
        return await asyncio.to_thread(node.server.is_ready)

    if await until_so(ready):
        stage.measured("ready again after freeze or cut", time.monotonic() - since)
    else:
        stage.tell(f"{node.name} is not ready again within {PATIENCE} s")


async def cut_database(stage: Stage) -> None:
    """Neither hears the other; long enough to be taken for dead."""
    await _cut(stage, stage.database_ports, "database", FROZEN_LONG)


async def cut_bus(stage: Stage) -> None:
    await _cut(stage, [one.port for one in stage.nats.members], "bus", 8.0)


async def cut_both(stage: Stage) -> None:
    await _cut(stage, [*stage.database_ports, *[one.port for one in stage.nats.members]], "database and bus", 8.0)


async def cut_one_way(stage: Stage) -> None:
    """The database hears the node, and the node not the database, or the other way round."""
    there = stage.chance.random() < 0.5
    await _cut(stage, stage.database_ports, "database", 10.0, there=there, back=not there)


async def _cut(
    stage: Stage, ports: list[int], what: str, seconds: float, *, there: bool = True, back: bool = True
) -> None:
    if not stage.network.can_cut:
        stage.tell(f"cannot cut the {what} off: no namespaces without root")
        return
    way = "" if there and back else (" (what it sends)" if there else " (what it is sent)")
    with stage.victim() as node:
        stage.tell(f"cut {node.name} off from the {what}{way} for {seconds} s")
        stage.network.cut(node.place, ports, there=there, back=back)
        try:
            await asyncio.sleep(seconds)
        finally:
            stage.network.heal(node.place)
        await _ready(stage, node)


async def jump(stage: Stage) -> None:
    """The last node's wall clock jumps; the others' do not."""
    for offset in (stage.chance.choice(("+10800", "-10800")), "+5", "+0"):
        stage.tell(f"the clock of {stage.nodes.all[-1].name} is off by {offset} s")
        stage.clock.write_text(offset)
        await asyncio.sleep(2.0)


async def lose_bus(stage: Stage) -> None:
    """All NATS servers die, and come back. What is shown to agents meanwhile comes by polling."""
    stage.tell("all NATS servers die")
    stage.nats.kill()
    died = time.monotonic()
    if not await until(lambda: len(_waits(stage, died)) >= SHOWN, 2 * PATIENCE):
        stage.broken.append(f"without NATS, agents were shown {len(_waits(stage, died))} messages in {2 * PATIENCE} s")
    await asyncio.sleep(1.0)
    waits = _waits(stage, died)
    await asyncio.to_thread(stage.nats.start)
    if waits:
        stage.measured("bus loss: slowest message to an agent", max(waits))


def _waits(stage: Stage, since: float) -> list[float]:
    """Seconds from an acknowledgement to an agent's screen, of messages acknowledged since then."""
    acked = {one.message: one.at for one in stage.history.of("acked") if since <= one.at and one.message}
    first: dict[str, float] = {}
    for one in stage.history.of("seen"):
        if one.message in acked:
            first.setdefault(one.message, one.at)
    return [max(0.0, at - acked[message]) for message, at in first.items()]


async def freeze_bus(stage: Stage) -> None:
    """One NATS server stands still."""
    member = stage.chance.choice(stage.nats.members)
    stage.tell("a NATS server freezes for 20 s")
    member.freeze()
    try:
        await asyncio.sleep(20.0)
    finally:
        member.thaw()


async def lose_database(stage: Stage) -> None:
    """The database dies and comes back: refusals until then, and a while after."""
    stage.tell("the database dies and is started again")
    died = time.monotonic()
    await asyncio.to_thread(stage.pair.primary.kill)
    await asyncio.to_thread(stage.pair.primary.start)
    await _taken_again(stage, died, "database restart: refusals")


async def failover(stage: Stage) -> None:
    """The primary dies for good and its standby takes over; then a new standby is made, and commits wait for it."""
    stage.tell("the primary dies, the standby takes over")
    died = time.monotonic()
    await asyncio.to_thread(stage.pair.primary.kill)
    await asyncio.to_thread(stage.pair.promote)
    stage.tell("the standby is the primary")
    await _taken_again(stage, died, "failover: refusals")
    await asyncio.to_thread(stage.pair.join)
    stage.tell("there is a new standby")


async def _taken_again(stage: Stage, since: float, what: str) -> None:
    """Notes how long nothing at all was acknowledged."""
    events = stage.history.events

    def first() -> float | None:
        after = (one.at for one in events if one.kind == "acked" and one.at > since + UNDER_WAY)
        return next(after, None)

    if await until(lambda: first() is not None, 2 * PATIENCE):
        stage.measured(what, (first() or since) - since)
    else:
        stage.broken.append(f"{what}: nothing was acknowledged any more")


async def roll(stage: Stage) -> None:
    """Every node, one after the other, is drained and comes back; half-way the database becomes the next version's."""
    for node in stage.nodes.all:
        stage.tell(f"drain {node.name} and start it again")
        since = time.monotonic()
        node.server.terminate()
        await node.server.ended()
        stage.measured("drain", time.monotonic() - since)
        await node.server.start()
        stage.sql(EXPANDING)


ALONE = frozenset(("roll", "failover", "lose-database"))
"""These touch everything: nothing else at the same time."""
FAULTS: Mapping[str, Fault] = {
    "roll": roll,
    "kill": kill,
    "blink": blink,
    "failpoint": failpoint,
    "freeze": freeze_shortly,
    "freeze-long": freeze_long,
    "cut-database": cut_database,
    "cut-bus": cut_bus,
    "cut-both": cut_both,
    "cut-one-way": cut_one_way,
    "jump": jump,
    "lose-bus": lose_bus,
    "freeze-bus": freeze_bus,
    "lose-database": lose_database,
    "failover": failover,
}
