"""What changed between two bodies: the list of differing fields, in the order a form shows them."""

from collections.abc import Iterator, Mapping, Sequence

import msgspec
from msgspec import Struct

from atiende.domain.check import Json


class Difference(Struct, frozen=True):
    """`path` as in `blocks[1].end`; `old` or `new` is None where the field was not there."""

    path: str
    old: Json
    new: Json


def differences(old: Json, new: Json) -> Sequence[Difference]:
    """Leaf by leaf; a list of plain values is one leaf, so that it reads as a whole."""
    before, after = dict(_leaves("", old)), dict(_leaves("", new))
    paths = [*before, *(path for path in after if path not in before)]
    return [
        Difference(path, before.get(path), after.get(path))
        for path in paths
        if path not in before or path not in after or not _same(before[path], after[path])
    ]


def as_text(value: Json) -> str:
    """A value as the change log keeps it: text as it is, everything else as JSON."""
    if isinstance(value, str):
        return value
    return "" if value is None else msgspec.json.encode(value).decode()


def _same(one: Json, other: Json) -> bool:
    """JSON equality: 1 and true differ."""
    return type(one) is type(other) and one == other


def _leaves(path: str, value: Json) -> Iterator[tuple[str, Json]]:
    if isinstance(value, Mapping) and value:
        for key, item in value.items():
            yield from _leaves(f"{path}.{key}" if path else key, item)
    elif isinstance(value, list) and any(isinstance(item, list | dict) for item in value):
        for index, item in enumerate(value):
            yield from _leaves(f"{path}[{index}]", item)
    elif value is not None and not (path == "" and value == {}):
        yield path, value
