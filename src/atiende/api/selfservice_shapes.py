"""Shapes of the self-service report: definitions are those of `reports.selfservice` and `reports.served`."""

from atiende.api.report_shapes import Told
from atiende.api.shapes import Moment, Shape


class Served(Shape):
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


class ServedLine(Shape):
    """One flow (with its names), or one channel, or one local date."""

    name: str
    title: str
    title_es: str
    now: Served
    before: Served | None


class Node(Shape):
    """One step of a flow (with its names)."""

    flow: str
    title: str
    title_es: str
    node: str
    entered: int
    left: int
    handed: int
    drop_pct: float | None


class OfReason(Shape):
    """`title` and `title_es`: the reason's names; without a reason both are empty."""

    reason: str
    title: str
    title_es: str
    sessions: int
    contained: int
    contained_pct: float | None
    handoffs: int
    resolved: int
    alone: int
    alone_pct: float | None


class HandoffWhy(Shape):
    """Why it went to people: asked, unsure, failed, flow, or a reason's slug."""

    why: str
    count: int


class Score(Shape):
    scale: str
    score: int
    count: int


class SelfServiceReport(Shape):
    about: Told
    total: Served
    before: Served | None
    flows: list[ServedLine]
    channels: list[ServedLine]
    days: list[ServedLine]
    nodes: list[Node]
    reasons: list[OfReason]
    whys: list[HandoffWhy]
    scores: list[Score]


class SessionLine(Shape):
    """One time through a flow. `number` and `customer` are empty for who may not read the conversation."""

    interaction: str
    conversation: str
    number: int | None
    customer: str
    flow: str
    version: int
    channel: str
    began: Moment
    ended: Moment | None
    seconds: float | None
    outcome: str
    node: str
    goal: bool
    contained: bool
    reason: str
    why: str
    failed: bool


class Sessions(Shape):
    """`more` when there are others beyond the first few hundred."""

    about: Told
    of: str
    count: int
    more: bool
    items: list[SessionLine]
