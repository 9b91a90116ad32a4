"""The learned match learns what is there, no more, and its comparison test cannot be talked into anything."""

import random
from collections.abc import Callable
from math import exp, log

import pytest

from atiende.domain import facts as f
from atiende.routing.handled import Piece, Segment
from atiende.routing.learned import EQUAL, INPUTS, Match, Matches, arm_of
from atiende.routing.training import LEAST, Learned, learn
from atiende.routing.uplift import DRIFT_LIMIT, ENOUGH, WEEK_MS, Evaluation, evaluate, weeks

AGENTS = [f"usr_{number}" for number in range(10)]
KINDS = ["voice/cards/", "voice/loans/", "voice/fraud/"]
Effect = Callable[[str, str], float]


def segments(effect: Effect, each: int, seed: int = 1, spread: float = 0.8, transferred: float = 0.0) -> list[Segment]:
    """`each` pieces of every agent and kind, log-normal around five minutes and the effect (of log time)."""
    draw = random.Random(seed)
    return [
        Segment("calls", agent, kind, n, round(300_000 * exp(effect(agent, kind) + draw.gauss(0, spread))),
                draw.random() < transferred, 0)
        for agent in AGENTS for kind in KINDS for n in range(each)
    ]  # fmt: skip


def learned(found: list[Segment]) -> Learned:
    table = learn(found, AGENTS)
    assert table is not None
    return table


def match_of(table: f.MatchTable) -> Match:
    return Match(f.MatchTrained(queue="calls", version=1, table=table, trained_on=0, transferred=0, since=0, until=0,
                                inputs=INPUTS))  # fmt: skip


def good_at(agent: str, kind: str) -> float:
    """Everybody is a third quicker at one kind of three; the even ones are slow at everything."""
    number = AGENTS.index(agent)
    return (-0.4 if number % 3 == KINDS.index(kind) else 0.0) + (0.5 if number % 2 == 0 else 0.0)


def test_what_each_does_best_is_found() -> None:
    match = match_of(learned(segments(good_at, 150)).table)
    for number, agent in enumerate(AGENTS):
        keys = {kind: match.key(agent, kind) for kind in KINDS}
        assert min(keys, key=lambda kind: keys[kind]) == KINDS[number % 3]


def test_the_slow_are_compared_with_themselves() -> None:
    match = match_of(learned(segments(good_at, 150)).table)
    slow, quick = match.key("usr_0", KINDS[0]), match.key("usr_1", KINDS[0])
    assert match.predicted("usr_0", KINDS[0]) > 0.95 * match.predicted("usr_1", KINDS[0])
    assert slow < 0.85 * quick


def test_predicted_times_are_near_the_true_ones() -> None:
    table = match_of(learned(segments(good_at, 300)).table)
    for agent in AGENTS:
        for kind in KINDS:
            assert table.predicted(agent, kind) == pytest.approx(300_000 * exp(good_at(agent, kind)), rel=0.15)


def test_chance_alone_teaches_next_to_nothing() -> None:
    """What the averages of ten cells of twenty pieces differ by, shrinkage leaves less than half of."""
    found = segments(lambda agent, kind: 0.0, 20)
    match = match_of(learned(found).table)
    for kind in KINDS:
        keys = [match.key(agent, kind) for agent in AGENTS]
        seen = [sum(log(one.ms) for one in found if (one.agent, one.kind) == (agent, kind)) / 20 for agent in AGENTS]
        assert max(keys) - min(keys) < EQUAL * (exp(max(seen) - min(seen)) - 1) / 2


def test_a_pair_seen_twice_says_less_than_one_seen_often() -> None:
    found = segments(good_at, 100)
    rare = [one for one in found if (one.agent, one.kind) != ("usr_1", KINDS[1])]
    twice = [one for one in found if (one.agent, one.kind) == ("usr_1", KINDS[1])][:2]
    often, seldom = match_of(learned(found).table), match_of(learned(rare + twice).table)
    assert often.key("usr_1", KINDS[1]) < seldom.key("usr_1", KINDS[1])


def test_too_little_teaches_nothing_at_all() -> None:
    assert learn(segments(good_at, 100)[: LEAST - 1], AGENTS) is None
    assert learn([], AGENTS) is None


def test_who_left_is_not_in_the_table_and_who_came_is_like_everybody() -> None:
    table = learn(segments(good_at, 100), AGENTS[1:])
    assert table is not None
    assert "usr_0" not in table.table.agents
    match = match_of(table.table)
    assert match.key("usr_new", KINDS[0]) == EQUAL * table.table.typical[0] // table.table.overall
    assert match.key("usr_1", "voice/unheard of/") == EQUAL


def test_nobody_looks_quick_by_passing_on() -> None:
    def hurried(agent: str, kind: str) -> float:
        return -1.5 if (agent, kind) == ("usr_3", KINDS[0]) else 0.0

    found = segments(hurried, 100)
    passed = [
        Segment(one.queue, one.agent, one.kind, one.taken_at, one.ms, hurried(one.agent, one.kind) < 0, 0)
        for one in found
    ]
    assert match_of(learned(found).table).key("usr_3", KINDS[0]) < 0.6 * EQUAL
    assert match_of(learned(passed).table).key("usr_3", KINDS[0]) > EQUAL


def test_a_piece_left_open_overnight_is_no_handling_time() -> None:
    found = segments(good_at, 150)
    forgotten = [Segment("calls", "usr_1", KINDS[1], 0, 30_000_000, False, 0)]
    before, after = match_of(learned(found).table), match_of(learned(found + forgotten).table)
    assert after.key("usr_1", KINDS[1]) == pytest.approx(before.key("usr_1", KINDS[1]), rel=0.05)


def test_the_same_history_teaches_the_same() -> None:
    assert learned(segments(good_at, 50)) == learned(segments(good_at, 50))


def test_the_arm_is_drawn_by_the_id_and_stays() -> None:
    drawn = [arm_of(f"int_{number:026}", 20) for number in range(5000)]
    assert drawn == [arm_of(f"int_{number:026}", 20) for number in range(5000)]
    assert 0.18 < drawn.count("learned_control") / len(drawn) < 0.22
    assert {arm_of(f"int_{number}", 0) for number in range(100)} == {"learned"}
    assert {arm_of(f"int_{number}", 100) for number in range(100)} == {"learned_control"}


def test_a_match_switched_off_is_not_used_and_a_snapshot_keeps_that() -> None:
    matches, table = Matches(), learned(segments(good_at, 30)).table
    fact = f.MatchTrained(queue="calls", version=1, table=table, trained_on=1, transferred=0, since=0, until=0,
                          inputs=INPUTS)  # fmt: skip
    matches.keep(fact)
    matches.keep(f.MatchSwitched(queue="calls", on=False, why="no_help"))
    again = Matches()
    for kept in matches.facts():
        again.keep(kept)
    assert matches.of("calls") is None
    assert again.of("calls") is None
    again.keep(f.MatchSwitched(queue="calls", on=True, why="supervisor"))
    assert again.of("calls") is not None


def pieces(gain: float, each: tuple[int, int], seed: int, late: float = 0.0) -> list[Piece]:
    """`gain` (of log time) is what the match saves; `late`: how many more of its pieces come too late."""
    draw, made = random.Random(seed), list[Piece]()
    for arm, count in zip(("learned", "learned_control"), each, strict=True):
        saved, misses = (gain, 0.1 + late) if arm == "learned" else (0.0, 0.1)
        for _ in range(count):
            kind, ms = draw.choice(KINDS), round(300_000 * exp(draw.gauss(-saved, 0.8)))
            made.append(Piece("calls", kind, 0, arm, arm, draw.random() >= misses, ms))  # type: ignore[arg-type]
    return made


def test_a_match_that_saves_time_is_found_to_help() -> None:
    found = evaluate(pieces(0.25, (4000, 1000), seed=1))
    assert found.verdict == "helps"
    assert found.time.low < 100 * (1 - exp(-0.25)) < found.time.high


def test_a_match_that_costs_time_is_found_to_harm() -> None:
    assert evaluate(pieces(-0.25, (4000, 1000), seed=1)).verdict == "harms"


def test_a_match_that_makes_more_come_too_late_is_found_to_harm() -> None:
    assert evaluate(pieces(0.1, (4000, 1000), seed=1, late=0.1)).verdict == "harms"


def test_a_match_worth_nothing_is_given_up_after_enough() -> None:
    assert evaluate(pieces(0.0, (4 * ENOUGH, ENOUGH), seed=3)).verdict == "no_help"
    assert evaluate(pieces(0.0, (400, 100), seed=3)).verdict == "undecided"


def test_without_a_control_nothing_is_claimed() -> None:
    assert evaluate(pieces(0.5, (5000, 0), seed=1)).verdict == "untested"
    assert evaluate([]).verdict == "untested"


def looked_at_every_night(seed: int, nights: int = 10, a_night: int = 500) -> list[Evaluation]:
    made = pieces(0.0, (nights * a_night // 2, nights * a_night // 2), seed)
    random.Random(seed).shuffle(made)
    return [evaluate(made[: night * a_night]) for night in range(1, nights + 1)]


def test_looking_every_night_does_not_make_nothing_look_like_something() -> None:
    """A plain 95 % interval looked at ten times would be wrong in every fifth centre or so, this one in 1 of 40."""
    centres = [looked_at_every_night(seed) for seed in range(60)]
    fooled = sum(any(night.verdict == "helps" for night in nights) for nights in centres)
    plainly = sum(any(_plain_says(night) for night in nights) for nights in centres)
    assert fooled <= 2
    assert plainly > 6


def _plain_says(found: Evaluation) -> bool:
    """The negative control: what an interval made for one look only would have said."""
    spread = 0.8 * (1 / found.learned + 1 / found.control) ** 0.5
    return abs(found.time.estimate / 100) > 1.96 * spread


def week_of(drift: float) -> list[Segment]:
    draw = random.Random(5)
    return [
        Segment("calls", "usr_1", KINDS[0], 4 * 86_400_000 + n, round(300_000 * exp(drift + draw.gauss(0, 0.5))), False,
                300_000)
        for n in range(400)
    ]  # fmt: skip


def test_a_week_that_went_as_predicted_has_not_drifted_and_another_has() -> None:
    end = 4 * 86_400_000 + WEEK_MS
    (steady,), (drifted,) = weeks(week_of(0.0), end), weeks(week_of(DRIFT_LIMIT + 0.2), end)
    assert not steady.drifted
    assert drifted.drifted
    assert drifted.predicted_ms < drifted.actual_ms
    assert weeks(week_of(0.0), end - 1) == []
