"""SQLAlchemy selects compiled once and run raw: the text and the values in the driver's own form.

`guard()` makes every select be checked for its tenant predicate, on each table it reads; the tests switch it on.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.sql import operators
from sqlalchemy.sql.compiler import Compiled, SQLCompiler
from sqlalchemy.sql.elements import BinaryExpression, BindParameter, ClauseElement
from sqlalchemy.util import LRUCache

from atiende.store.tables import metadata

KEPT = 500
Statement = sa.SelectBase
Given = str | int | Sequence[str]
_guarded = [False]


class ForgottenTenant(AssertionError):
    """A select reads a table without saying whose."""


class Compiler:
    """Selects of one dialect."""

    def __init__(self, dialect: sa.Dialect) -> None:
        self._dialect = dialect
        self._cache: LRUCache[object, Compiled] = LRUCache(KEPT)
        self._kept: LRUCache[Statement, tuple[SQLCompiler, Any]] = LRUCache(KEPT)

    def compiled(
        self, statement: Statement, tenant: str, values: Mapping[str, Given] | None = None
    ) -> tuple[str, tuple[object, ...]]:
        """`tenant` fills the parameter of that name, `values` others of a statement that is kept and run again."""
        if _guarded[0]:
            check(statement, tenant)
        compiled, extracted = self._once(statement, kept=values is not None)
        given = {name: value for name, value in {**(values or {}), "tenant": tenant}.items() if name in compiled.binds}
        filled = dict(compiled.construct_params(given, extracted_parameters=extracted, escape_names=False))
        expanded = compiled._process_parameters_for_postcompile(filled)
        parameters = {**filled, **expanded.additional_parameters}
        return expanded.statement, tuple(parameters[name] for name in expanded.positiontup or ())

    def _once(self, statement: Statement, kept: bool) -> tuple[SQLCompiler, Any]:
        """What Core's own connection does, without its result and cursor objects; a kept statement's key is not made
        again, which for a long union costs more than running it."""
        known = self._kept.get(statement) if kept else None
        if known is not None:
            return known
        found, extracted, _, _ = statement._compile_w_cache(self._dialect, compiled_cache=self._cache, column_keys=[])
        made = cast(SQLCompiler, found), extracted
        if kept:
            self._kept[statement] = made
        return made


@contextmanager
def guard() -> Iterator[None]:
    """While it lasts, a select without its tenant raises ForgottenTenant."""
    before, _guarded[0] = _guarded[0], True
    try:
        yield
    finally:
        _guarded[0] = before


def check(statement: Statement, tenant: str) -> None:
    """Raises ForgottenTenant unless every table of every select in it has the tenant, itself or through a join."""
    _check(statement, tenant, set())


def _check(statement: ClauseElement, tenant: str, outer: set[object]) -> None:
    """`outer` holds the tables whose tenant a select around this one has fixed; a correlated one may lean on it."""
    tables: set[object] = set()
    inner: list[ClauseElement] = []
    bound, joined = set(outer), list[tuple[object, object]]()
    for element in _parts(statement, tables, inner):
        if isinstance(element, BinaryExpression) and element.operator is operators.eq:
            _note(element, tenant, bound, joined)
    while more := {side for pair in joined if bound & set(pair) for side in pair} - bound:
        bound |= more
    if forgotten := tables - bound:
        raise ForgottenTenant(", ".join(sorted(str(table) for table in forgotten)))
    for each in inner:
        _check(each, tenant, bound)


def _parts(statement: ClauseElement, tables: set[object], inner: list[ClauseElement]) -> Iterator[ClauseElement]:
    """Everything in a select but for the selects inside it, which are put aside, as are the tables it reads."""
    waiting = list(statement.get_children())
    while waiting:
        element = waiting.pop()
        if isinstance(element, sa.Select):
            inner.append(element)
        elif _is_ours(element):
            tables.add(element)
        elif not isinstance(element, sa.Column):
            yield element
            waiting += element.get_children()


def _is_ours(element: object) -> bool:
    table = element.element if isinstance(element, sa.Alias) else element
    return isinstance(table, sa.Table) and table.metadata is metadata and "tenant" in table.columns


def _note(
    element: BinaryExpression[object], tenant: str, bound: set[object], joined: list[tuple[object, object]]
) -> None:
    left, right = element.left, element.right
    if not isinstance(left, sa.Column) or left.name != "tenant":
        return
    if isinstance(right, sa.Column) and right.name == "tenant":
        joined.append((left.table, right.table))
    elif isinstance(right, BindParameter) and (right.key == "tenant" or right.value == tenant):
        bound.add(left.table)
