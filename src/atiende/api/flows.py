"""Flows for the designer: the list, what the checks say, a conversation tried out, tests, counts, the flow as text."""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Annotated, cast

import msgspec
from fastapi import APIRouter, Request

from atiende.actions import configuration as documents
from atiende.actions import flow_checks, flow_trial
from atiende.actions.configuration import State
from atiende.actions.flow_trial import Act
from atiende.api import flow_shapes as shapes
from atiende.api.admin_reach import may_see, must_see
from atiende.api.asked import Asked
from atiende.api.flow_effects import trial_shown
from atiende.api.permissions import needs
from atiende.api.problems import language_of, text
from atiende.domain import documents as docs
from atiende.domain.check import Json
from atiende.domain.document_text import Unreadable, as_yaml, from_yaml
from atiende.domain.errors import Invalid, NotFound
from atiende.domain.flow import FlowCount, FlowSession
from atiende.domain.flow_documents import Flow
from atiende.domain.golden_documents import Golden

router = APIRouter(prefix="/api/v1/flows", tags=["flows"])
Reads = Annotated[Asked, needs("config.read")]
Edits = Annotated[Asked, needs("config.edit", "flow.publish")]
KIND = "flow"
LIVE = 20_000
"""Sessions under way that are looked at for counting."""
NODES = 5000


@router.get("", response_model=shapes.FlowLines)
async def list_flows(asked: Reads) -> shapes.FlowLines:
    """Every flow of his brands: what it is for, where it is used, what is wrong with it, who is in it now."""
    states = [
        one
        for one in await documents.list_documents(asked.desk, asked.tenant, KIND)
        if all(may_see(asked, KIND, one.slug, body) for body in _both(one))
    ]
    found = await flow_checks.check_bodies(asked.desk, asked.tenant, {one.slug: _both(one)[-1] for one in states})
    running = await asked.reading.where(FlowSession, {"outcome": ""}, limit=LIVE)
    live, used = Counter(one.root for one in running), await _used(asked)
    return shapes.FlowLines(
        items=[_line(one, found[one.slug], live[one.slug], used.get(one.slug, ())) for one in states]
    )


@router.get("/{slug}/counts", response_model=shapes.CountsShown)
async def get_counts(slug: str, asked: Reads, version: int = 0) -> shapes.CountsShown:
    """What happened at each node of a version (0: the one in force), and who stands where now."""
    document = await asked.reading.get(docs.Document, KIND, slug)
    if document is None:
        raise NotFound(kind=KIND, id=slug)
    must_see(asked, KIND, slug, msgspec.json.decode(document.body))
    wanted = version or document.version
    rows = await asked.reading.where(FlowCount, {"flow": slug, "version": wanted}, limit=NODES)
    running = await asked.reading.where(FlowSession, {"flow": slug, "outcome": ""}, limit=LIVE)
    here = Counter(one.node for one in running if one.version == wanted)
    nodes = {one.node: shapes.NodeCount(entered=one.entered, left=one.left, here=here[one.node]) for one in rows}
    for node in here:
        nodes.setdefault(node, shapes.NodeCount(entered=0, left=0, here=here[node]))
    return shapes.CountsShown(version=wanted, live=len(running), nodes=nodes)


@router.post("/lint", response_model=shapes.FindingsShown)
async def lint_flow(given: shapes.FlowGiven, request: Request, asked: Edits) -> shapes.FindingsShown:
    """What the checks say of a flow as it stands on the screen: where, what is wrong, and what to do."""
    checked = await flow_checks.check_body(asked.desk, asked.tenant, given.slug, cast(Json, given.body))
    language = language_of(request)
    return shapes.FindingsShown(
        complete=checked.flow is not None, findings=[_finding(language, one) for one in checked.findings]
    )


@router.post("/simulate", response_model=shapes.TrialShown)
async def simulate_flow(given: shapes.TrialGiven, asked: Edits) -> shapes.TrialShown:
    """A conversation nobody has, from its beginning: everything done so far in, all that followed out."""
    flow = _flow(given.body)
    known = await flow_checks.in_force(asked.desk, asked.tenant)
    surroundings = await flow_checks.around(asked.desk, asked.tenant, known, flow.brands)
    try:
        setting = msgspec.convert(given.model_dump(exclude={"slug", "body", "acts"}), Golden)
        trial = flow_trial.Trial(
            slug=given.slug, flow=flow, given=setting, acts=msgspec.convert(given.model_dump()["acts"], list[Act])
        )
        found = await asyncio.to_thread(flow_trial.tried, trial, surroundings)
    except (ValueError, msgspec.ValidationError) as error:
        raise Invalid(field="at", reason="unreadable") from error
    return trial_shown(found, surroundings.zone)


@router.post("/test", response_model=shapes.TestsShown)
async def test_flow(given: shapes.FlowGiven, request: Request, asked: Edits) -> shapes.TestsShown:
    """Runs the tests of a flow as it stands on the screen."""
    flow, language = _flow(given.body), language_of(request)
    found = await flow_checks.run_tests(asked.desk, asked.tenant, given.slug, flow)
    covered = {node for one in found for node in one.covered if node in flow.nodes}
    return shapes.TestsShown(
        results=[
            shapes.TestShown(
                name=one.name,
                passed=one.passed,
                failures=[
                    shapes.FailureShown(
                        turn=each.turn, text=text(language, f"golden.{each.code}", each.params, "flows")
                    )
                    for each in one.failures
                ],
                covered=sorted(one.covered),
            )
            for one in found
        ],
        covered=sorted(covered),
        missed=[node for node in flow.nodes if node not in covered],
    )


@router.post("/write", response_model=shapes.TextShown)
async def write_flow(given: shapes.FlowGiven, asked: Reads) -> shapes.TextShown:
    """A flow as text (YAML), as `atiende export` writes it."""
    return shapes.TextShown(text=as_yaml(_flow(given.body)))


@router.post("/read", response_model=shapes.BodyShown)
async def read_flow(given: shapes.TextGiven, asked: Edits) -> shapes.BodyShown:
    """The flow a text describes, every field written out; it may still have problems the checks will name."""
    try:
        body = await asyncio.to_thread(from_yaml, given.text)
    except Unreadable as error:
        raise Invalid(field="text", reason="bad_yaml", line=error.line, what=error.what) from error
    if not isinstance(body, dict):
        raise Invalid(field="text", reason="bad_yaml", line=1, what="")
    try:
        return shapes.BodyShown(body=msgspec.to_builtins(msgspec.convert(body, Flow)))
    except msgspec.ValidationError:
        return shapes.BodyShown(body=cast(dict[str, object], body))


def _flow(body: Mapping[str, object]) -> Flow:
    """Raises Invalid for what has not yet the shape of a flow."""
    try:
        return msgspec.convert(body, Flow)
    except msgspec.ValidationError as error:
        raise Invalid(field="body", reason="incomplete_flow", what=str(error)) from error


def _finding(language: str, found: flow_checks.Found) -> shapes.FindingShown:
    catalogue, key = ("config", f"problem.{found.code}") if found.of_shape else ("flows", f"finding.{found.code}")
    return shapes.FindingShown(
        code=found.code,
        node=found.node,
        severity="error" if found.severity == "error" else "warning",
        field=found.field,
        text=text(language, key, found.params, catalogue),
        help="" if found.of_shape else _help(language, found),
    )


def _help(language: str, found: flow_checks.Found) -> str:
    key = f"finding_help.{found.code}"
    said = text(language, key, found.params, "flows")
    return "" if said == key else said


def _both(state: State) -> Sequence[Json]:
    """What is in force, then the draft."""
    return [msgspec.json.decode(one.body) for one in (state.document, state.draft) if one is not None]


def _line(
    state: State, found: Sequence[flow_checks.Found], live: int, used: Sequence[shapes.FlowUse]
) -> shapes.FlowLine:
    body = _both(state)[-1]
    held = body if isinstance(body, dict) else {}
    document = state.document

    def word(name: str) -> str:
        value = held.get(name)
        return value if isinstance(value, str) else ""

    return shapes.FlowLine(
        slug=state.slug,
        name=word("name") or state.slug,
        name_es=word("name_es"),
        purpose=word("purpose") or "service",
        brands=_texts(held.get("brands")),
        languages=_texts(held.get("languages")),
        version=document.version if document else 0,
        published_at=document.published_at if document else None,
        retired=document.retired if document else False,
        draft=state.draft is not None,
        nodes=_size(held.get("nodes")),
        tests=_size(held.get("tests")),
        problems=sum(one.severity == "error" for one in found),
        warnings=sum(one.severity != "error" for one in found),
        live=live,
        used_by=list(used),
    )


def _texts(value: Json) -> list[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def _size(value: Json) -> int:
    return len(value) if isinstance(value, list | dict) else 0


async def _used(asked: Asked) -> dict[str, list[shapes.FlowUse]]:
    """Where each flow in force is entered: our addresses, and other flows."""
    found: dict[str, list[shapes.FlowUse]] = {}
    for row in await asked.reading.where(docs.Document, {"kind": "endpoint"}):
        body = docs.read("endpoint", row.body)
        if not isinstance(body, docs.Endpoint) or not body.flow or row.retired:
            continue
        if may_see(asked, "endpoint", row.slug, msgspec.json.decode(row.body)):
            used = shapes.FlowUse(kind="endpoint", slug=row.slug, name=body.name, channel=body.channel)
            found.setdefault(body.flow, []).append(used)
    for row in await asked.reading.where(docs.Document, {"kind": KIND}):
        body = docs.read(KIND, row.body)
        if isinstance(body, Flow) and not row.retired:
            for inner in flow_checks.calls(body):
                used = shapes.FlowUse(kind=KIND, slug=row.slug, name=body.name, channel="")
                found.setdefault(inner, []).append(used)
    return found
