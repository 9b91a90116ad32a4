"""What `atiende bench voice` says of a call is what became of it."""

from pathlib import Path

import numpy as np

from atiende.bench.voice_caller import Caller
from atiende.bench.voice_sound import Voiced, compare, heard_of
from atiende.voice.embedded.dtls import Certificate
from atiende.voice.embedded.media.opus import FRAME, RATE, Encoder, Sound


def voiced() -> Voiced:
    times = np.arange(RATE * 2) / RATE
    pitch = 2 * np.pi * np.cumsum(200 + 150 * np.sin(2 * np.pi * 1.3 * times)) / RATE
    sound = (0.3 * np.sin(pitch) * (0.6 + 0.4 * np.sin(2 * np.pi * 2.1 * times))).astype(np.float32)
    encoder = Encoder()
    return Voiced(sound, [encoder.encode(frame) for frame in sound.reshape(-1, FRAME)])


def test_the_delay_of_what_was_heard_is_found(tmp_path: Path) -> None:
    voice = voiced()
    sound, began = heard_of([(10.0 + 0.070 + 0.02 * each, 960 * each, voice.packets[each]) for each in range(100)])
    np.savez(tmp_path / "said", said_at=10 + 0.02 * np.arange(100), said_index=np.arange(100), sound=[], began=0)
    np.savez(tmp_path / "heard", sound=sound, began=began, said_at=[], said_index=[])
    seen = list[int]()

    def score(said: Sound, heard: Sound) -> float:
        seen.append(min(len(said), len(heard)))
        return 4.0

    outcome = compare(str(tmp_path / "said.npz"), str(tmp_path / "heard.npz"), voice, score)
    assert abs(outcome.added_ms - 70) < 1
    assert seen[0] > RATE
    assert outcome.quality == 4.0


def test_frames_that_come_late_or_never_are_counted() -> None:
    caller = Caller("leg", [b"x"], 0, Certificate(), probe=False)
    late, lost = {10, 20}, {30, 31, 32}
    caller.came = [
        (5.0 + 0.02 * number + (0.050 if number in late else 0.003), (960 * number) & 0xFFFFFFFF, number)
        for number in range(100)
        if number not in lost
    ]
    frames, due = caller.lateness(2.0)
    assert due == 100
    assert len(late) + len(lost) - 1 <= frames <= len(late) + len(lost)
    caller.came = []
    assert caller.lateness(2.0) == (100, 100)
    caller.close()
