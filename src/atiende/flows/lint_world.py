"""Lint of what a flow needs around it: other flows, documents it names, and channels that only answer for a while."""

from collections.abc import Iterator

from atiende.domain import flow_documents as docs
from atiende.domain.check import references
from atiende.domain.documents import write
from atiende.domain.flow_documents import AnyNode, Flow
from atiende.flows.finding import Finding, error, warning
from atiende.flows.surroundings import Surroundings


def world_findings(slug: str, flow: Flow, around: Surroundings) -> Iterator[Finding]:
    yield from _circular(slug, flow, around)
    yield from _windows(flow, around)
    yield from _references(flow, around)


def _circular(slug: str, flow: Flow, around: Surroundings) -> Iterator[Finding]:
    for name, node in flow.nodes.items():
        if isinstance(node, docs.SubFlow) and (node.flow == slug or slug in _inside(node.flow, around)):
            yield error("calls_itself", name, "flow", flow=node.flow)


def _inside(slug: str, around: Surroundings) -> frozenset[str]:
    """The flows that are within one, however deep."""
    seen: set[str] = set()
    todo = [slug]
    while todo:
        found = around.flows.get(todo.pop())
        for node in found.nodes.values() if found else ():
            if isinstance(node, docs.SubFlow) and node.flow not in seen:
                seen.add(node.flow)
                todo.append(node.flow)
    return frozenset(seen)


def _windows(flow: Flow, around: Surroundings) -> Iterator[Finding]:
    """What is said after so long a silence does not arrive any more."""
    for channel in flow.channels:
        window = around.windows.get(channel, 0)
        for name, node in flow.nodes.items():
            seconds, field = _silence(node)
            if window and seconds > window:
                made = error if field == "seconds" else warning
                yield made("window_passed", name, field, channel=channel, hours=window // 3600)


def _silence(node: AnyNode) -> tuple[int, str]:
    if isinstance(node, docs.Wait):
        return node.seconds, "seconds"
    return getattr(node, "patience_seconds", 0), "patience_seconds"


def _references(flow: Flow, around: Surroundings) -> Iterator[Finding]:
    if around.exists is None:
        return
    for one in references("flow", write(flow)):
        if one.kind != "secret" and not around.exists(one.kind, one.slug):
            node, field = _place(one.field)
            yield error("missing_reference", node, field, kind=one.kind, slug=one.slug)


def _place(path: str) -> tuple[str, str]:
    """The node a path leads into, and the rest of the way; a node's name has no dots."""
    head, _, rest = path.partition(".")
    if head != "nodes":
        return "", path
    node, _, field = rest.partition(".")
    return node, field
