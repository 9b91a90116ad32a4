"""E-mail: read from mailboxes and our own server, sent through a relay or laid into the local outbox."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress

import structlog

from atiende.channels.email.compose import compose
from atiende.channels.email.imap import MailboxReader
from atiende.channels.email.imap_client import ImapClient, MailboxError
from atiende.channels.email.incoming import Ours, read_mail
from atiende.channels.email.outbox import Outbox
from atiende.channels.email.outgoing import letter_of
from atiende.channels.email.relay import Patience, Relay
from atiende.channels.email.settings import MailSettings, Server, check_settings, read_settings
from atiende.channels.email.tongue import guess_language
from atiende.ports.channel import Endpoint, Inbound, Intake, Outbound, SendFailed, SetAside, Traits, Unknown
from atiende.ports.mailboxes import Mailboxes
from atiende.ports.secrets import Keyring
from atiende.ports.system import Clock

log = structlog.get_logger()
STEPS = ("connect", "sign_in", "folder")
COPY_SECONDS = 15.0
WARM_UP = "the first guess at a language loads its model"


class Email:
    """`ports.channel.Channel`. `relay` is the centre's own for endpoints without one; without either, the outbox.

    Of tenants it is told to keep, no mail ever leaves: theirs is laid into the outbox whatever relay is set.
    """

    traits = Traits(
        name="email",
        html=True,
        subject=True,
        max_attachments=20,
        max_attachment_bytes=20_000_000,
        session=False,
        push=True,
        resend_safe=False,
    )

    def __init__(
        self,
        keys: Keyring,
        clock: Clock,
        mailboxes: Mailboxes,
        *,
        relay: Server | None = None,
        outbox: Outbox | None = None,
        patience: Patience | None = None,
    ) -> None:
        self._made_up: Callable[[str], Awaitable[bool]] | None = None
        self._keys, self._clock, self._mailboxes = keys, clock, mailboxes
        self._relay, self._outbox, self._patience = relay, outbox, patience

    def keeping(self, made_up: Callable[[str], Awaitable[bool]]) -> "Email":
        """This one, with the tenants whose mail stays here."""
        self._made_up = made_up
        return self

    def check(self, settings: Mapping[str, object]) -> Sequence[tuple[str, str]]:
        return check_settings(settings)

    def parse(self, endpoint: Endpoint, raw: bytes, envelope: Mapping[str, str]) -> Inbound | SetAside | Unknown:
        try:
            return read_mail(raw, envelope, self._ours(endpoint, read_settings(endpoint.settings)))
        except Exception as error:  # noqa: BLE001 - what nobody foresaw is quarantined and shown, never lost
            log.warning("mail not understood", endpoint=endpoint.slug, error=type(error).__name__)
            return Unknown(reason="unreadable")

    async def listen(self, endpoint: Endpoint, intake: Intake) -> None:
        settings = read_settings(endpoint.settings)
        await asyncio.to_thread(guess_language, WARM_UP, None)
        if settings.imap is None:
            return
        reader = MailboxReader(
            endpoint, settings, intake, self._mailboxes, self._clock, connect=lambda: ImapClient(settings)
        )
        await reader.run()

    async def send(self, endpoint: Endpoint, outbound: Outbound) -> str:
        settings = read_settings(endpoint.settings)
        letter = letter_of(outbound, settings, self._ours(endpoint, settings), self._clock.moment())
        raw = await asyncio.to_thread(compose, letter) if outbound.files else compose(letter)
        stays = self._made_up is not None and await self._made_up(endpoint.tenant)
        relay = None if stays else self._relay_of(settings)
        if relay is not None:
            await relay.send(settings.address, (outbound.to, *outbound.cc), raw)
        elif self._outbox is not None:
            await self._lay(self._outbox, endpoint.tenant, outbound.token, raw)
        else:
            raise SendFailed("no_relay", retry=True)
        if settings.save_sent and settings.imap is not None and not stays:
            await self._save_copy(endpoint, settings, raw)
        return letter.message_id

    async def test(self, endpoint: Endpoint) -> Sequence[tuple[str, str]]:
        settings = read_settings(endpoint.settings)
        steps: list[tuple[str, str]] = []
        if settings.imap is not None:
            steps += await asyncio.to_thread(_try_mailbox, settings)
        relay = self._relay_of(settings)
        if relay is not None:
            steps += await relay.steps()
        elif self._outbox is None:
            steps.append(("relay_connect", "no_relay"))
        return steps or [("published", "ok")]

    def _ours(self, endpoint: Endpoint, settings: MailSettings) -> Ours:
        """A tenant's tokens are worth nothing at another's; a loop is what one endpoint sent and gets again."""
        return Ours(
            addresses=settings.addresses,
            loop_token=self._keys.digest("mail loop", f"{endpoint.tenant} {endpoint.slug}")[:16],
            key=self._keys.digest("mail thread", endpoint.tenant).encode(),
        )

    def _relay_of(self, settings: MailSettings) -> Relay | None:
        server = settings.relay or self._relay
        return Relay(server, name=settings.domain, patience=self._patience) if server is not None else None

    async def _lay(self, outbox: Outbox, tenant: str, message: str, raw: bytes) -> None:
        try:
            await asyncio.to_thread(outbox.lay, tenant, message, raw)
        except OSError as error:
            raise SendFailed("store_full", retry=True) from error

    async def _save_copy(self, endpoint: Endpoint, settings: MailSettings, raw: bytes) -> None:
        """A favour to who looks into the mailbox: what fails here changes nothing about the mail that went."""
        try:
            async with asyncio.timeout(COPY_SECONDS):
                await asyncio.to_thread(_append_copy, settings, raw)
        except (MailboxError, TimeoutError) as error:
            log.warning("no copy in the sent folder", endpoint=endpoint.slug, error=type(error).__name__)


def _try_mailbox(settings: MailSettings) -> list[tuple[str, str]]:
    done: list[str] = []
    client = ImapClient(settings)
    try:
        client.open(done.append)
    except MailboxError as error:
        return [*((step, "ok") for step in done), (STEPS[len(done)], error.code)]
    finally:
        with suppress(MailboxError):
            client.close()
    return [(step, "ok") for step in done]


def _append_copy(settings: MailSettings, raw: bytes) -> None:
    client = ImapClient(settings)
    try:
        client.open()
        client.append_sent(raw)
    finally:
        client.close()
