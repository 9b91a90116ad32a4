"""The shape of documents: every problem at once, and never a different verdict from the decoder's."""

import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from atiende.domain import documents as docs
from atiende.domain.check import Problem, examine

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)
SLUGS = st.sampled_from(["main", "a_b", "Bad Slug", "", "-x"])
LIKELY = (
    JSON
    | SLUGS
    | st.sampled_from(["09:00", "24:00", "#1f6f78", "es", "secret:x", "2026-12-24", "https://example.com/"])
)


def bodies(kind: str) -> st.SearchStrategy[object]:
    """Bodies near the right one: known fields with likely values, now and then something else."""
    names = [field.encode_name for field in msgspec.structs.fields(docs.KINDS[kind])]
    return st.dictionaries(st.sampled_from([*names, "other"]), LIKELY, max_size=len(names)) | JSON


@pytest.mark.parametrize("kind", docs.KINDS)
def test_what_has_no_problem_decodes_and_what_does_not_decode_has_one(kind: str) -> None:
    @given(bodies(kind))
    def agree(body: object) -> None:
        problems, _ = examine(kind, body)  # type: ignore[arg-type]
        try:
            docs.read(kind, json.dumps(body))
        except msgspec.ValidationError:
            assert problems
        else:
            # The walk may be stricter (control characters, a line break behind a slug), never laxer.
            assert not problems or {one.code for one in problems} <= STRICTER

    agree()


STRICTER = {
    "bad_slug",
    "bad_secret",
    "bad_language",
    "bad_color",
    "bad_time",
    "bad_date",
    "control_characters",
    "too_large",
}


def test_every_problem_is_named_with_its_place() -> None:
    body = {
        "name": "",
        "color": "red",
        "close_after_days": 0,
        "hours": "Not a slug",
        "colour": "blue",
        "signature": 7,
    }
    problems, _ = examine("brand", body)
    assert {(one.field, one.code) for one in problems} == {
        ("name", "required"),
        ("color", "bad_color"),
        ("close_after_days", "too_small"),
        ("hours", "bad_slug"),
        ("colour", "unknown_field"),
        ("signature", "wrong_type"),
    }


def test_places_inside_lists_are_counted() -> None:
    blocks = [{"days": [1], "start": "09:00", "end": "14:00"}, {"days": [9, 2], "start": "9", "end": "25:00"}]
    problems, _ = examine("hours", {"name": "x", "blocks": blocks})
    assert {(one.field, one.code) for one in problems} == {
        ("blocks[1].days[0]", "too_large"),
        ("blocks[1].start", "bad_time"),
        ("blocks[1].end", "bad_time"),
    }


@pytest.mark.parametrize("body", [None, [], "text", 3, True])
def test_a_body_that_is_no_object_is_one_problem(body: object) -> None:
    problems, _ = examine("team", body)  # type: ignore[arg-type]
    assert problems == [Problem("body", "wrong_type", {"expected": "fields"})]


def test_true_is_not_one_and_one_is_not_true() -> None:
    assert [one.field for one in examine("queue", {"name": "q", "brand": "b", "priority": True})[0]] == ["priority"]
    assert [one.field for one in examine("pause", {"name": "p", "paid": 1})[0]] == ["paid"]


def test_a_slug_with_a_line_break_behind_it_is_refused() -> None:
    assert examine("queue", {"name": "q", "brand": "main\n"})[0] == [Problem("brand", "bad_slug")]


def test_null_bytes_and_lone_surrogates_in_a_name_are_refused() -> None:
    for name in ("a\x00b", "a\x1bb", "a\ud800b"):
        assert [one.code for one in examine("team", {"name": name})[0]] == ["control_characters"]
    assert examine("team", {"name": "Ñandú 👩‍👩‍👧 مرحبا", "description": "two\nlines\ttab"})[0] == []


def test_references_are_found_wherever_they_stand() -> None:
    body = {
        "name": "q",
        "brand": "main",
        "teams": ["a", "b"],
        "skills": [{"skill": "c"}],
        "hours": "d",
    }
    _, references = examine("queue", body)
    assert [(one.field, one.kind, one.slug) for one in references] == [
        ("brand", "brand", "main"),
        ("teams[0]", "team", "a"),
        ("teams[1]", "team", "b"),
        ("skills[0].skill", "skill", "c"),
        ("hours", "hours", "d"),
    ]
    _, secrets = examine("webhook", {"name": "w", "url": "https://example.com/", "secret": "secret:signing"})
    assert [(one.field, one.kind, one.slug) for one in secrets] == [("secret", "secret", "signing")]


@pytest.mark.parametrize("kind", docs.KINDS)
def test_a_stored_body_reads_back_as_itself(kind: str) -> None:
    body = SMALLEST[kind]
    record = docs.read(kind, json.dumps({"name": "x", **body}))
    assert docs.read(kind, docs.write(record)) == record
    assert docs.write(docs.read(kind, docs.write(record))) == docs.write(record)


SMALLEST: dict[str, dict[str, object]] = {
    **{kind: {} for kind in docs.KINDS},
    "endpoint": {"brand": "main", "channel": "webchat", "queue": "main"},
    "queue": {"brand": "main"},
    "role": {"permissions": {}},
    "trunk": {"host": "sip.example.com"},
    "webhook": {"url": "https://example.com/", "secret": "secret:x"},
    "flow": {"start": "end", "nodes": {"end": {"type": "end"}}},
    "evaluation": {"brand": "main"},
    "offering": {"when": "customer.vip"},
}
