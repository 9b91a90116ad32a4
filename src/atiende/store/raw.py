"""SQLAlchemy selects compiled once and run raw: the text and the values in the driver's own form.

`guard()` makes every select be checked for its tenant predicate, on each table it reads; the tests switch it on.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

import sqlalchemy as sa
from sqlalchemy.sql import operators, visitors
from sqlalchemy.sql.compiler import Compiled, SQLCompiler
from sqlalchemy.sql.elements import BinaryExpression, BindParameter
from sqlalchemy.util import LRUCache

from atiende.store.tables import metadata

KEPT = 500
Statement = sa.SelectBase
_guarded = [False]


class ForgottenTenant(AssertionError):
    """A select reads a table without saying whose."""


class Compiler:
    """Selects of one dialect."""

    def __init__(self, dialect: sa.Dialect) -> None:
        self._dialect = dialect
        self._cache: LRUCache[object, Compiled] = LRUCache(KEPT)

    def compiled(self, statement: Statement, tenant: str) -> tuple[str, tuple[object, ...]]:
        """`tenant` fills the parameter of that name."""
        if _guarded[0]:
            check(statement, tenant)
        # What Core's own connection does, without its result and cursor objects.
        found, extracted, _, _ = statement._compile_w_cache(self._dialect, compiled_cache=self._cache, column_keys=[])
        compiled = cast(SQLCompiler, found)
        given = {"tenant": tenant} if "tenant" in compiled.binds else {}
        values = dict(compiled.construct_params(given, extracted_parameters=extracted, escape_names=False))
        expanded = compiled._process_parameters_for_postcompile(values)
        parameters = {**values, **expanded.additional_parameters}
        return expanded.statement, tuple(parameters[name] for name in expanded.positiontup or ())


@contextmanager
def guard() -> Iterator[None]:
    """While it lasts, a select without its tenant raises ForgottenTenant."""
    before, _guarded[0] = _guarded[0], True
    try:
        yield
    finally:
        _guarded[0] = before


def check(statement: Statement, tenant: str) -> None:
    """Raises ForgottenTenant unless every table's tenant equals `tenant`, itself or through a join."""
    read: set[object] = set()
    bound: set[object] = set()
    joined: list[tuple[object, object]] = []
    for element in visitors.iterate(statement):
        if isinstance(element, sa.Column) and element.table is not None:
            read.add(element.table)
        elif isinstance(element, BinaryExpression) and element.operator is operators.eq:
            _note(element, tenant, bound, joined)
    growing = True
    while growing:
        more = {side for pair in joined if bound & set(pair) for side in pair} - bound
        bound |= more
        growing = bool(more)
    kept = {each for each in read if _is_ours(each)}
    if kept - bound:
        raise ForgottenTenant(", ".join(sorted(str(each) for each in kept - bound)))


def _is_ours(each: object) -> bool:
    table = each.element if isinstance(each, sa.Alias) else each
    return isinstance(table, sa.Table) and table.metadata is metadata


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
