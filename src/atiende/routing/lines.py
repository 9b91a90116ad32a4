"""The waiting work, in one line per distinct need, each a heap by rank with its best at the head.

An agent looks only at the heads of the lines he serves, so a choice costs the same however long the lines are.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from heapq import heapify, heappop, heappush
from operator import itemgetter

from msgspec import Struct

from atiende.domain import facts as f
from atiende.routing import rules
from atiende.routing.crew import Crew
from atiende.routing.order import NEVER, Lane, Ruling
from atiende.routing.room import Person
from atiende.routing.rules import Need

SLACK = 64
NOBODY: Mapping[str, int] = {}


class Item(Struct, eq=False, gc=False):
    """Waiting work: its fact, its line, its `entry` there (None while reserved), and who declined it when."""

    fact: f.InteractionQueued
    ruling: Ruling
    line: "Line"
    entry: "Entry | None" = None
    rule: str = ""
    rests: Mapping[str, int] = NOBODY


Entry = tuple[int, str]
"""Rank and interaction: the order of work. An item's entry is told from its tombstones by identity."""
Look = Callable[[list[Entry]], tuple[Entry, ...]]
"""Picks the heads of the lines an agent serves."""


class Line:
    """Work that asks the same and is ordered by rank alone. `fit`: who may have it.

    `dead` counts entries of the heap whose item has another entry by now, or none: they no longer wait here.
    `resting` counts work kept out of the heap because somebody declined it lately. `out` is how many agents
    may not have it for which reason, `counted` when the crew had that version.
    """

    __slots__ = ("counted", "dead", "fit", "heap", "lane", "need", "out", "resting", "slot")

    def __init__(self, need: Need, lane: Lane | None, slot: int, fit: int) -> None:
        self.need, self.lane, self.slot, self.fit = need, lane, slot, fit
        self.heap: list[Entry] = []
        self.dead = 0
        self.resting = 0
        self.out: dict[str, int] = {}
        self.counted = -1

    def misfits(self, crew: Crew) -> dict[str, int]:
        """Counts per reason, anew after somebody's abilities changed."""
        self.out, self.counted = crew.misfits(self.need), crew.version
        return self.out


NOTHING: Entry = (NEVER, "")
"""The head of an empty line."""


class Lines:
    """All lines. `changed` collects those with a new head that somebody could have; the floor empties it."""

    def __init__(self, crew: Crew, waiting: Mapping[str, Item]) -> None:
        self.crew = crew
        self._waiting = waiting
        self.heads: list[Entry] = [NOTHING]
        self.at: list[Line | None] = [None]
        self.changed: set[int] = set()
        self.looks: list[dict[str, Look | None]] = []
        self._served: list[dict[str, set[int]]] = []
        self._of: dict[tuple[Need, Lane | None], Line] = {}
        self._asking: dict[tuple[str, str], set[Line]] = {}
        self._unused: list[int] = []

    def __len__(self) -> int:
        return len(self._of)

    def of(self, need: Need, lane: Lane | None) -> Line:
        """The line of a need, opened when there is none yet."""
        line = self._of.get((need, lane))
        if line is None:
            self.crew.open_channel(need.channel)
            slot = self._slot()
            line = self._of[need, lane] = self.at[slot] = Line(need, lane, slot, self.crew.fit(need))
            for what in _asked(need):
                self._asking.setdefault(what, set()).add(line)
            for person in self.crew.each(line.fit):
                self._serve(person, line, True)
        return line

    def add(self, line: Line, entry: Entry) -> None:
        heappush(line.heap, entry)
        if entry < self.heads[line.slot]:
            self.heads[line.slot] = entry
            crew = self.crew
            # Whoever gets room later looks by himself.
            if line.fit & crew.room[line.need.channel] or crew.tired:
                self.changed.add(line.slot)

    def remove(self, line: Line, entry: Entry) -> None:
        """Of an entry that is its item's no longer. It stays until it comes to the head, or the dead are too many."""
        heap = line.heap
        if heap[0] is not entry:
            line.dead += 1
            if line.dead > len(heap) // 2 + SLACK:
                line.heap = [each for each in heap if self._lives(each)]
                heapify(line.heap)
                line.dead = 0
            return
        heappop(heap)
        while line.dead and heap and not self._lives(heap[0]):
            heappop(heap)
            line.dead -= 1
        self.heads[line.slot] = heap[0] if heap else NOTHING
        if not heap and line.need.only is not None:
            self._close_own(line)

    def _lives(self, entry: Entry) -> bool:
        item = self._waiting.get(entry[1])
        return item is not None and item.entry is entry

    def rest(self, line: Line, more: int) -> None:
        """Work of this need rests outside the heap, or no longer does."""
        line.resting += more
        self._close_own(line)

    def _close_own(self, line: Line) -> None:
        """An empty line for one agent goes at once: there would be as many as agents times needs."""
        if line.need.only is not None and not line.heap and not line.resting:
            self._close(line)

    def _close(self, line: Line) -> None:
        for person in self.crew.each(line.fit):
            self._serve(person, line, False)
        for what in _asked(line.need):
            self._asking[what].discard(line)
        del self._of[line.need, line.lane]
        self.at[line.slot] = None
        self.heads[line.slot] = NOTHING
        self.changed.discard(line.slot)
        self._unused.append(line.slot)

    def close_empty(self) -> None:
        """After a change of configuration: the needs of before have no work any more."""
        for line in [line for line in self._of.values() if not line.heap and not line.resting]:
            self._close(line)

    def renew(self, person: Person, before: f.Ability | None) -> None:
        """His abilities changed, or he is new: which of the lines that ask what changed he serves now."""
        for line in self._touched(person, before):
            fits = not rules.unfit(person.id, person.ability, line.need)
            if fits != bool(line.fit & person.bit):
                line.fit ^= person.bit
                self._serve(person, line, fits)

    def _touched(self, person: Person, before: f.Ability | None) -> Iterable[Line]:
        after = person.ability
        if before is None or (before.active, set(before.brands)) != (after.active, set(after.brands)):
            return self._of.values()
        touched: set[Line] = set()
        for what in _differences(before, after):
            touched |= self._asking.get(what, set())
        return touched

    def best_for(self, person: Person) -> Entry:
        """The first of all work he may have and has room for, by rank alone."""
        best, room, bit, heads = NOTHING, self.crew.room, person.bit, self.heads
        for channel, look in self.looks[person.slot].items():
            if room[channel] & bit:
                head = min((look or self._look(person, channel))(heads))
                if head < best:
                    best = head
        return best

    def serves_one_channel(self, person: Person) -> bool:
        return len(self.looks[person.slot]) == 1

    def heads_for(self, person: Person, channels: Iterable[str]) -> Iterator[Entry]:
        """The heads of all lines he serves on these channels."""
        looks = self.looks[person.slot]
        for channel in channels:
            if channel in looks:
                yield from filter(_waits, (looks[channel] or self._look(person, channel))(self.heads))

    def served_by(self, person: Person) -> Iterator[int]:
        for slots in self._served[person.slot].values():
            yield from slots

    def _look(self, person: Person, channel: str) -> Look:
        # Slot 0 is nobody's line: with it twice the getter always answers a tuple.
        look: Look = itemgetter(*(0, 0, *sorted(self._served[person.slot][channel])))
        self.looks[person.slot][channel] = look
        return look

    def _serve(self, person: Person, line: Line, serves: bool) -> None:
        slots = self._served[person.slot].setdefault(line.need.channel, set())
        if serves:
            slots.add(line.slot)
        else:
            slots.discard(line.slot)
        self.looks[person.slot][line.need.channel] = None

    def welcome(self, person: Person) -> None:
        """Somebody new, who serves nothing yet."""
        if person.slot == len(self.looks):
            self.looks.append({})
            self._served.append({})

    def _slot(self) -> int:
        if self._unused:
            return self._unused.pop()
        self.heads.append(NOTHING)
        self.at.append(None)
        return len(self.heads) - 1


def _waits(entry: Entry) -> bool:
    return entry is not NOTHING


def _asked(need: Need) -> Iterator[tuple[str, str]]:
    for skill, _ in need.skills:
        yield "skill", skill
    for team in need.teams:
        yield "team", team
    if need.language:
        yield "language", need.language


def _differences(before: f.Ability, after: f.Ability) -> Iterator[tuple[str, str]]:
    for skill in before.skills.keys() | after.skills.keys():
        if before.skills.get(skill, 0) != after.skills.get(skill, 0):
            yield "skill", skill
    for team in set(before.teams) ^ set(after.teams):
        yield "team", team
    for language in before.languages.keys() ^ after.languages.keys():
        yield "language", language
