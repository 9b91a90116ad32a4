"""Who comes in an overload: visitors of several centres who say what falls to them whatever the answers, as real
widgets do: sent away, they come back when they were told to, and say again what was not acknowledged."""

import asyncio
import json
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

import httpx2

from atiende.bench.centre import Prepared, SignedIn
from atiende.bench.history.record import About, History
from atiende.bench.sockets_client import SocketClient

AWAY = (0.5, 2.0)
"""Seconds from a lost connection to the next try, when nothing was said about it."""
MOST_KEPT = 50
"""Messages a visitor keeps to say again; more fall to nobody."""


@dataclass(slots=True)
class Tally:
    """Of one stretch of time. `waits` and `refusals` are seconds from what was said to its answer; `kept`: what fell to
    a visitor who had been told to stay away for a while."""

    said: int = 0
    kept: int = 0
    waits: list[float] = field(default_factory=list)
    refusals: list[float] = field(default_factory=list)
    sends: list[float] = field(default_factory=list)
    sends_refused: int = 0
    codes: dict[str, int] = field(default_factory=dict)


class Visitor:
    """One widget, for as long as the benchmark runs. `tally` is where its answers are counted now."""

    def __init__(self, prepared: Prepared, name: str, history: History) -> None:
        self._prepared, self.name, self._history = prepared, name, history
        self.tally = Tally()
        self._token: str | None = None
        self._socket: SocketClient | None = None
        self._unacked: dict[str, tuple[float, bytes]] = {}
        self._again: tuple[float, float] = AWAY
        self._farewell = False
        self._count, self._position = 0, 0
        self.established = asyncio.Event()
        self.welcomed = asyncio.Event()
        self.answered = asyncio.Event()

    async def run(self, port: int, chance: random.Random) -> None:
        """Until cancelled: connected, or away for a while."""
        try:
            while True:
                self._again = AWAY
                try:
                    self._socket = await SocketClient.connect(port, "/widget", self._hear)
                    self._socket.send(self._hello())
                    await self._socket.closed
                except OSError:
                    self._farewell = True
                self.welcomed.clear()
                await asyncio.sleep(chance.uniform(*self._again))
        finally:
            if self._socket is not None:
                self._socket.close()

    def _hello(self) -> bytes:
        """As a widget says it: from where it knows the conversation."""
        known = {"token": self._token, "since": self._position}
        return json.dumps({"op": "hello", "endpoint": self._prepared.chat, "language": "es", **known}).encode()

    def say(self) -> None:
        """What falls to him now."""
        if not self.welcomed.is_set() or len(self._unacked) >= MOST_KEPT:
            self.tally.kept += 1
            return
        self._count += 1
        client_id = f"{self.name}-{self._count}"
        text = f"{client_id} necesito ayuda con mi pedido, por favor"
        frame = json.dumps({"op": "send", "client_id": client_id, "text": text}).encode()
        self._unacked[client_id] = (time.perf_counter(), frame)
        self.tally.said += 1
        assert self._socket is not None
        self._socket.send(frame)

    def _hear(self, frame: bytes) -> None:
        if frame.startswith(b'{"op":"ack"'):
            self._acked(json.loads(frame))
        elif frame.startswith(b'{"op":"refused"'):
            said = json.loads(frame)
            self._refused(said["client_id"], said["code"])
        elif frame.startswith(b'{"op":"bye"'):
            self._sent_away(json.loads(frame))
        elif frame.startswith(b'{"op":"welcome"'):
            self._token = json.loads(frame)["token"]
            self._say_again()
        elif b'"status":"handling"' in frame:
            self.established.set()

    def _say_again(self) -> None:
        """A lost line may have lost the answer: the same client_id is the same message."""
        now = time.perf_counter()
        for client_id, (_, frame) in list(self._unacked.items()):
            self._unacked[client_id] = (now, frame)
            assert self._socket is not None
            self._socket.send(frame)
        self.welcomed.set()

    def _acked(self, said: dict[str, object]) -> None:
        found = self._unacked.pop(str(said["client_id"]), None)
        if found is not None:
            self.tally.waits.append(time.perf_counter() - found[0])
        self._position = int(str(said["position"]))
        about = About(item=str(said["client_id"]), message=str(said["message"]), position=self._position)
        self._history.note("acked", self.name, about)
        self.answered.set()

    def _refused(self, client_id: str, code: str) -> None:
        """He was told; a person may write it again or not."""
        found = self._unacked.pop(client_id, None)
        self.tally.codes[code] = self.tally.codes.get(code, 0) + 1
        if found is not None:
            self.tally.refusals.append(time.perf_counter() - found[0])
        self.answered.set()

    def _sent_away(self, said: dict[str, object]) -> None:
        """All he said that has no answer yet is refused by it."""
        retry = said.get("retry")
        if isinstance(retry, list):
            self._again = (float(retry[0]), float(retry[1]))
        self.welcomed.clear()
        now = time.perf_counter()
        self.tally.refusals += [now - since for since, _ in self._unacked.values()]
        self.tally.codes["bye"] = self.tally.codes.get("bye", 0) + 1
        self._unacked.clear()


class Agents:
    """The agents of one centre: they accept what is offered, and one of them writes to a customer now and then."""

    def __init__(self, prepared: Prepared, history: History, http: httpx2.AsyncClient) -> None:
        self._prepared, self._history, self._http = prepared, history, http
        self._sockets: list[SocketClient] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self.conversation = ""
        self.accepted = asyncio.Event()
        self.whose: SignedIn | None = None
        self._count = 0

    async def open(self, port: int) -> None:
        """Signed in, available, and listening."""
        for agent in self._prepared.agents:
            headers = {"Cookie": f"atiende_session={agent.token}", "Origin": f"http://localhost:{port}"}
            hear = partial(self._hear, agent)
            socket = await SocketClient.connect(port, "/api/v1/live", hear, headers)
            socket.send(b'{"op":"hello","since":0}')
            self._sockets.append(socket)
            body = {"state": "available", "reason": ""}
            answer = await self._http.put("/api/v1/me/presence", json=body, headers=_headers(agent))
            answer.raise_for_status()

    def close(self) -> None:
        for socket in self._sockets:
            socket.close()

    def _hear(self, agent: SignedIn, frame: bytes) -> None:
        if b'"fact":"InteractionOffered"' in frame:
            offer = json.loads(frame)["fact"]["offer"]
            task = asyncio.get_running_loop().create_task(self._accept(agent, offer))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _accept(self, agent: SignedIn, offer: str) -> None:
        answer = await self._http.post(f"/api/v1/offers/{offer}/accept", headers=_headers(agent))
        if answer.status_code == 200 and not self.conversation:
            self.conversation, self.whose = answer.json()["conversation"], agent
            self.accepted.set()

    async def write(self, tally: Tally) -> None:
        """One reply, as an agent sends it."""
        if self.whose is None:
            return
        self._count += 1
        client_id = f"reply-{self._prepared.tenant}-{self._count}"
        began = time.perf_counter()
        try:
            answer = await self._http.post(
                f"/api/v1/conversations/{self.conversation}/messages",
                json={"client_id": client_id, "text": f"{client_id} ahora mismo lo miro"},
                headers=_headers(self.whose),
            )
        except httpx2.HTTPError:
            tally.sends_refused += 1
            return
        if answer.status_code in (200, 201):
            tally.sends.append(time.perf_counter() - began)
            self._history.note("acked", self.whose.user, About(item=client_id, message=answer.json()["id"]))
        else:
            tally.sends_refused += 1


def _headers(agent: SignedIn) -> dict[str, str]:
    return {"X-CSRF-Token": agent.csrf, "Cookie": f"atiende_session={agent.token}"}


def zipf(count: int, exponent: float = 1.1) -> Sequence[float]:
    """Shares of so many centres, the largest first."""
    weights = [1 / (rank + 1) ** exponent for rank in range(count)]
    return [weight / sum(weights) for weight in weights]
