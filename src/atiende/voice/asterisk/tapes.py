"""Recordings: what each leg of a bridge says goes into pieces of its own, raw; they are laid together when fetched.

A piece is named by recording, side, the moment it began and leg, so that after a restart of either everything about
a recording is known from the files alone. While paused there are no pieces: nothing is stored (I10).
"""

import asyncio
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, Protocol
from urllib.parse import quote

from atiende.domain.voice import RecordingReady
from atiende.ports.system import Clock
from atiende.ports.voice import EngineGone, Recorded
from atiende.voice.asterisk import names
from atiende.voice.asterisk.hearing import Hearing
from atiende.voice.asterisk.lines import Exchange, Line, Tape
from atiende.voice.asterisk.link import Address, Answer, Query
from atiende.voice.asterisk.names import PAUSE, RECORD, SNOOP
from atiende.voice.asterisk.scratch import place, scratch, sweep
from atiende.voice.asterisk.sounds import RATE, child
from atiende.voice.asterisk.wire import STORED

FORMAT = "sln16"
BYTES_A_MS = RATE * 2 // 1000
SHORTEST_GAP_MS = 200
LEFT, RIGHT = "left", "right"
FETCH_SECONDS = 60


class Host(Protocol):
    """What recordings need of the engine."""

    exchange: Exchange
    hearing: Hearing

    async def ask(self, method: str, uri: str, query: Query | None = None, body: object = None) -> Answer: ...
    def told(self, method: str, uri: str, query: Query | None = None, body: object = None) -> None: ...
    async def snoop(self, snoop: str, channel: str, how: dict[str, str]) -> bool: ...
    def _tell(self, event: RecordingReady) -> None: ...


class Piece(NamedTuple):
    """A stored file: which side it is on, and from when to when, ms UTC."""

    side: str
    begins: int
    ends: int
    path: Path


class Tapes:
    def __init__(self, host: Host, clock: Clock) -> None:
        self._host, self._clock = host, clock
        self._exchange, self._hearing = host.exchange, host.hearing
        self._dirty: asyncio.Queue[str] = asyncio.Queue()
        self._closing: dict[str, Tape] = {}
        self._running: dict[str, set[str]] = {}
        """Pieces that are being written, by recording."""
        self._done: set[str] = set()
        host.hearing.finished = self._piece_ended

    async def run(self) -> None:
        """Starts the pieces that are wanted, one after the other."""
        await asyncio.to_thread(sweep, place(), self._clock.now() / 1000)
        while True:
            recording = await self._dirty.get()
            tape = self._exchange.tapes.get(recording)
            if tape is not None:
                try:
                    await self._start(recording, tape)
                except EngineGone:
                    continue

    def begin(self, recording: str, bridge: str, left: str) -> None:
        if recording in self._exchange.tapes or recording in self._closing or recording in self._done:
            return
        self._exchange.tapes[recording] = Tape(bridge=bridge, left=left, began=self._clock.now())
        mark = {"type": "mixing", "name": f"{bridge} {left}"}
        self._host.told("POST", f"bridges/{names.name(RECORD, recording)}", mark)
        self._dirty.put_nowait(recording)

    def changed(self, bridge: str) -> None:
        """Somebody came into a bridge, left it, or is heard again: pieces that must end do at once."""
        for recording, tape in self._exchange.tapes.items():
            if tape.bridge == bridge:
                self._stop_unwanted(tape)
                self._dirty.put_nowait(recording)

    def pause(self, recording: str, on: bool) -> None:
        tape = self._exchange.tapes.get(recording)
        if tape is None or bool(tape.paused) == on:
            return
        now = self._clock.now()
        uri = f"bridges/{names.name(PAUSE, recording)}"
        self._host.told("POST" if on else "DELETE", uri, {"type": "mixing"} if on else None)
        if not on:
            tape.pauses.append((tape.paused, now))
        tape.paused = now if on else 0
        self._stop_unwanted(tape)
        self._dirty.put_nowait(recording)

    def end(self, recording: str) -> None:
        tape = self._exchange.tapes.pop(recording, None)
        if tape is None:
            return
        for kind, there in ((RECORD, True), (PAUSE, bool(tape.paused))):
            if there:
                self._host.told("DELETE", f"bridges/{names.name(kind, recording)}")
        if tape.paused:
            tape.pauses.append((tape.paused, self._clock.now()))
        for leg in list(tape.taken):
            self._host.told("DELETE", f"channels/{tape.taken.pop(leg)}")
        self._closing[recording] = tape
        if not self._running.get(recording):
            self._ready(recording)

    def ended(self, bridge: str) -> None:
        """A bridge is no more, nor are its recordings."""
        for recording in [one for one, tape in self._exchange.tapes.items() if tape.bridge == bridge]:
            self.end(recording)

    # --- pieces -------------------------------------------------------------------------------------------------------

    def _wanted(self, tape: Tape, line: Line | None) -> bool:
        return (
            line is not None and not tape.paused and line.home == tape.bridge
            and line.state == "up" and not line.held and not line.secret
        )  # fmt: skip

    def _stop_unwanted(self, tape: Tape) -> None:
        for leg in [one for one in tape.taken if not self._wanted(tape, self._exchange.lines.get(one))]:
            self._host.told("DELETE", f"channels/{tape.taken.pop(leg)}")

    async def _start(self, recording: str, tape: Tape) -> None:
        for leg in self._exchange.of(tape.bridge):
            line = self._exchange.lines[leg]
            if leg not in tape.taken and self._wanted(tape, line):
                await self._start_piece(recording, tape, leg, line)

    async def _start_piece(self, recording: str, tape: Tape, leg: str, line: Line) -> None:
        now = self._clock.now()
        snoop = names.name(SNOOP, recording, leg, str(now))
        tape.taken[leg] = snoop
        if not await self._host.snoop(snoop, line.channel, {"spy": "in", "whisper": "none"}):
            tape.taken.pop(leg, None)
            return
        if tape.taken.get(leg) != snoop:
            return
        piece = names.name(recording, LEFT if leg == tape.left else RIGHT, str(self._clock.now()), leg)
        self._running.setdefault(recording, set()).add(piece)
        asked: Query = {"name": piece, "format": FORMAT, "ifExists": "fail"}
        answer = await self._host.ask("POST", f"channels/{snoop}/record", asked)
        if not answer.well:
            self._piece_ended(piece, False)

    def _piece_ended(self, piece: str, well: bool) -> None:
        recording = piece.partition("~")[0]
        running = self._running.get(recording)
        if running is not None:
            running.discard(piece)
        if not running and recording in self._closing:
            self._ready(recording)

    def _ready(self, recording: str) -> None:
        tape = self._closing.pop(recording)
        self._running.pop(recording, None)
        self._done.add(recording)
        length = self._clock.now() - tape.began
        gaps = tuple((max(0, begins - tape.began), ends - tape.began) for begins, ends in tape.pauses)
        self._host._tell(RecordingReady(recording=recording, duration_ms=length, gaps=gaps))

    # --- fetching -----------------------------------------------------------------------------------------------------

    async def fetch(self, recording: str, address: Address) -> Recorded | None:
        """None while it runs, and for one that nobody knows."""
        if recording in self._exchange.tapes or recording in self._closing:
            return None
        stored = await self._stored(recording)
        if not stored:
            return None
        with scratch() as directory:
            pieces = await asyncio.to_thread(_download, address, stored, directory)
            if not pieces:
                return None
            return await _together(pieces)

    async def forget(self, recording: str) -> None:
        for name in await self._stored(recording):
            await self._host.ask("DELETE", f"recordings/stored/{name}")
        self._done.discard(recording)

    async def _stored(self, recording: str) -> list[str]:
        answer = await self._host.ask("GET", "recordings/stored")
        if not answer.well:
            raise EngineGone(f"answered {answer.status}")
        return sorted(one.name for one in STORED.decode(answer.body) if one.name.startswith(f"{recording}~"))


def _download(address: Address, stored: Sequence[str], into: Path) -> list[Piece]:
    """Over plain HTTP: files do not go over the WebSocket. In a thread."""
    found = []
    for number, name in enumerate(stored):
        scheme = "https" if address.secure else "http"
        url = f"{scheme}://{address.authority}/ari/recordings/stored/{quote(name)}/file"
        request = urllib.request.Request(url, headers={"Authorization": address.basic})
        path = into / str(number)
        try:
            with urllib.request.urlopen(request, timeout=FETCH_SECONDS) as answer:
                path.write_bytes(answer.read())
        except urllib.error.HTTPError as error:
            if error.code == 404:
                continue
            raise EngineGone(f"answered {error.code}") from error
        except OSError as error:
            raise EngineGone("no answer") from error
        _, side, begins, _ = name.split("~", 3)
        found.append(Piece(side, int(begins), int(begins) + path.stat().st_size // BYTES_A_MS, path))
    return sorted(found, key=lambda one: one.begins)


async def _together(pieces: Sequence[Piece]) -> Recorded:
    began = pieces[0].begins
    ends = max(one.ends for one in pieces)
    laid = [f"{one.side}:{one.begins - began}:{one.path}" for one in pieces]
    content = await child("merge", b"", *laid)
    return Recorded(content=content, duration_ms=ends - began, gaps=tuple(_gaps(pieces, began)))


def _gaps(pieces: Sequence[Piece], began: int) -> list[tuple[int, int]]:
    """When nobody was recorded, ms from the beginning."""
    found, until = [], began
    for piece in pieces:
        if piece.begins - until >= SHORTEST_GAP_MS:
            found.append((until - began, piece.begins - began))
        until = max(until, piece.ends)
    return found
