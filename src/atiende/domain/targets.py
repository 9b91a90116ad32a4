"""The clocks of a conversation: which policy holds, and when its next answer and its resolution are due.

A policy holds when every condition it states does; of several the first by position, then by slug. Without one the
queue's time to answer counts. Time is business time: what the hours leave closed does not count.
"""

from collections.abc import Iterable

from msgspec import Struct

from atiende.domain.conversation import Conversation
from atiende.domain.desk_documents import Sla
from atiende.domain.documents import Hours
from atiende.domain.hours import add_business_ms, business_ms_between

RUNNING = ("new", "open", "snoozed")
"""States in which the resolution is ours to bring about; put off by us is not waiting for the customer."""
SECOND_MS = 1000


class Targets(Struct, frozen=True, kw_only=True):
    """What is promised, in ms of `hours` (None: always open); 0 promises nothing."""

    policy: str = ""
    first_ms: int = 0
    next_ms: int = 0
    resolve_ms: int = 0
    hours: Hours | None = None


class Clocks(Struct, frozen=True, kw_only=True):
    """As `TargetSet` has them."""

    policy: str = ""
    answer_due: int | None = None
    resolve_due: int | None = None
    resolve_used: int | None = None
    resolve_since: int | None = None


def policy_for(conversation: Conversation, vip: bool, policies: Iterable[tuple[str, Sla]]) -> tuple[str, Sla] | None:
    """The slug and body of the policy that holds for it."""
    holding = [(sla.position, slug, sla) for slug, sla in policies if _holds(sla, conversation, vip)]
    if not holding:
        return None
    _, slug, sla = min(holding, key=lambda one: one[:2])
    return slug, sla


def _holds(sla: Sla, conversation: Conversation, vip: bool) -> bool:
    asked = (
        (sla.brands, conversation.brand),
        (sla.queues, conversation.queue),
        (sla.kinds, conversation.kind),
        (sla.channels, conversation.channel),
    )
    return all(not wanted or value in wanted for wanted, value in asked) and (vip or not sla.vip_only)


def promised(slug: str, sla: Sla, hours: Hours | None) -> Targets:
    """A policy's targets; a later answer may take as long as the first where nothing else is said."""
    return Targets(
        policy=slug,
        first_ms=sla.first_seconds * SECOND_MS,
        next_ms=(sla.next_seconds or sla.first_seconds) * SECOND_MS,
        resolve_ms=sla.resolve_seconds * SECOND_MS,
        hours=hours,
    )


def clocks(conversation: Conversation, targets: Targets, now: int) -> Clocks:
    """The clocks as they should stand; the same again while nothing about the conversation changes."""
    if conversation.status == "closed":
        return Clocks(policy=conversation.policy)
    due, used, since = _resolution(conversation, targets, now)
    return Clocks(
        policy=targets.policy,
        answer_due=_answer(conversation, targets),
        resolve_due=due,
        resolve_used=used,
        resolve_since=since,
    )


def _answer(conversation: Conversation, targets: Targets) -> int | None:
    """From the oldest message nobody has answered."""
    waiting = conversation.waiting_since
    promise = targets.first_ms if conversation.answered_at is None else targets.next_ms
    return None if waiting is None or promise == 0 else _after(targets.hours, waiting, promise)


def _resolution(conversation: Conversation, targets: Targets, now: int) -> tuple[int | None, int | None, int | None]:
    """Due, used and since. Where it was never counted before, it counts from the opening."""
    if targets.resolve_ms == 0:
        return None, None, None
    used, since = conversation.resolve_used, conversation.resolve_since
    if used is None:
        used, since = 0, conversation.opened_at
    if conversation.status in RUNNING:
        since = now if since is None else since
        return _after(targets.hours, since, max(0, targets.resolve_ms - used)), used, since
    if since is not None:
        used += _between(targets.hours, since, now)
    return None, used, None


def _after(hours: Hours | None, start: int, duration: int) -> int:
    """By the clock where it is always open, or where so much open time never comes."""
    found = add_business_ms(hours, start, duration) if hours is not None else None
    return start + duration if found is None else found


def _between(hours: Hours | None, first: int, last: int) -> int:
    return business_ms_between(hours, first, last) if hours is not None else max(0, last - first)
