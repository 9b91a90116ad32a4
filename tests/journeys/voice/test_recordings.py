"""A recording is kept only by right, whole, once, sealed by its customer's key, and no longer than it may be."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from atiende.actions import recording_comments, recording_terms, recordings
from atiende.actions.recording_files import open_recording
from atiende.actions.recording_keys import forget_key
from atiende.actions.recordings import Pausing, pause_recording
from atiende.domain import facts as f
from atiende.domain.errors import Invalid, NotFound, WrongState
from atiende.domain.recording import DAY_MS, Consent, ConsentContent, RecordingContent, RecordingLeft
from atiende.ports.failpoints import RECORDING_FETCHED, RECORDING_KEPT
from tests.journeys.small_centre import TENANT
from tests.journeys.voice.recording_world import AGENT, REC, SECRET, Studio, studio


@pytest.fixture(name="studio")
async def made(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Studio]:
    async with studio(request, tmp_path) as opened:
        yield opened


async def files(studio: Studio) -> list[str]:
    found: list[str] = []
    shelf = studio.desk.blobs
    async for piece in shelf._shelf.items(TENANT):  # type: ignore[attr-defined]  # the real shelf under the seal
        found += [one.key for one in piece]
    return found


async def log(studio: Studio) -> list[f.Fact]:
    return [one.fact for one in await studio.desk.store.log(TENANT, 0)]


async def test_a_recording_is_fetched_sealed_and_only_then_forgotten(studio: Studio) -> None:
    await studio.answer("informed")
    assert await studio.start()
    await studio.over()
    assert not await studio.keep()
    row = await studio.row()
    assert (row.state, row.duration_ms, row.basis) == ("kept", 60_000, "inform")
    assert await open_recording(studio.desk, TENANT, REC) == SECRET
    assert studio.engine.forgotten == [REC]


async def test_what_lies_on_the_shelf_says_nothing_and_opens_for_nobody_without_the_customers_key(
    studio: Studio,
) -> None:
    await studio.answer("informed")
    await studio.start()
    await studio.over()
    await studio.keep()
    content = await studio.desk.store.reading(TENANT).get(RecordingContent, REC)
    assert content is not None
    sealed = await studio.desk.blobs.get(TENANT, content.blob)
    assert SECRET not in sealed
    with pytest.raises(Invalid):
        studio.desk.keys.open_for("another", sealed)
    await studio.change(lambda change: forget_key(change, content.customer))
    with pytest.raises(NotFound):
        await open_recording(studio.desk, TENANT, REC)


@pytest.mark.parametrize(("policy", "answers"), [("off", ["yes"]), ("inform", []), ("opt_in", ["informed"])])
async def test_without_a_right_nothing_is_begun(studio: Studio, policy: str, answers: list[str]) -> None:
    for one in answers:
        await studio.answer(one)  # type: ignore[arg-type]  # the answers above
    assert not await studio.start(policy)
    assert not any(isinstance(one, f.RecordingStarted) for one in await log(studio))


async def test_who_says_no_while_it_runs_is_thrown_away_and_never_on_our_shelf(studio: Studio) -> None:
    await studio.answer("yes")
    assert await studio.start("opt_in")
    await studio.answer("no")
    await studio.over()
    assert not await studio.keep()
    assert (await studio.row()).state == "lost" and await files(studio) == []
    assert studio.engine.forgotten == [REC]


async def test_what_was_answered_is_kept_as_it_was_said(studio: Studio) -> None:
    await studio.answer("yes")
    reading = studio.desk.store.reading(TENANT)
    [consent] = await reading.where(Consent, {"customer": studio.begun.customer})
    said = await reading.get(ConsentContent, consent.id)
    assert (consent.answer, consent.language, consent.channel) == ("yes", "es", "voice")
    assert said is not None and said.text.startswith("Esta llamada") and said.said == "1" and consent.version


@pytest.mark.parametrize("place", [RECORDING_FETCHED, RECORDING_KEPT])
async def test_a_crash_anywhere_loses_nothing_and_leaves_one_file(studio: Studio, place: str) -> None:
    class Died(Exception):
        pass

    def fail(here: str) -> None:
        if here == place:
            raise Died

    await studio.answer("informed")
    await studio.start()
    await studio.over()
    whole = studio.desk
    studio.desk = replace(whole, fail=fail)
    with pytest.raises(Died):
        await studio.keep()
    assert studio.engine.forgotten == []
    studio.desk = whole
    assert not await studio.keep()
    assert await open_recording(studio.desk, TENANT, REC) == SECRET
    assert studio.engine.forgotten == [REC] and len(await files(studio)) == 1


async def test_an_engine_that_is_away_is_asked_again_and_one_that_has_nothing_is_given_up(studio: Studio) -> None:
    await studio.answer("informed")
    await studio.start()
    await studio.over()
    studio.engine.away = True
    assert await studio.keep() and (await studio.row()).state == "ended"
    studio.engine.away = False
    studio.engine.files.clear()
    assert await studio.keep() and (await studio.row()).state == "ended"
    await studio.world.leap(700)
    assert not await studio.keep()
    assert (await studio.row()).state == "lost"


async def test_an_engine_that_goes_away_before_it_forgets_is_told_later(studio: Studio) -> None:
    await studio.answer("informed")
    await studio.start()
    await studio.over()
    forget = studio.engine.forget

    async def gone(recording: str) -> None:
        raise OSError

    studio.engine.forget = gone  # type: ignore[method-assign]  # the connection breaks just then
    assert await studio.keep()
    studio.engine.forget = forget  # type: ignore[method-assign]  # and is back
    assert not await studio.keep()
    assert studio.engine.forgotten == [REC]
    assert await studio.desk.store.reading(TENANT).get(RecordingLeft, REC) is None


async def test_a_pause_that_nobody_ends_ends_by_itself(studio: Studio) -> None:
    await studio.answer("informed")
    await studio.start()
    call = studio.begun.interaction
    await pause_recording(studio.desk, TENANT, AGENT, call, Pausing(on=False, why="form", seconds=20))
    await pause_recording(studio.desk, TENANT, AGENT, call, Pausing(on=False, why="api", seconds=40))
    assert (await studio.row()).paused(studio.world.clock.now())
    await studio.world.pass_time(21)
    assert [one.why for one in (await studio.row()).pauses] == ["api"]
    await studio.world.pass_time(21)
    assert not (await studio.row()).pauses
    resumed = [one for one in await log(studio) if isinstance(one, f.RecordingResumed)]
    assert [(one.why, one.by_time) for one in resumed] == [("form", True), ("api", True)]
    await studio.over(gaps=((0, 41_000),))
    await studio.keep()


async def test_nothing_is_paused_where_nothing_is_recorded(studio: Studio) -> None:
    with pytest.raises(WrongState):
        await pause_recording(studio.desk, TENANT, AGENT, studio.begun.interaction, Pausing(on=False))


async def test_it_is_deleted_when_its_time_is_up_file_words_and_all(studio: Studio) -> None:
    await kept(studio)
    await studio.world.leap(30 * DAY_MS // 1000 - 10)
    assert (await studio.row()).state == "kept"
    await studio.world.leap(30)
    assert (await studio.row()).state == "deleted" and await files(studio) == []
    assert await studio.desk.store.reading(TENANT).get(RecordingContent, REC) is None


@pytest.mark.parametrize("studio", ["sqlite", pytest.param("postgres", marks=pytest.mark.pg)], indirect=True)
async def test_what_is_held_stays_until_it_is_no_longer(studio: Studio) -> None:
    await kept(studio)
    await recordings.hold_recording(studio.desk, TENANT, AGENT, REC, True, "Reclamación 123")
    with pytest.raises(WrongState):
        await recordings.delete_recording(studio.desk, TENANT, AGENT, REC)
    await studio.world.leap(40 * DAY_MS // 1000)
    assert (await studio.row()).state == "kept"
    await recordings.hold_recording(studio.desk, TENANT, AGENT, REC, False, "Archivada")
    await studio.world.leap(5)
    assert (await studio.row()).state == "deleted" and await files(studio) == []


async def test_a_hold_has_a_reason(studio: Studio) -> None:
    await kept(studio)
    with pytest.raises(Invalid):
        await recordings.hold_recording(studio.desk, TENANT, AGENT, REC, True, "  ")


async def test_a_shorter_term_reaches_what_is_there_only_when_asked(studio: Studio) -> None:
    await kept(studio, keep_days=200)
    assert await recording_terms.shorten_retention(studio.desk, TENANT, AGENT, "support") == 1
    row = await studio.row()
    assert row.keep_until == (row.ended_at or 0) + 90 * DAY_MS
    assert await recording_terms.shorten_retention(studio.desk, TENANT, AGENT, "support") == 0


async def test_one_recording_is_kept_for_less_time_but_never_longer(studio: Studio) -> None:
    await kept(studio, keep_days=30)
    with pytest.raises(Invalid):
        await recording_terms.shorten_recording(studio.desk, TENANT, AGENT, REC, 31)
    await recording_terms.shorten_recording(studio.desk, TENANT, AGENT, REC, 2)
    await studio.world.leap(3 * DAY_MS // 1000)
    assert (await studio.row()).state == "deleted" and await files(studio) == []
    with pytest.raises(WrongState):
        await recording_terms.shorten_recording(studio.desk, TENANT, AGENT, REC, 1)


async def kept(studio: Studio, keep_days: int = 30) -> None:
    await studio.answer("informed")
    await studio.start(keep_days=keep_days)
    await studio.over()
    await studio.keep()


async def test_comments_belong_to_a_moment_and_to_their_author(studio: Studio) -> None:
    await kept(studio)
    made = await recording_comments.comment(studio.desk, TENANT, "usr_a", REC, 12_000, "Aquí pierde la calma")
    with pytest.raises(Invalid):
        await recording_comments.comment(studio.desk, TENANT, "usr_a", REC, 61_000, "Después del final")
    with pytest.raises(NotFound):
        await recording_comments.drop_comment(studio.desk, TENANT, "usr_b", made.id)
    assert [one.text for one in await recording_comments.comments_of(studio.desk, TENANT, REC)] == [
        "Aquí pierde la calma"
    ]
