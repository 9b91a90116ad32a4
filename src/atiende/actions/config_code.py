"""Configuration as code: a plan of what files would change, and applying it, all or nothing."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from msgspec import structs, to_builtins

from atiende.actions.config_files import MOST_DOCUMENTS, Files, read_files
from atiende.actions.configuration import Ref, publish
from atiende.actions.flow_checks import ERROR, check_flows
from atiende.actions.numbers import must_be_free
from atiende.actions.published import expression_problem, settings_problems
from atiende.actions.uses import uses_of
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.check import Problem, Unfit
from atiende.domain.config_plan import (
    RETIRED,
    ConfigPlan,
    Line,
    Objection,
    Place,
    bodies_after,
    lines_of,
    objections_of,
    state_of,
    token_of,
)
from atiende.domain.errors import Conflict
from atiende.domain.flow_documents import Flow
from atiende.flows.template import problem_of
from atiende.ports.desk import Desk
from atiende.ports.store import Change

AROUND_FLOWS = ("flow", "hours", "brand", "queue", "intent", "collection", "prompt", "payment")
"""Kinds whose change may make a flow right or wrong."""


@dataclass(frozen=True, slots=True)
class Together:
    """`document_rules.Known` as it would be when everything is applied."""

    desk: Desk
    all_bodies: Mapping[Place, docs.Body]
    secrets: frozenset[str]

    @property
    def local_webhooks(self) -> bool:
        return self.desk.local_webhooks

    def body(self, kind: str, slug: str) -> docs.Body | None:
        return self.all_bodies.get(Place(kind, slug))

    def bodies(self, kind: str) -> Iterable[tuple[str, docs.Body]]:
        return [(place.slug, body) for place, body in self.all_bodies.items() if place.kind == kind]

    def has_secret(self, name: str) -> bool:
        return name in self.secrets

    def settings_problems(self, channel: str, settings: Mapping[str, object]) -> Sequence[tuple[str, str]] | None:
        return settings_problems(self.desk, channel, settings)

    def template_problem(self, template: str) -> str:
        return problem_of(template)

    def expression_problem(self, source: str) -> str:
        return expression_problem(source)


async def plan_files(desk: Desk, tenant: str, files: Files, *, prune: bool = False) -> ConfigPlan:
    """What these files would change, and everything that stands against it. Changes nothing."""
    reading = desk.store.reading(tenant)
    rows = await reading.where(docs.Document, {}, limit=MOST_DOCUMENTS)
    secrets = frozenset(one.name for one in await reading.where(docs.Secret, {}, limit=MOST_DOCUMENTS))
    plan = await asyncio.to_thread(_plan, desk, (rows, secrets), files, prune=prune)
    known = Together(desk, bodies_after(rows, plan.lines), secrets)
    return structs.replace(plan, objections=[*plan.objections, *await _of_flows(desk, tenant, plan.lines, known)])


async def _of_flows(desk: Desk, tenant: str, lines: Sequence[Line], known: Together) -> list[Objection]:
    """Lint and tests of every flow as it would be, where something around it changes. What is wrong with one that stays
    as it is does not stand in the way."""
    changed = {line.place.slug for line in lines if line.place.kind == "flow"}
    if not any(line.place.kind in AROUND_FLOWS for line in lines):
        return []
    flows = {slug: body for slug, body in known.bodies("flow") if isinstance(body, Flow)}
    return [
        Objection(
            document=f"flow/{one.slug}",
            field=f"tests.{one.params['test']}" if "test" in one.params else one.node,
            code=one.code,
            params=dict(one.params),
            warning=one.level != ERROR or one.slug not in changed,
            catalogue="flows",
        )
        for one in await check_flows(desk, tenant, known, flows)
    ]


def _plan(
    desk: Desk, there: tuple[Sequence[docs.Document], frozenset[str]], files: Files, *, prune: bool
) -> ConfigPlan:
    rows, secrets = there
    tree, against = read_files(files)
    lines, same = lines_of(rows, tree, prune=prune)
    known = Together(desk, bodies_after(rows, lines), secrets)
    against += objections_of(lines, tree, known)
    if not tree and not against:
        against.append(Objection(document="", field="", code="no_documents"))
    token = token_of(state_of(rows), tree, prune=prune)
    return ConfigPlan(token=token, lines=lines, same=same, objections=against)


async def apply_files(
    desk: Desk, tenant: str, actor: str, files: Files, *, prune: bool = False, token: str = ""
) -> ConfigPlan:
    """Puts it all in force in one change, and answers what it did. With `token` only as that plan said.

    Raises Unfit (every problem, under its document), Conflict when the centre, or the files, are not as when the plan
    was made. What is as it should be already is left alone: applying again changes nothing.
    """
    plan = await plan_files(desk, tenant, files, prune=prune)
    if not plan.possible:
        raise Unfit(
            [
                Problem(f"{one.document}:{one.field}" if one.field else one.document, one.code, one.params)
                for one in plan.objections
                if not one.warning
            ]
        )
    if not plan.lines:
        return plan
    _as_planned(plan.token, token)
    await _numbers_free(desk, tenant, plan.lines)

    def decide(change: Change) -> None:
        if state_of(change.where(docs.Document, {})) != plan.token.partition(".")[0]:
            raise Conflict(reason="centre_moved_on")
        gone = {f"{one.place.kind}:{one.place.slug}" for one in plan.lines if one.what == RETIRED}
        for line in plan.lines:
            if line.what == RETIRED:
                _retire(change, actor, line, gone)
            else:
                assert line.body is not None  # nothing stands against the plan
                publish(change, actor, Ref(*line.place), line.body)

    await desk.store.change(tenant, decide, at=desk.clock.now())
    return plan


async def _numbers_free(desk: Desk, tenant: str, lines: Sequence[Line]) -> None:
    """Raises Unfit."""
    for line in lines:
        if line.place.kind == "endpoint" and line.body is not None:
            await must_be_free(desk, tenant, line.place.slug, to_builtins(line.body))


def _as_planned(now: str, token: str) -> None:
    state, _, files = token.partition(".")
    if token and now.partition(".")[0] != state:
        raise Conflict(reason="centre_moved_on")
    if token and now.partition(".")[2] != files:
        raise Conflict(reason="files_changed")


def _retire(change: Change, actor: str, line: Line, gone: Set[str]) -> None:
    """Refused while something stays that uses it. Raises Unfit."""
    kind, slug = line.place
    uses = [use for use in uses_of(change, kind, slug) if use.by not in gone]
    if uses:
        raise Unfit([Problem(str(line.place), "in_use", {"by": use.by, "field": use.field}) for use in uses])
    change.record(f.DocumentRetired(kind=kind, slug=slug, version=line.version), actor=actor)
