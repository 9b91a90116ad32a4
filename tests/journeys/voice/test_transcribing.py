"""What was said is written down once, without what must not be, found again, and gone with its recording."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from atiende.actions.passages import Talk, Voiced, keep_passages, passages_of
from atiende.actions.recordings import TRANSCRIBE, delete_recording
from atiende.actions.search import index_facts
from atiende.domain import facts as f
from atiende.domain.recording import Recording
from atiende.domain.search import SearchEntry, Sought
from atiende.domain.transcript import Utterance
from atiende.domain.work import Timer
from atiende.ports.speech import Speech, SpeechFailed, Stretch, Word
from atiende.ports.views import Sight
from atiende.reactors.transcribe import Transcribing
from atiende.store.store import SqlStore
from atiende.store.views import SqlViews
from tests.journeys.queue_life import rule
from tests.journeys.small_centre import ANA, TENANT
from tests.journeys.voice.recording_world import AGENT, REC, Studio, studio

from atiende.domain.voice_documents import QueueVoice  # isort: skip

CARD = "mi tarjeta es cuatro uno uno uno 1111 1111 1111 gracias"


@dataclass
class Clerk:
    """Hears what it is told to hear, stretch by stretch."""

    says: list[str] = field(default_factory=lambda: ["Quiero la factura de abril", "Ahora mismo se la mando"])
    name: str = "clerk"
    streams: bool = False
    fails: int = 0
    read_so_far: int = 0

    def hear(self, pcm: AsyncIterator[bytes], *, language: str) -> AsyncIterator[Speech]:
        raise SpeechFailed("no_engine")

    async def read(self, pcm: bytes, *, language: str) -> Sequence[Speech]:
        if self.fails:
            self.fails -= 1
            raise SpeechFailed("busy")
        text = self.says[self.read_so_far % len(self.says)]
        self.read_so_far += 1
        words = tuple(Word(text=one, start_ms=at, end_ms=at + 1) for at, one in enumerate(text.split()))
        return [Speech(number=0, text=text, start_ms=100, end_ms=900, words=words, language="es")]


@dataclass
class Scissors:
    stretches: list[Stretch]

    async def peaks(self, content: bytes) -> bytes:
        return bytes([10, 20])

    async def voices(self, content: bytes) -> AsyncIterator[Stretch]:
        for one in self.stretches:
            yield one


@pytest.fixture(name="studio")
async def made(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Studio]:
    async with studio(request, tmp_path) as opened:
        voice = QueueVoice(recording="inform", transcribe=True)
        await rule(opened.world, voice=voice)
        yield opened


async def recorded(
    studio: Studio, clerk: Clerk, starts: Sequence[tuple[str, int]], gaps: tuple[tuple[int, int], ...] = ()
) -> None:
    scissors = Scissors([Stretch(side=side, start_ms=at, pcm=bytes(32_000)) for side, at in starts])
    studio.desk = replace(studio.desk, transcriber=clerk, sounds=scissors)
    await studio.answer("informed")
    await studio.start()
    await studio.over(gaps=gaps)
    await studio.keep()


TWO = (("left", 1_000), ("right", 3_000))


async def test_words_are_written_down_sealed_with_their_times(studio: Studio) -> None:
    await recorded(studio, Clerk(), TWO)
    await Transcribing(studio.desk).run(TENANT, REC)
    said = await passages_of(studio.desk, TENANT, REC)
    assert [(one.side, one.who, one.start_ms, one.text) for one in said] == [
        ("left", "", 1_100, "Quiero la factura de abril"),
        ("right", ANA, 3_100, "Ahora mismo se la mando"),
    ]
    assert said[0].words[1] == ("la", 1_001, 1_002)
    rows = await studio.desk.store.reading(TENANT).where(Utterance, {"recording": REC})
    assert all(b"factura" not in row.sealed for row in rows)
    assert await studio.desk.store.reading(TENANT).get(Timer, TRANSCRIBE, REC) is None


async def test_it_is_written_down_once(studio: Studio) -> None:
    clerk = Clerk()
    await recorded(studio, clerk, TWO)
    for _ in range(2):
        await Transcribing(studio.desk).run(TENANT, REC)
    facts = [one.fact for one in await studio.desk.store.log(TENANT, 0)]
    assert sum(isinstance(one, f.RecordingTranscribed) for one in facts) == 1 and clerk.read_so_far == 2


async def test_a_card_that_is_read_out_is_never_stored(studio: Studio) -> None:
    await recorded(studio, Clerk(says=[CARD]), TWO[:1])
    await Transcribing(studio.desk).run(TENANT, REC)
    [said] = await passages_of(studio.desk, TENANT, REC)
    assert said.text == "mi tarjeta es •••• gracias" and said.words == ()


async def test_nothing_of_a_pause_is_transcribed(studio: Studio) -> None:
    clerk = Clerk()
    await recorded(studio, clerk, [("left", 1_000), ("left", 20_000)], gaps=((19_000, 40_000),))
    await Transcribing(studio.desk).run(TENANT, REC)
    assert clerk.read_so_far == 1 and len(await passages_of(studio.desk, TENANT, REC)) == 1


async def test_a_transcriber_that_fails_is_asked_again_later_and_nothing_is_half_there(studio: Studio) -> None:
    clerk = Clerk(fails=1)
    await recorded(studio, clerk, TWO)
    await Transcribing(studio.desk).run(TENANT, REC)
    assert await passages_of(studio.desk, TENANT, REC) == []
    timer = await studio.desk.store.reading(TENANT).get(Timer, TRANSCRIBE, REC)
    assert timer is not None and timer.tries == 1 and timer.due > studio.world.clock.now()
    await Transcribing(studio.desk).run(TENANT, REC)
    assert len(await passages_of(studio.desk, TENANT, REC)) == 2


async def test_what_failed_captions_left_is_replaced_by_the_whole(studio: Studio) -> None:
    await recorded(studio, Clerk(), TWO)
    row = await studio.desk.store.reading(TENANT).get(Recording, REC)
    assert row is not None
    talk = Talk(
        recording=REC, interaction=row.interaction, conversation=row.conversation, customer=row.customer, live=True
    )
    half = Voiced(side="left", who="", speech=Speech(number=0, text="Quiero la", start_ms=1_000, end_ms=1_200))
    await keep_passages(studio.desk, TENANT, talk, [half])
    await Transcribing(studio.desk).run(TENANT, REC)
    said = await passages_of(studio.desk, TENANT, REC)
    assert [one.text for one in said] == ["Quiero la factura de abril", "Ahora mismo se la mando"]


async def test_without_a_transcriber_there_is_none_and_nothing_waits_for_it(studio: Studio) -> None:
    await studio.answer("informed")
    await studio.start()
    await studio.over()
    await studio.keep()
    assert await studio.desk.store.reading(TENANT).get(Timer, TRANSCRIBE, REC) is None


@pytest.mark.parametrize("studio", ["sqlite", pytest.param("postgres", marks=pytest.mark.pg)], indirect=True)
async def test_words_of_calls_are_found_with_their_moment_and_gone_with_the_recording(studio: Studio) -> None:
    await recorded(studio, Clerk(), TWO)
    await Transcribing(studio.desk).run(TENANT, REC)
    await index_facts(studio.desk, TENANT, await studio.desk.store.log(TENANT, 0))
    store = studio.desk.store
    assert isinstance(store, SqlStore)
    search, sight = SqlViews(store).search, Sight(agent=ANA, queues=None, brands=None)
    sought = Sought(groups=(("factura", "factur"),))
    [hit] = await search.calls(TENANT, sight, sought, 5, studio.world.clock.now())
    assert hit.id == f"{REC}@00001100" and hit.conversation == studio.begun.conversation
    stranger = Sight(agent="usr_x", queues=(), brands=None)
    assert await search.calls(TENANT, stranger, sought, 5, studio.world.clock.now()) == []
    await delete_recording(studio.desk, TENANT, AGENT, REC)
    await studio.world.step()
    assert await search.calls(TENANT, sight, sought, 5, studio.world.clock.now()) == []
    entries = await store.reading(TENANT).where(SearchEntry, {"conversation": studio.begun.conversation})
    assert [one for one in entries if one.kind == "call"] == []
