"""A page on the telephone, in a few kilobytes: offers, proves itself, agrees on keys, sends tones and measures what it
hears. For tests and benchmarks of the embedded engine from outside."""

import asyncio
import os
import re
import secrets
import struct
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import cast

import msgspec
import numpy as np
import pylibsrtp

from atiende.ports.system import Clock
from atiende.voice.embedded import stun
from atiende.voice.embedded.dtls import Certificate, Closed, DtlsFailed, Handshake
from atiende.voice.embedded.media.opus import FRAME, Decoder, Encoder, Sound

TICK, RATE = 0.02, 16_000
TONES = {"low": 440.0, "middle": 660.0, "high": 880.0, "top": 1100.0, "music": 1430.0, "prompt": 1870.0}
"""People's, and two for what is played."""
OPUS, VP8, EVENTS = 111, 96, 110
LOUD = 0.05
"""Above this a tone is heard; what leaks is a hundredth of it."""
AUDIBLE = 0.01
"""A frame with a sample above it is no silence."""
GIVES_UP = 0.5
"""Seconds: what was not said for so long is not said any more."""
PIECE = 1600
"""Samples in which a tone is looked for at once."""
CHECK_EVERY = 25
"""Ticks between checks that somebody is still there."""
_Where = tuple[str, int]


@lru_cache
def _certificate() -> Certificate:
    return Certificate()


@lru_cache
def spoken(hertz: float) -> tuple[bytes, ...]:
    """A second of a tone, as packets."""
    encoder, t = Encoder(), np.arange(RATE, dtype=np.float32) / RATE
    wave = (0.3 * np.sin(2 * np.pi * hertz * t)).astype(np.float32)
    return tuple(encoder.encode(np.ascontiguousarray(frame)) for frame in wave.reshape(-1, FRAME))


def loudness(samples: Sound, hertz: float) -> float:
    """Of one tone in what was heard, 0-1: the mean of tenths of a second, so that sound with a frame left out or put in
    somewhere, which turns the wave, is as loud as it is to an ear."""
    piece = min(len(samples), PIECE)
    if piece < FRAME:
        return 0.0
    window, t = np.hanning(piece), np.arange(piece, dtype=np.float64) / RATE
    wave = window * np.exp(-2j * np.pi * hertz * t) * 2 / window.sum()
    return float(np.abs(samples[: len(samples) // piece * piece].reshape(-1, piece) @ wave).mean())


class Page(asyncio.DatagramProtocol):
    """`say`: what reaches the engine by signalling. `via`: sends through this address instead, as a relay would."""

    def __init__(self, clock: Clock, say: Callable[[str], None], *, via: _Where | None = None) -> None:
        self.clock, self._say, self._via = clock, say, via
        self.connected = asyncio.Event()
        self.refused: list[str] = []
        self.told: list[Mapping[str, object]] = []
        self.speaks = 0.0
        """Hertz; 0: silence."""
        self.connect_seconds = 0.0
        self.received = self.answers = 0
        self.last_heard = 0.0
        self._loud_at: float | None = None
        self._quiet_for = 0.0
        self.video = bytearray()
        self._session, self._name, self._password = secrets.randbits(40), secrets.token_hex(4), secrets.token_hex(16)
        self._heard: deque[Sound] = deque(maxlen=25)
        self._frame, self._packet = 0, {0: secrets.randbits(15), 1: secrets.randbits(15)}
        self._sources = {0: secrets.randbits(31), 1: secrets.randbits(31)}
        self._decoders: dict[int, Decoder] = {}
        self.transport: asyncio.DatagramTransport | None = None
        self._shaking: Handshake | None = None
        self._theirs, self._their_password, self._to = "", b"", ("", 0)
        self._began, self._ticks, self._shows = 0.0, 0, False

    # --- signalling ---------------------------------------------------------------------------------------------------

    async def call(self, *, video: bool = False) -> None:
        """Makes an offer; `hear_answer` goes on from there."""
        if self.transport is None:
            await asyncio.get_running_loop().create_datagram_endpoint(lambda: self, local_addr=("127.0.0.1", 0))
        self._began, self._shows = self.clock.elapsed(), video
        body = {"type": "offer", "sdp": self.offer(video=video), "video": video}
        self._say(msgspec.json.encode(body).decode())

    async def restart_ice(self) -> None:
        """Looks for another way, as browsers do when theirs has gone: new names, the same keys."""
        self._name, self._password = secrets.token_hex(4), secrets.token_hex(16)
        await self.call(video=self._shows)

    def offer(self, *, video: bool = False) -> str:
        head = ["v=0", f"o=- {self._session} 2 IN IP4 127.0.0.1", "s=-", "t=0 0"]
        lines = [("audio", f"{OPUS} {EVENTS}", "sendrecv", 0)]
        if video:
            lines += [("video", str(VP8), "sendonly", 1), ("video", str(VP8), "sendonly", 2)]
            lines += [("video", str(VP8), "recvonly", mid) for mid in (3, 4, 5)]
        rows = [*head, "a=group:BUNDLE " + " ".join(str(mid) for *_, mid in lines)]
        for kind, formats, direction, mid in lines:
            rows += [f"m={kind} 9 UDP/TLS/RTP/SAVPF {formats}", "c=IN IP4 0.0.0.0", f"a=mid:{mid}", f"a={direction}"]
            rows += ["a=rtcp-mux", "a=setup:actpass", f"a=ice-ufrag:{self._name}", f"a=ice-pwd:{self._password}"]
            rows.append(f"a=fingerprint:sha-256 {_certificate().fingerprint}")
            if kind == "audio":
                rows += [f"a=rtpmap:{OPUS} opus/48000/2", f"a=rtpmap:{EVENTS} telephone-event/48000"]
            else:
                rows.append(f"a=rtpmap:{VP8} VP8/90000")
            if mid in self._sources:
                rows.append(f"a=ssrc:{self._sources[mid]} cname:page")
        return "\r\n".join(rows) + "\r\n"

    def hear(self, body: str) -> None:
        """What the engine signals to this page."""
        said = msgspec.json.decode(body)
        if said["type"] == "refused":
            self.refused.append(said["reason"])
        elif said["type"] == "answer":
            self._answered(said["sdp"])
        else:
            self.told.append(said)

    def _answered(self, sdp: str) -> None:
        found = re.findall(r"a=candidate:\S+ 1 udp \d+ (127\S+) (\d+)", sdp)
        name, password = re.findall(r"a=ice-ufrag:(\S+)", sdp)[-1], re.findall(r"a=ice-pwd:(\S+)", sdp)[-1]
        print_ = re.findall(r"a=fingerprint:sha-256 (\S+)", sdp)[-1]
        self.answers += 1
        self._theirs, self._their_password = name, password.encode()
        self._to = self._via or (found[0][0], int(found[0][1]))
        if self._shaking is None:
            self._shaking = Handshake(_certificate(), {"sha-256": print_}, self._raw, passive=False)
        self._check()

    def hang_up(self) -> None:
        """Puts the receiver down, or does not take it up."""
        self._say('{"type":"bye"}')

    def moves_to(self, where: _Where) -> None:
        """Another way there; the next check says so."""
        self._via = self._to = where
        self._check()

    def keys(self, digits: str) -> None:
        self._say(msgspec.json.encode({"type": "keys", "digits": digits}).decode())

    # --- the network --------------------------------------------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """A socket, or a way through a relay."""
        self.transport = cast(asyncio.DatagramTransport, transport)

    def _raw(self, data: bytes) -> None:
        if self.transport is not None:
            self.transport.sendto(data, self._to)

    def _check(self) -> None:
        name = f"{self._theirs}:{self._name}"
        self._raw(stun.request(name, self._their_password, os.urandom(12)))

    def datagram_received(self, data: bytes, addr: object) -> None:
        shaking = self._shaking
        if shaking is None:
            return
        if stun.is_stun(data):
            if shaking.keys is None:
                self._step(shaking, b"")
        elif 19 < data[0] < 64:
            self._step(shaking, data)
        elif shaking.keys is not None:
            self._media(shaking, data)

    def _step(self, shaking: Handshake, data: bytes) -> None:
        try:
            if data:
                shaking.take(data)
            else:
                shaking.go_on()
        except (DtlsFailed, Closed):
            return
        if shaking.keys is not None and not self.connected.is_set():
            self.connect_seconds = self.clock.elapsed() - self._began
            self.connected.set()

    def _media(self, shaking: Handshake, data: bytes) -> None:
        assert shaking.keys is not None
        if 191 < data[1] < 224:
            return
        try:
            packet = shaking.keys.inward.unprotect(data)
        except pylibsrtp.Error:
            return
        begin = 12 + 4 * (packet[0] & 15)
        if packet[0] & 16:
            begin += 4 + 4 * struct.unpack_from("!H", packet, begin + 2)[0]
        self.received, self.last_heard = self.received + 1, self.clock.elapsed()
        if packet[1] & 127 == VP8:
            self.video += packet[begin:]
        elif packet[1] & 127 == OPUS:
            out = np.zeros(FRAME * 6, np.float32)
            source = struct.unpack_from("!I", packet, 8)[0]
            size = self._decoders.setdefault(source, Decoder()).decode(packet[begin:], out, len(out))
            self._heard.append(out[:size].copy())
            if self._loud_at is not None and np.abs(out[:size]).max(initial=0.0) > AUDIBLE:
                self._quiet_for, self._loud_at = self.silence, self.clock.elapsed()

    # --- speaking and hearing -----------------------------------------------------------------------------------------

    def tick(self) -> None:
        """Every 20 ms."""
        self._ticks += 1
        if self._shaking is None:
            return
        if self._ticks % CHECK_EVERY == 0 or not self.connected.is_set():
            self._check()
        if not self.connected.is_set():
            with_again = self._shaking.wait_seconds()
            if with_again == 0:
                self._shaking.again()
            return
        said = spoken(self.speaks)
        self._send(0, OPUS, said[self._frame % len(said)], 960)
        if self._shows and self._ticks % 2 == 0:
            self._send(1, VP8, b"\x10\x00\x9d\x01\x2a" + struct.pack("!I", self._ticks), 3600)
        self._frame += 1

    def _send(self, mid: int, payload: int, body: bytes, step: int) -> None:
        assert self._shaking is not None and self._shaking.keys is not None
        self._packet[mid] += 1
        number = self._packet[mid]
        marker = 128 if mid else 0
        head = struct.pack(
            "!BBHII", 128, payload | marker, number & 0xFFFF, (number * step) & 0xFFFFFFFF, self._sources[mid]
        )
        self._raw(self._shaking.keys.outward.protect(head + body))

    @property
    def ear(self) -> Sound:
        """The last half second."""
        return np.concatenate(self._heard) if self._heard else np.zeros(0, np.float32)

    def deafen(self) -> None:
        """What was heard so far counts no more."""
        self._heard.clear()

    def listen(self) -> None:
        """From now on the longest silence is measured."""
        self._loud_at, self._quiet_for = self.clock.elapsed(), 0.0

    @property
    def silence(self) -> float:
        """Seconds, the longest since `listen`; also one that lasts still."""
        since = self.clock.elapsed() - self._loud_at if self._loud_at is not None else 0.0
        return max(self._quiet_for, since)

    def hears(self) -> set[str]:
        """Names of the tones of TONES in the last half second."""
        ear = self.ear
        return {name for name, hertz in TONES.items() if loudness(ear, hertz) > LOUD}

    def close(self, *, goodbye: bool = True) -> None:
        """A tab that is closed says goodbye; one that is killed does not."""
        if self._shaking is not None:
            if goodbye:
                self._shaking.close()
            self._shaking.forget()
            self._shaking = None
        if self.transport is not None:
            self.transport.close()
            self.transport = None


async def keep_speaking(
    pages: Iterable[Page] | Sequence[Page], clock: Clock, late: Callable[[float], None] = lambda _: None
) -> None:
    """Ticks them all, until cancelled; those added to the list too. `late`: is told by how much, each time."""
    due = clock.elapsed()
    while True:
        behind = clock.elapsed() - due
        late(behind)
        due += behind if behind > GIVES_UP else 0.0
        for page in list(pages):
            page.tick()
        due += TICK
        await clock.sleep(max(0.0, due - clock.elapsed()))
