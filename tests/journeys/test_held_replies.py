"""Replies that wait before they go: called back, sent in time, never lost, and told to whom they concern."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from atiende.actions.after import After
from atiende.actions.conversations import resolve_conversation
from atiende.actions.delivery import RETRY_MS
from atiende.actions.held import SCHEDULED, Hold, hold_reply, recall_reply, release_held, send_held
from atiende.actions.replies import Reply, send_reply
from atiende.domain.check import Unfit
from atiende.domain.conversation import Conversation
from atiende.domain.errors import Invalid, NotFound, WrongState
from atiende.domain.message import Draft, HeldReply, Mention, Message
from atiende.reactors.timers import TimerReactor
from tests.fakes import open_desk
from tests.journeys.small_centre import ANA, LUIS, TENANT
from tests.journeys.small_world import World, channels
from tests.proof import proven

pytestmark = pytest.mark.anyio
HOUR = 3_600_000


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.pg)])
async def world(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[World]:
    url = str(request.getfixturevalue("postgres_url")) if request.param == "postgres" else ""
    async with open_desk(tmp_path, url=url, channels=channels()) as desk:
        made = World(desk)
        await made.open()
        yield made


async def mail_of(world: World, who: str = "pepe") -> str:
    taken = await world.write(who, 1, endpoint="mail", text="¿Dónde está mi pedido?")
    return taken.conversation  # type: ignore[attr-defined]


async def hold(world: World, conversation: str, once: str = "a", **how: object) -> HeldReply:
    until = how.pop("until", world.clock.now() + 10_000)
    reply = Reply(client_id=once, text=f"Respuesta {once}")
    made = await hold_reply(
        world.desk,
        TENANT,
        ANA,
        conversation,
        reply,
        Hold(until=until, **how),  # type: ignore[arg-type]
    )
    assert isinstance(made, HeldReply)
    await world.step()
    return made


async def out_of(world: World, conversation: str) -> list[Message]:
    rows = await world.desk.store.reading(TENANT).where(Message, {"conversation": conversation})
    return [row for row in rows if row.direction == "out"]


async def status_of(world: World, conversation: str) -> str:
    found = await world.desk.store.reading(TENANT).get(Conversation, conversation)
    assert found is not None
    return found.status


async def test_a_reply_called_back_in_time_never_leaves(world: World) -> None:
    conversation = await mail_of(world)
    held = await hold(world, conversation)
    draft = await recall_reply(world.desk, TENANT, ANA, held.id)
    await world.pass_time(3600)
    assert world.post.sent == [] and await out_of(world, conversation) == []
    assert draft.text == "Respuesta a"
    kept = await world.desk.store.reading(TENANT).get(Draft, ANA, conversation, "reply")
    assert kept is not None and kept.text == "Respuesta a"
    assert await proven(world.desk.store, TENANT) == []


async def test_a_reply_nobody_calls_back_goes_once_at_its_moment(world: World) -> None:
    """The negative control of the one above: without the call back the same reply leaves."""
    conversation = await mail_of(world)
    held = await hold(world, conversation)
    await world.pass_time(9)
    assert world.post.sent == []
    await world.pass_time(2)
    assert len(world.post.sent) == 1
    await release_held(world.desk, TENANT, held.id)
    await world.pass_time(60)
    assert len(world.post.sent) == 1
    with pytest.raises(NotFound):
        await recall_reply(world.desk, TENANT, ANA, held.id)
    assert await proven(world.desk.store, TENANT) == []


async def test_until_it_is_written_nobody_has_been_answered(world: World) -> None:
    conversation = await mail_of(world)
    await hold(world, conversation)
    reading = world.desk.store.reading(TENANT)
    waits = await reading.get(Conversation, conversation)
    assert waits is not None and waits.waiting_since is not None and waits.answered_at is None
    await world.pass_time(11)
    answered = await reading.get(Conversation, conversation)
    assert answered is not None and answered.waiting_since is None and answered.answered_at is not None


async def test_a_server_that_starts_again_sends_what_was_held(world: World) -> None:
    conversation = await mail_of(world)
    await hold(world, conversation)
    world.timers = TimerReactor(world.desk, {"send": world.deliver.deliver})
    await world.leap(3600)
    assert len(await out_of(world, conversation)) == 1
    await world.leap(RETRY_MS[0] // 1000)
    assert len(world.post.sent) == 1


async def test_what_was_called_back_is_not_sent_by_a_repetition(world: World) -> None:
    conversation = await mail_of(world)
    held = await hold(world, conversation)
    await recall_reply(world.desk, TENANT, ANA, held.id)
    with pytest.raises(WrongState):
        await hold(world, conversation)
    with pytest.raises(WrongState):
        await send_reply(world.desk, TENANT, ANA, conversation, Reply(client_id="a", text="Respuesta a"))
    await world.pass_time(60)
    assert world.post.sent == []


async def test_a_repetition_finds_the_same_reply_held_or_written(world: World) -> None:
    conversation = await mail_of(world)
    held = await hold(world, conversation)
    assert (await hold(world, conversation)).id == held.id
    await world.pass_time(11)
    again = await hold_reply(
        world.desk, TENANT, ANA, conversation, Reply(client_id="a", text="x"), Hold(until=world.clock.now() + 5000)
    )
    assert isinstance(again, Message) and len(world.post.sent) == 1


async def test_the_step_is_taken_when_the_reply_goes_and_not_before(world: World) -> None:
    conversation = await mail_of(world)
    await hold(world, conversation, after=After(step="resolve", outcome=("solved", "billing")))
    assert await status_of(world, conversation) == "open"
    await world.pass_time(11)
    assert await status_of(world, conversation) == "resolved" and len(world.post.sent) == 1
    assert await proven(world.desk.store, TENANT) == []


async def test_sending_and_resolving_at_once_is_both_or_neither(world: World) -> None:
    conversation = await mail_of(world)
    wrong = After(step="resolve", outcome=("unheard-of", "billing"))
    with pytest.raises(Unfit):
        await send_reply(world.desk, TENANT, ANA, conversation, Reply(client_id="a", text="Hola"), wrong)
    assert await out_of(world, conversation) == []
    right = After(step="resolve", outcome=("solved", "billing"))
    await send_reply(world.desk, TENANT, ANA, conversation, Reply(client_id="a", text="Hola"), right)
    assert await status_of(world, conversation) == "resolved" and len(await out_of(world, conversation)) == 1


async def test_a_scheduled_reply_is_called_back_when_the_customer_writes_first(world: World) -> None:
    conversation = await mail_of(world)
    later = world.clock.now() + HOUR
    await hold(world, conversation, "asked", until=later, why=SCHEDULED, unless_answered=True)
    await hold(world, conversation, "anyway", until=later, why=SCHEDULED)
    await world.write("pepe", 2, endpoint="mail", text="Ya ha llegado")
    draft = await world.desk.store.reading(TENANT).get(Draft, ANA, conversation, "reply")
    assert draft is not None and draft.text == "Respuesta asked"
    await world.pass_time(3700)
    assert len(world.post.sent) == 1
    told = await world.desk.store.reading(TENANT).where(Mention, {"user": ANA})
    assert [one.conversation for one in told] == [conversation]
    assert await proven(world.desk.store, TENANT) == []


async def test_a_closed_conversation_gives_the_words_back_with_the_reason(world: World) -> None:
    conversation = await mail_of(world)
    await hold(world, conversation, until=world.clock.now() + 30 * 24 * HOUR, why=SCHEDULED)
    await resolve_conversation(world.desk, TENANT, LUIS, conversation, ("solved", "billing"))
    await world.leap(8 * 24 * 3600)
    assert await status_of(world, conversation) == "closed"
    await world.leap(23 * 24 * 3600)
    assert world.post.sent == []
    log = await world.desk.store.log(TENANT, 0, 10_000)
    recalled = [logged.fact for logged in log if type(logged.fact).__name__ == "ReplyRecalled"]
    assert [fact.why for fact in recalled] == ["closed"]  # type: ignore[union-attr]
    draft = await world.desk.store.reading(TENANT).get(Draft, ANA, conversation, "reply")
    assert draft is not None and draft.text == "Respuesta a"


async def test_words_begun_meanwhile_stay_behind_those_called_back(world: World) -> None:
    conversation = await mail_of(world)
    held = await hold(world, conversation)
    begun = Draft(agent=ANA, conversation=conversation, mode="reply", text="Además")

    await world.desk.store.change(TENANT, lambda change: change.put(begun), at=world.clock.now())
    assert (await recall_reply(world.desk, TENANT, ANA, held.id)).text == "Respuesta a\n\nAdemás"


async def test_sent_at_once_by_hand_it_goes_now_and_only_now(world: World) -> None:
    conversation = await mail_of(world)
    held = await hold(world, conversation, until=world.clock.now() + HOUR, why=SCHEDULED)
    await send_held(world.desk, TENANT, ANA, held.id)
    await world.step()
    assert len(world.post.sent) == 1
    await world.pass_time(3700)
    assert len(world.post.sent) == 1


async def test_nothing_is_held_longer_than_may_be_or_into_the_past(world: World) -> None:
    conversation = await mail_of(world)
    for until in (world.clock.now(), world.clock.now() + 31_000):
        with pytest.raises(Invalid):
            await hold(world, conversation, until=until)
