"""Collisions and mentions: what came since the writer looked is said, and who is named in a note hears of it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from atiende.actions.conversations import mark_seen
from atiende.actions.held import Hold, hold_reply
from atiende.actions.replies import Note, Reply, send_reply, write_note
from atiende.domain.conversation import Conversation
from atiende.domain.errors import CameMeanwhile, Invalid, NotFound
from atiende.domain.message import Mention, Message
from tests.fakes import open_desk
from tests.journeys.small_centre import ANA, LUIS, TENANT
from tests.journeys.small_world import World, channels
from tests.proof import proven

pytestmark = pytest.mark.anyio


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.pg)])
async def world(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[World]:
    url = str(request.getfixturevalue("postgres_url")) if request.param == "postgres" else ""
    async with open_desk(tmp_path, url=url, channels=channels()) as desk:
        made = World(desk)
        await made.open()
        yield made


async def begun(world: World, endpoint: str = "mail") -> str:
    taken = await world.write("pepe", 1, endpoint=endpoint)
    return taken.conversation  # type: ignore[attr-defined, no-any-return]


async def sent(world: World, conversation: str) -> int:
    rows = await world.desk.store.reading(TENANT).where(Message, {"conversation": conversation})
    return sum(1 for row in rows if row.direction == "out")


def reply(once: str, seen: int | None, text: str = "Buenos días") -> Reply:
    return Reply(client_id=once, text=text, seen=seen)


async def test_two_agents_cannot_answer_the_same_mail_unknowingly(world: World) -> None:
    conversation = await begun(world)
    await send_reply(world.desk, TENANT, LUIS, conversation, reply("l", 1))
    with pytest.raises(CameMeanwhile) as refused:
        await send_reply(world.desk, TENANT, ANA, conversation, reply("a", 1))
    assert refused.value.params == {"count": 1, "seen": 1}
    assert await sent(world, conversation) == 1
    await send_reply(world.desk, TENANT, ANA, conversation, reply("a", None))
    assert await sent(world, conversation) == 2
    assert await proven(world.desk.store, TENANT) == []


async def test_a_mail_that_came_meanwhile_is_read_first_also_when_the_answer_is_held(world: World) -> None:
    conversation = await begun(world)
    await world.write("pepe", 2, endpoint="mail", text="Ya no hace falta")
    later = Hold(until=world.clock.now() + 10_000)
    with pytest.raises(CameMeanwhile):
        await hold_reply(world.desk, TENANT, ANA, conversation, reply("a", 1), later)
    await hold_reply(world.desk, TENANT, ANA, conversation, reply("b", 2), later)


async def test_in_a_chat_the_customer_may_write_meanwhile_but_no_colleague(world: World) -> None:
    conversation = await begun(world, "web")
    await world.write("pepe", 2, text="¿Hola?")
    await send_reply(world.desk, TENANT, ANA, conversation, reply("a", 1))
    with pytest.raises(CameMeanwhile):
        await send_reply(world.desk, TENANT, LUIS, conversation, reply("l", 2))


async def test_notes_and_ones_own_answers_are_no_collision(world: World) -> None:
    conversation = await begun(world)
    await write_note(world.desk, TENANT, LUIS, conversation, Note(client_id="n", text="Ojo"))
    await send_reply(world.desk, TENANT, ANA, conversation, reply("a", 1))
    await send_reply(world.desk, TENANT, ANA, conversation, reply("b", 1))
    assert await sent(world, conversation) == 2


async def test_who_is_named_has_it_in_his_list_until_he_has_read_it(world: World) -> None:
    conversation = await begun(world)
    note = Note(client_id="n", text="@Luis mira", mentions=(LUIS, LUIS))
    message = await write_note(world.desk, TENANT, ANA, conversation, note)
    reading = world.desk.store.reading(TENANT)
    assert [one.seen for one in await reading.where(Mention, {"user": LUIS})] == [False]
    await mark_seen(world.desk, TENANT, LUIS, conversation, message.position - 1)
    assert [one.seen for one in await reading.where(Mention, {"user": LUIS})] == [False]
    await mark_seen(world.desk, TENANT, LUIS, conversation, message.position)
    assert [one.seen for one in await reading.where(Mention, {"user": LUIS})] == [True]
    assert await reading.where(Mention, {"user": ANA}) == []


async def test_nobody_who_is_not_here_can_be_named(world: World) -> None:
    conversation = await begun(world)
    stranger = Note(client_id="n", text="@Nadie", mentions=("usr_00000000000000000000000099",))
    with pytest.raises(NotFound):
        await write_note(world.desk, TENANT, ANA, conversation, stranger)
    found = await world.desk.store.reading(TENANT).get(Conversation, conversation)
    assert found is not None and found.last == 1


async def test_a_text_with_a_gap_never_leaves(world: World) -> None:
    conversation = await begun(world)
    with pytest.raises(Invalid):
        await send_reply(world.desk, TENANT, ANA, conversation, reply("a", None, "Hola, ⟦nombre del cliente⟧:"))
    assert await sent(world, conversation) == 0
