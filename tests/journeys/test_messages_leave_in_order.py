"""How messages leave: one at a time for each conversation, each once, and none behind one that never goes."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from atiende.actions.delivery import note_receipt
from atiende.actions.endpoints import open_endpoint
from atiende.actions.intake import Raw, Taken, keep_raw
from atiende.actions.replies import Reply, order_resend, send_reply
from atiende.domain import facts as f
from atiende.domain.message import Message, MessageContent
from atiende.domain.work import Ingress, Sending, Timer
from atiende.ports.desk import Desk
from atiende.ports.nodes import Alone, LeaseLost
from atiende.ports.store import Change
from atiende.reactors.deliver import DeliverReactor
from atiende.reactors.intake import IntakeReactor
from atiende.reactors.timers import AT_ONCE, TimerReactor
from atiende.reactors.waiting import keep_going
from tests.fakes import open_desk, settle
from tests.journeys.small_centre import ANA, TENANT
from tests.journeys.small_world import World, channels


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.pg)])
async def world(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[World]:
    url = str(request.getfixturevalue("postgres_url")) if request.param == "postgres" else ""
    async with open_desk(tmp_path, url=url, channels=channels()) as desk:
        made = World(desk)
        await made.open()
        yield made


async def mail(world: World) -> str:
    taken = await world.write("pepe", 1, endpoint="mail")
    assert isinstance(taken, Taken)
    return taken.conversation


async def reply(world: World, conversation: str, once: str) -> str:
    return (await send_reply(world.desk, TENANT, ANA, conversation, Reply(client_id=once, text=once))).id


async def status(world: World, message: str) -> str:
    found = await world.desk.store.reading(TENANT).get(Message, message)
    assert found is not None
    return found.status


async def left_over(world: World) -> int:
    read = world.desk.store.reading(TENANT)
    clocks = [one for one in await read.where(Timer, {}) if one.kind == "send"]
    return len(clocks) + len(await read.where(Sending, {}))


async def test_replies_written_together_leave_in_their_order(world: World) -> None:
    conversation = await mail(world)
    written = [await reply(world, conversation, f"r{number}") for number in range(5)]
    await world.step()
    assert world.post.sent == written
    assert await left_over(world) == 0


async def test_order_is_kept_while_the_first_is_tried_again(world: World) -> None:
    conversation = await mail(world)
    world.post.outcomes = ["later", "ok"]
    written = [await reply(world, conversation, f"r{number}") for number in range(2)]
    await world.step()
    assert world.post.sent == []
    await world.pass_time(31)
    assert world.post.sent == written


async def test_a_message_that_keeps_failing_is_overtaken(world: World) -> None:
    conversation = await mail(world)
    world.post.outcomes = ["later", "later"]
    written = [await reply(world, conversation, f"r{number}") for number in range(3)]
    await world.step()
    await world.pass_time(31)
    assert world.post.sent == written[1:]
    await world.pass_time(130)
    assert world.post.sent == [*written[1:], written[0]]
    assert await left_over(world) == 0


async def test_a_send_the_server_died_in_is_unconfirmed_and_never_repeated_by_itself(world: World) -> None:
    conversation = await mail(world)
    world.post.outcomes = ["killed"]
    first = await reply(world, conversation, "r1")
    await world.step()
    second = await reply(world, conversation, "r2")
    await world.step()
    assert (await status(world, first), await status(world, second)) == ("attempting", "written")
    await world.pass_time(61)
    assert (await status(world, first), await status(world, second)) == ("unconfirmed", "sent")
    assert world.post.sent == [second]
    await order_resend(world.desk, TENANT, ANA, first)
    await world.step()
    assert world.post.sent == [second, first]
    assert await left_over(world) == 0


class Frozen(Alone):
    """A node that wakes up after others have taken over."""

    def epoch(self, tenant: str, name: str) -> int | None:
        return None


async def test_a_node_that_was_frozen_after_it_began_an_attempt_sends_nothing(world: World) -> None:
    first = await reply(world, await mail(world), "r1")
    with pytest.raises(LeaseLost):
        await DeliverReactor(replace(world.desk, leases=Frozen())).deliver(TENANT, first)
    assert (world.post.sent, await status(world, first)) == ([], "attempting")

    await world.pass_time(61)  # whoever took over settles it
    assert (world.post.sent, await status(world, first)) == ([], "unconfirmed")


async def test_a_bounce_that_overtakes_our_own_knowledge_leaves_nothing_behind(world: World) -> None:
    conversation = await mail(world)
    world.post.outcomes = ["killed"]
    first = await reply(world, conversation, "r1")
    await world.step()
    await world.desk.store.change(
        TENANT,
        lambda change: change.record(
            f.MessageFailed(message=first, conversation=conversation, reason="bounced"), actor="system"
        ),
        at=world.clock.now(),
    )
    second = await reply(world, conversation, "r2")
    await world.pass_time(61)
    assert (await status(world, first), await status(world, second)) == ("failed", "sent")
    assert await left_over(world) == 0


async def test_a_timer_without_a_message_is_taken_down(world: World) -> None:
    await _put(world.desk, [Timer(kind="send", key="msg_gone", due=world.clock.now())])
    await world.step()
    assert await left_over(world) == 0


async def test_a_slow_relay_does_not_hold_up_other_clocks(world: World) -> None:
    held = asyncio.Event()

    async def hang(tenant: str, key: str) -> None:
        await held.wait()

    early = world.clock.now() - 60_000
    await _put(world.desk, [Timer(kind="send", key=f"msg_{n:04}", due=early) for n in range(2 * AT_ONCE + 10)])
    timers = TimerReactor(world.desk, {"send": hang})
    await _put(world.desk, [Timer(kind="absent", key=ANA, due=world.clock.now())])
    async with asyncio.TaskGroup() as group:
        for _ in range(50):
            await timers._round(group)
            await settle()
            gone = await world.desk.store.reading(TENANT).get(Timer, "absent", ANA) is None
            if gone:
                break
        held.set()
    assert gone


async def test_a_timer_of_an_unknown_kind_is_looked_at_rarely(world: World) -> None:
    await _put(world.desk, [Timer(kind="mystery", key="x", due=world.clock.now())])
    async with asyncio.TaskGroup() as group:
        await world.timers._round(group)
    assert world.timers._not_before


async def test_a_poison_message_is_set_apart_and_the_next_ones_go_on_in_order(world: World) -> None:
    endpoint = await open_endpoint(world.desk, TENANT, "mail")
    assert endpoint is not None
    for number, text in enumerate(["one", "poison", "three", "four"]):
        envelope = {"origin": f"o{number}", "from": "pepe@example.test"}
        await keep_raw(world.desk, endpoint, Raw(origin=f"o{number}", content=text.encode(), envelope=envelope))
    await IntakeReactor(world.desk).drain()
    read = world.desk.store.reading(TENANT)
    assert [one.state for one in await read.where(Ingress, {})] == ["applied", "quarantined", "applied", "applied"]
    messages = {one.id: one.position for one in await read.where(Message, {})}
    texts = {messages[one.id]: one.text for one in await read.where(MessageContent, {})}
    assert texts == {1: "one", 2: "three", 3: "four"}


async def test_a_loop_that_fails_begins_again_and_the_others_go_on(world: World) -> None:
    ran: list[str] = []

    async def breaks() -> None:
        ran.append("breaks")
        if ran.count("breaks") < 3:
            raise RuntimeError("the database hung up")

    async def goes_on() -> None:
        while True:
            await world.clock.sleep(1)
            ran.append("goes on")

    async with asyncio.TaskGroup() as group:
        group.create_task(keep_going(world.clock, "one", breaks))
        other = group.create_task(keep_going(world.clock, "other", goes_on))
        await settle()
        await world.clock.advance(5)
        assert (ran.count("breaks"), ran.count("goes on") >= 4) == (3, True)
        other.cancel()


async def _put(desk: Desk, timers: list[Timer]) -> None:
    def decide(change: Change) -> None:
        for one in timers:
            change.put(one)

    await desk.store.change(TENANT, decide, at=desk.clock.now())


async def test_a_receipt_settles_a_message_that_was_to_be_tried_again(world: World) -> None:
    conversation = await mail(world)
    world.post.outcomes = ["later"]
    message = await reply(world, conversation, "r1")
    await world.step()
    assert (await status(world, message), await left_over(world)) == ("written", 2)
    await note_receipt(world.desk, TENANT, message, "delivered")
    assert (await status(world, message), await left_over(world)) == ("delivered", 0)
    following = await reply(world, conversation, "r2")
    await world.step()
    assert world.post.sent == [following]
