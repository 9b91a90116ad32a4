"""Who gets what, next: the Floor and its decisions.

Pure: the same facts at the same moment give the same decisions, in whatever order equals arrived. Between two calls of
`decide` nothing is left to do: no waiting work has a fitting agent with room. So a call looks only at work that came to
the head of a line and at agents who became free, and costs the same however much waits. A decision is reserved until
its fact comes back (`apply`) or the change was refused (`release`).
"""

from collections.abc import Callable, Iterator
from heapq import heapify, heappop, heappush
from typing import Self

from atiende.domain.facts import Fact, Logged
from atiende.domain.room import RINGS
from atiende.routing import explain, rules, snapshot
from atiende.routing.board import Board
from atiende.routing.explain import Explanation, Wanted
from atiende.routing.keeping import KEEPERS
from atiende.routing.lines import NOTHING, Entry, Item, Line
from atiende.routing.order import Key
from atiende.routing.receipt import Chosen, Decided, Decision, Seen, Widening
from atiende.routing.room import Person
from atiende.routing.rules import RETRY_MS

RESTING = 0
ALONE = "priority_age"
"""The rule of an offer when only one could be asked: what decided was the order of work."""
Choice = tuple[Entry, int]
"""The best work of a source; a source is an agent (slot + 1), a line (− slot), or work that somebody declined."""
Compared = tuple[Key, int, Entry]
"""The same where ranks alone do not decide."""


class Floor(Board):
    def __init__(self) -> None:
        super().__init__()
        self._moment = 0
        self._parked: list[tuple[Person, Line]] = []
        self._parked_until = 0
        self._reached: set[str] = set()
        self._listen()

    def apply(self, logged: Logged) -> None:
        """Keeps what routing needs of a fact; others only move the position."""
        self.position = logged.seq
        fact = logged.fact
        keep = self._keepers.get(type(fact))
        if keep is not None:
            if self._parked:
                self._unpark()
            keep(self, fact, logged.at)

    def _listen(self) -> None:
        """The crew hears of a fact before the board does; which ones it wants to hear of changes with the rules."""
        self._heard = self.crew.keepers
        self._keepers = KEEPERS | {
            kind: _both(remember, KEEPERS.get(kind, _nothing)) for kind, remember in self._heard.items()
        }

    def decide(self, now: int) -> list[Decided]:
        """All steps reached at this moment (ms UTC), then all offers to make, the highest-ranked work first."""
        self._moment = now
        if self._parked and now >= self._parked_until:
            self._unpark()
        if self.wakes:
            self._wake(now)
        if self.crew.care is not None:
            self.crew.wake(now)
        made = self._widen_reached(now) if self._reached else []
        if self.lanes:
            self._offer_compared(made, now)
        elif self.crew.freed or self.lines.changed or self.resting or self.crew.tired:
            self._offer_ranked(made, now)
        return made

    def release(self, decision: Decided) -> None:
        """The offer or step was refused by the change: the work waits where it stood, the agent is free again.

        Refused means that the log knows more than the floor, so both are looked at again with the next fact (or after
        a second, when the store itself refused): the same offer is not made and refused in a circle.
        """
        if isinstance(decision, Widening):
            self._release_step(decision)
            return
        held, item = self.pending.get(decision.interaction), self.waiting.get(decision.interaction)
        if held is None or item is None or held.person.id != decision.agent:
            return
        freed, changed = set(self.crew.freed), set(self.lines.changed)
        self.unreserve(decision.interaction)
        self._into_line(item, self._moment)
        self.crew.freed, self.lines.changed = freed, changed
        self._parked.append((held.person, item.line))
        self._parked_until = self._moment + RETRY_MS

    def release_all(self) -> None:
        """Whoever wrote down what was decided has been stopped in the middle: nobody will say what became of it."""
        for interaction in (*self.pending, *self.widening):
            self.unreserve(interaction)
            self.widening.discard(interaction)
            self._into_line(self.waiting[interaction], self._moment)

    def next_wake(self, now: int) -> int | None:
        """When a decision may change although nothing happens; None when only facts can change it."""
        while self.wakes and self.wakes[0][1] not in self.waiting:
            heappop(self.wakes)
        due = [self.wakes[0][0]] if self.wakes else []
        if self._parked:
            due.append(self._parked_until)
        rested = self.crew.next_wake()
        if rested is not None:
            due.append(rested)
        return max(now, min(due)) if due else None

    def why(self, interaction: str, now: int) -> Explanation:
        """Every agent with his reason: why this one, why not me, why it still waits."""
        self._wake(now)
        self.crew.wake(now)
        return explain.why(self, interaction, now)

    def who(self, wanted: Wanted, now: int) -> Explanation:
        """Dry run: who would get work like this, if it came now."""
        self.crew.wake(now)
        return explain.who(self, wanted, now)

    def snapshot(self) -> bytes:
        """All that facts made; the same facts give the same bytes. Reservations are not facts and are left out."""
        return snapshot.save(self)

    @classmethod
    def from_snapshot(cls, saved: bytes) -> Self:
        floor = cls()
        snapshot.load(floor, saved)
        floor._listen()
        return floor

    # --- steps and time -----------------------------------------------------------------------------------------------

    def _wake(self, now: int) -> None:
        """What time alone brought: steps reached, and waits for a preferred agent and rests after declining over."""
        woken = set[str]()
        while self.wakes and self.wakes[0][0] <= now:
            woken.add(heappop(self.wakes)[1])
        for interaction in sorted(woken):
            item = self.waiting.get(interaction)
            if item is None or item.entry is None:
                continue
            self.replace(interaction, now)
            if self._is_due(item, now) and self.refused.get(interaction, 0) <= now:
                self.refused.pop(interaction, None)
                self._reached.add(interaction)

    def _widen_reached(self, now: int) -> list[Decided]:
        reached = sorted(self._reached)
        self._reached.clear()
        items = [item for each in reached if (item := self.waiting.get(each)) is not None and item.entry is not None]
        return [self._widen(item, now) for item in items if self._is_due(item, now)]

    def _is_due(self, item: Item, now: int) -> bool:
        """Still: rules and work may have changed since the moment was seen to come."""
        due = rules.step_due(item.fact, item.ruling.queue) if item.rule != "named_agent" else None
        return due is not None and due <= now

    def _widen(self, item: Item, now: int) -> Widening:
        """Out of its line until the fact of the step comes."""
        work, step = item.fact, item.ruling.queue.steps[item.fact.step]
        seen = self._seen(item, ("step", (), (), 0), now)
        self._out_of_line(item)
        self.widening.add(work.interaction)
        to_queue = step.queue if step.queue in self.queues and step.queue != work.queue else None
        return Widening(work.interaction, work.conversation, work.queue, work.step + 1, to_queue, seen)

    def _release_step(self, widening: Widening) -> None:
        item = self.waiting.get(widening.interaction)
        if item is None or widening.interaction not in self.widening:
            return
        self.widening.discard(widening.interaction)
        for gone in self.refused.keys() - self.waiting.keys():
            del self.refused[gone]
        self.refused[widening.interaction] = self._moment + RETRY_MS
        self._into_line(item, self._moment)

    def _unpark(self) -> None:
        for person, line in self._parked:
            self.crew.freed.add(person.slot)
            if self.lines.at[line.slot] is line:
                self.lines.changed.add(line.slot)
        self._parked.clear()

    # --- offers where ranks decide ------------------------------------------------------------------------------------

    def _offer_ranked(self, made: list[Decided], now: int) -> None:
        waiting, freed = self.waiting, self.crew.freed
        if len(freed) == 1 and not self.lines.changed and not self.resting and not self.crew.tired:
            self._offer_freed(self.crew.slots[freed.pop()], made, now)
            return
        choices = self._choices()
        while choices:
            entry, source = heappop(choices)
            item = waiting.get(entry[1])
            if item is not None and item.entry is entry and (free := self._free_for(item, now)):
                made.append(self._offer(item, free, now))
                if item.entry is entry:
                    # Whoever was asked for it took what he is better at.
                    heappush(choices, (entry, source))
                    continue
            head = self._best_of(source)
            if head is not NOTHING:
                heappush(choices, (head, source))

    def _offer_freed(self, person: Person, made: list[Decided], now: int) -> None:
        """The usual case: one agent became free, and nothing else happened."""
        waiting, room = self.waiting, self.crew.room
        while (entry := self.lines.best_for(person)) is not NOTHING:
            item = waiting[entry[1]]
            channel = item.fact.channel
            free = item.line.fit & room[channel]
            if free != person.bit or person.primary_first or not item.ruling.by_idleness:
                made.append(self._offer(item, free, now))
                continue
            made.append(self._offer_to(person, item, (item.rule or ALONE, person.key(), (), 0), now))
            if not room[channel] & person.bit and self.lines.serves_one_channel(person):
                return

    def _choices(self) -> list[Choice]:
        """Where something may have become possible since the last decision."""
        choices: list[Choice] = []
        for source in self._sources():
            head = self._best_of(source)
            if head is not NOTHING:
                choices.append((head, source))
        if self.resting:
            choices.extend((item.entry, RESTING) for item in self.resting.values() if item.entry is not None)
        if len(choices) > 1:
            heapify(choices)
        return choices

    def _sources(self) -> list[int]:
        freed, changed = self.crew.freed, self.lines.changed
        for person in self.crew.each(self.crew.last_resorts()):
            changed.update(self.lines.served_by(person))
        sources = [slot + 1 for slot in freed]
        freed.clear()
        if changed:
            sources += [-slot for slot in changed]
            changed.clear()
        return sources

    def _best_of(self, source: int) -> Entry:
        if source > 0:
            return self.lines.best_for(self.crew.slots[source - 1])
        line = self.lines.at[-source]
        if line is not None and self._askable(line):
            return self.lines.heads[-source]
        return NOTHING

    def _askable(self, line: Line) -> int:
        """Who may have its work and has room."""
        crew = self.crew
        free = line.fit & crew.room[line.need.channel]
        return free if free or not crew.tired else crew.askable(line.fit, line.need.channel)

    def _free_for(self, item: Item, now: int) -> int:
        free = self._askable(item.line)
        return free & ~self.rested(item, now) if item.rests else free

    # --- offers where queues share, keep agents free, or cost more with time -----------------------------------------

    def _offer_compared(self, made: list[Decided], now: int) -> None:
        """As by rank, but each best is compared anew when its turn comes: offers made meanwhile may have moved it."""
        choices = [best for source in self._sources() if (best := self._best_compared(source, now)) is not None]
        choices += [(self._key(item.entry, now), RESTING, item.entry) for item in self.resting.values() if item.entry]
        heapify(choices)
        while choices:
            choice = heappop(choices)
            _, source, entry = choice
            best = self._best_compared(source, now) if source != RESTING else self._resting_compared(entry, now)
            if best is None:
                continue
            if best != choice:
                heappush(choices, best)
                continue
            item = self.waiting[entry[1]]
            free = self._free_for(item, now) if self._is_open(item) else 0
            if free:
                made.append(self._offer(item, free, now))
                heappush(choices, choice)

    def _best_compared(self, source: int, now: int) -> Compared | None:
        if source > 0:
            person = self.crew.slots[source - 1]
            heads = list(self._could_have(person))
        else:
            line = self.lines.at[-source]
            heads = [] if line is None or self.lines.heads[-source] is NOTHING else [self.lines.heads[-source]]
        waiting = self.waiting
        found = [(self._key(head, now), source, head) for head in heads if self._is_open(waiting[head[1]])]
        return min(found, default=None)

    def _key(self, entry: Entry, now: int) -> Key:
        item = self.waiting[entry[1]]
        return self.key_of(item.ruling, item.fact, now)

    def _resting_compared(self, entry: Entry, now: int) -> Compared | None:
        item = self.waiting.get(entry[1])
        if item is None or item.entry is not entry:
            return None
        return self.key_of(item.ruling, item.fact, now), RESTING, entry

    def _could_have(self, person: Person) -> Iterator[Entry]:
        """The heads of the lines he serves on channels where he has room."""
        room = self.crew.room
        return self.lines.heads_for(person, [channel for channel in room if room[channel] & person.bit])

    def _is_open(self, item: Item) -> bool:
        """Somebody who fits is free, beyond those to be kept free; work for one agent alone keeps nobody free."""
        kept = item.ruling.keep_free if item.line.need.only is None else 0
        return self._askable(item.line).bit_count() > kept

    # --- making one ---------------------------------------------------------------------------------------------------

    def _offer(self, item: Item, free: int, now: int) -> Decision:
        picked = self.crew.pick(free, item.line.need, item.ruling.queue, item.fact, now)
        person = picked.person
        chosen: Chosen = item.rule or picked.rule, picked.key, picked.runners_up, picked.spared
        if person.primary_first:
            item = self._primary(person, item, now)
            chosen = item.rule or "primary_first", person.key(), (), 0
        return self._offer_to(person, item, chosen, now)

    def _offer_to(self, person: Person, item: Item, chosen: Chosen, now: int) -> Decision:
        seen, work, ruling = self._seen(item, chosen, now), item.fact, item.ruling
        self.reserve(item, person, now)
        return Decision(
            work.interaction, work.conversation, person.id, work.queue, work.channel, now + ruling.offer_ms, seen
        )

    def _primary(self, person: Person, asked: Item, now: int) -> Item:
        """Of all he could have now: within a precedence what he is best at, then as for everybody."""
        items = [self.waiting[head[1]] for head in self._could_have(person)]
        items += [item for item in self.resting.values() if self._free_for(item, now) & person.bit]

        def order(item: Item) -> tuple[int, int, Key]:
            key = self.key_of(item.ruling, item.fact, now)
            return key[0], -rules.mastery(person.ability, item.line.need), key

        return min(filter(self._is_open, items), key=order, default=asked)

    def _seen(self, item: Item, chosen: Chosen, now: int) -> Seen:
        """Everything by reference: it is written out when somebody asks."""
        line, crew, work = item.line, self.crew, item.fact
        room, breathing, tired = crew.room[work.channel], 0, 0
        if crew.care is not None:
            breathing, tired = crew.rests(line.fit, work.channel)
            room |= self._askable(line)
        assert item.entry is not None
        return Seen(
            self.position,
            self.configuration,
            chosen,
            len(self.waiting) - len(self.pending),
            line.misfits(crew) if line.counted != crew.version else line.out,
            line.fit,
            crew.states,
            self.rested(item, now) if item.rests else 0,
            room,
            item.ruling,
            self.key_of(item.ruling, work, now) if self.lanes else item.entry[0],
            work.step,
            breathing,
            tired,
            crew.silent if work.channel == RINGS else 0,
        )


def _nothing(floor: Floor, fact: Fact, at: int) -> None:
    """The board does not care."""


def _both(remember: Callable[..., None], keep: Callable[..., None]) -> Callable[..., None]:
    def both(floor: Floor, fact: Fact, at: int) -> None:
        remember(fact, at)
        keep(floor, fact, at)
        if floor.crew.keepers is not floor._heard:
            floor._listen()

    return both
