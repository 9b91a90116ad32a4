"""A mail relay of our own on the loopback: keeps what it accepts, misbehaves when told to."""

import asyncio
import email
import email.policy
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from enum import StrEnum
from typing import Self

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session


class Fault(StrEnum):
    """How the relay misbehaves, and at which moment."""

    BUSY = "451 4.3.0 at MAIL: try later"
    REFUSED = "550 5.7.1 at MAIL: never"
    UNKNOWN_RECIPIENT = "550 5.1.1 at RCPT"
    GREYLISTED = "450 4.2.0 at RCPT: try later"
    FULL = "452 4.3.1 after DATA: no space"
    CONTENT_REFUSED = "554 5.6.0 after DATA: never"
    HANG = "takes the message and says nothing"
    SLOW = "takes the message, and says so a second later"
    DROP_BEFORE_DATA = "hangs up at MAIL: nothing was taken"
    DROP_AFTER_DATA = "takes the message and hangs up without an answer: nobody can know"


SLOW_SECONDS = 1.0
AT_MAIL = {Fault.BUSY: "451 4.3.0 try again later", Fault.REFUSED: "550 5.7.1 not from you"}
AT_RCPT = {Fault.UNKNOWN_RECIPIENT: "550 5.1.1 no such mailbox", Fault.GREYLISTED: "450 4.2.0 greylisted, come back"}
AFTER_DATA = {Fault.FULL: "452 4.3.1 insufficient system storage", Fault.CONTENT_REFUSED: "554 5.6.0 content refused"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What arrived: the envelope and the bytes."""

    sender: str
    recipients: tuple[str, ...]
    raw: bytes

    @property
    def message(self) -> EmailMessage:
        return email.message_from_bytes(self.raw, policy=email.policy.default)


@dataclass(kw_only=True)  # without slots: aiosmtpd inspects its handler, which Python 3.11.2 cannot do on slotted ones
class SmtpSink:
    """`fault` may be changed at any time; it counts for the commands that follow. `accepted` is what the relay took and
    said so; `taken` also what it took without an answer."""

    fault: Fault | None = None
    credentials: tuple[str, str] | None = None
    host: str = "127.0.0.1"
    port: int = 0
    accepted: list[Letter] = field(default_factory=list)
    taken: list[Letter] = field(default_factory=list)
    _changed: threading.Condition = field(default_factory=threading.Condition)
    _sessions: list[SMTP] = field(default_factory=list)
    _loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)

    @classmethod
    @contextmanager
    def running(cls, *, credentials: tuple[str, str] | None = None, host: str = "127.0.0.1") -> Iterator[Self]:
        sink = cls(credentials=credentials, host=host)
        started = threading.Event()
        thread = threading.Thread(target=sink._serve, args=(started,), name="smtp-sink", daemon=True)
        thread.start()
        assert started.wait(10), "the relay did not start"
        try:
            yield sink
        finally:
            sink._loop.call_soon_threadsafe(sink._loop.stop)
            thread.join(10)

    @property
    def calls(self) -> int:
        """How often somebody connected."""
        return len(self._sessions)

    def wait_for(self, letters: int, seconds: float = 10) -> list[Letter]:
        """The accepted letters as soon as there are so many; from async tests call it in a thread."""
        with self._changed:
            enough = self._changed.wait_for(lambda: len(self.accepted) >= letters, seconds)
            assert enough, f"{len(self.accepted)} of {letters} letters within {seconds} s"
            return list(self.accepted)

    async def arrival(self, letters: int, seconds: float = 10) -> list[Letter]:
        return await asyncio.to_thread(self.wait_for, letters, seconds)

    def _serve(self, started: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(self._loop.create_server(self._session, self.host, 0))
        self.port = server.sockets[0].getsockname()[1]
        started.set()
        try:
            self._loop.run_forever()
        finally:
            server.close()
            self._loop.run_until_complete(self._hang_up())
            self._loop.close()

    async def _hang_up(self) -> None:
        for session in self._sessions:
            _abort(session)
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.sleep(0)  # the aborted transports close their sockets in the next turn

    def _session(self) -> SMTP:
        wanted = self.credentials is not None
        session = SMTP(
            self,
            hostname="relay.example.test",
            loop=self._loop,
            enable_SMTPUTF8=True,
            auth_require_tls=False,
            authenticator=self._authenticate if wanted else None,
        )
        self._sessions.append(session)
        return session

    def _authenticate(self, *asked: object) -> AuthResult:
        data = asked[-1]
        known = isinstance(data, LoginPassword) and (data.login.decode(), data.password.decode()) == self.credentials
        return AuthResult(success=known, handled=False)

    # ── the commands, as aiosmtpd asks its handler ──

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.credentials and not session.authenticated:
            return "530 5.7.0 authentication required"
        if self.fault is Fault.DROP_BEFORE_DATA:
            _abort(server)
        if self.fault in AT_MAIL:
            return AT_MAIL[self.fault]
        envelope.mail_from, envelope.mail_options = address, options
        return "250 2.1.0 OK"

    async def handle_RCPT(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if self.fault in AT_RCPT:
            return AT_RCPT[self.fault]
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:
        if self.fault in AFTER_DATA:
            return AFTER_DATA[self.fault]
        letter = Letter(sender=envelope.mail_from or "", recipients=tuple(envelope.rcpt_tos), raw=_raw(envelope))
        silent = self.fault in {Fault.HANG, Fault.DROP_AFTER_DATA}
        with self._changed:
            self.taken.append(letter)
            if not silent:
                self.accepted.append(letter)
            self._changed.notify_all()
        if self.fault is Fault.DROP_AFTER_DATA:
            _abort(server)
        if self.fault is Fault.HANG:
            await asyncio.Event().wait()
        if self.fault is Fault.SLOW:
            said = self._loop.create_future()
            self._loop.call_later(SLOW_SECONDS, said.set_result, None)
            await said
        return "250 2.0.0 taken"


def _abort(session: SMTP) -> None:
    if isinstance(session.transport, asyncio.Transport):
        session.transport.abort()


def _raw(envelope: Envelope) -> bytes:
    content = envelope.content or b""
    return content if isinstance(content, bytes) else content.encode()
