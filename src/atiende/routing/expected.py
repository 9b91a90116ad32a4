"""How long somebody will probably still wait, as a range; from his place, who serves the queue, and recent work.

Places in line are freed as work ends. With `units` pieces of work going on at once and a handling time of mean h, work
ends at rate units / h, and whoever has k ends to wait for waits the sum of k of them. Handling times vary about as much
as their mean, so the time between ends is taken as exponential, which is exact for exponential handling times and close
for others as soon as a few agents serve. The mean h itself is only known from the last m pieces. Both together give the
predictive distribution (Gamma over Gamma): wait = k · h / units · F(2k, 2m). What is told are its 25th and 90th
percentiles: of a hundred people told a range, ten wait longer than its upper end, twenty-five less than its lower.

It does not foresee who comes later and goes first (higher priority), nor who gives up; a range is told anew as they do.
"""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from math import exp, floor, lgamma, log
from operator import itemgetter

from msgspec import Struct

from atiende.domain import facts as f
from atiende.domain.documents import Queue
from atiende.domain.room import PLAIN, Loads, capacity_of, set_aside
from atiende.routing.board import Board
from atiende.routing.care import Fairness

LOWER, UPPER = 0.25, 0.90
RECENT = 40
"""Pieces of work the handling time is taken from: the newest of each queue."""
BELIEVED = 4
"""As how many pieces of work the configured handling time counts."""
EXACT = 40
MOST_AHEAD = 2_000
"""Beyond, the distribution is as good as normal and its width does not matter."""
SERVE = ("available", "busy", "wrap_up")


class Range(Struct, frozen=True):
    """A wait in ms: from the 25th to the 90th percentile."""

    low_ms: int
    high_ms: int


class Handling(Struct, frozen=True):
    """Mean handling time in ms and of how many pieces of work it is the mean."""

    mean_ms: float
    pieces: int


class Serving(Struct, frozen=True):
    """Work a queue can have in hand at once (`units`), and how much of it is free now; shared agents count in part."""

    units: float = 0.0
    free: float = 0.0


class Place(Struct, frozen=True):
    """`ahead` of the same queue go before it; `wait` is None while nobody serves the queue."""

    ahead: int
    wait: Range | None


# --- the range -------------------------------------------------------------------------------------------------------


def expected(ahead: int, serving: Serving, handling: Handling) -> Range | None:
    """The range for whoever has `ahead` before him. None: nobody serves, so nothing can be said."""
    if serving.units <= 0:
        return None
    ends = ahead + 1 - floor(serving.free)
    if ends <= 0:
        return Range(0, 0)
    scale = ends * handling.mean_ms / serving.units
    low, high = _spread(_step(ends), max(1, handling.pieces))
    return Range(int(scale * low), int(scale * high))


def _step(ends: int) -> int:
    """Far back the spread hardly changes from place to place: steps of a twentieth keep what is remembered small."""
    return min(ends, MOST_AHEAD) if ends <= EXACT else min(ends - ends % (ends // 20), MOST_AHEAD)


@lru_cache(maxsize=8192)
def _spread(ends: int, pieces: int) -> tuple[float, float]:
    """The two percentiles of F(2 · ends, 2 · pieces)."""
    return _f_quantile(LOWER, ends, pieces), _f_quantile(UPPER, ends, pieces)


def _f_quantile(share: float, a: float, b: float) -> float:
    """Quantile of F with 2a and 2b degrees of freedom, by halving: F = (b/a) · x / (1 − x) with x of Beta(a, b)."""
    low, high = 0.0, 1.0
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if _beta_share(middle, a, b) < share else (low, middle)
    x = (low + high) / 2
    return b / a * x / max(1e-12, 1 - x)


def _beta_share(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function, by its continued fraction (Numerical Recipes, 6.4)."""
    if x <= 0 or x >= 1:
        return 0.0 if x <= 0 else 1.0
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(1 - x))
    if x > (a + 1) / (a + b + 2):
        return 1 - front * _fraction(1 - x, b, a) / b
    return front * _fraction(x, a, b) / a


def _fraction(x: float, a: float, b: float) -> float:
    """Lentz's method; it settles after about √max(a, b) rounds."""
    tiny = 1e-300
    c, d = 1.0, 1 / (1 - (a + b) * x / (a + 1) or tiny)
    value = d
    for n in range(1, 500):
        even = n * (b - n) * x / ((a + 2 * n - 1) * (a + 2 * n))
        odd = -(a + n) * (a + b + n) * x / ((a + 2 * n) * (a + 2 * n + 1))
        for term in (even, odd):
            d = 1 / (1 + term * d or tiny)
            c = 1 + term / c or tiny
            value *= c * d
        if abs(c * d - 1) < 1e-10:
            break
    return value


# --- what it is made from --------------------------------------------------------------------------------------------


class Pace:
    """Handling times as they are: from being taken to the end of the wrap-up, the newest of each queue and channel."""

    def __init__(self) -> None:
        self._taken: dict[str, tuple[int, str]] = {}
        self._queue: dict[str, str] = {}
        self._recent: dict[tuple[str, str], deque[int]] = {}

    def apply(self, logged: f.Logged) -> None:
        fact = logged.fact
        if isinstance(fact, f.InteractionQueued):
            self._queue[fact.interaction] = fact.queue
            self._taken.pop(fact.interaction, None)
        elif isinstance(fact, f.InteractionTaken):
            self._taken[fact.interaction] = (logged.at, fact.channel)
        elif isinstance(fact, f.InteractionEnded):
            queue, taken = self._queue.pop(fact.interaction, None), self._taken.pop(fact.interaction, None)
            if queue is not None and taken is not None:
                recent = self._recent.setdefault((queue, taken[1]), deque(maxlen=RECENT))
                recent.append(logged.at - taken[0])

    def handling(self, slug: str, channel: str, queue: Queue) -> Handling:
        """The recent mean, together with the configured one, which counts little once there is history."""
        recent = self._recent.get((slug, channel), ())
        total = sum(recent) + BELIEVED * queue.handle_seconds * 1000
        return Handling(total / (len(recent) + BELIEVED), len(recent) + BELIEVED)


class Staff(Struct, frozen=True):
    """Somebody at work: what he can do, and how much he has in hand on the channel."""

    ability: f.Ability
    load: Mapping[str, int]
    loads: Loads = PLAIN


class Hands:
    """People who serve the same queues, and how much they can have, and have free, on each channel."""

    def __init__(self, queues: frozenset[str]) -> None:
        self.queues = queues
        self.people: list[Staff] = []
        self._carried: dict[str, Serving] = {}

    def on(self, channel: str) -> Serving:
        known = self._carried.get(channel)
        if known is None:
            most = [(capacity_of(one.ability, channel, one.loads), one.load.get(channel, 0)) for one in self.people]
            free = sum(max(0, units - load) for units, load in most)
            known = self._carried[channel] = Serving(sum(units for units, _ in most), free)
        return known


def together(queues: Mapping[str, Queue], staff: Iterable[Staff]) -> Sequence[Hands]:
    """Everybody by what he serves, so that each queue is not counted person by person."""
    found: dict[frozenset[str], Hands] = {}
    of_team: dict[str, list[str]] = {}
    for slug, queue in queues.items():
        for team in queue.teams or ("",):
            of_team.setdefault(team, []).append(slug)
    for one in staff:
        his = {slug for team in ("", *one.ability.teams) for slug in of_team.get(team, ())}
        served = frozenset([slug for slug in his if serves(one.ability, queues[slug])])
        if served:
            found.setdefault(served, Hands(served)).people.append(one)
    return list(found.values())


def serving(
    slug: str, channel: str, queues: Mapping[str, Queue], waiting: Mapping[str, int], everybody: Iterable[Hands]
) -> Serving:
    """Who serves several queues with work waiting counts for each by its share of that work; queues that always go
    after this one (`precedence`) take nothing from it."""
    here = queues[slug]
    own = waiting.get(slug, 0) + 1
    rivals = {other: count for other, count in waiting.items() if other in queues and _goes_before(queues[other], here)}
    rivals.pop(slug, None)
    units = free = 0.0
    for hands in everybody:
        if slug not in hands.queues:
            continue
        others = sum([rivals[other] for other in hands.queues & rivals.keys()])
        share, carried = own / (own + others), hands.on(channel)
        units += share * carried.units
        free += share * carried.free
    return Serving(units, free)


def _goes_before(other: Queue, here: Queue) -> bool:
    return other.precedence <= here.precedence


def serves(ability: f.Ability, queue: Queue) -> bool:
    """By brand, team and the queue's own skills; what single pieces of work ask besides is not looked at."""
    if not ability.active or (ability.brands and queue.brand not in ability.brands):
        return False
    if queue.teams and not set(queue.teams) & set(ability.teams):
        return False
    return all(ability.skills.get(need.skill, 0) >= need.level for need in queue.skills)


class Outlook:
    """All places in all lines of a floor at one moment. Made once for everybody who asks within a second or two.

    Work on another channel of the same queue is no one's predecessor: it takes other room of the same agents.
    """

    def __init__(self, board: Board, pace: Pace) -> None:
        self._queues = {slug: ruling.queue for slug, ruling in board.queues.items()}
        self._pace = pace
        self._crew = board.crew
        people = [one for one in board.crew.people.values() if one.state in SERVE]
        self._everybody = together(self._queues, [Staff(one.ability, dict(one.load), one.loads) for one in people])
        ranked: dict[tuple[str, str], list[tuple[object, str]]] = {}
        for interaction, item in board.waiting.items():
            # Without an entry it is being offered this moment: it goes first.
            rank = (1, item.entry) if item.entry is not None else (0, (interaction,))
            ranked.setdefault((item.fact.channel, item.fact.queue), []).append((rank, interaction))
        self._ahead: dict[tuple[str, str], dict[str, int]] = {}
        self._waiting: dict[str, dict[str, int]] = {}
        for (channel, slug), found in ranked.items():
            found.sort(key=itemgetter(0))
            self._ahead[channel, slug] = {interaction: ahead for ahead, (_, interaction) in enumerate(found)}
            self._waiting.setdefault(channel, {})[slug] = len(found)
        self._serving: dict[tuple[str, str], Serving] = {}
        self._evenness: list[Fairness | None] = []

    def place(self, interaction: str, slug: str, channel: str) -> Place | None:
        """Where it stands; None when it does not wait there."""
        ahead = self._ahead.get((channel, slug), {}).get(interaction)
        return None if ahead is None else Place(ahead, self.wait_at(ahead, slug, channel))

    def newcomer(self, slug: str, channel: str) -> Place:
        """Where somebody who came now would stand."""
        ahead = self._waiting.get(channel, {}).get(slug, 0)
        return Place(ahead, self.wait_at(ahead, slug, channel))

    def line(self, slug: str, channel: str) -> Sequence[str]:
        """What waits, in its order."""
        return tuple(self._ahead.get((channel, slug), ()))

    def resting_until(self, agent: str, now: int) -> int | None:
        """When an agent who breathes or worked too much is asked again."""
        person = self._crew.people.get(agent)
        return None if person is None else self._crew.resting_until(person, now)

    def aside(self, agent: str) -> tuple[str, ...]:
        """Channels whose work lies aside while something exclusive lasts."""
        person = self._crew.people.get(agent)
        return () if person is None else set_aside(person.loads, person.load)

    def fairness(self, now: int) -> Fairness | None:
        """How evenly work falls, counted once for all boards; None while nobody keeps count."""
        if not self._evenness:
            self._evenness.append(self._crew.fairness(now))
        return self._evenness[0]

    def wait_at(self, ahead: int, slug: str, channel: str) -> Range | None:
        """The range for whoever has so many before him in this line."""
        queue = self._queues.get(slug)
        if queue is None:
            return None
        key = (channel, slug)
        if key not in self._serving:
            waiting = self._waiting.get(channel, {})
            self._serving[key] = serving(slug, channel, self._queues, waiting, self._everybody)
        return expected(ahead, self._serving[key], self._pace.handling(slug, channel, queue))
