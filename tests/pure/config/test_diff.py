"""Differences between two bodies."""

from hypothesis import given
from hypothesis import strategies as st

from atiende.domain.diff import Difference, differences

LEAVES = st.none() | st.booleans() | st.integers() | st.text(max_size=5)
TREES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", min_size=1, max_size=2), inner, max_size=3)
    ),
    max_leaves=10,
)
BODIES = st.dictionaries(st.text("abc", min_size=1, max_size=2), TREES, max_size=4)


@given(BODIES)
def test_a_body_does_not_differ_from_itself(body: dict[str, object]) -> None:
    assert differences(body, body) == []  # type: ignore[arg-type]


@given(BODIES, BODIES)
def test_backwards_is_the_mirror_of_forwards(one: dict[str, object], other: dict[str, object]) -> None:
    forwards = {(d.path, repr(d.old), repr(d.new)) for d in differences(one, other)}  # type: ignore[arg-type]
    backwards = {(d.path, repr(d.new), repr(d.old)) for d in differences(other, one)}  # type: ignore[arg-type]
    assert forwards == backwards


def test_a_list_of_words_is_one_change_and_a_list_of_records_is_told_by_place() -> None:
    old = {"teams": ["a"], "blocks": [{"end": "14:00"}], "name": "x"}
    new = {"teams": ["a", "b"], "blocks": [{"end": "15:00"}, {"end": "20:00"}], "name": "x"}
    assert differences(old, new) == [
        Difference("teams", ["a"], ["a", "b"]),
        Difference("blocks[0].end", "14:00", "15:00"),
        Difference("blocks[1].end", None, "20:00"),
    ]


def test_one_and_true_differ() -> None:
    assert differences({"a": 1}, {"a": True}) == [Difference("a", 1, True)]
