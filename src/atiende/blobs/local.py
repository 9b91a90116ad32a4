"""Files in a directory of this machine: encrypted, named by a keyed hash of their content, durable when `put` returns.

`<directory>/<tenant>/<first two digits>/<name>`. The same content twice is one file.
"""

import asyncio
import os
import re
import shutil
from itertools import count
from pathlib import Path

from atiende.domain.errors import NotFound, StoreFull
from atiende.ports.secrets import Keyring

NAME = re.compile(r"[0-9a-f]{32}")
TENANT = re.compile(r"[a-z0-9_]{1,64}")


class LocalBlobs:
    """`ports.blobs.Blobs`."""

    def __init__(self, directory: Path, keys: Keyring) -> None:
        self._directory, self._keys = directory, keys
        self._drafts = count()

    async def put(self, tenant: str, content: bytes) -> str:
        name = self._keys.digest(f"blob:{tenant}", content)
        path = self._path(tenant, name)
        try:
            await asyncio.to_thread(self._write, path, content)
        except OSError as error:
            raise StoreFull(reason=type(error).__name__) from error
        return name

    async def get(self, tenant: str, name: str) -> bytes:
        path = self._path(tenant, name)
        try:
            return await asyncio.to_thread(self._read, path)
        except FileNotFoundError as error:
            raise NotFound(blob=name) from error

    async def drop(self, tenant: str, name: str) -> None:
        path = self._path(tenant, name)
        await asyncio.to_thread(path.unlink, missing_ok=True)

    async def drop_all(self, tenant: str) -> None:
        if not TENANT.fullmatch(tenant):
            raise NotFound(tenant=tenant)
        await asyncio.to_thread(shutil.rmtree, self._directory / tenant, ignore_errors=True)

    def _path(self, tenant: str, name: str) -> Path:
        if not NAME.fullmatch(name) or not TENANT.fullmatch(tenant):
            raise NotFound(blob=name)
        return self._directory / tenant / name[:2] / name

    def _read(self, path: Path) -> bytes:
        return self._keys.open_bytes(path.read_bytes())

    def _write(self, path: Path, content: bytes) -> None:
        """A file that is there is whole: it is named after its bytes were synced. Its name may not be durable yet."""
        _make(path.parent)
        if not path.exists():
            draft = path.with_name(f"{path.name}.{os.getpid()}.{next(self._drafts)}.draft")
            try:
                with draft.open("xb") as file:
                    file.write(self._keys.seal_bytes(content))
                    file.flush()
                    os.fsync(file.fileno())
                draft.replace(path)
            finally:
                draft.unlink(missing_ok=True)
        _sync(path.parent)


def _make(directory: Path) -> None:
    """The directory and those above it, each durable in the one above."""
    if directory.is_dir():
        return
    _make(directory.parent)
    directory.mkdir(exist_ok=True)
    _sync(directory.parent)


def _sync(directory: Path) -> None:
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
