"""What became of one call, as reports count it: how far the caller came, how long he waited, was held and was heard."""

from typing import ClassVar

from msgspec.structs import replace

from atiende.domain.row import Projection

DAY_MS = 86_400_000
MENU, QUEUE, RINGING = "menu", "queue", "ringing"
"""Where a caller stands who has nobody yet."""


class CallStory(Projection, frozen=True, kw_only=True):
    """By the fact it began with. `day`: days of UTC since 1970. `stage`: how far he came before somebody answered.
    `queued_at`: when he began to wait for a person; `queue` is the last one he waited in before. `became`: callback,
    message or refused, where he went another way. `wrap_ms`: how long it was written up after its end. `judged`: what
    was heard to answer. `recording`: started, kept, lost or none; `refused`: he said no to it."""

    TABLE: ClassVar[str] = "call_stories"
    KEY: ClassVar[tuple[str, ...]] = ("seq",)
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("day",), ("interaction",))
    seq: int
    day: int
    interaction: str
    conversation: str
    customer: str
    brand: str
    direction: str
    began_at: int
    queue: str = ""
    stage: str = MENU
    queued_at: int | None = None
    connected_at: int | None = None
    agent: str = ""
    ended_at: int | None = None
    ended_by: str = ""
    wrap_since: int | None = None
    wrap_ms: int = 0
    held_since: int | None = None
    held_ms: int = 0
    holds: int = 0
    transfers: int = 0
    became: str = ""
    judged: str = ""
    recording: str = ""
    refused: bool = False


def held(one: CallStory, on: bool, at: int) -> CallStory:
    """The customer hears music from now on, or speaks with somebody again."""
    if on == (one.held_since is not None):
        return one
    if one.held_since is None:
        return replace(one, held_since=at, holds=one.holds + 1)
    return replace(one, held_since=None, held_ms=one.held_ms + at - one.held_since)


def waits(one: CallStory, queue: str, at: int) -> CallStory:
    """He waits for a person; only what comes before the first answer counts as waiting."""
    if one.connected_at is not None:
        return one
    return replace(one, queue=queue, stage=QUEUE, queued_at=at if one.queued_at is None else one.queued_at)


def over(one: CallStory, by: str, at: int) -> CallStory:
    return replace(held(one, False, at), ended_at=at, ended_by=by)


def wraps(one: CallStory, on: bool, at: int) -> CallStory:
    """Its agent writes it up from now on, or has done so."""
    if on == (one.wrap_since is not None):
        return one
    if one.wrap_since is None:
        return replace(one, wrap_since=at)
    return replace(one, wrap_since=None, wrap_ms=one.wrap_ms + at - one.wrap_since)
