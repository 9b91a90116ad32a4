"""The agents, in masks by what they can do; and who of those who may have some work is asked for it."""

from collections.abc import Callable, Iterator
from heapq import nsmallest
from operator import itemgetter

from msgspec import Struct

from atiende.domain import facts as f
from atiende.domain.documents import Queue
from atiende.routing import choice
from atiende.routing.choice import Key, Question
from atiende.routing.memory import Memory
from atiende.routing.room import Person
from atiende.routing.rules import Need

__all__ = ["Crew", "Person", "Picked"]

SCAN_FROM = 24
"""With more candidates than this, walking everybody in order of idleness finds the first six sooner."""
RUNNERS_UP = 5
LEVELS = range(1, 6)

Standing = tuple[Key, str, Person]


class Picked(Struct, frozen=True, gc=False):
    """Who is asked, by which rule and with which key; up to five who would be next.

    `spared` is the mask of those passed over because they had hard work enough.
    """

    person: Person
    rule: str
    key: Key
    runners_up: tuple[tuple[str, Key], ...] = ()
    spared: int = 0


class Crew(Memory):
    """Everybody. `version` counts changes of abilities."""

    def __init__(self) -> None:
        super().__init__()
        self.version = 0
        self._everybody = 0
        self._can: dict[tuple[str, str, int], int] = {}

    def put(self, agent: str, ability: f.Ability) -> Person:
        """A new agent, or new abilities of a known one."""
        person = self.people.get(agent)
        if person is None:
            person = Person(agent, len(self.slots), ability)
            self._join(person)
            self._everybody |= person.bit
        for what in _abilities(person.ability):
            self._can[what] = self._can.get(what, 0) & ~person.bit
        person.ability = ability
        for what in _abilities(ability):
            self._can[what] = self._can.get(what, 0) | person.bit
        self.version += 1
        self._take_workload(person)
        self._refresh(person, self.room)
        self.freed.add(person.slot)
        if self.care is not None:
            self.care.look_again(person)
        return person

    # --- who can ------------------------------------------------------------------------------------------------------

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

    # --- choosing -----------------------------------------------------------------------------------------------------

    def pick(self, mask: int, need: Need, queue: Queue, work: f.InteractionQueued, now: int) -> Picked:
        """The one to ask among these (at least one)."""
        spared = 0
        if self.care is not None and (spared := self.spared(mask, work)):
            mask &= ~spared
        if not mask & (mask - 1) and queue.choice == "longest_idle":
            person = self.slots[mask.bit_length() - 1]
            return Picked(person, "priority_age", person.key(), (), spared)
        rule, standings = self._standings(mask, need, queue, work, now)
        first, *others = nsmallest(RUNNERS_UP + 1, standings, key=_by_key_and_id)
        if not others:
            rule = "priority_age"
        return Picked(first[2], rule, first[0], tuple([(agent, key) for key, agent, _ in others]), spared)

    def ranked(self, mask: int, need: Need, queue: Queue, work: f.InteractionQueued, now: int) -> list[tuple[Key, str]]:
        """All of these in the order they would be asked, those who are spared left out: what `pick` chooses from."""
        mask &= ~self.spared(mask, work)
        if not mask:
            return []
        if queue.choice == "longest_idle":
            standings = self._idle(mask)
        else:
            _, standings = self._standings(mask, need, queue, work, now)
        return [(key, agent) for key, agent, _ in sorted(standings, key=_by_key_and_id)]

    def spared(self, mask: int, work: f.InteractionQueued) -> int:
        """Of these, who had hard work enough, while somebody else of them had not."""
        return self.care.spared(mask, work.reason) if self.care is not None and work.reason else 0

    def _standings(
        self, mask: int, need: Need, queue: Queue, work: f.InteractionQueued, now: int
    ) -> tuple[str, Iterator[Standing]]:
        if queue.choice == "longest_idle":
            return queue.choice, (self._in_order(mask) if mask.bit_count() > SCAN_FROM else self._idle(mask))
        people = list(self.each(mask))
        match = self.matches.of(work.queue)
        rule, keys = choice.keys(people, Question(need, queue, work, now, self.turns, self.care, match))
        return rule, ((key, person.id, person) for key, person in zip(keys, people, strict=True))

    def _idle(self, mask: int) -> Iterator[Standing]:
        return ((person.key(), person.id, person) for person in self.each(mask))

    def _in_order(self, mask: int) -> Iterator[Standing]:
        """From the longest idle on, until six are found and nobody further can be equal to them."""
        found, last = 0, 0
        for idle_since, slot in self._ordered():
            if found > RUNNERS_UP and idle_since > last:
                return
            if mask >> slot & 1:
                found, last = found + 1, idle_since
                person = self.slots[slot]
                yield person.key(), person.id, person


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
