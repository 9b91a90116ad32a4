"""Makes the sounds that come with Atiende: a quiet tune for waiting, and signals. Nobody else's: sines and an envelope.

`python tools/write_sounds.py` writes src/atiende/sounds; the same every time.
"""

from pathlib import Path

import numpy as np
import soundfile

RATE = 16_000
FOLDER = Path(__file__).resolve().parent.parent / "src" / "atiende" / "sounds"
BEAT = 0.5
CHORDS = ((57, 60, 64, 67), (53, 57, 60, 64), (48, 55, 60, 64), (55, 59, 62, 67))
"""Am7, Fmaj7, C, G, in MIDI notes; four bars of two rounds each, and back to the beginning."""
ROUND = (0, 1, 2, 3, 2, 1, 3, 2)


def frequency(note: int) -> float:
    return 440.0 * 2 ** ((note - 69) / 12)


def note(midi: int, seconds: float, loudness: float) -> np.ndarray:
    """A struck string, roughly: overtones that die before their fundamental."""
    time = np.arange(int(seconds * RATE)) / RATE
    tones = sum(
        share * np.sin(2 * np.pi * frequency(midi) * number * time) * np.exp(-time * (1.6 + 1.2 * number))
        for number, share in ((1, 1.0), (2, 0.35), (3, 0.12))
    )
    return np.asarray(loudness * tones * np.minimum(1, time / 0.012))


def tune() -> np.ndarray:
    """Its end runs into its beginning, so that it goes round without a seam."""
    length = int(len(CHORDS) * 2 * len(ROUND) * BEAT * RATE)
    made = np.zeros(length)
    place = 0.0
    for chord in CHORDS:
        for turn in range(2):
            _add(made, place, note(chord[0] - 12, 4 * BEAT, 0.16))
            for step in ROUND:
                lift = 12 if turn and step == 3 else 0
                _add(made, place, note(chord[step] + lift, 3 * BEAT, 0.13))
                place += BEAT
    return made * (0.25 / np.abs(made).max())


def _add(made: np.ndarray, at: float, sound: np.ndarray) -> None:
    places = (int(at * RATE) + np.arange(len(sound))) % len(made)
    np.add.at(made, places, sound)


def tone(hertz: float, seconds: float, loudness: float = 0.2) -> np.ndarray:
    time = np.arange(int(seconds * RATE)) / RATE
    edge = np.minimum(1, np.minimum(time, time[::-1]) / 0.01)
    return np.asarray(loudness * np.sin(2 * np.pi * hertz * time) * edge)


def silence(seconds: float) -> np.ndarray:
    return np.zeros(int(seconds * RATE))


def main() -> None:
    soundfile.write(FOLDER / "music.ogg", tune(), RATE, format="OGG", subtype="OPUS")
    soundfile.write(FOLDER / "beep.wav", np.concatenate([silence(0.1), tone(1000, 0.4)]), RATE, subtype="PCM_16")
    unsaid = np.concatenate([tone(480, 0.25), silence(0.1), tone(620, 0.25), silence(0.3)])
    soundfile.write(FOLDER / "unsaid.wav", unsaid, RATE, subtype="PCM_16")


if __name__ == "__main__":
    main()
