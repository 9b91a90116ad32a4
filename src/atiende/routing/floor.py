"""Who gets what, next: the Floor and its decisions.

Pure: the same facts at the same moment give the same decisions, in whatever order equals arrived. Between two calls of
`decide` nothing is left to do: no waiting work has a fitting agent with room. So a call looks only at work that came to
the head of a line and at agents who became free, and costs the same however much waits. A decision is reserved until
its fact comes back (`apply`) or the change was refused (`release`).
"""

from heapq import heapify, heappop, heappush
from typing import Self

from atiende.domain.facts import Logged
from atiende.routing import explain, rules, snapshot
from atiende.routing.board import Board, Item
from atiende.routing.crew import Entry, Person
from atiende.routing.explain import Explanation, Wanted
from atiende.routing.keeping import KEEPERS
from atiende.routing.lines import NOTHING, Line
from atiende.routing.receipt import Decided, Decision, Seen, Widening
from atiende.routing.rules import RETRY_MS

RESTING = 0
Choice = tuple[Entry, int]
"""The best work of a source; a source is an agent (slot + 1), a line (− slot), or work that somebody declined."""


class Floor(Board):
    def __init__(self) -> None:
        super().__init__()
        self._moment = 0
        self._parked: list[tuple[Person, Line]] = []
        self._parked_until = 0
        self._reached: set[str] = set()

    def apply(self, logged: Logged) -> None:
        """Keeps what routing needs of a fact; others only move the position."""
        self.position = logged.seq
        keep = KEEPERS.get(type(logged.fact))
        if keep is not None:
            if self._parked:
                self._unpark()
            keep(self, logged.fact, logged.at)

    def decide(self, now: int) -> list[Decided]:
        """All steps reached at this moment (ms UTC), then all offers to make, the highest-ranked work first."""
        self._moment = now
        if self._parked and now >= self._parked_until:
            self._unpark()
        if self.wakes:
            self._wake(now)
        made = self._widen_reached(now) if self._reached else []
        choices = self._choices()
        while choices:
            entry, source = heappop(choices)
            item = self.waiting.get(entry[1])
            if item is not None and item.entry == entry and (mask := self._free_for(item, now)):
                made.append(self._offer(item, mask, now))
            head = self._best_of(source)
            if head is not NOTHING:
                heappush(choices, (head, source))
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
        if item.line is not None:
            self._parked.append((held.person, item.line))
        self._parked_until = self._moment + RETRY_MS

    def next_wake(self, now: int) -> int | None:
        """When a decision may change although nothing happens; None when only facts can change it."""
        while self.wakes and self.wakes[0][1] not in self.waiting:
            heappop(self.wakes)
        due = [self.wakes[0][0]] if self.wakes else []
        if self._parked:
            due.append(self._parked_until)
        return max(now, min(due)) if due else None

    def why(self, interaction: str, now: int) -> Explanation:
        """Every agent with his reason: why this one, why not me, why it still waits."""
        self._wake(now)
        return explain.why(self, interaction, now)

    def who(self, wanted: Wanted, now: int) -> Explanation:
        """Dry run: who would get work like this, if it came now."""
        return explain.who(self, wanted, now)

    def snapshot(self) -> bytes:
        """All that facts made; the same facts give the same bytes. Reservations are not facts and are left out."""
        return snapshot.save(self)

    @classmethod
    def from_snapshot(cls, saved: bytes) -> Self:
        floor = cls()
        snapshot.load(floor, saved)
        return floor

    def _release_step(self, widening: Widening) -> None:
        item = self.waiting.get(widening.interaction)
        if item is None or widening.interaction not in self.widening:
            return
        self.widening.discard(widening.interaction)
        self._into_line(item, self._moment)
        heappush(self.wakes, (self._moment + RETRY_MS, widening.interaction))

    def _wake(self, now: int) -> None:
        """What time alone brought: steps reached, and waits for a preferred agent and rests after declining over."""
        while self.wakes and self.wakes[0][0] <= now:
            interaction = heappop(self.wakes)[1]
            item = self.waiting.get(interaction)
            if item is None or item.entry is None:
                continue
            self.replace(interaction, now)
            due = rules.step_due(item.fact, self.queue_of(item.fact)) if item.rule != "named_agent" else None
            if due is not None and due <= now:
                self._reached.add(interaction)

    def _widen_reached(self, now: int) -> list[Decided]:
        reached = sorted(self._reached)
        self._reached.clear()
        items = [item for each in reached if (item := self.waiting.get(each)) is not None and item.entry is not None]
        return [self._widen(item, now) for item in items]

    def _widen(self, item: Item, now: int) -> Widening:
        """Out of its line until the fact of the step comes."""
        work, line, crew, queue = item.fact, item.line, self.crew, self.queue_of(item.fact)
        assert line is not None
        step = queue.steps[work.step]
        seen = Seen(
            self.position,
            self.configuration,
            "step",
            (),
            (),
            len(self.waiting) - len(self.pending),
            line.misfits(crew),
            line.fit,
            crew.states,
            self.rested(item, now) if item.rests else 0,
            crew.room[work.channel],
            queue.order,
            (),
            work.step,
        )
        self._out_of_line(item)
        self.widening.add(work.interaction)
        to_queue = step.queue if step.queue in self.queues and step.queue != work.queue else None
        return Widening(work.interaction, work.conversation, work.queue, work.step + 1, to_queue, seen)

    def _choices(self) -> list[Choice]:
        """Where something may have become possible since the last decision."""
        freed, changed = self.crew.freed, self.lines.changed
        sources = [slot + 1 for slot in freed] + [-slot for slot in changed]
        freed.clear()
        changed.clear()
        choices = [(head, source) for source in sources if (head := self._best_of(source)) is not NOTHING]
        if self.resting:
            choices.extend((item.entry, RESTING) for item in self.resting.values() if item.entry is not None)
        if len(choices) > 1:
            heapify(choices)
        return choices

    def _best_of(self, source: int) -> Entry:
        if source > 0:
            return self.lines.best_for(self.crew.slots[source - 1])
        line = self.lines.at[-source]
        if line is not None and line.fit & self.crew.room[line.need.channel]:
            return self.lines.heads[-source]
        return NOTHING

    def _free_for(self, item: Item, now: int) -> int:
        """Who may have it and has room."""
        if item.line is None:
            return 0
        free = item.line.fit & self.crew.room[item.line.need.channel]
        return free & ~self.rested(item, now) if item.rests else free

    def _offer(self, item: Item, free: int, now: int) -> Decision:
        work, line, crew = item.fact, item.line, self.crew
        assert line is not None
        queue = self.queue_of(work)
        picked = crew.pick(free, line.need, queue, work, now)
        seen = Seen(
            self.position,
            self.configuration,
            item.rule or picked.rule,
            picked.key,
            picked.runners_up,
            len(self.waiting) - len(self.pending),
            line.misfits(crew),
            line.fit,
            crew.states,
            self.rested(item, now) if item.rests else 0,
            crew.room[work.channel],
        )
        expires_at = now + queue.offer_seconds * 1000
        self.reserve(item, picked.person, work.channel, now)
        agent = picked.person.id
        return Decision(work.interaction, work.conversation, agent, work.queue, work.channel, expires_at, seen)

    def _unpark(self) -> None:
        for person, line in self._parked:
            self.crew.freed.add(person.slot)
            if self.lines.at[line.slot] is line:
                self.lines.changed.add(line.slot)
        self._parked.clear()
