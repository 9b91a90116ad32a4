"""Shapes of configuration as code: a plan line by line, what is against it, and what the twin expects of it."""

from typing import Literal

from atiende.api.admin_shapes import ChangeShown
from atiende.api.shapes import Shape
from atiende.api.simulation_shapes import Figures


class ConfigLine(Shape):
    """One document: added, changed (with its fields, old and new) or retired. `version` is the one in force."""

    kind: str
    slug: str
    name: str
    what: Literal["added", "changed", "retired"]
    version: int
    changes: list[ChangeShown]


class Objection(Shape):
    """`document` as `kind/slug`; a warning does not stand in the way."""

    document: str
    field: str
    code: str
    warning: bool
    text: str


class PredictedQueue(Shape):
    """One queue (empty: all of them) before and after, and the difference, with 95 % intervals."""

    queue: str
    before: Figures
    after: Figures
    difference: Figures


class Effect(Shape):
    """`day` was lived again with and without the change; empty: a made-up day."""

    day: str
    replications: int
    queues: list[PredictedQueue]
    notes: list[str]


class ConfigPlan(Shape):
    """`token` names the plan; `same` documents stay as they are. `routes`: it changes what decides who gets what.
    `no_effect` says why there is no prediction: problems_first, routing_stays, nobody_works_here, or a reason."""

    token: str
    possible: bool
    same: int
    lines: list[ConfigLine]
    objections: list[Objection]
    routes: bool
    effect: Effect | None
    no_effect: str
