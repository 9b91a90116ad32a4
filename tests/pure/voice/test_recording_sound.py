"""I10: while a recording is paused no sample of it is stored: tones and keys planted then are not in the file."""

import io

import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st

from atiende.domain.voice import DigitPressed, RecordingReady
from atiende.voice.embedded.media import rtp
from atiende.voice.embedded.media.keys import Mask, has_key
from atiende.voice.embedded.media.opus import FRAME, RATE, Sound
from atiende.voice.embedded.media.recording import Recorder, ogg_of
from tests.doubles.studio import EVENTS, Pieces, Studio, tones_in

KEYS = {"1": (697, 1209), "5": (770, 1336), "9": (852, 1477), "#": (941, 1477), "D": (941, 1633)}


def channels(pieces: list[bytes]) -> tuple[Sound, Sound]:
    sound, _ = soundfile.read(io.BytesIO(ogg_of(pieces).content), dtype="float32", always_2d=True)
    return sound[:, 0].copy(), sound[:, 1].copy()


def key_tone(key: str, seconds: float) -> Sound:
    times = np.arange(int(RATE * seconds)) / RATE
    low, high = KEYS[key]
    wave = 0.2 * np.sin(2 * np.pi * low * times) + 0.2 * np.sin(2 * np.pi * high * times)
    return wave.astype(np.float32)


@pytest.mark.parametrize("pauses", [True, False], ids=["paused", "negative control: not paused"])
def test_a_tone_planted_in_a_pause_is_nowhere_in_the_file(pauses: bool) -> None:
    studio, pieces = Studio(("customer", "agent")), Pieces()
    studio.core.bridge("call", {"customer", "agent"})
    studio.core.record("rec", "call", "customer", pieces)
    studio.pass_by(1.5)
    studio.core.pause_recording("rec", pauses)
    studio.phones["customer"].tone = 2000.0
    studio.pass_by(1.0)
    studio.phones["customer"].tone = 440.0
    studio.core.pause_recording("rec", False)
    studio.pass_by(1.5)
    studio.core.stop_recording("rec")
    left, right = channels(pieces.written)
    assert ("music" in tones_in(left)) is not pauses
    assert "customer" in tones_in(left)
    assert "agent" in tones_in(right)
    ready = next(each for each in studio.told if isinstance(each, RecordingReady))
    assert ready.duration_ms == 4000 == ogg_of(pieces.written).duration_ms
    assert ready.gaps == ogg_of(pieces.written).gaps
    if pauses:
        ((began, ended),) = ready.gaps
        assert began == 1500
        assert 2500 < ended < 2800, "what was said in the pause and came after it is left out too"
    else:
        assert ready.gaps == ()


def test_nothing_of_a_pause_is_even_written() -> None:
    studio, pieces = Studio(("customer", "agent")), Pieces()
    studio.core.bridge("call", {"customer", "agent"})
    studio.core.record("rec", "call", "customer", pieces)
    studio.core.pause_recording("rec", True)
    studio.pass_by(3)
    studio.core.stop_recording("rec")
    assert pieces.written == []
    assert pieces.closed


@given(st.integers(0, 4000), st.binary(max_size=30))
def test_a_recording_cut_off_anywhere_is_whole_up_to_there(cut: int, garbage: bytes) -> None:
    pieces = Pieces()
    recorder = Recorder("call", "a", pieces)
    for _ in range(75):
        recorder.take(np.zeros(FRAME, np.float32), np.zeros(FRAME, np.float32))
    recorder.finish()
    first, second = pieces.written
    found = ogg_of([first, second[:cut] + garbage if cut < len(second) else second])
    assert found.duration_ms >= 1000
    with soundfile.SoundFile(io.BytesIO(found.content)) as file:
        assert abs(file.frames - found.duration_ms * 16) <= FRAME


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("offset", [0, 100, 310])
def test_keys_pressed_while_they_are_secret_are_masked_whole(key: str, offset: int) -> None:
    """In the sound itself, beginning anywhere in a frame; the speech around them is still there."""
    times = np.arange(RATE * 2) / RATE
    said = (0.1 * np.sin(2 * np.pi * 300 * times)).astype(np.float32)
    begin = RATE // 2 + offset
    tone = key_tone(key, 0.15)
    said[begin : begin + len(tone)] = tone
    mask = Mask()
    heard = np.concatenate([mask.through(frame) for frame in said.reshape(-1, FRAME)])
    power = np.abs(np.fft.rfft(heard))
    for hertz in KEYS[key]:
        assert power[hertz * 2 - 4 : hertz * 2 + 5].max() < 0.02 * power[600]
    assert has_key(tone[:FRAME])
    assert np.abs(heard[-FRAME * 10 :]).max() > 0.05


@pytest.mark.parametrize("secret", [True, False])
def test_keys_sent_as_events_reach_the_application_and_other_ears_only_when_they_may(secret: bool) -> None:
    studio = Studio(("customer", "agent"))
    studio.core.bridge("call", {"customer", "agent"})
    studio.core.collect("customer", secret)
    studio.pass_by(0.5)
    customer = studio.phones["customer"]
    for number in range(8):
        customer.seq += 1
        payload = bytes((4, 10)) + (960 * (number + 1)).to_bytes(2)
        raw = rtp.written(EVENTS, customer.seq, customer.ts + 960, customer.ssrc, payload)
        studio.core.rtp_in("customer", raw, studio.now)
        if number == 3:
            studio.core.rtp_in("customer", raw, studio.now)
    customer.ts += 8 * 960
    studio.pass_by(0.5)
    assert [each for each in studio.told if isinstance(each, DigitPressed)] == [DigitPressed(leg="customer", digit="4")]
    passed_on = any(each.payload_type == EVENTS for each in studio.phones["agent"].packets())
    assert passed_on is not secret


def test_a_key_still_down_when_the_secret_ends_is_part_of_it() -> None:
    studio = Studio(("customer", "agent"))
    studio.core.bridge("call", {"customer", "agent"})
    studio.core.collect("customer", True)
    studio.pass_by(0.5)
    customer = studio.phones["customer"]
    for number in range(8):
        customer.seq += 1
        payload = bytes((11, 10)) + (960 * (number + 1)).to_bytes(2)
        raw = rtp.written(EVENTS, customer.seq, customer.ts + 960, customer.ssrc, payload)
        studio.core.rtp_in("customer", raw, studio.now)
        if number == 3:
            studio.core.collect("customer", False)
    assert not studio.core.census_parts().legs["customer"].secret
    studio.pass_by(1)
    assert all(each.payload_type != EVENTS for each in studio.phones["agent"].packets())
    assert studio.core.figures()["decoded"] == 0, "and then it is passed on again"


def test_keys_we_press_are_heard_by_the_other_end_as_they_were() -> None:
    one, other = Studio(("customer", "agent")), Studio(("customer",))
    one.core.bridge("call", {"customer", "agent"})
    one.pass_by(0.2)
    one.core.press("customer", "15#")
    one.pass_by(1.5)
    for packet in one.phones["customer"].packets():
        other.core.rtp_in("customer", packet.raw, other.now)
        other.pass_by(0.02)
    digits = [each.digit for each in other.told if isinstance(each, DigitPressed)]
    assert digits == ["1", "5", "#"]


def test_in_speech_hardly_anything_is_taken_for_a_key() -> None:
    """Vowels made of harmonics, as a voice is."""
    times = np.arange(RATE * 4) / RATE
    pitch = 120 + 30 * np.sin(2 * np.pi * 1.5 * times)
    phase = 2 * np.pi * np.cumsum(pitch) / RATE
    voice = sum(np.sin(number * phase) / number for number in range(1, 20)).astype(np.float32) * 0.1
    frames = voice.reshape(-1, FRAME)
    assert sum(has_key(frame) for frame in frames) <= 0.02 * len(frames)
