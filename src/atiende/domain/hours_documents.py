"""Opening hours as documents: blocks of the week, holidays, and dates of their own."""

from typing import Annotated

from msgspec import Meta, Struct

from atiende.domain.document_types import Body, OtherName, TimeZone

Clock = Annotated[
    str,
    Meta(
        pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$",
        extra={"code": "bad_time"},
        extra_json_schema={"x-format": "time"},
    ),
]


class Block(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Open from `start` to `end` (24:00 allowed) on ISO weekdays (1 Monday … 7 Sunday)."""

    days: Annotated[list[Annotated[int, Meta(ge=1, le=7)]], Meta(min_length=1)]
    start: Clock
    end: Clock


class Special(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One date with its own blocks; none of them means closed."""

    date: Annotated[str, Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", extra={"code": "bad_date"})]
    name: OtherName = ""
    open: list[tuple[Clock, Clock]] = []


class Hours(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Opening hours in their own zone: several blocks a day, and dates of their own.

    `holidays`: a country, or country-region, whose public holidays are closed (`ES`, `ES-CT`, `MX`).
    """

    time_zone: TimeZone = "Europe/Madrid"
    blocks: list[Block] = []
    holidays: Annotated[str, Meta(max_length=16)] = ""
    specials: list[Special] = []
