"""Captions: what is said reaches the screen while it is said, and the transcript; nothing of a pause reaches either."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import cast

import pytest

from atiende.actions.passages import passages_of
from atiende.actions.recordings import Pausing, pause_recording
from atiende.domain import facts as f
from atiende.domain.voice_documents import QueueVoice
from atiende.ports.bus import Caption
from atiende.ports.speech import Speech, SpeechFailed
from atiende.ports.voice import Heard, Voice, VoiceEngine
from atiende.reactors.captions import Captions
from tests.fakes import settle
from tests.journeys.queue_life import rule
from tests.journeys.small_centre import TENANT
from tests.journeys.voice.recording_world import AGENT, REC, Shelf, Studio, studio

MOST_LOOKS = 3000


@dataclass
class Wire(Shelf):
    """An engine whose bridge says what it is told; None ends it."""

    said: "asyncio.Queue[Heard | None]" = field(default_factory=asyncio.Queue)

    async def tap(self, bridge: str) -> AsyncIterator[Heard]:
        while (piece := await self.said.get()) is not None:
            yield piece


class Listener:
    """Says back, of each piece, what its first byte stands for: a word of `says`, else its number; silence is none."""

    name, streams = "listener", True

    def __init__(self, fails: bool = False, says: Sequence[str] = ()) -> None:
        self.fails, self.says = fails, says

    async def hear(self, pcm: AsyncIterator[bytes], *, language: str) -> AsyncIterator[Speech]:
        number = 0
        async for piece in pcm:
            if self.fails:
                raise SpeechFailed("broken")
            if piece[0]:
                at, whole = number * 20, self.says[piece[0] - 1] if self.says else f"palabra {piece[0]}"
                guess = whole if self.says else f"pal{piece[0]}"
                yield Speech(number=number, text=guess, start_ms=at, end_ms=at + 10, final=False)
                yield Speech(number=number, text=whole, start_ms=at, end_ms=at + 20)
                number += 1

    async def read(self, pcm: bytes, *, language: str) -> Sequence[Speech]:
        return []


@pytest.fixture(name="studio")
async def made(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Studio]:
    async with studio(request, tmp_path) as opened:
        await rule(opened.world, voice=QueueVoice(recording="inform", transcribe=True))
        opened.engine = Wire()
        voice = Voice(engines={"fake": cast(VoiceEngine, opened.engine)})
        opened.desk = replace(opened.desk, voice=voice, transcriber=Listener())
        await opened.answer("informed")
        await opened.start()
        yield opened


class Ear:
    """Captions at work, and what a screen is told of them."""

    def __init__(self, studio: Studio) -> None:
        self.studio, self.told = studio, list[Caption]()

    async def __aenter__(self) -> "Ear":
        self._group = asyncio.TaskGroup()
        await self._group.__aenter__()
        self._tasks = [self._group.create_task(self._screen())]
        await settle()
        self._tasks.append(self._group.create_task(Captions(self.studio.desk, TENANT).run()))
        await settle()
        return self

    async def __aexit__(self, *error: object) -> None:
        for task in self._tasks:
            task.cancel()
        with suppress(asyncio.CancelledError):
            await self._group.__aexit__(None, None, None)

    async def _screen(self) -> None:
        async with self.studio.desk.bus.listen(TENANT) as signals:
            async for _, signal in signals:
                if isinstance(signal, Caption):
                    self.told.append(signal)

    async def say(self, word: int) -> None:
        assert isinstance(self.studio.engine, Wire)
        self.studio.engine.said.put_nowait(Heard(leg="leg_a", at_ms=0, pcm=bytes([word]) * 640))
        await settle()


async def until(true: Callable[[], Awaitable[object]]) -> None:
    for _ in range(MOST_LOOKS):
        if await true():
            return
        await settle()
    raise AssertionError("it did not come")


async def test_guesses_and_last_words_reach_the_screen_and_last_words_the_transcript(studio: Studio) -> None:
    async with Ear(studio) as ear:
        await ear.say(7)

        async def told_twice() -> bool:
            return len(ear.told) == 2

        async def written() -> bool:
            log = await studio.desk.store.log(TENANT, 0)
            return any(isinstance(one.fact, f.RecordingTranscribed) for one in log)

        await until(told_twice)
        assert [(one.text, one.final) for one in ear.told] == [("pal7", False), ("palabra 7", True)]
        await studio.over()
        await until(written)
    said = await passages_of(studio.desk, TENANT, REC)
    assert [one.text for one in said] == ["palabra 7"]
    told = [one.fact for one in await studio.desk.store.log(TENANT, 0)]
    assert [one.live for one in told if isinstance(one, f.RecordingTranscribed)] == [True]


SPANISH = ["cuatro uno uno uno uno uno uno uno", "uno uno uno uno uno uno uno uno", "eso es"]
ENGLISH = ["it is four one one one, one one one one", "one one one one", "one one one one", "thank you"]
PAIRS = ["es la cuarenta y uno once once", "once once once once once", "eso es"]
LARGER = ["four thousand one hundred eleven", "eleven eleven, double one double one", "eleven eleven thanks"]
EACH = [*["cuatro"], *["uno"] * 15, "eso es"]
TELEPHONE = ["seiscientos doce", "treinta y cuatro cincuenta y seis", "setenta y ocho"]
ORDER = ["el pedido es cuatro uno uno uno uno uno uno uno", "y el otro uno uno uno uno uno uno uno uno", "eso es"]


@pytest.mark.parametrize(
    ("says", "kept"),
    [
        (SPANISH, ["••••", "••••", "eso es"]),
        (ENGLISH, ["it is ••••", "••••", "••••", "thank you"]),
        (["4111 1111", "1111 1111"], ["••••", "••••"]),
        (PAIRS, ["es la ••••", "••••", "eso es"]),
        (LARGER, ["••••", "••••", "•••• thanks"]),
        (EACH, ["••••"] * 16 + ["eso es"]),
        (ORDER, ORDER),
        (TELEPHONE, TELEPHONE),
    ],
    ids=["es", "en", "figures", "pairs", "larger", "one by one", "no card", "a telephone"],
)
async def test_a_card_that_is_said_in_pieces_is_masked_as_soon_as_it_is_one_and_kept_nowhere(
    studio: Studio, says: list[str], kept: list[str]
) -> None:
    studio.desk = replace(studio.desk, transcriber=Listener(says=says))
    async with Ear(studio) as ear:
        for number in range(len(says)):
            await ear.say(number + 1)

        async def all_told() -> bool:
            return len(ear.told) == 2 * len(says)

        async def all_kept() -> bool:
            return [one.text for one in await passages_of(studio.desk, TENANT, REC)] == kept

        await until(all_told)
        await until(all_kept)
        end = max((at for at, one in enumerate(kept) if "••••" in one), default=0)
        read = [one.text for one in ear.told]
        assert read[2 * end : 2 * end + 2] == [kept[end]] * 2, "whoever reads along never sees its end"
        await studio.over()


async def test_nothing_of_a_pause_is_heard_nor_what_is_on_its_way_when_it_ends(studio: Studio) -> None:
    call = studio.begun.interaction
    async with Ear(studio) as ear:
        await pause_recording(studio.desk, TENANT, AGENT, call, Pausing(on=False, seconds=60))
        await settle()
        await ear.say(1)
        await pause_recording(studio.desk, TENANT, AGENT, call, Pausing(on=True))
        await settle()
        await ear.say(2)
        await studio.world.clock.advance(1)
        await ear.say(3)

        async def told_twice() -> bool:
            return len(ear.told) == 2

        await until(told_twice)
        assert {one.text for one in ear.told} == {"pal3", "palabra 3"}
    assert [one.text for one in await passages_of(studio.desk, TENANT, REC)] == ["palabra 3"]


async def test_a_transcriber_that_fails_costs_the_captions_and_nothing_else(studio: Studio) -> None:
    studio.desk = replace(studio.desk, transcriber=Listener(fails=True))
    async with Ear(studio) as ear:
        await ear.say(7)
        await studio.over()
        await settle()
        assert ear.told == []
    assert not await studio.keep()
    told = [one.fact for one in await studio.desk.store.log(TENANT, 0)]
    assert not any(isinstance(one, f.RecordingTranscribed) for one in told)
    assert (await studio.row()).state == "kept"
