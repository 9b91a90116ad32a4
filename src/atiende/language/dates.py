"""Days in words, Spanish and English: `ayer`, `la semana pasada`, `3 de abril`, `last 7 days`, 2026-11-01. Pure."""

import re
from collections.abc import Callable
from datetime import date, timedelta

Span = tuple[date, date]
"""The first day, and the day after the last."""

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "enero january ene jan", "febrero february feb", "marzo march mar", "abril april abr apr",
            "mayo may", "junio june jun", "julio july jul", "agosto august ago aug",
            "septiembre setiembre september sep sept", "octubre october oct", "noviembre november nov",
            "diciembre december dic dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "lunes monday", "martes tuesday", "miercoles wednesday", "jueves thursday", "viernes friday",
            "sabado saturday", "domingo sunday",
        )
    )
    for name in names.split()
}  # fmt: skip
_UNITS = {
    "dia": 1, "dias": 1, "day": 1, "days": 1,
    "semana": 7, "semanas": 7, "week": 7, "weeks": 7,
    "mes": 30, "meses": 30, "month": 30, "months": 30,
}  # fmt: skip
_NUMBERS = {"un": 1, "una": 1, "a": 1, "one": 1, "dos": 2, "two": 2, "tres": 3, "three": 3}
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_WEEKDAY = "|".join(WEEKDAYS)
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_COUNT = r"\d{1,3}|" + "|".join(_NUMBERS)
EARLIEST, LATEST = date(1990, 1, 1), date(2200, 1, 1)


def span(text: str, today: date, *, alone: bool = True) -> Span | None:
    """The days a folded text means, or None. `alone`: the text is nothing but a day; else words that also mean
    something without one (a month, a weekday, a year) are none."""
    said = " ".join(text.split())
    for pattern, read, certain in _READERS:
        found = pattern.fullmatch(said) if certain or alone else None
        if found is not None:
            try:
                days = read(found, today)
            except (ValueError, OverflowError):
                return None
            return days if days and EARLIEST <= days[0] < days[1] <= LATEST else None
    return None


def _day(day: date) -> Span:
    return day, day + timedelta(days=1)


def _relative(found: re.Match[str], today: date) -> Span:
    word = found.group()
    back = 0 if word in ("hoy", "today") else 1 if word in ("ayer", "yesterday") else 2
    return _day(today - timedelta(days=back))


def _week(found: re.Match[str], today: date) -> Span:
    monday = today - timedelta(days=today.weekday())
    if _is_past(found):
        monday -= timedelta(days=7)
    return monday, monday + timedelta(days=7)


def _month(found: re.Match[str], today: date) -> Span:
    first = today.replace(day=1)
    return _month_of(first - timedelta(days=1)) if _is_past(found) else _month_of(first)


def _year(found: re.Match[str], today: date) -> Span:
    year = today.year - _is_past(found)
    return date(year, 1, 1), date(year + 1, 1, 1)


def _is_past(found: re.Match[str]) -> bool:
    return any(word in found.group() for word in ("pasad", "last", "anterior"))


def _month_of(day: date) -> Span:
    first = day.replace(day=1)
    return first, (first + timedelta(days=32)).replace(day=1)


def _count(found: re.Match[str]) -> int:
    said = found["count"]
    return _NUMBERS.get(said) or int(said)


def _lately(found: re.Match[str], today: date) -> Span:
    days = _count(found) * _UNITS[found["unit"]]
    return today - timedelta(days=max(days, 1) - 1), today + timedelta(days=1)


def _ago(found: re.Match[str], today: date) -> Span:
    return _day(today - timedelta(days=_count(found) * _UNITS[found["unit"]]))


def _weekday(found: re.Match[str], today: date) -> Span:
    """The last one before today; today itself when it is named without more."""
    back = (today.weekday() - WEEKDAYS[found["weekday"]]) % 7
    return _day(today - timedelta(days=back or (7 if _is_past(found) else 0)))


def _named(found: re.Match[str], today: date) -> Span:
    """A day and a month; without a year, the last time it was."""
    month, day = MONTHS[found["month"]], int(found["day"])
    if found["year"]:
        return _day(date(int(found["year"]), month, day))
    this = date(today.year, month, day)
    return _day(this if this <= today else date(today.year - 1, month, day))


def _named_month(found: re.Match[str], today: date) -> Span:
    month = MONTHS[found["month"]]
    year = int(found["year"] or today.year - (month > today.month))
    return _month_of(date(year, month, 1))


def _iso(found: re.Match[str], today: date) -> Span:
    return _day(date(int(found["year"]), int(found["month"]), int(found["day"])))


def _iso_month(found: re.Match[str], today: date) -> Span:
    return _month_of(date(int(found["year"]), int(found["month"]), 1))


def _numeric(found: re.Match[str], today: date) -> Span:
    """Day first, as in Spain and most of the world."""
    year = int(found["year"] or today.year)
    day = date(year + 2000 if year < 100 else year, int(found["month"]), int(found["day"]))
    return _day(day if found["year"] or day <= today else day.replace(year=today.year - 1))


def _year_only(found: re.Match[str], today: date) -> Span:
    year = int(found.group())
    return date(year, 1, 1), date(year + 1, 1, 1)


_Reader = tuple[re.Pattern[str], Callable[[re.Match[str], date], Span], bool]
_READERS: tuple[_Reader, ...] = tuple(
    (re.compile(pattern), read, certain)
    for pattern, read, certain in (
        (r"hoy|today|ayer|yesterday|anteayer|antes de ayer|(the )?day before yesterday", _relative, True),
        (r"(la )?semana (pasada|anterior)|last week|esta semana|this week", _week, True),
        (r"(el )?mes (pasado|anterior)|last month|este mes|this month", _month, True),
        (r"(el )?ano (pasado|anterior)|last year|este ano|this year", _year, True),
        (rf"((los|las) )?(ultim[oa]s|last|past) (?P<count>{_COUNT}) (?P<unit>{_UNIT})", _lately, True),
        (rf"hace (?P<count>{_COUNT}) (?P<unit>{_UNIT})", _ago, True),
        (rf"(?P<count>{_COUNT}) (?P<unit>{_UNIT}) ago", _ago, True),
        (rf"el (?P<weekday>{_WEEKDAY})( pasado)?", _weekday, True),
        (rf"last (?P<weekday>{_WEEKDAY})", _weekday, True),
        (rf"(?P<weekday>{_WEEKDAY})", _weekday, False),
        (rf"(el )?(?P<day>\d{{1,2}}) de (?P<month>{_MONTH})( (de|del) (?P<year>\d{{4}}))?", _named, True),
        (rf"(?P<day>\d{{1,2}})(st|nd|rd|th)? (of )?(?P<month>{_MONTH}),?( (?P<year>\d{{4}}))?", _named, True),
        (rf"(?P<month>{_MONTH}) (?P<day>\d{{1,2}})(st|nd|rd|th)?(,? (?P<year>\d{{4}}))?", _named, True),
        (rf"(?P<month>{_MONTH})( (de |del )?(?P<year>\d{{4}}))", _named_month, True),
        (rf"(?P<month>{_MONTH})(?P<year>)", _named_month, False),
        (r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})", _iso, True),
        (r"(?P<year>\d{4})-(?P<month>\d{2})", _iso_month, False),
        (r"(?P<day>\d{1,2})/(?P<month>\d{1,2})(/(?P<year>\d{2}|\d{4}))?", _numeric, True),
        (r"(19|20)\d\d", _year_only, False),
    )
)
