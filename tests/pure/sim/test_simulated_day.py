"""A simulated day: people come, take their breaks and go; customers wait, give up and come back; facts are written."""

from collections import defaultdict

from atiende.domain import facts as f
from atiende.domain.documents import Block, Hours, Step
from atiende.ports.twin import Shift
from atiende.reports.queues import QueueReport
from atiende.routing.floor import Floor
from atiende.sim.compare import play
from atiende.sim.traffic import Traffic
from tests.pure.sim.days import HOUR, MIDNIGHT, MINUTE, at, call, plan, played, queue, setting, stream, told, whole_day


def test_who_has_work_in_hand_finishes_it_before_his_break() -> None:
    shift = Shift(agent="ana", start=0, end=1440, breaks=((600, 615),))
    log, _ = played(
        plan(setting([shift]), arrivals=(call(9.95, handle_seconds=600.0), call(10.1, handle_seconds=60.0)))
    )
    states = [(one.at, one.fact.state) for one in told(log, f.AgentStateChanged)]  # type: ignore[union-attr]
    taken = [one.at for one in told(log, f.InteractionTaken)]
    back = at(9.95) + 600_000 + 15 * MINUTE
    assert states == [(MIDNIGHT, "available"), (at(10), "paused"), (back, "available"), (at(24), "offline")]
    assert taken == [at(9.95), back]


def test_whoever_goes_home_takes_nothing_new() -> None:
    shift = Shift(agent="ana", start=0, end=600)
    log, outcome = played(plan(setting([shift]), arrivals=(call(9.99), call(9.995))))
    assert [one.fact.state for one in told(log, f.AgentStateChanged)] == ["available", "paused", "offline"]  # type: ignore[union-attr]
    assert (outcome.total.offered, outcome.total.answered) == (2, 1)
    assert outcome.total.service_level_pct == 50, "who waits past the threshold is a miss, even if nobody ever comes"


def test_a_missed_offer_goes_to_the_next_and_the_agent_comes_back() -> None:
    question = plan(
        setting(whole_day("ana", "ben")), streams=(stream(no_answer_percent=30, handle_seconds=30),), ends=at(4)
    )
    log, _ = played(question)
    missed = told(log, f.OfferExpired)
    assert missed
    for one in missed:
        again = next(other for other in log if other.seq > one.seq and _is_for(other, one.fact.interaction))  # type: ignore[union-attr]
        assert isinstance(again.fact, f.InteractionQueued) and again.fact.why == "not_answered"
        states = [
            other.fact.state
            for other in told(log, f.AgentStateChanged)
            if other.seq > one.seq and other.fact.agent == one.fact.agent  # type: ignore[union-attr]
        ]
        assert states[:2] in (["not_responding", "available"], ["not_responding"])


def _is_for(logged: f.Logged, interaction: str) -> bool:
    return getattr(logged.fact, "interaction", None) == interaction


def test_a_transferred_customer_keeps_his_place() -> None:
    documents = {"queue/help": queue(), "queue/second": queue()}
    work = stream(transfer_percent=100, transfer_to="second", handle_seconds=60, per_hour=(20.0,))
    log, outcome = played(plan(setting(whole_day("ana", "ben"), documents=documents), streams=(work,), ends=at(3)))
    first = {one.fact.interaction: one.fact.since for one in told(log, f.InteractionQueued) if one.fact.why == "new"}  # type: ignore[union-attr]
    moved = [one.fact for one in told(log, f.InteractionQueued) if one.fact.why == "transferred"]  # type: ignore[union-attr]
    assert moved and all(one.queue == "second" and one.since == first[one.interaction] for one in moved)  # type: ignore[union-attr]
    assert outcome.queues["second"].offered == len(moved)


def test_a_full_queue_overflows_and_then_refuses() -> None:
    documents = {"queue/help": queue(limit=1, overflow="second"), "queue/second": queue(limit=1)}
    calls = tuple(call(9 + second / HOUR * 1000, handle_seconds=3600.0) for second in range(4))
    log, outcome = played(plan(setting(whole_day("ana"), documents=documents), arrivals=calls, ends=at(9.5)))
    assert [one.fact.queue for one in told(log, f.InteractionQueued)] == ["help", "help", "second"]  # type: ignore[union-attr]
    assert [one.fact.why for one in told(log, f.InteractionRefused)] == ["full"]  # type: ignore[union-attr]
    assert (outcome.total.offered, outcome.total.refused) == (3, 1)


def test_out_of_hours_calls_are_refused_and_mail_waits() -> None:
    hours = Hours(name="Mornings", time_zone="UTC", blocks=[Block(days=[1], start="09:00", end="10:00")])
    documents = {"hours/mornings": hours, "queue/help": queue(hours="mornings")}
    arrivals = (call(8), call(9.5), call(11), call(11, channel="email"))
    _, outcome = played(plan(setting(whole_day("ana"), documents=documents), arrivals=arrivals))
    assert (outcome.total.offered, outcome.total.answered, outcome.total.refused) == (2, 2, 2)


def test_steps_widen_what_is_asked_and_move_it_on() -> None:
    documents = {
        "queue/help": queue(teams=["experts"], steps=[Step(after_seconds=30, teams=["everybody"])]),
        "queue/slow": queue(teams=["experts"], steps=[Step(after_seconds=60, queue="help")]),
    }
    people = {"ana": f.Ability(teams=("everybody",))}
    arrivals = (call(9), call(10, queue="slow"))
    log, _ = played(plan(setting(whole_day("ana"), documents=documents, people=people), arrivals=arrivals))
    assert [one.at for one in told(log, f.InteractionTaken)] == [at(9) + 30_000, at(10) + 90_000]
    assert len(told(log, f.InteractionWidened)) == 3


def test_who_gives_up_while_it_rings_withdraws_the_offer() -> None:
    question = plan(
        setting(whole_day("ana", "ben")), streams=(stream(no_answer_percent=95, patience_seconds=10),), ends=at(2)
    )
    log, _ = played(question)
    assert any(one.fact.why == "abandoned" for one in told(log, f.OfferWithdrawn))  # type: ignore[union-attr]


def test_customers_come_back_to_the_agent_who_knows_them() -> None:
    documents = {"queue/help": queue(prefer_last_agent_seconds=600)}
    work = stream(repeat_percent=50, repeat_minutes=5, handle_seconds=60, per_hour=(10.0,))
    log, _ = played(plan(setting(whole_day("ana", "ben"), documents=documents), streams=(work,)))
    again = [one.fact for one in told(log, f.InteractionQueued) if one.fact.why == "reopened"]  # type: ignore[union-attr]
    assert again and {one.preferred for one in again} <= {"ana", "ben"}  # type: ignore[union-attr]


def test_work_in_hand_and_waiting_when_it_begins_goes_on() -> None:
    question = plan(
        setting(whole_day("ana")),
        begins=at(10),
        ends=at(12),
        arrivals=(call(9.9), call(9.5, agent="ana", handle_seconds=120.0)),
    )
    log, outcome = played(question)
    assert [one.at - at(10) for one in told(log, f.InteractionTaken)] == [0, 120_000]
    assert outcome.total.offered == 0, "what came before the span is not counted in it"


def test_the_log_of_a_simulated_day_is_a_log_like_any_other() -> None:
    """A fresh floor takes it, the same report reads it, and nobody has two or too much."""
    work = stream(patience_seconds=60, no_answer_percent=5, transfer_percent=10, repeat_percent=10, wrap_up_seconds=30)
    question = plan(setting(whole_day("ana", "ben", "cam")), streams=(work,), ends=at(8))
    log, outcome = played(question)
    floor, report = Floor(), QueueReport("UTC", 20_000, MIDNIGHT)
    holders: dict[str, str] = {}
    busy: dict[str, int] = defaultdict(int)
    for logged in log:
        floor.apply(logged)
        report.apply(logged)
        fact = logged.fact
        if isinstance(fact, f.InteractionTaken):
            assert fact.interaction not in holders
            holders[fact.interaction] = fact.agent
            busy[fact.agent] += 1
            assert busy[fact.agent] == 1, "one call at a time"
        elif isinstance(fact, f.InteractionEnded | f.InteractionTransferred) and fact.interaction in holders:
            busy[holders.pop(fact.interaction)] -= 1
    report.close(question.ends)
    assert report.total() == outcome.total
    assert [one.seq for one in log] == list(range(1, len(log) + 1))
    assert {type(one.fact) for one in log} >= {f.OfferAccepted, f.WrapUpStarted, f.InteractionTransferred}
    assert all(one.fact.receipt is not None for one in told(log, f.InteractionOffered))  # type: ignore[union-attr]


def test_keeping_the_whole_log_changes_nothing() -> None:
    question = plan(setting(whole_day("ana", "ben")), streams=(stream(patience_seconds=60, no_answer_percent=5),))
    _, loud = played(question)
    assert play(question, question.before, Traffic(question).cases(0), 0).total == loud.total
