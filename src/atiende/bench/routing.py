"""`atiende bench routing`: CPU time of a decision through the whole floor, beside a bare heap and a linear scan.

40 skills, 500 agents with 6, work that asks 1 or 2, 5 priorities, a backlog that stays as long as it is. A cycle: one
piece of work comes (and, for every tenth, another comes and one leaves without having been served), an agent is done,
the floor decides, its offer is written and accepted: five facts and a receipt. The same for the reference is one
`add`, one `take` and every tenth time one `drop`. What driving them costs (making facts, drawing agents) is measured
by the same loop around a floor that does nothing, and taken off.
"""

import gc
import random
import statistics
import time
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from atiende.bench.reference.heaps import Heaps, Scan
from atiende.bench.registry import Figures, Options
from atiende.domain import facts as f
from atiende.routing.floor import Floor
from atiende.routing.receipt import Decision

SKILLS = [f"skill-{number}" for number in range(40)]
AGENTS = 500
SIZES = {"1e2": 100, "1e3": 1_000, "1e4": 10_000, "1e5": 100_000}
CYCLES = 4_000
FIXED_SETS = 54
REFERENCE_US = {"1e2": 1.0, "1e3": 2.8, "1e4": 4.3, "1e5": 4.7}
"""What `limits.md` gives for the bare heap; the reference must reach half of that speed, or there is no ratio."""
AGEING_MS = 300_000
OTHER_LOAD_PCT = 10.0


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


class Idle:
    """In place of a floor: what the loop itself costs."""

    def __init__(self, decision: Decision) -> None:
        self._made = [decision]

    def apply(self, logged: f.Logged) -> None:
        return

    def decide(self, now: int) -> Sequence[object]:
        return self._made


class Ours:
    """A floor kept at one length of backlog."""

    def __init__(self, kind: Kind, waiting: int, seed: int) -> None:
        self.traffic, self.floor = Traffic(kind, seed), Floor()
        self.dice, self.size = random.Random(seed + 1), waiting
        self.carried: list[Decision] = []
        self.queued: list[f.InteractionQueued] = []
        for number, skills in enumerate(self.traffic.agents):
            ability = f.Ability(skills=skills, capacity=dict.fromkeys(kind.channels, 1))
            self.floor.apply(logged(0, 0, f.UserCreated(user=f"usr_{number:022}", ability=ability)))
            self.floor.apply(logged(0, 0, f.AgentStateChanged(agent=f"usr_{number:022}", state="available")))
        while len(self.floor.waiting) < waiting:
            work = self.traffic.work()
            self._queue(work)
            for decision in self.floor.decide(work.at):
                assert isinstance(decision, Decision)
                self.floor.apply(offered(decision, work.at))
                self.carried.append(decision)

    def _queue(self, work: f.Logged) -> None:
        assert isinstance(work.fact, f.InteractionQueued)
        self.queued.append(work.fact)
        self.floor.apply(work)

    def _waiting(self) -> f.InteractionQueued:
        """Any work that waits now."""
        while True:
            at = self.dice.randrange(len(self.queued))
            self.queued[at], self.queued[-1] = self.queued[-1], self.queued[at]
            work = self.queued[-1]
            if work.interaction in self.floor.waiting:
                return work
            self.queued.pop()

    def cycles(self, count: int) -> float:
        """CPU µs of a cycle."""
        arrivals = [self.traffic.work() for _ in range(count + count // 10)]
        self.queued += [work.fact for work in arrivals if isinstance(work.fact, f.InteractionQueued)]
        leaving = {self._old(arrivals[0].at) for _ in range(count // 10)}
        gone = [ended(work, f"cnv{work[3:]}", "abandoned", self.traffic.at) for work in sorted(leaving)]
        picks = [self.dice.random() for _ in range(count)]
        with no_collecting():
            spent = self._run(self.floor, arrivals, gone, picks)
            idle = self._run(Idle(self.carried[-1]), arrivals, gone, picks)
        self._refill()
        return max(0.0, spent - idle) / count * 1e6

    def _old(self, before: int) -> str:
        while (work := self._waiting()).since >= before:
            pass
        return work.interaction

    def _run(self, floor: "Floor | Idle", arrivals: list[f.Logged], gone: list[f.Logged], picks: list[float]) -> float:
        coming, leaving, carried = iter(arrivals), iter(gone), self.carried
        apply, decide, at = floor.apply, floor.decide, self.traffic.at
        began = time.process_time()
        for number, pick in enumerate(picks):
            apply(next(coming))
            if number % 10 == 0:
                apply(next(coming))
                one = next(leaving, None)
                if one is not None:
                    apply(one)
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
        """Back to its length."""
        while len(self.floor.waiting) > self.size:
            work = self._waiting()
            self.floor.apply(ended(work.interaction, work.conversation, "abandoned", self.traffic.at))
        while len(self.floor.waiting) < self.size:
            self._queue(self.traffic.work())

    def each(self, count: int, change: Callable[[], Sequence[f.Logged]]) -> float:
        """CPU µs of a fact (or several) and the decision after it, the backlog staying as it is."""
        spent = 0.0
        with no_collecting():
            for _ in range(count):
                made, at = change(), self.traffic.at
                began = time.process_time()
                for one in made:
                    self.floor.apply(one)
                decided = self.floor.decide(at)
                spent += time.process_time() - began
                for decision in decided:
                    self.floor.release(decision)
        self._refill()
        return spent / count * 1e6
