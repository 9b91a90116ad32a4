"""Music of our own, for who is left alone while the application is away: four soft chords, made when first needed."""

import io
import wave

import numpy as np

RATE, CHORD_SECONDS = 16_000, 2.5
CHORDS = ((261.6, 329.6, 392.0), (220.0, 261.6, 329.6), (174.6, 220.0, 261.6), (196.0, 246.9, 293.7))
LOUDNESS = 0.12


def music() -> bytes:
    """Ten seconds that begin where they end; WAV."""
    t = np.arange(int(RATE * CHORD_SECONDS)) / RATE
    swell = np.sin(np.pi * t / CHORD_SECONDS) ** 0.7
    sound = np.concatenate([swell * sum(np.sin(2 * np.pi * tone * t) for tone in chord) for chord in CHORDS])
    file = io.BytesIO()
    with wave.open(file, "wb") as made:
        made.setnchannels(1)
        made.setsampwidth(2)
        made.setframerate(RATE)
        made.writeframes((sound / len(CHORDS[0]) * LOUDNESS * 32_767).astype("<i2").tobytes())
    return file.getvalue()
