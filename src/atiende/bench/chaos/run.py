"""A chaos run from its beginning to its verdict: `atiende soak --nodes 3`, and briefly in the tests.

The nodes, what they need and the people who use them are real; faults come one after the other, chosen by the seed.
Then everything is left in peace, and what clients saw is compared with what the database holds (`bench/history`).
"""

import asyncio
import json
import random
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field
from email import message_from_bytes
from pathlib import Path

import structlog
import typer
from msgspec.structs import replace

from atiende.bench.chaos.faults import ALONE, FAULTS
from atiende.bench.chaos.network import network
from atiende.bench.chaos.sleepers import sleep_over
from atiende.bench.chaos.stage import PATIENCE, Parts, Stage, stage_on, until, until_so
from atiende.bench.history import rows
from atiende.bench.history.checks import Bounds, breaches
from atiende.bench.history.record import About
from atiende.bench.history.stored import Stored, look
from atiende.bench.running import scratch
from atiende.bench.servers.nats import NatsServers
from atiende.bench.servers.pair import Pair
from atiende.bench.servers.smtp import SmtpSink
from atiende.wiring import open_desk

TOGETHER_SHARE = 0.3
STARVED = "the machine let us wait"
LOOK_SECONDS = 0.1
CALM_SECONDS = (0.5, 2.5)
"""Between two faults."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`faults`: these, in this order, `a+b` at the same time; empty: all, in the seed's order, again and again for so
    many `minutes`."""

    nodes: int = 3
    seed: int = 1
    minutes: float = 0.0
    faults: tuple[str, ...] = ()
    aloud: bool = True


@dataclass(slots=True, kw_only=True)
class Outcome:
    """`breaches` is empty when all held."""

    seed: int
    messages: int = 0
    mails: int = 0
    replies: int = 0
    sent: int = 0
    figures: dict[str, float] = field(default_factory=dict)
    breaches: list[str] = field(default_factory=list)
    record: str = ""
    """Where what the clients saw is kept, when something did not hold."""
    said: list[str] = field(default_factory=list)


async def chaos(options: Options) -> Outcome:
    """Raises when something could not even be started."""
    with _parts() as parts, scratch("chaos") as place:
        stage = await stage_on(Path(place), parts, options.nodes, options.seed)
        stage.aloud = options.aloud
        try:
            async with asyncio.TaskGroup() as group:
                for node in stage.nodes.all:
                    group.create_task(node.server.start())
            stage.tell("all nodes are ready")
            await _with_people(stage, options)
            return await _verdict(stage, options)
        finally:
            await _stop(stage, Path(place))


@contextmanager
def _parts() -> Iterator[Parts]:
    with ExitStack() as stack:
        around = stack.enter_context(network())
        pair = stack.enter_context(Pair.running(around.hub))
        nats = stack.enter_context(NatsServers.running(3, around.hub))
        relay = stack.enter_context(SmtpSink.running(host=around.hub))
        yield around, pair, nats, relay


async def _with_people(stage: Stage, options: Options) -> None:
    """Everybody comes, faults happen, everybody says what he still has to say, and agents go home."""
    stop, leave = asyncio.Event(), asyncio.Event()
    async with asyncio.TaskGroup() as group:
        for visitor in stage.visitors:
            group.create_task(visitor.run(stop, leave))
        agents = [group.create_task(agent.run(leave)) for agent in stage.agents]
        watch = group.create_task(_watch_machine(stage))
        group.create_task(sleep_over(stage.prepared.admin, stage.nodes, leave))
        mailer = group.create_task(stage.mailer.run(stop))
        await _break_things(stage, options)
        stage.history.calm()
        stop.set()
        await mailer
        if not await until(lambda: all(one.settled for one in stage.visitors)):
            waiting = [one.name for one in stage.visitors if not one.settled]
            stage.broken.append(f"I1 not acknowledged {PATIENCE} s after peace: {waiting}")
        await _settled(stage)
        leave.set()
        await asyncio.gather(*agents)
        watch.cancel()


async def _watch_machine(stage: Stage) -> None:
    """How long the machine let even this process wait: nothing on it can be faster than that."""
    while True:
        began = time.monotonic()
        await asyncio.sleep(LOOK_SECONDS)
        late = time.monotonic() - began - LOOK_SECONDS
        stage.figures[STARVED] = round(max(stage.figures.get(STARVED, 0.0), late), 2)


async def _break_things(stage: Stage, options: Options) -> None:
    chosen, began = random.Random(options.seed), time.monotonic()
    if not await until(lambda: all(one.served for one in stage.people), 2 * PATIENCE):
        nobody = [one.name for one in stage.people if one.served is None]
        stage.broken.append(f"nothing is broken yet, and these find no node: {nobody}")
        return
    if not await until(lambda: sum(map(stage.leases_of, stage.nodes.all)) > 0):
        stage.broken.append("no node holds any lease")
        stage.tell(stage.sql("SELECT * FROM nodes; SELECT * FROM leases"))
    while True:
        names = list(options.faults) or _planned(chosen)
        for name in names:
            await _together(stage, name)
            await asyncio.sleep(chosen.uniform(*CALM_SECONDS))
            if options.minutes and time.monotonic() - began > options.minutes * 60:
                return
        if not options.minutes:
            return


def _planned(chance: random.Random) -> list[str]:
    """Every fault once, in any order, some of them at the same time."""
    names = list[str]()
    for name in chance.sample(sorted(FAULTS), len(FAULTS)):
        joins = names and "+" not in names[-1] and not ALONE & {name, names[-1]} and chance.random() < TOGETHER_SHARE
        if joins:
            names[-1] += f"+{name}"
        else:
            names.append(name)
    return names


async def _together(stage: Stage, names: str) -> None:
    """Faults at the same time, as `kill+lose-bus`."""
    async with asyncio.TaskGroup() as group:
        for name in names.split("+"):
            group.create_task(FAULTS[name](stage))


async def _settled(stage: Stage) -> None:
    """I5: within 30 s of peace everything open is owned, and what came in is applied."""
    since = time.monotonic()
    async with open_desk(stage.prepared.settings) as desk:

        async def owned() -> bool:
            stored = await look(desk.store, stage.prepared.tenant)
            return not rows.owners(stored) and all(one.state != "waiting" for one in stored.ingress)

        if await until_so(owned):
            stage.measured("everything open is owned after peace", time.monotonic() - since)
        else:
            stage.broken.append(f"I5 something open is nobody's {PATIENCE} s after peace")


async def _verdict(stage: Stage, options: Options) -> Outcome:
    history = stage.history
    async with open_desk(stage.prepared.settings) as desk:
        stored = await look(desk.store, stage.prepared.tenant)
    _note_letters(stage, stored)
    _place(stage, stored)
    found = [*stage.broken, *stage.nodes.answers.failures, *breaches(history, stored, Bounds())]
    record = Path(tempfile.gettempdir()) / f"atiende-chaos-{options.seed}.jsonl"
    if found:
        history.write(record)
    return Outcome(
        seed=options.seed,
        record=str(record) if found else "",
        messages=sum(1 for one in history.of("acked") if one.who.startswith("v")),
        mails=sum(1 for one in history.of("acked") if one.who == "mailer"),
        replies=sum(1 for one in history.of("acked") if one.who.startswith("usr")),
        sent=len(history.of("took")),
        figures=stage.figures,
        breaches=found,
        said=stage.said,
    )


def _note_letters(stage: Stage, stored: Stored) -> None:
    """What the relay took, in its order."""
    endpoints = {one.id: one.endpoint for one in stored.messages}
    for letter in stage.relay.taken:
        token = (message_from_bytes(letter.raw)["Message-ID"] or "").split(".")
        message = token[1].partition("-")[0] if len(token) > 1 else ""
        stage.history.note("took", endpoints.get(message, "relay"), About(message=message))
    stage.history.providers |= {one.endpoint for one in stored.messages if one.channel == "email"}


def _place(stage: Stage, stored: Stored) -> None:
    """A visitor is not told the name of his conversation with each message: the database knows it."""
    of = {one.id: one.conversation for one in stored.messages}
    stage.history.events[:] = [
        replace(one, conversation=of.get(one.message, "")) if one.kind == "heard" else one
        for one in stage.history.events
    ]


async def _stop(stage: Stage, place: Path) -> None:
    await stage.nodes.http.aclose()
    await asyncio.gather(*[node.server.stop() for node in stage.nodes.all])
    for node in stage.nodes.all:
        written = (node.server.data_dir / "server.err").read_text(errors="replace")
        if "Traceback" in written:
            stage.said.append(f"{node.name} wrote: {written[written.index('Traceback') :][:3000]}")


async def report(options: Options, *, as_json: bool) -> int:
    """For the command line: prints what happened; 1 when something did not hold."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(40))
    outcome = await chaos(options)
    if as_json:
        typer.echo(json.dumps(asdict(outcome)))
        return 1 if outcome.breaches else 0
    for name, seconds in sorted(outcome.figures.items()):
        typer.echo(f"{name:<50} {seconds:6.2f} s")
    typer.echo(
        f"seed {outcome.seed}: {outcome.messages} messages, {outcome.mails} mails and {outcome.replies} replies "
        f"acknowledged, {outcome.sent} mails at the relay"
    )
    for one in outcome.breaches:
        typer.echo(f"BREACH {one}")
    if outcome.record:
        typer.echo(f"what the clients saw: {outcome.record}")
    typer.echo(
        "everything held"
        if not outcome.breaches
        else f"{len(outcome.breaches)} breaches: again by --seed {outcome.seed}"
    )
    return 1 if outcome.breaches else 0
