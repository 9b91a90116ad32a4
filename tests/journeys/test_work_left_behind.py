"""Work that would wait for who does not come, or behind what cannot be settled: it goes to whoever is there."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from atiende.actions.offers import accept_offer, end_session
from atiende.actions.presence import choose_state, give_back_all, note_absence
from atiende.actions.queues import Switch, switch_queue
from atiende.actions.transfers import Target, transfer_conversation
from atiende.bench.history.rows import CHECKS
from atiende.bench.history.stored import look
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.interaction import Offer
from atiende.ports.store import Change
from atiende.reactors import sweep as sweeping
from tests.journeys.queue_life import again, comes, opened, publish_body, sweep
from tests.journeys.small_centre import ANA, DOCUMENTS, LUIS, TENANT
from tests.journeys.small_world import World

CLOSED = Switch(state="closed", notice={})


@pytest.fixture
async def world(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[World]:
    async with opened(request, tmp_path) as made:
        yield made
        seen = await look(made.desk.store, TENANT, made.route.floor)
        assert [wrong for check in CHECKS for wrong in check(seen)] == []


async def accepts(world: World, agent: str) -> None:
    offers = await world.desk.store.reading(TENANT).where(Offer, {"agent": agent, "state": "made"})
    await accept_offer(world.desk, TENANT, agent, offers[-1].id)
    await world.step()


async def leaves_the_company(world: World, agent: str) -> None:
    def decide(change: Change) -> None:
        change.record(f.UserChanged(user=agent, ability=f.Ability(teams=("first",), active=False)), actor="system")
        give_back_all(change, agent)

    await world.desk.store.change(TENANT, decide, at=world.clock.now())
    await world.step()


async def test_a_chat_passed_to_somebody_whose_line_is_gone_is_everybodys(world: World) -> None:
    await choose_state(world.desk, TENANT, ANA, "available")
    one = await comes(world, "pepe")
    await accepts(world, ANA)
    await choose_state(world.desk, TENANT, LUIS, "available")
    await transfer_conversation(world.desk, TENANT, ANA, one.conversation, Target(agent=LUIS))
    await world.step()
    await accepts(world, LUIS)
    await world.pass_time(300)
    await note_absence(world.desk, TENANT, LUIS)
    await world.pass_time(60)
    found = await again(world, one)
    assert (found.state, found.needs.agent) == ("offered", None)
    await accepts(world, ANA)


async def test_messages_left_in_one_queue_do_not_keep_back_those_of_another(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweeping, "MOST_REFUSED", 2)
    await switch_queue(world.desk, TENANT, ANA, "support", CLOSED)
    for who in ("pepe", "rosa", "luz"):
        assert (await comes(world, who)).state == "refused"
    web = DOCUMENTS["endpoint", "web"]
    assert isinstance(web, docs.Endpoint)
    await publish_body(world, "endpoint", "web", replace(web, queue="second"))
    before = await switch_queue(world.desk, TENANT, ANA, "second", CLOSED)
    other = await comes(world, "juan")
    assert (other.state, other.queue) == ("refused", "second")
    await switch_queue(world.desk, TENANT, ANA, "second", before)
    await sweep(world)
    assert (await again(world, other)).state == "queued"


async def test_a_message_left_for_somebody_who_works_here_no_more_is_worked(world: World) -> None:
    await choose_state(world.desk, TENANT, ANA, "available")
    one = await comes(world, "pepe")
    await accepts(world, ANA)
    await end_session(world.desk, TENANT, one.id, "customer", f"customer:{one.customer}")
    await world.pass_time(60)
    before = await switch_queue(world.desk, TENANT, LUIS, "support", CLOSED)
    await leaves_the_company(world, ANA)
    left = await comes(world, "pepe", 2)
    assert (left.conversation, left.state) == (one.conversation, "refused")
    await sweep(world)
    await switch_queue(world.desk, TENANT, LUIS, "support", before)
    await sweep(world)
    assert (await again(world, left)).state == "queued"


async def test_what_was_being_offered_when_routing_was_stopped_is_offered_when_it_goes_on(world: World) -> None:
    one = await comes(world, "pepe")
    await choose_state(world.desk, TENANT, ANA, "available")
    await world.route.catch_up()
    assert world.route.floor.decide(world.clock.now()), "and nobody writes it down"
    assert world.route.floor.decide(world.clock.now() + 600_000) == []
    async with asyncio.timeout(60), asyncio.TaskGroup() as group:
        running = group.create_task(world.route.run())
        while (await again(world, one)).state != "offered":
            await asyncio.wait({running}, timeout=0.01)
        running.cancel()
    await world.step()
