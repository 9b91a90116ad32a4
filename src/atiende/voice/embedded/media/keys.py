"""Keys of a telephone: as RFC 4733 events in and out, and as tones in the sound that others must not hear."""

from collections import deque
from collections.abc import Iterator

import numpy as np

from atiende.voice.embedded.media.opus import FRAME, RATE, Sound

DIGITS = "0123456789*#ABCD"
TICK = 960
"""20 ms at 48 kHz, the clock of Opus and of the events beside it."""
_PRESSED, _PAUSE, _REPEATED = 8, 5, 3
"""Packets of 20 ms a key is down and up; and how often its end is said."""
_VOLUME = 10
_LOW, _HIGH = (697.0, 770.0, 852.0, 941.0), (1209.0, 1336.0, 1477.0, 1633.0)
_PIECE = 160
"""10 ms: a key begins or ends within a frame."""
_PURE = 0.7
"""A key's two tones hold so much of all energy; speech hardly ever does."""
_QUIET = 1e-6
_BALANCE = 30.0
_AT_ONCE, _A_SECOND = 32, 20
"""Keys that count: nobody presses more, but a network may hold some back for a while."""
_AROUND = 2
"""Frames before and after a tone that are silenced too."""


class KeysHeard:
    """Events of one leg: each key once, at its first packet."""

    def __init__(self) -> None:
        self._last = -1
        self._left, self._at = float(_AT_ONCE), 0.0
        self.down_until = 0.0

    def take(self, payload: bytes, ts: int, at: float) -> str:
        """The key that this packet is the first of; empty for the others and for what is no key."""
        if len(payload) < 4:
            return ""
        event = payload[0]
        self.down_until = at + 0.06
        if event >= len(DIGITS) or ts == self._last:
            return ""
        if self._last >= 0 and (ts - self._last) & 0xFFFFFFFF > 0x80000000:
            return ""
        self._last = ts
        self._left, self._at = min(_AT_ONCE, self._left + (at - self._at) * _A_SECOND), at
        if self._left < 1:
            return ""
        self._left -= 1
        return DIGITS[event]


class Step:
    """20 ms of what is sent instead of sound: an event's packet, or None for a pause. `first`: the key goes down."""

    __slots__ = ("first", "payload")

    def __init__(self, payload: bytes | None, first: bool) -> None:
        self.payload, self.first = payload, first


def pressed(digits: str) -> Iterator[Step]:
    """The keys one after another. All packets of one key carry the time of its first."""
    for digit in digits.upper():
        event = DIGITS.find(digit)
        if event < 0:
            continue
        for number in range(_PRESSED + _REPEATED - 1):
            over = number >= _PRESSED - 1
            duration = TICK * min(number + 1, _PRESSED)
            head = bytes((event, (0x80 if over else 0) | _VOLUME))
            yield Step(head + duration.to_bytes(2), number == 0)
        for _ in range(_PAUSE):
            yield Step(None, False)


def _waves() -> Sound:
    times = np.arange(_PIECE) / RATE
    window = np.hanning(_PIECE)
    rows = [wave(2 * np.pi * tone * times) * window for tone in (*_LOW, *_HIGH) for wave in (np.cos, np.sin)]
    return np.asarray(rows, np.float32)


_WAVES = _waves()
_WINDOW = np.hanning(_PIECE).astype(np.float32)
_SHARE = float(_WINDOW.sum() ** 2 / (2 * (_WINDOW**2).sum()))
"""What a pure tone's product with its own wave is of its energy."""


def has_key(frame: Sound) -> bool:
    """Whether a key's tones sound anywhere in these 20 ms."""
    for piece in frame.reshape(-1, _PIECE):
        windowed = piece * _WINDOW
        energy = float(windowed @ windowed)
        if energy < _QUIET * _PIECE:
            continue
        power = (_WAVES @ piece) ** 2
        tones = (power[0::2] + power[1::2]) / _SHARE
        low, high = float(tones[:4].max()), float(tones[4:].max())
        if low + high > _PURE * energy and max(low, high) < _BALANCE * min(low, high):
            return True
    return False


class Mask:
    """Takes keys out of sound: 60 ms late, so that nothing is let through before what follows it is known."""

    def __init__(self) -> None:
        self._held: deque[Sound] = deque(np.zeros(FRAME, np.float32) for _ in range(_AROUND + 1))
        self._silent = 0

    def through(self, frame: Sound, event: bool = False) -> Sound:
        """The frame from 60 ms ago, or silence. `event`: a key is down as an event beside the sound."""
        if event or has_key(frame):
            self._silent = 2 * _AROUND + 2
        self._held.append(frame.copy())
        out = self._held.popleft()
        if self._silent:
            self._silent -= 1
            return np.zeros(FRAME, np.float32)
        return out
