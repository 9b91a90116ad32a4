"""What the application and the media process say to each other, over a unix socket of the data directory.

Each frame is four octets of length and msgpack. Events are numbered and kept by the media process until they are
acknowledged, so that none is lost while the application is away. Everything else may be said again.
"""

import asyncio
import contextlib
import os
import secrets
import struct
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from atiende.domain.voice import Address, AnyEvent, Cause, Census
from atiende.ports.voice import Recorded

VERSION = 1
"""Of this protocol. Only the same one is spoken: after an upgrade a media process ends with its last call."""
MAX_FRAME, PART = 64_000_000, 4_000_000
SOCKET, TOKEN, LOCK, LOG, RECORDINGS = "media.sock", "media.token", "media.lock", "media.log", "recordings"
"""Names within the data directory."""


class Broken(Exception):
    """What came is not ours, or the connection is gone."""


# --- from the application -------------------------------------------------------------------------------------------


class Command(Struct, frozen=True, kw_only=True, tag_field="do", omit_defaults=True):
    """One of the commands below: see `ports.voice.VoiceEngine`."""


class Dial(Command, frozen=True, kw_only=True, tag="dial"):
    leg: str
    to: Address
    ring: float


class HangUp(Command, frozen=True, kw_only=True, tag="hang_up"):
    leg: str
    cause: Cause


class Bridge(Command, frozen=True, kw_only=True, tag="bridge"):
    bridge: str
    legs: frozenset[str]


class Hold(Command, frozen=True, kw_only=True, tag="hold"):
    """`sound`: one that was kept; empty: silence."""

    leg: str
    sound: str = ""


class Resume(Command, frozen=True, kw_only=True, tag="resume"):
    leg: str


class Play(Command, frozen=True, kw_only=True, tag="play"):
    play: str
    to: str
    sound: str
    loop: bool = False


class Stop(Command, frozen=True, kw_only=True, tag="stop"):
    play: str


class Press(Command, frozen=True, kw_only=True, tag="press"):
    leg: str
    digits: str


class Mute(Command, frozen=True, kw_only=True, tag="mute"):
    leg: str
    on: bool


class Overhear(Command, frozen=True, kw_only=True, tag="overhear"):
    ear: str
    of: str
    coach: bool


class Record(Command, frozen=True, kw_only=True, tag="record"):
    recording: str
    bridge: str
    left: str
    key: bytes


class PauseRecording(Command, frozen=True, kw_only=True, tag="pause_recording"):
    recording: str
    on: bool


class StopRecording(Command, frozen=True, kw_only=True, tag="stop_recording"):
    recording: str


class Fetch(Command, frozen=True, kw_only=True, tag="fetch"):
    """What a finished recording is, `PART` octets of its sound from `part` on."""

    recording: str
    key: bytes
    part: int = 0


class Forget(Command, frozen=True, kw_only=True, tag="forget"):
    recording: str


class Collect(Command, frozen=True, kw_only=True, tag="collect"):
    leg: str
    secret: bool


class Tap(Command, frozen=True, kw_only=True, tag="tap"):
    bridge: str
    on: bool


class Signal(Command, frozen=True, kw_only=True, tag="signal"):
    leg: str
    body: str


class Keep(Command, frozen=True, kw_only=True, tag="keep"):
    """A file of sound, to be played by its name from now on."""

    sound: str
    content: bytes


class TakeCensus(Command, frozen=True, kw_only=True, tag="census"):
    pass


class TakeFigures(Command, frozen=True, kw_only=True, tag="figures"):
    pass


class EndIfIdle(Command, frozen=True, kw_only=True, tag="end_if_idle"):
    """The application goes for good: without calls there is nothing more to do."""


AnyCommand = (
    Dial | HangUp | Bridge | Hold | Resume | Play | Stop | Press | Mute | Overhear | Record | PauseRecording
    | StopRecording | Fetch | Forget | Collect | Tap | Signal | Keep | TakeCensus | TakeFigures | EndIfIdle
)  # fmt: skip


class Up(Struct, frozen=True, kw_only=True, tag_field="up", omit_defaults=True):
    pass


class Hello(Up, frozen=True, kw_only=True, tag="hello"):
    version: int
    token: str


class Order(Up, frozen=True, kw_only=True, tag="order"):
    number: int
    what: AnyCommand


class Acknowledged(Up, frozen=True, kw_only=True, tag="ack"):
    """Every event up to this one has come to something."""

    upto: int


# --- from the media process -----------------------------------------------------------------------------------------


class Down(Struct, frozen=True, kw_only=True, tag_field="down", omit_defaults=True):
    pass


class Welcome(Down, frozen=True, kw_only=True, tag="welcome"):
    """`life`: another one each time the process starts; `missed`: some events were not kept, take a census."""

    life: str
    process: int
    places: tuple[tuple[str, int], ...]
    """Where pages find us by UDP."""
    missed: bool = False


class Refused(Down, frozen=True, kw_only=True, tag="refused"):
    why: Literal["version", "token"]


class Figures(Struct, frozen=True, kw_only=True):
    """For health, and for a soak: what must not grow."""

    legs: int
    connections: int
    tasks: int
    files: int
    events: int
    memory: int
    refused: int
    places: int = 0
    """Names and addresses that pages are known by at our port."""
    bridges: int = 0
    plays: int = 0
    mixed: int = 0
    """Ears that sound is encoded for."""
    degraded: bool = False
    busy: float = 0.0
    """Share of a tick's time that the tick takes."""
    late_ticks: int = 0


class Done(Down, frozen=True, kw_only=True, tag="done"):
    number: int
    problem: Literal["", "no_sound", "failed"] = ""
    census: Census | None = None
    recorded: Recorded | None = None
    figures: Figures | None = None


class Told(Down, frozen=True, kw_only=True, tag="told"):
    """`number` 0: one that is not kept."""

    number: int
    event: AnyEvent


class Piece(Down, frozen=True, kw_only=True, tag="piece"):
    """Of what a tap hears."""

    bridge: str
    leg: str
    at_ms: int
    pcm: bytes


AnyUp = Hello | Order | Acknowledged
AnyDown = Welcome | Refused | Done | Told | Piece

_encoder = msgspec.msgpack.Encoder()
_up: msgspec.msgpack.Decoder[AnyUp] = msgspec.msgpack.Decoder(AnyUp)
_down: msgspec.msgpack.Decoder[AnyDown] = msgspec.msgpack.Decoder(AnyDown)


def framed(said: AnyUp | AnyDown) -> bytes:
    body = _encoder.encode(said)
    return struct.pack("!I", len(body)) + body


async def next_up(reader: asyncio.StreamReader) -> AnyUp:
    """Raises Broken."""
    body = await _body(reader)
    try:
        return _up.decode(body)
    except msgspec.MsgspecError:
        raise Broken from None


async def next_down(reader: asyncio.StreamReader) -> AnyDown:
    """Raises Broken."""
    body = await _body(reader)
    try:
        return _down.decode(body)
    except msgspec.MsgspecError:
        raise Broken from None


async def _body(reader: asyncio.StreamReader) -> bytes:
    try:
        (size,) = struct.unpack("!I", await reader.readexactly(4))
        if size > MAX_FRAME:
            raise Broken
        return await reader.readexactly(size)
    except (OSError, asyncio.IncompleteReadError):
        raise Broken from None


def token_in(directory: Path) -> str:
    """What both sides must know: made once, readable by us only."""
    path = directory / TOKEN
    with contextlib.suppress(FileExistsError):
        made = directory / f"{TOKEN}.{os.getpid()}"
        handle = os.open(made, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_hex(32))
        try:
            os.link(made, path)  # whole, or not there
        finally:
            made.unlink()
    return path.read_text().strip()


def short(path: Path, directory: int) -> str:
    """A unix socket's name has room for a hundred letters: reached by the open directory it is always short enough."""
    return f"/proc/self/fd/{directory}/{path.name}"
