"""Recordings: written as pieces of a second while the call runs, made into one Ogg/Opus file when it is fetched.

A piece holds the packets of both channels and the number of its first frame. While a recording is paused nothing is
encoded and nothing is written, so that what was said then is nowhere; the numbers go on, and what is missing between
two pieces is a gap. Each piece can be read without the ones after it: a process killed in the middle leaves a recording
that ends there. In the file a gap is silence, so that its times are the call's times.
"""

import struct
from collections.abc import Iterable, Iterator
from typing import Protocol
from zlib import crc32

import numpy as np

from atiende.ports.voice import Recorded
from atiende.voice.embedded.media.opus import FRAME, Encoder, Sound

FRAME_MS = 20
_PER_PIECE = 50
_HEAD = struct.Struct("!4sIH")
_SIZES = struct.Struct("!HH")
_MAGIC = b"atr1"
_PER_FRAME = 960
"""Samples of a frame at 48 kHz, in which Ogg counts."""
_DELAY = 120
"""2.5 ms at 48 kHz that the coder is late."""
_PAGE_FRAMES = 50
_ON_THEIR_WAY = 8
"""Frames in the network, in the coder's memory and behind the mask of keys."""


class Sink(Protocol):
    """Where the pieces go; it encrypts them and keeps their bounds."""

    def write(self, piece: bytes) -> None: ...
    def close(self) -> None: ...


class Recorder:
    """Two channels, fed with one frame of each a tick."""

    def __init__(self, bridge: str, left: str, sink: Sink) -> None:
        self.bridge, self.left, self._sink = bridge, left, sink
        self.paused = False
        self._encoders = (Encoder("stored"), Encoder("stored"))
        self._packets: list[tuple[bytes, bytes]] = []
        self._first = self._frame = self._lasts = 0
        self._gaps: list[tuple[int, int]] = []

    def pause(self, on: bool, waiting: int = 0) -> None:
        """From the next frame on: what was stored before is written out first. A pause ends when what was said in it
        has been played: `waiting` frames of it have come and were not yet, and some more are still on their way."""
        if on and not self.paused:
            self._write()
        if not on and self.paused:
            self._lasts = waiting + _ON_THEIR_WAY
        self.paused = on

    def take(self, left: Sound, right: Sound) -> None:
        """20 ms; of a pause nothing is kept but that they were."""
        if self.paused or self._lasts:
            self._lasts = max(0, self._lasts - 1)
            self._left_out()
        else:
            if not self._packets:
                self._first = self._frame
            self._packets.append((self._encoders[0].encode(left), self._encoders[1].encode(right)))
        self._frame += 1
        if len(self._packets) >= _PER_PIECE:
            self._write()

    def skip(self, frames: int) -> None:
        """The process stood still for so long."""
        self._write()
        for _ in range(frames):
            self._left_out()
            self._frame += 1

    def finish(self) -> tuple[int, tuple[tuple[int, int], ...]]:
        """Writes the rest; answers the duration in ms and the gaps."""
        self._write()
        self._sink.close()
        return self._frame * FRAME_MS, tuple((a * FRAME_MS, b * FRAME_MS) for a, b in self._gaps)

    def _left_out(self) -> None:
        if self._gaps and self._gaps[-1][1] == self._frame:
            self._gaps[-1] = (self._gaps[-1][0], self._frame + 1)
        else:
            self._gaps.append((self._frame, self._frame + 1))

    def _write(self) -> None:
        if not self._packets:
            return
        parts = [_HEAD.pack(_MAGIC, self._first, len(self._packets))]
        for left, right in self._packets:
            parts += (_SIZES.pack(len(left), len(right)), left, right)
        self._packets.clear()
        self._sink.write(b"".join(parts))


def _frames_of(piece: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    if len(piece) < _HEAD.size:
        return
    magic, first, count = _HEAD.unpack_from(piece)
    at = _HEAD.size
    if magic != _MAGIC:
        return
    for number in range(first, first + count):
        if at + _SIZES.size > len(piece):
            return
        left, right = _SIZES.unpack_from(piece, at)
        at += _SIZES.size
        if at + left + right > len(piece):
            return
        yield number, piece[at : at + left], piece[at + left : at + left + right]
        at += left + right


def ogg_of(pieces: Iterable[bytes], duration_ms: int = 0) -> Recorded:
    """The whole recording. `duration_ms`: as long as it was, where it ended in a pause."""
    silence = _silence()
    packets: list[bytes] = []
    gaps: list[tuple[int, int]] = []
    for piece in pieces:
        for number, left, right in _frames_of(piece):
            _fill(packets, gaps, number, silence)
            packets.append(_both(left or silence, right or silence))
    _fill(packets, gaps, duration_ms // FRAME_MS, silence)
    return Recorded(
        content=_ogg(packets),
        duration_ms=len(packets) * FRAME_MS,
        gaps=tuple((a * FRAME_MS, b * FRAME_MS) for a, b in gaps),
    )


def _fill(packets: list[bytes], gaps: list[tuple[int, int]], until: int, silence: bytes) -> None:
    if until > len(packets):
        gaps.append((len(packets), until))
        packets.extend([_both(silence, silence)] * (until - len(packets)))


def _silence() -> bytes:
    return Encoder("stored").encode(np.zeros(FRAME, np.float32))


def _both(left: bytes, right: bytes) -> bytes:
    """Two mono streams in one packet: the first delimits itself (RFC 6716, appendix B). Both hold one frame."""
    payload = left[1:]
    size = bytes((len(payload),)) if len(payload) < 252 else _long(len(payload))
    return left[:1] + size + payload + right


def _long(size: int) -> bytes:
    first = 252 + (size & 3)
    return bytes((first, (size - first) >> 2))


# --- Ogg (RFC 3533, RFC 7845) -----------------------------------------------------------------------------------------

_SERIAL = 0x41746965
_VENDOR = b"Atiende"


_MIRROR = bytes(int(f"{number:08b}"[::-1], 2) for number in range(256))
_ONES = 0xFFFFFFFF


def _crc(data: bytes) -> int:
    """Ogg's is that of zlib seen in a mirror, and begins with no ones."""
    return int(f"{crc32(data.translate(_MIRROR), _ONES) ^ _ONES:032b}"[::-1], 2)


def _head() -> bytes:
    """Two streams, none of them coupled: what is said on one side never leaks to the other."""
    return b"OpusHead" + struct.pack("<BBHIhB", 1, 2, _DELAY, 16_000, 0, 1) + bytes((2, 0, 0, 1))


def _tags() -> bytes:
    return b"OpusTags" + struct.pack("<I", len(_VENDOR)) + _VENDOR + bytes(4)


def _ogg(packets: list[bytes]) -> bytes:
    pages = [_page([_head()], 0, 2, 0), _page([_tags()], 0, 0, 1)]
    starts = range(0, len(packets), _PAGE_FRAMES)
    for number, start in enumerate(starts, 2):
        some = packets[start : start + _PAGE_FRAMES]
        over = start + _PAGE_FRAMES >= len(packets)
        pages.append(_page(some, (start + len(some)) * _PER_FRAME, 4 if over else 0, number))
    return b"".join(pages)


def _page(packets: list[bytes], granule: int, flags: int, number: int) -> bytes:
    lacing = b"".join(bytes((255,)) * (len(each) // 255) + bytes((len(each) % 255,)) for each in packets)
    body = lacing + b"".join(packets)
    head = struct.pack("<4sBBqIII", b"OggS", 0, flags, granule, _SERIAL, number, 0)
    whole = head + bytes((len(lacing),)) + body
    return whole[:22] + struct.pack("<I", _crc(whole)) + whole[26:]
