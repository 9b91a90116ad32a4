"""One leg's sound: what comes in, decoded when somebody needs it, and what goes out, forwarded or encoded."""

from collections import deque
from zlib import crc32

import numpy as np
import structlog

from atiende.domain.voice import LegSeen, Media
from atiende.voice.embedded.lines import Line, Link
from atiende.voice.embedded.media import rtp
from atiende.voice.embedded.media.answering import Classifier
from atiende.voice.embedded.media.hearing import Standing
from atiende.voice.embedded.media.jitter import JitterBuffer
from atiende.voice.embedded.media.keys import TICK, KeysHeard, Mask, Step
from atiende.voice.embedded.media.opus import FRAME, MOST, Decoder, Encoder, Quality, Sound, samples_of
from atiende.voice.embedded.media.reception import Reception

log = structlog.get_logger()
CLOCK = 48_000
_TICKS_PER_SECOND = 50
_STREAMS = 8
"""That a connection had; a page has one, and may have meant another line now and then."""
_FAR = 3000
_BEHIND = 0x4000
"""What is older than this is none of the packets we follow."""
_WARMING = 3
"""Packets a decoder is shown first, so that its first sound goes on from what was heard."""
_FLOOR_DB = 60.0
_QUIET = 0.25
"""Nobody speaks in a frame of less than this level."""
_FADES: Sound = np.linspace(1, 0, FRAME, dtype=np.float32)
"""From one frame into the next."""


class Inflow:
    """What one leg says."""

    def __init__(self) -> None:
        self.reception = Reception(CLOCK)
        self.keys = KeysHeard()
        self.mask: Mask | None = None
        self.level = 0.0
        self.last_at = 0.0
        self._buffer: JitterBuffer[rtp.Packet] = JitterBuffer()
        self._decoder: Decoder | None = None
        self._recent: deque[rtp.Packet] = deque(maxlen=_WARMING)
        self._left: Sound = np.zeros(0, np.float32)

    @property
    def is_decoded(self) -> bool:
        return self._decoder is not None

    @property
    def waiting(self) -> int:
        """Frames that have come and were not played yet."""
        return len(self._buffer) + len(self._left) // FRAME

    def put(self, packet: rtp.Packet, at: float) -> None:
        if packet.ssrc != self.reception.ssrc:  # another source: its numbers say nothing about the former's
            self._buffer.drain()
            self._recent.clear()
        self.reception.note(packet, at)
        self.last_at = at
        if self._decoder is not None:
            self._buffer.put(packet.seq, packet)
        else:
            self._recent.append(packet)

    def put_event(self, packet: rtp.Packet, at: float) -> str:
        """A telephone event: silence in its place; the key, when it is new."""
        self.reception.note(packet, at)
        self.last_at = at
        if self._decoder is not None:
            self._buffer.put(packet.seq, packet)
        return self.keys.take(packet.payload, packet.ts, at)

    def decode(self, on: bool) -> list[rtp.Packet]:
        """From now on, or no longer; answers what came and was not played yet."""
        if on and self._decoder is None:
            self._decoder = Decoder()
            self._warm(self._decoder)
        elif not on and self._decoder is not None:
            self._decoder = None
            self._left = self._left[:0]
            return self._buffer.drain()
        return []

    def _warm(self, decoder: Decoder) -> None:
        scrap = np.empty(MOST, np.float32)
        for packet in self._recent:
            decoder.decode(packet.payload, scrap, MOST)
        if self._recent:
            self._buffer.resume(self._recent[-1].seq)
        self._recent.clear()

    def frame(self, payload_type: int, at: float) -> Sound | None:
        """The next 20 ms; None: silence. `payload_type`: of the sound; all else is silence in its place."""
        if self._decoder is None:
            return None
        frame = self._next(self._decoder, payload_type)
        if self.mask is not None:
            said = np.zeros(FRAME, np.float32) if frame is None else frame
            frame = self.mask.through(said, at < self.keys.down_until)
        if frame is not None:
            self.level = max(self.level, level_of(frame))
        return frame

    def _next(self, decoder: Decoder, payload_type: int) -> Sound | None:
        """What is too late is played faster where nobody speaks; where somebody always does, all the same."""
        frame, long = self._one(decoder, payload_type), self._buffer.long
        if not long or (long == "now and then" and frame is not None and level_of(frame) > _QUIET):
            return frame
        following = self._one(decoder, payload_type)
        self._buffer.shortened()
        return following if frame is None or following is None else frame * _FADES + following * (1 - _FADES)

    def _one(self, decoder: Decoder, payload_type: int) -> Sound | None:
        if len(self._left) >= FRAME:
            frame, self._left = self._left[:FRAME], self._left[FRAME:]
            return frame
        turn = self._buffer.turn()
        if turn.kind == "nothing":
            return None
        out = np.empty(FRAME, np.float32)
        if turn.kind == "conceal":
            return out if decoder.conceal(out) else None
        if turn.packet is None or turn.packet.payload_type != payload_type:
            return None
        payload = turn.packet.payload
        if turn.kind == "recover":
            return out if decoder.recover(payload, out) else None
        if samples_of(payload) != FRAME:
            return self._other_length(decoder, payload)
        return out if decoder.decode(payload, out) == FRAME else None

    def _other_length(self, decoder: Decoder, payload: bytes) -> Sound | None:
        whole = np.empty(MOST, np.float32)
        got = decoder.decode(payload, whole, MOST)
        self._left = np.concatenate((self._left, whole[:got]))
        if len(self._left) < FRAME:
            return None
        frame, self._left = self._left[:FRAME], self._left[FRAME:]
        return frame


def level_of(frame: Sound) -> float:
    """0 at -60 dB and below, 1 at full scale."""
    power = float(frame @ frame) / len(frame)
    return max(0.0, min(1.0, 1 + 10 * float(np.log10(power)) / _FLOOR_DB)) if power > 1e-9 else 0.0


class Guarded:
    """A connection's sending, without what may go wrong in it: that is never to be heard by the others."""

    def __init__(self, link: Link) -> None:
        self._link, self.failures = link, 0

    def is_of(self, link: Link) -> bool:
        return self._link is link

    def send(self, packet: bytes) -> None:
        try:
            self._link.send(packet)
        except Exception:
            self.failures += 1
            if self.failures == 1:
                log.exception("a leg cannot be sent to")


class Outflow:
    """What one leg hears: one stream without a seam, whatever it is made of."""

    def __init__(self, link: Link, line: Line) -> None:
        self.link, self.line = link, line
        self.packets = self.octets = 0
        self._seq, self._ts, self._at = line.ssrc & 0x7FFF, (line.ssrc * 31) & 0xFFFFFFFF, -1.0
        self._from = -1
        self._seq_off = self._ts_off = 0
        self._first = self._last_in = 0
        self._encoder: Encoder | None = None
        self._loss = 0
        self._event_ts = 0

    def forward(self, packet: rtp.Packet, payload_type: int, at: float) -> None:
        """Somebody's packet as it is, in our numbers."""
        far = (packet.seq - self._last_in + _FAR) & 0xFFFF > 2 * _FAR
        if packet.ssrc != self._from or far:
            self._follow(packet, at)
        elif (packet.seq - self._first) & 0xFFFF > 0x7FFF:
            return
        seq, ts = (packet.seq + self._seq_off) & 0xFFFF, (packet.ts + self._ts_off) & 0xFFFFFFFF
        marker = packet.marker
        if (seq - self._seq) & 0xFFFF < 0x8000:
            marker = marker or self._at < 0
            self._seq, self._ts, self._at, self._last_in = seq, ts, at, packet.seq
            if (packet.seq - self._first) & 0xFFFF > _BEHIND:
                self._first = (packet.seq - _BEHIND // 2) & 0xFFFF
        self._send(rtp.written(payload_type, seq, ts, self.line.ssrc, packet.payload, marker))

    def _follow(self, packet: rtp.Packet, at: float) -> None:
        self._from, self._first, self._last_in = packet.ssrc, packet.seq, packet.seq
        self._seq_off = self._seq + 1 - packet.seq
        self._ts_off = self._ts + self._passed(at) - packet.ts

    def _passed(self, at: float) -> int:
        """Of our clock since what was sent last, in whole frames."""
        if self._at < 0:
            return TICK
        return TICK * max(1, round((at - self._at) * _TICKS_PER_SECOND))

    def leave_out(self, packet: rtp.Packet) -> None:
        """A packet of whom we follow is not for this ear: the numbers close over it."""
        if packet.ssrc == self._from:
            self._seq_off -= 1

    def sound(self, payload: bytes, at: float) -> None:
        """A packet of ours for the tick `at`."""
        self._step(at)
        self._send(rtp.written(self.line.payload, self._seq, self._ts, self.line.ssrc, payload))

    def mixed(self, frame: Sound, quality: Quality, at: float) -> None:
        if self._encoder is None:
            self._encoder = Encoder()
            self._encoder.expect_loss(self._loss)
        self._encoder.use(quality)
        self.sound(self._encoder.encode(frame), at)

    def event(self, step: Step, at: float) -> None:
        """A key's packet: all of one key carry its beginning. In a pause nothing is sent."""
        if step.payload is not None:
            self._step(at)
            if step.first:
                self._event_ts = self._ts
            packet = rtp.written(
                self.line.events, self._seq, self._event_ts, self.line.ssrc, step.payload, marker=step.first
            )
            self._send(packet)

    def _step(self, at: float) -> None:
        self._from = -1
        self._ts = (self._ts + self._passed(at)) & 0xFFFFFFFF
        self._seq = (self._seq + 1) & 0xFFFF
        self._at = at

    def _send(self, raw: bytes) -> None:
        self.packets += 1
        self.octets += len(raw) - rtp.HEADER
        self.link.send(raw)

    def other_end_misses(self, percent: float) -> None:
        self._loss = round(percent)
        if self._encoder is not None:
            self._encoder.expect_loss(self._loss)

    @property
    def loss(self) -> int:
        """Percent the other end misses."""
        return self._loss

    def rest(self) -> None:
        """It hears nothing: an encoder made anew later costs less than one kept, and who is forwarded to it next is
        followed from there, however long this takes."""
        self._encoder, self._from = None, -1

    def report(self, now: float) -> bytes:
        """Our sender report; empty before the first packet."""
        if not self.packets:
            return b""
        ts = self._ts + int((now - self._at) * CLOCK)
        return rtp.sender_report(self.line.ssrc, rtp.ntp_of(now), ts, self.packets, self.octets)


class Leg:
    """One leg in the core: what was said of it, and its two flows. `ears`: those its packets go to as they are."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.turn = crc32(name.encode())
        """What is done now and then is done for each at another time."""
        self.standing = Standing(connected=False)
        self.music = ""
        self.media = Media()
        self.link: Guarded | None = None
        self.audio: Line | None = None
        self.inflow = Inflow()
        self.out: Outflow | None = None
        self._streams: dict[int, Outflow] = {}
        """All of its connection: one that it did not want to hear for a while goes on in its numbers."""
        self.ears: tuple[Leg, ...] = ()
        self.sources: tuple[Leg, ...] = ()
        self.hears_bridge = ""
        self.is_forwarded_to = False
        self.pressing: deque[Step] = deque()
        self.frame: Sound | None = None
        self.classifier: Classifier | None = None
        self.rtt_ms = 0.0
        self.quiet_since = 0.0
        """Since when it has heard nothing."""

    def connect(self, link: Link, audio: Line | None, at: float) -> bool:
        """Its sound comes and goes there. Answers whether it is the connection it had: then nothing begins anew."""
        same = self.link is not None and self.link.is_of(link)
        if not same:
            self.inflow.decode(False)
            mask, self.inflow = self.inflow.mask, Inflow()
            self.inflow.mask = mask
            self.link, self._streams, self.quiet_since = Guarded(link), {}, at
        self.audio, self.out = audio, None
        if self.link is not None and audio is not None and audio.hears:
            self.out = self._streams.pop(audio.ssrc, None) or Outflow(self.link, audio)
            self.out.line = audio
            self._streams[audio.ssrc] = self.out
            while len(self._streams) > _STREAMS:
                del self._streams[next(iter(self._streams))]
        return same

    def seen(self) -> LegSeen:
        """For a census; its state is for others to say."""
        standing = self.standing
        return LegSeen(
            state="",
            bridge=standing.bridge,
            held=standing.held,
            music=self.music,
            muted=standing.muted,
            overhears=standing.overhears,
            coach=standing.coach,
            secret=standing.secret,
            media=self.media,
        )
