"""A plan from files: directories of documents and people, and arrivals in the layouts of real collections."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from atiende.cli import app
from atiende.domain.errors import Invalid
from atiende.ports.twin import Plan, Shift
from atiende.sim.files import read_arrivals, read_plan, read_setting

PLAN = """
date: "2003-03-03"
time_zone: America/New_York
replications: 2
streams:
  - {queue: help, channel: voice, per_hour: [20], handle_seconds: 120, patience_seconds: 90}
"""
PEOPLE = """
ana: {shifts: ["07:00-15:00"], breaks: ["11:00-11:20"], skills: {billing: 4}, teams: [one]}
night: {shifts: ["22:00-06:00"], count: 3}
"""


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "plan.yaml").write_text(PLAN)
    for side, limit in (("before", 0), ("after", 5)):
        (tmp_path / side / "queue").mkdir(parents=True)
        (tmp_path / side / "queue" / "help.yaml").write_text(f"{{name: Help, brand: acme, limit: {limit}}}")
        (tmp_path / side / "agents.yaml").write_text(PEOPLE)
    return tmp_path


def plan_of(files: Path, **more: Path) -> Plan:
    return read_plan(files / "plan.yaml", files / "before", more.get("after"), more.get("arrivals"))


def test_people_and_documents_are_read(files: Path) -> None:
    found = read_setting(files / "before")
    assert found.documents.keys() == {"queue/help"}
    assert found.agents.keys() == {"ana", "night-001", "night-002", "night-003"}
    assert found.agents["ana"].skills == {"billing": 4}
    assert Shift(agent="ana", start=420, end=900, breaks=((660, 680),)) in found.shifts
    assert Shift(agent="night-002", start=1320, end=1800) in found.shifts


def test_a_day_is_a_local_day(files: Path) -> None:
    found = plan_of(files, after=files / "after")
    assert found.ends - found.begins == 86_400_000 and found.begins % 86_400_000 == 5 * 3_600_000
    assert found.after is not None and found.after.documents != found.before.documents


@pytest.mark.parametrize(
    ("layout", "rows"),
    [
        ("DateTime,Calls,day", ["2003-03-03 07:00:00,3,2003-03-03", "2003-03-03 07:05:00,2,2003-03-03"]),
        ("date,weekday,interval_6min,start,calls", ["2003-03-03,Monday,70,07:00,3", "2003-03-03,Monday,71,07:05,2"]),
        ("airline,hour,contacts,day", ["A,2003-03-03 07:00:00,2,2003-03-03", "B,2003-03-03 07:00:00,1,2003-03-03",
                                       "A,2003-03-03 07:05:00,2,2003-03-03"]),
        ("Date,calls,Year,Hour", ["2003-03-03 12:00:00,3,2003,7", "2003-03-03 12:05:00,2,2003,7"]),
    ],
)  # fmt: skip
def test_counts_become_arrivals_in_their_interval(files: Path, layout: str, rows: list[str]) -> None:
    (files / "counts.csv").write_text("\n".join([layout, *rows, ""]))
    plan = plan_of(files, arrivals=files / "counts.csv")
    seven = plan.begins + 7 * 3_600_000
    minutes = [(one.at - seven) / 60_000 for one in plan.arrivals]
    assert (
        len(minutes) == 5 and sum(0 <= one < 5 for one in minutes) == 3 and sum(5 <= one < 10 for one in minutes) == 2
    )
    assert plan.notes == ("assumed_rates",)


def test_a_real_bank_day_has_all_its_calls(files: Path, shared_data: Path) -> None:
    path = shared_data / "arrivals" / "us-bank-5min" / "bank_calls.csv"
    counted = sum(int(line.split(",")[1]) for line in path.read_text().splitlines() if line.startswith("2003-03-03"))
    assert len(read_arrivals(path, plan_of(files))) == counted > 10_000


@pytest.mark.parametrize("name", ["denver-ems-hourly/calls_hourly.csv", "technion-bank-6min/callcenter_1999.csv"])
def test_other_real_collections_are_read_too(files: Path, shared_data: Path, name: str) -> None:
    path = shared_data / "arrivals" / name
    day = date.fromisoformat(path.read_text().splitlines()[1][:10]) + timedelta(days=1)
    (files / "plan.yaml").write_text(PLAN.replace("2003-03-03", day.isoformat()))
    assert len(read_arrivals(path, plan_of(files))) > 50


def test_what_cannot_be_read_is_named(files: Path) -> None:
    (files / "counts.csv").write_text("when,how many\n")
    with pytest.raises(Invalid) as refused:
        plan_of(files, arrivals=files / "counts.csv")
    assert refused.value.params == {"field": "counts.csv", "reason": "unknown_columns"}
    (files / "before" / "queue" / "help.yaml").write_text("{name: Help, brand: acme, colour: red}")
    with pytest.raises(Invalid) as refused:
        plan_of(files)
    assert refused.value.params["field"] == "queue/help.yaml"
    assert "colour" in str(refused.value.params["problem"])


def test_the_command_prints_a_table_or_one_object(files: Path) -> None:
    words = ["simulate", str(files / "plan.yaml"), "--before", str(files / "before"), "--after", str(files / "after")]
    said = CliRunner().invoke(app, words)
    assert said.exit_code == 0, said.output
    assert "service level, %" in said.output and "difference" in said.output
    said = CliRunner().invoke(app, [*words, "--json"])
    assert said.exit_code == 0 and '"service_level_pct":{"mean":' in said.stdout
    said = CliRunner().invoke(app, [*words[:3], str(files / "nowhere")])
    assert said.exit_code == 2 and "nowhere" in said.output
