"""The waiting work, in one line per distinct need, each a heap by rank with its best at the head.

An agent looks only at the heads of the lines he serves, so a choice costs the same however long the lines are.
"""

from heapq import heapify, heappop, heappush
from operator import itemgetter

from atiende.routing import rules
from atiende.routing.crew import Crew, Entry, Look, Person
from atiende.routing.rules import Need

NOTHING: Entry = (1 << 62, "")
SLACK = 64


class Line:
    """Work that asks the same. `fit`: who may have it. `gone`: entries still in the heap that no longer wait.

    `resting` counts work kept out of the heap because somebody declined it lately.
    """

    __slots__ = ("_misfits", "_of", "fit", "gone", "heap", "need", "resting", "slot")

    def __init__(self, need: Need, slot: int, fit: int) -> None:
        self.need, self.slot, self.fit = need, slot, fit
        self.heap: list[Entry] = []
        self.gone: set[Entry] = set()
        self.resting = 0
        self._misfits: dict[str, int] = {}
        self._of = -1

    def misfits(self, crew: Crew) -> dict[str, int]:
        """Counts per reason; computed anew only after somebody's abilities changed."""
        if self._of != crew.version:
            self._misfits, self._of = crew.misfits(self.need), crew.version
        return self._misfits


class Lines:
    """All lines. `changed` collects those with a new head; the floor empties it."""

    def __init__(self, crew: Crew) -> None:
        self.crew = crew
        self.heads: list[Entry] = [NOTHING]
        self.at: list[Line | None] = [None]
        self.changed: set[int] = set()
        self._of: dict[Need, Line] = {}
        self._unused: list[int] = []

    def of(self, need: Need) -> Line:
        """The line of a need, opened when there is none yet."""
        line = self._of.get(need)
        if line is None:
            self.crew.open_channel(need.channel)
            slot = self._slot()
            line = self._of[need] = self.at[slot] = Line(need, slot, self.crew.fit(need))
            for person in self.crew.each(line.fit):
                self._serve(person, line, True)
        return line

    def add(self, line: Line, entry: Entry) -> None:
        if line.gone and entry in line.gone:
            line.gone.discard(entry)
        else:
            heappush(line.heap, entry)
        if entry < self.heads[line.slot]:
            self.heads[line.slot] = entry
            self.changed.add(line.slot)

    def remove(self, line: Line, entry: Entry) -> None:
        """Its place stays as a tombstone until it comes to the head, or there are more of them than work."""
        heap, gone = line.heap, line.gone
        if heap[0] == entry:
            heappop(heap)
            while gone and heap and heap[0] in gone:
                gone.discard(heappop(heap))
            self.heads[line.slot] = heap[0] if heap else NOTHING
            if line.need.only is not None:
                self._close_own(line)
            return
        gone.add(entry)
        if len(gone) > len(heap) // 2 + SLACK:
            line.heap = [each for each in heap if each not in gone]
            heapify(line.heap)
            gone.clear()

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
        del self._of[line.need]
        self.at[line.slot] = None
        self.heads[line.slot] = NOTHING
        self.changed.discard(line.slot)
        self._unused.append(line.slot)

    def close_empty(self) -> None:
        """After a change of configuration: the needs of before have no work any more."""
        for line in [line for line in self._of.values() if not line.heap and not line.resting]:
            self._close(line)

    def renew(self, person: Person) -> None:
        """His abilities changed, or he is new: which lines he serves now."""
        for line in self._of.values():
            fits = not rules.unfit(person.id, person.ability, line.need)
            if fits != bool(line.fit & person.bit):
                line.fit ^= person.bit
                self._serve(person, line, fits)

    def best_for(self, person: Person) -> Entry:
        """The first of all work he may have and has room for."""
        best, room, bit, heads = NOTHING, self.crew.room, person.bit, self.heads
        for channel, look in person.heads.items():
            if room[channel] & bit:
                head = min((look or self._look(person, channel))(heads))
                if head < best:
                    best = head
        return best

    def _look(self, person: Person, channel: str) -> Look:
        # Slot 0 is nobody's line: with it twice the getter always answers a tuple.
        look: Look = itemgetter(*(0, 0, *sorted(person.lines[channel])))
        person.heads[channel] = look
        return look

    def _serve(self, person: Person, line: Line, serves: bool) -> None:
        slots = person.lines.setdefault(line.need.channel, set())
        if serves:
            slots.add(line.slot)
        else:
            slots.discard(line.slot)
        person.heads[line.need.channel] = None

    def _slot(self) -> int:
        if self._unused:
            return self._unused.pop()
        self.heads.append(NOTHING)
        self.at.append(None)
        return len(self.heads) - 1
