"""Lint of the way through: nodes that are not there, cannot be reached, or lead nowhere."""

from collections.abc import Iterator

from atiende.domain import flow_documents as docs
from atiende.domain.flow_documents import Flow
from atiende.flows.finding import Finding, error, warning
from atiende.flows.ways import LISTENING, reachable, ways

PAUSES = (*LISTENING, docs.ToQueue, docs.Wait, docs.End, docs.Request, docs.Send, docs.Payment, docs.Answer,
          docs.Identify, docs.Transfer)  # fmt: skip
"""Nodes a walk stops at; a circle without one of them is gone round at once."""


def graph_findings(flow: Flow) -> Iterator[Finding]:
    yield from _missing(flow)
    starts = [name for name in (flow.start, flow.person, flow.failed) if name]
    seen = reachable(flow, starts)
    for name in flow.nodes:
        if name not in seen:
            yield warning("unreachable", name)
    ending = _ending(flow)
    for name in flow.nodes:
        if name in seen and name not in ending:
            yield error("no_exit", name)
    yield from _circles(flow, seen)
    yield from _splits(flow)


def _missing(flow: Flow) -> Iterator[Finding]:
    for field in ("start", "person", "failed"):
        target = getattr(flow, field)
        if target and target not in flow.nodes:
            yield error("missing_node", "", field, target=target)
    for name, node in flow.nodes.items():
        for way in ways(flow, node):
            if way.target not in flow.nodes and not (way.field == "failed" and way.target == flow.failed):
                yield error("missing_node", name, way.field, target=way.target)


def _ending(flow: Flow) -> frozenset[str]:
    """The nodes from which an end or a person can be come to."""
    back: dict[str, list[str]] = {}
    for name, node in flow.nodes.items():
        for way in ways(flow, node):
            back.setdefault(way.target, []).append(name)
    seen: set[str] = set()
    todo = [name for name, node in flow.nodes.items() if isinstance(node, docs.End | docs.ToQueue | docs.Transfer)]
    while todo:
        name = todo.pop()
        if name not in seen:
            seen.add(name)
            todo.extend(back.get(name, ()))
    return frozenset(seen)


def _circles(flow: Flow, seen: frozenset[str]) -> Iterator[Finding]:
    """Where the flow may turn round and round without waiting for anything. Each circle is told once."""
    state: dict[str, int] = {}
    for start in flow.nodes:
        if start not in seen or start in state:
            continue
        stack: list[tuple[str, Iterator[str]]] = [(start, _onward(flow, start))]
        state[start] = 1
        while stack:
            name, onward = stack[-1]
            target = next(onward, None)
            if target is None:
                state[name] = 2
                stack.pop()
            elif state.get(target) == 1:
                yield error("circle", target)
            elif target not in state:
                state[target] = 1
                stack.append((target, _onward(flow, target)))


def _onward(flow: Flow, name: str) -> Iterator[str]:
    node = flow.nodes[name]
    if isinstance(node, PAUSES):
        return iter(())
    return iter([way.target for way in ways(flow, node) if way.target in flow.nodes])


def _splits(flow: Flow) -> Iterator[Finding]:
    for name, node in flow.nodes.items():
        if isinstance(node, docs.Split):
            total = sum(arm.percent for arm in node.arms)
            if total != 100:
                yield error("split_total", name, "arms", total=int(total))
