"""The self-service report as tables for a spreadsheet."""

from collections.abc import Iterable, Sequence
from zoneinfo import ZoneInfo

from atiende.api import selfservice_shapes as shapes
from atiende.api.report_files import Cell, moment, value

CATALOGUE = "selfservice"
"""Where the columns' names are."""
OF_FLOWS = (
    "sessions", "goal", "contained", "contained_pct", "unassisted_pct", "left", "left_pct", "handoffs", "handoffs_pct",
    "late", "lost", "failed_pct", "offered", "deflected", "deflected_pct", "answers", "found_pct", "satisfied_pct",
    "nps", "effort",
)  # fmt: skip
OF_NODES = ("flow", "node", "entered", "left", "drop_pct", "handed")
OF_REASONS = ("title", "resolved", "alone", "alone_pct", "sessions", "contained", "contained_pct", "handoffs", "reason")
OF_SESSIONS = (
    "number", "customer", "flow", "version", "channel", "began", "ended", "seconds", "outcome", "node", "goal",
    "contained", "reason", "why", "failed", "conversation",
)  # fmt: skip
Table = tuple[Sequence[str], list[list[Cell]]]


def lines_table(first: str, lines: Iterable[shapes.ServedLine]) -> Table:
    """Flows, or days: `first` names the first column."""
    return (first, *OF_FLOWS), [[line.title, *[value(line.now, name) for name in OF_FLOWS]] for line in lines]


def nodes_table(lines: Iterable[shapes.Node]) -> Table:
    return OF_NODES, [[value(line, name) for name in OF_NODES] for line in lines]


def reasons_table(lines: Iterable[shapes.OfReason]) -> Table:
    return OF_REASONS, [[value(line, name) for name in OF_REASONS] for line in lines]


def sessions_table(found: shapes.Sessions) -> Table:
    zone = ZoneInfo(found.about.zone)
    rows = [
        [moment(value(line, name), zone) if name in ("began", "ended") else value(line, name) for name in OF_SESSIONS]
        for line in found.items
    ]
    return OF_SESSIONS, rows
