"""Reports as CSV, as a spreadsheet of the reader's language opens it; no cell can be taken for a formula."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from atiende.api import report_shapes as shapes
from atiende.api.board_shapes import Measures
from atiende.api.problems import text
from atiende.domain.import_file import safe_cell

Cell = str | int | float | bool | None
OF_QUEUES = (
    "offered", "answered", "in_time", "level_base", "service_level_pct", "abandoned", "short", "abandoned_pct", "moved",
    "refused", "waiting", "asa_s", "wait_p50_s", "wait_p90_s", "longest_s", "handled", "handle_s", "transferred",
    "transferred_pct", "met", "target_base", "target_pct", "first_s", "occupancy_pct",
)  # fmt: skip
OF_AGENTS = (
    "taken", "handled", "handle_s", "transferred", "missed", "declined", "resolved", "answers", "busy_s", "ready_s",
    "paused_s", "occupancy_pct",
)  # fmt: skip
OF_ENTRIES = (
    "number", "customer", "queue", "channel", "entered", "left", "wait_s", "outcome", "in_time", "agent_name",
    "handle_s", "transferred", "conversation", "interaction",
)  # fmt: skip


def queue_table(lines: Iterable[shapes.QueueLine], names: Mapping[str, str]) -> tuple[Sequence[str], list[list[Cell]]]:
    rows = [[line.name, names.get(line.channel, line.channel), *_measures(line.now)] for line in lines]
    return ("queue", "channel", *OF_QUEUES), rows


def interval_table(found: shapes.IntervalReport) -> tuple[Sequence[str], list[list[Cell]]]:
    zone = ZoneInfo(found.about.zone)
    rows = [[line.day, _clock(line.begins, zone), *_measures(line.now)] for line in found.intervals]
    return ("day", "begins", *OF_QUEUES), rows


def agent_table(lines: Iterable[shapes.AgentLine]) -> tuple[Sequence[str], list[list[Cell]]]:
    return ("agent", *OF_AGENTS), [[line.name, *[value(line.now, name) for name in OF_AGENTS]] for line in lines]


def entry_table(found: shapes.Entries) -> tuple[Sequence[str], list[list[Cell]]]:
    zone = ZoneInfo(found.about.zone)
    rows = [
        [moment(cell, zone) if name in ("entered", "left") else cell
         for name in OF_ENTRIES for cell in [value(line, name)]]
        for line in found.items
    ]  # fmt: skip
    return OF_ENTRIES, rows


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[Cell]], language: str, catalogue: str = "report") -> bytes:
    """UTF-8 with its mark, which spreadsheets need. In Spanish the comma is decimal, so fields part by semicolons.

    `catalogue`: where the columns' names are.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if language == "es" else ",", lineterminator="\r\n")
    writer.writerow([text(language, f"column.{name}", {}, catalogue) for name in columns])
    writer.writerows([[_written(cell, language) for cell in row] for row in rows])
    return out.getvalue().encode("utf-8-sig")


def _written(cell: Cell, language: str) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return text(language, "yes" if cell else "no", {}, "report")
    if isinstance(cell, float):
        return f"{cell:.2f}".replace(".", "," if language == "es" else ".")
    return safe_cell(cell) if isinstance(cell, str) else str(cell)


def _measures(measures: Measures) -> list[Cell]:
    return [value(measures, name) for name in OF_QUEUES]


def value(record: object, name: str) -> Cell:
    """One field of a line."""
    found = getattr(record, name)
    assert found is None or isinstance(found, str | int | float | bool)
    return found


def _clock(moment: int | None, zone: ZoneInfo) -> str:
    return "" if moment is None else datetime.fromtimestamp(moment / 1000, UTC).astimezone(zone).strftime("%H:%M")


def moment(at: Cell, zone: ZoneInfo) -> Cell:
    """Local date and time; nothing for what is no moment."""
    if not isinstance(at, int):
        return None
    return datetime.fromtimestamp(at / 1000, UTC).astimezone(zone).strftime("%Y-%m-%d %H:%M:%S")
