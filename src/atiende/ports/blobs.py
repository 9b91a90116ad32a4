"""Files by name: recordings, attachments, raw mail. Written and synced before the commit that names them."""

from typing import Protocol


class Blobs(Protocol):
    async def put(self, tenant: str, content: bytes) -> str:
        """Stores and syncs; answers the name, a keyed hash of the content. Raises StoreFull."""
        ...

    async def get(self, tenant: str, name: str) -> bytes:
        """Raises NotFound."""
        ...

    async def drop(self, tenant: str, name: str) -> None: ...

    async def drop_all(self, tenant: str) -> None:
        """Every file of a tenant that was made up."""
        ...
