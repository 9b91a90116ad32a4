"""A copy of the chat by e-mail: what was said and nothing else, a few times, and it answers nobody."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from atiende.actions.presence import choose_state
from atiende.actions.replies import Note, Reply, send_reply, write_note
from atiende.actions.transcripts import MOST, send_transcript
from atiende.domain.conversation import Conversation
from atiende.domain.customer import Address
from atiende.domain.errors import Invalid, TooMany
from atiende.domain.message import Message, MessageContent
from atiende.ports.channel import Endpoint
from tests.journeys.queue_life import comes, opened
from tests.journeys.small_centre import ANA, TENANT
from tests.journeys.small_world import World

EMAIL = "Pepe@Example.test"
CHAT = Endpoint(tenant=TENANT, slug="web", brand="main", channel="webchat", settings={})


@pytest.fixture
async def world(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[World]:
    async with opened(request, tmp_path) as made:
        yield made


async def talked(world: World) -> str:
    """A chat with an answer and a note; its conversation."""
    await choose_state(world.desk, TENANT, ANA, "available")
    first = await comes(world, "pepe")
    await send_reply(world.desk, TENANT, ANA, first.conversation, Reply(client_id="r", text="Ahora lo miro"))
    await write_note(world.desk, TENANT, ANA, first.conversation, Note(client_id="n", text="Cliente difícil"))
    return first.conversation


async def copies(world: World, conversation: str) -> list[MessageContent]:
    reading = world.desk.store.reading(TENANT)
    messages = await reading.where(Message, {"conversation": conversation})
    found = [await reading.get(MessageContent, one.id) for one in messages if one.automatic]
    return [one for one in found if one is not None]


async def test_the_copy_holds_what_was_said_and_no_notes(world: World) -> None:
    conversation = await talked(world)
    await send_transcript(world.desk, CHAT, conversation, EMAIL)
    [copy] = await copies(world, conversation)
    assert "Ahora lo miro" in copy.text and "Cliente difícil" not in copy.text
    assert copy.to == (EMAIL,)


async def test_a_copy_answers_nobody(world: World) -> None:
    conversation = (await comes(world, "rosa")).conversation
    before = await world.desk.store.reading(TENANT).get(Conversation, conversation)
    await send_transcript(world.desk, CHAT, conversation, EMAIL)
    after = await world.desk.store.reading(TENANT).get(Conversation, conversation)
    assert before is not None and after is not None and before.waiting_since is not None
    assert (after.waiting_since, after.answered_at) == (before.waiting_since, None)


async def test_nobody_has_us_fill_a_mailbox(world: World) -> None:
    conversation = await talked(world)
    for _ in range(MOST):
        await send_transcript(world.desk, CHAT, conversation, EMAIL)
        await world.clock.advance(1)
    with pytest.raises(TooMany):
        await send_transcript(world.desk, CHAT, conversation, "otra@example.test")
    assert len(await copies(world, conversation)) == MOST


async def test_what_is_no_address_is_said_so_and_changes_nothing(world: World) -> None:
    conversation = await talked(world)
    with pytest.raises(Invalid):
        await send_transcript(world.desk, CHAT, conversation, "pepe arroba")
    assert await copies(world, conversation) == []
    addresses = await world.desk.store.reading(TENANT).where(Address, {})
    assert not [one for one in addresses if "arroba" in one.shown]
