"""What the floor answers: offers and steps, each with what it saw. Kept by reference, written out when asked."""

from collections.abc import Mapping

from msgspec import Struct

from atiende.domain import facts as f
from atiende.routing.order import Key as OrderKey
from atiende.routing.order import Ruling

Key = tuple[int, ...]


Chosen = tuple[str, Key, tuple[tuple[str, Key], ...], int]
"""The rule that chose the agent, his key, up to five who would be next, and whom the rule spared."""


class Seen(Struct, frozen=True, gc=False):
    """The floor at the moment of a choice: masks of agents, one bit each, and numbers.

    `rested` declined it lately; `breathing` and `tired` rest; at the desks of the `silent` it would not ring. `rank`
    is the whole key where queues share or costs grow.
    """

    position: int
    configuration: int
    chosen: Chosen
    waiting: int
    misfits: Mapping[str, int]
    fit: int
    states: Mapping[str, int]
    rested: int
    room: int
    ruling: Ruling
    rank: int | OrderKey
    step: int
    breathing: int
    tired: int
    silent: int


class Decision(Struct, frozen=True, gc=False):
    """An offer to make: `expires_at` in ms UTC."""

    interaction: str
    conversation: str
    agent: str
    queue: str
    channel: str
    expires_at: int
    seen: Seen

    @property
    def receipt(self) -> f.Receipt:
        return written_out(self.seen)

    def offered(self, offer: str) -> f.InteractionOffered:
        """The fact, under the id given to the offer."""
        return f.InteractionOffered(
            offer=offer,
            interaction=self.interaction,
            conversation=self.conversation,
            agent=self.agent,
            queue=self.queue,
            channel=self.channel,
            expires_at=self.expires_at,
            receipt=self.receipt,
        )


class Widening(Struct, frozen=True, gc=False):
    """A step of its queue that work has waited long enough for, from 1. With `to_queue` it goes on waiting there.

    The work is held back until the fact comes, or the step is released.
    """

    interaction: str
    conversation: str
    queue: str
    step: int
    to_queue: str | None
    seen: Seen

    @property
    def receipt(self) -> f.Receipt:
        return written_out(self.seen)

    def fact(self) -> f.InteractionWidened:
        return f.InteractionWidened(
            interaction=self.interaction,
            conversation=self.conversation,
            queue=self.queue,
            step=self.step,
            to_queue=self.to_queue,
            receipt=self.receipt,
        )


Decided = Decision | Widening


def written_out(seen: Seen) -> f.Receipt:
    """The receipt as the log keeps it."""
    rule, key, runners_up, _ = seen.chosen
    return f.Receipt(
        position=seen.position,
        configuration=seen.configuration,
        rule=rule,
        key=key,
        runners_up=runners_up,
        excluded=excluded(seen),
        waiting=seen.waiting,
        order=seen.ruling.order,
        rank=_rank(seen),
        step=seen.step,
    )


def _rank(seen: Seen) -> tuple[int, ...]:
    """Precedence, turn, minus cost index, moment: see `order.py`."""
    ruling, rank = seen.ruling, seen.rank
    return (ruling.precedence, 0, -ruling.index, rank - ruling.base) if isinstance(rank, int) else rank[:4]


def excluded(seen: Seen) -> dict[str, int]:
    """How many could not be asked, each by his first reason: ability, then state, then rest, then room."""
    counts = dict(seen.misfits)
    for state in sorted(seen.states):
        if state != "available":
            counts[state] = (seen.fit & seen.states[state]).bit_count()
    there = seen.fit & seen.states.get("available", 0)
    for reason, mask in (
        ("declined_lately", seen.rested),
        ("breather", seen.breathing),
        ("resting_occupancy", seen.tired),
        ("phone_not_ready", seen.silent),
        ("at_capacity", ~seen.room),
        ("hard_enough", seen.chosen[3]),
    ):
        counts[reason] = (there & mask).bit_count()
        there &= ~mask
    return {reason: count for reason, count in counts.items() if count}
