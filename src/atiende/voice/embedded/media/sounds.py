"""Sounds that are played: a file decoded once to 16 kHz, and encoded once to Opus for all who hear nothing else."""

import io
from dataclasses import dataclass

import numpy as np

from atiende.voice.embedded.media.opus import FRAME, RATE, Encoder, Sound

_LONGEST_SECONDS = 30 * 60
_MOST_BYTES = 64 * 1024 * 1024
_SCALE = 32768.0
_SOFT = 425.0


@dataclass(frozen=True, slots=True)
class Clip:
    """Frames of 20 ms twice: as samples, for ears that hear more than it, and as packets for those that do not."""

    samples: np.ndarray[tuple[int, int], np.dtype[np.int16]]
    packets: tuple[bytes, ...]

    def __len__(self) -> int:
        return len(self.packets)

    def frame(self, number: int) -> Sound:
        return np.asarray(self.samples[number], np.float32) / np.float32(_SCALE)


def decoded(content: bytes) -> Clip:
    """WAV, Ogg or MP3. Raises ValueError when it is none, or too long. For a thread: a minute of music takes long."""
    return clip(_at_our_rate(*_read(content)))


def _read(content: bytes) -> tuple[Sound, int]:
    import soundfile

    try:
        with soundfile.SoundFile(io.BytesIO(content)) as file:
            if not file.samplerate or file.frames > _LONGEST_SECONDS * file.samplerate:
                raise ValueError("too long")
            if file.frames * file.channels * 4 > _MOST_BYTES * 4:
                raise ValueError("too much")
            read: Sound = file.read(dtype="float32", always_2d=True)
            mono: Sound = np.ascontiguousarray(read.mean(axis=1, dtype=np.float32))
            return mono, int(file.samplerate)
    except (soundfile.LibsndfileError, RuntimeError) as error:
        raise ValueError("no sound") from error


def _at_our_rate(samples: Sound, rate: int) -> Sound:
    """By PyAV's resampler: soundfile has none."""
    if rate == RATE or not len(samples):
        return samples
    import av

    resampler = av.AudioResampler(format="flt", layout="mono", rate=RATE)
    frame: av.AudioFrame = av.AudioFrame.from_ndarray(samples.reshape(1, -1), format="flt", layout="mono")
    frame.sample_rate = rate
    pieces = [*resampler.resample(frame), *resampler.resample(None)]
    joined: Sound = np.concatenate([samples[:0], *(piece.to_ndarray().reshape(-1) for piece in pieces)])
    return joined


def clip(samples: Sound) -> Clip:
    """Of samples at 16 kHz; its last frame is filled with silence."""
    padded: Sound = np.zeros(max(1, -(-len(samples) // FRAME)) * FRAME, np.float32)
    padded[: len(samples)] = np.clip(samples, -1.0, 1.0)
    frames = padded.reshape(-1, FRAME)
    encoder = Encoder()
    packets = tuple(encoder.encode(frame) for frame in frames)
    return Clip((frames * (_SCALE - 1)).astype(np.int16), packets)


def comfort() -> Clip:
    """Somebody is still there: a soft tone every three seconds."""
    times = np.arange(RATE // 4) / RATE
    sound: Sound = np.zeros(3 * RATE, np.float32)
    sound[: len(times)] = 0.05 * np.sin(2 * np.pi * _SOFT * times) * np.hanning(len(times))
    return clip(sound)


class Play:
    """A clip on its way to an ear or a bridge."""

    __slots__ = ("at", "clip", "loop", "name", "to")

    def __init__(self, name: str, to: str, played: Clip, loop: bool) -> None:
        self.name, self.to, self.clip, self.loop = name, to, played, loop
        self.at = -1
        """The frame of this tick."""

    def step(self) -> bool:
        """To the next frame; false when it is over."""
        self.at += 1
        if self.at < len(self.clip):
            return True
        self.at = 0
        return self.loop

    @property
    def packet(self) -> bytes:
        return self.clip.packets[self.at]

    @property
    def frame(self) -> Sound:
        return self.clip.frame(self.at)
