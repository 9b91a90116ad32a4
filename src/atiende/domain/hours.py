"""Opening hours: when it is open, when it opens or closes next, and time counted only while open.

Open means: the clock on the wall in the hours' own zone stands inside a block of that local date. So a block is an hour
longer in the night the clock goes back and an hour shorter when it goes forward, and a minute that the wall clock skips
does not exist. A special date replaces its weekday and any holiday; a public holiday is closed. Moments are ms UTC.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from atiende.domain.documents import Hours

Span = tuple[int, int]
"""From (included) to (excluded), ms UTC."""

DAY = timedelta(days=1)
DAY_MS = 86_400_000
MINUTE_MS = 60_000
WEEK_AHEAD, YEAR_AHEAD = 9, 400
"""Days after which nothing new can come: every weekday was met, and with holidays or special dates every date."""
_EPOCH = date(1970, 1, 1)


def is_open(hours: Hours, moment: int) -> bool:
    return any(start <= moment < end for start, end in _spans(hours, _local_date(hours, moment)))


def next_opening(hours: Hours, moment: int) -> int | None:
    """The first open moment from `moment` on, itself included; None when it never opens."""
    for start, end in _from(hours, moment):
        if end > moment:
            return max(start, moment)
    return None


def next_closing(hours: Hours, moment: int) -> int | None:
    """The first closed moment from `moment` on, itself included; None when it never closes."""
    at, enough = moment, _look_ahead(hours) * DAY_MS
    for start, end in _from(hours, moment):
        if start > at:
            return at
        at = max(at, end)
        if at - moment > enough:
            return None
    return at


def business_ms_between(hours: Hours, first: int, last: int) -> int:
    """Open time from `first` to `last`; none when `last` is not later."""
    total = 0
    for start, end in _from(hours, first):
        if start >= last:
            break
        total += max(0, min(end, last) - max(start, first))
    return total


def add_business_ms(hours: Hours, start: int, duration: int) -> int | None:
    """The earliest moment with `duration` of open time since `start`; None when so much never comes."""
    if duration <= 0:
        return start
    left = duration
    for opens, closes in _from(hours, start):
        there = closes - max(opens, start)
        if there >= left:
            return max(opens, start) + left
        left -= max(0, there)
    return None


def is_holiday(hours: Hours, day: date) -> bool:
    """Whether the country or region of these hours has a public holiday; special dates are not asked."""
    return bool(hours.holidays) and day in public_holidays(hours.holidays, day.year)


@lru_cache(maxsize=512)
def public_holidays(region: str, year: int) -> Mapping[date, str]:
    """Dates and names for `ES` or `ES-CT`. Raises NotImplementedError for a country or region nobody knows."""
    import holidays  # with the first hours that keep some: it knows every country's

    country, _, part = region.partition("-")
    return dict(holidays.country_holidays(country, subdiv=part or None, years=year))


# --- spans of open time ----------------------------------------------------------------------------------------------


def _from(hours: Hours, moment: int) -> Iterator[Span]:
    """Open spans in order, from the one around `moment` on; touching ones are one. Ends when nothing opens any more."""
    current: Span | None = None
    for day in _days(hours, moment):
        for start, end in _spans(hours, day):
            if current is not None and start > current[1]:
                yield current
                current = None
            current = (start, end) if current is None else (current[0], max(current[1], end))
        if current is not None and current[1] - current[0] > DAY_MS:
            # Round the clock: given out in pieces that touch, or it would never end.
            yield current[0], current[1] - MINUTE_MS
            current = current[1] - MINUTE_MS, current[1]
    if current is not None:
        yield current


def _days(hours: Hours, moment: int) -> Iterator[date]:
    """Local dates from that of the moment, until nothing opens any more."""
    day, empty, enough = _local_date(hours, moment), 0, _look_ahead(hours)
    while empty < enough:
        yield day
        empty = 0 if _wall_spans(hours, day) else empty + 1
        day += DAY
    for special in sorted(special.date for special in hours.specials if special.open):
        if special >= day.isoformat():
            yield date.fromisoformat(special)


def _look_ahead(hours: Hours) -> int:
    return YEAR_AHEAD if hours.holidays or hours.specials else WEEK_AHEAD


def _spans(hours: Hours, day: date) -> list[Span]:
    """The open spans that begin on a local date, in real time."""
    zone, found = hours.time_zone, list[Span]()
    midnight = (day - _EPOCH).days * DAY_MS
    for opens, closes in _wall_spans(hours, day):
        low, high = midnight + opens * MINUTE_MS, midnight + closes * MINUTE_MS
        for start, end, offset in _offsets(zone, day):
            if max(low - offset, start) < min(high - offset, end):
                found.append((max(low - offset, start), min(high - offset, end)))
    return sorted(found)


def _wall_spans(hours: Hours, day: date) -> list[tuple[int, int]]:
    """Blocks of a local date in minutes of the wall clock since its midnight."""
    written = day.isoformat()
    for special in hours.specials:
        if special.date == written:
            return [(_minutes(start), _minutes(end)) for start, end in special.open]
    if is_holiday(hours, day):
        return []
    return [(_minutes(b.start), _minutes(b.end)) for b in hours.blocks if day.isoweekday() in b.days]


def _minutes(clock: str) -> int:
    return int(clock[:2]) * 60 + int(clock[3:])


def _local_date(hours: Hours, moment: int) -> date:
    return datetime.fromtimestamp(moment / 1000, _zone(hours.time_zone)).date()


@lru_cache(maxsize=4096)
def _offsets(zone: str, day: date) -> tuple[tuple[int, int, int], ...]:
    """(from, to, offset) in ms around a local date, wherever it is: one piece, or two when the clock changes."""
    low = (day - _EPOCH).days * DAY_MS - DAY_MS
    high = low + 3 * DAY_MS
    pieces: list[tuple[int, int, int]] = []
    start = low
    while start < high:
        offset, end = _offset(zone, start), _next_change(zone, start, high)
        pieces.append((start, end, offset))
        start = end
    return tuple(pieces)


def _next_change(zone: str, start: int, high: int) -> int:
    """When the offset next differs from that at `start`, or `high`; by hours, then by halving down to the second."""
    offset, hour = _offset(zone, start), 3_600_000
    at = start + hour
    while at < high and _offset(zone, at) == offset:
        at += hour
    if at >= high:
        return high
    same, other = at - hour, at
    while other - same > 1000:
        middle = (same + other) // 2000 * 1000
        same, other = (middle, other) if _offset(zone, middle) == offset else (same, middle)
    return other


def _offset(zone: str, moment: int) -> int:
    local = datetime.fromtimestamp(moment / 1000, UTC).astimezone(_zone(zone))
    shift = local.utcoffset()
    return 0 if shift is None else int(shift.total_seconds() * 1000)


@lru_cache(maxsize=512)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
