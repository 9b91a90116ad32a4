"""Who is called back and does not answer is called again by itself: as often as his queue says, when it says, and what
is left then is what it says."""

from collections.abc import AsyncIterator

import msgspec
import pytest

from atiende.actions.callbacks import Wanted, request_callback
from atiende.actions.calls_placing import Placed, place_call
from atiende.actions.offers import accept_offer, end_wrap_up
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.call import Target
from atiende.domain.callback_attempts import CallbackTry
from atiende.domain.conversation import Conversation
from atiende.domain.interaction import Interaction
from atiende.domain.missed import MissedCall
from atiende.domain.voice_documents import QueueVoice
from atiende.ports.desk import Desk
from atiende.ports.store import Change
from tests.journeys.calls.world import CALLER, QUEUE, Telephones, telephones
from tests.journeys.small_centre import ANA, TENANT

MINUTE = 60


@pytest.fixture
async def phones(desk: Desk) -> AsyncIterator[Telephones]:
    async with telephones(desk) as made:
        yield made


async def rules(phones: Telephones, voice: QueueVoice) -> None:
    body = msgspec.json.encode(msgspec.structs.replace(QUEUE, voice=voice)).decode()

    def decide(change: Change) -> None:
        change.record(f.DocumentPublished(kind="queue", slug="support", version=3, body=body), actor="system")

    await phones.desk.store.change(TENANT, decide, at=phones.clock.now())


async def gives_up(phones: Telephones) -> str:
    """He waits half a minute for nobody and hangs up; answers the call he is owed."""
    caller = await phones.call_in()
    await phones.pass_time(30)
    phones.engine.goes(caller)

    async def missed() -> str:
        rows = await phones.desk.store.reading(TENANT).where(MissedCall, {})
        return rows[0].callback if rows else ""

    return await phones.until(missed)


async def called_in_vain(phones: Telephones, callback: str, cause: str = "no_answer") -> f.CallbackUnreached:
    """Ana makes it, nobody answers, and she writes that down."""
    before = len(await phones.facts(f.CallbackUnreached))
    offer = await phones.offered(ANA)
    assert offer.interaction == callback
    await accept_offer(phones.desk, TENANT, ANA, offer.id)
    await place_call(phones.desk, TENANT, ANA, Placed(callback=callback))
    await phones.page(await phones.rings(ANA), ANA)
    phones.engine.goes(await phones.rings(CALLER), cause)
    await phones.ended()
    await end_wrap_up(phones.desk, TENANT, callback, ANA)
    told = await phones.facts(f.CallbackUnreached)
    assert len(told) == before + 1
    last = told[-1]
    assert isinstance(last, f.CallbackUnreached)
    return last


async def state_of(phones: Telephones, interaction: str) -> str:
    found = await phones.desk.store.reading(TENANT).get(Interaction, interaction)
    return found.state if found is not None else ""


async def missed(phones: Telephones) -> MissedCall:
    return (await phones.desk.store.reading(TENANT).where(MissedCall, {}))[0]


async def test_he_is_called_again_until_he_was_called_as_often_as_his_queue_says(phones: Telephones) -> None:
    async with phones.running():
        await rules(phones, QueueVoice(recall_attempts=2, recall_again_minutes=2, recall_at_last="pend"))
        first = await gives_up(phones)
        await phones.available(ANA)
        told = await called_in_vain(phones, first, "busy")
        assert (told.tried, told.most, told.why, told.cause) == (1, 2, "later", "busy")
        assert await state_of(phones, first) == "done" and await state_of(phones, told.again) == "in_flow"
        assert (await missed(phones)).callback == told.again and (await missed(phones)).state == "waiting"
        await phones.pass_time(MINUTE)
        assert await state_of(phones, told.again) == "in_flow"  # nobody is asked before its moment
        await phones.pass_time(MINUTE)
        last = await called_in_vain(phones, told.again)
        assert (last.tried, last.again, last.again_at, last.why) == (2, "", None, "last")
        assert (await missed(phones)).state == "unreached"
        conversation = await phones.desk.store.reading(TENANT).get(Conversation, last.conversation)
        assert conversation is not None and conversation.status == "pending"
        assert not await phones.desk.store.reading(TENANT).where(CallbackTry, {})
    await phones.proven()


async def test_who_answers_the_second_time_was_called_back(phones: Telephones) -> None:
    async with phones.running():
        await rules(phones, QueueVoice(recall_attempts=3, recall_again_minutes=1))
        first = await gives_up(phones)
        await phones.available(ANA)
        told = await called_in_vain(phones, first)
        await phones.pass_time(MINUTE)
        offer = await phones.offered(ANA)
        await accept_offer(phones.desk, TENANT, ANA, offer.id)
        await place_call(phones.desk, TENANT, ANA, Placed(callback=told.again))
        await phones.page(await phones.rings(ANA), ANA)
        customer = await phones.rings(CALLER)
        phones.engine.comes_up(customer)
        await phones.until(lambda: phones.row_up(customer))
        phones.engine.goes(customer)
        await phones.ended()
        await end_wrap_up(phones.desk, TENANT, told.again, ANA)
        assert len(await phones.facts(f.CallbackUnreached)) == 1
        assert (await missed(phones)).state == "called_back"
    await phones.proven()


async def test_once_is_once_where_the_queue_says_so(phones: Telephones) -> None:
    async with phones.running():
        await rules(phones, QueueVoice(recall_attempts=1))
        first = await gives_up(phones)
        await phones.available(ANA)
        told = await called_in_vain(phones, first)
        assert (told.why, told.again) == ("last", "")
        assert (await missed(phones)).state == "unreached"
        conversation = await phones.desk.store.reading(TENANT).get(Conversation, told.conversation)
        assert conversation is not None and conversation.status == "open"
    await phones.proven()


async def test_what_the_agent_agrees_by_hand_takes_the_next_attempts_place(phones: Telephones) -> None:
    async with phones.running():
        await rules(phones, QueueVoice(recall_attempts=3, recall_again_minutes=60))
        first = await gives_up(phones)
        await phones.available(ANA)
        told = await called_in_vain(phones, first)
        wanted = Wanted(number=CALLER, not_before=phones.clock.now() + 30_000)
        assert await request_callback(phones.desk, TENANT, f"agent:{ANA}", first, wanted) == told.again
        again = await called_in_vain(phones, told.again)  # in half a minute, not in an hour
        assert again.tried == 2
        works = await phones.desk.store.reading(TENANT).where(Interaction, {"state": "in_flow"})
        assert [one.id for one in works] == [again.again]
    await phones.proven()


async def test_a_call_that_was_no_promise_is_not_made_again(phones: Telephones) -> None:
    async with phones.running():
        await phones.available(ANA)
        await place_call(phones.desk, TENANT, ANA, Placed(to=Target(kind="number", value=CALLER)))
        await phones.page(await phones.rings(ANA), ANA)
        phones.engine.goes(await phones.rings(CALLER), "busy")
        await phones.ended()
        assert not await phones.facts(f.CallbackUnreached, f.CallbackRequested)
    await phones.proven()


async def test_out_of_hours_it_waits_until_the_queue_opens(phones: Telephones) -> None:
    closed = docs.Hours(name="Nunca", time_zone="Europe/Madrid", blocks=[])
    body = msgspec.json.encode(closed).decode()

    def decide(change: Change) -> None:
        change.record(f.DocumentPublished(kind="hours", slug="never", version=1, body=body), actor="system")

    async with phones.running():
        await phones.desk.store.change(TENANT, decide, at=phones.clock.now())
        await rules(phones, QueueVoice(recall_attempts=3, recall_again_minutes=1))
        first = await gives_up(phones)
        await phones.available(ANA)
        queue = msgspec.json.encode(msgspec.structs.replace(QUEUE, hours="never")).decode()
        changed = f.DocumentPublished(kind="queue", slug="support", version=4, body=queue)
        await phones.desk.store.change(
            TENANT, lambda change: change.record(changed, actor="system"), at=phones.clock.now()
        )
        told = await called_in_vain(phones, first)
        assert (told.why, told.again) == ("never_open", "")
    await phones.proven()
