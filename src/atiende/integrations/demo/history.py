"""The demo company's three months: its customers' matters and its people's shifts, put on the agenda of its past."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from random import Random

from atiende.actions.presence import choose_state
from atiende.domain.hours import is_open
from atiende.integrations.demo.acquaintance import Acquaintance
from atiende.integrations.demo.arrivals import arrivals
from atiende.integrations.demo.clockwork import DAY_MS, HOUR_MS, MINUTE_MS
from atiende.integrations.demo.company import hours
from atiende.integrations.demo.crowd import crowd
from atiende.integrations.demo.past import Life
from atiende.integrations.demo.players import Players
from atiende.integrations.demo.script import Guest
from atiende.integrations.demo.staff import STAFF, Rota, local, moment
from atiende.integrations.demo.writing import TOPICS, Writer

BUSY_MS, BUSY_PACE = 70 * MINUTE_MS, 1.9
"""The last hour before now."""


class History:
    """Puts everything on the agenda, a day at a time."""

    def __init__(self, life: Life, players: Players, people: dict[str, str], now: int, chance: Random) -> None:
        self._life, self._players, self._people, self._now, self._chance = life, players, people, now, chance
        begins = self._begins = life.clock.at
        self.rota = Rota(begins, now, chance)
        self.writer = Writer(chance)
        self.guests = crowd()
        self._keys = {user: key for key, user in people.items()}
        self._hours = hours(local(now).date())
        self._coming: Iterator[tuple[int, bool]] = arrivals(begins, now, chance)
        players.on_shift = self.on_shift
        players.introduce = Acquaintance(players.desk, players.tenant, chance).introduce

    def on_shift(self, user: str, at: int) -> bool:
        return self.rota.there(self._keys.get(user, ""), at)

    def at_work(self, at: int) -> Sequence[str]:
        return [user for user, key in self._keys.items() if key in self.rota.shifts and self.rota.there(key, at)]

    def plan(self) -> None:
        """Shifts at once, customers as they come."""
        for one in STAFF:
            user = self._people[one.key]
            if one.role == "supervisor":
                seen = self._now - DAY_MS + self._chance.randrange(3 * HOUR_MS)
                self._at(seen, partial(self._state, user, "paused", "training"))
                self._at(seen + HOUR_MS, partial(self._state, user, "offline"))
                continue
            for shift in self.rota.shifts[one.key]:
                self._at(shift.begins, partial(self._state, user, "available"))
                self._at(shift.ends, partial(self._state, user, "offline"))
                self._pauses(user, shift.begins, shift.ends)
        for day in range(self._begins, self._now, DAY_MS):
            self._at(moment(day, 9.4), self._players.tidy_up)
        self._at(self._now - BUSY_MS, self._get_busy)
        self._next()

    async def _get_busy(self) -> None:
        """More comes than can be met, so everything takes longer."""
        self._players.pace = BUSY_PACE

    def _pauses(self, user: str, begins: int, ends: int) -> None:
        """A coffee, and lunch in the long shifts."""
        if begins > self._now - DAY_MS // 6:
            return
        length = ends - begins
        breaks = [(0.28, "break", 14)] + ([(0.55, "lunch", 40)] if length > 7 * 60 * MINUTE_MS else [])
        for share, reason, minutes in breaks:
            at = begins + int(length * (share + self._chance.uniform(-0.06, 0.06)))
            self._at(at, partial(self._state, user, "paused", reason))
            self._at(at + minutes * MINUTE_MS, partial(self._state, user, "available"))

    async def _state(self, user: str, state: str, reason: str = "") -> None:
        await choose_state(self._life.desk, self._life.tenant, user, state, reason)

    def _at(self, at: int, step: Callable[[], "object"]) -> None:
        if at <= self._now:
            self._life.agenda.put(at, step)  # type: ignore[arg-type]

    def _next(self) -> None:
        found = next(self._coming, None)
        if found is not None:
            at, outage = found
            self._life.agenda.put(at, partial(self._arrive, outage))

    async def _arrive(self, outage: bool) -> None:
        guest = self.guest()
        topic = next((one for one in TOPICS[guest.language] if one.slug == "outage"), None) if outage else None
        at = self._life.clock.at
        self._players.begin(self.writer.matter(guest, at, topic, chats=is_open(self._hours, at)))
        self._next()

    def guest(self) -> Guest:
        """Some write often, most once or twice; nobody has two matters open at once."""
        busy = {play.matter.guest.key for play in self._players.plays.values()}
        while True:
            guest = self.guests[int(len(self.guests) * self._chance.random() ** 1.7)]
            if guest.key not in busy:
                return guest
