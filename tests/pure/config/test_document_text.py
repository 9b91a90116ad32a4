"""Documents as text: what is read back is what was written, for every kind and whatever was typed into it."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atiende.domain import documents as docs
from atiende.domain.config_plan import Place, lines_of
from atiende.domain.document_text import Unreadable, as_yaml, from_yaml
from tests.pure.config.any_document import any_body


@pytest.mark.parametrize("kind", docs.KINDS)
@settings(max_examples=12)
@given(data=st.data())
def test_a_document_is_the_same_after_being_a_text(kind: str, data: st.DataObject) -> None:
    body = data.draw(any_body(kind))
    text = as_yaml(body)
    assert msgspec.convert(from_yaml(text), docs.KINDS[kind]) == body
    assert as_yaml(msgspec.convert(from_yaml(text), docs.KINDS[kind])) == text
    place = Place(kind, "one")
    added, _ = lines_of([], {place: from_yaml(text)}, prune=True)
    assert [(line.what, line.body) for line in added] == [("added", body)]
    row = docs.Document(kind=kind, slug="one", version=1, body=docs.write(body), published_at=0)
    assert lines_of([row], {place: from_yaml(text)}, prune=True) == ([], 1)


def test_only_what_somebody_decided_is_written() -> None:
    assert as_yaml(docs.Team(name="Ventas")) == "name: Ventas\n"
    assert as_yaml(docs.Queue(name="Ventas", brand="main", offer_seconds=45)) == (
        "name: Ventas\nbrand: main\noffer_seconds: 45\n"
    )


def test_words_that_other_readers_take_for_values_are_quoted() -> None:
    hours = docs.Hours(name="no", blocks=[docs.Block(days=[1], start="08:00", end="09:30")])
    assert "name: 'no'" in as_yaml(hours) and "start: '08:00'" in as_yaml(hours)


def test_dates_written_by_hand_are_texts() -> None:
    assert from_yaml("date: 2026-12-25") == {"date": "2026-12-25"}


@pytest.mark.parametrize(
    ("text", "line"),
    [("a: [1\nb: 2", 2), ("a: 1\na: 2", 2), ("a: !!python/object:os.system x", 1), ("? [a]\n: 1", 0), ("a: \x00", 0)],
)
def test_what_cannot_be_read_says_where(text: str, line: int) -> None:
    with pytest.raises(Unreadable) as told:
        from_yaml(text)
    assert line in (0, told.value.line) and told.value.what


def test_a_short_text_cannot_stand_for_endless_values() -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"{chr(98 + at)}: &{chr(98 + at)} [{', '.join([f'*{chr(97 + at)}'] * 10)}]" for at in range(8)]
    with pytest.raises(Unreadable):
        from_yaml("\n".join(lines))


def test_merging_is_not_taken_since_ten_lines_of_it_would_fill_the_memory() -> None:
    lines = ["a0: &a0 {k: 1}", *(f"a{i}: &a{i}\n  <<: [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 30))]
    with pytest.raises(Unreadable, match="merging"):
        from_yaml("\n".join(lines))
    assert from_yaml("a: &a {k: 1}\nb: *a\nc: {'<<': 2}") == {"a": {"k": 1}, "b": {"k": 1}, "c": {"<<": 2}}
