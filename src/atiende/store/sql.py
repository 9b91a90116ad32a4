"""The text of the statements of the hot path, each made once and then run raw; everything comes from the tables.

SQLite takes many rows as a long VALUES list, PostgreSQL as JSON or one array per column. Everything else is alike but
for the marks of parameters.
"""

from collections.abc import Sequence
from functools import lru_cache

import sqlalchemy as sa

from atiende.domain.row import Row
from atiende.store.codec import codec
from atiende.store.tables import FACTS, HEADS, TABLES, metadata

POSTGRES = "postgresql"
SQLITE = "sqlite"
EVERYBODY = "*"
"""Whose rows a question across tenants is about. Only reading, and only of `tables.ASKED_ACROSS`."""

ARRAYS = {
    sa.Text: "text[]",
    sa.BigInteger: "bigint[]",
    sa.Boolean: "boolean[]",
    sa.Double: "double precision[]",
    sa.LargeBinary: "bytea[]",
}


def quoted(names: Sequence[str]) -> str:
    return ", ".join([f'"{name}"' for name in names])


def mark(dialect: str, number: int) -> str:
    """The mark of the parameter with this number, from 1."""
    return f"${number}" if dialect == POSTGRES else "?"


# --- reading ---------------------------------------------------------------------------------------------------------


def select_from(row: type[Row], *more: str) -> str:
    """Every column but the tenant, in the codec's order; with `more` columns before them."""
    return " ".join(["SELECT", quoted([*more, *codec(row).names]), "FROM", quoted([row.TABLE])])


@lru_cache(maxsize=2048)
def where(dialect: str, row: type[Row], names: tuple[str, ...], nulls: tuple[bool, ...], limit: int = 0) -> str:
    """Parameters: the tenant, then the values that are not None. With a limit, the first ones by key.

    The order must not lure the planner into walking the whole key instead of the index: SQLite is kept from it by the
    plus signs, PostgreSQL by OFFSET 0.
    """
    parts, number = [f'"tenant" = {mark(dialect, 1)}'], 1
    for name, null in zip(names, nulls, strict=True):
        number += not null
        parts.append(f'"{name}" IS NULL' if null else f'"{name}" = {mark(dialect, number)}')
    text = " ".join([select_from(row), "WHERE", " AND ".join(parts)])
    if not limit:
        return text
    if dialect == POSTGRES:
        return " ".join(["SELECT * FROM (", text, "OFFSET 0) AS found ORDER BY", quoted(row.KEY), f"LIMIT {limit}"])
    return " ".join([text, "ORDER BY", ", ".join([f'+"{name}"' for name in row.KEY]), f"LIMIT {limit}"])


@lru_cache(maxsize=1024)
def get_many(row: type[Row], count: int) -> str:
    """SQLite: parameters are the tenant, then `count` keys one after the other. One lookup by the whole key for each:
    a row value `IN` a list of them would walk everything that shares the first field."""
    width = len(row.KEY)
    select = select_from(row)
    if width == 1:
        return " ".join([select, f'WHERE "tenant" = ? AND {quoted(row.KEY)} IN ({", ".join("?" * count)})'])
    numbers = iter(range(2, 2 + count * width))
    wanted = ", ".join("({})".format(", ".join(f"?{next(numbers)}" for _ in range(width))) for _ in range(count))
    same = " AND ".join(f'"{name}" = wanted.column{number}' for number, name in enumerate(row.KEY, 1))
    head, table = select.rsplit(" FROM ", 1)
    return " ".join([head, f"FROM (VALUES {wanted}) AS wanted CROSS JOIN {table}", f'WHERE "tenant" = ?1 AND {same}'])


@lru_cache(maxsize=256)
def get_any(row: type[Row]) -> str:
    """PostgreSQL: parameters are the tenant, then one array for each part of the key. One index lookup for each key."""
    arrays = [f"${number}::{_array(row, name)}" for number, name in enumerate(row.KEY, 2)]
    keys = " ".join(["unnest(", ", ".join(arrays), f") AS wanted({quoted(row.KEY)})"])
    same = " AND ".join([f'"{row.TABLE}"."{name}" = wanted."{name}"' for name in row.KEY])
    one = " ".join([select_from(row), f'WHERE "{row.TABLE}"."tenant" = $1 AND', same, "LIMIT 1"])
    return " ".join(["SELECT found.* FROM", keys, "CROSS JOIN LATERAL (", one, ") AS found"])


# --- writing ---------------------------------------------------------------------------------------------------------


def _array(row: type[Row], name: str) -> str:
    return _array_of(TABLES[row].c[name])


def _array_of(column: sa.Column[object]) -> str:
    return ARRAYS[type(column.type)]


def _conflict(table: sa.Table) -> str:
    keys = [column.name for column in table.primary_key.columns]
    rest = [column.name for column in table.columns if column.name not in keys]
    if not rest:
        return f"ON CONFLICT ({quoted(keys)}) DO NOTHING"
    changes = ", ".join([f'"{name}" = excluded."{name}"' for name in rest])
    return f"ON CONFLICT ({quoted(keys)}) DO UPDATE SET {changes}"


def _insert(table: sa.Table) -> str:
    return " ".join(["INSERT", "INTO", quoted([table.name]), f"({quoted([column.name for column in table.columns])})"])


@lru_cache(maxsize=1024)
def put_values(table: sa.Table, count: int, *, replace: bool = True) -> str:
    """SQLite: inserts `count` rows, or with `replace` puts them over what is there."""
    each = f"({', '.join('?' * len(table.columns))})"
    text = " ".join([_insert(table), "VALUES", ", ".join([each] * count)])
    return f"{text} {_conflict(table)}" if replace else text


@lru_cache(maxsize=256)
def drop_one(row: type[Row]) -> str:
    """SQLite: parameters are the tenant and the key."""
    keys = " AND ".join([f'"{name}" = ?' for name in ("tenant", *row.KEY)])
    return " ".join(["DELETE", "FROM", quoted([row.TABLE]), "WHERE", keys])


@lru_cache(maxsize=256)
def as_json(table: sa.Table) -> bool:
    """PostgreSQL: rows are one parameter, an array of objects whose names are the columns' places. Made and read faster
    than an array for each column, but not of bytes."""
    return not any(isinstance(column.type, sa.LargeBinary) for column in table.columns)


def put_rows(table: sa.Table, first: int, *, replace: bool = True) -> str:
    """PostgreSQL: parameters from `first` as `as_json` says. Does nothing unless `head` has a row."""
    if as_json(table):
        shape = [f'"{place}" {_array_of(column).removesuffix("[]")}' for place, column in enumerate(table.columns)]
        rows = f"json_to_recordset(${first}::json) AS new({', '.join(shape)})"
    else:
        arrays = [f"${number}::{_array_of(column)}" for number, column in enumerate(table.columns, first)]
        rows = f"unnest({', '.join(arrays)}) AS new"
    text = f"{_insert(table)} SELECT new.* FROM {rows} WHERE EXISTS (SELECT 1 FROM head)"
    return f"{text} {_conflict(table)}" if replace else text


def drop_arrays(row: type[Row], first: int) -> str:
    """PostgreSQL: one array for the tenant and each part of the key, their numbers from `first`; as `put_rows`."""
    names = ("tenant", *row.KEY)
    arrays = [f"${number}::{_array(row, name)}" for number, name in enumerate(names, first)]
    wanted = f"({quoted(names)}) IN (SELECT * FROM unnest({', '.join(arrays)}))"
    return " ".join(["DELETE", "FROM", quoted([row.TABLE]), "WHERE", wanted, "AND EXISTS (SELECT 1 FROM head)"])


KEPT_TURNS = 64
"""Turns whose keys are kept for nodes that were behind."""


@lru_cache(maxsize=512)
def write_all(puts: tuple[type[Row], ...], drops: tuple[type[Row], ...], facts: bool, word: bool = False) -> str:
    """PostgreSQL: a whole batch as one statement, done only if the head's turn is the one before. Answers 1 or 0.

    Parameters: the head (tenant, seq, at, turn), with `word` the keys written, then the rows in this order.
    """
    parts = ["head AS (UPDATE heads SET seq = $2, at = $3, turn = $4 WHERE tenant = $1 AND turn = $4 - 1 RETURNING 1)"]
    number = 5
    if word:
        parts.append("w AS (INSERT INTO turns (tenant, turn, keys) SELECT $1, $4, $5::text FROM head)")
        parts.append(f"o AS (DELETE FROM turns WHERE tenant = $1 AND turn <= $4 - {KEPT_TURNS})")
        number = 6
    for place, row in enumerate(puts):
        parts.append(f"p{place} AS ({put_rows(TABLES[row], number)})")
        number += 1 if as_json(TABLES[row]) else len(TABLES[row].columns)
    for place, row in enumerate(drops):
        parts.append(f"d{place} AS ({drop_arrays(row, number)})")
        number += 1 + len(row.KEY)
    if facts:
        parts.append(f"f AS ({put_rows(FACTS, number, replace=False)})")
    return " ".join(["WITH", ", ".join(parts), "SELECT count(*) FROM head"])


# --- the log ---------------------------------------------------------------------------------------------------------


def log_after(dialect: str) -> str:
    """Parameters: the tenant, the seq to begin after, and how many."""
    columns = quoted([column.name for column in FACTS.columns])
    marks = [mark(dialect, number) for number in (1, 2, 3)]
    return " ".join(
        [
            "SELECT",
            columns,
            "FROM facts WHERE tenant =",
            marks[0],
            "AND seq >",
            marks[1],
            "ORDER BY seq LIMIT",
            marks[2],
        ]
    )


def head_of(dialect: str, *, lock: bool = False) -> str:
    """Parameter: the tenant. Answers seq, at and turn."""
    parts = ["SELECT seq, at, turn FROM", HEADS.name, "WHERE tenant =", mark(dialect, 1)]
    return " ".join([*parts, "FOR UPDATE"] if lock else parts)


HEADS_OF = f'SELECT "tenant", "seq" FROM "{HEADS.name}" WHERE "tenant" = ANY($1::text[])'
"""PostgreSQL: the ends of several tenants' logs. Parameter: the tenants."""


FACT = " ".join(
    ["SELECT", quoted([column.name for column in FACTS.columns]), "FROM facts WHERE tenant = $1 AND seq = $2"]
)
"""PostgreSQL. Parameters: the tenant and the seq."""
TAKE_TURN = "SELECT seq, at, turn, since FROM take_turn($1, $2)"
"""PostgreSQL: locks the tenant's head, making it if need be. Parameters: the tenant and the turn known, or null.
Answers seq, at and turn, and the keys each turn after the known one left word of, in order."""


def mark_of(dialect: str) -> str:
    """Parameter: the name."""
    return " ".join(["SELECT value FROM marks WHERE name =", mark(dialect, 1)])


def everywhere(dialect: str, row: type[Row], names: tuple[str, ...]) -> str:
    """Parameters: the values of `names`, on every tenant. The tenant comes first in the answer."""
    parts = [f'"{name}" = {mark(dialect, number)}' for number, name in enumerate(names, 1)]
    return " ".join([select_from(row, "tenant"), "WHERE", " AND ".join(parts), 'ORDER BY "tenant"'])


RUN = "NOT EXISTS (SELECT 1 FROM demos WHERE demos.tenant = {0}.tenant AND demos.id = 'demo' AND state <> 'ready')"
"""A demo that is still being loaded, or removed already, is nobody's to run: nor are its timers, though long due."""


def due_timers(dialect: str, *, sends: bool | None = None, some: bool = False) -> str:
    """Parameters: the moment, how many, and with `some` the tenants. `sends`: only those that send, or all others."""
    sign = "$" if dialect == POSTGRES else "?"
    which = f"WHERE due <= {sign}1 AND {_timers(dialect, sends, 3 if some else 0)} ORDER BY due LIMIT {sign}2"
    return f"SELECT tenant, kind, key, due, tries FROM timers {which}"


def next_due(dialect: str, *, sends: bool | None = None, some: bool = False) -> str:
    """With `some` the tenants are the only parameter."""
    return f"SELECT (SELECT due FROM timers WHERE {_timers(dialect, sends, int(some))} ORDER BY due LIMIT 1)"


def _timers(dialect: str, sends: bool | None, place: int) -> str:
    parts = [RUN.format("timers")]
    if sends is not None:
        parts.append("kind = 'send'" if sends else "kind <> 'send'")
    if place:
        parts.append(f"tenant IN (SELECT unnest(${place}::text[]))" if dialect == POSTGRES else AMONG.format(place))
    return " AND ".join(parts)


AMONG = "tenant IN (SELECT value FROM json_each(?{}))"
"""SQLite: the parameter is a JSON list."""
TENANTS = f"SELECT tenant FROM heads WHERE turn > 0 AND {RUN.format('heads')} ORDER BY tenant"


def erasing() -> Sequence[sa.Table]:
    """Every table, in the order in which a removal that is cut short can be gone on with: the mark last."""
    last = (HEADS.name, "demos")
    tables = [table for table in metadata.sorted_tables if table.name not in last and "tenant" in table.columns]
    return [*tables, *(metadata.tables[name] for name in last)]


def delete_some(dialect: str, table: sa.Table, most: int) -> str:
    """Up to `most` rows of the tenant, the only parameter."""
    keys = quoted([column.name for column in table.primary_key.columns])
    found = " ".join(["SELECT", keys, "FROM", quoted([table.name]), 'WHERE "tenant" =', mark(dialect, 1)])
    return " ".join(["DELETE FROM", quoted([table.name]), f"WHERE ({keys}) IN ({found} LIMIT {most})"])
