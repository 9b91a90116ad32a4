"""Telephone numbers as companies write them, and E.164 as we do. A trunk's `country` (ES, MX; empty: not said) tells
how what has no country code is read."""

from collections.abc import Sequence
from typing import Literal

import phonenumbers

Written = Literal["e164", "digits", "zeros", "national"]
"""How a company wants numbers: +34911…, 34911…, 0034911…, 911… (what is abroad then as one dials it from there)."""
SHORTEST, LONGEST = 7, 15
MOST = 64
"""No number is written longer, whatever follows it."""
ABROAD = "00"
CONTEXT = "phone-context="


def read(text: str, country: str = "") -> str:
    """E.164 of the user part of an address, empty for what is no number (`anonymous`) or no valid one of the country.
    RFC 3966's phone-context counts, whatever else follows a semicolon does not."""
    number, _, rest = text[:MOST].strip().partition(";")
    context = next((one[len(CONTEXT) :] for one in rest.split(";") if one.lower().startswith(CONTEXT)), "")
    number = "".join(one for one in number if one not in " -.()")
    digits = number.removeprefix("+")
    if not (digits.isascii() and digits.isdigit()):
        return ""
    if digits != number or context.startswith("+"):
        return _shaped(digits) if digits != number else _valid(f"{digits};phone-context={context}")
    if digits.startswith(ABROAD):
        return _shaped(digits[len(ABROAD) :])
    if not country:
        return _shaped(digits)
    return _valid(digits, country) or _valid(f"+{digits}")


def written(number: str, country: str, how: Written) -> str:
    """A number (E.164) as a company wants it. An emergency number, which has no plus sign, stays as it is."""
    if how == "e164" or not number.startswith("+"):
        return number
    digits = number.removeprefix("+")
    if how == "digits":
        return digits
    if how == "zeros":
        return ABROAD + digits
    return next(iter(_at_home(number, country)), _abroad(country) + digits)


def ways_to_write(number: str, country: str) -> Sequence[str]:
    """Every way in which a company of a country may write a number (E.164): the shortest are those used within it."""
    digits = number.removeprefix("+")
    found = [number, digits, ABROAD + digits, _abroad(country) + digits, *_at_home(number, country)]
    return list(dict.fromkeys(found))


def calling_code(country: str) -> str:
    """+34 of ES; empty for no country."""
    code = phonenumbers.country_code_for_region(country) if country else 0
    return f"+{code}" if code else ""


def is_country(text: str) -> bool:
    """Whether numbers of it are known: ES, MX."""
    return text in phonenumbers.SUPPORTED_REGIONS


def _shaped(digits: str) -> str:
    return f"+{digits}" if SHORTEST <= len(digits) <= LONGEST and not digits.startswith("0") else ""


def _valid(text: str, country: str | None = None) -> str:
    try:
        parsed = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_valid_number(parsed):
        return ""
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def _at_home(number: str, country: str) -> Sequence[str]:
    """As it is dialled within its country, and without what is dialled before it there (0 in Germany)."""
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return ()
    if f"+{parsed.country_code}" != calling_code(country):
        return ()
    dialled = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)
    within = "".join(one for one in dialled if one.isdigit())
    return tuple(dict.fromkeys((within, phonenumbers.national_significant_number(parsed))))


def _abroad(country: str) -> str:
    """What is dialled before a country code there: 00, or 011 in the United States."""
    metadata = phonenumbers.PhoneMetadata.metadata_for_region(country) if country else None
    prefix = str(metadata.international_prefix or "") if metadata is not None else ""
    return prefix if prefix.isdigit() else ABROAD
