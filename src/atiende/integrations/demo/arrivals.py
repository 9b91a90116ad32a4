"""When customers write: the company's weeks, with Mondays, evenings, a holiday, growth, and the day all failed."""

from collections.abc import Iterator
from datetime import date
from random import Random
from typing import TYPE_CHECKING

from atiende.integrations.demo.clockwork import DAY_MS, HOUR_MS, MINUTE_MS
from atiende.integrations.demo.staff import local, moment

if TYPE_CHECKING:
    import holidays

A_DAY = 185
"""Conversations begun on an ordinary weekday at the end of the three months."""
WEEK = {1: 1.28, 2: 1.08, 3: 1.0, 4: 0.97, 5: 0.9, 6: 0.36, 7: 0.14}
GROWTH = 0.28
"""How much less it was at the beginning."""
HOURS = (
    0.5, 0.3, 0.2, 0.15, 0.2, 0.5, 1.2, 3, 6.5, 9.5, 11, 10.5, 9, 6.5, 5, 6, 8, 8.5, 7.5, 5, 3.5, 2.6, 1.8, 1,
)  # fmt: skip
INCIDENT_AGO, INCIDENT_HOURS, INCIDENT_EXTRA = 24, (10, 13), 70
LAST_HOURS, LAST_AN_HOUR = 4, 42
BURST, BURST_MINUTES = 62, 45
"""The hours before the demo was made are busy, whatever day it is; the last half hour brings more than can be met."""


def arrivals(begins: int, now: int, chance: Random) -> Iterator[tuple[int, bool]]:
    """Moments in order, and whether it is about the outage."""
    import holidays

    closed = holidays.country_holidays("ES", years=[local(begins).year, local(now).year])
    busy_from = now - LAST_HOURS * HOUR_MS
    incident = _weekday_before(now - INCIDENT_AGO * DAY_MS)
    for day in range(begins, busy_from, DAY_MS):
        found = list(_day(day, begins, now, closed, chance))
        if local(day).date() == local(incident).date():
            found = sorted([*found, *_outage(day, chance)])
        yield from (one for one in found if begins <= one[0] < busy_from)
    last = [busy_from + chance.randrange(LAST_HOURS * HOUR_MS) for _ in range(LAST_HOURS * LAST_AN_HOUR)]
    last += [now - chance.randrange(BURST_MINUTES * MINUTE_MS) for _ in range(BURST)]
    yield from ((at, False) for at in sorted(last))


def _day(day: int, begins: int, now: int, closed: "holidays.HolidayBase", chance: Random) -> Iterator[tuple[int, bool]]:
    here: date = local(day).date()
    weekday = 7 if here in closed else here.isoweekday()
    share = WEEK[weekday]
    if now - day < 2 * DAY_MS:
        share = max(share, 0.8)  # the campaign
    growth = 1 - GROWTH * (now - day) / (now - begins)
    count = max(0, round(chance.gauss(A_DAY * share * growth, 9)))
    hours = chance.choices(range(24), HOURS, k=count)
    yield from sorted((moment(day, hour) + chance.randrange(HOUR_MS), False) for hour in hours)


def _outage(day: int, chance: Random) -> Iterator[tuple[int, bool]]:
    first, last = INCIDENT_HOURS
    shares = sorted(chance.betavariate(1.2, 2.5) for _ in range(INCIDENT_EXTRA))
    yield from ((moment(day, first) + int((last - first) * HOUR_MS * share), True) for share in shares)


def _weekday_before(at: int) -> int:
    while local(at).isoweekday() > 5:
        at -= DAY_MS
    return at
