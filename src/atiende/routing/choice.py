"""Who is asked first among those who could be: the rules a queue chooses from, each as a key; the lowest is asked.

Equal keys go by the agent's id. A rule sees all who could be asked at once, so that shares can be compared.
"""

from collections.abc import Callable, Sequence
from hashlib import blake2b

from msgspec import Struct

from atiende.domain import facts as f
from atiende.domain.documents import Queue
from atiende.routing.care import Care
from atiende.routing.learned import Match, arm_of, kind_of
from atiende.routing.room import Person, Room
from atiende.routing.rules import Need

Key = tuple[int, ...]
Keys = list[Key]
People = Sequence[Person]


class Question(Struct, frozen=True, gc=False):
    """The work to give out, the moment (ms UTC), and what the crew remembers."""

    need: Need
    queue: Queue
    work: f.InteractionQueued
    now: int
    turns: "Turns"
    care: Care | None
    match: Match | None

    def occupancy(self, person: Person) -> int:
        """In thousandths."""
        return self.care.occupancy(person, self.now) if self.care is not None else 0


class Turns:
    """Who each round-robin queue asked when. An offer under way counts as asked; one that was refused never was."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.asked: dict[str, dict[str, int]] = {}

    def follow(self, queue: str, wanted: bool) -> None:
        """Keeps the turns of a queue, or forgets them."""
        if wanted:
            self.asked.setdefault(queue, {})
        else:
            self.asked.pop(queue, None)

    def offered(self, fact: f.InteractionOffered, at: int) -> None:
        if fact.queue in self.asked:
            self.asked[fact.queue][fact.agent] = at

    def of(self, queue: str, now: int) -> Callable[[Person], int]:
        """When each was asked last; never is 0."""
        room, asked = self.room, self.asked.get(queue, {})
        coming = {held.person.id for each, held in room.pending.items() if room.waiting[each].fact.queue == queue}
        return lambda person: now if person.id in coming else asked.get(person.id, 0)


def keys(people: People, question: Question) -> tuple[str, Keys]:
    """The rule that holds, and everybody's key by it."""
    choice = question.queue.choice
    if choice != "learned":
        return choice, RULES[choice](people, question)
    if question.match is None:
        return "longest_idle", longest_idle(people, question)
    arm = arm_of(question.work.interaction, question.queue.compare_percent)
    return arm, (
        _learned(people, question.work, question.match) if arm == "learned" else longest_idle(people, question)
    )


def longest_idle(people: People, question: Question) -> Keys:
    """Idle since, then how full."""
    return [person.key() for person in people]


def _least_occupied(people: People, question: Question) -> Keys:
    """Who worked least of the last hour, then who carries least now."""
    return [(question.occupancy(person), person.fullness(), person.idle_since) for person in people]


def _best_skilled(people: People, question: Question) -> Keys:
    """Fastest server first: the most skill at what is asked; among equals the longest idle."""
    return [(-grade(person, question.need), *person.key()) for person in people]


def _least_skilled(people: People, question: Question) -> Keys:
    """Spares the experts for what needs them."""
    return [(grade(person, question.need), *person.key()) for person in people]


def _least_flexible(people: People, question: Question) -> Keys:
    """Spares the generalists: who can do the least else goes first."""
    return [(flexibility(person), *person.key()) for person in people]


def _round_robin(people: People, question: Question) -> Keys:
    """Whoever this queue asked longest ago, or never."""
    turn_of = question.turns.of(question.work.queue, question.now)
    return [(turn_of(person),) for person in people]


def _random(people: People, question: Question) -> Keys:
    """By lot; the same lot for the same work and agent, so that the decision can be repeated."""
    drawn = blake2b(question.work.interaction.encode(), digest_size=6)
    lots: Keys = []
    for person in people:
        lot = drawn.copy()
        lot.update(person.id.encode())
        lots.append((int.from_bytes(lot.digest(), "big"),))
    return lots


def _weighted(people: People, question: Question) -> Keys:
    """Each term as a share between the best (0) and the worst (1000) of those who could be asked, then by weight."""
    weights = question.queue.weights
    terms: list[tuple[int, list[int]]] = [
        (weights.idle, [person.idle_since for person in people]),
        (weights.occupancy, [question.occupancy(person) for person in people] if weights.occupancy else []),
        (weights.skill, [-grade(person, question.need) for person in people]),
        (weights.flexibility, [flexibility(person) for person in people]),
    ]
    scores = [0] * len(people)
    for weight, values in terms:
        for place, share in enumerate(_shares(values) if weight else ()):
            scores[place] += weight * share
    return [(score, *person.key()) for score, person in zip(scores, people, strict=True)]


def _learned(people: People, work: f.InteractionQueued, match: Match) -> Keys:
    kind = kind_of(work)
    return [(match.key(person.id, kind), *person.key()) for person in people]


def _shares(values: list[int]) -> list[int]:
    low = min(values)
    span = max(values) - low
    return [1000 * (value - low) // span if span else 0 for value in values]


def grade(person: Person, need: Need) -> int:
    """How good he is at what is asked: his levels of those skills, summed."""
    skills = person.ability.skills
    return sum(skills.get(skill, 0) for skill, _ in need.skills)


def flexibility(person: Person) -> int:
    """How much he can be asked for: skills, languages and teams, counted."""
    ability = person.ability
    return len(ability.skills) + len(ability.languages) + len(ability.teams)


RULES: dict[str, Callable[[People, Question], Keys]] = {
    "longest_idle": longest_idle,
    "least_occupied": _least_occupied,
    "best_skilled": _best_skilled,
    "least_skilled": _least_skilled,
    "least_flexible": _least_flexible,
    "round_robin": _round_robin,
    "random": _random,
    "weighted": _weighted,
}
