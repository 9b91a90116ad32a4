"""A call that changes hands is recorded as the queue says that has it then, and what was paused stays paused."""

from collections.abc import AsyncIterator

import msgspec
import pytest
from msgspec.structs import replace

from atiende.actions import calls_moving as moving
from atiende.actions.queueing import Target as Place
from atiende.actions.recordings import Pausing, pause_recording
from atiende.actions.transfers import transfer_conversation
from atiende.domain import facts as f
from atiende.domain.call import Target
from atiende.domain.recording import Recording
from atiende.domain.voice_documents import QueueVoice
from atiende.ports.desk import Desk
from atiende.ports.store import Change
from tests.journeys.calls.world import EVA, QUEUE, Telephones, telephones
from tests.journeys.small_centre import ANA, LUIS, TENANT


@pytest.fixture
async def phones(desk: Desk) -> AsyncIterator[Telephones]:
    async with telephones(desk) as made:
        body = replace(QUEUE, voice=QueueVoice(recording="inform", welcome=None))
        text = msgspec.json.encode(body).decode()

        def decide(change: Change) -> None:
            change.record(f.DocumentPublished(kind="queue", slug="support", version=3, body=text), actor="system")

        await desk.store.change(TENANT, decide, at=made.clock.now())
        yield made


async def recorded(phones: Telephones) -> tuple[str, str]:
    """Ana speaks with a caller who was told, and is recorded: his leg and the call."""
    caller = await phones.call_in()
    call = await phones.call()
    told = f.ConsentAnswered(
        consent="cst_1",
        customer=call.customer,
        conversation=call.conversation,
        interaction=call.interaction,
        answer="informed",
        channel="voice",
        language="es",
        version="1",
    )
    await phones.desk.store.change(TENANT, lambda change: change.record(told, actor="system"), at=phones.clock.now())
    await phones.available(ANA)
    await phones.answers(ANA)
    await phones.hears(caller, ANA)
    await phones.until(lambda: tapes(phones, 1))
    return caller, call.interaction


async def tapes(phones: Telephones, count: int) -> bool:
    return len(phones.network.tapes) == count


async def rows(phones: Telephones, call: str) -> list[Recording]:
    found = await phones.desk.store.reading(TENANT).where(Recording, {"interaction": call})
    return sorted(found, key=lambda one: (one.began_at, one.id))


async def test_what_a_queue_records_ends_where_another_one_does_not(phones: Telephones) -> None:
    async with phones.running():
        caller, call = await recorded(phones)
        await moving.transfer(phones.desk, TENANT, ANA, call, Target(kind="queue", value="second"))
        await phones.until(lambda: tapes(phones, 0))
        await phones.available(EVA)
        await phones.answers(EVA)
        await phones.hears(caller, EVA)
        await phones.pass_time(6)
        assert not phones.network.tapes
        phones.engine.goes(caller)
        await phones.ended()
    assert [one.queue for one in await rows(phones, call)] == ["support"]
    await phones.proven()


@pytest.mark.parametrize("by", ["telephone", "screen"])
async def test_who_waits_again_is_not_recorded_and_the_next_agents_part_is_a_new_one(
    phones: Telephones, by: str
) -> None:
    async with phones.running():
        caller, call = await recorded(phones)
        await phones.available(LUIS)
        if by == "telephone":
            await moving.transfer(phones.desk, TENANT, ANA, call, Target(kind="agent", value=LUIS))
        else:
            conversation = (await phones.work()).conversation
            await transfer_conversation(phones.desk, TENANT, ANA, conversation, Place(agent=LUIS))
        await phones.until(lambda: tapes(phones, 0))
        await phones.answers(LUIS)
        await phones.hears(caller, LUIS)
        await phones.until(lambda: tapes(phones, 1))
        phones.engine.goes(caller)
        await phones.ended()
    assert [one.agent for one in await rows(phones, call)] == [ANA, LUIS]
    await phones.proven()


async def test_what_was_paused_stays_paused_in_the_next_hands_until_it_is_resumed(phones: Telephones) -> None:
    async with phones.running():
        caller, call = await recorded(phones)
        await phones.available(LUIS)
        await pause_recording(phones.desk, TENANT, f"agent:{ANA}", call, Pausing(on=False))
        await moving.transfer(phones.desk, TENANT, ANA, call, Target(kind="agent", value=LUIS))
        await phones.answers(LUIS)
        await phones.until(lambda: paused(phones, True))
        await phones.hears(caller, LUIS)
        assert [tape.paused_at for tape in phones.network.tapes.values()] == [0]  # from its very beginning
        await pause_recording(phones.desk, TENANT, f"agent:{LUIS}", call, Pausing(on=True))
        await phones.until(lambda: paused(phones, False))
        phones.engine.goes(caller)
        await phones.ended()
    await phones.proven()


async def test_what_others_speak_without_us_is_theirs(phones: Telephones) -> None:
    async with phones.running():
        caller, call = await recorded(phones)
        await moving.transfer(phones.desk, TENANT, ANA, call, Target(kind="number", value="600999888"))
        outside = await phones.rings("+34600999888")
        phones.engine.comes_up(outside)
        phones.engine.speaks(outside, "outside")
        await phones.hears(caller, "outside")
        assert not phones.network.tapes
    finished = phones.network.finished.keys() & {one.id for one in await rows(phones, call)}
    heard = [phones.network.recorded_tones(one) for one in finished]
    assert all("outside" not in one["right"] for one in heard)
    await phones.proven()


async def paused(phones: Telephones, on: bool) -> bool:
    tapes = list(phones.network.tapes.values())
    return len(tapes) == 1 and (tapes[0].paused_at is not None) is on
