"""The tables, made from the records the domain declares: one table per record, the tenant first in every key.

Also the log's own two tables. `REGISTRY` names every record that is stored; a record of a later issue is added by
importing its module here.
"""

import types
import typing
from functools import lru_cache

import msgspec
import sqlalchemy as sa

from atiende.domain import (
    agent,
    assist,
    authority,
    call,
    call_story,
    callback,
    callback_attempts,
    chain,
    commitment,
    conversation,
    customer,
    demo,
    desk,
    documents,
    flow,
    interaction,
    joining,
    knowledge,
    match,
    matter,
    message,
    missed,
    node,
    notice,
    queue,
    recording,
    reporting,
    search,
    simulation,
    spoken,
    supervising,
    transcript,
    watching,
    work,
)
from atiende.domain.row import Content, Projection, Row, Work

MODULES = (
    agent, assist, authority, call, call_story, callback, callback_attempts, chain, commitment, conversation,
    customer, demo, desk, documents, flow, interaction, joining, knowledge, match, matter, message, missed, node,
    notice, queue, recording, reporting, search, simulation, spoken, supervising, transcript, watching, work,
)  # fmt: skip

metadata = sa.MetaData()

SCALARS: dict[type, type[sa.types.TypeEngine[typing.Any]]] = {
    str: sa.Text,
    int: sa.BigInteger,
    bool: sa.Boolean,
    float: sa.Double,
    bytes: sa.LargeBinary,
}

BULKY = {
    "message_content",
    "document_versions",
    "documents",
    "ingress",
    "webhook_deliveries",
    "matches",
    "simulation_texts",
    "floors_kept",
    "search_entries",
    "held_replies",
    "report_marks",
    "flow_values",
    "errand_content",
    "recording_content",
    "utterances",
}
"""Records too long to live well inside a key's tree: they keep SQLite's rowid."""

ACROSS = {
    "timers": ("due",), "users": ("email",), "sessions": ("id",), "api_keys": ("id",), "visitors": ("id",),
    "walls": ("id",), "join_links": ("id",),
}  # fmt: skip
"""Fields asked for before the tenant is known: what is due, and who signs in."""

ASKED_ACROSS = frozenset({*ACROSS, "demos", "documents", "heads", "leases", "watchings"})
"""Tables that a question may be put to about all tenants at once; the database lets no other one be read like this."""


class Field(typing.NamedTuple):
    """One column: `scalar` is the Python type stored, None for JSON text."""

    name: str
    scalar: type | None
    optional: bool
    type: typing.Any


@lru_cache(maxsize=256)
def fields_of(row: type[Row]) -> tuple[Field, ...]:
    """The columns of a record, in declared order."""
    found = []
    for field in msgspec.structs.fields(row):
        kind, optional = _bare(field.type)
        found.append(Field(field.encode_name, kind if kind in SCALARS else None, optional, field.type))
    return tuple(found)


def _bare(annotation: object) -> tuple[typing.Any, bool]:
    if typing.get_origin(annotation) in (typing.Union, types.UnionType):
        rest = [part for part in typing.get_args(annotation) if part is not type(None)]
        return (rest[0] if len(rest) == 1 else annotation), len(rest) < len(typing.get_args(annotation))
    return annotation, False


def _table(row: type[Row]) -> sa.Table:
    columns: list[sa.schema.SchemaItem] = [sa.Column("tenant", sa.Text, primary_key=True)]
    fields = {field.name: field for field in fields_of(row)}
    for name in (*row.KEY, *(name for name in fields if name not in row.KEY)):
        field = fields[name]
        column_type = sa.Text if field.scalar is None else SCALARS[field.scalar]
        columns.append(
            sa.Column(name, column_type, primary_key=name in row.KEY, nullable=field.optional, autoincrement=False)
        )
    columns += [sa.Index(f"{row.TABLE}_by_{'_'.join(names)}", "tenant", *names) for names in row.INDEXES]
    if row.TABLE in ACROSS:
        columns.append(sa.Index(f"{row.TABLE}_across", *ACROSS[row.TABLE]))
    return sa.Table(row.TABLE, metadata, *columns, sqlite_with_rowid=row.TABLE in BULKY)


def _declared() -> list[type[Row]]:
    kinds = (Row, Projection, Content, Work)
    found = {
        item.TABLE: item
        for module in MODULES
        for item in vars(module).values()
        if isinstance(item, type) and issubclass(item, Row) and item not in kinds
    }
    return [found[name] for name in sorted(found)]


REGISTRY: tuple[type[Row], ...] = tuple(_declared())

TABLES: dict[type[Row], sa.Table] = {row: _table(row) for row in REGISTRY}

FACTS = sa.Table(
    "facts",
    metadata,
    sa.Column("tenant", sa.Text, primary_key=True),
    sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("at", sa.BigInteger, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("actor", sa.Text, nullable=False),
    sa.Column("cause", sa.BigInteger),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("subject", sa.Text),
    sa.Index("facts_by_kind", "tenant", "kind", "seq"),
    sa.Index(
        "facts_by_subject",
        "tenant",
        "subject",
        "seq",
        sqlite_where=sa.text("subject IS NOT NULL"),
        postgresql_where=sa.text("subject IS NOT NULL"),
    ),
    sqlite_with_rowid=False,
)

HEADS = sa.Table(
    "heads",
    metadata,
    sa.Column("tenant", sa.Text, primary_key=True),
    sa.Column("seq", sa.BigInteger, nullable=False),
    sa.Column("at", sa.BigInteger, nullable=False),
    sa.Column("turn", sa.BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
"""The end of each tenant's log. `turn` counts commits, also those without a fact: a cache of rows is true while it
stands still."""

NODES = sa.Table(
    "nodes",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("beat", sa.BigInteger, nullable=False),
    sa.Column("roles", sa.Text, nullable=False),
    sa.Column("version", sa.Text, nullable=False),
    sa.Column("address", sa.Text, nullable=False),
    sa.Column("draining", sa.Boolean, nullable=False),
    sqlite_with_rowid=False,
)
"""The processes that share this database, nobody's in particular: `beat` moves while one lives."""

MARKS = sa.Table(
    "marks",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
    sqlite_with_rowid=False,
)
"""What is once for all nodes and tenants: with which key the database was begun."""

TURNS = sa.Table(
    "turns",
    metadata,
    sa.Column("tenant", sa.Text, primary_key=True),
    sa.Column("turn", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("keys", sa.Text),
    sqlite_with_rowid=False,
)
"""What the last turns wrote, while several nodes write a tenant's line: the others forget just that. Keys by table;
null for too many."""
