"""What the crew remembers besides who is there: workload documents, who was asked in turn, learned matches, and care.

A centre that uses only the defaults remembers nothing, and hears of no more facts for it than before.
"""

from collections.abc import Callable

import msgspec
from msgspec import Struct

from atiende.domain import facts as f
from atiende.domain.documents import Queue, Workload, read
from atiende.routing.care import Care, Fairness, Record
from atiende.routing.choice import Turns
from atiende.routing.learned import Matches
from atiende.routing.room import Person, Room

Keeper = Callable[..., None]


class Saved(Struct, frozen=True, array_like=True):
    """`occupied`: queues that ask for the least occupied. `care` is None while it does not run."""

    workloads: dict[str, Workload]
    occupied: list[str]
    turns: dict[str, dict[str, int]]
    matches: list[f.MatchTrained | f.MatchSwitched]
    care: dict[str, Record] | None


class Memory(Room):
    """`keepers` says what each fact means to the crew; it is asked before the board keeps the fact."""

    def __init__(self) -> None:
        super().__init__()
        self.matches = Matches()
        self.turns = Turns(self)
        self.care: Care | None = None
        self._occupied: set[str] = set()
        self.keepers: dict[type[f.Fact], Keeper] = {}
        self._listen()

    # --- facts --------------------------------------------------------------------------------------------------------

    def _published(self, fact: f.DocumentPublished, at: int) -> None:
        if fact.kind == "workload":
            workload = read("workload", fact.body)
            assert isinstance(workload, Workload)
            self.set_workload(fact.slug, workload)
        elif fact.kind == "queue":
            queue = read("queue", fact.body)
            assert isinstance(queue, Queue)
            self.turns.follow(fact.slug, queue.choice == "round_robin")
            self._follow_occupancy(fact.slug, queue)
        else:
            return
        self._begin_or_end(at)

    def _retired(self, fact: f.DocumentRetired, at: int) -> None:
        if fact.kind == "workload":
            self.set_workload(fact.slug, None)
        elif fact.kind == "queue":
            self.turns.follow(fact.slug, False)
            self._follow_occupancy(fact.slug, None)
        else:
            return
        self._begin_or_end(at)

    def _learned(self, fact: f.MatchTrained | f.MatchSwitched, at: int) -> None:
        self.matches.keep(fact)

    def _follow_occupancy(self, slug: str, queue: Queue | None) -> None:
        self._occupied.discard(slug)
        if queue is not None:
            weighs = queue.choice == "weighted" and queue.weights.occupancy > 0
            if weighs or queue.choice == "least_occupied":
                self._occupied.add(slug)

    def _begin_or_end(self, at: int) -> None:
        """Care runs only where something asks for it."""
        wanted = bool(self._workloads or self._occupied)
        if wanted and self.care is None:
            self.care = Care(self)
            self.care.begin(at)
        elif not wanted and self.care is not None:
            self.care = None
            for person in self.slots:
                self.set_rest(person, "")
        elif self.care is not None:
            self.care.look_at_all(at)
        self._listen()

    def _listen(self) -> None:
        self.keepers = {
            f.DocumentPublished: self._published,
            f.DocumentRetired: self._retired,
            f.MatchTrained: self._learned,
            f.MatchSwitched: self._learned,
        }
        if self.turns.asked:
            self.keepers[f.InteractionOffered] = self.turns.offered
        for kind, keep in self.care.keepers.items() if self.care is not None else ():
            also = self.keepers.get(kind)
            self.keepers[kind] = keep if also is None else _both(also, keep)

    # --- time ---------------------------------------------------------------------------------------------------------

    def wake(self, now: int) -> None:
        """Rests that time alone begins or ends."""
        if self.care is not None:
            self.care.wake(now)

    def next_wake(self) -> int | None:
        """When time alone may begin or end a rest."""
        return self.care.wakes[0][0] if self.care is not None and self.care.wakes else None

    def resting_until(self, person: Person, now: int) -> int | None:
        """When he is asked again, as far as he rests and nothing happens."""
        if self.care is None or not person.rest:
            return None
        rest, until = self.care.rest_of(person, now)
        return until if rest else None

    def fairness(self, now: int) -> Fairness | None:
        """How evenly work falls; None while nobody keeps count."""
        return self.care.fairness(now) if self.care is not None else None

    # --- snapshots ----------------------------------------------------------------------------------------------------

    def saved(self) -> bytes:
        """The same facts give the same bytes."""
        saved = Saved(
            dict(sorted(self.workloads().items())),
            sorted(self._occupied),
            {queue: dict(sorted(asked.items())) for queue, asked in sorted(self.turns.asked.items())},
            self.matches.facts(),
            self.care.saved() if self.care is not None else None,
        )
        return msgspec.msgpack.encode(saved, order="deterministic")

    def restore(self, content: bytes) -> None:
        """After the agents, and what waits and is held. Raises msgspec.ValidationError."""
        saved = msgspec.msgpack.decode(content, type=Saved)
        for slug, workload in saved.workloads.items():
            self.set_workload(slug, workload)
        self._occupied = set(saved.occupied)
        self.turns.asked = saved.turns
        for fact in saved.matches:
            self.matches.keep(fact)
        if saved.care is not None:
            self.care = Care(self)
            self.care.restore(saved.care)
        self._listen()


def _both(first: Keeper, second: Keeper) -> Keeper:
    def keep(fact: f.Fact, at: int) -> None:
        first(fact, at)
        second(fact, at)

    return keep
