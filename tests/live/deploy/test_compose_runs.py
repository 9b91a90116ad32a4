"""What the compose file would start works: two nodes on one database and one bus, a chat through both of them, and
what an operator sees of it: figures and traces."""

import asyncio
import json
import smtplib
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from itertools import count
from pathlib import Path

import httpx2
import pytest

from atiende.bench.centre import Prepared, SignedIn, prepare
from atiende.bench.servers.nats import NatsServers
from atiende.bench.servers.postgres import Postgres
from atiende.bench.sockets_client import SocketClient
from tests.doubles.collector import Collector
from tests.live.deploy.composed import ORIGIN, PATIENCE, SECRET, ComposedNode, both
from tests.pure.deploy.test_observability import queries, read

pytestmark = [pytest.mark.live, pytest.mark.pg, pytest.mark.timeout(180)]

MAILBOX = "hola@compose.test"
SECRETS = ("Clementina", "clementina@example.test", "4000 1234 5678 9010", "ES9121000418450200051332", "+34600111222")
"""What nobody may read in figures, traces and logs: a name, addresses, a card, an account."""
TEXT = " ".join(SECRETS)
MOVED = (
    "atiende_http_requests_total", "atiende_http_request_seconds_count", "atiende_changes_total",
    "atiende_changes_per_commit_count", "atiende_commit_seconds_count", "atiende_messages_total",
    "atiende_offers_total",
    "atiende_routing_decision_seconds_count", "atiende_timers_late_seconds_count", "atiende_lease_held",
    "atiende_lease_changes_total", "atiende_agents", "atiende_bus_connected", "atiende_ready", "atiende_disk_bytes",
    "atiende_log_lines_total", "atiende_build_info", "process_cpu_seconds_total",
)  # fmt: skip
"""What a chat and a mail make greater than nothing."""
Frames = list[dict[str, object]]


async def until(found: Callable[[], object], what: str) -> object:
    """Asks again and again, for a bounded time."""
    try:
        async with asyncio.timeout(PATIENCE):
            while not (answer := found()):
                await asyncio.sleep(0.05)
            return answer
    except TimeoutError:
        raise AssertionError(f"never: {what}") from None


async def call(node: ComposedNode, who: SignedIn, method: str, path: str, body: object = None) -> httpx2.Response:
    headers = {"Origin": ORIGIN, "X-CSRF-Token": who.csrf, "Cookie": f"atiende_session={who.token}"}
    base = f"http://127.0.0.1:{node.port}"
    async with httpx2.AsyncClient(base_url=base, timeout=PATIENCE, trust_env=False) as http:
        answer = await http.request(method, path, json=body, headers=headers)
    assert answer.status_code < 300, answer.text
    return answer


async def socket(
    node: ComposedNode, path: str, hello: dict[str, object], **headers: str
) -> tuple[SocketClient, Frames]:
    frames: Frames = []
    client = await SocketClient.connect(node.port, path, lambda raw: frames.append(json.loads(raw)), headers)
    client.send(json.dumps({"op": "hello", **hello}).encode())
    return client, frames


def told(frames: Frames, *ops: str) -> Callable[[], object]:
    return lambda: [one for one in frames if one["op"] in ops]


def fact(frames: Frames, kind: str) -> Callable[[], object]:
    return lambda: [one for one in frames if one["op"] == "fact" and kind in json.dumps(one)]


def send_mail(node: ComposedNode) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = f"{SECRETS[0]} <{SECRETS[1]}>", MAILBOX, TEXT
    mail.set_content(TEXT)
    with smtplib.SMTP("127.0.0.1", node.mail, timeout=PATIENCE) as smtp:
        smtp.send_message(mail)


async def again_until(act: Callable[[], Awaitable[None]], found: Callable[[], object], what: str) -> int:
    """Does it until that is found, for a bounded time; answers how often. A node that read the log before it heard of
    the trace (the bus may be late) does not join it: one of several is enough."""
    for times in range(1, 11):
        await act()
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE / 10):
                while not found():
                    await asyncio.sleep(0.05)
                return times
    raise AssertionError(f"never: {what}")


@dataclass(slots=True)
class Story:
    """The visitor's socket is one node's, the agent's the other's."""

    first: ComposedNode
    second: ComposedNode
    prepared: Prepared
    replies: Iterator[int] = field(default_factory=count)
    desk: SocketClient | None = None
    seen: Frames = field(default_factory=list)

    async def chat(self, collector: Collector) -> None:
        """A visitor writes, the agent is offered it at the other node, and his reply comes back."""
        await self.sit_down()
        await self.agent("PUT", "/api/v1/me/presence", {"state": "available", "reason": ""})
        hello = {"endpoint": self.prepared.chat, "token": None, "language": "es"}
        visitor, heard = await socket(self.first, "/widget", hello)
        await until(told(heard, "welcome"), "the visitor's welcome")
        visitor.send(json.dumps({"op": "send", "client_id": "one", "text": TEXT, "name": SECRETS[0]}).encode())
        await until(told(heard, "ack"), "the acknowledgement")
        await self.offered()
        conversation = await self.accept()

        async def reply() -> None:
            body = {"client_id": f"reply {next(self.replies)}", "text": "Buenos días"}
            await self.agent("POST", f"/api/v1/conversations/{conversation}/messages", body)

        await again_until(reply, lambda: reply_followed(collector), "a reply followed to the visitor's node")
        await until(told(heard, "message"), "the reply at the visitor's node")
        visitor.close()
        await self.rise()

    async def sit_down(self) -> None:
        """The agent's desk, at the second node."""
        self.desk, self.seen = await socket(self.second, "/api/v1/live", {}, **self._cookie())
        await until(told(self.seen, "snapshot"), "the agent's snapshot")

    async def rise(self) -> None:
        assert self.desk is not None
        self.desk.close()

    async def offered(self) -> None:
        """He is told of an offer, by its fact or a snapshot. A desk whose socket ends comes back, as real ones do."""
        ends = time.monotonic() + PATIENCE
        while not fact(self.seen, "InteractionOffered")() and not [one for one in self.seen if one.get("offers")]:
            assert time.monotonic() < ends, "no offer at the other node"
            assert self.desk is not None
            if self.desk.closed.done():
                await self.sit_down()
            await asyncio.sleep(0.05)

    async def mails(self, collector: Collector) -> int:
        """Until one was followed from its acceptance to the agent; answers how many."""

        async def mail() -> None:
            await asyncio.to_thread(send_mail, self.first)
            await self.accept()

        return await again_until(mail, lambda: mail_followed(collector), "a mail followed over both nodes")

    async def accept(self) -> str:
        """Takes what is offered, as soon as something is; answers its conversation."""
        async with asyncio.timeout(PATIENCE):
            while not (offers := (await self.agent("GET", "/api/v1/offers")).json()["items"]):
                await asyncio.sleep(0.05)
        await self.agent("POST", f"/api/v1/offers/{offers[0]['id']}/accept")
        return str(offers[0]["conversation"])

    async def agent(self, method: str, path: str, body: object = None) -> httpx2.Response:
        return await call(self.second, self.prepared.agents[0], method, path, body)

    def _cookie(self) -> dict[str, str]:
        return {"Cookie": f"atiende_session={self.prepared.agents[0].token}", "Origin": ORIGIN}


def shown(text: str) -> set[str]:
    """Names of the series in a scrape."""
    declared = {line.split()[2] for line in text.splitlines() if line.startswith("# TYPE")}
    return declared | {line.split("{")[0].split()[0] for line in text.splitlines() if line and line[0] != "#"}


def total(scrapes: list[str], name: str) -> float:
    """Over all nodes and labels."""
    lines = [line for text in scrapes for line in text.splitlines() if line.startswith(name)]
    return sum(float(line.split()[-1]) for line in lines)


def mail_followed(collector: Collector) -> bool:
    """From its acceptance to the sockets, in one trace over two nodes."""
    trace = collector.trace_of("inbound.accept", "sockets.tell", "InteractionOffered")
    steps = {"inbound.accept", "durable", "inbound.apply", "inbound.take", "routing.offer", "sockets.tell"}
    return steps <= {one.name for one in trace} and len({one.node for one in trace}) == 2


def reply_followed(collector: Collector) -> bool:
    """From the agent's call to both nodes' sockets."""
    trace = collector.trace_of("http.call", "sockets.tell", "MessageWritten")
    return len({one.node for one in trace if "MessageWritten" in one.attributes.get("atiende.fact", "")}) == 2


async def test_two_nodes_of_the_compose_file_carry_a_chat_and_can_be_watched(
    tmp_path: Path, postgres: Postgres, postgres_url: str
) -> None:
    home = tmp_path / "centre"
    home.mkdir()
    (home / "secret.key").write_text(SECRET)
    prepared = await prepare(home, 1, mailbox=MAILBOX, database=postgres_url)
    with Collector.running() as collector, NatsServers.running() as bus:
        places = {
            "ATIENDE_DATABASE_URL": postgres_url,
            "ATIENDE_NATS_URL": bus.urls,
            "ATIENDE_OTLP_URL": collector.url,
            "OTEL_BSP_SCHEDULE_DELAY": "100",
        }
        async with both(prepared, places, tmp_path) as nodes:
            story = Story(nodes[0], nodes[1], prepared)
            try:
                await story.chat(collector)
            except AssertionError as missing:  # what the nodes said tells why
                raise AssertionError(f"{missing}\n" + "\n".join(one.log.read_text() for one in nodes)) from missing
            mails = await story.mails(collector)
            scrapes = await scraped(nodes)
            public = await call(nodes[0], prepared.admin, "GET", "/metrics")
        logs = [one.log.read_text() for one in nodes]
    in_figures(scrapes, 1 + mails)
    assert "atiende_" not in public.text, "figures are not for the public"
    for where in (*scrapes, *logs, *[raw.decode("utf-8", "replace") for raw in collector.raw]):
        assert [secret for secret in SECRETS if secret in where] == []


async def scraped(nodes: list[ComposedNode]) -> list[str]:
    """What both show, once everything has moved; how things stand is looked at every few seconds."""
    ends = time.monotonic() + PATIENCE
    while True:
        found = [await asyncio.to_thread(one.scrape) for one in nodes]
        if not still(found):
            return found
        assert time.monotonic() < ends, f"these do not move: {still(found)}"
        await asyncio.sleep(0.2)


def still(scrapes: list[str]) -> list[str]:
    """What should have moved and has not: whoever rewrote that part no longer counts it."""
    return [name for name in MOVED if not total(scrapes, name)]


def in_figures(scrapes: list[str], messages: int) -> None:
    """What the dashboard and the alerts ask for is shown by nodes at work, and each message is counted once."""
    names = set().union(*map(shown, scrapes)) | {"up"}
    names |= {name + ending for name in names for ending in ("_bucket", "_sum", "_count")}
    asked = {name for _, query in queries() for name, _ in read(query).series}
    assert sorted(asked - names) == []
    assert total(scrapes, 'atiende_facts_total{kind="MessageReceived"}') == messages
