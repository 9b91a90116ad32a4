"""Calling back: the number to call, as the customer gave it and as it is dialled."""

from collections.abc import Sequence
from typing import ClassVar

import phonenumbers
from phonenumbers import shortnumberinfo

from atiende.domain.row import Content

CHANNEL = "callback"
"""The channel on which the work waits on."""
LONGEST = 40
EVERYWHERE = ("112", "911")
SPANISH = ("016", "061", "062", "080", "085", "091", "092")
"""Besides the common one: violence at home, ambulance, Guardia Civil, fire brigades, police."""


class Callback(Content, frozen=True, kw_only=True):
    """The number of an interaction's callback (E.164), and the earliest moment for it, if one was agreed."""

    TABLE: ClassVar[str] = "callbacks"
    KEY: ClassVar[tuple[str, ...]] = ("interaction",)
    interaction: str
    number: str
    at: int
    not_before: int | None = None


def dialled(text: str, region: str) -> str | None:
    """E.164 of what somebody wrote, None when it cannot be a telephone number. `region` (ES, MX) for local ones. An
    emergency number of the region (112, 091) stays as it is: no other one is without a plus sign."""
    if len(text) > LONGEST:
        return None
    short = text.strip()
    if short.isascii() and short.isdigit() and _helps(short, region):
        return short
    try:
        parsed = phonenumbers.parse(text, region or None)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(parsed) or parsed.extension:
        return None
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def may_be_called(number: str, region: str, beginnings: Sequence[str]) -> bool:
    """Whether calls of ours may go to a number (E.164): it begins as one of those that are listed, or, where none is,
    it is of the own country (ES, MX). Premium-rate numbers only where one is listed that is longer than a country.
    Emergency numbers always."""
    if is_emergency(number):
        return True
    parsed = phonenumbers.parse(number)
    listed = max((len(one) for one in beginnings if number.startswith(one)), default=0)
    if phonenumbers.number_type(parsed) == phonenumbers.PhoneNumberType.PREMIUM_RATE:
        return listed > len(f"+{parsed.country_code}")
    if beginnings:
        return listed > 0
    return bool(region) and phonenumbers.region_code_for_number(parsed) == region


def _helps(short: str, region: str) -> bool:
    known = short in EVERYWHERE or short in SPANISH * (region == "ES")
    return known or (bool(region) and shortnumberinfo.is_emergency_number(short, region))


def is_emergency(number: str) -> bool:
    """Of a number as `dialled` answers it."""
    return not number.startswith("+")


def legible(number: str) -> str:
    """As it is written internationally: +34 600 00 00 00. What only looks like a number stays as it is: whoever calls
    may say that he calls from one."""
    if is_emergency(number):
        return number
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
