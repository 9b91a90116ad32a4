"""A directory of this machine as a shelf: each file whole and synced before its name is there, its name before `put`
returns."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import BinaryIO

from atiende.blobs.shelf import Item
from atiende.domain.errors import NotFound, StoreFull

PIECE = 8 * 1024 * 1024
DRAFT = ".draft"
AT_ONCE = 1_000
OWNERS = 0o600


class DirectoryShelf:
    """`blobs.shelf.Shelf`."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._drafts = count()

    @property
    def url(self) -> str:
        return self._directory.absolute().as_uri()

    async def put(self, key: str, content: bytes) -> None:
        await asyncio.to_thread(self._write, self._path(key), len(content), lambda draft: _fill(draft, content))

    @property
    def near(self) -> Path | None:
        return self._directory

    async def take_file(self, key: str, path: Path) -> None:
        await asyncio.to_thread(self._take, self._path(key), path)

    async def get(self, key: str) -> bytes:
        return await asyncio.to_thread(_read, self._path(key))

    async def get_file(self, key: str, path: Path) -> None:
        await asyncio.to_thread(_fetch, self._path(key), path)

    async def size(self, key: str) -> int | None:
        return await asyncio.to_thread(_size, self._path(key))

    async def drop(self, key: str) -> None:
        await asyncio.to_thread(self._path(key).unlink, missing_ok=True)

    async def drop_all(self, under: str) -> None:
        await asyncio.to_thread(shutil.rmtree, self._path(under), ignore_errors=True)

    async def items(self, under: str = "") -> AsyncIterator[Sequence[Item]]:
        found = self._found(self._path(under) if under else self._directory)
        while piece := await asyncio.to_thread(_piece, found):
            yield piece

    def _path(self, key: str) -> Path:
        parts = key.split("/")
        if any(part in ("", ".", "..") for part in parts):
            raise NotFound(blob=key)
        return self._directory.joinpath(*parts)

    def _found(self, top: Path) -> Iterator[Item]:
        for place, _, names in os.walk(top):
            for name in names:
                path = Path(place, name)
                if name.endswith(DRAFT):
                    continue
                try:
                    seen = path.stat()
                except FileNotFoundError:
                    continue  # dropped meanwhile
                yield Item(path.relative_to(self._directory).as_posix(), seen.st_size, int(seen.st_mtime * 1000))

    def _take(self, path: Path, source: Path) -> None:
        self._write(path, source.stat().st_size, lambda draft: _move(source, draft))
        source.unlink(missing_ok=True)

    def _write(self, path: Path, size: int, fill: Callable[[Path], None]) -> None:
        """A file that is there in its full length is whole: it is named after its bytes were synced. Its name may not
        be durable yet."""
        with _refusing():
            _make(path.parent)
            if _size(path) != size:
                draft = path.with_name(f"{path.name}.{os.getpid()}.{next(self._drafts)}{DRAFT}")
                try:
                    fill(draft)
                    draft.replace(path)
                finally:
                    draft.unlink(missing_ok=True)
            sync(path.parent)


@contextmanager
def _refusing() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreFull(reason=type(error).__name__) from error


def _fill(draft: Path, content: bytes) -> None:
    with draft.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _move(source: Path, target: Path) -> None:
    """Within one file system by its name, else by its bytes."""
    try:
        source.rename(target)
    except OSError:
        _copy(source, target)
    else:
        target.chmod(OWNERS)
        with target.open("rb") as file:
            os.fsync(file.fileno())


def owners_file(path: Path) -> BinaryIO:
    """A new file, for its owner only: a whole database goes into it."""
    return os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNERS), "wb")


def _copy(source: Path, target: Path) -> None:
    """Synced piece by piece: one large sync at the end would hold up everybody else's."""
    with source.open("rb") as reading, owners_file(target) as writing:
        while piece := reading.read(PIECE):
            writing.write(piece)
            writing.flush()
            os.fdatasync(writing.fileno())
        os.fsync(writing.fileno())


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except (FileNotFoundError, IsADirectoryError) as error:
        raise NotFound(blob=path.name) from error


def _fetch(source: Path, target: Path) -> None:
    if not source.is_file():
        raise NotFound(blob=source.name)
    with _refusing():
        _copy(source, target)


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return None


def _piece(found: Iterator[Item]) -> list[Item]:
    return [item for item, _ in zip(found, range(AT_ONCE), strict=False)]


def _make(directory: Path) -> None:
    """The directory and those above it, each durable in the one above."""
    if directory.is_dir():
        return
    _make(directory.parent)
    directory.mkdir(exist_ok=True)
    sync(directory.parent)


def sync(directory: Path) -> None:
    """What was named in it is durable then."""
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
