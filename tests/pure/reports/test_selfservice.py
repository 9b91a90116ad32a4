"""What flows did, counted by the fold, by a plain reading of the whole log, and in pieces: the same numbers."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from atiende.domain import facts as f
from atiende.domain.reporting import ServedSession, ServedSum
from atiende.reports import kept
from atiende.reports.selfservice import ALONE_MS

HOUR = 3_600_000
START = 1_764_500_000_000
DAY = 86_400_000
Log = Sequence[f.Logged]


def made(steps: Sequence[tuple[int, str, int]]) -> Log:
    """A log of a few customers (`who`), each with a session and a conversation, from (hours later, what, who)."""
    log, at = [logged(1, START, f.TenantCreated(language="es", time_zone="UTC"))], START
    inside, been = set[int](), set[int]()
    for later, what, who in steps:
        at += later * HOUR + 1
        if what not in ("enter", "open", "take", "resolve") and who not in (inside if what in INSIDE else been):
            continue
        inside |= {who} if what == "enter" else set()
        inside -= {who} if what in ("end", "left") else set()
        been |= inside
        log.append(logged(len(log) + 1, at, FACTS[what](who)))
    return log


def logged(seq: int, at: int, fact: f.AnyFact) -> f.Logged:
    return f.Logged(tenant="ten_1", seq=seq, at=at, fact=fact, actor="system")


def _entered(who: int) -> f.FlowEntered:
    return f.FlowEntered(
        interaction=f"i{who}", conversation=f"c{who}", customer=f"u{who}", brand="main", channel="webchat",
        endpoint="web", queue="q", flow="menu", version=1, language="es", seed=1,
    )  # fmt: skip


def _stepped(who: int, *goals: str) -> f.FlowStepped:
    return f.FlowStepped(
        interaction=f"i{who}", conversation=f"c{who}", heard="said", flow="menu", version=1, node="pay",
        passed=(("menu", 1, "hello"), ("menu", 1, "pay")), awaiting="input", goals=goals,
    )  # fmt: skip


def _ended(who: int, outcome: str, *goals: str) -> f.FlowEnded:
    return f.FlowEnded(
        interaction=f"i{who}", conversation=f"c{who}", flow="menu", version=1, node="pay", outcome=outcome, goals=goals
    )


INSIDE = ("goal", "step", "end", "left", "hand")
FACTS: dict[str, Callable[[int], f.AnyFact]] = {
    "open": lambda who: f.ConversationOpened(
        conversation=f"c{who}", customer=f"u{who}", brand="main", channel="webchat", number=who, queue="q"
    ),
    "enter": _entered,
    "step": _stepped,
    "goal": lambda who: _stepped(who, "paid"),
    "end": lambda who: _ended(who, "resolved", "paid"),
    "left": lambda who: _ended(who, "left"),
    "hand": lambda who: f.HandedOver(
        interaction=f"i{who}", conversation=f"c{who}", queue="q", why="asked", flow="menu", version=1, node="pay"
    ),
    "late": lambda who: f.HandoffLate(interaction=f"i{who}", conversation=f"c{who}", queue="q"),
    "take": lambda who: f.InteractionTaken(
        interaction=f"i{who}", conversation=f"c{who}", agent="usr_1", channel="webchat"
    ),
    "gone": lambda who: f.InteractionEnded(
        interaction=f"i{who}", conversation=f"c{who}", how="abandoned", by="customer"
    ),
    "resolve": lambda who: f.ConversationResolved(conversation=f"c{who}", disposition="solved", reason="billing"),
    "found": lambda who: f.ErrandEnded(
        interaction=f"i{who}", conversation=f"c{who}", errand="e", kind="answer", result="ok"
    ),
    "score": lambda who: f.SurveyAnswered(
        interaction=f"i{who}", conversation=f"c{who}", customer=f"u{who}", scale="csat", score=4
    ),
}
WHAT = tuple(FACTS)
STEPS = st.lists(st.tuples(st.sampled_from([0, 1, 5, 25]), st.sampled_from(WHAT), st.integers(1, 3)), max_size=40)


def by_fold(log: Log, cuts: Sequence[int] = ()) -> tuple[dict[Any, Counter[str]], dict[int, ServedSession]]:
    """Taken, saved and restored after each of `cuts` facts: rows added up as the store keeps them."""
    rows: dict[Any, ServedSum] = {}
    sessions: dict[int, ServedSession] = {}
    report = kept.begun()
    for number, one in enumerate(log):
        report.apply(one)
        if number in cuts or number == len(log) - 1:
            sums = kept.take(report)
            for row in sums.served:
                key = (row.day, row.flow, row.version, row.channel)
                rows[key] = kept.add_served(rows.get(key), row)
            sessions |= {row.seq: row for row in sums.sessions}
            report = kept.restored(report.position, kept.save(report))
    return {key: Counter(row.counts) for key, row in rows.items() if row.counts}, sessions


def plainly(log: Log) -> list[dict[str, Any]]:
    """Each session with what became of it, by reading the whole log again for each of them."""
    found = []
    for first, began in enumerate(log):
        if not isinstance(began.fact, f.FlowEntered):
            continue
        who, rest = began.fact.interaction, list(log[first + 1 :])
        again = [n for n, one in enumerate(rest) if isinstance(one.fact, f.FlowEntered) and one.fact.interaction == who]
        own = [one for one in rest[: again[0] if again else None] if getattr(one.fact, "interaction", "") == who]
        ends = [one for one in own if isinstance(one.fact, f.FlowEnded)]
        hands = [one for one in own if isinstance(one.fact, f.HandedOver)]
        taken = [one.at for one in rest if isinstance(one.fact, f.InteractionTaken) and one.fact.interaction == who]
        until = ends[-1].at + ALONE_MS if ends else 0
        alone = not any(at <= until for at in taken)
        found.append(
            {"seq": began.seq, "day": began.at // DAY, "ends": ends, "hands": hands, "own": own, "alone": alone}
        )
    return found


def goals_of(one: dict[str, Any]) -> bool:
    """As the last fact that told them said."""
    told = [x.fact.goals for x in one["own"] if isinstance(x.fact, f.FlowStepped | f.FlowEnded)]
    return bool(told and told[-1])


@settings(max_examples=150)
@given(steps=STEPS, cuts=st.lists(st.integers(0, 40), max_size=5))
def test_in_pieces_or_at_once_the_numbers_are_the_same(steps: list[tuple[int, str, int]], cuts: list[int]) -> None:
    log = made(steps)
    assert by_fold(log, cuts) == by_fold(log)


@settings(max_examples=150)
@given(steps=STEPS)
def test_the_sums_are_what_the_sessions_behind_them_say(steps: list[tuple[int, str, int]]) -> None:
    log = made(steps)
    sums, sessions = by_fold(log)
    total = sum((counts for key, counts in sums.items() if key[1]), Counter[str]())
    for name in ("contained", "unassisted", "failed", "late", "lost", "goal"):
        assert total[name] == sum(getattr(one, name) for one in sessions.values()), name
    assert total["sessions"] == len(sessions)


@settings(max_examples=200)
@given(steps=STEPS)
def test_the_fold_counts_what_a_plain_reading_of_the_log_counts(steps: list[tuple[int, str, int]]) -> None:
    log = made(steps)
    sums, sessions = by_fold(log)
    total = sum((counts for key, counts in sums.items() if key[1]), Counter[str]())
    plain = plainly(log)
    assert total["sessions"] == len(plain)
    assert total["ended"] == sum(bool(one["ends"]) for one in plain)
    assert total["handoffs"] == sum(bool(one["hands"]) for one in plain)
    assert total["goal"] == sum(goals_of(one) for one in plain)
    assert total["contained"] == sum(bool(one["ends"]) and goals_of(one) and one["alone"] for one in plain)
    steps_taken = [one for one in log if isinstance(one.fact, f.FlowStepped)]
    assert total["node:hello:entered"] == total["node:pay:entered"] == len(steps_taken)
    assert total["found"] == sum(isinstance(x.fact, f.ErrandEnded) for one in plain for x in one["own"])
    assert {one["seq"]: one["day"] for one in plain} == {seq: row.day for seq, row in sessions.items()}
    resolved = [one for one in log if isinstance(one.fact, f.ConversationResolved)]
    outside = sum((counts for key, counts in sums.items() if not key[1]), Counter[str]())
    assert outside["reason:billing:resolved"] == len(resolved)


def one_session(*steps: tuple[int, str]) -> ServedSession:
    _, sessions = by_fold(made([(0, "enter", 1), *[(later, what, 1) for later, what in steps]]))
    (found,) = sessions.values()
    return found


def test_a_goal_and_nobody_for_a_day_is_contained_and_hanging_up_is_not() -> None:
    assert one_session((0, "goal"), (0, "end")).contained
    left = one_session((0, "left"))
    assert left.unassisted and not left.contained


def test_a_person_within_a_day_takes_it_back_and_one_after_it_does_not() -> None:
    soon = one_session((0, "end"), (5, "take"))
    assert not soon.contained and soon.unassisted
    assert one_session((0, "end"), (25, "take")).contained
    assert ALONE_MS == 24 * HOUR


def test_a_handoff_nobody_took_has_failed() -> None:
    assert one_session((0, "hand"), (0, "late"), (0, "take")).failed
    assert one_session((0, "hand"), (0, "gone")).lost
    taken = one_session((0, "hand"), (0, "take"), (0, "gone"))
    assert not taken.failed and taken.taken


def test_what_is_kept_is_small() -> None:
    """What is over for a day is not carried along."""
    log = made(
        [step for who in (1, 2, 3) for step in ((0, "enter", who), (0, "end", who))]
        + [(25, "open", 1), (25, "open", 2)]
    )
    report = kept.begun()
    for one in log:
        report.apply(one)
    before = len(kept.save(report))
    kept.take(report)
    assert report.served is not None and report.served.save().sessions == []
    assert len(kept.save(report)) < before and msgspec.to_builtins(report.served.save().customers) == {}
