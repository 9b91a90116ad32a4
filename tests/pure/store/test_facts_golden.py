"""Every shape of fact ever written can still be read, and no fact holds a person's words, name or address.

A new fact, or a new field, needs its JSON in `tests/golden/facts/` (a changed one beside the old:
`MessageReceived-2.json`). `ATIENDE_WRITE_GOLDEN=1` writes what is missing; what is there is never written again.
"""

import json
import os
import types
import typing
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from atiende.domain.facts import AnyFact, Fact, Logged
from atiende.store.codec import decode_fact, encode_fact, fact_values, logged_from

GOLDEN = Path(__file__).resolve().parents[2] / "golden" / "facts"
FACTS: tuple[type[Fact], ...] = typing.get_args(AnyFact)

PERSONAL = {
    "text", "html", "name", "names", "address", "email", "phone", "subject", "sender", "recipient", "body", "notes",
    "old", "new", "value", "password", "filename", "url", "ip",
}  # fmt: skip
REVIEWED = {
    ("SecretChanged", "name"),  # the name an administrator gave a secret
    ("DocumentPublished", "body"),  # configuration, so that replay knows the rules of that day
}


def sample(annotation: object, name: str) -> object:
    """A value of this type that is nobody's default."""
    if typing.get_origin(annotation) in (typing.Union, types.UnionType):
        return sample(next(part for part in typing.get_args(annotation) if part is not type(None)), name)
    if isinstance(annotation, type) and issubclass(annotation, msgspec.Struct):
        of = msgspec.structs.fields(annotation)
        return annotation(**{each.name: False if each.default is True else sample(each.type, each.name) for each in of})
    arguments = typing.get_args(annotation)
    if typing.get_origin(annotation) is dict:
        return {"key": sample(arguments[1], name)}
    if typing.get_origin(annotation) is tuple:
        return tuple(sample(part, name) for part in arguments if part is not Ellipsis)
    return {str: f"{name}_1", int: 7, bool: True, float: 0.5}[typing.cast(type, annotation)]


def fields(kind: type[msgspec.Struct]) -> Iterator[tuple[str, object]]:
    """Fields, and those of the records in them."""
    for field in msgspec.structs.fields(kind):
        yield field.name, field.type
        parts = [field.type, *typing.get_args(field.type)]
        for part in parts:
            if isinstance(part, type) and issubclass(part, msgspec.Struct):
                yield from fields(part)


def shapes(kind: type[Fact]) -> list[Path]:
    return sorted(path for path in GOLDEN.glob("*.json") if path.stem.split("-")[0] == kind.__name__)


def _written(kind: type[Fact]) -> bool:
    """Whether some golden has every field."""
    named = set[str]().union(*(json.loads(path.read_text()) for path in shapes(kind)))
    return {field.name for field in msgspec.structs.fields(kind)} <= named


@pytest.mark.parametrize("kind", FACTS, ids=lambda kind: kind.__name__)
def test_every_shape_ever_written_is_still_read_as_it_was(kind: type[Fact]) -> None:
    if os.environ.get("ATIENDE_WRITE_GOLDEN") and not _written(kind):
        made, number = typing.cast(Fact, sample(kind, "")), len(shapes(kind)) + 1
        name = f"{kind.__name__}-{number}.json" if number > 1 else f"{kind.__name__}.json"
        (GOLDEN / name).write_text(json.dumps(json.loads(encode_fact(made)), indent=1) + "\n")
    found = shapes(kind)
    assert found, f"{kind.__name__} has no golden JSON"
    named: set[str] = set()
    for path in found:
        text = path.read_text()
        fact = decode_fact(text)
        assert type(fact) is kind
        assert json.loads(encode_fact(fact)) == json.loads(text)
        named |= set(json.loads(text))
    assert {field.name for field in msgspec.structs.fields(kind)} <= named


def test_no_golden_is_left_of_a_fact_that_is_gone() -> None:
    names = {kind.__name__ for kind in FACTS}
    assert [path.name for path in GOLDEN.glob("*.json") if path.stem.split("-")[0] not in names] == []


@pytest.mark.parametrize("kind", FACTS, ids=lambda kind: kind.__name__)
def test_no_fact_holds_personal_values(kind: type[Fact]) -> None:
    found = {name for name, _ in fields(kind) if name in PERSONAL and (kind.__name__, name) not in REVIEWED}
    assert not found


def test_a_fact_with_a_name_in_it_would_be_found() -> None:
    class CustomerNamed(Fact, frozen=True, kw_only=True):
        customer: str
        name: str

    assert {name for name, _ in fields(CustomerNamed)} & PERSONAL == {"name"}


def test_a_logged_fact_comes_back_from_its_columns() -> None:
    fact = decode_fact(shapes(FACTS[0])[0].read_text())
    logged = Logged(tenant="ten_a", seq=3, at=5, actor="system", fact=fact, cause=2)
    assert logged_from(fact_values(logged)) == logged
