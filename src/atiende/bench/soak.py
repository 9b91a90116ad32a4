"""kill −9 at random moments under load: what was acknowledged is there once, in order, and service is back in seconds.

`atiende soak --kills 50` by hand; the test suite does five. The clients are as real ones
are: a widget says again what was not acknowledged, a mail server tries again what was not accepted.
"""

import asyncio
import json
import random
import smtplib
import time
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path

import typer

from atiende.bench.centre import Prepared, prepare, stored_breaches, stored_mails, stored_order
from atiende.bench.running import RunningServer, scratch
from atiende.bench.sockets_client import SocketClient

VISITORS = 30
EACH_SECONDS = 0.06
MAIL_SECONDS = 0.15
MAILBOX = "hola@soak.test"


@dataclass(slots=True)
class Outcome:
    """What a soak found; every list is empty when all held."""

    kills: int = 0
    acknowledged: int = 0
    mails: int = 0
    slowest_start_s: float = 0.0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    disordered: list[str] = field(default_factory=list)
    lost_mails: list[str] = field(default_factory=list)
    doubled_mails: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        return not (
            self.lost or self.doubled or self.disordered or self.lost_mails or self.doubled_mails or self.broken
        )


class StubbornVisitor:
    """Keeps what was not acknowledged and says it again, in order, after every reconnection."""

    def __init__(self, number: int, key: str) -> None:
        self.name, self._key = f"v{number}", key
        self._token: str | None = None
        self._waiting: dict[str, bytes] = {}
        self._welcomed = False
        self.acked: list[str] = []
        self.said: list[str] = []
        self._socket: SocketClient | None = None

    async def run(self, server: RunningServer, stop: asyncio.Event) -> None:
        """Talks until told to stop, then until everything is acknowledged."""
        while not stop.is_set() or self._waiting:
            try:
                self._welcomed = False
                self._socket = await SocketClient.connect(server.port, "/widget", self._hear)
            except OSError:
                await asyncio.sleep(0.1)
                continue
            hello = {"op": "hello", "endpoint": self._key, "token": self._token, "since": 0}
            self._socket.send(json.dumps(hello).encode())
            await self._talk(stop)

    async def _talk(self, stop: asyncio.Event) -> None:
        assert self._socket is not None
        while not self._socket.closed.done():
            if self._welcomed and not stop.is_set():
                self._say()
            if stop.is_set() and not self._waiting:
                self._socket.close()
                return
            await asyncio.sleep(EACH_SECONDS)

    def _say(self) -> None:
        assert self._socket is not None
        client_id = f"{self.name}-{len(self.said)}"
        frame = json.dumps({"op": "send", "client_id": client_id, "text": f"mensaje {client_id}"}).encode()
        self.said.append(client_id)
        self._waiting[client_id] = frame
        self._socket.send(frame)

    def _hear(self, frame: bytes) -> None:
        said = json.loads(frame)
        if said["op"] == "welcome":
            self._token, self._welcomed = said["token"], True
            for waiting in list(self._waiting.values()):
                assert self._socket is not None
                self._socket.send(waiting)
        elif said["op"] == "ack" and self._waiting.pop(said["client_id"], None) is not None:
            self.acked.append(said["client_id"])
        elif said["op"] == "refused":
            self._waiting.pop(said["client_id"], None)  # he was told, and may write it again or not


class StubbornMailer:
    """A mail server: what was not accepted is tried again, the same bytes."""

    def __init__(self) -> None:
        self.accepted: list[str] = []
        self._number = 0

    async def run(self, server: RunningServer, stop: asyncio.Event) -> None:
        while not stop.is_set():
            subject = f"correo {self._number}"
            while not await asyncio.to_thread(self._send, server.mail_port, subject):
                await asyncio.to_thread(time.sleep, 0.1)
            self.accepted.append(subject)
            self._number += 1
            await asyncio.sleep(MAIL_SECONDS)

    def _send(self, port: int, subject: str) -> bool:
        mail = EmailMessage()
        sender = f"cliente{self._number}@example.test"
        mail["From"], mail["To"], mail["Subject"] = sender, MAILBOX, subject
        mail["Message-ID"] = f"<soak-{self._number}@example.test>"
        mail.set_content("Necesito una copia de la factura.")
        try:
            with smtplib.SMTP("127.0.0.1", port, timeout=5) as smtp:
                smtp.sendmail(sender, [MAILBOX], mail.as_bytes())
        except (OSError, smtplib.SMTPException):
            return False
        return True


async def soak(kills: int, seed: int) -> Outcome:
    """Kills the server that often; answers what was found."""
    with scratch("soak") as place:
        prepared = await prepare(Path(place), 5, mailbox=MAILBOX)
        server, choose = RunningServer(Path(place)), random.Random(seed)
        outcome, stop = Outcome(), asyncio.Event()
        visitors = [StubbornVisitor(number, prepared.chat) for number in range(VISITORS)]
        mailer = StubbornMailer()
        await server.start()
        try:
            async with asyncio.TaskGroup() as group, asyncio.timeout(120 + kills * 10):
                for visitor in visitors:
                    group.create_task(visitor.run(server, stop))
                group.create_task(mailer.run(server, stop))
                for _ in range(kills):
                    await asyncio.sleep(choose.uniform(0.2, 2.0))
                    await server.kill()
                    await server.start()
                    outcome.slowest_start_s = max(outcome.slowest_start_s, server.start_seconds)
                    outcome.kills += 1
                await asyncio.sleep(1.0)
                stop.set()
            await asyncio.sleep(2.0)  # inbound mail is applied within a second
        finally:
            await server.stop()
        await _check(outcome, prepared, visitors, mailer)
        return outcome


async def _check(outcome: Outcome, prepared: Prepared, visitors: list[StubbornVisitor], mailer: StubbornMailer) -> None:
    order = await stored_order(prepared)
    for visitor in visitors:
        stored = [one for one in order if one.startswith(f"{visitor.name}-")]
        outcome.acknowledged += len(visitor.acked)
        outcome.lost += [one for one in visitor.acked if one not in stored]
        outcome.doubled += sorted({one for one in stored if stored.count(one) > 1})
        if stored != [one for one in visitor.said if one in set(stored)]:
            outcome.disordered.append(visitor.name)
    mails = await stored_mails(prepared)
    outcome.mails = len(mailer.accepted)
    outcome.lost_mails = [one for one in mailer.accepted if mails.get(one, 0) == 0]
    outcome.doubled_mails = [one for one, count in mails.items() if count > 1]
    outcome.broken = await stored_breaches(prepared)


async def report(kills: int, seed: int) -> int:
    """For the command line: prints what was found; 1 when something did not hold."""
    began = time.monotonic()
    outcome = await soak(kills, seed)
    typer.echo(
        f"{outcome.kills} kills, {outcome.acknowledged} messages and {outcome.mails} mails acknowledged, "
        f"slowest start {outcome.slowest_start_s:.2f} s, {time.monotonic() - began:.0f} s in all"
    )
    for name in ("lost", "doubled", "disordered", "lost_mails", "doubled_mails", "broken"):
        found = getattr(outcome, name)
        typer.echo(f"{name:<14} {len(found)} {' '.join(found[:10])}")
    return 0 if outcome.holds else 1
