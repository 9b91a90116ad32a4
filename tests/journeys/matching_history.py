"""Past work written straight into the log: who handled what in what time, chosen by which arm."""

import random
from collections import defaultdict
from collections.abc import Sequence
from math import exp

from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.conversation import Conversation
from atiende.domain.documents import write
from atiende.domain.interaction import Interaction, Offer
from atiende.domain.row import Row
from atiende.ports.desk import Desk
from atiende.ports.store import Change, Key
from atiende.routing.learned import arm_of
from tests.fakes import VirtualClock

QUEUE = docs.Queue(name="Soporte", brand="main", teams=["first"], choice="learned", compare_percent=40)
REASONS = ("billing", "delivery")
STEP_MS = 20_000
"""Endings are written in changes of their own, one for each so many milliseconds."""


async def choose_learned(desk: Desk, tenant: str) -> None:
    fact = f.DocumentPublished(kind="queue", slug="support", version=2, body=write(QUEUE))
    await desk.store.change(tenant, lambda change: change.record(fact, actor="system"), at=desk.clock.now())


async def past_work(desk: Desk, tenant: str, agents: Sequence[str], pieces: int, saved: float = 0.0) -> None:
    """Begun now and ended as the clock goes on. Each agent is a third quicker at one reason; what the match chose takes
    `saved` (of log time) less besides."""
    clock, draw, ends = desk.clock, random.Random(desk.clock.now()), defaultdict[int, list[f.Fact]](list)
    assert isinstance(clock, VirtualClock)
    began, starts = clock.now(), list[f.Fact]()
    for number in range(pieces):
        one, agent, reason = f"itr_{began:015}{number:011}", agents[number % len(agents)], draw.choice(REASONS)
        arm = arm_of(one, QUEUE.compare_percent)
        quick = 0.4 if REASONS.index(reason) == number % len(agents) % 2 else 0.0
        ms = 300_000 * exp(draw.gauss(0, 0.3) - quick - (saved if arm == "learned" else 0.0))
        starts += _begun(one, agent, reason, arm)
        ended = f.InteractionEnded(interaction=one, conversation=f"cnv{one[3:]}", how="done", by="agent", agent=agent)
        ends[began + round(ms / STEP_MS) * STEP_MS].append(ended)
    for at, facts in [(began, starts), *sorted(ends.items())]:
        await _written(desk, tenant, facts, at)
    await clock.leap((max(ends) - began) / 1000 + 60)


async def _written(desk: Desk, tenant: str, facts: Sequence[f.Fact], at: int) -> None:
    """What the projections will look at is read at once: one by one takes PostgreSQL minutes."""
    numbers = {str(getattr(fact, "interaction", ""))[3:] for fact in facts}
    reads: list[tuple[type[Row], Key]] = []
    for number in numbers:
        reads += [(Interaction, (f"itr{number}",)), (Offer, (f"off{number}",)), (Conversation, (f"cnv{number}",))]

    def decide(change: Change) -> None:
        change.record(*facts, actor="system")

    await desk.store.change(tenant, decide, at=at, reads=reads)


def _begun(one: str, agent: str, reason: str, rule: str) -> list[f.Fact]:
    conversation, offer = f"cnv{one[3:]}", f"off{one[3:]}"
    receipt = f.Receipt(position=1, configuration=1, rule=rule, excluded={"offline": 1})
    queued = f.InteractionQueued(
        interaction=one, conversation=conversation, customer="cus_1", brand="main", channel="webchat", endpoint="web",
        queue="support", since=int(one[4:19]), reason=reason, entered=int(one[4:19]),
    )  # fmt: skip
    offered = f.InteractionOffered(
        offer=offer, interaction=one, conversation=conversation, agent=agent, queue="support", channel="webchat",
        expires_at=int(one[4:19]) + 30_000, receipt=receipt,
    )  # fmt: skip
    accepted = f.OfferAccepted(offer=offer, interaction=one, conversation=conversation, agent=agent)
    taken = f.InteractionTaken(
        interaction=one, conversation=conversation, agent=agent, channel="webchat", offer=offer
    )  # fmt: skip
    return [queued, offered, accepted, taken]
