"""A disk that can lose its power or run full: an SQLite file system that knows which bytes are durable.

Writes go to the real files, so that SQLite reads back what it wrote; beside them every file has its durable image,
which only a sync brings up to date. At a cut each write since then is kept, lost or torn at 512 bytes, by chance.
"""

import random
import threading
from collections.abc import Callable
from pathlib import Path

import apsw

SECTOR = 512
Write = tuple[int, bytes | None]
"""Where and what; without bytes the file was cut off there."""


class PowerLost(apsw.IOError):
    """Everything the disk is asked after the cut."""


class Disk(apsw.VFS):
    """Files below any directory. `fault(step)` may raise at each write and sync; `cut_at` names the last step."""

    def __init__(self, name: str, seed: int, cut_at: int | None = None) -> None:
        self.name = name
        self._chance = random.Random(seed)
        self._lock = threading.Lock()
        self._durable: dict[str, bytearray] = {}
        self._pending: dict[str, list[Write]] = {}
        self.left: dict[str, bytes] | None = None
        self.cut_at = cut_at
        self.steps = 0
        self.fault: Callable[[int, str], None] | None = None
        super().__init__(name, "")

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> apsw.VFSFile:
        return DiskFile(self, name, flags)

    def xDelete(self, name: str, sync: bool) -> None:
        with self._lock:
            self._alive()
            self._durable.pop(name, None)
            self._pending.pop(name, None)
        super().xDelete(name, sync)

    def opened(self, path: str) -> None:
        with self._lock:
            if path not in self._durable:
                self._durable[path] = bytearray(Path(path).read_bytes() if Path(path).exists() else b"")
                self._pending[path] = []

    def step(self, path: str, what: str, write: Write | None) -> None:
        """One write or sync. At the step of the cut the files are left as they are then."""
        with self._lock:
            self._alive()
            self.steps += 1
            if self.fault is not None:
                self.fault(self.steps, what)
            if write is not None:
                self._pending[path].append(write)
            if self.steps == self.cut_at:
                self.left = self._torn()
                raise PowerLost("the power is gone")
            if write is None:
                _apply_all(self._durable[path], self._pending[path])
                self._pending[path] = []

    def cut(self) -> None:
        """Now, if not before."""
        with self._lock:
            if self.left is None:
                self.left = self._torn()

    def _alive(self) -> None:
        if self.left is not None:
            raise PowerLost("the power is gone")

    def _torn(self) -> dict[str, bytes]:
        found = {}
        for path, durable in self._durable.items():
            image = bytearray(durable)
            for write in self._pending[path]:
                self._maybe(image, write)
            found[path] = bytes(image)
        return found

    def _maybe(self, image: bytearray, write: Write) -> None:
        at, content = write
        fate = self._chance.choice(("kept", "lost", "torn"))
        if fate == "kept" or (content is None and fate == "torn"):
            _apply(image, write)
        elif fate == "torn" and content is not None:
            for start in range(0, len(content), SECTOR):
                if self._chance.random() < 0.5:
                    _apply(image, (at + start, content[start : start + SECTOR]))


def _apply(image: bytearray, write: Write) -> None:
    at, content = write
    if content is None:
        del image[at:]
        return
    if len(image) < at:
        image.extend(bytes(at - len(image)))
    image[at : at + len(content)] = content


def _apply_all(image: bytearray, writes: list[Write]) -> None:
    for write in writes:
        _apply(image, write)


class DiskFile(apsw.VFSFile):
    def __init__(self, disk: Disk, name: str | apsw.URIFilename | None, flags: list[int]) -> None:
        self._disk = disk
        self._path = name.filename() if isinstance(name, apsw.URIFilename) else str(name)
        disk.opened(self._path)
        super().__init__("", name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:
        self._disk.step(self._path, "write", (offset, bytes(data)))
        super().xWrite(data, offset)

    def xTruncate(self, newsize: int) -> None:
        self._disk.step(self._path, "write", (newsize, None))
        super().xTruncate(newsize)

    def xSync(self, flags: int) -> None:
        self._disk.step(self._path, "sync", None)
