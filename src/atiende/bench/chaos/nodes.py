"""The nodes of a chaos run, and how clients find one that answers: as real ones do, they go on to the next."""

import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import httpx2

from atiende.bench.centre import SignedIn
from atiende.bench.chaos.network import Place
from atiende.bench.running import RunningServer
from atiende.bench.sockets_client import SocketClient

ANSWER_SECONDS = 4.0
"""Who waits longer for an answer goes to another node."""
UNFIT = frozenset((400, 422))
REFUSED_FOR_NOW = frozenset((429, 502, 503, 504))


@dataclass(slots=True, eq=False)
class Node:
    """One server. `gone_at` is when it was last killed, frozen or cut off, monotonic."""

    number: int
    place: Place
    server: RunningServer

    @property
    def name(self) -> str:
        return f"node {self.number}"

    @property
    def base(self) -> str:
        return f"http://{self.server.host}:{self.server.port}"


@dataclass(slots=True)
class Answers:
    """What the nodes' APIs answered besides what was asked for."""

    failures: list[str] = field(default_factory=list)
    """5xx that are not 503, 503 that do not say when to come again, and what a node could not read: the people of a
    run say nothing unfit."""

    def note(self, node: Node, path: str, answer: httpx2.Response) -> None:
        status = answer.status_code
        if status in UNFIT or (status >= 500 and (status != 503 or "Retry-After" not in answer.headers)):
            self.failures.append(f"{node.name} answered {status} to {path}: {answer.text[:300]}")


class Nodes:
    """All of them, in the order of a load balancer that knows nothing: whoever answers is good."""

    def __init__(self, nodes: Sequence[Node], chance: random.Random) -> None:
        self.all, self.chance, self.answers = list(nodes), chance, Answers()
        limits = httpx2.Limits(max_connections=40, max_keepalive_connections=0)
        self.http = httpx2.AsyncClient(timeout=ANSWER_SECONDS, limits=limits, trust_env=False)

    def any(self) -> Node:
        return self.chance.choice(self.all)

    def another(self, than: Node | None) -> Node:
        """The next one after the one that did not do."""
        if than is None:
            return self.any()
        return self.all[(self.all.index(than) + 1) % len(self.all)]

    async def call(
        self, method: str, path: str, who: SignedIn, body: Mapping[str, object] | None = None
    ) -> tuple[int, dict[str, object]]:
        """The first answer that is not "not now", asked of one node after the other once; 0 when there is none."""
        headers = {"X-CSRF-Token": who.csrf, "Cookie": f"atiende_session={who.token}"}
        node = self.any()
        for _ in self.all:
            try:
                answer = await self.http.request(method, node.base + path, json=body, headers=headers)
            except (httpx2.TransportError, OSError):
                node = self.another(node)
                continue
            self.answers.note(node, path, answer)
            if answer.status_code not in REFUSED_FOR_NOW:
                found = json.loads(answer.content) if answer.content else {}
                return answer.status_code, found if isinstance(found, dict) else {}
            node = self.another(node)
        return 0, {}


async def socket_to(node: Node, path: str, hear: "object", cookie: str = "") -> SocketClient:
    """Raises OSError when nobody takes it."""
    headers = {"Cookie": f"atiende_session={cookie}"} if cookie else {}
    assert callable(hear)
    return await SocketClient.connect(node.server.port, path, hear, headers, host=node.server.host)


def make_node(number: int, place: Place, directory: Path, shared: Mapping[str, str]) -> Node:
    """`shared` is what all nodes are told: database, bus, files, key, relay."""
    data_dir = directory / f"node{number}"
    data_dir.mkdir()
    return Node(number, place, RunningServer(data_dir, extra=dict(shared), host=place.host, prefix=place.prefix))
