"""A telephone's sound: G.711 μ-law tones, keys as RFC 4733 events, and which tones are in what was heard."""

import struct
from collections.abc import Iterable, Iterator
from functools import cache

import numpy as np

RATE, FRAME = 8000, 160
TONES = {"a": 425.0, "b": 600.0, "c": 875.0, "d": 1125.0, "e": 1425.0, "music": 1750.0, "prompt": 2150.0, "f": 2600.0}
"""Names of tones and their frequencies in Hz: far from each other, and from each other's overtones."""
LEVEL = 6000
HEARD_SHARE = 0.02
"""So much of the power must a tone have to count as heard."""
KEYS = "0123456789*#ABCD"
Sound = np.ndarray[tuple[int], np.dtype[np.float64]]


@cache
def _expansion() -> np.ndarray[tuple[int], np.dtype[np.int16]]:
    codes = ~np.arange(256, dtype=np.int32) & 0xFF
    value = (((codes & 0x0F) << 3) + 0x84) << ((codes & 0x70) >> 4)
    return np.where(codes & 0x80, 0x84 - value, value - 0x84).astype(np.int16)


def expand(encoded: bytes) -> Sound:
    return _expansion()[np.frombuffer(encoded, dtype=np.uint8)].astype(np.float64)


@cache
def _compression() -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
    """The nearest code of each 16-bit value, by value + 32768."""
    values = _expansion().astype(np.int32)
    order = np.argsort(values, kind="stable")
    middles = (values[order][1:] + values[order][:-1]) / 2
    return order[np.searchsorted(middles, np.arange(-32768, 32768))].astype(np.uint8)


def compress(sound: Sound) -> bytes:
    clipped = np.clip(sound, -32768, 32767).astype(np.int32) + 32768
    return _compression()[clipped].tobytes()


@cache
def tone(frequency: float) -> bytes:
    """A second of it, encoded: whole periods, so that it can go on and on."""
    return compress(LEVEL * np.sin(2 * np.pi * frequency * np.arange(RATE) / RATE))


SILENCE = b"\xff" * FRAME


def tones_in(encoded: bytes) -> set[str]:
    """Names of the tones in this sound."""
    return found_in(expand(encoded), RATE)


def found_in(sound: Sound, rate: int) -> set[str]:
    power = float(np.mean(sound**2)) if len(sound) else 0.0
    if power < 1000:
        return set()
    at = np.arange(len(sound)) / rate
    found = set()
    for name, frequency in TONES.items():
        part = abs(np.mean(sound * np.exp(-2j * np.pi * frequency * at))) * 2
        if part**2 / 2 > HEARD_SHARE * power:
            found.add(name)
    return found


def keys(digits: Iterable[str], timestamp: int) -> Iterator[tuple[bytes, int, bool]]:
    """(payload, timestamp, marker) of the RTP packets for these keys, 20 ms apart: 100 ms for each, and as long a
    pause, in which the payload is empty."""
    for digit in digits:
        event = KEYS.index(digit)
        for step in range(1, 6):
            payload = struct.pack("!BBH", event, (0x80 if step == 5 else 0) | 10, step * FRAME)
            yield payload, timestamp, step == 1
        for _ in range(5):
            yield b"", timestamp, False
        timestamp += 10 * FRAME
