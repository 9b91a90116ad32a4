"""Candidates of a search: ids of entries that hold the words, newest first, a bounded number at a time.

Never by rank: the newest of a common word are found as fast as those of a rare one. On SQLite the full-text index is
walked backwards; PostgreSQL looks through the newest entries first, and only where they do not answer asks its index
for all that do. What the index does not know (phrases, times) is told of each candidate as `fits`.
"""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from msgspec import Struct

from atiende.domain.search import SearchEntry, Sought, mark
from atiende.store.views.asking import columns

NEAR = 2_000
"""Newest entries that PostgreSQL reads before it asks its index."""
INDEXED = 4
"""Letters of the longest prefix SQLite has an index of."""
INDEX = sa.table("search_index", sa.column("rowid", sa.BigInteger), sa.column("search_index", sa.Text))
Place = tuple[int, str]
"""Where a candidate stands: rowid and nothing on SQLite, time and id on PostgreSQL."""
END: Place = (2**62, "")


class Candidates(Struct, frozen=True):
    """What is looked for among entries of one kind."""

    kind: str
    brands: tuple[str, ...] | None
    sought: Sought

    def match(self, tenant: str) -> str:
        """As FTS5 has it."""
        parts = [_quoted(tenant), _quoted(mark("k", self.kind))]
        if self.brands is not None:
            parts.append(_any([mark("b", brand) for brand in self.brands] or ["-"]))
        parts += [_any(group) for group in self.sought.groups]
        for prefix, given in self.sought.prefixes:
            parts.append(_any(given, f"{_quoted(prefix[:INDEXED])} *"))
        wanted = " AND ".join(parts)
        return f"({wanted}) NOT {_any(self.sought.without)}" if self.sought.without else wanted

    def query(self) -> str:
        """As tsquery has it."""
        parts = [_single(mark("k", self.kind))]
        if self.brands is not None:
            parts.append(_either([mark("b", brand) for brand in self.brands] or ["-"]))
        parts += [_either(group) for group in self.sought.groups]
        parts += [_either(given, f"{_single(prefix)}:*") for prefix, given in self.sought.prefixes]
        parts += [f"!{_single(one)}" for one in self.sought.without]
        return " & ".join(parts)

    def fits(self, entry: Any) -> sa.ColumnElement[bool]:
        """What the index alone cannot say."""
        found: list[sa.ColumnElement[bool]] = [entry.words.like(f"% {phrase} %") for phrase in self.sought.phrases]
        for prefix, given in self.sought.prefixes:
            if len(prefix) > INDEXED:
                begun = [
                    entry.words.like(f"% {prefix}%"),
                    *[entry.words.contains(f" {one} ", autoescape=True) for one in given],
                ]
                found.append(sa.or_(*begun))
        if self.sought.since is not None:
            found.append(entry.at >= self.sought.since)
        if self.sought.until is not None:
            found.append(entry.at < self.sought.until)
        return sa.and_(sa.true(), *found)


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'


def _any(group: Sequence[str], more: str = "") -> str:
    return "(" + " OR ".join([*map(_quoted, group), *([more] if more else [])]) + ")"


def _single(word: str) -> str:
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"


def _either(group: Sequence[str], more: str = "") -> str:
    return "(" + " | ".join([*map(_single, group), *([more] if more else [])]) + ")"


def walked(tenant: str, wanted: Candidates, before: Place, size: int) -> sa.Subquery:
    """SQLite: id, at, fits and place (`first`, `second`) of the newest candidates before a place."""
    near = (
        sa.select(INDEX.c.rowid.label("place"))
        .where(INDEX.c.search_index.op("MATCH")(wanted.match(tenant)), INDEX.c.rowid < before[0])
        .order_by(INDEX.c.rowid.desc())
        .limit(size)
        .subquery()
    )
    entry = columns(SearchEntry)
    rowid = sa.literal_column("search_entries.rowid", sa.BigInteger)
    return (
        sa.select(
            entry.id.label("id"),
            entry.at.label("at"),
            wanted.fits(entry).label("fits"),
            near.c.place.label("first"),
            sa.literal("").label("second"),
        )
        .select_from(near.join(entry.id.table, rowid == near.c.place))
        .where(entry.tenant == tenant)
        .subquery()
    )


def asked(tenant: str, wanted: Candidates, before: Place, size: int, *, newest: bool) -> sa.Subquery:
    """PostgreSQL: the same; `newest`: only among the entries right before the place."""
    entry: Any = _newest(tenant, wanted, before) if newest else _found(tenant, wanted, before, size)
    select = sa.select(
        entry.id.label("id"),
        entry.at.label("at"),
        wanted.fits(entry).label("fits"),
        entry.at.label("first"),
        entry.id.label("second"),
    )
    if newest:
        from sqlalchemy.dialects import postgresql

        vector = sa.func.search_vector(entry.words)
        select = select.where(vector.op("@@")(sa.cast(sa.literal(wanted.query()), postgresql.TSQUERY)))
    return select.order_by(entry.at.desc(), entry.id.desc()).limit(size).subquery()


def _newest(tenant: str, wanted: Candidates, before: Place) -> Any:
    """The entries right before a place."""
    entry = columns(SearchEntry)
    bound = sa.tuple_(entry.at, entry.id) < sa.tuple_(sa.literal(before[0], sa.BigInteger), sa.literal(before[1]))
    select = sa.select(*entry.id.table.c).where(entry.tenant == tenant, entry.kind == wanted.kind, bound)
    return select.order_by(entry.at.desc(), entry.id.desc()).limit(NEAR).subquery().c


def _found(tenant: str, wanted: Candidates, before: Place, size: int) -> Any:
    """Through the index, which is used behind the wall between tenants only like this: see `migrations.by_hand`."""
    asked_for = (
        tenant,
        wanted.kind,
        wanted.query(),
        sa.literal(before[0], sa.BigInteger),
        before[1],
        sa.literal(size, sa.Integer),
    )
    shape = (sa.column("id", sa.Text), sa.column("at", sa.BigInteger), sa.column("words", sa.Text))
    return sa.func.search_found(*asked_for).table_valued(*shape).c
