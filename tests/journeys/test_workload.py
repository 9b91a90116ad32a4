"""How much an agent carries, as published: on the floor at once, and checked again inside the change."""

import msgspec
import pytest

from atiende.actions.conversations import take_conversation
from atiende.actions.intake import take_message
from atiende.actions.offers import accept_offer, end_session, offer_work
from atiende.actions.presence import choose_state
from atiende.domain import facts as f
from atiende.domain.agent import Agent
from atiende.domain.documents import ChannelLoad, Workload
from atiende.domain.errors import AtCapacity
from atiende.domain.interaction import Interaction, Offer
from atiende.ports.channel import Inbound
from atiende.ports.desk import Desk
from tests.fakes import VirtualClock
from tests.journeys.small_centre import ANA, TENANT, small_centre
from tests.journeys.test_chat_reaches_an_agent import chat, offers_of, running, until
from tests.proof import proven

HEAVY = [ChannelLoad(channel="webchat", units=[60, 40])]
ONE_AT_A_TIME = [ChannelLoad(channel="webchat", units=[60])]
WITH_CALLS = [ChannelLoad(channel="voice", units=[100], exclusive=True), *HEAVY]


async def publish(desk: Desk, channels: list[ChannelLoad]) -> None:
    body = msgspec.json.encode(Workload(name="Carga", channels=channels)).decode()
    await record(desk, f.DocumentPublished(kind="workload", slug="default", version=1, body=body))


async def writes(desk: Desk, who: str) -> Interaction:
    hello = Inbound(origin=f"v:{who}/1", address=f"v:{who}", name=who, text="Hola", language="es")
    taken = await take_message(desk, await chat(desk), hello)
    (found,) = await desk.store.reading(TENANT).where(Interaction, {"conversation": taken.conversation})
    return found


def offer_of(work: Interaction) -> f.InteractionOffered:
    return f.InteractionOffered(
        offer=f"off_{work.id[4:]}", interaction=work.id, conversation=work.conversation, agent=ANA, queue="support",
        channel=work.channel, expires_at=9_999_999_999_999,
    )  # fmt: skip


async def offered(desk: Desk) -> list[Offer]:
    found = await until(lambda: offers_of(desk, ANA), desk)
    assert isinstance(found, list)
    return found


async def load(desk: Desk) -> dict[str, int]:
    ana = await desk.store.reading(TENANT).get(Agent, ANA)
    assert ana is not None
    return ana.load


async def test_a_workload_holds_at_once_for_what_waits_and_leaves_what_is_in_hand(desk: Desk) -> None:
    await small_centre(desk)
    await publish(desk, ONE_AT_A_TIME)
    async with running(desk):
        await choose_state(desk, TENANT, ANA, "available")
        first = await writes(desk, "pepe")
        (offer,) = await offered(desk)
        await accept_offer(desk, TENANT, ANA, offer.id)
        second = await writes(desk, "rosa")
        assert isinstance(desk.clock, VirtualClock)
        await desk.clock.advance(2)
        assert await offers_of(desk, ANA) == []
        await publish(desk, HEAVY)
        (offer,) = await offered(desk)
        assert offer.interaction == second.id
        await accept_offer(desk, TENANT, ANA, offer.id)
        await publish(desk, ONE_AT_A_TIME)
        assert await load(desk) == {"webchat": 2}
        await end_session(desk, TENANT, first.id, "agent", f"agent:{ANA}")
    assert await proven(desk.store, TENANT) == []


async def test_the_change_refuses_what_the_floor_could_not_know_yet(desk: Desk) -> None:
    await small_centre(desk)
    await choose_state(desk, TENANT, ANA, "available")
    works = [await writes(desk, name) for name in ("pepe", "rosa", "juan")]
    await offer_work(desk, TENANT, offer_of(works[0]))
    await publish(desk, ONE_AT_A_TIME)
    with pytest.raises(AtCapacity):
        await offer_work(desk, TENANT, offer_of(works[1]))
    with pytest.raises(AtCapacity):
        await take_conversation(desk, TENANT, ANA, works[1].conversation)
    await publish(desk, HEAVY)
    await take_conversation(desk, TENANT, ANA, works[1].conversation)
    with pytest.raises(AtCapacity):
        await offer_work(desk, TENANT, offer_of(works[2]))
    assert await proven(desk.store, TENANT) == []


async def test_whoever_speaks_is_asked_for_nothing_else_live(desk: Desk) -> None:
    """Published or not: the change knows that a chat goes beside no call."""
    await small_centre(desk)
    await choose_state(desk, TENANT, ANA, "available")
    work = await writes(desk, "pepe")
    await calls(desk, await writes(desk, "rosa"))
    for published in ([], WITH_CALLS, HEAVY):
        await publish(desk, published)
        with pytest.raises(AtCapacity):
            await offer_work(desk, TENANT, offer_of(work))
    ends = f.InteractionEnded(interaction="itr_call", conversation=work.conversation, how="done", by="agent", agent=ANA)
    await record(desk, ends)
    await offer_work(desk, TENANT, offer_of(work))


async def calls(desk: Desk, like: Interaction) -> None:
    """The customer of that work is on the phone with Ana."""
    queued = f.InteractionQueued(
        interaction="itr_call", conversation=like.conversation, customer=like.customer, brand="main", channel="voice",
        endpoint="web", queue="support", since=desk.clock.now(),
    )  # fmt: skip
    taken = f.InteractionTaken(
        interaction="itr_call", conversation=like.conversation, agent=ANA, channel="voice", offer=None
    )
    await record(desk, queued, taken)


async def record(desk: Desk, *facts: f.Fact) -> None:
    await desk.store.change(TENANT, lambda change: change.record(*facts, actor="system"), at=desk.clock.now())
