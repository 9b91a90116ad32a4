"""Files on a shelf: encrypted, named by a keyed hash of their content, and known by that hash when they are read.

The same content twice is one file. What lies there and is not what its name says is an error, never wrong bytes.
"""

import asyncio
import re

from atiende.blobs.shelf import Shelf
from atiende.domain.errors import Damaged, Invalid, NotFound
from atiende.ports.secrets import Keyring

NAME = re.compile(r"[0-9a-f]{32}")
TENANT = re.compile(r"[a-z0-9_]{1,64}")
LARGE = 256 * 1024
"""Bytes that are sealed or opened in a thread: everybody else's work goes on meanwhile."""


def key_of(tenant: str, name: str) -> str:
    """Where a file lies. Raises NotFound for what is no name."""
    if not NAME.fullmatch(name) or not TENANT.fullmatch(tenant):
        raise NotFound(blob=name)
    return f"{tenant}/{name[:2]}/{name}"


class SealedBlobs:
    """`ports.blobs.Blobs`."""

    def __init__(self, shelf: Shelf, keys: Keyring) -> None:
        self._shelf, self._keys = shelf, keys

    async def put(self, tenant: str, content: bytes) -> str:
        if len(content) < LARGE:
            name, sealed = self._sealed(tenant, content)
        else:
            name, sealed = await asyncio.to_thread(self._sealed, tenant, content)
        await self._shelf.put(key_of(tenant, name), sealed)
        return name

    async def get(self, tenant: str, name: str) -> bytes:
        """Raises NotFound, Damaged, FilesAway."""
        sealed = await self._shelf.get(key_of(tenant, name))
        if len(sealed) < LARGE:
            return self.opened(tenant, name, sealed)
        return await asyncio.to_thread(self.opened, tenant, name, sealed)

    async def drop(self, tenant: str, name: str) -> None:
        await self._shelf.drop(key_of(tenant, name))

    async def drop_all(self, tenant: str) -> None:
        if not TENANT.fullmatch(tenant):
            raise NotFound(tenant=tenant)
        await self._shelf.drop_all(tenant)

    def opened(self, tenant: str, name: str, sealed: bytes) -> bytes:
        """What was sealed under this name. Raises Damaged."""
        try:
            content = self._keys.open_bytes(sealed)
        except Invalid as error:
            raise Damaged(blob=name) from error
        if self._keys.digest(f"blob:{tenant}", content) != name:
            raise Damaged(blob=name)
        return content

    def _sealed(self, tenant: str, content: bytes) -> tuple[str, bytes]:
        return self._keys.digest(f"blob:{tenant}", content), self._keys.seal_bytes(content)
