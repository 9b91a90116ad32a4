"""Transcribers against an address on this machine that fails in all the ways: what is right comes, what is wrong is
said, nothing waits for ever."""

import itertools
import os
from collections.abc import AsyncIterator
from pathlib import Path

import numpy as np
import pytest
import soundfile

from atiende.ports.speech import RATE, Speech, SpeechFailed
from atiende.speech.endpoint import EndpointTranscriber
from atiende.speech.opening import open_transcriber
from atiende.speech.sounds import ChildSounds
from atiende.speech.streaming import StreamingTranscriber
from tests.doubles.transcriber import TEXT, by_http, by_socket

SECOND = bytes(RATE * 2)


async def pieces(count: int = 10) -> AsyncIterator[bytes]:
    for _ in range(count):
        yield bytes(RATE * 2 // 10)


async def test_an_endpoint_gives_words_with_their_times() -> None:
    async with by_http() as fake:
        [said] = await EndpointTranscriber(fake.url, model="m", key="k").read(SECOND, language="es")
        assert b"RIFF" in fake.heard[0] and b"Bearer k" in fake.asked[0]
    assert (said.text, said.language, said.start_ms, said.end_ms) == (TEXT, "es", 0, 500)
    assert [word.text for word in said.words] == TEXT.split() and said.words[1].start_ms == 100


@pytest.mark.parametrize(("mode", "code"), [("slow", "timeout"), ("500", "error"), ("cut", "broken")])
async def test_an_endpoint_that_fails_says_how(mode: str, code: str) -> None:
    async with by_http() as fake:
        fake.mode = mode
        with pytest.raises(SpeechFailed) as failed:
            await EndpointTranscriber(fake.url, model="m", timeout=0.5 if mode == "slow" else 30).read(
                SECOND, language=""
            )
    assert failed.value.code == code


async def test_an_endpoint_that_talks_nonsense_is_not_believed() -> None:
    async with by_http() as fake:
        fake.mode = "garbage"
        with pytest.raises(SpeechFailed, match="unreadable"):
            await EndpointTranscriber(fake.url, model="m").read(SECOND, language="")
        fake.mode = "backwards"
        said = await EndpointTranscriber(fake.url, model="m").read(SECOND, language="")
    assert [(one.text, one.start_ms, one.end_ms) for one in said] == [("antes", 0, 100), ("después", 1000, 1000)]


async def test_nobody_there_is_refused() -> None:
    with pytest.raises(SpeechFailed, match="refused"):
        await EndpointTranscriber("http://127.0.0.1:9/", model="m").read(SECOND, language="")
    with pytest.raises(SpeechFailed, match="refused"):
        [_ async for _ in StreamingTranscriber("ws://127.0.0.1:9/").hear(pieces(), language="")]


async def test_a_stream_guesses_and_then_says() -> None:
    async with by_socket() as fake:
        heard = [one async for one in StreamingTranscriber(fake.url).hear(pieces(), language="es")]
    assert next(one.text for one in heard if not one.final) == TEXT[:10].strip()
    assert heard[-1].final and heard[-1].text == TEXT and heard[-1].number == 0
    assert heard[-1].words[0].confidence == pytest.approx(0.9)


@pytest.mark.parametrize(("mode", "code"), [("silent", "timeout"), ("bye", "broken"), ("garbage", "unreadable")])
async def test_a_stream_that_fails_says_how(mode: str, code: str) -> None:
    async def slowly() -> AsyncIterator[bytes]:
        while True:
            yield bytes(3_200)

    async with by_socket() as fake:
        fake.mode = mode
        with pytest.raises(SpeechFailed) as failed:
            [_ async for _ in StreamingTranscriber(fake.url, silent=0.4).hear(slowly(), language="")]
    assert failed.value.code == code


async def test_guesses_after_the_sentence_and_times_that_go_back_are_put_right() -> None:
    async with by_socket() as fake:
        fake.mode, fake.text = "backwards", ""
        heard = [one async for one in StreamingTranscriber(fake.url).hear(pieces(), language="")]
    assert heard and all(one.final for one in heard)
    assert [one.number for one in heard] == list(range(len(heard)))
    for before, after in itertools.pairwise(heard):
        assert before.end_ms <= after.start_ms
    for one in heard:
        assert all(one.start_ms <= word.start_ms <= word.end_ms <= one.end_ms for word in one.words)


def test_an_operators_setting_names_one() -> None:
    assert open_transcriber("", "") is None
    names = [open_transcriber(one, "k") for one in ("https://h/v1?model=x", "wss://h/", "whisper:///models/small")]
    assert [one.name for one in names if one is not None] == ["endpoint", "streaming", "whisper"]


def two_voices(path: Path) -> bytes:
    """The left speaks in the first second, the right in the third of four."""
    at = np.arange(RATE * 4) / RATE
    tone = 0.3 * np.sin(2 * np.pi * 300 * at)
    left, right = np.where(at < 1, tone, 0), np.where((at >= 2) & (at < 3), tone, 0)
    soundfile.write(path, np.stack([left, right], axis=1), RATE, format="OGG", subtype="OPUS")
    return path.read_bytes()


async def test_a_recording_is_drawn_and_cut_into_who_speaks_when(tmp_path: Path) -> None:
    content, reader = two_voices(tmp_path / "call.ogg"), ChildSounds()
    peaks = await reader.peaks(content)
    left, right = peaks[0::2], peaks[1::2]
    assert 78 <= len(left) <= 82 and left[5] > 60 > 8 > right[5] and right[50] > 60 > 8 > left[50]
    stretches = [one async for one in reader.voices(content)]
    assert [one.side for one in stretches] == ["left", "right"]
    assert stretches[0].start_ms < 100 and 1_700 <= stretches[1].start_ms <= 2_100


async def test_what_is_no_sound_is_unreadable() -> None:
    with pytest.raises(SpeechFailed, match="unreadable"):
        await ChildSounds().peaks(b"no sound at all")


@pytest.mark.skipif("TEST_WHISPER_MODEL" not in os.environ, reason="no ../shared/data: no speech model is given")
async def test_a_model_of_ones_own_hears_what_was_said() -> None:
    """`TEST_WHISPER_MODEL` is a directory for faster-whisper, `TEST_WHISPER_WAV` 16 kHz mono with "factura" in it."""
    model = open_transcriber(f"whisper://{os.environ['TEST_WHISPER_MODEL']}", "")
    assert model is not None
    sound, _ = soundfile.read(os.environ["TEST_WHISPER_WAV"], dtype="int16")
    said: list[Speech] = list(await model.read(sound.tobytes(), language="es"))
    assert "factura" in " ".join(one.text for one in said).lower()
