"""Work on sound, as a program of its own: `python -m atiende.voice.asterisk.audio decode|merge …`.

decode: a file (WAV, Ogg, MP3) from standard input, raw 16 kHz 16 bit mono to standard output. merge: raw pieces of a
recording, as `side:offset_ms:path` arguments, laid on one time line; Ogg/Opus with two channels to standard output.
"""

import io
import sys

import av
import numpy as np
import soundfile

RATE = 16_000
MS = RATE // 1000
Samples = np.ndarray[tuple[int], np.dtype[np.int16]]


def decode(content: bytes) -> bytes:
    """Raises av.FFmpegError for what is no sound."""
    resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
    pieces: list[bytes] = []
    with av.open(io.BytesIO(content), "r") as file:
        for frame in file.decode(audio=0):
            pieces += [one.to_ndarray().tobytes() for one in resampler.resample(frame)]
    pieces += [one.to_ndarray().tobytes() for one in resampler.resample(None)]
    return b"".join(pieces)


def merge(pieces: list[tuple[str, int, Samples]]) -> bytes:
    """Ogg/Opus: `left` and `right`, each the sum of its pieces at their offsets in ms."""
    length = max((offset * MS + len(sound) for _, offset, sound in pieces), default=0)
    both = np.zeros((length, 2), dtype=np.int32)
    for side, offset, sound in pieces:
        start = offset * MS
        both[start : start + len(sound), 0 if side == "left" else 1] += sound
    out = io.BytesIO()
    soundfile.write(out, np.clip(both, -32768, 32767).astype(np.int16), RATE, format="OGG", subtype="OPUS")
    return out.getvalue()


def main(what: str, *arguments: str) -> None:
    if what == "decode":
        made = decode(sys.stdin.buffer.read())
    else:
        laid = (one.split(":", 2) for one in arguments)
        made = merge([(side, int(at), np.fromfile(path, dtype="<i2")) for side, at, path in laid])
    sys.stdout.buffer.write(made)


if __name__ == "__main__":
    main(*sys.argv[1:])
