"""pjsip.conf and http-, rtp- and ari.conf: who may speak to this Asterisk, and how. Pure text.

A value never comes into a line unchecked: what would end the line or begin a comment is refused.
"""

from collections.abc import Iterator, Sequence

from atiende.ports.telephony import PhoneLine, Telephony, TrunkLine
from atiende.voice.asterisk.plan import Site, browser_section, trunk_section

FORBIDDEN = frozenset("\r\n;[]")
FIRST_AGAIN_MS = 125
"""After so long what is not answered is said again, then after twice as long (RFC 3261, 17); after 64 times as long the
other side counts as silent, and the next trunk is called: 8 seconds instead of 32."""
CONTACTS = 1
"""Telephones of one user and kind that may be registered at once; the newest one counts."""
WATCH_SECONDS = 30
REGISTERED_SECONDS = 300
"""So long a telephone counts as there that was switched off without a word."""
AT_FIRST_SECONDS = 1
"""Within so long it registers at a company that was just written down; Asterisk itself would take up to ten."""
SILENT_SECONDS, SILENT_IN_BROWSER = 60, 30
"""Without sound for so long, a telephone is taken for gone; a browser is never silent (`silences.py`)."""
AT_DESK = (("allow", "opus,g722,alaw,ulaw"), ("rtp_symmetric", "yes"), ("rtp_timeout", SILENT_SECONDS))
IN_BROWSER = (("allow", "opus,ulaw"), ("webrtc", "yes"), ("rtp_timeout", SILENT_IN_BROWSER))


class Unwritable(ValueError):
    """A value that would say something else in Asterisk's files. What it was is not said: it may be a password."""

    def __init__(self) -> None:
        super().__init__("a value cannot be written into Asterisk's files")


def safe(value: str) -> str:
    if FORBIDDEN & set(value):
        raise Unwritable
    return value


def spelled(password: str) -> str:
    """As Asterisk reads it back: telephone companies choose what is in it."""
    if {"\r", "\n"} & set(password):
        raise Unwritable
    return password.replace(";", "\\;")


def section(name: str, lines: Sequence[tuple[str, object]]) -> str:
    """One section of a file, a blank line after it."""
    body = [f"{key}={spelled(str(value)) if key == 'password' else safe(str(value))}" for key, value in lines]
    return "\n".join((f"[{safe(name)}]", *body, "", ""))


def pjsip(site: Site, lines: Telephony) -> str:
    """The whole of pjsip.conf."""
    parts = [*_transports(site)]
    for trunk in lines.trunks:
        parts += _trunk(trunk)
    for phone in lines.phones:
        parts += _phones(phone)
    return "".join(parts)


def _transports(site: Site) -> Iterator[str]:
    general: list[tuple[str, object]] = [
        ("type", "global"), ("user_agent", "Atiende"), ("endpoint_identifier_order", "username,ip"),
        ("max_forwards", 70), ("keep_alive_interval", 90), ("unidentified_request_count", 5),
        ("unidentified_request_period", 5),
    ]  # fmt: skip
    yield section("global", general)
    yield section(
        "system",
        [
            ("type", "system"), ("timer_t1", FIRST_AGAIN_MS), ("timer_b", 64 * FIRST_AGAIN_MS),
            ("threadpool_initial_size", 5), ("threadpool_max_size", 20),
        ],
    )  # fmt: skip
    host, port = site.sip
    outside: list[tuple[str, object]] = []
    if site.public:
        outside = [("external_media_address", site.public), ("external_signaling_address", site.public)]
        outside += [("local_net", network) for network in site.local]
    for protocol in ("udp", "tcp"):
        yield section(
            f"transport-{protocol}",
            [("type", "transport"), ("protocol", protocol), ("bind", f"{host}:{port}"), *outside],
        )
    yield section("transport-ws", [("type", "transport"), ("protocol", "ws"), ("bind", f"{host}:{port}"), *outside])


def _trunk(trunk: TrunkLine) -> Iterator[str]:
    name, uri = trunk_section(trunk.tenant, trunk.slug), f"sip:{trunk.host}:{trunk.port}"
    auth = [("outbound_auth", name)] if trunk.user else []
    who = [("from_user", trunk.user), ("from_domain", trunk.host)] if trunk.register else []
    yield section(
        name,
        [
            ("type", "endpoint"), ("transport", f"transport-{trunk.transport}"), ("context", f"trunk-{name}"),
            ("allow_overlap", "no"),
            ("identify_by", "ip"),  # whoever says in From that he is the trunk is not
            ("disallow", "all"), ("allow", ",".join(trunk.codecs)), ("aors", name), *auth, *who,
            ("direct_media", "no"), ("rtp_symmetric", "yes"), ("force_rport", "yes"), ("send_connected_line", "no"),
            ("dtmf_mode", "auto"),  # keys as events; of a company that offers none they are heard in the sound
            ("trust_id_inbound", "yes"), ("send_pai", "yes"), ("allow_transfer", "no"),
            ("device_state_busy_at", trunk.max_calls), ("rtp_timeout", SILENT_SECONDS), ("language", "es"),
            *([("stir_shaken_profile", "vouched")] if trunk.attested else []),
        ],
    )  # fmt: skip
    yield section(name, [("type", "aor"), ("contact", uri), ("qualify_frequency", WATCH_SECONDS * trunk.watched)])
    yield section(name, [("type", "identify"), ("endpoint", name), ("match", trunk.host)])
    if trunk.user:
        yield _auth(name, trunk.user, trunk.password)
    if trunk.register:
        yield section(f"{name}-registration", _registration(trunk, uri))


def _registration(trunk: TrunkLine, uri: str) -> list[tuple[str, object]]:
    name = trunk_section(trunk.tenant, trunk.slug)
    return [
        ("type", "registration"), ("transport", f"transport-{trunk.transport}"), ("outbound_auth", name),
        ("server_uri", uri), ("client_uri", f"sip:{trunk.user}@{trunk.host}:{trunk.port}"),
        ("contact_user", trunk.user), ("retry_interval", 15), ("forbidden_retry_interval", 60),
        ("fatal_retry_interval", 120), ("max_retries", 1_000_000), ("expiration", 300), ("line", "yes"),
        ("endpoint", name), ("max_random_initial_delay", AT_FIRST_SECONDS),
    ]  # fmt: skip


def _auth(name: str, user: str, password: str) -> str:
    return section(name, [("type", "auth"), ("auth_type", "userpass"), ("username", user), ("password", password)])


def _phones(phone: PhoneLine) -> Iterator[str]:
    yield from _phone(phone.tenant, phone.user, phone.password, AT_DESK)
    yield from _phone(phone.tenant, browser_section(phone.user), phone.browser or phone.password, IN_BROWSER)


def _phone(tenant: str, name: str, password: str, media: Sequence[tuple[str, object]]) -> Iterator[str]:
    yield section(
        name,
        [
            ("type", "endpoint"), ("context", f"phones-{tenant}"), ("disallow", "all"), *media, ("auth", name),
            ("aors", name), ("direct_media", "no"), ("force_rport", "yes"), ("rewrite_contact", "yes"),
            ("dtmf_mode", "rfc4733"), ("allow_transfer", "no"), ("allow_subscribe", "no"), ("send_pai", "yes"),
            ("send_connected_line", "no"), ("language", "es"),
        ],
    )  # fmt: skip
    yield _auth(name, name, password)
    yield section(
        name,
        [
            ("type", "aor"),
            ("max_contacts", CONTACTS),
            ("remove_existing", "yes"),
            ("maximum_expiration", REGISTERED_SECONDS),
            ("default_expiration", REGISTERED_SECONDS),
        ],
    )
