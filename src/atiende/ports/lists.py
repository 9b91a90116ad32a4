"""Lists of conversations: which one, narrowed to what, in which order, and how many each has."""

from msgspec import Struct

COUNT_CAP = 1000
"""Counts stop here: nobody reads the difference between a thousand and a million."""


class Filters(Struct, frozen=True, kw_only=True):
    """Any of the values of a field, all fields together; an empty field, or None, does not ask.

    `agent` knows `me` and `nobody` besides ids; `team` are teams that serve its queue; `customer` are folded words that
    all stand in the customer's name; moments are ms UTC, and bounds are included.
    """

    status: tuple[str, ...] = ()
    queue: tuple[str, ...] = ()
    team: tuple[str, ...] = ()
    agent: tuple[str, ...] = ()
    channel: tuple[str, ...] = ()
    tag: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    reason: tuple[str, ...] = ()
    priority: tuple[int, ...] = ()
    language: tuple[str, ...] = ()
    brand: tuple[str, ...] = ()
    customer: tuple[str, ...] = ()
    overdue: bool | None = None
    vip: bool | None = None
    hand: bool | None = None
    opened_after: int | None = None
    opened_before: int | None = None
    touched_after: int | None = None
    touched_before: int | None = None
    waiting_before: int | None = None


class Wanted(Struct, frozen=True, kw_only=True):
    """A list: `view` is mine, unassigned, mentions, pinned, all, snoozed, pending, resolved or found; `sort`
    -touched_at, due or waiting.

    mentions are those where the viewer was named and has not looked since, in any status; pinned those he keeps; found
    has no list of its own, only `filters`, work (new, open) where they name no status. `now` is what overdue means.
    """

    view: str
    filters: Filters = Filters()
    now: int = 0
    sort: str = "-touched_at"
    cursor: str | None = None
    limit: int = 50


class Counts(Struct, frozen=True, kw_only=True):
    """Each at most COUNT_CAP."""

    mine: int
    unassigned: int
    all: int
    snoozed: int
    pending: int
    resolved: int
    mine_unread: int
    mentions: int = 0
