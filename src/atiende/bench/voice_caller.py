"""A caller made for measuring: one leg's page without a browser. It offers, connects by ICE and DTLS as a page does,
then sends packets of speech made before, and notes when each packet came."""

import os
import random
import secrets
import socket
import struct
import time
from collections.abc import Sequence

import numpy as np
import pylibsrtp

from atiende.voice.embedded import stun
from atiende.voice.embedded.dtls import Certificate, Closed, DtlsFailed, Handshake
from atiende.voice.embedded.media import rtp

FRAME_S, TS_FRAME, CLOCK = 0.020, 960, 48_000
_STAMPED = 35
"""SO_TIMESTAMPNS: the kernel says when a datagram came, however late we read it."""
_PAYLOAD = 111
_JITTER_S = 0.020
Arrival = tuple[float, int, bytes]


class Caller:
    """`probe`: what it hears is kept whole; `loss`: share of its packets that get lost, the others jittered."""

    def __init__(self, name: str, packets: Sequence[bytes], start: int, certificate: Certificate, probe: bool) -> None:
        self.name, self.probe, self.loss = name, probe, 0.0
        self._packets, self._index = packets, start
        self._certificate = certificate
        self.socket = _bound()
        self._name, self._password = secrets.token_hex(4), secrets.token_hex(12)
        self.ssrc = secrets.randbits(31) + 1
        self._seq, self._ts = secrets.randbits(15), secrets.randbits(30)
        self._handshake: Handshake | None = None
        self._to: tuple[str, int] | None = None
        self._check = b""
        self._chance = random.Random(name)
        self._waiting: list[tuple[float, bytes]] = []
        self.sent: list[tuple[float, int]] = []
        """When, and the number of the packet of speech."""
        self.came: list[tuple[float, int, int]] = []
        """When, RTP time, sequence number."""
        self.heard: list[Arrival] = []
        self.measuring = False

    def offer(self) -> str:
        rows = [
            "v=0", f"o=- {secrets.randbits(40)} 2 IN IP4 127.0.0.1", "s=-", "t=0 0", "a=group:BUNDLE 0",
            f"m=audio 9 UDP/TLS/RTP/SAVPF {_PAYLOAD} 110", "c=IN IP4 0.0.0.0", "a=mid:0", "a=sendrecv", "a=rtcp-mux",
            f"a=ice-ufrag:{self._name}", f"a=ice-pwd:{self._password}",
            f"a=fingerprint:sha-256 {self._certificate.fingerprint}", "a=setup:actpass",
            f"a=rtpmap:{_PAYLOAD} opus/48000/2", f"a=fmtp:{_PAYLOAD} minptime=10;useinbandfec=1",
            "a=rtpmap:110 telephone-event/48000", f"a=ssrc:{self.ssrc} cname:bench",
        ]  # fmt: skip
        return "\r\n".join(rows) + "\r\n"

    def answered(self, sdp: str) -> None:
        """Checks the way and begins to shake hands."""
        rows = sdp.splitlines()

        def said(name: str) -> str:
            return next(row for row in rows if row.startswith(f"a={name}:")).partition(":")[2]

        candidate = said("candidate").split()
        self._to = candidate[4], int(candidate[5])
        algorithm, _, digest = said("fingerprint").partition(" ")
        self._handshake = Handshake(self._certificate, {algorithm: digest}, self._raw, passive=False)
        self._check = stun.request(f"{said('ice-ufrag')}:{self._name}", said("ice-pwd").encode(), os.urandom(12))
        self._raw(self._check)

    def plain(self, to: tuple[str, int], pair: int) -> None:
        """No call: datagrams of the same size for a forwarder."""
        self._to = to
        self._raw(str(pair).encode())

    @property
    def is_up(self) -> bool:
        return self._handshake is not None and self._handshake.keys is not None

    def say_again(self, *, still_here: bool) -> None:
        """What got lost while connecting; or that it is still there, though it says nothing."""
        if self._handshake is None or (self.is_up and not still_here):
            return
        self._raw(self._check)
        if not self.is_up and self._handshake.wait_seconds() == 0:
            self._handshake.again()

    def close(self) -> None:
        if self._handshake is not None:
            self._handshake.close()
        self.socket.close()

    def _raw(self, data: bytes) -> None:
        if self._to is not None:
            try:
                self.socket.sendto(data, self._to)
            except OSError:
                return

    # --- sending ------------------------------------------------------------------------------------------------------

    def speak(self, now: float) -> None:
        """20 ms of its speech."""
        self._index = (self._index + 1) % len(self._packets)
        self._seq, self._ts = (self._seq + 1) & 0xFFFF, (self._ts + TS_FRAME) & 0xFFFFFFFF
        packet = rtp.written(_PAYLOAD, self._seq, self._ts, self.ssrc, self._packets[self._index])
        handshake = self._handshake
        if handshake is None:
            data = packet + bytes(16)
        elif handshake.keys is not None:
            data = handshake.keys.outward.protect(packet)
        else:
            return
        if self.measuring and self.probe:
            self.sent.append((now, self._index))
        if not self.loss:
            self._raw(data)
        elif self._chance.random() >= self.loss:
            self._waiting.append((now + self._chance.random() * _JITTER_S, data))

    def send_waiting(self, now: float) -> None:
        """What its network holds back for a moment."""
        for due, data in self._waiting:
            if due <= now:
                self._raw(data)
        self._waiting = [each for each in self._waiting if each[0] > now]

    # --- hearing ------------------------------------------------------------------------------------------------------

    def drain(self) -> None:
        while True:
            try:
                data, extra, _, _ = self.socket.recvmsg(2048, 64)
            except (BlockingIOError, ConnectionRefusedError):
                return
            seconds, nanoseconds = struct.unpack("qq", extra[0][2][:16])
            self._take(data, seconds + nanoseconds / 1e9)

    def _take(self, data: bytes, at: float) -> None:
        if not data or data[0] < 20:
            if self._handshake is not None and not self.is_up:
                self._step(None)
        elif data[0] < 64:
            self._step(data)
        elif len(data) > 12 and not 191 < data[1] < 224 and self.measuring:
            ts, seq = int.from_bytes(data[4:8]), int.from_bytes(data[2:4])
            self.came.append((at, ts, seq))
            if self.probe:
                self._keep(data, at, ts)

    def _step(self, data: bytes | None) -> None:
        assert self._handshake is not None
        try:
            if data is not None:
                self._handshake.take(data)
            elif self._handshake.wait_seconds() is None:
                self._handshake.go_on()
        except (Closed, DtlsFailed):
            self._to = None

    def _keep(self, data: bytes, at: float, ts: int) -> None:
        assert self._handshake is not None and self._handshake.keys is not None
        try:
            packet = rtp.read(self._handshake.keys.inward.unprotect(data))
        except pylibsrtp.Error:
            return
        if packet is not None:
            self.heard.append((at, ts, packet.payload))

    def measure(self, on: bool) -> None:
        if on:
            self.came, self.heard, self.sent = [], [], []
        self.measuring = on

    def lateness(self, seconds: float) -> tuple[int, int]:
        """Frames that came more than a frame after their turn, or never; and how many there should have been."""
        due = int(seconds / FRAME_S)
        if not self.came:
            return due, due
        at, ts = np.array([each[0] for each in self.came]), np.array([each[1] for each in self.came], np.int64)
        transit = at - at[0] - ((ts - ts[0] + 2**31) % 2**32 - 2**31) / CLOCK
        late = int((transit > np.median(transit) + FRAME_S).sum())
        return min(due, late + max(0, due - 1 - len(at))), due


def _bound() -> socket.socket:
    made = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    made.setsockopt(socket.SOL_SOCKET, _STAMPED, 1)
    made.setblocking(False)
    made.bind(("127.0.0.1", 0))
    return made


def wall() -> float:
    """The kernel's stamps are of this clock."""
    return time.time()
