"""Days and times as customers name them: `el próximo martes`, `mañana a las cinco y media`, `in two weeks`. Pure.

They mostly speak of what is to come, so a day without a year is the next one; `language.dates` reads what somebody
looks back for. Texts are folded and in figures (`language.numerals`).
"""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from atiende.language.dates import EARLIEST, LATEST, MONTHS, WEEKDAYS

Found = tuple[int, int, str]
"""Where it begins and ends in the rewritten text, and what it means: 2026-11-22, or 17:30."""

LATELY = timedelta(days=60)
"""A day that was this short a time ago is meant rather than that of next year."""
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_WEEKDAY = "|".join(WEEKDAYS)
_ORDINALS = {
    word: number
    for number, spoken in enumerate(
        (
            "primero first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
            "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth",
            "nineteenth", "twentieth",
        ),
        1,
    )
    for word in spoken.split()
} | {"thirtieth": 30}  # fmt: skip
_UNITS = {
    "dia": 1, "dias": 1, "day": 1, "days": 1, "semana": 7, "semanas": 7, "week": 7, "weeks": 7,
    "mes": 30, "meses": 30, "month": 30, "months": 30,
}  # fmt: skip
_ORDINAL = "|".join(_ORDINALS)
_DAY = rf"(?:(?P<day>[0-3]?\d)(?:st|nd|rd|th|o|º)?|(?P<tens>20|30)[ -](?P<unit>{_ORDINAL})|(?P<ordinal>{_ORDINAL}))"
_YEAR = r"(?:,? (?:de |del |of )?(?P<year>(?:19|20)\d\d)(?!\d))?"
_AMOUNT = r"(?P<count>\d{1,3}|un|una|a|an|one|couple of|a couple of|un par de)"
_UNIT_WORD = "|".join(sorted(_UNITS, key=len, reverse=True))


def days(text: str, today: date, *, day_first: bool = True) -> Iterator[Found]:
    """Every day a text names, in the order of the patterns: certain ones first. They may overlap."""
    for pattern, read in _DAYS:
        for match in pattern.finditer(text):
            day = _safely(read, match, today, day_first)
            if day is not None:
                yield match.start(), match.end(), day.isoformat()


def _safely(read: "_Reader", match: re.Match[str], today: date, day_first: bool) -> date | None:
    try:
        day = read(match, today, day_first)
    except (ValueError, OverflowError):
        return None
    return day if day is not None and EARLIEST <= day < LATEST else None


def _iso(match: re.Match[str], today: date, day_first: bool) -> date:
    return date(int(match["year"]), int(match["month"]), int(match["day"]))


def _numeric(match: re.Match[str], today: date, day_first: bool) -> date:
    first, second = int(match["day"]), int(match["month"])
    if second > 12 or (not day_first and first <= 12):
        first, second = second, first
    said = match["year"]
    if said:
        return date(int(said) + (2000 if len(said) == 2 else 0), second, first)
    return _next(today, second, first)


def _next(today: date, month: int, day: int) -> date:
    """The next time this day comes, unless it was in these last `LATELY`; the 29th of February waits for its year."""
    for year in range(today.year - 1, today.year + 9):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= today - LATELY:
            return found
    raise ValueError(month, day)


def _named(match: re.Match[str], today: date, day_first: bool) -> date:
    month, day = MONTHS[match["month"]], _day_said(match)
    return date(int(match["year"]), month, day) if match["year"] else _next(today, month, day)


def _day_said(match: re.Match[str]) -> int:
    if match["day"]:
        return int(match["day"])
    if match["tens"]:
        return int(match["tens"]) + _ORDINALS[match["unit"]]
    return _ORDINALS[match["ordinal"]]


def _of_month(match: re.Match[str], today: date, day_first: bool) -> date:
    """`el día 15`: of this month, or the next that has it."""
    day = int(match["day"])
    year, month = today.year, today.month
    for _ in range(3):
        if (month > today.month or year > today.year or day >= today.day) and day <= _length(year, month):
            return date(year, month, day)
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    raise ValueError(day)


def _length(year: int, month: int) -> int:
    first = date(year, month, 1)
    return ((first + timedelta(days=32)).replace(day=1) - first).days


def _relative(match: re.Match[str], today: date, day_first: bool) -> date:
    return today + timedelta(days=_RELATIVE[match.group()])


def _ahead(match: re.Match[str], today: date, day_first: bool) -> date:
    return today + timedelta(days=_many(match) * _UNITS[match["unit"]])


def _back(match: re.Match[str], today: date, day_first: bool) -> date:
    return today - timedelta(days=_many(match) * _UNITS[match["unit"]])


def _many(match: re.Match[str]) -> int:
    said = match["count"]
    return int(said) if said.isdigit() else 2 if "par" in said or "couple" in said else 1


def _weekday(match: re.Match[str], today: date, day_first: bool) -> date:
    """The next one, today included when said plainly; `pasado` and `last` look back; `que viene` is never today."""
    said = match.group()
    ahead = (WEEKDAYS[match["weekday"]] - today.weekday()) % 7
    if "pasad" in said or said.startswith("last"):
        return today - timedelta(days=7 - ahead)
    later = any(word in said for word in ("proxim", "next", "viene"))
    return today + timedelta(days=ahead or (7 if later else 0))


_RELATIVE = {
    "hoy": 0, "esta tarde": 0, "esta noche": 0, "esta manana": 0, "today": 0, "tonight": 0, "this evening": 0,
    "this morning": 0, "this afternoon": 0,
    "manana": 1, "tomorrow": 1, "tomorow": 1, "tmrw": 1, "ayer": -1, "anoche": -1, "yesterday": -1, "last night": -1,
    "pasado manana": 2, "the day after tomorrow": 2, "day after tomorrow": 2,
    "anteayer": -2, "antes de ayer": -2, "the day before yesterday": -2, "day before yesterday": -2,
}  # fmt: skip
_RELATIVE_WORDS = "|".join(sorted(_RELATIVE, key=len, reverse=True))
_NOT_MORNING = r"(?<!la )(?<!esta )(?<!las )"
_Reader = Callable[[re.Match[str], date, bool], date | None]
_DAYS: tuple[tuple[re.Pattern[str], _Reader], ...] = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        (r"\b(?P<year>(?:19|20)\d\d)[-/](?P<month>\d{1,2})[-/](?P<day>\d{1,2})\b", _iso),
        (
            r"(?<![\d/.,-])(?P<day>\d{1,2})(?P<mark>[/.-])(?P<month>\d{1,2})(?P=mark)"
            r"(?P<year>\d{4}|\d\d)(?![\d/-])",
            _numeric,
        ),
        (rf"\b{_DAY} (?:day )?(?:de |of )?(?P<month>{_MONTH})\b{_YEAR}", _named),
        (rf"\b(?P<month>{_MONTH}) (?:the )?{_DAY}\b{_YEAR}", _named),
        (r"(?<![\d/.,-])(?P<day>\d{1,2})/(?P<month>\d{1,2})(?P<year>)(?![\d/-])", _numeric),
        (rf"\b(?:dentro de|en|in|within) {_AMOUNT} (?P<unit>{_UNIT_WORD})\b", _ahead),
        (rf"\b{_AMOUNT} (?P<unit>{_UNIT_WORD}) (?:from now|mas tarde|later)\b", _ahead),
        (rf"\bhace {_AMOUNT} (?P<unit>{_UNIT_WORD})\b", _back),
        (rf"\b{_AMOUNT} (?P<unit>{_UNIT_WORD}) (?:ago|atras)\b", _back),
        (
            rf"\b(?:proximo |next |last |this |el (?:pasado |proximo )?)?(?P<weekday>{_WEEKDAY})\b"
            r"(?: que viene| proximo| pasado(?! manana))?",
            _weekday,
        ),
        (rf"\b{_NOT_MORNING}(?:{_RELATIVE_WORDS})\b", _relative),
        (
            r"\b(?:el dia|el|dia|the|on the) (?P<day>[0-3]?\d)(?:st|nd|rd|th)?\b"
            r"(?! ?(?:%|€|[.,:]\d|[a-z]*(?:euro|hora|hour)))",
            _of_month,
        ),
    )
)  # fmt: skip


# --- times of day ---

_AFTERNOON = ("tarde", "noche", "afternoon", "evening", "night", "pm", "p.m", "mediodia")
_MORNING = ("manana", "madrugada", "morning", "am", "a.m")
_PART = (
    r"(?: ?(?P<part>[ap]\.?m\b\.?|(?:de|por|en) la (?:manana|tarde|noche|madrugada)|del mediodia|"
    r"in the (?:morning|afternoon|evening)|at night|tonight))?"
)
_CLOCK = r"(?P<hour>[01]?\d|2[0-4])"
_PAST_ES = r" (?P<sign>y|menos) (?P<past>media|cuarto|[0-5]?\d)(?! (?:anos|dias|euros))"
_PAST_EN = r"(?P<past>half|(?:a )?quarter|[0-5]?\d(?: minutes?)?) (?P<sign>past|to|after|before) (?P<hour>1[0-2]|0?\d)"


def times(text: str) -> Iterator[Found]:
    """Every time of day a text names, certain ones first."""
    for pattern, read in _TIMES:
        for match in pattern.finditer(text):
            minutes = read(match)
            if minutes is not None:
                yield match.start(), match.end(), f"{minutes // 60:02}:{minutes % 60:02}"


def _clock(match: re.Match[str]) -> int | None:
    minute = int(match["minute"] or 0)
    return _of_day(_hour(match), minute, match["part"] or "")


def _hour(match: re.Match[str]) -> int:
    return 1 if match["hour"] == "una" else int(match["hour"])


def _said_es(match: re.Match[str]) -> int | None:
    past = {"media": 30, "cuarto": 15}.get(match["past"]) or int(match["past"])
    return _of_day(_hour(match), past if match["sign"] == "y" else -past, match["part"] or "")


def _said_en(match: re.Match[str]) -> int | None:
    said = match["past"].removeprefix("a ").split()[0]
    past = {"half": 30, "quarter": 15}.get(said) or int(said)
    after = match["sign"] in ("past", "after")
    return _of_day(_hour(match), past if after else -past, match["part"] or "")


def _of_day(hour: int, minute: int, part: str) -> int | None:
    if any(word in part for word in _AFTERNOON) and hour < 12:
        hour += 12
    elif any(word in part for word in _MORNING) and hour == 12:
        hour = 0
    if hour > 24 or minute > 59:
        return None
    return (hour * 60 + minute) % 1440


def _noon(match: re.Match[str]) -> int:
    return 720 if match.group().endswith(("noon", "mediodia", "midday")) else 0


_TIMES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], int | None]], ...] = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        (rf"\b{_PAST_EN}\b{_PART}", _said_en),
        (rf"\b(?:a |sobre |hacia )?(?:las? )?(?P<hour>1[0-2]|\d|una)\b{_PAST_ES}\b{_PART}", _said_es),
        (rf"(?<![\d.,/:-]){_CLOCK}[:h](?P<minute>[0-5]\d)(?!\d|[.,/-]\d)(?: ?h\b| ?horas\b)?{_PART}", _clock),
        (rf"\b(?:las|at) {_CLOCK}\.(?P<minute>[0-5]\d)(?!\d|[.,/-]\d)(?: ?h\b| ?horas\b)?{_PART}", _clock),
        (rf"(?<![\d.,/:-]){_CLOCK}\.(?P<minute>[0-5]\d)(?: ?h\b| horas\b)(?P<part>)", _clock),
        (r"(?<![\d.,/:-])(?P<hour>1[0-2]|0?\d)(?P<minute>) ?(?P<part>[ap]\.?m\b\.?)", _clock),
        (
            r"\b(?:a |sobre |hacia )?las? (?P<hour>[01]?\d|2[0-4]|una)(?P<minute>)(?: horas| en punto|h)?\b"
            rf"(?!\d|[:.,/]\d){_PART}",
            _clock,
        ),
        (
            rf"\b(?:at|by|around|about|from|until) {_CLOCK}(?P<minute>)(?: o'?clock)?\b"
            rf"(?!\d|[:.,/]\d|%| ?(?:€|eur|£|day|week)){_PART}",
            _clock,
        ),
        (rf"(?<![\d.,/:-]){_CLOCK}(?P<minute>)(?: ?h\b| horas\b| o'?clock\b){_PART}", _clock),
        (r"\b(?:al |a )?mediodia\b|\b(?:at )?(?:noon|midday)\b|\b(?:a )?medianoche\b|\b(?:at )?midnight\b", _noon),
    )
)  # fmt: skip
