"""The report of calls as tables for a spreadsheet."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from atiende.api.call_report_shapes import CallEntry
from atiende.api.report_files import moment, value
from atiende.api.selfservice_files import Table
from atiende.reports.calls import CallNumbers

OF_QUEUES = (
    "incoming", "outgoing", "offered", "answered", "in_time", "level_base", "service_level_pct",
    "level_of_answered_pct", "level_of_offered_pct", "level_with_quick_pct", "level_without_quick_pct", "asa_s",
    "asa_from_ring_s", "wait_p50_s", "wait_p90_s", "longest_s", "three_minutes", "three_minutes_base",
    "three_minutes_pct", "three_minutes_from_ring_pct", "fastest_95_s", "fastest_95_from_ring_s", "abandoned",
    "abandoned_pct", "abandoned_long", "abandoned_long_pct", "in_menu", "in_queue", "in_ringing", "short", "contained",
    "callbacks", "messages", "refused", "talked", "talk_s", "wrap_s",
    "handle_s", "held", "hold_s", "transferred", "transferred_pct",
    "reached", "reached_pct", "people", "false_machines", "to_record", "recorded", "recorded_pct",
)  # fmt: skip
OF_CALLS = (
    "number", "customer", "direction", "queue", "agent", "began", "waited_seconds", "talk_seconds", "held_seconds",
    "transfers", "lost", "became", "judged", "recording", "conversation", "interaction",
)  # fmt: skip


def queues_table(lines: Iterable[tuple[str, CallNumbers]]) -> Table:
    """By each queue's name; the empty one is the menu's."""
    return ("queue", *OF_QUEUES), [[name, *[value(now, one) for one in OF_QUEUES]] for name, now in lines]


def calls_table(items: Iterable[CallEntry], time_zone: str) -> Table:
    zone = ZoneInfo(time_zone)
    rows = [
        [moment(cell, zone) if name == "began" else cell for name in OF_CALLS for cell in [value(one, name)]]
        for one in items
    ]
    return OF_CALLS, rows
