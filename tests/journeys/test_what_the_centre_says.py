"""What a centre says by itself: the reference, once; out of hours when it opens; and never anything to a machine."""

from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
import pytest

from atiende.actions.endpoints import open_endpoint
from atiende.actions.intake import take_message
from atiende.actions.labels import set_kind
from atiende.actions.replies import Reply, send_reply
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.conversation import Conversation
from atiende.domain.message import Message, MessageContent
from atiende.ports.channel import Inbound
from atiende.ports.store import Change
from tests.fakes import open_desk
from tests.journeys.small_centre import ANA, TENANT
from tests.journeys.small_world import World, channels
from tests.proof import proven

pytestmark = pytest.mark.anyio
DAY = 86_400


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.pg)])
async def world(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[World]:
    url = str(request.getfixturevalue("postgres_url")) if request.param == "postgres" else ""
    async with open_desk(tmp_path, url=url, channels=channels()) as desk:
        made = World(desk)
        await made.open()
        yield made


async def publish(world: World, kind: str, slug: str, body: docs.Body) -> None:
    def decide(change: Change) -> None:
        before = change.get(docs.Document, kind, slug)
        text = msgspec.json.encode(body).decode()
        version = (before.version if before else 0) + 1
        change.record(f.DocumentPublished(kind=kind, slug=slug, version=version, body=text), actor="system")

    await world.desk.store.change(TENANT, decide, at=world.clock.now())


async def brand(world: World, **how: object) -> None:
    body = docs.Brand(name="Logic Computer", reference_prefix="LC-", **how)  # type: ignore[arg-type]
    await publish(world, "brand", "main", body)


async def mail(world: World, number: int = 1, who: str = "pepe", **how: object) -> str:
    """`who` writes; answers his conversation."""
    endpoint = await open_endpoint(world.desk, TENANT, "mail")
    assert endpoint is not None
    address = f"{who}@example.test"
    inbound = Inbound(origin=f"{who}/{number}", address=address, name="Pepe", text="Hola", **how)  # type: ignore[arg-type]
    taken = await take_message(world.desk, endpoint, inbound)
    await world.step()
    return taken.conversation


async def said(world: World, conversation: str) -> list[str]:
    """What went out by itself, in order."""
    reading = world.desk.store.reading(TENANT)
    rows = [row for row in await reading.where(Message, {"conversation": conversation}) if row.automatic]
    contents = [await reading.get(MessageContent, row.id) for row in sorted(rows, key=lambda row: row.position)]
    return [content.text for content in contents if content is not None]


async def row(world: World, conversation: str) -> Conversation:
    found = await world.desk.store.reading(TENANT).get(Conversation, conversation)
    assert found is not None
    return found


async def test_who_writes_first_is_told_his_reference_once(world: World) -> None:
    await brand(world, acknowledge="always")
    conversation = await mail(world)
    assert [("LC-1" in text, "su mensaje" in text) for text in await said(world, conversation)] == [(True, True)]
    await mail(world, 2)
    await world.pass_time(60)
    assert len(await said(world, conversation)) == 1 and len(world.post.sent) == 1
    assert await proven(world.desk.store, TENANT) == []


async def test_a_centre_that_does_not_want_it_says_nothing(world: World) -> None:
    """The negative control: the same mail, the usual rule."""
    assert await said(world, await mail(world)) == [] and world.post.sent == []


async def test_it_answers_nobody_and_starts_no_clock(world: World) -> None:
    await brand(world, acknowledge="always")
    conversation = await row(world, await mail(world))
    assert conversation.waiting_since is not None and conversation.answered_at is None
    await send_reply(world.desk, TENANT, ANA, conversation.id, Reply(client_id="a", text="Ya lo miro"))
    answered = await row(world, conversation.id)
    assert answered.waiting_since is None and answered.answered_at is not None


async def test_machines_are_never_answered(world: World) -> None:
    """Lists and programs (`answerable` false), and our own address writing to us."""
    await brand(world, acknowledge="always", out_of_hours=True)
    body = docs.Endpoint(
        name="Otro", brand="main", channel="post", queue="support", settings={"address": "otro@example.test"}
    )
    await publish(world, "endpoint", "other", body)
    for who, how in (("list", {"answerable": False}), ("otro", {})):
        assert await said(world, await mail(world, who=who, **how)) == []
    assert world.post.sent == []


async def test_one_address_gets_one_a_day_whatever_it_opens(world: World) -> None:
    """A program that answers every answer with a new matter gets nothing back: no loop can start."""
    await brand(world, acknowledge="always")
    first = await mail(world)
    for number in range(2, 6):
        await publish_closed(world, first)
        first = await mail(world, number)
        assert await said(world, first) == []
    assert len(world.post.sent) == 1
    await publish_closed(world, first)
    await world.leap(DAY + 1)
    assert len(await said(world, await mail(world, 9))) == 1


async def publish_closed(world: World, conversation: str) -> None:
    def decide(change: Change) -> None:
        change.record(
            f.ConversationResolved(conversation=conversation, disposition="solved", reason="billing"),
            f.ConversationClosed(conversation=conversation),
            actor="system",
        )

    await world.desk.store.change(TENANT, decide, at=world.clock.now())


async def test_a_claim_gets_its_reference_when_a_person_says_it_is_one(world: World) -> None:
    conversation = await mail(world)
    assert await said(world, conversation) == []
    for _ in range(2):
        await set_kind(world.desk, TENANT, ANA, conversation, "claim")
        await world.step()
    [text] = await said(world, conversation)
    assert "su reclamación" in text and text.startswith("Hemos recibido")
    assert (await row(world, conversation)).waiting_since is not None


async def test_out_of_hours_he_is_told_when_it_opens_in_his_language(world: World) -> None:
    hours = docs.Hours(name="Never today", blocks=[docs.Block(days=[1], start="09:00", end="09:05")])
    await publish(world, "hours", "short", hours)
    await brand(world, out_of_hours=True, hours="short")
    [spanish] = await said(world, await mail(world))
    assert "fuera de nuestro horario" in spanish and "abrimos el lunes" in spanish and "9:00" in spanish
    [english] = await said(world, await mail(world, who="peter", language="en"))
    assert "outside our opening hours" in english and "Monday" in english


async def test_the_centres_own_words_are_used_unless_they_leave_a_gap(world: World) -> None:
    await brand(world, acknowledge="always", acknowledge_es="Recibido: {{ reference }}.")
    assert await said(world, await mail(world)) == ["Recibido: LC-1."]
    await brand(world, acknowledge="always", acknowledge_es="Hola, {{ nombre }}: {{ reference }}.")
    [text] = await said(world, await mail(world, who="eva"))
    assert "⟦" not in text and "LC-2" in text


async def test_in_a_chat_it_is_said_in_the_chat(world: World) -> None:
    await brand(world, acknowledge="always", formal=False)
    taken = await world.write("visita", 1)
    assert ["tu mensaje" in text for text in await said(world, taken.conversation)] == [True]  # type: ignore[attr-defined]
