"""Other ways than waiting, each keeping the place: a callback, an answer by mail, a link; and AT-05's part in it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from atiende.actions.callbacks import Wanted, request_callback
from atiende.actions.conversations import pend_conversation, resolve_conversation
from atiende.actions.deflection import go_on_by_mail, note_link
from atiende.actions.offers import accept_offer
from atiende.actions.presence import choose_state
from atiende.actions.replies import Reply, send_reply
from atiende.api.public.other_ways import take_way
from atiende.api.public.said import Frame
from atiende.bench.history.rows import CHECKS
from atiende.bench.history.stored import look
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.callback import Callback
from atiende.domain.errors import Invalid, Unreachable, WrongState
from atiende.domain.interaction import Interaction, Offer
from atiende.domain.work import Timer
from atiende.reactors.outlook import OutlookReactor
from atiende.reactors.sweep import sweep_tenant
from tests.journeys.queue_life import again, comes, facts_of, on_both, opened, publish_body, rule, waiting, works
from tests.journeys.small_centre import ANA, LUIS, TENANT
from tests.journeys.small_world import World

NUMBER = "600 12 34 56"
WAYS = docs.Deflection(above_seconds=600, link="https://ayuda.example/")


@pytest.fixture
async def world(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[World]:
    async with opened(request, tmp_path) as made:
        yield made
        seen = await look(made.desk.store, TENANT, made.route.floor)
        assert [wrong for check in CHECKS for wrong in check(seen)] == []


def outlook(world: World) -> OutlookReactor:
    return OutlookReactor(world.desk, TENANT, lambda: world.route.floor)


async def made_for(world: World, agent: str) -> list[str]:
    """What is being offered to an agent, by interaction."""
    rows = await world.desk.store.reading(TENANT).where(Offer, {"agent": agent, "state": "made"})
    return [one.interaction for one in rows]


async def takes(world: World, agent: str, one: Interaction) -> None:
    found = await again(world, one)
    assert found.offer is not None
    await accept_offer(world.desk, TENANT, agent, found.offer)
    await world.step()


async def busy(world: World, load: int = 3) -> list[Interaction]:
    """Ana is there and has as many chats as she can carry."""
    await choose_state(world.desk, TENANT, ANA, "available")
    held = [await comes(world, f"antes{number}") for number in range(load)]
    for one in held:
        await takes(world, ANA, one)
    return held


@on_both
async def test_scenario_at05_whoever_must_wait_long_is_offered_other_ways_and_keeps_his_place(world: World) -> None:
    """AT-05, the part of routing: the voice prompt and its message come with the telephone."""
    await rule(world, deflection=WAYS, handle_seconds=400)
    await busy(world)
    told, expects = [], outlook(world)
    for number in range(6):
        told.append(await comes(world, f"cliente{number}"))
        await world.clock.advance(1)
    await expects.offer_ways()
    await expects.offer_ways()
    offered = await facts_of(world, f.DeflectionOffered)
    assert {one.interaction for one in offered} < {one.id for one in told}, "who is next need not wait so long"
    assert all(one.ways == ("callback", "email", "link") for one in offered)
    assert all(one.expected_ms[1] > 600_000 > one.expected_ms[0] >= 0 for one in offered[:1])
    last = told[-1]
    await request_callback(world.desk, TENANT, f"customer:{last.customer}", last.id, Wanted(number=NUMBER))
    await world.step()
    called = await again(world, last)
    assert (called.channel, called.deflection, called.direction) == ("callback", "callback", "out")
    assert (called.since, called.entered, called.queue) == (last.since, last.entered, "support")
    assert [one.way for one in await facts_of(world, f.DeflectionTaken)] == ["callback"]


async def test_a_visitor_takes_no_way_that_he_was_not_offered(world: World) -> None:
    first = await comes(world, "pepe")
    for asked in (Frame(op="callback", number=NUMBER), Frame(op="by_mail", email="pepe@example.test")):
        await take_way(world.desk, TENANT, first, asked)
    assert await again(world, first) == first
    assert await facts_of(world, f.CallbackRequested) == []


async def test_nobody_is_offered_anything_while_the_wait_is_short_or_unknown(world: World) -> None:
    await rule(world, deflection=WAYS, handle_seconds=900)
    first = await comes(world, "pepe")
    await outlook(world).offer_ways()
    assert await facts_of(world, f.DeflectionOffered) == [], "nobody serves: nothing can be said"
    await choose_state(world.desk, TENANT, ANA, "available")
    await world.step()
    await outlook(world).offer_ways()
    assert await facts_of(world, f.DeflectionOffered) == [], "he is being offered to her"
    await takes(world, ANA, first)


async def test_a_callback_is_made_before_who_came_later_and_its_outcome_is_recorded(world: World) -> None:
    first = await comes(world, "pepe")
    await world.clock.advance(5)
    await comes(world, "rosa")
    await request_callback(world.desk, TENANT, "customer:x", first.id, Wanted(number="+34 600 123 456"))
    kept = await world.desk.store.reading(TENANT).get(Callback, first.id)
    assert kept is not None and kept.number == "+34600123456"
    await choose_state(world.desk, TENANT, ANA, "available")
    await world.step()
    assert first.id in await made_for(world, ANA)
    await takes(world, ANA, first)
    await resolve_conversation(world.desk, TENANT, ANA, first.conversation, ("solved", "billing"))
    await world.step()
    assert (await again(world, first)).state == "done"


@pytest.mark.parametrize(
    "number", ["", "12", "llámame", "600 12", "+34 600 123 456 ext. 9", "0" * 41, "+99 123 456 789"]
)
async def test_what_is_no_telephone_number_is_said_so_and_changes_nothing(world: World, number: str) -> None:
    first = await comes(world, "pepe")
    with pytest.raises(Invalid) as refused:
        await request_callback(world.desk, TENANT, "customer:x", first.id, Wanted(number=number))
    assert refused.value.params == {"field": "number", "reason": "not_a_phone_number"}
    assert await again(world, first) == first


async def test_a_local_number_is_read_in_the_brands_country(world: World) -> None:
    await publish_body(world, "brand", "main", docs.Brand(name="Logic", time_zone="America/Mexico_City"))
    first = await comes(world, "pepe")
    await request_callback(world.desk, TENANT, "customer:x", first.id, Wanted(number="55 1234 5678"))
    kept = await world.desk.store.reading(TENANT).get(Callback, first.id)
    assert kept is not None and kept.number == "+525512345678"


async def test_who_waits_and_agrees_on_a_later_moment_is_not_offered_before(world: World) -> None:
    first = await comes(world, "pepe")
    when = world.clock.now() + 600_000
    await request_callback(world.desk, TENANT, "customer:x", first.id, Wanted(number=NUMBER, not_before=when))
    await choose_state(world.desk, TENANT, ANA, "available")
    await world.step()
    assert first.id not in world.route.floor.waiting and await made_for(world, ANA) == []


@on_both
async def test_an_agreed_callback_sleeps_until_its_moment(world: World) -> None:
    first = await comes(world, "pepe")
    await choose_state(world.desk, TENANT, ANA, "available")
    await world.step()
    await takes(world, ANA, first)
    when = world.clock.now() + 1_800_000
    await request_callback(world.desk, TENANT, f"agent:{ANA}", first.id, Wanted(number=NUMBER, not_before=when))
    await world.step()
    asleep = await again(world, first)
    assert (asleep.state, asleep.channel, asleep.agent) == ("in_flow", "callback", None)
    assert await waiting(world) == 0 and await made_for(world, ANA) == []
    await world.leap(1_790)
    assert (await again(world, first)).state == "in_flow"
    await world.leap(20)
    await world.step()
    assert await made_for(world, ANA) == [first.id]
    await takes(world, ANA, first)


async def test_a_promised_call_outlives_the_conversations_being_put_off(world: World) -> None:
    first = await comes(world, "pepe")
    when = world.clock.now() + 600_000
    await request_callback(world.desk, TENANT, "customer:x", first.id, Wanted(number=NUMBER, not_before=when))
    await pend_conversation(world.desk, TENANT, ANA, first.conversation)
    assert (await again(world, first)).state == "in_flow"
    await resolve_conversation(world.desk, TENANT, ANA, first.conversation, ("solved", "billing"))
    assert (await again(world, first)).state == "done", "but not its being done with"


async def test_a_callback_that_lost_its_clock_waits_at_once(world: World) -> None:
    """Negative control of the clock, and the sweeper that mends it."""
    first = await comes(world, "pepe")
    when = world.clock.now() + 600_000
    await request_callback(world.desk, TENANT, "customer:x", first.id, Wanted(number=NUMBER, not_before=when))
    await world.desk.store.change(TENANT, lambda change: change.drop(Timer, "callback", first.id), at=world.clock.now())
    seen = await look(world.desk.store, TENANT, world.route.floor)
    assert any("in_flow" in wrong for check in CHECKS for wrong in check(seen))
    await sweep_tenant(world.desk, TENANT)
    await world.step()
    assert (await again(world, first)).state == "queued"


async def test_beside_work_that_is_over_a_callback_is_new_work(world: World) -> None:
    first = await comes(world, "pepe")
    await choose_state(world.desk, TENANT, ANA, "available")
    await world.step()
    await takes(world, ANA, first)
    await resolve_conversation(world.desk, TENANT, ANA, first.conversation, ("solved", "billing"))
    when = world.clock.now() + 60_000
    made = await request_callback(world.desk, TENANT, f"agent:{ANA}", first.id, Wanted(number=NUMBER, not_before=when))
    assert made != first.id
    await world.leap(61)
    await world.step()
    assert [one.state for one in await works(world, first.conversation)] == ["done", "offered"]


@on_both
async def test_whoever_goes_on_by_mail_keeps_his_place_and_is_answered_there(world: World) -> None:
    first = await comes(world, "pepe")
    await world.clock.advance(5)
    await comes(world, "rosa")
    await go_on_by_mail(world.desk, TENANT, "customer:x", first.id, "Pepe@Example.test")
    await choose_state(world.desk, TENANT, ANA, "available")
    await world.step()
    now = await again(world, first)
    assert (now.channel, now.endpoint, now.since, now.state) == ("post", "mail", first.since, "offered")
    await takes(world, ANA, first)
    sent = await send_reply(world.desk, TENANT, ANA, first.conversation, Reply(client_id="a", text="Le contesto aquí"))
    await world.step()
    assert (sent.endpoint, world.post.sent) == ("mail", [sent.id])
    assert sent.interaction == first.id


async def test_an_address_that_is_somebody_elses_gets_the_answer_and_stays_his(world: World) -> None:
    theirs = await comes(world, "pepe", endpoint="mail")
    mine = await comes(world, "visita")
    await go_on_by_mail(world.desk, TENANT, "customer:x", mine.id, "pepe@example.test")
    sent = await send_reply(world.desk, TENANT, LUIS, mine.conversation, Reply(client_id="a", text="Aquí"))
    await world.step()
    assert world.post.sent == [sent.id]
    assert (await comes(world, "pepe", 2, endpoint="mail")).customer == theirs.customer
    third = await comes(world, "tercera")
    with pytest.raises(Unreachable):
        await go_on_by_mail(world.desk, TENANT, "customer:x", third.id, "pepe@example.test")


async def test_what_cannot_go_on_by_mail_stays_as_it_is(world: World) -> None:
    first = await comes(world, "pepe")
    with pytest.raises(Invalid):
        await go_on_by_mail(world.desk, TENANT, "customer:x", first.id, "pepe")
    await go_on_by_mail(world.desk, TENANT, "customer:x", first.id, "pepe@example.test")
    with pytest.raises(WrongState):
        await go_on_by_mail(world.desk, TENANT, "customer:x", first.id, "pepe@example.test")


async def test_a_link_is_noted_once_and_he_waits_on(world: World) -> None:
    await rule(world, deflection=WAYS, handle_seconds=3000)
    await busy(world)
    first = await comes(world, "pepe")
    await outlook(world).offer_ways()
    for _ in range(2):
        await note_link(world.desk, TENANT, "customer:x", first.id)
    assert [one.way for one in await facts_of(world, f.DeflectionTaken)] == ["link"]
    assert (await again(world, first)).state == "queued"
