"""Who has answered, by sound: loudness gives the rhythm of speech, and a steady pure tone after words is a beep.

So it works in any language and is wrong now and then: measured, not trusted.
"""

import numpy as np

from atiende.voice.embedded.media.opus import FRAME, RATE, Sound
from atiende.voice.rhythm import Rhythm, Verdict

FRAME_MS = 20
_BEEP_MS = 200
_WORDS_MS = 400
"""A tone is a beep only after so much that was none."""
_LOUD = 0.004
"""Root mean square of a frame, of full scale: below it nobody speaks."""
_OVER = 3.0
_PURE = 0.75
_BEEP_LOW, _BEEP_HIGH = 350, 2600


class Classifier:
    """Fed with each 20 ms of whoever answered; None: silence."""

    def __init__(self) -> None:
        self._rhythm = Rhythm()
        self._ms = self._beep = self._words = self._pitch = 0
        self._floor = _LOUD
        self._window = np.hanning(FRAME).astype(np.float32)

    def take(self, frame: Sound | None) -> Verdict | None:
        """The verdict, once there is one."""
        before, self._ms = self._ms, self._ms + FRAME_MS
        if frame is not None and self._is_loud(frame):
            if self._beeps(frame):
                return Verdict("machine", self._ms)
            self._rhythm.talks(before)
        else:
            self._rhythm.rests(before)
        return self._rhythm.judged(self._ms)

    def _is_loud(self, frame: Sound) -> bool:
        level = float(np.sqrt(np.mean(frame * frame)))
        if level < self._floor * _OVER:
            self._floor = max(_LOUD / _OVER, 0.95 * self._floor + 0.05 * level)
        return level > max(_LOUD, self._floor * _OVER)

    def _beeps(self, frame: Sound) -> bool:
        """One steady pure tone for a while."""
        power = np.abs(np.fft.rfft(frame * self._window)) ** 2
        top = int(power.argmax())
        near = float(power[max(0, top - 2) : top + 3].sum())
        pitch = top * RATE // FRAME
        steady = near > _PURE * float(power.sum()) and _BEEP_LOW <= pitch <= _BEEP_HIGH and abs(top - self._pitch) <= 1
        self._pitch = top
        self._beep = self._beep + FRAME_MS if steady else 0
        self._words += 0 if steady else FRAME_MS
        return self._beep >= _BEEP_MS and self._words >= _WORDS_MS
