"""Who hears whom through a real Asterisk: tones are spoken into telephones and measured in others."""

import asyncio
from collections.abc import AsyncIterator

import numpy as np
import pytest

from atiende.bench.servers.asterisk import AsteriskServer
from atiende.bench.telephones.tones import found_in
from atiende.domain import voice as v
from atiende.ports.voice import Sound
from tests.doubles.exchange import TENANT, House, house, sides

pytestmark = [pytest.mark.anyio, pytest.mark.live]
MUSIC = Sound(tenant=TENANT, blob="music", loop=True)
PROMPT = Sound(tenant=TENANT, blob="prompt", loop=True)


@pytest.fixture
async def calls(asterisk: AsteriskServer) -> AsyncIterator[House]:
    async with house(asterisk) as made:
        yield made


async def talking(calls: House) -> tuple[str, str]:
    """A caller (tone a) and an agent (tone b) in a bridge."""
    await calls.at_desk("usr_ana", "b")
    caller = await calls.call_in()
    agent = await calls.reach("usr_ana")
    await calls.engine.bridge("brg_main", {caller, agent})
    return caller, agent


async def test_how_well_a_telephone_is_heard_is_told(calls: House) -> None:
    _, agent = await talking(calls)
    told = await calls.next(v.LegQuality, agent)
    assert told.loss_pct < 5 and told.jitter_ms < 100


async def test_the_table_of_who_hears_whom(calls: House) -> None:
    engine = calls.engine
    caller, agent = await talking(calls)
    await calls.hears(caller, {"b"})
    await calls.hears(agent, {"a"})

    await engine.hold(caller, MUSIC)
    await calls.hears(caller, {"music"})
    await calls.hears(agent, set())
    await engine.resume(caller)
    await calls.hears(caller, {"b"})
    await calls.hears(agent, {"a"})

    await engine.mute(agent, True)
    await calls.hears(caller, set())
    await calls.hears(agent, {"a"})
    await engine.mute(agent, False)
    await calls.hears(caller, {"b"})

    await calls.at_desk("usr_marta", "c")
    supervisor = await calls.reach("usr_marta")
    await engine.overhear(supervisor, agent, coach=False)
    await calls.hears(supervisor, {"a", "b"})
    await calls.hears(agent, {"a"})
    await engine.overhear(supervisor, agent, coach=True)
    await calls.hears(agent, {"a", "c"})
    await calls.hears(caller, {"b"})
    await engine.overhear(supervisor, "", coach=False)
    await calls.hears(supervisor, set())
    await calls.hears(agent, {"a"})

    await engine.bridge("brg_main", {caller, agent, supervisor})  # she barges in
    await calls.hears(caller, {"b", "c"})
    await calls.hears(supervisor, {"a", "b"})


async def test_a_consultation_leaves_the_customer_with_music(calls: House) -> None:
    engine = calls.engine
    caller, agent = await talking(calls)
    await calls.at_desk("usr_luis", "d")
    colleague = await calls.reach("usr_luis")
    await engine.hold(caller, MUSIC)
    await engine.bridge("brg_aside", {agent, colleague})
    await calls.hears(agent, {"d"})
    await calls.hears(colleague, {"b"})
    await calls.hears(caller, {"music"})
    await engine.resume(caller)
    await engine.bridge("brg_main", {caller, colleague})  # handed over
    await engine.hang_up(agent)
    await calls.next(v.LegEnded, agent)
    await calls.hears(caller, {"d"})
    await calls.hears(colleague, {"a"})


async def test_prompts_are_heard_and_keys_come_once(calls: House) -> None:
    caller = await calls.call_in()
    await calls.engine.play("ply_1", caller, PROMPT)
    await calls.hears(caller, {"prompt"})
    calls.legs[caller]().press("12#")
    assert [(await calls.next(v.DigitPressed, caller)).digit for _ in range(3)] == ["1", "2", "#"]
    await calls.engine.stop("ply_1")
    ended = await calls.next(v.PlayEnded)
    assert (ended.play, ended.whole) == ("ply_1", False)
    await calls.hears(caller, set())
    await calls.engine.play("ply_2", caller, Sound(tenant=TENANT, blob="prompt"))
    assert (await calls.next(v.PlayEnded)).whole


async def test_keys_of_the_customer_reach_no_other_ear(calls: House) -> None:
    caller, agent = await talking(calls)
    await calls.engine.collect(caller, secret=True)
    calls.legs[caller]().press("4929")
    for digit in "4929":
        assert (await calls.next(v.DigitPressed, caller)).digit == digit
    assert calls.legs[agent]().keys_heard == []
    await calls.engine.collect(caller, secret=False)
    await calls.hears(agent, {"a"})
    await calls.hears(caller, {"b"})


async def test_a_recording_has_two_sides_and_nothing_of_the_pause(calls: House) -> None:
    engine = calls.engine
    caller, agent = await talking(calls)
    await calls.at_desk("usr_marta", "c")
    coach = await calls.reach("usr_marta")
    await engine.overhear(coach, agent, coach=True)
    await engine.record("rec_one", "brg_main", left=caller)
    await calls.hears(agent, {"a", "c"})
    await asyncio.sleep(0.6)
    await engine.pause_recording("rec_one", True)
    calls.legs[caller]().tone = "e"  # what must not be kept
    await calls.hears(agent, {"e", "c"})
    calls.legs[caller]().tone = "a"
    await calls.hears(agent, {"a", "c"})
    await engine.pause_recording("rec_one", False)
    await asyncio.sleep(0.6)
    await engine.stop_recording("rec_one")
    await calls.next(v.RecordingReady)

    recorded = await engine.recorded("rec_one")
    assert recorded is not None
    left, right = sides(recorded.content)
    assert set().union(*left) == {"a"}
    assert set().union(*right) == {"b"}
    ((begins, ends),) = recorded.gaps
    assert ends - begins > 200
    assert not any(left[begins // 100 + 2 : ends // 100 - 1])
    await engine.forget("rec_one")
    assert await engine.recorded("rec_one") is None


async def test_commands_said_twice_are_one(calls: House) -> None:
    caller, agent = await talking(calls)
    for _ in range(2):
        await calls.engine.bridge("brg_main", {caller, agent})
        await calls.engine.hold(caller, MUSIC)
        await calls.engine.answer(caller)
    await calls.hears(caller, {"music"})
    for _ in range(2):
        await calls.engine.resume(caller)
    await calls.hears(caller, {"b"})
    for _ in range(2):
        await calls.engine.hang_up(agent)
    await calls.next(v.LegEnded, agent)
    await calls.engine.press(agent, "1")
    assert set((await calls.engine.census()).legs) == {caller}


async def test_a_transcriber_hears_each_leg_by_itself(calls: House) -> None:
    caller, agent = await talking(calls)
    heard: dict[str, bytes] = {caller: b"", agent: b""}
    async with asyncio.timeout(20):
        async for piece in calls.engine.tap("brg_main"):
            heard[piece.leg] += piece.pcm
            if min(len(one) for one in heard.values()) > 32_000:
                break
    sound = {leg: np.frombuffer(pcm[-16_000:], dtype="<i2").astype(np.float64) for leg, pcm in heard.items()}
    assert found_in(sound[caller], 16_000) == {"a"}
    assert found_in(sound[agent], 16_000) == {"b"}
    await calls.hears(caller, {"b"})
