"""What speaks against a flow: its shape, the lint, and its own tests, among what is in force around it.

The designer asks for a draft as it stands; publishing and configuration as code ask for what would be in force.
"""

import asyncio
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

import msgspec
from msgspec import Struct

from atiende.actions.flow_world import speaks_of
from atiende.domain import check
from atiende.domain import documents as docs
from atiende.domain.check import Json, Problem, Unfit
from atiende.domain.flow_documents import Flow, SubFlow
from atiende.flows import golden
from atiende.flows.golden import Verdict
from atiende.flows.lint import lint
from atiende.flows.state import Speaks
from atiende.flows.surroundings import Surroundings
from atiende.language import slots
from atiende.ports.desk import Desk

KIND = "flow"
CALLS = Speaks(channel="voice", voice=True)
TEXTS = Speaks(channel="sms", max_chars=480)
MOST = 10_000
ERROR = "error"


class Bodies(Protocol):
    """What is, or would be, in force: `document_rules.Known` is one."""

    def body(self, kind: str, slug: str) -> docs.Body | None: ...

    def bodies(self, kind: str) -> Iterable[tuple[str, docs.Body]]: ...


class Found(Struct, frozen=True, kw_only=True):
    """`of_shape`: a problem as every document has them (texts in config.json), else a finding of the lint."""

    code: str
    node: str
    severity: str
    field: str = ""
    params: Mapping[str, str | int] = {}
    of_shape: bool = False


class Checked(Struct, frozen=True, kw_only=True):
    """`flow` is None while the body has not the shape of one."""

    findings: Sequence[Found]
    flow: Flow | None


class FlowProblem(Struct, frozen=True, kw_only=True):
    """One line of a report on several flows. `code`: `finding.CODE` or `golden.CODE` of flows.json."""

    slug: str
    level: str
    code: str
    node: str
    params: Mapping[str, str | int]


class InForce:
    """`Bodies` of what is published now, read at once."""

    def __init__(self, rows: Sequence[docs.Document]) -> None:
        self._rows = {(row.kind, row.slug): row for row in rows if not row.retired}

    def body(self, kind: str, slug: str) -> docs.Body | None:
        row = self._rows.get((kind, slug))
        return docs.read(kind, row.body) if row else None

    def bodies(self, kind: str) -> Iterator[tuple[str, docs.Body]]:
        for (of, slug), row in self._rows.items():
            if of == kind:
                yield slug, docs.read(kind, row.body)


async def in_force(desk: Desk, tenant: str) -> InForce:
    return InForce(await desk.store.reading(tenant).where(docs.Document, {}, limit=MOST))


async def around(desk: Desk, tenant: str, known: Bodies, brands: Sequence[str]) -> Surroundings:
    """What a flow for these brands is tried out in: the first of them gives zone and hours."""
    there = {slug: body for slug, body in known.bodies("brand") if isinstance(body, docs.Brand)}
    brand = next((there[slug] for slug in (*brands, *there) if slug in there), None)
    zone = brand.time_zone if brand else "Europe/Madrid"
    hours = {slug: body for slug, body in known.bodies("hours") if isinstance(body, docs.Hours)}
    if brand is not None and brand.hours in hours:
        hours[""] = hours[brand.hours]
    traits = [channel.traits for channel in desk.channels.values()]
    return Surroundings(
        zone=zone,
        hours=hours,
        flows={slug: body for slug, body in known.bodies(KIND) if isinstance(body, Flow)},
        speaks={CALLS.channel: CALLS, TEXTS.channel: TEXTS} | {one.name: speaks_of(one) for one in traits},
        windows={one.name: one.reply_window_seconds for one in traits},
        exists=lambda kind, slug: known.body(kind, slug) is not None,
        read=lambda check, text, language, at: slots.read(check, text, language, at, zone),
    )


async def check_body(desk: Desk, tenant: str, slug: str, body: Json) -> Checked:
    """A draft as it stands."""
    known = await in_force(desk, tenant)
    found = shaped(body)
    if found.flow is None:
        return found
    surroundings = await around(desk, tenant, known, found.flow.brands)
    findings = await asyncio.to_thread(_lint, slug, found.flow, surroundings)
    return Checked(findings=findings, flow=found.flow)


async def check_bodies(desk: Desk, tenant: str, bodies: Mapping[str, Json]) -> Mapping[str, Sequence[Found]]:
    """Several drafts as they stand, by slug."""
    known = await in_force(desk, tenant)
    surroundings = await around(desk, tenant, known, ())

    def check_all() -> dict[str, Sequence[Found]]:
        made = {slug: shaped(body) for slug, body in bodies.items()}
        return {
            slug: one.findings if one.flow is None else _lint(slug, one.flow, surroundings)
            for slug, one in made.items()
        }

    return await asyncio.to_thread(check_all)


async def check_flows(desk: Desk, tenant: str, known: Bodies, flows: Mapping[str, Flow]) -> Sequence[FlowProblem]:
    """Flows as they would be in force among `known`, their tests included."""
    found: list[FlowProblem] = []
    for slug, flow in flows.items():
        surroundings = await around(desk, tenant, known, flow.brands)
        found.extend(await asyncio.to_thread(_whole, slug, flow, surroundings))
    return found


async def run_tests(desk: Desk, tenant: str, slug: str, flow: Flow) -> Sequence[Verdict]:
    surroundings = await around(desk, tenant, await in_force(desk, tenant), flow.brands)
    return await asyncio.to_thread(golden.run_all, slug, flow, surroundings)


async def must_pass(desk: Desk, tenant: str, slug: str, body: Json) -> None:
    """Before a flow comes into force: no error, and every test goes as written. Raises Unfit.

    What has not the shape of a flow is left to the check that every document goes through.
    """
    found = shaped(body)
    if found.flow is None:
        return
    problems = await check_flows(desk, tenant, await in_force(desk, tenant), {slug: found.flow})
    refused = [_refusal(one) for one in problems if one.level == ERROR]
    if refused:
        raise Unfit(refused)


def _refusal(problem: FlowProblem) -> Problem:
    test = problem.params.get("test")
    field = f"tests.{test}" if test else f"nodes.{problem.node}" if problem.node else "nodes"
    return Problem(field, problem.code, dict(problem.params))


def calls(flow: Flow) -> Iterator[str]:
    """The flows it goes into, each once."""
    yield from dict.fromkeys(node.flow for node in flow.nodes.values() if isinstance(node, SubFlow))


def shaped(body: Json) -> Checked:
    """The body as a flow, or what is missing, by node and field."""
    problems, _ = check.examine(KIND, body)
    if problems:
        return Checked(findings=[_of_problem(one) for one in problems], flow=None)
    return Checked(findings=(), flow=msgspec.convert(body, Flow))


def _lint(slug: str, flow: Flow, surroundings: Surroundings) -> Sequence[Found]:
    return [
        Found(
            code=one.code,
            node=one.node,
            severity=one.severity,
            field=one.field,
            params=one.params,
        )
        for one in lint(slug, flow, surroundings)
    ]


def _whole(slug: str, flow: Flow, surroundings: Surroundings) -> list[FlowProblem]:
    found = [
        FlowProblem(slug=slug, level=one.severity, code=f"finding.{one.code}", node=one.node, params=one.params)
        for one in _lint(slug, flow, surroundings)
    ]
    for verdict in golden.run_all(slug, flow, surroundings):
        for failure in verdict.failures:
            params = {**failure.params, "test": verdict.name, "turn": failure.turn}
            found.append(FlowProblem(slug=slug, level=ERROR, code=f"golden.{failure.code}", node="", params=params))
    return found


def _of_problem(problem: Problem) -> Found:
    """`nodes.menu.options[0].goto` → the node and its field. A node's id has no dots."""
    head, _, rest = problem.field.partition(".")
    node, _, field = rest.partition(".") if head == "nodes" else ("", "", problem.field)
    return Found(code=problem.code, node=node, severity=ERROR, field=field, params=problem.params, of_shape=True)
