"""Callers who leave a message, who are not put through, and who call when nobody is there."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from atiende.actions.blocked import block_caller, unblock_caller
from atiende.actions.notices import Wording, raise_notice
from atiende.actions.queues import Switch, switch_queue
from atiende.domain import facts as f
from atiende.domain import voice as v
from atiende.domain.callback import Callback
from atiende.domain.interaction import Interaction
from atiende.domain.missed import MissedCall
from atiende.domain.recording import Recording
from tests.journeys.calls.hearing_world import Hearing, hearing
from tests.journeys.calls.world import CALLER, EVA, OURS
from tests.journeys.small_centre import ANA, TENANT

on_both = pytest.mark.parametrize("there", ["sqlite", pytest.param("postgres", marks=pytest.mark.pg)], indirect=True)


@pytest.fixture(name="there")
async def made(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Hearing]:
    async with hearing(request, tmp_path) as opened:
        yield opened


async def to_the_tone(there: Hearing) -> str:
    """A caller who has just heard it."""
    await there.flow()
    leg = await there.calls()
    await there.hears(leg, "¿Qué necesita?")
    there.press(leg, "2")
    await there.listens(leg, "Hable tras la señal.")
    await there.listens(leg, "tone")

    async def records() -> bool:
        return bool(there.engine.network.tapes)

    await there.until(records)
    return leg


async def waiting(there: Hearing) -> list[Interaction]:
    return await there.desk.store.reading(TENANT).where(Interaction, {"state": "queued"})


@on_both
async def test_a_message_waits_as_a_call_to_make_and_the_flow_goes_on(there: Hearing) -> None:
    async with there.running():
        leg = await to_the_tone(there)
        await there.phones.pass_time(8)
        there.press(leg, "#")
        await there.listens(leg, "Gracias, adiós.")
        await there.gone(leg)
        (work,) = await waiting(there)
        assert (work.channel, work.queue, work.direction) == ("callback", "second", "out")
        kept = await there.desk.store.reading(TENANT).get(Callback, work.id)
        (recording,) = await there.desk.store.reading(TENANT).where(Recording, {})
        assert kept is not None and kept.number == CALLER
        assert recording.basis == "message" and recording.conversation == work.conversation
        (left,) = await there.phones.facts(f.VoicemailLeft)
        assert isinstance(left, f.VoicemailLeft) and 7 <= left.seconds <= 9


async def test_who_hangs_up_while_he_speaks_has_left_his_message(there: Hearing) -> None:
    async with there.running():
        leg = await to_the_tone(there)
        await there.phones.pass_time(5)
        there.engine.goes(leg)
        await there.phones.ended()
        assert [(one.channel, one.queue) for one in await waiting(there)] == [("callback", "second")]


@pytest.mark.parametrize(("seconds", "state"), [(0, "lost"), (1, "lost"), (5, "kept")])
async def test_a_receiver_put_down_at_the_tone_is_no_message_but_a_missed_call(
    there: Hearing, seconds: int, state: str
) -> None:
    """Nothing is kept of what is too short to be one."""
    async with there.running():
        leg = await to_the_tone(there)
        await there.phones.pass_time(seconds)
        there.engine.goes(leg)
        await there.phones.ended()

        async def settled() -> bool:
            (recording,) = await there.desk.store.reading(TENANT).where(Recording, {})
            return recording.state == state and not there.engine.network.finished

        await there.until(settled)
        kept = state == "kept"
        assert len(await there.phones.facts(f.VoicemailLeft)) == kept
        missed = await there.desk.store.reading(TENANT).where(MissedCall, {})
        (work,) = await waiting(there)
        assert (work.channel, work.queue) == ("callback", "second")
        assert [(one.queue, one.callback) for one in missed] == ([] if kept else [("second", work.id)])


async def test_a_message_ends_when_its_time_is_over(there: Hearing) -> None:
    async with there.running():
        leg = await to_the_tone(there)
        await there.phones.pass_time(61)
        await there.hears(leg, "Gracias, adiós.")
        assert not there.engine.network.tapes


async def test_a_blocked_caller_is_refused_and_leaves_no_trace(there: Hearing) -> None:
    async with there.running():
        row = await block_caller(there.desk, TENANT, ANA, CALLER, "Insultos", None)
        arrived = v.LegArrived(leg="leg_x", tenant=TENANT, endpoint="phone", caller=CALLER, dialled=OURS)
        there.engine.arrives(arrived)
        await there.gone("leg_x")
        assert await there.phones.facts(f.CallArrived, f.ConversationOpened) == []
        await unblock_caller(there.desk, TENANT, ANA, row.id)
        assert (await there.calls()) in there.engine.network.legs, "the control"


async def test_where_it_is_wished_a_blocked_caller_may_only_leave_a_message(there: Hearing) -> None:
    await there.endpoint(blocked="voicemail", anonymous="voicemail")
    async with there.running():
        await there.phones.available(ANA)
        await block_caller(there.desk, TENANT, ANA, CALLER, "", None)
        for number in (CALLER, ""):
            leg = await there.calls(number)
            await there.hears(leg, "Deje su mensaje después de la señal")
            assert await waiting(there) == []
            there.engine.goes(leg)
            await there.phones.ended()


@on_both
async def test_a_queue_that_is_switched_off_says_so_and_takes_a_message(there: Hearing) -> None:
    said = {"es": "No podemos atender: no hay luz.", "en": "We cannot take calls: no power."}
    await switch_queue(there.desk, TENANT, EVA, "support", Switch(state="emergency", notice=said))
    async with there.running():
        leg = await there.calls()
        await there.listens(leg, "no hay luz")
        await there.listens(leg, "Deje su mensaje")
        await there.listens(leg, "tone")
        await there.phones.pass_time(6)
        there.press(leg, "1")
        await there.listens(leg, "Hemos guardado su mensaje.")
        await there.listens(leg, "Adiós.")
        await there.gone(leg)
        (left,) = await there.phones.facts(f.VoicemailLeft)
        assert isinstance(left, f.VoicemailLeft) and left.queue == "support"


async def test_who_is_refused_and_says_nothing_is_called_back_when_it_is_calm(there: Hearing) -> None:
    await there.endpoint(message=False)
    await switch_queue(there.desk, TENANT, EVA, "support", Switch(state="closed", notice={}))
    async with there.running():
        leg = await there.calls()
        await there.listens(leg, "estamos cerrados")
        await there.listens(leg, "Adiós.")
        await there.gone(leg)
        await there.phones.pass_time(40)
        (work,) = await waiting(there)
        assert work.channel == "callback" and work.queue == "support"
        assert await there.desk.store.reading(TENANT).where(MissedCall, {}) == []


async def test_an_outage_is_told_before_anything_else(there: Hearing) -> None:
    await raise_notice(there.desk, TENANT, EVA, Wording(text_es="Hay un problema con la fibra.", text_en=""))
    async with there.running():
        leg = await there.calls()
        await there.listens(leg, "Hay un problema con la fibra.")
        await there.hears(leg, "Es usted el siguiente.")
