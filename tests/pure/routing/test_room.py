"""How much an agent carries at once: in sentences, against a small model, and the floor's masks against the rule."""

from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from atiende.domain import facts as f
from atiende.domain import room
from atiende.domain.documents import ChannelLoad, Workload
from atiende.routing.crew import Crew

CHANNELS = ["voice", "webchat", "email", "whatsapp"]
MEASURED = Workload(
    name="w",
    channels=[
        ChannelLoad(channel="voice", units=[100], exclusive=True),
        ChannelLoad(channel="webchat", units=[20, 30, 50]),
        ChannelLoad(channel="email", units=[25, 25, 25, 25], interruptible=True),
    ],
)


def fits(load: dict[str, int], channel: str, workload: Workload | None = MEASURED, **capacity: int) -> bool:
    return room.has_room(f.Ability(capacity=capacity), room.loads_of(workload), load, channel)


def test_each_further_chat_weighs_more() -> None:
    assert fits({"webchat": 2}, "webchat")
    assert not fits({"webchat": 3}, "webchat")
    assert fits({"webchat": 1}, "email") and fits({"webchat": 2}, "email")
    assert not fits({"webchat": 2, "email": 2}, "email")


def test_a_call_comes_over_mail_but_not_over_a_chat() -> None:
    assert fits({"email": 4}, "voice")
    assert not fits({"webchat": 1}, "voice")
    assert not fits({"voice": 1}, "webchat")


def test_mail_lies_aside_during_a_call_and_no_more_comes_until_it_is_over() -> None:
    load = {"email": 2, "voice": 1}
    assert room.set_aside(room.loads_of(MEASURED), load) == ("email",)
    assert not fits(load, "email")
    assert room.fullness(f.Ability(), room.loads_of(MEASURED), load) == 1000
    assert room.set_aside(room.loads_of(MEASURED), {"email": 2}) == ()
    assert fits({"email": 2}, "email")


def test_what_came_during_a_call_leaves_place_for_the_mail_that_comes_back() -> None:
    gentle = Workload(
        name="w",
        channels=[
            ChannelLoad(channel="voice", units=[40], exclusive=True),
            ChannelLoad(channel="email", units=[50, 50], interruptible=True),
            ChannelLoad(channel="whatsapp", units=[60]),
        ],
    )
    assert fits({"voice": 1}, "whatsapp", gentle)
    assert not fits({"voice": 1, "email": 2}, "whatsapp", gentle)


def test_his_own_figure_goes_before_the_documents_and_units_still_count() -> None:
    assert not fits({"webchat": 1}, "webchat", webchat=1)
    assert not fits({"webchat": 3}, "webchat", webchat=9)
    light = Workload(name="w", channels=[ChannelLoad(channel="webchat", units=[10])])
    assert not fits({"webchat": 1}, "webchat", light)
    assert fits({"webchat": 8}, "webchat", light, webchat=9)


def test_whoever_carries_more_than_is_allowed_now_gets_nothing_new() -> None:
    assert not any(fits({"webchat": 5}, channel) for channel in CHANNELS)


def test_a_call_out_takes_what_a_call_in_takes() -> None:
    """Blended work: capacity looks at the channel, never at the direction."""
    assert not fits({"voice": 1}, "voice") and not fits({"voice": 1}, "callback")
    assert not fits({"callback": 1}, "voice", None)


def test_without_a_document_whoever_speaks_does_nothing_else_live() -> None:
    assert fits({"email": 4}, "voice", None) and fits({"voice": 1}, "email", None)
    assert not fits({"webchat": 1}, "voice", None) and not fits({"voice": 1}, "webchat", None)
    assert not fits({"email": 5}, "email", None)


# --- a small model: the pieces one by one -----------------------------------------------------------------------------

Lines = dict[str, tuple[list[int], bool, bool]]
"""Units, exclusive, interruptible."""
units = st.lists(st.integers(1, 100), min_size=1, max_size=4)
lines = st.dictionaries(st.sampled_from(CHANNELS), st.tuples(units, st.booleans(), st.booleans()), max_size=4)
loads = st.dictionaries(st.sampled_from(CHANNELS), st.integers(1, 3), max_size=4)
capacities = st.dictionaries(st.sampled_from(CHANNELS), st.integers(0, 5), max_size=2)
USUAL = {"voice": 1, "webchat": 3, "email": 5, "whatsapp": 3}


class Desk:
    """One agent's pieces of work, each with its weight."""

    def __init__(self, said: Lines, own: dict[str, int], load: dict[str, int]) -> None:
        self.said, self.own = said, own
        self.pieces = [(channel, number) for channel, many in load.items() for number in range(many)]

    def alone(self, channel: str) -> bool:
        return self.said[channel][1] if channel in self.said else channel == "voice"

    def yields(self, channel: str) -> bool:
        return channel in self.said and self.said[channel][2] and not self.alone(channel)

    def live(self, channel: str) -> bool:
        return channel in ("voice", "webchat") or self.alone(channel)

    def weight(self, piece: tuple[str, int]) -> int:
        channel, number = piece
        if channel not in self.said:
            return 0
        heavy = self.said[channel][0]
        return heavy[min(number, len(heavy) - 1)]

    def most(self, channel: str) -> int:
        named = len(self.said[channel][0]) if channel in self.said else USUAL[channel]
        return self.own.get(channel, named)

    def takes(self, channel: str) -> bool:
        already = sum(other == channel for other, _ in self.pieces)
        speaking = any(self.alone(other) for other, _ in self.pieces)
        together = [*self.pieces, (channel, already)]
        if already >= self.most(channel):
            return False
        if self.alone(channel) and any(self.live(other) and not self.yields(other) for other, _ in self.pieces):
            return False
        if speaking and (self.live(channel) or self.yields(channel)):
            return False
        during = [p for p in together if not (self.yields(p[0]) and (speaking or self.alone(channel)))]
        after = [p for p in together if not self.alone(p[0])]
        moments = [during] if self.alone(channel) else [during, after]
        return all(sum(map(self.weight, moment)) <= 100 for moment in moments)


def document(said: Lines) -> Workload:
    return Workload(
        name="w",
        channels=[
            ChannelLoad(channel=channel, units=heavy, exclusive=alone, interruptible=yields)
            for channel, (heavy, alone, yields) in said.items()
        ],
    )


def agree(said: Lines, own: dict[str, int], load: dict[str, int], channel: str) -> None:
    assert fits(load, channel, document(said), **own) == Desk(said, own, load).takes(channel)


ANY_LOAD = given(lines, capacities, loads, st.sampled_from(CHANNELS))


def test_the_rule_is_what_the_pieces_one_by_one_say() -> None:
    settings(max_examples=300, deadline=None)(ANY_LOAD(agree))()


@settings(max_examples=200, deadline=None)
@given(lines, st.lists(st.sampled_from(CHANNELS), max_size=12))
def test_what_lies_aside_always_comes_back_into_place(said: Lines, coming: list[str]) -> None:
    """Given out one by one, work without the calls never weighs more than the whole."""
    load: dict[str, int] = {}
    for channel in coming:
        if fits(load, channel, document(said)):
            load[channel] = load.get(channel, 0) + 1
    desk = Desk(said, {}, load)
    assert sum(desk.weight(piece) for piece in desk.pieces if not desk.alone(piece[0])) <= 100


BREAKS: list[tuple[str, Any]] = [
    ("_goes_beside", lambda loads, load, channel: True),
    ("_fits", lambda loads, load, channel: True),
    ("_is_interruptible", lambda loads, channel: False),
    ("_is_exclusive", lambda loads, channel: False),
    ("_units", lambda loads, channel, pieces: 10 * pieces),
]


@pytest.mark.parametrize(("name", "broken"), BREAKS, ids=[each[0] for each in BREAKS])
def test_a_broken_rule_is_noticed(monkeypatch: pytest.MonkeyPatch, name: str, broken: Any) -> None:
    monkeypatch.setattr(room, name, broken)
    with pytest.raises(AssertionError):
        settings(max_examples=300, deadline=None, phases=[Phase.generate])(ANY_LOAD(agree))()


# --- the masks --------------------------------------------------------------------------------------------------------

NAMES = ["ana", "ben", "cleo"]
DOCUMENTS = [MEASURED, None, Workload(name="care only"), Workload(name="w", channels=MEASURED.channels[1:])]
MOSTLY = [True, True, True, False]
people, channels, slugs = st.sampled_from(NAMES), st.sampled_from(CHANNELS), st.sampled_from(["default", "calm"])


class Masks(RuleBasedStateMachine):
    """Whatever happens in whatever order, each agent has a bit exactly where the rule says that one more fits."""

    def __init__(self) -> None:
        super().__init__()
        self.crew, self.documents = Crew(), dict[str, Workload | None]()
        self.rest: dict[str, str] = {}

    @initialize(workload=st.sampled_from(DOCUMENTS))
    def everybody_is_there(self, workload: Workload | None) -> None:
        self.publish("default", workload)
        for name in NAMES:
            self.agent(name, {}, "", True)
            self.state(name, "available")
        for channel in CHANNELS:
            self.open(channel)

    @rule(name=people, own=capacities, slug=st.sampled_from(["", "calm", "gone"]), active=st.sampled_from(MOSTLY))
    def agent(self, name: str, own: dict[str, int], slug: str, active: bool) -> None:
        self.crew.put(name, f.Ability(capacity=own, workload=slug, active=active))

    @rule(name=people, state=st.sampled_from(["available", "available", "paused"]))
    def state(self, name: str, state: str) -> None:
        if name in self.crew.people:
            self.crew.set_state(self.crew.people[name], state, 0)

    @rule(slug=slugs, workload=st.sampled_from(DOCUMENTS))
    def publish(self, slug: str, workload: Workload | None) -> None:
        self.documents[slug] = workload
        self.crew.set_workload(slug, workload)

    @rule(name=people, channel=channels)
    def give(self, name: str, channel: str) -> None:
        if name in self.crew.people:
            self.crew.give(self.crew.people[name], channel, 0)

    @rule(name=people, rest=st.sampled_from(["breather", "resting_occupancy"]), others=st.sampled_from(NAMES))
    def nearly_all_rest(self, name: str, rest: str, others: str) -> None:
        for each in {*NAMES} - {others}:
            self.rests(each, rest if each == name else "resting_occupancy")

    @rule(name=people, channel=channels)
    def free(self, name: str, channel: str) -> None:
        if name in self.crew.people and self.crew.people[name].load.get(channel):
            self.crew.free(self.crew.people[name], channel, None)

    @rule(name=people, rest=st.sampled_from(["", "breather", "resting_occupancy"]))
    def rests(self, name: str, rest: str) -> None:
        if name in self.crew.people:
            self.rest[name] = rest
            self.crew.set_rest(self.crew.people[name], rest)

    @rule(channel=channels)
    def open(self, channel: str) -> None:
        self.crew.open_channel(channel)

    def takes(self, name: str, channel: str) -> bool:
        person = self.crew.people[name]
        own = self.documents.get(person.ability.workload) if person.ability.workload else None
        said = own or self.documents.get("default")
        return room.has_room(person.ability, room.loads_of(said), person.load, channel)

    def there(self, name: str) -> bool:
        return self.crew.people[name].state == "available" and self.crew.people[name].ability.active

    def names(self, mask: int) -> set[str]:
        return {person.id for person in self.crew.each(mask)}

    @invariant()
    def a_bit_where_one_more_fits(self) -> None:
        for channel, mask in self.crew.room.items():
            rested = [name for name in self.crew.people if self.there(name) and not self.rest.get(name)]
            assert self.names(mask) == {name for name in rested if self.takes(name, channel)}

    @invariant()
    def the_tired_are_asked_when_nobody_else_is_there(self) -> None:
        crew = self.crew
        everybody = sum(person.bit for person in crew.slots if person.ability.active)
        for channel, mask in crew.room.items():
            carriers = [
                name
                for name in crew.people
                if self.there(name) and room.capacity_of(crew.people[name].ability, channel, crew.people[name].loads)
            ]
            tired = {name for name in carriers if self.rest.get(name) == "resting_occupancy"}
            if any(not self.rest.get(name) for name in carriers):
                assert crew.askable(everybody, channel) == mask
            else:
                assert self.names(crew.askable(everybody, channel)) == {n for n in tired if self.takes(n, channel)}


STEPS = settings(max_examples=40, stateful_step_count=30, deadline=None)
HUNT = settings(STEPS, max_examples=200, phases=[Phase.generate], report_multiple_bugs=False)


def test_the_masks_follow_the_rule() -> None:
    run_state_machine_as_test(Masks, settings=STEPS)


open_whole = Crew._open


def _only_itself(self: Crew, channel: str) -> tuple[str, ...]:
    open_whole(self, channel)
    self._together = {each: (each,) for each in self.room}
    return (channel,)


LEFT_BEHIND: list[tuple[str, Any]] = [
    ("_open", _only_itself),
    ("_take_workload", lambda self, person: None),
    ("set_rest", lambda self, person, rest: None),
    ("askable", lambda self, fit, channel: fit & self.room[channel]),
]


@pytest.mark.parametrize(("name", "broken"), LEFT_BEHIND, ids=[each[0] for each in LEFT_BEHIND])
def test_a_mask_left_behind_is_noticed(monkeypatch: pytest.MonkeyPatch, name: str, broken: Any) -> None:
    monkeypatch.setattr(Crew, name, broken)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(Masks, settings=HUNT)
