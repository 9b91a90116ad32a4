"""Records to tuples of column values and back, prepared once per record; facts to and from their JSON."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import Any, Generic, TypeVar

import msgspec

from atiende.domain.facts import AnyFact, Fact, Logged
from atiende.domain.row import Row
from atiende.domain.timeline import subject_of
from atiende.ports.store import Key, Value
from atiende.store.tables import TABLES, fields_of

R = TypeVar("R", bound=Row)
Values = tuple[object, ...]

_to_json = msgspec.json.Encoder().encode
_facts: msgspec.json.Decoder[AnyFact] = msgspec.json.Decoder(AnyFact)


class Codec(Generic[R]):
    """Everything about one record's columns. `columns` has the tenant first, then the key, then the rest."""

    def __init__(self, row: type[R]) -> None:
        self.row = row
        self.table = TABLES[row]
        self.columns = tuple(column.name for column in self.table.columns)
        self.names = self.columns[1:]
        self.key_names = row.KEY
        fields = {field.name: field for field in fields_of(row)}
        self.bools = frozenset(name for name in self.names if fields[name].scalar is bool)
        decoders = {
            name: msgspec.json.Decoder(fields[name].type).decode for name in self.names if fields[name].scalar is None
        }
        self._decoders: list[tuple[str, Callable[[Any], object]]] = [*decoders.items()]
        self._decoders += [(name, _flag if self.table.c[name].nullable else bool) for name in sorted(self.bools)]
        self._json_at = [self.names.index(name) for name in decoders]
        self._get: Callable[[R], Values] = getter(self.names)
        self.key: Callable[[R], Key] = getter(row.KEY)  # type: ignore[assignment]

    def encode(self, row: R) -> Sequence[object]:
        """The values of `names`."""
        values = self._get(row)
        if not self._json_at:
            return values
        changed = list(values)
        for place in self._json_at:
            changed[place] = _to_json(changed[place]).decode()
        return changed

    def decode(self, values: Sequence[object]) -> R:
        """The record of the values of `names`."""
        fields = dict(zip(self.names, values, strict=True))
        for name, decoder in self._decoders:
            fields[name] = decoder(fields[name])
        return self.row(**fields)


def _flag(value: object) -> bool | None:
    """Of a column that may be empty: SQLite keeps 0 and 1."""
    return None if value is None else bool(value)


@lru_cache(maxsize=256)
def _codec(row: type[Row]) -> Codec[Row]:
    return Codec(row)


def codec(row: type[R]) -> Codec[R]:
    return _codec(row)  # type: ignore[return-value]


def getter(names: tuple[str, ...]) -> Callable[[Any], Values]:
    """Reads these attributes as a tuple, also when there is only one, or none."""
    if not names:
        return lambda row: ()
    if len(names) == 1:
        only = attrgetter(names[0])
        return lambda row: (only(row),)
    return attrgetter(*names)


def matches(row: Row, equals: Mapping[str, Value]) -> bool:
    return all(getattr(row, name) == value for name, value in equals.items())


def encode_fact(fact: Fact) -> str:
    return _to_json(fact).decode()


def decode_fact(body: str) -> AnyFact:
    return _facts.decode(body)


def fact_values(logged: Logged) -> Values:
    """In the order of the facts table's columns."""
    fact = logged.fact
    kind = type(fact).__name__
    body = encode_fact(fact)
    return (logged.tenant, logged.seq, logged.at, kind, logged.actor, logged.cause, body, subject_of(fact))


def logged_from(values: Sequence[Any]) -> Logged:
    """The other way round."""
    tenant, seq, at, _kind, actor, cause, body, _subject = values
    return Logged(tenant=tenant, seq=seq, at=at, actor=actor, fact=decode_fact(body), cause=cause)
