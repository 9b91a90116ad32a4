"""The rows of one tenant that are in memory: what recent commits wrote and read, and what this batch is writing.

One copy serves as cache and as overlay: a change writes straight into it and leaves an undo list behind, so that a
refused change is taken back and the next one sees what the ones before it left. Answers of `where` are kept as sets of
keys and follow every write. It may be trusted only while nobody else writes the tenant's rows.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol, TypeVar

from msgspec import Struct

from atiende.domain.row import Projection, Row
from atiende.ports.store import Key, Value
from atiende.store.codec import Values, codec, getter

R = TypeVar("R", bound=Row)

KEPT_ROWS = 20_000
KEPT_CONTENT = 2_000
"""Rows of one kind kept between batches: projections; content and work. Beyond, the half not written for longest is
forgotten."""
LARGE = {"floors_kept"}
"""Records too large to be kept in memory when they are written."""
KEPT_ANSWER = 200
"""The longest answer of `where` that is kept."""
MOST_STRANGE = 500
"""Rows of one kind that others wrote, beyond which the kind is forgotten whole."""


class Missing:
    """Not in memory; the database has to be asked."""


MISSING = Missing()


class Reader(Protocol):
    """Reads of the database for one tenant, synchronous: in the writer's thread, or inside a greenlet."""

    def get(self, tenant: str, row: type[Row], keys: list[Key]) -> list[Row]: ...
    def where(self, tenant: str, row: type[Row], equals: Mapping[str, Value]) -> list[Row]: ...


class Shape:
    """Answers of `where` over the same fields, by the values asked for."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self.values: Callable[[Row], Values] = getter(names)
        self.entries: dict[Values, dict[Key, None]] = {}

    def moved(self, key: Key, old: Row | None, new: Row | None) -> None:
        """A row changed from `old` to `new`."""
        before = None if old is None else self.values(old)
        after = None if new is None else self.values(new)
        if before == after:
            return
        if before is not None and (entry := self.entries.get(before)) is not None:
            entry.pop(key, None)
        if after is not None and (entry := self.entries.get(after)) is not None:
            entry[key] = None
            if len(entry) > KEPT_ANSWER:
                del self.entries[after]


class Shelf:
    """Rows of one kind. A row that is None is known not to exist. Every key in an answer has its row here.

    `strange` rows may have been written by somebody else since: they are read again, all at once, before this kind is
    asked for anything they could be in, and the answers follow.
    """

    def __init__(self) -> None:
        self.rows: dict[Key, Row | None] = {}
        self.dirty: dict[Key, None] = {}
        self.strange: dict[Key, None] = {}
        self.shapes: dict[tuple[str, ...], Shape] = {}

    def set(self, key: Key, row: Row | None) -> None:
        old = self.rows.pop(key, None)
        self.rows[key] = row
        for shape in self.shapes.values():
            shape.moved(key, old, row)

    def forget(self, key: Key) -> None:
        """As if it had never been read. Answers asked since it was written know nothing of its durable version."""
        self.rows.pop(key, None)
        for shape in self.shapes.values():
            shape.entries.clear()

    def halve(self) -> None:
        """Forgets the rows not written for longest, and the answers that need them."""
        for key in list(self.rows)[: len(self.rows) // 2]:
            del self.rows[key]
        for shape in self.shapes.values():
            shape.entries = {
                values: entry for values, entry in shape.entries.items() if all(key in self.rows for key in entry)
            }


class Written(Struct, frozen=True, array_like=True):
    """A row that another process wrote: its values if they are `told`, and None if it is gone; else only its key."""

    key: Key
    told: bool = False
    values: tuple[str | int | float | bool | None, ...] | None = None


Undo = list[tuple[Shelf, Key, Row | Missing | None, bool]]


class Hot:
    """See the module. `undo` belongs to the change being decided."""

    def __init__(self, tenant: str, reader: Reader) -> None:
        self._tenant = tenant
        self._reader = reader
        self.shelves: dict[type[Row], Shelf] = {}
        self.undo: Undo = []

    def shelf(self, row: type[Row]) -> Shelf:
        found = self.shelves.get(row)
        if found is None:
            found = self.shelves[row] = Shelf()
        return found

    def fetch(self, row: type[Row], keys: list[Key]) -> None:
        """Brings these rows into memory with one question, those that are not there yet."""
        shelf = self.shelf(row)
        absent = dict.fromkeys(key for key in keys if key not in shelf.rows)
        if not absent and not shelf.strange.keys() & keys:
            return
        wanted = list(absent | shelf.strange)
        key_of = codec(row).key
        found = {key_of(each): each for each in self._reader.get(self._tenant, row, wanted)}
        for key in wanted:
            shelf.set(key, found.get(key))
        shelf.strange.clear()

    def get(self, row: type[R], key: Key) -> R | None:
        shelf = self.shelf(row)
        if key not in shelf.rows or key in shelf.strange:
            self.fetch(row, [key])
        return shelf.rows[key]  # type: ignore[return-value]

    def where(self, row: type[R], equals: Mapping[str, Value]) -> list[R]:
        """Rows whose fields equal these, ordered by key."""
        shelf, names = self.shelf(row), tuple(equals)
        if shelf.strange:
            self.fetch(row, list(shelf.strange))
        shape = shelf.shapes.get(names)
        if shape is None:
            shape = shelf.shapes[names] = Shape(names)
        values = tuple(equals.values())
        keys = shape.entries.get(values)
        if keys is None:
            keys = self._ask(row, shelf, shape, equals)
            if len(keys) <= KEPT_ANSWER:
                shape.entries[values] = keys
        rows = shelf.rows
        return [rows[key] for key in (sorted(keys) if len(keys) > 1 else keys)]  # type: ignore[misc]

    def _ask(self, row: type[Row], shelf: Shelf, shape: Shape, equals: Mapping[str, Value]) -> dict[Key, None]:
        key_of, rows = codec(row).key, shelf.rows
        values = tuple(equals.values())
        keys: dict[Key, None] = {}
        for each in self._reader.where(self._tenant, row, equals):
            key = key_of(each)
            if key not in shelf.dirty:
                rows.setdefault(key, each)
                keys[key] = None
        for key in shelf.dirty:
            written = rows[key]
            if written is not None and shape.values(written) == values:
                keys[key] = None
        return keys

    def write(self, kind: type[Row], key: Key, row: Row | None) -> None:
        """Puts a row, or with None drops it."""
        shelf = self.shelf(kind)
        if key in shelf.strange:
            self.fetch(kind, [key])
        self.undo.append((shelf, key, shelf.rows.get(key, MISSING), key in shelf.dirty))
        shelf.set(key, row)
        shelf.dirty[key] = None

    def take_back(self) -> None:
        """Undoes what the present change wrote."""
        for shelf, key, old, was_dirty in reversed(self.undo):
            if isinstance(old, Missing):
                shelf.forget(key)
            else:
                shelf.set(key, old)
            if not was_dirty:
                shelf.dirty.pop(key, None)
        self.undo.clear()

    def settle(self) -> None:
        """What was written is durable now."""
        for kind, shelf in self.shelves.items():
            shelf.dirty.clear()
            if kind.TABLE in LARGE:
                shelf.rows.clear()
                shelf.shapes.clear()
            if len(shelf.rows) > (KEPT_ROWS if issubclass(kind, Projection) else KEPT_CONTENT):
                shelf.halve()
            for shape in shelf.shapes.values():
                if len(shape.entries) > KEPT_ROWS:
                    shape.entries.clear()

    def estrange(self, written: Mapping[str, Sequence[Written]]) -> None:
        """Somebody else wrote these, by table. What is not in memory stays where it is."""
        for kind, shelf in self.shelves.items():
            for one in written.get(kind.TABLE, ()):
                if not shelf.shapes and one.key not in shelf.rows:
                    continue
                if one.told:
                    shelf.set(one.key, None if one.values is None else codec(kind).decode(one.values))
                    shelf.strange.pop(one.key, None)
                else:
                    shelf.strange[one.key] = None
            if len(shelf.strange) > MOST_STRANGE:
                self.shelves[kind] = Shelf()

    def abandon(self) -> None:
        """What was decided in this turn comes to nothing; the rows it wrote are what somebody else says."""
        self.undo.clear()
        for shelf in self.shelves.values():
            shelf.strange.update(shelf.dirty)
            shelf.dirty.clear()

    def clear(self) -> None:
        """Forgets everything: somebody else wrote, or a commit failed."""
        self.shelves.clear()
        self.undo.clear()
