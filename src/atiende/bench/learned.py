"""The learned match on a synthetic centre with known times: how much of what perfect knowledge would gain it finds.

40 agents, 4 kinds of work, the mean time of each pair lognormal (CV 0.25) around 5 minutes, handling exponential,
patience 3 minutes, offered load 0.9 of the centre's mean time: `limits.md`, upper bound for predictive matching. The
production floor decides; the match learns from the facts of earlier days run by longest idle, and from nothing else.
"""

import random
from collections.abc import Callable, Sequence
from heapq import heappop, heappush
from itertools import count
from math import exp, log, sqrt

from msgspec.structs import replace

from atiende.bench.registry import Figures, Options
from atiende.domain import facts as f
from atiende.domain.documents import Queue, write
from atiende.routing.floor import Floor
from atiende.routing.handled import Ledger
from atiende.routing.learned import INPUTS
from atiende.routing.receipt import Decision
from atiende.routing.training import Learned, learn

AGENTS = tuple(f"usr_{number:02}" for number in range(40))
REASONS = ("cards", "loans", "transfers", "fraud")
MEAN_MS, PATIENCE_MS, LOAD, CV = 300_000, 180_000, 0.9, 0.25
IN_TIME_MS = 20_000
HISTORY = 20_000
QUEUE = Queue(name="Calls", brand="acme", answer_within_seconds=IN_TIME_MS // 1000, wrap_up_seconds=0)
Times = dict[tuple[str, str], float]
Learner = Callable[[Ledger], Learned | None]


def known_times(seed: int, cv: float = CV) -> Times:
    """Mean time (ms) of each agent on each kind, scaled so that the load is what it is said to be."""
    draw, deviation = random.Random(seed), sqrt(log(1 + cv * cv))
    times = {(agent, reason): exp(draw.gauss(0, deviation)) for agent in AGENTS for reason in REASONS}
    scale = MEAN_MS * len(times) / sum(times.values())
    return {pair: time * scale for pair, time in times.items()}


class Centre:
    """One run: arrivals, patience and handling on a heap, every decision by the floor. `ledger` reads its facts."""

    def __init__(self, times: Times, queue: Queue, seed: int, match: Learned | None = None) -> None:
        self.times, self.draw = times, random.Random(seed)
        self.floor, self.ledger = Floor(), Ledger({"calls": queue})
        self.now, self.seq, self.arrived, self.gone, self.in_time = 0, 0, 0, 0, 0
        self.busy: dict[str, float] = dict.fromkeys(AGENTS, 0.0)
        self._due: list[tuple[int, int, str, str]] = []
        self._order = count()
        self._waits: dict[str, f.InteractionQueued] = {}
        self.record(f.DocumentPublished(kind="queue", slug="calls", version=1, body=write(queue)))
        if match is not None:
            self.record(trained(match))
        for agent in AGENTS:
            self.record(f.UserCreated(user=agent, ability=f.Ability(capacity={"voice": 1})))
            self.record(f.AgentStateChanged(agent=agent, state="available"))

    def record(self, fact: f.AnyFact) -> None:
        self.seq += 1
        logged = f.Logged(tenant="tnt", seq=self.seq, at=self.now, actor="system", fact=fact)
        self.floor.apply(logged)
        self.ledger.apply(logged)

    def run(self, pieces: int) -> None:
        self._in(self._gap(), "arrival", "")
        while self._due and self.arrived < pieces:
            self.now, _, what, who = heappop(self._due)
            self._happen(what, who)
            while decisions := self.floor.decide(self.now):
                for decision in decisions:
                    assert isinstance(decision, Decision)  # the queue has no steps
                    self._offer(decision.offered(f"off_{self.seq}"))

    def _gap(self) -> int:
        return round(self.draw.expovariate(LOAD * len(AGENTS) / MEAN_MS))

    def _in(self, ms: int, what: str, who: str) -> None:
        heappush(self._due, (self.now + ms, next(self._order), what, who))

    def _happen(self, what: str, who: str) -> None:
        if what == "arrival":
            self._arrive()
        elif what == "ends":
            self.record(f.InteractionEnded(interaction=who, conversation=who, how="done", by="agent"))
        elif self._waits.pop(who, None) is not None:
            self.gone += 1
            self.record(f.InteractionEnded(interaction=who, conversation=who, how="abandoned", by="customer"))

    def _arrive(self) -> None:
        self.arrived += 1
        self._in(self._gap(), "arrival", "")
        one = f"int_{self.draw.getrandbits(64):016x}"
        self._waits[one] = f.InteractionQueued(
            interaction=one, conversation=one, customer="cus", brand="acme", channel="voice", endpoint="line",
            queue="calls", since=self.now, entered=self.now, reason=self.draw.choice(REASONS),
        )  # fmt: skip
        self.record(self._waits[one])
        self._in(round(self.draw.expovariate(1 / PATIENCE_MS)), "patience", one)

    def _offer(self, offered: f.InteractionOffered) -> None:
        work = self._waits.pop(offered.interaction)
        self.record(offered)
        self.record(
            f.InteractionTaken(
                interaction=work.interaction,
                conversation=work.interaction,
                agent=offered.agent,
                channel=work.channel,
                offer=offered.offer,
            )
        )
        self.in_time += self.now - work.since <= IN_TIME_MS
        takes = self.draw.expovariate(1 / self.times[offered.agent, work.reason])
        self.busy[offered.agent] += takes
        self._in(round(takes), "ends", work.interaction)

    @property
    def level_pct(self) -> float:
        return 100 * self.in_time / self.arrived

    @property
    def fairness(self) -> float:
        """Jain's index of the agents' time at work: 1 is perfectly even."""
        loads: Sequence[float] = list(self.busy.values())
        return sum(loads) ** 2 / (len(loads) * sum(load * load for load in loads))


def trained(match: Learned) -> f.MatchTrained:
    return f.MatchTrained(
        queue="calls", version=1, table=match.table, trained_on=match.trained_on, transferred=match.transferred,
        since=0, until=0, inputs=INPUTS,
    )  # fmt: skip


def from_history(times: Times, seed: int, pieces: int = HISTORY) -> Learned:
    """What the production training makes of earlier days by longest idle."""
    before = Centre(times, QUEUE, seed)
    before.run(pieces)
    found = learn(before.ledger.segments, AGENTS)
    assert found is not None
    return found


def perfect(times: Times) -> Learned:
    """The table somebody who knows every time would write."""
    kinds = [f"voice/{reason}/" for reason in REASONS]
    usual = {agent: _geometric([times[agent, reason] for reason in REASONS]) for agent in AGENTS}
    typical = {reason: _geometric([times[agent, reason] for agent in AGENTS]) for reason in REASONS}
    table = f.MatchTable(
        kinds=tuple(kinds),
        agents=AGENTS,
        overall=round(_geometric(list(times.values()))),
        usual=tuple(round(usual[agent]) for agent in AGENTS),
        typical=tuple(round(typical[reason]) for reason in REASONS),
        times=tuple(tuple(round(times[agent, reason]) for reason in REASONS) for agent in AGENTS),
        seen=tuple((0,) * len(REASONS) for _ in AGENTS),
    )
    return Learned(table, 0, 0, (0.0, 0.0, 0.0))


def _geometric(values: Sequence[float]) -> float:
    return exp(sum(log(value) for value in values) / len(values))


def with_match(times: Times, seed: int, pieces: int, match: Learned, compare_percent: int = 0) -> Centre:
    centre = Centre(times, replace(QUEUE, choice="learned", compare_percent=compare_percent), seed, match)
    centre.run(pieces)
    return centre


async def run(options: Options) -> Figures:
    """Means over centres drawn anew; each compared on the same arrivals."""
    centres, pieces = (2, 20_000) if options.quick else (8, 60_000)
    runs: dict[str, list[Centre]] = {"longest_idle": [], "learned": [], "tested": [], "perfect": []}
    for number in range(centres):
        times = known_times(options.seed + number)
        match, seed = from_history(times, options.seed + 100 + number), options.seed + 200 + number
        idle = Centre(times, QUEUE, seed)
        idle.run(pieces)
        runs["longest_idle"].append(idle)
        runs["learned"].append(with_match(times, seed, pieces, match))
        runs["tested"].append(with_match(times, seed, pieces, match, QUEUE.compare_percent))
        runs["perfect"].append(with_match(times, seed, pieces, perfect(times)))
    options.notes.append(f"{centres} centres of {pieces} calls; tested: {QUEUE.compare_percent} % left to longest idle")
    figures: Figures = {}
    for name, made in runs.items():
        figures[f"{name}_service_level_pct"] = round(sum(one.level_pct for one in made) / centres, 2)
        figures[f"{name}_abandoned_pct"] = round(sum(100 * one.gone / one.arrived for one in made) / centres, 2)
        figures[f"{name}_fairness"] = round(sum(one.fairness for one in made) / centres, 3)
    return figures
