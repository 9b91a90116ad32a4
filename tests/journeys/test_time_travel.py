"""The past, on both databases: the floor exactly as it was, each decision made again alike, and who watched it."""

import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from atiende.actions import past, past_board, watching
from atiende.actions.intake import Taken
from atiende.actions.offers import accept_offer, decline_offer, end_session
from atiende.actions.presence import choose_state
from atiende.domain import facts as f
from atiende.domain.errors import StoreFull
from atiende.domain.interaction import Interaction, Offer
from atiende.domain.watching import AGAIN, LIVE, FloorMark, Watching
from atiende.ports.store import Change
from atiende.ports.views import Sight
from atiende.reactors.guard import GuardReactor, read_again
from atiende.reactors.route import RouteReactor
from atiende.routing.floor import Floor
from atiende.routing.guarantees.violation import NO_IDLE, ONE_AGENT
from atiende.routing.scene import Scene
from atiende.store.views import SqlViews
from tests.fakes import open_desk
from tests.journeys.small_centre import ANA, LUIS, TENANT
from tests.journeys.small_world import World, channels
from tests.proof import proven

EVERYTHING = Sight(agent="", queues=None, brands=None)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.pg)])
async def world(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[World]:
    url = str(request.getfixturevalue("postgres_url")) if request.param == "postgres" else ""
    async with open_desk(tmp_path, url=url, channels=channels()) as desk:
        made = World(desk)
        await made.open()
        yield made


async def a_busy_hour(world: World) -> None:
    """Chats come, are taken, declined and ended, while people come and go."""
    for agent in (ANA, LUIS):
        await world.attempt(choose_state(world.desk, TENANT, agent, "available"))
    for number in range(16):
        await world.write(f"cliente{number}", 1, endpoint="web" if number % 3 else "mail")
        for offer in await world.desk.store.reading(TENANT).where(Offer, {"state": "made"}):
            decides = decline_offer if number % 5 == 4 else accept_offer
            await world.attempt(decides(world.desk, TENANT, offer.agent, offer.id))
        if number % 4 == 3 and number < 15:
            for one in await world.desk.store.reading(TENANT).where(Interaction, {"state": "handling"}):
                await world.attempt(end_session(world.desk, TENANT, one.id, "agent", f"agent:{one.agent}"))
        await world.pass_time(20)


async def replayed(world: World, seq: int) -> tuple[bytes, bytes]:
    """From the first fact on, without anything that was kept."""
    floor, scene = Floor(), Scene()
    for logged in await world.desk.store.log(TENANT, 0, seq):
        floor.apply(logged)
        scene.apply(logged)
    return floor.snapshot(), scene.save()


async def test_any_moment_is_as_it_was(world: World) -> None:
    await a_busy_hour(world)
    log = await world.desk.store.log(TENANT, 0, 100_000)
    kept = await past.marks(world.desk, TENANT)
    assert len(kept) >= 2 and all(mark.size for mark in kept)
    for logged in log[:: len(log) // 12]:
        then = await past.floor_at(world.desk, TENANT, logged.at)
        last = max(one.seq for one in log if one.at <= logged.at)
        assert then.seq == last
        assert (then.floor.snapshot(), then.scene.save()) == await replayed(world, last)
    await proved(world)


async def proved(world: World) -> None:
    assert await proven(world.desk.store, TENANT) == []
    assert not any(world.guard.watch.broken.values())


async def test_the_board_of_now_is_the_past_of_now(world: World) -> None:
    await a_busy_hour(world)
    await world.write("espera", 1)
    now = world.clock.now()
    live = await SqlViews(world.desk.store).floor.board(TENANT, EVERYTHING, now)  # type: ignore[arg-type]
    then = await past.floor_at(world.desk, TENANT, now)
    names = {one.id: one.name for one in live.agents}
    told = past_board.board_of(then, EVERYTHING, now, names)
    assert [replace(one, channels=(), expected={}, state_since=0) for one in live.queues] == list(told.queues)
    assert [(a.id, a.state, a.reason, a.since, a.load) for a in live.agents] == [
        (a.id, a.state, a.reason, a.since, a.load) for a in told.agents
    ]
    waits = await SqlViews(world.desk.store).floor.waiting(TENANT, EVERYTHING, None, now)  # type: ignore[arg-type]
    assert [(w.interaction, w.position, w.wait_ms, w.state) for w in waits] == [
        (w.interaction, w.position, w.wait_ms, w.state) for w in past_board.waiting_of(then, EVERYTHING, now)
    ]


async def test_every_past_offer_is_decided_again_alike_and_explained(world: World) -> None:
    await a_busy_hour(world)
    offers = await world.desk.store.reading(TENANT).where(Offer, {})
    assert len(offers) > 10
    for offer in offers:
        _, again = await past.offer_again(world.desk, TENANT, offer)
        assert again is not None and again.same, (offer, again)
        able = [one.agent for one in again.explanation.candidates if not one.reason]
        assert able[0] == offer.agent
        assert {one.agent for one in again.explanation.candidates} == set(world.route.floor.crew.people)


async def test_a_receipt_that_lies_is_told_apart(world: World) -> None:
    taken = await world.write("pepe", 1)
    assert isinstance(taken, Taken)
    await choose_state(world.desk, TENANT, ANA, "available")
    await world.route.catch_up()
    decision = world.route.floor.decide(world.clock.now())[0]
    made = decision.offered("off_lie")  # type: ignore[union-attr]
    lie = replace(made, receipt=replace(made.receipt, waiting=7, rule="whim"))
    await record(world, lie)
    offer = await world.desk.store.reading(TENANT).get(Offer, "off_lie")
    assert offer is not None
    _, again = await past.offer_again(world.desk, TENANT, offer)
    assert again is not None and not again.same
    assert {(one.field, one.then) for one in again.differences} == {("waiting", "7"), ("rule", "whim")}


async def record(world: World, *facts: f.Fact) -> None:
    def decide(change: Change) -> None:
        change.record(*facts, actor="system")

    await world.desk.store.change(TENANT, decide, at=world.clock.now())


async def test_a_node_that_starts_begins_with_the_floor_that_was_kept(world: World) -> None:
    await a_busy_hour(world)
    read: list[int] = []
    log = world.desk.store.log

    async def counted(tenant: str, after: int, limit: int = 1000) -> object:
        page = await log(tenant, after, limit)
        read.append(len(page))
        return page

    world.desk.store.log = counted  # type: ignore[method-assign, assignment]
    route = RouteReactor(world.desk, TENANT)
    await route.catch_up()
    assert route.floor.snapshot() == world.route.floor.snapshot()
    assert sum(read) < await world.desk.store.head(TENANT) / 2


async def test_a_floor_kept_by_another_version_is_not_used(world: World) -> None:
    await a_busy_hour(world)
    for mark in await past.marks(world.desk, TENANT):
        old = replace(mark, format="0.0")
        await world.desk.store.change(TENANT, lambda change, row=old: change.put(row), at=world.clock.now())  # type: ignore[misc]
    assert await past.kept_before(world.desk, TENANT, await world.desk.store.head(TENANT)) is None
    route = RouteReactor(world.desk, TENANT)
    await route.catch_up()
    assert route.floor.snapshot() == world.route.floor.snapshot()


async def test_the_watch_goes_on_where_it_left(world: World) -> None:
    await a_busy_hour(world)
    before = await world.desk.store.reading(TENANT).get(Watching, LIVE)
    assert before is not None and before.facts > 100
    guard = GuardReactor(world.desk, TENANT, world.route, every=100)
    await guard.begin()
    assert guard.watch.facts == await world.desk.store.head(TENANT)
    assert guard.watch.scene.save() == world.guard.watch.scene.save()
    assert guard.watch.checked["one_agent"] == world.guard.watch.checked["one_agent"]


async def test_work_that_nobody_offers_is_seen_within_seconds_and_kept(world: World) -> None:
    await choose_state(world.desk, TENANT, ANA, "available")
    await world.step()
    world.route.floor.decide = lambda now: []  # type: ignore[method-assign]
    await world.write("pepe", 1)
    for _ in range(12):
        world.clock._now += 1000
        await world.guard.beat()
    found = await watching.breaches(world.desk, TENANT)
    assert [(one.guarantee, one.agent, one.queue, one.brand) for one in found] == [(NO_IDLE, ANA, "support", "main")]
    row = await world.desk.store.reading(TENANT).get(Watching, LIVE)
    assert row is not None and row.broken[NO_IDLE] == 1


async def test_a_store_that_is_full_is_nobodys_fault(world: World) -> None:
    await choose_state(world.desk, TENANT, ANA, "available")
    await world.step()
    world.route.floor.decide = lambda now: []  # type: ignore[method-assign]
    await world.write("pepe", 1)
    change = world.desk.store.change

    async def full(*asked: object, **more: object) -> None:
        raise StoreFull()

    world.desk.store.change = full  # type: ignore[method-assign, assignment]
    for _ in range(30):
        world.clock._now += 1000
        await world.guard.beat()
    world.desk.store.change = change  # type: ignore[method-assign]
    for _ in range(9):
        world.clock._now += 1000
        await world.guard.beat()
    assert await watching.breaches(world.desk, TENANT) == []
    for _ in range(4):
        world.clock._now += 1000
        await world.guard.beat()
    assert [one.guarantee for one in await watching.breaches(world.desk, TENANT)] == [NO_IDLE]


async def test_the_whole_log_is_checked_again_when_somebody_asks(world: World) -> None:
    await a_busy_hour(world)
    held = (await world.desk.store.reading(TENANT).where(Interaction, {"state": "handling"}))[0]
    other = LUIS if held.agent == ANA else ANA
    named = {"interaction": held.id, "conversation": held.conversation, "agent": other}
    await record(world, f.InteractionTaken(channel=held.channel, **named))
    await watching.check_again(world.desk, TENANT)
    (asked,) = await world.desk.store.everywhere(Watching, {"reader": AGAIN, "state": "running"})
    done = await read_again(world.desk, *asked)
    assert (done.state, done.seq, done.facts) == ("done", done.head, done.head)
    assert done.broken[ONE_AGENT] == 1
    assert [(one.guarantee, one.seq) for one in await watching.breaches(world.desk, TENANT)] == [(ONE_AGENT, done.head)]


async def test_the_pulse_tells_what_every_five_minutes_brought(world: World) -> None:
    began = world.clock.now()
    await a_busy_hour(world)
    await world.pass_time(301)
    found = await past.pulses(world.desk, TENANT, began, world.clock.now())
    log = await world.desk.store.log(TENANT, 0, 100_000)
    assert sum(one.offers for one in found) == sum(isinstance(each.fact, f.InteractionOffered) for each in log)
    assert all(one.at % 300_000 == 0 for one in found)


def test_old_floors_are_thinned_and_new_ones_are_not() -> None:
    month = past.DENSE_MS
    kept = [FloorMark(seq=n * past.EVERY, at=n, format="1", size=1) for n in range(1, 21)]
    assert past.too_dense(kept, month) == []
    assert [one.seq // past.EVERY for one in past.too_dense(kept, month + 100)] == [
        2, 3, 4, 6, 7, 8, 9, 11, 12, 13, 14, 16, 17, 18, 19
    ]  # fmt: skip


async def test_ten_thousand_facts_after_a_kept_floor_take_less_than_two_seconds(world: World) -> None:
    await a_busy_hour(world)
    for _ in range(100):
        await record(world, *[f.AgentStateChanged(agent=ANA, state=("paused", "available")[n % 2]) for n in range(100)])
    head = await world.desk.store.head(TENANT)
    began = time.process_time()
    then = await past.floor_after(world.desk, TENANT, head)
    assert then.seq == head and time.process_time() - began < 2.0
