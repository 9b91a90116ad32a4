"""Projections as this process committed them last: what is asked for again and again needs no trip to the database.

Only where this process is the only writer (SQLite). Projections change by facts alone, so every change of theirs is
published; nothing is put here from a read, which could be older than the commit that overtook it.
"""

from collections import OrderedDict
from collections.abc import Sequence
from typing import TypeVar

from atiende.domain.row import Projection, Row
from atiende.ports.store import Batch, Key

R = TypeVar("R", bound=Row)
KEPT_ROWS = 50_000


class Recent:
    """The newest committed rows, by tenant, kind and key."""

    def __init__(self) -> None:
        self._rows: OrderedDict[tuple[str, type[Row], Key], Row] = OrderedDict()

    def publish(self, batches: Sequence[Batch]) -> None:
        """Keeps what these commits wrote, in their order."""
        rows = self._rows
        for batch in batches:
            for (kind, key), row in batch.rows.items():
                if issubclass(kind, Projection):
                    place = (batch.tenant, kind, key)
                    rows[place] = row
                    rows.move_to_end(place)
        while len(rows) > KEPT_ROWS:
            rows.popitem(last=False)

    def get(self, tenant: str, row: type[R], key: Key) -> R | None:
        found = self._rows.get((tenant, row, key))
        return found if isinstance(found, row) else None
