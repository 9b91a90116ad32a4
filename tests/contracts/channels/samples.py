"""Every channel with what the contract suite needs: settings that are right, ones that are not, raw inbound."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from atiende.actions.mailboxes import MailboxBook
from atiende.blobs.keyring import SecretKeyring
from atiende.channels.callback.channel import Callback
from atiende.channels.email.channel import Email
from atiende.channels.email.outbox import Outbox
from atiende.channels.webchat.channel import WebChat
from atiende.ports.channel import Channel, Endpoint
from atiende.ports.desk import Desk

Settings = dict[str, str | int | bool | list[str]]


@dataclass(frozen=True, kw_only=True)
class Sample:
    """`bad` are (field, value, code): each alone makes `good` unfit. `raw` is inbound of the channel's own format."""

    make: Callable[[Desk, Path], Channel]
    good: Settings
    bad: tuple[tuple[str, object, str], ...]
    raw: tuple[bytes, ...] = ()

    def endpoint(self, name: str, more: Mapping[str, str | int | bool | list[str]] | None = None) -> Endpoint:
        settings = {**self.good, **(more or {})}
        return Endpoint(tenant="ten_1", slug="one", brand="main", channel=name, settings=settings)


def _email(desk: Desk, directory: Path) -> Channel:
    assert isinstance(desk.keys, SecretKeyring)
    return Email(desk.keys, desk.clock, MailboxBook(desk.store, desk.clock), outbox=Outbox(directory / "outbox"))


MAIL = (
    b"From: Pepe <Pepe@Cliente.test>\r\nTo: ayuda@logic.test\r\nSubject: Mi factura\r\n"
    b"Message-ID: <1@cliente.test>\r\n\r\nNo entiendo un cargo.\r\n"
)

SAMPLES: dict[str, Sample] = {
    "webchat": Sample(
        make=lambda _desk, _directory: WebChat(),
        good={"allowed_origins": ["https://tienda.example"], "color": "#1f6f78"},
        bad=(
            ("allowed_origins", ["tienda.example"], "not_an_origin"),
            ("allowed_origins", "https://tienda.example", "not_an_origin"),
            ("color", "red", "not_a_color"),
            ("position", "top", "not_a_choice"),
            ("ask_email", "sometimes", "not_a_choice"),
            ("identity_secret", "in the clear", "not_a_secret"),
            ("colour", "#000000", "unknown_field"),
        ),
    ),
    "callback": Sample(
        make=lambda _desk, _directory: Callback(),
        good={},
        bad=(("number", "+34600000000", "unknown_field"),),
    ),
    "email": Sample(
        make=_email,
        good={
            "address": "ayuda@logic.test",
            "display_name": "Logic Ayuda",
            "imap_host": "imap.logic.test",
            "imap_user": "ayuda",
            "imap_password": "secret:mail.imap_password",
            "smtp_relay_host": "smtp.logic.test",
            "smtp_relay_user": "ayuda",
            "smtp_relay_password": "secret:mail.smtp_relay_password",
        },
        bad=(
            ("address", "ayuda", "bad_address"),
            ("address", "a b@logic.test", "bad_address"),
            ("address", "ayuda@logic..test", "bad_address"),
            ("address", 5, "bad_address"),
            ("aliases", "info@logic.test", "bad_address"),
            ("aliases", ["info"], "bad_address"),
            ("display_name", "Logic\r\nBcc: x@y.test", "bad_text"),
            ("imap_host", "imap logic", "bad_host"),
            ("imap_port", 0, "out_of_range"),
            ("imap_port", "993", "out_of_range"),
            ("imap_port", True, "out_of_range"),
            ("imap_security", "ssl", "not_a_choice"),
            ("imap_user", "", "required"),
            ("imap_password", "in the clear", "not_a_secret"),
            ("imap_password", "", "required"),
            ("imap_folder", "a\nb", "bad_text"),
            ("imap_idle", 1, "not_a_flag"),
            ("poll_seconds", 1, "out_of_range"),
            ("import_days", -1, "out_of_range"),
            ("dry_run", "yes", "not_a_flag"),
            ("smtp_relay_host", "", "required"),
            ("smtp_relay_port", 70000, "out_of_range"),
            ("smtp_relay_security", "maybe", "not_a_choice"),
            ("smtp_relay_password", "in the clear", "not_a_secret"),
            ("flood_per_hour", -5, "out_of_range"),
            ("resend", "always", "not_a_choice"),
            ("save_sent", "on", "not_a_flag"),
            ("plus_addressing", 0, "not_a_flag"),
            ("password", "x", "unknown_field"),
        ),
        raw=(MAIL, b"", b"\r\n\r\n", b"From: <>\r\n\r\n", b"\x00\xff\xfe", MAIL.replace(b"\r\n", b"\r")),
    ),
}
