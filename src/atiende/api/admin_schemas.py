"""JSON Schemas of the configuration, with titles and help in the reader's language: what forms are made from."""

from collections.abc import Mapping
from functools import lru_cache

import msgspec

from atiende.api.problems import texts
from atiende.domain import documents as docs

OWN = {"flow": "flows"}


@lru_cache(maxsize=4)
def _encoded(language: str) -> bytes:
    return msgspec.json.encode({kind: _told(kind, docs.schema(kind), language) for kind in docs.KINDS})


def schemas(language: str) -> dict[str, dict[str, object]]:
    """By kind; each call gets its own copy."""
    return msgspec.json.decode(_encoded(language), type=dict[str, dict[str, object]])


def _told(kind: str, schema: Mapping[str, object], language: str) -> dict[str, object]:
    known = _known(kind, language)
    definitions = schema["$defs"]
    assert isinstance(definitions, Mapping)
    told = {
        name: _record(kind if name == _root(schema) else name.lower(), one, known) for name, one in definitions.items()
    }
    titles = {"title": known.get(f"kind.{kind}", kind), "description": known.get(f"kind_help.{kind}", "")}
    told[_root(schema)] |= titles
    return {**schema, **titles, "$defs": told}


def _known(kind: str, language: str) -> Mapping[str, str]:
    """The catalogue of all forms; a kind with a catalogue of its own keeps its fields' names there."""
    known = texts(language, "config")
    own = texts(language, OWN[kind]) if kind in OWN else {}
    fields = {f"field.any.{key.removeprefix('field.')}": text for key, text in own.items() if key.startswith("field.")}
    return {**fields, **known}


def _root(schema: Mapping[str, object]) -> str:
    return str(schema["$ref"]).rpartition("/")[2]


def _record(kind: str, record: Mapping[str, object], known: Mapping[str, str]) -> dict[str, object]:
    properties = record["properties"]
    assert isinstance(properties, Mapping)
    told = {
        name: {**field, **_texts(kind, name, known), **_choices(name, field, known)}
        for name, field in properties.items()
    }
    return {name: value for name, value in record.items() if name != "description"} | {"properties": told}


def _texts(kind: str, field: str, known: Mapping[str, str]) -> dict[str, str]:
    """A field's own text under `field.<kind>.<name>`, else the one all kinds share."""
    title = known.get(f"field.{kind}.{field}") or known.get(f"field.any.{field}") or field
    help_ = known.get(f"help.{kind}.{field}") or known.get(f"help.any.{field}")
    return {"title": title} | ({"description": help_} if help_ else {})


def _choices(field: str, shape: object, known: Mapping[str, str]) -> dict[str, object]:
    """The words for each value of a field that has only a few: `x-texts`, in the order of the catalogue."""
    values = _values(shape)
    if not values:
        return {}
    prefix = f"choice.{field}."
    told = {key.removeprefix(prefix): text for key, text in known.items() if key.startswith(prefix)}
    return {"x-texts": {value: text for value, text in told.items() if value in values}}


def _values(shape: object) -> frozenset[str]:
    """The few values of a field, of each of its items, or of it where it is not left out."""
    if not isinstance(shape, Mapping):
        return frozenset()
    if isinstance(shape.get("enum"), list):
        return frozenset(str(one) for one in shape["enum"])
    inner = shape.get("anyOf")
    shapes = inner if isinstance(inner, list) else [shape.get("items")]
    return frozenset().union(*(_values(one) for one in shapes))
