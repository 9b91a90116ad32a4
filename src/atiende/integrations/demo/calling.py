"""Who calls the demo company, day by day over its three months, and what comes of it."""

from functools import partial
from random import Random

from atiende.actions.blocked import block_caller
from atiende.domain.call import Call
from atiende.domain.hours import is_open
from atiende.integrations.demo.acquaintance import Acquaintance
from atiende.integrations.demo.clockwork import DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS
from atiende.integrations.demo.company import HELP_PHONE, HOME, HOME_PHONE, PHONE, hours
from atiende.integrations.demo.history import History
from atiende.integrations.demo.past import Life
from atiende.integrations.demo.script import Guest
from atiende.integrations.demo.staff import local, moment
from atiende.integrations.demo.telephone import HURRY_MS, Ring, Telephone

A_DAY, LATELY = 5, 26
"""Calls of an ordinary day, and of each of the last two."""
HOURS = (0, 0, 0, 0, 0, 0, 0, 0, 3, 8, 10, 9, 8, 6, 5, 5, 7, 8, 6, 3, 0, 0, 0, 0)
WEEK = {1: 1.3, 6: 0.4, 7: 0.0}
IMPATIENT, MENDED, ONWARD, HELD = 0.16, 0.5, 0.14, 0.3
"""Of those who call: who gives up soon, the share of talks that solve it at once, are passed on, are held."""
REASONS = ("order", "return", "payment", "plan", "howto", "account", "appointment")
BLOCKED = (
    ("+34 910 555 018", "Llamadas comerciales a todas horas"),
    ("+44 20 7946 0112", "Nuisance calls, never speaks"),
)


class Calling:
    """Puts them on the agenda of the company's past."""

    def __init__(self, life: Life, telephone: Telephone, now: int, history: History) -> None:
        self._life, self._telephone, self._now, self._history = life, telephone, now, history
        self._chance = Random(13)
        self._hours = hours(local(now).date())
        self._introduce = Acquaintance(life.desk, life.tenant, self._chance).introduce

    def plan(self) -> None:
        """A day at a time, so that the agenda stays short."""
        begins = self._life.clock.at
        for day in range(begins, self._now + DAY_MS, DAY_MS):
            self._life.agenda.put(max(moment(day, 0), begins), partial(self._day, day))

    async def _day(self, day: int) -> None:
        lately = day > self._now - 2 * DAY_MS
        count = LATELY if lately else self._chance.gauss(A_DAY * WEEK.get(local(day).isoweekday(), 1.0), 1.5)
        for hour in self._chance.choices(range(24), [1] * 24 if lately else HOURS, k=max(0, round(count))):
            at = moment(day, hour) + self._chance.randrange(HOUR_MS)
            if self._life.clock.at < at < self._now - HURRY_MS - 4 * MINUTE_MS and is_open(self._hours, at):
                self._life.agenda.put(at, self._ring)

    async def _ring(self) -> None:
        guest, chance = self._history.guest(), self._chance
        number = guest.phone
        endpoint = HOME_PHONE if guest.brand == HOME else chance.choice((PHONE, PHONE, HELP_PHONE))
        ring = Ring(
            number=number,
            name=guest.name,
            endpoint=endpoint,
            talk_ms=int(min(11 * MINUTE_MS, chance.lognormvariate(5.0, 0.6) * SECOND_MS)),
            patience_ms=int(chance.expovariate(1 / 14) * SECOND_MS) + 2 * SECOND_MS
            if chance.random() < IMPATIENT
            else chance.randrange(150, 420) * SECOND_MS,
            holds=chance.random() < HELD,
            onward=self._colleague() if chance.random() < ONWARD else "",
            disposition="solved" if chance.random() < MENDED else "informed",
            reason=chance.choice(REASONS),
            begun=partial(self._introduced, guest),
        )
        ring.talk_ms = min(ring.talk_ms, max(40 * SECOND_MS, self._now - self._life.clock.at - HURRY_MS))
        await self._telephone.arrive(ring)

    async def _introduced(self, guest: Guest, call: Call) -> None:
        await self._introduce(guest, call.conversation)

    def _colleague(self) -> str:
        """Somebody at work now."""
        return self._chance.choice(sorted(self._history.at_work(self._life.clock.at)) or [""])


async def block_nuisances(life: Life, supervisor: str) -> None:
    for number, why in BLOCKED:
        await block_caller(life.desk, life.tenant, supervisor, number, why, None)
