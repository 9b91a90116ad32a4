"""The contract of voice engines, one suite for all: who hears whom, what is recorded, told and forgiven."""

from collections.abc import AsyncIterator, Mapping
from datetime import timedelta

import pytest

from atiende.domain import voice as v
from atiende.domain.voice import Address
from atiende.ports.voice import EngineGone
from tests.contracts.engines import ENGINES
from tests.contracts.telephones import TENANT, Telephones

PEOPLE = {"leg_a": "a", "leg_b": "b", "leg_c": "c"}


@pytest.fixture(params=ENGINES)
async def phones(request: pytest.FixtureRequest) -> AsyncIterator[Telephones]:
    async with request.param() as made:
        yield made


async def up(phones: Telephones, *legs: str) -> None:
    """The first one calls in, the others are called; everybody says his tone."""
    for leg in legs:
        if leg == "leg_a":
            await phones.call_in(leg)
            await phones.engine.answer(leg)
        else:
            await phones.dial(leg, f"usr_{leg}")
            await phones.answer(leg)
        await phones.say(leg, PEOPLE[leg])
    await phones.settled()


async def expect(phones: Telephones, ears: Mapping[str, set[str]]) -> None:
    await phones.settled()
    heard = {leg: await phones.hears(leg) for leg in ears}
    assert heard == dict(ears)


async def test_two_in_a_bridge_hear_each_other_and_nobody_else(phones: Telephones) -> None:
    await up(phones, "leg_a", "leg_b", "leg_c")
    await expect(phones, {"leg_a": set(), "leg_b": set(), "leg_c": set()})
    await phones.engine.bridge("brg_1", {"leg_a", "leg_b"})
    await expect(phones, {"leg_a": {"b"}, "leg_b": {"a"}, "leg_c": set()})


async def test_a_conference_and_a_leg_that_moves_on(phones: Telephones) -> None:
    await up(phones, "leg_a", "leg_b", "leg_c")
    await phones.engine.bridge("brg_1", {"leg_a", "leg_b", "leg_c"})
    await expect(phones, {"leg_a": {"b", "c"}, "leg_b": {"a", "c"}, "leg_c": {"a", "b"}})
    await phones.engine.bridge("brg_1", {"leg_a"})
    await phones.engine.bridge("brg_2", {"leg_b", "leg_c"})
    await expect(phones, {"leg_a": set(), "leg_b": {"c"}, "leg_c": {"b"}})
    await phones.engine.bridge("brg_2", frozenset())
    await expect(phones, {"leg_b": set(), "leg_c": set()})


async def test_held_he_hears_music_and_is_heard_by_nobody(phones: Telephones) -> None:
    await up(phones, "leg_a", "leg_b")
    await phones.engine.bridge("brg_1", {"leg_a", "leg_b"})
    await phones.engine.hold("leg_a", await phones.music())
    await expect(phones, {"leg_a": {"music"}, "leg_b": set()})
    await phones.engine.resume("leg_a")
    await expect(phones, {"leg_a": {"b"}, "leg_b": {"a"}})


async def test_muted_he_hears_and_is_not_heard(phones: Telephones) -> None:
    await up(phones, "leg_a", "leg_b")
    await phones.engine.bridge("brg_1", {"leg_a", "leg_b"})
    await phones.engine.mute("leg_b", True)
    await expect(phones, {"leg_a": set(), "leg_b": {"a"}})
    await phones.engine.mute("leg_b", False)
    await expect(phones, {"leg_a": {"b"}, "leg_b": {"a"}})


async def test_a_listener_is_heard_by_nobody_a_coach_by_one(phones: Telephones) -> None:
    await up(phones, "leg_a", "leg_b", "leg_c")
    await phones.engine.bridge("brg_1", {"leg_a", "leg_b"})
    await phones.engine.overhear("leg_c", "leg_b", coach=False)
    await expect(phones, {"leg_a": {"b"}, "leg_b": {"a"}, "leg_c": {"a", "b"}})
    await phones.engine.overhear("leg_c", "leg_b", coach=True)
    await expect(phones, {"leg_a": {"b"}, "leg_b": {"a", "c"}, "leg_c": {"a", "b"}})
    await phones.engine.overhear("leg_c", "", coach=False)
    await phones.engine.bridge("brg_1", {"leg_a", "leg_b", "leg_c"})
    await expect(phones, {"leg_a": {"b", "c"}, "leg_b": {"a", "c"}, "leg_c": {"a", "b"}})


async def test_a_prompt_is_heard_by_one_and_its_end_is_told(phones: Telephones) -> None:
    await up(phones, "leg_a", "leg_b")
    music = await phones.music()
    await phones.engine.play("ply_1", "leg_a", music)
    await expect(phones, {"leg_a": {await _heard_as(phones)}, "leg_b": set()})
    await phones.engine.stop("ply_1")
    ended = await phones.event(v.PlayEnded, "ply_1")
    assert not ended.whole
    await expect(phones, {"leg_a": set()})


async def _heard_as(phones: Telephones) -> str:
    """In memory all that is played is a prompt; where there is sound, it is what it sounds like."""
    return "prompt" if "memory" in phones.can else "music"


async def test_the_customer_is_on_the_left_and_everybody_else_on_the_right(phones: Telephones) -> None:
    await up(phones, "leg_a", "leg_b", "leg_c")
    engine = phones.engine
    await engine.bridge("brg_1", {"leg_a", "leg_b"})
    await engine.record("rec_1", "brg_1", left="leg_a")
    await engine.overhear("leg_c", "leg_b", coach=True)
    await phones.settled()
    await engine.stop_recording("rec_1")
    ready = await phones.event(v.RecordingReady, "rec_1")
    assert ready.duration_ms > 0 and not ready.gaps
    assert await phones.tones_of("rec_1") == {"left": {"a"}, "right": {"b"}}
    assert await engine.recorded("rec_1") is not None
    await engine.forget("rec_1")
    assert await engine.recorded("rec_1") is None


async def test_what_is_said_in_a_pause_is_not_recorded(phones: Telephones) -> None:
    await up(phones, "leg_a", "leg_b")
    engine = phones.engine
    await phones.say("leg_a", "")
    await engine.bridge("brg_1", {"leg_a", "leg_b"})
    await engine.record("rec_1", "brg_1", left="leg_a")
    await phones.settled()
    await engine.pause_recording("rec_1", True)
    await phones.say("leg_a", "a")
    await phones.settled()
    await phones.say("leg_a", "")
    await engine.pause_recording("rec_1", False)
    await phones.settled()
    await engine.stop_recording("rec_1")
    ready = await phones.event(v.RecordingReady, "rec_1")
    assert len(ready.gaps) == 1 and ready.gaps[0][1] > ready.gaps[0][0]
    assert (await phones.tones_of("rec_1"))["left"] == set()


async def test_keys_are_told_one_by_one(phones: Telephones) -> None:
    await up(phones, "leg_a")
    await phones.engine.collect("leg_a", secret=False)
    await phones.press("leg_a", "42#")
    assert [(await phones.event(v.DigitPressed, "leg_a")).digit for _ in range(3)] == ["4", "2", "#"]


async def test_who_rings_may_decline_or_leave_and_everybody_is_told_once(phones: Telephones) -> None:
    await phones.dial("leg_b", "usr_b")
    await phones.reject("leg_b")
    assert (await phones.event(v.LegEnded, "leg_b")).cause in ("rejected", "busy")
    await up(phones, "leg_a")
    await phones.hang_up("leg_a")
    assert (await phones.event(v.LegEnded, "leg_a")).cause == "normal"
    assert not (await phones.engine.census()).legs


async def test_a_command_said_twice_is_one_and_what_is_gone_is_no_error(phones: Telephones) -> None:
    await up(phones, "leg_a", "leg_b")
    engine, music = phones.engine, await phones.music()
    for _ in range(2):
        to = Address(tenant=TENANT, kind="agent", value="usr_leg_b")
        await engine.dial("leg_b", to, caller="", ring=timedelta(seconds=5))
        await engine.answer("leg_a")
        await engine.bridge("brg_1", {"leg_a", "leg_b", "leg_gone"})
        await engine.record("rec_1", "brg_1", left="leg_a")
        await engine.mute("leg_gone", True)
        await engine.hold("leg_gone", music)
        await engine.resume("leg_gone")
        await engine.stop("ply_gone")
        await engine.overhear("leg_gone", "leg_a", coach=False)
        await engine.hang_up("leg_gone")
        await engine.stop_recording("rec_gone")
    await expect(phones, {"leg_a": {"b"}, "leg_b": {"a"}})
    census = await engine.census()
    assert set(census.legs) == {"leg_a", "leg_b"} and set(census.recordings) == {"rec_1"}


async def test_a_census_says_what_is_alive(phones: Telephones) -> None:
    await up(phones, "leg_a", "leg_b", "leg_c")
    engine = phones.engine
    await engine.bridge("brg_1", {"leg_a", "leg_b"})
    await engine.hold("leg_a", await phones.music())
    await engine.mute("leg_b", True)
    await engine.overhear("leg_c", "leg_b", coach=True)
    await phones.settled()
    census = await engine.census()
    assert census.bridges == {"brg_1": {"leg_a", "leg_b"}}
    seen = census.legs
    assert {leg: one.state for leg, one in seen.items()} == dict.fromkeys(PEOPLE, "up")
    assert (seen["leg_a"].held, seen["leg_b"].muted) == (True, True)
    assert (seen["leg_c"].overhears, seen["leg_c"].coach, seen["leg_c"].tenant) == ("leg_b", True, TENANT)


async def test_calls_live_on_while_the_connection_is_away(phones: Telephones) -> None:
    await up(phones, "leg_a", "leg_b")
    await phones.engine.bridge("brg_1", {"leg_a", "leg_b"})
    await phones.settled()
    await phones.lose_connection()
    await phones.event(v.EngineLost)
    with pytest.raises(EngineGone):
        await phones.engine.mute("leg_a", True)
    await phones.reconnect()
    await phones.event(v.EngineBack)
    assert set((await phones.engine.census()).legs) == {"leg_a", "leg_b"}
    await expect(phones, {"leg_a": {"b"}, "leg_b": {"a"}})


async def test_who_tries_his_devices_hears_himself(phones: Telephones) -> None:
    if "echo" not in phones.can:
        return
    await up(phones, "leg_b")
    await phones.engine.overhear("leg_b", "leg_b", coach=False)
    await expect(phones, {"leg_b": {"b"}})


async def test_a_page_that_offers_for_a_leg_of_nobody_is_refused(phones: Telephones) -> None:
    if "signal" not in phones.can:
        return
    await phones.engine.signal("leg_nobody", '{"type":"offer","sdp":""}')
    said = await phones.event(v.Signalled, "leg_nobody")
    assert "refused" in said.body
    assert not (await phones.engine.census()).legs
