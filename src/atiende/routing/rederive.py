"""A past offer decided again, from the facts alone: the same receipt, byte for byte, or what differs.

When it was decided follows from the offer itself: it ends so many seconds after, by its queue's rules. Offers that were
decided before it and written after what the floor had read were reservations then, and are put back as such; those
decided in the same moment come again by themselves.
"""

from collections.abc import Iterable, Sequence

import msgspec
from msgspec import Struct, to_builtins
from msgspec.structs import replace

from atiende.domain import facts as f
from atiende.domain.documents import Queue
from atiende.routing.explain import Explanation
from atiende.routing.floor import Floor
from atiende.routing.receipt import Decided, Decision
from atiende.routing.scene import Scene

AHEAD = 1_000
"""Within so many facts an offer under way has been written."""
USUAL = Queue(name="-", brand="-")


class Difference(Struct, frozen=True, kw_only=True):
    """One field of the receipt, as text: what it said then, and what it says again."""

    field: str
    then: str
    again: str


class Again(Struct, frozen=True, kw_only=True):
    """`same`: byte for byte. `explanation` lists everybody as the floor saw them at that offer's turn."""

    at: int
    same: bool
    differences: tuple[Difference, ...]
    explanation: Explanation


def decided_at(scene: Scene, fact: f.InteractionOffered) -> int:
    """When (ms UTC), by the rules of its queue; `scene` is as the floor had read it."""
    queue = scene.queue(fact.queue) or USUAL
    return fact.expires_at - queue.offer_seconds * 1000


def decide_again(floor: Floor, scene: Scene, ahead: Sequence[f.Logged], offered: f.InteractionOffered) -> Again:
    """`floor` and `scene` after the fact the receipt names; `ahead` the facts after it. The floor is not changed."""
    assert offered.receipt is not None
    turn = _Turn(floor.snapshot(), decided_at(scene, offered), tuple(_under_way(scene, ahead, offered)))
    again = _decided(turn, offered)
    if not again.same and (refused := _refused(turn, scene, ahead, offered)):
        again = _decided(replace(turn, aside=refused), offered)
    return again


class _Turn(Struct, frozen=True):
    """What is decided on: a kept floor, the moment, what is reserved, and what was refused and let alone just then."""

    saved: bytes
    now: int
    reserved: "tuple[Reserved, ...]"
    aside: tuple[str, ...] = ()


def _decided(turn: _Turn, offered: f.InteractionOffered) -> Again:
    assert offered.receipt is not None
    made = _floor(turn).decide(turn.now)
    place = next((n for n, one in enumerate(made) if _is(one, offered)), len(made))
    before = replace(turn, reserved=(*turn.reserved, *_given(made[:place], turn.now)))
    told = _floor(before).why(offered.interaction, turn.now)
    differences = tuple(_differences(offered.receipt, made[place].receipt if place < len(made) else None))
    return Again(at=turn.now, same=not differences, differences=differences, explanation=told)


def _refused(turn: _Turn, scene: Scene, ahead: Sequence[f.Logged], offered: f.InteractionOffered) -> tuple[str, ...]:
    """Offers decided in the same moment of which no fact was ever written: the line had refused them a moment before,
    and the floor lets such work alone for a second, or until it reads more."""
    assert offered.receipt is not None
    written = {
        logged.fact.interaction
        for logged in ahead
        if isinstance(logged.fact, f.InteractionOffered)
        and logged.fact.receipt is not None
        and (logged.fact.receipt.position, decided_at(scene, logged.fact)) == (offered.receipt.position, turn.now)
    }
    made = _floor(turn).decide(turn.now)
    return tuple(one.interaction for one in made if one.interaction not in written)


Reserved = tuple[str, str, int]
"""Interaction, agent, when."""


def _floor(turn: _Turn) -> Floor:
    floor = Floor.from_snapshot(turn.saved)
    for interaction, agent, at in turn.reserved:
        item, person = floor.waiting.get(interaction), floor.crew.people.get(agent)
        if item is not None and person is not None:
            floor.reserve(item, person, at)
    for interaction in turn.aside:
        if (item := floor.waiting.get(interaction)) is not None:
            floor._out_of_line(item)
    return floor


def _under_way(scene: Scene, ahead: Sequence[f.Logged], offered: f.InteractionOffered) -> Iterable[Reserved]:
    """Offers decided before this one, of which the floor had not read yet that they were made."""
    assert offered.receipt is not None
    turn = offered.receipt.position, decided_at(scene, offered)
    for logged in ahead:
        fact = logged.fact
        if isinstance(fact, f.InteractionOffered) and fact.receipt is not None and fact.offer != offered.offer:
            at = decided_at(scene, fact)
            if (fact.receipt.position, at) < turn:
                yield fact.interaction, fact.agent, at


def _given(made: Sequence[Decided], now: int) -> Iterable[Reserved]:
    for one in made:
        if isinstance(one, Decision):
            yield one.interaction, one.agent, now


def _is(one: Decided, offered: f.InteractionOffered) -> bool:
    return isinstance(one, Decision) and one.interaction == offered.interaction and one.agent == offered.agent


def _differences(then: f.Receipt, again: f.Receipt | None) -> Iterable[Difference]:
    if again is None:
        yield Difference(field="offer", then="made", again="not_made")
        return
    if msgspec.json.encode(then) == msgspec.json.encode(again):
        return
    said, says = to_builtins(then), to_builtins(again)
    for name in sorted(said.keys() | says.keys()):
        if said.get(name) != says.get(name):
            yield Difference(field=name, then=str(said.get(name)), again=str(says.get(name)))


class Different(Struct, frozen=True, kw_only=True):
    """An offer of a log that is not decided the same way again."""

    seq: int
    offer: str
    differences: tuple[Difference, ...]


class Rederiving:
    """Every offer of a log decided again, as it is read. What is held back are facts the floor had not read then."""

    def __init__(self, floor: Floor | None = None, scene: Scene | None = None) -> None:
        self.floor, self.scene = floor or Floor(), scene or Scene()
        self.offers = 0
        self._ahead: list[f.Logged] = []

    def follow(self, page: Sequence[f.Logged]) -> list[Different]:
        """Decides what is far enough behind; the rest waits for the next page, or for `finish`."""
        self._ahead += page
        return self._work(AHEAD)

    def finish(self) -> list[Different]:
        return self._work(0)

    def _work(self, keep: int) -> list[Different]:
        found: list[Different] = []
        wanted, ahead = self._wanted(), self._ahead
        for place in range(len(ahead) - keep):
            for logged in wanted.get(self.scene.position, ()):
                found += self._again(logged, ahead[place : place + 2 * AHEAD])
            self.floor.apply(ahead[place])
            self.scene.apply(ahead[place])
        self._ahead = ahead[max(0, len(ahead) - keep) :]
        return found

    def _wanted(self) -> dict[int, list[f.Logged]]:
        """Offers by the position they were decided at."""
        found: dict[int, list[f.Logged]] = {}
        for logged in self._ahead:
            fact = logged.fact
            if isinstance(fact, f.InteractionOffered) and fact.receipt is not None:
                found.setdefault(fact.receipt.position, []).append(logged)
        return found

    def _again(self, logged: f.Logged, ahead: Sequence[f.Logged]) -> list[Different]:
        fact = logged.fact
        assert isinstance(fact, f.InteractionOffered)
        self.offers += 1
        again = decide_again(self.floor, self.scene, ahead, fact)
        if again.same:
            return []
        return [Different(seq=logged.seq, offer=fact.offer, differences=again.differences)]
