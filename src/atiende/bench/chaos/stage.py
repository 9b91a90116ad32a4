"""All a chaos run consists of: network, database, bus, relay, nodes and people, and what was measured of them."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import typer

from atiende.bench.centre import Prepared, prepare
from atiende.bench.chaos.agents import Agent
from atiende.bench.chaos.network import Network
from atiende.bench.chaos.nodes import Node, Nodes, make_node
from atiende.bench.chaos.visitors import MailServer, Visitor
from atiende.bench.history.record import History
from atiende.bench.servers.nats import NatsServers
from atiende.bench.servers.pair import Pair
from atiende.bench.servers.postgres import ROLE
from atiende.bench.servers.smtp import SmtpSink

MAILBOX = "hola@chaos.test"
DATABASE = "centre"
PATIENCE = 30.0
FAKETIME = "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1"


Parts = tuple[Network, Pair, NatsServers, SmtpSink]


@dataclass(slots=True, kw_only=True)
class Stage:
    """`figures` keeps the worst of each kind; `said` is what was done to whom, with seconds since the beginning."""

    network: Network
    pair: Pair
    nats: NatsServers
    relay: SmtpSink
    prepared: Prepared
    nodes: Nodes
    history: History
    chance: random.Random
    clock: Path
    visitors: list[Visitor] = field(default_factory=list)
    agents: list[Agent] = field(default_factory=list)
    figures: dict[str, float] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    """What did not hold and can be seen without the history."""
    began: float = field(default_factory=time.monotonic)
    aloud: bool = False
    suffering: list[Node] = field(default_factory=list)

    @property
    def mailer(self) -> MailServer:
        return MailServer(MAILBOX, self.nodes, self.history)

    def tell(self, what: str) -> None:
        line = f"{time.monotonic() - self.began:6.1f} s  {what}"
        self.said.append(line)
        if self.aloud:
            typer.echo(line)

    def measured(self, name: str, seconds: float) -> None:
        self.figures[name] = round(max(self.figures.get(name, 0.0), seconds), 2)
        self.tell(f"{name}: {seconds:.2f} s")

    def leases_of(self, node: Node) -> int:
        """How many leases the database says the node has."""
        there = f"n.address LIKE '%:{node.server.port}'"
        asked = f"SELECT count(*) FROM leases l JOIN nodes n ON n.id = l.node WHERE {there}"
        return int(self.sql(asked) or 0)

    @contextmanager
    def victim(self, *, busiest: bool = False) -> Iterator[Node]:
        """A node that nothing is done to yet; the one with most leases, when asked for."""
        free = [one for one in self.nodes.all if one not in self.suffering]
        node = max(free, key=self.leases_of) if busiest else self.chance.choice(free)
        self.suffering.append(node)
        try:
            yield node
        finally:
            self.suffering.remove(node)

    def sql(self, statement: str) -> str:
        """Asked of the server that writes, past every wall."""
        return self.pair.primary.sql(statement, DATABASE)

    @property
    def database_ports(self) -> list[int]:
        return [self.pair.primary.port, self.pair.standby.port]

    @property
    def people(self) -> Sequence[Visitor | Agent]:
        return [*self.visitors, *self.agents]

    def served_by(self, node: Node) -> list[Visitor | Agent]:
        return [one for one in self.people if one.served is not None and one.served[0] is node]


async def until(condition: Callable[[], bool], seconds: float = PATIENCE) -> bool:
    """Whether it came true in time. Nothing here decides by sleeping."""
    limit = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > limit:
            return False
        await asyncio.sleep(0.05)
    return True


async def until_so(condition: Callable[[], Awaitable[bool]], seconds: float = PATIENCE) -> bool:
    limit = time.monotonic() + seconds
    while not await condition():
        if time.monotonic() > limit:
            return False
        await asyncio.sleep(0.2)
    return True


def _movable(clock: Path) -> dict[str, str]:
    """A node whose wall clock is ours to move, by what stands in a file; its monotonic one is not."""
    if not Path(FAKETIME).exists():
        return {}
    return {
        "LD_PRELOAD": FAKETIME,
        "FAKETIME_TIMESTAMP_FILE": str(clock),
        "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    }


async def stage_on(place: Path, parts: Parts, count: int, seed: int) -> Stage:
    """Everything made and nothing started but the servers."""
    network, pair, nats, relay = parts
    pair.primary.sql(f"CREATE DATABASE {DATABASE} OWNER {ROLE} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'")
    url = pair.url(DATABASE)
    shared = place / "shared"
    shared.mkdir()
    prepared = await prepare(shared, agents=4, mailbox=MAILBOX, database=url)
    clock = place / "clock"
    clock.write_text("+0")
    told = {
        "ATIENDE_DATABASE_URL": url,
        "ATIENDE_NATS_URL": nats.urls,
        "ATIENDE_BLOB_URL": (shared / "blobs").as_uri(),
        "ATIENDE_SECRET_KEY": (shared / "secret.key").read_text().strip(),
        "ATIENDE_SMTP_RELAY": f"smtp://{relay.host}:{relay.port}",
    }
    made = [make_node(number, network.place(), place, told) for number in range(count)]
    made[-1].server.extra |= _movable(clock)
    chance, history = random.Random(seed), History(time.monotonic)
    stage = Stage(
        network=network, pair=pair, nats=nats, relay=relay, prepared=prepared,
        nodes=Nodes(made, chance), history=history, chance=chance, clock=clock,
    )  # fmt: skip
    stage.visitors = [Visitor(number, prepared.chat, stage.nodes, history) for number in range(12)]
    stage.agents = [Agent(who, stage.nodes, history) for who in prepared.agents]
    return stage
