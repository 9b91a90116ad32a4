"""Calling back: the number to call, as the customer gave it and as it is dialled."""

from typing import ClassVar

import phonenumbers

from atiende.domain.row import Content

CHANNEL = "callback"
"""The channel on which the work waits on."""
LONGEST = 40


class Callback(Content, frozen=True, kw_only=True):
    """The number of an interaction's callback (E.164), and the earliest moment for it, if one was agreed."""

    TABLE: ClassVar[str] = "callbacks"
    KEY: ClassVar[tuple[str, ...]] = ("interaction",)
    interaction: str
    number: str
    at: int
    not_before: int | None = None


def dialled(text: str, region: str) -> str | None:
    """E.164 of what somebody wrote, None when it cannot be a telephone number. `region` (ES, MX) for local ones."""
    if len(text) > LONGEST:
        return None
    try:
        parsed = phonenumbers.parse(text, region or None)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(parsed) or parsed.extension:
        return None
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def legible(number: str) -> str:
    """As it is written internationally: +34 600 00 00 00."""
    return phonenumbers.format_number(phonenumbers.parse(number), phonenumbers.PhoneNumberFormat.INTERNATIONAL)
