"""`atiende soak` refuses what it would not do, at once and in one sentence."""

import pytest
from typer import BadParameter
from typer.testing import CliRunner

from atiende.cli import app
from atiende.upkeep.soaking import check_kind

NONE = {"seeds": 0, "histories": 0, "nodes": 0, "overload": 0, "calls": 0}


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("--telephones",), "--telephones goes with --calls only"),
        (("--faults", "roll", "--calls", "2"), "--faults goes with --nodes only"),
        (("--calls", "2", "--nodes", "3"), "choose one of --nodes, --calls"),
        (("--calls=-3",), "--calls is how many: more than none"),
    ],
)
def test_what_does_not_go_together_is_refused_before_anything_runs(asked: tuple[str, ...], said: str) -> None:
    answer = CliRunner().invoke(app, ["soak", *asked])
    assert answer.exit_code == 2 and said in answer.output


def test_one_kind_with_its_own_details_is_taken() -> None:
    """The control: what goes together passes."""
    check_kind({**NONE, "calls": 2, "telephones": True, "faults": ""})
    check_kind({**NONE, "nodes": 3, "faults": "roll", "overload": False})
    check_kind(NONE)
    with pytest.raises(BadParameter):
        check_kind({**NONE, "nodes": 1, "telephones": True})
