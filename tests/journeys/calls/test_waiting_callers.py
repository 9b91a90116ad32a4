"""Callers who wait: music, where they stand, a call back at their place, a whisper, and the notice of a recording."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from msgspec import structs

from atiende.actions.missed import missed_calls
from atiende.actions.presence import choose_state
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.callback import Callback
from atiende.domain.customer import PHONE, Address
from atiende.domain.interaction import Interaction
from atiende.domain.message import Message
from atiende.domain.missed import MissedCall, recovery
from atiende.domain.recording import Consent, Recording
from atiende.domain.voice_documents import QueueVoice
from atiende.ports.store import Change
from tests.journeys.calls.hearing_world import Hearing, hearing
from tests.journeys.calls.world import CALLER, OTHER, QUEUE
from tests.journeys.small_centre import ANA, LUIS, TENANT

on_both = pytest.mark.parametrize("there", ["sqlite", pytest.param("postgres", marks=pytest.mark.pg)], indirect=True)


@pytest.fixture(name="there")
async def made(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Hearing]:
    async with hearing(request, tmp_path) as opened:
        yield opened


async def consents(there: Hearing) -> list[str]:
    rows = await there.desk.store.reading(TENANT).where(Consent, {})
    return [one.answer for one in sorted(rows, key=lambda one: (one.at, one.id))]


async def recordings(there: Hearing) -> list[Recording]:
    return await there.desk.store.reading(TENANT).where(Recording, {})


async def test_a_caller_who_waits_is_told_where_he_stands_and_hears_music(there: Hearing) -> None:
    await there.queue(again_seconds=30)
    async with there.running():
        leg = await there.calls()
        await there.listens(leg, "Gracias por esperar.")
        await there.listens(leg, "Es usted el siguiente.")
        await there.listens(leg, "pulse 2")
        await there.hears(leg, "music")
        await there.phones.pass_time(3)
        other = await there.calls(OTHER)
        await there.listens(other, "Gracias por esperar.")
        await there.hears(other, "Hay una persona delante de usted.")
        await there.phones.pass_time(25)
        await there.hears(leg, "Es usted el siguiente.")
        assert "music" not in await there.playing(leg)


async def test_a_sound_whose_end_is_lost_on_the_way_leaves_nobody_in_silence(there: Hearing) -> None:
    await there.queue(again_seconds=300)
    async with there.running():
        leg = await there.calls()
        for words in ("Gracias por esperar.", "Es usted el siguiente.", "pulse 2"):
            await there.listens(leg, words)
        await there.hears(leg, "music")
        there.phones.network.plays.clear()
        await there.phones.pass_time(1)
        assert await there.playing(leg) == []  # the fault bites
        await there.hears(leg, "music")


async def test_an_agent_comes_and_the_music_is_over(there: Hearing) -> None:
    async with there.running():
        leg = await there.calls()
        await there.phones.available(ANA)
        await there.phones.answers(ANA)
        await there.phones.hears(leg, ANA)
        assert await there.playing(leg) == []


@on_both
async def test_a_call_back_by_key_keeps_the_place(there: Hearing) -> None:
    async with there.running():
        leg = await there.calls()
        before = await there.phones.work()
        await there.hears(leg, "Gracias por esperar.")
        await there.phones.pass_time(20)
        there.press(leg, "2")
        await there.listens(leg, "Conserva su turno: le llamaremos")
        await there.gone(leg)
        work = await there.phones.work()
        assert (work.id, work.channel, work.state, work.direction) == (before.id, "callback", "queued", "out")
        assert work.since == before.since, "the place is the one he had"
        kept = await there.desk.store.reading(TENANT).get(Callback, work.id)
        assert kept is not None and kept.number == CALLER


async def test_who_withheld_his_number_is_offered_no_call_back(there: Hearing) -> None:
    async with there.running():
        leg = await there.calls("")
        await there.listens(leg, "Gracias por esperar.")
        await there.listens(leg, "Es usted el siguiente.")
        await there.hears(leg, "music")
        there.press(leg, "2")
        await there.phones.pass_time(1)
        assert (await there.phones.work()).channel == "voice"


async def test_the_agent_hears_a_whisper_alone_before_he_is_connected(there: Hearing) -> None:
    await there.queue(whisper_es="Llamada de {{ queue }}.")
    async with there.running():
        leg = await there.calls()
        await there.phones.available(ANA)
        agent = await there.phones.answers(ANA)
        assert await there.hears(agent, "Llamada de") == "es: Llamada de Soporte."
        assert ANA not in there.engine.network.hears(leg), "he is not with him yet"
        await there.listens(agent, "Llamada de Soporte.")
        await there.phones.hears(leg, ANA)


async def test_a_whisper_that_is_never_over_keeps_nobody_apart(there: Hearing) -> None:
    await there.queue(whisper_es="Llamada de {{ queue }}.")
    async with there.running():
        leg = await there.calls()
        await there.phones.available(ANA)
        await there.phones.answers(ANA)
        await there.phones.pass_time(20)
        assert ANA in there.engine.network.hears(leg)


async def test_a_caller_is_told_and_only_then_recorded(there: Hearing) -> None:
    await there.queue(recording="inform")
    async with there.running():
        leg = await there.calls()
        await there.listens(leg, "Esta llamada puede grabarse")
        await there.phones.available(ANA)
        await there.phones.answers(ANA)
        await there.phones.hears(leg, ANA)
        assert await consents(there) == ["informed"] and [one.basis for one in await recordings(there)] == ["inform"]


async def answered_at_once(there: Hearing) -> tuple[str, str]:
    """Connected before anything could be said to him: his leg and the agent's."""
    await there.queue(recording="inform")
    await there.phones.available(ANA)
    leg = await there.calls()
    agent = await there.phones.answers(ANA)
    await there.soon(lambda: there.hears_now(agent, "Esta llamada puede grabarse"))
    assert await there.hears_now(leg, "Esta llamada puede grabarse")
    return leg, agent


async def test_an_agent_who_is_there_at_once_hears_the_notice_too_and_nothing_is_recorded_before(
    there: Hearing,
) -> None:
    async with there.running():
        leg, _ = await answered_at_once(there)
        assert (await recordings(there), await consents(there)) == ([], [])
        for play in list(there.engine.network.plays):
            there.engine.end_play(play)

        async def recorded() -> bool:
            return bool(there.engine.network.tapes)

        await there.soon(recorded)
        assert await consents(there) == ["informed"]
        assert leg in there.engine.network.legs


async def test_a_call_that_is_over_before_its_notice_is_was_never_recorded(there: Hearing) -> None:
    async with there.running():
        leg, _ = await answered_at_once(there)
        there.engine.goes(leg)
        await there.phones.ended()
        assert (await recordings(there), await consents(there)) == ([], [])


async def test_a_notice_that_an_agent_cuts_short_is_said_again_to_both(there: Hearing) -> None:
    await there.queue(recording="inform")
    async with there.running():
        leg = await there.calls()
        await there.hears(leg, "Esta llamada puede grabarse")
        await there.phones.available(ANA)
        agent = await there.phones.answers(ANA)
        await there.soon(lambda: there.hears_now(agent, "Esta llamada puede grabarse"))
        assert await recordings(there) == []
        await there.phones.pass_time(3)
        (again,) = there.engine.network.plays
        there.engine.end_play(again)
        await there.soon(lambda: recordings(there))


@pytest.mark.parametrize(("key", "kept"), [("1", ["informed", "yes"]), ("", ["informed"])])
async def test_without_his_key_nothing_is_recorded(there: Hearing, key: str, kept: list[str]) -> None:
    await there.queue(recording="opt_in")
    async with there.running():
        leg = await there.calls()
        await there.listens(leg, "Para aceptar, pulse 1.")
        there.press(leg, key)
        await there.phones.pass_time(1)
        await there.phones.available(ANA)
        await there.phones.answers(ANA)
        await there.phones.hears(leg, ANA)
        await there.phones.pass_time(2)
        assert await consents(there) == kept
        assert [one.basis for one in await recordings(there)] == (["opt_in"] if key else [])
        assert bool(there.engine.network.tapes) == bool(key)


async def test_he_may_stop_it_at_any_time_and_it_is_thrown_away(there: Hearing) -> None:
    await there.queue(recording="inform", stop_key="9")
    async with there.running():
        leg = await there.calls()
        await there.listens(leg, "Esta llamada puede grabarse")
        await there.phones.available(ANA)
        await there.phones.answers(ANA)
        await there.phones.hears(leg, ANA)
        there.press(leg, "9")

        async def refused() -> bool:
            return "no" in await consents(there)

        await there.until(refused)
        await there.phones.pass_time(2)
        assert not there.engine.network.tapes


@on_both
async def test_who_gives_up_is_called_back_once_at_his_place(there: Hearing) -> None:
    async with there.running():
        for _ in range(2):
            leg = await there.calls()
            await there.phones.pass_time(12)
            there.engine.goes(leg)
            await there.phones.ended()
        rows = await there.desk.store.reading(TENANT).where(MissedCall, {})
        (callback,) = {one.callback for one in rows}
        assert len(rows) == 2
        work = await there.desk.store.reading(TENANT).get(Interaction, callback)
        first = min(rows, key=lambda one: one.at)
        assert work is not None and (work.state, work.since) == ("queued", first.at - first.waited_ms)


async def test_the_call_back_dies_when_he_is_served_elsewhere(there: Hearing) -> None:
    async with there.running():
        leg = await there.calls()
        await there.phones.pass_time(12)
        there.engine.goes(leg)
        await there.gone(leg)
        again = await there.calls()
        (owed,) = await there.desk.store.reading(TENANT).where(MissedCall, {})
        await there.phones.available(ANA)
        offer = await there.phones.offered(ANA)
        assert offer.interaction == owed.callback, "his earlier place goes first"
        await there.phones.available(LUIS)
        await there.phones.answers(LUIS)
        await there.phones.hears(again, LUIS)
        settled = await there.desk.store.reading(TENANT).get(MissedCall, owed.interaction)
        work = await there.desk.store.reading(TENANT).get(Interaction, owed.callback)
        assert settled is not None and settled.state == "served"
        assert work is not None and work.state == "done"
        told = recovery(await missed_calls(there.desk, TENANT, 0, None))
        assert (told.missed, told.recovered, told.rate) == (1, 1, 1.0)


async def test_whoever_hangs_up_at_once_is_not_called_back(there: Hearing) -> None:
    async with there.running():
        leg = await there.calls()
        there.engine.goes(leg)
        await there.gone(leg)
        await there.phones.ended()
        assert await there.phones.facts(f.CallMissed, f.CallbackRequested) == []


async def test_on_a_long_wait_a_link_goes_by_mail_and_the_place_is_kept(there: Hearing) -> None:
    await there.publish("endpoint", "facturas", MAILBOX)
    rules = structs.replace(QUEUE, deflection=docs.Deflection(above_seconds=1, link="https://help.example/es"))
    await there.publish("queue", "support", structs.replace(rules, voice=QueueVoice(again_seconds=10)))
    await there.desk.store.change(TENANT, known_by_mail, at=there.desk.clock.now())
    async with there.running():
        await choose_state(there.desk, TENANT, ANA, "paused", "lunch")
        leg = await there.calls()
        before = await there.phones.work()
        await there.desk.store.change(
            TENANT,
            lambda change: change.record(
                f.DeflectionOffered(
                    interaction=before.id, conversation=before.conversation, queue="support", ways=("link",),
                    expected_ms=(60_000, 300_000),
                ),
                actor="system",
            ),
            at=there.desk.clock.now(),
        )  # fmt: skip
        await there.listens(leg, "Gracias por esperar.")
        await there.listens(leg, "Es usted el siguiente.")
        await there.listens(leg, "pulse 2")
        await there.listens(leg, "pulse 3")
        there.press(leg, "3")
        await there.listens(leg, "Se lo hemos enviado. Conserva su turno.")
        work = await there.phones.work()
        assert (work.state, work.since, work.channel) == ("queued", before.since, "voice")
        sent = await there.desk.store.reading(TENANT).where(Message, {"direction": "out"})
        assert [one.channel for one in sent] == ["post"]


MAILBOX = docs.Endpoint(name="Facturas", brand="main", channel="post", queue="support")


def known_by_mail(change: Change) -> None:
    change.record(
        f.CustomerSeen(customer="cus_pepe", brand="main", channel=PHONE),
        f.IdentityAdded(identity="idn_1", customer="cus_pepe", brand="main", channel=PHONE, scope="main"),
        f.IdentityAdded(
            identity="idn_2", customer="cus_pepe", brand="main", channel="post", scope="main", verified=True
        ),
        actor="system",
    )
    for channel, normal, identity in ((PHONE, CALLER, "idn_1"), ("post", "pepe@example.test", "idn_2")):
        change.put(
            Address(scope="main", channel=channel, normal=normal, identity=identity, customer="cus_pepe", shown=normal)
        )
