"""What the twin says a plan would do to the queues: the last ordinary day lived again, with and without it.

Both sides see the same arrivals, so that what is left in the difference is what the change makes. Without a day of work
a made-up one is lived. It changes nothing, and takes a processor for some seconds.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress

from msgspec import Struct, structs

from atiende.actions.ground import ground_of
from atiende.actions.what_if import ROUTED_BY, Question
from atiende.domain import documents as docs
from atiende.domain.config_plan import RETIRED, ConfigPlan, Line
from atiende.domain.errors import Invalid
from atiende.domain.simulation import days_before
from atiende.ports.desk import Desk
from atiende.ports.past_views import Past
from atiende.ports.twin import Figures, Plan
from atiende.reactors.simulate import plan_of

REPLICATIONS = 6
SHOWN = ("service_level_pct", "asa_s", "wait_p50_s", "wait_p90_s", "abandoned_pct", "answered", "occupancy_pct")


class Expected(Struct, frozen=True, kw_only=True):
    """One queue (`""` is all of them) before and after, and the difference of the two, each with its 95 % interval."""

    queue: str
    before: Figures
    after: Figures
    difference: Figures


class Prediction(Struct, frozen=True, kw_only=True):
    """`day` was lived again, "" a made-up one. `queues`: those the plan touches, or that would go differently."""

    day: str
    replications: int
    queues: Sequence[Expected]
    notes: Sequence[str] = ()


def routes(plan: ConfigPlan) -> bool:
    """Whether it touches what decides who gets what, and when."""
    return any(line.place.kind in ROUTED_BY for line in plan.lines)


async def predict(desk: Desk, past: Past, tenant: str, plan: ConfigPlan) -> Prediction | None:
    """None when routing stays as it is, or nobody works here yet. Raises Invalid for what the twin cannot play."""
    if not routes(plan):
        return None
    asked = await _plan(desk, past, tenant)
    if asked is None:
        return None
    day, base = asked
    after = structs.replace(base.before, documents=_documents(base.before.documents, plan.lines))
    answer = await desk.twin.run(structs.replace(base, after=after, replications=REPLICATIONS), lambda _: None)
    sides = answer.before, answer.after
    assert sides[1] is not None  # it was asked for
    found = [Expected(queue="", before=sides[0].total, after=sides[1].total, difference=answer.difference[""])]
    touched = {line.place.slug for line in plan.lines if line.place.kind == "queue"}
    for slug in sorted(sides[0].queues.keys() & sides[1].queues.keys()):
        difference = answer.difference[slug]
        if slug in touched or _differs(difference):
            found.append(
                Expected(queue=slug, before=sides[0].queues[slug], after=sides[1].queues[slug], difference=difference)
            )
    return Prediction(day=day, replications=answer.replications, queues=found, notes=answer.notes)


async def _plan(desk: Desk, past: Past, tenant: str) -> tuple[str, Plan] | None:
    """The newest ordinary day (at least half the work of the busiest), else a made-up one."""
    ground = await ground_of(desk, tenant)
    held = await past.days(tenant, ground.zone, days_before(desk.clock.now(), ground.zone))
    busiest = max((one.entries for one in held), default=0)
    for day in [one.day for one in held if 2 * one.entries >= busiest][:1]:
        with suppress(Invalid):  # nothing of it can be lived again
            return day, await plan_of(desk, tenant, Question(title="", day=day), ground.zone)
    if not ground.streams or not ground.shifts:
        return None
    question = Question(title="", streams=tuple(ground.streams), shifts=tuple(ground.shifts))
    return "", await plan_of(desk, tenant, question, ground.zone)


def _documents(before: Mapping[str, str], lines: Sequence[Line]) -> dict[str, str]:
    found = dict(before)
    for line in lines:
        if line.place.kind not in ROUTED_BY:
            continue
        if line.what == RETIRED:
            found.pop(str(line.place), None)
        elif line.body is not None:
            found[str(line.place)] = docs.write(line.body)
    return found


def _differs(difference: Figures) -> bool:
    """Whether some number surely changes: its interval leaves out nothing."""
    figures = [getattr(difference, name) for name in SHOWN]
    return any(one is not None and (one.low > 0 or one.high < 0) for one in figures)
