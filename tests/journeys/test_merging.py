"""Conversations that are one matter: merged, taken apart, split and moved, with nothing stranded on the way."""

from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest

from atiende.actions import conversations as steps
from atiende.actions.merging import merge_conversations, unmerge_conversation
from atiende.actions.offers import accept_offer
from atiende.actions.persons import Pair, link_customers, unlink_customers
from atiende.actions.presence import choose_state
from atiende.actions.replies import Note, write_note
from atiende.actions.splitting import move_messages, split_conversation
from atiende.bench.history.rows import CHECKS
from atiende.bench.history.stored import look
from atiende.domain.conversation import Conversation
from atiende.domain.errors import Invalid, NotFound, WrongState
from atiende.domain.interaction import OPEN_STATES, Interaction, Offer
from atiende.domain.message import Message
from atiende.ports.views import Sight
from atiende.store.store import SqlStore
from atiende.store.views import SqlViews
from tests.journeys.queue_life import opened
from tests.journeys.small_centre import ANA, LUIS, TENANT
from tests.journeys.small_world import World


@pytest.fixture
async def world(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[World]:
    """Afterwards: nothing stranded, and everything as the log says."""
    async with opened(request, tmp_path) as made:
        yield made
        seen = await look(made.desk.store, TENANT, made.route.floor)
        assert [wrong for check in CHECKS for wrong in check(seen)] == []


async def _two(world: World) -> tuple[Conversation, Conversation]:
    """Pepe by chat and Pepe by mail, linked to be one person; each with a conversation that waits."""
    await world.write("pepe", 1, endpoint="mail", text="Mi factura tiene un cargo que no entiendo.")
    await world.write("pepe", 2, endpoint="web", text="Hola, ¿han visto mi correo?")
    mail, chat = await _all(world)
    await link_customers(world.desk, TENANT, ANA, Pair(customer=chat.customer, other=mail.customer))
    return mail, chat


async def _all(world: World) -> Sequence[Conversation]:
    found = await world.desk.store.reading(TENANT).where(Conversation, {})
    return sorted(found, key=lambda one: one.number)


async def _of(world: World, conversation: Conversation) -> Conversation:
    found = await world.desk.store.reading(TENANT).get(Conversation, conversation.id)
    assert found is not None
    return found


async def _work(world: World, conversation: Conversation) -> list[Interaction]:
    rows = await world.desk.store.reading(TENANT).where(Interaction, {"conversation": conversation.id})
    return [one for one in rows if one.state in OPEN_STATES]


async def test_what_waits_in_the_merged_one_waits_on_in_the_other_and_is_offered(world: World) -> None:
    mail, chat = await _two(world)
    since = {one.id: one.since for each in (mail, chat) for one in await _work(world, each)}
    await merge_conversations(world.desk, TENANT, ANA, mail.id, [chat.id])
    assert (await _of(world, chat)).status == "closed" and (await _of(world, chat)).merged_into == mail.id
    assert await _work(world, chat) == []
    moved = {one.channel: one for one in await _work(world, mail)}
    assert set(moved) == {"post", "webchat"} and all(one.since == since[one.id] for one in moved.values())
    await _available(world, ANA)
    offers = await world.desk.store.reading(TENANT).where(Offer, {"agent": ANA, "state": "made"})
    assert {one.conversation for one in offers} == {mail.id}


async def test_an_unlinked_persons_conversation_is_not_merged(world: World) -> None:
    await world.write("pepe", 1, endpoint="mail")
    await world.write("lola", 1, endpoint="mail")
    one, other = await _all(world)
    with pytest.raises(Invalid):
        await merge_conversations(world.desk, TENANT, ANA, one.id, [other.id])
    assert (await _of(world, other)).merged_into is None


async def test_the_timeline_shows_all_in_order_and_pages_without_a_gap(world: World) -> None:
    mail, chat = await _two(world)
    await merge_conversations(world.desk, TENANT, ANA, mail.id, [chat.id])
    await world.pass_time(5)
    await write_note(world.desk, TENANT, ANA, mail.id, Note(client_id="n1", text="Es lo mismo."))
    whole, read, cursor = [], [], None
    page = await _views(world).timeline.page(TENANT, mail.id, ANA, None, 200)
    whole = [getattr(one, "id", getattr(one, "seq", None)) for one in page.items]
    assert [one.text for one in page.items if one.type == "message"] == [
        "Mi factura tiene un cargo que no entiendo.",
        "Hola, ¿han visto mi correo?",
        "Es lo mismo.",
    ]
    while True:
        page = await _views(world).timeline.page(TENANT, mail.id, ANA, cursor, 2)
        read = [getattr(one, "id", getattr(one, "seq", None)) for one in page.items] + read
        cursor = page.next
        if cursor is None:
            break
    assert read == whole


async def test_new_messages_for_the_merged_one_land_in_the_other(world: World) -> None:
    mail, chat = await _two(world)
    await merge_conversations(world.desk, TENANT, ANA, mail.id, [chat.id])
    await world.write("pepe", 3, endpoint="web", text="¿Siguen ahí?")
    found = await world.desk.store.reading(TENANT).where(Message, {"conversation": mail.id})
    assert sorted(one.channel for one in found) == ["post", "webchat"] and len(await _all(world)) == 2


async def test_a_link_cut_afterwards_keeps_them_apart(world: World) -> None:
    mail, chat = await _two(world)
    link = await link_customers(world.desk, TENANT, ANA, Pair(customer=chat.customer, other=mail.customer))
    await merge_conversations(world.desk, TENANT, ANA, mail.id, [chat.id])
    await unlink_customers(world.desk, TENANT, ANA, link)
    await world.write("pepe", 3, endpoint="web", text="Soy otra persona.")
    landed = await world.desk.store.reading(TENANT).where(Message, {"conversation": mail.id})
    assert [one.channel for one in landed] == ["post"]


async def test_a_live_chat_in_an_agents_hands_stays_in_them(world: World) -> None:
    mail, chat = await _two(world)
    await _available(world, ANA)
    for offer in await world.desk.store.reading(TENANT).where(Offer, {"agent": ANA, "state": "made"}):
        await accept_offer(world.desk, TENANT, ANA, offer.id)
    await world.step()
    before = (await _work(world, chat))[0]
    assert before.state == "handling"
    await merge_conversations(world.desk, TENANT, LUIS, mail.id, [chat.id])
    after = next(one for one in await _work(world, mail) if one.id == before.id)
    assert (after.state, after.agent, after.first_taken_at) == ("handling", ANA, before.first_taken_at)
    await world.step()


async def test_taken_apart_each_is_as_it_was_and_has_its_own_work(world: World) -> None:
    mail, chat = await _two(world)
    before = await _of(world, chat)
    await merge_conversations(world.desk, TENANT, ANA, mail.id, [chat.id])
    await unmerge_conversation(world.desk, TENANT, ANA, chat.id)
    after = await _of(world, chat)
    assert (after.status, after.waiting_since, after.merged_into) == (before.status, before.waiting_since, None)
    assert [one.channel for one in await _work(world, chat)] == ["webchat"]
    assert [one.channel for one in await _work(world, mail)] == ["post"]
    with pytest.raises(WrongState):
        await unmerge_conversation(world.desk, TENANT, ANA, chat.id)
    await world.step()


async def test_mail_merged_into_mail_is_one_piece_of_work_and_two_when_taken_apart(world: World) -> None:
    await world.write("pepe", 1, endpoint="mail", text="La factura.")
    (first,) = await _all(world)
    await steps.take_conversation(world.desk, TENANT, ANA, first.id)
    await steps.resolve_conversation(world.desk, TENANT, ANA, first.id, ("solved", "billing"))
    await world.leap(8 * 86_400)
    await world.write("pepe", 2, endpoint="mail", text="Otra vez la factura.")
    old, new = await _all(world)
    assert old.status == "closed"
    await merge_conversations(world.desk, TENANT, ANA, new.id, [old.id])
    assert len(await _work(world, new)) == 1
    await unmerge_conversation(world.desk, TENANT, ANA, old.id)
    assert (await _of(world, old)).status == "closed" and len(await _work(world, new)) == 1


async def test_chosen_messages_begin_a_conversation_and_the_originals_stay(world: World) -> None:
    await world.write("pepe", 1, endpoint="mail", text="La factura.")
    await world.write("pepe", 2, endpoint="mail", text="Y además, la entrega.")
    (source,) = await _all(world)
    messages = await world.desk.store.reading(TENANT).where(Message, {"conversation": source.id})
    second = max(messages, key=lambda one: one.position)
    made = await split_conversation(world.desk, TENANT, ANA, source.id, [second.id])
    assert (made.split_from, made.agent, made.status) == (source.id, ANA, "open") and made.number != source.number
    (copy,) = await world.desk.store.reading(TENANT).where(Message, {"conversation": made.id})
    assert (copy.copied_from, copy.at, copy.position) == (second.id, second.at, 1)
    assert len(await world.desk.store.reading(TENANT).where(Message, {"conversation": source.id})) == 2
    entry = await _views(world).timeline.entry(TENANT, copy.id)
    assert entry is not None and entry.text == "Y además, la entrega."
    related = await _views(world).matters.of(TENANT, _sight(), source.id)
    assert [(one.id, one.how) for one in related.related] == [(made.id, "split_to")]
    with pytest.raises(NotFound):
        await split_conversation(world.desk, TENANT, ANA, made.id, [second.id])


async def test_messages_that_joined_the_wrong_matter_are_moved_in_one_step(world: World) -> None:
    mail, chat = await _two(world)
    (written,) = await world.desk.store.reading(TENANT).where(Message, {"conversation": chat.id})
    target = await move_messages(world.desk, TENANT, ANA, chat.id, [written.id], mail.id)
    assert target.last == 2 and (await _of(world, chat)).waiting_since is None
    await world.write("lola", 1, endpoint="mail")
    stranger = (await _all(world))[-1]
    with pytest.raises(Invalid):
        await move_messages(world.desk, TENANT, ANA, chat.id, [written.id], stranger.id)


def _views(world: World) -> SqlViews:
    assert isinstance(world.desk.store, SqlStore)
    return SqlViews(world.desk.store)


def _sight() -> Sight:
    return Sight(agent=ANA, queues=None, brands=None)


async def _available(world: World, agent: str) -> None:
    await choose_state(world.desk, TENANT, agent, "available")
    await world.step()
