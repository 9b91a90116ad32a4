"""What a sentence says in values: days, times, money, numbers, telephones, addresses, IBAN, NIF, order numbers.

Spanish and English, in words or figures, several in one sentence. `read` is what a flow asks one answer with; `slots`
finds everything, each place read once. Pure: the moment it is said, and the zone, are given.
"""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from msgspec import Struct

from atiende.domain.callback import dialled
from atiende.language import moments
from atiende.language.handoff import wants_person
from atiende.language.identifiers import iban, nif
from atiende.language.numerals import Rewritten, digits, figures, number
from atiende.language.yes_no import yes_or_no

Value = str | int | float | bool
LONGEST = 2000
"""Characters of an answer that are read."""
HOME = "ES"
"""Whose telephone numbers need no country in front."""


class Slot(Struct, frozen=True, kw_only=True):
    """`kind` email, iban, nif, phone, money, date, time, order or number; `value` as `read` gives it. `said` is the
    text from `start` to `end`; `unit` the currency of money."""

    kind: str
    value: Value
    start: int
    end: int
    said: str
    unit: str = ""


class _Asked(Struct, frozen=True):
    text: str
    written: Rewritten
    language: str
    today: date


def slots(text: str, language: str, at: int, zone: str = "UTC") -> tuple[Slot, ...]:
    """All values in the order said. `at` ms UTC; `zone`: whose today it is."""
    asked = _asked(text, language, at, zone)
    taken = list[Slot]()
    for kind, find in _FINDERS.items():
        for start, end, value, unit in find(asked):
            if all(end <= one.start or start >= one.end for one in taken):
                said = asked.text[start:end]
                taken.append(Slot(kind=kind, value=value, start=start, end=end, said=said, unit=unit))
    return tuple(sorted(taken, key=lambda one: one.start))


def read(check: str, text: str, language: str, at: int, zone: str = "UTC") -> Value | None:  # noqa: PLR0911 -- one line a kind
    """The value of an answer to a question of this kind (`flow_documents.CHECKS`), None where it has none.

    number int or float; money hundredths; date 2026-11-22; time 17:30; phone E.164; `person`: True where he wants one.
    """
    said = text[:LONGEST].strip()
    if check == "yes_no":
        return yes_or_no(said)
    if check == "person":
        return wants_person(said, language) or None
    if check in ("nif", "iban"):
        whole = nif(said) if check == "nif" else iban(said)
        return whole or _first(check, said, language, at, zone)
    if check == "money":
        return _money_answer(said, language, at, zone)
    if check == "phone":
        return _first(check, said, language, at, zone) or _spoken_phone(said, language)
    if check == "date":
        return _first(check, said, language, at, zone) or _bare_day(said, language, at, zone)
    if check == "time":
        return _first(check, said, language, at, zone) or _bare_hour(said, language)
    if check in ("email", "number", "order"):
        return _first(check, said, language, at, zone)
    return said or None


def _asked(text: str, language: str, at: int, zone: str) -> _Asked:
    cut = text[:LONGEST]
    moment = datetime.fromtimestamp(at / 1000, UTC).astimezone(ZoneInfo(zone))
    return _Asked(cut, figures(cut, language), language, moment.date())


def _first(kind: str, text: str, language: str, at: int, zone: str) -> Value | None:
    """The first of this kind, whatever else it could be taken for."""
    found = sorted(_FINDERS[kind](_asked(text, language, at, zone)), key=lambda one: one[0])
    return found[0][2] if found else None


def _money_answer(text: str, language: str, at: int, zone: str) -> Value | None:
    """Asked for an amount, a number without a currency is one."""
    with_currency = _first("money", text, language, at, zone)
    if with_currency is not None:
        return with_currency
    match = _NUMBER.search(figures(text, language).text)
    value = number(match["figure"], language, money=True) if match else None
    return None if value is None or match is None else _hundredths(_scaled(value, match["scale"]))


def _spoken_phone(text: str, language: str) -> str | None:
    said = digits(text, language)
    return dialled(said, HOME) or dialled(f"+{said}", HOME) if 7 <= len(said) <= 15 else None


def _bare_day(text: str, language: str, at: int, zone: str) -> str | None:
    """Asked for a day, `15` is one."""
    bare = re.sub(r"[^0-9]", "", figures(text, language).text)
    found = _first("date", f"el {bare}", "es", at, zone) if 0 < len(bare) <= 2 else None
    return found if isinstance(found, str) else None


def _bare_hour(text: str, language: str) -> str | None:
    """Asked for a time, `17` and `17.30` are one."""
    match = re.fullmatch(r"\D*([01]?\d|2[0-3])(?:[.:h ]([0-5]\d))?\D*", figures(text, language).text)
    return f"{int(match[1]):02}:{int(match[2] or 0):02}" if match else None


# --- each kind: (start, end, value, unit) in the text as it was said ---

_Hit = tuple[int, int, Value, str]
_EMAIL = re.compile(r"[\w.+-]{1,64}@(?:[\w-]{1,63}\.)+[^\W\d_]{2,24}")
_SPOKEN_EMAIL = re.compile(
    r"\b([a-z0-9._+-]{1,64}) ?(?:\(?arroba\)?|\(at\)| at ) ?([a-z0-9-]{1,63}(?:(?: ?(?:\.| punto | dot ) ?)[a-z0-9-]{2,63}){1,3})\b"
)
_PHONE = re.compile(r"(?<![\w.,/-])(?:\+|00)?\(?\d[\d\s().\-/]{6,20}\d(?![\w/]|[.,-]\d)")
_IBAN = re.compile(r"\b[a-z]{2}\d{2}(?:[ -]?[a-z0-9]{4}){2,7}(?:[ -]?[a-z0-9]{1,3})?\b")
_NIF = re.compile(r"\b(?:[xyzklm][ .-]?\d[\d.]{6,8}[ -]?[a-z]|\d{1,2}\.?\d{3}\.?\d{3}[ -]?[a-z]|[a-hjnp-w][ -]?\d{7,8}[a-j]?)\b")
_ORDER = re.compile(
    r"\b(?:pedido|order|orden|referencia|reference|ref|factura|invoice|albaran|ticket|reserva|booking|expediente|"
    r"contrato|contract|incidencia|case|seguimiento|tracking)\b(?: (?:numero|num|number|no|n|code|codigo|is|es|el|con))*"
    r"[\s.:º°#-]*(?P<order>#?[a-z0-9][a-z0-9/_-]*\d[a-z0-9/_-]*)|(?<![\w&])#(?P<hash>[a-z0-9-]*\d[a-z0-9-]*)|"
    r"\b(?P<code>[a-z]{1,6}-?\d[\d-]{2,18}[a-z]{0,3})\b"
)
_FIGURE = r"(?P<figure>\d+(?:[.,' ]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d+)?)"
_SCALE = r"(?P<scale> ?(?:mil|k|thousand|millon(?:es)?|millions?|m)\b)?"
_NUMBER = re.compile(rf"(?<![\w.,])(?P<minus>-|menos |minus )?{_FIGURE}{_SCALE}(?P<half> y medio\b| and a half\b)?")
_CURRENCIES = {
    "€": "EUR", "eur": "EUR", "euro": "EUR", "euros": "EUR", "eurs": "EUR", "£": "GBP", "gbp": "GBP", "pound": "GBP",
    "pounds": "GBP", "libra": "GBP", "libras": "GBP", "quid": "GBP", "$": "USD", "usd": "USD", "dollar": "USD",
    "dollars": "USD", "dolar": "USD", "dolares": "USD", "bucks": "USD", "peso": "MXN", "pesos": "MXN", "mxn": "MXN",
    "us$": "USD",
}  # fmt: skip
_CENTS = r"(?:centimos?|cents?|pence|centavos?|p)\b"
_SIGN = r"(?:€|£|us\$|\$)"
_CURRENCY = rf"(?:{_SIGN}|(?:eur|euros?|eurs|gbp|pounds?|libras?|quid|usd|dollars?|dolar(?:es)?|bucks|pesos?|mxn)\b)"
_MONEY = re.compile(
    rf"(?<![\w.,])(?:(?P<before>{_SIGN}|(?:eur|usd|gbp) ?) ?{_FIGURE}{_SCALE}(?![\d])|"
    rf"(?P<amount>{_FIGURE.replace('figure', 'other')}|un|una|a|one)(?P<size>{_SCALE[len('(?P<scale>') : -2]})?(?: de)? ?(?P<after>{_CURRENCY})"
    rf"(?:(?: con | y | and | )(?P<cents>\d\d?|medio|a half)(?: ?{_CENTS}| ?(?!\d|[a-z%:/.,-]|\s[a-z]*(?:dia|day|hora|hour))))?)"
)
_ONLY_CENTS = re.compile(rf"(?<![\w.,])(?P<count>\d{{1,3}}) ?{_CENTS}")


def _emails(asked: _Asked) -> Iterator[_Hit]:
    for match in _EMAIL.finditer(asked.text):
        yield match.start(), match.end(), match.group().lower(), ""
    for match in _SPOKEN_EMAIL.finditer(asked.written.text):
        domain = re.sub(r" ?(?:\.|punto|dot) ?", ".", match[2])
        if "." in domain:
            start, end = asked.written.original(match.start(), match.end())
            yield start, end, f"{match[1]}@{domain}", ""


def _proven(pattern: re.Pattern[str], proves: Callable[[str], str | None]) -> Callable[[_Asked], Iterator[_Hit]]:
    def find(asked: _Asked) -> Iterator[_Hit]:
        for match in pattern.finditer(asked.text.lower()):
            value = proves(match.group())
            if value is not None:
                yield match.start(), match.end(), value, ""

    return find


def _phones(asked: _Asked) -> Iterator[_Hit]:
    for match in _PHONE.finditer(asked.text):
        value = dialled(match.group(), HOME) or dialled("+" + match.group().removeprefix("00"), HOME)
        if value is not None:
            yield match.start(), match.end(), value, ""


def _amounts(asked: _Asked) -> Iterator[_Hit]:
    for match in _MONEY.finditer(asked.written.text):
        value = _amount_of(match, asked.language)
        if value is not None:
            currency = _CURRENCIES[(match["before"] or match["after"]).strip()]
            yield *asked.written.original(match.start(), match.end()), _hundredths(value), currency
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
    return _scaled(value, scale) + (Decimal(int(cents)) / 100 if cents.isdigit() else Decimal("0.5") if cents else 0)


def _scaled(value: Decimal, scale: str | None) -> Decimal:
    said = (scale or "").strip()
    if not said:
        return value
    return value * (1000 if said in ("mil", "k", "thousand") else 1_000_000)


def _hundredths(value: Decimal) -> int:
    return int((value * 100).to_integral_value())


def _days(asked: _Asked) -> Iterator[_Hit]:
    for start, end, value in moments.days(asked.written.text, asked.today):
        yield *asked.written.original(start, end), value, ""


def _times(asked: _Asked) -> Iterator[_Hit]:
    for start, end, value in moments.times(asked.written.text):
        yield *asked.written.original(start, end), value, ""


def _orders(asked: _Asked) -> Iterator[_Hit]:
    for match in _ORDER.finditer(asked.text.lower()):
        name = next(one for one in ("order", "hash", "code") if match[one])
        start, end = match.span(name)
        yield start, end, asked.text[start:end].lstrip("#").rstrip("-/_").upper(), ""


def _numbers(asked: _Asked) -> Iterator[_Hit]:
    for match in _NUMBER.finditer(asked.written.text):
        value = number(match["figure"], asked.language)
        if value is None:
            continue
        value = _scaled(value, match["scale"]) + (Decimal("0.5") if match["half"] else 0)
        value = -value if match["minus"] else value
        plain = int(value) if value == value.to_integral_value() else float(value)
        yield *asked.written.original(match.start(), match.end()), plain, ""


_FINDERS: dict[str, Callable[[_Asked], Iterator[_Hit]]] = {
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
