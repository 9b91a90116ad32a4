"""Whether new work may come into a queue: limit, overflow, hours and the emergency switch. Only sessions are refused.

It is asked once, when work arrives. Who is inside stays inside: a queue that fills, closes or is switched off sends
nobody away for having waited, and work that people or steps move is never refused.
"""

from collections.abc import Callable

from msgspec import Struct

from atiende.domain.documents import Queue

NORMAL, CLOSED, EMERGENCY, FULL = "normal", "closed", "emergency", "full"
STATES = (NORMAL, CLOSED, EMERGENCY)
"""What a queue can be switched to."""


class Standing(Struct, frozen=True, kw_only=True):
    """A queue at a moment. `waiting` counts what waits or is offered; `is_open` is whether its hours are open."""

    queue: Queue
    state: str = NORMAL
    waiting: int = 0
    is_open: bool = True


class Admission(Struct, frozen=True, kw_only=True):
    """Where it waits, or with `why` (full, closed, emergency) that it may not. `passed`: full queues on the way."""

    queue: str
    why: str = ""
    passed: tuple[str, ...] = ()


def refusal(standing: Standing) -> str:
    """Why a session may not come in now, or an empty text."""
    if standing.state != NORMAL:
        return standing.state
    if not standing.is_open:
        return CLOSED
    return FULL if _is_full(standing) else ""


def place(slug: str, look: Callable[[str], Standing | None], *, session: bool) -> Admission:
    """From the queue it came for along its overflows. `look` answers None for a queue that is not there (any more).

    Work that is no session is never refused: it overflows like the rest, and where every queue is full it waits in the
    first.
    """
    first = look(slug)
    if first is None:
        return Admission(queue=slug)
    passed: list[str] = []
    here, standing, why = slug, first, ""
    while True:
        why_here = _why(standing, session)
        why = why or why_here
        if not why_here:
            return Admission(queue=here, passed=tuple(passed))
        passed.append(here)
        onward = standing.queue.overflow if why_here == FULL else None
        following = look(onward) if onward is not None and onward not in passed else None
        if onward is None or following is None:
            return Admission(queue=slug, why=why if session else "", passed=tuple(passed))
        here, standing = onward, following


def _why(standing: Standing, session: bool) -> str:
    if session:
        return refusal(standing)
    return FULL if _is_full(standing) else ""


def _is_full(standing: Standing) -> bool:
    return 0 < standing.queue.limit <= standing.waiting
