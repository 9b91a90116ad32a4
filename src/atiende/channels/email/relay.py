"""Handing a mail to a relay by SMTP, and saying exactly what is known when it does not take it.

Up to the last dot of DATA nothing was sent, whatever happens. After it, a connection that dies without an answer leaves
it open whether the relay took the mail: that is not sure, and must never be repeated silently.
"""

import re
import ssl
from collections.abc import Sequence

import aiosmtplib
from aiosmtplib import errors
from msgspec import Struct

from atiende.channels.email.settings import Server
from atiende.ports.channel import SendFailed

_STATUS = re.compile(r"\b([45])\.(\d{1,3})\.(\d{1,3})\b")
LATER = 400, 500
MEANINGS: dict[tuple[int, int], str] = {
    (1, 0): "no_such_mailbox", (1, 1): "no_such_mailbox", (1, 2): "no_such_domain", (1, 3): "bad_address",
    (1, 6): "no_such_mailbox", (1, 10): "no_such_domain", (2, 0): "mailbox_disabled", (2, 1): "mailbox_disabled",
    (2, 2): "mailbox_full", (2, 3): "too_large", (3, 4): "too_large", (4, 4): "no_such_domain", (4, 7): "expired",
    (6, 0): "content_refused", (7, 0): "refused_by_policy", (7, 1): "refused_by_policy", (7, 8): "relay_auth_failed",
}  # fmt: skip
"""RFC 3463: subject and detail of an enhanced status to our word for it."""
UNSIGNED = (530, 535)
REPLIES = {
    550: "no_such_mailbox", 551: "no_such_mailbox",
    552: "too_large", 553: "bad_address", 554: "refused_by_policy",
}  # fmt: skip


class Patience(Struct, frozen=True, kw_only=True):
    """Seconds: to connect, for the answer to a command, and for the answer after the whole mail."""

    connect: float = 20
    command: float = 60
    data: float = 300


class Relay:
    """One relay; each mail goes through a connection of its own."""

    def __init__(self, server: Server, *, name: str, patience: Patience | None = None) -> None:
        self._server, self._name, self._patience = server, name, patience or Patience()

    async def send(self, sender: str, recipients: Sequence[str], raw: bytes) -> None:
        """All recipients or none. Raises SendFailed."""
        client = await self._open()
        try:
            await self._envelope(client, sender, recipients)
            await self._data(client, raw)
            await self._quit(client)
        finally:
            client.close()

    async def steps(self) -> Sequence[tuple[str, str]]:
        """Tries it without sending: (relay_connect, …), (relay_sign_in, …)."""
        client = self._client()
        try:
            await self._connect(client)
            steps = [("relay_connect", "ok")]
            if self._server.user:
                try:
                    await self._sign_in(client)
                    steps.append(("relay_sign_in", "ok"))
                except SendFailed as failure:
                    steps.append(("relay_sign_in", failure.reason))
            await self._quit(client)
        except SendFailed as failure:
            return [("relay_connect", failure.reason)]
        finally:
            client.close()
        return steps

    def _client(self) -> aiosmtplib.SMTP:
        security = self._server.security
        return aiosmtplib.SMTP(
            hostname=self._server.host,
            port=self._server.port,
            local_hostname=self._name if self._name.isascii() and self._name else "localhost",
            timeout=self._patience.command,
            use_tls=security == "tls",
            start_tls=security == "starttls",
        )

    async def _open(self) -> aiosmtplib.SMTP:
        client = self._client()
        await self._connect(client)
        if self._server.user:
            try:
                await self._sign_in(client)
            except SendFailed:
                client.close()
                raise
        return client

    async def _connect(self, client: aiosmtplib.SMTP) -> None:
        try:
            await client.connect(timeout=self._patience.connect)
        except ssl.SSLError as error:
            raise SendFailed("relay_tls_failed", retry=True) from error
        except errors.SMTPResponseException as error:
            raise _refusal(error.code, error.message, retry=True) from error
        except (errors.SMTPException, OSError) as error:
            cut = isinstance(error, OSError) and not isinstance(error.__cause__, ssl.SSLError)
            raise SendFailed("relay_unreachable" if cut else "relay_tls_failed", retry=True) from error

    async def _sign_in(self, client: aiosmtplib.SMTP) -> None:
        """A wrong password is the centre's mistake, soon put right: tried again."""
        try:
            await client.login(self._server.user, self._server.password)
        except (errors.SMTPResponseException, errors.SMTPNotSupported) as error:
            raise SendFailed("relay_auth_failed", retry=True) from error
        except (errors.SMTPException, OSError) as error:
            raise SendFailed("relay_unreachable", retry=True) from error

    async def _envelope(self, client: aiosmtplib.SMTP, sender: str, recipients: Sequence[str]) -> None:
        utf8 = not all(one.isascii() for one in (sender, *recipients))
        if utf8 and not client.supports_extension("smtputf8"):
            raise SendFailed("bad_address", retry=False)
        options, encoding = (["SMTPUTF8"], "utf-8") if utf8 else ([], "ascii")
        try:
            await client.mail(sender, options=options, encoding=encoding)
            for recipient in recipients:
                await client.rcpt(recipient, encoding=encoding)
        except errors.SMTPResponseException as error:
            raise _refusal(error.code, error.message) from error
        except (errors.SMTPException, OSError) as error:
            raise SendFailed("relay_unreachable", retry=True) from error
        except ValueError as error:
            raise SendFailed("bad_address", retry=False) from error

    async def _data(self, client: aiosmtplib.SMTP, raw: bytes) -> None:
        try:
            await client.data(raw, timeout=self._patience.data)
        except errors.SMTPResponseException as error:
            raise _refusal(error.code, error.message) from error
        except (errors.SMTPException, OSError) as error:
            raise SendFailed("no_answer", retry=False, sure=False) from error

    async def _quit(self, client: aiosmtplib.SMTP) -> None:
        """Politeness only: what was answered stays answered."""
        try:
            await client.quit(timeout=2)
        except (errors.SMTPException, OSError):
            pass


def _refusal(code: int, message: str, *, retry: bool = False) -> SendFailed:
    """Whoever is not signed in may be soon: the centre's mistake, not the mail's."""
    again = retry or code in UNSIGNED or LATER[0] <= code < LATER[1]
    return SendFailed(meaning(code, message), retry=again)


def meaning(code: int, message: str) -> str:
    """Our word for a reply: by its enhanced status, else by its three digits."""
    status = _STATUS.search(message)
    if code in UNSIGNED:
        return "relay_auth_failed"
    if LATER[0] <= code < LATER[1]:
        full = status is not None and (int(status.group(2)), int(status.group(3))) == (2, 2)
        return "mailbox_full" if full else "try_later"
    if status is not None:
        known = MEANINGS.get((int(status.group(2)), int(status.group(3))))
        if known is not None:
            return known
    return REPLIES.get(code, "refused")
