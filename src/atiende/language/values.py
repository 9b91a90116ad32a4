"""Where a sentence holds which values: one finder for each kind, in the order in which they may claim a place. Pure."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

from msgspec import Struct

from atiende.domain.callback import dialled
from atiende.language import moments
from atiende.language.identifiers import iban, nif
from atiende.language.numerals import Rewritten, even, figures, number

Value = str | int | float | bool
Hit = tuple[int, int, Value, str]
"""Where it begins and ends in the text as it was said, what it means, and the currency of money."""
HOME = "ES"
"""Whose telephone numbers need no country in front."""


class Sentence(Struct, frozen=True):
    text: str
    written: Rewritten
    language: str
    today: date


def sentence(text: str, language: str, today: date) -> Sentence:
    return Sentence(text, figures(text, language), language, today)


_EMAIL = re.compile(r"[\w.+-]{1,64}@(?:[\w-]{1,63}\.)+[^\W\d_]{2,24}")
_SPOKEN_EMAIL = re.compile(
    r"\b([a-z0-9._+-]{1,64}) ?(?:\(?arroba\)?|\(at\)| at ) ?"
    r"([a-z0-9-]{1,63}(?:(?: ?(?:\.| punto | dot ) ?)[a-z0-9-]{2,63}){1,3})\b"
)
_PHONE = re.compile(r"(?<![\w.,/-])(?:\+|00)?\(?\d[\d\s().\-/]{6,20}\d(?![\w/]|[.,-]\d)")
_IBAN = re.compile(r"\b[a-z]{2}\d{2}(?:[ -]?[a-z0-9]{4}){2,7}(?:[ -]?[a-z0-9]{1,3})?\b")
_NIF = re.compile(
    r"\b(?:[xyzklm][ .-]?\d[\d.]{6,8}[ -]?[a-z]|\d{1,2}\.?\d{3}\.?\d{3}[ -]?[a-z]|[a-hjnp-w][ -]?\d{7,8}[a-j]?)\b"
)
_ORDER = re.compile(
    r"\b(?:pedido|order|orden|referencia|reference|ref|factura|invoice|albaran|ticket|reserva|booking|expediente|"
    r"contrato|contract|incidencia|case|seguimiento|tracking)\b"
    r"(?: (?:numero|num|number|no|n|code|codigo|is|es|el|con))*"
    r"[\s.:º°#-]*(?P<order>#?[a-z0-9][a-z0-9/_-]*\d[a-z0-9/_-]*)|(?<![\w&])#(?P<hash>[a-z0-9-]*\d[a-z0-9-]*)|"
    r"\b(?P<code>[a-z]{1,6}-?\d[\d-]{2,18}[a-z]{0,3})\b"
)
_FIGURE = r"(?P<figure>\d+(?:[.,' ]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d+)?)"
_OTHER = _FIGURE.replace("figure", "other")
_MANY = r" ?(?:mil|k|thousand|millon(?:es)?|millions?|m)\b"
_SCALE = rf"(?P<scale>{_MANY})?"
NUMBER = re.compile(
    rf"(?<![\w.,])(?P<minus>-|menos |minus )?{_FIGURE}{_SCALE}"
    r"(?: (?:coma|punto|point) (?P<part>\d+))?(?P<half> y medio\b| and a half\b)?"
)
_CURRENCIES = {
    "€": "EUR", "eur": "EUR", "euro": "EUR", "euros": "EUR", "eurs": "EUR", "£": "GBP", "gbp": "GBP", "pound": "GBP",
    "pounds": "GBP", "libra": "GBP", "libras": "GBP", "quid": "GBP", "$": "USD", "usd": "USD", "dollar": "USD",
    "dollars": "USD", "dolar": "USD", "dolares": "USD", "bucks": "USD", "peso": "MXN", "pesos": "MXN", "mxn": "MXN",
    "us$": "USD",
}  # fmt: skip
_CENTS = r"(?:centimos?|cents?|pence|centavos?|p(?!\.))\b"
_SIGN = r"(?:€|£|us\$|\$)"
_CURRENCY = rf"(?:{_SIGN}|(?:eur|euros?|eurs|gbp|pounds?|libras?|quid|usd|dollars?|dolar(?:es)?|bucks|pesos?|mxn)\b)"
_MONEY = re.compile(
    rf"(?<![\w.,])(?:(?P<before>{_SIGN}|(?:eur|usd|gbp) ?) ?{_FIGURE}{_SCALE}(?![\d])|"
    rf"(?P<amount>{_OTHER}|un|una|a|one)(?P<size>{_MANY})?(?: de)? ?(?P<after>{_CURRENCY})"
    rf"(?:(?: con | y | and | )(?P<cents>\d\d?|medio|a half)"
    rf"(?: ?{_CENTS}| ?(?!\d|[a-z%:/.,-]|\s[a-z]*(?:dia|day|hora|hour))))?)"
)
_ONLY_CENTS = re.compile(rf"(?<![\w.,])(?P<count>\d{{1,3}}) ?{_CENTS}")


def _emails(asked: Sentence) -> Iterator[Hit]:
    for match in _EMAIL.finditer(asked.text):
        yield match.start(), match.end(), match.group().lower(), ""
    for match in _SPOKEN_EMAIL.finditer(asked.written.text):
        domain = re.sub(r" ?(?:\.|punto|dot) ?", ".", match[2])
        if "." in domain:
            start, end = asked.written.original(match.start(), match.end())
            yield start, end, f"{match[1]}@{domain}", ""


def _proven(pattern: re.Pattern[str], proves: Callable[[str], str | None]) -> Callable[[Sentence], Iterator[Hit]]:
    def find(asked: Sentence) -> Iterator[Hit]:
        for match in pattern.finditer(even(asked.text)):
            said = match.group()
            while said:
                value = proves(said)
                if value is not None:
                    yield match.start(), match.start() + len(said), value, ""
                    break
                said = said.rpartition(" ")[0]

    return find


def _phones(asked: Sentence) -> Iterator[Hit]:
    for match in _PHONE.finditer(asked.text):
        value = dialled(match.group(), HOME) or dialled("+" + match.group().removeprefix("00"), HOME)
        if value is not None:
            yield match.start(), match.end(), value, ""


def _amounts(asked: Sentence) -> Iterator[Hit]:
    for match in _MONEY.finditer(asked.written.text):
        value = _amount_of(match, asked.language)
        if value is not None:
            currency = _CURRENCIES[(match["before"] or match["after"]).strip()]
            yield *asked.written.original(match.start(), match.end()), hundredths(value), currency
    for match in _ONLY_CENTS.finditer(asked.written.text):
        yield *asked.written.original(match.start(), match.end()), int(match["count"]), "EUR"


def _amount_of(match: re.Match[str], language: str) -> Decimal | None:
    if match["before"]:
        value, scale = number(match["figure"], language, money=True), match["scale"]
    else:
        value = number(match["other"], language, money=True) if match["other"] else Decimal(1)
        scale = match["size"]
    if value is None:
        return None
    cents = match["cents"] or ""
    return scaled(value, scale) + (Decimal(int(cents)) / 100 if cents.isdigit() else Decimal("0.5") if cents else 0)


def scaled(value: Decimal, scale: str | None) -> Decimal:
    said = (scale or "").strip()
    if not said:
        return value
    return value * (1000 if said in ("mil", "k", "thousand") else 1_000_000)


def hundredths(value: Decimal) -> int:
    return int((value * 100).to_integral_value())


def _days(asked: Sentence) -> Iterator[Hit]:
    for start, end, value in moments.days(asked.written.text, asked.today):
        yield *asked.written.original(start, end), value, ""


def _times(asked: Sentence) -> Iterator[Hit]:
    for start, end, value in moments.times(asked.written.text):
        yield *asked.written.original(start, end), value, ""


def _orders(asked: Sentence) -> Iterator[Hit]:
    for match in _ORDER.finditer(even(asked.text)):
        name = next(one for one in ("order", "hash", "code") if match[one])
        start, end = match.span(name)
        yield start, end, asked.text[start:end].lstrip("#").rstrip("-/_").upper(), ""


def number_of(match: re.Match[str], language: str) -> Decimal | None:
    """What a match of `NUMBER` means."""
    value = number(match["figure"], language)
    if value is None:
        return None
    if match["part"] and value == value.to_integral_value():
        value += Decimal(f"0.{match['part']}")
    value = scaled(value, match["scale"]) + (Decimal("0.5") if match["half"] else 0)
    return -value if match["minus"] else value


def _numbers(asked: Sentence) -> Iterator[Hit]:
    for match in NUMBER.finditer(asked.written.text):
        value = number_of(match, asked.language)
        if value is None:
            continue
        plain = int(value) if value == value.to_integral_value() else float(value)
        yield *asked.written.original(match.start(), match.end()), plain, ""


FINDERS: dict[str, Callable[[Sentence], Iterator[Hit]]] = {
    "email": _emails,
    "iban": _proven(_IBAN, iban),
    "nif": _proven(_NIF, nif),
    "money": _amounts,
    "date": _days,
    "time": _times,
    "phone": _phones,
    "order": _orders,
    "number": _numbers,
}
"""In the order in which a place is taken: what proves itself goes before what only looks like it."""
