"""What a sentence says in values: days, times, money, numbers, telephones, addresses, IBAN, NIF, order numbers.

Spanish and English, in words or figures, several in one sentence. `read` is what a flow asks one answer with; `slots`
finds everything, each place read once. Pure: the moment it is said, and the zone, are given.
"""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from msgspec import Struct

from atiende.domain.callback import dialled
from atiende.language.handoff import wants_person
from atiende.language.identifiers import iban, nif
from atiende.language.numerals import digits, even, figures, number
from atiende.language.values import FINDERS, HOME, NUMBER, Hit, Value, hundredths, scaled, sentence
from atiende.language.yes_no import yes_or_no

LONGEST = 2000
"""Characters of an answer that are read."""
ONLY = "only:"
_ONE = re.compile(r"\b(?:uno|una|one)\b")
_WITH_PART = re.compile(r"(?P<whole>\d+) (?:con|y|with|and|coma|punto|point) (?P<part>\d{1,2})\b")


class Slot(Struct, frozen=True, kw_only=True):
    """`kind` email, iban, nif, phone, money, date, time, order or number; `value` as `read` gives it. `said` is the
    text from `start` to `end`; `unit` the currency of money."""

    kind: str
    value: Value
    start: int
    end: int
    said: str
    unit: str = ""


class _Answer(Struct, frozen=True):
    text: str
    language: str
    today: date


def slots(text: str, language: str, at: int, zone: str = "UTC") -> tuple[Slot, ...]:
    """All values in the order said. `at` ms UTC; `zone`: whose today it is."""
    cut = text[:LONGEST]
    asked = sentence(cut, language, _day_of(at, zone))
    taken = list[Slot]()
    for kind, find in FINDERS.items():
        for start, end, value, unit in find(asked):
            if all(end <= one.start or start >= one.end for one in taken):
                taken.append(Slot(kind=kind, value=value, start=start, end=end, said=cut[start:end], unit=unit))
    return tuple(sorted(taken, key=lambda one: one.start))


def read(check: str, text: str, language: str, at: int, zone: str = "UTC") -> Value | None:
    """The value of an answer to a question of this kind (`flow_documents.CHECKS`), None where it has none.

    number int or float; money hundredths; date 2026-11-22; time 17:30; phone E.164; `person`: True where he wants one.
    `only:date` and the like: of a sentence that was no answer, the value it holds where it holds just one of the kind.
    """
    if check.startswith(ONLY):
        return _only(check.removeprefix(ONLY), slots(text, language, at, zone))
    answer = _Answer(text[:LONGEST].strip(), language, _day_of(at, zone))
    reads = _READERS.get(check)
    return (reads(answer) if reads else answer.text) if answer.text else None


def _only(kind: str, found: tuple[Slot, ...]) -> Value | None:
    values = {one.value for one in found if one.kind == kind}
    return values.pop() if len(values) == 1 else None


def _day_of(at: int, zone: str) -> date:
    return datetime.fromtimestamp(at / 1000, UTC).astimezone(ZoneInfo(zone)).date()


def _first(kind: str, answer: _Answer) -> Value | None:
    """The first of this kind, whatever else it could be taken for."""
    taken: list[Hit] = []
    for one in FINDERS[kind](sentence(answer.text, answer.language, answer.today)):
        if all(one[1] <= other[0] or one[0] >= other[1] for other in taken):
            taken.append(one)
    return min(taken, key=lambda one: one[0])[2] if taken else None


def _number(answer: _Answer) -> Value | None:
    found = _first("number", answer)
    return 1 if found is None and _ONE.search(even(answer.text)) else found


def _money(answer: _Answer) -> Value | None:
    """Asked for an amount, a number without a currency is one."""
    found = _first("money", answer)
    if found is not None:
        return found
    written = figures(answer.text, answer.language).text
    parts = _WITH_PART.search(written)
    if parts:
        return int(parts["whole"]) * 100 + int(parts["part"].ljust(2, "0"))
    match = NUMBER.search(written)
    value = number(match["figure"], answer.language, money=True) if match else None
    return None if value is None or match is None else hundredths(scaled(Decimal(value), match["scale"]))


def _phone(answer: _Answer) -> Value | None:
    found = _first("phone", answer)
    said = digits(answer.text, answer.language)
    if found is not None or not 7 <= len(said) <= 15:
        return found
    return dialled(said, HOME) or dialled(f"+{said}", HOME)


def _date(answer: _Answer) -> Value | None:
    """Asked for a day, `15` is one."""
    found = _first("date", answer)
    bare = re.sub(r"[^0-9]", "", figures(answer.text, answer.language).text)
    if found is not None or not 0 < len(bare) <= 2:
        return found
    return _first("date", _Answer(f"el {bare}", "es", answer.today))


def _time(answer: _Answer) -> Value | None:
    """Asked for a time, `17` and `17.30` are one."""
    found = _first("time", answer)
    written = figures(answer.text, answer.language).text
    match = re.fullmatch(r"\D*([01]?\d|2[0-3])(?:[.:h ]([0-5]\d))?\D*", written)
    return f"{int(match[1]):02}:{int(match[2] or 0):02}" if found is None and match else found


def _order(answer: _Answer) -> Value | None:
    """Asked for it, the longest word with a figure in it is one."""
    found = re.findall(r"[A-Za-z0-9][A-Za-z0-9/_-]*", answer.text)
    bare = max((one.upper() for one in found if any(map(str.isdigit, one))), key=len, default=None)
    return _first("order", answer) or bare


_READERS: dict[str, Callable[[_Answer], Value | None]] = {
    "yes_no": lambda answer: yes_or_no(answer.text),
    "person": lambda answer: wants_person(answer.text, answer.language) or None,
    "nif": lambda answer: nif(answer.text) or _first("nif", answer),
    "iban": lambda answer: iban(answer.text) or _first("iban", answer),
    "email": lambda answer: _first("email", answer),
    "number": _number,
    "money": _money,
    "phone": _phone,
    "date": _date,
    "time": _time,
    "order": _order,
}
"""What is not among them (text, choice) is its own value."""
