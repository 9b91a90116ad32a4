"""What goes first: each queue's rules as numbers, and the turns of queues that share agents by weight.

At one moment all waiting work is in one order, whatever queues and rules it comes from. The lower goes first in:

1. the queue's `precedence`;
2. the turn, where a queue of that precedence has a `weight`: the queue that had least of its share (stride scheduling;
   queues without a weight take turns as one, with weight 1);
3. the cost index, the higher first: what a minute more of waiting costs, over the usual handling time. `cost`: constant
   (cμ: minimises a linear cost); `growing_cost`: grows with the wait (Gcμ, van Mieghem 1995: C'(age)·μ of a quadratic
   cost); queues ordered by time count as one a minute over five minutes, the values a new queue has;
4. the moment it counts from. `age` and both costs: when its waiting began, later by `ageing_seconds` for each step
   of priority below the first, so that a wait of that length makes up for one step (at any moment that is the order of
   waited − (priority − 1) · ageing, which time does not change). `deadline`: when it is due, so such work yields until
   then and counts from there on as if its waiting had begun then;
5. the interaction's id.

For all but turns and growing costs that is one number that never changes, `rank`: what a queue of precedence 5 ordered
by time has for rank is simply the moment. Only work of other queues lies in lanes of its own, compared when asked.
"""

from typing import Literal

from msgspec import Struct

from atiende.domain import facts as f
from atiende.domain.documents import Queue
from atiende.routing import rules

Order = Literal["age", "deadline", "cost", "growing_cost"]
Lane = tuple[int, str, int, int, int, int]
"""What only work of one lane may share a line: precedence, sharer, cost, handling, ageing (growing only), keep free."""
Key = tuple[int, int, int, int, str]
"""Precedence, turn, minus cost index, moment, interaction."""

INDEX = 10**9
"""Cost indices are kept as whole numbers: cost per minute over seconds, times this."""
USUAL = Queue(name="-", brand="-")
USUAL_INDEX = USUAL.cost_per_minute * INDEX // USUAL.handle_seconds
MOMENT_BITS, INDEX_BITS = 44, 40
LATEST = (1 << MOMENT_BITS) - 1
STRIDE = 10**12
NEVER = 1 << 100


class Ruling(Struct, frozen=True, kw_only=True, eq=False, gc=False):
    """A queue's rules. `rank` of work is `base` and its moment; `lane` is None where ranks alone decide.

    `plain`: no steps and no deadlines, so the moment is nothing but a sum. `by_idleness`: the longest idle is asked.
    """

    queue: Queue
    order: Order
    precedence: int
    index: int
    base: int
    ageing_ms: int
    offer_ms: int
    step_priorities: tuple[int, ...]
    keep_free: int
    sharer: str | None
    stride: int
    growing: bool
    lane: Lane | None
    plain: bool
    by_idleness: bool

    def moment(self, work: f.InteractionQueued) -> int:
        """What it counts from, ms UTC."""
        if self.order == "deadline":
            return self.due(work)
        return work.since + (self.priority(work) - 1) * self.ageing_ms

    def due(self, work: f.InteractionQueued) -> int:
        if work.due is not None:
            return work.due
        return work.since + self.queue.answer_within_seconds * 1000

    def priority(self, work: f.InteractionQueued) -> int:
        """1 is the most urgent. A step it has reached may make it more urgent, never less."""
        step = work.step
        if not step or not self.step_priorities:
            return work.priority
        return min(work.priority, self.step_priorities[min(step, len(self.step_priorities)) - 1])

    def rank(self, work: f.InteractionQueued) -> int:
        return self.base + self.moment(work)

    def index_at(self, moment: int, now: int) -> int:
        """The cost index of work that counts from this moment. The age of growing costs is that of normal priority."""
        if not self.growing:
            return self.index
        age = max(0, now - moment + (NORMAL - 1) * self.ageing_ms)
        return self.queue.cost_per_minute * age * INDEX // (60_000 * self.queue.handle_seconds)


NORMAL = 3
"""The priority at which the age of work is just what it waited."""


def ruling_of(slug: str, queue: Queue, shared: bool) -> Ruling:
    """`shared`: some queue of this precedence has a weight."""
    costs = queue.order in ("cost", "growing_cost")
    growing = queue.order == "growing_cost"
    index = queue.cost_per_minute * INDEX // queue.handle_seconds if costs and not growing else USUAL_INDEX
    sharer = (slug if queue.weight else "") if shared else None
    lane: Lane | None = None
    if growing or shared or queue.keep_free:
        cost = (queue.cost_per_minute, queue.handle_seconds, queue.ageing_seconds) if growing else (0, 0, 0)
        lane = (queue.precedence, sharer or "", *cost, queue.keep_free)
    return Ruling(
        queue=queue,
        order=queue.order,
        precedence=queue.precedence,
        index=index,
        base=((queue.precedence - USUAL.precedence) << MOMENT_BITS + INDEX_BITS)
        + ((USUAL_INDEX - index) << MOMENT_BITS),
        ageing_ms=queue.ageing_seconds * 1000,
        offer_ms=queue.offer_seconds * 1000,
        step_priorities=rules.step_priorities(queue),
        keep_free=queue.keep_free,
        sharer=sharer,
        stride=STRIDE // max(1, queue.weight),
        growing=growing,
        lane=lane,
        plain=not queue.steps and queue.order != "deadline",
        by_idleness=queue.choice == "longest_idle",
    )


class Turns:
    """Who of the queues that share agents had how much of his share. An offer is a turn, answered or not.

    `had` and `begun` are made by facts alone (start-time fair queueing: whoever had nothing to give meanwhile joins
    where the others are, and keeps no credit); `reserved` are offers whose fact has not come back yet.
    """

    def __init__(self) -> None:
        self.had: dict[tuple[int, str], int] = {}
        self.begun: dict[int, int] = {}
        self.reserved: dict[tuple[int, str], int] = {}

    def of(self, ruling: Ruling) -> int:
        """The lower, the sooner; 0 where nobody shares."""
        if ruling.sharer is None:
            return 0
        who = (ruling.precedence, ruling.sharer)
        start = max(self.had.get(who, 0), self.begun.get(ruling.precedence, 0))
        return start + self.reserved.get(who, 0) * ruling.stride

    def reserve(self, ruling: Ruling, more: int) -> None:
        """Offers on their way, more or (negative) fewer."""
        if ruling.sharer is None:
            return
        who = (ruling.precedence, ruling.sharer)
        self.reserved[who] = self.reserved.get(who, 0) + more
        if not self.reserved[who]:
            del self.reserved[who]

    def take(self, ruling: Ruling) -> None:
        """An offer was made."""
        if ruling.sharer is None:
            return
        who = (ruling.precedence, ruling.sharer)
        start = max(self.had.get(who, 0), self.begun.get(ruling.precedence, 0))
        self.begun[ruling.precedence] = start
        self.had[who] = start + ruling.stride
