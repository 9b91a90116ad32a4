"""Rows as this process committed them last: what is asked for again and again needs no trip to the database.

Only where this process is the only writer (SQLite). Every change of a projection, and of a user, is published; so what
is kept here is never older than the last commit. What was read is kept only of kinds that seldom change, and only if no
row of that kind was published while it was read: the read could be older than the commit that overtook it.
"""

from collections import Counter, OrderedDict
from collections.abc import Callable, Sequence
from typing import TypeVar

from atiende.domain.documents import Document
from atiende.domain.row import Projection, Row
from atiende.domain.work import User
from atiende.ports.metrics import count_facts
from atiende.ports.store import Batch, Key
from atiende.store.feed import Feed

R = TypeVar("R", bound=Row)
KEPT_ROWS = 50_000
SELDOM: frozenset[type[Row]] = frozenset((Document, User))
"""Kinds that are read far more often than they change."""


class Recent:
    """The newest committed rows, by tenant, kind and key."""

    def __init__(self) -> None:
        self._rows: OrderedDict[tuple[str, type[Row], Key], Row] = OrderedDict()
        self._changes: Counter[type[Row]] = Counter()

    def publish(self, batches: Sequence[Batch]) -> None:
        """Keeps what these commits wrote, in their order."""
        rows = self._rows
        for batch in batches:
            for (kind, key), row in batch.rows.items():
                if kind in SELDOM:
                    self._changes[kind] += 1
                elif not issubclass(kind, Projection):
                    continue
                place = (batch.tenant, kind, key)
                rows[place] = row
                rows.move_to_end(place)
        while len(rows) > KEPT_ROWS:
            rows.popitem(last=False)

    def get(self, tenant: str, row: type[R], key: Key) -> R | None:
        found = self._rows.get((tenant, row, key))
        return found if isinstance(found, row) else None

    def changes(self, row: type[Row]) -> int:
        """How often one of this kind was written so far; to be asked before one is read."""
        return self._changes[row]

    def was_read(self, tenant: str, key: Key, row: Row, changes: int) -> None:
        """A row read when there had been so many changes of its kind."""
        kind = type(row)
        if kind in SELDOM and self._changes[kind] == changes:
            self._rows[tenant, kind, key] = row


def publisher(feed: Feed, recent: Recent | None) -> Callable[[Sequence[Batch]], None]:
    """Called with what was committed here, in order."""

    def publish(batches: Sequence[Batch]) -> None:
        if recent is not None:
            recent.publish(batches)
        for batch in batches:
            count_facts(batch.logged)
        feed.publish([batch for batch in batches if batch.logged])

    return publish
