"""A centre with one e-mail endpoint on a real store, its reactors and mail server running, and mails to send to it."""

import asyncio
import smtplib
import ssl
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from functools import partial
from pathlib import Path
from typing import TypeVar

from atiende.actions.endpoints import by_mail_address
from atiende.actions.mailboxes import MailboxBook
from atiende.actions.replies import Reply, send_reply
from atiende.actions.setup import Administrator, Centre, Mailbox, create_centre
from atiende.bench.servers.smtp import SmtpSink
from atiende.bus.system import SystemClock
from atiende.channels.email.channel import Email
from atiende.channels.email.outbox import Outbox
from atiende.channels.email.relay import Patience
from atiende.channels.email.settings import Server
from atiende.channels.email.smtp_server import Limits, MailServer
from atiende.channels.webchat.channel import WebChat
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.conversation import Conversation
from atiende.domain.message import Message, MessageContent
from atiende.domain.work import Ingress
from atiende.ports.channel import Channel
from atiende.ports.desk import Desk
from atiende.ports.store import Change
from atiende.reactors.centre import Centre as Reactors
from tests.doubles.dovecot import Mailbox as Box
from tests.fakes import open_desk
from tests.waiting import eventually

ADDRESS = "ayuda@logic.test"
TENANT = "ten_00000000000000000000000001"
T = TypeVar("T")


@dataclass
class World:
    """What the tests look at. `port` is our mail server's."""

    desk: Desk
    reactors: Reactors
    port: int
    server: MailServer
    admin: str

    def deliver(
        self, *mails: EmailMessage | bytes, to: Sequence[str] = (ADDRESS,), sender: str = "pepe@cliente.test"
    ) -> None:
        """By SMTP, as another mail server would. Raises what smtplib raises when it is refused."""
        with smtplib.SMTP("127.0.0.1", self.port, timeout=20) as client:
            for mail in mails:
                raw = mail if isinstance(mail, bytes) else mail.as_bytes()
                client.sendmail(sender, list(to), raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))

    async def delivered(self, *mails: EmailMessage | bytes, **how: object) -> None:
        await asyncio.to_thread(partial(self.deliver, *mails, **how))  # type: ignore[arg-type]

    async def conversations(self) -> list[Conversation]:
        return await self.desk.store.reading(TENANT).where(Conversation, {})

    async def messages(self, direction: str = "in") -> list[Message]:
        found = await self.desk.store.reading(TENANT).where(Message, {})
        return [one for one in found if one.direction == direction]

    async def content(self, message: str) -> MessageContent:
        found = await self.desk.store.reading(TENANT).get(MessageContent, message)
        assert found is not None
        return found

    async def ingress(self, state: str) -> list[Ingress]:
        return await self.desk.store.reading(TENANT).where(Ingress, {"state": state})

    async def message(self, message: str) -> Message:
        found = await self.desk.store.reading(TENANT).get(Message, message)
        assert found is not None
        return found

    async def arrived(self, count: int = 1) -> list[Message]:
        """The messages in, once there are so many and nothing waits."""

        async def enough() -> list[Message]:
            found = await self.messages()
            return found if len(found) >= count and not await self.ingress("waiting") else []

        return await eventually(enough)

    async def put_aside(self, count: int = 1) -> list[Ingress]:
        async def enough() -> list[Ingress]:
            found = await self.ingress("set_aside")
            return found if len(found) >= count else []

        return await eventually(enough)

    async def reply(self, conversation: str, text: str, number: int = 1, **how: object) -> Message:
        wanted = Reply(client_id=f"c{number}", text=text, **how)  # type: ignore[arg-type]
        return await send_reply(self.desk, TENANT, self.admin, conversation, wanted)

    async def settled(self, message: str, *statuses: str) -> Message:
        """The message once its status is one of these."""

        async def there() -> Message | None:
            found = await self.message(message)
            return found if found.status in statuses else None

        found = await eventually(there)
        assert found is not None
        return found

    async def facts(self, kind: type[f.Fact]) -> list[f.Fact]:
        return [one.fact for one in await self.desk.store.log(TENANT, 0, 10_000) if isinstance(one.fact, kind)]

    async def set_endpoint(self, **settings: str | int | bool | list[str]) -> None:
        """Publishes the endpoint with other settings."""

        def decide(change: Change) -> None:
            before = change.get(docs.Document, "endpoint", "mail")
            assert before is not None
            body = docs.read("endpoint", before.body)
            assert isinstance(body, docs.Endpoint)
            text = docs.write(_with(body, settings))
            change.record(
                f.DocumentPublished(kind="endpoint", slug="mail", version=before.version + 1, body=text), actor="system"
            )

        await self.desk.store.change(TENANT, decide, at=self.desk.clock.now())


def _with(body: docs.Endpoint, settings: dict[str, str | int | bool | list[str]]) -> docs.Endpoint:
    return docs.Endpoint(
        name=body.name, brand=body.brand, channel=body.channel, queue=body.queue, settings={**body.settings, **settings}
    )


def mailbox_settings(box: Box) -> dict[str, str | int | bool | list[str]]:
    """Passwords are given in the clear here and become secrets of the centre."""
    return {
        "imap_host": box.host,
        "imap_port": box.port,
        "imap_security": "none",
        "imap_user": box.user,
        "imap_password": box.password,
    }


def relay_of(sink: SmtpSink) -> Server:
    return Server(host="127.0.0.1", port=sink.port, security="none")


@asynccontextmanager
async def mail_centre(
    directory: Path,
    *,
    sink: SmtpSink | None = None,
    settings: dict[str, str | int | bool | list[str]] | None = None,
    patience: Patience | None = None,
    limits: Limits | None = None,
    tls: ssl.SSLContext | None = None,
) -> AsyncIterator[World]:
    """Running for as long as the block lasts; the same directory again is the same centre, restarted."""
    channels: dict[str, Channel] = {"webchat": WebChat()}
    clock = SystemClock()
    async with open_desk(directory, channels=channels, clock=clock) as desk:  # type: ignore[arg-type]
        channels["email"] = Email(
            desk.keys,
            clock,
            MailboxBook(desk.store, clock),
            relay=relay_of(sink) if sink else None,
            outbox=None if sink else Outbox(directory / "outbox"),
            patience=patience or Patience(connect=2, command=2, data=2),
        )
        admin = await _made(desk, settings or {})
        reactors = Reactors(desk)
        server = MailServer(
            reactors.intake, partial(by_mail_address, desk), ("127.0.0.1", 0), limits=limits or Limits(), tls=tls
        )
        async with asyncio.TaskGroup() as group:
            running = [group.create_task(reactors.run()), group.create_task(server.run())]
            await server.ready.wait()
            yield World(desk=desk, reactors=reactors, port=server.bound, server=server, admin=admin)
            for task in running:
                task.cancel()


async def _made(desk: Desk, settings: dict[str, str | int | bool | list[str]]) -> str:
    """The administrator's id; the centre is made when it is not there yet."""
    if TENANT not in await desk.store.tenants():
        centre = Centre(
            organization="Logic Computer",
            time_zone="Europe/Madrid",
            language="es",
            admin=Administrator(name="Ana", email="ana@logic.test", password="a long enough passphrase"),
            queue="Soporte",
            mailbox=Mailbox(name="Ayuda", address=ADDRESS, settings=settings),
        )
        await create_centre(desk, centre, TENANT)
    users = [one.fact.user for one in await desk.store.log(TENANT, 0, 1000) if isinstance(one.fact, f.UserCreated)]
    return users[0]


def letter(text: str = "No entiendo un cargo de mi factura.", **headers: str) -> EmailMessage:
    """A customer's mail; headers by name with `_` for `-`."""
    mail = EmailMessage()
    given = {"From": "Pepe Martínez <pepe@cliente.test>", "To": ADDRESS, "Subject": "Mi factura de abril"}
    given |= {name.replace("_", "-"): value for name, value in headers.items()}
    if "Message-ID" not in given:
        given["Message-ID"] = f"<{abs(hash((text, tuple(headers.items()))))}@cliente.test>"
    for name, value in given.items():
        if value:
            mail[name] = value
    mail.set_content(text)
    return mail
