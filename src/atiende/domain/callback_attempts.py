"""Who is called back and not reached is called again: how often, when, and what is left at last."""

from typing import ClassVar, Literal

from msgspec import Struct

from atiende.domain.hours import is_open, next_opening
from atiende.domain.hours_documents import Hours
from atiende.domain.row import Work
from atiende.domain.voice_documents import QueueVoice

MINUTE_MS = 60_000
Why = Literal["later", "opening", "last", "never_open"]
"""later: after the agreed time; opening: put off until the queue opens; last: there are no more; never_open: its hours
never come again."""


class CallbackTry(Work, frozen=True, kw_only=True):
    """How often somebody was called in vain before this call to make, or up to it. `again`: the next one."""

    TABLE: ClassVar[str] = "callback_tries"
    KEY: ClassVar[tuple[str, ...]] = ("interaction",)
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("again",),)
    interaction: str
    tried: int
    again: str = ""


class Attempt(Struct, frozen=True):
    """The next one's moment (ms UTC), None where there is none; and why so."""

    at: int | None
    why: Why


def next_attempt(rules: QueueVoice, hours: Hours | None, tried: int, now: int) -> Attempt:
    """After `tried` calls in vain, this one included. `hours`: the queue's; None: always open."""
    if tried >= rules.recall_attempts:
        return Attempt(None, "last")
    due = now + rules.recall_again_minutes * MINUTE_MS
    if hours is None or is_open(hours, due):
        return Attempt(due, "later")
    opening = next_opening(hours, due)
    return Attempt(opening, "opening") if opening is not None else Attempt(None, "never_open")
