"""Every state of a call against everything an engine may have of it, told off one by one: what is said once is enough,
nothing lives on that is nobody's, and no customer stays in silence that nothing would end."""

from collections.abc import Iterator, Sequence
from itertools import product

import pytest
from msgspec.structs import replace

from atiende.domain import settle as s
from atiende.domain.call import Call, Leg
from atiende.domain.call_scene import accompanied
from atiende.domain.obeying import obeyed
from atiende.domain.settle import Tape, settle, unheard
from atiende.domain.voice import AnyEvent, Census, LegAnswered, LegEnded, LegSeen, RecordingSeen
from tests.pure.test_settling_calls import ASIDE, MAIN, after, call_with, heard_by

CUSTOMER = Leg(id="leg_a", role="customer", kind="number", state="up")
AGENT = Leg(id="leg_b", role="agent", kind="agent", user="usr_b", state="up")
THIRD = Leg(id="leg_c", role="consulted", kind="agent", user="usr_c", state="up")
CUSTOMERS = tuple(replace(CUSTOMER, state=state, held=held, faltered=faltered) for state, held, faltered in (
    ("planned", False, False), ("dialling", False, False), ("up", False, False), ("up", True, False),
    ("up", False, True),
))  # fmt: skip
AGENTS = (
    None,
    replace(AGENT, state="dialling", offer="off_1"),
    replace(AGENT, state="dialling"),
    replace(AGENT, state="dialling", again=True),
    AGENT,
    replace(AGENT, faltered=True),
    replace(AGENT, muted=True),
    replace(AGENT, room="aside"),
    replace(AGENT, room="alone"),
)
THIRDS = (
    None,
    replace(THIRD, state="dialling", room="aside"),
    replace(THIRD, room="aside"),
    THIRD,
    replace(THIRD, role="external", kind="number", user="", state="dialling"),
    replace(THIRD, role="external", kind="number", user=""),
    replace(THIRD, role="guest", kind="visitor"),
    replace(THIRD, role="guest", kind="visitor", faltered=True),
    replace(THIRD, role="supervisor", room="alone", overhears="leg_b"),
    replace(THIRD, role="supervisor", room="alone", overhears="leg_b", coach=True),
)
SEEN = (
    None,
    LegSeen(state="ringing"),
    LegSeen(state="arrived"),
    LegSeen(state="up"),
    LegSeen(state="up", held=True, muted=True),
    LegSeen(state="up", overhears="leg_a", coach=True),
)
"""What the engine has of a leg: nothing at all, or something, perhaps left over from before."""
PLACES = (frozenset[str](), frozenset(("leg_a", "leg_x")), frozenset(("leg_a", "leg_b", "leg_c")))
"""Who stands in its main room, a leg of no call among them."""
TAPES = (None, Tape("rec_1"), Tape("rec_1", paused=True))


def calls() -> Iterator[Call]:
    for customer, agent, third in product(CUSTOMERS, AGENTS, THIRDS):
        legs = [one for one in (customer, agent, third) if one is not None]
        there = {one.id for one in legs}
        yield call_with([replace(one, overhears=one.overhears if one.overhears in there else "") for one in legs])
    yield call_with([], open=False)


def censuses(call: Call) -> Iterator[Census]:
    names = [leg.id for leg in call.legs] or ["leg_a"]
    may_be = [[one for one in SEEN if one is None or leg.state != "up" or one.state != "ringing"] for leg in call.legs]
    for states in product(*(may_be or [list(SEEN)])):
        legs = {name: seen for name, seen in zip(names, states, strict=True) if seen is not None}
        for number in {0, 1 + len(legs) % 2}:
            place = PLACES[number]
            ghosts = {"leg_x": LegSeen(state="up")} if "leg_x" in place else {}
            present = place & (legs.keys() | ghosts.keys())
            yield Census(
                legs=legs | ghosts,
                bridges={MAIN: present} if present else {},
                recordings={"rec_old": RecordingSeen(bridge=MAIN)} if present and number == 2 else {},
            )


def wrongs(call: Call, census: Census, tape: Tape | None, settled: Census) -> list[str]:
    """What must not be once the engine has been told."""
    found = [f"still to be said: {one}" for one in settle(call, settled, tape)]
    found += [f"nobody's: {one}" for one in settled.legs if call.leg(one) is None]
    found += [f"recorded: {one}" for one in settled.recordings if tape is None or one != tape.id]
    missing = [leg.id for leg in call.legs if leg.id not in settled.legs and leg.state != "planned"]
    found += [f"unnoticed: {one}" for one in missing if not _noticed(one, unheard(call, settled))]
    return found + (["silence without end"] if _silent(call, settled) else [])


def _noticed(leg: str, missed: Sequence[AnyEvent]) -> bool:
    return any(isinstance(one, LegEnded | LegAnswered) and one.leg == leg for one in missed)


def _silent(call: Call, settled: Census) -> bool:
    """A customer whom nothing is played to, for somebody is with him, and who hears nobody; though nobody was silenced
    by will, his own line is whole, and nothing that was missed would say why."""
    customer = call.customer_leg
    if (
        customer is None
        or customer.state != "up"
        or customer.faltered
        or not accompanied(call)
        or unheard(call, settled)
    ):
        return False
    seen = settled.legs[customer.id]
    return not (seen.held or heard_by(settled)[customer.id] or any(one.muted for one in call.legs))


def test_every_call_in_every_engine_is_carried_as_its_row_says() -> None:
    looked_at, found = 0, list[str]()
    for call in calls():
        for number, census in enumerate(censuses(call)):
            tape = TAPES[(looked_at + number) % len(TAPES)]
            found += [f"{one}: {call} {census}" for one in wrongs(call, census, tape, after(call, census, tape))]
            looked_at += 1
            assert not found, found[0]
    assert looked_at > 60_000, looked_at


def test_a_customer_left_with_a_guest_whose_line_broke_hears_music() -> None:
    """The agent has gone; for half a minute nobody knows whether the guest comes back."""
    guest = replace(THIRD, role="guest", kind="visitor", faltered=True)
    census = Census(legs={one: LegSeen(state="up") for one in ("leg_a", "leg_c")})
    assert s.Hold("leg_a") in settle(call_with([CUSTOMER, guest]), census)
    assert s.Hold("leg_a") not in settle(call_with([CUSTOMER, replace(guest, faltered=False)]), census)
    assert s.Hold("leg_c") not in settle(call_with([replace(CUSTOMER, faltered=True), guest]), census)


@pytest.mark.parametrize("left_out", [s.Bridge, s.HangUp, s.Resume, s.Dial, s.Answer])
def test_a_word_that_is_left_out_is_noticed(left_out: type) -> None:
    """Negative control of the table."""
    call = call_with([CUSTOMER, AGENT, replace(THIRD, state="dialling", room="aside")])
    census = Census(
        legs={
            "leg_a": LegSeen(state="arrived"), "leg_b": LegSeen(state="up", held=True), "leg_x": LegSeen(state="up"),
        },
        bridges={ASIDE: frozenset(("leg_a", "leg_x"))},
    )  # fmt: skip
    wrong = census
    for command in settle(call, census):
        wrong = wrong if isinstance(command, left_out) else obeyed(wrong, command)
    assert wrongs(call, census, None, wrong)
