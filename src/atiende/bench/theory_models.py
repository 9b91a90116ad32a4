"""Centres whose steady state theory knows exactly, run on the production engine: one sample of each at a time.

All service, patience and interarrival times are exponential; the unit is a minute. Nobody's luck depends on the rules:
customer n of seed s arrives, works and gives up the same under every choice (common random numbers).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from random import Random
from statistics import fmean
from typing import Literal

from atiende.domain.documents import Queue, Required, Workload, write
from atiende.domain.facts import Ability
from atiende.reports.queues import QueueReport, quantile
from atiende.routing.explain import Wanted
from atiende.routing.floor import Floor
from atiende.sim.cases import Case, Chance, Source
from atiende.sim.centre import Centre
from atiende.sim.door import Door

MINUTE_MS = 60_000
WARM_UP = 0.1
"""This share of the customers comes before anything is counted: the centre starts empty."""

COSTS = {"dear": 5, "cheap": 1}

Sample = dict[str, float]


@dataclass(frozen=True, kw_only=True)
class Model:
    """`classes` arrive at `per_minute` each, in `queues` of the same name or, with one queue, as skills asked of it.

    `minutes` is the mean handling time, `paces` what agents need instead, `patience` a mean (0 waits for ever).
    """

    queues: Mapping[str, Queue]
    people: Mapping[str, Ability]
    classes: tuple[str, ...]
    per_minute: float
    minutes: float = 1.0
    patience: float = 0.0
    paces: Mapping[str, float] = field(default_factory=dict)
    workload: Workload | None = None


def sample(model: Model, seed: int, customers: int) -> Sample:
    """One replication: what it measured, as plain numbers. Waits in minutes, of everybody who got in."""
    cases = list(_cases(model, seed, customers))
    counts_from = cases[int(WARM_UP * customers)].at
    report = QueueReport("UTC", 20_000, counts_from)
    documents = {f"queue/{slug}": write(queue) for slug, queue in model.queues.items()}
    if model.workload is not None:
        documents["workload/default"] = write(model.workload)
    door = Trunks() if len(model.classes) > len(model.queues) else None
    centre = Centre(documents, model.people, [report.apply], Chance(seed, 0), begins=0, door=door)
    if isinstance(door, Trunks):
        door.floor = centre.floor
    centre.staff.always(model.people)
    centre.run(cases, cases[-1].at)
    report.close(cases[-1].at)
    return _measured(report, model)


class Trunks(Door):
    """The table's 30 places are for those who wait: a call that meets a free agent of its class takes none, however
    many of other classes wait. (The live limit is a number of people in a queue, whatever they ask.)"""

    floor: Floor

    def ahead(self, slug: str, case: Case) -> int:
        waiting = self.waiting[slug]
        if waiting < self.queues[slug].limit:
            return waiting
        wanted = Wanted(queue=slug, channel=case.source.channel, brand="b", skills=case.skills)
        return 0 if any(not one.reason for one in self.floor.who(wanted, case.at).candidates) else waiting


def _cases(model: Model, seed: int, customers: int) -> Iterator[Case]:
    draw, at = Random(seed), 0.0
    gap = MINUTE_MS / model.per_minute / len(model.classes)
    alone = len(model.queues) == 1 < len(model.classes)
    sources = [_source(model, next(iter(model.queues)) if alone else one) for one in model.classes]
    for number in range(customers):
        at += draw.expovariate(1.0) * gap
        which, work, patience = draw.randrange(len(sources)), draw.expovariate(1.0), draw.expovariate(1.0)
        yield Case(
            at=int(at),
            number=number,
            source=sources[which],
            work=work,
            patience_ms=1 + int(patience * model.patience * MINUTE_MS) if model.patience else 0,
            skills=((model.classes[which], 1),) if alone else (),
        )


def _source(model: Model, queue: str) -> Source:
    source = Source(queue, "voice", model.minutes * MINUTE_MS)
    source.agents_ms = {agent: pace * MINUTE_MS for agent, pace in model.paces.items()}
    return source


def _measured(report: QueueReport, model: Model) -> Sample:
    total, waits = report.total(), report.waits()
    asked = total.offered + total.refused
    found = {
        "p_wait": fmean(wait > 0 for wait in waits),
        "wait": fmean(waits) / MINUTE_MS,
        "wait_p90": quantile(sorted(waits), 0.9) / MINUTE_MS,
        "half_minute": fmean(wait <= MINUTE_MS // 2 for wait in waits),
        "busy": (total.occupancy_pct or 0) / 100,
        "blocked": total.refused / asked,
        "p_abandon": total.abandoned / total.offered,
    }
    if model.patience:
        found["identity"] = found["p_abandon"] - found["wait"] / model.patience
    for slug in model.queues:
        found[f"wait:{slug}"] = fmean(report.waits(slug)) / MINUTE_MS
    return found


# --- the table of known answers ---------------------------------------------------------------------------------------


def plain(agents: int, per_minute: float, **more: float) -> Model:
    """One queue, equal agents: Erlang C; with patience Erlang A; with places M/M/n/K."""
    return Model(
        queues={"one": Queue(name="one", brand="b", limit=int(more.get("places", 0)))},
        people=crowd(agents),
        classes=("one",),
        per_minute=per_minute,
        minutes=more.get("minutes", 1.0),
        patience=more.get("patience", 0.0),
    )


def two_costs(order: Literal["age", "cost"]) -> Model:
    """T4, a V: two classes of 24 a minute for 50 agents, costing 5 and 1 a minute of waiting."""
    queues = {slug: Queue(name=slug, brand="b", order=order, cost_per_minute=cost) for slug, cost in COSTS.items()}
    return Model(queues=queues, people=crowd(50), classes=tuple(COSTS), per_minute=24)


def two_paces(choice: Literal["best_skilled", "random", "least_skilled"]) -> Model:
    """T5, an inverted V: 50 agents of rate 1.25 and 50 of 0.75, by who is asked first."""
    fast, slow = crowd(50, "fast", 5), crowd(50, "slow", 1)
    return Model(
        queues={"one": Queue(name="one", brand="b", skills=[Required(skill="one")], choice=choice)},
        people=fast | slow,
        classes=("one",),
        per_minute=95,
        paces=dict.fromkeys(fast, 1 / 1.25) | dict.fromkeys(slow, 1 / 0.75),
    )


CLASSES = ("a", "b", "c", "d", "e", "f")


def flexible(skills: int) -> Model:
    """T9 (Wallace–Whitt): six classes, 90 agents with so many skills, 30 places, 10 minutes of work each.

    Every agent has one primary class (15 agents each); the others are spread evenly. Who is freed takes his primary
    class first, then the others in their order; of those free, the best skilled is asked, then the longest idle.
    """
    people = {}
    for number in range(90):
        primary, turn = number % 6, number // 6
        others = sorted((primary + 1 + (turn + offset) % 5) % 6 for offset in range(skills - 1))
        levels = {CLASSES[which]: max(1, 5 - rank) for rank, which in enumerate([primary, *others])}
        people[f"usr_{number:03d}"] = Ability(skills=levels)
    return Model(
        queues={"all": Queue(name="all", brand="b", limit=30, choice="best_skilled")},
        people=people,
        classes=CLASSES,
        per_minute=8.4 / 6,
        minutes=10,
        workload=Workload(name="default", primary_first=True),
    )


def crowd(size: int, name: str = "usr", level: int = 0) -> dict[str, Ability]:
    skills = {"one": level} if level else {}
    return {f"{name}_{number:03d}": Ability(skills=skills) for number in range(size)}


MODELS: Mapping[str, Model] = {
    "T1": plain(50, 48),
    "T2": plain(50, 48, patience=2),
    "T3": plain(90, 8.4, minutes=10, places=30),
    "T4 fcfs": two_costs("age"),
    "T4 cost": two_costs("cost"),
    "T5 fastest": two_paces("best_skilled"),
    "T5 random": two_paces("random"),
    "T5 slowest": two_paces("least_skilled"),
    "T6 apart": plain(22, 4, minutes=5, patience=3),
    "T6 pooled": plain(44, 8, minutes=5, patience=3),
    "T9 1": flexible(1),
    "T9 2": flexible(2),
    "T9 3": flexible(3),
    "T9 6": flexible(6),
}
