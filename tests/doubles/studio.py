"""A media core without a network: telephones that say a tone each and measure what they hear, on a clock of ours."""

import io
from collections.abc import Callable, Collection

import numpy as np
import soundfile

from atiende.domain.voice import AnyEvent
from atiende.voice.embedded.lines import Line
from atiende.voice.embedded.media import rtp
from atiende.voice.embedded.media.core import Core
from atiende.voice.embedded.media.opus import FRAME, RATE, Decoder, Encoder, Sound

OPUS, EVENTS, VP8 = 111, 110, 96
TONES = {
    "customer": 440.0, "agent": 700.0, "third": 1000.0, "supervisor": 1500.0, "guest": 2600.0, "coach": 3300.0,
    "music": 2000.0,
}  # fmt: skip
STEP = 0.02


class Phone:
    """One leg's other end. Also the `Link` the core sends by."""

    def __init__(self, name: str, ssrc: int) -> None:
        self.name, self.tone, self.ssrc = name, TONES[name], ssrc
        self.sent: list[bytes] = []
        self.encoder = Encoder()
        self.seq, self.ts, self.frames = (ssrc * 7919) & 0xFFFF, (ssrc * 104729) & 0xFFFFFFFF, 0
        self.silent = False

    def send(self, packet: bytes) -> None:
        self.sent.append(packet)

    def line(self) -> Line:
        return Line(mid="0", kind="audio", payload=OPUS, ssrc=self.ssrc + 1000, events=EVENTS)

    def says(self) -> bytes:
        """Its next packet."""
        times = (np.arange(FRAME) + FRAME * self.frames) / RATE
        self.frames += 1
        self.seq, self.ts = (self.seq + 1) & 0xFFFF, (self.ts + 960) & 0xFFFFFFFF
        wave = (0.3 * np.sin(2 * np.pi * self.tone * times)).astype(np.float32)
        return rtp.written(OPUS, self.seq, self.ts, self.ssrc, self.encoder.encode(wave))

    def packets(self) -> list[rtp.Packet]:
        """What came, without reports."""
        found = (rtp.read(raw) for raw in self.sent if not 191 < raw[1] < 224)
        return [each for each in found if each is not None]

    def heard(self) -> Sound:
        """As it sounded."""
        decoder, pieces = Decoder(), [np.zeros(0, np.float32)]
        for packet in self.packets():
            if packet.payload_type == OPUS:
                piece = np.zeros(FRAME, np.float32)
                decoder.decode(packet.payload, piece)
                pieces.append(piece)
        return np.concatenate(pieces)


def tones_in(sound: Sound) -> set[str]:
    """Whose tones sound in it."""
    if len(sound) < FRAME:
        return set()
    power = np.abs(np.fft.rfft(sound * np.hanning(len(sound)))) / len(sound)

    def loud(hertz: float) -> bool:
        at = round(hertz * len(sound) / RATE)
        return bool(power[max(0, at - 3) : at + 4].max() > 0.01)

    return {name for name, hertz in TONES.items() if loud(hertz)}


def tone_file(hertz: float, seconds: float) -> bytes:
    """A WAV file."""
    file, times = io.BytesIO(), np.arange(int(16_000 * seconds)) / 16_000
    soundfile.write(file, 0.3 * np.sin(2 * np.pi * hertz * times), 16_000, format="WAV")
    return file.getvalue()


class Studio:
    """The core and its telephones; `pass_by` lets time go."""

    def __init__(self, names: Collection[str], work: float = 0.0) -> None:
        """`work`: processor seconds that each 20 ms take."""
        self.now, self._work = 1000.0, work
        self.told: list[AnyEvent] = []
        self.pages: list[tuple[str, dict[str, object]]] = []
        self.core = Core(
            self.told.append,
            lambda: self.now,
            to_page=lambda leg, body: self.pages.append((leg, {**body})),
            worked=lambda: (self.now - 1000.0) / STEP * self._work,
        )
        self.phones = {name: Phone(name, 10 + number) for number, name in enumerate(names)}
        for name, phone in self.phones.items():
            self.core.join(name)
            self.core.connect(name, phone, [phone.line()])

    def pass_by(self, seconds: float, lost: Callable[[str, int], bool] | None = None) -> None:
        """Each says its tone, a packet every 20 ms; `lost`: of whom, which one."""
        for _ in range(round(seconds / STEP)):
            for number, (name, phone) in enumerate(self.phones.items()):
                if phone.silent:
                    continue
                packet = phone.says()
                if lost is None or not lost(name, phone.frames):
                    self.core.rtp_in(name, packet, self.now + 0.001 * number)
            self.now = round(self.now + STEP, 6)
            self.core.tick(self.now)

    def hears(self, seconds: float = 0.6) -> dict[str, set[str]]:
        """Who hears whose tones, once it has settled."""
        self.pass_by(0.4)
        for phone in self.phones.values():
            phone.sent.clear()
        self.pass_by(seconds)
        return {name: tones_in(phone.heard()) for name, phone in self.phones.items()}


class Pieces:
    """A `Sink` that keeps what is written."""

    def __init__(self) -> None:
        self.written: list[bytes] = []
        self.closed = False

    def write(self, piece: bytes) -> None:
        self.written.append(piece)

    def close(self) -> None:
        self.closed = True
