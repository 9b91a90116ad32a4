"""A flow as a graph: where each node leads, by which field, and which variables are set by then."""

from collections.abc import Iterator, Mapping, Sequence
from functools import singledispatch

from msgspec import Struct

from atiende.domain import flow_documents as docs
from atiende.domain.flow_documents import AnyNode, Flow

LISTENING = (docs.Menu, docs.Ask, docs.Bot, docs.Survey, docs.Voicemail, docs.Verify)
"""Nodes that hear the customer."""
PEOPLE = (docs.ToQueue, docs.Transfer)


class Way(Struct, frozen=True, kw_only=True):
    """`field` as in the document: `next`, `options[2].goto`. `sets`: variables that have a value after it.

    `fails`: taken when the node could not do what it is for; `late`: beside the waiting.
    """

    field: str
    target: str
    sets: frozenset[str] = frozenset()
    fails: bool = False
    late: bool = False


def ways(flow: Flow, node: AnyNode) -> tuple[Way, ...]:
    """Where it may lead; a failure without a path of its own takes the flow's."""
    made = list(_ways(node))
    if flow.failed and "failed" in node.__struct_fields__ and getattr(node, "failed", None) is None:
        made.append(Way(field="failed", target=flow.failed, fails=True))
    return tuple(made)


def reachable(flow: Flow, starts: Sequence[str]) -> frozenset[str]:
    """All nodes there are ways to."""
    seen: set[str] = set()
    todo = [start for start in starts if start in flow.nodes]
    while todo:
        node = todo.pop()
        if node not in seen:
            seen.add(node)
            todo.extend(way.target for way in ways(flow, flow.nodes[node]) if way.target in flow.nodes)
    return frozenset(seen)


def unheard_from(flow: Flow, start: str, *, failing: bool = False) -> frozenset[str]:
    """The nodes that are come to from here without hearing him, these listening ones included but not passed."""
    seen: set[str] = set()
    todo = [start] if start in flow.nodes else []
    while todo:
        name = todo.pop()
        if name in seen:
            continue
        seen.add(name)
        node = flow.nodes[name]
        if not isinstance(node, (*LISTENING, *PEOPLE)):
            todo.extend(
                way.target for way in ways(flow, node) if way.target in flow.nodes and (failing or not way.fails)
            )
    return frozenset(seen)


@singledispatch
def _ways(node: AnyNode) -> Iterator[Way]:
    """What has a next node, and perhaps a failed one."""
    for field in ("next", "failed"):
        target = getattr(node, field, None)
        if target:
            yield Way(field=field, target=target, fails=field == "failed", sets=_sets(node, field))


def _sets(node: AnyNode, field: str) -> frozenset[str]:
    if field != "next":
        return frozenset()
    if isinstance(node, docs.Ask):
        return frozenset((node.variable,))
    if isinstance(node, docs.Assign):
        return frozenset(node.values)
    if isinstance(node, docs.Request | docs.SubFlow):
        return frozenset(node.take)
    return frozenset()


@_ways.register
def _(node: docs.Menu) -> Iterator[Way]:
    for place, option in enumerate(node.options):
        yield Way(field=f"options[{place}].goto", target=option.goto)
    yield from _optional(node, "failed")


@_ways.register
def _(node: docs.Condition) -> Iterator[Way]:
    for place, case in enumerate(node.cases):
        yield Way(field=f"cases[{place}].goto", target=case.goto)
    yield Way(field="otherwise", target=node.otherwise)


@_ways.register
def _(node: docs.InHours) -> Iterator[Way]:
    yield Way(field="open", target=node.open)
    yield Way(field="closed", target=node.closed)


@_ways.register
def _(node: docs.Request) -> Iterator[Way]:
    yield Way(field="next", target=node.next, sets=_sets(node, "next"))
    yield from _optional(node, "missing", "failed")


@_ways.register
def _(node: docs.Payment) -> Iterator[Way]:
    yield Way(field="next", target=node.next)
    yield from _optional(node, "paid", "failed")


@_ways.register
def _(node: docs.Answer) -> Iterator[Way]:
    yield Way(field="next", target=node.next)
    yield from _optional(node, "unsure", "failed")


@_ways.register
def _(node: docs.Bot) -> Iterator[Way]:
    for place, route in enumerate(node.routes):
        yield Way(field=f"routes[{place}].goto", target=route.goto)
    yield from _optional(node, "person", "next", "unsure", "failed")


@_ways.register
def _(node: docs.ToQueue) -> Iterator[Way]:
    if node.late:
        yield Way(field="late", target=node.late, late=True)
    yield from _optional(node, "refused")


@_ways.register
def _(node: docs.Split) -> Iterator[Way]:
    for place, arm in enumerate(node.arms):
        yield Way(field=f"arms[{place}].goto", target=arm.goto)


def _optional(node: AnyNode, *fields: str) -> Iterator[Way]:
    for field in fields:
        target = getattr(node, field)
        if target:
            yield Way(field=field, target=target, fails=field in ("failed", "refused"))


def surely_set(flow: Flow) -> Mapping[str, frozenset[str]]:
    """By node, the variables that have a value whichever way it was come to. A person may be asked for anywhere."""
    first = frozenset(name for name, one in flow.variables.items() if one.initial is not None)
    known: dict[str, frozenset[str]] = {}
    todo: list[tuple[str, frozenset[str]]] = [(flow.start, first)]
    todo.extend((name, first) for name in (flow.person, flow.failed) if name)
    while todo:
        name, given = todo.pop()
        if name not in flow.nodes:
            continue
        before = known.get(name)
        now = given if before is None else before & given
        if now != before:
            known[name] = now
            todo.extend((way.target, now | way.sets) for way in ways(flow, flow.nodes[name]))
    return known
