"""What SQLite's planner is told of the tables, instead of what it would find out: the same on the first day and later.

Without figures it takes the tenant for selective and walks all of a tenant's rows. Every statement here begins with the
tenant, so each index is described as in a big centre with few tenants.
"""

import apsw
import sqlalchemy as sa

from atiende.store.tables import metadata

ROWS = 1_000_000
TENANTS = 20
FEW = {"status", "state", "kind", "direction", "mode", "channel", "brand", "retired"}
"""Fields with a handful of values."""
SOME = {"queue", "agent", "endpoint", "webhook", "slug", "reader", "position", "version"}
"""Fields with a hundred or so."""


def describe(columns: list[str], *, unique: bool) -> str:
    """One line of `sqlite_stat1`: all rows, then how many share the first column, the first two, and so on."""
    left, found = ROWS, [ROWS]
    for name in columns:
        left = max(1, left // _values(name))
        found.append(left)
    if unique:
        found[-1] = 1
    return " ".join([str(number) for number in found])


def _values(name: str) -> int:
    if name == "tenant":
        return TENANTS
    return 5 if name in FEW else 100 if name in SOME else 100_000


def figures() -> list[tuple[str, str, str]]:
    """Table, index and description of every index."""
    found = []
    for table in metadata.sorted_tables:
        key = [column.name for column in table.primary_key.columns]
        rowid = table.dialect_options["sqlite"]["with_rowid"] is not False
        found.append((table.name, _key_index(table, rowid), describe(key, unique=True)))
        for index in sorted(table.indexes, key=lambda each: str(each.name)):
            columns = [column.name for column in index.columns]
            found.append((table.name, str(index.name), describe(columns, unique=False)))
    return sorted(found)


def _key_index(table: sa.Table, rowid: bool) -> str:
    return f"sqlite_autoindex_{table.name}_1" if rowid else table.name


def tell_planner(connection: apsw.Connection) -> None:
    """Writes the figures where they differ; connections opened afterwards plan by them."""
    connection.execute("ANALYZE sqlite_schema")
    wanted = figures()
    if sorted(connection.execute("SELECT tbl, idx, stat FROM sqlite_stat1")) != wanted:
        connection.execute("DELETE FROM sqlite_stat1")
        connection.executemany("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)", wanted)
