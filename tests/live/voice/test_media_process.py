"""The media process with real pages: who hears whom, what survives whose death, and what strangers cannot do."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from atiende.bench.page import TONES, Page
from atiende.domain.voice import (
    DigitPressed,
    EngineBack,
    EngineLost,
    LegAnswered,
    LegEnded,
    LegFaltered,
    LegMedia,
    LegRinging,
    Media,
    RecordingReady,
)
from atiende.ports.voice import EngineGone, Heard
from atiende.voice.embedded import wire
from tests.doubles.telephone_house import House, telephone_house

pytestmark = pytest.mark.live
LOW, MIDDLE, HIGH = TONES["low"], TONES["middle"], TONES["high"]


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with telephone_house(tmp_path) as made:
        yield made


async def test_two_pages_speak_within_a_quarter_of_a_second_and_keys_arrive(house: House) -> None:
    agent, caller = await house.connect("leg_a", LOW), await house.connect("leg_c", MIDDLE, "visitor")
    tried = [agent.connect_seconds, caller.connect_seconds]
    while min(tried) > 0.25:  # on a machine that has other things to do the first ones may be late
        assert len(tried) < 20
        tried.append((await house.connect(f"leg_{len(tried)}")).connect_seconds)
    assert house.saw(LegRinging, "leg_a")
    await house.until(lambda: house.saw(LegAnswered, "leg_c"))
    await house.hears_nothing(agent)
    await house.engine.bridge("brg_1", {"leg_a", "leg_c"})
    await house.hears(agent, "middle")
    await house.hears(caller, "low")
    caller.keys("4#")
    await house.until(lambda: house.saw(DigitPressed, "leg_c", digit="#"))
    census = await house.engine.census()
    assert census.bridges == {"brg_1": frozenset({"leg_a", "leg_c"})}
    assert census.legs["leg_a"].state == "up"


async def test_a_call_goes_on_without_the_application_and_it_finds_the_call_again(house: House) -> None:
    agent, caller = await house.connect("leg_a", LOW), await house.connect("leg_c", MIDDLE, "visitor")
    await house.engine.bridge("brg_1", {"leg_a", "leg_c"})
    await house.hears(agent, "middle")
    media = house.media_process()
    await house.kill_application()
    received = agent.received
    caller.speaks = HIGH
    await house.hears(agent, "high")
    await house.hears(caller, "low")
    assert agent.received > received + 20
    await house.until(lambda: house.media_process() == media)
    await house.restart_application()
    assert (await house.engine.census()).bridges["brg_1"] == {"leg_a", "leg_c"}
    caller.speaks = MIDDLE
    await house.hears(agent, "middle")


async def test_what_happened_while_the_application_was_away_is_told_when_it_comes_back(house: House) -> None:
    await house.connect("leg_c", MIDDLE, "visitor")
    late = await house.connect("leg_d", LOW, "visitor")
    await house.until(lambda: house.saw(LegAnswered, "leg_d"))
    await house.kill_application()
    late.close()  # his page says goodbye, and nobody is there to hear it
    await house.until(lambda: late.last_heard >= 0)
    await house.restart_application()
    await house.until(lambda: house.saw(LegFaltered, "leg_d", back=False))
    assert not house.saw(LegFaltered, "leg_c")


async def test_who_waits_hears_music_while_the_application_is_away(house: House) -> None:
    waiting = await house.connect("leg_c", MIDDLE, "visitor")
    await house.hears_nothing(waiting)
    await house.kill_application()
    waiting.deafen()
    await house.until(lambda: len(waiting.ear) > 3_200 and abs(waiting.ear).max() > 0.02, within=10)
    await house.restart_application()
    await house.until(lambda: waiting.deafen() is None and _is_quiet(house, waiting))


def _is_quiet(house: House, page: Page) -> bool:
    return house.clock.elapsed() - page.last_heard > 0.3


async def test_a_media_process_that_dies_is_started_again_and_every_leg_of_it_is_gone(house: House) -> None:
    await house.connect("leg_a", LOW)
    await house.connect("leg_c", MIDDLE, "visitor")
    await house.engine.bridge("brg_1", {"leg_a", "leg_c"})
    await house.engine.record("rec_1", "brg_1", left="leg_c")
    await house.hears(house.at["leg_a"], "middle")
    await house.until(lambda: _part(house).exists() and _part(house).stat().st_size > 100)
    first = house.media_process()
    house.events.clear()
    house.kill_media()
    await house.until(lambda: house.saw(EngineLost) and house.saw(EngineBack))
    assert house.media_process() not in (0, first)
    census = await house.engine.census()
    assert not census.legs
    assert not census.bridges
    await house.until(lambda: house.saw(RecordingReady))
    kept = await house.engine.recorded("rec_1")
    assert kept is not None
    assert kept.content.startswith(b"OggS")
    again = await house.connect("leg_n", HIGH, "visitor")
    assert again.connected.is_set()


def _part(house: House) -> Path:
    return house.plan.directory / "recordings" / "rec_1.part"


async def test_a_page_that_is_loaded_again_takes_its_leg_over_and_stays_in_the_call(house: House) -> None:
    agent, caller = await house.connect("leg_a", LOW), await house.connect("leg_c", MIDDLE, "visitor")
    await house.engine.bridge("brg_1", {"leg_a", "leg_c"})
    await house.hears(agent, "middle")
    agent.close(goodbye=False)
    house.events.clear()
    second = house.page("leg_a", HIGH)
    await second.call()
    await house.until(lambda: house.saw(LegAnswered, "leg_a"))
    await house.hears(second, "middle")
    await house.hears(caller, "high")
    assert not house.saw(LegEnded)


async def test_ice_starts_anew_under_a_call_and_again_and_nobody_notices(house: House) -> None:
    agent, caller = await house.connect("leg_a", LOW), await house.connect("leg_c", MIDDLE, "visitor")
    await house.engine.bridge("brg_1", {"leg_a", "leg_c"})
    await house.hears(agent, "middle")
    spoken = caller.received + 150
    await house.until(lambda: caller.received > spoken)  # what comes twice is refused for as long as they have talked
    house.events.clear()
    for _ in range(3):
        before = caller.answers
        await caller.restart_ice()
        await house.until(lambda before=before: caller.answers > before)
        await house.hears(agent, "middle")
        await house.hears(caller, "low", within=1.5)
    assert not house.saw(LegAnswered)
    assert not house.saw(LegFaltered)


async def test_a_camera_comes_and_goes_and_others_are_told_where_it_is(house: House) -> None:
    agent = await house.connect("leg_a", LOW, media=Media(video=True))
    caller = await house.connect("leg_c", MIDDLE, "visitor", media=Media(video=True))
    assert house.saw(LegMedia, "leg_a", media=Media(video=True))
    await house.engine.bridge("brg_1", {"leg_a", "leg_c"})
    await house.until(lambda: len(caller.video) > 100 and len(agent.video) > 100)
    assert {"mid": "3", "leg": "leg_a", "kind": "camera"} in caller.told[-1]["streams"]
    await agent.call(video=False)  # the same connection, offered again with its camera off
    await house.until(lambda: house.saw(LegMedia, "leg_a", media=Media()))
    await house.until(lambda: caller.told[-1]["streams"] == [])


async def test_nobody_answers_and_the_leg_says_so(house: House) -> None:
    await house.dial("leg_a", ring=0.2)
    await house.until(lambda: house.saw(LegEnded, "leg_a", cause="no_answer"))
    await house.dial("leg_a", ring=30)  # said again: it is over, and no second telephone rings
    await house.until(lambda: len([one for one in house.events if isinstance(one, LegEnded)]) == 2)


async def test_an_offer_for_a_leg_nobody_dialled_is_refused(house: House) -> None:
    await house.connect("leg_a", LOW)
    stranger = house.page("leg_x", HIGH)
    await stranger.call()
    await house.until(lambda: stranger.refused == ["unknown"])
    assert not stranger.connected.is_set()


async def test_a_page_may_speak_a_moment_before_its_leg_is_known(house: House) -> None:
    early = house.page("leg_a", LOW)
    await early.call()
    await house.dial("leg_a")
    await house.until(early.connected.is_set)


async def test_a_flood_of_signals_is_cut_off_and_others_are_not_hurt(house: House) -> None:
    agent, caller = await house.connect("leg_a", LOW), await house.connect("leg_c", MIDDLE, "visitor")
    await house.engine.bridge("brg_1", {"leg_a", "leg_c"})
    for _ in range(300):
        await house.engine.signal("leg_c", '{"type":"offer","sdp":"v=0"}')
    await house.until(lambda: "flood" in caller.refused)
    assert "malformed" in caller.refused
    await house.hears(agent, "middle")
    await house.hears(caller, "low")


async def test_who_does_not_know_the_token_is_sent_away(house: House) -> None:
    await house.connect("leg_a", LOW)
    said = await _greeted(house, wire.Hello(version=wire.VERSION, token="guessed"))
    assert said == wire.Refused(why="token")
    assert (await house.engine.census()).legs.keys() == {"leg_a"}


async def test_a_process_of_another_version_makes_way_once_it_has_no_calls(house: House) -> None:
    await house.connect("leg_a", LOW)
    first, newer = (
        house.media_process(),
        wire.Hello(version=wire.VERSION + 1, token=wire.token_in(house.plan.directory)),
    )
    assert await _greeted(house, newer) == wire.Refused(why="version")
    await house.engine.hang_up("leg_a")
    await house.until(lambda: house.saw(LegEnded, "leg_a"))
    assert house.media_process() == first  # somebody who understands it is there
    await house.kill_application()
    assert await _greeted(house, newer) == wire.Refused(why="version")
    await house.until(lambda: not house.media_process())
    await house.restart_application()


async def _greeted(house: House, hello: wire.Hello) -> wire.AnyDown:
    reader, writer = await asyncio.open_unix_connection(house.plan.directory / wire.SOCKET)
    writer.write(wire.framed(hello))
    try:
        return await wire.next_down(reader)
    finally:
        writer.close()


async def test_a_machine_that_is_too_busy_mixes_more_cheaply_by_itself_and_everybody_is_heard(house: House) -> None:
    """Too busy: the process is stopped for three turns, again and again."""
    names = ("leg_a", "leg_b", "leg_c")
    pages = [await house.connect(name, tone) for name, tone in zip(names, (LOW, MIDDLE, HIGH), strict=True)]
    await house.engine.bridge("brg_1", set(names))
    await house.hears(pages[0], "middle", "high")
    engaged = asyncio.create_task(_stopped_again_and_again(house))
    try:
        await house.until_async(lambda: _mixes_cheaply(house), at_least=1)
        await house.hears(pages[0], "middle", "high")
    finally:
        engaged.cancel()
        os.kill(house.media_process(), signal.SIGCONT)
    effort = await house.engine.effort()
    assert effort is not None
    assert effort.late > 0
    await house.hears(pages[2], "low", "middle")


async def _stopped_again_and_again(house: House) -> None:
    process = house.media_process()
    while True:
        os.kill(process, signal.SIGSTOP)
        await house.clock.sleep(0.06)
        os.kill(process, signal.SIGCONT)
        await house.clock.sleep(0.1)


async def _mixes_cheaply(house: House) -> int:
    effort = await house.engine.effort()
    return int(effort is not None and effort.cheaply)


async def test_a_page_that_is_gone_is_not_heard(house: House) -> None:
    """Negative control of everything heard above: without somebody who speaks nothing is heard."""
    agent, caller = await house.connect("leg_a", LOW), await house.connect("leg_c", MIDDLE, "visitor")
    await house.engine.bridge("brg_1", {"leg_a", "leg_c"})
    await house.hears(agent, "middle")
    caller.close(goodbye=False)
    await house.hears(agent)


class Scribe:
    """Reads a tap, and takes his time over a piece where he is told to."""

    def __init__(self, house: House, bridge: str) -> None:
        self._house, self._bridge = house, bridge
        self.heard, self.slow, self.ended = list[Heard](), 0.0, ""

    async def read(self) -> None:
        try:
            async for piece in self._house.engine.tap(self._bridge):
                self.heard.append(piece)
                slow, self.slow = self.slow, 0.0
                await self._house.clock.sleep(slow)  # a slow transcriber
        except asyncio.CancelledError:
            self.ended = "cancelled"
            raise
        except EngineGone:
            self.ended = "gone"

    async def hears_more(self) -> None:
        before = len(self.heard)
        await self._house.until(lambda: len(self.heard) > before + 5 or bool(self.ended), within=10)
        assert not self.ended


async def test_a_transcriber_hears_on_after_the_connection_was_made_anew_and_may_take_its_time(house: House) -> None:
    agent, _ = await house.connect("leg_a", LOW), await house.connect("leg_c", MIDDLE, "visitor")
    await house.engine.bridge("brg_1", {"leg_a", "leg_c"})
    await house.hears(agent, "middle")
    scribe = Scribe(house, "brg_1")
    reading = house.group.create_task(scribe.read())
    await scribe.hears_more()
    scribe.slow = 1.5
    await scribe.hears_more()
    house.events.clear()
    house.break_connection()
    await house.until(lambda: house.saw(EngineLost) and house.saw(EngineBack))
    await scribe.hears_more()
    times = [one.at_ms for one in scribe.heard if one.leg == "leg_c"]
    assert times == sorted(times)
    house.kill_media()
    await house.until(reading.done, within=10)
    assert scribe.ended == "gone"
