"""The way in for customers' messages: tenants take turns, a flood is refused within its patience, nothing is lost."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from atiende.api.limits import Limits, Rates
from atiende.domain.errors import Overloaded, Refusal, TooMany
from atiende.ports.load import Gate, Load, Room
from tests.fakes import VirtualClock, settle

ROOM = Room(each=2, together=3, waiting=4, all_waiting=6, patience=0.7)


class Door:
    """Calls that stay inside until they are let out."""

    def __init__(self, room: Room = ROOM) -> None:
        self.clock, self.gate = VirtualClock(), Gate(room)
        self.inside: list[str] = []
        self.refused: Counter[str] = Counter()
        self._out = asyncio.Semaphore(0)

    async def call(self, tenant: str, name: str = "") -> None:
        try:
            async with self.gate.passing(tenant, "chat", self.clock):
                self.inside.append(name or tenant)
                try:
                    await self._out.acquire()
                finally:
                    self.inside.remove(name or tenant)
        except Refusal as refusal:
            self.refused[f"{tenant} {refusal.code}"] += 1

    async def let_out(self, count: int = 1) -> None:
        for _ in range(count):
            self._out.release()
        await settle()


@asynccontextmanager
async def door(room: Room = ROOM) -> AsyncIterator[tuple[Door, asyncio.TaskGroup]]:
    made = Door(room)
    async with asyncio.TaskGroup() as group:
        yield made, group
        await made.let_out(1000)


async def test_one_tenant_takes_no_more_than_its_share_and_the_rest_wait() -> None:
    async with door() as (made, group):
        for _ in range(5):
            group.create_task(made.call("loud"))
        await settle()
        assert made.inside == ["loud"] * 2
        group.create_task(made.call("quiet"))
        await settle()
        assert made.inside.count("quiet") == 1


async def test_more_than_may_wait_is_refused_at_once_and_only_the_flood() -> None:
    async with door() as (made, group):
        for _ in range(20):
            group.create_task(made.call("loud"))
        await settle()
        assert made.refused == {"loud overloaded": 20 - ROOM.each - ROOM.waiting}
        group.create_task(made.call("quiet"))
        await settle()
        assert "quiet" in made.inside and made.refused["quiet overloaded"] == 0


async def test_nobody_waits_longer_than_the_patience() -> None:
    async with door() as (made, group):
        for _ in range(4):
            group.create_task(made.call("loud"))
        await settle()
        await made.clock.advance(0.5)
        made.gate.sweep(made.clock.elapsed())
        await settle()
        assert not made.refused
        assert made.gate.oldest(made.clock.elapsed()) == pytest.approx(0.5)
        await made.clock.advance(0.3)
        made.gate.sweep(made.clock.elapsed())
        await settle()
        assert made.refused == {"loud overloaded": 2}
        assert made.gate.oldest(made.clock.elapsed()) == 0


async def test_those_who_wait_take_turns_by_tenant() -> None:
    room = Room(each=1, together=1, waiting=50, all_waiting=100)
    async with door(room) as (made, group):
        for number in range(10):
            group.create_task(made.call("loud", f"loud {number}"))
        await settle()
        group.create_task(made.call("quiet", "quiet"))
        await settle()
        seen = []
        for _ in range(3):
            seen += made.inside
            await made.let_out()
        assert "quiet" in seen
        assert [one for one in seen if one != "quiet"] == ["loud 0", "loud 1"]


async def test_who_goes_away_while_waiting_leaves_no_hole() -> None:
    async with door() as (made, group):
        tasks = [group.create_task(made.call("loud")) for _ in range(4)]
        await settle()
        for task in tasks[2:]:
            task.cancel()
        tasks[0].cancel()
        await settle()
        assert made.inside == ["loud"]
        group.create_task(made.call("loud"))
        await settle()
        assert made.inside == ["loud"] * 2


async def test_a_rate_is_kept_for_each_tenant_and_each_address() -> None:
    clock, gate = VirtualClock(), Gate(Room(tenant_rate=5, endpoint_rate=2))

    async def taken(tenant: str, endpoint: str) -> int:
        count = 0
        for _ in range(20):
            try:
                async with gate.passing(tenant, endpoint, clock):
                    count += 1
            except TooMany as refusal:
                assert refusal.params["retry_after"] == 1
        return count

    assert await taken("a", "chat") == 4
    assert await taken("b", "mail") == 4
    await clock.advance(60)
    assert await taken("a", "chat") == 4


def test_what_is_let_go_says_so_with_the_time_to_wait() -> None:
    load = Load()
    load.need("reports")
    load.tell(2)
    with pytest.raises(Overloaded) as refused:
        load.need("reports")
    assert int(refused.value.params["retry_after"]) >= 1
    assert load.allows("bots") and load.allows("signals")
    load.tell(0)
    load.need("reports")


def test_calls_of_one_and_of_all_of_a_centre_have_their_limits() -> None:
    limits = Limits(Rates(caller=1, tenant=2))
    for number in range(8):
        limits.spend_tenant_call("a", now=0)
        if number < 6:
            limits.spend_call("ana", now=0)
    limits.spend_tenant_call("b", now=0)
    with pytest.raises(TooMany):
        limits.spend_call("ana", now=0)
    with pytest.raises(TooMany):
        limits.spend_tenant_call("a", now=0)
    limits.spend_tenant_call("a", now=1)
