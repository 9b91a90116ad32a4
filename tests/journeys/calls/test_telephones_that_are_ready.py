"""Nobody is offered a call that would not ring at his: a page without a microphone, a closed one, a desk phone that is
switched off. Everything else comes to him as usual."""

from collections.abc import AsyncIterator, Sequence, Set
from dataclasses import replace

import pytest

from atiende.actions.desk_phones import desk_phone
from atiende.actions.endpoints import open_endpoint
from atiende.actions.intake import take_message
from atiende.actions.phones import Said, note_page
from atiende.actions.presence import note_absence, note_return
from atiende.actions.sessions import Alterations, alter_me
from atiende.domain import facts as f
from atiende.domain.agent import Agent
from atiende.domain.call import WHERE
from atiende.ports.channel import Inbound
from atiende.ports.desk import Desk
from atiende.ports.voice import Voice
from atiende.routing.explain import Explanation
from atiende.voice.fake.engine import FakeEngine
from atiende.voice.fake.network import Network
from tests.journeys.calls.world import Telephones, telephones
from tests.journeys.small_centre import ANA, LUIS, TENANT
from tests.proof import proven


class Exchange(FakeEngine):
    """With desk phones: `there` are registered."""

    server = "telephones.example.test"
    there: Set[str] = frozenset()

    async def registered(self, users: Sequence[str]) -> Set[str]:
        return self.there & set(users)


@pytest.fixture
async def phones(desk: Desk) -> AsyncIterator[Telephones]:
    async with telephones(desk) as made:
        yield made


@pytest.fixture
async def exchange(desk: Desk) -> AsyncIterator[Telephones]:
    engine = Exchange(Network(now=desk.clock.now))
    made = Telephones(replace(desk, voice=Voice(engines={"fake": engine})), engine)
    await made.open()
    yield made


async def says(phones: Telephones, agent: str, said: Said | None) -> None:
    await note_return(phones.desk, TENANT, agent)
    await note_page(phones.desk, TENANT, agent, said)


async def missing(phones: Telephones, agent: str) -> str:
    found = await phones.desk.store.reading(TENANT).get(Agent, agent)
    assert found is not None
    return found.phone


async def why(phones: Telephones) -> Explanation:
    """Once the floor has read everything."""
    assert phones.centre is not None
    floor = phones.centre.floor(TENANT)
    assert floor is not None
    interaction = (await phones.call()).interaction
    await phones.until(lambda: _waits(phones, interaction))
    return floor.why(interaction, phones.clock.now())


async def _waits(phones: Telephones, interaction: str) -> bool:
    assert phones.centre is not None
    floor = phones.centre.floor(TENANT)
    return floor is not None and interaction in floor.waiting


async def chooses(phones: Telephones, agent: str, where: str) -> None:
    wanted = Alterations(preferences={WHERE: where})
    await alter_me(phones.desk, TENANT, agent, wanted, "")


async def test_a_page_without_a_microphone_gets_no_call_until_it_has_one(phones: Telephones) -> None:
    async with phones.running():
        await says(phones, ANA, "microphone")
        await phones.available(ANA)
        caller = await phones.call_in()
        told = await why(phones)
        assert {one.agent: one.reason for one in told.candidates}[ANA] == "phone_not_ready"
        assert told.excluded["phone_not_ready"] == 1
        chat = await open_endpoint(phones.desk, TENANT, "web")
        assert chat is not None
        await take_message(phones.desk, chat, Inbound(origin="pepe/1", address="v:pepe", name="Pepe", text="Hola"))
        assert (await phones.offered(ANA)).interaction != (await phones.call()).interaction  # everything else comes
        await phones.pass_time(1)
        assert (await phones.work()).state == "queued"
        await says(phones, LUIS, "")
        await phones.available(LUIS)
        await phones.answers(LUIS)
        await phones.hears(caller, LUIS)
        last = (await phones.facts(f.InteractionOffered))[-1]
        assert isinstance(last, f.InteractionOffered) and last.receipt is not None
        assert last.receipt.excluded["phone_not_ready"] == 1
        phones.engine.goes(caller)
        await phones.ended()
    assert await proven(phones.desk.store, TENANT) == []


async def test_who_is_ready_again_is_asked_at_once(phones: Telephones) -> None:
    async with phones.running():
        await says(phones, ANA, "unregistered")
        await phones.available(ANA)
        caller = await phones.call_in()
        await phones.pass_time(2)
        assert (await phones.work()).state == "queued"
        await says(phones, ANA, "")
        await phones.answers(ANA)
        await phones.hears(caller, ANA)
        phones.engine.goes(caller)
        await phones.ended()
    assert await proven(phones.desk.store, TENANT) == []


async def test_a_closed_page_is_no_telephone_and_a_program_without_one_is_asked(phones: Telephones) -> None:
    async with phones.running():
        await says(phones, ANA, "")
        await phones.available(ANA, LUIS)
        await note_absence(phones.desk, TENANT, ANA)
        assert await missing(phones, ANA) == "page"
        await phones.call_in()
        assert (await phones.offered(LUIS)).agent == LUIS  # nobody said anything of his
        await says(phones, ANA, "")
        assert await missing(phones, ANA) == ""
        assert len(await phones.facts(f.AgentPhoneChanged)) == 2
    assert await proven(phones.desk.store, TENANT) == []


async def test_a_centre_without_desk_phones_answers_with_nothing(phones: Telephones, exchange: Telephones) -> None:
    assert await desk_phone(phones.desk, TENANT, ANA) is None
    typed = await desk_phone(exchange.desk, TENANT, ANA)
    assert typed is not None and (typed.server, typed.name, typed.password) == (Exchange.server, ANA, "")


async def test_a_desk_phone_counts_when_it_is_registered(exchange: Telephones) -> None:
    engine = exchange.engine
    assert isinstance(engine, Exchange)
    async with exchange.running():
        await chooses(exchange, ANA, "desk")
        await says(exchange, ANA, "")
        await exchange.available(ANA)
        await exchange.until(lambda: _is(exchange, "unregistered"))
        await exchange.call_in()
        await exchange.pass_time(1)
        assert (await exchange.work()).state == "queued"
        engine.there = frozenset((ANA,))
        assert (await exchange.offered(ANA)).interaction == (await exchange.call()).interaction
        await chooses(exchange, ANA, "")
        engine.there = frozenset()
        await exchange.pass_time(5)
        assert await missing(exchange, ANA) == ""  # her page rings, whatever stands on the desk
    assert await proven(exchange.desk.store, TENANT) == []


async def _is(phones: Telephones, wanted: str) -> bool:
    return await missing(phones, ANA) == wanted
