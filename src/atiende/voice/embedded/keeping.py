"""Recordings on their way to the disc: enciphered piece by piece, so that a crash costs the last second and no more.

A file is a row of pieces: length, milliseconds since it began, nonce, AES-256-GCM. The key comes with the command and
is derived again by the application when it asks for the recording; it is never written.
"""

import os
import struct
from collections.abc import Callable, Iterator
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

HEAD = struct.Struct("!II12s")
GROWING, WHOLE = ".part", ".rec"
MAX_PIECE = 1_000_000


class RecordingFile:
    """A `Sink` of the media core."""

    def __init__(self, directory: Path, name: str, key: bytes, now: Callable[[], float]) -> None:
        self._path, self._cipher, self._now = directory / (name + GROWING), AESGCM(key), now
        self._began = now()
        self._file = os.open(self._path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
        self._full = False

    def write(self, piece: bytes) -> None:
        """A disc that is full ends the recording there, not the call."""
        if self._full:
            return
        nonce, at = os.urandom(12), int((self._now() - self._began) * 1000)
        sealed = self._cipher.encrypt(nonce, piece, None)
        whole = HEAD.pack(len(sealed), at, nonce) + sealed
        try:
            self._full = os.write(self._file, whole) < len(whole)
        except OSError:
            self._full = True

    def close(self) -> None:
        """It is whole from now on."""
        os.close(self._file)
        self._path.rename(self._path.with_suffix(WHOLE))


def left_behind(directory: Path) -> list[tuple[str, int]]:
    """Recordings whose process died: they end where they were cut off. Their names, and how many ms they have."""
    found = []
    for path in sorted(directory.glob("*" + GROWING)):
        found.append((path.stem, _reach(path)))
        path.rename(path.with_suffix(WHOLE))
    return found


def _reach(path: Path) -> int:
    """As far as its pieces are whole."""
    last, length = 0, path.stat().st_size
    with path.open("rb") as file:
        while len(head := file.read(HEAD.size)) == HEAD.size:
            size, at, _ = HEAD.unpack(head)
            if file.seek(size, os.SEEK_CUR) > length:
                break
            last = at
    return last


def pieces(path: Path, key: bytes) -> Iterator[bytes]:
    """As far as they are whole."""
    cipher = AESGCM(key)
    with path.open("rb") as file:
        while len(head := file.read(HEAD.size)) == HEAD.size:
            size, _, nonce = HEAD.unpack(head)
            try:
                yield cipher.decrypt(nonce, file.read(size) if size <= MAX_PIECE else b"", None)
            except (InvalidTag, ValueError):
                return
