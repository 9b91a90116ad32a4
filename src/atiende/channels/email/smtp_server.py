"""Our own mail server: takes mail for the addresses of published endpoints, and says 250 only once it is durable.

aiosmtpd's protocol on our own event loop. Every client is bounded: connections, time, errors, recipients, bytes.
"""

import asyncio
import logging
import ssl
from collections.abc import Awaitable, Callable, Mapping
from typing import Final

import structlog
from aiosmtpd.smtp import SMTP, Envelope, Session
from msgspec import Struct

from atiende.channels.email.origin import origin_of
from atiende.channels.email.settings import read_settings
from atiende.domain.errors import Overloaded, Refusal, StoreFull, TooMany
from atiende.ports.channel import Endpoint, Intake

log = structlog.get_logger()
Directory = Callable[[str], Awaitable[Endpoint | None]]
"""The published endpoint that has an address (without a `+token`), or None."""

STEP = 16 * 1024
"""Bytes a client must send within the time limit to be waited for longer."""
NULL: Final = "<>"


class Limits(Struct, frozen=True, kw_only=True):
    """What clients may ask of us. Seconds, bytes, counts; `memory` is for all mails on their way in together."""

    size: int = 25 * 1024 * 1024
    memory: int = 256 * 1024 * 1024
    recipients: int = 100
    errors: int = 20
    seconds: float = 120
    connections: int = 200
    per_peer: int = 50


class MailServer:
    """`port` 0 takes a free one; `bound` is the real one once `run` listens (`ready` is set then)."""

    def __init__(
        self,
        intake: Intake,
        directory: Directory,
        listen: tuple[str, int],
        *,
        hostname: str = "localhost",
        tls: ssl.SSLContext | None = None,
        limits: Limits | None = None,
    ) -> None:
        self._intake, self._directory, self._listen = intake, directory, listen
        self._hostname, self._tls = hostname, tls
        self.limits = limits or Limits()
        self.bound = 0
        self.receiving = 0
        self.ready = asyncio.Event()
        self._sessions: set[Conversation] = set()

    async def run(self) -> None:
        """Until cancelled. Raises OSError when the address cannot be listened on."""
        loop = asyncio.get_running_loop()
        logging.getLogger("mail.log").setLevel(logging.ERROR)  # the library would log who writes to whom
        server = await loop.create_server(lambda: self._session(loop), *self._listen)
        self.bound = server.sockets[0].getsockname()[1]
        self.ready.set()
        log.info("mail server listens", port=self.bound)
        try:
            await server.serve_forever()
        finally:
            self.ready.clear()
            await self._hang_up()

    async def _hang_up(self) -> None:
        """What was not acknowledged will be sent again."""
        tasks = [task for session in self._sessions if (task := session.task) is not None]
        for session in list(self._sessions):
            session.abort()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _session(self, loop: asyncio.AbstractEventLoop) -> "Conversation":
        return Conversation(self, loop)

    def opened(self, session: "Conversation") -> bool:
        """Whether another client may come in."""
        of_peer = sum(1 for one in self._sessions if one.host == session.host)
        self._sessions.add(session)
        return len(self._sessions) <= self.limits.connections and of_peer < self.limits.per_peer

    def closed(self, session: "Conversation") -> None:
        self._sessions.discard(session)

    @property
    def hostname(self) -> str:
        return self._hostname

    @property
    def tls(self) -> ssl.SSLContext | None:
        return self._tls

    # ── the commands, as aiosmtpd asks its handler ──

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if len(envelope.rcpt_tos) >= self.limits.recipients:
            return "452 4.5.3 too many recipients"
        try:
            endpoint = await self._endpoint(address)
        except StoreFull as refusal:
            log.warning("mail not taken", code=refusal.code)
            return "451 4.3.0 try again later"
        if endpoint is None:
            return "550 5.1.1 no such mailbox here"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        raw = envelope.original_content or b""
        try:
            wanted = await self._wanted(envelope.rcpt_tos)
            for endpoint, addresses in wanted:
                dry_run = read_settings(endpoint.settings).dry_run
                origin = await asyncio.to_thread(origin_of, raw, dry_run=dry_run)
                await self._intake.take(endpoint, origin, raw, _beside(session, envelope, addresses))
        except StoreFull as refusal:
            log.warning("mail not taken", code=refusal.code)
            return "452 4.3.1 no space left, try again later"
        except (Overloaded, TooMany) as refusal:
            log.warning("mail not taken", code=refusal.code)
            return "451 4.3.2 too busy, try again later"
        except Refusal as refusal:
            log.warning("mail not taken", code=refusal.code)
            return "451 4.3.0 try again later"
        return "250 2.0.0 kept" if wanted else "550 5.1.1 no such mailbox here"

    async def handle_exception(self, error: Exception) -> str:
        log.error("mail session failed", error=type(error).__name__)
        return "451 4.3.0 try again later"

    async def _wanted(self, addresses: list[str]) -> list[tuple[Endpoint, list[str]]]:
        """The endpoints meant, each once, with the addresses it was written to."""
        found: dict[tuple[str, str], tuple[Endpoint, list[str]]] = {}
        for address in addresses:
            endpoint = await self._endpoint(address)
            if endpoint is not None:
                found.setdefault((endpoint.tenant, endpoint.slug), (endpoint, []))[1].append(address)
        return list(found.values())

    async def _endpoint(self, address: str) -> Endpoint | None:
        """By the address itself, else without what follows the plus sign."""
        plain = _clean(address).lower()
        found = await self._directory(plain)
        if found is not None:
            return found
        local, _, domain = plain.rpartition("@")
        base = local.split("+", 1)[0]
        return await self._directory(f"{base}@{domain}") if base and base != local else None


class Conversation(SMTP):
    """One client. Lines of any length and bare line ends are taken as they come; only CRLF . CRLF ends a mail."""

    line_length_limit = 64 * 1024

    def __init__(self, server: MailServer, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(
            server,
            data_size_limit=server.limits.size,
            enable_SMTPUTF8=True,
            hostname=server.hostname,
            ident="ESMTP Atiende",
            tls_context=server.tls,
            timeout=server.limits.seconds,
            loop=loop,
        )
        self._server, self._errors = server, 0
        self.host = ""

    @property
    def task(self) -> "asyncio.Task[None] | None":
        return self._handler_coroutine

    def abort(self) -> None:
        if isinstance(self.transport, asyncio.WriteTransport):
            self.transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        peer = transport.get_extra_info("peername")
        again = self.transport is not None  # after STARTTLS
        self.host = str(peer[0]) if isinstance(peer, tuple) else ""
        if not again and not self._server.opened(self):
            self._server.closed(self)
            assert isinstance(transport, asyncio.WriteTransport)
            transport.write(b"421 4.3.2 too many connections, come back later\r\n")
            transport.close()
            self._refused = True
            return
        super().connection_made(transport)

    _refused = False

    def connection_lost(self, error: Exception | None) -> None:
        self._server.closed(self)
        if not self._refused:
            super().connection_lost(error)

    def data_received(self, data: bytes) -> None:
        if not self._refused:
            super().data_received(data)

    def eof_received(self) -> bool | None:
        return None if self._refused else super().eof_received()

    async def push(self, status: str | bytes) -> None:
        """Answers; a client that errs too often is shown out."""
        text = status if isinstance(status, bytes) else status.encode("utf-8", "replace")
        await super().push(text)
        self._errors += text[:1] in (b"4", b"5")
        if self._errors > self._server.limits.errors and not text.startswith(b"421"):
            await super().push(b"421 4.7.0 too many errors")
            if self.transport is not None:
                self.transport.close()

    async def smtp_DATA(self, arg: str | None) -> None:
        if await self.check_helo_needed():
            return
        assert self.envelope is not None
        if not self.envelope.rcpt_tos:
            await self.push("503 5.5.1 need RCPT command" if self.envelope.mail_from else "503 5.5.1 need MAIL command")
            return
        if arg:
            await self.push("501 5.5.4 Syntax: DATA")
            return
        await self.push("354 End data with <CR><LF>.<CR><LF>")
        mail = Receiving(self._server)
        try:
            await self._receive(mail)
            answer = mail.refusal or await self._keep(bytes(mail.content))
        finally:
            mail.forget()
        self.envelope = Envelope()
        await self.push(answer)

    async def _keep(self, content: bytes) -> str:
        assert self.envelope is not None and self.session is not None
        self.envelope.content = self.envelope.original_content = content
        if self.transport is not None:
            self._reset_timeout()
        return await self._server.handle_DATA(self, self.session, self.envelope)

    async def _receive(self, mail: "Receiving") -> None:
        """Up to the lone dot, dots at the beginning of lines taken off."""
        counted, fresh = 0, True
        while True:
            piece, ended = await self._piece()
            if fresh and ended and piece == b".\r\n":
                return
            mail.add(piece[1:] if fresh and piece.startswith(b".") else piece)
            if mail.size - counted > STEP and self.transport is not None:
                counted = mail.size
                self._reset_timeout()
            fresh = ended

    async def _piece(self) -> tuple[bytes, bool]:
        """A line, or as much of a long one as is there; whether it ends with CRLF."""
        try:
            return await self._reader.readuntil(b"\r\n"), True
        except asyncio.LimitOverrunError as error:
            return await self._reader.read(error.consumed), False


class Receiving:
    """A mail on its way in. What is too much is read on and thrown away, so that the client hears why."""

    def __init__(self, server: MailServer) -> None:
        self._server = server
        self.content = bytearray()
        self.size, self.refusal = 0, ""

    def add(self, piece: bytes) -> None:
        self.size += len(piece)
        if self.size > self._server.limits.size:
            self.refusal = "552 5.3.4 the mail is too large"
        elif not self.refusal and self._server.receiving + len(piece) > self._server.limits.memory:
            self.refusal = "452 4.3.1 too much mail at once, try again later"
        if self.refusal:
            self.forget()
        else:
            self.content += piece
            self._server.receiving += len(piece)

    def forget(self) -> None:
        self._server.receiving -= len(self.content)
        self.content = bytearray()


def _beside(session: Session, envelope: Envelope, addresses: list[str]) -> Mapping[str, str]:
    """What came beside the mail's bytes."""
    sender = envelope.mail_from or ""
    peer = session.peer[0] if isinstance(session.peer, tuple) else ""
    return {
        "via": "smtp",
        "mail_from": "" if sender == NULL else _clean(sender),
        "rcpt_to": ", ".join(_clean(one) for one in addresses),
        "peer": str(peer),
    }


def _clean(text: str) -> str:
    """What can be stored: bytes that are no UTF-8 came as lone surrogates."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace").replace("\x00", "\ufffd")
