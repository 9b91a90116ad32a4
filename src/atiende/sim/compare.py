"""A plan's answer: replications of one or two settings over the same cases, as means with intervals.

Both settings of a replication see the same arrivals, patience and handling draws (common random numbers), so what is
left in their difference is what the change makes.
"""

from collections.abc import Callable, Sequence
from statistics import fmean

from msgspec.structs import asdict, fields

from atiende.ports.twin import Answer, Estimate, Figures, Interval, Plan, Setting, Side
from atiende.reports.intervals import mean_interval
from atiende.reports.queues import Numbers, QueueReport
from atiende.sim.cases import Case, Chance
from atiende.sim.centre import Centre, Hear
from atiende.sim.shifts import moments
from atiende.sim.traffic import Traffic, volume

FEW = 30
"""Fewer arrivals than this in a replication say little about anything."""

ALWAYS = ("offered", "answered", "abandoned", "refused")
Tick = Callable[[float], None]


class Outcome:
    """What one replication of one setting came to."""

    __slots__ = ("agents", "intervals", "queues", "simulated", "total")

    def __init__(self, report: QueueReport, simulated: int) -> None:
        self.total, self.queues, self.intervals = report.total(), report.queues(), report.intervals()
        self.agents, self.simulated = report.presence.by_agent(), simulated


def answer(plan: Plan, progress: Tick, *, common: bool = True) -> Answer:
    """Without `common` the second setting gets draws of its own: for showing what common ones are worth. Whoever waits
    for the answer knows how many seconds it took."""
    traffic, before, after = Traffic(plan), list[Outcome](), list[Outcome]()
    sides = 1 if plan.after is None else 2
    parts = plan.replications * sides
    for replication in range(plan.replications):
        cases = traffic.cases(replication)
        before.append(play(plan, plan.before, cases, replication))
        progress((sides * replication + 1) / parts)
        if plan.after is not None:
            other = replication if common else replication + plan.replications
            after.append(play(plan, plan.after, cases if common else traffic.cases(other), other))
            progress((sides * replication + 2) / parts)
    return Answer(
        before=_side(before),
        after=_side(after) if after else None,
        difference=_differences(before, after) if after else {},
        replications=plan.replications,
        simulated=sum(one.simulated for one in (*before, *after)),
        seconds=0.0,
        notes=(*plan.notes, *_notes(plan, before)),
    )


def play(plan: Plan, setting: Setting, cases: Sequence[Case], replication: int, hears: Sequence[Hear] = ()) -> Outcome:
    """One setting through one replication's cases. `hears` get every fact, the whole log when there are any."""
    report = QueueReport(plan.time_zone, plan.threshold_seconds * 1000, plan.begins + plan.warm_up_minutes * 60_000)
    centre = Centre(
        setting.documents,
        setting.agents,
        [report.apply, *hears],
        Chance(plan.seed, replication),
        begins=plan.begins,
    )
    centre.whole = bool(hears)
    centre.learn(setting.matches)
    for agent, (there, breaks) in moments(setting.shifts, plan.time_zone, plan.begins, plan.ends).items():
        centre.staff.plan(agent, there, breaks)
    share = volume(plan, setting)
    centre.run((case for case in cases if case.volume <= share), plan.ends)
    report.close(plan.ends)
    return Outcome(report, centre.simulated)


# --- means with intervals ---------------------------------------------------------------------------------------------


def estimate(samples: Sequence[float]) -> Estimate:
    return Estimate(*mean_interval(list(samples)))


def _figures(rows: Sequence[Numbers | None]) -> Figures:
    """A replication in which nobody came counts as none offered, and says nothing about waits."""
    made: dict[str, Estimate | None] = {}
    for field in fields(Numbers):
        name = field.name
        values = [0 if row is None and name in ALWAYS else None if row is None else asdict(row)[name] for row in rows]
        known = [float(value) for value in values if value is not None]
        made[name] = estimate(known) if known else None
    return _as_figures(made)


def _as_figures(made: dict[str, Estimate | None]) -> Figures:
    none = Estimate(0.0, 0.0, 0.0)
    return Figures(
        offered=made["offered"] or none,
        answered=made["answered"] or none,
        abandoned=made["abandoned"] or none,
        refused=made["refused"] or none,
        service_level_pct=made["service_level_pct"],
        abandoned_pct=made["abandoned_pct"],
        asa_s=made["asa_s"],
        wait_p50_s=made["wait_p50_s"],
        wait_p90_s=made["wait_p90_s"],
        handle_s=made["handle_s"],
        occupancy_pct=made["occupancy_pct"],
        fairness=made["fairness"],
    )


def _side(outcomes: Sequence[Outcome]) -> Side:
    slugs = sorted({slug for one in outcomes for slug in one.queues})
    halves = sorted({key for one in outcomes for key in one.intervals})
    agents = sorted({agent for one in outcomes for agent in one.agents})
    return Side(
        total=_figures([one.total for one in outcomes]),
        queues={slug: _figures([one.queues.get(slug) for one in outcomes]) for slug in slugs},
        intervals=tuple(
            Interval(begins=key[0], queue=key[1], figures=_figures([one.intervals.get(key) for one in outcomes]))
            for key in halves
        ),
        agents={agent: estimate([one.agents[agent] for one in outcomes if agent in one.agents]) for agent in agents},
    )


def _differences(before: Sequence[Outcome], after: Sequence[Outcome]) -> dict[str, Figures]:
    slugs = sorted({slug for one in (*before, *after) for slug in one.queues})
    found = {"": _difference([one.total for one in before], [one.total for one in after])}
    for slug in slugs:
        found[slug] = _difference([one.queues.get(slug) for one in before], [one.queues.get(slug) for one in after])
    return found


def _difference(before: Sequence[Numbers | None], after: Sequence[Numbers | None]) -> Figures:
    """Of replications where both sides have the number."""
    made: dict[str, Estimate | None] = {}
    for field in fields(Numbers):
        pairs = [(_value(one, field.name), _value(other, field.name)) for one, other in zip(before, after, strict=True)]
        changes = [new - old for old, new in pairs if old is not None and new is not None]
        made[field.name] = estimate(changes) if changes else None
    return _as_figures(made)


def _value(row: Numbers | None, name: str) -> float | None:
    if row is None:
        return 0.0 if name in ALWAYS else None
    value = asdict(row)[name]
    return None if value is None else float(value)


def _notes(plan: Plan, before: Sequence[Outcome]) -> list[str]:
    notes = []
    if fmean(one.total.offered for one in before) < FEW:
        notes.append("too_few_arrivals")
    if plan.replications < 2:
        notes.append("one_replication")
    return notes
