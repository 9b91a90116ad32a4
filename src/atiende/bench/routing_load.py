"""What the routing benchmark drives: the traffic, a floor under it, and the reference under the same."""

import gc
import random
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from atiende.bench.reference.heaps import Heaps, Scan
from atiende.domain import facts as f
from atiende.routing.floor import Floor
from atiende.routing.receipt import Decision

SKILLS = [f"skill-{number}" for number in range(40)]
AGENTS = 500
FIXED_SETS = 54
AGEING_MS = 300_000


@dataclass(frozen=True, slots=True)
class Kind:
    """A variant of the workload: work asks levels, comes on these channels, or from so many sets only."""

    levels: bool = False
    channels: tuple[str, ...] = ("webchat",)
    sets: int = 0


PLAIN = Kind()
LEVELS = Kind(levels=True, channels=("webchat", "email"))
FIXED = Kind(sets=FIXED_SETS)


class Traffic:
    """Agents and work, the same for everybody who is given the same seed."""

    def __init__(self, kind: Kind, seed: int) -> None:
        self.dice, self.kind, self.number, self.at = random.Random(seed), kind, 0, 1_000_000_000
        top = (1, 5) if kind.levels else (5, 5)
        self.agents = [{skill: self.dice.randint(*top) for skill in self.dice.sample(SKILLS, 6)} for _ in range(AGENTS)]
        self._sets = [self._wanted() for _ in range(kind.sets)]

    def _wanted(self) -> tuple[tuple[str, int], ...]:
        skills = sorted(self.dice.sample(SKILLS, self.dice.choice((1, 2))))
        return tuple((skill, self.dice.randint(1, 4) if self.kind.levels else 1) for skill in skills)

    def work(self) -> f.Logged:
        self.number += 1
        self.at += 10
        wanted = self.dice.choice(self._sets) if self._sets else self._wanted()
        return logged(
            self.number,
            self.at,
            f.InteractionQueued(
                interaction=f"itr_{self.number:022}", conversation=f"cnv_{self.number:022}", customer="cus_1",
                brand="acme", channel=self.dice.choice(self.kind.channels), endpoint="web", queue="sales",
                since=self.at, priority=self.dice.randint(1, 5), skills=wanted, entered=self.at,
            ),
        )  # fmt: skip


def logged(seq: int, at: int, fact: f.AnyFact) -> f.Logged:
    return f.Logged(tenant="bench", seq=seq, at=at, actor="system", fact=fact)


def offered(decision: Decision, at: int) -> f.Logged:
    fact = f.InteractionOffered(
        offer="off_1", interaction=decision.interaction, conversation=decision.conversation, agent=decision.agent,
        queue=decision.queue, channel=decision.channel, expires_at=decision.expires_at,
    )  # fmt: skip
    return logged(at, at, fact)


def taken(decision: Decision, at: int) -> f.Logged:
    fact = f.InteractionTaken(
        interaction=decision.interaction, conversation=decision.conversation, agent=decision.agent,
        channel=decision.channel, offer="off_1",
    )  # fmt: skip
    return logged(at, at, fact)


def ended(interaction: str, conversation: str, how: str, at: int) -> f.Logged:
    return logged(at, at, f.InteractionEnded(interaction=interaction, conversation=conversation, how=how, by="agent"))


@contextmanager
def no_collecting() -> Iterator[None]:
    """As in the server, which collects rarely: a short measurement sees none of it."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


class Idle:
    """In place of a floor: what the loop itself costs."""

    def __init__(self, floor: Floor, decision: Decision) -> None:
        self._made, self.waiting = [decision], floor.waiting

    def apply(self, logged: f.Logged) -> None:
        return

    def decide(self, now: int) -> Sequence[object]:
        return self._made


class Ours:
    """A floor kept at one length of backlog, with everybody busy."""

    def __init__(self, kind: Kind, waiting: int, seed: int) -> None:
        self.traffic, self.floor = Traffic(kind, seed), Floor()
        self.dice, self.size = random.Random(seed + 1), waiting
        self.carried: list[Decision] = []
        for number, skills in enumerate(self.traffic.agents):
            ability = f.Ability(skills=skills, capacity=dict.fromkeys(kind.channels, 1))
            self.floor.apply(logged(0, 0, f.UserCreated(user=user(number), ability=ability)))
            self.floor.apply(logged(0, 0, f.AgentStateChanged(agent=user(number), state="available")))
        while len(self.floor.waiting) < waiting:
            self.floor.apply(self.traffic.work())
            self._give()

    def _give(self) -> None:
        for decision in self.floor.decide(self.traffic.at):
            assert isinstance(decision, Decision)
            self.floor.apply(offered(decision, self.traffic.at))
            self.carried.append(decision)

    def cycle_us(self, count: int) -> float:
        """CPU of a cycle."""
        arrivals = [self.traffic.work() for _ in range(count + count // 10)]
        known = [*self.floor.waiting, *map(_interaction, arrivals)]
        picks = [(self.dice.random(), self.dice.choice(known)) for _ in range(count)]
        with no_collecting():
            spent = self._run(self.floor, self.carried, arrivals, picks)
            idle = self._run(Idle(self.floor, self.carried[-1]), list(self.carried), arrivals, picks)
        self._refill()
        return max(0.0, spent - idle) / count * 1e6

    def _run(
        self, floor: Floor | Idle, carried: list[Decision], arrivals: list[f.Logged], picks: list[tuple[float, str]]
    ) -> float:
        coming, waiting, apply, decide, at = iter(arrivals), floor.waiting, floor.apply, floor.decide, self.traffic.at
        began = time.process_time()
        for number, (pick, leaving) in enumerate(picks):
            apply(next(coming))
            if number % 10 == 0 and leaving in waiting:
                apply(next(coming))
                apply(ended(leaving, "cnv" + leaving[3:], "abandoned", at))
            place = int(pick * len(carried))
            done, carried[place] = carried[place], carried[-1]
            carried.pop()
            apply(ended(done.interaction, done.conversation, "done", at))
            for decision in decide(at):
                assert type(decision) is Decision
                apply(offered(decision, at))
                apply(taken(decision, at))
                carried.append(decision)
        return time.process_time() - began

    def _refill(self) -> None:
        """Back to its length, and as many at work as can be."""
        for leaving in self._some(len(self.floor.waiting) - self.size):
            self.floor.apply(ended(leaving, "cnv" + leaving[3:], "abandoned", self.traffic.at))
        while len(self.floor.waiting) < self.size:
            self.floor.apply(self.traffic.work())
            self._give()

    def _some(self, count: int) -> list[str]:
        return self.dice.sample(list(self.floor.waiting), max(0, count))

    # --- single changes -----------------------------------------------------------------------------------------------

    def abandon_us(self, count: int) -> float:
        return self._changes_us(
            [ended(one, "cnv" + one[3:], "abandoned", self.traffic.at) for one in self._some(count)]
        )

    def reprioritise_us(self, count: int) -> float:
        return self._changes_us(
            [
                logged(
                    1,
                    self.traffic.at,
                    f.PriorityChanged(conversation="cnv" + one[3:], priority=self.dice.randint(1, 5)),
                )
                for one in self._some(count)
            ]
        )

    def skill_change_us(self, count: int) -> float:
        """One skill of one agent, up or down a level, or lost and given back."""
        changes = []
        for number in self.dice.sample(range(AGENTS), count):
            skills = self.traffic.agents[number]
            changed = self.dice.choice(sorted(skills))
            skills[changed] = 5 if skills[changed] < 3 else 1 + (skills[changed] % 2)
            ability = f.Ability(skills=dict(skills), capacity=dict.fromkeys(self.traffic.kind.channels, 1))
            changes.append(logged(1, self.traffic.at, f.UserChanged(user=user(number), ability=ability)))
        return self._changes_us(changes)

    def _changes_us(self, changes: list[f.Logged]) -> float:
        """CPU of each fact with the decision after it."""
        apply, decide, at, made = self.floor.apply, self.floor.decide, self.traffic.at, list[object]()
        with no_collecting():
            began = time.process_time()
            for one in changes:
                apply(one)
                made += decide(at)
            spent = time.process_time() - began
        for decision in made:
            assert isinstance(decision, Decision)
            apply(offered(decision, at))
            self.carried.append(decision)
        self._refill()
        return spent / len(changes) * 1e6

    def cancel_us(self, count: int) -> float:
        """An agent is done and chosen for work that ends while the offer is being written; he gets the next."""
        floor, at, carried, cancelled = self.floor, self.traffic.at, self.carried, 0
        with no_collecting():
            began = time.process_time()
            while cancelled < count and carried:
                done = carried.pop(self.dice.randrange(len(carried)))
                floor.apply(ended(done.interaction, done.conversation, "done", at))
                for decision in floor.decide(at):
                    floor.apply(ended(decision.interaction, decision.conversation, "abandoned", at))
                    cancelled += 1
                for decision in floor.decide(at):
                    assert isinstance(decision, Decision)
                    floor.apply(offered(decision, at))
                    carried.append(decision)
            spent = time.process_time() - began
        self._refill()
        return spent / max(1, cancelled) * 1e6


class Theirs:
    """The reference, driven by the same traffic."""

    def __init__(
        self, reference: Callable[[Sequence[dict[str, int]]], Heaps | Scan], kind: Kind, waiting: int, seed: int
    ):
        self.traffic, self.dice = Traffic(kind, seed), random.Random(seed + 1)
        self.reference = reference(self.traffic.agents)
        self.alive: set[int] = set()
        self.size = waiting
        self._refill()

    def _refill(self) -> None:
        for work in self.dice.sample(sorted(self.alive), max(0, len(self.alive) - self.size)):
            self.alive.discard(work)
            self.reference.drop(work)
        while len(self.alive) < self.size:
            rank, number, wanted = self._work()
            self.reference.add(rank, number, wanted)
            self.alive.add(number)

    def _work(self) -> tuple[int, int, tuple[tuple[str, int], ...]]:
        fact = self.traffic.work().fact
        assert isinstance(fact, f.InteractionQueued)
        return fact.since + (fact.priority - 1) * AGEING_MS, self.traffic.number, fact.skills

    def cycle_us(self, count: int) -> float:
        arrivals = [self._work() for _ in range(count + count // 10)]
        known = [*self.alive, *[number for _, number, _ in arrivals]]
        picks = [(self.dice.randrange(AGENTS), self.dice.choice(known)) for _ in range(count)]
        with no_collecting():
            spent = self._run(self.reference, arrivals, picks, self.alive)
            idle = self._run(Nothing(), arrivals, picks, set(self.alive))
        self._refill()
        return max(0.0, spent - idle) / count * 1e6

    def _run(
        self,
        reference: "Heaps | Scan | Nothing",
        arrivals: list[tuple[int, int, tuple[tuple[str, int], ...]]],
        picks: list[tuple[int, int]],
        alive: set[int],
    ) -> float:
        coming, add, take, drop = iter(arrivals), reference.add, reference.take, reference.drop
        began = time.process_time()
        for number, (agent, leaving) in enumerate(picks):
            rank, work, wanted = next(coming)
            add(rank, work, wanted)
            alive.add(work)
            if number % 10 == 0 and leaving in alive:
                rank, work, wanted = next(coming)
                add(rank, work, wanted)
                alive.add(work)
                drop(leaving)
                alive.discard(leaving)
            found = take(agent)
            if found is not None:
                alive.discard(found)
        return time.process_time() - began


class Nothing:
    def add(self, rank: int, work: int, wanted: object) -> None:
        return

    def drop(self, work: int) -> None:
        return

    def take(self, agent: int) -> int | None:
        return 0


def user(number: int) -> str:
    return f"usr_{number:022}"


def _interaction(work: f.Logged) -> str:
    assert isinstance(work.fact, f.InteractionQueued)
    return work.fact.interaction
