"""Steps of a queue on the running centre: decided by the floor, checked on the rows, written, and replayed alike."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from atiende.actions.offers import widen_work
from atiende.actions.presence import choose_state
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.documents import Step
from atiende.domain.errors import TooLate
from tests.journeys.queue_life import again, comes, facts_of, opened, publish_body, rule
from tests.journeys.small_centre import ANA, TENANT
from tests.journeys.small_world import World


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.pg)])
async def world(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[World]:
    async with opened(request, tmp_path) as made:
        await publish_body(made, "team", "experts", docs.Team(name="Expertos"))
        await choose_state(made.desk, TENANT, ANA, "available")
        yield made


async def test_a_step_lets_in_whom_the_queue_did_not_ask_at_first(world: World) -> None:
    await rule(world, teams=["experts"], steps=[Step(after_seconds=30, teams=["first"])])
    one = await comes(world, "rosa")
    assert (await again(world, one)).state == "queued"
    await world.pass_time(29)
    assert (await again(world, one)).state == "queued"
    await world.pass_time(2)
    found = await again(world, one)
    assert (found.state, found.step) == ("offered", 1)
    (widened,) = await facts_of(world, f.InteractionWidened)
    assert widened.step == 1 and widened.receipt is not None and widened.receipt.excluded == {"not_in_team": 3}


async def test_a_missed_offer_keeps_the_step(world: World) -> None:
    await rule(world, teams=["experts"], steps=[Step(after_seconds=5, teams=["first"])])
    one = await comes(world, "rosa")
    await world.pass_time(6)
    assert (await again(world, one)).state == "offered"
    await world.pass_time(31)
    found = await again(world, one)
    assert (found.state, found.step, found.since, found.entered) == ("queued", 1, one.since, one.entered)


async def test_a_step_into_another_queue_keeps_the_place_and_takes_that_queues_rules(world: World) -> None:
    await rule(world, teams=["experts"], steps=[Step(after_seconds=20, queue="second")])
    one = await comes(world, "rosa")
    await world.pass_time(21)
    found = await again(world, one)
    assert (found.queue, found.step, found.since, found.state) == ("second", 0, one.since, "offered")
    assert found.entered > one.entered
    queued = [fact for fact in await facts_of(world, f.InteractionQueued) if fact.interaction == one.id]
    assert [fact.why for fact in queued] == ["new", "overflow"]


async def test_a_step_is_refused_when_the_row_has_moved_on(world: World) -> None:
    await rule(world, teams=["experts"], steps=[Step(after_seconds=20, teams=["first"])])
    one = await comes(world, "rosa")
    made = f.InteractionWidened(interaction=one.id, conversation=one.conversation, queue="support", step=1)
    await widen_work(world.desk, TENANT, made)
    with pytest.raises(TooLate):
        await widen_work(world.desk, TENANT, made)
    await world.step()
    assert len(await facts_of(world, f.InteractionWidened)) == 1
