"""Whether a document's body has the right shape, and what it refers to: every problem at once, not only the first.

msgspec stops at the first error; a form needs them all. The walk follows the same type information msgspec decodes
by, so the two cannot drift apart: what passes here decodes.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache

import msgspec
from msgspec import Struct
from msgspec import inspect as shapes

from atiende.domain.documents import KINDS
from atiende.domain.errors import Refusal

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]
MAX_BODY = 200_000
"""Bytes of a body as JSON."""
MAX_FLOW = 600_000
"""A flow of a thousand nodes in two languages."""


def longest(kind: str) -> int:
    """Bytes that a body of this kind may have as JSON."""
    return MAX_FLOW if kind == "flow" else MAX_BODY


class Problem(Struct, frozen=True):
    """What is wrong with one field: a path (`blocks[1].end`), a code with a text in `locales/*/config.json`."""

    field: str
    code: str
    params: dict[str, str | int] = {}


class Unfit(Refusal):
    """The document, user or key cannot be saved as it is; `problems` says why, field by field."""

    code = "unfit"

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(count=len(problems))
        self.problems = tuple(problems)


class Reference(Struct, frozen=True):
    """A field naming something else: `kind` is a document's kind or `secret`."""

    field: str
    kind: str
    slug: str


class Findings:
    """Collects problems and references while the walk goes down."""

    __slots__ = ("problems", "references")

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.references: list[Reference] = []

    def add(self, field: str, code: str, **params: str | int) -> None:
        self.problems.append(Problem(field, code, params))


def examine(kind: str, body: Json) -> tuple[Sequence[Problem], Sequence[Reference]]:
    """Problems of shape and the references of a body. Raises KeyError for an unknown kind."""
    found = Findings()
    _walk(found, "", _shape(kind), body)
    return found.problems, found.references


def references(kind: str, body: str) -> Sequence[Reference]:
    """What a stored body refers to."""
    return examine(kind, msgspec.json.decode(body))[1]


@lru_cache(maxsize=64)
def _shape(kind: str) -> shapes.Type:
    return shapes.type_info(KINDS[kind])


def _walk(found: Findings, path: str, shape: shapes.Type, value: Json, extra: Mapping[str, str] | None = None) -> None:
    if isinstance(shape, shapes.Metadata):
        _walk(found, path, shape.type, value, shape.extra or extra)
    elif isinstance(shape, shapes.UnionType):
        _walk_union(found, path, shape, value, extra)
    elif isinstance(shape, shapes.StrType):
        _walk_text(found, path, shape, value, extra or {})
    else:
        walker = WALKERS.get(type(shape))
        if walker is None:
            raise TypeError(f"no walk for {type(shape).__name__}")
        walker(found, path, shape, value)


def _walk_union(
    found: Findings, path: str, shape: shapes.UnionType, value: Json, extra: Mapping[str, str] | None
) -> None:
    """The member whose JSON type fits decides; none does: the expected types are named."""
    for member in shape.types:
        if _fits(member, value):
            _walk(found, path, member, value, extra)
            return
    tagged = next((member for member in shape.types if _tag_field(member)), None)
    if tagged is not None and isinstance(value, dict):
        field = _tag_field(tagged)
        found.add(f"{path}.{field}", "not_a_choice" if field in value else "required")
        return
    found.add(path, "wrong_type", expected="|".join(dict.fromkeys(_named(member) for member in shape.types)))


def _walk_text(found: Findings, path: str, shape: shapes.StrType, value: Json, extra: Mapping[str, str]) -> None:
    if not isinstance(value, str):
        found.add(path, "wrong_type", expected="text")
        return
    if shape.min_length is not None and len(value) < shape.min_length:
        found.add(path, "required" if not value else "too_short", least=shape.min_length)
    elif shape.max_length is not None and len(value) > shape.max_length:
        found.add(path, "too_long", most=shape.max_length)
    elif shape.pattern is not None and re.fullmatch(shape.pattern, value) is None:
        found.add(path, extra.get("code", "bad_format") if value else "required")
    elif "\x00" in value or (not value.isprintable() and any(_control(char) for char in value)):
        found.add(path, "control_characters")
    elif "to" in extra:
        found.references.append(Reference(path, extra["to"], value.removeprefix("secret:")))


def _control(char: str) -> bool:
    """Control characters and lone surrogates; line breaks and tabs are text."""
    return (ord(char) < 32 and char not in "\n\r\t") or ord(char) == 127 or 0xD800 <= ord(char) <= 0xDFFF


def _walk_whole(found: Findings, path: str, shape: shapes.IntType, value: Json) -> None:
    if isinstance(value, bool) or not isinstance(value, int):
        found.add(path, "wrong_type", expected="number")
    elif shape.ge is not None and value < shape.ge:
        found.add(path, "too_small", least=shape.ge)
    elif shape.le is not None and value > shape.le:
        found.add(path, "too_large", most=shape.le)
    elif abs(value) > 2**53:
        found.add(path, "too_large", most=2**53)


def _walk_number(found: Findings, path: str, shape: shapes.FloatType, value: Json) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        found.add(path, "wrong_type", expected="number")


def _walk_choice(found: Findings, path: str, shape: shapes.LiteralType, value: Json) -> None:
    if value not in shape.values:
        found.add(path, "not_a_choice")


def _walk_flag(found: Findings, path: str, _: shapes.BoolType, value: Json) -> None:
    if not isinstance(value, bool):
        found.add(path, "wrong_type", expected="yes_no")


def _walk_nothing(found: Findings, path: str, _: shapes.NoneType, value: Json) -> None:
    if value is not None:
        found.add(path, "wrong_type", expected="nothing")


def _walk_list(found: Findings, path: str, shape: shapes.ListType, value: Json) -> None:
    if not isinstance(value, list):
        found.add(path, "wrong_type", expected="list")
        return
    if shape.min_length is not None and len(value) < shape.min_length:
        found.add(path, "too_few", least=shape.min_length)
    for index, item in enumerate(value):
        _walk(found, f"{path}[{index}]", shape.item_type, item)


def _walk_tuple(found: Findings, path: str, shape: shapes.TupleType, value: Json) -> None:
    if not isinstance(value, list) or len(value) != len(shape.item_types):
        found.add(path, "wrong_type", expected="pair")
        return
    for index, (item_type, item) in enumerate(zip(shape.item_types, value, strict=True)):
        _walk(found, f"{path}[{index}]", item_type, item)


def _walk_map(found: Findings, path: str, shape: shapes.DictType, value: Json) -> None:
    if not isinstance(value, dict):
        found.add(path, "wrong_type", expected="fields")
        return
    for key, item in value.items():
        _walk(found, f"{path}.{key[:100]}", shape.key_type, key)
        _walk(found, f"{path}.{key[:100]}", shape.value_type, item)


def _walk_record(found: Findings, path: str, shape: shapes.StructType, value: Json) -> None:
    if not isinstance(value, dict):
        found.add(path or "body", "wrong_type", expected="fields")
        return
    prefix = f"{path}." if path else ""
    known = {field.encode_name: field for field in shape.fields}
    for name, field in known.items():
        if name in value:
            _walk(found, prefix + name, field.type, value[name])
        elif field.required:
            found.add(prefix + name, "required")
    for name in value:
        if name not in known and name != shape.tag_field:
            found.add(prefix + name[:100], "unknown_field")


WALKERS: Mapping[type[shapes.Type], Callable[..., None]] = {
    shapes.IntType: _walk_whole,
    shapes.FloatType: _walk_number,
    shapes.BoolType: _walk_flag,
    shapes.LiteralType: _walk_choice,
    shapes.NoneType: _walk_nothing,
    shapes.ListType: _walk_list,
    shapes.TupleType: _walk_tuple,
    shapes.DictType: _walk_map,
    shapes.StructType: _walk_record,
}

JSON_TYPES: Mapping[type[shapes.Type], tuple[type, str]] = {
    shapes.StrType: (str, "text"),
    shapes.IntType: (int, "number"),
    shapes.FloatType: (float, "number"),
    shapes.BoolType: (bool, "yes_no"),
    shapes.LiteralType: (str, "text"),
    shapes.NoneType: (type(None), "nothing"),
    shapes.ListType: (list, "list"),
    shapes.TupleType: (list, "pair"),
    shapes.DictType: (dict, "fields"),
    shapes.StructType: (dict, "fields"),
}


def _bare(shape: shapes.Type) -> shapes.Type:
    return shape.type if isinstance(shape, shapes.Metadata) else shape


def _fits(shape: shapes.Type, value: Json) -> bool:
    bare = _bare(shape)
    if isinstance(bare, shapes.StructType) and bare.tag_field is not None:
        return isinstance(value, dict) and value.get(bare.tag_field) == bare.tag
    expected, _ = JSON_TYPES[type(bare)]
    return isinstance(value, expected) and not (expected is int and isinstance(value, bool))


def _tag_field(shape: shapes.Type) -> str | None:
    """Where a record of several kinds says which it is."""
    bare = _bare(shape)
    return bare.tag_field if isinstance(bare, shapes.StructType) else None


def _named(shape: shapes.Type) -> str:
    return JSON_TYPES[type(_bare(shape))][1]


def twice(values: Sequence[str]) -> Iterator[int]:
    """Places of values that stood before."""
    seen: set[str] = set()
    for index, value in enumerate(values):
        if value in seen:
            yield index
        seen.add(value)
