"""What every queued fact says: when it came, when it is due, how urgent it is and why; over transfers and VIP."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from atiende.actions.configuration import Ref, roll_back
from atiende.actions.conversations import set_priority, set_reason
from atiende.actions.customers import set_vip
from atiende.actions.offers import accept_offer, decline_offer
from atiende.actions.presence import choose_state
from atiende.actions.transfers import Target, transfer_conversation
from atiende.actions.users import Person, change_user
from atiende.bench.history.rows import CHECKS
from atiende.bench.history.stored import look
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.agent import Agent
from atiende.domain.interaction import Interaction, Offer
from atiende.domain.work import Changed
from tests.journeys.queue_life import again, comes, facts_of, on_both, opened, publish_body, rule
from tests.journeys.small_centre import ANA, DOCUMENTS, LUIS, TENANT
from tests.journeys.small_world import EVA, World

HOUR_MS = 3_600_000
OFFICE = docs.Hours(name="Oficina", blocks=[docs.Block(days=[1, 2, 3, 4, 5], start="09:00", end="18:00")])


@pytest.fixture
async def world(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[World]:
    async with opened(request, tmp_path) as made:
        yield made
        seen = await look(made.desk.store, TENANT, made.route.floor)
        assert [wrong for check in CHECKS for wrong in check(seen)] == []


async def last_queued(world: World, one: Interaction) -> f.InteractionQueued:
    found = [each for each in await facts_of(world, f.InteractionQueued) if each.interaction == one.id]
    assert isinstance(found[-1], f.InteractionQueued)
    return found[-1]


@on_both
async def test_mail_is_due_in_business_time_and_a_chat_by_the_clock(world: World) -> None:
    """It is Thursday, 22:26 in Madrid: two hours of Friday's end at 11."""
    await publish_body(world, "hours", "office", OFFICE)
    await publish_body(world, "brand", "main", docs.Brand(name="Logic", hours="office"))
    await rule(world, answer_within_seconds=7200)
    mail = await comes(world, "pepe", endpoint="mail")
    assert mail.due is not None and mail.due % 86_400_000 == 9 * HOUR_MS, "11:00 in Madrid is 9:00 UTC"
    await rule(world, answer_within_seconds=30, hours="always")
    await publish_body(world, "brand", "main", DOCUMENTS["brand", "main"])
    await rule(world, answer_within_seconds=30)
    chat = await comes(world, "rosa")
    assert chat.due == chat.entered + 30_000 == world.clock.now() + 30_000


async def test_a_transfer_keeps_the_place_and_begins_anew_what_counts_from_the_new_queue(world: World) -> None:
    await rule(world, "second", answer_within_seconds=50)
    one = await comes(world, "pepe")
    await choose_state(world.desk, TENANT, ANA, "available")
    await world.step()
    offer = (await world.desk.store.reading(TENANT).where(Offer, {"agent": ANA, "state": "made"}))[0]
    await accept_offer(world.desk, TENANT, ANA, offer.id)
    await set_reason(world.desk, TENANT, ANA, one.conversation, "billing")
    await choose_state(world.desk, TENANT, ANA, "paused", "lunch")
    await world.clock.advance(60)
    await transfer_conversation(world.desk, TENANT, ANA, one.conversation, Target(queue="second"))
    now = world.clock.now()
    queued = await last_queued(world, one)
    assert (queued.since, queued.entered, queued.due, queued.step) == (one.since, now, now + 50_000, 0)
    await world.step()
    assert (queued.reason, queued.direction, queued.why, queued.skills) == ("billing", "in", "transferred", ())


async def test_a_declined_offer_keeps_entry_due_and_place(world: World) -> None:
    one = await comes(world, "pepe")
    await choose_state(world.desk, TENANT, ANA, "available")
    await world.clock.advance(5)
    await world.step()
    offer = (await world.desk.store.reading(TENANT).where(Offer, {"agent": ANA, "state": "made"}))[0]
    await decline_offer(world.desk, TENANT, ANA, offer.id)
    await world.step()
    queued = await last_queued(world, one)
    assert (queued.since, queued.entered, queued.due) == (one.since, one.entered, one.due)


async def test_what_a_queue_asks_for_is_not_written_into_its_work(world: World) -> None:
    await publish_body(world, "skill", "sap", docs.Skill(name="SAP"))
    await rule(world, skills=[docs.Required(skill="sap")])
    one = await comes(world, "pepe")
    assert (await last_queued(world, one)).skills == ()
    await choose_state(world.desk, TENANT, ANA, "available")
    await world.step()
    assert (await again(world, one)).state == "queued"
    await rule(world, skills=[])
    assert (await again(world, one)).state == "offered", "a change of the rules holds at once for what waits"


@on_both
async def test_a_vip_passes_at_once_and_falls_back_when_he_is_one_no_more(world: World) -> None:
    first = await comes(world, "pepe")
    second = await comes(world, "rosa")
    await set_vip(world.desk, TENANT, ANA, second.customer, True)
    await world.step()
    now = await again(world, second)
    assert (now.vip, now.priority) == (True, 1)
    await choose_state(world.desk, TENANT, ANA, "available")
    await world.step()
    offers = await world.desk.store.reading(TENANT).where(Offer, {"agent": ANA, "state": "made"})
    assert offers[0].interaction == min(offers, key=lambda each: each.id).interaction == second.id
    await set_vip(world.desk, TENANT, ANA, second.customer, False)
    later = await again(world, second)
    assert (later.vip, later.priority) == (False, 3)
    changed = await world.desk.store.reading(TENANT).where(Changed, {"subject": second.customer})
    assert [(one.field, one.old, one.new) for one in changed if one.field == "vip"] == [
        ("vip", "no", "yes"),
        ("vip", "yes", "no"),
    ]
    assert (await again(world, first)).priority == 3


async def test_a_vip_who_comes_is_urgent_as_his_queue_says_and_a_hand_set_urgency_stands(world: World) -> None:
    known = await comes(world, "pepe")
    await set_vip(world.desk, TENANT, ANA, known.customer, True)
    await rule(world, vip_priority=2)
    mail = await comes(world, "eva", endpoint="mail")
    await set_vip(world.desk, TENANT, ANA, mail.customer, True)
    assert (await again(world, mail)).priority == 2
    await set_priority(world.desk, TENANT, ANA, mail.conversation, 1)
    await set_vip(world.desk, TENANT, ANA, mail.customer, False)
    assert (await again(world, mail)).priority == 1, "a person said so"


async def test_an_offer_nobody_answers_goes_on_within_a_second_and_its_agent_is_not_responding(world: World) -> None:
    await rule(world, offer_seconds=10)
    one = await comes(world, "pepe")
    await choose_state(world.desk, TENANT, ANA, "available")
    await world.step()
    made = (await world.desk.store.reading(TENANT).where(Offer, {"interaction": one.id, "state": "made"}))[0]
    await choose_state(world.desk, TENANT, LUIS, "available")
    await world.pass_time(11)
    agent = await world.desk.store.reading(TENANT).get(Agent, made.agent)
    assert agent is not None and agent.state == "not_responding"
    following = (await world.desk.store.reading(TENANT).where(Offer, {"interaction": one.id, "state": "made"}))[0]
    assert following.agent == LUIS and following.made_at - made.expires_at <= 1_000


TO_FIVE_PAST_ELEVEN = 45_500
"""Seconds from the world's beginning to Friday, 11:05 in Madrid."""


async def taken_by_ana(world: World) -> Interaction:
    """A chat in Ana's hands."""
    await choose_state(world.desk, TENANT, ANA, "available")
    held = await comes(world, "pepe")
    made = (await world.desk.store.reading(TENANT).where(Offer, {"agent": ANA, "state": "made"}))[0]
    await accept_offer(world.desk, TENANT, ANA, made.id)
    await world.step()
    return await again(world, held)


@on_both
async def test_scenario_at09_agents_and_rules_moved_at_five_past_eleven_hold_at_once_for_what_waits(
    world: World,
) -> None:
    """AT-09, the part of routing: effective at once, audited, revertible; what is in progress is not touched."""
    await publish_body(world, "team", "sales", docs.Team(name="Ventas"))
    await rule(world, "second", teams=["sales"])
    await world.leap(TO_FIVE_PAST_ELEVEN)
    in_hand = await taken_by_ana(world)
    other = await comes(world, "rosa")
    await transfer_conversation(world.desk, TENANT, LUIS, other.conversation, Target(queue="second"))
    await world.step()
    assert (await again(world, other)).state == "queued", "nobody serves sales"

    await change_user(world.desk, TENANT, f"agent:{EVA}", ANA, Person(teams=("sales",)))
    await world.step()
    assert (await again(world, other)).state == "offered", "she was moved, and is asked at once"
    waits = await comes(world, "luz")
    assert (await again(world, waits)).state == "queued", "she serves support no more"
    await rule(world, teams=["sales"])
    assert (await again(world, waits)).state == "offered", "the queue's new rules hold at once"
    assert await again(world, in_hand) == in_hand, "what she has in hand she keeps"

    await change_user(world.desk, TENANT, f"agent:{EVA}", ANA, Person(teams=("first",)))
    await roll_back(world.desk, TENANT, f"agent:{EVA}", Ref("queue", "support"), 1)
    await choose_state(world.desk, TENANT, LUIS, "available")
    assert (await again(world, await comes(world, "sol"))).state == "offered", "reverted, as it was before"
    assert await again(world, in_hand) == in_hand
    log = await world.desk.store.log(TENANT, 0, 10_000)
    by_eva = [type(one.fact) for one in log if one.actor == f"agent:{EVA}"]
    assert by_eva == [f.UserChanged, f.UserChanged, f.DocumentPublished], "who, what and when are in the log"
