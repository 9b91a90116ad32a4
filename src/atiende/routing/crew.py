"""The agents as routing sees them: one bit each, in masks by what they can do, what they do and where they have room.

Masks are plain integers, so what a decision saw can be kept by reference: nothing is ever changed in place.
"""

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Iterator
from heapq import nsmallest
from operator import itemgetter

from atiende.domain import facts as f
from atiende.routing import rules
from atiende.routing.rules import Need

SCAN_FROM = 24
"""With more candidates than this, walking everybody in order of idleness finds the first six sooner."""
RUNNERS_UP = 5
LEVELS = range(1, 6)

Entry = tuple[int, str]
"""Rank and interaction: the order of work."""
Look = Callable[[list[Entry]], tuple[Entry, ...]]
"""Picks the heads of the lines an agent serves."""
Key = tuple[int, int]
Standing = tuple[Key, str, "Person"]


class Person:
    """An agent: `idle_since` orders the longest idle, `load` counts units held, offered ones included."""

    __slots__ = ("ability", "bit", "heads", "id", "idle_since", "lines", "load", "slot", "state")

    def __init__(self, agent: str, slot: int, ability: f.Ability) -> None:
        self.id, self.slot, self.bit, self.ability = agent, slot, 1 << slot, ability
        self.state, self.idle_since = "offline", 0
        self.load: dict[str, int] = {}
        self.lines: dict[str, set[int]] = {}
        self.heads: dict[str, Look | None] = {}

    def key(self) -> Key:
        """Longest idle first, then the least occupied; the id decides the rest."""
        return self.idle_since, rules.occupied(self.ability, self.load)

    def standing(self) -> Standing:
        return self.key(), self.id, self


class Crew:
    """Everybody. `freed` collects the slots of those who can be given more than before; the floor empties it."""

    def __init__(self) -> None:
        self.people: dict[str, Person] = {}
        self.slots: list[Person] = []
        self.version = 0
        self.states: dict[str, int] = {}
        self.room: dict[str, int] = {}
        self.freed: set[int] = set()
        self._everybody = 0
        self._can: dict[tuple[str, str, int], int] = {}
        self._order: list[tuple[int, int]] = []
        self._placed: list[int] = []
        self._moved: set[int] = set()
        self._together: dict[str, tuple[str, ...]] = {}

    # --- keeping it ---------------------------------------------------------------------------------------------------

    def put(self, agent: str, ability: f.Ability) -> Person:
        """A new agent, or new abilities of a known one."""
        person = self.people.get(agent)
        if person is None:
            person = self.people[agent] = Person(agent, len(self.slots), ability)
            self.slots.append(person)
            self._everybody |= person.bit
            insort(self._order, (person.idle_since, person.slot))
            self._placed.append(person.idle_since)
            self._mark_state(person, person.state)
        for what in _abilities(person.ability):
            self._can[what] = self._can.get(what, 0) & ~person.bit
        person.ability = ability
        for what in _abilities(ability):
            self._can[what] = self._can.get(what, 0) | person.bit
        self.version += 1
        self._refresh(person, self.room)
        self.freed.add(person.slot)
        return person

    def set_state(self, person: Person, state: str, at: int) -> None:
        """Becoming available begins his idle time."""
        self._mark_state(person, state)
        if state == "available" and person.state != state:
            self.move(person, at)
        person.state = state
        self._refresh(person, self.room)

    def give(self, person: Person, channel: str, at: int) -> int:
        """One unit more; whoever was just asked goes to the end of the order. Answers where he stood."""
        stood = person.idle_since
        person.load[channel] = person.load.get(channel, 0) + 1
        self.move(person, at)
        bit, room = person.bit, self.room
        for other in self._together[channel] if channel in self._together else self._open(channel):
            if room[other] & bit and not rules.has_room(person.ability, person.load, other):
                room[other] ^= bit
        return stood

    def free(self, person: Person, channel: str, idle_since: int | None) -> None:
        """One unit less; `idle_since` is his new place in the order, if it changes."""
        left = person.load[channel] - 1
        if left:
            person.load[channel] = left
        else:
            del person.load[channel]
        if idle_since is not None:
            self.move(person, idle_since)
        if person.state == "available" and person.ability.active:
            bit, room = person.bit, self.room
            for other in self._together[channel]:
                if not room[other] & bit and rules.has_room(person.ability, person.load, other):
                    room[other] |= bit
                    self.freed.add(person.slot)

    def move(self, person: Person, idle_since: int) -> None:
        """Another place in the order, put in place when the order is next asked for."""
        person.idle_since = idle_since
        self._moved.add(person.slot)

    def open_channel(self, channel: str) -> None:
        if channel not in self._together:
            self._open(channel)

    def _open(self, channel: str) -> tuple[str, ...]:
        """A channel not seen before: who has room on it, and on which channels room goes together."""
        self.room[channel] = 0
        live = tuple(sorted(set(rules.LIVE) & set(self.room)))
        for each in self.room:
            self._together[each] = live if each in live else (each,)
        for person in self.slots:
            self._refresh(person, (channel,))
        return self._together[channel]

    def _refresh(self, person: Person, channels: Iterable[str]) -> None:
        """Where he has room now."""
        at_work = person.state == "available" and person.ability.active
        bit, room = person.bit, self.room
        for channel in channels:
            mask = room[channel]
            if at_work and rules.has_room(person.ability, person.load, channel):
                if not mask & bit:
                    room[channel] = mask | bit
                    self.freed.add(person.slot)
            elif mask & bit:
                room[channel] = mask ^ bit

    def _mark_state(self, person: Person, state: str) -> None:
        states = dict(self.states)
        states[person.state] = states.get(person.state, 0) & ~person.bit
        states[state] = states.get(state, 0) | person.bit
        self.states = states

    def _ordered(self) -> list[tuple[int, int]]:
        """Everybody from the longest idle on. Moves wait until somebody asks: a busy centre never does."""
        order, placed = self._order, self._placed
        for slot in self._moved:
            idle_since = self.slots[slot].idle_since
            if placed[slot] != idle_since:
                del order[bisect_left(order, (placed[slot], slot))]
                insort(order, (idle_since, slot))
                placed[slot] = idle_since
        self._moved.clear()
        return order

    # --- asking it ----------------------------------------------------------------------------------------------------

    def fit(self, need: Need) -> int:
        """Who may have it at all: `rules.unfit` for everybody at once."""
        can = self._can.get
        mask = can(("active", "", 0), 0) & (can(("brand", "", 0), 0) | can(("brand", need.brand, 0), 0))
        if need.teams:
            mask &= self._any_team(need)
        for skill, level in need.skills:
            mask &= can(("skill", skill, level), 0)
        if need.language:
            mask &= can(("language", need.language, 0), 0)
        return mask & self._only(need)

    def misfits(self, need: Need) -> dict[str, int]:
        """How many are out for which reason; each counts once, by the first reason of `rules.unfit`."""
        can, left, out = self._can.get, self._everybody, dict[str, int]()

        def keep(mask: int, reason: str) -> None:
            nonlocal left
            if gone := (left & ~mask).bit_count():
                out[reason] = gone
            left &= mask

        keep(can(("active", "", 0), 0), "inactive")
        keep(can(("brand", "", 0), 0) | can(("brand", need.brand, 0), 0), "brand_not_granted")
        if need.teams:
            keep(self._any_team(need), "not_in_team")
        for skill, level in need.skills:
            keep(can(("skill", skill, 1), 0), f"skill_missing:{skill}")
            keep(can(("skill", skill, level), 0), f"level_too_low:{skill}")
        if need.language:
            keep(can(("language", need.language, 0), 0), "language")
        keep(self._only(need), "waits_for_preferred" if need.preferring else "another_agent_named")
        return out

    def _any_team(self, need: Need) -> int:
        mask = 0
        for team in need.teams:
            mask |= self._can.get(("team", team, 0), 0)
        return mask

    def _only(self, need: Need) -> int:
        if need.only is None:
            return self._everybody
        person = self.people.get(need.only)
        return person.bit if person else 0

    def pick(self, mask: int) -> tuple[Person, list[Standing]]:
        """The one to ask among these (at least one), and up to five who would be next."""
        if not mask & (mask - 1):
            return self.slots[mask.bit_length() - 1], []
        standings = self._in_order(mask) if mask.bit_count() > SCAN_FROM else (p.standing() for p in self.each(mask))
        first, *others = nsmallest(RUNNERS_UP + 1, standings, key=_by_key_and_id)
        return first[2], others

    def each(self, mask: int) -> Iterator[Person]:
        slots = self.slots
        while mask:
            low = mask & -mask
            yield slots[low.bit_length() - 1]
            mask ^= low

    def _in_order(self, mask: int) -> Iterator[Standing]:
        """From the longest idle on, until six are found and nobody further can be equal to them."""
        found, last = 0, 0
        for idle_since, slot in self._ordered():
            if found > RUNNERS_UP and idle_since > last:
                return
            if mask >> slot & 1:
                found, last = found + 1, idle_since
                yield self.slots[slot].standing()


_by_key_and_id: Callable[[Standing], tuple[Key, str]] = itemgetter(0, 1)


def _abilities(ability: f.Ability) -> Iterator[tuple[str, str, int]]:
    """What an agent can do, as the names of masks. Skills are marked at each level up to his."""
    if ability.active:
        yield "active", "", 0
    for brand in ability.brands or ("",):
        yield "brand", brand, 0
    for team in ability.teams:
        yield "team", team, 0
    for language in ability.languages:
        yield "language", language, 0
    for skill, has in ability.skills.items():
        for level in LEVELS:
            if level <= has:
                yield "skill", skill, level
