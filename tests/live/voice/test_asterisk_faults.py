"""What may break around a real Asterisk, and what becomes of calls then: they live on, and nobody is stranded."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from msgspec.structs import replace

from atiende.bench.servers.asterisk import LOOPBACK, PASSWORD, AsteriskServer
from atiende.bench.telephones.telephone import Telephone
from atiende.domain import voice as v
from atiende.domain.voice import Address
from atiende.ports.voice import EngineGone, Sound
from tests.doubles.exchange import NUMBER, RING, SECOND, TENANT, House, house
from tests.doubles.tcp_road import TcpRoad

pytestmark = [pytest.mark.anyio, pytest.mark.live]
OUTSIDE = Address(tenant=TENANT, kind="number", value="+34600555444", trunks=("first", "second"))
SILENT_SECONDS = 5.0
"""Nobody is left longer without music, an agent or a message."""


@pytest.fixture
async def calls(asterisk: AsteriskServer) -> AsyncIterator[House]:
    async with house(asterisk) as made:
        yield made


async def test_a_call_survives_our_restart_and_is_known_again(calls: House) -> None:
    await calls.at_desk("usr_ana", "b")
    caller = await calls.call_in()
    agent = await calls.reach("usr_ana")
    await calls.engine.bridge("brg_main", {caller, agent})
    await calls.engine.record("rec_1", "brg_main", left=caller)
    await calls.engine.pause_recording("rec_1", True)
    await calls.engine.mute(agent, True)
    await calls.engine.hold(caller, Sound(tenant=TENANT, blob="music", loop=True))
    await calls.hears(caller, {"music"})
    before = await calls.engine.census()
    calls.legs[caller]().listen()
    await calls.die()

    began = asyncio.get_running_loop().time()
    async with calls.running(calls.new_engine()) as engine:
        await calls.next(v.EngineBack)
        assert asyncio.get_running_loop().time() - began < 5
        await calls.hears(caller, {"music"})
        print(f"our death: he waits with {calls.legs[caller]().silence:.2f} s of silence at most")
        assert calls.legs[caller]().silence < SILENT_SECONDS
        seen = await engine.census()
        assert seen.legs == before.legs
        assert (seen.bridges, seen.recordings) == (before.bridges, before.recordings)
        assert seen.recordings["rec_1"].paused and seen.legs[agent].muted
        await engine.mute(agent, False)
        await engine.resume(caller)
        await calls.hears(caller, {"b"})
        await calls.hears(agent, {"a"})
        calls.legs[caller]().hang_up()
        await calls.next(v.LegEnded, caller)
        await engine.bridge("brg_main", frozenset())
        await calls.next(v.RecordingReady)


async def test_the_connection_is_cut_and_comes_back_within_seconds(calls: House, asterisk: AsteriskServer) -> None:
    async with TcpRoad((LOOPBACK, asterisk.http)).running() as road:
        await calls.die()
        url = asterisk.url.replace(str(asterisk.http), str(road.port))
        async with calls.running(calls.new_engine(url=url)) as engine:
            await calls.next(v.EngineBack)
            await calls.at_desk("usr_ana", "b")
            caller, agent = await calls.call_in(), await calls.reach("usr_ana")
            await engine.bridge("brg_main", {caller, agent})
            await calls.hears(caller, {"b"})
            calls.legs[caller]().listen()
            calls.events.clear()
            road.cut()
            await calls.next(v.EngineLost)
            with pytest.raises(EngineGone):
                await engine.census()
            await calls.hears(caller, {"b"})
            print(f"ARI cut: {calls.legs[caller]().silence:.2f} s of silence at most for the caller")
            assert calls.legs[caller]().silence < SILENT_SECONDS
            calls.legs[agent]().hang_up()  # unheard by us
            road.mend()
            began = asyncio.get_running_loop().time()
            await calls.next(v.EngineBack)
            assert asyncio.get_running_loop().time() - began < 5
            assert set((await engine.census()).legs) == {caller}


async def test_a_killed_asterisk_is_told_and_taken_up_again(calls: House, asterisk: AsteriskServer) -> None:
    await calls.call_in()
    calls.events.clear()
    asterisk.kill()
    await calls.next(v.EngineLost)
    asterisk.start()
    await calls.next(v.EngineBack)
    assert not (await calls.engine.census()).legs
    await calls.call_in(caller="+34600111333")


async def test_a_call_goes_over_the_next_trunk_where_the_first_one_cannot(calls: House) -> None:
    second = await Telephone(calls.sip, "second", tone="b").open(SECOND)
    try:
        calls.company.rings = lambda talk: talk.refuse(503)
        await calls.engine.dial("leg_out", OUTSIDE, caller=NUMBER, ring=RING)
        await calls.next(v.LegAnswered, "leg_out")
        assert second.talk.state == "up" and calls.company.talk.state == "over"
        await calls.engine.hang_up("leg_out")
        await calls.next(v.LegEnded, "leg_out")

        calls.company.rings = lambda talk: talk.refuse(486)  # busy is an answer: nobody else is asked
        await calls.engine.dial("leg_busy", OUTSIDE, caller=NUMBER, ring=RING)
        assert (await calls.next(v.LegEnded, "leg_busy")).cause == "busy"
        assert len(second.talks) == 1
    finally:
        second.close()


async def test_a_full_trunk_is_passed_over_and_when_all_are_full_that_is_said(calls: House) -> None:
    second = await Telephone(calls.sip, "second", tone="b").open(SECOND)
    limited = replace(OUTSIDE, limits=(1, 1))
    try:
        for leg, company in (("leg_1", calls.company), ("leg_2", second)):
            await calls.engine.dial(leg, limited, caller=NUMBER, ring=RING)
            await calls.next(v.LegAnswered, leg)
            assert company.talk.state == "up"
        await calls.engine.dial("leg_3", limited, caller=NUMBER, ring=RING)
        assert (await calls.next(v.LegEnded, "leg_3")).cause == "limit"
        assert (len(calls.company.talks), len(second.talks)) == (1, 1)
        await calls.engine.hang_up("leg_2")
        await calls.next(v.LegEnded, "leg_2")
        await calls.engine.dial("leg_4", limited, caller=NUMBER, ring=RING)
        await calls.next(v.LegAnswered, "leg_4")
        assert second.talk.state == "up"
    finally:
        second.close()


async def test_who_does_not_answer_is_given_up(calls: House) -> None:
    calls.company.rings = lambda talk: None
    to = Address(tenant=TENANT, kind="number", value="+34600555444", trunks=("first",))
    await calls.engine.dial("leg_out", to, caller=NUMBER, ring=timedelta(seconds=1))
    await calls.next(v.LegRinging, "leg_out")
    assert (await calls.next(v.LegEnded, "leg_out")).cause == "no_answer"
    await calls.engine.dial(
        "leg_nobody", Address(tenant=TENANT, kind="agent", value="usr_nobody"), caller="", ring=RING
    )
    assert (await calls.next(v.LegEnded, "leg_nobody")).cause == "unreachable"


async def test_telephones_need_their_password(calls: House) -> None:
    right = await Telephone(calls.sip, "usr_luis", PASSWORD).open()
    wrong = await Telephone(calls.sip, "usr_marta", "guessed").open()
    try:
        assert await right.register() == 200
        assert await wrong.register() == 401
    finally:
        right.close()
        wrong.close()


async def test_more_calls_than_are_let_in_are_refused_and_the_next_is_taken(calls: House) -> None:
    await calls.die()
    async with calls.running(calls.new_engine(rate=2.0)):
        await calls.next(v.EngineBack)
        talks = [await calls.company.call(NUMBER, f"+3460011100{number}") for number in range(6)]
        await calls.until(lambda: sum(one.state == "over" for one in talks) >= 3, "some are refused")
        assert {one.cause for one in talks if one.state == "over"} == {503}
        for one in talks:
            one.hang_up()
        await asyncio.sleep(0.6)  # a call's worth of room
        calls.events.clear()
        await calls.call_in()


async def test_while_we_are_away_the_emergency_group_rings(calls: House) -> None:
    ana = await calls.at_desk("usr_ana", "b")
    await calls.die()
    talk = await calls.company.call(NUMBER, "+34600111222")
    await calls.until(lambda: bool(ana.talks), "her telephone rings")
    await calls.until(lambda: talk.heard() == {"b"}, "the group hears him, and he them")
    talk.hang_up()
