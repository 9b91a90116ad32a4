"""libopus by cffi: 16 kHz mono float frames in and out. The library is the one in PyAV's wheel, else the system's."""

import ctypes.util
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

import cffi
import numpy as np
import numpy.typing as npt

Sound = npt.NDArray[np.float32]
"""Samples of ±1."""
RATE = 16_000
FRAME = 320
"""Samples of 20 ms."""
MOST = 1920
"""Samples of 120 ms, the longest packet there is."""
_PACKET = 1275

Quality = Literal["full", "degraded", "stored"]
"""`full`: SILK with redundancy against loss; `degraded`: CELT at twice the rate for a fifth of the work; `stored`: for
recordings."""

_VOIP, _LOW_DELAY = 2048, 2051
_SET_BITRATE, _SET_COMPLEXITY, _SET_FEC, _SET_LOSS = 4002, 4010, 4012, 4014
_FORCE_MODE, _CELT_ONLY, _AUTO = 11002, 1002, -1000
_SILK_RATE, _CELT_RATE, _STORED_RATE = 32_000, 48_000, 32_000
_COMPLEXITY = 4
"""The knee: above it nothing is heard, below it speech gets rough."""
_LOSS_FROM = 1
"""Percent of loss at the other end from which each packet repeats the one before it."""

_DECLARATIONS = """
typedef struct OpusEncoder OpusEncoder;
typedef struct OpusDecoder OpusDecoder;
OpusEncoder *opus_encoder_create(int32_t rate, int channels, int application, int *error);
void opus_encoder_destroy(OpusEncoder *encoder);
int opus_encoder_ctl(OpusEncoder *encoder, int request, ...);
int32_t opus_encode_float(OpusEncoder *encoder, const float *pcm, int samples, unsigned char *data, int32_t most);
OpusDecoder *opus_decoder_create(int32_t rate, int channels, int *error);
void opus_decoder_destroy(OpusDecoder *decoder);
int opus_decoder_ctl(OpusDecoder *decoder, int request, ...);
int opus_decode_float(OpusDecoder *decoder, const unsigned char *data, int32_t size, float *pcm, int samples, int fec);
int opus_packet_get_nb_samples(const unsigned char *data, int32_t size, int32_t rate);
"""

_ffi = cffi.FFI()
_ffi.cdef(_DECLARATIONS)


class NoOpus(RuntimeError):
    """There is no libopus on this machine."""


@cache
def _library() -> Any:
    """Untyped: cffi knows its types only when it runs."""
    spec = find_spec("av")
    places: list[str] = []
    if spec is not None and spec.origin is not None:
        beside = Path(spec.origin).parent.parent / "av.libs"
        places += [str(each) for each in sorted(beside.glob("libopus-*.so*"))]
    system = ctypes.util.find_library("opus")
    for place in [*places, *([system] if system else [])]:
        try:
            return _ffi.dlopen(place)
        except OSError:
            continue
    raise NoOpus("libopus is neither beside PyAV nor on the system")


def samples_of(packet: bytes) -> int:
    """How many samples at 16 kHz a packet holds; 0 when it is none."""
    if not packet:
        return 0
    return max(0, int(_library().opus_packet_get_nb_samples(packet, len(packet), RATE)))


class Encoder:
    """Mono, 16 kHz, 20 ms frames."""

    def __init__(self, quality: Quality = "full", bitrate: int = _SILK_RATE, complexity: int = _COMPLEXITY) -> None:
        self._lib, error = _library(), _ffi.new("int *")
        self._bitrate, self._complexity = bitrate, complexity
        stored = quality == "stored"
        made = self._lib.opus_encoder_create(RATE, 1, _LOW_DELAY if stored else _VOIP, error)
        if error[0]:
            raise NoOpus(f"no encoder: {error[0]}")
        self._encoder = _ffi.gc(made, self._lib.opus_encoder_destroy)
        self._out = _ffi.new("unsigned char[]", _PACKET)
        self._bytes = _ffi.buffer(self._out)
        self._loss = 0
        self._set(_SET_COMPLEXITY, 0 if stored else complexity)
        self._set(_SET_BITRATE, _STORED_RATE if stored else bitrate)
        self.quality: Quality = "full"
        if quality == "degraded":
            self.use(quality)

    def use(self, quality: Quality) -> None:
        """From the next frame on."""
        if quality == self.quality:
            return
        cheap = quality == "degraded"
        self._set(_FORCE_MODE, _CELT_ONLY if cheap else _AUTO)
        self._set(_SET_BITRATE, _CELT_RATE if cheap else self._bitrate)
        self._set(_SET_COMPLEXITY, 0 if cheap else self._complexity)
        self.quality = quality

    def expect_loss(self, percent: int) -> None:
        """What the other end says it misses: from then on each packet carries the one before it too."""
        if percent != self._loss:
            self._loss = percent
            self._set(_SET_FEC, 1 if percent >= _LOSS_FROM else 0)
            self._set(_SET_LOSS, min(percent, 30))

    def encode(self, pcm: Sound) -> bytes:
        """320 floats of ±1."""
        size = self._lib.opus_encode_float(self._encoder, _ffi.from_buffer("float[]", pcm), FRAME, self._out, _PACKET)
        return bytes(self._bytes[:size]) if size > 0 else b""

    def _set(self, request: int, value: int) -> None:
        self._lib.opus_encoder_ctl(self._encoder, request, _ffi.cast("int", value))


class Decoder:
    """Any Opus packet to 16 kHz mono."""

    def __init__(self) -> None:
        self._lib, error = _library(), _ffi.new("int *")
        made = self._lib.opus_decoder_create(RATE, 1, error)
        if error[0]:
            raise NoOpus(f"no decoder: {error[0]}")
        self._decoder = _ffi.gc(made, self._lib.opus_decoder_destroy)

    def decode(self, packet: bytes, out: Sound, room: int = FRAME) -> int:
        """How many samples it wrote; 0 for what is no Opus."""
        return self._decode(packet, len(packet), out, room, 0)

    def recover(self, after: bytes, out: Sound) -> int:
        """The 20 ms before packet `after`, from what `after` repeats of them; where it repeats nothing, concealed."""
        return self._decode(after, len(after), out, FRAME, 1)

    def conceal(self, out: Sound) -> int:
        """20 ms that sound like what was before."""
        return self._decode(_ffi.NULL, 0, out, FRAME, 0)

    def _decode(self, data: object, size: int, out: Sound, room: int, fec: int) -> int:
        written = self._lib.opus_decode_float(
            self._decoder, data, size, _ffi.from_buffer("float[]", out, require_writable=True), room, fec
        )
        return max(0, int(written))
