"""How views ask: a select in, rows by column name out; opaque cursors; the configuration a list needs."""

import base64
import binascii
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Protocol

import msgspec
import sqlalchemy as sa

from atiende.domain import documents as docs
from atiende.domain.errors import Invalid
from atiende.domain.room import Loads, loads_of
from atiende.domain.row import Row
from atiende.store.raw import Given
from atiende.store.tables import TABLES

Select = sa.Select[Any] | sa.CompoundSelect[Any]
Found = Mapping[str, Any]
Values = Mapping[str, Given] | None
TENANT = sa.bindparam("tenant", type_=sa.Text)


class Fetch(Protocol):
    """What both stores offer: rows of a select, as of the last commit, without the writer."""

    @property
    def dialect(self) -> str: ...

    async def fetch(self, select: Select, tenant: str, values: Values = None) -> Sequence[Sequence[Any]]: ...


class Asking:
    """Runs selects. Every select names the tenant itself; a test counts those that do not."""

    def __init__(self, store: Fetch) -> None:
        self._store = store

    @property
    def dialect(self) -> str:
        return self._store.dialect

    async def rows(self, select: Select, tenant: str, values: Values = None) -> list[Found]:
        """`values` fill the parameters of a select that was made once for many calls."""
        names = [str(column.key) for column in select.selected_columns]
        return [dict(zip(names, row, strict=True)) for row in await self._store.fetch(select, tenant, values)]

    async def one(self, select: Select, tenant: str, values: Values = None) -> Found | None:
        found = await self.rows(select, tenant, values)
        return found[0] if found else None


def columns(row: type[Row], name: str | None = None) -> Any:
    """The columns of a record's table, under an alias if `name` is given."""
    table = TABLES[row]
    return (table.alias(name) if name else table).c


def table(row: type[Row]) -> sa.Table:
    return TABLES[row]


def some(name: str) -> sa.BindParameter[str]:
    """A parameter for any number of texts, in a select that is made once."""
    return sa.bindparam(name, type_=sa.Text, expanding=True)


def cursor_of(*parts: str | int) -> str:
    """An opaque cursor."""
    return base64.urlsafe_b64encode(msgspec.json.encode(parts)).decode().rstrip("=")


def parts_of(cursor: str, kinds: tuple[type, ...]) -> tuple[Any, ...]:
    """What a cursor was made of. Raises Invalid when it is not one of ours."""
    try:
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        parts: list[Any] = msgspec.json.decode(raw, type=list[str | int])
    except (binascii.Error, ValueError) as error:
        raise Invalid(field="cursor", reason="bad_cursor") from error
    if len(parts) != len(kinds) or not all(isinstance(part, kind) for part, kind in zip(parts, kinds, strict=True)):
        raise Invalid(field="cursor", reason="bad_cursor")
    return tuple(parts)


class Configured:
    """The published documents of some kinds, retired ones too: old conversations still name them."""

    def __init__(self, found: Sequence[Found]) -> None:
        self.live: dict[tuple[str, str], docs.Body] = {}
        self.all: dict[tuple[str, str], docs.Body] = {}
        for row in found:
            body = docs.read(row["kind"], row["body"])
            self.all[row["kind"], row["slug"]] = body
            if not row["retired"]:
                self.live[row["kind"], row["slug"]] = body

    def queues(self) -> dict[str, docs.Queue]:
        return {slug: body for (_, slug), body in self.all.items() if isinstance(body, docs.Queue)}

    def endpoints(self) -> dict[str, docs.Endpoint]:
        return {slug: body for (_, slug), body in self.live.items() if isinstance(body, docs.Endpoint)}

    def loads(self) -> dict[str, Loads]:
        """What the workload documents in force say of channels."""
        found = {slug: body for (_, slug), body in self.live.items() if isinstance(body, docs.Workload)}
        return {slug: loads_of(body) for slug, body in found.items()}

    def name(self, kind: str, slug: str) -> str:
        body = self.all.get((kind, slug))
        return body.name if body else slug


async def configured(ask: Asking, tenant: str, kinds: Sequence[str]) -> Configured:
    return Configured(await ask.rows(_documents(), tenant, {"kinds": kinds}))


@lru_cache
def _documents() -> sa.Select[Any]:
    document = columns(docs.Document)
    return sa.select(document.kind, document.slug, document.body, document.retired).where(
        document.tenant == TENANT, document.kind.in_(some("kinds"))
    )
