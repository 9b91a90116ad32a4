"""Where bytes lie under a key: what a directory and an object store have in common.

A key names one content for ever, so that nothing is ever written over: `<tenant>/ab/abcd…`.
"""

from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Protocol

from msgspec import Struct


class Item(Struct, frozen=True):
    """Something that lies there: `size` in bytes, `at` (ms UTC) when it was laid there."""

    key: str
    size: int
    at: int


class Shelf(Protocol):
    """Everything here raises FilesAway when the other side does not answer or refuses."""

    @property
    def url(self) -> str:
        """How it is named to people; without any secret."""
        ...

    async def put(self, key: str, content: bytes) -> None:
        """Whole and durable on return, or not there at all. Raises StoreFull."""
        ...

    @property
    def near(self) -> Path | None:
        """A directory from which `take_file` costs nothing, if there is one."""
        ...

    async def take_file(self, key: str, path: Path) -> None:
        """As `put`, for what is too large for memory. The file itself goes there: it is no longer where it was."""
        ...

    async def get(self, key: str) -> bytes:
        """Raises NotFound."""
        ...

    async def get_file(self, key: str, path: Path) -> None:
        """Into a new file, synced. Raises NotFound, StoreFull."""
        ...

    async def size(self, key: str) -> int | None:
        """None where there is nothing."""
        ...

    async def drop(self, key: str) -> None:
        """What is not there is dropped already."""
        ...

    async def drop_all(self, under: str) -> None:
        """Everything whose key begins with `under/`."""
        ...

    def items(self, under: str = "") -> AsyncIterator[Sequence[Item]]:
        """Everything, or what is under one part of the keys, in pieces and in no order."""
        ...
