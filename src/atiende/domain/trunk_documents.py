"""Trunks: lines of a telephone company, by which numbers of ours are called and others are called from them."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Literal

from msgspec import Meta, Struct

from atiende.domain.document_types import Body, SecretRef
from atiende.domain.numbering import Written

ENDS = r"$(?!\n)"
"""`$` alone allows a line's end, which begins another line in Asterisk's files."""
Number = Annotated[str, Meta(pattern=r"^\+[1-9][0-9]{6,14}" + ENDS, extra={"code": "not_e164"})]
Prefix = Annotated[str, Meta(pattern=r"^\+[0-9]{0,15}" + ENDS, extra={"code": "not_e164"})]
Host = Annotated[
    str, Meta(pattern=r"^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?" + ENDS, extra={"code": "bad_host"})
]
Word = Annotated[str, Meta(max_length=120, pattern=r"^[A-Za-z0-9_.+@-]*" + ENDS, extra={"code": "bad_word"})]
Country = Annotated[str, Meta(pattern=r"^([A-Z]{2})?" + ENDS, extra={"code": "bad_country"})]
Codec = Literal["alaw", "ulaw", "g722", "opus"]


class Rate(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a minute costs to numbers that begin so, in thousandths of whatever currency; the longest prefix counts."""

    prefix: Prefix
    cost: Annotated[int, Meta(ge=0, le=100_000)] = 0


class Trunk(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A line to a telephone company at `host`. It knows us by our address, or by `user` and `secret`, and where
    `register` is set we announce ourselves there.

    Calls out go over the cheapest of the lowest `priority`, then over the next: `rates` (without any it reaches all
    numbers, at no cost). `numbers` are those of ours that may be shown, the first where none is asked for (empty: all).
    `codecs` empty: G.711. `max_calls` at once (0: no limit). `attested`: the company signs who calls (STIR/SHAKEN), and
    we check it. `emergency`: numbers, or mail addresses of users with telephones, that ring while this centre
    cannot take calls. `watched`: asked every half minute whether it is there (OPTIONS), and passed over while it is
    not; off for a company that does not answer that.

    `country` (ES, MX): its numbers are read without a country code too, called and calling; empty: only whole ones.
    `writes`: how numbers are written to the company, those called and ours that are shown.
    """

    host: Host
    port: Annotated[int, Meta(ge=1, le=65535)] = 5060
    transport: Literal["udp", "tcp"] = "udp"
    user: Word = ""
    secret: SecretRef | None = None
    register: bool = False
    codecs: list[Codec] = []
    numbers: list[Number] = []
    priority: Annotated[int, Meta(ge=1, le=9)] = 5
    rates: list[Rate] = []
    max_calls: Annotated[int, Meta(ge=0, le=10_000)] = 0
    attested: bool = False
    emergency: list[Word] = []
    watched: bool = True
    country: Country = ""
    writes: Written = "e164"
    active: bool = True


def ways(number: str, trunks: Mapping[str, Trunk]) -> Sequence[str]:
    """Slugs of the trunks that reach a number, in the order to try them. One without a plus sign is an emergency
    number: every trunk is tried, whatever its rates say."""
    found = [(one.priority, cost, slug) for slug, one in trunks.items() if (cost := _cost(number, one)) is not None]
    return [slug for _, _, slug in sorted(found)]


def shown(asked: str, trunk: Trunk) -> str:
    """The number of ours that is shown over a trunk."""
    if not trunk.numbers or asked in trunk.numbers:
        return asked
    return trunk.numbers[0]


def _cost(number: str, trunk: Trunk) -> int | None:
    if not trunk.active:
        return None
    if not trunk.rates or not number.startswith("+"):
        return 0
    fitting = [(len(one.prefix), one.cost) for one in trunk.rates if number.startswith(one.prefix)]
    return max(fitting)[1] if fitting else None
