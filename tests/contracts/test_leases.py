"""Leases on both databases: one node at a time acts for a tenant, whatever becomes of it, and by nobody's clock."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import cast

import pytest

from atiende.bus.machine import Footprint
from atiende.bus.memory import MemoryBus
from atiende.domain.conversation import Conversation
from atiende.domain.node import Lease
from atiende.ports.nodes import LEASED, LeaseLost, NodeRow, Nodes
from atiende.reactors.leases import SELF_FENCE_SECONDS
from tests.contracts.lease_world import TENANTS, Member, NodesInMemory, World
from tests.contracts.store_world import open_conversation, opened
from tests.fakes import START

pytestmark = pytest.mark.anyio
A = TENANTS[0]
HOURS = 3 * 3_600_000


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.pg)])
async def world(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[World]:
    if request.param == "sqlite":
        async with opened(f"sqlite:///{tmp_path}/atiende.db") as store:
            made = World(NodesInMemory(store), [store])
            await made.begin()
            yield made
        return
    url, bus = str(request.getfixturevalue("postgres_url")), MemoryBus()
    async with opened(url, bus) as one, opened(url, bus) as two:
        made = World(one.nodes, [one, two])
        await made.begin()
        yield made


async def test_one_node_takes_what_nobody_holds_and_the_next_one_leaves_it_there(world: World) -> None:
    first = await world.join("one")
    second = await world.join("two")
    await world.pass_time(20)

    assert all(first.holds(name) == set(TENANTS) for name in LEASED)
    assert not any(second.holds(name) for name in LEASED)


async def test_a_dead_nodes_leases_are_taken_over_within_fifteen_seconds_by_the_next_epoch(world: World) -> None:
    first = await world.join("one")
    second = await world.join("two")
    await world.pass_time(3)
    before = first.keeper.epoch(A, "router")
    first.frozen = True
    for _ in range(15):
        await world.pass_time(1)

    assert second.holds() == set(TENANTS)
    assert before is not None and second.keeper.epoch(A, "router") == before + 1


async def test_a_node_that_cannot_beat_stops_before_anybody_takes_over(world: World) -> None:
    first = await world.join("one")
    await world.join("two")
    await world.pass_time(4)
    first.frozen = True
    stopped_after = 0
    while first.holds():
        await world.pass_time(1)
        stopped_after += 1

    assert stopped_after <= 10
    with pytest.raises(LeaseLost):
        await first.writes().change(A, open_conversation("cnv_2"), at=START)


async def test_what_a_frozen_node_wakes_up_with_is_refused(world: World) -> None:
    """It decided before it froze and writes after: its own clock stood still, so only the database can tell."""
    first = await world.join("one")
    await world.join("two")
    await world.pass_time(3)
    writes, unfenced = first.writes(), first.store
    epoch = first.keeper.epoch(A, "router")
    assert epoch is not None
    first.frozen = True
    await world.pass_time(20)
    first.keeper._held["router"][A] = epoch  # as it was in its memory when it froze
    first.keeper._beat_at = first.clock.elapsed()

    with pytest.raises(LeaseLost):
        await writes.change(A, open_conversation("cnv_2"), at=START)
    assert await first.store.reading(A).get(Conversation, "cnv_2") is None
    assert first.keeper.epoch(A, "router") is None, "it knows now"

    await unfenced.change(A, open_conversation("cnv_2"), at=START)
    assert await first.store.reading(A).get(Conversation, "cnv_2") is not None, "without the fence it would be written"


async def test_who_was_told_that_nothing_is_held_while_a_beat_was_late_hears_that_it_came(world: World) -> None:
    first = await world.join("one")
    await world.pass_time(2)
    await first.clock.pass_time(SELF_FENCE_SECONDS - 1)
    late = LateBeat(world.nodes, first)
    first.keeper._nodes = cast(Nodes, late)

    await first.keeper.beat()
    assert late.held is None and first.keeper.epoch(A, "router") is not None
    assert late.asked is not None
    async with asyncio.timeout(30):
        await late.asked


class LateBeat:
    """The database takes two seconds over a beat; meanwhile somebody asks whether he may go on."""

    def __init__(self, nodes: Nodes, member: Member) -> None:
        self._nodes, self._member = nodes, member
        self.held: int | None = 0
        self.asked: asyncio.Future[None] | None = None

    async def beat(self, node: NodeRow) -> int:
        await self._member.clock.pass_time(2)
        self.held = self._member.keeper.epoch(A, "router")
        self.asked = asyncio.ensure_future(self._member.keeper.moved())
        await asyncio.wait({self.asked}, timeout=0)
        return await self._nodes.beat(node)

    def __getattr__(self, name: str) -> object:
        return getattr(self._nodes, name)


async def test_a_node_that_was_away_begins_again_with_higher_epochs(world: World) -> None:
    first = await world.join("one")
    await world.pass_time(2)
    before = {name: first.keeper.epoch(A, name) for name in LEASED}
    first.frozen = True
    await world.pass_time(30)
    first.frozen = False
    await world.pass_time(5)

    after = {name: first.keeper.epoch(A, name) for name in LEASED}
    assert all((after[name] or 0) > (before[name] or 0) for name in LEASED)


async def test_a_node_that_let_go_and_is_back_before_it_was_judged_takes_its_leases_again(world: World) -> None:
    """Those too for whose tenants another node comes first: that one leaves alone what names a living node."""
    first, second = await world.join("one"), await world.join("two")
    await world.pass_time(2)
    first.frozen = True
    await world.pass_time(10)
    first.frozen = False
    await world.pass_time(6)

    assert all(first.holds(name) | second.holds(name) == set(TENANTS) for name in LEASED)


async def test_a_server_that_was_killed_and_started_again_waits_for_nobody(world: World, tmp_path: Path) -> None:
    with Footprint(tmp_path).left("one") as before, Footprint(tmp_path).left("beside") as shared:
        assert (before, shared) == ("", ""), "nobody was there, and the one who is there lives"
        (tmp_path / "node").write_text("one")
    (tmp_path / "node").write_text("one")  # a process that is killed leaves it so
    first = await world.join("one")
    await world.pass_time(2)
    first.frozen = True
    with Footprint(tmp_path).left("two") as before:
        assert before == "one"
        second = await world.join("two", after=before)
    assert second.holds() == set(TENANTS)


async def test_a_draining_node_hands_over_at_once(world: World) -> None:
    first = await world.join("one")
    second = await world.join("two")
    await world.pass_time(3)
    await first.keeper.drain()
    await world.pass_time(1)
    assert not second.holds(), "what is under way there may end first"

    await first.keeper.hand_over()
    await world.pass_time(1)

    assert second.holds() == set(TENANTS) and not first.holds()
    row = await second.store.reading(A).get(Lease, "router")
    assert row is not None and (row.node, row.epoch) == ("two", 2)


async def test_nothing_changes_when_the_machines_clocks_differ_by_hours_and_jump(world: World) -> None:
    first = await world.join("one", wrong_by=HOURS)
    second = await world.join("two", wrong_by=-HOURS)
    await world.pass_time(5)
    first.clock._now -= 2 * HOURS
    await world.pass_time(5)

    assert first.holds() == set(TENANTS) and not second.holds()
    assert abs(first.clock.now() - second.clock.now()) < 2_000, "both tell the time of the database"
    first.frozen = True
    await world.pass_time(15)
    assert second.holds() == set(TENANTS)


async def test_the_tenants_of_a_dead_node_spread_over_those_left_and_each_stays_together(world: World) -> None:
    for number in range(40):
        await world.members_store().change(f"ten_{number:02}", open_conversation("cnv_1"), at=START)
    first = await world.join("one")
    second, third = await world.join("two"), await world.join("three")
    await world.pass_time(3)
    first.frozen = True
    await world.pass_time(16)

    assert len(second.holds()) > 8 and len(third.holds()) > 8
    assert len(second.holds()) + len(third.holds()) == 40 + len(TENANTS)
    assert second.holds("worker") == second.holds() == second.holds("channels")


async def test_a_node_takes_only_what_its_roles_name(world: World) -> None:
    screens = await world.join("screens", roles=("web",))
    post = await world.join("post", roles=("channels",))
    await world.pass_time(5)

    assert post.holds("channels") == set(TENANTS)
    assert not any(screens.holds(name) for name in LEASED) and not post.holds("router")


async def test_a_tenant_that_was_removed_is_not_brought_back_by_taking_its_leases(world: World) -> None:
    first = await world.join("one", roles=("web",))
    await first.store.erase(A)
    late = await world.join("two")
    await late.keeper._take(A, await world.nodes.unheld(LEASED, ()) or ())
    await world.pass_time(2)

    assert A not in await first.store.tenants() and A not in late.holds()


async def test_only_nodes_that_are_no_more_are_said_to_be_gone(world: World) -> None:
    first = await world.join("one")
    second = await world.join("two")
    await world.pass_time(2)
    third = await world.join("three")  # nobody has looked since it came
    assert await first.keeper.gone({"one", "two", "three", "never"}) == {"never"}

    second.frozen = True
    await world.pass_time(14)
    assert await first.keeper.gone({"two", "three"}) == {"two"}
    await third.keeper.end()
    assert await first.keeper.gone({"two", "three"}) == {"two", "three"}
