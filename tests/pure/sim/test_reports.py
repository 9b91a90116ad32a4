"""The fold from facts to numbers, by hand: what counts where."""

import pytest

from atiende.domain import facts as f
from atiende.reports.intervals import mean_interval, student_t
from atiende.reports.presence import jain
from atiende.reports.queues import QueueReport
from tests.pure.sim.days import MIDNIGHT, MINUTE


class Log:
    """Facts told at minutes of a day."""

    def __init__(self, time_zone: str = "UTC") -> None:
        self.report = QueueReport(time_zone, 20_000)
        self.seq = 0

    def tell(self, minutes: float, *facts: f.AnyFact) -> None:
        for fact in facts:
            self.seq += 1
            at = MIDNIGHT + int(minutes * MINUTE)
            self.report.apply(f.Logged(tenant="t", seq=self.seq, at=at, actor="system", fact=fact))

    def queue(self, minutes: float, name: str, queue: str = "help", why: str = "new") -> None:
        at = MIDNIGHT + int(minutes * MINUTE)
        self.tell(
            minutes,
            f.InteractionQueued(
                interaction=name, conversation=name, customer=name, brand="b", channel="voice", endpoint="",
                queue=queue, since=at, why=why, entered=at,
            ),
        )  # fmt: skip

    def take(self, minutes: float, name: str, agent: str = "ana") -> None:
        self.tell(minutes, f.InteractionTaken(interaction=name, conversation=name, agent=agent, channel="voice"))

    def end(self, minutes: float, name: str, how: str = "done") -> None:
        self.tell(minutes, f.InteractionEnded(interaction=name, conversation=name, how=how, by="agent"))

    def state(self, minutes: float, state: str, agent: str = "ana") -> None:
        self.tell(minutes, f.AgentStateChanged(agent=agent, state=state))

    def close(self, minutes: float) -> QueueReport:
        self.report.close(MIDNIGHT + int(minutes * MINUTE))
        return self.report


def test_short_abandons_are_out_of_the_service_level() -> None:
    log = Log()
    for name, wait in (("a", 0.1), ("b", 1.0)):
        log.queue(0, name)
        log.take(wait, name)
    log.queue(0, "c")
    log.end(0.05, "c", "abandoned")
    log.queue(0, "d")
    log.end(2, "d", "abandoned")
    total = log.close(10).total()
    assert (total.offered, total.answered, total.abandoned) == (4, 2, 2)
    assert total.service_level_pct == pytest.approx(100 / 3)
    assert total.abandoned_pct == 50
    assert total.asa_s == pytest.approx(33)


def test_a_missed_offer_is_the_same_wait_and_another_queue_another_entry() -> None:
    log = Log()
    log.queue(0, "a")
    log.queue(1, "a", why="not_answered")
    log.queue(2, "a", queue="second", why="overflow")
    log.take(3, "a")
    found = log.close(10).queues()
    assert (found["help"].offered, found["help"].answered, found["help"].service_level_pct) == (1, 0, None)
    assert (found["second"].offered, found["second"].asa_s) == (1, 60)


def test_who_asks_for_a_callback_is_neither_answered_nor_abandoned() -> None:
    log = Log()
    log.queue(0, "a")
    log.tell(1, f.CallbackRequested(interaction="a", conversation="a", queue="help", customer="c", since=MIDNIGHT))
    total = log.close(10).total()
    assert (total.offered, total.answered, total.abandoned, total.service_level_pct) == (1, 0, 0, None)


def test_numbers_belong_to_the_local_half_hour_of_the_entry() -> None:
    log = Log("Asia/Kathmandu")  # a quarter of an hour off the others
    log.queue(14, "a")
    log.take(16, "a")
    log.queue(16, "b")
    halves = sorted({begins - MIDNIGHT for begins, _ in log.close(60).intervals()})
    assert halves == [-15 * MINUTE, 15 * MINUTE]


def test_several_chats_at_once_are_one_time_of_work() -> None:
    log = Log()
    log.state(0, "available")
    for name in ("a", "b"):
        log.queue(0, name)
        log.take(0, name)
    log.end(20, "a")
    log.end(30, "b")
    assert log.close(60).total().occupancy_pct == pytest.approx(50)


def test_pauses_are_no_part_of_occupancy_nor_is_what_is_kept_through_them() -> None:
    log = Log()
    log.state(0, "available")
    log.queue(0, "a")
    log.take(10, "a")
    log.state(20, "paused")
    log.end(30, "a")
    assert log.close(60).total().occupancy_pct == pytest.approx(100 * 10 / 20)


def test_what_lies_in_somebodys_hands_overnight_is_not_worked_on() -> None:
    log = Log()
    log.state(0, "available")
    log.queue(0, "a")
    log.take(10, "a")
    log.state(20, "offline")
    log.state(800, "available")
    log.end(810, "a")
    assert log.close(820).total().occupancy_pct == pytest.approx(100 * 20 / 40)


def test_whoever_still_waits_past_the_threshold_is_a_miss_and_the_others_are_undecided() -> None:
    log = Log()
    log.queue(0, "a")
    log.queue(9.9, "b")
    assert log.close(10).total().service_level_pct == 0
    other = Log()
    other.queue(9.9, "b")
    assert other.close(10).total().service_level_pct is None


def test_fairness_is_one_when_all_work_the_same_and_less_otherwise() -> None:
    assert jain([0.5, 0.5, 0.5]) == pytest.approx(1)
    assert jain([1, 0, 0, 0]) == pytest.approx(0.25)
    assert jain([0, 0]) is None


def test_students_t_is_that_of_the_tables() -> None:
    for level, freedom, table in ((0.95, 1, 12.706), (0.95, 9, 2.262), (0.99, 29, 2.756), (0.95, 100_000, 1.960)):
        assert student_t(level, freedom) == pytest.approx(table, abs=6e-4)
    mean, low, high = mean_interval([1.0, 2.0, 3.0])
    assert (mean, round(low, 3), round(high, 3)) == (2, -0.484, 4.484)
    assert mean_interval([7.0]) == (7, 7, 7)
