"""A day of the past as a plan: fed with the log of a simulated day whose truth is known."""

import pytest

from atiende.domain import facts as f
from atiende.domain.errors import Invalid
from atiende.ports.twin import Shift
from atiende.sim.check import check
from atiende.sim.history import PastDays
from tests.pure.sim.days import at, call, plan, played, queue, setting, stream, told, whole_day


def past_of(log: list[f.Logged], begins: int = at(0), ends: int = at(24)) -> PastDays:
    past = PastDays("UTC", begins, ends)
    for logged in log:
        past.apply(logged)
    return past


def test_what_was_put_in_comes_out_again() -> None:
    truth = stream(
        per_hour=(60.0,), handle_seconds=200, handle_cv=0.5, agents_seconds={"ana": 150.0, "ben": 250.0},
        patience_seconds=90, no_answer_percent=5, wrap_up_seconds=15, reasons={"bill": 1, "fault": 1},
        reasons_seconds={"bill": 100.0, "fault": 300.0},
    )  # fmt: skip
    people = [*whole_day("ana", "ben", "cam"), Shift(agent="dan", start=600, end=1200, breaks=((720, 750),))]
    log, _ = played(plan(setting(people), streams=(truth,)))
    found = past_of(log).plan()
    check(found)
    (fitted,) = found.streams
    assert len(found.arrivals) == len([one for one in told(log, f.InteractionQueued) if one.fact.why == "new"])  # type: ignore[union-attr]
    assert fitted.patience_seconds == pytest.approx(90, rel=0.15)
    assert fitted.agents_seconds["ben"] / fitted.agents_seconds["ana"] == pytest.approx(250 / 150, rel=0.15)
    assert fitted.reasons_seconds["fault"] / fitted.reasons_seconds["bill"] == pytest.approx(3, rel=0.15)
    assert fitted.handle_cv == pytest.approx(0.5, abs=0.1)
    assert fitted.no_answer_percent == pytest.approx(5, abs=2)
    assert fitted.wrap_up_seconds == pytest.approx(15, abs=0.5)
    assert found.before.documents.keys() == {"queue/help"} and found.before.agents.keys() == {
        "ana",
        "ben",
        "cam",
        "dan",
    }


def test_who_was_there_is_who_will_be_there() -> None:
    shift = Shift(agent="dan", start=600, end=1200, breaks=((720, 750),))
    log, _ = played(plan(setting([shift]), arrivals=(call(11),)))
    (found,) = past_of(log).plan().before.shifts
    assert (found.start, found.end, found.breaks, found.date) == (600, 1200, ((720, 750),), "2026-03-02")


def test_of_the_time_before_only_what_reaches_into_it_is_kept() -> None:
    """A year of history is read for one day, and must not be held in memory for it."""
    log, _ = played(plan(setting(whole_day("ana", "ben")), streams=(stream(per_hour=(60.0,)),)))
    came = {one.fact.interaction for one in told(log, f.InteractionQueued)}  # type: ignore[union-attr]
    over = {one.fact.interaction for one in told(log, f.InteractionEnded) if one.at <= at(12)}  # type: ignore[union-attr]
    past = past_of([one for one in log if one.at <= at(12)], at(12))
    assert len(over) > 100 and past._work.keys() < came - over
    assert max(map(len, past._spells.values())) == 1
    since = {one.fact.interaction: one.fact.since for one in told(log, f.InteractionQueued)}  # type: ignore[union-attr]
    assert [one.at for one in past_of(log, at(12)).plan().arrivals] == sorted(since[one] for one in came - over)


def test_patience_counts_those_who_were_answered_too() -> None:
    """Censoring: with only the abandoned waits the estimate would be far too short."""
    log, _ = played(
        plan(setting(whole_day("ana", "ben", "cam")), streams=(stream(per_hour=(55.0,), patience_seconds=300),))
    )
    fitted = past_of(log).plan().streams[0].patience_seconds
    gone = {one.fact.interaction: one.at for one in told(log, f.InteractionEnded) if one.fact.how == "abandoned"}  # type: ignore[union-attr]
    waits = [
        gone[one.fact.interaction] - one.at for one in told(log, f.InteractionQueued) if one.fact.interaction in gone
    ]  # type: ignore[union-attr]
    naive = sum(waits) / len(waits) / 1000
    assert fitted == pytest.approx(300, rel=0.25)
    assert naive < 200, "the naive mean shows why"


def test_a_fork_has_what_waits_and_what_is_in_hand_at_that_moment() -> None:
    calls = (call(9.9, handle_seconds=1200.0), call(9.95), call(10.5))
    log, _ = played(plan(setting(whole_day("ana")), arrivals=calls))
    found = past_of(log, begins=at(10)).plan()
    in_hand, waiting, later = found.arrivals
    assert (in_hand.agent, in_hand.handle_seconds) == ("ana", 1200 - 360)
    assert (waiting.agent, waiting.at) == ("", at(9.95))
    assert later.at == at(10.5)


def test_rules_are_those_in_force_when_the_span_began() -> None:
    log, _ = played(plan(setting(whole_day("ana")), arrivals=(call(9), call(14))))
    changed = f.DocumentPublished(kind="queue", slug="help", version=2, body="{}")
    log.append(f.Logged(tenant="t", seq=len(log) + 1, at=at(12), actor="system", fact=changed))
    found = past_of(log, begins=at(8)).plan()
    assert found.before.documents["queue/help"] != "{}"


def test_what_was_learned_before_the_day_goes_with_it_and_asks_the_better() -> None:
    table = f.MatchTable(
        kinds=("voice//", "voice/bill/"), agents=("ana", "ben"), overall=200, usual=(200, 200), typical=(200, 200),
        times=((300, 100), (100, 300)), seen=((50, 50), (50, 50)),
    )  # fmt: skip
    match = f.MatchTrained(
        queue="help", version=1, table=table, trained_on=100, transferred=0, since=0, until=1, inputs=()
    )
    documents = {"queue/help": queue(choice="learned", compare_percent=0)}
    calls = tuple(call(9 + hour / 10) for hour in range(20))
    log, _ = played(plan(setting(whole_day("ana", "ben"), documents=documents), arrivals=calls))
    trained = f.Logged(tenant="t", seq=len(log) + 1, at=at(0), actor="system", fact=match)
    found = past_of([*log, trained]).plan()
    again, _ = played(found)
    taken = [one.fact.agent for one in told(again, f.InteractionTaken)]  # type: ignore[union-attr]
    assert found.before.matches == (match,)
    assert set(taken) == {"ben"}, "everybody goes to the better one, who is always free in time"
    assert {one.fact.agent for one in told(log, f.InteractionTaken)} == {"ana", "ben"}, "without it they take turns"  # type: ignore[union-attr]


def test_what_is_not_known_is_said() -> None:
    log, _ = played(plan(setting(whole_day("ana"), documents={"queue/help": queue()}), arrivals=(call(9),)))
    assert past_of(log).plan().notes == ("no_patience_known",)


def test_a_day_without_work_is_refused() -> None:
    with pytest.raises(Invalid):
        past_of([]).plan()
