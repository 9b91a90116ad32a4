"""Card numbers are made unreadable before a text is kept by, or sent to, anything that has no need of them."""

import re

CARD = re.compile(r"(?<![\d])(?:\d[ \-.\u00a0]?){12,18}\d(?!\d)")
"""13 to 19 digits, in groups or not."""
FIRST = "23456"
"""With what cards begin: American Express, Diners and JCB 3, Visa 4, Mastercard 2 and 5, Maestro and others 5 and 6."""


def without_cards(text: str) -> str:
    """Digits of card numbers become dots, all but the last four; what does not pass the check digit stays."""
    return CARD.sub(_masked, text)


def has_card(text: str) -> bool:
    return any(_is_card(_digits(one.group())) for one in CARD.finditer(text))


def _masked(found: re.Match[str]) -> str:
    shown = found.group()
    digits = _digits(shown)
    return f"•••• {digits[-4:]}" if _is_card(digits) else shown


def _digits(text: str) -> str:
    return "".join(one for one in text if one.isdigit() and one.isascii())


def _is_card(digits: str) -> bool:
    """Luhn, and a beginning that cards have; one digit over and over is no card."""
    if not 13 <= len(digits) <= 19 or digits[0] not in FIRST or len(set(digits)) < 2:
        return False
    total = 0
    for place, one in enumerate(reversed(digits)):
        value = int(one) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
