"""What the compose file would start works: two nodes on one database and one bus, a chat through both of them, and
what an operator sees of it: figures and traces."""

import asyncio
import json
import smtplib
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import httpx2
import pytest

from atiende.bench.centre import Prepared, SignedIn, prepare
from atiende.bench.servers.nats import NatsServers
from atiende.bench.servers.postgres import Postgres
from atiende.bench.sockets_client import SocketClient
from tests.doubles.collector import Collector, Span
from tests.live.deploy.composed import ORIGIN, PATIENCE, SECRET, ComposedNode, both
from tests.pure.deploy.test_observability import queries, read

pytestmark = [pytest.mark.live, pytest.mark.pg, pytest.mark.timeout(180)]

MAILBOX = "hola@compose.test"
SECRETS = ("Clementina", "clementina@example.test", "4000 1234 5678 9010", "ES9121000418450200051332", "+34600111222")
"""What nobody may read in figures, traces and logs: a name, addresses, a card, an account."""
TEXT = " ".join(SECRETS)
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


async def chat_through_both(first: ComposedNode, second: ComposedNode, prepared: Prepared) -> None:
    """The visitor's socket is one node's, the agent's the other's."""
    agent = prepared.agents[0]
    desk, seen = await socket(second, "/api/v1/live", {}, Cookie=f"atiende_session={agent.token}", Origin=ORIGIN)
    await until(told(seen, "snapshot"), "the agent's snapshot")
    await call(second, agent, "PUT", "/api/v1/me/presence", {"state": "available", "reason": ""})
    visitor, heard = await socket(first, "/widget", {"endpoint": prepared.chat, "token": None, "language": "es"})
    await until(told(heard, "welcome"), "the visitor's welcome")
    visitor.send(json.dumps({"op": "send", "client_id": "one", "text": TEXT, "name": SECRETS[0]}).encode())
    await until(told(heard, "ack"), "the acknowledgement")
    await until(fact(seen, "InteractionOffered"), "the offer at the other node")
    offer = (await call(second, agent, "GET", "/api/v1/offers")).json()["items"][0]
    await call(second, agent, "POST", f"/api/v1/offers/{offer['id']}/accept")
    path = f"/api/v1/conversations/{offer['conversation']}/messages"
    await call(second, agent, "POST", path, {"client_id": "reply", "text": "Buenos días"})
    await until(told(heard, "message"), "the reply at the visitor's node")
    send_mail(first)
    await until(lambda: len(fact(seen, "InteractionOffered")()) > 1, "the offer of the mail")  # type: ignore[arg-type]
    visitor.close()
    desk.close()


def shown(text: str) -> set[str]:
    """Names of the series in a scrape."""
    declared = {line.split()[2] for line in text.splitlines() if line.startswith("# TYPE")}
    return declared | {line.split("{")[0].split()[0] for line in text.splitlines() if line and line[0] != "#"}


def beginnings(trace: list[Span]) -> list[str]:
    """Names in the order of their parents, from the root."""
    by_parent: dict[str, list[Span]] = {}
    for span in trace:
        by_parent.setdefault(span.parent, []).append(span)
    found: list[str] = []
    waiting = by_parent.get("", [])
    while waiting:
        span = waiting.pop(0)
        found.append(span.name)
        waiting += by_parent.get(span.id, [])
    return found


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
        }
        async with both(prepared, places, tmp_path) as nodes:
            await chat_through_both(nodes[0], nodes[1], prepared)
            scrapes = [await asyncio.to_thread(one.scrape) for one in nodes]
            logs = [one.log for one in nodes]
        written = [one.read_text() for one in logs]  # what was logged and traced until the end
    in_figures(scrapes)
    in_traces(collector)
    for where in (*scrapes, *written, *[raw.decode("utf-8", "replace") for raw in collector.raw]):
        assert [secret for secret in SECRETS if secret in where] == []


def in_figures(scrapes: list[str]) -> None:
    """Everything the dashboard and the alerts ask for is shown by nodes at work, and the chat is counted once."""
    names = set().union(*map(shown, scrapes)) | {"up"}
    asked = {name for _, query in queries() for name, _ in read(query).series}
    families = {name.removesuffix(end) for name in names for end in ("_bucket", "_sum", "_count")} | names
    assert sorted(asked - families - {name + end for name in families for end in ("_bucket", "_sum", "_count")}) == []
    counted = [line for text in scrapes for line in text.splitlines() if 'MessageReceived"' in line]
    assert sum(float(line.split()[-1]) for line in counted) == 2


def in_traces(collector: Collector) -> None:
    """A mail from its acceptance to the agent's socket, in one trace over two nodes."""
    trace = collector.trace_of("inbound.accept", "sockets.tell", "InteractionOffered")
    assert beginnings(trace)[0] == "inbound.accept", collector.spans
    assert {"durable", "inbound.apply", "inbound.take", "routing.offer", "sockets.tell"} <= {one.name for one in trace}
    assert len({one.node for one in trace}) == 2
    offered = [one for one in trace if "InteractionOffered" in one.attributes.get("atiende.fact", "")]
    assert {one.name for one in offered} == {"sockets.tell"}
    reply = collector.trace_of("http.call", "sockets.tell", "MessageWritten")
    told = {one.node for one in reply if "MessageWritten" in one.attributes.get("atiende.fact", "")}
    assert len(told) == 2, "the reply was not followed to the visitor's node"
