"""Who comes into a queue: limits, overflow, hours, the emergency switch; who is inside stays, and nothing is lost."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from atiende.actions.conversations import take_conversation
from atiende.actions.presence import choose_state
from atiende.actions.queues import Switch, switch_queue
from atiende.bench.history.rows import CHECKS
from atiende.bench.history.stored import look
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.conversation import Conversation
from atiende.domain.errors import Invalid, NotFound
from atiende.domain.queue import QueueNotice
from atiende.domain.work import Changed
from tests.journeys.queue_life import again, comes, facts_of, on_both, opened, publish_body, rule, sweep, waiting, works
from tests.journeys.small_centre import ANA, TENANT
from tests.journeys.small_world import World

OFFICE = docs.Hours(name="Oficina", blocks=[docs.Block(days=[1, 2, 3, 4, 5], start="09:00", end="18:00")])
"""The world begins on a Thursday evening."""
HOUR = 3600


@pytest.fixture
async def world(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[World]:
    async with opened(request, tmp_path) as made:
        yield made
        seen = await look(made.desk.store, TENANT, made.route.floor)
        assert [wrong for check in CHECKS for wrong in check(seen)] == []


@on_both
async def test_a_full_queue_overflows_and_where_it_goes_on_is_what_counts(world: World) -> None:
    await rule(world, limit=1, overflow="second")
    await rule(world, "second", answer_within_seconds=50)
    first, second = await comes(world, "pepe"), await comes(world, "rosa")
    assert (first.queue, second.queue) == ("support", "second")
    assert second.due == second.entered + 50_000 and second.since == second.entered
    found = await world.desk.store.reading(TENANT).get(Conversation, second.conversation)
    assert found is not None and found.queue == "second"
    assert (await waiting(world), await waiting(world, "second")) == (1, 1)


async def test_where_every_queue_is_full_a_chat_is_refused_and_what_was_written_is_kept(world: World) -> None:
    await rule(world, limit=1, overflow="second")
    await rule(world, "second", limit=1, overflow="support")
    for who in ("pepe", "rosa"):
        await comes(world, who)
    refused = await comes(world, "luz")
    assert (refused.state, refused.queue) == ("refused", "support")
    found = await world.desk.store.reading(TENANT).get(Conversation, refused.conversation)
    assert found is not None and (found.status, found.last, found.agent) == ("new", 1, None)
    assert [one.why for one in await facts_of(world, f.InteractionRefused)] == ["full"]


async def test_whoever_writes_again_while_it_is_full_is_refused_once_and_comes_in_when_there_is_room(
    world: World,
) -> None:
    await rule(world, limit=1)
    await comes(world, "pepe")
    refused = await comes(world, "luz")
    assert (await comes(world, "luz", 2)).id == refused.id
    assert len(await facts_of(world, f.InteractionRefused)) == 1
    await rule(world, limit=2)
    came_in = await comes(world, "luz", 3)
    assert (came_in.id, came_in.state) == (refused.id, "queued")
    assert len(await works(world, refused.conversation)) == 1


@on_both
async def test_a_refused_chat_waits_as_a_message_left_once_there_is_calm(world: World) -> None:
    await rule(world, limit=2)
    inside = [await comes(world, who) for who in ("pepe", "rosa")]
    refused = await comes(world, "luz")
    await sweep(world)
    assert (await again(world, refused)).state == "refused"
    await choose_state(world.desk, TENANT, ANA, "available")
    await world.step()
    assert {(await again(world, one)).state for one in inside} == {"offered"}
    await sweep(world)
    assert (await again(world, refused)).state == "refused", "two are still being offered"
    await rule(world, limit=0)
    await sweep(world)
    left = await again(world, refused)
    assert (left.state, left.since) == ("offered", refused.since)


async def test_a_refused_chat_that_somebody_answers_is_settled(world: World) -> None:
    await rule(world, limit=1)
    await comes(world, "pepe")
    refused = await comes(world, "luz")
    await take_conversation(world.desk, TENANT, ANA, refused.conversation)
    await sweep(world)
    assert (await again(world, refused)).state == "done"


async def test_mail_is_never_refused(world: World) -> None:
    await rule(world, limit=1)
    await switch_queue(world.desk, TENANT, ANA, "support", Switch(state="closed", notice={}))
    for number, who in enumerate(("pepe", "rosa", "luz")):
        assert (await comes(world, who, number, endpoint="mail")).state == "queued"
    assert await facts_of(world, f.InteractionRefused) == []


async def test_out_of_hours_a_chat_is_kept_for_the_morning(world: World) -> None:
    await publish_body(world, "hours", "office", OFFICE)
    await rule(world, hours="office")
    late = await comes(world, "pepe")
    assert late.state == "refused"
    assert [one.why for one in await facts_of(world, f.InteractionRefused)] == ["closed"]
    await sweep(world)
    assert (await again(world, late)).state == "refused"
    await world.leap(11 * HOUR)
    await sweep(world)
    assert (await again(world, late)).state == "queued"


async def test_whoever_waits_when_hours_end_stays_and_is_served(world: World) -> None:
    await publish_body(world, "hours", "office", OFFICE)
    await world.leap(18 * HOUR)  # Friday afternoon
    await rule(world, hours="office")
    inside = await comes(world, "pepe")
    await world.leap(4 * HOUR)
    assert (await comes(world, "rosa")).state == "refused"
    assert (await again(world, inside)).state == "queued"
    await choose_state(world.desk, TENANT, ANA, "available")
    await world.step()
    assert (await again(world, inside)).state == "offered"


@on_both
@pytest.mark.parametrize("state", ["closed", "emergency"])
async def test_the_switch_holds_at_once_for_who_comes_and_sends_nobody_away(world: World, state: str) -> None:
    inside = await comes(world, "pepe")
    wanted = Switch(state=state, notice={"es": "Hay una avería general.", "en": "There is an outage."})
    before = await switch_queue(world.desk, TENANT, ANA, "support", wanted)
    assert (await comes(world, "rosa")).state == "refused"
    assert (await again(world, inside)).state == "queued"
    assert [one.why for one in await facts_of(world, f.InteractionRefused)] == [state]
    kept = await world.desk.store.reading(TENANT).get(QueueNotice, "support")
    assert kept is not None and kept.texts == wanted.notice
    undone = await switch_queue(world.desk, TENANT, ANA, "support", before)
    assert undone == wanted
    assert (await comes(world, "luz")).state == "queued"


@on_both
async def test_who_switched_what_when_and_what_was_told_is_kept(world: World) -> None:
    wanted = Switch(state="emergency", notice={"es": "Hay una avería."})
    await switch_queue(world.desk, TENANT, ANA, "support", wanted)
    await switch_queue(world.desk, TENANT, ANA, "support", wanted)
    logged = [one for one in await world.desk.store.log(TENANT, 0, 1000) if isinstance(one.fact, f.QueueSwitched)]
    assert [(one.actor, one.fact) for one in logged] == [
        (f"agent:{ANA}", f.QueueSwitched(queue="support", state="emergency"))
    ]
    changed = await world.desk.store.reading(TENANT).where(Changed, {"subject": "queue:support"})
    assert {(one.field, one.old, one.new) for one in changed if one.seq == logged[0].seq} == {
        ("state", "normal", "emergency"),
        ("notice.es", "", "Hay una avería."),
    }


@pytest.mark.parametrize(
    ("queue", "switch", "refusal"),
    [
        ("support", Switch(state="emergency", notice={"es": " "}), Invalid),
        ("support", Switch(state="asleep", notice={}), Invalid),
        ("support", Switch(state="closed", notice={"fr": "Fermé"}), Invalid),
        ("support", Switch(state="closed", notice={"es": "x" * 501}), Invalid),
        ("nowhere", Switch(state="closed", notice={}), NotFound),
    ],
)
async def test_a_switch_that_makes_no_sense_is_refused(
    world: World, queue: str, switch: Switch, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        await switch_queue(world.desk, TENANT, ANA, queue, switch)


async def test_without_the_sweeper_the_refused_would_be_forgotten(world: World) -> None:
    """Negative control of what the other tests rely on."""
    await rule(world, limit=1)
    await comes(world, "pepe")
    refused = await comes(world, "luz")
    await rule(world, limit=0)
    await world.leap(HOUR)
    assert (await again(world, refused)).state == "refused"
    await sweep(world)
    assert (await again(world, refused)).state == "queued"
