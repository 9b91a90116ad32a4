"""Visitors and other mail servers of a chaos run: stubborn, as real ones are. What was not acknowledged is said again,
to whichever node answers, and everything they saw is written down."""

import asyncio
import json
import random
import smtplib
import time
from email.message import EmailMessage

from atiende.bench.chaos.nodes import ANSWER_SECONDS, Node, Nodes
from atiende.bench.history.record import About, History, Kind
from atiende.bench.sockets_client import SocketClient

EACH_SECONDS = 0.6
AGAIN_SECONDS = 0.1
REFUSED_SECONDS = 2.0
"""After so long, what was refused or not answered is said again."""
MOST_WAITING = 5
AGAIN_SHARE = 0.1
"""So many messages are said twice though nothing went wrong."""


class Visitor:
    """A browser with the chat open. `served` is since when, and by whom, he is welcome; None while he looks for one."""

    def __init__(self, number: int, key: str, nodes: Nodes, history: History) -> None:
        self.name, self._key, self._nodes, self._history = f"v{number}", key, nodes, history
        self._chance = random.Random(f"{self.name} {nodes.chance.random()}")
        self._token: str | None = None
        self._waiting: dict[str, bytes] = {}
        self._said, self._lines = 0, 0
        self._conversation = ""
        self._position = 0
        self._answered_at = 0.0
        self._again_at = 0.0
        self._socket: SocketClient | None = None
        self._node: Node | None = None
        self.served: tuple[Node, float] | None = None

    @property
    def settled(self) -> bool:
        """Whether all he said is acknowledged."""
        return not self._waiting

    async def run(self, stop: asyncio.Event, leave: asyncio.Event) -> None:
        """Talks until told to stop, and listens until told to leave."""
        while not leave.is_set():
            self._node = self._nodes.another(self._node)
            self._lines += 1
            try:
                async with asyncio.timeout(ANSWER_SECONDS):
                    self._socket = await SocketClient.connect(
                        self._node.server.port, "/widget", self._hear, host=self._node.server.host
                    )
            except (OSError, TimeoutError):
                await asyncio.sleep(AGAIN_SECONDS)
                continue
            self._answered_at = time.monotonic()
            since = self._position
            hello = {"op": "hello", "endpoint": self._key, "token": self._token, "since": since, "name": self.name}
            self._socket.send(json.dumps(hello).encode())
            await self._talk(stop, leave)
            self.served = None
            self._socket.close()
            await asyncio.sleep(AGAIN_SECONDS)

    async def _talk(self, stop: asyncio.Event, leave: asyncio.Event) -> None:
        """Until the connection ends, nothing is answered any more, or all is over."""
        assert self._socket is not None
        while not self._socket.closed.done():
            waits = self._waiting or self.served is None
            if waits and time.monotonic() - self._answered_at > ANSWER_SECONDS:
                return
            if self.served is not None and self._waiting and time.monotonic() > self._again_at:
                self._say_again()
            elif self.served is not None and not stop.is_set() and len(self._waiting) < MOST_WAITING:
                self._say()
            if leave.is_set():
                return
            await asyncio.sleep(EACH_SECONDS * self._chance.uniform(0.5, 1.5))

    def _say(self) -> None:
        assert self._socket is not None
        item = f"{self.name}-{self._said}"
        frame = json.dumps({"op": "send", "client_id": item, "text": f"mensaje {item}", "name": self.name}).encode()
        self._said += 1
        if not self._waiting:
            self._answered_at = time.monotonic()
            self._again_at = self._answered_at + REFUSED_SECONDS
        self._waiting[item] = frame
        self._note("said", About(item=item))
        self._socket.send(frame)
        if self._chance.random() < AGAIN_SHARE:
            self._socket.send(frame)

    def _hear(self, frame: bytes) -> None:
        said = json.loads(frame)
        self._answered_at = time.monotonic()
        match said["op"]:
            case "welcome":
                self._welcomed(said)
            case "ack":
                self._waiting.pop(said["client_id"], None)
                about = About(item=said["client_id"], message=said["message"], position=said["position"])
                self._note("acked", about)
            case "refused":
                self._note("refused", About(item=said["client_id"]))
            case "message":
                self._heard(said["message"])

    def _welcomed(self, said: dict[str, object]) -> None:
        assert self._node is not None and self._socket is not None
        self._token, self._conversation = str(said["token"]), str(said["conversation"] or "")
        self.served = (self._node, time.monotonic())
        messages = said["messages"]
        assert isinstance(messages, list)
        for message in messages:
            self._heard(message)
        self._say_again()

    def _say_again(self) -> None:
        """What was not acknowledged: nobody answered, or it was refused for now."""
        assert self._socket is not None
        self._again_at = time.monotonic() + REFUSED_SECONDS
        for waiting in list(self._waiting.values()):
            self._socket.send(waiting)

    def _heard(self, message: dict[str, object]) -> None:
        position = int(str(message["position"]))
        self._position = max(self._position, position)
        about = About(
            line=str(self._lines), message=str(message["id"]), conversation=self._conversation, position=position
        )
        self._note("heard", about)

    def _note(self, kind: Kind, about: About) -> None:
        self._history.note(kind, self.name, about)


class MailServer:
    """Another mail server: what was not accepted goes again, the same bytes, and now and then what was accepted too."""

    name = "mailer"

    def __init__(self, mailbox: str, nodes: Nodes, history: History, each: float = 0.7) -> None:
        self._mailbox, self._nodes, self._history, self._each = mailbox, nodes, history, each
        self._number = 0

    async def run(self, stop: asyncio.Event) -> None:
        node = self._nodes.any()
        while not stop.is_set():
            subject = f"correo-{self._number}"
            self._history.note("said", self.name, About(item=subject))
            while not await asyncio.to_thread(self._send, node, subject):
                node = self._nodes.another(node)
                await asyncio.sleep(AGAIN_SECONDS)
            self._history.note("acked", self.name, About(item=subject))
            node = self._nodes.another(node)
            if self._nodes.chance.random() < AGAIN_SHARE:
                await asyncio.to_thread(self._send, node, subject)
            self._number += 1
            await asyncio.sleep(self._each)

    def _send(self, node: Node, subject: str) -> bool:
        mail = EmailMessage()
        sender = f"cliente{self._number}@example.test"
        mail["From"], mail["To"], mail["Subject"] = sender, self._mailbox, subject
        mail["Message-ID"] = f"<chaos-{self._number}@example.test>"
        mail.set_content("Necesito una copia de la factura.")
        try:
            with smtplib.SMTP(node.server.host, node.server.mail_port, timeout=ANSWER_SECONDS) as smtp:
                smtp.sendmail(sender, [self._mailbox], mail.as_bytes())
        except (OSError, smtplib.SMTPException):
            return False
        return True
