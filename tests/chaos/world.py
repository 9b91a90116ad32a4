"""A real centre on a server of its own, with the people and programs that talk to it: what the tests of faults use."""

import asyncio
import json
import smtplib
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path

import httpx2

from atiende.actions.configuration import Ref, publish
from atiende.bench.centre import EVERYTHING, Prepared, SignedIn, prepare
from atiende.bench.running import RunningServer
from atiende.bench.sockets_client import SocketClient
from atiende.domain import documents as docs
from atiende.domain.facts import Logged
from atiende.domain.message import Message, MessageContent
from atiende.domain.work import Ingress, Timer
from atiende.ports.store import Change
from atiende.wiring import open_desk
from tests.waiting import eventually

MAILBOX = "hola@chaos.test"
BOLD = "otra@chaos.test"
"""A mailbox whose centre chose that an interrupted mail may go again (`resend: auto`)."""
PATIENCE = 30.0

Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class Stored:
    """What the stopped server's database says."""

    messages: tuple[Message, ...]
    contents: Mapping[str, MessageContent]
    ingress: tuple[Ingress, ...]
    log: tuple[Logged, ...]

    def client_ids(self) -> list[str]:
        """Of visitors' messages, as often as they are stored."""
        return [
            self.contents[one.id].client_id.rpartition("/")[2]
            for one in self.messages
            if self.contents[one.id].client_id and one.direction == "in"
        ]

    def subjects(self) -> list[str]:
        """Of mails that came in, as often as they are stored."""
        return [self.contents[one.id].subject for one in self.messages if one.direction == "in"]

    def replies(self) -> dict[str, str]:
        """Text and status of what agents wrote."""
        return {self.contents[one.id].text: one.status for one in self.messages if one.direction == "out"}

    def facts(self, kind: str) -> list[Logged]:
        return [one for one in self.log if type(one.fact).__name__ == kind]


@dataclass(slots=True)
class World:
    """`server` may be killed and started again; everything here finds it on its ports."""

    prepared: Prepared
    server: RunningServer

    @property
    def base(self) -> str:
        return f"http://localhost:{self.server.port}"

    async def start(self, *, failpoint: str = "") -> float:
        """Starts the server, dying at a place when one is named."""
        self.server.extra.pop("ATIENDE_FAILPOINT", None)
        if failpoint:
            self.server.extra["ATIENDE_FAILPOINT"] = failpoint
        return await self.server.start()

    async def died(self) -> int:
        """The exit code, once the server has ended by itself."""
        async with asyncio.timeout(PATIENCE):
            return await self.server.ended()

    async def call(
        self, method: str, path: str, body: object = None, *, who: SignedIn | None = None, language: str = "en"
    ) -> httpx2.Response:
        """One call of the API by an agent."""
        who = who or self.prepared.agents[0]
        headers = {
            "Origin": self.base,
            "X-CSRF-Token": who.csrf,
            "Cookie": f"atiende_session={who.token}",
            "Accept-Language": language,
        }
        async with httpx2.AsyncClient(base_url=self.base, timeout=PATIENCE, trust_env=False) as http:
            return await http.request(method, path, json=body, headers=headers)

    async def asked(self, path: str) -> Json:
        """What the administrator is told by a GET."""
        answer = await self.call("GET", path, who=self.prepared.admin)
        answer.raise_for_status()
        found: Json = answer.json()
        return found

    async def conversation_of(self, name: str) -> str:
        """The conversation of a customer by his name, once it is there."""

        async def found() -> str:
            items = (await self.asked("/api/v1/conversations?view=all"))["items"]
            assert isinstance(items, list)
            return next((str(one["id"]) for one in items if one["customer"]["name"] == name), "")

        return await eventually(found, f"a conversation of {name}", every=0.05)

    async def mail(self, subject: str, *, to: str = MAILBOX, sender: str = "") -> bool:
        """Hands a mail to the server as another mail server would; whether it was accepted."""
        return await asyncio.to_thread(self._mail, subject, to, sender or f"{subject.replace(' ', '.')}@example.test")

    def _mail(self, subject: str, to: str, sender: str) -> bool:
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = f"{subject} <{sender}>", to, subject
        mail["Message-ID"] = f"<{subject.replace(' ', '.')}@example.test>"
        mail.set_content("Necesito una copia de la factura.")
        try:
            with smtplib.SMTP("127.0.0.1", self.server.mail_port, timeout=PATIENCE) as smtp:
                smtp.sendmail(sender, [to], mail.as_bytes())
        except (OSError, smtplib.SMTPException):
            return False
        return True

    async def stored(self) -> Stored:
        """Reads the stopped server's database."""
        async with open_desk(self.prepared.settings) as desk:
            tenant, reading = self.prepared.tenant, desk.store.reading(self.prepared.tenant)
            contents = await reading.where(MessageContent, {}, limit=EVERYTHING)
            return Stored(
                messages=tuple(await reading.where(Message, {}, limit=EVERYTHING)),
                contents={one.id: one for one in contents},
                ingress=tuple(await reading.where(Ingress, {}, limit=EVERYTHING)),
                log=tuple(await desk.store.log(tenant, 0, EVERYTHING)),
            )

    async def let_time_pass(self) -> None:
        """In the stopped server's database, every clock of a message on its way out has come to its moment."""

        def decide(change: Change) -> None:
            for timer in change.where(Timer, {"kind": "send"}):
                change.put(Timer(kind="send", key=timer.key, due=0, tries=timer.tries))

        async with open_desk(self.prepared.settings) as desk:
            await desk.store.change(self.prepared.tenant, decide, at=desk.clock.now())


@asynccontextmanager
async def world(
    data_dir: Path, *, agents: int = 2, database: str = "", relay: int = 0, extra: Mapping[str, str] | None = None
) -> AsyncIterator[World]:
    """A centre with a chat and two mailboxes, made and not yet started. `relay` is the port of the relay, if any."""
    prepared = await prepare(data_dir, agents, mailbox=MAILBOX, database=database)

    def second_mailbox(change: Change) -> None:
        body = docs.Endpoint(
            name="Otra", brand="main", channel="email", queue="main", settings={"address": BOLD, "resend": "auto"}
        )
        publish(change, "system:bench", Ref("endpoint", "bold"), body)

    async with open_desk(prepared.settings) as desk:
        await desk.store.change(prepared.tenant, second_mailbox, at=desk.clock.now())
    environment = dict(extra or {})
    if relay:
        environment["ATIENDE_SMTP_RELAY"] = f"smtp://127.0.0.1:{relay}"
    if database:
        environment["ATIENDE_DATABASE_URL"] = database
    server = RunningServer(data_dir, extra=environment)
    try:
        yield World(prepared, server)
    finally:
        await server.stop()


@dataclass(slots=True)
class Visitor:
    """A browser with the chat open: one connection at a time, the token kept."""

    world: World
    name: str
    token: str = ""
    frames: list[Json] = field(default_factory=list)
    socket: SocketClient | None = None
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    async def open(self, language: str = "es") -> Json:
        """Connects and says hello; answers the welcome."""
        self.close()
        self.frames.clear()
        self.socket = await SocketClient.connect(self.world.server.port, "/widget", self._hear)
        hello = {
            "op": "hello",
            "endpoint": self.world.prepared.chat,
            "token": self.token or None,
            "language": language,
            "name": self.name,
        }
        self.socket.send(json.dumps(hello).encode())
        welcome = await self.heard("welcome")
        self.token = str(welcome["token"])
        return welcome

    def say(self, client_id: str) -> None:
        assert self.socket is not None
        frame = {"op": "send", "client_id": client_id, "text": f"hola {client_id}", "name": self.name}
        self.socket.send(json.dumps(frame).encode())

    async def said(self, client_id: str) -> Json:
        """What the server answered to a message: its acknowledgement or its refusal."""
        self.say(client_id)
        return await self.heard("ack", "refused", client_id=client_id)

    async def heard(self, *ops: str, client_id: str = "") -> Json:
        """The first frame of this kind, now or as soon as it comes."""
        async with asyncio.timeout(PATIENCE):
            while True:
                for frame in self.frames:
                    if frame["op"] in ops and (not client_id or frame.get("client_id") == client_id):
                        return frame
                self._news.clear()
                await self._news.wait()

    def close(self) -> None:
        if self.socket is not None:
            self.socket.close()
            self.socket = None

    def _hear(self, frame: bytes) -> None:
        self.frames.append(json.loads(frame))
        self._news.set()


@asynccontextmanager
async def visitor(of: World, name: str = "Vera") -> AsyncIterator[Visitor]:
    """A visitor who has said hello; his connection ends with the block."""
    made = Visitor(of, name)
    await made.open()
    try:
        yield made
    finally:
        made.close()
        await asyncio.sleep(0)
