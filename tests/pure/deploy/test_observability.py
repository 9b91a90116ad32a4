"""The dashboard and the alert rules ask only for what the server shows, and every alert says what to do."""

import importlib.util
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from prometheus_client import REGISTRY
from prometheus_client.metrics import MetricWrapperBase
from ruamel.yaml import YAML

from atiende.ports import metrics
from tests.pure.deploy.promql import Unreadable, read

ROOT = Path(__file__).resolve().parents[3]
FOLDER = ROOT / "deploy" / "observability"
OF_SCRAPING = {"instance", "job"}
OF_KIND = {"histogram": ("_bucket", "_sum", "_count"), "counter": ("_total",), "gauge": ("",), "info": ("_info",)}


def instruments() -> list[MetricWrapperBase]:
    return [one for one in vars(metrics).values() if isinstance(one, MetricWrapperBase)]


def series() -> dict[str, set[str]]:
    """What a scrape shows: every name with its labels; `up` is Prometheus's own."""
    found = {"up": set(OF_SCRAPING)}
    for one in instruments():
        for ending in OF_KIND[one._type]:
            labels = {*one._labelnames, *OF_SCRAPING, *({"le"} if ending == "_bucket" else ())}
            found[one._name + ending] = labels | ({"version"} if one._type == "info" else set())
    for family in REGISTRY.collect():
        for sample in family.samples:
            found.setdefault(sample.name, {*sample.labels, *OF_SCRAPING})
    return found


def alerts() -> list[dict[str, object]]:
    return [rule for group in YAML(typ="safe").load(FOLDER / "alerts.yml")["groups"] for rule in group["rules"]]


def queries() -> Iterator[tuple[str, str]]:
    """Where each stands, and the query."""
    for rule in alerts():
        yield f"alert {rule['alert']}", str(rule["expr"])
    for panel in json.loads((FOLDER / "atiende.json").read_text())["panels"]:
        for target in panel.get("targets", ()):
            yield f"panel {panel['title']}", target["expr"]


def problems(query: str, shown: dict[str, set[str]]) -> list[str]:
    """What of a query the server does not show."""
    read_query = read(query)
    found = [f"{name} is not shown" for name, _ in read_query.series if name not in shown]
    known = [(name, labels) for name, labels in read_query.series if name in shown]
    found += [f"{name} has no {label}" for name, labels in known for label in labels - shown[name]]
    of_all = set().union(*(shown[name] for name, _ in known)) if known else set()
    return found + [f"nothing has a {label} to group by" for label in sorted(read_query.grouped - of_all)]


def test_every_query_reads_and_asks_only_for_what_is_shown() -> None:
    shown = series()
    assert {where: found for where, query in queries() if (found := problems(query, shown))} == {}


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("max(atiende_ingress_oldest_second)", "is not shown"),
        ('rate(atiende_http_requests_total{code="500"}[5m])', "has no code"),
        ("sum by (tenant) (rate(atiende_facts_total[5m]))", "group by"),
    ],
)
def test_a_misspelt_series_or_label_is_noticed(query: str, said: str) -> None:
    assert said in " ".join(problems(query, series()))


@pytest.mark.parametrize(
    "query",
    ["sum(rate(up)", "rate(up)", "max(up[5m]) >", "sum by queue (up)", "percentile(up)", "up{job=~atiende}", "up up"],
)
def test_what_is_no_query_is_not_read(query: str) -> None:
    with pytest.raises(Unreadable):
        read(query)


def test_every_instrument_is_on_the_dashboard() -> None:
    asked = {name for where, query in queries() if where.startswith("panel") for name, _ in read(query).series}
    ours = {one._name: OF_KIND[one._type] for one in instruments()}
    assert [name for name, endings in ours.items() if not asked & {name + ending for ending in endings}] == []


def test_the_dashboard_is_what_its_tool_writes() -> None:
    """Negative control: it is compared as text, so a change by hand in either is noticed."""
    spec = importlib.util.spec_from_file_location("write_dashboard", ROOT / "tools" / "write_dashboard.py")
    assert spec is not None and spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    assert (FOLDER / "atiende.json").read_text() == tool.text()


def test_panels_do_not_overlap() -> None:
    taken: dict[tuple[int, int], str] = {}
    for panel in json.loads((FOLDER / "atiende.json").read_text())["panels"]:
        at = panel["gridPos"]
        for x in range(at["x"], at["x"] + at["w"]):
            for y in range(at["y"], at["y"] + at["h"]):
                assert (x, y) not in taken, f"{panel['title']} lies on {taken[x, y]}"
                taken[x, y] = panel["title"]
                assert x < 24


def test_every_alert_is_complete_and_explained() -> None:
    explained = (ROOT / "docs" / "operations.md").read_text()
    names = [str(rule["alert"]) for rule in alerts()]
    assert len(set(names)) == len(names)
    for rule in alerts():
        assert set(rule) <= {"alert", "expr", "for", "labels", "annotations"}
        assert rule["labels"] in ({"severity": "page"}, {"severity": "ticket"})
        assert set(rule["annotations"]) == {"summary", "description"}  # type: ignore[call-overload]
    assert [name for name in names if f"**{name}**" not in explained] == []
