"""An e-mail endpoint's settings: what may stand in its document, what is wrong with it, and its typed form."""

import re
from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

SECURITIES = ("tls", "starttls", "none")
IMAP_PORTS = {"tls": 993, "starttls": 143, "none": 143}
SMTP_PORTS = {"tls": 465, "starttls": 587, "none": 25}
SECRET = "secret:"  # noqa: S105 - how a reference to a secret begins
MOST_DAYS = 3650
MOST_FLOOD = 100_000

_ADDRESS = re.compile(r"^[^\s@<>,;:\"()\[\]\\]{1,64}@[^\s@<>,;:\"()\[\]\\]{1,190}\.?[^\s@<>,;:\"()\[\]\\.]$")
_HOST = re.compile(r"^[A-Za-z0-9._:\-\[\]]{1,255}$")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


class Server(Struct, frozen=True, kw_only=True):
    """A mail server to connect to. An empty user means: without signing in."""

    host: str
    port: int
    security: str
    user: str = ""
    password: str = ""


class MailSettings(Struct, frozen=True, kw_only=True):
    """The settings with their defaults. `imap` None: mail comes by our own server. `relay` None: the centre's relay.

    `plus`: answers are asked for at an address made for the conversation, `name+token@domain`.
    """

    address: str
    aliases: tuple[str, ...] = ()
    display_name: str = ""
    imap: Server | None = None
    folder: str = "INBOX"
    idle: bool = True
    poll_seconds: int = 60
    import_days: int = 0
    dry_run: bool = False
    relay: Server | None = None
    resend: bool = False
    save_sent: bool = False
    plus: bool = True

    @property
    def domain(self) -> str:
        return self.address.rpartition("@")[2]

    @property
    def addresses(self) -> frozenset[str]:
        """Ours at this endpoint, lower case."""
        return frozenset(one.lower() for one in (self.address, *self.aliases) if one)


def read_settings(settings: Mapping[str, object]) -> MailSettings:
    """Typed; what is missing or of the wrong kind takes its default, since a published document was checked."""
    host = _text(settings, "imap_host")
    return MailSettings(
        address=_text(settings, "address"),
        aliases=_texts(settings, "aliases"),
        display_name=_text(settings, "display_name"),
        imap=_server(settings, "imap", IMAP_PORTS) if host else None,
        folder=_text(settings, "imap_folder") or "INBOX",
        idle=_flag(settings, "imap_idle", True),
        poll_seconds=_number(settings, "poll_seconds", 60),
        import_days=_number(settings, "import_days", 0),
        dry_run=_flag(settings, "dry_run", False),
        relay=_server(settings, "smtp_relay", SMTP_PORTS) if _text(settings, "smtp_relay_host") else None,
        resend=_text(settings, "resend") == "auto",
        save_sent=_flag(settings, "save_sent", False),
        plus=_flag(settings, "plus_addressing", not host),
    )


def check_settings(settings: Mapping[str, object]) -> Sequence[tuple[str, str]]:
    """What is wrong, as (field, code)."""
    found: list[tuple[str, str]] = []
    for name, value in settings.items():
        rule = RULES.get(name)
        code = "unknown_field" if rule is None else rule(value)
        if code:
            found.append((name, code))
    if "address" not in settings:
        found.append(("address", "required"))
    found += _missing(settings, "imap_host", ("imap_user", "imap_password"))
    if settings.get("smtp_relay_user"):
        found += _missing(settings, "smtp_relay_user", ("smtp_relay_host", "smtp_relay_password"))
    if settings.get("save_sent") is True and not settings.get("imap_host"):
        found.append(("save_sent", "needs_imap"))
    return found


def _missing(settings: Mapping[str, object], of: str, names: Sequence[str]) -> list[tuple[str, str]]:
    """Where one is given, the others must be too."""
    return [(name, "required") for name in names if settings.get(of) and not settings.get(name)]


def _text(settings: Mapping[str, object], name: str) -> str:
    value = settings.get(name, "")
    return value.strip() if isinstance(value, str) else ""


def _texts(settings: Mapping[str, object], name: str) -> tuple[str, ...]:
    value = settings.get(name)
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list | tuple) else ()


def _number(settings: Mapping[str, object], name: str, default: int) -> int:
    value = settings.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else default


def _flag(settings: Mapping[str, object], name: str, default: bool) -> bool:
    value = settings.get(name)
    return value if isinstance(value, bool) else default


def _server(settings: Mapping[str, object], prefix: str, ports: Mapping[str, int]) -> Server:
    security = _text(settings, f"{prefix}_security")
    security = security if security in SECURITIES else SECURITIES[0]
    password = settings.get(f"{prefix}_password", "")
    return Server(
        host=_text(settings, f"{prefix}_host"),
        port=_number(settings, f"{prefix}_port", 0) or ports[security],
        security=security,
        user=_text(settings, f"{prefix}_user"),
        password=password if isinstance(password, str) else "",
    )


Rule = Callable[[object], str]


def _is_address(value: object) -> str:
    return "" if isinstance(value, str) and _ADDRESS.match(value) and ".." not in value else "bad_address"


def _are_addresses(value: object) -> str:
    return "" if isinstance(value, list) and not any(_is_address(one) for one in value) else "bad_address"


def _is_line(value: object) -> str:
    return "" if isinstance(value, str) and len(value) <= 200 and not _CONTROL.search(value) else "bad_text"


def _is_host(value: object) -> str:
    return "" if isinstance(value, str) and (not value or _HOST.match(value)) else "bad_host"


def _is_secret(value: object) -> str:
    """Only a reference: a password never stands in a document."""
    return "" if isinstance(value, str) and (not value or value.startswith(SECRET)) else "not_a_secret"


def _is_flag(value: object) -> str:
    return "" if isinstance(value, bool) else "not_a_flag"


def _one_of(*choices: str) -> Rule:
    return lambda value: "" if value in choices else "not_a_choice"


def _between(least: int, most: int) -> Rule:
    def rule(value: object) -> str:
        right = isinstance(value, int) and not isinstance(value, bool) and least <= value <= most
        return "" if right else "out_of_range"

    return rule


RULES: Mapping[str, Rule] = {
    "address": _is_address,
    "aliases": _are_addresses,
    "display_name": _is_line,
    "imap_host": _is_host,
    "imap_port": _between(1, 65535),
    "imap_security": _one_of(*SECURITIES),
    "imap_user": _is_line,
    "imap_password": _is_secret,
    "imap_folder": _is_line,
    "imap_idle": _is_flag,
    "poll_seconds": _between(5, 3600),
    "import_days": _between(0, MOST_DAYS),
    "dry_run": _is_flag,
    "smtp_relay_host": _is_host,
    "smtp_relay_port": _between(1, 65535),
    "smtp_relay_security": _one_of(*SECURITIES),
    "smtp_relay_user": _is_line,
    "smtp_relay_password": _is_secret,
    "flood_per_hour": _between(0, MOST_FLOOD),
    "resend": _one_of("ask", "auto"),
    "save_sent": _is_flag,
    "plus_addressing": _is_flag,
}
