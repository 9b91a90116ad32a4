"""Any document of a kind that has the right shape, for tests of properties."""

import msgspec
from hypothesis import strategies as st
from msgspec import inspect as shapes

from atiende.domain import documents as docs
from atiende.domain.check import Json

WORDS = st.one_of(
    st.sampled_from(
        [
            "no",
            "on",
            "08:00",
            "null",
            "1",
            "~",
            " a ",
            "a: b",
            "- a",
            "# a",
            "línea\notra\n",
            "tab\there",
            "'",
            "{{ a }}",
        ]
    ),
    st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=12),
    st.text("ab \n", max_size=12),
)


def any_body(kind: str) -> st.SearchStrategy[docs.Body]:
    """As a record; texts that a pattern restricts are made by it."""
    return _any(shapes.type_info(docs.KINDS[kind])).map(lambda given: msgspec.convert(given, docs.KINDS[kind]))


def _any(shape: shapes.Type, depth: int = 0) -> st.SearchStrategy[Json]:
    if isinstance(shape, shapes.Metadata):
        return _any(shape.type, depth)
    if isinstance(shape, shapes.UnionType):
        return st.one_of([_any(member, depth) for member in shape.types])
    if isinstance(shape, shapes.StructType):
        return _record(shape, depth)
    if isinstance(shape, shapes.StrType):
        return _text(shape)
    return _other(shape, depth)


def _text(shape: shapes.StrType) -> st.SearchStrategy[Json]:
    if shape.pattern is not None:
        return st.from_regex(shape.pattern, fullmatch=True).filter(lambda word: "\n" not in word and _long(word, shape))
    return WORDS.filter(lambda word: _long(word, shape))


def _long(word: str, shape: shapes.StrType) -> bool:
    return (shape.min_length or 0) <= len(word) <= (shape.max_length or 10_000)


def _record(shape: shapes.StructType, depth: int) -> st.SearchStrategy[Json]:
    needed = {field.encode_name: _any(field.type, depth + 1) for field in shape.fields if field.required}
    others = {field.encode_name: _any(field.type, depth + 1) for field in shape.fields if not field.required}
    if shape.tag is not None:
        needed[str(shape.tag_field)] = st.just(shape.tag)
    if depth > 5:
        others = {}
    chosen = st.lists(st.sampled_from(sorted(others)), max_size=4, unique=True) if others else st.just(list[str]())
    return chosen.flatmap(lambda names: st.fixed_dictionaries({**needed, **{name: others[name] for name in names}}))


def _other(shape: shapes.Type, depth: int) -> st.SearchStrategy[Json]:
    match shape:
        case shapes.ListType() | shapes.VarTupleType():
            least = shape.min_length or 0
            return st.lists(_any(shape.item_type, depth + 1), min_size=least, max_size=max(least, 2))
        case shapes.TupleType():
            return st.tuples(*[_any(one, depth + 1) for one in shape.item_types]).map(list)
        case shapes.DictType():
            return st.dictionaries(_any(shape.key_type), _any(shape.value_type, depth + 1), max_size=2)  # type: ignore[arg-type]  # keys are texts
    return _plain(shape)


def _plain(shape: shapes.Type) -> st.SearchStrategy[Json]:
    match shape:
        case shapes.IntType():
            return st.integers(-(2**53) if shape.ge is None else shape.ge, 2**53 if shape.le is None else shape.le)
        case shapes.FloatType():
            return st.floats(-1e6, 1e6, allow_nan=False) if shape.ge is None else st.floats(shape.ge, shape.le or 1e6)
        case shapes.LiteralType():
            return st.sampled_from(shape.values)
        case shapes.BoolType():
            return st.booleans()
    return st.none()
