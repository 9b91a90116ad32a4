"""Queues whose steps come in order and lead somewhere; workloads whose channels exist."""

import pytest

from atiende.domain import documents as docs
from tests.pure.config.test_document_rules import Shelf, problems


@pytest.fixture
def shelf() -> Shelf:
    return Shelf(
        {
            ("brand", "main"): docs.Brand(name="Main"),
            ("team", "first"): docs.Team(name="First"),
            ("skill", "devices"): docs.Skill(name="Devices"),
            ("queue", "support"): docs.Queue(name="Support", brand="main", overflow="night"),
            ("queue", "night"): docs.Queue(name="Night", brand="main"),
            ("queue", "elsewhere"): docs.Queue(name="Elsewhere", brand="other"),
        }
    )


WIDER = {"after_seconds": 9, "teams": []}
NIGHT = {"after_seconds": 9, "queue": "night"}


def queue(**more: object) -> dict[str, object]:
    return {"name": "q", "brand": "main", **more}


def test_steps_that_widen_one_after_the_other_are_fine(shelf: Shelf) -> None:
    steps = [
        {"after_seconds": 60, "teams": ["first"]},
        {"after_seconds": 120, "skills": [{"skill": "devices", "level": 2}], "match_language": False},
        {"after_seconds": 600, "queue": "night"},
    ]
    assert problems(shelf, "queue", queue(steps=steps)) == set()


@pytest.mark.parametrize(
    ("steps", "field", "code"),
    [
        ([WIDER, {"after_seconds": 9, "priority": 1}], "steps[1].after_seconds", "not_later"),
        ([{"after_seconds": 60}], "steps[0]", "changes_nothing"),
        ([{"after_seconds": 60, "queue": "x"}], "steps[0].queue", "itself"),
        ([{"after_seconds": 60, "queue": "elsewhere"}], "steps[0].queue", "other_brand"),
        ([NIGHT, {"after_seconds": 12, "teams": []}], "steps[0].queue", "not_the_last"),
        ([{"after_seconds": 60, "teams": ["first", "first"]}], "steps[0].teams[1]", "twice"),
    ],
)  # fmt: skip
def test_a_step_that_could_not_do_what_it_says_is_a_problem(
    shelf: Shelf, steps: list[dict[str, object]], field: str, code: str
) -> None:
    found = problems(shelf, "queue", queue(steps=steps))
    # A queue that is new is not in force yet: that it names itself is told as well as that it is missing.
    assert found - {("steps[0].queue", "reference_missing")} == {(field, code)}


def test_overflow_goes_to_another_queue_and_never_round_in_a_circle(shelf: Shelf) -> None:
    assert problems(shelf, "queue", queue(limit=5, overflow="night"), "day") == set()
    assert problems(shelf, "queue", queue(limit=5, overflow="support"), "night") == {("overflow", "in_a_circle")}
    assert problems(shelf, "queue", queue(limit=5, overflow="night"), "night") == {("overflow", "itself")}


def test_a_mix_in_which_nothing_counts_is_a_problem_only_where_it_is_used(shelf: Shelf) -> None:
    nothing = {"idle": 0, "occupancy": 0, "skill": 0, "flexibility": 0}
    assert problems(shelf, "queue", queue(choice="weighted", weights=nothing)) == {("weights", "no_weight")}
    assert problems(shelf, "queue", queue(weights=nothing)) == set()


def test_a_workload_names_channels_that_exist_once_each(shelf: Shelf) -> None:
    voice, chat = {"channel": "voice", "units": [100], "exclusive": True}, {"channel": "webchat", "units": [40, 30]}
    assert problems(shelf, "workload", {"name": "w", "channels": [voice, chat]}) == set()
    wrong = [chat, chat, {"channel": "fax", "units": [1]}, {**voice, "interruptible": True}]
    assert problems(shelf, "workload", {"name": "w", "channels": wrong}) == {
        ("channels[1].channel", "twice"),
        ("channels[2].channel", "unknown_channel"),
        ("channels[3].interruptible", "exclusive_too"),
    }
