"""What a telephone exchange must know of our documents: trunks, numbers and users' telephones, of all centres."""

from msgspec import Struct

from atiende.domain.numbering import Written


class TrunkLine(Struct, frozen=True, kw_only=True):
    """A trunk as it is in force. `user` empty: it knows us by our address."""

    tenant: str
    slug: str
    host: str
    port: int = 5060
    transport: str = "udp"
    user: str = ""
    password: str = ""
    register: bool = False
    codecs: tuple[str, ...] = ("alaw", "ulaw")
    max_calls: int = 0
    attested: bool = False
    emergency: tuple[str, ...] = ()
    """Numbers and users that ring while we cannot take calls."""
    watched: bool = True
    """Asked now and then whether it is there."""
    country: str = ""
    """Whose numbers need no country code there: ES, MX; empty where that was not said."""
    writes: Written = "e164"
    """How it wants the numbers that we call, and ours that are shown."""


class NumberLine(Struct, frozen=True, kw_only=True):
    """A number of ours, E.164, and the endpoint it leads to."""

    tenant: str
    endpoint: str
    number: str


class PhoneLine(Struct, frozen=True, kw_only=True):
    """A user's telephones: one on his desk, and one in his browser with a password of its own (empty: the same)."""

    tenant: str
    user: str
    password: str
    browser: str = ""


class Telephony(Struct, frozen=True, kw_only=True):
    """All centres' lines."""

    trunks: tuple[TrunkLine, ...] = ()
    numbers: tuple[NumberLine, ...] = ()
    phones: tuple[PhoneLine, ...] = ()
