"""Whatever an engine is like, what it is told makes it carry the call as its row says; then nothing is left to say."""

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from msgspec.structs import replace

from atiende.domain import settle as s
from atiende.domain.call import Call, Leg
from atiende.domain.obeying import obeyed
from atiende.domain.voice import Census, LegEnded, LegSeen, RecordingSeen

NAMES = ("leg_a", "leg_b", "leg_c", "leg_d", "leg_e")
GHOSTS = ("leg_x", "leg_y")
MAIN, ASIDE = s.bridge_of("itr_1", "main"), s.bridge_of("itr_1", "aside")
FLAG = some.booleans()


@some.composite
def calls(draw: some.DrawFn) -> Call:
    """A call as rows may say it: one customer at most, listeners to legs that are there."""
    names = draw(some.lists(some.sampled_from(NAMES), unique=True, max_size=5))
    legs = [draw(legs_named(name, first=index == 0)) for index, name in enumerate(names)]
    there = {leg.id for leg in legs}
    legs = [replace(leg, overhears=leg.overhears if leg.overhears in there - {leg.id} else "") for leg in legs]
    return call_with(legs, open=draw(some.sampled_from((True, True, True, False))))


@some.composite
def legs_named(draw: some.DrawFn, name: str, *, first: bool) -> Leg:
    role = "customer" if first else draw(some.sampled_from(("agent", "consulted", "external", "supervisor", "guest")))
    listens = role == "supervisor" and draw(FLAG)
    return Leg(
        id=name,
        role=role,
        kind="number" if first else "agent",
        state=draw(some.sampled_from(("up", "up", "dialling", "planned"))),
        room="alone" if listens else draw(some.sampled_from(("main", "main", "aside", "alone"))),
        held=draw(FLAG),
        muted=draw(FLAG),
        overhears=draw(some.sampled_from(NAMES)) if listens else "",
        coach=draw(FLAG),
        faltered=draw(FLAG),
        again=draw(FLAG),
    )


@some.composite
def censuses(draw: some.DrawFn) -> Census:
    """Whatever may be alive, ghosts and leftovers included."""
    names = draw(some.lists(some.sampled_from((*NAMES, *GHOSTS)), unique=True))
    legs = {
        name: LegSeen(
            state=draw(some.sampled_from(("up", "up", "ringing", "arrived"))),
            held=draw(FLAG),
            muted=draw(FLAG),
            overhears=draw(some.sampled_from(("", "", *names))),
            coach=draw(FLAG),
        )
        for name in names
    }
    rooms: dict[str, set[str]] = {MAIN: set(), ASIDE: set()}
    for name in names:
        room = draw(some.sampled_from((MAIN, ASIDE, "")))
        if room:
            rooms[room].add(name)
    bridges = {room: frozenset(who) for room, who in rooms.items() if who or draw(FLAG)}
    recordings = {"rec_old": RecordingSeen(bridge=MAIN)} if MAIN in bridges and draw(FLAG) else {}
    return Census(legs=legs, bridges=bridges, recordings=recordings)


def call_with(legs: Sequence[Leg], *, open: bool = True) -> Call:
    return Call(
        interaction="itr_1",
        conversation="cnv_1",
        customer="cus_1",
        brand="main",
        endpoint="phone",
        engine="fake",
        direction="in",
        began_at=0,
        seq=1,
        open=open,
        legs=tuple(legs) if open else (),
    )


def after(call: Call, census: Census, tape: s.Tape | None = None) -> Census:
    for command in s.settle(call, census, tape):
        census = obeyed(census, command)
    return census


def heard_by(census: Census) -> Mapping[str, frozenset[str]]:
    """Whom each leg hears, in an engine like this."""
    place = {leg: room for room, who in census.bridges.items() for leg in who}
    speaks = {leg for leg, seen in census.legs.items() if seen.state == "up" and not seen.held and not seen.muted}
    found = {}
    for leg, seen in census.legs.items():
        beside = {one for one in speaks if one != leg and place.get(one) and place.get(one) == place.get(leg)}
        if seen.overhears:
            of = seen.overhears
            beside = {one for one in speaks if one == of or (place.get(one) and place.get(one) == place.get(of))}
        elif seen.held:
            beside = set()
        coaches = {
            one for one, each in census.legs.items() if each.coach and each.overhears == leg and each.state == "up"
        }
        found[leg] = frozenset(beside if seen.held and not seen.overhears else beside | coaches)
    return found


def rooms_say(call: Call, census: Census) -> Mapping[str, frozenset[str]]:
    """Whom each leg is to hear, by the rooms."""
    there = {leg.id: leg for leg in call.legs if leg.state == "up" and leg.id in census.legs}
    held = {one for one, leg in there.items() if leg.held or s.forlorn(call, leg)}
    speaks = {one for one, leg in there.items() if one not in held and not leg.muted and up(census, one)}
    found = {}
    for one, leg in there.items():
        others = {other for other in speaks if other != one and not there[other].overhears}
        of = there.get(leg.overhears)
        if of is not None:
            found[one] = frozenset(
                other
                for other in speaks
                if other == of.id or (together(of, there[other]) and not there[other].overhears)
            )
            continue
        beside = {other for other in others if together(leg, there[other])}
        coaches = {other for other, each in there.items() if each.coach and each.overhears == one}
        found[one] = frozenset() if one in held else frozenset(beside | coaches)
    return found


def up(census: Census, leg: str) -> bool:
    return census.legs[leg].state in ("up", "arrived")


def together(one: Leg, other: Leg) -> bool:
    return one.room == other.room and one.room != "alone"


@settings(max_examples=150, deadline=None, derandomize=True)
@given(calls(), censuses(), FLAG)
def test_once_told_there_is_nothing_left_to_say(call: Call, census: Census, recorded: bool) -> None:
    tape = s.Tape("rec_1") if recorded else None
    settled = after(call, census, tape)
    assert list(s.settle(call, settled, tape)) == []


@settings(max_examples=150, deadline=None, derandomize=True)
@given(calls(), censuses())
def test_everybody_hears_whom_the_rooms_say(call: Call, census: Census) -> None:
    settled = after(call, census)
    heard = heard_by(settled)
    for leg, whom in rooms_say(call, settled).items():
        if up(settled, leg) and settled.legs[leg].state == "up":
            spoken = {one for one in whom if settled.legs[one].state == "up"}
            assert heard[leg] == spoken


@settings(max_examples=80, deadline=None, derandomize=True)
@given(calls(), censuses())
def test_no_leg_lives_on_that_the_call_does_not_own(call: Call, census: Census) -> None:
    settled = after(call, census)
    assert set(settled.legs) <= {leg.id for leg in call.legs}
    assert call.open or not settled.bridges


@settings(max_examples=80, deadline=None, derandomize=True)
@given(calls(), censuses())
def test_nothing_is_recorded_without_a_tape(call: Call, census: Census) -> None:
    assert not after(call, census).recordings


def test_what_a_caller_leaves_as_a_message_is_not_touched() -> None:
    census = Census(
        legs={"leg_a": LegSeen(state="up")},
        bridges={"brg_vm_1": frozenset(("leg_a",))},
        recordings={"rec_vm_1": RecordingSeen(bridge="brg_vm_1")},
    )
    assert list(s.settle(call_with([Leg(id="leg_a", role="customer", kind="number", state="up")]), census)) == []


def test_a_customer_whose_agent_has_lost_his_connection_hears_music() -> None:
    customer = Leg(id="leg_a", role="customer", kind="number", state="up")
    agent = Leg(id="leg_b", role="agent", kind="agent", state="up", faltered=True)
    census = Census(legs={"leg_a": LegSeen(state="up"), "leg_b": LegSeen(state="up")})
    assert s.Hold("leg_a") in s.settle(call_with([customer, agent]), census)
    both = call_with([customer, replace(agent, faltered=False)])
    assert s.Hold("leg_a") not in s.settle(both, census)


def test_a_pause_reaches_the_recording_before_anything_is_said_again() -> None:
    legs = [
        Leg(id="leg_a", role="customer", kind="number", state="up"),
        Leg(id="leg_b", role="agent", kind="agent", state="up"),
    ]
    census = Census(legs={"leg_a": LegSeen(state="up"), "leg_b": LegSeen(state="up")})
    told = s.settle(call_with(legs), census, s.Tape("rec_1", paused=True))
    assert [type(one) for one in told] == [s.Bridge, s.Record, s.PauseRecording]


@pytest.mark.parametrize("state", ["up", "dialling"])
def test_a_leg_that_is_gone_without_a_word_is_taken_for_lost(state: str) -> None:
    leg = Leg(id="leg_a", role="customer", kind="number", state=state)
    missed = s.unheard(call_with([leg]), Census())
    assert list(missed) == ([LegEnded(leg="leg_a", cause="lost")] if state == "up" else [])


def test_a_command_that_is_left_out_is_noticed() -> None:
    """What the properties above look at can be wrong: they are no empty promises."""
    legs = [
        Leg(id=one, role=role, kind="number", state="up") for one, role in (("leg_a", "customer"), ("leg_b", "agent"))
    ]
    call = call_with(legs)
    census = Census(legs={one: LegSeen(state="up") for one in ("leg_a", "leg_b", "leg_x")})
    told = s.settle(call, census)
    assert {type(one) for one in told} == {s.HangUp, s.Bridge}
    for left_out in told:
        wrong = census
        for command in told:
            wrong = wrong if command == left_out else obeyed(wrong, command)
        assert list(s.settle(call, wrong)) == [left_out]
        is_whole = heard_by(wrong) == rooms_say(call, wrong) and set(wrong.legs) == {"leg_a", "leg_b"}
        assert not is_whole
