"""The sound of `atiende bench voice`: speech said by espeak-ng, encoded as a browser would, and what became of it."""

import importlib.util
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from msgspec import Struct

from atiende.voice.embedded.media.opus import FRAME, RATE, Decoder, Encoder, Sound
from atiende.voice.embedded.media.sounds import decoded

SECONDS = 8
_PAGE_RATE, _PAGE_COMPLEXITY = 32_000, 9
"""What browsers send speech with."""
_CLOCK = 48_000
_LONGEST_LAG_S = 0.5
_SPOKEN = (
    ("en-gb", "Good morning. You are speaking with the customer service of the water company. My reference is four "
     "seven one nine. The bill I got in March is twice as high as usual, and nobody has answered my letters."),
    ("es", "Buenos días, le atiende el servicio de clientes. Mi número de referencia es el cuatro siete uno nueve. "
     "La factura de marzo es el doble de lo normal y nadie ha contestado a mis cartas todavía."),
    ("en-us+f3", "Thank you for waiting. I have found your contract, and I can see that the meter was read twice. "
     "We will send you a corrected bill within three days, and the difference will be paid back."),
    ("es+f2", "Gracias por esperar. He encontrado su contrato y veo que el contador se leyó dos veces. Le mandaremos "
     "una factura corregida en tres días y le devolveremos la diferencia."),
)  # fmt: skip


class Voiced(Struct, frozen=True):
    """One speaker: samples at 16 kHz and the same as packets."""

    samples: Sound
    packets: Sequence[bytes]


def voices(place: Path, data: Path | None) -> list[Voiced]:
    """Made up, or the WAV files of `data`. Raises FileNotFoundError without espeak-ng."""
    files = sorted(data.glob("*.wav"))[:8] if data is not None else []
    if not files:
        for number, (voice, text) in enumerate(_SPOKEN):
            files.append(place / f"voice{number}.wav")
            subprocess.run(["espeak-ng", "-v", voice, "-s", "155", "-w", files[-1], text], check=True)
    return [_voiced(decoded(each.read_bytes()).samples.reshape(-1)) for each in files]


def _voiced(samples: "np.ndarray[tuple[int], np.dtype[np.int16]]") -> Voiced:
    """Eight seconds, half as loud as can be."""
    sound = np.resize(samples, SECONDS * RATE).astype(np.float32)
    sound *= 0.5 / max(1.0, float(np.abs(sound).max()))
    encoder = Encoder(bitrate=_PAGE_RATE, complexity=_PAGE_COMPLEXITY)
    encoder.expect_loss(3)
    frames = sound.reshape(-1, FRAME)
    for frame in frames:
        encoder.encode(frame)  # it goes round and round: its beginning follows its end
    return Voiced(sound, [encoder.encode(frame) for frame in frames])


def save_voices(path: Path, made: Sequence[Voiced]) -> None:
    packets = np.array([np.array(each.packets, object) for each in made], object)
    np.savez(path, samples=np.array([each.samples for each in made]), packets=packets)


def load_voices(path: Path) -> list[Voiced]:
    with np.load(path, allow_pickle=True) as file:
        return [Voiced(one, list(other)) for one, other in zip(file["samples"], file["packets"], strict=True)]


def heard_of(arrived: Sequence[tuple[float, int, bytes]]) -> tuple[Sound, float]:
    """What came, as a telephone would play it that waits long enough: 16 kHz, and when its first sample came."""
    if not arrived:
        return np.zeros(0, np.float32), 0.0
    ordered = sorted({ts: (at, ts, packet) for at, ts, packet in arrived}.values(), key=lambda each: each[1])
    first, decoder, pieces = ordered[0][1], Decoder(), list[Sound]()
    by_frame = {(ts - first) // 960: packet for _, ts, packet in ordered}
    for number in range(max(by_frame) + 1):
        piece = np.zeros(FRAME, np.float32)
        packet, after = by_frame.get(number), by_frame.get(number + 1)
        if packet is not None:
            decoder.decode(packet, piece)
        elif after is not None:
            decoder.recover(after, piece)
        else:
            decoder.conceal(piece)
        pieces.append(piece)
    began = float(np.median([at - (ts - first) / _CLOCK for at, ts, _ in ordered]))
    return np.concatenate(pieces), began


class Outcome(Struct, frozen=True):
    """`added_ms`: between what was said and what was heard; `quality`: PESQ wide band, None without the program."""

    added_ms: float
    quality: float | None


def compare(said_path: str, heard_path: str, voice: Voiced, pesq: Callable[[Sound, Sound], float] | None) -> Outcome:
    """What one probe said beside what the other heard of it."""
    with np.load(said_path, allow_pickle=True) as file:
        index, at = file["said_index"], file["said_at"]
    with np.load(heard_path, allow_pickle=True) as file:
        sound, began = file["sound"], float(file["began"])
    frames = voice.samples.reshape(-1, FRAME)[index]
    direct, _ = heard_of([(0.0, number * 960, voice.packets[each]) for number, each in enumerate(index)])
    lag = _lag(direct, sound)
    said_began = float(np.median(at - np.arange(len(at)) * 0.02))
    added = (began + lag / RATE) - said_began
    original, whole = frames.reshape(-1), min(len(direct) - max(0, -lag), len(sound) - max(0, lag))
    whole = min(whole, SECONDS * RATE)
    said, heard = original[max(0, -lag) :][:whole], sound[max(0, lag) :][:whole]
    return Outcome(round(added * 1000, 2), round(pesq(said, heard), 2) if pesq is not None else None)


def _lag(said: Sound, heard: Sound) -> int:
    """By how many samples `heard` is behind."""
    size = 1 << (len(said) + len(heard)).bit_length()
    product = np.fft.irfft(np.fft.rfft(heard, size) * np.conj(np.fft.rfft(said, size)), size)
    most = int(_LONGEST_LAG_S * RATE)
    around = np.concatenate((product[-most:], product[:most]))
    return int(around.argmax()) - most


def find_pesq(place: Path, notes: list[str]) -> Callable[[Sound, Sound], float] | None:
    """The package `pesq` where it is installed; else built into a directory that is thrown away; else None."""
    if importlib.util.find_spec("pesq") is None:
        built = subprocess.run(
            [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(place / "pesq"), "pesq"],
            capture_output=True,
            check=False,
        )
        if built.returncode:
            notes.append("PESQ is not installed and could not be built (it needs a C compiler): no figures of quality")
            return None
        sys.path.append(str(place / "pesq"))
    from pesq import pesq

    def score(said: Sound, heard: Sound) -> float:
        return float(pesq(RATE, (said * 32767).astype(np.int16), (heard * 32767).astype(np.int16), "wb"))

    return score
