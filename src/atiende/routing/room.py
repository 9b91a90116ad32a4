"""The agents as routing sees them, and where each has room: one bit each, in masks by channel and by state.

Masks are plain integers, so what a decision saw can be kept by reference: nothing is ever changed in place.
"""

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from atiende.domain import facts as f
from atiende.domain import room
from atiende.domain.documents import Workload

BREATHER = "breather"
OCCUPANCY = "resting_occupancy"
"""Why somebody available rests: codes with texts in `why.json`."""


class Person:
    """An agent: `idle_since` orders the longest idle, `load` counts units held, offered ones included.

    `rest` is why he is not asked although available, or empty; `at_work`: available, active
    and not resting. `phone`: why no call rings at his, or empty. `plain`: his capacity on channels whose room depends
    on nothing else he carries.
    """

    __slots__ = (
        "ability", "at_work", "bit", "id", "idle_since", "load", "loads", "phone", "plain", "primary_first", "rest",
        "slot", "state", "workload",
    )  # fmt: skip

    def __init__(self, agent: str, slot: int, ability: f.Ability) -> None:
        self.id, self.slot, self.bit, self.ability = agent, slot, 1 << slot, ability
        self.state, self.idle_since, self.rest, self.phone = "offline", 0, "", ""
        self.workload: Workload | None = None
        self.loads, self.primary_first = room.PLAIN, False
        self.load: dict[str, int] = {}
        self.at_work = False
        self.plain: dict[str, int] = {}

    def key(self) -> tuple[int, int]:
        """Longest idle first, then the least full; the id decides the rest."""
        return self.idle_since, room.fullness(self.ability, self.loads, self.load) if self.load else 0

    def fullness(self) -> int:
        return room.fullness(self.ability, self.loads, self.load)

    def has_room(self, channel: str) -> bool:
        """One more fits, and would reach him; whether he is asked is another matter."""
        reached = room.is_reached(self.phone, channel)
        return reached and room.has_room(self.ability, self.loads, self.load, channel)


class Waiting(Protocol):
    """Work that waits, as the board keeps it."""

    @property
    def fact(self) -> f.InteractionQueued: ...


class Carried(Protocol):
    """Work an agent has, or is about to be offered, as the board keeps it."""

    @property
    def person(self) -> Person: ...
    @property
    def channel(self) -> str: ...


class Room:
    """Who is there and where he has room. `freed` collects the slots of those who can be given more than before; the
    floor empties it. `room` has nobody who rests; `breathing` and `tired` are those who do, whatever their state, and
    `spare` is the room of the tired. `silent`: those at whose desk no call rings."""

    def __init__(self) -> None:
        self.people: dict[str, Person] = {}
        self.slots: list[Person] = []
        self.states: dict[str, int] = {}
        self.room: dict[str, int] = {}
        self.spare: dict[str, int] = {}
        self.freed: set[int] = set()
        self.waiting: Mapping[str, Waiting] = {}
        self.pending: Mapping[str, Carried] = {}
        self.held: Mapping[str, Carried] = {}
        self.breathing = 0
        self.tired = 0
        self.silent = 0
        self._workloads: dict[str, tuple[Workload, room.Loads]] = {}
        self._carriers: dict[str, int] = {}
        self._order: list[tuple[int, int]] = []
        self._placed: list[int] = []
        self._moved: set[int] = set()
        self._together: dict[str, tuple[str, ...]] = {}
        self._alone: set[str] = set()

    def watch(
        self, waiting: Mapping[str, Waiting], pending: Mapping[str, Carried], held: Mapping[str, Carried]
    ) -> None:
        """What the board keeps, to look at: work that waits, offers being written, and work in hand."""
        self.waiting, self.pending, self.held = waiting, pending, held

    # --- keeping it ---------------------------------------------------------------------------------------------------

    def set_state(self, person: Person, state: str, at: int) -> None:
        """Becoming available begins his idle time."""
        self._mark_state(person, state)
        if state == "available" and person.state != state:
            self.move(person, at)
        person.state = state
        self._refresh(person, self.room)

    def set_workload(self, slug: str, workload: Workload | None) -> None:
        """Holds at once for what is given out next; what is carried is not touched. None takes the document away."""
        if workload is None:
            self._workloads.pop(slug, None)
        else:
            self._workloads[slug] = workload, room.loads_of(workload)
        for person in self.slots:
            if slug in room.workloads_of(person.ability):
                self._take_workload(person)
                self._refresh(person, self.room)

    def set_rest(self, person: Person, rest: str) -> None:
        """He rests for this reason, or no longer."""
        person.rest = rest
        self.breathing = self.breathing | person.bit if rest == BREATHER else self.breathing & ~person.bit
        self.tired = self.tired | person.bit if rest == OCCUPANCY else self.tired & ~person.bit
        self._refresh(person, self.room)

    def set_phone(self, person: Person, missing: str) -> None:
        """Calls ring at his, or they do not for this reason."""
        person.phone = missing
        self.silent = self.silent | person.bit if missing else self.silent & ~person.bit
        self._refresh(person, self.room)

    def give(self, person: Person, channel: str, at: int) -> int:
        """One unit more; whoever was just asked goes to the end of the order. Answers where he stood."""
        stood, person.idle_since = person.idle_since, at
        self._moved.add(person.slot)
        load, bit, masks = person.load, person.bit, self.spare if person.rest else self.room
        load[channel] = pieces = load.get(channel, 0) + 1
        most = person.plain.get(channel)
        if most is not None:
            if pieces >= most and masks[channel] & bit:
                masks[channel] ^= bit
            return stood
        for other in self._affected(person, channel):
            if masks[other] & bit and not person.has_room(other):
                masks[other] ^= bit
        return stood

    def free(self, person: Person, channel: str, idle_since: int | None) -> None:
        """One unit less; `idle_since` is his new place in the order, if it changes."""
        load, bit, masks = person.load, person.bit, self.room
        left = load[channel] - 1
        if left:
            load[channel] = left
        else:
            del load[channel]
        if idle_since is not None:
            person.idle_since = idle_since
            self._moved.add(person.slot)
        if not person.at_work:
            self._refresh(person, self.spare)
            return
        most = person.plain.get(channel)
        if most is not None:
            if left < most and not masks[channel] & bit:
                masks[channel] |= bit
                self.freed.add(person.slot)
            return
        for other in self._affected(person, channel):
            if not masks[other] & bit and person.has_room(other):
                masks[other] |= bit
                self.freed.add(person.slot)

    def move(self, person: Person, idle_since: int) -> None:
        """Another place in the order, put in place when the order is next asked for."""
        person.idle_since = idle_since
        self._moved.add(person.slot)

    def open_channel(self, channel: str) -> None:
        if channel not in self._together:
            self._open(channel)

    def _affected(self, person: Person, channel: str) -> Iterable[str]:
        """Channels whose room may change when the load of this one does."""
        together = self._together.get(channel) or self._open(channel)
        return self.room if person.loads else together

    def _open(self, channel: str) -> tuple[str, ...]:
        """A channel not seen before: who has room on it, and on which channels room goes together. Under a workload
        document it does on all."""
        self.room[channel] = self.spare[channel] = self._carriers[channel] = 0
        live = tuple(sorted(set(room.LIVE) & set(self.room)))
        for each in self.room:
            self._together[each] = live if each in live else (each,)
        self._alone = {each for each, others in self._together.items() if len(others) == 1}
        for person in self.slots:
            self._refresh(person, self._together[channel])
        return self._together[channel]

    def _take_workload(self, person: Person) -> None:
        found = [self._workloads[slug] for slug in room.workloads_of(person.ability) if slug in self._workloads]
        person.workload, person.loads = found[0] if found else (None, room.PLAIN)
        person.primary_first = person.workload is not None and person.workload.primary_first

    def _refresh(self, person: Person, channels: Iterable[str]) -> None:
        """Where he has room now."""
        at_work = person.state == "available" and person.ability.active and person.rest != BREATHER
        person.at_work = at_work and not person.rest
        for channel in channels:
            reached = room.is_reached(person.phone, channel)
            most = room.capacity_of(person.ability, channel, person.loads) if reached else 0
            _mark(self._carriers, channel, person.bit, most > 0)
            if channel in self._alone and not person.loads:
                person.plain[channel] = most
            else:
                person.plain.pop(channel, None)
            fits = at_work and person.has_room(channel)
            if fits and not person.rest and not self.room[channel] & person.bit:
                self.freed.add(person.slot)
            _mark(self.room, channel, person.bit, fits and not person.rest)
            _mark(self.spare, channel, person.bit, fits and person.rest == OCCUPANCY)

    def _mark_state(self, person: Person, state: str) -> None:
        states = dict(self.states)
        states[person.state] = states.get(person.state, 0) & ~person.bit
        states[state] = states.get(state, 0) | person.bit
        self.states = states

    def _join(self, person: Person) -> None:
        self.people[person.id] = person
        self.slots.append(person)
        insort(self._order, (person.idle_since, person.slot))
        self._placed.append(person.idle_since)
        self._mark_state(person, person.state)

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

    def askable(self, fit: int, channel: str) -> int:
        """Of those who fit, who may be asked for work on this channel now.

        Somebody who has worked his share of the hour is asked after all when nobody else who fits, and could carry
        such work, is available and rested: no work is stranded for it. A breather is short and always kept.
        """
        self.open_channel(channel)
        free = fit & self.room[channel]
        if free or not self.tired:
            return free
        available = fit & self.states.get("available", 0) & self._carriers[channel]
        return 0 if available & ~self.tired & ~self.breathing else fit & self.spare[channel]

    def rests(self, fit: int, channel: str) -> tuple[int, int]:
        """Of those who fit and are available: who takes a breather, and who rests after much work (0 when he is asked
        all the same)."""
        if not self.breathing and not self.tired:
            return 0, 0
        available = fit & self.states.get("available", 0)
        tired = available & self.tired
        return available & self.breathing, tired & ~self.askable(fit, channel)

    def last_resorts(self) -> int:
        """Those without a bit in `room` who may be asked all the same, where nobody else is there."""
        mask = 0
        if self.tired:
            for spare in self.spare.values():
                mask |= spare
        return mask

    def each(self, mask: int) -> Iterator[Person]:
        slots = self.slots
        while mask:
            low = mask & -mask
            yield slots[low.bit_length() - 1]
            mask ^= low

    def workloads(self) -> Mapping[str, Workload]:
        """The documents in force."""
        return {slug: workload for slug, (workload, _) in self._workloads.items()}


def _mark(masks: dict[str, int], channel: str, bit: int, whether: bool) -> None:
    masks[channel] = masks[channel] | bit if whether else masks[channel] & ~bit
