"""The synthesizer of the operating system: real speech, at the telephone's rate, and never longer than it may take."""

import io
import wave
from array import array

import pytest

from atiende.ports.speech import RATE, SpeechFailed
from atiende.speech import espeak

pytestmark = pytest.mark.live


def heard(sound: bytes) -> tuple[float, int]:
    """Seconds and the loudest sample."""
    with wave.open(io.BytesIO(sound)) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (RATE, 1, 2)
        samples = array("h", file.readframes(file.getnframes()))
        return len(samples) / RATE, max(map(abs, samples))


def found() -> espeak.Espeak:
    made = espeak.find()
    assert made is not None, "espeak-ng is installed by tools/install-test-deps.sh"
    return made


@pytest.mark.parametrize(
    ("text", "language"), [("Bienvenido a Comercial Azahar.", "es"), ("Welcome, how can we help?", "en")]
)
async def test_a_sentence_becomes_a_few_seconds_of_sound(text: str, language: str) -> None:
    seconds, loudest = heard(await found().speak(text, language))
    assert 1 < seconds < 6 and 5_000 < loudest <= 32_767


async def test_a_sum_takes_longer_than_its_digits() -> None:
    short, _ = heard(await found().speak("84", "es"))
    long, _ = heard(await found().speak("84,50 €", "es"))
    assert long > short * 1.8, "ochenta y cuatro euros con cincuenta céntimos"


async def test_a_text_is_never_an_option_of_the_program() -> None:
    seconds, _ = heard(await found().speak("--version; rm -rf /", "en"))
    assert seconds > 1


async def test_nothing_to_say_and_a_program_that_hangs_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SpeechFailed, match="unreadable"):
        await found().speak("  ", "es")
    monkeypatch.setattr(espeak, "PATIENCE_SECONDS", 0.0)
    with pytest.raises(SpeechFailed, match="timeout"):
        await found().speak("Buenos días", "es")


async def test_without_the_program_there_is_no_synthesizer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(espeak, "PROGRAM", "espeak-that-is-nowhere")
    assert espeak.find() is None
