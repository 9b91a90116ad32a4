"""The numbers of self-service that people read, made from counts by name; and the sets of sessions behind them. Pure.

Every share says what it is of: contained, ended alone and handed over are shares of sessions; failed of handoffs;
accepted of those offered another way; answered of questions put to the knowledge base. None: nothing to measure.
"""

from collections.abc import Callable, Mapping

from msgspec import Struct

from atiende.domain.reporting import ServedSession
from atiende.reports.cells import Named
from atiende.reports.measures import percent
from atiende.reports.selfservice import parts_of


class Served(Struct, frozen=True, kw_only=True):
    """Definitions as in `reports.selfservice`. `satisfied_pct`: 4 and 5 of csat; `nps`: promoters less detractors, in
    points; `effort`: the mean of ces. `answers`: questions put to the knowledge base, those of bots included."""

    sessions: int
    ended: int
    goal: int
    contained: int
    contained_pct: float | None
    unassisted: int
    unassisted_pct: float | None
    left: int
    left_pct: float | None
    handoffs: int
    handoffs_pct: float | None
    taken: int
    late: int
    lost: int
    failed: int
    failed_pct: float | None
    offered: int
    deflected: int
    deflected_pct: float | None
    answers: int
    found: int
    missing: int
    found_pct: float | None
    judged: int
    satisfied_pct: float | None
    nps: float | None
    effort: float | None


class Node(Struct, frozen=True, kw_only=True):
    """One node of a flow: who came to it, left for good there, or was handed to people from it. `drop_pct`: of those
    who came, those who left."""

    flow: str
    node: str
    entered: int
    left: int
    handed: int
    drop_pct: float | None


class OfReason(Struct, frozen=True, kw_only=True):
    """One reason ("" is none): times through flows, and matters resolved, `alone` without a person in them."""

    reason: str
    sessions: int
    contained: int
    contained_pct: float | None
    handoffs: int
    resolved: int
    alone: int
    alone_pct: float | None


def served(counts: Named) -> Served:
    def of(name: str) -> int:
        return counts.get(name, 0)

    answers = of("found") + of("missing") + of("broken")
    csat, nps, ces = (scores(counts, scale) for scale in ("csat", "nps", "ces"))
    return Served(
        sessions=of("sessions"),
        ended=of("ended"),
        goal=of("goal"),
        contained=of("contained"),
        contained_pct=percent(of("contained"), of("sessions")),
        unassisted=of("unassisted"),
        unassisted_pct=percent(of("unassisted"), of("sessions")),
        left=of("outcome:left"),
        left_pct=percent(of("outcome:left"), of("sessions")),
        handoffs=of("handoffs"),
        handoffs_pct=percent(of("handoffs"), of("sessions")),
        taken=of("taken"),
        late=of("late"),
        lost=of("lost"),
        failed=of("failed"),
        failed_pct=percent(of("failed"), of("handoffs")),
        offered=of("offered"),
        deflected=of("deflected"),
        deflected_pct=percent(of("deflected"), of("offered")),
        answers=answers,
        found=of("found"),
        missing=of("missing") + of("broken"),
        found_pct=percent(of("found"), answers),
        judged=sum(csat.values()) + sum(nps.values()) + sum(ces.values()),
        satisfied_pct=percent(sum(by for score, by in csat.items() if score >= 4), sum(csat.values())),
        nps=_nps(nps),
        effort=sum(score * by for score, by in ces.items()) / sum(ces.values()) if ces else None,
    )


def scores(counts: Named, scale: str) -> dict[int, int]:
    """How often each score was given."""
    return {int(what): by for thing, what, by in parts_of(counts, "score") if thing == scale and by > 0}


def _nps(given: Mapping[int, int]) -> float | None:
    promoters = sum(by for score, by in given.items() if score >= 9)
    detractors = sum(by for score, by in given.items() if score <= 6)
    return percent(promoters - detractors, sum(given.values()))


def nodes(flow: str, counts: Named) -> list[Node]:
    """The most visited first."""
    found: dict[str, dict[str, int]] = {}
    for node, what, by in parts_of(counts, "node"):
        found.setdefault(node, {})[what] = by
    made = [
        Node(
            flow=flow,
            node=node,
            entered=of.get("entered", 0),
            left=of.get("left", 0),
            handed=of.get("handed", 0),
            drop_pct=percent(of.get("left", 0), of.get("entered", 0)),
        )
        for node, of in found.items()
    ]
    return sorted(made, key=lambda one: (-one.entered, one.node))


def reasons(counts: Named) -> list[OfReason]:
    """What is done most often first."""
    found: dict[str, dict[str, int]] = {}
    for reason, what, by in parts_of(counts, "reason"):
        found.setdefault(reason, {})[what] = by
    made = [
        OfReason(
            reason=reason,
            sessions=of.get("sessions", 0),
            contained=of.get("contained", 0),
            contained_pct=percent(of.get("contained", 0), of.get("sessions", 0)),
            handoffs=of.get("handoffs", 0),
            resolved=of.get("resolved", 0),
            alone=of.get("alone", 0),
            alone_pct=percent(of.get("alone", 0), of.get("resolved", 0)),
        )
        for reason, of in found.items()
    ]
    return sorted(made, key=lambda one: (-one.resolved - one.sessions, one.reason))


def whys(counts: Named) -> dict[str, int]:
    """Handoffs by why they were made, the most frequent first."""
    found = {name.removeprefix("why:"): by for name, by in counts.items() if name.startswith("why:") and by > 0}
    return dict(sorted(found.items(), key=lambda one: (-one[1], one[0])))


SETS: Mapping[str, Callable[[ServedSession], bool]] = {
    "sessions": lambda one: True,
    "ended": lambda one: one.ended > 0,
    "goal": lambda one: one.goal,
    "contained": lambda one: one.contained,
    "not_contained": lambda one: one.ended > 0 and not one.contained,
    "unassisted": lambda one: one.unassisted,
    "left": lambda one: one.outcome == "left",
    "handoffs": lambda one: one.handed > 0,
    "taken": lambda one: one.handed > 0 and one.taken > 0,
    "late": lambda one: one.late,
    "lost": lambda one: one.lost,
    "failed": lambda one: one.failed,
    "offered": lambda one: one.offered,
    "deflected": lambda one: one.deflected,
    "found": lambda one: one.found > 0,
    "missing": lambda one: one.missing + one.broken > 0,
    "judged": lambda one: bool(one.scores),
}
"""Numerators and denominators by name: every number of sessions can be opened."""
