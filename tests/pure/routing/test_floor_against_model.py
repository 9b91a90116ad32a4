"""Never two offers of one interaction, nobody over capacity, nobody unfit, nothing left that could go, the higher
first: the floor beside the plain model, and the proof that each kind of mistake would be seen."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test
from msgspec.structs import replace

from atiende.domain import facts as f
from atiende.domain import room
from atiende.domain.documents import Queue
from atiende.routing import board, crew, floor, keeping, order, rules, snapshot
from atiende.routing.floor import Floor
from tests.pure.routing.machine import Floors, walk

CHECKS = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
STEPS = settings(max_examples=60, stateful_step_count=30, deadline=None, suppress_health_check=CHECKS)
WALKS, LENGTH = 60, 300


def hunt(kind: type[Floor]) -> None:
    for seed in range(WALKS):
        walk(kind, seed, LENGTH)


def test_the_floor_decides_what_the_plain_model_decides() -> None:
    run_state_machine_as_test(Floors, settings=STEPS)


def test_it_does_so_on_long_walks_too() -> None:
    hunt(Floor)


class Lazy(Floor):
    """Looks at new work only, never at agents who became free."""

    def _choices(self) -> Any:
        self.crew.freed.clear()
        return super()._choices()


class Blind(Floor):
    """Looks at agents who became free only, never at new work."""

    def _choices(self) -> Any:
        self.lines.changed.clear()
        return super()._choices()


class Stubborn(Floor):
    """Never wakes for time alone."""

    def _wake(self, now: int) -> None:
        self.wakes.clear()


class Parked(Floor):
    """Never looks again at what was refused."""

    def _unpark(self) -> None:
        self._parked.clear()


@pytest.mark.parametrize("broken", [Lazy, Blind, Stubborn, Parked])
def test_a_floor_that_overlooks_something_is_noticed(broken: type[Floor]) -> None:
    with pytest.raises(AssertionError):
        hunt(broken)


def _not_taken_out(self: board.Board, item: board.Item, person: Any, now: int) -> None:
    channel = item.fact.channel
    self.pending[item.fact.interaction] = board.Held(person, channel, now, self.crew.give(person, channel, now))


_need_of, _key_of = rules.need_of, board.Board.key_of


def _as_at_first(work: f.InteractionQueued, queue: Queue) -> rules.Need:
    return _need_of(replace(work, step=0), queue)


def _without_precedence(self: board.Board, ruling: order.Ruling, work: f.InteractionQueued, now: int) -> order.Key:
    return 0, *_key_of(self, ruling, work, now)[1:]


BREAKS: list[tuple[str, Any, str, Callable[..., Any]]] = [
    ("one interaction to two agents", board.Board, "reserve", _not_taken_out),
    ("no capacity", room, "capacity_of", lambda ability, channel, loads=room.PLAIN: 99),
    ("somebody over capacity who speaks", room, "EXCLUSIVE", ()),
    ("an unfit agent by team", crew.Crew, "_any_team", lambda self, need: -1),
    ("an unfit agent by level", rules, "unfit", lambda agent, ability, need: ""),
    ("the lower priority first", order.Ruling, "moment", lambda self, work: -work.priority),
    ("ageing forgotten", order.Ruling, "moment", lambda self, work: work.priority),
    ("precedence forgotten", board.Board, "key_of", _without_precedence),
    ("deadlines forgotten", order.Ruling, "due", lambda self, work: work.since),
    ("costs forgotten", order.Ruling, "index_at", lambda self, moment, now: 0),
    ("costs that do not grow", order.Ruling, "index_at", lambda self, moment, now: self.index),
    ("shares forgotten", order.Turns, "of", lambda self, ruling: 0),
    ("offers that cost no turn", order.Turns, "take", lambda self, ruling: None),
    ("offers on their way that cost no turn", order.Turns, "reserve", lambda self, ruling, more: None),
    ("nobody kept free", floor.Floor, "_is_open", lambda self, item: self._askable(item.line) > 0),
    ("the primary not first", rules, "mastery", lambda ability, need: 0),
    ("no steps", rules, "step_due", lambda work, queue: None),
    ("steps that ask the same", rules, "need_of", _as_at_first),
    ("steps that do not make urgent", rules, "step_priorities", lambda queue: ()),
    ("not the longest idle", crew.Person, "key", lambda self: (0, 0)),
    ("no rest after declining", board.Board, "rested", lambda self, item, now: 0),
    ("the preferred not waited for", board.Board, "_is_preferable", lambda self, agent, need: False),
    ("the named agent not kept", board.Board, "_may_be_named", lambda self, agent, brand: False),
    ("reservations in the snapshot", snapshot, "_without_reservations", lambda board: {}),
    ("a place lost by a withdrawal", board.Held, "back", lambda self: None),
]  # fmt: skip


@pytest.mark.parametrize(("what", "where", "name", "broken"), BREAKS, ids=[each[0] for each in BREAKS])
def test_each_mistake_is_noticed(
    monkeypatch: pytest.MonkeyPatch, what: str, where: Any, name: str, broken: Callable[..., Any]
) -> None:
    monkeypatch.setattr(where, name, broken)
    with pytest.raises((AssertionError, LookupError)):
        hunt(Floor)


@pytest.mark.parametrize("fact", sorted(kind.__name__ for kind in keeping.KEEPERS))
def test_every_fact_the_floor_keeps_matters(monkeypatch: pytest.MonkeyPatch, fact: str) -> None:
    kind = next(kind for kind in keeping.KEEPERS if kind.__name__ == fact)
    monkeypatch.delitem(keeping.KEEPERS, kind)
    with pytest.raises((AssertionError, LookupError)):
        hunt(Floor)
