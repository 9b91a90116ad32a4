"""What the routing did over a period, for the algorithm file: decisions by rule, exclusions, evenness, human hands.

A fold over facts. Nothing of customers is read; agents appear in distributions, never one by one.
"""

from collections import Counter
from collections.abc import Callable, Sequence

from msgspec import Struct

from atiende.domain import facts as f

AT_WORK = ("available", "busy", "wrap_up")
LEAST_MS = 3_600_000
"""Who was there for less than an hour says nothing about evenness."""
FILED = ("queue", "workload")
"""The kinds of document that say how work is given out."""


class QueueDone(Struct, frozen=True, kw_only=True):
    """One queue over the period. `rules` and `orders` count decisions; `excluded` counts, over all decisions, agents
    by their first reason; `answers`: accepted, declined, expired, withdrawn; `by_hand`: taken without an offer."""

    queue: str
    decisions: int
    rules: dict[str, int]
    orders: dict[str, int]
    excluded: dict[str, int]
    answers: dict[str, int]
    by_hand: int
    widened: int
    refused: int


class Evenness(Struct, frozen=True, kw_only=True):
    """Over agents who were there for an hour or more. `fairness`: Jain's index of occupancy, 1 is perfectly even;
    occupancy is time with work over time at work, in percent (least, median, most)."""

    agents: int
    fairness: float
    occupancy_pct: tuple[float, float, float]
    offers_per_hour: tuple[float, float, float]


class Changed(Struct, frozen=True, kw_only=True):
    """A rule that was changed: which document, which version, when and by whom."""

    at: int
    actor: str
    kind: str
    slug: str
    version: int


class Switched(Struct, frozen=True, kw_only=True):
    """A person, or the comparison test, switched a learned match; a person switched a queue (`state`)."""

    at: int
    actor: str
    queue: str
    state: str
    why: str


class Period(Struct, frozen=True, kw_only=True):
    """`hands` counts what people decided instead of the rules, by kind."""

    queues: tuple[QueueDone, ...]
    evenness: Evenness
    hands: dict[str, int]
    changes: tuple[Changed, ...]
    switches: tuple[Switched, ...]


class _Queue:
    __slots__ = ("answers", "by_hand", "excluded", "orders", "refused", "rules", "widened")

    def __init__(self) -> None:
        self.rules, self.orders = Counter[str](), Counter[str]()
        self.excluded, self.answers = Counter[str](), Counter[str]()
        self.by_hand = self.widened = self.refused = 0


class _Agent:
    """Time at work, time with work, and offers; `since` is when state or number of pieces last changed."""

    __slots__ = ("at_work", "busy", "offers", "pieces", "since", "there")

    def __init__(self, since: int) -> None:
        self.at_work = self.busy = self.offers = self.pieces = 0
        self.there, self.since = False, since

    def pass_until(self, at: int) -> None:
        spent, self.since = at - self.since, at
        if self.there or self.pieces:
            self.at_work += spent
        if self.pieces:
            self.busy += spent


class Tally:
    """Reads facts in order from the beginning of the period, and what stood then is learned from them as they come."""

    def __init__(self) -> None:
        self._queues: dict[str, _Queue] = {}
        self._agents: dict[str, _Agent] = {}
        self._queue_of: dict[str, str] = {}
        self._holder: dict[str, str] = {}
        self._hands: Counter[str] = Counter()
        self._changes: list[Changed] = []
        self._switches: list[Switched] = []
        self._keep: dict[type[f.Fact], Callable[..., None]] = {
            f.InteractionQueued: self._queued,
            f.InteractionOffered: self._offered,
            f.OfferAccepted: lambda fact, _: self._answered(fact, "accepted"),
            f.OfferDeclined: lambda fact, _: self._answered(fact, "declined"),
            f.OfferExpired: lambda fact, _: self._answered(fact, "expired"),
            f.OfferWithdrawn: lambda fact, _: self._answered(fact, "withdrawn"),
            f.InteractionTaken: self._taken,
            f.InteractionTransferred: self._transferred,
            f.InteractionEnded: self._ended,
            f.InteractionWidened: self._widened,
            f.InteractionRefused: self._refused,
            f.AgentStateChanged: self._state,
            f.DocumentPublished: self._changed,
            f.DocumentRetired: self._changed,
            f.MatchSwitched: self._match_switched,
            f.QueueSwitched: self._queue_switched,
        }

    def apply(self, logged: f.Logged) -> None:
        keep = self._keep.get(type(logged.fact))
        if keep is not None:
            keep(logged.fact, logged)

    def period(self, until: int) -> Period:
        for agent in self._agents.values():
            agent.pass_until(until)
        return Period(
            queues=tuple(_done(slug, queue) for slug, queue in sorted(self._queues.items())),
            evenness=_evenness([agent for agent in self._agents.values() if agent.at_work >= LEAST_MS]),
            hands=dict(sorted(self._hands.items())),
            changes=tuple(self._changes),
            switches=tuple(self._switches),
        )

    def _queue(self, slug: str) -> _Queue:
        return self._queues.setdefault(slug, _Queue())

    def _agent(self, agent: str, at: int) -> _Agent:
        found = self._agents.setdefault(agent, _Agent(at))
        found.pass_until(at)
        return found

    def _queued(self, fact: f.InteractionQueued, logged: f.Logged) -> None:
        self._queue_of[fact.interaction] = fact.queue
        self._put_down(fact.interaction, logged.at)

    def _offered(self, fact: f.InteractionOffered, logged: f.Logged) -> None:
        queue, receipt = self._queue(fact.queue), fact.receipt
        self._agent(fact.agent, logged.at).offers += 1
        if receipt is not None:
            queue.rules[receipt.rule] += 1
            queue.orders[receipt.order or "age"] += 1
            for reason, count in receipt.excluded.items():
                queue.excluded[reason.partition(":")[0]] += count

    def _answered(self, fact: f.OfferAccepted | f.OfferDeclined | f.OfferExpired | f.OfferWithdrawn, how: str) -> None:
        slug = self._queue_of.get(fact.interaction)
        if slug is not None:
            self._queue(slug).answers[how] += 1
        if how == "declined":
            self._hands["declined"] += 1

    def _taken(self, fact: f.InteractionTaken, logged: f.Logged) -> None:
        self._put_down(fact.interaction, logged.at)
        self._agent(fact.agent, logged.at).pieces += 1
        self._holder[fact.interaction] = fact.agent
        slug = self._queue_of.get(fact.interaction)
        if fact.offer is None and slug is not None:
            self._queue(slug).by_hand += 1
            self._hands["taken_by_hand"] += 1

    def _put_down(self, interaction: str, at: int) -> None:
        holder = self._holder.pop(interaction, None)
        if holder is not None:
            self._agent(holder, at).pieces -= 1

    def _transferred(self, fact: f.InteractionTransferred, logged: f.Logged) -> None:
        self._put_down(fact.interaction, logged.at)
        self._hands["transfer_forced" if fact.forced else "transferred"] += 1

    def _ended(self, fact: f.InteractionEnded, logged: f.Logged) -> None:
        self._put_down(fact.interaction, logged.at)
        self._queue_of.pop(fact.interaction, None)

    def _widened(self, fact: f.InteractionWidened, logged: f.Logged) -> None:
        self._queue(fact.queue).widened += 1

    def _refused(self, fact: f.InteractionRefused, logged: f.Logged) -> None:
        self._queue(fact.queue).refused += 1

    def _state(self, fact: f.AgentStateChanged, logged: f.Logged) -> None:
        if fact.next_state is not None:
            return
        self._agent(fact.agent, logged.at).there = fact.state in AT_WORK
        if fact.forced_by is not None:
            self._hands["state_forced"] += 1

    def _changed(self, fact: f.DocumentPublished | f.DocumentRetired, logged: f.Logged) -> None:
        if fact.kind in FILED:
            self._changes.append(
                Changed(at=logged.at, actor=logged.actor, kind=fact.kind, slug=fact.slug, version=fact.version)
            )

    def _match_switched(self, fact: f.MatchSwitched, logged: f.Logged) -> None:
        self._switches.append(
            Switched(at=logged.at, actor=logged.actor, queue=fact.queue, state="on" if fact.on else "off", why=fact.why)
        )
        if fact.why == "supervisor":
            self._hands["match_switched"] += 1

    def _queue_switched(self, fact: f.QueueSwitched, logged: f.Logged) -> None:
        self._switches.append(
            Switched(at=logged.at, actor=logged.actor, queue=fact.queue, state=fact.state, why="supervisor")
        )
        self._hands["queue_switched"] += 1


def _done(slug: str, queue: _Queue) -> QueueDone:
    return QueueDone(
        queue=slug,
        decisions=queue.rules.total(),
        rules=dict(queue.rules.most_common()),
        orders=dict(queue.orders.most_common()),
        excluded=dict(queue.excluded.most_common()),
        answers=dict(queue.answers.most_common()),
        by_hand=queue.by_hand,
        widened=queue.widened,
        refused=queue.refused,
    )


def _evenness(agents: Sequence[_Agent]) -> Evenness:
    shares = sorted(agent.busy / agent.at_work for agent in agents)
    offers = sorted(agent.offers * 3_600_000 / agent.at_work for agent in agents)
    squares = sum(share * share for share in shares)
    return Evenness(
        agents=len(agents),
        fairness=round(sum(shares) ** 2 / (len(shares) * squares), 4) if squares else 1.0,
        occupancy_pct=_spread([100 * share for share in shares]),
        offers_per_hour=_spread(offers),
    )


def _spread(values: Sequence[float]) -> tuple[float, float, float]:
    """Least, median, most."""
    if not values:
        return 0.0, 0.0, 0.0
    return round(values[0], 1), round(values[len(values) // 2], 1), round(values[-1], 1)
