"""What the store keeps, declared where it means something: a frozen record with a table, a key and indexes.

Every table also has the tenant as the first column of its key; no record carries it, since a change and a view are
bound to one tenant. Column types follow the fields: str, int, bool, float, bytes, optional ones, and everything else
(tuples, dicts, records) as JSON text.
"""

from typing import ClassVar

from msgspec import Struct


class Row(Struct, frozen=True, kw_only=True):
    """One record of one table."""

    TABLE: ClassVar[str]
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = ()


class Projection(Row, frozen=True, kw_only=True):
    """Ids, states, numbers and times: written only by applying facts, rebuilt by replay."""


class Content(Row, frozen=True, kw_only=True):
    """Personal values and whatever is not replayed: written beside the facts of the same change; erasable."""


class Work(Row, frozen=True, kw_only=True):
    """What is still to be done or only kept for a while: timers, sessions, deliveries, idempotency keys."""
