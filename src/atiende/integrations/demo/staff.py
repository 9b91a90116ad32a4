"""Who works in the demo company, in which shift, and who is there at a given moment."""

from collections.abc import Sequence
from datetime import datetime
from random import Random
from zoneinfo import ZoneInfo

from msgspec import Struct

from atiende.integrations.demo.clockwork import DAY_MS, HOUR_MS, MINUTE_MS

ZONE = ZoneInfo("Europe/Madrid")


class Colleague(Struct, frozen=True, kw_only=True):
    """`devices`: how well he knows the terminals. `hours`: his weekday shift (from, to). `saturdays`: every n-th."""

    key: str
    name: str
    role: str = "agent"
    languages: dict[str, int]
    teams: tuple[str, ...]
    devices: int
    hours: tuple[float, float] = (9, 17.5)
    saturdays: int = 0
    locale: str = "es"
    brands: tuple[str, ...] = ()


STAFF: Sequence[Colleague] = (
    Colleague(key="ana", name="Ana García", languages={"es": 5, "en": 3}, teams=("support", "accounts"), devices=4),
    Colleague(key="luis", name="Luis Ortega", languages={"es": 5}, teams=("support",), devices=2, hours=(8, 15.5)),
    Colleague(key="emma", name="Emma Clark", languages={"en": 5, "es": 2}, teams=("support",), devices=3, locale="en"),
    Colleague(
        key="marta", name="Marta Solé", role="supervisor", languages={"es": 5, "ca": 5, "en": 4},
        teams=("support", "accounts"), devices=5),
    Colleague(
        key="iker", name="Iker Lasa", role="supervisor", languages={"es": 5, "eu": 5, "en": 3},
        teams=("support", "sales", "home"), devices=4, hours=(11.5, 20)),
    Colleague(key="noelia", name="Noelia Prieto", role="lead", languages={"es": 5, "en": 2}, teams=("support",),
        devices=5, hours=(8, 15.5), saturdays=2),
    Colleague(key="sergi", name="Sergi Mas", languages={"es": 5, "ca": 5}, teams=("support",), devices=5,
        hours=(12, 20), saturdays=2),
    Colleague(key="pablo", name="Pablo Reina", languages={"es": 5, "en": 3}, teams=("support",), devices=3,
        hours=(12, 20), saturdays=3),
    Colleague(key="aisha", name="Aisha Benali", languages={"es": 5, "en": 4, "fr": 5}, teams=("support",), devices=3,
        hours=(10, 18.5), saturdays=3),
    Colleague(key="tom", name="Tom Bradley", languages={"en": 5, "es": 3}, teams=("support", "sales"), devices=4,
        locale="en"),
    Colleague(key="grace", name="Grace Okoro", languages={"en": 5}, teams=("support", "accounts"), devices=2,
        hours=(10, 18.5), locale="en"),
    Colleague(key="ines", name="Inés Vidal", languages={"es": 5, "en": 3}, teams=("accounts",), devices=1,
        hours=(8, 15.5)),
    Colleague(key="jordi", name="Jordi Camps", languages={"es": 5, "ca": 5}, teams=("accounts",), devices=1,
        hours=(11.5, 20)),
    Colleague(key="carla", name="Carla Núñez", languages={"es": 5, "en": 4}, teams=("sales",), devices=3),
    Colleague(key="ruben", name="Rubén Otero", languages={"es": 5, "en": 2}, teams=("sales", "support"), devices=3,
        hours=(11.5, 20), saturdays=2),
    Colleague(key="lola", name="Lola Peinado", languages={"es": 5, "en": 3}, teams=("home",), devices=1,
        hours=(9, 17.5), saturdays=2),
    Colleague(key="nico", name="Nicolás Bravo", languages={"es": 5, "en": 3}, teams=("home",), devices=1,
        hours=(12, 20), saturdays=2),
)  # fmt: skip
NOW = ("ana", "luis", "emma", "aisha", "ines", "carla", "lola")
"""Who is there when the demo begins."""
NIGHT = ("sergi", "tom", "jordi", "lola")
"""Who is there by night while the campaign lasts."""


class Shift(Struct, frozen=True):
    """From and to in ms UTC."""

    begins: int
    ends: int


class Rota:
    """Everybody's shifts over the demo's past and what comes after, and who was ill or on leave."""

    def __init__(self, begins: int, now: int, chance: Random) -> None:
        self._campaign = now - DAY_MS - now % DAY_MS
        self._now = now
        self.shifts: dict[str, list[Shift]] = {
            one.key: self._shifts(number, one, begins, chance) for number, one in enumerate(STAFF)
        }

    def there(self, key: str, at: int) -> bool:
        """In the campaign somebody is always there; from the last hours before the demo was made on, most are."""
        if at >= self._now - 4 * HOUR_MS:
            return key in NOW
        return any(shift.begins <= at < shift.ends for shift in self.shifts[key])

    def _shifts(self, number: int, one: Colleague, begins: int, chance: Random) -> list[Shift]:
        away = begins + chance.randrange(20, 70) * DAY_MS
        found = []
        for day in range(begins, self._now + DAY_MS, DAY_MS):
            hours = self._hours(one, number, day)
            if hours is None or away <= day < away + 8 * DAY_MS or chance.random() < 0.02:
                continue
            start, end = (moment(day, hour) + chance.randrange(-4, 7) * MINUTE_MS for hour in hours)
            if start < self._now - 4 * HOUR_MS:
                found.append(Shift(start, min(end, self._now - 4 * HOUR_MS)))
        if one.key not in NOW:
            return found
        last = self._now - 4 * HOUR_MS + chance.randrange(0, 25) * MINUTE_MS
        return [*found, Shift(last, self._now + 365 * DAY_MS)]

    def _hours(self, one: Colleague, number: int, day: int) -> tuple[float, float] | None:
        weekday = local(day).isoweekday()
        if day + DAY_MS > self._campaign:
            return (0, 23.9) if one.key in NIGHT else one.hours
        if weekday == 6 and one.saturdays and (day // (7 * DAY_MS) + number) % one.saturdays == 0:
            return (9, 14)
        return one.hours if weekday <= 5 else None


def local(at: int) -> datetime:
    """A moment on the company's clock."""
    return datetime.fromtimestamp(at / 1000, ZONE)


def moment(day: int, hour: float) -> int:
    """That hour of the local day the moment `day` lies in, as ms UTC."""
    there = local(day).replace(hour=int(hour), minute=int(hour % 1 * 60), second=0, microsecond=0)
    return int(there.timestamp() * 1000)
