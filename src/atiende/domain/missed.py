"""Calls that nobody took: whom we owe a call, and what became of it. And callers who are not put through."""

from collections.abc import Sequence
from typing import ClassVar, Literal

from msgspec import Struct

from atiende.domain.row import Content, Projection, Work

Settled = Literal["called_back", "served", "unreached"]
"""We reached him; he was served elsewhere meanwhile; or we called and did not reach him."""
RECOVERED = ("called_back", "served")


class MissedCall(Projection, frozen=True, kw_only=True):
    """A caller who gave up waiting, or said nothing where he was to speak a message, by his call's interaction.
    `callback`: the work that calls him back, one for all his calls, empty where we have no number. `state`: waiting,
    then how it was settled."""

    TABLE: ClassVar[str] = "missed_calls"
    KEY: ClassVar[tuple[str, ...]] = ("interaction",)
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("customer", "state"), ("callback", "state"), ("at",))
    interaction: str
    conversation: str
    customer: str
    brand: str
    queue: str
    at: int
    waited_ms: int
    callback: str = ""
    state: str = "waiting"
    settled_at: int | None = None


class Voicemail(Projection, frozen=True, kw_only=True):
    """A message a caller spoke in his `call`; `interaction` is the work it makes."""

    TABLE: ClassVar[str] = "voicemails"
    KEY: ClassVar[tuple[str, ...]] = ("interaction",)
    interaction: str
    conversation: str
    customer: str
    brand: str
    queue: str
    call: str
    recording: str
    at: int
    seconds: int


class LeavingMessage(Work, frozen=True, kw_only=True):
    """A caller is speaking a message that will wait in `queue`."""

    TABLE: ClassVar[str] = "leaving_messages"
    KEY: ClassVar[tuple[str, ...]] = ("interaction",)
    interaction: str
    recording: str
    queue: str
    at: int


class BlockedCaller(Content, frozen=True, kw_only=True):
    """A number (E.164) whose calls are treated as its endpoint says; why, for colleagues."""

    TABLE: ClassVar[str] = "blocked_callers"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("number",),)
    id: str
    number: str
    why: str
    by: str
    at: int


class Recovery(Struct, frozen=True, kw_only=True):
    """Of the calls nobody took: how many were settled in whichever way, and what share of them reached us after all;
    None while none is settled."""

    missed: int
    waiting: int
    recovered: int
    rate: float | None


def recovery(calls: Sequence[MissedCall]) -> Recovery:
    """Each customer counts once for each callback: three calls in ten minutes are one loss."""
    latest = {one.callback or one.interaction: one for one in sorted(calls, key=lambda one: (one.at, one.interaction))}
    waiting = sum(1 for one in latest.values() if one.state == "waiting")
    recovered = sum(1 for one in latest.values() if one.state in RECOVERED)
    settled = len(latest) - waiting
    return Recovery(
        missed=len(latest),
        waiting=waiting,
        recovered=recovered,
        rate=round(recovered / settled, 4) if settled else None,
    )
