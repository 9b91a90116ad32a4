"""Writes deploy/observability/atiende.json: the Grafana dashboard, from the panels listed here.

.venv/bin/python tools/write_dashboard.py
"""

import json
from dataclasses import dataclass
from pathlib import Path

TO = Path(__file__).resolve().parents[1] / "deploy" / "observability" / "atiende.json"
SOURCE = {"type": "prometheus", "uid": "${datasource}"}
WIDTH = 24


@dataclass(frozen=True)
class Panel:
    """`queries` are PromQL by legend; `kind` is Grafana's type of panel."""

    title: str
    queries: dict[str, str]
    unit: str = "short"
    kind: str = "timeseries"
    width: int = 8
    about: str = ""


def quantiles(metric: str, by: str = "") -> dict[str, str]:
    """p50 and p99 of a histogram."""
    kept = f"le, {by}" if by else "le"
    legend = f"{{{{{by}}}}} " if by else ""
    shares = {"p50": 0.5, "p99": 0.99}
    return {
        f"{legend}{name}": f"histogram_quantile({share}, sum by ({kept}) (rate({metric}_bucket[$__rate_interval])))"
        for name, share in shares.items()
    }


def rate(metric: str, by: str) -> dict[str, str]:
    return {f"{{{{{by}}}}}": f"sum by ({by}) (rate({metric}[$__rate_interval]))"}


ROWS: dict[str, list[Panel]] = {
    "Is anybody kept waiting?": [
        Panel("Oldest accepted, not applied", {"": "max(atiende_ingress_oldest_seconds)"}, "s", "stat", 4),
        Panel("Oldest reply late", {"": "max(atiende_sendings_oldest_seconds)"}, "s", "stat", 4),
        Panel("Longest wait in a queue", {"": "max(atiende_queue_oldest_seconds)"}, "s", "stat", 4),
        Panel("Waiting", {"": "sum(max by (queue) (atiende_queue_waiting))"}, "short", "stat", 4),
        Panel("Agents available", {"": 'max(atiende_agents{state="available"})'}, "short", "stat", 4),
        Panel("Nodes ready", {"": "sum(atiende_ready)"}, "short", "stat", 4),
        Panel("Waiting by queue", {"{{queue}}": "max by (queue) (atiende_queue_waiting)"}),
        Panel("Longest wait by queue", {"{{queue}}": "max by (queue) (atiende_queue_oldest_seconds)"}, "s"),
        Panel("Agents", {"{{state}}": "max by (state) (atiende_agents)"}),
    ],
    "Messages": [
        Panel("Messages kept", {
            "{{channel}} {{direction}}":
            "sum by (channel, direction) (rate(atiende_messages_total[$__rate_interval]))",
        }, "cps"),
        Panel("Offers", rate("atiende_offers_total", "outcome"), "cps"),
        Panel("Sends", {
            "{{channel}} {{outcome}}": "sum by (channel, outcome) (rate(atiende_sends_total[$__rate_interval]))",
        }, "cps"),
        Panel("Waiting to be applied, to leave, to fire", {
            "inbound": "max(atiende_ingress_waiting)",
            "replies": "max(atiende_sendings_waiting)",
            "timers": "max(atiende_timers_waiting)",
        }),
        Panel("Provider's answer", quantiles("atiende_send_seconds", "channel"), "s"),
        Panel("Errands of flows", {
            "{{kind}} {{result}}": "sum by (kind, result) (rate(atiende_errands_total[$__rate_interval]))",
            **quantiles("atiende_errand_seconds", "kind"),
        }),
    ],
    "Calls and sockets": [
        Panel("Calls by status", rate("atiende_http_requests_total", "status"), "reqps"),
        Panel("Time to answer", quantiles("atiende_http_request_seconds"), "s"),
        Panel("Slowest routes (p99)", {
            "{{method}} {{route}}": "topk(5, histogram_quantile(0.99, sum by (le, method, route) "
            "(rate(atiende_http_request_seconds_bucket[$__rate_interval]))))",
        }, "s"),
        Panel("Open sockets", {"{{kind}} {{instance}}": "sum by (kind, instance) (atiende_sockets)"}),
        Panel("Sockets told to start again", rate("atiende_socket_resyncs_total", "why"), "cps"),
        Panel("Shed", rate("atiende_shed_total", "what"), "cps"),
        Panel("Load: level let go (0 to 4)", {"{{instance}}": "atiende_load_level"}),
        Panel("Load: how far behind", {"{{instance}}": "atiende_load_delay_seconds"}, "s"),
        Panel("Inbound refused at the gate", rate("atiende_inbound_refused_total", "why"), "cps"),
    ],
    "The log": [
        Panel("Commit", quantiles("atiende_commit_seconds"), "s"),
        Panel("Changes", {
            "changes": "sum(rate(atiende_changes_total[$__rate_interval]))",
            "refused by the database": "sum(rate(atiende_commit_refusals_total[$__rate_interval]))",
        }, "cps"),
        Panel("Changes sharing a commit", {
            "mean": "sum(rate(atiende_changes_per_commit_sum[$__rate_interval])) / "
            "sum(rate(atiende_changes_per_commit_count[$__rate_interval]))",
        }),
        Panel("Facts", {"{{kind}}": "topk(12, sum by (kind) (rate(atiende_facts_total[$__rate_interval])))"}, "cps"),
        Panel("Behind the log", {"{{instance}}": "atiende_feed_lag_facts"}),
        Panel("Routing decision", {
            **quantiles("atiende_routing_decision_seconds"),
            "refused by the line, /s": "sum(rate(atiende_routing_refusals_total[$__rate_interval]))",
        }, "s"),
    ],
    "Sound of calls": [
        Panel("Core taken by sound", {
            "{{engine}} {{instance}}": "max by (engine, instance) (atiende_voice_busy_ratio)",
        }, "percentunit"),
        Panel("Heard mixed, and mixed with less work", {
            "ears {{instance}}": "sum by (instance) (atiende_voice_mixed_ears)",
            "degraded {{instance}}": "max by (instance) (atiende_voice_degraded)",
        }),
        Panel("Turns that began late", {
            "{{engine}} {{instance}}": "max by (engine, instance) (rate(atiende_voice_late_ticks[$__rate_interval]))",
        }, "cps"),
    ],
    "Nodes": [
        Panel("Leases held", {"{{name}} {{instance}}": "atiende_lease_held"}),
        Panel("Leases nobody holds", {"{{name}}": "min by (name) (atiende_lease_unheld)"}),
        Panel("Leases changing hands", {
            "{{name}} {{why}}": "sum by (name, why) (increase(atiende_lease_changes_total[$__rate_interval]))",
        }),
        Panel("Bus and readiness", {
            "bus {{instance}}": "atiende_bus_connected",
            "ready {{instance}}": "atiende_ready",
        }),
        Panel("Timers late", quantiles("atiende_timers_late_seconds"), "s"),
        Panel("Loops that failed, lines logged", {
            "loop {{loop}}": "sum by (loop) (increase(atiende_loop_failures_total[$__rate_interval]))",
            "{{level}}": 'sum by (level) (increase(atiende_log_lines_total{level=~"warning|error"}[$__rate_interval]))',
        }),
        Panel("CPU", {"{{instance}}": "rate(process_cpu_seconds_total[$__rate_interval])"}, "percentunit", width=6),
        Panel("Memory", {"{{instance}}": "process_resident_memory_bytes"}, "bytes", width=6),
        Panel("Open files", {
            "{{instance}}": "process_open_fds", "limit {{instance}}": "process_max_fds",
        }, width=6),
        Panel("Disk free", {
            "{{instance}}": "atiende_disk_free_bytes / (atiende_disk_bytes > 0)",
        }, "percentunit", width=6),
        Panel("Collections of the garbage collector", {
            "{{generation}} {{instance}}": "rate(python_gc_collections_total[$__rate_interval])",
        }, "cps", width=12),
        Panel("Version", {"{{version}}": "count by (version) (atiende_build_info)"}, width=12),
    ],
}  # fmt: skip


def drawn(number: int, panel: Panel, x: int, y: int) -> dict[str, object]:
    height = 4 if panel.kind == "stat" else 8
    return {
        "id": number,
        "type": panel.kind,
        "title": panel.title,
        "description": panel.about,
        "datasource": SOURCE,
        "gridPos": {"x": x, "y": y, "w": panel.width, "h": height},
        "fieldConfig": {"defaults": {"unit": panel.unit, "min": 0}, "overrides": []},
        "options": {},
        "targets": [
            {"refId": chr(ord("A") + place), "expr": query, "legendFormat": legend or "__auto", "datasource": SOURCE}
            for place, (legend, query) in enumerate(panel.queries.items())
        ],
    }


def panels() -> list[dict[str, object]]:
    """Row by row, from left to right."""
    found: list[dict[str, object]] = []
    y = 0
    for title, row in ROWS.items():
        found.append({"id": len(found) + 1, "type": "row", "title": title, "collapsed": False, "panels": [],
                      "gridPos": {"x": 0, "y": y, "w": WIDTH, "h": 1}})  # fmt: skip
        y, x, tall = y + 1, 0, 0
        for panel in row:
            if x + panel.width > WIDTH:
                y, x, tall = y + tall, 0, 0
            found.append(drawn(len(found) + 1, panel, x, y))
            x, tall = x + panel.width, 4 if panel.kind == "stat" else 8
        y += tall
    return found


def dashboard() -> dict[str, object]:
    return {
        "uid": "atiende",
        "title": "Atiende",
        "tags": ["atiende"],
        "timezone": "browser",
        "schemaVersion": 39,
        "version": 1,
        "refresh": "15s",
        "time": {"from": "now-3h", "to": "now"},
        "templating": {
            "list": [{"name": "datasource", "type": "datasource", "query": "prometheus", "label": "Data source"}]
        },
        "panels": panels(),
    }


def text() -> str:
    return json.dumps(dashboard(), indent=1) + "\n"


if __name__ == "__main__":
    TO.write_text(text())
