"""Which changes share a transaction: everything of a tenant that is alone, else turn by turn."""

import pytest

from atiende.domain.errors import Overloaded
from atiende.store.line import MOST_CHANGES, Job
from atiende.store.waiting import LATELY, MOST_WAITING, SHARE, Turns, Waiting
from tests.fakes import VirtualClock


def job(tenant: str, number: int = 0) -> Job:
    return Job(tenant, lambda change: None, number, ())


def names(jobs: list[Job]) -> list[str]:
    return [f"{one.tenant}{one.at}" for one in jobs]


def test_a_tenant_that_is_alone_fills_the_transaction() -> None:
    turns = Turns()
    for number in range(MOST_CHANGES + 10):
        turns.add(job("a", number))
    assert names(turns.take()) == [f"a{number}" for number in range(MOST_CHANGES)]
    assert names(turns.take()) == [f"a{number}" for number in range(MOST_CHANGES, MOST_CHANGES + 10)]
    assert not turns


def test_beside_others_it_has_its_share_and_everybody_is_in_the_next_one() -> None:
    turns = Turns()
    for number in range(10 * MOST_CHANGES):
        turns.add(job("loud", number))
    for tenant in "bcd":
        turns.add(job(tenant))
    first = turns.take()
    assert {one.tenant for one in first} == {"loud", "b", "c", "d"}
    assert len(first) == SHARE + 3
    assert [one.at for one in first if one.tenant == "loud"] == list(range(SHARE))


def test_who_was_there_lately_still_keeps_the_flood_short() -> None:
    turns = Turns()
    turns.add(job("quiet"))
    turns.take()
    for number in range(100 * MOST_CHANGES):
        turns.add(job("loud", number))
    sizes = [len(turns.take()) for _ in range(LATELY + 5)]
    assert sizes[0] == SHARE and sizes[-1] == MOST_CHANGES


def test_each_ones_changes_keep_their_order() -> None:
    turns = Turns()
    for number in range(500):
        turns.add(job("abcde"[number * 7 % 5], number))
    taken: dict[str, list[int]] = {}
    while turns:
        for one in turns.take():
            taken.setdefault(one.tenant, []).append(one.at)
    assert sum(map(len, taken.values())) == 500
    assert all(each == sorted(each) for each in taken.values())


def test_too_many_that_wait_are_refused_and_the_oldest_is_known() -> None:
    clock = VirtualClock()
    waiting = Waiting(clock)
    assert waiting.oldest(clock.elapsed()) == 0
    first = job("a")
    waiting.come(first)
    clock._now += 700
    for number in range(MOST_WAITING - 1):
        waiting.come(job("a", number))
    with pytest.raises(Overloaded):
        waiting.come(job("a"))
    waiting.come(job("b"))
    assert waiting.oldest(clock.elapsed()) == pytest.approx(0.7)
    waiting.go(first)
    waiting.come(job("a"))
    assert waiting.oldest(clock.elapsed()) == 0
