"""Shifts in minutes of the wall clock, as moments of the simulated span."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from atiende.ports.twin import Shift
from atiende.sim.staff import Span

DAY = timedelta(days=1)


def moments(
    shifts: Sequence[Shift], time_zone: str, begins: int, ends: int
) -> Mapping[str, tuple[list[Span], list[Span]]]:
    """(shifts, breaks) of each agent, every local day that touches the span; what overlaps or touches is one."""
    found: dict[str, tuple[list[Span], list[Span]]] = defaultdict(lambda: ([], []))
    zone = ZoneInfo(time_zone)
    for day in _days(zone, begins, ends):
        for shift in shifts:
            if shift.date not in ("", day.isoformat()):
                continue
            there, breaks = found[shift.agent]
            there.append((_moment(zone, day, shift.start), _moment(zone, day, shift.end)))
            breaks.extend((_moment(zone, day, low), _moment(zone, day, high)) for low, high in shift.breaks)
    return {
        agent: (_joined(_inside(there, begins, ends)), list(_inside(breaks, begins, ends)))
        for agent, (there, breaks) in found.items()
    }


def _days(zone: ZoneInfo, begins: int, ends: int) -> Iterator[date]:
    """From the day before, whose shifts may end after midnight."""
    day = datetime.fromtimestamp(begins / 1000, UTC).astimezone(zone).date() - DAY
    last = datetime.fromtimestamp(ends / 1000, UTC).astimezone(zone).date()
    while day <= last:
        yield day
        day += DAY


def _moment(zone: ZoneInfo, day: date, minutes: int) -> int:
    midnight = datetime(day.year, day.month, day.day, tzinfo=zone)
    return int((midnight + timedelta(minutes=minutes)).timestamp() * 1000)


def _inside(spans: Sequence[Span], begins: int, ends: int) -> Iterator[Span]:
    return ((low, high) for low, high in spans if high > begins and low < ends and low < high)


def _joined(spans: Iterator[Span]) -> list[Span]:
    joined: list[Span] = []
    for low, high in sorted(spans):
        if joined and low <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(high, joined[-1][1]))
        else:
            joined.append((low, high))
    return joined
