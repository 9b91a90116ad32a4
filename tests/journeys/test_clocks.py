"""The clocks of conversations: which policy holds, business time, what stops them, and what moves them at once."""

from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
import pytest

from atiende.actions import labels, persons
from atiende.actions.conversations import (
    pend_conversation,
    reopen_conversation,
    resolve_conversation,
    snooze_conversation,
    take_conversation,
)
from atiende.actions.customers import set_vip
from atiende.actions.replies import send_reply
from atiende.actions.reply import Reply
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.conversation import Conversation
from atiende.domain.desk_documents import Sla
from atiende.ports.store import Change
from tests.fakes import open_desk
from tests.journeys.small_centre import ANA, TENANT
from tests.journeys.small_world import World, channels
from tests.proof import proven

HOUR = 3_600_000
BLOCK = docs.Block(days=[1, 2, 3, 4, 5, 6, 7], start="09:00", end="17:00")
MORNING = docs.Hours(name="De día", time_zone="UTC", blocks=[BLOCK])
"""The clock of these tests begins in the evening."""


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.pg)])
async def world(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[World]:
    url = str(request.getfixturevalue("postgres_url")) if request.param == "postgres" else ""
    async with open_desk(tmp_path, url=url, channels=channels()) as desk:
        made = World(desk)
        await made.open()
        yield made
        assert await proven(desk.store, TENANT) == []


async def publish(world: World, kind: str, slug: str, body: docs.Body) -> None:
    text = msgspec.json.encode(body).decode()
    fact = f.DocumentPublished(kind=kind, slug=slug, version=1, body=text)

    def decide(change: Change) -> None:
        change.record(fact, actor="system")

    await world.desk.store.change(TENANT, decide, at=world.clock.now())
    await world.step()


async def the_one(world: World) -> Conversation:
    (found,) = await world.desk.store.reading(TENANT).where(Conversation, {"queue": "support"})
    return found


async def comes(world: World, who: str = "rosa") -> Conversation:
    await world.write(who, 1, endpoint="mail")
    return await the_one(world)


async def answered(world: World, conversation: Conversation) -> None:
    reply = Reply(client_id=f"r{world.clock.now()}", text="Ahora mismo.")
    await send_reply(world.desk, TENANT, ANA, conversation.id, reply)
    await world.step()


async def test_without_a_policy_the_queue_says_when_an_answer_is_due(world: World) -> None:
    one = await comes(world)
    assert (one.policy, one.resolve_due) == ("", None)
    assert one.answer_due == one.opened_at + HOUR


async def test_an_answer_stops_the_clock_and_a_word_of_the_customer_starts_it_anew(world: World) -> None:
    await publish(world, "sla", "gold", Sla(name="Oro", first_seconds=600, next_seconds=1800))
    one = await comes(world)
    assert one.answer_due == one.opened_at + 600_000
    await answered(world, one)
    assert (await the_one(world)).answer_due is None
    await world.pass_time(60)
    await world.write("rosa", 2, endpoint="mail")
    again = await the_one(world)
    assert again.waiting_since is not None and again.answer_due == again.waiting_since + 1_800_000


async def test_the_first_policy_that_holds_is_the_one(world: World) -> None:
    await publish(world, "sla", "all", Sla(name="Todos", first_seconds=7200, position=50))
    await publish(world, "sla", "claims", Sla(name="Reclamaciones", first_seconds=600, kinds=["claim"], position=10))
    await publish(world, "sla", "vips", Sla(name="VIP", first_seconds=300, vip_only=True, position=20))
    one = await comes(world)
    assert one.policy == "all"
    await labels.set_kind(world.desk, TENANT, ANA, one.id, "claim")
    claim = await the_one(world)
    assert (claim.policy, claim.answer_due) == ("claims", one.opened_at + 600_000)
    await labels.set_kind(world.desk, TENANT, ANA, one.id, "enquiry")
    await set_vip(world.desk, TENANT, ANA, one.customer, True)
    assert (await the_one(world)).policy == "vips"


async def test_a_person_is_a_vip_as_any_of_his_customers(world: World) -> None:
    await publish(world, "sla", "all", Sla(name="Todos", first_seconds=7200, position=50))
    await publish(world, "sla", "vips", Sla(name="VIP", first_seconds=300, vip_only=True, position=20))
    one = await comes(world)
    await world.write("rosa-chat", 1)
    rows = await world.desk.store.reading(TENANT).where(Conversation, {})
    other = next(each.customer for each in rows if each.customer != one.customer)
    await set_vip(world.desk, TENANT, ANA, other, True)

    async def policy() -> str:
        found = await world.desk.store.reading(TENANT).get(Conversation, one.id)
        return found.policy if found is not None else ""

    assert await policy() == "all"
    pair = persons.Pair(customer=other, other=one.customer)
    link = await persons.link_customers(world.desk, TENANT, ANA, pair)
    assert await policy() == "vips"
    await persons.unlink_customers(world.desk, TENANT, ANA, link)
    assert await policy() == "all"


async def test_waiting_for_the_customer_stops_the_resolution_and_putting_off_does_not(world: World) -> None:
    await publish(world, "sla", "gold", Sla(name="Oro", resolve_seconds=4 * 3600))
    one = await comes(world)
    assert one.resolve_due == one.opened_at + 4 * HOUR
    await take_conversation(world.desk, TENANT, ANA, one.id)
    await snooze_conversation(world.desk, TENANT, ANA, one.id, world.clock.now() + 30 * HOUR)
    assert (await the_one(world)).resolve_due == one.resolve_due
    await world.pass_time(3600)
    await pend_conversation(world.desk, TENANT, ANA, one.id)
    stopped = await the_one(world)
    assert (stopped.resolve_due, stopped.resolve_used) == (None, world.clock.now() - one.opened_at)
    await world.leap(7200)
    await reopen_conversation(world.desk, TENANT, ANA, one.id)
    goes_on = await the_one(world)
    assert goes_on.resolve_due == world.clock.now() + 4 * HOUR - (stopped.resolve_used or 0)


async def test_closed_hours_do_not_count(world: World) -> None:
    await publish(world, "hours", "day", MORNING)
    await publish(world, "sla", "gold", Sla(name="Oro", first_seconds=3600, hours="day"))
    one = await comes(world)
    midnight = one.opened_at - one.opened_at % (24 * HOUR) + 24 * HOUR
    assert one.answer_due == midnight + 10 * HOUR


async def test_a_new_policy_reaches_what_waits_already_and_what_is_done_has_no_clock(world: World) -> None:
    waits = await comes(world)
    await publish(world, "sla", "gold", Sla(name="Oro", first_seconds=60, resolve_seconds=600))
    reached = await the_one(world)
    assert (reached.policy, reached.answer_due) == ("gold", waits.opened_at + 60_000)
    await resolve_conversation(world.desk, TENANT, ANA, waits.id, ("solved", "billing"))
    done = await the_one(world)
    assert (done.answer_due, done.resolve_due) == (None, None)


async def test_nothing_is_written_when_the_clocks_stand_right(world: World) -> None:
    """The negative control: a step that moves no clock leaves no fact behind."""
    one = await comes(world)
    before = [each for each in await world.desk.store.log(TENANT, 0) if isinstance(each.fact, f.TargetSet)]
    await labels.set_kind(world.desk, TENANT, ANA, one.id, "incident")
    await labels.set_kind(world.desk, TENANT, ANA, one.id, "enquiry")
    after = [each for each in await world.desk.store.log(TENANT, 0) if isinstance(each.fact, f.TargetSet)]
    assert len(before) == 1 and after == before


async def test_a_wrong_clock_is_noticed_and_put_right(world: World) -> None:
    """The negative control of settling: a clock somebody set wrongly does not survive the next step."""
    one = await comes(world)

    def decide(change: Change) -> None:
        change.record(f.TargetSet(conversation=one.id, answer_due=1), actor="system")

    await world.desk.store.change(TENANT, decide, at=world.clock.now())
    assert (await the_one(world)).answer_due == 1
    await take_conversation(world.desk, TENANT, ANA, one.id)
    assert (await the_one(world)).answer_due == one.answer_due
