"""Two customers who are one person, as intake, routing and replies see them; two people again when the link is cut."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from atiende.actions import customers, persons
from atiende.actions.intake import Taken
from atiende.actions.queueing import Target
from atiende.actions.replies import Reply, send_reply
from atiende.actions.transfers import transfer_conversation
from atiende.domain import facts as f
from atiende.domain.conversation import Conversation
from atiende.domain.customer import Address, Customer
from atiende.domain.interaction import Interaction
from atiende.domain.message import Message
from tests.fakes import open_desk
from tests.journeys.small_centre import ANA, TENANT
from tests.journeys.small_world import World, channels
from tests.proof import proven


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with open_desk(tmp_path, channels=channels()) as desk:
        world = World(desk)
        await world.open()
        yield world


async def customer_of(world: World, taken: object) -> str:
    assert isinstance(taken, Taken)
    found = await world.desk.store.reading(TENANT).get(Conversation, taken.conversation)
    assert found is not None
    return found.customer


async def test_mail_of_the_linked_joins_and_is_answered_where_it_came_from(world: World) -> None:
    first = await world.write("pepe", 1, endpoint="mail")
    second = await world.write("trabajo", 1, endpoint="mail")
    assert isinstance(first, Taken) and isinstance(second, Taken) and first.conversation != second.conversation
    pair = persons.Pair(customer=await customer_of(world, first), other=await customer_of(world, second))
    read = world.desk.store.reading(TENANT)
    fact = f.ConversationResolved(conversation=second.conversation, disposition="solved", reason="billing")
    await world.desk.store.change(TENANT, lambda change: change.record(fact, actor="system"), at=world.clock.now())
    link = await persons.link_customers(world.desk, TENANT, ANA, pair)
    again = await world.write("trabajo", 2, endpoint="mail")
    assert isinstance(again, Taken) and again.conversation == first.conversation
    sent = await send_reply(world.desk, TENANT, ANA, first.conversation, Reply(client_id="r", text="Hola"))
    assert isinstance(sent, Message) and sent.identity is not None
    [answered] = await read.where(Address, {"identity": sent.identity})
    assert answered.normal == "trabajo@example.test"
    await world.step()
    await persons.unlink_customers(world.desk, TENANT, ANA, link)
    alone = await world.write("trabajo", 3, endpoint="mail")
    assert isinstance(alone, Taken) and alone.conversation != first.conversation
    assert await proven(world.desk.store, TENANT) == []


async def test_a_persons_vip_counts_whichever_of_his_customers_has_it(world: World) -> None:
    pepe, other = await world.write("pepe", 1, endpoint="mail"), await world.write("movil", 1, endpoint="mail")
    assert isinstance(pepe, Taken)
    first, second = await customer_of(world, pepe), await customer_of(world, other)
    await customers.set_vip(world.desk, TENANT, ANA, second, True)
    read = world.desk.store.reading(TENANT)
    assert not any(row.vip for row in await read.where(Interaction, {"conversation": pepe.conversation}))
    await persons.link_customers(world.desk, TENANT, ANA, persons.Pair(customer=first, other=second))
    target = Target(queue="second")
    await transfer_conversation(world.desk, TENANT, ANA, pepe.conversation, target)
    await world.step()
    assert any(row.vip for row in await read.where(Interaction, {"conversation": pepe.conversation}))
    await customers.set_vip(world.desk, TENANT, ANA, first, False)  # the person's, not only this customer's
    rows = [await read.get(Customer, one) for one in (first, second)]
    assert not any(row.vip for row in rows if row is not None)
    assert await proven(world.desk.store, TENANT) == []
