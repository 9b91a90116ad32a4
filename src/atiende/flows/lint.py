"""The lint of flows: what would leave a customer stranded, misheard or unheard, found before it is published.

Each finding has a code, whose text in `locales/*/flows.json` (`lint.CODE`) says what is wrong and what to do; the node
it is at (empty: the flow as a whole); and how bad it is. What is an error must not be published.
"""

from collections.abc import Sequence

from atiende.domain.flow_documents import Flow
from atiende.flows.finding import Finding
from atiende.flows.lint_graph import graph_findings
from atiende.flows.lint_people import people_findings
from atiende.flows.lint_values import value_findings
from atiende.flows.lint_words import word_findings
from atiende.flows.lint_world import world_findings
from atiende.flows.surroundings import Surroundings

MOST = 500
"""Findings that are told; a flow with more has other troubles."""


def lint(slug: str, flow: Flow, around: Surroundings) -> Sequence[Finding]:
    """Errors first, then by the order of the nodes in the document."""
    found = [
        *graph_findings(flow),
        *people_findings(flow, around),
        *value_findings(flow, around),
        *word_findings(flow, around),
        *world_findings(slug, flow, around),
    ]
    places = {name: place for place, name in enumerate(flow.nodes)}
    found.sort(key=lambda one: (one.severity != "error", places.get(one.node, -1)))
    once = {(one.code, one.node, one.field, tuple(one.params.items())): one for one in found}
    return list(once.values())[:MOST]
