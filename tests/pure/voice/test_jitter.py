"""The jitter buffer under reordering, loss, repetition and bursts: it never plays twice or backwards, and shrinks."""

from hypothesis import given
from hypothesis import strategies as st

from atiende.voice.embedded.media.jitter import JitterBuffer, Turn

FIRST = 65_500


def played(buffer: JitterBuffer[int], arrivals: list[list[int]], more: int = 40) -> list[Turn[int]]:
    """Each turn some packets come, then one is played. A packet is its own number, counted from the first."""
    turns = []
    for came in [*arrivals, *([[]] * more)]:
        for number in came:
            buffer.put((FIRST + number) & 0xFFFF, number)
        turns.append(buffer.turn())
    return turns


def heard(turns: list[Turn[int]]) -> list[int]:
    return [each.packet for each in turns if each.kind == "packet" and each.packet is not None]


@st.composite
def networks(draw: st.DrawFn) -> list[list[int]]:
    """When each packet comes: a turn each, some late by up to eight, some lost, some twice."""
    count = draw(st.integers(3, 120))
    arrivals: list[list[int]] = [[] for _ in range(count + 10)]
    for number in range(count):
        fate = draw(st.sampled_from(["in time"] * 8 + ["late", "lost", "twice"]))
        turn = number + (draw(st.integers(1, 8)) if fate == "late" else 0)
        if fate != "lost":
            arrivals[turn].append(number)
        if fate == "twice":
            arrivals[turn + 1].append(number)
    return arrivals


@given(networks())
def test_what_is_played_is_in_order_and_once(arrivals: list[list[int]]) -> None:
    numbers = heard(played(JitterBuffer(), arrivals))
    assert numbers == sorted(set(numbers))


@given(st.integers(2, 200), st.integers(0, 4))
def test_a_steady_stream_is_played_to_its_end_however_much_of_it_comes_first(count: int, ahead: int) -> None:
    first = list(range(min(ahead, count)))
    arrivals = [first, *([number] for number in range(len(first), count))]
    numbers = heard(played(JitterBuffer(), arrivals))
    assert len(numbers) >= count - 1 - ahead, "what was ahead may be left out, nothing else"
    assert numbers == sorted(set(numbers))


def test_after_an_outage_what_was_heard_before_it_is_not_heard_again() -> None:
    """The stream begins anew then, but not with what a network held back."""
    arrivals = [[number] for number in range(20)] + [[]] * 12 + [[18, 7], [20], [21, 3], [22], [23]]
    numbers = heard(played(JitterBuffer(), arrivals))
    assert numbers == list(range(24))


@given(st.lists(st.lists(st.integers(0, 65_535), max_size=5), max_size=80))
def test_no_sequence_of_numbers_breaks_it(arrivals: list[list[int]]) -> None:
    buffer: JitterBuffer[int] = JitterBuffer()
    played(buffer, arrivals)
    assert len(buffer) <= 60


def test_a_missing_packet_is_had_from_the_next_where_the_next_is_there() -> None:
    whole = [[0, 1], [2], [3], [5], [6], [7], [8]]
    kinds = [each.kind for each in played(JitterBuffer(), whole, more=0)]
    assert kinds == ["packet"] * 4 + ["recover", "packet", "packet"]


def depths(buffer: JitterBuffer[int], arrivals: list[list[int]]) -> list[int]:
    """How much waits after each turn, for a reader who plays two in one where it may."""
    found = []
    for came in arrivals:
        for number in came:
            buffer.put((FIRST + number) & 0xFFFF, number)
        buffer.turn()
        if buffer.long:
            buffer.turn()
            buffer.shortened()
        found.append(len(buffer))
    return found


def stalled(at: int, turns: int, whole: int) -> list[list[int]]:
    """A packet a turn, but for some turns nothing, and then all of that at once."""
    late: list[list[int]] = [[each] for each in range(at)] + [[] for _ in range(turns)]
    return [*late, list(range(at, at + turns)), *([each] for each in range(at + turns, whole))]


def test_it_grows_when_packets_come_late_and_shrinks_when_they_no_longer_do() -> None:
    buffer: JitterBuffer[int] = JitterBuffer()
    found = depths(buffer, stalled(20, 5, 3000))
    assert max(found[25:40]) >= 4, "what came late is still played"
    assert found[-1] == 1, "and the delay is gone again, but for one to spare"
    assert min(found[100:1000]) >= 2, "not at once: it has just been seen that one is too few"


def test_one_packet_to_spare_is_kept_so_that_a_late_one_is_not_missed() -> None:
    """A packet that comes a turn late now and then, in an otherwise steady stream, costs nothing."""
    arrivals: list[list[int]] = [[0, 1], *([each] for each in range(2, 1000))]
    for late in range(50, 900, 100):
        arrivals[late] = []
        arrivals[late + 1] = [late + 1, late + 2]
    kinds = {each.kind for each in played(JitterBuffer(), arrivals, more=0)}
    assert kinds == {"packet"}


def test_a_reader_who_finds_no_good_moment_is_told_that_it_must_be_now() -> None:
    buffer: JitterBuffer[int] = JitterBuffer()
    asked = []
    for came in stalled(20, 5, 2000):
        for number in came:
            buffer.put((FIRST + number) & 0xFFFF, number)
        buffer.turn()
        asked.append(buffer.long)
    assert asked.index("at once") - asked.index("now and then") > 200
    assert asked[-1] == "at once"


def test_a_burst_after_a_long_stall_is_not_played_for_ever() -> None:
    buffer: JitterBuffer[int] = JitterBuffer()
    played(buffer, [[0], [1], [2]], more=0)
    played(buffer, [list(range(3, 103))], more=0)
    assert len(buffer) <= 15


def test_a_network_that_brings_everything_in_bursts_is_heard_all_the_same() -> None:
    """Half a second at a time: of the first bursts something is missing, of the later ones nothing."""
    bursts = 40
    arrivals = [list(range(25 * (at // 25), 25 * (at // 25 + 1))) if at % 25 == 24 else [] for at in range(25 * bursts)]
    turns = played(JitterBuffer(), arrivals, more=30)
    later = [each.packet for each in turns if each.kind == "packet" and each.packet is not None and each.packet > 250]
    assert len(later) >= 0.97 * (25 * bursts - 251)


def test_another_stream_begins_anew() -> None:
    buffer: JitterBuffer[int] = JitterBuffer()
    played(buffer, [[each] for each in range(10)], more=0)
    assert heard(played(buffer, [[each] for each in range(20_000, 20_010)])) == list(range(20_000, 20_010))


def test_what_was_passed_on_before_is_not_played_again() -> None:
    buffer: JitterBuffer[int] = JitterBuffer()
    buffer.resume((FIRST + 9) & 0xFFFF)
    turns = played(buffer, [[], [9, 10], [11]], more=0)
    assert [each.kind for each in turns] == ["conceal", "packet", "packet"]
    assert heard(turns) == [10, 11]
